"""The viewer: who is looking, in which post, and so what may be read.  Every query and action takes one first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from xuncha.core.facts.rows import CLOSED_BY_TIES, Seat, Subject
from xuncha.core.parties.own_units import LATELY
from xuncha.store.append import run_again
from xuncha.store.look import Office, look
from xuncha.store.table import SEAT


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person acting in one post.

    Rights are of the post: `tokens` are those of the seat acted in, and the person's own.  Bars are of the person: the
    units the person is kept off, the inspections whose archive is handed over or that another team has now, and every
    body in which the person holds any seat.  Of a unit to which the person has declared a tie no complaint is there,
    nor what came of one, whether or not the recusal is decided yet; nor of a unit that is the person's own
    (`core.parties.own_units`), from the moment a post there or a home is on record.  People of units act for their units,
    and read of these what is given to them.
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
        """Whether this is somebody of a unit: not told, among other things, how a problem was found."""
        return self.seat.party_kind == "unit"

    @property
    def is_told_places(self) -> bool:
        """Whether this is somebody who is told places in the record: of the body that leads.

        Positions are counted over everything that happens; from the gaps between its own acts anybody else could tell that
        something went on which goes past them: a complaint about the unit, a report about the team or about the office.
        """
        return self.seat.part == "leads"

    def may_read(self, row: Subject) -> bool:
        """Whether a row already loaded may be shown; the same rule as `SEES`, for one row."""
        return (
            not row.readers.isdisjoint(self.tokens)
            and row.barred.isdisjoint(self.kept_from)
            and row.unit not in self.hidden_units
            and row.inspection not in self.hidden_inspections
            and not (row.kind in CLOSED_BY_TIES and row.unit in self.tied_units)
        )

    @property
    def kept_from(self) -> tuple[UUID, ...]:
        """What closes a matter to the viewer where it is among those the matter is kept from: the bodies in which the person
        sits, and the units that the person is kept off or is tied to.
        """
        return (*self.bodies, *self.hidden_units, *self.tied_units)

    @property
    def params(self) -> Mapping[str, Any]:
        """The parameters of `SEES`."""
        return {
            "tokens": list(self.tokens),
            "bodies": list(self.kept_from),
            "hidden_units": list(self.hidden_units),
            "hidden_inspections": list(self.hidden_inspections),
            "tied_units": list(self.tied_units),
        }


def reads_in_full(viewer: Viewer, party: UUID | None) -> bool:
    """Whether everything is told that a party said in an act: to those who inspect, and to the party itself."""
    return viewer.is_inside or party == viewer.seat.party


SEES = (
    "(readers && %(tokens)s::uuid[] AND NOT barred && %(bodies)s::uuid[]"
    " AND (unit IS NULL OR unit <> ALL(%(hidden_units)s::uuid[]))"
    " AND (inspection IS NULL OR inspection <> ALL(%(hidden_inspections)s::uuid[]))"
    " AND (unit IS NULL OR unit <> ALL(%(tied_units)s::uuid[])"
    f" OR kind NOT IN ({', '.join(repr(kind) for kind in sorted(CLOSED_BY_TIES))})))"
)
"""The one condition under which a subject or a duty is there at all, for the viewer's parameters."""


def viewer_of(person: UUID, chosen: UUID | None, on: date, *, lang: str = "zh") -> Viewer | None:
    """The viewer for a person acting in the chosen post, else in the first; None without any post.

    A post gives nothing before its first day, after its last, or once it was vacated: neither to act nor to read.
    """
    found, closed, [[name, *office]] = run_again(
        [
            (_SEATS, [person, on, on]),
            (_CLOSED_TO, {"person": person, "lately": on - LATELY}),
            (_NAME_AND_OFFICE, [person]),
        ]
    )
    seats = tuple(SEAT.read(values) for *values, _ in found)
    if not seats:
        return None
    seat = next((one for one in seats if one.id == chosen), seats[0])
    seen = look()
    seen.names |= {one.party: str(title) for one, (*_, title) in zip(seats, found, strict=True) if title}
    seen.office = Office(*office) if office[0] is not None else None
    return Viewer(
        person=person,
        name=str(name or ""),
        seat=seat,
        seats=seats,
        tokens=seat.tokens,
        bodies=tuple(dict.fromkeys(one.party for one in seats)),
        hidden_units=tuple(key for what, key, _ in closed if what == "bar"),
        hidden_inspections=tuple(key for what, key, body in closed if what == "left" and body == seat.party),
        tied_units=tuple(
            dict.fromkeys(
                key
                for what, key, _ in closed
                if what == "tie" or (what == "own" and seat.party_kind != "unit")
            )
        ),
        lang=lang,
    )


_SEATS = (
    f"SELECT {SEAT.listed('seat')}, party.title FROM seat LEFT JOIN subject party ON party.id = seat.party"
    " WHERE person = %s AND ended_on IS NULL AND since <= %s AND (until IS NULL OR until >= %s)"
    " ORDER BY seat.version, seat.id"
)
_NAME_AND_OFFICE = (
    "SELECT (SELECT title FROM subject WHERE id = %s), office.zh, office.en, office.is_practice, office.scheme,"
    ' coalesce((SELECT max("position") FROM act), 0)'
    " FROM (SELECT) AS one LEFT JOIN jurisdiction office ON true"
)
_CLOSED_TO = """
    SELECT 'bar', unit, NULL::uuid FROM bar WHERE person = %(person)s AND kept_off
    UNION SELECT 'tie', unit, NULL FROM tie WHERE person = %(person)s AND ground <> ''
    AND NOT EXISTS (SELECT FROM tie later WHERE later.person = tie.person AND later.unit = tie.unit
        AND later.version > tie.version AND later.ground = '')
    AND NOT EXISTS (SELECT FROM bar WHERE bar.person = tie.person AND bar.unit = tie.unit AND decided AND NOT kept_off
        AND bar.version > tie.version)
    UNION SELECT 'left', i.id, a.body FROM authority a
    JOIN subject i ON i.kind = 'inspection' AND i.campaign = a.campaign AND i.unit = a.unit
    WHERE a.ended_on IS NOT NULL AND a.body IN (SELECT party FROM seat WHERE person = %(person)s)
    AND NOT EXISTS (SELECT FROM authority again WHERE again.body = a.body AND again.campaign = a.campaign
        AND again.unit = a.unit AND again.ended_on IS NULL)
    UNION SELECT 'left', i.id, seat.party FROM seat JOIN subject i ON i.kind = 'inspection' AND i.body <> seat.party
    AND i.readers && ARRAY[seat.party] WHERE seat.person = %(person)s AND seat.part = 'inspects'
    UNION SELECT 'own', mine.id, NULL FROM (
        WITH RECURSIVE near(id) AS (
            SELECT party FROM seat WHERE person = %(person)s AND party_kind = 'unit'
                AND coalesce(ended_on, until, 'infinity') >= %(lately)s
            UNION SELECT home_unit FROM seat WHERE person = %(person)s AND home_unit IS NOT NULL
            UNION SELECT (facts->>'home_unit')::uuid FROM subject WHERE id = %(person)s AND facts->>'home_unit' <> ''
            UNION SELECT (unit.facts->>'parent')::uuid FROM near JOIN subject unit ON unit.id = near.id
                WHERE unit.facts->>'parent' <> ''
        ) SELECT id FROM near
    ) mine WHERE EXISTS (SELECT FROM subject i WHERE i.kind = 'inspection' AND i.unit = mine.id AND i.readers && ARRAY(
        SELECT party FROM seat WHERE person = %(person)s AND ended_on IS NULL AND party_kind <> 'unit'))
"""
"""Units a person is kept off; those to which a tie is declared that was neither withdrawn nor found to be no ground; those
that are the person's own and of which a body of the person's reads an inspection (`core.parties.own_units`, as SQL);
and the inspections that the person's bodies have handed over, or that were given to another team.
"""
