"""What a demo is: a fictional city under one regulation, and who may look at it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from django.db import transaction
from django.utils import timezone

from xuncha.actions.clock import supervise
from xuncha.core.dates.day_words import day_in_shanghai
from xuncha.core.facts.draw import digest_of, drawn_by
from xuncha.demo.founding import DemoAccount, Founding
from xuncha.demo.office import Office
from xuncha.demo.routine import NO_HABITS, Habits, Routine
from xuncha.store.append import run

Progress = Callable[[str, int, int], None]
"""Told what is done, how much of it, and of how much."""

Step = tuple[int, Callable[[], None]]
"""What is done, and how many days before today."""


@dataclass(frozen=True)
class Demo:
    """A fictional city: who is there, how it is built, and where to click first."""

    city: type[Building]
    first: str

    @property
    def accounts(self) -> tuple[DemoAccount, ...]:
        return self.city.founding.accounts

    def load(self, progress: Progress) -> None:
        """Make the city where it is missing."""
        if not run([("SELECT 1 FROM jurisdiction", [])])[0]:
            with transaction.atomic():
                city = self.city(progress)
                city.build()
                city.founding.open_accounts(city.office)
                city.founding.make_keys(city.office)


class Building:
    """
    Builds a city step by step, the clock running from long ago until today.

    A city says in `steps` what is done, each with how many days ago; a step is a method named for what offices do.
    What is owed again and again, or by a day for everybody, is in its `habits`, and is done between the steps; `slow` are
    those who have left that undone, for so many days.
    """

    founding: ClassVar[Founding]
    habits: ClassVar[Habits] = NO_HABITS
    slow: ClassVar[Mapping[str, int]] = {}

    def __init__(self, progress: Progress, today: date | None = None) -> None:
        self.office = Office()
        self.today = today or day_in_shanghai(timezone.now())
        self._progress = progress

    def steps(self) -> list[Step]:
        """What is done, in order, each with the days before today on which it begins."""
        raise NotImplementedError

    def build(self) -> None:
        """Every step on its day, the routine of every week, and what the clock urges and reports before it."""
        steps = self.steps()
        routine = Routine(self.office, self.habits, self.slow, self.today)
        steps = sorted([*steps, *routine.steps(self.ago(steps[0][0]))], key=lambda step: -step[0])
        for done, (days_ago, step) in enumerate(steps, 1):
            self.office.on(self.ago(days_ago))
            supervise(self.office.now)
            step()
            self._progress("city", done, len(steps))
        self.office.on(self.today)
        routine.begin()
        supervise(self.office.now)

    def found(self) -> None:
        """Everything that is there before anybody acts."""
        self.founding.enter(self.office)

    def draw(self, by: str, population: str, among: Iterable[str], **more: str) -> None:
        """One of those named is drawn, by a seed that was fixed beforehand."""
        seed, keys = self.now, [str(self.office.keys[one]) for one in among]
        fixed = {"population": population, "n": 1, "seed_hash": digest_of(seed), "among": keys, **more}
        self.office.do(by, "draw.committed", fixed, within="round", name="draw")
        drawn = {"seed": seed, "drawn": list(drawn_by(seed, keys, 1))}
        self.office.do(by, "draw.made", drawn, subject="draw")

    def ago(self, days: int) -> date:
        """A day so many days before today."""
        return self.today - timedelta(days=days)

    @property
    def now(self) -> str:
        """The day it is in the office, as a form has it."""
        return self.office.day.isoformat()

    def in_days(self, days: int) -> str:
        """A day so many days later, as a form has it."""
        return (self.office.day + timedelta(days=days)).isoformat()


class YearlyBuilding(Building):
    """Builds a city whose regulation names days of the year, in the year in which it is well on its way by now."""

    first_day: ClassVar[tuple[int, int]]
    half_way: ClassVar[int]
    """The month and day on which it begins, and after how many days there is something to see."""

    def dated_steps(self) -> tuple[Step, ...]:
        """What is done, in order, each with the day of the round on which it begins; the first is day 1."""
        raise NotImplementedError

    def __init__(self, progress: Progress, today: date | None = None) -> None:
        super().__init__(progress, today)
        month, day = self.first_day
        this_year = self.today.replace(month=month, day=day)
        is_young = (self.today - this_year).days < self.half_way
        self.began = this_year.replace(year=this_year.year - 1) if is_young else this_year

    def steps(self) -> list[Step]:
        days = ((self.began + timedelta(days=n - 1), step) for n, step in self.dated_steps())
        return [((self.today - day).days, step) for day, step in days if day < self.today]

    def day(self, month: int, day: int) -> str:
        """A day of the round's year, as a form has it."""
        return date(self.began.year, month, day).isoformat()
