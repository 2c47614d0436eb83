"""Rows of work by columns of units, as many to a sheet as the form has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.core.scheme.rules import Box, Form, Scheme
from xuncha.core.words import Text
from xuncha.queries.rounds import keeper_of_ledgers
from xuncha.queries.views.month import Month
from xuncha.store.viewer import Viewer
from xuncha.web.kit.link import Words
from xuncha.web.kit.paper import PaperTable


def by_unit(viewer: Viewer, scheme: Scheme, row: Subject, form: Form) -> Iterator[PaperTable]:
    """Rows of work by columns of units, as many to a sheet as the form has; further units stand on further sheets."""
    filled = Month(reader_of(viewer, scheme), row)
    units = filled.units()
    sheets = [units[n : n + form.by_unit] for n in range(0, max(len(units), 1), form.by_unit)]
    head, *rows = form.boxes[2:]
    for n, sheet in enumerate(sheets, start=1):
        spare = ("",) * (form.by_unit - len(sheet))
        heads: tuple[Words, ...] = (head.text, *(filled.names.get(key, "") for key in sheet), *spare)
        lines: list[tuple[Words, ...]] = [
            (box.text, *(_cell(scheme, filled, box, key) for key in sheet), *spare) for box in rows
        ]
        title = Text(f"{form.text.zh} 第 {n} 页", f"{form.text.en}, sheet {n}")
        yield PaperTable(title if len(sheets) > 1 else form.text, heads, tuple(lines))


def reader_of(viewer: Viewer, scheme: Scheme) -> Viewer:
    """The eyes with which a paper counts: one's own in a unit, else those of the body that keeps the ledgers."""
    keeper = scheme.roles.get(str(scheme.about.get("supervisor", "")))
    if viewer.is_inspected or keeper is None:
        return viewer
    return keeper_of_ledgers(viewer, keeper.body)


def _cell(scheme: Scheme, month: Month, box: Box, unit: UUID) -> str:
    """What was done about one unit, from the ledgers, and what the paper adds to it in words."""
    kind = box.of[0] if box.of else ""
    if kind == "rectification":
        closed, still = month.put_right(unit)
        return f"已销号 {len(closed)} 个{numbers(closed)}；在改 {len(still)} 个{numbers(still)}"
    here = month.of(kind, unit)
    if kind == "check":
        return "；".join([f"{len(here)} 次", *(_check(scheme, one) for one in here)])
    if kind == "finding":
        return f"{len(here)} 个{numbers(here)}"
    return f"{len(here)} 项" + "".join(f"；{one.title}" for one in here)


def _check(scheme: Scheme, row: Subject) -> str:
    way = scheme.value("methods", row.code)
    return f"{row.opened_on.month}月{row.opened_on.day}日{way.text.zh if way else ''}"


def numbers(rows: Iterable[Subject]) -> str:
    """Their numbers in brackets."""
    found = "、".join(one.number for one in rows if one.number)
    return f"（{found}）" if found else ""
