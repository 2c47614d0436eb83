"""Reads a row of a table as a complaint to be registered, or says what is wrong with it, never what it says."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from xuncha.core.first_hour.table import same
from xuncha.core.record.payload import LONG, SHORT, half_width
from xuncha.core.scheme.rules import Scheme, ValueList
from xuncha.core.tables.cell import Cell, CellFault, SourceRow, day_of, text_of
from xuncha.core.tables.columns import FIELDS, ColumnMap
from xuncha.core.words import Text

SUBJECT_LENGTH = 40
_SENTENCE_END = re.compile(r"[。！？!?\n；;]")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in a row: its place, the heading of the column, the reason; never the cell's content."""

    sheet: str
    row: int
    column: str
    text: Text

    def of(self, lang: str) -> str:
        """The problem with its place, in `lang`."""
        sheet = f"{self.sheet} " if self.sheet else ""
        if lang == "en":
            return f"{sheet}row {self.row}{f', {self.column}' if self.column else ''}: {self.text.en}"
        return f"{sheet}第 {self.row} 行{f'，{self.column}' if self.column else ''}：{self.text.zh}"


@dataclass(frozen=True, slots=True)
class Letter:
    """One row as it would be registered; `has_borrowed_subject` where its subject was taken from its text.

    `apart` is what is sealed of the petitioner, by the headings: it is no field, and never shown.
    """

    sheet: str
    row: int
    source_id: str
    fields: Mapping[str, Any]
    unit: UUID | None
    received_on: date | None
    has_borrowed_subject: bool = False
    apart: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Setting:
    """What reading a row needs to know: the columns, what is the same in every row, the lists, the units, today."""

    columns: ColumnMap
    constants: Mapping[str, str]
    scheme: Scheme
    units: Mapping[str, UUID]
    today: date
    unit: UUID | None = None
    _lists: dict[str, Mapping[str, str]] = field(default_factory=dict, compare=False)

    def codes(self, name: str) -> Mapping[str, str]:
        """The codes of a list by their code, their Chinese and their English, each in one form."""
        if name not in self._lists:
            found = self.scheme.lists.get(name)
            values = found.values.items() if found else ()
            self._lists[name] = {
                same(word): code for code, value in values for word in (code, value.text.zh, value.text.en)
            }
        return self._lists[name]


def units_by_name(names: Mapping[UUID, str]) -> dict[str, UUID]:
    """Units by the form in which two writings of a name are the same; a name two units share is no name."""
    found: dict[str, UUID] = {}
    shared = set()
    for key, name in names.items():
        word = same(name)
        if word in found:
            shared.add(word)
        found[word] = key
    return {word: key for word, key in found.items() if word not in shared}


def read_letter(row: SourceRow, setting: Setting) -> tuple[Letter | None, tuple[RowProblem, ...]]:
    """The complaint in a row, or every problem with it; neither for a row that says nothing."""
    cells = {name: _cell(row, place) for name, place in setting.columns.places.items()}
    if not any(text_of(cell) for cell in cells.values()):
        return None, ()
    fields: dict[str, Any] = {}
    faults: dict[str, Text] = {}
    for name, cell in cells.items():
        try:
            value = _value(name, cell, setting)
        except CellFault as fault:
            faults[name] = fault.text
            continue
        if value:
            fields[name] = value
    borrowed = "subject" not in fields and "subject" not in faults and bool(fields.get("extract"))
    if borrowed:
        fields["subject"] = first_sentence(fields["extract"])
    elif "subject" not in fields and "subject" not in faults and not {"extract"} & faults.keys():
        faults["subject"] = Text("没有主题，也没有内容", "There is neither a subject nor a text")
    apart = tuple(_apart(row, setting.columns))
    problems = (*_problems(row, setting.columns, faults), *_too_long(row, apart))
    if problems:
        return None, problems
    unit, received_on = fields.pop("unit", None), fields.pop("received_on", None)
    letter = Letter(
        row.sheet, row.number, fields.get("source_id", ""), {**setting.constants, **fields},
        unit or setting.unit, received_on, borrowed, apart,
    )  # fmt: skip
    return letter, ()


def _apart(row: SourceRow, columns: ColumnMap) -> Iterator[tuple[str, str]]:
    """What the sealed columns say in this row, by their headings."""
    for place in columns.sealed:
        if text := text_of(_cell(row, place)):
            yield columns.heading.names[place], text


def _too_long(row: SourceRow, apart: tuple[tuple[str, str], ...]) -> Iterator[RowProblem]:
    for name, text in apart:
        if len(text) > SHORT:
            yield RowProblem(row.sheet, row.number, name, _length_of(text, SHORT).text)


def _length_of(text: str, most: int) -> CellFault:
    return CellFault(
        f"太长：现有 {len(text):,} 字，最多 {most:,} 字",
        f"Too long: {len(text):,} characters, at most {most:,}",
    )


def _problems(row: SourceRow, columns: ColumnMap, faults: Mapping[str, Text]) -> Iterator[RowProblem]:
    for name, text in faults.items():
        yield RowProblem(row.sheet, row.number, columns.column(name), text)


def _cell(row: SourceRow, place: int) -> Cell:
    return row.cells[place] if place < len(row.cells) else None


def _value(name: str, cell: Cell, setting: Setting) -> Any:
    if name == "written_on":
        day = day_of(cell, setting.today)
        return day.isoformat() if day else ""
    if name == "received_on":
        return day_of(cell, setting.today)
    text = text_of(cell)
    if name == "unit":
        return _unit(text, setting) if text else None
    if name == "channel":
        return _code(text, "channels", setting)
    if name == "mode":
        return _code(text, "modes_of_report", setting)
    if name == "source_id":
        text = half_width(text)
    most = LONG if name in ("extract", "answer") else SHORT
    if len(text) > most:
        raise _length_of(text, most)
    return text


def _unit(text: str, setting: Setting) -> UUID:
    found = setting.units.get(same(text))
    if found is None:
        raise CellFault("没有登记这个单位（名称要与登记的一致）", "No unit of this name is registered")
    return found


def _code(text: str, name: str, setting: Setting) -> str:
    if not text:
        return ""
    codes, found = setting.codes(name), setting.scheme.lists.get(name)
    if same(text) in codes:
        return codes[same(text)]
    if found is None:  # a regulation without such a list takes any word, here as on a page
        return text
    if found.open:
        return f"other:{text}"
    raise CellFault(*_choices(found))


def _choices(found: ValueList) -> tuple[str, str]:
    values = list(found.values.values())[:6]
    zh, en = "、".join(one.text.zh for one in values), ", ".join(one.text.en for one in values)
    return f"没有这个选项，可写：{zh}", f"No such choice; write one of: {en}"


def first_sentence(text: str) -> str:
    """What stands for a subject where the table has none: the beginning of the text.

    >>> first_sentence("路灯三个月不亮。希望尽快修好。")
    '路灯三个月不亮'
    """
    start = text.strip().lstrip("。！？!?；;，, ")
    sentence = _SENTENCE_END.split(start, maxsplit=1)[0].strip() or start
    return sentence if len(sentence) <= SUBJECT_LENGTH else f"{sentence[: SUBJECT_LENGTH - 1]}…"


# ---------------------------------------------------------------------------------------------- known again


@dataclass(frozen=True, slots=True)
class Source:
    """Where a table comes from: what its numbers are counted in, and the file that its other rows stand in.

    Two tables may both number their rows from 1, so a number is one only within its source.
    """

    numbers: str = ""
    file: str = ""


_OF_A_COPY = re.compile(r"[\d\W_年月日]+|副本|copy$")


def source_of(file_name: str, said: str = "") -> Source:
    """The source somebody names, else the file's name; its figures left out, as an export bears its day.

    >>> source_of("热线 2015年9月30日.xlsx").numbers, source_of("热线-2015-10 (1).xlsx").numbers
    ('热线', '热线')
    """
    if said.strip():
        return Source(same(said), same(said))
    return Source(_OF_A_COPY.sub("", same(file_name.rpartition(".")[0] or file_name)), same(file_name))


def source_key(campaign: UUID, letter: Letter, source: Source) -> bytes:
    """By what a row is known again in its round: its number in the source, else file, sheet and row."""
    place = ("id", source.numbers, letter.source_id) if letter.source_id else (
        "row", source.file, letter.sheet, str(letter.row)
    )  # fmt: skip
    return hashlib.sha256("\0".join((str(campaign), *place)).encode(errors="replace")).digest()


def content_digest(subject: UUID, letter: Letter, constants: Mapping[str, str]) -> bytes:
    """What a row said, tied to the complaint it became, so that equal letters have unequal digests."""
    said = {name: value for name, value in letter.fields.items() if constants.get(name) != value}
    said["unit"] = str(letter.unit or "")
    said["received_on"] = letter.received_on.isoformat() if letter.received_on else ""
    told = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(subject.bytes + told.encode(errors="replace")).digest()


def apart_digest(subject: UUID, letter: Letter) -> bytes:
    """What the sealed cells of a row said, tied to the complaint it became, so that equal petitioners have unequal digests."""
    told = json.dumps([text for _, text in letter.apart], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(b"apart" + subject.bytes + told.encode(errors="replace")).digest()


def heading_of(columns: ColumnMap, name: str) -> str:
    """Where a problem with a field is to be looked for: its column, else the field's own name."""
    return columns.column(name) or (FIELDS[name].text.zh if name in FIELDS else "")
