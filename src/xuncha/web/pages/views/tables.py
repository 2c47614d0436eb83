"""Tables of views: a block each under its own heading, which says what is cut off, and what is not there yet."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.core.words import Text
from xuncha.queries.subjects import Tally
from xuncha.queries.views.rows import SHOWN
from xuncha.queries.views.units import UNITS
from xuncha.web import addresses
from xuncha.web.kit.block import Block, Prose, Shown
from xuncha.web.kit.fact import Value
from xuncha.web.kit.link import Link, Words
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.views.sight import Sight

Cells = tuple[Value | tuple[Value, ...], ...]

UNIT = Head(Text("单位", "Unit"))
N = Head(Text("件数", "Number"), is_figure=True)
N_COMPLAINTS = Head(Text("{complaint}件", "{Complaint}s"), is_figure=True)
N_PROBLEMS = Head(Text("问题", "Problems"), is_figure=True)
N_BOTH = Head(Text("问题和{complaint}件", "Problems and {complaint}s"), is_figure=True)
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
    empty: Words, above: Iterable[Shown] = (), rest: str | tuple[Link, ...] = "", below: Iterable[Shown] = (),
    total: Sequence[Value] = (),
) -> Block:  # fmt: skip
    """A table under its heading; `empty` says, where it has no row, what would fill it; `rest` is the list that holds what was cut off,
    or the lists by their names; `total` is of all rows, also of those on other pages; `below` is the way to these.
    """
    rows = tuple(Line(one) for one in lines)
    found: Shown = Table(title, tuple(heads), rows, tuple(total)) if rows else Prose(empty, is_quiet=True)
    return Block(key, title, (*above, found, *(cut(rest) if rest else ()), *below), note=note)


def cut(rest: str | tuple[Link, ...]) -> tuple[Shown, ...]:
    """That only the first rows stand here, and where all of them do."""
    lists = (Link(Text("看全部", "See all"), rest),) if isinstance(rest, str) else rest
    return (Prose(Text(f"只列出 {SHOWN} 件。", f"Only {SHOWN} stand here."), lists, is_quiet=True),)


def onward(sight: Sight, key: str, after: str, *links: Link, at: str = "") -> tuple[Shown, ...]:
    """From one page of a long table to the next, and back to its first; nothing where it has one page alone.

    `key` is what the address calls the place where a page begins, `at` the block, where it is called otherwise.
    """
    others = {name: value for name, value in sight.asked.items() if name != key}
    ways = [
        Link(words, f"{sight.here}?{urlencode(asked)}#{at or key}" if asked else f"{sight.here}#{at or key}")
        for words, asked, is_there in (
            (Text("下一页", "Next page"), {**others, key: after}, bool(after)),
            (Text("回第一页", "Back to the first page"), others, key in sight.asked),
        )
        if is_there
    ]
    if not ways:
        return ()
    said = Text("后面还有。", "There is more.") if after else Text("到这里为止。", "That is all.")
    return (Prose(said, (*ways, *links), is_quiet=True),)


T = TypeVar("T")


def page_of(
    rows: Sequence[T], key: Callable[[T], Hashable], after: str, most: int = UNITS
) -> tuple[Sequence[T], str]:
    """The rows after the one of this key, and the key of the page after these; raises ValueError where no row has it."""
    keys = [str(key(one)) for one in rows]
    first = keys.index(after) + 1 if after else 0
    page = rows[first : first + most]
    return page, keys[first + most - 1] if len(rows) > first + most else ""


def of_units(n: int) -> Text:
    """`300 个单位`: of how many units a table is."""
    return Text(f"共 {n} 个单位", f"{n} units")


def all_units(n: int) -> Text:
    """The name of the line that sums up all units."""
    return Text(f"全部 {n} 个单位", f"All {n} units")


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
