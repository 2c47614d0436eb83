"""The district in memory: the bodies, units and people that every test of the opinions plays with."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from tests.regulations.office import Office, begin, stage
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.scheme.rules import Scheme
from xuncha.shipped import base_text, calendar, scheme_text

SCHEME = "hongshan-2015"

BODIES = (
    ("committee", "district_committee", "区委"), ("government", "district_government", "区政府"),
    ("standing", "standing_committee", "区委常委会"), ("leaders", "district_leaders", "区级领导"),
    ("office", "office", "区治庸问责办"), ("centre", "complaint_centre", "区行政投诉中心"),
    ("publicity", "publicity", "区委宣传部"), ("bureau", "petition_bureau", "区信访局"),
    ("supervision", "supervision_office", "区委督查室"), ("services", "service_centre", "区政务服务中心"),
    ("visitors", "visitors", "监督员队伍"), ("review_team", "review_team", "评议督查队伍"),
    ("evaluators", "evaluators", "第三方评价"), ("superior", "superior", "市治庸问责办"),
)  # fmt: skip

UNITS = (
    ("parks", "区园林局", "department"), ("trade", "区商务局", "industry"), ("street", "柳湖街道", "street"),
    ("community", "青石社区", "community"),
)  # fmt: skip

SEATS = (
    ("standing", "secretary", "周敬川"), ("standing", "deputy_secretary", "顾行远"),
    ("standing", "member", "周敬川"), ("standing", "member", "顾行远"), ("leaders", "leader", "苏望舒"),
    ("office", "director", "林若舟"), ("office", "clerk", "江予白"), ("discipline", "clerk", "程远道"),
    ("organ", "clerk", "乔木森"), ("centre", "clerk", "沈知秋"), ("publicity", "clerk", "温如岚"),
    ("bureau", "clerk", "陆闻笙"), ("services", "clerk", "许知微"), ("visitors", "invited_supervisor", "高望岚"),
    ("review_team", "citizen", "白松岭"), ("evaluators", "reviewer", "秦怀远"), ("parks", "principal", "方竹青"),
    ("parks", "in_charge", "严明礼"), ("parks", "supervising", "何其安"), ("parks", "clerk", "杜若溪"),
    ("trade", "principal", "罗清源"),
)  # fmt: skip


@cache
def scheme() -> Scheme:
    """The regulation over the product's safeguards."""
    return read_scheme(scheme_text(SCHEME), SCHEME).over(read_scheme(base_text(), "base"))


class District(Office):
    """A play of the standing mechanism.  Steps are methods named for what the offices do."""

    def found(self) -> District:
        """The standing bodies, four units and the people, before anything happens."""
        for key, kind, title in BODIES:
            self.body(key, kind, title)
        self.body("discipline", "discipline_organ", "区纪委监察局", function="district")
        self.body("organ", "discipline_organ", "派驻纪检组")
        for key, title, kind in UNITS:
            self.unit(key, title, kind)
        for name in dict.fromkeys(name for _, _, name in SEATS):
            self.person(name)
        self.person("钟晚晴")
        self.person("梅雪舟")
        self.person("丁若兰", home_unit="@parks")
        for party, seat, person in SEATS:
            self.seat(party, seat, person, leadership=seat in ("principal", "in_charge"))
        return self

    # ------------------------------------------------------------------ the mechanism

    def begin(self) -> District:
        """The mechanism is opened, without a day on which it ends."""
        fields = {"kind": "standing", "title": "干部作风长效机制", "starts_on": "2015-06-01"}
        self.do("office/clerk", "campaign.opened", fields, name="round")
        return self

    def enrol(self, *units: str) -> District:
        """Units are taken in; each is then known by `parks_in`."""
        for unit in units or ("parks",):
            enrolled = {"unit": f"@{unit}", "ground": "listed"}
            self.do("office/clerk", "unit.enrolled", enrolled, within="round", name=f"{unit}_in")
        return self

    def point(self, **more: Any) -> District:
        """A monitoring point at the community, with its telephone."""
        fields = {
            "kind": "monitoring_point",
            "title": "青石监测点",
            "host": "@community",
            "phone": "027-0000",
        } | more
        self.do("office/clerk", "body.formed", fields, within="round", name="point")
        keeper = {"seat": "clerk", "person": "@梅雪舟", "leadership": False}
        self.do("office/clerk", "seat.filled", keeper, subject="point", paper="聘书2号")
        return self

    # ------------------------------------------------------------------ what comes in

    def complain(self, channel: str = "direct", kind: str = "report", by: str = "centre/clerk") -> District:
        """Something comes in about the parks bureau."""
        fields = {"kind": kind, "channel": channel, "mode": "confidential", "subject": "办证拖了两个月"}
        self.do(by, "complaint.received", fields, within="parks_in", name="complaint")
        return self

    def accept(self) -> District:
        self.do("office/clerk", "complaint.accepted", {"within_remit": True}, subject="complaint")
        return self

    def assign(self, name: str = "complaint", owner: str = "organ", **more: Any) -> District:
        self.do("office/clerk", "matter.assigned", {"owner": f"@{owner}"} | more, subject=name)
        return self

    def answer(self, by: str = "organ/clerk") -> District:
        told = {"found": "情况属实", "basis": "首问负责制", "remedy": "当日补办"}
        self.do(by, "complaint.answered", told, subject="complaint")
        return self

    def rate(self, answer: str = "not") -> District:
        self.do("centre/clerk", "satisfaction.given", {"answer": answer}, subject="complaint")
        return self

    def dissatisfied(self) -> District:
        """A complaint accepted, assigned, answered, and the complainant is not satisfied."""
        return self.complain().accept().assign().answer().rate()

    def handle_again(self, **more: Any) -> District:
        """Found to have been handled poorly, the complaint is handled again."""
        self.classify("quality", "poor", "complaint")
        again = {"owner": "@discipline", "due": "2015-07-31"} | more
        self.do("office/director", "matter.rehandled", again, subject="complaint", reason="只答复没有办")
        return self

    # ------------------------------------------------------------------ problems

    def find(
        self, source: str = "visit", by: str = "office/clerk", name: str = "finding", **more: Any
    ) -> District:
        fields = {
            "title": "窗口空岗",
            "fields": ["slack"],
            "source": source,
            "text": "工作时间两个窗口无人",
        } | more
        self.do(by, "finding.recorded", fields, within="parks_in", name=name)
        return self

    def classify(self, scale: str, value: str, name: str = "finding", by: str = "office/clerk") -> District:
        self.do(by, "matter.classified", {"scale": scale, "value": value, "text": "经研究"}, subject=name)
        return self

    def hand_over(self, kind: str = "handing_over", name: str = "finding", **issue: Any) -> District:
        """A slip or an order drafted, signed and issued: its problem is fed back to the unit."""
        slip = {"kind": kind, "items": [f"@{name}"]}
        self.do("office/clerk", "document.drafted", slip, within="parks_in", name=kind)
        self.do("office/director", "document.signed", {}, subject=kind)
        self.do("office/clerk", "document.issued", {"to": ["@parks"]} | issue, subject=kind)
        return self

    def order(self, **issue: Any) -> District:
        return self.hand_over("order", **({"due": "2015-07-20"} | issue))

    def plan(self, name: str = "finding") -> District:
        measures = [{"what": "增派窗口人员", "by": "2015-06-30", "done_on": self.today}]
        fields = {"responsible_post": "局长", "measures": measures}
        self.do("parks/principal", "rectification.planned", fields, subject=name)
        return self

    def report(self, name: str = "finding") -> District:
        """Evidence, and the report that it was put right."""
        proof = {
            "file": {"number": "值班表1号", "place": "局办公室", "keeper": "杜若溪"},
            "dated": self.today,
        }
        self.do("parks/clerk", "evidence.added", proof, subject=name)
        self.do("parks/principal", "rectification.reported", {"result": "窗口已满员"}, subject=name)
        return self

    def verify(self, stage: str = "close_out", name: str = "finding", *, passed: bool = True) -> District:
        seen = {"stage": stage, "passed": passed, "seen_on": self.today, "text": "现场看过"}
        self.do("office/clerk", "rectification.verified", seen, subject=name)
        return self

    def settled(self, name: str = "finding") -> District:
        """Handed over, planned, reported and verified; not yet struck off."""
        if self.subject(name).state == "recorded":
            self.hand_over(name=name)
        return self.plan(name).report(name).verify(name=name)

    def close(self, name: str = "finding") -> District:
        self.do("office/director", "finding.closed", {"text": "已整改"}, subject=name)
        return self

    # ------------------------------------------------------------------ inquiry and accountability

    def inquire(
        self, kind: str = "unit", by: str = "", about: str = "finding", name: str = "inquiry"
    ) -> District:
        fields = {"kind": kind, "title": "窗口空岗的责任", "about": ["窗口负责人"], "grounds": ["p3"],
                  "from_ref": [f"@{about}"], "text": "查明责任"}  # fmt: skip
        who = by or ("parks/clerk" if kind == "unit" else "office/clerk")
        self.do(who, "inquiry.opened", fields, within="parks_in", name=name)
        return self

    def conclude(self, by: str = "parks/clerk", name: str = "inquiry", **more: Any) -> District:
        fields = {
            "found": "值班制度没有落实",
            "proposals": ["增派人员"],
            "proposal_kinds": ["rectify"],
        } | more
        self.do(by, "inquiry.concluded", fields, subject=name)
        return self

    def decide(
        self,
        *slots: str,
        by: str = "office/director",
        about: str = "finding",
        name: str = "inquiry",
        **more: Any,
    ) -> District:
        """A reasoned decision on each who may have to answer."""
        for slot in slots or ("actor", "principal", "in_charge"):
            fields = {"slot": slot, "whom": "窗口负责人", "pursue": False, "text": "情节轻微，已当场纠正",
                      "matter": f"@{about}", "responsible": "治庸问责办主任"} | more  # fmt: skip
            self.do(by, "accountability.decided", fields, subject=name)
        return self

    def sign_result(self) -> District:
        """The handling result, signed by the head of the unit."""
        result = {"kind": "handling_result", "text": "已查清并整改"}
        self.do("parks/clerk", "document.drafted", result, within="parks_in", name="result")
        self.do("parks/principal", "document.signed", {}, subject="result")
        return self

    def file_result(self) -> District:
        filing = {"kind": "handling_result", "to": "@office", "document": "@result", "about": "@inquiry"}
        self.do("parks/clerk", "report.submitted", filing, within="parks_in", name="filing")
        return self

    def approve(self, for_act: str, subject: str) -> District:
        """Put to the district commission and agreed to there."""
        asked = {"for_act": for_act, "to": "discipline", "text": "理由见附件"}
        self.do("office/clerk", "approval.requested", asked, subject=subject)
        self.do("discipline/clerk", "approval.given", {"for_act": for_act}, subject=subject)
        return self


def new_district() -> District:
    """The founded district on Monday 1 June 2015."""
    return _founded().again()


@stage
def _founded() -> District:
    return District(begin(scheme(), calendar(), datetime(2015, 6, 1, 10, tzinfo=SHANGHAI))).found()


def running() -> District:
    """The mechanism is running; the parks bureau is in it."""
    return _running().again()


@stage
def _running() -> District:
    return new_district().begin().enrol()
