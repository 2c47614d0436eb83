"""Opens the tables an office brings: CSV in the codes editors save here, and the files of spreadsheets.

Rows come one after the other with their sheet and the number a spreadsheet shows beside them, so that a long table
needs little memory and a problem can be found again.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, load_workbook

from xuncha.core.first_hour.table import LineFault, TableFaults
from xuncha.core.tables.cell import SourceRow
from xuncha.core.words import Text
from xuncha.papers.workbook_size import MOST_UNPACKED, Damaged, TooLarge, refuse_too_large

CODES = ("utf-8-sig", "gb18030")
SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
MARKS = ("\t", ",", ";", "，", "|")
PIECE = 1 << 20
LONGEST_CELL = 1_000_000


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table on disk: the digest by which it is known, its sheets, and the code of its text."""

    place: Path
    digest: str
    sheets: tuple[str, ...]
    code: str = ""
    mark: str = ""

    def rows(self, sheet: str = "") -> Iterator[SourceRow]:
        """Every row of a sheet, the heading and blank ones, too; raises TableFaults where the file breaks off."""
        return self._text_rows() if self.code else self._spreadsheet_rows(sheet or self.sheets[0])

    def _text_rows(self) -> Iterator[SourceRow]:
        csv.field_size_limit(LONGEST_CELL)
        number = 0
        with self.place.open(encoding=self.code, newline="") as file:
            try:
                for number, cells in enumerate(csv.reader(file, delimiter=self.mark), 1):
                    yield SourceRow("", number, tuple(cells))
            except csv.Error:
                raise _fault(
                    f"第 {number + 1} 行起读不下去：有一格超过 {LONGEST_CELL:,} 字，多半是少了一个引号",
                    f"it cannot be read from row {number + 1} on: a cell has more than {LONGEST_CELL:,} characters; "
                    "most likely a closing quote is missing",
                ) from None

    def _spreadsheet_rows(self, sheet: str) -> Iterator[SourceRow]:
        with _workbook(self.place) as book:
            found = book.get_sheet_by_name(sheet)
            for number, cells in enumerate(found.iter_rows(), 1):
                yield SourceRow(sheet, number, tuple(None if cell == "" else cell for cell in cells))


def open_table(place: Path) -> TableFile:
    """The file as a table; raises TableFaults with one sentence when it is none."""
    if not place.is_file():
        raise _fault(f"没有这个文件：{place}", f"there is no file {place}")
    digest, start = _digest(place)
    if not start:
        raise _fault("文件是空的", "the file is empty")
    if start.startswith(SPREADSHEETS):
        _refuse_bomb(place, is_packed=start.startswith(b"PK"))
        return TableFile(place, digest, _sheets(place))
    code = _code(place, start)
    return TableFile(place, digest, ("",), code, _mark(place, code))


def _digest(place: Path) -> tuple[str, bytes]:
    digest, start = hashlib.sha256(), b""
    with place.open("rb") as file:
        while piece := file.read(PIECE):
            start = start or piece[:4096]
            digest.update(piece)
    return digest.hexdigest(), start


def _code(place: Path, start: bytes) -> str:
    """The code every byte of the file can be read in: UTF-8, the national code, or what spreadsheets call Unicode text."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for code in CODES:
        if b"\x00" not in start and _is_in(place, code):
            return code
    raise _fault(
        "这不是文字表格；请另存为 CSV（UTF-8）或者 XLSX",
        "this is not a table of text; save it as CSV (UTF-8) or XLSX",
    )


def _is_in(place: Path, code: str) -> bool:
    decoder = codecs.getincrementaldecoder(code)()
    with place.open("rb") as file:
        try:
            while piece := file.read(PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _mark(place: Path, code: str) -> str:
    """What stands between cells: whichever of the usual marks is most frequent in the first lines."""
    with place.open(encoding=code, newline="") as file:
        start = file.read(4096).split("\n")[0]
    best = max(MARKS, key=start.count)
    return best if best in start else ","


def _sheets(place: Path) -> tuple[str, ...]:
    """The sheets that hold anything."""
    with _workbook(place) as book:
        try:
            named = tuple(name for name in book.sheet_names if book.get_sheet_by_name(name).height)
        except CalamineError:
            raise _fault(*DAMAGED) from None
    if not named:
        raise _fault("表格是空的", "the workbook is empty")
    return named


def _refuse_bomb(place: Path, *, is_packed: bool) -> None:
    """Raises TableFaults where the workbook would fill the memory; it is measured before it is opened."""
    try:
        refuse_too_large(place, is_packed=is_packed)
    except Damaged:
        raise _fault(*DAMAGED) from None
    except TooLarge as too:
        if too.rows:
            raise _fault(
                f"表格的范围太大（{too.rows:,} 行 × {too.columns:,} 列），没有读；请删去数据以外的行和列，或者另存为 CSV",
                f"the sheet spans {too.rows:,} rows × {too.columns:,} columns, so it was not read; "
                "delete what lies beyond the data, or save it as CSV",
            ) from None
        most = MOST_UNPACKED // 1024**2
        raise _fault(
            f"表格展开以后超过 {most} MB，没有读；请拆成几个小表，或者另存为 CSV",
            f"opened, the workbook is larger than {most} MB, so it was not read; split it, or save it as CSV",
        ) from None


DAMAGED = (
    "表格打不开，可能已经损坏；请重新另存为 XLSX 或者 CSV",
    "the workbook cannot be opened, it may be damaged; save it anew as XLSX or CSV",
)


def _workbook(place: Path) -> CalamineWorkbook:
    try:
        return load_workbook(place)
    except PasswordError:
        raise _fault(
            "表格有密码，请先去掉密码再导入", "the workbook has a password; remove it first"
        ) from None
    except (CalamineError, OSError):
        raise _fault(*DAMAGED) from None


def _fault(zh: str, en: str) -> TableFaults:
    return TableFaults([LineFault(0, Text(zh, en))])
