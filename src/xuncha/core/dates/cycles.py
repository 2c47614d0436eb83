"""What comes again and again: weekly, monthly, quarterly, half-yearly and yearly returns.

A cycle cuts time into turns that touch without overlapping, each with a key that never changes, so that after
any downtime the missed ones can be listed and opened in order.  A turn is due at the end of its last day,
which stays where it is.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from xuncha.core.dates.calendar import ONE_DAY
from xuncha.core.dates.day_words import checked_year
from xuncha.core.dates.due import Due
from xuncha.core.dates.periods import add_months
from xuncha.core.unreadable import UnreadableError
from xuncha.core.words import Text


class CycleKind(StrEnum):
    """How often."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    MONTH_DAY = "month day"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    MONTHS = "months"
    YEAR = "year"


CYCLE_WORDS: Mapping[CycleKind, Text] = {
    CycleKind.DAY: Text("每日", "every day"),
    CycleKind.WEEK: Text("每周", "every week"),
    CycleKind.MONTH: Text("每月", "every month"),
    CycleKind.QUARTER: Text("每季度", "every quarter"),
    CycleKind.HALF_YEAR: Text("每半年", "every half-year"),
    CycleKind.YEAR: Text("每年", "every year"),
}

END_MONTHS: Mapping[CycleKind, tuple[int, ...]] = {
    CycleKind.QUARTER: (3, 6, 9, 12),
    CycleKind.HALF_YEAR: (6, 12),
    CycleKind.YEAR: (12,),
}

WRITTEN = re.compile(
    r"(?P<plain>day|week|month|quarter|half-year|year)"
    r"|month day (?P<day>[1-9]|[12][0-9]|3[01])"
    r"|months (?P<months>(?:0[1-9]|1[0-2])(?:,(?:0[1-9]|1[0-2]))*)"
)


@dataclass(frozen=True, slots=True)
class CyclePeriod:
    """One turn of a cycle: its lasting key, its first day, and its last day, which is the due date."""

    key: str
    first: date
    last: date
    cycle: str

    def due(self) -> Due:
        """Due at the end of the last day, rest day or not."""
        return Due.fixed(self.last, self.cycle, self.first)


@dataclass(frozen=True, slots=True)
class Cycle:
    """A rhythm; a "month day" turn ends on `day` of the month, a "months" turn with one of `months`."""

    kind: CycleKind
    day: int = 0
    months: tuple[int, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Cycle:
        """Read "day", "week", "month", "month day 20", "quarter", "half-year", "months 06,12" or "year"."""
        found = WRITTEN.fullmatch(text)
        if found is None:
            raise UnreadableError(
                f"看不懂周期“{text}”，应写成 day、week、month、month day 20（每月20日前）、quarter、"
                "half-year、months 06,12（每年6月、12月）或 year。",
                f"“{text}” is not a cycle; write day, week, month, month day 20 (by the 20th of each month), "
                "quarter, half-year, months 06,12 (June and December of each year) or year.",
            )
        if found["day"]:
            return cls(CycleKind.MONTH_DAY, day=int(found["day"]))
        if found["months"]:
            return cls(
                CycleKind.MONTHS, months=tuple(sorted({int(month) for month in found["months"].split(",")}))
            )
        return cls(CycleKind(found["plain"]))

    def __str__(self) -> str:
        if self.kind is CycleKind.MONTH_DAY:
            return f"month day {self.day}"
        if self.kind is CycleKind.MONTHS:
            return "months " + ",".join(f"{month:02}" for month in self.months)
        return self.kind.value

    def words(self) -> Text:
        """The rhythm in words: 每周, 每月20日前; every week, by the 20th ..."""
        if self.kind is CycleKind.MONTH_DAY:
            return Text(f"每月{self.day}日前", f"by day {self.day} of every month")
        if self.kind is CycleKind.MONTHS:
            zh = "、".join(f"{month}月" for month in self.months)
            return Text(f"每年{zh}", f"every year in month {', '.join(str(month) for month in self.months)}")
        return CYCLE_WORDS[self.kind]

    def period_of(self, on: date) -> CyclePeriod:
        """The turn a day belongs to.

        >>> Cycle.parse("quarter").period_of(date(2026, 9, 7)).key
        '2026-Q3'
        >>> Cycle.parse("month day 20").period_of(date(2026, 9, 21)).key
        '2026-10'
        """
        checked_year(on)
        match self.kind:
            case CycleKind.DAY:
                return self._turn(on.isoformat(), on, on)
            case CycleKind.WEEK:
                monday = on - timedelta(days=on.weekday())
                year, week, _ = on.isocalendar()
                return self._turn(f"{year}-W{week:02}", monday, monday + timedelta(days=6))
            case CycleKind.MONTH | CycleKind.MONTH_DAY:
                return self._month_turn(on)
            case _:
                return self._months_turn(on)

    def periods(self, first: date, last: date) -> tuple[CyclePeriod, ...]:
        """Every turn that shares a day with the span, in order; the first and last may reach beyond it."""
        found: list[CyclePeriod] = []
        on = first
        while on <= last:
            found.append(self.period_of(on))
            on = found[-1].last + ONE_DAY
        return tuple(found)

    def _month_turn(self, on: date) -> CyclePeriod:
        """A month, or the month that ends on a given day: then the days after it belong to the next turn."""
        day = self.day or 31
        ends_in = on if on <= _day_of_month(on, day) else add_months(on.replace(day=1), 1)
        before = add_months(ends_in.replace(day=1), -1)
        first, last = _day_of_month(before, day) + ONE_DAY, _day_of_month(ends_in, day)
        return self._turn(f"{last.year}-{last.month:02}", first, last)

    def _months_turn(self, on: date) -> CyclePeriod:
        """A turn that ends with one of the months named; it begins after the one before."""
        ends = self.months or END_MONTHS[self.kind]
        later = [month for month in ends if month >= on.month]
        end = date(on.year, later[0], 1) if later else date(on.year + 1, ends[0], 1)
        place = ends.index(end.month)
        previous = date(end.year, ends[place - 1], 1) if place else date(end.year - 1, ends[-1], 1)
        key = {
            CycleKind.QUARTER: f"{end.year}-Q{place + 1}",
            CycleKind.HALF_YEAR: f"{end.year}-H{place + 1}",
            CycleKind.YEAR: f"{end.year}",
        }.get(self.kind, f"{end.year}-{end.month:02}")
        return self._turn(key, add_months(previous, 1), _day_of_month(end, 31))

    def _turn(self, key: str, first: date, last: date) -> CyclePeriod:
        return CyclePeriod(key, first, last, str(self))


def _day_of_month(on: date, day: int) -> date:
    return on.replace(day=min(day, monthrange(on.year, on.month)[1]))
