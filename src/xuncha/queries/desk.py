"""My desk: what I owe and by when, what I wait for, what I lately did."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from xuncha.core.rows import Duty, Subject
from xuncha.queries.subjects import EXACT, subjects_by_id
from xuncha.store.append import run
from xuncha.store.table import DUTY, SUBJECT
from xuncha.store.viewer import SEES, Viewer

MOST = 200
"""Lines a desk loads; more stand behind "all"."""


FEW_REPORTED = 8
"""Lines of what was reported upward; as they are done, the next follow."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The duties of a desk with the subjects they are about; the numbers never go beyond `EXACT` + 1."""

    mine: tuple[Duty, ...]
    waiting: tuple[Duty, ...]
    done: tuple[Duty, ...]
    reported: tuple[Duty, ...]
    n_mine: int
    n_waiting: int
    subjects: dict[UUID, Subject]
    rounds: dict[UUID, Subject]
    """Rounds for which the office fixed lengths of time: for counting by them, never for showing."""


OWN = "(owner = %(party)s AND owner_seat IN ('', %(seat)s)) AND state = 'open'"
"""What the post acted in owes: the body's own duties, and those of its seat."""

SHARED = (
    "co_owners @> ARRAY[%(party)s::text] AND state = 'open'"
    " AND (owner = %(party)s AND owner_seat IN ('', %(seat)s)) IS NOT TRUE"
)
"""What another owes and the post's body owes with it."""

REPORTED = "reported_to @> ARRAY[%(party)s::text] AND state = 'open'"
"""What is late and was reported to the post's body; it is owed by others."""

THEIRS = "owed_to = %(party)s AND owner IS DISTINCT FROM %(party)s AND state = 'open'"


def desk_for(viewer: Viewer) -> Desk:
    """Everything the desk shows, in two round trips."""
    params = {**viewer.params, "party": viewer.seat.party, "seat": viewer.seat.seat}
    order = "ORDER BY due_at NULLS LAST, opened_at, id"

    def first(condition: str, most: int) -> str:
        return f"{DUTY.select()} WHERE {condition} AND {SEES} {order} LIMIT {most}"

    def some(condition: str) -> str:
        return f"SELECT 1 FROM duty WHERE {condition} AND {SEES} LIMIT {EXACT + 1}"

    # Two halves, each read in the order of its own index, instead of all that either condition finds.
    mine, theirs, done, reported, rounds, [[n_mine]], [[n_theirs]] = run(
        [
            (
                f"SELECT * FROM (({first(OWN, MOST)}) UNION ALL ({first(SHARED, MOST)})) half {order} LIMIT {MOST}",
                params,
            ),
            (first(THEIRS, 20), params),
            (
                f"{DUTY.select()} WHERE owner = %(party)s AND state = 'discharged' AND {SEES}"
                " ORDER BY closed_by DESC LIMIT 5",
                params,
            ),
            (first(REPORTED, FEW_REPORTED), params),
            (f"{SUBJECT.select()} WHERE kind = 'campaign' AND jsonb_exists(facts, 'settings')", []),
            (f"SELECT count(*) FROM (({some(OWN)}) UNION ALL ({some(SHARED)})) counted", params),
            (f"SELECT count(*) FROM ({some(THEIRS)}) counted", params),
        ]
    )
    rows = [tuple(map(DUTY.read, found)) for found in (mine, theirs, done, reported)]
    streams = {duty.stream for found in rows for duty in found}
    return Desk(
        mine=rows[0], waiting=rows[1], done=rows[2], reported=rows[3], n_mine=min(n_mine, EXACT + 1), n_waiting=n_theirs,
        subjects=subjects_by_id(viewer, streams), rounds={row.id: row for row in map(SUBJECT.read, rounds)},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Next:
    """The thing on which a post owes the same as it has just done elsewhere, and on how many it still does."""

    duty: Duty
    n: int


def next_like(viewer: Viewer, rule: str) -> Next | None:
    """What the desk would offer next under the same rule; None when all is done."""
    params = {**viewer.params, "party": viewer.seat.party, "seat": viewer.seat.seat, "rule": rule}
    same = f"{OWN} AND rule = %(rule)s AND {SEES}"
    rows, [[n]] = run(
        [
            (f"{DUTY.select()} WHERE {same} ORDER BY due_at NULLS LAST, opened_at, id LIMIT 1", params),
            (f"SELECT count(*) FROM (SELECT 1 FROM duty WHERE {same} LIMIT {EXACT}) counted", params),
        ]
    )
    return Next(DUTY.read(rows[0]), n) if rows else None


def duty_for_page(viewer: Viewer, key: UUID) -> Duty | None:
    """One duty, or None when there is none or the viewer may not know of it."""
    rows = run([(f"{DUTY.select()} WHERE id = %(id)s AND {SEES}", {**viewer.params, "id": key})])[0]
    return DUTY.read(rows[0]) if rows else None
