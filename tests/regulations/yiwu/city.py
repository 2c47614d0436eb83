"""澜汀市 in memory: the bodies, units and people that every test of the regulation plays with."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any

from tests.regulations.office import Office
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.core.review.play import Play
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.scheme.rules import Scheme
from xuncha.shipped import base_text, calendar, scheme_text

SCHEME = "yiwu-2015"


CREW = ("高望岚", "陆闻笙", "许知微", "沈知秋", "温如岚")
"""The people of 第一组: head, deputy, member, registrar, information officer."""


@cache
def scheme() -> Scheme:
    """The regulation over the product's safeguards."""
    return read_scheme(scheme_text(SCHEME), SCHEME).over(read_scheme(base_text(), "base"))


SIGNED_FOR = {"number": "签收表1号", "place": "镇财政所", "keeper": "何其安"}
"""A paper that was not scanned: its number, where it is and who keeps it."""


class City(Office):
    """A play of one round: 第一组 inspects 柳塘镇.  Steps are methods named for what the office does."""

    # ------------------------------------------------------------------ founding

    def found(self) -> City:
        """The standing bodies, two towns and the people, before anything happens."""
        body, unit, person, seat = self.body, self.unit, self.person, self.seat
        body("committee", "city_committee", "市委")
        body("group", "leading_group", "领导小组")
        body("office", "office", "巡查办")
        body("discipline", "receiver", "驻镇街纪检监察组", function="discipline")
        body("organisation", "receiver", "市委组织部", function="organisation")
        body("police", "receiver", "市公安局", function="political_legal")
        body("court", "receiver", "市检察院", function="judicial")
        body("liaison", "receiver", "第二纪检监察室", function="liaison")
        body("leaders", "city_leaders", "分管市领导")
        unit("town", "柳塘镇", "town")
        unit("bureau", "市住房保障中心", "institution")
        unit("party", "市民政局", "organ")
        people = (
            "周敬川",
            "顾行远",
            "林若舟",
            "江予白",
            "高望岚",
            "陆闻笙",
            "许知微",
            "沈知秋",
            "温如岚",
            "方竹青",
            "严明礼",
            "何其安",
            "程远道",
            "乔木森",
        )
        for name in people:
            person(name)
        seat("group", "leader", "周敬川")
        seat("group", "deputy_leader", "顾行远")
        seat("office", "director", "林若舟")
        seat("office", "clerk", "江予白")
        seat("town", "principal", "方竹青", leadership=True)
        seat("town", "leadership", "严明礼", leadership=True)
        seat("town", "contact", "何其安")
        seat("discipline", "contact", "程远道")
        seat("organisation", "contact", "乔木森")
        return self

    # ------------------------------------------------------------------ looking

    # ------------------------------------------------------------------ the round, step by step

    def open_round(self) -> City:
        self.do(
            "office/clerk",
            "campaign.opened",
            {"kind": "round", "title": "第一轮巡查", "starts_on": "2015-09-24"},
            name="round",
        )
        return self

    def enrol(self, unit: str = "town") -> City:
        self.do(
            "office/clerk",
            "unit.enrolled",
            {"unit": f"@{unit}", "ground": "listed"},
            within="round",
            name="inspection",
        )
        return self

    def plan(self) -> City:
        """The work plan drafted, put to the leading group and approved."""
        fields = {"kind": "work_plan", "task": "全面了解", "units": ["@town"], "ways": ["talk", "hear_report"],
                  "starts_on": "2015-09-24", "ends_on": "2015-12-31"}  # fmt: skip
        self.do("office/clerk", "document.drafted", fields, within="round", name="work_plan")
        return self.approve_plan()

    def approve_plan(self) -> City:
        """The work plan as it stands now, put to the leading group and approved."""
        request = {"for_act": "work_plan", "to": "leading_group"}
        self.do("office/clerk", "approval.requested", request, subject="work_plan")
        self.do("group", "approval.given", {"for_act": "work_plan"}, subject="work_plan")
        return self

    def form_team(self, home: str = "party") -> City:
        """The team formed, its head nominated and decided, its seats filled, its people declared."""
        self.do(
            "office/clerk", "body.formed", {"kind": "team", "title": "第一组"}, within="round", name="team"
        )
        self.decide_head()
        self.do("group", "decision.made", {"question": "form_team", "conclusion": "组建"}, subject="team")
        crew = {
            "head": "高望岚",
            "deputy": "陆闻笙",
            "member": "许知微",
            "registrar": "沈知秋",
            "reporter": "温如岚",
        }
        for seat, person in crew.items():
            self.do(
                "office/clerk",
                "seat.filled",
                {"seat": seat, "person": f"@{person}", "home_unit": f"@{home}", "task": seat},
                subject="team",
            )
        return self

    def decide_head(self, person: str = "高望岚", **more: Any) -> City:
        """The head proposed by the organisation department and decided on by the city committee."""
        nomination = {
            "seat": "head",
            "person": f"@{person}",
            "traits": ["non_leading"],
            "consulted_with": "discipline",
            "consulted_on": "2015-09-20",
        }
        self.do("organisation/contact", "person.nominated", nomination, subject="team")
        named = {"question": "team_head", "conclusion": f"研究{person}任组长", "person": f"@{person}"}
        self.do("committee", "decision.made", named | more, subject="team")
        return self

    def declare(self, *people: str) -> City:
        """Everyone declares to have no tie with the town."""
        return self.declare_towards("town", *people)

    def declare_towards(self, unit: str, *people: str) -> City:
        for person in people or CREW:
            self.do("office/clerk", "tie.declared", {"towards": f"@{unit}", "none": True}, subject=person)
        return self

    def authorise(self) -> City:
        self.do("group", "authority.granted", {"units": ["@town"], "matter": "本轮巡查"}, subject="team")
        self.do("office/clerk", "inspection.assigned", {"body": "@team"}, subject="inspection")
        return self

    def prepare(self) -> City:
        """Everything of article 11 that the team and office do before entry."""
        return self.arrive().train().inform().file_plan().draft_notice().issue_notice()

    def arrive(self, *people: str) -> City:
        """The people of the team are in place."""
        fields = {"kind": "arrival", "on": "2015-09-24", "who": [f"@{name}" for name in people or CREW]}
        self.do("office/clerk", "activity.logged", fields, subject="team")
        return self

    def train(self) -> City:
        crew = [f"@{name}" for name in CREW]
        fields = {"kind": "training", "at": "2015-09-24", "present": crew, "items": [{"text": "业务培训"}]}
        self.do("office/clerk", "meeting.held", fields, within="team", name="training")
        return self

    def inform(self, *kinds: str) -> City:
        """The office copies what it knows about the unit to the team."""
        fields = {"kind": "information_pack", "information": kinds or ["audit"], "content": "审计情况"}
        self.do("office/clerk", "document.drafted", fields, within="inspection", name="pack")
        self.do("office/clerk", "document.issued", {"to": ["@team"]}, subject="pack")
        return self

    def draft_plan(self, **more: Any) -> City:
        plan = {
            "kind": "team_plan",
            "enter_on": "2015-10-12",
            "main_tasks": "补贴发放",
            "division": "各人分工",
        }
        self.do("team/head", "document.drafted", plan | more, within="inspection", name="team_plan")
        return self

    def file_plan(self) -> City:
        """The team's plan, filed with the office."""
        self.draft_plan()
        filing = {"kind": "team_plan", "to": ["@office"], "document": "@team_plan"}
        self.do("team/head", "report.submitted", filing, within="inspection")
        return self

    def draft_notice(self) -> City:
        """The notice, signed by the head."""
        notice = {"kind": "notice", "content": "补贴发放", "timetable": "10月12日起", "ways": ["talk"]}
        self.do("team/member", "document.drafted", notice, within="inspection", name="notice")
        return self.sign("notice")

    def issue_notice(self) -> City:
        issue = {"to": ["@town"], "talk_on": "2015-09-23", "talk_with": "镇党委"}
        self.do("team/member", "document.issued", issue, subject="notice")
        return self

    def receive_notice(self) -> City:
        self.do("town/principal", "document.received", {"received_on": "2015-09-24"}, subject="notice")
        return self

    def announce(self) -> City:
        text = {
            "kind": "announcement",
            "time": "10月至12月",
            "content": "补贴发放",
            "requirements": "如实反映",
            "phone": "0570-0000",
            "box": "第一组信箱",
        }
        self.do("team/member", "document.drafted", text, within="inspection", name="announcement")
        self.do("team/head", "document.signed", {"version": 1}, subject="announcement")
        self.do("team/head", "document.issued", {"to": ["@town"]}, subject="announcement")
        self.do("team/member", "document.published", {"medium": "board"}, subject="announcement")
        return self

    def enter(self) -> City:
        self.do(
            "team/head",
            "inspection.started",
            {"place": "镇政府二楼", "provided": ["office_space"]},
            subject="inspection",
        )
        return self

    # ------------------------------------------------------------------ inside, and after

    def talk(self, person: str) -> City:
        """A talk with one member of the leadership, by two staff, with its record."""
        fields = {
            "method": "talk",
            "staff": ["@高望岚", "@许知微"],
            "partner": "leadership",
            "with_member": f"@{person}",
            "content": "谈话记录",
        }
        self.do("team/member", "check.recorded", fields, within="inspection")
        return self

    def complain(self, name: str = "complaint") -> City:
        fields = {
            "kind": "report",
            "channel": "letter",
            "subject": "补贴迟迟没有到账",
            "concerns": ["leadership"],
            "addressee": "team",
        }
        self.do("team/registrar", "complaint.received", fields, within="inspection", name=name)
        return self

    def settle_complaint(self) -> City:
        """The letter annotated, accepted and disposed of."""
        self.do("team/head", "matter.annotated", {"text": "请许知微核"}, subject="complaint")
        self.do("team/head", "complaint.accepted", {"within_remit": True}, subject="complaint")
        self.do(
            "team/head", "complaint.closed", {"result": "finding", "text": "列为问题"}, subject="complaint"
        )
        return self

    def find(self, name: str = "finding") -> City:
        fields = {
            "title": "惠农补贴滞留",
            "fields": ["field4_masses"],
            "source": "complaint",
            "text": "三项资金滞留七个月",
            "advice": "全部补发",
        }
        self.do("team/member", "finding.recorded", fields, within="inspection", name=name)
        return self

    def lead(self, name: str = "clue") -> City:
        fields = {
            "title": "挪用补贴",
            "about_posts": ["农业服务中心主任"],
            "managed_by": "unit_managed",
            "text": "涉嫌挪用",
            "basis": "纪律处分条例",
        }
        self.do("team/member", "clue.recorded", fields, within="inspection", name=name)
        return self

    def end(self, day: date = date(2015, 11, 20)) -> City:
        self.play.on(day)
        self.do("team/head", "inspection.ended", {}, subject="inspection")
        return self

    def report(self) -> City:
        """The report written, discussed, signed and sent up."""
        text = {
            "kind": "inspection_report",
            "course": "巡查经过",
            "problems": "补贴滞留",
            "causes": "监管不力",
            "advice": "补发",
            "clue_annex": ["@clue"],
        }
        self.do("team/head", "document.drafted", text, within="inspection", name="report")
        self.do("team/head", "document.signed", {}, subject="report")
        items = [{"kind": "report", "text": "讨论巡查报告", "refs": ["@report"]}]
        self.do(
            "team/head",
            "meeting.held",
            {"kind": "team", "at": "2015-11-20", "present": ["@高望岚", "@陆闻笙"], "items": items},
            within="inspection",
        )
        self.do(
            "team/head",
            "report.submitted",
            {"kind": "inspection_report", "to": ["@office"], "document": "@report"},
            within="inspection",
        )
        return self

    def dispose(self) -> City:
        """The team heard, a class proposed, put to the leading group and decided."""
        items = [{"text": "听取第一组汇报"}]
        self.do(
            "office/director",
            "meeting.held",
            {"kind": "hearing", "at": self.today, "items": items},
            within="inspection",
        )
        self.do("office/clerk", "disposition.proposed", {"class": "cadre_breach"}, subject="clue")
        self.do(
            "office/clerk",
            "approval.requested",
            {"for_act": "disposition", "to": "leading_group"},
            subject="clue",
        )
        self.do(
            "group",
            "disposition.decided",
            {"class": "cadre_breach", "number": "巡领〔2015〕1号"},
            subject="clue",
        )
        return self

    def refer(self) -> City:
        """The clue transferred to the discipline body and received there."""
        fields = {
            "route": "discipline",
            "of": ["@clue"],
            "receiver": "@discipline",
            "managed_by": "unit_managed",
            "extract": "线索摘要",
            "basis": "领导小组决定",
        }
        self.do("office/clerk", "referral.drafted", fields, within="inspection", name="referral")
        self.do("office/clerk", "referral.sent", {}, subject="referral")
        self.do("discipline/contact", "referral.received", {"received_on": self.today}, subject="referral")
        return self

    def answer_referral(self) -> City:
        self.do(
            "discipline/contact",
            "disposition.proposed",
            {"class": "preliminary", "text": "先作初步核实"},
            subject="referral",
        )
        self.do(
            "discipline/contact",
            "referral.answered",
            {"outcome": "preliminary", "text": "已初核", "document": "复函1号"},
            subject="referral",
        )
        self.do("office/clerk", "referral.closed", {}, subject="referral")
        return self

    def feed_back(self) -> City:
        """The feedback drafted, signed, approved and delivered to leadership and principal head."""
        self.do(
            "team/member",
            "document.drafted",
            {"kind": "feedback", "items": ["@finding"], "state": "巡查情况"},
            within="inspection",
            name="feedback",
        )
        self.do("team/head", "document.signed", {}, subject="feedback")
        self.do(
            "team/head", "approval.requested", {"for_act": "feedback", "to": "office"}, subject="feedback"
        )
        self.do("office/director", "approval.given", {"for_act": "feedback"}, subject="feedback")
        self.do(
            "team/head",
            "document.issued",
            {"to": ["@town"], "addressed": ["leadership", "principal"]},
            subject="feedback",
        )
        letter = {"kind": "information_letter", "text": "有关情况"}
        self.do("team/head", "document.drafted", letter, within="inspection", name="letter")
        self.do("team/head", "document.signed", {}, subject="letter")
        self.do("team/head", "document.issued", {"to": ["@leaders"]}, subject="letter")
        return self

    def receive_feedback(self) -> City:
        self.do("town/principal", "document.received", {"received_on": self.today}, subject="feedback")
        return self

    def rectify(self) -> City:
        """The problem planned, carried out with dated evidence, and reported as done; both reports sent."""
        measures = [{"what": "补发到户", "by": "2015-12-20", "done_on": self.today}]
        self.do(
            "town/principal",
            "rectification.planned",
            {"responsible_post": "农业服务中心主任", "measures": measures},
            subject="finding",
        )
        self.do(
            "town/contact",
            "evidence.added",
            {"what": "签收表", "dated": self.today, "file": SIGNED_FOR},
            subject="finding",
        )
        self.do("town/principal", "rectification.reported", {"result": "全部补发"}, subject="finding")
        self.do(
            "town/contact",
            "report.submitted",
            {"kind": "rectification_report", "to": ["@office"], "text": "整改情况"},
            within="inspection",
        )
        self.do(
            "town/principal",
            "report.submitted",
            {"kind": "principal_report", "to": ["@office"], "text": "组织落实"},
            within="inspection",
        )
        return self

    def close_out(self) -> City:
        follow = {"method": "follow_up", "staff": ["@江予白"], "content": "实地了解"}
        self.do("office/clerk", "check.recorded", follow, within="inspection")
        self.do(
            "office/clerk",
            "rectification.verified",
            {"stage": "close_out", "passed": True, "seen_on": self.today, "text": "已到户"},
            subject="finding",
        )
        self.do("office/clerk", "finding.closed", {}, subject="finding")
        return self

    def make_public(self) -> City:
        """Entry, feedback and rectification each cleared by a second person and published."""
        for kind in ("public_entry", "public_feedback", "public_rectification"):
            self.do(
                "team/member",
                "document.drafted",
                {"kind": kind, "content": "公开内容"},
                within="inspection",
                name=kind,
            )
            checks = {"no_reporter": True, "names_lawful": True, "harm_weighed": True}
            self.do("team/head", "document.cleared", checks, subject=kind)
            self.do("team/member", "document.published", {"medium": "website"}, subject=kind)
        return self

    def archive(self, **counted: int) -> City:
        """The volume compiled and handed over; `counted` says how many of a kind where it is another number."""
        kinds = {
            "meetings": 2,
            "collected": 1,
            "complaint_sheets": 1,
            "handling_sheets": 1,
            "talks": 2,
            "discussions": 0,
            "briefings": 1,
            "report": 1,
        }
        lines: list[dict[str, Any]] = [{"kind": kind, "n": n} for kind, n in (kinds | counted).items()]
        lines.append({"kind": "rectification", "absent": "晚于一个月，另行补充"})
        self.do("team/reporter", "volume.compiled", {"lines": lines}, within="inspection", name="volume")
        self.do(
            "team/head",
            "volume.handed_over",
            {"signed_by": ["高望岚", "江予白"], "pages": 120},
            subject="volume",
        )
        return self

    # ------------------------------------------------------------------ further steps

    def meet(self, *names: str, **more: str) -> City:
        """The team meeting talks about these things."""
        items = [{"kind": "report", "text": "研究", "refs": [f"@{name}" for name in names], **more}]
        fields = {"kind": "team", "at": self.today, "present": ["@高望岚", "@陆闻笙"], "items": items}
        self.do("team/head", "meeting.held", fields, within="inspection")
        return self

    def decide(self, subject: str, kind: str, **more: Any) -> City:
        """The leading group decides how a finding or clue is disposed of."""
        self.do("group", "disposition.decided", {"class": kind, **more}, subject=subject)
        return self

    def resolve(
        self, by: str, question: str, subject: str = "round", name: str = "decision", **more: Any
    ) -> City:
        """A decision on record; `name` keeps the act, so that a form can point at it."""
        fields = {"question": question, "conclusion": "同意", **more}
        self.keys[name] = self.do(by, "decision.made", fields, subject=subject).id
        return self

    def ask(
        self, kind: str, by: str = "team/head", to: str = "office", within: str = "inspection", **more: Any
    ) -> City:
        """A request, kept under its kind."""
        fields = {"kind": kind, "to": f"@{to}", "title": "事项", "text": "请研究", **more}
        self.do(by, "request.made", fields, within=within, name=kind)
        return self

    def answer(self, name: str, by: str = "office/director") -> City:
        self.do(by, "request.answered", {"text": "已办"}, subject=name)
        return self

    def draft_referral(
        self, route: str, of: str, receiver: str, managed_by: str = "unit_managed", by: str = "office/clerk", **more: Any
    ) -> City:  # fmt: skip
        fields = {
            "route": route,
            "of": [f"@{of}"],
            "receiver": f"@{receiver}",
            "managed_by": managed_by,
            "extract": "摘要",
            "basis": "依据",
        }
        self.do(by, "referral.drafted", fields, within="inspection", name="referral", **more)
        return self

    def approve(self, for_act: str, subject: str, by: str = "office/director") -> City:
        """Asked for by the head, approved by the office or whoever is named."""
        self.do("team/head", "approval.requested", {"for_act": for_act, "to": "office"}, subject=subject)
        self.do(by, "approval.given", {"for_act": for_act}, subject=subject)
        return self

    def draft(self, kind: str, by: str = "team/member", name: str = "", **fields: Any) -> City:
        """A paper of this inspection, kept under its kind."""
        self.do(by, "document.drafted", {"kind": kind, **fields}, within="inspection", name=name or kind)
        return self

    def sign(self, name: str) -> City:
        self.do("team/head", "document.signed", {}, subject=name)
        return self

    def hand_over(self) -> City:
        """The archive of an inspection with one report and nothing else in its registers, handed to the office."""
        lines: list[dict[str, Any]] = [
            {"kind": kind, "n": n}
            for kind, n in {"meetings": 1, "collected": 1, "briefings": 1, "report": 1}.items()
        ]
        lines.append({"kind": "rectification", "n": 1})
        self.do("team/reporter", "volume.compiled", {"lines": lines}, within="inspection", name="volume")
        signed = {"signed_by": ["高望岚", "江予白"], "pages": 60}
        self.do("team/head", "volume.handed_over", signed, subject="volume")
        return self


def new_city(day: date = date(2015, 9, 24)) -> City:
    """A city founded on the day the measures came into force."""
    return City(
        Play(scheme(), calendar(), datetime(day.year, day.month, day.day, 10, tzinfo=SHANGHAI))
    ).found()


def under_way() -> City:
    """A city whose team has entered 柳塘镇."""
    city = (
        new_city()
        .open_round()
        .enrol()
        .plan()
        .form_team()
        .declare()
        .authorise()
        .prepare()
        .receive_notice()
        .announce()
    )
    city.play.on(date(2015, 10, 12))
    return city.enter()


# ---------------------------------------------------------------------- stages, each made once and copied


@cache
def _opened() -> City:
    return new_city().open_round().enrol()


def opened() -> City:
    """A round is open and 柳塘镇 is enrolled in it."""
    return _opened().again()


@cache
def _formed() -> City:
    return opened().plan().form_team().declare()


def formed() -> City:
    """The work plan is approved; 第一组 has its people, who declared no tie; it has no authority yet."""
    return _formed().again()


@cache
def _assigned() -> City:
    return formed().authorise()


def assigned() -> City:
    """第一组 has its authority and was sent to 柳塘镇; nothing is prepared yet."""
    return _assigned().again()


@cache
def _prepared() -> City:
    return assigned().prepare().receive_notice().announce()


def prepared() -> City:
    """All seven preparations are made; the team stands before the door."""
    return _prepared().again()


@cache
def _entered() -> City:
    return under_way()


def entered() -> City:
    """A city of its own whose team has entered 柳塘镇."""
    return _entered().again()


@cache
def _ended() -> City:
    return entered().find().lead().end()


def ended() -> City:
    """One problem and one clue found; the inspection ended on 20 November 2015."""
    return _ended().again()


@cache
def _reported() -> City:
    return ended().report()


def reported() -> City:
    """The report has gone to the office."""
    return _reported().again()


@cache
def _fed_back() -> City:
    return reported().dispose().refer().feed_back().receive_feedback()


def fed_back() -> City:
    """The feedback was received at the town on 20 November 2015."""
    return _fed_back().again()


@cache
def _rectified() -> City:
    return fed_back().rectify()


def rectified() -> City:
    """The town has reported its problem as rectified."""
    return _rectified().again()
