"""On the page of a complaint: others that may be about the same matter, for a person to look at and to link."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.rows import Subject
from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.posts import may_open
from xuncha.queries.subjects import LINKED
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.block import Block, Prose
from xuncha.web.kit.link import Button, Link
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.pieces.columns import state_words

TITLE = Text("可能是同一件事", "Possibly the same matter")
WHAT = Text(
    "登记的文字相近，是不是同一件事由人判断。关联以后，各件仍分别答复。",
    "What is registered reads alike; whether it is one matter is for a person to say. Once linked, each is still answered on its own.",
)
SAME = "same"


def alike_block(
    viewer: Viewer, scheme: Scheme, row: Subject, others: tuple[Subject, ...], names: Mapping[UUID, str]
) -> tuple[Block, ...]:
    """Those that `queries.alike` names, each with the way to the form by which whoever may links the two; nothing where there is none."""
    if not others:
        return ()
    may_link = scheme.value("links", SAME) is not None and may_open(viewer, scheme, CATALOGUE[LINKED], SAME)
    heads = (
        Head(KIND_NAMES[row.kind]),
        Head(Text("编号", "Number"), is_short=True),
        Head(Text("单位", "Unit")),
        Head(Text("状态", "State"), is_short=True),
        Head(Text("日期", "Date"), is_short=True),
    )
    lines = tuple(
        Line(
            (
                Link(one.title or KIND_NAMES[one.kind], addresses.of_subject(one.kind, one.id)),
                one.number,
                names.get(one.unit, "") if one.unit else "",
                state_words(one.kind, one.state),
                one.opened_on,
            ),
            _way_to_link(row, one) if may_link else (),
        )
        for one in others
    )
    return (Block("alike", TITLE, (Prose(WHAT, is_quiet=True), Table(TITLE, heads, lines))),)


def _way_to_link(row: Subject, other: Subject) -> tuple[Button, ...]:
    href = f"{addresses.of_act(row.kind, row.id, LINKED, SAME)}&to={other.id}"
    return (Button(Text("关联", "Link"), href, about=other.title),)
