"""People and posts: who holds which seat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xuncha.core.rows import Seat
from xuncha.store.append import run
from xuncha.store.table import SEAT
from xuncha.store.viewer import Viewer


def roster(party: UUID) -> list[tuple[Seat, str]]:
    """The seats of a body or unit with their holders' names, those in office first."""
    rows = run(
        [
            (
                f"SELECT {SEAT.listed('s')}, p.title FROM seat s JOIN subject p ON p.id = s.person"
                " WHERE s.party = %s ORDER BY s.until NULLS FIRST, s.version, s.id",
                [party],
            )
        ]
    )[0]
    return [(SEAT.read(values[:-1]), values[-1]) for values in rows]


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
