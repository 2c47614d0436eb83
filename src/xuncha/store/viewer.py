"""The viewer: who is looking, in which post, and so what may be read.  Every query and action takes one first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from xuncha.core.rows import INSIDERS, Seat, Subject, seat_token
from xuncha.store.append import run_again
from xuncha.store.look import OFFICE, Office, look
from xuncha.store.table import SEAT


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person acting in one post.

    Rights are of the post: `tokens` are those of the seat acted in, and the person's own.  Bars are of the person: the units the person is
    kept off, the inspections whose archive is handed over, and every body in which the person holds any seat.  Of a unit to
    which the person has declared a tie no complaint is there, whether or not the recusal is decided yet.
    """

    person: UUID
    name: str
    seat: Seat
    seats: tuple[Seat, ...]
    tokens: tuple[UUID, ...]
    bodies: tuple[UUID, ...]
    hidden_units: tuple[UUID, ...]
    hidden_inspections: tuple[UUID, ...]
    tied_units: tuple[UUID, ...] = ()
    lang: str = "zh"

    @property
    def is_inside(self) -> bool:
        """Whether this is somebody of a body that leads, runs or inspects; units and receiving bodies stand outside."""
        return bool(self.seat.part)

    @property
    def is_inspected(self) -> bool:
        """Whether this is somebody of a unit: told neither how a problem was found nor a place in the record.

        Positions are counted over everything that happens; from the gaps between its own acts a unit could tell that
        something went on which it does not see.
        """
        return self.seat.party_kind == "unit"

    def may_read(self, row: Subject) -> bool:
        """Whether a row already loaded may be shown; the same rule as `SEES`, for one row."""
        return (
            not row.readers.isdisjoint(self.tokens)
            and row.barred.isdisjoint(self.bodies)
            and row.unit not in self.hidden_units
            and row.inspection not in self.hidden_inspections
            and not (row.kind == COMPLAINT and row.unit in self.tied_units)
        )

    @property
    def params(self) -> Mapping[str, Any]:
        """The parameters of `SEES`."""
        return {
            "tokens": list(self.tokens),
            "bodies": list(self.bodies),
            "hidden_units": list(self.hidden_units),
            "hidden_inspections": list(self.hidden_inspections),
            "tied_units": list(self.tied_units),
        }


def reads_in_full(viewer: Viewer, party: UUID | None) -> bool:
    """Whether everything is told that a party said in an act: to those who inspect, and to the party itself."""
    return viewer.is_inside or party == viewer.seat.party


COMPLAINT = "complaint"

SEES = (
    "(readers && %(tokens)s::uuid[] AND NOT barred && %(bodies)s::uuid[]"
    " AND (unit IS NULL OR unit <> ALL(%(hidden_units)s::uuid[]))"
    " AND (inspection IS NULL OR inspection <> ALL(%(hidden_inspections)s::uuid[]))"
    " AND (kind <> 'complaint' OR unit IS NULL OR unit <> ALL(%(tied_units)s::uuid[])))"
)
"""The one condition under which a subject or a duty is there at all, for the viewer's parameters."""


def viewer_of(person: UUID, chosen: UUID | None, on: date, *, lang: str = "zh") -> Viewer | None:
    """The viewer for a person acting in the chosen post, else in the first; None without any post.

    A post gives nothing before its first day, after its last, or once it was vacated: neither to act nor to read.
    """
    seats_found, names, bars, ended, offices = run_again(
        [
            (f"{SEAT.select()} WHERE person = %s AND ended_on IS NULL AND since <= %s AND (until IS NULL OR until >= %s)"
             " ORDER BY version, id", [person, on, on]),
            ("SELECT id, title FROM subject WHERE id = ANY(ARRAY(SELECT party FROM seat WHERE person = %s) || %s::uuid)", [person, person]),
            (_KEPT_OFF, [person, person]),
            ("SELECT i.id, a.body FROM authority a JOIN subject i ON i.kind = 'inspection' AND i.campaign = a.campaign"
             " AND i.unit = a.unit WHERE a.ended_on IS NOT NULL AND a.body IN"
             " (SELECT party FROM seat WHERE person = %s)", [person]),
            OFFICE,
        ]
    )  # fmt: skip
    seats = tuple(SEAT.read(values) for values in seats_found)
    if not seats:
        return None
    seat = next((one for one in seats if one.id == chosen), seats[0])
    seen, called = look(), {key: str(title) for key, title in names}
    seen.names |= called
    seen.office = Office(*offices[0]) if offices else None
    return Viewer(
        person=person,
        name=called.get(person, ""),
        seat=seat,
        seats=seats,
        tokens=(seat.party, seat_token(seat.party, seat.seat), INSIDERS, person),
        bodies=tuple(dict.fromkeys(one.party for one in seats)),
        hidden_units=tuple(unit for unit, is_tie in bars if not is_tie),
        hidden_inspections=tuple(row[0] for row in ended if row[1] == seat.party),
        tied_units=tuple(unit for unit, is_tie in bars if is_tie),
        lang=lang,
    )


_KEPT_OFF = """
    SELECT unit, false FROM bar WHERE person = %s AND kept_off
    UNION SELECT unit, true FROM tie WHERE person = %s AND ground <> ''
    AND NOT EXISTS (SELECT FROM tie later WHERE later.person = tie.person AND later.unit = tie.unit
        AND later.version > tie.version AND later.ground = '')
    AND NOT EXISTS (SELECT FROM bar WHERE bar.person = tie.person AND bar.unit = tie.unit AND decided AND NOT kept_off
        AND bar.version > tie.version)
"""
"""Units a person is kept off; and those to which a tie is declared that was neither withdrawn nor found to be no ground."""
