"""My desk: what I owe and by when, what I wait for, what I lately did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from xuncha.core.facts.rows import Act, Duty, Subject
from xuncha.core.facts.values import id_of
from xuncha.queries.recusals import Undecided, undecided
from xuncha.queries.subjects import EXACT, as_seen, subjects_by_id
from xuncha.store.append import run
from xuncha.store.custody import holds
from xuncha.store.drafts import drafts_read, unfinished
from xuncha.store.look import Draft
from xuncha.store.portal import ASIDE
from xuncha.store.table import ACT, DUTY, SUBJECT
from xuncha.store.viewer import SEES, Viewer
from xuncha.vault.report import INTAKE

MOST = 200
"""Lines a desk loads; more stand behind "all"."""


MOST_SENT = 50
"""Papers that wait for a receipt, as many as a desk counts."""

FEW_REPORTED = 8
"""Lines of what was reported upward; as they are done, the next follow."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The duties of a desk with the subjects they are about and those they name; the numbers never go beyond `EXACT` + 1."""

    mine: tuple[Duty, ...]
    waiting: tuple[Duty, ...]
    done: tuple[Duty, ...]
    reported: tuple[Duty, ...]
    n_mine: int
    n_waiting: int
    subjects: dict[UUID, Subject]
    rounds: dict[UUID, Subject]
    """Rounds for which the office fixed lengths of time: for counting by them, never for showing."""
    apart: dict[UUID, str]
    """The rounds that began under another regulation than the office's of today, with its version."""
    to_receive: tuple[Subject, ...] = ()
    """Papers issued to the post's body of which no receipt stands on record, the longest waiting first."""
    undecided: tuple[Undecided, ...] = ()
    """Ties and recusals of others that nobody has decided on; nothing for a unit."""
    drafts: tuple[Draft, ...] = ()
    """What was begun and not sent."""
    takes_in: bool = False
    """Whether the post's body takes in what comes through the portal."""


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

_TO_RECEIVE = (
    f"{SUBJECT.select()} WHERE kind = 'document' AND state IN ('issued', 'received', 'public')"
    " AND facts->'document.issued' @> jsonb_build_array(jsonb_build_object('to', jsonb_build_array(%(party)s::text)))"
    " AND NOT EXISTS (SELECT FROM jsonb_path_query(facts, '$.\"document.received\"[*]') got"
    " WHERE got->'_'->>'party' = %(party)s::text)"
    " AND NOT EXISTS (SELECT FROM jsonb_path_query(facts, '$.\"document.delivered\"[*]') got"
    " WHERE got->>'to' = %(party)s::text OR got->'to' ? %(party)s::text)"
    f" AND {SEES} ORDER BY version LIMIT {MOST_SENT}"
)
"""A receipt is said by the receiver, or the delivery by the sender."""

LISTS_OF_A_DESK = {"mine": f"(({OWN}) OR ({SHARED}))", "owed": THEIRS, "reported": REPORTED}
"""What a desk shows the beginning of, each to be read as a list of its own; they ask for the post's body and seat."""


_APART = (
    "SELECT id, facts->>'scheme' FROM subject WHERE kind = 'campaign'"
    " AND facts->>'scheme' <> (SELECT scheme FROM jurisdiction)"
)

_ORDER = "ORDER BY due_at NULLS LAST, opened_at, id"


def _first(condition: str, most: int) -> str:
    return f"{DUTY.select()} WHERE {condition} AND {SEES} {_ORDER} LIMIT {most}"


def _few(condition: str, most: int) -> str:
    """As `_first`, of what seldom fits: found by its own index and then put in order, as PostgreSQL takes the few for many."""
    return f"SELECT * FROM ({DUTY.select()} WHERE {condition} AND {SEES} OFFSET 0) few {_ORDER} LIMIT {most}"


def _some(condition: str) -> str:
    return f"SELECT 1 FROM duty WHERE {condition} AND {SEES} LIMIT {EXACT + 1}"


def _halves(most: int) -> str:
    """What the post owes: two halves, each read by its own index, instead of all that either condition finds."""
    both = f"({_first(OWN, most)}) UNION ALL ({_few(SHARED, most)})"
    return f"SELECT * FROM ({both}) half {_ORDER} LIMIT {most}"


_COUNTED = f"SELECT count(*) FROM (({_some(OWN)}) UNION ALL ({_some(SHARED)})) counted"

_SHOWN_ON = "((due_at - interval '1 microsecond') AT TIME ZONE 'Asia/Shanghai')::date"
_BY_DAY = (
    "SELECT CASE WHEN on_day >= %(since)s THEN on_day END AS comes, count(*)"
    f" FROM (SELECT {_SHOWN_ON} AS on_day FROM duty WHERE {OWN} AND {SEES}"
    f" UNION ALL SELECT {_SHOWN_ON} FROM duty WHERE {SHARED} AND {SEES}) owed"
    " WHERE on_day IS NOT NULL GROUP BY comes ORDER BY comes NULLS FIRST LIMIT 400"
)


def _params(viewer: Viewer) -> dict[str, Any]:
    return {**viewer.params, "party": viewer.seat.party, "seat": viewer.seat.seat}


def desk_for(viewer: Viewer) -> Desk:
    """Everything the desk shows, in two round trips."""
    params = _params(viewer)
    asked = () if viewer.is_inspected else (undecided(viewer),)
    (
        mine,
        theirs,
        done,
        reported,
        rounds,
        apart,
        [[n_mine]],
        [[n_theirs]],
        takes_in,
        put_aside,
        sent,
        drafts,
        *ties,
    ) = run(
        [
            (_halves(MOST), params),
            (_first(THEIRS, 20), params),
            (
                f"{DUTY.select()} WHERE owner = %(party)s AND state = 'discharged' AND {SEES}"
                " ORDER BY closed_by DESC LIMIT 5",
                params,
            ),
            (_few(REPORTED, FEW_REPORTED), params),
            (f"{SUBJECT.select()} WHERE kind = 'campaign' AND jsonb_exists(facts, 'settings')", []),
            (_APART, []),
            (_COUNTED, params),
            (f"SELECT count(*) FROM ({_some(THEIRS)}) counted", params),
            holds(viewer.seat.party, INTAKE),
            ("SELECT 1 FROM portal_inbox WHERE lane = %s LIMIT 1", [ASIDE]),
            (_TO_RECEIVE, params),
            unfinished(viewer),
            *asked,
        ]
    )
    rows = [tuple(map(DUTY.read, found)) for found in (mine, theirs, done, reported)]
    streams = {duty.stream for found in rows for duty in found}
    streams |= {item for duty in rows[0] if (item := id_of(duty.item))}
    to_receive = tuple(as_seen(viewer, row) for row in map(SUBJECT.read, sent))
    named = [*(duty.owner for duty in (*rows[1], *rows[3])), *(row.unit for row in to_receive)]
    return Desk(
        mine=rows[0], waiting=rows[1], done=rows[2], reported=rows[3], n_mine=min(n_mine, EXACT + 1), n_waiting=n_theirs,
        subjects=subjects_by_id(viewer, streams, named), rounds={row.id: row for row in map(SUBJECT.read, rounds)},
        apart=dict(apart), takes_in=bool(takes_in or (put_aside and viewer.seat.part == "leads")),
        to_receive=to_receive, drafts=drafts_read(drafts),
        undecided=tuple(Undecided(*values) for rows_of in ties for values in rows_of),
    )  # fmt: skip


def open_under(viewer: Viewer, rules: Iterable[str], row: Subject) -> frozenset[str]:
    """Under which of these rules something is owed on a matter, or by the post's body in a place that the matter is."""
    sql = (
        "SELECT DISTINCT rule FROM duty WHERE state = 'open' AND rule = ANY(%(rules)s) AND (stream = %(id)s"
        f" OR item = %(id)s::text OR scope NOT IN ('', 'self') AND owner = %(party)s) AND {SEES}"
    )
    params = {**_params(viewer), "rules": list(rules), "id": row.id}
    return frozenset(rule for (rule,) in run([(sql, params)])[0])


def acts_that_began(viewer: Viewer, duties: Iterable[Duty]) -> dict[int, Act]:
    """The acts by which duties on matters that the viewer may open came to be owed, where they were done on these."""
    found = list(duties)
    sql = (
        f"{ACT.select()} WHERE position = ANY(%(began)s)"
        f" AND subject IN (SELECT id FROM subject WHERE id = ANY(%(streams)s) AND {SEES})"
    )
    params = {
        **viewer.params,
        "began": [one.opened_by for one in found],
        "streams": [one.stream for one in found],
    }
    return {act.position: act for act in map(ACT.read, run([(sql, params)])[0])}


@dataclass(frozen=True, slots=True)
class Tally:
    """How much a desk holds: as many as it says itself, never beyond `EXACT` + 1; and the first of them, by their day."""

    n: int
    first: tuple[Duty, ...]


def tally(viewer: Viewer) -> Tally:
    """What a desk would count and begin with, without what any of it is about."""
    params = _params(viewer)
    rows, [[n]] = run([(_halves(MOST), params), (_COUNTED, params)])
    return Tally(min(n, EXACT + 1), tuple(map(DUTY.read, rows)))


@dataclass(frozen=True, slots=True)
class ByDay:
    """How many of the things on a desk are due on each day, and how many were due before the first of them."""

    days: dict[date, int]
    n_late: int


def due_by_day(viewer: Viewer, since: date) -> ByDay:
    """The things on a desk by their days, from a day on; what was due before it is counted together."""
    rows: dict[date | None, int] = dict(run([(_BY_DAY, {**_params(viewer), "since": since})])[0])
    return ByDay({on: n for on, n in rows.items() if on}, rows.get(None, 0))


@dataclass(frozen=True, slots=True)
class Next:
    """The thing on which a post owes the same as it has just done elsewhere, and on how many it still does."""

    duty: Duty
    n: int


def next_like(viewer: Viewer, done: Duty) -> Next | None:
    """What the desk would offer next under the same rule of the same regulation; None when all is done."""
    params = {**_params(viewer), "rule": done.rule, "scheme": done.scheme}
    same = f"{OWN} AND rule = %(rule)s AND scheme = %(scheme)s AND {SEES}"
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
