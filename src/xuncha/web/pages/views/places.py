"""The problems still open in each unit, place by place; where to go is for people to choose."""

from __future__ import annotations

from collections.abc import Iterator

from xuncha.core.scheme import View
from xuncha.core.values import id_of
from xuncha.core.words import Text
from xuncha.web import addresses
from xuncha.web.kit.block import Block
from xuncha.web.kit.link import Link
from xuncha.web.pages.views.sight import Sight
from xuncha.web.pages.views.tables import NO_UNITS, UNIT, counted, figure, table, words


def places(sight: Sight, view: View) -> Iterator[Block]:
    """The units of a round by their place, each figure opening to the problems it counts."""
    units = sight.board.inspections
    if not units:
        return
    areas = {one.id: id_of(one.facts.get("area")) for one in units}
    names = sight.names(areas.values())
    lines = []
    for one in sorted(units, key=lambda one: (names.get(areas[one.id], ""), one.version)):
        found, unsolved = sight.problems_at([one])
        ledger = sight.ledger("finding", inspection=one.id)
        unit = Link(one.title, addresses.of_subject(one.kind, one.id))
        lines.append((names.get(areas[one.id], ""), unit, counted(unsolved, ledger), counted(found, ledger)))
    yield table(
        "places", Text("各地各单位没有解决的问题", "Problems not solved, by place and unit"),
        (words("地方", "Place"), UNIT, figure("没有解决的问题", "Problems not solved"), figure("全部问题", "All problems")),
        lines, note=Text("去哪里由人定", "Where to go is for people to choose"), empty=NO_UNITS,
    )  # fmt: skip
