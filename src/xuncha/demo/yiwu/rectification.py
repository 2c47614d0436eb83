"""柳塘镇 puts right what was fed back to it: measures with their days, some done early and some late, and what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

from xuncha.demo.office import Office
from xuncha.demo.sheet import signature_sheet
from xuncha.demo.yiwu.problems import Problem, problems_of

PLANNED, REPORTED, CLOSED = 9, 6, 3
"""So many problems have a plan, so many of these are reported as done, and so many of these are closed out."""

LEFT = {6: 1, 8: 2}
"""By problem, how many of its measures are not done yet."""

SHIFTS = (-2, 1, 0, -1, 2, -3, 3)
"""How many days before or after its planned day a measure is done, one after another."""

Step = tuple[int, Callable[[], None]]
"""What is done, and how many days before today."""


class Rectification:
    """What the town does about its problems, day by day."""

    def __init__(self, office: Office, today: date) -> None:
        self.office, self.today = office, today

    def run(self) -> None:
        """Every step on its day."""
        steps = [(25, self.first_report)]
        for n, problem in enumerate(problems_of("liutang")[:PLANNED]):
            steps += self.steps_of(n, problem)
        for days_ago, step in sorted(steps, key=lambda one: -one[0]):
            self.office.on(self.today - timedelta(days=days_ago))
            step()

    def steps_of(self, n: int, problem: Problem) -> Iterator[Step]:
        """One problem: its plan, each measure on the day on which it was done, and once all are done the paper that shows it."""
        planned = [23 - n - 3 * place for place in range(len(problem.measures))]
        done = [by - SHIFTS[(n + 2 * place) % len(SHIFTS)] for place, by in enumerate(planned)]
        yield 31 - n // 4, partial(self.plan, n, problem, planned)
        for place, days_ago in enumerate(done[: len(done) - LEFT.get(n, 0)], start=1):
            yield days_ago, partial(self.carry_out, n, problem, place)
        if n < REPORTED:
            yield min(done) - 1, partial(self.report, n, problem, max(done))
        if n < CLOSED:
            yield min(done) - 3, partial(self.close, n)

    def _day(self, days_ago: int) -> str:
        return (self.today - timedelta(days=days_ago)).isoformat()

    def plan(self, n: int, problem: Problem, planned: list[int]) -> None:
        measures = [
            {"what": what, "owner": whose, "by": self._day(by)}
            for (what, whose), by in zip(problem.measures, planned, strict=True)
        ]
        plan = {"responsible_post": "分管副镇长", "measures": measures, "due": self._day(-2)}
        self.office.do("liutang/principal", "rectification.planned", plan, subject=f"finding liutang {n}")

    def carry_out(self, n: int, problem: Problem, place: int) -> None:
        what, whose = problem.measures[place - 1]
        told = {"measure": place, "done_on": self.office.day.isoformat(), "text": f"{whose}已办：{what}"}
        self.office.do("liutang/contact", "rectification.progressed", told, subject=f"finding liutang {n}")

    def report(self, n: int, problem: Problem, dated: int) -> None:
        sheet = self.office.file("liutang/contact", f"{problem.paper}.pdf", signature_sheet(8 + n))
        shown = {"what": problem.paper, "dated": self._day(dated), "file": sheet}
        self.office.do("liutang/contact", "evidence.added", shown, subject=f"finding liutang {n}")
        done = {"result": f"{len(problem.measures)} 项措施都已办完，见{problem.paper}"}
        self.office.do("liutang/principal", "rectification.reported", done, subject=f"finding liutang {n}")

    def close(self, n: int) -> None:
        verified = {
            "stage": "close_out",
            "passed": True,
            "seen_on": self.office.day.isoformat(),
            "text": "实地核看，情况属实",
        }
        self.office.do("office/clerk", "rectification.verified", verified, subject=f"finding liutang {n}")
        self.office.do("office/clerk", "finding.closed", {}, subject=f"finding liutang {n}")

    def first_report(self) -> None:
        """The first report of the town; the second is not in yet."""
        report = {"kind": "rectification_report", "to": ["@office"], "text": "柳塘镇整改情况"}
        self.office.do("liutang/contact", "report.submitted", report, within="inspection liutang")
