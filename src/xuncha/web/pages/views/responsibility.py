"""From each leader in charge down to the units and those under them: who answers, how far it is, what is owed."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from xuncha.core.case_words import state_name
from xuncha.core.rows import Subject
from xuncha.core.scheme import Scheme, View
from xuncha.core.values import id_of
from xuncha.core.words import Text
from xuncha.queries.subjects import Tally
from xuncha.queries.views.responsible import holders_in, parents_of, responsible_in
from xuncha.web import addresses
from xuncha.web.kit.block import Block
from xuncha.web.kit.link import Link
from xuncha.web.pages.duty_cells import DUTY_HEADS, duty_cells, late_of
from xuncha.web.pages.views.sight import Sight
from xuncha.web.pages.views.tables import NO_UNITS, UNIT, Cells, figure, short, table, words

HEADS = (
    UNIT, short("主要负责人", "Principal head"), words("整改责任人", "Responsible for rectification"),
    words("督查的一级", "Checked by"), short("走到哪一步", "Where it is"), figure("问题（已销号）", "Problems (closed)"),
    *DUTY_HEADS,
)  # fmt: skip
NO_LEADER = Text("没有写明分管领导", "No leader in charge is named")


def responsibility(sight: Sight, view: View) -> Iterator[Block]:
    """A block for each leader in charge, the viewer's own first; the units of each, those under a unit after it."""
    tree = Tree(sight)
    if not tree.leaders:
        yield table("none", NO_LEADER, HEADS, (), empty=NO_UNITS)
    own_first = sorted(
        tree.leaders, key=lambda key: (key != sight.viewer.person, tree.names.get(key) or "～")
    )
    yield from map(tree.block, own_first)


class Tree:
    """The units of a round under those who answer for them."""

    def __init__(self, sight: Sight) -> None:
        self.sight = sight
        units = [one.unit for one in sight.board.inspections if one.unit]
        self.leaders: dict[UUID | None, list[Subject]] = {}
        for one in sight.board.inspections:
            self.leaders.setdefault(id_of(one.facts.get("leader_in_charge")), []).append(one)
        self.names = sight.names([*self.leaders, *(one.body for one in sight.board.inspections)])
        self.parents = parents_of(units)
        self.heads = holders_in(units, principal_seats(sight.scheme))
        self.responsible = responsible_in(sight.viewer, sight.row.id)

    def block(self, leader: UUID | None) -> Block:
        """The units of one leader, with how much is open and late in all of them."""
        sight, lot, name = self.sight, self.leaders[leader], self.names.get(leader)
        title = Text(f"分管领导：{name}", f"Leader in charge: {name}") if name else NO_LEADER
        owed = [duty for one in lot for duty in sight.owed_in.get(one.id, ())]
        late = len(late_of(owed, sight.viewer, sight.now))
        note = Text(f"未办 {len(owed)}，逾期 {late}", f"{len(owed)} open, {late} late")
        lines = (self._line(one, depth) for one, depth in self._down(lot))
        return table(f"leader-{leader or 'none'}", title, HEADS, lines, note=note, empty=NO_UNITS)

    def _down(self, lot: list[Subject]) -> Iterator[tuple[Subject, int]]:
        """Each unit, then those under it; a unit whose superior is not among them stands at the top."""
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

    def _line(self, one: Subject, depth: int) -> Cells:
        sight = self.sight
        problems, closed = sight.problems.get((one.id, "finding"), (Tally(), Tally()))
        return (
            Link(f"{'└ ' * depth}{one.title}", addresses.of_subject("inspection", one.id)),
            self.heads.get(one.unit, "") if one.unit else "",
            "、".join(self.responsible.get(one.id, ())),
            self.names.get(one.body, ""),
            state_name(one.state),
            Text(f"{problems}（{closed}）", f"{problems} ({closed})"),
            *duty_cells(sight.owed_in.get(one.id, ()), sight.viewer, sight.now, f"inspection={one.id}"),
        )


def principal_seats(scheme: Scheme) -> frozenset[str]:
    """The seats of a unit that one person holds and that answer for it."""
    return frozenset(
        role.seat for role in scheme.roles.values() if role.body == "unit" and role.seat and role.max == 1
    )
