"""A treatment in its last phase: ledgers filled, problems struck off and left, a case decided, rules due, returns late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any, ClassVar

from xuncha.demo.demo import Step, YearlyBuilding
from xuncha.demo.jinniu.habits import HABITS
from xuncha.demo.jinniu.people import BELOW, CLERKS, FOUNDING, HEADS, PROBLEMS, UNITS
from xuncha.demo.sheet import signature_sheet

EIGHT = [f"field{n}" for n in range(1, 9)]

PRACTICE = "比照方案开展的演练"
TITLES = ("综合协调组", "举报投诉受理组", "宣传报道组", "“一案双查”督查组", "主体责任督查组")


class City(YearlyBuilding):
    """The district, its one treatment in the year in which it is in its last phase now."""

    founding = FOUNDING
    first_day, half_way = (5, 11), 140
    habits = HABITS
    slow: ClassVar[Mapping[str, int]] = {
        "qingping": 35,
        "street": 9,
        "g3": 9,
        "g5": 16,
        "double_inquiry_group": 9,
    }

    def dated_steps(self) -> tuple[Step, ...]:
        return (
            (1, self.found), (1, self.open_round), (2, self.enrol), (3, self.form_groups), (6, self.mobilise),
            (12, self.begin_self_check), (22, self.examine), (25, self.hand_over), (38, self.sum_up),
            (54, self.begin_rectification), (56, self.plan), (65, partial(self.rectify, "street", "community", 1, 2)),
            (68, partial(self.verify, "street", 1, failed=2)), (80, partial(self.rectify, "street", "community", 3, 4, 5)),
            (83, partial(self.rectify, "bureau", "station", 1, 2, 3)), (86, partial(self.verify, "street", 3, 4, 5)),
            (88, partial(self.verify, "bureau", 1, 2, 3)), (72, self.visit),
            (95, self.follow_the_clue), (134, self.begin_institution), (140, self.build_rules), (150, partial(self.close_out, "street", 1)),
            (151, self.let_lapse),
            *((day, self.recheck) for day in (152, 190, 220)),
            (160, self.listen), (164, self.meet), (165, self.circulate), (205, partial(self.close_out, "street", 3, 4)),
            (206, partial(self.close_out, "bureau", 1, 2)), (232, self.assess), (241, self.dissolve),
        )  # fmt: skip

    # ------------------------------------------------------------------ opening

    def open_round(self) -> None:
        fields = {"kind": "treatment", "title": f"{self.began.year}年专项治理", "starts_on": self.day(5, 11),
                  "ends_on": self.day(12, 31)}  # fmt: skip
        self.office.do("office/clerk", "campaign.opened", fields, name="round", reason=PRACTICE)

    def enrol(self) -> None:
        for unit, *_ in UNITS:
            fields = {
                "unit": f"@{unit}",
                "ground": "listed",
                "main_body": "党工委" if unit != "bureau" else "党组",
            }
            self.office.do("office/clerk", "unit.enrolled", fields, within="round", name=f"at {unit}")

    def form_groups(self) -> None:
        """Eight special groups with a head each, five working groups; the first two cover the streets."""
        do = self.office.do
        for n, head in enumerate(HEADS, 1):
            fields = {"kind": "special_group", "title": f"第{n}专项治理小组", "mark": f"专治{n}"}
            do("group", "body.formed", fields, within="round", name=f"g{n}")
            self._fill(f"g{n}", "head", head)
        for (kind, clerk), title in zip(CLERKS.items(), TITLES, strict=True):
            fields = {"kind": f"{kind}_group", "title": title}
            do("office/clerk", "body.formed", fields, within="round", name=f"{kind}_group")
            self._fill(f"{kind}_group", "clerk", clerk, paper="澜治〔2026〕1号")
        for unit, group, head in (
            ("street", "g1", HEADS[0]),
            ("qingping", "g2", HEADS[1]),
            ("bureau", "g3", HEADS[2]),
        ):
            free = {"towards": f"@{unit}", "none": True}
            do("office/clerk", "tie.declared", free, subject=head)
            do("office/clerk", "inspection.assigned", {"body": f"@{group}"}, subject=f"at {unit}")

    def _fill(self, body: str, seat: str, person: str, paper: str = "") -> None:
        fields = {"seat": seat, "person": f"@{person}"}
        self.office.do("office/clerk", "seat.filled", fields, subject=body, paper=paper)

    # ------------------------------------------------------------------ 动员部署

    def mobilise(self) -> None:
        """Meetings, plans and groups; one street has not sent its plan."""
        do = self.office.do
        meeting = {"kind": "district_mobilisation", "at": self.now, "items": [{"text": "部署专项治理"}]}
        do("office/clerk", "meeting.held", meeting, within="round")
        for unit, title, *_ in UNITS:
            by, place = f"{unit}/clerk", f"at {unit}"
            do(by, "meeting.held", meeting | {"kind": "unit_mobilisation"}, within=place)
            do(by, "body.formed", {"kind": "unit_group", "title": f"{title}治理领导小组"}, within=place)
            plan = {
                "kind": "unit_plan",
                "steps": "四步",
                "key_points": "窗口和惠民资金",
                "goals": "问题见底",
                "time_limits": "照区里",
            }
            do(by, "document.drafted", plan, within=place, name=f"plan {unit}")
            if unit != "qingping":
                sent = {"kind": "unit_plan", "to": ["@publicity"], "document": f"@plan {unit}"}
                do(by, "report.submitted", sent, within=place)
        for n in range(1, 9):
            filed = {"kind": "group_plan", "units": ["@street"], "arrangement": "每周一处"}
            do(f"g{n}/head", "document.drafted", filed, within=f"g{n}", name=f"plan g{n}")

    # ------------------------------------------------------------------ 自查自纠

    def begin_self_check(self) -> None:
        self._phase("self_check")

    def _phase(self, phase: str) -> None:
        self.office.do(
            "office/clerk", "phase.started", {"phase": phase, "starts_on": self.now}, subject="round"
        )

    def examine(self) -> None:
        """Check sheets of all units and the problems of two; a sheet without problems is one, too."""
        do = self.office.do
        below = {above: name for name, *_, above in BELOW}
        for unit, _, _, people in UNITS:
            found = PROBLEMS.get(unit, ())
            sheet = {"method": "mutual_review", "staff": [f"@{people['clerk']}"], "place": "服务大厅", "content": "台账和窗口",
                     "hours": "9时至11时", "checked_unit": f"@{below[unit]}", "looked_at": EIGHT,
                     "outcome": "findings" if found else "none"}  # fmt: skip
            do(f"{unit}/clerk", "check.recorded", sheet, within=f"at {unit}", name=f"sheet {unit}")
            for n, (title, field, text, advice) in enumerate(found, 1):
                line = {
                    "title": title,
                    "fields": [field],
                    "source": "self_check",
                    "text": text,
                    "advice": advice,
                }
                do(f"{unit}/clerk", "finding.recorded", line, within=f"sheet {unit}", name=f"{unit} {n}")
        asked = {"method": "four_questions", "staff": ["@何其安"], "place": "榆荫社区", "content": "四问", "checked_unit": "@community",
                 "ask_style": "窗口态度较好", "ask_demands": "盼延时办理"}  # fmt: skip
        do("street/clerk", "check.recorded", asked, within="at street")

    def hand_over(self) -> None:
        """The weekly meetings fix how each problem is rectified, and hand it over."""
        do = self.office.do
        for unit, problems in PROBLEMS.items():
            names = [f"{unit} {n}" for n, _ in enumerate(problems, 1)]
            items = [{"text": f"研究第{n}项", "refs": [f"@{name}"]} for n, name in enumerate(names, 1)]
            meeting = {"kind": "unit_weekly", "at": self.now, "items": items}
            do(f"{unit}/clerk", "meeting.held", meeting, within=f"at {unit}")
            for n, name in enumerate(names):
                due = (self.office.day + timedelta(days=45 + 20 * (n % 3))).isoformat()
                fields = {
                    "mode": "限期整改",
                    "due": due,
                    "responsible": "@方竹青" if unit == "street" else "@白景行",
                }
                do(f"{unit}/clerk", "finding.fed_back", fields, subject=name)
                nature = {"scale": "nature", "value": "general", "why": "初次、金额小"}
                do(f"{unit}/clerk", "matter.classified", nature, subject=name)

    def sum_up(self) -> None:
        texts = {"kind": "self_check_summary", "work_done": "八类逐类排查", "problems": "窗口和惠民资金为主", "shortcomings": "个别社区走得慢",
                 "next_phase": "逐项整改"}  # fmt: skip
        for unit in ("street", "bureau"):
            self.office.do(
                f"{unit}/clerk", "document.drafted", texts, within=f"at {unit}", name=f"summary {unit}"
            )

    # ------------------------------------------------------------------ 整改落实

    def begin_rectification(self) -> None:
        self._phase("rectification")

    def plan(self) -> None:
        """The plans of two units, and a line of the rectification ledger for each problem of the street."""
        do = self.office.do
        for unit in ("street", "bureau"):
            plan = {
                "kind": "rectification_plan",
                "summary": f"@summary {unit}",
                "group_findings": "无",
                "measures_text": "逐项改",
            }
            do(f"{unit}/clerk", "document.drafted", plan, within=f"at {unit}", name=f"rectification {unit}")
            sent = {"kind": "rectification_plan", "to": ["@publicity"], "document": f"@rectification {unit}"}
            do(f"{unit}/clerk", "report.submitted", sent, within=f"at {unit}")
        for unit, below, head, clerk in (
            ("street", "community", "方竹青", "沈知秋"),
            ("bureau", "station", "白景行", "纪云舒"),
        ):
            for n, (_, _, _, advice) in enumerate(PROBLEMS[unit], 1):
                given = {"owner": f"@{below}", "text": "请整改"}
                do(f"{unit}/clerk", "matter.assigned", given, subject=f"{unit} {n}")
                due = (self.office.day + timedelta(days=40 + 20 * ((n - 1) % 3))).isoformat()
                line: dict[str, Any] = {
                    "problem_unit": f"@{below}", "responsible_unit": f"@{below}", "first_responsible": f"@{head}",
                    "responsible_post": "负责人", "duty_text": "牵头整改", "due": due,
                    "measures": [{"what": advice, "owner": clerk, "by": due}],
                }  # fmt: skip
                do(f"{below}/clerk", "rectification.planned", line, subject=f"{unit} {n}")

    def rectify(self, unit: str, below: str, *numbers: int) -> None:
        """Problems are put right, proved and reported."""
        do = self.office.do
        for n in numbers:
            name = f"{unit} {n}"
            do(f"{unit}/clerk", "measure.taken", {"kind": "education", "text": "开会整顿"}, subject=name)
            done = {"measure": 1, "done_on": self.now, "on_the_spot": n == 1, "text": "已改"}
            do(f"{below}/clerk", "rectification.progressed", done, subject=name)
            sheet = self.office.file(f"{below}/clerk", f"公示照片和签收表 {n}.pdf", signature_sheet(6 + n))
            proof = {"file": sheet, "what": "公示照片和签收表", "dated": self.now}
            do(f"{below}/clerk", "evidence.added", proof, subject=name)
            do(f"{below}/clerk", "rectification.reported", {"result": "已经改好"}, subject=name)

    def verify(self, unit: str, *numbers: int, failed: int = 0) -> None:
        """The secretary has seen them: they are solved, but for one that is not quite."""
        do, seen = (
            self.office.do,
            {"stage": "solved", "passed": True, "seen_on": self.now, "text": "看过现场和登记"},
        )
        for n in numbers:
            do(f"{unit}/principal", "rectification.verified", seen, subject=f"{unit} {n}")
            do(
                f"{unit}/principal",
                "rectification.verified",
                seen | {"stage": "measures"},
                subject=f"{unit} {n}",
            )
        if failed:
            short = seen | {"passed": False, "text": "还差两户没有退"}
            do(f"{unit}/principal", "rectification.verified", short, subject=f"{unit} {failed}")

    def visit(self) -> None:
        """The second group draws a unit by a seed fixed beforehand, looks unannounced, and finds something."""
        do = self.office.do
        self.draw("coordination_group/clerk", "三个单位", [unit for unit, *_ in UNITS], purpose="units")
        sheet = {"method": "group_check", "staff": ["@程远道"], "place": "石埠社区", "content": "窗口和台账", "checked_unit": "@market",
                 "self_examination": "只有一张台账，没有问题"}  # fmt: skip
        do("g2/head", "check.recorded", sheet, within="at qingping", name="group sheet")
        line = {
            "title": "两本台账文字雷同",
            "fields": ["field6_unsolid"],
            "source": "visits",
            "text": "两次自查的台账一字不差",
            "advice": "重查",
        }
        do("g2/head", "finding.recorded", line, within="group sheet", name="qingping 1")

    def follow_the_clue(self) -> None:
        """A clue of the first group goes by the case office to the review office, which opens and decides a case."""
        do = self.office.do
        clue = {
            "title": "办证收卡",
            "about_posts": ["窗口负责人"],
            "managed_by": "unit_managed",
            "text": "有人送购物卡",
        }
        do("g1/head", "clue.recorded", clue, within="at street", name="clue")
        for by, route, of, receiver in (
            ("g1/head", "case_section", "clue", "case"),
            ("case/clerk", "review_section", "case_section", "review"),
        ):
            letter = {
                "route": route,
                "of": [f"@{of}"],
                "receiver": f"@{receiver}",
                "extract": "摘要",
                "basis": "分工",
            }
            do(by, "referral.drafted", letter, within="at street", name=route)
            do(by, "referral.sent", {}, subject=route)
            do(f"{receiver}/clerk", "referral.received", {"received_on": self.now}, subject=route)
        opened = {"kind": "case", "title": "窗口收卡", "about": ["窗口负责人"], "grounds": ["violation"], "text": "经初核",
                  "from_ref": ["@review_section"], "fields": ["field4_gifts"]}  # fmt: skip
        do("review/clerk", "inquiry.opened", opened, within="at street", name="inquiry")
        decided = {
            "whom": "窗口负责人",
            "pursue": True,
            "form": "disciplinary",
            "text": "违纪属实",
            "final": True,
        }
        do("review/clerk", "accountability.decided", decided, subject="inquiry")

    # ------------------------------------------------------------------ 建章立制

    def begin_institution(self) -> None:
        self._phase("institution")

    def build_rules(self) -> None:
        """The street has two of its mechanisms and a rule for its first problem; practice that another took up."""
        do = self.office.do
        for kind, title in (("mechanism", "治理长效机制"), ("undertaking_mechanism", "治理承诺办法")):
            rule = {"kind": kind, "title": title, "from_on": self.now}
            do("street/clerk", "rule.adopted", rule, within="at street")
        practice = {"register": "practice", "title": "窗口“微权力”清单"}
        do("street/clerk", "entry.registered", practice, within="at street", name="practice")

    def close_out(self, unit: str, *numbers: int) -> None:
        """What is solved is struck off, once there is a rule against its coming back."""
        for n in numbers:
            rule = {
                "kind": "problem_rule",
                "title": f"{PROBLEMS[unit][n - 1][3]}办法",
                "from_on": self.now,
                "of": [f"@{unit} {n}"],
            }
            self.office.do(f"{unit}/clerk", "rule.adopted", rule, within=f"at {unit}")
            self.office.do(f"{unit}/principal", "finding.closed", {}, subject=f"{unit} {n}")

    def let_lapse(self) -> None:
        """Nothing was closed in the summer, so there was nothing to recheck: the leading group lets that lapse."""
        self._lapse(
            self.office.open_duties("recheck_sample", "coordination_group")[:-1], "当月没有已销号的问题可抽"
        )

    def _lapse(self, duties: list[str], why: str) -> None:
        for duty in duties:
            self.office.do("group", "duty.lapsed", {"duty": duty, "text": why}, subject="round")

    def recheck(self) -> None:
        """The month's sample of what was closed is drawn, and the office looks at it again."""
        self.draw("coordination_group/clerk", "已销号的问题", ["street 1"], purpose="recheck")
        seen = {"stage": "recheck", "passed": True, "seen_on": self.now, "text": "公示栏还在，没有反弹"}
        self.office.do("office/clerk", "rectification.verified", seen, subject="street 1")

    def assess(self) -> None:
        """What came of the treatment goes into the assessments of the year."""
        for unit, *_ in UNITS:
            used = {"use": "assessment", "extract": "台账齐全，整改有据"}
            self.office.do("office/clerk", "result.used", used, subject=f"at {unit}")
        for use, extract in (("cases", "查处一件"), ("exposures", "没有曝光的典型案件")):
            self.office.do(
                "commission/clerk", "result.used", {"use": use, "extract": extract}, subject="at street"
            )

    def dissolve(self) -> None:
        """After the year those groups go on that cover a unit, and the one that coordinates."""
        for rule, *groups in (
            ("special_group_weekly", "g4", "g5", "g6", "g7", "g8"), ("group_quarterly", "g4", "g5", "g6", "g7", "g8"),
            *((f"{kind}_group_weekly", f"{kind}_group") for kind in CLERKS if kind != "coordination"),
        ):  # fmt: skip
            self._lapse(self.office.open_duties(rule, *groups), "年度治理结束，小组撤销")
            for group in groups if rule.endswith("weekly") else ():
                self.office.do("office/clerk", "body.stood_down", {"on": self.now}, subject=group)

    def listen(self) -> None:
        """An opinion survey with its sums, and a report in the district's paper."""
        do = self.office.do
        survey = {"kind": "opinion_survey", "questions": ["办事方便吗"], "from_on": self.now}
        do("street/clerk", "evaluation.opened", survey, within="at street", name="survey")
        sums = {
            "sample": 120,
            "method": "入户发放",
            "results": [{"what": "方便", "n": "108"}, {"what": "不方便", "n": "12"}],
        }
        do("street/clerk", "evaluation.concluded", sums, subject="survey")
        told = {"medium": "district_column", "outlet": "澜江区报", "on": self.now, "unit": "@street"}
        do("news/clerk", "publicity.recorded", told, subject="round")

    def meet(self) -> None:
        """The joint meeting of the month, in which the office speaks for the groups."""
        held = {"kind": "joint", "at": self.now, "month_work": "各组检查一处，柳塘街道销号一项", "focus": "建章立制",
                "items": [{"text": "青屏街道台账雷同，请第二小组重查", "refs": ["@qingping 1"]}]}  # fmt: skip
        self.office.do("office/clerk", "meeting.held", held, within="round")

    def circulate(self) -> None:
        """The office's circular of the month is issued; the next is owed."""
        text = {
            "kind": "monthly_circular",
            "period": f"{self.began.year}-10",
            "state": "柳塘街道销号过半，青屏街道台账雷同",
        }
        self.office.do("office/clerk", "document.drafted", text, within="round", name="circular")
        issued = {"to": [f"@{unit}" for unit, *_ in UNITS]}
        self.office.do("office/clerk", "document.issued", issued, subject="circular")
