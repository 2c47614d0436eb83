"""The problems still open in each unit, place by place; where to go is for people to choose."""

from __future__ import annotations

from collections.abc import Iterator

from xuncha.core.facts.values import id_of
from xuncha.core.scheme.rules import View
from xuncha.core.words import Text
from xuncha.queries.views.units import BY_PLACE, UNITS, Units
from xuncha.web import addresses
from xuncha.web.kit.block import Block, Prose, Shown
from xuncha.web.kit.link import Link
from xuncha.web.pages.views.sight import Sight
from xuncha.web.pages.views.tables import (
    NO_UNITS,
    UNIT,
    all_units,
    counted,
    figure,
    onward,
    table,
    words,
)

KEY = "places"


def places(sight: Sight, view: View) -> Iterator[Block]:
    """On the page of the round: the units by their place, each figure opening to the problems it counts; the first of many."""
    units = sight.units(KEY, BY_PLACE)
    if units.rows:
        every = Link(Text(f"看全部 {units.n} 个单位", f"See all {units.n} units"), sight.view(view.page))
        cut = Prose(Text(f"只列出 {UNITS} 个。", f"Only {UNITS} stand here."), (every,), is_quiet=True)
        yield _table(sight, units, (cut,) if units.after else ())


def every_place(sight: Sight, view: View) -> Iterator[Block]:
    """Beside the round: all of them page by page, where its own page has the first alone."""
    units = sight.units(KEY, BY_PLACE)
    if units.n > UNITS:
        yield _table(sight, units, onward(sight, KEY, units.after))


def _table(sight: Sight, units: Units, below: tuple[Shown, ...]) -> Block:
    areas = {one.id: id_of(one.facts.get("area")) for one in units.rows}
    names = sight.names(areas.values())
    lines = []
    for one in units.rows:
        found, unsolved = sight.problems_at([one])
        ledger = sight.ledger("finding", inspection=one.id)
        unit = Link(one.title, addresses.of_subject(one.kind, one.id))
        lines.append(
            (
                names.get(areas[one.id], ""),
                unit,
                counted(unsolved, f"{ledger}&state=open"),
                counted(found, ledger),
            )
        )
    every, unsolved = sight.problems_in_all
    return table(
        KEY, Text("各地各单位没有解决的问题", "Problems not solved, by place and unit"),
        (words("地方", "Place"), UNIT, figure("没有解决的问题", "Problems not solved"), figure("全部问题", "All problems")),
        lines, note=Text("去哪里由人定", "Where to go is for people to choose"), empty=NO_UNITS, below=below,
        total=(all_units(units.n), "", str(unsolved), str(every)) if units.is_part else (),
    )  # fmt: skip
