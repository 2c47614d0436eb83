"""My desk: what I owe and by when, what I wait for, what I lately did."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from xuncha.core.rows import Duty, Subject
from xuncha.queries.subjects import subjects_by_id
from xuncha.store.append import run
from xuncha.store.table import DUTY
from xuncha.store.viewer import SEES, Viewer

MOST = 200
"""Lines a desk loads; more stand behind "all"."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The duties of a desk with the subjects they are about."""

    mine: tuple[Duty, ...]
    waiting: tuple[Duty, ...]
    done: tuple[Duty, ...]
    n_mine: int
    n_waiting: int
    subjects: dict[UUID, Subject]


MINE = "(owner = %(party)s AND owner_seat IN ('', %(seat)s) OR co_owners @> ARRAY[%(party)s::text]) AND state = 'open'"
"""What the post acted in owes: the body's own duties, and those of its seat."""

THEIRS = "owed_to = %(party)s AND owner IS DISTINCT FROM %(party)s AND state = 'open'"


def desk_for(viewer: Viewer) -> Desk:
    """Everything the desk shows, in two round trips."""
    params = {**viewer.params, "party": viewer.seat.party, "seat": viewer.seat.seat}
    order = "ORDER BY due_at NULLS LAST, opened_at, id"
    mine, theirs, done, n_mine, n_theirs = run(
        [
            (f"{DUTY.select()} WHERE {MINE} AND {SEES} {order} LIMIT {MOST}", params),
            (f"{DUTY.select()} WHERE {THEIRS} AND {SEES} {order} LIMIT 20", params),
            (
                f"{DUTY.select()} WHERE owner = %(party)s AND state = 'discharged' AND {SEES}"
                " ORDER BY closed_by DESC LIMIT 5",
                params,
            ),
            (f"SELECT count(*) FROM duty WHERE {MINE} AND {SEES}", params),
            (f"SELECT count(*) FROM duty WHERE {THEIRS} AND {SEES}", params),
        ]
    )
    rows = [tuple(map(DUTY.read, found)) for found in (mine, theirs, done)]
    streams = {duty.stream for found in rows for duty in found}
    return Desk(rows[0], rows[1], rows[2], n_mine[0][0], n_theirs[0][0], subjects_by_id(viewer, streams))


def duty_for_page(viewer: Viewer, key: UUID) -> Duty | None:
    """One duty, or None when there is none or the viewer may not know of it."""
    rows = run([(f"{DUTY.select()} WHERE id = %(id)s AND {SEES}", {**viewer.params, "id": key})])[0]
    return DUTY.read(rows[0]) if rows else None
