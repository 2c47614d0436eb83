"""Periods a regulation gives, and the day on which each ends.

Written like ISO 8601 with one addition: P5WD is five working days.  The day counted from is never counted;
months and years land on the same day of the month, or on its last day where it is too short; a period in
days, weeks, months or years that ends on a rest day ends on the next working day, unless the scheme reads its
text otherwise (`rolls=False`).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from xuncha.core.dates.calendar import ONE_DAY, Calendar, DayKind, DayNote
from xuncha.core.dates.day_words import SHANGHAI, aware, checked_year, day_in_shanghai, midnight
from xuncha.core.dates.due import Due, Step, StepCode
from xuncha.core.unreadable import UnreadableError
from xuncha.core.words import Text


class Unit(StrEnum):
    """What a period is counted in."""

    WORKING_DAYS = "WD"
    DAYS = "D"
    WEEKS = "W"
    MONTHS = "M"
    YEARS = "Y"
    HOURS = "H"


LONGEST: Mapping[Unit, int] = {
    Unit.WORKING_DAYS: 2_500,
    Unit.DAYS: 3_660,
    Unit.WEEKS: 520,
    Unit.MONTHS: 120,
    Unit.YEARS: 10,
    Unit.HOURS: 8_760,
}
"""No regulation asks for more than ten years; a larger figure is a slip."""

UNIT_NAMES: Mapping[Unit, Text] = {
    Unit.WORKING_DAYS: Text("个工作日", "working day"),
    Unit.DAYS: Text("日", "day"),
    Unit.WEEKS: Text("周", "week"),
    Unit.MONTHS: Text("个月", "month"),
    Unit.YEARS: Text("年", "year"),
    Unit.HOURS: Text("小时", "hour"),
}

WRITTEN = re.compile(r"P(?:([0-9]{1,6})(WD|D|W|M|Y)|T([0-9]{1,6})(H))")


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time in one unit, as a clause gives it."""

    n: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a period.

        >>> Period.parse("P5WD")
        Period(n=5, unit=<Unit.WORKING_DAYS: 'WD'>)
        """
        found = WRITTEN.fullmatch(text)
        if found is None:
            raise UnreadableError(
                f"看不懂期限“{text}”，应写成 P5WD（5个工作日）、P15D（15日）、P2W（2周）、P1M（1个月）、"
                "P1Y（1年）或 PT24H（24小时）。",
                f"“{text}” is not a period; write P5WD (5 working days), P15D (15 days), P2W (2 weeks), "
                "P1M (1 month), P1Y (1 year) or PT24H (24 hours).",
            )
        n, unit = int(found.group(1) or found.group(3)), Unit(found.group(2) or found.group(4))
        if n > LONGEST[unit]:
            raise UnreadableError(
                f"期限“{text}”太长，这个单位最多 {LONGEST[unit]}。",
                f"The period “{text}” is too long; in this unit the most is {LONGEST[unit]}.",
            )
        return cls(n, unit)

    def __str__(self) -> str:
        return f"PT{self.n}H" if self.unit is Unit.HOURS else f"P{self.n}{self.unit.value}"

    def words(self) -> Text:
        """The period in words.

        >>> Period.parse("P5WD").words()
        Text(zh='5个工作日', en='5 working days')
        """
        name = UNIT_NAMES[self.unit]
        return Text(f"{self.n}{name.zh}", f"{self.n} {name.en}{'' if self.n == 1 else 's'}")


def due_after(period: Period, start: date | datetime, calendar: Calendar, *, rolls: bool = True) -> Due:
    """When something is due that must be done within a period after a day (or, for hours, after a minute)."""
    if period.unit is Unit.HOURS:
        return _hours(period, start, period.n)
    first = checked_year(day_in_shanghai(start))
    if period.unit is Unit.WORKING_DAYS:
        return _working_days_after(period, first, calendar, rolls)
    steps = [Step(first, StepCode.START), *_plain_steps(period, first)]
    looked_at: list[DayNote] = []
    if rolls:
        rolled, looked_at = _roll(steps[-1].on, calendar)
        steps += rolled
    provisional = any(note.provisional for note in looked_at)
    return Due.at_end_of(steps[-1].on, str(period), first, steps, provisional=provisional, rolls=rolls)


def before(period: Period, start: date | datetime, calendar: Calendar) -> Due:
    """When something is due that must be done a period before a day, counting back without counting that day.

    The end never moves: later would cut the period short.  P0D asks only that it be done before that day.
    """
    rule = f"before {period}"
    if period.unit is Unit.HOURS:
        return replace(_hours(period, start, -period.n), rule=rule)
    first = checked_year(day_in_shanghai(start))
    notes: list[DayNote] = []
    if period.n == 0:
        found = [Step(first - ONE_DAY, StepCode.FIXED)]
    elif period.unit is Unit.WORKING_DAYS:
        found, notes = _count_working_days(period.n, first, -ONE_DAY, calendar)
    else:
        found = _plain_steps(period, first, backwards=True)
    steps = [Step(first, StepCode.START), *found]
    provisional = any(note.provisional for note in notes)
    return Due.at_end_of(steps[-1].on, rule, first, steps, provisional=provisional, rolls=False)


def counted_from(due: Due, start: date, calendar: Calendar) -> Due | None:
    """The same period counted from another day; None for a day that the text itself names, and for hours counted back.

    A period in hours begins at the same minute of that day.
    """
    word, _, rest = due.rule.partition(" ")
    written = rest if word == "before" else due.rule
    if due.start is None or not WRITTEN.fullmatch(written):
        return None
    began: date | datetime = start
    if isinstance(due.start, datetime):
        began = datetime.combine(start, due.start.timetz())
    if word == "before":
        return before(Period.parse(written), began, calendar)
    return due_after(Period.parse(written), began, calendar, rolls=due.rolls)


def recount(due: Due, calendar: Calendar, adopted_on: date) -> Due:
    """The same due date under a newly adopted calendar.

    A date that moves earlier is never before the day after the adoption, and never later than it was.
    Rules without a period (fixed days, cycles) are returned as they are.
    """
    word, _, rest = due.rule.partition(" ")
    if due.start is None or not WRITTEN.fullmatch(rest if word == "before" else due.rule):
        return due
    if word == "before":
        counted = before(Period.parse(rest), due.start, calendar)
    else:
        counted = due_after(Period.parse(due.rule), due.start, calendar, rolls=due.rolls)
    earliest = min(due.on, adopted_on + ONE_DAY)
    if counted.on >= earliest:
        return counted
    return replace(
        counted,
        at=midnight(earliest + ONE_DAY),
        on=earliest,
        steps=(*counted.steps, Step(earliest, StepCode.ADOPTED)),
    )


def add_months(on: date, months: int) -> date:
    """The same day of the month some months on (or back), or the month's last day where it is too short.

    >>> add_months(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    year, month0 = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month0 + 1, min(on.day, monthrange(year, month0 + 1)[1]))


def _hours(period: Period, start: date | datetime, n: int) -> Due:
    """Hours run from the recorded minute, through nights and holidays."""
    if not isinstance(start, datetime):
        raise UnreadableError(
            f"期限 {period} 按小时算，起算时间要写到分钟，如 {start.isoformat()} 10:26。",
            f"{period} is counted in hours, so give the minute it starts from, such as {start.isoformat()} "
            "10:26.",
        )
    minute = aware(start).astimezone(SHANGHAI).replace(second=0, microsecond=0)
    checked_year(minute)
    at = minute + timedelta(hours=n)
    steps = (Step(minute.date(), StepCode.START), Step(at.date(), StepCode.HOURS))
    return Due(str(period), minute, at, at.date(), steps, rolls=False)


def _working_days_after(period: Period, first: date, calendar: Calendar, rolls: bool) -> Due:
    found, notes = _count_working_days(period.n, first, ONE_DAY, calendar)
    steps = (Step(first, StepCode.START), *found)
    provisional = any(note.provisional for note in notes)
    return Due.at_end_of(steps[-1].on, str(period), first, steps, provisional=provisional, rolls=rolls)


def _count_working_days(
    n: int, first: date, pace: timedelta, calendar: Calendar
) -> tuple[list[Step], list[DayNote]]:
    """Each day passed on the way to the nth working day, and what the calendar said of it."""
    steps: list[Step] = []
    notes: list[DayNote] = []
    counted, on = 0, first
    while counted < n:
        on += pace
        note = calendar.note(on)
        counted += note.is_working
        steps.append(_day_step(on, note, counted))
        notes.append(note)
    return steps, notes


def _day_step(on: date, note: DayNote, counted: int) -> Step:
    match note.kind:
        case DayKind.WORKING:
            return Step(on, StepCode.COUNT, counted)
        case DayKind.MAKE_UP:
            return Step(on, StepCode.MAKE_UP, counted, note.name)
        case DayKind.WEEKEND:
            return Step(on, StepCode.WEEKEND)
        case DayKind.HOLIDAY:
            return Step(on, StepCode.HOLIDAY, name=note.name)


def _plain_steps(period: Period, first: date, *, backwards: bool = False) -> list[Step]:
    """A period that rest days do not interrupt: each day counted, or the day on which the months are full."""
    sign = -1 if backwards else 1
    if period.unit in (Unit.DAYS, Unit.WEEKS):
        n = period.n * (7 if period.unit is Unit.WEEKS else 1)
        return [Step(first + sign * k * ONE_DAY, StepCode.COUNT, k) for k in range(1, n + 1)]
    months = period.n * (12 if period.unit is Unit.YEARS else 1)
    end = add_months(first, sign * months)
    return [Step(end, StepCode.LANDING if end.day == first.day else StepCode.CLAMPED)]


def _roll(end: date, calendar: Calendar) -> tuple[list[Step], list[DayNote]]:
    """The rest days an end falls on and the working day it moves to; nothing where the end is worked."""
    steps: list[Step] = []
    notes = [calendar.note(end)]
    on = end
    while not notes[-1].is_working:
        steps.append(_day_step(on, notes[-1], 0))
        on += ONE_DAY
        notes.append(calendar.note(on))
    if steps:
        steps.append(Step(on, StepCode.ROLLED, name=notes[-1].name))
    return steps, notes
