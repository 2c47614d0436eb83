"""How a round and each inspection in it stand: counts by state, open duties, teams; only what the viewer may open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from xuncha.core.rows import Duty, Seat, Subject
from xuncha.queries.subjects import as_seen
from xuncha.store.append import run
from xuncha.store.table import DUTY, SEAT, SUBJECT
from xuncha.store.viewer import SEES, Viewer

COUNTED = ("complaint", "finding", "clue", "check", "referral", "document")
MOST = 1_000
"""Open duties a board loads."""

PAGE = 80
"""Duties on one page of the list."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each kind and state the viewer may open, in all and by inspection."""

    rows: tuple[tuple[str, str, UUID | None, int], ...]

    def of(self, kind: str, *states: str, inspection: UUID | None = None) -> int:
        """The number of a kind; with states only those in them, with an inspection only those in it."""
        return sum(
            n
            for one, state, place, n in self.rows
            if one == kind and (not states or state in states) and inspection in (None, place)
        )


@dataclass(frozen=True, slots=True)
class RoundBoard:
    """A round with its inspections, teams, their heads, what is counted in it, its open duties, and what was announced
    with the telephone or letter box of a team.
    """

    inspections: tuple[Subject, ...]
    bodies: tuple[Subject, ...]
    seats: tuple[tuple[Seat, str], ...]
    counts: Counts
    duties: tuple[Duty, ...]
    announced: tuple[Subject, ...]


def round_board(viewer: Viewer, key: UUID) -> RoundBoard:
    """Everything the page of a round counts, in one round trip."""
    params: dict[str, Any] = {**viewer.params, "key": key, "counted": list(COUNTED)}
    lying, counted, duties, seats, announced = run(
        [
            (
                f"{SUBJECT.select()} WHERE campaign = %(key)s AND kind IN ('inspection', 'body') AND {SEES}"
                " ORDER BY version",
                params,
            ),
            (_counts("campaign"), params),
            (_open("campaign"), params),
            (
                f"SELECT {SEAT.listed('s')}, p.title FROM seat s JOIN subject p ON p.id = s.person"
                " JOIN subject b ON b.id = s.party WHERE b.campaign = %(key)s AND b.kind = 'body'"
                " AND s.until IS NULL ORDER BY s.version",
                params,
            ),
            (
                f"{SUBJECT.select()} WHERE campaign = %(key)s AND kind = 'document' AND state = 'public'"
                f" AND facts ?| ARRAY['phone', 'box'] AND {SEES} ORDER BY version",
                params,
            ),
        ]
    )
    rows = [SUBJECT.read(values) for values in lying]
    return RoundBoard(
        tuple(row for row in rows if row.kind == "inspection"),
        tuple(row for row in rows if row.kind == "body"),
        tuple((SEAT.read(values[:-1]), values[-1]) for values in seats),
        _read_counts(counted),
        tuple(map(DUTY.read, duties)),
        tuple(map(SUBJECT.read, announced)),
    )


def keeper_of_ledgers(viewer: Viewer, body: str) -> Viewer:
    """The eyes with which a report counts: those of the body that keeps the ledgers, so that everybody who may read the
    report reads the same numbers; what the reader is kept off stays hidden all the same.
    """
    found = run([("SELECT id FROM subject WHERE kind = 'body' AND code = %s AND state = 'formed'", [body])])[
        0
    ]
    return replace(viewer, tokens=tuple(key for (key,) in found))


@dataclass(frozen=True, slots=True)
class InspectionBoard:
    """One inspection: counts, checks, and the leadership of its unit."""

    counts: Counts
    checks: tuple[Subject, ...]
    leadership: tuple[tuple[Seat, str], ...]
    duties: tuple[Duty, ...]


def inspection_board(viewer: Viewer, row: Subject) -> InspectionBoard:
    """What the page of an inspection counts, in one round trip."""
    params: dict[str, Any] = {
        **viewer.params, "key": row.id, "unit": row.unit, "counted": list(COUNTED),
    }  # fmt: skip
    counted, checks, leaders, duties = run(
        [
            (_counts("inspection"), params),
            (
                f"{SUBJECT.select()} WHERE inspection = %(key)s AND kind = 'check' AND {SEES}"
                f" ORDER BY version LIMIT {MOST}",
                params,
            ),
            (
                f"SELECT {SEAT.listed('s')}, p.title FROM seat s JOIN subject p ON p.id = s.person"
                " WHERE s.party = %(unit)s AND s.leadership AND s.until IS NULL ORDER BY s.version",
                params,
            ),
            (_open("inspection"), params),
        ]
    )
    return InspectionBoard(
        _read_counts(counted),
        tuple(as_seen(viewer, SUBJECT.read(values)) for values in checks),
        tuple((SEAT.read(values[:-1]), values[-1]) for values in leaders),
        tuple(map(DUTY.read, duties)),
    )


def _counts(place: str) -> str:
    return (
        f'SELECT kind, state, inspection, count(*) FROM subject WHERE "{place}" = %(key)s'
        f" AND kind = ANY(%(counted)s) AND {SEES} GROUP BY 1, 2, 3"
    )


def _open(place: str) -> str:
    return (
        f"{DUTY.select()} WHERE \"{place}\" = %(key)s AND state = 'open' AND {SEES}"
        f" ORDER BY due_at NULLS LAST, id LIMIT {MOST}"
    )


def _read_counts(rows: Iterable[tuple[Any, ...]]) -> Counts:
    return Counts(tuple((kind, state, place, n) for kind, state, place, n in rows))


# ------------------------------------------------------------------------------------------ the list of duties

DUTY_FILTERS = ("campaign", "inspection", "owner", "stream")


def open_duties(
    viewer: Viewer, filters: Mapping[str, UUID], now: datetime, *, is_late: bool = False, skip: int = 0
) -> tuple[tuple[Duty, ...], int]:
    """Open duties the viewer may know of, the most pressing first, and how many there are in all."""
    conditions = ["state = 'open'", SEES]
    params: dict[str, Any] = {**viewer.params, "now": now}
    for name in DUTY_FILTERS:
        if name in filters:
            conditions.append(f'"{name}" = %({name})s')
            params[name] = filters[name]
    if is_late:
        conditions.append("due_at <= %(now)s")
    where = " AND ".join(conditions)
    rows, total = run(
        [
            (
                f"{DUTY.select()} WHERE {where} ORDER BY due_at NULLS LAST, id LIMIT {PAGE} OFFSET {int(skip)}",
                params,
            ),
            (f"SELECT count(*) FROM duty WHERE {where}", params),
        ]
    )
    return tuple(map(DUTY.read, rows)), total[0][0]
