"""The problems of a round at the head of its page: by field and unit, and each with what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from xuncha.core.rows import Subject
from xuncha.core.scheme import Scheme
from xuncha.core.values import listed
from xuncha.core.words import Text
from xuncha.queries.round_pages import MOST, problems_of
from xuncha.queries.subjects import names_of
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.block import Block, Prose
from xuncha.web.kit.fact import Value
from xuncha.web.kit.link import Link
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.columns import state_words

PAGE = "problem_board"
"""The view by which a regulation asks for it."""


def problems_block(viewer: Viewer, scheme: Scheme, row: Subject) -> Block:
    """How many problems there are in which field and at which unit, then each with its result."""
    found = problems_of(viewer, row.id)
    names = names_of([one.unit for one in found])
    title = Text("问题和结果", "Problems and their results")
    everything = Link(Text("看全部问题", "See every problem"), f"/findings?campaign={row.id}")
    more = (Prose(CUT, (everything,), is_quiet=True),) if len(found) > MOST else ()
    rows = found[:MOST]
    return Block(
        "problems", title, (_by_field(scheme, row, rows, names), _results(scheme, rows, names), *more)
    )


CUT = Text(f"只列出 {MOST} 个，没有销号的在前。", f"Only {MOST} stand here, those not closed out first.")


def _by_field(scheme: Scheme, row: Subject, rows: Iterable[Subject], names: Mapping[UUID, str]) -> Table:
    """A line for each field with a problem: how many, how many are closed out, at which units."""
    found: dict[str, list[Subject]] = {}
    for one in rows:
        for field in dict.fromkeys(_top(scheme, code) for code in map(str, listed(one.facts.get("fields")))):
            found.setdefault(field, []).append(one)
    fields = scheme.lists["fields"].values if "fields" in scheme.lists else {}
    order = [code for code in fields if code in found] + [code for code in found if code not in fields]
    lines = tuple(
        Line((
            Link(_words(scheme, code), f"/findings?campaign={row.id}&fields={code}"),
            len(found[code]),
            sum(one.state == "closed" for one in found[code]),
            "、".join(f"{name} {n}" for name, n in Counter(
                names.get(one.unit, "") for one in found[code] if one.unit).items()),
        ))
        for code in order
    )  # fmt: skip
    heads = (Head(Text("类别", "Field")), Head(Text("问题", "Problems"), is_figure=True),
             Head(Text("已销号", "Closed out"), is_figure=True), Head(Text("单位", "Units")))  # fmt: skip
    return Table(Text("各类问题", "Problems by field"), heads, lines)


def _top(scheme: Scheme, code: str) -> str:
    value = scheme.value("fields", code)
    return value.under or code if value else code


def _words(scheme: Scheme, code: str) -> Text:
    value = scheme.value("fields", code)
    plain = code.removeprefix("other:")
    return value.text if value else Text(plain, plain)


def _results(scheme: Scheme, rows: Iterable[Subject], names: Mapping[UUID, str]) -> Table:
    lines = tuple(
        Line((
            names.get(one.unit, "") if one.unit else "",
            Link(f"{one.number} {one.title}".strip(), addresses.of_subject("finding", one.id)),
            tuple(_words(scheme, str(code)) for code in listed(one.facts.get("fields"))),
            state_words("finding", one.state),
            result_of(one),
        ))
        for one in rows
    )  # fmt: skip
    heads = (Head(Text("单位", "Unit")), Head(Text("问题", "Problem")), Head(Text("类别", "Field")),
             Head(Text("走到哪一步", "Where it is"), is_short=True), Head(Text("结果", "Result")))  # fmt: skip
    return Table(Text("每个问题的结果", "The result of each problem"), heads, lines)


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
