"""Weizhou in memory: the offices that every test of the invented regulation plays with."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from tests.regulations.office import Office, begin, stage
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.scheme.rules import Scheme
from xuncha.shipped import base_text, calendar

SCHEME = "every-word"
SCHEMES = Path(__file__).parents[2] / "schemes"
FILE = SCHEMES / f"{SCHEME}.toml"


@cache
def scheme() -> Scheme:
    """The regulation over the product's safeguards."""
    return read_scheme(FILE.read_text(encoding="utf-8"), SCHEME).over(read_scheme(base_text(), "base"))


LETTER = {"kind": "request", "channel": "letter", "subject": "一街路灯不亮", "place": "柳塘镇一街3号"}
ANSWER = {"found": "灯线老化", "basis": "办法第四条", "remedy": "十一月底前更换"}
PLAN = {
    "responsible_post": "副镇长",
    "measures": [{"what": "补发补贴", "owner": "财政所", "by": "2026-10-10"}],
}
WATER = "@water"


class City(Office):
    """A play of one round.  Steps are named for what the offices do."""

    def found(self) -> City:
        """The bodies, one unit and the people."""
        body, person, seat = self.body, self.person, self.seat
        body("group", "group", "领导小组")
        body("office", "office", "核办")
        body("team", "team", "第一核查组")
        body("board", "board", "市复核委")
        body("water", "bureau", "市水务局")
        body("housing", "bureau", "市住建局")
        body("station", "station", "柳塘办理站")
        body("law", "receiver", "司法所", function="law")
        self.unit("town", "柳塘镇", "town")
        for name, post in {
            "周敬川": "group/leader", "林若舟": "office/director", "江予白": "office/clerk", "高望岚": "team/head",
            "顾行远": "board/head", "陆闻笙": "water/head", "严明礼": "housing/head", "何其安": "station/head",
            "程远道": "law/head", "方竹青": "town/principal",
        }.items():  # fmt: skip
            person(name)
            party, _, held = post.partition("/")
            seat(party, held, name)
        return self

    def at(self, day: str, hour: int = 10) -> City:
        """Go on to another day; the clock has counted what was over by then."""
        on = date.fromisoformat(day)
        self.play.on(on)
        self.play.now = datetime(on.year, on.month, on.day, hour, tzinfo=SHANGHAI)
        self.play.keep_up()
        return self

    # ------------------------------------------------------------------ 第二条、第三条

    def open(self) -> City:
        fields = {"kind": "year", "title": "年度核查", "starts_on": self.today}
        self.do("office/clerk", "campaign.opened", fields, name="round")
        return self

    def enrol(self) -> City:
        fields = {"unit": "@town", "ground": "listed"}
        self.do("office/clerk", "unit.enrolled", fields, within="round", name="inspection")
        self.do("office/clerk", "inspection.assigned", {"body": "@team"}, subject="inspection")
        return self

    def paper(self, kind: str, by: str = "office/clerk", within: str = "inspection") -> City:
        """A paper, kept under its kind."""
        self.do(by, "document.drafted", {"kind": kind, "text": "见附件"}, within=within, name=kind)
        return self

    def issue(self, name: str, by: str = "office/clerk", **more: Any) -> City:
        self.do(by, "document.issued", {"to": ["@town"]} | more, subject=name)
        return self

    def receive(self, name: str) -> City:
        self.do("town/principal", "document.received", {"received_on": self.today}, subject=name)
        return self

    def enter(self) -> City:
        self.do("team/head", "inspection.started", {"place": "镇政府二楼"}, subject="inspection")
        return self

    def report(self, kind: str, to: str = "office") -> City:
        fields = {"kind": kind, "to": f"@{to}", "text": "见附件"}
        self.do("town/principal", "report.submitted", fields, within="inspection", name=kind)
        return self

    # ------------------------------------------------------------------ 第四条

    def arrive(self, name: str = "request", **more: Any) -> City:
        self.do("office/clerk", "complaint.received", LETTER | more, within="inspection", name=name)
        return self

    def accept(self, name: str = "request") -> City:
        self.do("office/clerk", "complaint.accepted", {"within_remit": True}, subject=name)
        return self

    def tell(self) -> City:
        self.do("office/clerk", "message.exchanged", {"text": "已受理", "side": "office"}, subject="request")
        return self

    def assign(self, owner: str = "water", *helpers: str, by: str = "office/clerk", **more: Any) -> City:
        fields = {"owner": f"@{owner}", "helpers": [f"@{one}" for one in helpers]} | more
        self.do(by, "matter.assigned", fields, subject="request")
        return self

    def take(self, by: str = "water") -> City:
        self.do(f"{by}/head", "matter.taken", {}, subject="request")
        return self

    def object(self, by: str = "water") -> City:
        fields = {"text": "属住建职责", "proper": "@housing"}
        self.do(f"{by}/head", "matter.objected", fields, subject="request")
        return self

    def help(self, by: str = "housing") -> City:
        self.do(f"{by}/head", "matter.contributed", {"text": "灯杆由我局更换"}, subject="request")
        return self

    def answer(self, by: str = "water") -> City:
        self.do(f"{by}/head", "complaint.answered", ANSWER, subject="request")
        return self

    def refer(self) -> City:
        """What belongs to the law office is drafted and sent."""
        fields = {
            "route": "law",
            "of": ["@request"],
            "receiver": "@law",
            "extract": "欠薪两个月",
            "basis": "劳动合同",
        }
        self.do("office/clerk", "referral.drafted", fields, within="inspection", name="referral")
        self.do("office/clerk", "referral.sent", {}, subject="referral")
        return self

    # ------------------------------------------------------------------ 第五条、第六条

    def duty_named(self, rule: str) -> str:
        return str(self.duty(rule).id)

    def approve(self, what: str, on: str = "request", by: str = "group/leader", to: str = "leader") -> City:
        self.do("office/clerk", "approval.requested", {"for_act": what, "to": to}, subject=on)
        self.do(by, "approval.given", {"for_act": what}, subject=on)
        return self

    def extension(self, rule: str, due: str, **more: Any) -> dict[str, Any]:
        fields = {"duty": self.duty_named(rule), "due": due, "text": "等待配件", "told": ["反映人"]}
        return fields | more

    def ask_review(self, level: str = "review", on: str = "") -> City:
        fields = {"level": level, "asked_on": on or self.today, "text": "灯还是不亮"}
        self.do("office/clerk", "review.requested", fields, subject="request")
        return self

    def hand_up(self, owner: str) -> City:
        self.do("office/clerk", "matter.rehandled", {"owner": f"@{owner}"}, subject="request")
        return self

    # ------------------------------------------------------------------ 第八条

    def find(self, by: str = "team/head") -> City:
        fields = {"title": "补贴少发", "fields": ["money"], "source": "check", "text": "十户少发"}
        self.do(by, "finding.recorded", fields, within="inspection", name="finding")
        return self

    def feed_back(self) -> City:
        self.do("office/clerk", "finding.fed_back", {}, subject="finding")
        return self

    def plan(self) -> City:
        self.do("town/principal", "rectification.planned", PLAN, subject="finding")
        return self

    def rectified(self) -> City:
        done = {"measure": 1, "done_on": self.today, "text": "已补发"}
        self.do("town/principal", "rectification.progressed", done, subject="finding")
        self.do("town/principal", "rectification.reported", {"result": "已补发"}, subject="finding")
        return self


@stage
def _founded() -> City:
    return City(begin(scheme(), calendar(), datetime(2026, 9, 7, 10, tzinfo=SHANGHAI))).found()


def founded() -> City:
    """Monday 7 September 2026: the bodies are there, and nothing was begun."""
    return _founded().again()


@stage
def _opened() -> City:
    return founded().open().enrol()


def opened() -> City:
    """The round is open, and the team has its unit."""
    return _opened().again()


@stage
def _accepted() -> City:
    return opened().at("2026-09-18").arrive().at("2026-09-21").accept()


def accepted() -> City:
    """A request came on Friday 18 September and was accepted on Monday the 21st."""
    return _accepted().again()


@stage
def _answered() -> City:
    return (
        accepted()
        .tell()
        .at("2026-09-22")
        .assign("station")
        .at("2026-09-23")
        .take("station")
        .at("2026-10-12")
        .answer("station")
    )


def answered() -> City:
    """The station took it on on 23 September and answered on Monday 12 October."""
    return _answered().again()
