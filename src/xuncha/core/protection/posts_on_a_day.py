"""Who sits where on a day, as the rows say it: what the computing of recipients needs to know (`core.recipients`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from xuncha.core.facts.rows import Bar, Seat, Subject, Tie
from xuncha.core.facts.values import id_of
from xuncha.core.parties.own_units import is_long_gone
from xuncha.core.protection.recipients import Ground, Receiver
from xuncha.core.scheme.rules import Scheme


def receivers_on(
    bodies: Iterable[Subject], seats: Iterable[Seat], scheme: Scheme, on: date
) -> dict[UUID, Receiver]:
    """The bodies there are, with their people: above a team stands the office, above the office who leads it, above any
    other the body of the kind under which its own kind stands.
    """
    there = [body for body in bodies if body.kind == "body" and body.state == "formed"]
    people: dict[UUID, set[UUID]] = defaultdict(set)
    for seat in seats:
        if seat.is_in_force(on):
            people[seat.party].add(seat.person)
    by_kind = {body.code: body.id for body in there}
    by_part = {scheme.part_of(body.code): body.id for body in there}
    return {
        body.id: Receiver(
            body.id, scheme.part_of(body.code), frozenset(people[body.id]), _above(body, scheme, by_part, by_kind),
            id_of(body.facts.get("host")),
        )
        for body in there
    }  # fmt: skip


def _above(
    body: Subject, scheme: Scheme, by_part: Mapping[str, UUID], by_kind: Mapping[str, UUID]
) -> UUID | None:
    part = scheme.part_of(body.code)
    if part == "inspects":
        return by_part.get("runs") or by_part.get("leads")
    if part == "runs":
        return by_part.get("leads")
    kind = scheme.value("body_kinds", body.code)
    above = by_kind.get(kind.under) if kind and kind.under else None
    return above if above != body.id else None


def ground_on(
    units: Iterable[Subject], seats: Iterable[Seat], people: Iterable[Subject], ties: Iterable[Tie], bars: Iterable[Bar],
    on: date,
) -> Ground:  # fmt: skip
    """Units with the one above each, the people of each (those who left lately among them), and everybody's ties."""
    parents = {unit.id: key for unit in units if (key := id_of(unit.facts.get("parent")))}
    members: dict[UUID, set[UUID]] = defaultdict(set)
    for seat in seats:
        if seat.party_kind == "unit" and not is_long_gone(seat, on):
            members[seat.party].add(seat.person)
        if seat.home_unit is not None:
            members[seat.home_unit].add(seat.person)
    for person in people:
        if home := id_of(person.facts.get("home_unit")):
            members[home].add(person.id)
    return Ground(parents, {unit: frozenset(found) for unit, found in members.items()}, _ties(ties, bars))


def _ties(ties: Iterable[Tie], bars: Iterable[Bar]) -> dict[UUID, frozenset[UUID]]:
    """For each person the units to which the last declaration names a tie, and those that person is kept off."""
    last: dict[tuple[UUID, UUID], Tie] = {}
    for tie in sorted(ties, key=lambda one: one.version):
        last[tie.person, tie.unit] = tie
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for tie in last.values():
        if tie.ground:
            found[tie.person].add(tie.unit)
    for bar in bars:
        if bar.kept_off:
            found[bar.person].add(bar.unit)
    return {person: frozenset(units) for person, units in found.items()}
