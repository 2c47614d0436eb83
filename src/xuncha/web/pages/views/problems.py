"""The problems of a round at the head of its page: by field and unit, and each with what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import listed
from xuncha.core.scheme.rules import Scheme, View
from xuncha.core.words import Text
from xuncha.queries.views.problems import InField, problems_of
from xuncha.queries.views.rows import SHOWN
from xuncha.web.kit.block import Block, Prose
from xuncha.web.kit.fact import Value
from xuncha.web.kit.link import Link
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.pieces.columns import state_words
from xuncha.web.pages.views.sight import Sight
from xuncha.web.pages.views.tables import CLOSED, UNIT, Cells, counted, figure, link_to, short, words

Names = Mapping[UUID | None, str]


def problems(sight: Sight, view: View) -> Iterator[Block]:
    """How many problems there are in which field and at which unit, then each with its result."""
    found = problems_of(sight.viewer, sight.row.id, tops_of(sight.scheme))
    names = sight.names([*(one.unit for one in found.first.rows), *(one.unit for one in found.fields)])
    everything = Link(Text("看全部问题", "See every problem"), sight.ledger("finding"))
    more = (Prose(CUT, (everything,), is_quiet=True),) if found.first.is_more else ()
    results = _table(
        Text("每个问题的结果", "The result of each problem"), RESULT_HEADS,
        (_result(sight, one, names) for one in found.first.rows),
    )  # fmt: skip
    yield Block(
        "problems", Text("问题和结果", "Problems and their results"), (_by_field(sight, found.fields, names), results, *more)
    )  # fmt: skip


CUT = Text(f"只列出 {SHOWN} 个，没有销号的在前。", f"Only {SHOWN} stand here, those not closed out first.")
FIELD = words("类别", "Field")
RESULT_HEADS = (
    UNIT,
    words("问题", "Problem"),
    FIELD,
    short("走到哪一步", "Where it is"),
    words("结果", "Result"),
)


def _table(title: Text, heads: tuple[Head, ...], lines: Iterator[Cells]) -> Table:
    return Table(title, heads, tuple(map(Line, lines)))


def tops_of(scheme: Scheme) -> Mapping[str, str]:
    """The field above each field of the regulation; of one at the top, itself."""
    fields = scheme.lists.get("fields")
    return {one.code: one.under or one.code for one in fields.values.values()} if fields else {}


def _by_field(sight: Sight, found: tuple[InField, ...], names: Names) -> Table:
    """A line for each field with a problem: how many, how many are closed out, at which units."""
    lots: dict[str, list[InField]] = {}
    for one in found:
        lots.setdefault(one.field, []).append(one)
    known = [code for code in tops_of(sight.scheme) if code in lots]
    lines = (_field(sight, code, lots[code], names) for code in dict.fromkeys([*known, *lots]))
    heads = (FIELD, figure("问题", "Problems"), CLOSED, words("单位", "Units"))
    return _table(Text("各类问题", "Problems by field"), heads, lines)


NAMED = 12
"""So many units of a field are named, those with the most first."""


def _field(sight: Sight, code: str, lot: list[InField], names: Names) -> Cells:
    """One field: its problems and those closed out, each figure opening to them, and how many there are at which unit."""
    ledger = sight.ledger("finding", fields=code)
    at = sorted((one for one in lot if one.unit), key=lambda one: -one.n)
    units = tuple(
        Link(f"{names.get(one.unit, '')} {one.n}", f"{ledger}&unit={one.unit}") for one in at[:NAMED]
    )
    more = (Text(f"等 {len(at)} 个单位", f"and {len(at) - NAMED} more"),) if len(at) > NAMED else ()
    return (
        Link(sight.scheme.words("fields", code), ledger),
        counted(sum(one.n for one in lot), ledger),
        counted(sum(one.n_closed for one in lot), f"{ledger}&state=closed"),
        (*units, *more) or "",
    )


def _result(sight: Sight, one: Subject, names: Names) -> Cells:
    fields = tuple(sight.scheme.words("fields", str(code)) for code in listed(one.facts.get("fields")))
    return names.get(one.unit, ""), link_to(one), fields, state_words("finding", one.state), result_of(one)


NO_RESULT = Text("还没有结果", "no result yet")


def result_of(row: Subject) -> Value:
    """What came of a problem: what was reported as put right, or what it was concluded with."""
    for act, name in (("rectification.reported", "result"), ("matter.concluded", "conclusion")):
        if said := _said(row.facts.get(act), name):
            return said
    return NO_RESULT


def _said(entries: Any, name: str) -> str:
    entry = next(iter(reversed(listed(entries))), None)
    return str(entry.get(name) or "") if isinstance(entry, Mapping) else ""
