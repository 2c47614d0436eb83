"""Who answers for the units of a round: what stands above a unit, who heads it, who puts its problems right."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from xuncha.queries.views.rows import OF_ROUND, answered
from xuncha.store.append import run
from xuncha.store.table import held_today
from xuncha.store.viewer import Viewer


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


def responsible_in(viewer: Viewer, campaign: UUID) -> Mapping[UUID, tuple[str, ...]]:
    """By inspection: who is named as responsible for putting its problems right."""
    rows = answered(viewer, campaign, _RESPONSIBLE)
    return {place: tuple(map(str, names)) for place, names in rows}


_RESPONSIBLE = f"""
    SELECT f.place, array_agg(DISTINCT p.title) FROM (
        SELECT inspection AS place, facts->'rectification.planned'->>'first_responsible' AS who FROM subject
        WHERE kind = 'finding' AND {OF_ROUND}
    ) f JOIN subject p ON p.id = f.who::uuid GROUP BY f.place
"""
