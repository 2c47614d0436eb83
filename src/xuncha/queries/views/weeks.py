"""In which weeks each unit did something in a round."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from xuncha.queries.views.rows import OF_ROUND, answered
from xuncha.store.viewer import Viewer


def weeks_with_acts(
    viewer: Viewer, campaign: UUID, units: Collection[UUID]
) -> Mapping[UUID, frozenset[date]]:
    """By unit, of these units: the Mondays of the weeks in which it did something in the round itself."""
    found: dict[UUID, set[date]] = {}
    for unit, monday in answered(viewer, campaign, _WEEKS, units=list(units)):
        found.setdefault(unit, set()).add(monday)
    return {unit: frozenset(weeks) for unit, weeks in found.items()}


_WEEKS = f"""
    SELECT a.by_party, date_trunc('week', a.occurred_on)::date FROM act a
    WHERE a.campaign = %(campaign)s AND a.unit = ANY(%(units)s::uuid[]) AND a.by_party = a.unit
    AND a.subject IN (SELECT id FROM subject WHERE {OF_ROUND})
    GROUP BY 1, 2
"""
