"""Conditions on where people come from: the inspected unit itself, or elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Authority, Seat
from xuncha.core.facts.values import id_of
from xuncha.core.names.nouns import worded
from xuncha.core.predicates.predicate import HOLDS, Args, Found, predicate
from xuncha.core.predicates.ties import people_meant, units_towards
from xuncha.core.predicates.waiting import nothing
from xuncha.core.refusal import Missing
from xuncha.core.words import Text


def _origins(case: Case, args: Args) -> Iterable[Ask]:
    """The seats of the unit, and of whoever is to inspect it: a team as it stands, or the one who joins it."""
    units = _units(case, args)
    if case.subject.kind == "body" and not units:
        yield ask("authority", body=case.subject.id, ended_on=None)
    if units:
        yield ask("seat", party=units, leadership=True, ended_on=None)
    people = people_meant(case, args)
    if people and args.get("of") == "own":
        yield ask("seat", person=people, ended_on=None)
    elif people:
        yield ask("seat", person=people, leadership=True, ended_on=None)
    else:
        yield ask("seat", party=id_of(case.fields.get("body")) or case.subject.id, ended_on=None)


def _units(case: Case, args: Args) -> tuple[UUID, ...]:
    """The unit at hand, and the one that a field names beside it."""
    named = id_of(case.fields.get(str(args["unit"]))) if args.get("unit") else None
    return tuple(dict.fromkeys((*units_towards(case), *((named,) if named else ()))))


@predicate(
    "person of unit",
    "不是这个单位的人",
    "Nobody concerned belongs to the unit",
    _origins,
    typed=True,
    waits_for=nothing,
)
def from_elsewhere(case: Case, args: Args, facts: Facts) -> Found:
    """`of = "leadership"`: nobody sits in the unit's leadership; `of = "home"`: somebody has another home unit;
    `of = "own"`: nobody has it as home unit, or holds a seat in it.  `unit` is a field that names another unit beside it.
    """
    rows = [row for wanted in _origins(case, args) for row in facts[wanted]]
    units = set(_units(case, args)) | {row.unit for row in rows if isinstance(row, Authority)}
    seats = [row for row in rows if isinstance(row, Seat) and row.has_not_run_out(case.occurred_on)]
    people = set(people_meant(case, args)) | {row.person for row in seats if row.party not in units}
    if args.get("of") == "own":
        concerned = set(people_meant(case, args)) or {row.person for row in seats if row.party not in units}
        return tuple(_of_this_unit(one) for one in sorted(_own(seats, units) & concerned, key=str))
    if args.get("of") == "home":
        homes = [row.home_unit for row in seats if row.party not in units]
        if not homes or not all(home in units for home in homes):
            return HOLDS
        what = worded(
            case.scheme, Text("这个组的人都来自{unit}", "Everybody in this team comes from the {unit}")
        )
        return (Missing(what),)
    leading = {row.person for row in seats if row.party in units and row.leadership} & people
    leads = worded(
        case.scheme, Text("这个人是{unit}的领导班子成员", "This person sits in the leadership of the {unit}")
    )
    return tuple(
        Missing(leads, "seat.vacated", subject=person)
        for person in sorted(leading, key=str)
    )  # fmt: skip


def _own(seats: list[Seat], units: set[UUID]) -> set[UUID]:
    """The people who belong to one of these units: by their home unit, or by a seat in it."""
    return {seat.person for seat in seats if seat.party in units or seat.home_unit in units}


def _of_this_unit(person: UUID) -> Missing:
    return Missing(
        Text("这个人是被检查单位的人", "This person belongs to the unit that is checked"), subject=person
    )
