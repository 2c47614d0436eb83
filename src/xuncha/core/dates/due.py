"""A due date and how it was reached: every day looked at, and why it was counted or skipped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from xuncha.core.dates.calendar import ONE_DAY
from xuncha.core.dates.day_words import SHANGHAI, day_in_shanghai, midnight
from xuncha.core.words import Text


class StepCode(StrEnum):
    """What happened to one day while counting.  The codes stand in the record and never change meaning."""

    START = "start"
    """The day counted from; itself not counted."""
    COUNT = "count"
    """Counted: the nth day, or the nth working day."""
    MAKE_UP = "make_up"
    """Counted: a weekend day that is worked."""
    WEEKEND = "weekend"
    """Rested, so skipped; or, where the period already ended on it, the reason to roll."""
    HOLIDAY = "holiday"
    """A holiday, likewise."""
    LANDING = "landing"
    """The day on which the months or years are full."""
    CLAMPED = "clamped"
    """The same, where the month is too short for that day and its last day stands in."""
    ROLLED = "rolled"
    """The working day to which an end on rest days moves."""
    HOURS = "hours"
    """The day on which the hours run out."""
    FIXED = "fixed"
    """A day the text itself names, or the last day of a cycle; it stays where it is."""
    ADOPTED = "adopted"
    """A new holiday notice would have set an earlier day; nobody owes before the day after its adoption."""


COUNTED = frozenset({StepCode.COUNT, StepCode.MAKE_UP})
RESTED = frozenset({StepCode.WEEKEND, StepCode.HOLIDAY})


@dataclass(frozen=True, slots=True)
class Step:
    """One day on the way: what it was, its number where it was counted, and the holiday it belongs to."""

    on: date
    code: StepCode
    n: int = 0
    name: Text | None = None

    def as_json(self) -> list[str]:
        """Day and code, with the holiday's two names where there is one."""
        named = [self.name.zh, self.name.en] if self.name else []
        return [self.on.isoformat(), self.code.value, *named]


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due: `at` is the first moment too late, `on` the day shown.

    `rule` is the rule as written ("P5WD", "before P3WD", "05-25", "month day 20", "set"); `start` is the day
    or the minute it was counted from.
    """

    rule: str
    start: date | datetime | None
    at: datetime
    on: date
    steps: tuple[Step, ...]
    provisional: bool = False
    rolls: bool = True

    @classmethod
    def at_end_of(
        cls,
        on: date,
        rule: str,
        start: date | None,
        steps: Iterable[Step],
        *,
        provisional: bool = False,
        rolls: bool = True,
    ) -> Due:
        """Due at the end of a day: until the next midnight in Shanghai."""
        return cls(rule, start, midnight(on + ONE_DAY), on, tuple(steps), provisional, rolls)

    @classmethod
    def fixed(cls, on: date, rule: str = "set", start: date | None = None) -> Due:
        """Due by a day that is simply named: by the text, by a cycle, or ("set") by whoever set the limit."""
        return cls.at_end_of(on, rule, start, (Step(on, StepCode.FIXED),), rolls=False)

    def as_json(self) -> dict[str, Any]:
        """The form kept in the record; `from_json` gives the same value back."""
        return {
            "rule": self.rule,
            "start": self.start.isoformat() if self.start else None,
            "at": self.at.isoformat(),
            "on": self.on.isoformat(),
            "provisional": self.provisional,
            "rolls": self.rolls,
            "steps": [step.as_json() for step in self.steps],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Due:
        """A due date as it was kept in the record."""
        return cls(
            rule=kept["rule"],
            start=_moment(kept["start"]) if kept["start"] else None,
            at=datetime.fromisoformat(kept["at"]).astimezone(SHANGHAI),
            on=date.fromisoformat(kept["on"]),
            steps=_steps(kept["steps"]),
            provisional=kept["provisional"],
            rolls=kept["rolls"],
        )


def shown_on(due_at: datetime) -> date:
    """The day shown for a due instant: the last day on which it can still be done."""
    return day_in_shanghai(due_at - timedelta(microseconds=1))


def _moment(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _steps(kept: Iterable[list[str]]) -> tuple[Step, ...]:
    """Steps as kept; the number of a counted day is its place among the counted, so it is not stored."""
    steps: list[Step] = []
    n = 0
    for on, code, *named in kept:
        counted = StepCode(code) in COUNTED
        n += counted
        name = Text(*named) if named else None
        steps.append(Step(date.fromisoformat(on), StepCode(code), n if counted else 0, name))
    return tuple(steps)
