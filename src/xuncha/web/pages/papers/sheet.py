"""A paper of boxes, and the same on the page of its matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from xuncha.core.dates.day_words import say_plain
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import day_of, id_of, listed
from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.names.nouns import worded
from xuncha.core.predicates.sealed import came_sealed
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.web.kit.block import Shown
from xuncha.web.kit.link import Words
from xuncha.web.kit.paper import Cell, Grid, SignLine
from xuncha.web.pages.papers.fields import NO_TABLES, rows_of
from xuncha.web.pages.papers.inventory import inventory
from xuncha.web.pages.papers.issuer import issuer
from xuncha.web.pages.papers.letter import issued_to
from xuncha.web.shown import (
    opening_act,
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """An official form as it prints, standing on the page of its matter."""

    template: ClassVar[str] = "sheet.html"

    title: Words
    parts: tuple[Shown, ...]
    org: Words = ""
    numbers: tuple[Words, ...] = ()


def sheet_on_page(scheme: Scheme, row: Subject, names: Mapping[UUID, str]) -> Sheet:
    """The official form of a matter, for its own page: without the places for pens."""
    form = scheme.form(opening_act(row.kind, scheme), row.code)
    title = form.text if form and (form.value or form.paper) else KIND_NAMES[row.kind]
    parts = tuple(part for part in sheet(scheme, row, names) if not isinstance(part, SignLine))
    org = names.get(key, "") if (key := issuer(row)) else ""
    return Sheet(title, parts, org, (row.number,) if row.number else ())


def sheet(
    scheme: Scheme, row: Subject, names: Mapping[UUID, str], tables: Mapping[str, int] = NO_TABLES
) -> tuple[Shown, ...]:
    """An official form of boxes: the fields, then what leaders wrote, then places for pens."""
    boxes = (
        *_registered(scheme, row, names),
        *_typed(scheme, row, names, tables),
        *_annotated(row, names),
        *_pursued(row),
        *_closed(scheme, row),
    )
    pens = SignLine((Text("经办", "Handled by"), Text("负责人", "In charge"), Text("日期", "Date")))
    return Grid(boxes), *inventory(scheme, row), pens


Boxes = Iterator[tuple[Cell, ...]]


def _typed(scheme: Scheme, row: Subject, names: Mapping[UUID, str], tables: Mapping[str, int]) -> Boxes:
    """What its form asks, and to whom it was issued."""
    for label, value in rows_of(scheme, row, names, tables):
        yield (Cell(label, value, span=2, is_tall=len(value.zh) > 40),)
    if to := issued_to(row, names):
        yield (Cell(Text("发往", "Issued to"), to, span=2, is_tall=len(to) > 40),)


def _annotated(row: Subject, names: Mapping[UUID, str]) -> Boxes:
    """What leaders wrote on it, with their names and days."""
    for entry in row.facts.get("matter.annotated", ()):
        who = id_of(entry["_"]["person"])
        name, day = names.get(who, "") if who else "", _plain(entry["_"]["on"])
        signed = Text(f"{name} {day.zh}", f"{name} {day.en}")
        said = str(entry.get("text", ""))
        yield (Cell(Text("阅批意见", "Annotation"), said, span=2, is_tall=True, signed=signed),)


def _pursued(row: Subject) -> Boxes:
    """What somebody looked into further."""
    for entry in listed(row.facts.get("matter.pursued")):
        said, on = str(entry.get("text", "")), _plain(entry["_"]["on"])
        yield (Cell(Text("深入了解", "Looked into"), said, span=2, is_tall=True, signed=on),)


def _closed(scheme: Scheme, row: Subject) -> Boxes:
    """How a letter was disposed of."""
    if closed := row.facts.get("complaint.closed"):
        result = scheme.value("complaint_results", str(closed.get("result", "")))
        text = str(closed.get("text", ""))
        how = Text(f"{result.text.zh}。{text}", f"{result.text.en}. {text}") if result else text
        yield (Cell(Text("处理结果", "Disposal"), how, span=2, is_tall=True),)


def _registered(scheme: Scheme, row: Subject, names: Mapping[UUID, str]) -> Iterator[tuple[Cell, ...]]:
    """When a letter came in and who registered it; of which unit a volume is."""
    if row.kind == "volume" and row.unit and row.unit in names:
        yield (Cell(worded(scheme, Text("{unit}", "{Unit}")), names[row.unit], span=2),)
    if row.kind == "complaint":
        clerk = id_of(row.facts.get("_", {}).get("person"))
        by: Words = BY_ITSELF if came_sealed(row) else names.get(clerk, "") if clerk else ""
        yield (Cell(Text("收到日期", "Received on"), say_plain(row.opened_on), span=2),)
        yield (Cell(Text("登记人", "Registered by"), by, span=2),)


BY_ITSELF = Text(
    "从公开网页定时收取，没有经手人", "Taken in from the public portal at a fixed hour, by nobody"
)


def _plain(written: object) -> Text:
    """A day of the record as papers have it."""
    day = day_of(written)
    return say_plain(day) if day else Text("", "")
