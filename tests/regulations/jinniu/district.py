"""澜江区 in memory: the bodies, units and people that every test of the plan plays with."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any, Self

from tests.regulations.office import Office, begin, stage
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.core.facts.draw import digest_of, drawn_by
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.scheme.rules import Scheme
from xuncha.shipped import base_text, calendar, scheme_text

SCHEME = "jinniu-2017"
SEED = "2017年6月2日开奖号码 04 17 23"
"""What a draw rests on: its digest is fixed before anybody can know it."""

SCAN = {"number": "纸质1号", "place": "办公室柜", "keeper": "江予白"}
"""A paper that was not scanned: its number, where it is and who keeps it."""

EIGHT = [f"field{n}" for n in range(1, 9)]
"""What a self-examination goes by."""

PAPER = "金治〔2017〕1号"
"""The paper on which seats of the leading group and of the working groups change."""

BODIES = {
    "office": ("office", "领导小组办公室", ""),
    "group": ("leading_group", "区纪委领导小组", ""),
    "commission": ("commission", "区纪委", ""),
    "publicity": ("section", "区纪委宣传部", "publicity"),
    "conduct": ("section", "党风政风监督室", "conduct"),
    "case": ("section", "案件监督管理室", "case"),
    "petition": ("section", "信访室", "petition"),
    "review": ("section", "第一纪检监察室", "review"),
    "inspectors": ("department", "区委巡察办", "inspection"),
    "organisation": ("department", "区委组织部", "organisation"),
    "organs": ("department", "区直机关工委", "organs"),
    "propaganda": ("department", "区委宣传部", "propaganda"),
    "news": ("department", "区新闻中心", "news"),
}  # fmt: skip

OF_AREAS = {
    "street_discipline": ("street_committee", "柳塘街道纪工委", "street"),
    "bureau_discipline": ("department_discipline", "区市政局纪检组", "bureau"),
}
"""The discipline body of a street and of a department."""

PEOPLE = (
    "周敬川", "顾行远", "林若舟", "江予白", "高望岚", "陆闻笙", "许知微", "沈知秋", "温如岚", "方竹青", "严明礼",
    "何其安", "程远道", "乔木森",
)  # fmt: skip


CLERKS = {
    "commission": "秦越山", "conduct": "韩亦舟", "case": "罗听泉", "petition": "蒋望舒", "publicity": "叶知返",
    "review": "邵临川", "inspectors": "苏见青", "propaganda": "贺云岫", "news": "梁疏影", "organisation": "傅青岚",
    "organs": "宋含章", "street_discipline": "丁砚农", "bureau_discipline": "白鹭洲",
}  # fmt: skip
"""Who does the daily work of each body that has no part of its own in a round."""


@cache
def scheme() -> Scheme:
    """The plan over the product's safeguards."""
    return read_scheme(scheme_text(SCHEME), SCHEME).over(read_scheme(base_text(), "base"))


class District(Office):
    """A play of one treatment: 柳塘街道 and 区市政局, eight special groups.  Steps are named for what offices do."""

    # ------------------------------------------------------------------ founding

    def found(self) -> Self:
        for key, (kind, title, function) in BODIES.items():
            self.body(key, kind, title, **({"function": function} if function else {}))
        self.unit("street", "柳塘街道", "street")
        self.unit("bureau", "区市政局", "department")
        for key, title, kind in (("community", "榆荫社区", "community"), ("station", "排水站", "station")):
            above = {"community": "street", "station": "bureau"}[key]
            fields = {"title": title, "kind": kind, "parent": str(self.keys[above])}
            self.keys[key] = self.play.put("unit.registered", fields, new_id=self.play.key(key))
        for key, (kind, title, area) in OF_AREAS.items():
            self.body(key, kind, title, area=str(self.keys[area]))
        for name in (*PEOPLE, *CLERKS.values()):
            self.person(name)
        for body, name in CLERKS.items():
            self.seat(body, "clerk", name)
        self.seat("group", "leader", "周敬川")
        self.seat("office", "lead", "林若舟")
        self.seat("office", "clerk", "江予白")
        self.seat("street", "principal", "顾行远", leadership=True)
        self.seat("street", "clerk", "何其安")
        self.seat("bureau", "principal", "陆闻笙", leadership=True)
        self.seat("bureau", "clerk", "温如岚")
        self.seat("community", "principal", "方竹青", leadership=True)
        self.seat("community", "clerk", "沈知秋")
        self.seat("street", "leadership", "严明礼", leadership=True)
        return self

    # ------------------------------------------------------------------ looking

    def owing(self, rule: str) -> list[str]:
        """Who still owes what a rule asks, in the order of their names."""
        return sorted(owed.by for owed in self.owed(rule))

    def by_when(self, rule: str) -> set[str]:
        """The days, or the text's own word, by which it is owed."""
        return {owed.when for owed in self.owed(rule)}

    # ------------------------------------------------------------------ setting up

    def open_round(self) -> Self:
        fields = {
            "kind": "treatment",
            "title": "专项治理",
            "starts_on": "2017-05-11",
            "ends_on": "2017-12-31",
        }
        self.do("office/clerk", "campaign.opened", fields, name="round")
        return self

    def enrol(self, unit: str = "street") -> Self:
        fields = {"unit": f"@{unit}", "ground": "listed", "main_body": "党工委"}
        self.do("office/clerk", "unit.enrolled", fields, within="round", name=f"{unit}_inspection")
        return self

    def form_groups(self, n: int = 8) -> Self:
        """Special groups 1 to n, and the five working groups, within the round."""
        for i in range(1, n + 1):
            fields = {"kind": "special_group", "title": f"第{i}专项治理小组", "mark": f"专治{i}"}
            self.do("group", "body.formed", fields, within="round", name=f"g{i}")
        self.fill("g1", "head", "高望岚").fill("g1", "member", "乔木森").fill(
            "g2", "head", "程远道", "street"
        )
        return self

    def form_working_groups(self) -> Self:
        for kind in ("coordination", "publicity", "main_duty", "intake", "double_inquiry"):
            fields = {"kind": f"{kind}_group", "title": kind}
            self.do("office/clerk", "body.formed", fields, within="round", name=f"{kind}_group")
        return self.fill("coordination_group", "clerk", "温如岚", paper=PAPER).fill(
            "intake_group", "clerk", "程远道", paper=PAPER
        )

    def fill(self, body: str, seat: str, person: str, home: str = "", paper: str = "") -> Self:
        fields = {"seat": seat, "person": f"@{person}"} | ({"home_unit": f"@{home}"} if home else {})
        self.do("office/clerk", "seat.filled", fields, subject=body, paper=paper)
        return self

    def assign(
        self, unit: str = "street", group: str = "g1", people: tuple[str, ...] = ("高望岚", "乔木森")
    ) -> Self:
        for person in people:
            self.do("office/clerk", "tie.declared", {"towards": f"@{unit}", "none": True}, subject=person)
        self.do("office/clerk", "inspection.assigned", {"body": f"@{group}"}, subject=f"{unit}_inspection")
        return self

    def phase(self, phase: str, on: str) -> Self:
        """The office starts a phase on a day."""
        self.play.on(date.fromisoformat(on))
        self.do("office/clerk", "phase.started", {"phase": phase, "starts_on": on}, subject="round")
        return self

    def on(self, day: str) -> Self:
        self.play.on(date.fromisoformat(day))
        return self

    # ------------------------------------------------------------------ papers and returns

    def draft(self, by: str, kind: str, within: str, name: str = "", **fields: Any) -> Self:
        self.do(by, "document.drafted", {"kind": kind, **fields}, within=within, name=name or kind)
        return self

    def issue(self, by: str, name: str, *to: str, **more: Any) -> Self:
        self.do(by, "document.issued", {"to": [f"@{one}" for one in to], **more}, subject=name)
        return self

    def plan(self, unit: str = "street") -> Self:
        """The unit's own plan, drafted and sent."""
        fields = {"steps": "四步", "key_points": "窗口", "goals": "见底", "time_limits": "照区里"}
        self.draft(f"{unit}/clerk", "unit_plan", f"{unit}_inspection", **fields)
        return self.send(unit, "unit_plan", document="@unit_plan")

    def send(self, unit: str, kind: str, to: str = "publicity", name: str = "", **fields: Any) -> Self:
        fields = {"kind": kind, "to": [f"@{to}"], **fields}
        self.do(f"{unit}/clerk", "report.submitted", fields, within=f"{unit}_inspection", name=name or kind)
        return self

    def meet(self, by: str, kind: str, within: str, *refs: str, **fields: Any) -> Self:
        """A meeting that takes up these problems; its day is today's."""
        items = [{"text": "议题", "refs": [f"@{one}" for one in refs]}] if refs else [{"text": "议题"}]
        fields = {"kind": kind, "at": self.today, "items": items, **fields}
        self.do(by, "meeting.held", fields, within=within, name=f"{kind} {self.today}")
        return self

    # ------------------------------------------------------------------ the two ledgers

    def check(
        self, by: str = "street/clerk", name: str = "check", unit: str = "street", **fields: Any
    ) -> Self:
        """A check sheet of the unit: 榆荫社区, checked by the street."""
        sheet = {"method": "mutual_review", "staff": ["@何其安"], "place": "社区服务大厅", "content": "低保台账",
                 "checked_unit": "@community", "looked_at": ["field1"]}  # fmt: skip
        self.do(by, "check.recorded", sheet | fields, within=f"{unit}_inspection", name=name)
        return self

    def comb(self, name: str = "combed") -> Self:
        """榆荫社区 was looked through by all eight fields, and nothing was found."""
        return self.check(name=name, outcome="none", looked_at=EIGHT)

    def find(
        self, by: str = "street/clerk", check: str = "check", name: str = "finding", **fields: Any
    ) -> Self:
        line = {"title": "低保公示缺三户", "fields": ["field1_insurance"], "source": "self_check",
                "text": "第二季度三户没有公示", "advice": "补公示"}  # fmt: skip
        self.do(by, "finding.recorded", line | fields, within=check, name=name)
        return self

    def discuss(self, name: str = "finding", unit: str = "street") -> Self:
        return self.meet(f"{unit}/clerk", "unit_weekly", f"{unit}_inspection", name)

    def hand_over(
        self, by: str = "street/clerk", name: str = "finding", due: str = "2017-07-20", **more: Any
    ) -> Self:
        fields = {"mode": "限期整改", "due": due, "responsible": "@方竹青", **more}
        self.do(by, "finding.fed_back", fields, subject=name)
        return self

    def classify(
        self, value: str, scale: str = "nature", by: str = "street/clerk", name: str = "finding"
    ) -> Self:
        self.do(by, "matter.classified", {"scale": scale, "value": value, "why": "由人判断"}, subject=name)
        return self

    def assign_item(self, unit: str = "community", name: str = "finding") -> Self:
        """The street gives the problem to the grassroots unit that rectifies it."""
        self.do("street/clerk", "matter.assigned", {"owner": f"@{unit}", "text": "请整改"}, subject=name)
        return self

    def plan_item(self, by: str = "community/clerk", name: str = "finding", **more: Any) -> Self:
        self.do(by, "rectification.planned", PLAN | more, subject=name)
        return self

    def carry_out(self, name: str = "finding", kind: str = "education") -> Self:
        """The measure of its nature, the work done with evidence, and the report."""
        self.do("street/clerk", "measure.taken", {"kind": kind, "text": "开会整顿"}, subject=name)
        done = {"measure": 1, "done_on": self.today, "on_the_spot": True, "text": "已补公示"}
        self.do("community/clerk", "rectification.progressed", done, subject=name)
        evidence = {"file": SCAN, "what": "公示照片", "dated": self.today}
        self.do("community/clerk", "evidence.added", evidence, subject=name)
        self.do("community/clerk", "rectification.reported", {"result": "三户已公示"}, subject=name)
        return self

    def verify(self, by: str = "street/principal", name: str = "finding", **more: Any) -> Self:
        """Verified as solved, unless another stage is named."""
        fields = {"stage": "solved", "passed": True, "seen_on": self.today, "text": "看过公示栏", **more}
        self.do(by, "rectification.verified", fields, subject=name)
        return self

    def adopt(self, kind: str, unit: str = "street", name: str = "rule", **fields: Any) -> Self:
        rule = {"kind": kind, "title": "低保公示办法", "from_on": self.today, **fields}
        self.do(f"{unit}/clerk", "rule.adopted", rule, within=f"{unit}_inspection", name=name)
        return self

    def close(self, by: str = "street/principal", name: str = "finding") -> Self:
        self.do(by, "finding.closed", {}, subject=name)
        return self

    # ------------------------------------------------------------------ approvals, draws, inquiries

    def approve(self, by: str, asked: str, what: str, to: str, subject: str) -> Self:
        """Asked for by one, given by another."""
        self.do(asked, "approval.requested", {"for_act": what, "to": to}, subject=subject)
        self.do(by, "approval.given", {"for_act": what}, subject=subject)
        return self

    def draw(self, purpose: str, *among: str, n: int = 1, name: str = "draw") -> list[str]:
        """Commit to a draw and make it; who was drawn, by name."""
        ids = {str(self.keys[one]): one for one in among}
        committed = {
            "population": "全部",
            "among": list(ids),
            "n": n,
            "seed_hash": digest_of(SEED),
            "purpose": purpose,
        }
        self.do("coordination_group", "draw.committed", committed, within="round", name=name)
        drawn = drawn_by(SEED, ids, n)
        self.do("coordination_group", "draw.made", {"seed": SEED, "drawn": list(drawn)}, subject=name)
        return [ids[key] for key in drawn]

    def inquire(self, by: str, kind: str, name: str = "inquiry", unit: str = "street", **fields: Any) -> Self:
        opened = {
            "kind": kind,
            "title": "调查",
            "about": ["社区主任"],
            "grounds": ["violation"],
            "text": "经初核",
            **fields,
        }
        self.do(by, "inquiry.opened", opened, within=f"{unit}_inspection", name=name)
        return self

    def decide(self, by: str, name: str = "inquiry", **fields: Any) -> Self:
        decided = {
            "whom": "社区主任",
            "pursue": True,
            "form": "disciplinary",
            "text": "违纪",
            "final": True,
            **fields,
        }
        self.do(by, "accountability.decided", decided, subject=name)
        return self


PLAN: dict[str, Any] = {
    "problem_unit": "@community", "responsible_unit": "@community", "first_responsible": "@方竹青",
    "responsible_post": "社区书记", "duty_text": "牵头补公示", "due": "2017-07-20",
    "measures": [{"what": "补公示", "owner": "沈知秋", "by": "2017-07-15"}],
}  # fmt: skip
"""A line of the rectification ledger as the community fills it in."""


def new_district(day: date = date(2017, 5, 11)) -> District:
    """A district founded on the day the treatment may begin."""
    now = datetime(day.year, day.month, day.day, 10, tzinfo=SHANGHAI)
    return District(begin(scheme(), calendar(), now)).found()


# ---------------------------------------------------------------------- stages, each made once and copied


@stage
def _opened() -> District:
    return new_district().open_round()


def opened() -> District:
    """The treatment is open; nobody is enrolled and no group is formed."""
    return _opened().again()


@stage
def _enrolled() -> District:
    return opened().enrol().enrol("bureau").form_groups().form_working_groups().assign()


def enrolled() -> District:
    """A street and a bureau are in, eight groups stand, the first covers the street."""
    return _enrolled().again()


@stage
def _checking() -> District:
    return enrolled().phase("self_check", "2017-05-22")


def checking() -> District:
    """Self-examination has begun; it is Monday 22 May 2017."""
    return _checking().again()


@stage
def _found() -> District:
    return checking().on("2017-06-01").check().find()


def found() -> District:
    """The street's first check sheet has one problem."""
    return _found().again()


@stage
def _handed_over() -> District:
    return found().discuss().hand_over()


def handed_over() -> District:
    """The weekly meeting handed the problem over, due on 20 July."""
    return _handed_over().again()


@stage
def _planned() -> District:
    return handed_over().classify("general").phase("rectification", "2017-07-03").assign_item().plan_item()


def planned() -> District:
    """The community has its plan for the problem, a general one; it is 3 July."""
    return _planned().again()


@stage
def _reported() -> District:
    return planned().on("2017-07-14").carry_out()


def reported() -> District:
    """The community reports the problem as rectified."""
    return _reported().again()


@stage
def _verified() -> District:
    return reported().verify().verify(stage="measures")


def verified() -> District:
    """The street has verified that it is solved and its measure carried out; there is no mechanism yet."""
    return _verified().again()
