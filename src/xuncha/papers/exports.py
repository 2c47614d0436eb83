"""Writes tables that go out: CSV and XLSX, every cell as text, whatever somebody typed into it.

Rows are kept on disk until the last has told its columns, so that a list of any length needs little memory.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Literal

from rustpy_xlsxwriter import Format, write_worksheet

Form = Literal["csv", "xlsx"]
FORMS: tuple[Form, ...] = ("xlsx", "csv")
MEDIA: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

STARTS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""A spreadsheet takes a cell of a CSV file that begins so for a formula (OWASP, CSV injection)."""

LONGEST = 32_767
"""Units of UTF-16 that one cell of a spreadsheet holds."""

NARROW, WIDE = 14.0, 40.0


@dataclass(frozen=True, slots=True)
class Heading:
    """One column: where it stands among the others, its words, and whether it holds long text."""

    place: tuple[int, ...]
    words: str
    is_wide: bool = False


class Spool:
    """Rows on disk until all columns are known: a column is there where at least one row says something in it."""

    def __init__(self, always: Mapping[str, Heading]) -> None:
        self.headings: dict[str, Heading] = dict(always)
        self.n = 0
        self._file: IO[str] = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed with the spool

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, row: Mapping[str, str]) -> None:
        """One more row, by the keys of its columns; each key has its heading in `headings`."""
        self._file.write(json.dumps(row))
        self._file.write("\n")
        self.n += 1

    def table(self, sheet: str, mark: tuple[str, str] | None = None) -> OutTable:
        """The whole, its columns in their places; a mark, its heading and its word, stands first in every row."""
        keys = sorted(self.headings, key=lambda key: (self.headings[key].place, key))
        columns = unique([self.headings[key] for key in keys])
        if mark is None:
            return OutTable(sheet, columns, _Rows(self._file, keys))
        heading, word = mark
        return OutTable(
            f"{heading} {sheet}", (Heading((), heading), *columns), _Rows(self._file, keys, (word,))
        )


@dataclass(frozen=True, slots=True)
class OutTable:
    """A table as it goes out: the name of its sheet, its columns, and its rows as text."""

    sheet: str
    columns: tuple[Heading, ...]
    rows: Iterable[Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The spooled rows, as often as they are read."""

    file: IO[str]
    keys: Sequence[str]
    first: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Sequence[str]]:
        self.file.seek(0)
        for line in self.file:
            row = json.loads(line)
            yield [*self.first, *(row.get(key, "") for key in self.keys)]


def unique(headings: Iterable[Heading]) -> tuple[Heading, ...]:
    """The headings, a second one of the same words told apart by a number.

    >>> [one.words for one in unique([Heading((1,), "日期"), Heading((2,), "日期")])]
    ['日期', '日期 2']
    """
    met: dict[str, int] = {}
    found = []
    for one in headings:
        n = met[one.words] = met.get(one.words, 0) + 1
        found.append(one if n == 1 else Heading(one.place, f"{one.words} {n}", one.is_wide))
    return tuple(found)


def written(table: OutTable, form: Form) -> IO[bytes]:
    """The table as an open file that is gone when it is closed."""
    return _as_csv(table) if form == "csv" else _as_xlsx(table)


def _as_csv(table: OutTable) -> IO[bytes]:
    """UTF-8 with its mark, so that office programs do not guess; every cell quoted, none a formula."""
    file = TemporaryFile("w+b")  # noqa: SIM115 - closed when it has been sent
    with open(file.fileno(), "w", encoding="utf-8-sig", newline="", closefd=False) as text:
        writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow([harmless(one.words) for one in table.columns])
        writer.writerows([harmless(cell) for cell in row] for row in table.rows)
    file.seek(0)
    return file


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("1+1")
    ("'=1+1", '1+1')
    """
    return f"'{cell}" if cell.startswith(STARTS_FORMULA) else cell


def _as_xlsx(table: OutTable) -> IO[bytes]:
    """A workbook of one sheet: cells of text only, the heading in view."""
    words = [fitting(one.words) for one in table.columns]
    rows = (dict(zip(words, (fitting(cell) or None for cell in row), strict=True)) for row in table.rows)
    with TemporaryDirectory() as folder:
        place = Path(folder) / "table.xlsx"
        write_worksheet(
            _or_one_blank(rows, words),
            str(place),
            sheet_name=table.sheet,
            freeze_row=1,
            header_format=Format().set_bold().set_text_wrap().set_align("top"),
            column_widths=[WIDE if one.is_wide else NARROW for one in table.columns],
            column_formats=[_as_text() for _ in words],
        )
        return _without_its_moment(place)


MOMENTS = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def _without_its_moment(place: Path) -> IO[bytes]:
    """The workbook without the second it was written in: the same rows are the same bytes, as in CSV.

    A unit that compares two files learns from them what it may read, and nothing of what else went on meanwhile.
    """
    file = TemporaryFile("w+b")  # noqa: SIM115 - closed when it has been sent
    with zipfile.ZipFile(place) as made, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as kept:
        for part in made.infolist():
            again = zipfile.ZipInfo(part.filename)
            again.compress_type = zipfile.ZIP_DEFLATED
            with made.open(part) as old, kept.open(again, "w") as new:
                if part.filename == "docProps/core.xml":
                    new.write(MOMENTS.sub(b"", old.read()))
                else:
                    shutil.copyfileobj(old, new, 1 << 20)
    file.seek(0)
    return file


def _as_text() -> Format:
    return Format().set_num_format("@").set_text_wrap().set_align("top")


def _or_one_blank(
    rows: Iterator[dict[str, str | None]], words: Sequence[str]
) -> Iterator[dict[str, str | None]]:
    """The rows, or one without content: an empty list still has its headings."""
    yield next(rows, dict.fromkeys(words))
    with suppress(StopIteration):
        yield from rows


def fitting(cell: str) -> str:
    """A cell as long as a spreadsheet can hold; what is cut off says so.

    >>> fitting("短")
    '短'
    """
    if len(cell) * 2 <= LONGEST or len(cell.encode("utf-16-le")) // 2 <= LONGEST:
        return cell
    kept = cell.encode("utf-16-le")[: (LONGEST - 60) * 2].decode("utf-16-le", "ignore")
    return f"{kept}…（此格放不下，全文见 CSV；cut here, the whole is in the CSV）"
