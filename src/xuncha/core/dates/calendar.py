"""The calendar of working days: which days are worked, which are rested, and by what name.

One table a year says how its weekends and holidays really fell, make-up working days (调休) included.
A year whose notice has not been read is *provisional*: weekends and the days the law gives, and every date
counted in it says so.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any

from xuncha.core.unreadable import UnreadableError
from xuncha.core.words import Text

ONE_DAY = timedelta(days=1)
SATURDAY = 5

FIXED_HOLIDAYS: Mapping[tuple[int, int], Text] = {
    (1, 1): Text("元旦", "New Year's Day"),
    (5, 1): Text("劳动节", "Labour Day"),
    (10, 1): Text("国庆节", "National Day"),
    (10, 2): Text("国庆节", "National Day"),
    (10, 3): Text("国庆节", "National Day"),
}
"""The statutory holidays on the same day every year: all that is known of a year without a table."""

NEW_YEAR_REACH = (12, 26)
"""From this day on, December may still be changed by the next year's notice.

In 2018 the 29th, a Saturday, was worked, and Monday the 31st was not.
"""


YEAR_KEYS = ("year", "status", "notice", "agrees_with", "holiday")
HOLIDAY_KEYS = ("code", "zh", "en", "days", "make_up")


class DayKind(StrEnum):
    """What a day is to the office."""

    WORKING = "working"
    MAKE_UP = "make_up"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


class YearStatus(StrEnum):
    """How far a year's table may be trusted."""

    NOTICE = "notice"
    AGREES = "agrees"
    PROVISIONAL = "provisional"


@dataclass(frozen=True, slots=True)
class DayNote:
    """What the calendar says of one day: its kind, the holiday behind it, whether that may still change."""

    kind: DayKind
    name: Text | None
    provisional: bool

    @property
    def is_working(self) -> bool:
        """Whether the office is open."""
        return self.kind in (DayKind.WORKING, DayKind.MAKE_UP)


@dataclass(frozen=True, slots=True)
class Holiday:
    """One holiday of one year: the days off, and the weekend days worked in exchange."""

    year: int
    code: str
    name: Text
    days: tuple[date, ...]
    make_up: tuple[date, ...] = ()

    @property
    def key(self) -> str:
        """A name that stays the same for ever: 2015-national."""
        return f"{self.year}-{self.code}"


@dataclass(frozen=True, slots=True)
class YearTable:
    """The holidays of one year, where they were read, and the hash of the file they came from."""

    year: int
    status: YearStatus
    source: str
    holidays: tuple[Holiday, ...]
    digest: str

    @classmethod
    def parse(cls, raw: bytes, file_name: str) -> YearTable:
        """Read one `cn-YYYY.toml`; anything wrong is said with the file's name and what would be right."""
        try:
            table = tomllib.loads(raw.decode("utf-8"))
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise _wrong(file_name, f"不是合格的 TOML：{error}", f"not valid TOML: {error}") from error
        return _TableReader(file_name, table).read(hashlib.sha256(raw).hexdigest())


@dataclass(frozen=True, eq=False)
class Calendar:
    """The years that are known, asked day by day."""

    tables: tuple[YearTable, ...]

    @classmethod
    def of(cls, tables: Iterable[YearTable]) -> Calendar:
        """A calendar of these years; the same year twice is refused."""
        ordered = sorted(tables, key=lambda table: table.year)
        if len({table.year for table in ordered}) < len(ordered):
            raise ValueError("the same year stands in two tables")
        return cls(tuple(ordered))

    def with_table(self, table: YearTable) -> Calendar:
        """This calendar after a notice for one year has been adopted."""
        return Calendar.of([*(old for old in self.tables if old.year != table.year), table])

    @cached_property
    def version(self) -> str:
        """The years covered and a short hash of all their files, as an act names it."""
        if not self.tables:
            return "cn-none"
        lines = "".join(f"{table.year} {table.digest}\n" for table in self.tables)
        digest = hashlib.sha256(lines.encode()).hexdigest()
        return f"cn-{self.tables[0].year}-{self.tables[-1].year}-{digest[:12]}"

    def table(self, year: int) -> YearTable | None:
        """The table of one year, if there is one."""
        return self._by_year.get(year)

    def is_provisional(self, year: int) -> bool:
        """Whether the notice for this year is still missing, so that dates in it may change."""
        table = self._by_year.get(year)
        return table is None or table.status is YearStatus.PROVISIONAL

    def note(self, on: date) -> DayNote:
        """What the calendar says of a day."""
        known = self._named.get(on)
        if known is None and on.year not in self._by_year and (on.month, on.day) in FIXED_HOLIDAYS:
            known = (DayKind.HOLIDAY, FIXED_HOLIDAYS[on.month, on.day])
        if known is not None:
            return DayNote(*known, self._may_change(on))
        kind = DayKind.WEEKEND if on.weekday() >= SATURDAY else DayKind.WORKING
        return DayNote(kind, None, self._may_change(on))

    def is_working(self, on: date) -> bool:
        """Whether the office works on this day."""
        return self.note(on).is_working

    def next_working(self, on: date) -> date:
        """The first working day on or after this one."""
        while not self.is_working(on):
            on += ONE_DAY
        return on

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days lie after one day up to and including another; none if it is not later.

        Counted as a period is counted: the first day is left out, the last is in.
        """
        if until <= after:
            return 0
        whole_years = sum(_worked_by(self, year)[-1] for year in range(after.year, until.year))
        return (
            whole_years
            + _worked_by(self, until.year)[_nth(until)]
            - _worked_by(self, after.year)[_nth(after)]
        )

    def holidays(self, first: date, last: date) -> tuple[Holiday, ...]:
        """The named holidays whose first day off lies in this span, in order."""
        found = (h for table in self.tables for h in table.holidays if h.days and first <= h.days[0] <= last)
        return tuple(sorted(found, key=lambda holiday: holiday.days[0]))

    @cached_property
    def _by_year(self) -> Mapping[int, YearTable]:
        return {table.year: table for table in self.tables}

    @cached_property
    def _named(self) -> Mapping[date, tuple[DayKind, Text]]:
        named: dict[date, tuple[DayKind, Text]] = {}
        for holiday in (holiday for table in self.tables for holiday in table.holidays):
            named.update((on, (DayKind.HOLIDAY, holiday.name)) for on in holiday.days)
            named.update((on, (DayKind.MAKE_UP, holiday.name)) for on in holiday.make_up)
        return named

    def _may_change(self, on: date) -> bool:
        reaches_into_new_year = (on.month, on.day) >= NEW_YEAR_REACH
        return self.is_provisional(on.year) or (reaches_into_new_year and self.is_provisional(on.year + 1))


@lru_cache(maxsize=256)
def _worked_by(calendar: Calendar, year: int) -> tuple[int, ...]:
    """Working days of a year up to and including its nth day (entry 0 is before the year begins)."""
    counts, on = [0], date(year, 1, 1)
    while on.year == year:
        counts.append(counts[-1] + calendar.is_working(on))
        on += ONE_DAY
    return tuple(counts)


def _nth(on: date) -> int:
    return on.timetuple().tm_yday


@dataclass(frozen=True, slots=True)
class _TableReader:
    """Checks one parsed year file, key by key."""

    file_name: str
    table: Mapping[str, Any]

    def read(self, digest: str) -> YearTable:
        year = self.table.get("year")
        if not isinstance(year, int) or not 1949 <= year <= 2199:
            raise self.wrong("缺少 year，应写成 year = 2026", "`year` is missing; write year = 2026")
        status, source = self._status()
        entries = self.table.get("holiday", [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise self.wrong("holiday 应写成 [[holiday]]", "`holiday` should be written [[holiday]]")
        self._refuse_unknown(self.table, YEAR_KEYS)
        holidays = tuple(self._holiday(year, entry) for entry in entries)
        self._refuse_doubles(holidays)
        return YearTable(year, status, source, holidays, digest)

    def _status(self) -> tuple[YearStatus, str]:
        """A notice's number stands only where it was checked; otherwise the file says what it agrees with."""
        said = self.table.get("status")
        if said not in set(YearStatus):
            raise self.wrong(
                f"status 是“{said}”，应为 notice、agrees、provisional 之一",
                f"status is “{said}”; it should be notice, agrees or provisional",
            )
        status = YearStatus(said)
        key = {YearStatus.NOTICE: "notice", YearStatus.AGREES: "agrees_with"}.get(status)
        if key and not self.table.get(key):
            raise self.wrong(
                f"status 是 {status}，还要写明 {key}", f"status is {status}, so `{key}` must be given too"
            )
        return status, str(self.table[key]) if key else ""

    def _holiday(self, year: int, entry: Mapping[str, Any]) -> Holiday:
        code, zh, en = (entry.get(key) for key in ("code", "zh", "en"))
        if not (isinstance(code, str) and isinstance(zh, str) and isinstance(en, str)):
            raise self.wrong(
                f"节日“{zh or code}”要有 code、zh、en",
                f"holiday “{code or en}” must have `code`, `zh` and `en`",
            )
        self._refuse_unknown(entry, HOLIDAY_KEYS)
        days = self._days(year, code, entry, "days")
        make_up = self._days(year, code, entry, "make_up")
        for on in make_up:
            if on.weekday() < SATURDAY:
                raise self.wrong(
                    f"{code} 的调休上班日 {on} 不是周六或周日",
                    f"make-up working day {on} of {code} is neither Saturday nor Sunday",
                )
        return Holiday(year, code, Text(zh, en), days, make_up)

    def _days(self, year: int, code: str, entry: Mapping[str, Any], key: str) -> tuple[date, ...]:
        listed = entry.get(key, [])
        if not isinstance(listed, list):
            raise self.wrong(f"{code} 的 {key} 应是日期列表", f"`{key}` of {code} should be a list of days")
        return tuple(sorted(self._day(year, code, on) for on in listed))

    def _day(self, year: int, code: str, on: object) -> date:
        if not isinstance(on, date) or isinstance(on, datetime):
            raise self.wrong(
                f"{code} 里的 {on} 应写成 {year}-10-01 这样", f"{on} in {code} should be like {year}-10-01"
            )
        # A New Year notice may change the last days of the December before it.
        if on.year != year and (on.year, on.month) != (year - 1, 12):
            raise self.wrong(f"{code} 里的 {on} 不属于 {year} 年", f"{on} in {code} is not a day of {year}")
        return on

    def _refuse_doubles(self, holidays: tuple[Holiday, ...]) -> None:
        seen: set[date] = set()
        for on in (on for holiday in holidays for on in (*holiday.days, *holiday.make_up)):
            if on in seen:
                raise self.wrong(f"{on} 写了两次", f"{on} is listed twice")
            seen.add(on)

    def _refuse_unknown(self, table: Mapping[str, Any], known: tuple[str, ...]) -> None:
        """A misspelt key would silently drop days, so it is refused."""
        for key in sorted(set(table) - set(known)):
            listed = ", ".join(known)
            raise self.wrong(f"没有 {key} 这一项，只有 {listed}", f"`{key}` is not a key; there are {listed}")

    def wrong(self, zh: str, en: str) -> UnreadableError:
        return _wrong(self.file_name, zh, en)


def _wrong(file_name: str, zh: str, en: str) -> UnreadableError:
    return UnreadableError(f"日历文件 {file_name}：{zh}。", f"Calendar file {file_name}: {en}.")


def days_from(first: date, last: date) -> Iterator[date]:
    """Each day of a span, both ends included."""
    for n in range((last - first).days + 1):
        yield first + n * ONE_DAY
