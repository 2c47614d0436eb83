"""People and posts: who holds which seat."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xuncha.core.facts.rows import Seat, Subject
from xuncha.store.append import run
from xuncha.store.table import SEAT
from xuncha.store.viewer import Viewer


def may_know_people_of(viewer: Viewer, party: Subject) -> bool:
    """Whether somebody is told who works there: of a unit its own people and those who lead, run and inspect."""
    return party.kind != "unit" or viewer.is_inside or party.id == viewer.seat.party


def roster(viewer: Viewer, party: Subject) -> list[tuple[Seat, str]]:
    """The seats of a body or unit with their holders' names, those in office first."""
    if not may_know_people_of(viewer, party):
        return []
    rows = run(
        [
            (
                f"SELECT {SEAT.listed('s')}, p.title FROM seat s JOIN subject p ON p.id = s.person"
                " WHERE s.party = %s ORDER BY s.until NULLS FIRST, s.version, s.id",
                [party.id],
            )
        ]
    )[0]
    return [(SEAT.read(values[:-1]), values[-1]) for values in rows]


def posts_held(viewer: Viewer, people: Iterable[UUID], on: date) -> dict[UUID, list[tuple[Seat, str]]]:
    """The posts of some people on a day, each with the name of its body; somebody of a unit is told those in the own unit."""
    wanted = list(people)
    if not wanted:
        return {}
    own = " AND s.party = %(own)s" if viewer.is_inspected else ""
    sql = (
        f"SELECT b.title, {SEAT.listed('s')} FROM seat s JOIN subject b ON b.id = s.party WHERE s.person = ANY(%(people)s)"
        f" AND s.ended_on IS NULL AND s.since <= %(on)s AND (s.until IS NULL OR s.until >= %(on)s){own} ORDER BY s.version, s.id"
    )
    found: dict[UUID, list[tuple[Seat, str]]] = {}
    for title, *values in run([(sql, {"people": wanted, "on": on, "own": viewer.seat.party})])[0]:
        seat = SEAT.read(values)
        found.setdefault(seat.person, []).append((seat, title))
    return found


@dataclass(frozen=True, slots=True)
class ClosedTo:
    """A matter that somebody could open until being recused from its unit."""

    unit: str
    since: date


def closed_by_recusal(viewer: Viewer, key: UUID) -> ClosedTo | None:
    """What the viewer's own recusal closed; None for whatever else cannot be opened.

    Only what could have stood open before the recusal was asked for: of anything that came later the viewer learns
    nothing, not even that it is there.
    """
    rows = run([(_CLOSED, {**viewer.params, "id": key, "person": viewer.person})])[0]
    return ClosedTo(*rows[0]) if rows else None


_CLOSED = """
    SELECT u.title, b.since FROM subject s
    JOIN bar b ON b.person = %(person)s AND b.unit = s.unit AND b.kept_off
    JOIN subject u ON u.id = b.unit
    WHERE s.id = %(id)s AND s.readers && %(tokens)s::uuid[] AND NOT s.barred && %(bodies)s::uuid[]
    AND (s.inspection IS NULL OR s.inspection <> ALL(%(hidden_inspections)s::uuid[]))
    AND (SELECT min(a.position) FROM act a WHERE a.subject = s.id) < (
        SELECT max(a.position) FROM act a
        WHERE a.subject = b.person AND a.type = 'recusal.requested' AND b.unit = ANY(a.refs)
    )
"""
