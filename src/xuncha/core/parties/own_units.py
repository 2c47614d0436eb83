"""The units that are somebody's own: where a person holds or lately held a post, or has a home, and those above these.

Whoever sits in a body that reads the inspection of such a unit is as near to it as by a declared tie: complaints about it, and what
came of them, are not there for that person (`store.viewer`), from the moment the post or the home is on record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from uuid import UUID

from xuncha.core.facts.rows import Seat, Subject
from xuncha.core.facts.values import id_of

LATELY = timedelta(days=3 * 365)
"""So long after leaving a unit somebody still counts as one of its people."""


def is_long_gone(seat: Seat, on: date) -> bool:
    """Whether it was left so long ago that it counts no longer; one that begins later counts already."""
    left = seat.ended_on or seat.until
    return left is not None and left < on - LATELY


def own_units(
    person: UUID, seats: Iterable[Seat], home: UUID | None, parents: Mapping[UUID, UUID],
    inspections: Iterable[Subject], on: date,
) -> frozenset[UUID]:  # fmt: skip
    """Those of which one of the person's bodies reads an inspection; `parents` has for each unit the one above it."""
    seats = [seat for seat in seats if seat.person == person]
    mine = {seat.party for seat in seats if seat.party_kind == "unit" and not is_long_gone(seat, on)}
    mine |= {seat.home_unit for seat in seats if seat.home_unit} | ({home} if home else set())
    near = mine | {above for unit in mine for above in _up(unit, parents)}
    bodies = {seat.party for seat in seats if seat.ended_on is None and seat.party_kind != "unit"}
    return frozenset(
        row.unit for row in inspections if row.unit in near and row.readers & bodies and row.unit
    )


def home_of(person: Subject | None) -> UUID | None:
    """The unit a person comes from."""
    return id_of(person.facts.get("home_unit")) if person else None


def _up(unit: UUID, parents: Mapping[UUID, UUID]) -> Iterator[UUID]:
    seen = {unit}
    while (above := parents.get(unit)) is not None and above not in seen:
        seen.add(above)
        unit = above
        yield unit
