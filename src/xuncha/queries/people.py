"""People and posts: who holds which seat."""

from __future__ import annotations

from uuid import UUID

from xuncha.core.rows import Seat
from xuncha.store.append import run
from xuncha.store.table import SEAT


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
