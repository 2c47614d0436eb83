"""Who declared which tie to which unit, and who is kept off which unit: only of people whose page the viewer may open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from xuncha.core.facts.rows import Authority, Bar, Duty, Seat, Tie
from xuncha.store.append import Statement, run
from xuncha.store.table import AUTHORITY, BAR, DUTY, SEAT, TIE, held_today
from xuncha.store.viewer import SEES, Viewer

MOST = 150
"""Lines of each table of all recusals; the pages of a person and of a body show theirs in full."""


@dataclass(frozen=True, slots=True)
class Recusals:
    """Declared ties, recusals, and the duties to answer them, with the names of everybody in them."""

    ties: tuple[Tie, ...] = ()
    bars: tuple[Bar, ...] = ()
    duties: tuple[Duty, ...] = ()
    names: Mapping[UUID, str] = field(default_factory=dict)

    def called(self, key: UUID | None) -> str:
        """The name of a person, unit or body in these rows."""
        return self.names.get(key, "") if key else ""

    def duty_for(self, bar: Bar) -> Duty | None:
        """The open duty to decide on a recusal that was asked for."""
        about = ("", str(bar.unit))
        return next((one for one in self.duties if one.stream == bar.person and one.item in about), None)


@dataclass(frozen=True, slots=True)
class Clear:
    """Somebody who declared to have no tie: towards how many units, and when last."""

    person: UUID
    units: int
    last: date


def recusals(viewer: Viewer) -> tuple[Recusals, tuple[Clear, ...]]:
    """The recusals the viewer may know of, what waits for a decision first, the ties with a ground, and clear declarations."""
    if viewer.is_inspected:
        return Recusals(), ()
    *found, cleared = run([*_statements(viewer, {}, " AND ground <> ''"), (_CLEAR, _params(viewer, {}))])
    return _read(found), tuple(Clear(*values) for values in cleared)


@dataclass(frozen=True, slots=True)
class Undecided:
    """A recusal that was asked for and not decided on, or a tie that was declared and no recusal asked for after it."""

    person: UUID
    unit: UUID
    ground: str
    since: date
    is_asked: bool
    name: str
    unit_name: str


MOST_UNDECIDED = 50


def undecided(viewer: Viewer) -> Statement:
    """What nobody has decided on yet of other people than the viewer, the longest waiting first: rows of `Undecided`."""
    sql = (
        "SELECT found.person, found.unit, found.ground, found.since, found.asked, p.title, u.title FROM ("
        f"SELECT person, unit, ground, since, true AS asked FROM bar WHERE NOT decided AND {_TOLD}"
        " UNION ALL SELECT person, unit, min(ground), min(declared_on), false FROM tie"
        f" WHERE ground <> '' AND {_TOLD}"
        " AND NOT EXISTS (SELECT FROM bar WHERE bar.person = tie.person AND bar.unit = tie.unit"
        " AND (NOT bar.decided OR bar.version > tie.version))"
        " GROUP BY person, unit) found"
        " JOIN subject p ON p.id = found.person JOIN subject u ON u.id = found.unit"
        f" WHERE found.person <> %(me)s ORDER BY found.since, found.person LIMIT {MOST_UNDECIDED}"
    )
    return sql, _params(viewer, {})


@dataclass(frozen=True, slots=True)
class OfPerson:
    """The posts of a person in bodies and units the viewer may open, with kind and name of these; ties and recusals."""

    posts: tuple[Seat, ...]
    parties: Mapping[UUID, tuple[str, str]]
    recusals: Recusals


def recusals_of(viewer: Viewer, person: UUID) -> OfPerson:
    """What stands on the page of a person whom the viewer may open: in which posts, with which ties, kept off where."""
    only = {"only": [person]}
    parties = f"SELECT id, kind, title FROM subject WHERE id IN (SELECT party FROM seat WHERE person = ANY(%(only)s)) AND {SEES}"
    statements: list[Statement] = [
        (f"{SEAT.select()} WHERE person = ANY(%(only)s) ORDER BY until NULLS FIRST, since DESC, id", only),
        (parties, _params(viewer, only)),
    ]
    if not viewer.is_inspected:
        statements += _statements(viewer, only, " AND person = ANY(%(only)s)")
    posts, held, *found = run(statements)
    known = {key: (str(kind), str(title)) for key, kind, title in held}
    seats = tuple(seat for seat in map(SEAT.read, posts) if seat.party in known)
    return OfPerson(seats, known, _read(found) if found else Recusals())


@dataclass(frozen=True, slots=True)
class OfTeam:
    """The units a body is authorised for, those of its members whom the viewer may open, and their ties and recusals."""

    authorities: tuple[Authority, ...]
    members: tuple[UUID, ...]
    recusals: Recusals


def recusals_in(viewer: Viewer, body: UUID) -> OfTeam:
    """What stands on the page of a body that the viewer may open; nobody recused from a unit reads of it here."""
    only = {"body": body}
    params = _params(viewer, only)
    granted, members, units, *found = run(
        [
            (f"{AUTHORITY.select()} WHERE body = %(body)s AND {_NOT_HIDDEN} ORDER BY ended_on NULLS FIRST, since, id", params),
            (f"SELECT id, title FROM subject WHERE id IN (SELECT person FROM seat WHERE {_OF_BODY} AND {_KNOWN}) ORDER BY version",
             params),
            ("SELECT id, title FROM subject WHERE id IN (SELECT unit FROM authority WHERE body = %(body)s)", params),
            *_statements(viewer, only, f" AND person IN (SELECT person FROM seat WHERE {_OF_BODY})"),
        ]
    )  # fmt: skip
    read = _read(found)
    named = replace(read, names={**read.names, **dict(units), **dict(members)})
    return OfTeam(tuple(map(AUTHORITY.read, granted)), tuple(key for key, _ in members), named)


_KNOWN = f"person IN (SELECT id FROM subject WHERE kind = 'person' AND {SEES})"
"""Of a seat, tie or recusal: whether the viewer may open the page of the person."""

_NOT_HIDDEN = "unit <> ALL(%(hidden_units)s::uuid[])"
"""Of a tie, recusal or authority: whether it is about no unit that the viewer is kept off."""

_TOLD = f"({_KNOWN} AND ({_NOT_HIDDEN} OR person = %(me)s))"
"""One's own ties and recusals are told in any case."""

_OF_BODY = f"party = %(body)s AND {held_today()}"

_CLEAR = (
    f"SELECT person, count(DISTINCT unit), max(declared_on) FROM tie WHERE {_TOLD} AND ground = '' AND NOT EXISTS"
    " (SELECT FROM tie AS other WHERE other.person = tie.person AND other.unit = tie.unit AND other.ground <> '')"
    f" GROUP BY person ORDER BY max(declared_on) DESC, person LIMIT {MOST}"
)


def _params(viewer: Viewer, more: Mapping[str, Any]) -> dict[str, Any]:
    return {**viewer.params, "me": viewer.person, **more}


def _statements(viewer: Viewer, more: Mapping[str, Any], narrowed: str) -> list[Statement]:
    """Ties, recusals, duties to decide, and the names in them, of the people that `narrowed` leaves."""
    of_all = narrowed.replace(" AND ground <> ''", "")
    params = _params(viewer, {**more, "most": None if more else MOST})
    told = f"{_TOLD}{of_all}"
    return [
        (
            f"{TIE.select()} WHERE {_TOLD}{narrowed} ORDER BY declared_on DESC, version DESC, id LIMIT %(most)s",
            params,
        ),
        (
            f"{BAR.select()} WHERE {told} ORDER BY decided, since DESC, version DESC, id LIMIT %(most)s",
            params,
        ),
        (
            f"{DUTY.select()} WHERE kind = 'person' AND state = 'open' AND awaits @> ARRAY['recusal.decided']::text[] AND {SEES}"
            f" AND stream IN (SELECT person FROM bar WHERE NOT decided AND {told})"
            f" ORDER BY due_at NULLS LAST, opened_by, id LIMIT %(most)s",
            params,
        ),
        (
            "SELECT id, title FROM subject WHERE kind IN ('person', 'unit', 'body') AND id IN ("
            f"SELECT person FROM tie WHERE {told} UNION SELECT unit FROM tie WHERE {told}"
            f" UNION SELECT person FROM bar WHERE {told} UNION SELECT unit FROM bar WHERE {told}"
            f" UNION SELECT owner FROM duty WHERE kind = 'person' AND state = 'open' AND {SEES})",
            params,
        ),
    ]


def _read(found: Sequence[Sequence[tuple[Any, ...]]]) -> Recusals:
    ties, bars, duties, names = found
    return Recusals(
        tuple(map(TIE.read, ties)), tuple(map(BAR.read, bars)), tuple(map(DUTY.read, duties)), dict(names)
    )
