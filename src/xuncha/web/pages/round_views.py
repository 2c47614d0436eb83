"""What a regulation wants to be seen of a round: its teams, the places with problems, its goals, its publicity.

Each stands on the page of the round where the regulation has a view of that name, with the clauses it cites.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from xuncha.core.case_words import state_name
from xuncha.core.day_words import say_plain
from xuncha.core.periods import Period, due_after
from xuncha.core.rows import Subject
from xuncha.core.scheme import Scheme, View
from xuncha.core.standing import Light
from xuncha.core.values import day_of, id_of, listed
from xuncha.core.words import Text
from xuncha.queries.choices import act_words
from xuncha.queries.rounds import OfUnits, RoundBoard, counts_of_units, done_within
from xuncha.queries.subjects import Tally, called, names_of
from xuncha.shipped import calendar
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.block import Block, Shown
from xuncha.web.kit.fact import Value
from xuncha.web.kit.link import Link
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.clauses import cites
from xuncha.web.pages.due import chip


@dataclass(frozen=True)
class Sight:
    """A round as one viewer sees it now."""

    viewer: Viewer
    scheme: Scheme
    row: Subject
    board: RoundBoard
    now: datetime

    def counts(self, *kinds: str) -> OfUnits:
        """How many of these kinds each inspection has, and how many of them are closed."""
        return counts_of_units(self.viewer, self.row.id, kinds)

    def under_way(self, counts: OfUnits, inspections: list[Subject]) -> tuple[Tally, Tally]:
        """How many there are in these inspections, and how many of them are not closed."""
        found = [counts[one.id, "finding"] for one in inspections if (one.id, "finding") in counts]
        n, done = (sum(tallies[i].n for tallies in found) for i in (0, 1))
        more = any(tally.is_more for tallies in found for tally in tallies)
        return Tally(n, more), Tally(n - done, more)


def declared_blocks(sight: Sight) -> Iterator[Shown]:
    """The parts of the round's page that the regulation has views for, in their order."""
    for view in sight.scheme.views:
        make = MAKERS.get(view.page)
        block = make(sight, view) if make else None
        if block is not None:
            yield block


def _link(tally: Tally, href: str) -> Value:
    return Link(f"{tally.n}{'+' if tally.is_more else ''}", href) if tally.n or tally.is_more else 0


# ---------------------------------------------------------------------- 各组

TEAM_HEADS = (
    Head(Text("巡查组", "Team")),
    Head(Text("负责的区域", "Area")),
    Head(Text("单位和走到哪一步", "Units and where they are")),
    Head(Text("问题", "Problems"), is_figure=True),
    Head(Text("没有解决", "Not solved"), is_figure=True),
    Head(Text("未办", "Open"), is_figure=True),
    Head(Text("逾期", "Late"), is_figure=True),
)


def teams_on_board(sight: Sight, view: View) -> Block | None:
    """Every team formed in the round: its area, how far it is in each unit, its problems, what it owes. No ranking."""
    teams = [one for one in sight.board.bodies if sight.scheme.part_of(one.code) == "inspects"]
    if not teams:
        return None
    counts, names = sight.counts("finding"), names_of(id_of(one.facts.get("area")) for one in teams)
    lines = tuple(_team_line(sight, one, counts, names) for one in teams)
    return Block(
        "teams", Text(f"{len(teams)} 个组走到哪一步", f"How far the {len(teams)} teams are"),
        (Table(view.text, TEAM_HEADS, lines),), cites=cites(view.cite),
    )  # fmt: skip


def _team_line(sight: Sight, team: Subject, counts: OfUnits, names: Mapping[UUID, str]) -> Line:
    own = [one for one in sight.board.inspections if one.body == team.id]
    units = tuple(Link(_with_state(one), addresses.of_subject(one.kind, one.id)) for one in own)
    found, unsolved = sight.under_way(counts, own)
    owed = [duty for duty in sight.board.duties if duty.owner == team.id]
    late = sum(1 for duty in owed if chip(duty, sight.viewer, sight.now).light is Light.LATE)
    area = id_of(team.facts.get("area"))
    ledger, duties = (
        f"/findings?campaign={sight.row.id}&body={team.id}",
        f"/duties?campaign={sight.row.id}&owner={team.id}",
    )
    return Line((
        Link(team.title, addresses.of_subject(team.kind, team.id)),
        names.get(area, "") if area else "",
        units or Text("还没有分派单位", "no unit yet"),
        _link(found, ledger),
        _link(unsolved, ledger),
        _link(Tally(len(owed)), duties),
        _link(Tally(late), f"{duties}&late=1"),
    ))  # fmt: skip


def _with_state(row: Subject) -> Text:
    state = state_name(row.state)
    return Text(f"{row.title}：{state.zh}", f"{row.title}: {state.en}")


# ---------------------------------------------------------------------- 哪里问题突出

PLACE_HEADS = (
    Head(Text("地方", "Place")),
    Head(Text("单位", "Unit")),
    Head(Text("没有解决的问题", "Problems not solved"), is_figure=True),
    Head(Text("全部问题", "All problems"), is_figure=True),
)


def places_on_board(sight: Sight, view: View) -> Block | None:
    """The problems still open in each unit, place by place; where to go is for people to choose."""
    units = sight.board.inspections
    if not units:
        return None
    names = names_of(id_of(one.facts.get("area")) for one in units)
    counts = sight.counts("finding")
    lines = []
    for place, one in sorted(
        ((_area(one, names), one) for one in units), key=lambda found: (found[0], found[1].version)
    ):
        found, unsolved = sight.under_way(counts, [one])
        ledger = f"/findings?campaign={sight.row.id}&inspection={one.id}"
        unit = Link(one.title, addresses.of_subject(one.kind, one.id))
        lines.append(Line((place, unit, _link(unsolved, ledger), _link(found, ledger))))
    title = Text("各地各单位没有解决的问题", "Problems not solved, by place and unit")
    return Block(
        "places", title, (Table(title, PLACE_HEADS, tuple(lines)),),
        note=Text("去哪里由人定", "Where to go is for people to choose"), cites=cites(view.cite),
    )  # fmt: skip


def _area(row: Subject, names: Mapping[UUID, str]) -> str:
    area = id_of(row.facts.get("area"))
    return names.get(area, "") if area else ""


# ---------------------------------------------------------------------- 目标期

SPAN_HEADS = (
    Head(Text("办了什么", "What was done")),
    Head(Text("件数", "Number"), is_figure=True),
    Head(Text("哪些", "Which")),
)
SHOWN = 20
"""So many matters stand behind a figure by name; of more, the list has all."""


def goal_on_board(sight: Sight, view: View) -> Block | None:
    """What was done within a span that the regulation sets itself as a goal: counted from the round's first day."""
    starts = day_of(sight.row.facts.get("starts_on"))
    if starts is None or not view.spans:
        return None
    first, last = _span(sight, view, starts)
    found = done_within(sight.viewer, sight.row.id, view.counted, first, last)
    names = called(sight.viewer, [key for keys in found.values() for key, _ in keys])
    lines = tuple(_goal_line(sight, act, found.get(act, ()), names) for act in view.counted)
    until = Text(
        f"{say_plain(first).zh}至{say_plain(last).zh}", f"{say_plain(first).en} to {say_plain(last).en}"
    )
    note = Text(f"{until.zh}，目标期，到了不算逾期", f"{until.en}; a goal, by which nothing is late")
    return Block(
        f"goal-{view.spans[-1]}",
        view.text,
        (Table(view.text, SPAN_HEADS, lines),),
        note=note,
        cites=cites(view.cite),
    )


def _span(sight: Sight, view: View, starts: date) -> tuple[date, date]:
    """The first and the last day of the last of these spans, which follow one another."""
    first = last = starts
    for name in view.spans:
        first = last if last == starts else last + timedelta(days=1)
        last = due_after(Period.parse(sight.scheme.settings[name].default), first, calendar(), rolls=False).on
    return first, last


def _goal_line(
    sight: Sight, act: str, found: tuple[tuple[UUID, str], ...], names: Mapping[UUID, str]
) -> Line:
    code, _, value = act.partition(":")
    matters = dict(found)
    links = tuple(
        Link(names[key], addresses.of_subject(kind, key))
        for key, kind in list(matters.items())[:SHOWN]
        if key in names
    )
    left = len(matters) - len(links)
    more = (Text(f"等 {len(matters)} 件", f"and {left} more"),) if left else ()
    return Line((act_words(sight.scheme, code, value), len(found), (*links, *more) or ""))


# ---------------------------------------------------------------------- 宣传报道

PUBLICITY_HEADS = (
    Head(Text("哪里", "Where")),
    Head(Text("次数", "Times"), is_figure=True),
    Head(Text("媒体", "Media")),
    Head(Text("最近一次", "Last"), is_short=True),
)


def publicity_on_board(sight: Sight, view: View) -> Block | None:
    """How often the round was reported on, place by place; places without any are seen."""
    told: dict[UUID, list[Mapping[str, Any]]] = {key: [] for key in _places(sight, view)}
    for row in (sight.row, *sight.board.inspections):
        for entry in listed(row.facts.get("publicity.recorded")):
            place = id_of(entry.get(view.per)) if view.per else row.unit
            if place or row.unit:
                told.setdefault(place or row.unit, []).append(entry)  # type: ignore[arg-type]
    if not told:
        return None
    names = names_of(told)
    lines = tuple(_publicity_line(sight.scheme, names.get(key, ""), said) for key, said in told.items())
    return Block("publicity", view.text, (Table(view.text, PUBLICITY_HEADS, lines),), cites=cites(view.cite))


def _places(sight: Sight, view: View) -> Iterator[UUID]:
    """The places that should be reported from: the areas of the teams, or the units, in their order."""
    if view.per:
        yield from (key for one in sight.board.bodies if (key := id_of(one.facts.get("area"))))
    else:
        yield from (one.unit for one in sight.board.inspections if one.unit)


def _publicity_line(scheme: Scheme, place: str, said: list[Mapping[str, Any]]) -> Line:
    codes = dict.fromkeys(str(entry.get("medium", "")) for entry in said)
    media = [
        found.text if (found := scheme.value("media", code)) else Text(code, code) for code in codes if code
    ]
    days = [day for entry in said if (day := day_of(entry.get("on")))]
    words = Text("、".join(one.zh for one in media), ", ".join(one.en for one in media))
    return Line((place, len(said), words if said else Text("还没有", "none yet"), max(days, default="")))


MAKERS: Mapping[str, Callable[[Sight, View], Block | None]] = {
    "round_board": teams_on_board,
    "coverage": places_on_board,
    "figures": goal_on_board,
    "publicity_board": publicity_on_board,
}
"""What each view is on the page of a round."""
