"""Recusals on the desk of whoever decides on them: what was asked for, and ties declared that nobody has acted on yet."""

from __future__ import annotations

from xuncha.core.acts.competence import is_for_post, roles_for
from xuncha.core.catalogue import CATALOGUE, ActType
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.desk import Desk
from xuncha.queries.posts import may_open
from xuncha.queries.recusals import MOST_UNDECIDED, Undecided
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.block import Block, Item, Items
from xuncha.web.kit.link import Button, Link
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.people.recusals import ADDRESS, ground_words

DECIDE, REQUEST = CATALOGUE["recusal.decided"], CATALOGUE["recusal.requested"]
FEW = 5
"""Lines of the block; the page of all recusals holds the rest."""


def recusals_to_decide(viewer: Viewer, scheme: Scheme, found: Desk) -> tuple[Block, ...]:
    """What waits for the post that decides on recusals by itself; what a clause has it decide stands among its duties."""
    if not is_for_post(scheme, roles_for(scheme, viewer.seat), DECIDE.code, ""):
        return ()
    owed = {duty.stream for duty in found.mine if DECIDE.code in duty.awaits}
    rows = [row for row in found.undecided if not (row.is_asked and row.person in owed)]
    if not rows:
        return ()
    lines = tuple(_line(viewer, scheme, row) for row in rows[:FEW])
    heads = (
        Head(Text("姓名", "Name")),
        Head(Text("单位", "Unit")),
        Head(Text("情形", "Ground")),
        Head(Text("状态", "State")),
        Head(Text("自", "Since"), is_short=True),
    )
    n = f"{len(rows)}{'+' if len(found.undecided) >= MOST_UNDECIDED else ''}"
    title = Text(f"回避，等您处理 {n} 件", f"{n} recusals wait for you")
    more = (Items((Item(Link(Text("看全部回避", "See all recusals"), ADDRESS)),)),) if len(rows) > FEW else ()
    return (Block("recusals", title, (Table(title, heads, lines), *more)),)


def _line(viewer: Viewer, scheme: Scheme, row: Undecided) -> Line:
    state = (
        Text("已申请，先回避，等决定", "asked for, kept off, to be decided")
        if row.is_asked
        else Text("声明有关系，还没有申请回避", "tie declared, recusal not asked for yet")
    )
    values = (
        Link(row.name, addresses.of_subject("person", row.person)),
        Link(row.unit_name, addresses.of_subject("unit", row.unit)),
        ground_words(scheme, row.ground),
        state,
        row.since,
    )
    return Line(values, _button(viewer, scheme, row, DECIDE if row.is_asked else REQUEST))


def _button(viewer: Viewer, scheme: Scheme, row: Undecided, act: ActType) -> tuple[Button, ...]:
    if not may_open(viewer, scheme, act, ""):
        return ()
    href = addresses.of_act("person", row.person, act.code)
    return (
        Button(act.name, href, about=Text(f"{row.name}，{row.unit_name}", f"{row.name}, {row.unit_name}")),
    )
