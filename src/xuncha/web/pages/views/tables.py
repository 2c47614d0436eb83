"""Tables of views: a block each under its own heading, which says what is cut off, and what is not there yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from xuncha.core.rows import Subject
from xuncha.core.words import Text
from xuncha.queries.subjects import Tally
from xuncha.queries.views.rows import SHOWN
from xuncha.web import addresses
from xuncha.web.kit.block import Block, Prose, Shown
from xuncha.web.kit.fact import Value
from xuncha.web.kit.link import Link, Words
from xuncha.web.kit.table import Head, Line, Table

Cells = tuple[Value | tuple[Value, ...], ...]

UNIT = Head(Text("单位", "Unit"))
N = Head(Text("件数", "Number"), is_figure=True)
CLOSED = Head(Text("已销号", "Closed out"), is_figure=True)
NO_UNITS = Text("还没有纳入单位。", "No unit is enrolled yet.")
NO_PROBLEMS = Text("还没有登记问题。", "No problem is recorded yet.")
NONE_YET = Text("还没有", "none yet")


def words(zh: str, en: str) -> Head:
    """A column of words."""
    return Head(Text(zh, en))


def short(zh: str, en: str) -> Head:
    """A column of short words or days, which stay on one line."""
    return Head(Text(zh, en), is_short=True)


def figure(zh: str, en: str) -> Head:
    """A column of figures."""
    return Head(Text(zh, en), is_figure=True)


def table(
    key: str, title: Text, heads: Iterable[Head], lines: Iterable[Cells], *, note: Words = "",
    empty: Words, above: Iterable[Shown] = (), rest: str | tuple[Link, ...] = "",
) -> Block:  # fmt: skip
    """A table under its heading; `empty` says, where it has no row, what would fill it; `rest` is the list that holds what was cut off,
    or the lists by their names.
    """
    rows = tuple(Line(one) for one in lines)
    found: Shown = Table(title, tuple(heads), rows) if rows else Prose(empty, is_quiet=True)
    return Block(key, title, (*above, found, *(cut(rest) if rest else ())), note=note)


def cut(rest: str | tuple[Link, ...]) -> tuple[Shown, ...]:
    """That only the first rows stand here, and where all of them do."""
    lists = (Link(Text("看全部", "See all"), rest),) if isinstance(rest, str) else rest
    return (Prose(Text(f"只列出 {SHOWN} 件。", f"Only {SHOWN} stand here."), lists, is_quiet=True),)


def link_to(row: Subject) -> Link:
    """A matter by its number and title."""
    return Link(f"{row.number} {row.title}".strip(), addresses.of_subject(row.kind, row.id))


def counted(tally: Tally | int, href: str) -> Value:
    """A figure that opens to the rows it counts."""
    found = tally if isinstance(tally, Tally) else Tally(tally)
    return Link(str(found), href) if found.n or found.is_more else 0


def joined(texts: Iterable[Text]) -> Text:
    """Several words in one line."""
    found = list(texts)
    return Text("、".join(one.zh for one in found), ", ".join(one.en for one in found))


def naming(names: Mapping[UUID | None, str], keys: Iterable[UUID | None]) -> str:
    """Several names in one line."""
    return "、".join(names[key] for key in dict.fromkeys(keys) if names.get(key))
