"""A campaign in its last step: lists drawn up, problems struck off and left, a clue inquired into, reports due and late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import ClassVar

from xuncha.demo.demo import Step, YearlyBuilding
from xuncha.demo.sheet import signature_sheet
from xuncha.demo.wuqing.habits import HABITS
from xuncha.demo.wuqing.people import FOUNDING, LEADERS, PROBLEMS, STATION, UNITS

TEN = [f"field{n}" for n in range(1, 11)]
FOUR = {
    "political_discipline": "讲规矩，学习还不够深",
    "orders": "肯担当，个别事项拖了时间",
    "service": "群众评价较好，窗口告知不清",
    "own_office": "效率较高，网页更新慢",
}
"""The four checks, and what a unit that looked says of itself."""

PAPER = {"number": "存档1号", "place": "镇党政办", "keeper": "何其安"}
PRACTICE = "比照方案开展的演练"


class City(YearlyBuilding):
    """The district, its one campaign in the year in which it is at least half-way now."""

    founding = FOUNDING
    first_day, half_way = (3, 21), 150
    habits = HABITS
    slow: ClassVar[Mapping[str, int]] = {"qingping": 120, "liutang": 95, "office": 10}

    def dated_steps(self) -> tuple[Step, ...]:
        return (
            (1, self.found), (1, self.open_round), (2, self.enrol), (4, self.issue_plan), (8, self.mobilise), (20, self.examine),
            (30, self.draw_up_lists), (50, self.listen), (80, self.rectify), (107, self.supervise), (115, self.feed_back),
            (135, self.close_out), (160, self.follow_the_clue), (195, self.begin_summing_up), (215, self.praise),
            (240, self.report),
        )  # fmt: skip

    # ------------------------------------------------------------------ 动员部署

    def open_round(self) -> None:
        fields = {"kind": "treatment", "title": f"{self.began.year}年作风纪律专项整治", "starts_on": self.day(3, 21),
                  "ends_on": self.day(12, 31)}  # fmt: skip
        self.office.do("office/clerk", "campaign.opened", fields, name="round", reason=PRACTICE)
        self._step("mobilise", self.day(3, 21), self.day(3, 31))

    def _step(self, phase: str, starts_on: str, ends_on: str) -> None:
        fields = {"phase": phase, "starts_on": starts_on, "ends_on": ends_on}
        self.office.do("office/clerk", "phase.started", fields, subject="round")

    def enrol(self) -> None:
        """Every unit with the leader in charge of it; the town checks its station, the district's offices the rest."""
        checked_by = {"liutang": "supervision", "qingping": "supervision", "housing": "bureau", "park": "bureau", "station": "liutang"}  # fmt: skip
        for leader, units in LEADERS.items():
            for unit in units:
                fields = {"unit": f"@{unit}", "ground": "listed", "leader_in_charge": f"@{leader}"}
                self.office.do("office/clerk", "unit.enrolled", fields, within="round", name=f"at {unit}")
                to = {"body": f"@{checked_by[unit]}"}
                self.office.do("office/clerk", "inspection.assigned", to, subject=f"at {unit}")

    def issue_plan(self) -> None:
        """The printed plan goes to every unit; one has not signed for it."""
        for unit, *_ in (*UNITS, STATION):
            notice = {"kind": "notice", "text": "方案全文见纸质文件，请照办"}
            self.office.do(
                "office/clerk", "document.drafted", notice, within=f"at {unit}", name=f"plan {unit}"
            )
            self.office.do("office/clerk", "document.issued", {"to": [f"@{unit}"]}, subject=f"plan {unit}")
            if unit != "park":
                receipt = {"received_on": self.now}
                self.office.do(f"{unit}/clerk", "document.received", receipt, subject=f"plan {unit}")
        mechanism = {
            "kind": "district_mechanism",
            "title": "区专项整治工作机制",
            "from_on": self.now,
            "text": PAPER,
        }
        self.office.do("office/clerk", "rule.adopted", mechanism, within="round")

    def mobilise(self) -> None:
        """Three units do all that the first step asks; the street holds its meeting only."""
        for unit, title, _, people in UNITS:
            by, place = f"{unit}/clerk", f"at {unit}"
            held = {"kind": "mobilisation", "at": self.now, "items": [{"text": "部署专项整治"}]}
            self.office.do(by, "meeting.held", held, within=place)
            if unit == "qingping":
                continue
            own = {"kind": "unit_plan", "text": f"{title}分四步开展整治，主要负责人牵头"}
            self.office.do(by, "document.drafted", own, within=place, name=f"own plan {unit}")
            self.office.do(by, "document.issued", {"to": ["@office"]}, subject=f"own plan {unit}")
            group = {"kind": "unit_group", "title": f"{title}整治领导小组", "group_head": f"@{people['principal']}",
                     "group_members": [f"@{people['clerk']}"]}  # fmt: skip
            self.office.do(by, "body.formed", group, within=place)
            for kind, words in (("working_mechanism", "整治工作机制"), ("key_problem_mechanism", "重点问题调查解决机制")):  # fmt: skip
                rule = {"kind": kind, "title": f"{title}{words}", "from_on": self.now, "text": PAPER}
                self.office.do(by, "rule.adopted", rule, within=place)
            study = {"kind": "study", "at": self.now, "items": [{"text": "学习讲话和文件"}], "attended": 46,
                     "materials": ["general_secretary", "city_leaders", "district"]}  # fmt: skip
            self.office.do(by, "meeting.held", study, within=place)

    # ------------------------------------------------------------------ 自查自纠

    def examine(self) -> None:
        """The four checks, and what they found; the street has made two, the station one."""
        self._step("self_check", self.day(3, 31), self.day(6, 30))
        for unit, title, _, people in UNITS:
            for method, said in list(FOUR.items())[: 2 if unit == "qingping" else None]:
                found = method == "service" and unit in PROBLEMS
                fields = {"method": method, "staff": [f"@{people['clerk']}"], "looked_at": TEN, "outcome": "findings" if found else "none",
                          "question": f"{title}{said}"}  # fmt: skip
                if unit in ("qingping", "park"):
                    fields["question"] = "对照检查，总体情况良好"
                self.office.do(f"{unit}/clerk", "check.recorded", fields, within=f"at {unit}")
        for unit, problems in PROBLEMS.items():
            for n, (title, field, text) in enumerate(problems, 1):
                told = {
                    "title": title,
                    "fields": [field],
                    "source": "self_check",
                    "text": text,
                    "topics": ["slow"],
                }
                self.office.do(
                    f"{unit}/clerk", "finding.recorded", told, within=f"at {unit}", name=f"{unit} {n}"
                )

        below = {
            "title": "抄表员下午不在岗",
            "fields": ["field7_stepped_away"],
            "source": "self_check",
            "text": "两天下午无人接待",
        }
        self.office.do("station/clerk", "finding.recorded", below, within="at station", name="station 1")

    def draw_up_lists(self) -> None:
        """Problems, how each is put right, and the rules to be set up: three lists of two units."""
        for unit, _, _, people in UNITS:
            if unit not in ("liutang", "housing"):
                continue
            by, place = f"{unit}/clerk", f"at {unit}"
            names = [f"{unit} {n}" for n, _ in enumerate(PROBLEMS[unit], 1)]
            self._list(unit, "problem_list", names)
            for n, name in enumerate(names):
                due = (self.office.day + timedelta(days=20 + 60 * n)).isoformat()
                plan = {"duty_text": "查清原因，改到位", "responsible_post": "分管负责人", "first_responsible": f"@{people['principal']}",
                        "measures": [{"what": "公开办法、专人负责", "owner": "经办科室", "by": due}]}  # fmt: skip
                self.office.do(f"{unit}/principal", "rectification.planned", plan, subject=name)
            self._list(unit, "rectification_list", names)
            for kind, title in (("rule", "一次告知制度"), ("procedure", "窗口受理流程")):
                line = {"kind": "set_up", "type": kind, "title": title, "answers": [f"@{names[0]}"],
                        "review_on": date(self.began.year + 1, 6, 1).isoformat()}  # fmt: skip
                self.office.do(by, "rule.proposed", line, within=place, name=f"{unit} {kind}")
            self._list(unit, "rules_list", [f"{unit} rule", f"{unit} procedure"])

    def _list(self, unit: str, kind: str, names: list[str]) -> None:
        fields = {"kind": kind, "items": [f"@{name}" for name in names]}
        self.office.do(
            f"{unit}/clerk", "document.drafted", fields, within=f"at {unit}", name=f"{unit} {kind}"
        )
        self.office.do(f"{unit}/clerk", "document.issued", {"to": ["@office"]}, subject=f"{unit} {kind}")

    def listen(self) -> None:
        """Opinions, a rating, a first letter, and a problem raised by many."""
        do = self.office.do
        for group, text in (("served", "盼窗口少跑一趟"), ("grassroots", "五个村都提到告知不清"), ("superior", "网页要及时更新")):  # fmt: skip
            said = {"group": group, "topic": "窗口服务", "text": text}
            do("liutang/clerk", "opinion.recorded", said, subject="at liutang")
        key = {"scale": "key", "value": "yes", "text": "五个村都提到"}
        do("liutang/clerk", "matter.classified", key, subject="liutang 1")
        rating = {"kind": "service_rating", "questions": ["是否一次办成"], "from_on": self.now}
        do("housing/clerk", "evaluation.opened", rating, within="at housing", name="rating")
        results = [
            {"what": "是否一次办成", "answer": "是", "n": "162"},
            {"what": "是否一次办成", "answer": "否", "n": "18"},
        ]
        do("housing/clerk", "evaluation.concluded", {"sample": 180, "method": "窗口扫码", "results": results}, subject="rating")  # fmt: skip
        letter = {
            "kind": "demand",
            "channel": "letter",
            "subject": "水费收据与抄表数不符",
            "mode": "open",
            "turn": "first",
        }

        do("office/clerk", "complaint.received", letter, within="at station", name="letter")

    def rectify(self) -> None:
        """The first problems are put right at once, proved and reported."""
        for n, name in enumerate(("liutang 1", "liutang 2", "housing 1")):
            unit = name.split()[0]
            done = {"measure": 1, "done_on": self.now, "on_the_spot": n == 0, "text": "已经公开、专人负责"}
            self.office.do(f"{unit}/clerk", "rectification.progressed", done, subject=name)
            sheet = self.office.file(f"{unit}/clerk", f"现场照片和签收表 {n + 1}.pdf", signature_sheet(6 + n))
            proof = {"what": "现场照片和签收表", "dated": self.now, "file": sheet}
            self.office.do(f"{unit}/clerk", "evidence.added", proof, subject=name)
            self.office.do(
                f"{unit}/clerk", "rectification.reported", {"result": "一次告知，专人带班"}, subject=name
            )

    # ------------------------------------------------------------------ 督查问责

    def supervise(self) -> None:
        """A draw, an unannounced visit that finds something, and the town's check of its station."""
        self._step("supervise", self.day(7, 1), self.day(9, 30))
        do = self.office.do
        self.draw("supervision/clerk", "四个单位", [unit for unit, *_ in UNITS])
        visit = {
            "method": "supervision",
            "mode": "unannounced",
            "staff": ["@陆闻笙"],
            "outcome": "findings",
            "place": "街道办事大厅",
        }
        do("supervision/clerk", "check.recorded", visit, within="at qingping", name="visit")
        told = {"title": "上班时间窗口空岗", "fields": ["field7_stepped_away"], "source": "supervision", "topics": ["inaction"],
                "text": "上午十点，三个窗口有两个没有人"}  # fmt: skip
        do("supervision/clerk", "finding.recorded", told, within="at qingping", name="qingping 1")
        below = {
            "method": "supervision",
            "mode": "announced",
            "staff": ["@何其安"],
            "outcome": "none",
            "place": "水务站",
        }
        do("liutang/clerk", "check.recorded", below, within="at station", name="check below")
        clue = {
            "title": "窗口收费去向不明",
            "about_posts": ["窗口负责人"],
            "managed_by": "unit",
            "text": "收据存根和入账差两笔",
        }
        do("bureau/clerk", "clue.recorded", clue, within="at housing", name="clue")

    def feed_back(self) -> None:
        """What the visit found is fed back to the street and reported to the government."""
        do, by = self.office.do, "supervision/clerk"
        notice = {"kind": "supervision_notice", "items": ["@qingping 1"], "text": "请批评教育，尽快纠正"}
        do(by, "document.drafted", notice, within="at qingping", name="told")
        do(by, "document.issued", {"to": ["@qingping"]}, subject="told")
        report = {"kind": "supervision_report", "to": "@government", "text": "发现窗口空岗一件，已经反馈"}
        do(by, "report.submitted", report, within="visit")
        do(by, "disposition.decided", {"class": "general", "text": "未造成后果"}, subject="qingping 1")

    def close_out(self) -> None:
        """The level above looks, and strikes off two problems; the third did not pass."""
        for name, by, passed in (("liutang 1", "supervision", True), ("housing 1", "bureau", True), ("liutang 2", "supervision", False)):  # fmt: skip
            seen = {"stage": "close_out", "passed": passed, "seen_on": self.now,
                    "text": "现场看过，做到了" if passed else "抽看两天，仍是补写"}  # fmt: skip
            self.office.do(f"{by}/clerk", "rectification.verified", seen, subject=name)
            if passed:
                self.office.do(f"{by}/clerk", "finding.closed", {}, subject=name)

    def follow_the_clue(self) -> None:
        """The bureau inquires into the clue; what was found waits for a decision, and the serious part for approval."""
        do, by = self.office.do, "bureau/clerk"
        opened = {"kind": "clue", "title": "窗口收费去向", "about": ["窗口负责人"], "grounds": ["misaction"], "text": "核对收据和账目",
                  "from_ref": ["@clue"]}  # fmt: skip
        do(by, "inquiry.opened", opened, within="at housing", name="inquiry")
        concluded = {"found": "两笔收费没有入账，属实", "proposals": ["追究窗口负责人责任"]}
        do(by, "inquiry.concluded", concluded, subject="inquiry")
        do(by, "approval.requested", {"for_act": "serious", "to": "director"}, subject="clue")
        other = {
            "title": "园区工程多次发给同一家",
            "about_posts": ["工程科负责人"],
            "managed_by": "unit",
            "text": "三次都没有比选",
        }
        do(by, "clue.recorded", other, within="at park", name="other clue")
        do(by, "approval.requested", {"for_act": "serious", "to": "director"}, subject="other clue")
        do("office/director", "approval.given", {"for_act": "serious"}, subject="other clue")
        do(by, "disposition.decided", {"class": "serious", "text": "数额较大、次数多"}, subject="other clue")
        referral = {"route": "discipline", "of": ["@other clue"], "receiver": "@discipline", "extract": "三次工程没有比选",
                    "basis": "方案三（三）"}  # fmt: skip
        do(by, "referral.drafted", referral, within="at park", name="referral")
        do(by, "referral.sent", {}, subject="referral")

    # ------------------------------------------------------------------ 总结提高

    def begin_summing_up(self) -> None:
        self._step("summary", self.day(10, 1), self.day(12, 31))
        adopted = {"kind": "rule", "from_on": self.now, "text": PAPER}
        self.office.do("liutang/clerk", "rule.adopted", adopted, subject="liutang rule")
        coordination = {"kind": "coordination", "at": self.now, "items": [{"text": "盯住没有销号的问题"}]}
        self.office.do("office/clerk", "meeting.held", coordination, within="round")

    def praise(self) -> None:
        """A good example, reported on; every unit can read of it."""
        example = {"register": "good_example", "title": "柳塘镇便民服务中心", "traits": ["practical", "rules"],
                   "facts": "全镇事项一次告知，半年没有投诉"}  # fmt: skip
        self.office.do("liutang/clerk", "entry.registered", example, within="at liutang", name="example")
        told = {
            "medium": "news",
            "outlet": "澜汀日报社",
            "on": self.now,
            "example": "@example",
            "incentive": "全区通报表扬",
        }
        self.office.do("liutang/clerk", "publicity.recorded", told, subject="at liutang")

    def report(self) -> None:
        """One closing report is sent and received; the town's is drafted and not sent."""
        for unit in ("housing", "liutang"):
            parts = {
                "kind": "closing_report",
                "experience": "一次告知、专人带班",
                "effect": "窗口投诉减半",
                "demands": "每季度回头看一次",
            }
            self.office.do(
                f"{unit}/clerk", "document.drafted", parts, within=f"at {unit}", name=f"closing {unit}"
            )
        sent = {"kind": "closing_report", "to": "@office", "document": "@closing housing"}
        self.office.do("housing/clerk", "report.submitted", sent, within="at housing", name="sent")
        self.office.do("office/clerk", "report.received", {}, subject="sent")
