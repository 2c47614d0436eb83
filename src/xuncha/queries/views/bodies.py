"""Standing bodies and those of a round: those the regulation wants a number of, and who is on duty on which days."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import day_of, id_of
from xuncha.queries.subjects import as_seen
from xuncha.queries.views.rows import IN_OR_BESIDE, SHOWN, answered, entries
from xuncha.store.table import SUBJECT
from xuncha.store.viewer import Viewer

MOST = 200


def formed(viewer: Viewer, campaign: UUID, kinds: Collection[str]) -> tuple[Subject, ...]:
    """The bodies of these kinds that stand, the first formed first."""
    sql = (
        f"{SUBJECT.select()} WHERE kind = 'body' AND code = ANY(%(kinds)s::text[]) AND state = 'formed' AND {IN_OR_BESIDE}"
        f" ORDER BY opened_on, n, version LIMIT {MOST}"
    )
    rows = answered(viewer, campaign, sql, kinds=list(kinds))
    return tuple(as_seen(viewer, SUBJECT.read(one)) for one in rows)


class Shift(NamedTuple):
    """One turn on a roster: who, from which day to which."""

    roster: str
    person: UUID | None
    first: date | None
    last: date | None


def shifts_of(viewer: Viewer, campaign: UUID) -> tuple[Shift, ...]:
    """The last turns on the rosters of bodies, in the order of their days."""
    rows = answered(viewer, campaign, _SHIFTS)
    return tuple(
        Shift(str(roster), id_of(who), day_of(first), day_of(last))
        for roster, who, first, last in reversed(rows)
    )


_SHIFTS = f"""
    SELECT turn->>'roster', turn->>'person', turn->>'from_on', turn->>'to_on'
    FROM subject CROSS JOIN LATERAL {entries("shift.assigned")} turn
    WHERE kind = 'body' AND state <> 'withdrawn' AND {IN_OR_BESIDE} ORDER BY turn->>'from_on' DESC, version DESC LIMIT {SHOWN}
"""
