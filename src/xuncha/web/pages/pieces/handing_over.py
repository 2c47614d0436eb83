"""A hand-over with what the post owes: beside its form as it stands now, on the body's page as it stood then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from xuncha.core.dates.day_words import say_day
from xuncha.core.facts.rows import Act, Duty, Subject
from xuncha.core.facts.values import id_of
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.handing_over import MOST, owed_at, owed_by_post
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.block import Block, Card, Item, Items
from xuncha.web.kit.empty import Empty
from xuncha.web.kit.link import Link
from xuncha.web.kit.paper import PaperTable
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.pieces.due import chip, duty_words
from xuncha.web.pages.pieces.roster import seat_words

HANDED_OVER = "post.handed_over"

SHOWN = 12
"""Duties that stand on the page for one hand-over; of more it says how many there are."""

SHOWN_ACTS = 3
"""Hand-overs of which the page says what was owed: the last ones."""

NOTHING = Empty(Text("这个岗位没有没办完的事", "Nothing is left to do in this post"))


def owing_card(viewer: Viewer, scheme: Scheme, row: Subject, seat: str) -> Card:
    """What the post owes now, beside the form by which it is handed over."""
    duties = owed_by_post(viewer, row.id, seat)
    title = Text(f"这个岗位没办完的 {_n(duties)} 件", f"Left to do in this post: {_n(duties)}")
    items = tuple(Item(_link(one), note=_by(one)) for one in duties[:SHOWN])
    return Card(title, (Items(items),) if items else (NOTHING,))


def handed_over_blocks(
    viewer: Viewer,
    scheme: Scheme,
    row: Subject,
    acts: Iterable[Act],
    names: Mapping[UUID, str],
    now: datetime,
) -> Iterator[Block]:
    """The last hand-overs of a body or unit, each with what the post owed then and what became of it."""
    heads = (Head(Text("要做什么", "What")), Head(Text("现在", "Now"), is_short=True))
    for act, duties in _handed_over(viewer, row, acts):
        title = _title(scheme, row, act, names)
        lines = tuple(Line((_link(one), chip(one, viewer, now))) for one in duties[:SHOWN])
        table = Table(title, heads, lines, empty=NOTHING)
        yield Block(f"handed-{act.id}", title, (table,), note=_note(duties))


def handed_over_tables(
    viewer: Viewer, scheme: Scheme, row: Subject, acts: Iterable[Act], names: Mapping[UUID, str]
) -> Iterator[PaperTable]:
    """The same lists, for print, with the day on which each was due."""
    heads = (Text("要做什么", "What"), Text("期限", "Due"))
    for act, duties in _handed_over(viewer, row, acts):
        rows = tuple((duty_words(one), _by(one)) for one in duties)
        yield PaperTable(_title(scheme, row, act, names), heads, rows)


def _handed_over(viewer: Viewer, row: Subject, acts: Iterable[Act]) -> Iterator[tuple[Act, tuple[Duty, ...]]]:
    last = [act for act in acts if act.type == HANDED_OVER][-SHOWN_ACTS:][::-1]
    wanted = [(str(act.fields["seat"]), act.position) for act in last]
    yield from zip(last, owed_at(viewer, row.id, wanted), strict=True)


def _title(scheme: Scheme, row: Subject, act: Act, names: Mapping[UUID, str]) -> Text:
    """`9月7日 周一交接：主任，林若舟交给乔木森`."""
    seat, on = seat_words(scheme, row, str(act.fields["seat"])), say_day(act.occurred_on)
    former, successor = (
        names.get(key, "") if (key := id_of(act.fields.get(name))) else "" for name in ("person", "successor")
    )
    return Text(
        f"{on.zh}交接：{seat.zh}，{former}交给{successor}",
        f"Handed over on {on.en}: {seat.en.lower()}, {former} to {successor}",
    )


def _note(duties: tuple[Duty, ...]) -> Text:
    return Text(f"当时没办完的 {_n(duties)} 件", f"{_n(duties)} left to do then")


def _n(duties: tuple[Duty, ...]) -> str:
    return f"{MOST}+" if len(duties) == MOST else str(len(duties))


def _link(duty: Duty) -> Link:
    return Link(duty_words(duty), addresses.of_duty(duty.id))


def _by(duty: Duty) -> Text:
    """The day it is due, or the text's own word for time."""
    on = str(duty.due.get("on", "")) if duty.due_at else ""
    return Text(on or duty.undated or "未定", on or duty.undated or "no day given")
