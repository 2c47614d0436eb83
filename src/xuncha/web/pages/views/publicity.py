"""How often the round was reported on, place by place; places without any report are seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from xuncha.core.dates.day_words import say_plain
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import day_of, id_of, listed
from xuncha.core.scheme.rules import View
from xuncha.core.words import Text
from xuncha.queries.views.units import UNITS
from xuncha.web.kit.block import Block, Prose
from xuncha.web.kit.fact import Value
from xuncha.web.kit.link import Link
from xuncha.web.pages.views.sight import Sight
from xuncha.web.pages.views.tables import (
    NO_UNITS,
    NONE_YET,
    Cells,
    figure,
    joined,
    onward,
    page_of,
    short,
    table,
    words,
)

Entry = Mapping[str, Any]
PLACE, TIMES = words("哪里", "Where"), figure("次数", "Times")
NAMED = 6
"""So many reports on one place are named, the last."""


def told_of(sight: Sight, view: View) -> Mapping[UUID, list[Entry]]:
    """The reports on each place: by the field that the regulation sorts them by, else by unit."""
    told: dict[UUID, list[Entry]] = {key: [] for key in _places(sight, view)}
    for row in (sight.row, *_units(sight)):
        for entry in listed(row.facts.get("publicity.recorded")):
            about = entry.get(view.per) if view.per else row.unit or entry.get("unit")
            if place := id_of(about) or row.unit or id_of(entry["_"].get("party")):
                told.setdefault(place, []).append(entry)
    return told


def _places(sight: Sight, view: View) -> Iterator[UUID]:
    """The places that should be reported from: the areas of the teams, or the units, in their order."""
    if view.per:
        yield from (key for one in sight.board.bodies if (key := id_of(one.facts.get("area"))))
    else:
        yield from (one.unit for one in _units(sight) if one.unit)


def _units(sight: Sight) -> list[Subject]:
    """The units of the round by their names."""
    return sorted(sight.board.inspections, key=lambda one: one.title)


def publicity(sight: Sight, view: View) -> Iterator[Block]:
    """How often, in which media, and when last; nothing where there is no place."""
    told = told_of(sight, view)
    if told:
        heads = (PLACE, TIMES, words("媒体", "Media"), short("最近一次", "Last"))
        names = sight.names(told)
        named = [(key, said) for key, said in told.items() if names[key]]
        every = Link(Text(f"看全部 {len(named)} 处", f"See all {len(named)}"), sight.view(view.page))
        cut = Text(f"只列出 {UNITS} 处。", f"Only {UNITS} stand here.")
        yield table(
            "publicity", view.text, heads, (_summed(sight, names[key], said) for key, said in named[:UNITS]), empty=NO_UNITS,
            below=(Prose(cut, (every,), is_quiet=True),) if len(named) > UNITS else (),
        )  # fmt: skip


def _summed(sight: Sight, place: str, said: list[Entry]) -> Cells:
    codes = dict.fromkeys(str(entry.get("medium") or "") for entry in said)
    media = joined(sight.scheme.words("media", code) for code in codes if code)
    days = [day for entry in said if (day := day_of(entry.get("on")))]
    return place, len(said), media if said else NONE_YET, max(days, default="")


def reports(sight: Sight, view: View) -> Iterator[Block]:
    """The last reports on each place: day, medium, which paper or station."""
    told = told_of(sight, view)
    names = sight.names(told)
    named = [(key, said) for key, said in told.items() if names[key]]
    page, after = page_of(named, lambda one: one[0], sight.asked.get("reports", ""))
    yield table(
        "reports", Text("各单位报道了多少", "Reports on each unit"), (PLACE, TIMES, words("报道", "Reports")),
        ((names[key], len(said), _named(sight, said[-NAMED:])) for key, said in page),
        empty=NO_UNITS, below=onward(sight, "reports", after),
    )  # fmt: skip


def _named(sight: Sight, said: Iterable[Entry]) -> Value:
    found = [_report(sight, one) for one in said]
    if not found:
        return NONE_YET
    return Text("；".join(one.zh for one in found), "; ".join(one.en for one in found))


def _report(sight: Sight, entry: Entry) -> Text:
    on, code = day_of(entry.get("on")), str(entry.get("medium") or "")
    day, medium = say_plain(on) if on else Text("", ""), sight.scheme.words("media", code)
    outlet = str(entry.get("outlet") or "")
    return Text(
        *(
            " ".join(filter(None, parts))
            for parts in ((day.zh, medium.zh, outlet), (day.en, medium.en, outlet))
        )
    )
