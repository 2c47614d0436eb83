"""The day on which a rule has something done, from the day it counts from: one reckoning for what is owed, foreseen and compared."""

from __future__ import annotations

from datetime import date, datetime

from xuncha.core.dates.calendar import Calendar
from xuncha.core.dates.day_words import midnight
from xuncha.core.dates.days_of_year import DayOfYear
from xuncha.core.dates.due import Due
from xuncha.core.dates.periods import Period, Unit, due_after
from xuncha.core.scheme.rules import DutyRule


def names_a_day(rule: DutyRule) -> bool:
    """Whether the rule itself names a day of the year, and not a field in which a day is given."""
    return bool(rule.by) and not rule.by.startswith("payload.")


def due_from(
    rule: DutyRule, written: str, start: date | datetime, calendar: Calendar, ends: date | None = None
) -> Due | None:
    """The day of the year that a rule names, or the end of its period (`written`, its setting filled in); None where it has
    neither.  `ends` is the last day of the round, where one is known.

    Hours run from the minute; from a day alone, from its first.
    """
    day = start.date() if isinstance(start, datetime) else start
    if names_a_day(rule):
        return _first_such_day(DayOfYear.parse(rule.by), day, ends)
    if not written:
        return None
    period = Period.parse(written)
    if period.unit is Unit.HOURS:
        return due_after(period, start if isinstance(start, datetime) else midnight(day), calendar)
    return due_after(period, day, calendar, rolls=rule.rolls)


def _first_such_day(named: DayOfYear, start: date, ends: date | None) -> Due | None:
    """The first such day from the one on which it begins to be owed; none where it comes only after the round.

    Nobody owes by a day that was over before (decision 66).
    """
    this_year, next_year = named.due(start.year), named.due(start.year + 1)
    if this_year.on >= start:
        return this_year
    return next_year if ends is None or next_year.on <= ends else None
