"""Who answers for the units of a round: what stands above a unit, who heads it, who puts its problems right."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from xuncha.core.facts.rows import Duty
from xuncha.queries.views.rows import OF_ROUND, answered
from xuncha.store.append import run
from xuncha.store.table import DUTY, held_today
from xuncha.store.viewer import SEES, Viewer


def parents_of(units: Iterable[UUID]) -> Mapping[UUID, UUID | None]:
    """The unit above each of these, which everybody may know."""
    rows = run(
        [
            (
                "SELECT id, (facts->>'parent')::uuid FROM subject WHERE id = ANY(%s) AND kind = 'unit'",
                [[*units]],
            )
        ]
    )[0]
    return dict(rows)


def holders_in(parties: Iterable[UUID], seats: Collection[str]) -> Mapping[UUID, str]:
    """Who holds one of these seats in each party."""
    sql = (
        "SELECT s.party, p.title FROM seat s JOIN subject p ON p.id = s.person"
        f" WHERE s.party = ANY(%s) AND s.seat = ANY(%s) AND {held_today('s')} ORDER BY s.version"
    )
    return {party: str(name) for party, name in run([(sql, [[*parties], [*seats]])])[0]}


class OwedIn(NamedTuple):
    """How much is owed in one inspection, and how much of it is late."""

    n: int
    n_late: int


def owed_in(viewer: Viewer, campaign: UUID, now: datetime) -> Mapping[UUID, OwedIn]:
    """By inspection, of the whole round."""
    rows = answered(viewer, campaign, _OWED_IN, now=now)
    return {place: OwedIn(n, late) for place, n, late in rows}


_OWED_IN = f"""
    SELECT inspection, count(*), count(*) FILTER (WHERE due_at <= %(now)s) FROM duty
    WHERE campaign = %(campaign)s AND state = 'open' AND inspection IS NOT NULL AND {SEES} GROUP BY 1
"""


def duties_in(viewer: Viewer, campaign: UUID, inspections: Collection[UUID]) -> tuple[Duty, ...]:
    """What is owed in these inspections, the most pressing first."""
    rows = answered(viewer, campaign, _DUTIES_IN, inspections=list(inspections))
    return tuple(map(DUTY.read, rows))


_DUTIES_IN = f"""
    {DUTY.select()} WHERE campaign = %(campaign)s AND inspection = ANY(%(inspections)s::uuid[]) AND state = 'open' AND {SEES}
    ORDER BY due_at NULLS LAST, id
"""


def responsible_in(
    viewer: Viewer, campaign: UUID, inspections: Collection[UUID]
) -> Mapping[UUID, tuple[str, ...]]:
    """By inspection, of these: who is named as responsible for putting its problems right."""
    rows = answered(viewer, campaign, _RESPONSIBLE, inspections=list(inspections))
    return {place: tuple(map(str, names)) for place, names in rows}


_RESPONSIBLE = f"""
    SELECT f.place, array_agg(DISTINCT p.title) FROM (
        SELECT inspection AS place, facts->'rectification.planned'->>'first_responsible' AS who FROM subject
        WHERE kind = 'finding' AND inspection = ANY(%(inspections)s::uuid[]) AND {OF_ROUND}
    ) f JOIN subject p ON p.id = f.who::uuid GROUP BY f.place
"""
