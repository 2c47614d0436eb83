"""From each leader in charge down to the units and those under them: who answers, how far it is, what is owed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from uuid import UUID

from xuncha.core.facts.rows import Duty, Subject
from xuncha.core.facts.values import id_of
from xuncha.core.names.case_words import state_name
from xuncha.core.scheme.rules import Scheme, View
from xuncha.core.words import Text
from xuncha.queries.subjects import Tally
from xuncha.queries.views.responsible import duties_in, holders_in, owed_in, parents_of, responsible_in
from xuncha.web import addresses
from xuncha.web.kit.block import Block
from xuncha.web.kit.fact import Value
from xuncha.web.kit.link import Link
from xuncha.web.pages.pieces.duty_cells import ABOUT_HEADS, duty_cells
from xuncha.web.pages.views.sight import Sight
from xuncha.web.pages.views.tables import (
    NO_UNITS,
    UNIT,
    Cells,
    figure,
    of_units,
    onward,
    page_of,
    short,
    table,
    words,
)

HEADS = (
    UNIT, short("主要负责人", "Principal head"), words("整改责任人", "Responsible for rectification"),
    words("督查的一级", "Checked by"), short("走到哪一步", "Where it is"), figure("问题（已销号）", "Problems (closed)"),
    *ABOUT_HEADS,
)  # fmt: skip
NO_LEADER = Text("没有写明分管领导", "No leader in charge is named")


KEY = "tree"
"""What the address calls the unit after which a page begins."""


def responsibility(sight: Sight, view: View) -> Iterator[Block]:
    """A block for each leader in charge, the viewer's own first; the units of each, those under a unit after it; page by page."""
    tree = Tree(sight)
    if not tree.lots:
        yield table("none", NO_LEADER, HEADS, (), empty=NO_UNITS)
    every = [(leader, one, depth) for leader in tree.lots for one, depth in tree.down(leader)]
    page, after = page_of(every, lambda line: line[1].id, sight.asked.get(KEY, ""))
    around = Around(sight, [one for _, one, _ in page])
    for leader, lines in groupby(page, key=lambda line: line[0]):
        yield tree.block(leader, [around.line(one, depth) for _, one, depth in lines])
    if ways := onward(sight, KEY, after):
        yield Block(KEY, of_units(len(every)), ways)


class Tree:
    """The units of a round under those who answer for them, the viewer's own first."""

    def __init__(self, sight: Sight) -> None:
        self.sight = sight
        found: dict[UUID | None, list[Subject]] = {}
        for one in sight.board.inspections:
            found.setdefault(id_of(one.facts.get("leader_in_charge")), []).append(one)
        self.names = sight.names(found)
        order = sorted(found, key=lambda key: (key != sight.viewer.person, self.names.get(key) or "～"))
        self.lots = {leader: found[leader] for leader in order}
        self.parents = parents_of(one.unit for one in sight.board.inspections if one.unit)
        self.owed = owed_in(sight.viewer, sight.row.id, sight.now)

    def block(self, leader: UUID | None, lines: list[Cells]) -> Block:
        """Some units of one leader, with how much is open and late in all of them."""
        name = self.names.get(leader)
        title = Text(f"分管领导：{name}", f"Leader in charge: {name}") if name else NO_LEADER
        lot = [self.owed[one.id] for one in self.lots[leader] if one.id in self.owed]
        n, late = sum(one.n for one in lot), sum(one.n_late for one in lot)
        note = Text(f"关于这些单位的未办 {n}，逾期 {late}", f"{n} open about these units, {late} late")
        return table(f"leader-{leader or 'none'}", title, HEADS, lines, note=note, empty=NO_UNITS)

    def down(self, leader: UUID | None) -> Iterator[tuple[Subject, int]]:
        """Each unit, then those under it; a unit whose superior is not among them stands at the top."""
        lot = self.lots[leader]
        units = {one.unit for one in lot}
        under: dict[UUID | None, list[Subject]] = {}
        for one in lot:
            over = self.parents.get(one.unit) if one.unit else None
            under.setdefault(over if over in units else None, []).append(one)
        waiting = [(one, 0) for one in reversed(under.get(None, ()))]
        while waiting:
            one, depth = waiting.pop()
            yield one, depth
            below = under.get(one.unit, ()) if one.unit else ()
            waiting += ((each, depth + 1) for each in reversed(below))


class Around:
    """What stands beside the units of one page."""

    def __init__(self, sight: Sight, page: list[Subject]) -> None:
        self.sight = sight
        keys = [one.id for one in page]
        self.names = sight.names(one.body for one in page)
        self.heads = holders_in([one.unit for one in page if one.unit], principal_seats(sight.scheme))
        self.responsible = responsible_in(sight.viewer, sight.row.id, keys)
        self.owed: dict[UUID | None, list[Duty]] = {}
        for duty in duties_in(sight.viewer, sight.row.id, keys):
            self.owed.setdefault(duty.inspection, []).append(duty)

    def line(self, one: Subject, depth: int) -> Cells:
        """One unit: who heads it and puts its problems right, how far it is, what is owed there."""
        sight = self.sight
        problems, closed = sight.problems.get((one.id, "finding"), (Tally(), Tally()))
        return (
            Link(f"{'└ ' * depth}{one.title}", addresses.of_subject("inspection", one.id)),
            self.heads.get(one.unit, "") if one.unit else "",
            "、".join(self.responsible.get(one.id, ())),
            self.names.get(one.body, ""),
            state_name(one.state),
            _counted(sight, one, problems, closed),
            *duty_cells(self.owed.get(one.id, ()), sight.viewer, sight.now, f"inspection={one.id}"),
        )


def _counted(sight: Sight, one: Subject, problems: Tally, closed: Tally) -> Value:
    """`3（1）`: the problems of a unit and those closed, opening to the list where there is any."""
    words = Text(f"{problems}（{closed}）", f"{problems} ({closed})")
    return Link(words, sight.ledger("finding", inspection=one.id)) if problems.n else words


def principal_seats(scheme: Scheme) -> frozenset[str]:
    """The seats of a unit that one person holds and that answer for it."""
    return frozenset(
        role.seat for role in scheme.roles.values() if role.body == "unit" and role.seat and role.max == 1
    )
