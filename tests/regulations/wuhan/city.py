"""A city in memory under the Wuhan plan: fifteen teams of 108 people, fifteen districts, and one subdistrict among them."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any

from tests.regulations.office import Office, begin, stage
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.scheme.rules import Scheme
from xuncha.shipped import base_text, calendar, scheme_text

SCHEME = "wuhan-2017"


@cache
def scheme() -> Scheme:
    """The plan over the product's safeguards."""
    return read_scheme(scheme_text(SCHEME), SCHEME).over(read_scheme(base_text(), "base"))


TEAMS = [f"team{n}" for n in range(1, 16)]
"""The fifteen teams; `team1` inspects the district of 云溪街道, and is the one that tests speak of."""

DEPUTIES = ("deputy_discipline", "deputy_mayor", "deputy_police", "deputy_organisation", "deputy_secretary")

JUDGED = {
    "knows_policy": "长期做政策工作",
    "experience": "任过两地主要领导",
    "takes_on": "处理过重大信访事项",
}
"""What people judge of a head or deputy, in words."""

SIGNED_FOR = {"number": "发放表1号", "place": "街道财政所", "keeper": "何其安"}
"""A paper that was not scanned: its number, where it is and who keeps it."""


def crew(n: int) -> list[str]:
    """The people of a team: head, deputy and five staff, a sixth in the first three teams."""
    return [f"{n}组{m}" for m in range(1, 9 if n <= 3 else 8)]


class City(Office):
    """A play of one round: 第一组 inspects 云溪街道.  Steps are methods named for what the offices do."""

    # ------------------------------------------------------------------ founding

    def found(self) -> City:
        """The standing bodies, the districts, the units and the people, before anything happens."""
        body, unit, person, seat = self.body, self.unit, self.person, self.seat
        body("committee", "city_committee", "市委")
        body("general_office", "general_office", "市委办公厅")
        body("office", "office", "市作风巡查办")
        body("group", "leading_group", "领导小组")
        body("supervision", "supervision", "督办组")
        body("guidance", "guidance", "业务指导组")
        for name, title in RECEIVERS.items():
            body(name, "receiver", title, function=name)
        body("evaluator", "evaluator", "城乡治理研究会")
        for n in range(1, 16):
            body(f"district{n}", "district", f"第{n}区委")
        for name, (title, kind) in UNITS.items():
            unit(name, title, kind)
        for name in (
            "周敬川",
            "林若舟",
            "江予白",
            "程远道",
            "乔木森",
            "方竹青",
            "严明礼",
            "何其安",
            "许知微",
            *DEPUTIES,
        ):
            person(name)
        seat("group", "leader", "周敬川")
        for one in DEPUTIES:
            seat("group", one, one)
        seat("office", "director", "林若舟")
        seat("office", "clerk", "江予白")
        seat("organisation", "clerk", "乔木森")
        seat("supervision", "clerk", "程远道")
        seat("town", "principal", "方竹青", leadership=True)
        seat("town", "leadership", "严明礼", leadership=True)
        seat("town", "contact", "何其安")
        return self

    # ------------------------------------------------------------------ the plan, the round and its teams

    def issue_plan(self) -> City:
        plan = {
            "kind": "plan",
            "paper_number": "武办文〔2017〕7号",
            "paper_date": "2017-02-23",
            "text": "方案全文",
        }
        self.do("general_office", "document.drafted", plan, within="general_office", name="plan")
        asked = {"for_act": "plan", "to": "city_committee"}
        self.do("general_office", "approval.requested", asked, subject="plan")
        self.do("committee", "approval.given", {"for_act": "plan"}, subject="plan")
        to = {"to": ["@district1", "@district2"], "addressed": ["districts", "people"]}
        self.do("general_office", "document.issued", to, subject="plan")
        return self

    def open_round(self) -> City:
        fields = {"kind": "city_round", "title": "2017年全市巡查", "starts_on": "2017-02-27"}
        self.do("office/clerk", "campaign.opened", fields, name="round")
        return self

    def form_teams(self, count: int = 15) -> City:
        """The teams formed, each for its district."""
        for n in range(1, count + 1):
            self.form_team(n)
        return self

    def form_team(self, n: int) -> City:
        fields = {"kind": "team", "title": f"第{n}巡查组", "area": f"@district{min(n, 15)}"}
        self.do("office/clerk", "body.formed", fields, within="round", name=f"team{n}")
        return self

    def staff_teams(self) -> City:
        """108 people seconded: 12 teams of seven and three of eight."""
        for n in range(1, 16):
            self.staff_team(n)
        return self

    def staff_team(self, n: int) -> City:
        """Head and deputy nominated, then everybody seated by the organisation department."""
        people, team = crew(n), f"team{n}"
        for name in people:
            self.person(name)
        self.nominate(team, "head", people[0], "full_bureau", "relieved")
        self.nominate(team, "deputy", people[1], "deputy_bureau", "serving")
        self.fill(team, "head", people[0]).fill(team, "deputy", people[1])
        for name in people[2:]:
            self.fill(team, "staff", name)
        return self

    def nominate(self, team: str, seat: str, person: str, *traits: str) -> City:
        fields = {"seat": seat, "person": f"@{person}", "traits": list(traits), **JUDGED}
        self.do("organisation/clerk", "person.nominated", fields, subject=team)
        return self

    def fill(self, team: str, seat: str, person: str, source: str = "discipline") -> City:
        fields = {"seat": seat, "person": f"@{person}", "home_unit": "@bureau", "staff_source": source}
        self.do("organisation/clerk", "seat.filled", fields, subject=team)
        return self

    def enrol(self, unit: str = "town", name: str = "inspection", **more: Any) -> City:
        fields = {"unit": f"@{unit}", "ground": "listed", "area": "@district1", **more}
        self.do("office/clerk", "unit.enrolled", fields, within="round", name=name)
        return self

    def declare(self, unit: str = "town", n: int = 1) -> City:
        """Everybody of a team declares to have no tie with the unit."""
        for person in crew(n):
            self.do("office/clerk", "tie.declared", {"towards": f"@{unit}", "none": True}, subject=person)
        return self

    def assign(self, name: str = "inspection", team: str = "team1") -> City:
        self.do("office/clerk", "inspection.assigned", {"body": f"@{team}"}, subject=name)
        return self

    # ------------------------------------------------------------------ preparation

    def gather_case(self, kind: str = "backlog_key", name: str = "case", within: str = "inspection") -> City:
        fields = CASE | {"kind": kind}
        if kind == "voice":  # what somebody brings up is no backlog
            fields = {name: value for name, value in fields.items() if name not in BACKLOG_ONLY}
        self.do("office/clerk", "complaint.received", fields, within=within, name=name)
        return self

    def gather_problem(self, name: str = "problem", **more: Any) -> City:
        self.do("office/clerk", "finding.recorded", PROBLEM | more, within="inspection", name=name)
        return self

    def give_out(self, *names: str, to: str = "team1") -> City:
        for name in names or ("case", "problem"):
            self.do("office/clerk", "matter.assigned", {"owner": f"@{to}"}, subject=name)
        return self

    def mobilise(self) -> City:
        fields = {"kind": "mobilisation", "at": self.today, "items": [{"text": "部署基层作风巡查"}]}
        self.do("office/clerk", "meeting.held", fields, within="round")
        return self

    def train(self) -> City:
        fields = {
            "kind": "training",
            "at": self.today,
            "present": [f"@{name}" for name in crew(1)],
            "items": [{"text": "培训"}],
        }
        self.do("office/clerk", "meeting.held", fields, within="round")
        return self

    def begin(self, phase: str = "inspect", **where: Any) -> City:
        fields = {"phase": phase, "starts_on": self.today}
        self.do("office/clerk", "phase.started", fields, subject="round", **where)
        return self

    # ------------------------------------------------------------------ inspection

    def enter(self, name: str = "inspection", team: str = "team1") -> City:
        self.do(f"{team}/head", "inspection.started", {"place": "街道办事处三楼"}, subject=name)
        return self

    def visit(self, *about: str, method: str = "open_visit", name: str = "", **more: Any) -> City:
        fields = {"method": method, "staff": ["@1组3", "@1组4"], "content": "到现场了解", **more}
        if about:
            fields["about"] = [f"@{one}" for one in about]
        self.do("team1/staff", "check.recorded", fields, within="inspection", name=name)
        return self

    def accept(self, name: str = "case") -> City:
        self.do("team1/head", "complaint.accepted", {"within_remit": True}, subject=name)
        return self

    def class_demand(
        self, kind: str = "reasonable", point: str = "补发过渡费", subject: str = "case", **more: Any
    ) -> City:
        self.do("team1/head", "demand.classified", demand(kind, point) | more, subject=subject)
        return self

    def approve(self, for_act: str, subject: str, by: str = "team1/head", to: str = "office",
                answered_by: str = "office/director", **more: Any) -> City:  # fmt: skip
        """Asked for by one, approved by another."""
        self.do(by, "approval.requested", {"for_act": for_act, "to": to, **more}, subject=subject)
        self.do(answered_by, "approval.given", {"for_act": for_act}, subject=subject)
        return self

    def settle(self, point: str = "补发过渡费", checked: str = "met", subject: str = "case") -> City:
        fields = {"point": point, "how": "两年过渡费补发到户", "checked": checked}
        self.do("team1/staff", "demand.settled", fields, subject=subject)
        return self

    def analyse(self, *names: str) -> City:
        fields = {"cause": "责任单位互相推诿", "corruption": "none", "conduct": "suspected"}
        for name in names or ("problem",):
            self.do("team1/staff", "matter.analysed", fields, subject=name)
        return self

    def set_limit(self, name: str = "problem", limit: str = "2017-05-31") -> City:
        self.do("team1/staff", "finding.amended", {"limit": limit}, subject=name)
        return self

    def list_problems(self, *items: str, name: str = "list") -> City:
        """The problem list drafted and signed."""
        names = [f"@{one}" for one in items or ("problem",)]
        fields = {"kind": "problem_list", "items": names, "state": "巡查情况"}
        self.do("team1/staff", "document.drafted", fields, within="inspection", name=name)
        self.do("team1/head", "document.signed", {}, subject=name)
        return self

    def hand_over(self, name: str = "list") -> City:
        self.do("team1/head", "document.issued", {"to": ["@town"]}, subject=name)
        return self

    def receive_list(self, name: str = "list") -> City:
        self.do("town/contact", "document.received", {"received_on": self.today}, subject=name)
        return self

    def form_task_force(self) -> City:
        fields = {"kind": "task_force", "title": "云溪街道工作专班", "led_by": "@方竹青"}
        self.do("town/contact", "body.formed", fields, within="inspection", name="force")
        return self

    def rectify(self, name: str = "problem") -> City:
        """Measures worked out together, carried out with dated evidence, and reported as done."""
        measures = [{"what": "补发到户", "by": "2017-05-20", "done_on": self.today}]
        plan = {"responsible_post": "街道主任", "measures": measures, "worked_out_on": self.today,
                "team_side": "第1巡查组组长", "unit_side": "街道主任"}  # fmt: skip
        self.do("town/principal", "rectification.planned", plan, subject=name)
        paper = {"what": "发放表", "dated": self.today, "file": SIGNED_FOR}
        self.do("town/contact", "evidence.added", paper, subject=name)
        self.do("town/contact", "rectification.reported", {"result": "已补发"}, subject=name)
        return self

    def close_out(self, name: str = "problem") -> City:
        fields = {"stage": "close_out", "passed": True, "seen_on": self.today, "text": "已到户"}
        self.do("team1/staff", "rectification.verified", fields, subject=name)
        self.do("team1/head", "finding.closed", {}, subject=name)
        return self

    def conclude(self, name: str = "case") -> City:
        self.do(
            "team1/head", "matter.concluded", {"conclusion": "resolved", "text": "过渡费已补发"}, subject=name
        )
        return self

    def close_case(self, name: str = "case") -> City:
        answer = {"found": "属实", "basis": "补偿协议第五条", "remedy": "已补发"}
        self.do("team1/head", "complaint.answered", answer, subject=name)
        self.do("team1/head", "complaint.closed", {"result": "resolved", "text": "已化解"}, subject=name)
        return self

    def find(self, name: str = "found", **more: Any) -> City:
        fields = PROBLEM | {"source": "check", "title": "窗口推诿"} | more
        self.do("team1/staff", "finding.recorded", fields, within="inspection", name=name)
        return self

    def dispose(self, kind: str, name: str = "problem") -> City:
        self.do("team1/head", "disposition.decided", {"class": kind}, subject=name)
        return self

    def draft_referral(
        self, route: str, receiver: str, of: str = "problem", name: str = "referral", **more: Any
    ) -> City:
        fields = {
            "route": route,
            "of": [f"@{of}"],
            "receiver": f"@{receiver}",
            "extract": "摘要",
            "basis": "方案五（二）",
        }
        self.do("team1/staff", "referral.drafted", fields | more, within="inspection", name=name)
        return self

    def ask(
        self, kind: str, by: str = "team1/staff", to: str = "town", within: str = "inspection", **more: Any
    ) -> City:
        fields = {"kind": kind, "to": f"@{to}", "title": "事项", "text": "请办理", **more}
        self.do(by, "request.made", fields, within=within, name=kind)
        return self

    # ------------------------------------------------------------------ evaluation and the end

    def evaluate(self) -> City:
        self.begin("evaluate")
        fields = {"kind": "visit", "questions": ["问题是否真解决"], "from_on": self.today}
        self.do("office/clerk", "evaluation.opened", fields, within="round", name="evaluation")
        return self

    def revisit(self, *names: str, passed: bool = True) -> City:
        fields = {
            "stage": "revisit",
            "passed": passed,
            "seen_on": self.today,
            "way": "mailbox",
            "text": "答复：已收到",
        }
        for name in names or ("case", "problem"):
            self.do("office/clerk", "rectification.verified", fields, subject=name)
        return self

    def leave(self) -> City:
        """The team leaves the unit; the task force and the team are stood down."""
        self.do("team1/head", "inspection.ended", {}, subject="inspection")
        self.do("team1/head", "body.stood_down", {"on": self.today}, subject="force")
        self.do("office/clerk", "body.stood_down", {"on": self.today}, subject="team1")
        return self


RECEIVERS = {
    "organisation": "市委组织部", "discipline": "市纪委监察局", "accountability": "市治庸问责办",
    "petitions": "市信访局", "political_legal": "市委政法委", "police": "市公安局",
}  # fmt: skip

UNITS = {
    "town": ("云溪街道", "town"), "station": ("云溪工商所", "station"), "village": ("柳塘社区", "village"),
    "bureau": ("市民政局", "organ"), "mass": ("市青年联合会", "mass"), "institution": ("市住房保障中心", "institution"),
    "enterprise": ("市水务集团", "enterprise"), "school": ("私立启明学校", "other"),
}  # fmt: skip

CASE: dict[str, Any] = {
    "kind": "backlog_key", "channel": "collected", "subject": "拆迁过渡费积案", "demand": "补发两年过渡费", "place": "柳塘社区",
    "since": "2014-06-01", "why_delayed": "两家单位互相推诿", "responsible_body": "云溪街道", "source_id": "积案表3",
}  # fmt: skip

BACKLOG_ONLY = ("demand", "since", "why_delayed", "responsible_body")

PROBLEM: dict[str, Any] = {
    "title": "过渡费没有发放", "fields": ["field3_compensation"], "source": "gathered", "text": "两年过渡费没有发放",
    "voiced": True, "tags": ["delivery"],
}  # fmt: skip


def demand(kind: str, point: str = "补发过渡费") -> dict[str, Any]:
    """A demand classed so, with what the form asks for."""
    plain = {"point": point, "class": kind, "basis": "征收补偿条例第二十二条"}
    return (
        plain if kind == "reasonable" else plain | {"why": "协议已经履行", "told": "书面告知理由和复核途径"}
    )


def new_city(day: date = date(2017, 2, 27)) -> City:
    """A city founded on the Monday after the plan was issued."""
    return City(
        begin(scheme(), calendar(), datetime(day.year, day.month, day.day, 10, tzinfo=SHANGHAI))
    ).found()


# ---------------------------------------------------------------------- stages, each made once and copied


@stage
def _opened() -> City:
    return new_city().issue_plan().open_round()


def opened() -> City:
    """The plan is issued and the round open."""
    return _opened().again()


@stage
def _staffed() -> City:
    return opened().form_teams().staff_teams()


def staffed() -> City:
    """Fifteen teams with their 108 people; no unit is enrolled yet."""
    return _staffed().again()


@stage
def _gathered() -> City:
    return staffed().enrol().declare().assign().gather_case().gather_problem()


def gathered() -> City:
    """云溪街道 is the first team's; a key case and a pronounced problem are registered, not yet given out."""
    return _gathered().again()


@stage
def _prepared() -> City:
    return gathered().give_out().mobilise().train()


def prepared() -> City:
    """Meeting, training, collection and distribution are done."""
    return _prepared().again()


@stage
def _entered() -> City:
    city = prepared().begin()
    city.play.on(date(2017, 3, 6))
    return city.enter()


def entered() -> City:
    """The first team is in 云溪街道 since Monday, 6 March 2017."""
    return _entered().again()


@stage
def _at_work() -> City:
    return entered().visit("case", "problem").accept().class_demand()


def at_work() -> City:
    """Case and problem were taken up on the spot, and the demand was classed as reasonable."""
    return _at_work().again()


@stage
def _listed() -> City:
    return at_work().analyse().set_limit().list_problems()


def listed() -> City:
    """The problem list is drafted and signed, not yet handed over."""
    return _listed().again()


@stage
def _handed_over() -> City:
    return listed().hand_over().receive_list().form_task_force()


def handed_over() -> City:
    """The subdistrict has the list and a task force."""
    return _handed_over().again()


@stage
def _solved() -> City:
    city = handed_over()
    city.play.on(date(2017, 5, 15))
    return city.rectify().close_out().settle().conclude().close_case()


def solved() -> City:
    """Problem struck off and case closed on Monday, 15 May 2017; nobody has gone back yet."""
    return _solved().again()
