"""Every team formed in the round: its area, how far it is in each unit, its problems, what it owes. No ranking."""

from __future__ import annotations

from collections.abc import Iterator

from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import id_of
from xuncha.core.names.case_words import state_name
from xuncha.core.scheme.rules import View
from xuncha.core.words import Text
from xuncha.web import addresses
from xuncha.web.kit.block import Block
from xuncha.web.kit.link import Link
from xuncha.web.pages.pieces.duty_cells import late_of
from xuncha.web.pages.views.sight import Sight
from xuncha.web.pages.views.tables import Cells, counted, figure, table, words

HEADS = (
    words("组", "Team"), words("单位和走到哪一步", "Units and where they are"),
    figure("问题", "Problems"), figure("没有解决", "Not solved"), figure("未办", "Open"), figure("逾期", "Late"),
)  # fmt: skip


AREA = words("负责的区域", "Area")
"""Stands after the team where any of them has one."""

NAMED = 8
"""So many units of a team are named; of more, the list has all."""


def teams(sight: Sight, view: View) -> Iterator[Block]:
    """A line for each team; nothing in a round without any."""
    found = [one for one in sight.board.bodies if sight.scheme.part_of(one.code) == "inspects"]
    if found:
        title = Text(f"{len(found)} 个组走到哪一步", f"How far the {len(found)} teams are")
        areas = {one.id: id_of(one.facts.get("area")) for one in found}
        names = sight.names(areas.values())
        has_areas = any(areas.values())
        heads = (HEADS[0], *((AREA,) if has_areas else ()), *HEADS[1:])
        lines = (_team(sight, one, (names.get(areas[one.id], ""),) if has_areas else ()) for one in found)
        yield table("teams", title, heads, lines, empty="")


def _team(sight: Sight, team: Subject, area: tuple[str, ...]) -> Cells:
    own = [one for one in sight.board.inspections if one.body == team.id]
    units = tuple(Link(_with_state(one), addresses.of_subject(one.kind, one.id)) for one in own[:NAMED])
    if len(own) > NAMED:
        units += (
            Link(Text(f"全部 {len(own)} 个", f"all {len(own)}"), sight.ledger("inspection", body=team.id)),
        )
    found, unsolved = sight.problems_at(own)
    owed = [duty for duty in sight.board.duties if team.id in duty.owed_by]
    ledger = sight.ledger("finding", body=team.id)
    duties = f"/duties?campaign={sight.row.id}&owner={team.id}"
    return (
        Link(team.title, addresses.of_subject(team.kind, team.id)),
        *area,
        units or Text("还没有分派单位", "no unit yet"),
        counted(found, ledger),
        counted(unsolved, f"{ledger}&state=open"),
        counted(len(owed), duties),
        counted(len(late_of(owed, sight.viewer, sight.now)), f"{duties}&late=1"),
    )


def _with_state(row: Subject) -> Text:
    state = state_name(row.state)
    return Text(f"{row.title}：{state.zh}", f"{row.title}: {state.en}")
