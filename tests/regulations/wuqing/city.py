"""澜汀区 in memory: the bodies, units and people that every test of the plan plays with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from tests.regulations.office import Office, begin, stage
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.scheme.rules import Scheme
from xuncha.shipped import base_text, calendar, scheme_text

SCHEME = "wuqing-2017"

ISSUED = date(2017, 3, 21)
"""The plan was issued on a Tuesday."""


@cache
def scheme() -> Scheme:
    """The regulation over the product's safeguards."""
    return read_scheme(scheme_text(SCHEME), SCHEME).over(read_scheme(base_text(), "base"))


TEN = [f"field{n}" for n in range(1, 11)]
"""The ten fields of problems."""

FOUR = ("political_discipline", "orders", "service", "own_office")
"""The four checks."""

SEEN = {"number": "佐证1号", "place": "镇党政办", "keeper": "何其安"}
"""A paper that was not scanned: its number, where it is and who keeps it."""

PLAN = {
    "duty_text": "窗口一次告知",
    "responsible_post": "便民服务中心主任",
    "first_responsible": "@严明礼",
    "measures": [{"what": "张贴一次告知单", "owner": "窗口", "by": "2017-04-20"}],
}


class City(Office):
    """A play of the campaign: 柳塘镇 examines itself, and the district checks it.  Steps are named for what the offices do."""

    # ------------------------------------------------------------------ founding

    def found(self) -> City:
        """The standing bodies, one town with a station under it, one department, and the people."""
        body, unit, person, seat = self.body, self.unit, self.person, self.seat
        body("office", "office", "区政府办公室")
        body("government", "government", "区政府")
        body("bureau", "bureau", "区监察局")
        body("supervisors", "supervision_office", "区政府督查室")
        body("discipline", "receiver", "区纪委", function="discipline")
        body("organisation", "receiver", "区委组织部", function="organisation")
        body("audit", "linked", "区审计局", function="audit")
        body("safety", "linked", "区安监局", function="work_safety")
        unit("town", "柳塘镇", "town")
        unit("bureau_of_housing", "区住建委", "department")
        self.under("station", "柳塘镇水务站", "town")
        for name in (
            "周敬川",
            "顾行远",
            "林若舟",
            "江予白",
            "高望岚",
            "陆闻笙",
            "方竹青",
            "严明礼",
            "何其安",
            "程远道",
            "乔木森",
        ):
            person(name)
        seat("government", "lead", "周敬川")
        seat("government", "leader_in_charge", "顾行远")
        seat("office", "director", "林若舟")
        seat("office", "clerk", "江予白")
        seat("bureau", "clerk", "高望岚")
        seat("supervisors", "clerk", "陆闻笙")
        seat("town", "principal", "方竹青", leadership=True)
        seat("town", "clerk", "何其安")
        seat("town", "contact", "严明礼")
        seat("station", "clerk", "程远道")
        seat("station", "contact", "乔木森")
        return self

    def under(self, key: str, title: str, above: str) -> None:
        """A unit under another one."""
        fields = {"title": title, "kind": "subordinate", "parent": str(self.keys[above])}
        self.keys[key] = self.play.put("unit.registered", fields, new_id=self.play.key(key))

    # ------------------------------------------------------------------ 第一步 动员部署

    def open(self, **more: Any) -> City:
        fields = {
            "kind": "treatment",
            "title": "作风纪律专项整治",
            "starts_on": "2017-03-21",
            "ends_on": "2017-12-31",
        }
        self.do("office/clerk", "campaign.opened", fields | more, name="round")
        return self

    def step(self, phase: str, starts_on: str, ends_on: str) -> City:
        """One of the four steps begins."""
        fields = {"phase": phase, "starts_on": starts_on, "ends_on": ends_on}
        self.do("office/clerk", "phase.started", fields, subject="round")
        return self

    def enrol(self, unit: str = "town", name: str = "inspection", **more: Any) -> City:
        fields = {"unit": f"@{unit}", "ground": "listed", "leader_in_charge": "@顾行远"}
        self.do("office/clerk", "unit.enrolled", fields | more, within="round", name=name)
        return self

    def assign(self, to: str = "supervisors", name: str = "inspection") -> City:
        """Who checks this unit."""
        self.do("office/clerk", "inspection.assigned", {"body": f"@{to}"}, subject=name)
        return self

    def print_plan(self) -> City:
        """The printed plan goes to the town, which signs for it."""
        fields = {"kind": "notice", "text": "印发方案"}
        self.do("office/clerk", "document.drafted", fields, within="inspection", name="notice")
        self.do("office/clerk", "document.issued", {"to": ["@town"]}, subject="notice")
        self.do("town/clerk", "document.received", {"received_on": self.today}, subject="notice")
        return self

    def draft(
        self, kind: str, by: str = "town/clerk", name: str = "", within: str = "inspection", **fields: Any
    ) -> City:
        """A paper of this unit, kept under its kind."""
        self.do(by, "document.drafted", {"kind": kind, **fields}, within=within, name=name or kind)
        return self

    def issue(self, name: str, by: str = "town/clerk", to: Sequence[str] = ("office",)) -> City:
        self.do(by, "document.issued", {"to": [f"@{one}" for one in to]}, subject=name)
        return self

    def adopt(self, kind: str, by: str = "town/clerk", within: str = "inspection", **more: Any) -> City:
        """A rule that needs no line in the rules list, kept under its kind."""
        fields = {"kind": kind, "title": kind, "from_on": self.today, "text": SEEN}
        self.do(by, "rule.adopted", fields | more, within=within, name=kind)
        return self

    def meet(self, kind: str, by: str = "town/clerk", within: str = "inspection", **more: Any) -> City:
        fields = {"kind": kind, "at": self.today, "items": [{"text": "部署整治"}]}
        self.do(by, "meeting.held", fields | more, within=within, name=kind)
        return self

    def form_group(self) -> City:
        fields = {
            "kind": "unit_group",
            "title": "柳塘镇整治领导小组",
            "group_head": "@方竹青",
            "group_members": ["@严明礼"],
        }
        self.do("town/clerk", "body.formed", fields, within="inspection", name="group")
        return self

    def mobilise(self) -> City:
        """Everything that the first step asks of the town."""
        self.draft("unit_plan", text="柳塘镇实施方案").issue("unit_plan")
        self.form_group().adopt("working_mechanism").meet("mobilisation")
        return self.meet("study", materials=["general_secretary", "city_leaders", "district"], attended=46)

    # ------------------------------------------------------------------ 第二步 自查自纠

    def check(self, method: str, outcome: str = "none", by: str = "town/clerk", **more: Any) -> City:
        """One of the four checks, kept under its name; it looks at all ten fields where nothing else is said."""
        fields = {
            "method": method,
            "staff": ["@何其安"],
            "outcome": outcome,
            "looked_at": TEN,
            "question": "总的较好",
        }
        self.do(by, "check.recorded", fields | more, within="inspection", name=method)
        return self

    def check_all(self) -> City:
        for method in FOUR:
            self.check(method, outcome="findings" if method == "service" else "none")
        return self

    def find(
        self, name: str = "finding", by: str = "town/clerk", within: str = "inspection", **more: Any
    ) -> City:
        fields = {
            "title": "窗口没有一次告知",
            "fields": ["field4_matter"],
            "source": "self_check",
            "text": "三名群众跑了两趟",
        }
        self.do(by, "finding.recorded", fields | more, within=within, name=name)
        return self

    def list_problems(self, *names: str) -> City:
        return self.draft("problem_list", items=[f"@{name}" for name in names]).issue("problem_list")

    def plan(self, name: str = "finding", by: str = "town/principal", **more: Any) -> City:
        self.do(by, "rectification.planned", PLAN | more, subject=name)
        return self

    def list_rectification(self, *names: str) -> City:
        return self.draft("rectification_list", items=[f"@{name}" for name in names]).issue(
            "rectification_list"
        )

    def propose(self, change: str = "set_up", kind: str = "rule", name: str = "rule", **more: Any) -> City:
        """A line of the rules list."""
        fields = {"kind": change, "type": kind, "title": "一次告知制度"}
        self.do("town/clerk", "rule.proposed", fields | more, within="inspection", name=name)
        return self

    def carry_out(self, kind: str = "rule", name: str = "rule", **more: Any) -> City:
        fields = {"kind": kind, "from_on": self.today, "text": SEEN}
        self.do("town/clerk", "rule.adopted", fields | more, subject=name)
        return self

    def rectify(self, name: str = "finding", by: str = "town/clerk") -> City:
        """The measure is done, proved, and reported."""
        self.do(
            by,
            "rectification.progressed",
            {"measure": 1, "done_on": self.today, "text": "已张贴"},
            subject=name,
        )
        self.do(by, "evidence.added", {"file": SEEN, "dated": self.today}, subject=name)
        self.do(by, "rectification.reported", {"result": "一次告知"}, subject=name)
        return self

    # ------------------------------------------------------------------ 第三步 督查问责

    def verify(self, name: str = "finding", by: str = "supervisors/clerk", **more: Any) -> City:
        fields = {"stage": "close_out", "passed": True, "seen_on": self.today, "text": "现场看过"}
        self.do(by, "rectification.verified", fields | more, subject=name)
        return self

    def close(self, name: str = "finding", by: str = "supervisors/clerk") -> City:
        self.do(by, "finding.closed", {}, subject=name)
        return self

    def supervise(self, mode: str = "unannounced", by: str = "supervisors/clerk", name: str = "supervision", within: str = "inspection",
                  **more: Any) -> City:  # fmt: skip
        fields = {
            "method": "supervision",
            "mode": mode,
            "staff": ["@陆闻笙"],
            "outcome": "findings",
            "place": "办事大厅",
        }
        self.do(by, "check.recorded", fields | more, within=within, name=name)
        return self

    def report_supervision(self, name: str = "supervision", by: str = "supervisors/clerk") -> City:
        fields = {"kind": "supervision_report", "to": "@government", "text": "发现问题一件"}
        self.do(by, "report.submitted", fields, within=name, name="supervision_report")
        return self

    def find_from_above(self, name: str = "found", by: str = "supervisors/clerk") -> City:
        """A problem that supervision found."""
        return self.find(
            name, by=by, source="supervision", title="上班时间脱岗", fields=["field7_stepped_away"]
        )

    def feed_back(self, name: str = "found", by: str = "supervisors/clerk") -> City:
        self.draft("supervision_notice", by=by, items=[f"@{name}"], text="请整改")
        return self.issue("supervision_notice", by=by, to=["town"])

    def lead(self, by: str = "bureau/clerk") -> City:
        """A clue, sealed."""
        fields = {
            "title": "窗口收费去向不明",
            "about_posts": ["窗口负责人"],
            "managed_by": "unit",
            "text": "账实不符",
        }
        self.do(by, "clue.recorded", fields, within="inspection", name="clue")
        return self

    def inquire(self, pursue: bool = True) -> City:
        """The bureau inquires into the clue and decides on accountability."""
        fields = {
            "kind": "clue",
            "title": "窗口收费",
            "about": ["窗口负责人"],
            "grounds": ["misaction"],
            "text": "启动",
            "from_ref": ["@clue"],
        }
        self.do("bureau/clerk", "inquiry.opened", fields, within="inspection", name="inquiry")
        self.do(
            "bureau/clerk", "inquiry.concluded", {"found": "属实", "proposals": ["问责"]}, subject="inquiry"
        )
        decided = {
            "whom": "窗口负责人",
            "pursue": pursue,
            "form": "disciplinary",
            "text": "依规处理",
            "final": True,
        }
        self.do("bureau/clerk", "accountability.decided", decided, subject="inquiry")
        return self

    def approve(self, subject: str, for_act: str, by: str, asked_by: str, to: str) -> City:
        self.do(asked_by, "approval.requested", {"for_act": for_act, "to": to}, subject=subject)
        self.do(by, "approval.given", {"for_act": for_act}, subject=subject)
        return self

    def dispose(self, kind: str, subject: str = "clue", by: str = "bureau/clerk", **more: Any) -> City:
        self.do(by, "disposition.decided", {"class": kind, "text": "数额较大", **more}, subject=subject)
        return self

    def take_as_serious(self, subject: str = "clue") -> City:
        """A second person agrees that it is serious."""
        self.approve(subject, "serious", by="office/director", asked_by="bureau/clerk", to="director")
        return self.dispose("serious", subject)

    def refer(
        self, route: str = "discipline", to: str = "discipline", of: str = "clue", by: str = "bureau/clerk"
    ) -> City:
        fields = {"route": route, "of": [f"@{of}"], "receiver": f"@{to}", "extract": "摘要", "basis": "依据"}
        self.do(by, "referral.drafted", fields, within="inspection", name="referral")
        self.do(by, "referral.sent", {}, subject="referral")
        return self

    # ------------------------------------------------------------------ 第四步 总结提高

    def sum_up(self) -> City:
        """The closing report, drafted and sent."""
        fields = {"experience": "一次告知", "effect": "投诉减半", "demands": "长期坚持"}
        self.draft("closing_report", **fields)
        sent = {"kind": "closing_report", "to": "@office", "document": "@closing_report"}
        self.do("town/clerk", "report.submitted", sent, within="inspection", name="closing_return")
        return self

    # ------------------------------------------------------------------ 通报、曝光

    def decide_finally(self, *people: str, final: bool = True, name: str = "decision") -> City:
        """A decision on accountability, issued to the town."""
        named = [f"@{one}" for one in people or ("程远道",)]
        fields = {"kind": "decision_notice", "named": named, "final": final, "text": "给予警告"}
        self.do("bureau/clerk", "document.drafted", fields, within="inspection", name=name)
        return self.issue(name, by="bureau/clerk", to=["town"])

    def name_people(self, kind: str = "circular", *people: str, **more: Any) -> City:
        """A circular or a case that names people, on the decision."""
        fields = {"text": "脱岗问题", "named": [f"@{one}" for one in people or ("程远道",)], "decisions": ["@decision"],
                  "reason_for_names": "屡次脱岗，警示全镇"}  # fmt: skip
        return self.draft(kind, **(fields | more))

    def clear(self, name: str, by: str = "town/contact", **more: Any) -> City:
        fields = {"no_reporter": True, "names_lawful": True, "harm_weighed": True}
        self.do(by, "document.cleared", fields | more, subject=name)
        return self


def new_city(day: date = ISSUED) -> City:
    """A city founded on the day the plan was issued."""
    return City(
        begin(scheme(), calendar(), datetime(day.year, day.month, day.day, 10, tzinfo=SHANGHAI))
    ).found()


# ---------------------------------------------------------------------- stages, each made once and copied


@stage
def _opened() -> City:
    return new_city().open()


def opened() -> City:
    """The campaign is open; no unit is enrolled."""
    return _opened().again()


@stage
def _enrolled() -> City:
    return opened().enrol().assign().print_plan()


def enrolled() -> City:
    """柳塘镇 is enrolled, has the printed plan and is assigned to the supervision office."""
    return _enrolled().again()


@stage
def _checked() -> City:
    city = enrolled().mobilise()
    city.step("self_check", "2017-03-31", "2017-06-30")
    city.play.on(date(2017, 4, 10))
    return city.check_all().find()


def checked() -> City:
    """The four checks are made and one problem is on record."""
    return _checked().again()


@stage
def _listed() -> City:
    return checked().list_problems("finding").plan().list_rectification("finding")


def listed() -> City:
    """Problem list and rectification list are issued."""
    return _listed().again()


@stage
def _supervised() -> City:
    city = listed().rectify().verify().close()
    city.play.on(date(2017, 7, 4))
    return city.step("supervise", "2017-07-01", "2017-09-30").supervise()


def supervised() -> City:
    """The first problem is closed; supervision has been in the town."""
    return _supervised().again()


@stage
def _led() -> City:
    return supervised().lead()


def led() -> City:
    """There is a clue, sealed, with the bureau."""
    return _led().again()
