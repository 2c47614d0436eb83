"""Days a regulation names in every year: 25 May, the middle of June (6月中旬), the end of March, October.

The thirds of a month (旬) are days 1-10, 11-20 and 21 to the end.  These days stay where they are, also when
they are rest days.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from xuncha.core.dates.day_words import MONTHS_EN, checked_year
from xuncha.core.dates.due import Due
from xuncha.core.unreadable import UnreadableError
from xuncha.core.words import Text

THIRDS: Mapping[str, tuple[int, int]] = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "end": (31, 31)}
THIRD_NAMES: Mapping[str, Text] = {
    "early": Text("上旬", "early"),
    "mid": Text("中旬", "mid"),
    "late": Text("下旬", "late"),
    "end": Text("底", "end of"),
}

WRITTEN = re.compile(r"(0[1-9]|1[0-2])(?:-([0-9]{2}|early|mid|late|end))?")


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """A day, a third of a month or a month, without its year.

    `part` is the day's figure, the third's word, or nothing for the whole month.
    """

    month: int
    part: str

    @classmethod
    def parse(cls, text: str) -> DayOfYear:
        """Read "05-25", "05-early", "05-mid", "05-late", "05-end" or "05".

        >>> DayOfYear.parse("02-late").last(2024)
        datetime.date(2024, 2, 29)
        """
        found = WRITTEN.fullmatch(text)
        if found is None or not _exists(int(found.group(1)), found.group(2) or ""):
            raise UnreadableError(
                f"看不懂日子“{text}”，应写成 05-25、05-early（上旬）、05-mid（中旬）、05-late（下旬）、"
                "05-end（月底）或 05（整月）。",
                f"“{text}” is not a day of the year; write 05-25, 05-early, 05-mid, 05-late (thirds of the "
                "month), 05-end or 05 (the whole month).",
            )
        return cls(int(found.group(1)), found.group(2) or "")

    def __str__(self) -> str:
        return f"{self.month:02}-{self.part}" if self.part else f"{self.month:02}"

    def first(self, year: int) -> date:
        """The first day it covers in a year."""
        return self._day(year, self._days()[0])

    def last(self, year: int) -> date:
        """The last day it covers in a year."""
        return self._day(year, self._days()[1])

    def due(self, year: int) -> Due:
        """Due by this day, inclusive ("by the 20th" includes the 20th), without rolling."""
        return Due.fixed(checked_year(self.last(year)), str(self))

    def next_due(self, after: date) -> Due:
        """The first such due date that lies after a day."""
        this_year = self.due(after.year)
        return this_year if this_year.on > after else self.due(after.year + 1)

    def words(self) -> Text:
        """The day in words: 5月25日, 5月下旬; 25 May, late May."""
        month = MONTHS_EN[self.month - 1]
        if not self.part:
            return Text(f"{self.month}月", month)
        if self.part in THIRD_NAMES:
            name = THIRD_NAMES[self.part]
            return Text(f"{self.month}月{name.zh}", f"{name.en} {month}")
        return Text(f"{self.month}月{int(self.part)}日", f"{int(self.part)} {month}")

    def _days(self) -> tuple[int, int]:
        if not self.part:
            return 1, 31
        if self.part in THIRDS:
            return THIRDS[self.part]
        return int(self.part), int(self.part)

    def _day(self, year: int, day: int) -> date:
        return date(year, self.month, min(day, monthrange(year, self.month)[1]))


@dataclass(frozen=True, slots=True)
class Span:
    """From one day of the year to another; an end that comes first in the calendar is the next year's."""

    start: DayOfYear
    end: DayOfYear

    @classmethod
    def parse(cls, start: str, end: str) -> Span:
        """Read the two ends, such as "05-late" and "06-late"."""
        return cls(DayOfYear.parse(start), DayOfYear.parse(end))

    def in_year(self, year: int) -> tuple[date, date]:
        """Its first and last day, when it begins in this year.

        >>> Span.parse("12-late", "01-early").in_year(2026)
        (datetime.date(2026, 12, 21), datetime.date(2027, 1, 10))
        """
        first, last = self.start.first(year), self.end.last(year)
        return first, last if last >= first else self.end.last(year + 1)


def _exists(month: int, part: str) -> bool:
    if not part.isdigit():
        return True
    # 2024 is a leap year, so 29 February is a day that exists; in other years it is the 28th.
    return 1 <= int(part) <= monthrange(2024, month)[1]
