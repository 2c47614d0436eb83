"""A round past its half: teams at work in five units, one list solved in part, a case concluded, things late."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from xuncha.demo.demo import Building, Step
from xuncha.demo.sheet import signature_sheet
from xuncha.demo.wuhan.people import (
    AT_HOME,
    CASES,
    COMING,
    DISTRICTS,
    FOUNDING,
    LEADS,
    LEAVING,
    LIES_IN,
    NOT_DECLARED,
    PROBLEMS,
    UNITS,
    staff_of,
)

JUDGED = {
    "knows_policy": "长期做政策研究",
    "experience": "任过两地主要领导",
    "takes_on": "处理过重大信访事项",
}


class City(Building):
    """The city of fifteen districts, its one round past its half."""

    founding = FOUNDING

    def steps(self) -> list[Step]:
        return [
            (110, self.found), (108, self.issue_plan), (105, self.open_round), (104, self.form_teams),
            (98, self.staff_teams), (90, self.enrol), (85, self.gather), (80, self.mobilise), (78, self.begin),
            *((75 - n, partial(self.enter, unit)) for n, (unit, *_) in enumerate(UNITS)),
            (60, self.work), (45, self.hand_over), (30, self.rectify), (12, self.close_out), (6, self.follow_up),
            (4, self.replace_people),
        ]  # fmt: skip

    # ------------------------------------------------------------------ preparation

    def issue_plan(self) -> None:
        """The plan, agreed to by the city committee, is issued to the districts; some have signed for it."""
        do, day = self.office.do, self.office.day.isoformat()
        plan = {
            "kind": "plan",
            "paper_number": "澜办文〔2026〕7号",
            "paper_date": day,
            "text": "方案全文见纸质文件",
        }
        do("general_office/clerk", "document.drafted", plan, within="general_office", name="plan")
        asked = {"for_act": "plan", "to": "city_committee"}
        do("general_office/clerk", "approval.requested", asked, subject="plan")
        do("committee/clerk", "approval.given", {"for_act": "plan"}, subject="plan")
        to = [f"@district{n}" for n in range(1, 16)]
        addressed = ["districts", "departments", "state_bodies", "people"]
        do("general_office/clerk", "document.issued", {"to": to, "addressed": addressed}, subject="plan")
        for n in range(1, 13):
            receipt = {"received_on": day, "shown_by": f"收文单{n}号"}
            do(f"district{n}", "document.received", receipt, subject="plan")

    def open_round(self) -> None:
        starts = self.office.day.isoformat()
        fields = {"kind": "city_round", "title": "2026年基层作风巡查", "starts_on": starts}
        self.office.do("office/clerk", "campaign.opened", fields, name="round")

    def form_teams(self) -> None:
        """Fifteen teams, each for its district; three districts hold rounds of their own already."""
        for n in range(1, 16):
            fields = {"kind": "team", "title": f"第{n}巡查组", "area": f"@district{n}"}
            self.office.do("office/clerk", "body.formed", fields, within="round", name=f"team{n}")
        for n in range(1, 4):
            own = {
                "kind": "district_round",
                "title": f"{DISTRICTS[n - 1]}区自行巡查",
                "starts_on": self.office.day.isoformat(),
            }
            self.office.do(f"district{n}", "campaign.opened", own, name=f"own{n}")

    def staff_teams(self) -> None:
        """108 people, seconded by the organisation department; each district has named one."""
        for n, (head, deputy) in enumerate(LEADS, 1):
            for seat, person, traits in (
                ("head", head, ["full_bureau", "relieved"]), ("deputy", deputy, ["deputy_bureau", "serving"]),
            ):  # fmt: skip
                self.office.person(person)
                nominated = {"seat": seat, "person": f"@{person}", "traits": traits, **JUDGED}
                self.office.do("organisation/clerk", "person.nominated", nominated, subject=f"team{n}")
                self._fill(n, seat, person, "bureau")
            people = staff_of(n)
            for person in people:
                self.office.person(person)
            named = {"seat": "staff", "person": f"@{people[-1]}"}
            self.office.do(f"district{n}", "person.nominated", named, subject=f"team{n}")
            for place, person in enumerate(people):
                source = (
                    "district" if person == people[-1] else ("discipline", "petitions", "young")[place % 3]
                )
                self._fill(n, "staff", person, source)
            self.office.seats[f"team{n}/staff"] = people[0]

    def _fill(self, n: int, seat: str, person: str, source: str) -> None:
        fields = {"seat": seat, "person": f"@{person}", "home_unit": "@bureau", "staff_source": source}
        self.office.do("organisation/clerk", "seat.filled", fields, subject=f"team{n}")

    def enrol(self) -> None:
        """Five places, each given to the team of its district once everybody there has declared."""
        for unit, n in LIES_IN.items():
            fields = {"unit": f"@{unit}", "ground": "listed", "area": f"@district{n}"}
            self.office.do("office/clerk", "unit.enrolled", fields, within="round", name=f"inspection {unit}")
            for person in (*LEADS[n - 1], *staff_of(n)):
                tie = {"towards": f"@{unit}", "none": True}
                self.office.do("office/clerk", "tie.declared", tie, subject=person)
            self.office.do(
                "office/clerk", "inspection.assigned", {"body": f"@team{n}"}, subject=f"inspection {unit}"
            )

    def gather(self) -> None:
        """Key cases and pronounced problems, gathered and given out; one other case goes to its district."""
        for (unit, title, *_), case, problem in zip(UNITS, CASES, PROBLEMS, strict=True):
            n = LIES_IN[unit]
            self._case(unit, "backlog_key", case, f"case {unit}", title, f"@team{n}")
            fields = {"source": "gathered", "voiced": True} | self._problem(problem)
            self.office.do(
                "office/clerk",
                "finding.recorded",
                fields,
                within=f"inspection {unit}",
                name=f"gathered {unit}",
            )
            self.office.do(
                "office/clerk", "matter.assigned", {"owner": f"@team{n}"}, subject=f"gathered {unit}"
            )
        self._case(
            "yunxi",
            "backlog_other",
            ("低保复核积案", "重新核定", "2016-06-01"),
            "other case",
            "云溪街道",
            "@district1",
        )

    def _case(
        self, unit: str, kind: str, case: tuple[str, str, str], name: str, body: str, owner: str
    ) -> None:
        subject, demand, since = case
        fields = {"kind": kind, "channel": "collected", "subject": subject, "demand": demand, "place": body, "since": since,
                  "why_delayed": "两家单位互相推诿", "responsible_body": body}  # fmt: skip
        within = f"inspection {unit}" if kind == "backlog_key" else "round"
        self.office.do("office/clerk", "complaint.received", fields, within=within, name=name)
        self.office.do("office/clerk", "matter.assigned", {"owner": owner}, subject=name)

    @staticmethod
    def _problem(problem: tuple[str, str, str, str]) -> dict[str, object]:
        title, kind, text, style = problem
        return {"title": title, "fields": [kind], "text": text, "tags": [style]}

    def mobilise(self) -> None:
        day = self.office.day.isoformat()
        everyone = [f"@{person}" for n in range(1, 16) for person in (*LEADS[n - 1], *staff_of(n))]
        for kind, more in (("mobilisation", {}), ("training", {"present": everyone})):
            fields = {"kind": kind, "at": day, "items": [{"text": "部署基层作风巡查、讲纪律"}], **more}
            self.office.do("office/clerk", "meeting.held", fields, within="round")
        pledge = {"kind": "pledge", "by_person": "@许知微", "text": "遵守巡查纪律，不跑风漏气"}
        self.office.do("team1/staff", "undertaking.given", pledge, within="team1")

    def begin(self) -> None:
        fields = {"phase": "inspect", "starts_on": self.office.day.isoformat()}
        self.office.do("office/clerk", "phase.started", fields, subject="round")
        for n, medium in ((1, "press"), (1, "broadcast"), (2, "internet"), (4, "press")):
            told = {
                "medium": medium,
                "outlet": "澜汀日报社",
                "on": self.office.day.isoformat(),
                "district": f"@district{n}",
            }
            self.office.do("office/clerk", "publicity.recorded", told, subject="round")

    # ------------------------------------------------------------------ inspection

    @staticmethod
    def team_of(unit: str) -> str:
        return f"team{LIES_IN[unit]}"

    def enter(self, unit: str) -> None:
        """The team enters, takes its case and problem to the place, and accepts the case; 东陂街道 waits."""
        if unit == "dongpo":
            return
        team, place = self.team_of(unit), f"inspection {unit}"
        self.office.do(f"{team}/head", "inspection.started", {"place": "办公楼三层"}, subject=place)
        self.office.do(f"{team}/head", "complaint.accepted", {"within_remit": True}, subject=f"case {unit}")
        if unit != "shibu":
            self._visit(unit, "open_visit", f"case {unit}", f"gathered {unit}")

    def _visit(self, unit: str, method: str, *about: str) -> None:
        team = self.team_of(unit)
        fields = {"method": method, "staff": [f"@{self.office.seats[f'{team}/staff']}"], "content": "到现场看，当面了解",
                  "about": [f"@{one}" for one in about]}  # fmt: skip
        self.office.do(f"{team}/staff", "check.recorded", fields, within=f"inspection {unit}")

    def work(self) -> None:
        """Demands classed, more problems found, what lies behind them looked into."""
        do, today = self.office.do, self.today
        for unit in ("yunxi", "liutang", "qingping"):
            team = self.team_of(unit)
            classed = {"point": "补发补选", "class": "reasonable", "basis": "征收补偿条例第二十二条",
                       "due": (today + timedelta(days=-3 if unit == "qingping" else 14)).isoformat()}  # fmt: skip
            do(f"{team}/head", "demand.classified", classed, subject=f"case {unit}")
            opinion = {"group": "residents", "topic": "other:发放", "text": "盼尽快落实"}
            do(f"{team}/staff", "opinion.recorded", opinion, subject=f"inspection {unit}")
        for n, problem in enumerate(PROBLEMS[1:], 1):
            limit = (today + timedelta(days=(-5, 3, 20, 40)[n - 1])).isoformat()
            found = {"source": "check", "voiced": n % 2 == 1, "limit": limit} | self._problem(problem)
            do("team1/staff", "finding.recorded", found, within="inspection yunxi", name=f"found {n}")
        past = {"limit": (today - timedelta(days=10)).isoformat()}
        do("team1/staff", "finding.amended", past, subject="gathered yunxi")
        cause = {"cause": "责任单位互相推诿", "corruption": "none", "conduct": "suspected"}
        for name in ("gathered yunxi", "found 1", "found 2", "found 3"):
            do("team1/staff", "matter.analysed", cause, subject=name)
        do("team1/head", "disposition.decided", {"class": "work"}, subject="gathered yunxi")
        do("team1/head", "disposition.decided", {"class": "inaction"}, subject="found 1")
        do("team1/head", "disposition.decided", {"class": "slow_action"}, subject="found 2")

    def hand_over(self) -> None:
        """The list is signed, handed over and signed for; a task force is formed; inaction is referred."""
        do, day = self.office.do, self.office.day.isoformat()
        items = ["@gathered yunxi", "@found 1", "@found 2", "@found 3"]
        problems = {"kind": "problem_list", "items": items, "state": "巡查一个半月，走访四个社区"}
        do("team1/staff", "document.drafted", problems, within="inspection yunxi", name="list")
        do("team1/head", "document.signed", {}, subject="list")
        do("team1/head", "document.issued", {"to": ["@yunxi"]}, subject="list")
        do("yunxi/contact", "document.received", {"received_on": day}, subject="list")
        force = {"kind": "task_force", "title": "云溪街道工作专班", "led_by": "@方竹青"}
        do("yunxi/contact", "body.formed", force, within="inspection yunxi", name="force")
        referral = {"route": "accountability", "of": ["@found 1"], "receiver": "@accountability",
                    "extract": "窗口推诿，群众往返多次", "basis": "方案五（二）"}  # fmt: skip
        do("team1/staff", "referral.drafted", referral, within="inspection yunxi", name="referral")
        do("team1/head", "referral.sent", {}, subject="referral")

    def rectify(self) -> None:
        """The subdistrict plans measures for three problems and reports two as done."""
        do, day = self.office.do, self.office.day.isoformat()
        for n, name in enumerate(("gathered yunxi", "found 1", "found 2")):
            measures = [{"what": "补发到户、公布清单", "by": day, "done_on": day if n < 2 else ""}]
            plan = {"responsible_post": "街道主任", "measures": measures, "worked_out_on": day,
                    "team_side": "第1巡查组组长", "unit_side": "街道主任"}  # fmt: skip
            do("yunxi/principal", "rectification.planned", plan, subject=name)
            if n < 2:
                sheet = self.office.file("yunxi/contact", f"签收表 {n + 1}.pdf", signature_sheet(8 + n))
                evidence = {"what": "补发签收表", "dated": day, "file": sheet}
                do("yunxi/contact", "evidence.added", evidence, subject=name)
                do("yunxi/contact", "rectification.reported", {"result": "已补发、已公布"}, subject=name)
        papers = {"kind": "papers", "to": "@yunxi", "title": "三年拆迁资金账册", "text": "请提供原件供查阅",
                  "due": (self.today - timedelta(days=4)).isoformat()}  # fmt: skip
        do("team1/staff", "request.made", papers, within="inspection yunxi")

    def close_out(self) -> None:
        """One problem is struck off, the demand met, the case concluded and closed; its report is public."""
        do, day = self.office.do, self.office.day.isoformat()
        passed = {"stage": "close_out", "passed": True, "seen_on": day, "text": "入户核对，已经到账"}
        do("team1/staff", "rectification.verified", passed, subject="gathered yunxi")
        do("team1/head", "finding.closed", {}, subject="gathered yunxi")
        settled = {"point": "补发补选", "how": "公布次序、补选到户", "checked": "met"}
        do("team1/staff", "demand.settled", settled, subject="case yunxi")
        concluded = {"conclusion": "resolved", "text": "分配次序已公布，补选完成"}
        do("team1/head", "matter.concluded", concluded, subject="case yunxi")
        answer = {"found": "属实", "basis": "安置办法第五条", "remedy": "已补选"}
        do("team1/head", "complaint.answered", answer, subject="case yunxi")
        do("team1/head", "complaint.closed", {"result": "resolved", "text": "已化解"}, subject="case yunxi")
        text = {"kind": "public_problem", "items": ["@gathered yunxi"], "content": "过渡费滞留两年，现已补发"}
        do("office/clerk", "document.drafted", text, within="inspection yunxi", name="report")
        checked = {"no_reporter": True, "names_lawful": True, "harm_weighed": True}
        do("office/director", "document.cleared", checked, subject="report")
        do("office/clerk", "document.published", {"medium": "internet"}, subject="report")

    def follow_up(self) -> None:
        """The follow-up section presses a team; a class that needs a second person waits for the director."""
        due = (self.today - timedelta(days=1)).isoformat()
        for n, more in ((3, {"due": due}), (1, {"due": (self.today + timedelta(days=2)).isoformat()})):
            asked = {
                "kind": "follow_up",
                "to": f"@team{n}",
                "title": f"督办第{n}巡查组进度",
                "text": "请报告进度",
                **more,
            }
            self.office.do("supervision/clerk", "request.made", asked, within="round")
        asked_of = {"for_act": "demand", "to": "office"}
        self.office.do("team1/head", "approval.requested", asked_of, subject="case liutang")

    def replace_people(self) -> None:
        """Four people have left their teams; of the five who are to come, one is kept from a district, one is at home in
        one, one has yet to declare. Who goes where is for people to decide.
        """
        do = self.office.do
        for n, seat, which in LEAVING:
            person = LEADS[n - 1][which] if seat == "deputy" else staff_of(n)[which]
            do(
                "organisation/clerk",
                "seat.vacated",
                {"seat": seat, "person": f"@{person}"},
                subject=f"team{n}",
            )
        for person, seat, tied_to in COMING:
            home = {"title": person, "home_unit": f"@{AT_HOME.get(person, 'bureau')}"}
            do("office/clerk", "person.registered", home, name=person)
            if seat == "deputy":
                nominated = {
                    "seat": seat,
                    "person": f"@{person}",
                    "traits": ["deputy_bureau", "serving"],
                    **JUDGED,
                }
                do("organisation/clerk", "person.nominated", nominated, subject="team9")
            for unit, *_ in UNITS if person != NOT_DECLARED else ():
                ground = {"ground": "near_relative"} if unit == tied_to else {"none": True}
                do("office/clerk", "tie.declared", {"towards": f"@{unit}", **ground}, subject=person)
