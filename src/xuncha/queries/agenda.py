"""What a meeting may have before it: what happened since the last one and what is open, as far as everybody who sits there may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from xuncha.core.facts.book import FINAL
from xuncha.core.facts.rows import CLOSED_BY_TIES, Act, Duty, Subject
from xuncha.core.facts.values import day_of
from xuncha.core.readers.told import may_be_told
from xuncha.core.record.fold import AWAITED
from xuncha.queries.shared_reading import Shared
from xuncha.queries.subjects import as_seen
from xuncha.store.append import run
from xuncha.store.table import ACT, DUTY, SUBJECT
from xuncha.store.viewer import SEES, Viewer

FOUND = ("finding.recorded", "finding.fed_back", "check.recorded")
DECIDED = (
    "decision.made",
    "disposition.decided",
    "approval.given",
    "approval.refused",
    "accountability.decided",
)
CLOSED = ("finding.closed", "request.closed", "matter.concluded", "inspection.ended", "undertaking.checked")

MOST = 60
"""Of each lot so many rows are offered."""

Happened = tuple[Act, Subject]


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is offered for a meeting, lot by lot; each with the matter it is about."""

    found: tuple[Happened, ...]
    decided: tuple[Happened, ...]
    closed: tuple[Happened, ...]
    late: tuple[tuple[Duty, Subject], ...]
    waiting: tuple[Subject, ...]
    requests: tuple[Subject, ...]


def last_meeting(viewer: Viewer, place: Subject, kind: str) -> Subject | None:
    """The last meeting of a kind that the viewer's body held there."""
    sql = (
        f"{SUBJECT.select()} WHERE kind = 'meeting' AND code = %(code)s AND parent = %(place)s"
        f" AND facts->'_'->>'party' = %(party)s AND {SEES} ORDER BY version DESC LIMIT 1"
    )
    params = {**viewer.params, "code": kind, "place": place.id, "party": str(viewer.seat.party)}
    rows = run([(sql, params)])[0]
    return as_seen(viewer, SUBJECT.read(rows[0])) if rows else None


def day_held(meeting: Subject) -> date:
    """The day on which a meeting was held."""
    return day_of(meeting.facts.get("at")) or meeting.opened_on


def agenda_for(
    viewer: Viewer, place: Subject, since: date, last: Subject | None, shared: Shared, now: datetime
) -> Agenda:
    """What is offered, in one round trip: without a last meeting what happened from a day on, else what happened after its day
    or was entered after its record.  What was decided there stands in its record and is not offered again.

    No complaint, clue, referral or inquiry stands on a list that is handed round.  What a unit that sits there is not told
    of its own matters is not offered, nor what waits for a decision on them.
    """
    column = {"campaign": "campaign", "inspection": "inspection"}.get(place.kind, "body")
    seen = f'"{column}" = %(place)s AND kind <> ALL(%(closed)s) AND {SEES} AND {shared.sql}'
    params: dict[str, Any] = {
        **viewer.params, **shared.params, "place": place.id, "since": since, "now": now, "final": sorted(FINAL),
        "last": last.id if last else None,
        "closed": sorted(CLOSED_BY_TIES), "types": [*FOUND, *DECIDED, *CLOSED], "parties": [str(one) for one in shared.parties],
        "has_units": shared.has_units,
    }  # fmt: skip
    matters = f"(SELECT {SUBJECT.listed()} FROM subject WHERE {seen})"
    acts = (
        f"SELECT {ACT.listed('act')}, {SUBJECT.listed('matter')} FROM act JOIN {matters} matter ON matter.id = act.subject"
        f' WHERE act."{column}" = %(place)s AND act.type = ANY(%(types)s) AND {_SINCE_THEN if last else _FROM_THE_DAY}'
        f' ORDER BY act."position" DESC LIMIT {4 * MOST}'
    )
    late = (
        f"SELECT {DUTY.listed('owed')}, {SUBJECT.listed('matter')} FROM (SELECT {DUTY.listed()} FROM duty"
        f" WHERE state = 'open' AND due_at <= %(now)s AND {seen}) owed JOIN {matters} matter ON matter.id = owed.stream"
        f" ORDER BY owed.due_at, owed.id LIMIT {MOST}"
    )
    waiting = (
        f"{SUBJECT.select()} WHERE (facts ? '{AWAITED}' OR facts ? 'disposition.proposed' AND NOT facts ? 'disposition.decided')"
        f" AND NOT %(has_units)s AND state <> ALL(%(final)s) AND {seen} ORDER BY version LIMIT {MOST}"
    )
    requests = (
        f"{SUBJECT.select()} WHERE kind = 'request' AND state IN ('waiting', 'returned') AND facts->>'to' = ANY(%(parties)s)"
        f" AND {seen} ORDER BY version LIMIT {MOST}"
    )
    happened, owed, put_up, asked = run(
        [(acts, params), (late, params), (waiting, params), (requests, params)]
    )
    told = [one for one in map(_happened(viewer), happened) if _may_be_told(one, shared)]
    n = len(DUTY.columns)
    return Agenda(
        found=_of(told, FOUND),
        decided=_of(told, DECIDED),
        closed=_of(told, CLOSED),
        late=tuple((DUTY.read(row[:n]), as_seen(viewer, SUBJECT.read(row[n:]))) for row in owed),
        waiting=tuple(as_seen(viewer, SUBJECT.read(row)) for row in put_up),
        requests=tuple(as_seen(viewer, SUBJECT.read(row)) for row in asked),
    )


_FROM_THE_DAY = "act.occurred_on >= %(since)s"
_SINCE_THEN = (
    """(act.occurred_on > %(since)s OR act."position" > (SELECT min("position") FROM act WHERE subject = %(last)s)"""
    " AND NOT act.refs @> ARRAY[%(last)s]::uuid[])"
)


def _happened(viewer: Viewer) -> Any:
    n = len(ACT.columns)

    def read(row: Any) -> Happened:
        return ACT.read(row[:n]), as_seen(viewer, SUBJECT.read(row[n:]))

    return read


def _may_be_told(one: Happened, shared: Shared) -> bool:
    act, _ = one
    return all(may_be_told(act, unit) for unit in shared.units)


def _of(happened: list[Happened], types: tuple[str, ...]) -> tuple[Happened, ...]:
    """Those of some types, each matter once with its latest act, in the order in which they happened."""
    latest: dict[UUID, Happened] = {}
    for act, row in happened:
        if act.type in types:
            latest.setdefault(row.id, (act, row))
    return tuple(reversed(list(latest.values())[:MOST]))


def acts_out_of(viewer: Viewer, meeting: UUID) -> tuple[Happened, ...]:
    """The acts that name a meeting as theirs, on matters that the viewer may open, the oldest first."""
    n = len(ACT.columns)
    sql = (
        f"SELECT {ACT.listed('act')}, {SUBJECT.listed('matter')} FROM act"
        f" JOIN (SELECT {SUBJECT.listed()} FROM subject WHERE {SEES}) matter ON matter.id = act.subject"
        f' WHERE act.refs @> ARRAY[%(meeting)s]::uuid[] AND act.subject <> %(meeting)s ORDER BY act."position" LIMIT {4 * MOST}'
    )
    rows = run([(sql, {**viewer.params, "meeting": meeting})])[0]
    found = [(ACT.read(row[:n]), as_seen(viewer, SUBJECT.read(row[n:]))) for row in rows]
    party = viewer.seat.party
    return tuple(one for one in found if not viewer.is_inspected or may_be_told(one[0], party))
