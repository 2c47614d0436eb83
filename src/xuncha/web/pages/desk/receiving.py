"""Papers that were sent to a post's body and wait for its receipt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import day_of, listed
from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.words import Text
from xuncha.queries.desk import MOST_SENT, Desk
from xuncha.queries.posts import may_open
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.block import Block, Prose
from xuncha.web.kit.link import Button, Link
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.desk.awaiting import SchemeOn

RECEIVE, ISSUE = CATALOGUE["document.received"], "document.issued"

FEW = 8
"""Lines of the block; as they are received, the next follow."""


def receiving(
    viewer: Viewer, found: Desk, scheme_on: SchemeOn, names: Mapping[UUID, str]
) -> tuple[Block, ...]:
    """What waits for the post's receipt, the longest waiting first; what a clause has it receive stands among its duties."""
    owed = {duty.stream for duty in found.mine}
    rows = [
        row
        for row in found.to_receive
        if row.id not in owed and may_open(viewer, scheme_on(row), RECEIVE, row.code)
    ]
    if not rows:
        return ()
    about_units = any(row.unit not in (None, viewer.seat.party) for row in rows[:FEW])
    heads = (
        Head(Text("文书", "Paper")),
        *((Head(Text("单位", "Unit")),) if about_units else ()),
        Head(Text("制发", "Issued"), is_short=True),
    )
    n = f"{len(rows)}{'+' if len(found.to_receive) >= MOST_SENT else ''}"
    title = Text(f"等您签收 {n} 件", f"{n} wait for your receipt")
    left = Text(f"这里是最早的 {FEW} 件，签收以后接着列出", f"These are the first {FEW}; the next follow")
    lines = tuple(_line(row, names, about_units) for row in rows[:FEW])
    more = (Prose(left, is_quiet=True),) if len(rows) > FEW else ()
    return (Block("to-receive", title, (Table(title, heads, lines), *more)),)


def _line(row: Subject, names: Mapping[UUID, str], about_units: bool) -> Line:
    page = addresses.of_subject(row.kind, row.id)
    name = Link(f"{row.number} {row.title}".strip() or KIND_NAMES[row.kind], page)
    receive = Button(RECEIVE.name, addresses.of_act(row.kind, row.id, RECEIVE.code), about=row.title)
    unit = (names.get(row.unit, "") if row.unit else "",) if about_units else ()
    return Line((name, *unit, _issued_on(row)), (receive,))


def _issued_on(row: Subject) -> date | None:
    """The day it went out, by which papers of one name are told apart."""
    issued = listed(row.facts.get(ISSUE))
    return day_of(issued[-1]["_"]["on"]) if issued else None
