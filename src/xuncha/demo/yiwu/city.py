"""A round half-way: three teams, eight units, letters, findings, a unit that rectifies and one that is late."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from xuncha.actions.clock import begin_periods
from xuncha.core.dates.day_words import say_plain
from xuncha.demo.demo import Building, Step
from xuncha.demo.yiwu.letters import letter_of
from xuncha.demo.yiwu.people import CREW, FOUNDING, MARKS, TEAMS, UNITS
from xuncha.demo.yiwu.problems import CLUES, problems_of
from xuncha.demo.yiwu.rectification import Rectification


class City(Building):
    """The city, its one round half-way."""

    founding = FOUNDING

    def steps(self) -> list[Step]:
        prepared = ("liutang", "qingping", "shibu", "dongpo", "housing")
        entered = ("liutang", "qingping", "dongpo", "housing")
        return [
            (84, self.found), (80, self.open_round), (77, self.form_teams),
            *((70, partial(self.prepare, unit)) for unit in prepared),
            *((60, partial(self.enter, unit)) for unit in entered),
            (50, self.intake), (45, self.work), (36, self.finish_liutang), (36, self.refer_clue), (33, self.feed_back),
            (31, Rectification(self.office, self.today).run), (0, self.clock),
        ]  # fmt: skip

    # ------------------------------------------------------------------ steps

    def open_round(self) -> None:
        do = self.office.do
        starts, ends = self.office.day.isoformat(), (self.today + timedelta(days=60)).isoformat()
        do(
            "group",
            "decision.made",
            {"question": "round", "conclusion": "开展 2026 年第三轮巡查"},
            subject="group",
        )
        do(
            "office/clerk",
            "campaign.opened",
            {"kind": "round", "title": "2026 年第三轮巡查", "starts_on": starts},
            name="round",
        )
        for name, *_ in UNITS:
            do(
                "office/clerk",
                "unit.enrolled",
                {"unit": f"@{name}", "ground": "listed"},
                within="round",
                name=f"inspection {name}",
            )
        plan = {"kind": "work_plan", "task": "围绕惠民资金、选人用人和作风问题开展巡查", "units": [f"@{name}" for name, *_ in UNITS],
                "ways": ["hear_report", "talk", "discussion", "visit_below"], "starts_on": starts, "ends_on": ends,
                "topics": ["main_responsibility", "supervision"]}  # fmt: skip
        do("office/clerk", "document.drafted", plan, within="round", name="work plan")
        do(
            "office/clerk",
            "approval.requested",
            {"for_act": "work_plan", "to": "leading_group"},
            subject="work plan",
        )
        do("group/leader", "approval.given", {"for_act": "work_plan"}, subject="work plan")

    def form_teams(self) -> None:
        do, office = self.office.do, self.office
        for team, title, crew, units in TEAMS:
            do(
                "office/clerk",
                "body.formed",
                {"kind": "team", "title": title, "mark": MARKS[team]},
                within="round",
                name=team,
            )
            for person in crew:
                office.person(person)
            nomination = {
                "seat": "head",
                "person": f"@{crew[0]}",
                "traits": ["non_leading"],
                "consulted_with": "discipline",
                "consulted_on": office.day.isoformat(),
            }
            do("organisation/contact", "person.nominated", nomination, subject=team)
            do(
                "committee",
                "decision.made",
                {
                    "question": "team_head",
                    "conclusion": f"同意{crew[0]}任{title}组长",
                    "person": f"@{crew[0]}",
                },
                subject=team,
            )
            do(
                "group",
                "decision.made",
                {"question": "form_team", "conclusion": f"组建{title}"},
                subject=team,
            )
            for seat, person in zip(CREW, crew, strict=True):
                home = {
                    "seat": seat,
                    "person": f"@{person}",
                    "home_unit": "@civil" if team != "team3" else "@transit",
                    "task": "按计划分工",
                }
                do("office/clerk", "seat.filled", home, subject=team)
                for unit in units:
                    do("office/clerk", "tie.declared", {"towards": f"@{unit}", "none": True}, subject=person)
            do(
                "group",
                "authority.granted",
                {"units": [f"@{unit}" for unit in units], "matter": "2026 年第三轮巡查"},
                subject=team,
            )
            for unit in units:
                do("office/clerk", "inspection.assigned", {"body": f"@{team}"}, subject=f"inspection {unit}")
            everyone = [f"@{person}" for person in crew]
            do(
                "office/clerk",
                "activity.logged",
                {"kind": "arrival", "on": office.day.isoformat(), "who": everyone},
                subject=team,
            )
            training = {
                "kind": "training",
                "at": office.day.isoformat(),
                "present": everyone,
                "items": [{"text": "巡查业务和保密纪律"}],
            }
            do("office/clerk", "meeting.held", training, within=team)

    def team_of(self, unit: str) -> str:
        return next(team for team, _, _, units in TEAMS if unit in units)

    def crew_of(self, unit: str) -> tuple[str, ...]:
        return next(crew for _, _, crew, units in TEAMS if unit in units)

    def prepare(self, unit: str) -> None:
        """Information, team plan, notice, announcement: article 11 for one unit."""
        do, office, team, place = self.office.do, self.office, self.team_of(unit), f"inspection {unit}"
        pack = {
            "kind": "information_pack",
            "information": ["petitions", "audit"],
            "content": "近三年信访摘抄和审计意见，不含反映人身份",
        }
        do("office/clerk", "document.drafted", pack, within=place, name=f"pack {unit}")
        do("office/clerk", "document.issued", {"to": [f"@{team}"]}, subject=f"pack {unit}")
        enter_on = (office.day + timedelta(days=10)).isoformat()
        time = f"{say_plain(office.day + timedelta(days=10)).zh}起两个月"
        plan = {
            "kind": "team_plan",
            "enter_on": enter_on,
            "main_tasks": "惠民资金发放、议事决策、选人用人",
            "division": "组长抓总，副组长分管谈话，组员分片",
        }
        do(f"{team}/head", "document.drafted", plan, within=place, name=f"plan {unit}")
        do(
            f"{team}/head",
            "report.submitted",
            {"kind": "team_plan", "to": ["@office"], "document": f"@plan {unit}"},
            within=place,
        )
        notice = {
            "kind": "notice",
            "content": "惠民资金发放、议事决策、选人用人",
            "timetable": time,
            "ways": ["hear_report", "talk"],
        }
        do(f"{team}/member", "document.drafted", notice, within=place, name=f"notice {unit}")
        do(f"{team}/head", "document.signed", {}, subject=f"notice {unit}")
        do(
            f"{team}/member",
            "document.issued",
            {
                "to": [f"@{unit}"],
                "talk_on": office.day.isoformat(),
                "talk_with": "党委负责人",
                "prints": 3,
                "seal_by": f"@{self.crew_of(unit)[3]}",
            },
            subject=f"notice {unit}",
        )
        if unit == "shibu":
            return
        do(
            f"{unit}/principal",
            "document.received",
            {"received_on": office.day.isoformat()},
            subject=f"notice {unit}",
        )
        text = {"kind": "announcement", "time": time, "content": "领导班子及其成员履职情况", "requirements": "如实反映，依法保护",
                "phone": "0579-0000-0000", "box": "市邮政 6 号信箱"}  # fmt: skip
        do(f"{team}/member", "document.drafted", text, within=place, name=f"announcement {unit}")
        do(f"{team}/head", "document.signed", {}, subject=f"announcement {unit}")
        do(
            f"{team}/member",
            "document.published",
            {"medium": "board", "place": "政府门口公告栏"},
            subject=f"announcement {unit}",
        )

    def enter(self, unit: str) -> None:
        do, team, place = self.office.do, self.team_of(unit), f"inspection {unit}"
        if unit != "housing":
            do(
                f"{unit}/principal",
                "document.published",
                {"medium": "board", "place": "内部公告栏"},
                subject=f"notice {unit}",
            )
            report = {
                "kind": "publication_report",
                "to": [f"@{team}"],
                "place": "公告栏和内网",
                "on": self.office.day.isoformat(),
            }
            do(f"{unit}/principal", "report.submitted", report, within=place)
        do(
            f"{team}/head",
            "inspection.started",
            {"place": "办公楼二层", "provided": ["office_space", "meals"]},
            subject=place,
        )

    def intake(self) -> None:
        """About two hundred letters over seven weeks, most read, many dealt with."""
        channels = ("letter", "phone", "visit", "box")
        units = ("liutang", "qingping", "dongpo", "housing")
        start = self.office.day
        for n in range(200):
            unit = units[n % 4]
            team = self.team_of(unit)
            self.office.on(min(start + timedelta(days=n // 5), self.today - timedelta(days=2)))
            subject, extract = letter_of(n, unit)
            fields = {
                "kind": "report",
                "channel": channels[n % 3 if n % 7 else 3],
                "subject": subject,
                "addressee": "team",
                "concerns": ["leadership" if n % 3 else "subordinate"],
                "extract": extract,
            }
            key = f"complaint {n}"
            self.office.do(
                f"{team}/registrar", "complaint.received", fields, within=f"inspection {unit}", name=key
            )
            if n < 150 or unit == "liutang":
                self.office.do(
                    f"{team}/head", "matter.annotated", {"text": "请按分工核实后提出意见"}, subject=key
                )
                self.office.do(f"{team}/head", "complaint.accepted", {"within_remit": True}, subject=key)
            if n < 90 or unit == "liutang":
                result = "finding" if n % 5 == 0 else "understood"
                self.office.do(
                    f"{team}/head", "complaint.closed", {"result": result, "text": "已核实处理"}, subject=key
                )

    def work(self) -> None:
        """Talks, checks, findings and clues of the units under way."""
        start = self.office.day
        for place, unit in enumerate(("liutang", "qingping", "dongpo", "housing")):
            team = self.team_of(unit)
            crew = next(people for name, _, people, _ in TEAMS if name == team)
            self.office.on(start + timedelta(days=place))
            leaders = [self.office.seats[f"{unit}/{seat}"] for seat in ("principal", "leadership")]
            for person in leaders if unit != "housing" else leaders[:1]:
                talk = {
                    "method": "talk",
                    "staff": [f"@{crew[0]}", f"@{crew[2]}"],
                    "partner": "leadership",
                    "with_member": f"@{person}",
                    "content": "谈话要点已记录",
                }
                self.office.do(f"{team}/member", "check.recorded", talk, within=f"inspection {unit}")
            hearing = {"method": "hear_report", "staff": [f"@{crew[0]}"], "content": "听取党委工作汇报"}
            self.office.do(f"{team}/member", "check.recorded", hearing, within=f"inspection {unit}")
            for n, one in enumerate(problems_of(unit)):
                finding = {"title": one.title, "fields": [one.field], "source": "check" if n % 2 else "complaint",
                           "text": one.text, "advice": one.advice, "basis": one.basis}  # fmt: skip
                self.office.do(
                    f"{team}/member",
                    "finding.recorded",
                    finding,
                    within=f"inspection {unit}",
                    name=f"finding {unit} {n}",
                )
            title, post, text = CLUES[unit]
            clue = {
                "title": title,
                "about_posts": [post],
                "managed_by": "unit_managed",
                "text": text,
                "basis": "纪律处分条例",
            }
            self.office.do(
                f"{team}/member", "clue.recorded", clue, within=f"inspection {unit}", name=f"clue {unit}"
            )
        papers = {
            "kind": "papers",
            "to": "@dongpo",
            "title": "近三年专项资金账册",
            "text": "请提供原件供查阅",
            "material": "accounts",
            "due": (self.today - timedelta(days=3)).isoformat(),
        }
        self.office.do("team2/member", "request.made", papers, within="inspection dongpo")

    def finish_liutang(self) -> None:
        """柳塘镇 ends, and its report is heard."""
        do, office, place = self.office.do, self.office, "inspection liutang"
        do("team1/head", "inspection.ended", {}, subject=place)
        report = {"kind": "inspection_report", "course": "巡查两个月，谈话 40 人次", "problems": "发现问题 15 个", "causes": "监管缺位",
                  "advice": "限期整改", "clue_annex": ["@clue liutang"]}  # fmt: skip
        do("team1/head", "document.drafted", report, within=place, name="report liutang")
        do("team1/head", "document.signed", {}, subject="report liutang")
        minutes = {
            "kind": "team",
            "at": office.day.isoformat(),
            "present": ["@高望岚", "@陆闻笙", "@许知微"],
            "items": [{"kind": "report", "text": "讨论柳塘镇巡查报告", "refs": ["@report liutang"]}],
        }
        do("team1/head", "meeting.held", minutes, within=place)
        do(
            "team1/head",
            "report.submitted",
            {"kind": "inspection_report", "to": ["@office"], "document": "@report liutang"},
            within=place,
        )
        do(
            "office/director",
            "meeting.held",
            {"kind": "hearing", "at": office.day.isoformat(), "items": [{"text": "听取第一组汇报"}]},
            within=place,
        )

    def refer_clue(self) -> None:
        """The clue found in 柳塘镇 is disposed of and handed over."""
        do, place = self.office.do, "inspection liutang"
        do("office/clerk", "disposition.proposed", {"class": "cadre_breach"}, subject="clue liutang")
        do(
            "office/clerk",
            "approval.requested",
            {"for_act": "disposition", "to": "leading_group"},
            subject="clue liutang",
        )
        do("group", "disposition.decided", {"class": "cadre_breach"}, subject="clue liutang")
        referral = {
            "route": "discipline",
            "of": ["@clue liutang"],
            "receiver": "@discipline",
            "managed_by": "unit_managed",
            "extract": "重复申报补贴的线索摘要",
            "basis": "领导小组决定",
        }
        do("office/clerk", "referral.drafted", referral, within=place, name="referral liutang")
        do("office/clerk", "referral.sent", {}, subject="referral liutang")

    def feed_back(self) -> None:
        """The clue has arrived, and 柳塘镇 is told what was found."""
        do, place, today = self.office.do, "inspection liutang", self.office.day.isoformat()
        do("discipline/contact", "referral.received", {"received_on": today}, subject="referral liutang")
        items = [f"@finding liutang {n}" for n in range(12)]
        do(
            "team1/member",
            "document.drafted",
            {"kind": "feedback", "items": items, "state": "总体情况和主要问题"},
            within=place,
            name="feedback liutang",
        )
        do("team1/head", "document.signed", {}, subject="feedback liutang")
        do(
            "team1/head",
            "approval.requested",
            {"for_act": "feedback", "to": "office"},
            subject="feedback liutang",
        )
        do("office/director", "approval.given", {"for_act": "feedback"}, subject="feedback liutang")
        do(
            "team1/head",
            "document.issued",
            {"to": ["@liutang"], "addressed": ["leadership", "principal"]},
            subject="feedback liutang",
        )
        do("liutang/principal", "document.received", {"received_on": today}, subject="feedback liutang")

    def clock(self) -> None:
        """The periods that came meanwhile; the first reports are in, the last are not."""
        begin_periods(self.office.now)
        for n in range(11, 1, -1):
            self.office.on(self.today - timedelta(weeks=n - 1))
            for team in ("team1", "team2"):
                report = {"kind": "liaison_report", "to": ["@office"], "important_work": "本周谈话、核查进展",
                          "experience": "错时谈话，当天整理", "about_unit": "本周没有"}  # fmt: skip
                self.office.do(f"{team}/reporter", "report.submitted", report, within=team)
