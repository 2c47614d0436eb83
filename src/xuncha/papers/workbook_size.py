"""Looks how large a workbook becomes when it is opened, before anything opens it.

A spreadsheet file is a packed folder: some kilobytes can hold gigabytes of the same character, and two cells in far
corners a table of billions.  The reader of workbooks holds both in memory, so both are measured here piece by piece:
by what really comes out, not by what the file says of itself.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Protocol
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MOST_UNPACKED = 512 * 1024 * 1024
MOST_CELLS = 50_000_000
MOST_PARTS = 10_000
PIECE = 1 << 20


class TooLarge(ValueError):
    """Opened, the workbook would take more memory than any table of an office needs; rows and columns where these are why."""

    def __init__(self, rows: int = 0, columns: int = 0) -> None:
        super().__init__(f"{rows} x {columns}")
        self.rows, self.columns = rows, columns


class Damaged(ValueError):
    """The file is not what it says it is."""


def refuse_too_large(place: Path, *, is_packed: bool) -> None:
    """Raises TooLarge or Damaged; a workbook of the old kind is not packed, and no wider than can be held."""
    try:
        with ZipFile(place) as packed, place.open("rb") as file:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise TooLarge
            _measure(file, parts)
    except BadZipFile:
        if is_packed:
            raise Damaged(place.name) from None


def _measure(file: IO[bytes], parts: list[ZipInfo]) -> None:
    total = 0
    for part in parts:
        extent: _Extent = _InBinary() if part.filename.endswith(".bin") else _AsUsual()
        for piece in _unpacked(file, part):
            total += len(piece)
            if total > MOST_UNPACKED:
                raise TooLarge
            extent.feed(piece)
        if not extent.is_sure:
            _measure_slowly(file, part)


def _measure_slowly(file: IO[bytes], part: ZipInfo) -> None:
    extent = _InXml(part.filename)
    for piece in _unpacked(file, part):
        extent.feed(piece)


def _unpacked(file: IO[bytes], part: ZipInfo) -> Iterator[bytes]:
    """What comes out of a part, a piece at a time, whatever size it claims to have."""
    if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Damaged(part.filename)
    file.seek(part.header_offset + 26)
    lengths = file.read(4)
    file.seek(int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little"), 1)
    left, inflate = part.compress_size, zlib.decompressobj(-zlib.MAX_WBITS)
    while left > 0 and (packed := file.read(min(PIECE, left))):
        left -= len(packed)
        if part.compress_type == ZIP_STORED:
            yield packed
            continue
        try:
            while packed and not inflate.eof:
                yield inflate.decompress(packed, PIECE)
                packed = inflate.unconsumed_tail
        except zlib.error:
            raise Damaged(part.filename) from None


class _Extent(Protocol):
    """How many rows and columns a part spans; sure of it, or to be read again with more care."""

    @property
    def is_sure(self) -> bool: ...

    def feed(self, piece: bytes) -> None: ...


def _grown(rows: int, columns: int) -> None:
    if rows * columns > MOST_CELLS:
        raise TooLarge(rows, columns)


USUAL_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')
USUAL_ROW = re.compile(rb'<row r="([0-9]{1,7})"')
BEGIN_ALIKE = (
    b"<col",
    b"<conditionalFormatting",
    b"<cfRule",
    b"<cfvo",
    b"<customSheetView",
    b"<cellWatch",
    b"<controls",
    b"<control ",
)
UNUSUAL = (b":c ", b":c>", b":c/", b":row", b"table-", b"<!ENTITY", b"\x00")


class _AsUsual:
    """The sheets of XLSX as every program writes them: each row and cell says first where it is.  Else it is not sure."""

    def __init__(self) -> None:
        self.left = b""
        self.rows = self.columns = 0
        self.is_sure = True

    def feed(self, piece: bytes) -> None:
        if not self.is_sure:
            return
        data = self.left + piece
        whole = data.rfind(b">") + 1
        if whole:
            self._look(data[:whole])
        self.left = data[whole:]
        if len(self.left) > PIECE:  # no tag is as long as that
            self.is_sure, self.left = False, b""

    def _look(self, data: bytes) -> None:
        cells, rows = USUAL_CELL.findall(data), USUAL_ROW.findall(data)
        alike = sum(map(data.count, BEGIN_ALIKE))
        has_all = data.count(b"<c") == len(cells) + alike and (
            data.count(b"<row") == len(rows) + data.count(b"<rowBreaks")
        )
        if not has_all or any(map(data.__contains__, UNUSUAL)):
            self.is_sure = False
            return
        if cells:
            columns, places = map(set, zip(*cells, strict=True))
            self.columns = max(self.columns, *(_column(one.decode()) for one in columns))
            self.rows = max(self.rows, *map(int, places))
            _grown(self.rows, self.columns)


CELL = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


class _InXml:
    """The sheets of XLSX and ODS, tag by tag: where their last filled row and column lie."""

    is_sure = True

    def __init__(self, name: str) -> None:
        self.name, self.is_text = name, True
        self.rows = self.columns = self.row = self.column = 0
        self.repeated = 1
        self.parser = ParserCreate()
        self.parser.StartElementHandler = self._begins

    def feed(self, piece: bytes) -> None:
        if not self.is_text:
            return
        try:
            self.parser.Parse(piece, False)
        except ExpatError:
            if self.name.endswith((".xml", ".rels")):
                raise Damaged(self.name) from None
            self.is_text = False  # a picture, or a drawing of an old kind

    def _begins(self, name: str, has: dict[str, Any]) -> None:
        match name.rpartition(":")[2]:
            case "sheetData" | "table":
                self.rows = self.columns = self.row = self.column = 0
                self.repeated = 1
            case "row":
                self._row(_number(has.get("r"), self.row + 1), 1)
            case "c":
                self._cell_at(has.get("r"))
            case "table-row":
                self._row(self.row + self.repeated, _repeats(has, "rows"))
            case "table-cell" | "covered-table-cell":
                self.column += _repeats(has, "columns")
                if any(attribute.endswith(":value-type") for attribute in has):
                    self._filled(self.row + self.repeated - 1, self.column)

    def _row(self, row: int, repeated: int) -> None:
        self.row, self.repeated, self.column = max(row, 1), repeated, 0

    def _cell_at(self, where: str | None) -> None:
        if where and (found := CELL.fullmatch(where)):
            self.column, self.row = _column(found[1]), int(found[2])
        else:
            self.column += 1
        self._filled(self.row, self.column)

    def _filled(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        _grown(self.rows, self.columns)


def _number(written: str | None, otherwise: int) -> int:
    """A number as it is written; one that is too long to be meant is as good as any that is too large."""
    if not written or not written.isdecimal():
        return otherwise
    return int(written) if len(written) < 10 else MOST_CELLS


def _repeats(has: dict[str, Any], what: str) -> int:
    written = next((value for name, value in has.items() if name.endswith(f":number-{what}-repeated")), None)
    return _number(written, 1)


def _column(letters: str) -> int:
    n = 0
    for letter in letters.upper():
        n = n * 26 + ord(letter) - ord("A") + 1
    return n


SHEET_BEGINS = b"\x81\x01"
ROW, LAST_CELL = 0, 11


class _InBinary:
    """The sheets of XLSB: records of a type, a length and their content; type 0 begins a row, 1 to 11 are cells."""

    is_sure = True

    def __init__(self) -> None:
        self.left = b""
        self.is_sheet: bool | None = None
        self.rows = self.columns = self.to_skip = 0

    def feed(self, piece: bytes) -> None:
        skipped, self.to_skip = min(self.to_skip, len(piece)), max(self.to_skip - len(piece), 0)
        data, at = self.left + piece[skipped:], 0
        if self.is_sheet is None and len(data) >= len(SHEET_BEGINS):
            self.is_sheet = data.startswith(SHEET_BEGINS)
        if not self.is_sheet:
            return
        while (found := _record(data, at)) is not None:
            kind, begins, length = found
            if kind <= LAST_CELL and length >= 4:
                if begins + 4 > len(data):
                    break
                self._met(kind, int.from_bytes(data[begins : begins + 4], "little") + 1)
            at = begins + length
        self.to_skip += max(at - len(data), 0)
        self.left = data[at:]

    def _met(self, kind: int, place: int) -> None:
        if kind == ROW:
            self.rows = max(self.rows, place)
        else:
            self.columns = max(self.columns, place)
        _grown(self.rows, self.columns)


def _record(data: bytes, at: int) -> tuple[int, int, int] | None:
    """The type of a record, where its content begins, and how long that is; None where its head is not whole yet."""
    if at + 6 > len(data):
        return None
    kind, at = data[at], at + 1
    if kind & 0x80:
        kind, at = (kind & 0x7F) | (data[at] << 7), at + 1
    length = 0
    for shift in (0, 7, 14, 21):
        byte, at = data[at], at + 1
        length |= (byte & 0x7F) << shift
        if not byte & 0x80:
            break
    return kind, at, length
