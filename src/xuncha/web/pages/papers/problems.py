"""Problems in a table, from the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from xuncha.core.dates.day_words import say_plain
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import day_of, id_of, listed
from xuncha.core.scheme.rules import Form, FormField
from xuncha.core.words import Text
from xuncha.queries.carried import named_in
from xuncha.store.viewer import Viewer
from xuncha.web.kit.link import Words
from xuncha.web.kit.paper import PaperTable
from xuncha.web.pages.papers.fields import without_advice
from xuncha.web.pages.pieces.columns import state_words

PROBLEMS = Text("问题清单", "List of problems")


PROBLEM_HEADS: tuple[Words, ...] = (
    Text("序", "No."),
    Text("问题", "Problem"),
    Text("情况", "What was found"),
)


STATE = Text("状态", "State")


def problems(rows: Iterable[Subject], title: Words = PROBLEMS, *, with_state: bool = False) -> PaperTable:
    """Problems with what was found and what is advised, from the ledger."""
    rows = tuple(rows)
    more = [one for one in MORE if any(row.facts.get(one) for row in rows)]
    lines = tuple(
        (
            str(n),
            row.title,
            str(row.facts.get("text") or ""),
            *(_written(row.facts.get(one)) for one in more),
            *((state_words(row.kind, row.state),) if with_state else ()),
        )
        for n, row in enumerate(rows, start=1)
    )
    heads = (*PROBLEM_HEADS, *(MORE[one] for one in more), *((STATE,) if with_state else ()))
    return PaperTable(title, heads, lines, is_numbered=True)


MORE: Mapping[str, Text] = {
    "advice": Text("整改意见", "Advice"),
    "told_as": Text("编号", "Number"),
    "limit": Text("解决期限", "To be solved by"),
}
"""What stands beside problems that have it: what is advised, the number under which the unit knows them, and their own limit."""


def _written(value: Any) -> Words:
    day = day_of(value)
    return say_plain(day) if day else str(value or "")


def problems_named(viewer: Viewer, form: Form, row: Subject) -> Iterator[tuple[str, PaperTable]]:
    """The problems that a paper is about, each with what was found and what is advised; by the field that names them."""
    for field in form.fields.values():
        if found := named_in(viewer, row, named_at(field, row)):
            yield field.name, problems(found.values(), without_advice(field.text))


def named_at(field: FormField, row: Subject) -> list[UUID]:
    """The problems that a field of a paper names."""
    if (field.type, field.of) != ("refs", "finding"):
        return []
    return [key for one in listed(row.facts.get(field.name)) if (key := id_of(one))]
