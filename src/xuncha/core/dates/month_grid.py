"""The month grid beside "why this date?": the weeks from the start to the due day, each day marked.

What was counted is drawn as it was counted; the calendar only colours the days nobody looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from xuncha.core.dates.calendar import Calendar, DayKind, days_from
from xuncha.core.dates.due import COUNTED, RESTED, Due, StepCode
from xuncha.core.dates.why_date import full_step
from xuncha.core.words import Text

MOST_WEEKS = 8
"""A grid of more weeks than this shows only the weeks in which something happens."""

SIX_DAYS, ONE_WEEK = timedelta(days=6), timedelta(days=7)


class Mark(StrEnum):
    """How a day of the grid is drawn; the strongest come first, and give the word under the figure."""

    TO = "to"
    FROM = "from"
    FULL = "full"
    TODAY = "today"
    REST = "rest"
    WORK = "work"
    OUT = "out"


MARK_WORDS = {
    Mark.TO: Text("到期", "due"),
    Mark.FROM: Text("起算", "start"),
    Mark.FULL: Text("期满", "full"),
    Mark.TODAY: Text("今天", "today"),
    Mark.REST: Text("休", "off"),
    Mark.WORK: Text("班", "on"),
}


@dataclass(frozen=True, slots=True)
class GridDay:
    """One day of the grid: its marks, the word under its figure, and its number where it was counted."""

    on: date
    marks: frozenset[Mark]
    word: Text | None
    n: int


@dataclass(frozen=True, slots=True)
class GridWeek:
    """Monday to Sunday; `after_gap` says that weeks without anything to see were left out before it."""

    days: tuple[GridDay, ...]
    after_gap: bool


def month_grid(due: Due, calendar: Calendar, today: date | None = None) -> tuple[GridWeek, ...]:
    """The weeks from the start to the due day, ready to be drawn."""
    seen = [due.on, *(step.on for step in due.steps)]
    mondays = [on for on in days_from(_monday(min(seen)), max(seen)) if on.weekday() == 0]
    if len(mondays) > MOST_WEEKS:
        telling = {_monday(on) for on in _turning_points(due)}
        mondays = [monday for monday in mondays if monday in telling]
    return tuple(
        GridWeek(
            tuple(_grid_day(on, due, calendar, today) for on in days_from(monday, monday + SIX_DAYS)),
            after_gap=n > 0 and monday - mondays[n - 1] > ONE_WEEK,
        )
        for n, monday in enumerate(mondays)
    )


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


def _turning_points(due: Due) -> list[date]:
    """The days of a long reckoning worth seeing: its start, its end, and every day that was not routine."""
    routine = COUNTED | {StepCode.WEEKEND}
    return [due.steps[0].on, due.on, *(step.on for step in due.steps if step.code not in routine)]


def _grid_day(on: date, due: Due, calendar: Calendar, today: date | None) -> GridDay:
    steps = [step for step in due.steps if step.on == on]
    codes = {step.code for step in steps}
    first, last = sorted((due.steps[0].on, due.on))
    kind = _kind(on, codes, calendar)
    holds = {
        Mark.TO: on == due.on,
        Mark.FROM: StepCode.START in codes,
        Mark.FULL: on == _full_on(due) != due.on,
        Mark.TODAY: on == today,
        Mark.REST: kind in (DayKind.WEEKEND, DayKind.HOLIDAY),
        Mark.WORK: kind is DayKind.MAKE_UP,
        Mark.OUT: not first <= on <= last,
    }
    marks = frozenset(mark for mark in Mark if holds[mark])
    word = next((MARK_WORDS[mark] for mark in Mark if holds[mark] and mark in MARK_WORDS), None)
    return GridDay(on, marks, word, max((step.n for step in steps), default=0))


def _full_on(due: Due) -> date | None:
    """The day the period was full, when it then moved on."""
    moved = any(step.code in (StepCode.ROLLED, StepCode.ADOPTED) for step in due.steps)
    return full_step(due).on if moved else None


def _kind(on: date, codes: set[StepCode], calendar: Calendar) -> DayKind:
    """What a day was when it was counted, else what the calendar says now."""
    if codes & RESTED:
        return DayKind.HOLIDAY if StepCode.HOLIDAY in codes else DayKind.WEEKEND
    if codes & COUNTED and StepCode.MAKE_UP in codes:
        return DayKind.MAKE_UP
    return calendar.note(on).kind
