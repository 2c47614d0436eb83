"""A standing mechanism in its sixth month under the Hongshan opinions: four lines into one register, three ways of disposal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar

from xuncha.demo.demo import Building, Step
from xuncha.demo.hongshan.habits import HABITS
from xuncha.demo.hongshan.people import FOUNDING, UNITS
from xuncha.demo.routine import THURSDAY

CALLS = (
    ("district_mayor", "公园门口停车难"), ("conduct", "办证拖了两个月"), ("accountability", "窗口态度生硬"),
    ("conduct", "苗木采购手续反复"), ("direct", "同一材料交了三次"), ("reception", "施工占道无人管"),
)  # fmt: skip


class City(Building):
    """The district, its mechanism half-way through a year."""

    founding = FOUNDING
    habits = HABITS
    slow: ClassVar[Mapping[str, int]] = {"trade": 45, "point2": 40, "services": 35}

    def steps(self) -> list[Step]:
        steps: list[Step] = [
            (155, self.found), (150, self.open_mechanism), (140, self.lead), (120, self.general_problem),
            *((days, self.month) for days in (124, 94, 64, 34)),
            (100, self.answered_calls), (84, self.settle_general_problem), (70, self.key_problem), (50, self.exposed_problem),
            (40, self.windows), (28, self.second_handling), (20, self.bulletin), (12, self.new_calls), (6, self.found_lately), (2, self.roster),
        ]  # fmt: skip
        return sorted(steps, key=lambda step: -step[0])

    def do(self, by: str, act: str, fields: dict[str, Any] | None = None, **where: Any) -> None:
        self.office.do(by, act, fields or {}, **where)

    # ------------------------------------------------------------------ leading

    def open_mechanism(self) -> None:
        opened = {"kind": "standing", "title": "干部作风长效机制", "starts_on": self.now}
        self.do("office/clerk", "campaign.opened", opened, name="round")
        for name, *_ in UNITS:
            enrolled = {"unit": f"@{name}", "ground": "listed"}
            self.do("office/clerk", "unit.enrolled", enrolled, within="round", name=f"{name}_in")
        for n, (title, host) in enumerate((("青石监测点", "community"), ("商圈监测点", "trade")), 1):
            point = {"kind": "monitoring_point", "title": title, "host": f"@{host}", "phone": f"000-000{n}"}
            self.do("office/clerk", "body.formed", point, within="round", name=f"point{n}")

    def lead(self) -> None:
        """The theme of the year, contact points and field work of a member; the lists that departments publish."""
        theme = {"question": "theme", "conclusion": "转作风、优服务"}
        self.do("office/director", "decision.made", theme, subject="round")
        for contact in ("street", "community", "household"):
            point = {"register": "contact_points", "title": "联系点", "member": "@顾行远", "contact": contact}
            self.do("standing/member", "entry.registered", point, within="round")
        self.do(
            "standing/member",
            "activity.logged",
            {"kind": "research", "on": self.now, "amount": 20},
            subject="顾行远",
        )
        for kind, said in (
            ("powers_list", "绿化审批等 12 项"),
            ("procedures_list", "受理、审查、决定、送达"),
        ):
            drafted = {"kind": kind, "content": said}
            self.do("parks/clerk", "document.drafted", drafted, within="parks_in", name=kind)
            self.do("parks/principal", "document.signed", {}, subject=kind)
            self.do("parks/clerk", "document.published", {"medium": "website"}, subject=kind)

    def month(self) -> None:
        """The bulletin of the month, and what it carried answered."""
        self.bulletin(f"{self.office.day:%m}")
        closed = {"result": "handled", "text": "已回应"}
        self.answered(f"opinion {self.office.day:%m}")
        self.do("office/clerk", "complaint.closed", closed, subject=f"opinion {self.office.day:%m}")

    # ------------------------------------------------------------------ three ways of disposal

    def find(
        self, name: str, title: str, source: str = "visit", by: str = "office/clerk", **more: Any
    ) -> None:
        finding = {
            "title": title,
            "fields": ["slack"],
            "source": source,
            "text": f"{title}，现场看到",
            "since": self.now,
        } | more
        self.do(by, "finding.recorded", finding, within="parks_in", name=name)

    def hand_over(self, name: str, kind: str = "handing_over", **issue: Any) -> None:
        paper = f"{kind} {name}"
        self.do(
            "office/clerk",
            "document.drafted",
            {"kind": kind, "items": [f"@{name}"]},
            within="parks_in",
            name=paper,
        )
        self.do("office/director", "document.signed", {}, subject=paper)
        self.do("office/clerk", "document.issued", {"to": ["@parks"]} | issue, subject=paper)

    def classify(self, name: str, scale: str, value: str) -> None:
        self.do(
            "office/clerk",
            "matter.classified",
            {"scale": scale, "value": value, "text": "经研究"},
            subject=name,
        )

    def plan(self, name: str) -> None:
        measures = [{"what": "增派窗口人员", "by": self.in_days(20), "done_on": self.now}]
        plan = {"responsible_post": "局长", "measures": measures}
        self.do("parks/principal", "rectification.planned", plan, subject=name)

    def put_right(self, name: str) -> None:
        proof = {"file": {"number": "值班表1号", "place": "局办公室", "keeper": "杜若溪"}, "dated": self.now}
        self.do("parks/clerk", "evidence.added", proof, subject=name)
        self.do("parks/principal", "rectification.reported", {"result": "窗口已满员"}, subject=name)

    def verify(self, name: str, stage: str = "close_out") -> None:
        seen = {"stage": stage, "passed": True, "seen_on": self.now, "text": "现场看过"}
        self.do("office/clerk", "rectification.verified", seen, subject=name)

    def general_problem(self) -> None:
        """A general problem: the office orders it put right; its opinion goes up."""
        self.find("general", "窗口空岗", "complaints", channel="conduct")
        self.classify("general", "nature", "general")
        self.hand_over("general", "order", due=self.in_days(40))
        self.plan("general")
        for to in ("committee", "government"):
            up = {"kind": "rectification_opinion", "to": f"@{to}", "about": "@general"}
            self.do("office/clerk", "report.submitted", up, within="parks_in")

    def settle_general_problem(self) -> None:
        """Put right, its effect assessed, struck off; the result waits to be published."""
        self.put_right("general")
        self.verify("general")
        self.verify("general", "effect")
        self.do("office/director", "finding.closed", {"text": "窗口已满员"}, subject="general")

    def key_problem(self) -> None:
        """A key problem of the year, tied to the department's undertaking, which is running late."""
        self.find("key", "绿化审批超时")
        self.classify("key", "nature", "yearly_key")
        given = {"kind": "rectification", "text": "审批时限压减一半", "lead": "@parks", "goal": "审批时限压减一半",
                 "steps": "并联审批、公开时限", "due": self.in_days(60), "safeguards": "专人负责"}  # fmt: skip
        self.do("parks/clerk", "undertaking.given", given, within="parks_in", name="undertaking")
        self.do("office/clerk", "matter.linked", {"to": "@undertaking", "as": "same"}, subject="key")
        self.hand_over("key")
        self.do(
            "office/clerk", "matter.assigned", {"owner": "@parks", "supervisor": "@office"}, subject="key"
        )
        self.plan("key")

    def exposed_problem(self) -> None:
        """What the city found unannounced goes straight to accountability, and waits to be reported back."""
        self.find("exposed", "公园岗亭无人值守", "superior_unannounced")
        self.hand_over("exposed")
        inquiry = {"kind": "direct", "title": "岗亭无人值守的责任", "about": ["班组负责人"], "grounds": ["p3"],
                   "from_ref": ["@exposed"], "text": "查明责任"}  # fmt: skip
        self.do("office/clerk", "inquiry.opened", inquiry, within="parks_in", name="inquiry")
        decided = {"slot": "actor", "whom": "班组负责人", "pursue": True, "text": "擅离岗位", "matter": "@exposed",
                   "responsible": "治庸问责办主任"}  # fmt: skip
        self.do("office/director", "accountability.decided", decided, subject="inquiry")

    # ------------------------------------------------------------------ what comes in

    def call(self, name: str, channel: str, subject: str) -> None:
        told = {
            "kind": "report",
            "channel": channel,
            "mode": "confidential",
            "subject": subject,
            "written_on": self.now,
        }
        self.do("centre/clerk", "complaint.received", told, within="parks_in", name=name)

    def answered(self, name: str) -> None:
        self.do("office/clerk", "complaint.accepted", {"within_remit": True}, subject=name)
        self.do("office/clerk", "matter.assigned", {"owner": "@organ", "due": self.in_days(15)}, subject=name)
        told = {"found": "情况属实", "basis": "首问负责制", "remedy": "当日补办"}
        self.do("organ/clerk", "complaint.answered", told, subject=name)

    def handled(self, name: str, rating: str = "satisfied") -> None:
        self.answered(name)
        self.do("centre/clerk", "satisfaction.given", {"answer": rating}, subject=name)

    def answered_calls(self) -> None:
        for n, (channel, subject) in enumerate(CALLS):
            self.call(f"call {n}", channel, subject)
            self.handled(f"call {n}")
            closed = {"result": "handled", "text": "已补办"}
            self.do("office/clerk", "complaint.closed", closed, subject=f"call {n}")

    def second_handling(self) -> None:
        """A caller is not satisfied: handled once more, with a double inquiry that has decided on nobody yet."""
        self.call("again", "direct", "补办以后还是没有办成")
        self.handled("again", "not")
        self.classify("again", "quality", "poor")
        again = {"owner": "@discipline", "due": self.in_days(35)}
        self.do("office/director", "matter.rehandled", again, subject="again", reason="只答复没有办")
        inquiry = {"kind": "double", "title": "答复不实的责任", "about": ["经办人"], "grounds": ["p3"], "from_ref": ["@again"],
                   "text": "查明责任"}  # fmt: skip
        self.do("office/clerk", "inquiry.opened", inquiry, within="parks_in", name="double")

    def new_calls(self) -> None:
        """Calls of the last days: one with the discipline organ, the others with nobody yet."""
        for n, (channel, subject) in enumerate(CALLS[:4]):
            self.call(f"new {n}", channel, subject)
        self.do("office/clerk", "complaint.accepted", {"within_remit": True}, subject="new 0")
        self.do(
            "office/clerk", "matter.assigned", {"owner": "@organ", "due": self.in_days(20)}, subject="new 0"
        )

    def found_lately(self) -> None:
        """An invited supervisor found something that nobody has dealt with yet."""
        visit = {
            "method": "unannounced_visit",
            "staff": ["@高望岚"],
            "target": "window",
            "content": "两个窗口无人",
        }
        self.do("visitors/invited_supervisor", "check.recorded", visit, within="parks_in")
        self.find("lately", "两个窗口无人", "unannounced", "visitors/invited_supervisor")

    # ------------------------------------------------------------------ windows, opinion, rosters

    def windows(self) -> None:
        """Satisfaction is measured twice."""
        start = self.office.day
        for n, (days, satisfied) in enumerate(((0, 40), (20, 54))):
            self.office.on(start + timedelta(days=days))
            opened = {"kind": "collective_rating", "questions": ["对窗口是否满意"], "from_on": self.now}
            self.do("office/clerk", "evaluation.opened", opened, within="parks_in", name=f"rating {n}")
            result = {"sample": 60, "method": "出口随访", "results": [{"what": "满意", "n": satisfied}]}
            self.do("office/clerk", "evaluation.concluded", result, subject=f"rating {n}")

    def bulletin(self, which: str = "latest") -> None:
        """An opinion online, and the bulletin that carries it; the latest waits to be handled."""
        name, paper = f"opinion {which}", f"bulletin {which}"
        opinion = {"kind": "opinion", "channel": "online", "subject": "公园摊位收费", "online": "澜汀论坛",
                   "analysis": "集中在收费标准"}  # fmt: skip
        self.do("publicity/clerk", "complaint.received", opinion, within="parks_in", name=name)
        drafted = {"kind": "bulletin", "items": [f"@{name}"]}
        self.do("publicity/clerk", "document.drafted", drafted, within="round", name=paper)
        self.do("publicity/clerk", "document.signed", {}, subject=paper)
        self.do("publicity/clerk", "document.issued", {"to": ["@office", "@committee"]}, subject=paper)

    def roster(self) -> None:
        """Who receives visitors this week, where the routine has named nobody yet, and in the next: from Monday to Sunday."""
        since_monday = self.office.day.weekday()
        turns = [("weekly", "苏望舒", -since_monday)] if since_monday < THURSDAY else []
        for roster, person, first in (*turns, ("rotation", "顾行远", 7 - since_monday)):
            turn = {
                "roster": roster,
                "person": f"@{person}",
                "from_on": self.in_days(first),
                "to_on": self.in_days(first + 6),
            }
            self.do("bureau/clerk", "shift.assigned", turn, subject="bureau")
