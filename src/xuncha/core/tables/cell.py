"""Reads one cell of a table: text as it is typed everywhere, days in every form that spreadsheets and people give them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from xuncha.core.record.payload import half_width
from xuncha.core.words import Text

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""A cell as a reader gives it: text from CSV, typed values from a spreadsheet."""

EARLIEST = date(1990, 1, 1)

_DAY = re.compile(
    r"^(?P<year>\d{4})\s*(?:[-./\\年]\s*(?P<month>\d{1,2})\s*[-./\\月]\s*(?P<day>\d{1,2})\s*日?|(?P<md>\d{4}))(?P<rest>\D.*)?$",
    re.DOTALL,
)
_TIME = re.compile(
    r"^[\sT,]*(?:星期.|周.|\(.\))?\s*(?:[上下中]午|凌晨|晚上?|am|pm)?\s*(?:\d{1,2}\s*[:时点]\s*(?:\d{1,2}\s*[:分]?\s*(?:\d{1,2}(?:\.\d+)?\s*秒?)?)?)?"
    r"\s*(?:am|pm)?\s*(?:Z|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_SPREADSHEET_DAY_0 = date(1899, 12, 30)
_SPREADSHEET_DAYS = range(32_874, 73_051)
"""The numbers by which spreadsheets keep the days from 1990 to 2099."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of a table with its place there: the sheet, and the number a spreadsheet shows beside it."""

    sheet: str
    number: int
    cells: tuple[Cell, ...]

    @property
    def is_blank(self) -> bool:
        return not any(text_of(cell) for cell in self.cells)


class CellFault(ValueError):
    """A cell that cannot be read; the sentence never repeats what stands in it."""

    def __init__(self, zh: str, en: str) -> None:
        self.text = Text(zh, en)
        super().__init__(en)


def text_of(cell: Cell) -> str:
    """A cell as text: `12`, not `12.0`; a day without its midnight.

    >>> text_of(12.0), text_of(datetime(2020, 1, 2)), text_of("  a\\r\\nb ")
    ('12', '2020-01-02', 'a\\nb')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    return str(cell).replace("\r\n", "\n").replace("\r", "\n").strip()


def day_of(cell: Cell, today: date) -> date | None:
    """The day a cell names, or None where it is empty; raises CellFault.

    >>> day_of("２０１１/12/7 9:36:58", date(2026, 1, 1)), day_of(40884.4, date(2026, 1, 1))
    (datetime.date(2011, 12, 7), datetime.date(2011, 12, 7))
    """
    found = _day(cell)
    if found is None:
        return None
    if found < EARLIEST:
        raise CellFault("日期太早，请核对", "The day is too early; please check")
    if found > today:
        raise CellFault("日期还没有到，请核对", "This day has not come yet; please check")
    return found


def _day(cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if int(cell) in _SPREADSHEET_DAYS:
            return _SPREADSHEET_DAY_0 + timedelta(days=int(cell))
        cell = int(cell)
    text = half_width(text_of(cell))
    return _written_day(text) if text else None


def _written_day(text: str) -> date:
    match = _DAY.match(text)
    if match is None or not _TIME.match(match["rest"] or ""):
        raise CellFault("日期看不懂，请写成 2026-09-29", "This is not a date; write it as 2026-09-29")
    month, day = (match["month"], match["day"]) if match["md"] is None else (match["md"][:2], match["md"][2:])
    try:
        return date(int(match["year"]), int(month), int(day))
    except ValueError:
        raise CellFault("没有这一天，请核对", "There is no such day; please check") from None


def letters_of(place: int) -> str:
    """The letters over a column in a spreadsheet: 0 is A, 26 is AA.

    >>> letters_of(0), letters_of(25), letters_of(26), letters_of(701), letters_of(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    return "".join(reversed(list(_letters(place))))


def _letters(place: int) -> Iterator[str]:
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        yield chr(ord("A") + rest)
