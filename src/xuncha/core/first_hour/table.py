"""Reads a small table as it is pasted from a spreadsheet or typed by hand: tab or comma, with or without a heading.

Every fault names its line, says what is wrong there and what would be right; all of them are told at once.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Generic, TypeVar

from xuncha.core.words import Text

MOST_LINES = 5_000
MOST_LETTERS = 300
"""A table beyond these is no list of an office's units or people, but a wrong file."""


@dataclass(frozen=True, slots=True)
class LineFault:
    """What is wrong in one line; line 0 is the table as a whole."""

    line: int
    text: Text

    def of(self, lang: str) -> str:
        """The fault with its place, in `lang`."""
        if not self.line:
            return self.text.of(lang)
        return f"line {self.line}: {self.text.en}" if lang == "en" else f"第 {self.line} 行：{self.text.zh}"


class TableFaults(ValueError):
    """A table that cannot be used as it is, with every fault found in it."""

    def __init__(self, faults: Iterable[LineFault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        super().__init__("\n".join(fault.of("en") for fault in self.faults))


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name here, and the words that may head it in a pasted table."""

    name: str
    words: tuple[str, ...]
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its number as an editor counts, and its cells by the name of their column."""

    number: int
    cells: Mapping[str, str]


Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """What was read, and the headings that were not used."""

    rows: tuple[Row, ...]
    ignored: tuple[str, ...] = ()


class Reading:
    """Gathers faults while a table is read, and raises them together."""

    def __init__(self) -> None:
        self._faults: list[LineFault] = []

    def fault(self, line: int, zh: str, en: str) -> None:
        self._faults.append(LineFault(line, Text(zh, en)))

    def stop_at_faults(self) -> None:
        if self._faults:
            raise TableFaults(self._faults)


def read_lines(text: str, columns: Sequence[Column], reading: Reading) -> Table[Line]:
    """The lines of a table with their cells named, by the heading where there is one, else by their order."""
    numbered = list(_cells(text, reading))
    if not numbered:
        return Table(())
    heading = _heading(numbered[0][1], columns)
    names: list[str | None] = list(heading or [column.name for column in columns])
    body = numbered[1:] if heading else numbered
    if heading:
        _refuse_lacking(numbered[0][0], heading, columns, reading)
    lines = [line for number, cells in body if (line := _line(number, cells, names, columns, reading))]
    ignored = [
        cell for cell, name in zip(numbered[0][1], names, strict=False) if heading and not name and cell
    ]
    return Table(tuple(lines), tuple(ignored))


def plain(text: str) -> str:
    """What was typed, without control characters and doubled blanks, in normal form."""
    kept = "".join(" " if mark.isspace() else mark for mark in text)
    kept = "".join(mark for mark in kept if unicodedata.category(mark) not in ("Cc", "Cf", "Cs"))
    return " ".join(unicodedata.normalize("NFC", kept).split())


def same(word: str) -> str:
    """The form in which two words are the same: full width as half, capitals as small, no blanks."""
    return "".join(unicodedata.normalize("NFKC", word).casefold().split())


def nearest(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Up to three known words like this one; the first few where none is."""
    words = list(dict.fromkeys(known))
    return tuple(get_close_matches(word, words, n=3, cutoff=0.4) or words[:6])


def among(word: str, known: Iterable[str]) -> Text:
    """`可写：甲、乙` - what stands to choose from, the nearest first; nothing where nothing does."""
    found = nearest(word, known)
    if not found:
        return Text("", "")
    return Text(f"，可写：{'、'.join(found)}", f"; write for example: {', '.join(found)}")


def _cells(text: str, reading: Reading) -> Iterator[tuple[int, list[str]]]:
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > MOST_LINES:
        reading.fault(
            0,
            f"一共 {len(lines):,} 行，最多 {MOST_LINES:,} 行；是不是选错了文件？",
            f"{len(lines):,} lines, and at most {MOST_LINES:,} are read; is this the right file?",
        )
        return
    mark = _separator(lines)
    for number, line in enumerate(lines, 1):
        cells = [plain(cell) for cell in _split(line, mark)]
        if any(len(cell) > MOST_LETTERS for cell in cells):
            reading.fault(
                number, f"有一格超过 {MOST_LETTERS} 字", f"a cell has more than {MOST_LETTERS} characters"
            )
        elif any(cells):
            yield number, cells


def _separator(lines: Sequence[str]) -> str:
    return next((mark for mark in ("\t", ",", "，") if any(mark in line for line in lines)), ",")


def _split(line: str, mark: str) -> list[str]:
    """The cells of one line; a quoted cell may hold the mark, and a quote left open is taken as it stands."""
    if '"' not in line or len(line) > MOST_LETTERS * 20:
        return line.split(mark)
    return next(csv.reader([line], delimiter=mark), [])


def _heading(cells: Sequence[str], columns: Sequence[Column]) -> list[str | None] | None:
    """The name of each heading cell (None for one not known), or None when the line is no heading."""
    words = {same(word): column.name for column in columns for word in (column.name, *column.words)}
    names = [words.get(same(cell)) for cell in cells]
    known = [name for name in names if name]
    return names if len(known) >= 2 and len(known) * 2 >= len([cell for cell in cells if cell]) else None


def _refuse_lacking(
    number: int, heading: Sequence[str | None], columns: Sequence[Column], reading: Reading
) -> None:
    for column in columns:
        if column.is_required and column.name not in heading:
            zh, en = f"表头缺“{column.words[0]}”一栏", f"the heading has no column “{column.name}”"
            reading.fault(number, zh, en)
        if list(heading).count(column.name) > 1:
            zh, en = f"表头有两栏“{column.words[0]}”", f"the heading has two columns “{column.name}”"
            reading.fault(number, zh, en)


def _line(
    number: int,
    cells: Sequence[str],
    names: Sequence[str | None],
    columns: Sequence[Column],
    reading: Reading,
) -> Line | None:
    if any(cells[len(names) :]):
        order = "、".join(column.words[0] for column in columns)
        english = ", ".join(column.name for column in columns)
        reading.fault(
            number,
            f"有 {len(cells)} 栏，最多 {len(names)} 栏，依次是：{order}",
            f"{len(cells)} columns, and at most {len(names)} are known: {english}",
        )
        return None
    found = {name: cell for name, cell in zip(names, cells, strict=False) if name}
    lacking = [column for column in columns if column.is_required and not found.get(column.name)]
    for column in lacking:
        if column.name in names:
            reading.fault(number, f"没有写{column.words[0]}", f"the {column.name} is missing")
    return None if lacking else Line(number, {column.name: found.get(column.name, "") for column in columns})
