"""Good practice of a round: where each began, and which units took it up."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from xuncha.queries.views.rows import OF_ROUND, Some, answered, some
from xuncha.store.viewer import Viewer

PRACTICE = "practice"
"""The register in which practice is entered."""


def practice_of(viewer: Viewer, campaign: UUID) -> tuple[Some, Mapping[UUID, tuple[UUID, ...]]]:
    """What began somewhere, and by each the units that took it up."""
    found = some(viewer, campaign, _BEGAN, practice=PRACTICE)
    keys = [str(one.id) for one in found.rows]
    takers = answered(viewer, campaign, _TAKERS, keys=keys) if keys else ()
    return found, {UUID(key): tuple(units) for key, units in takers}


_BEGAN = f"""
    kind = 'entry' AND (code = %(practice)s AND coalesce(facts->>'copied_from', '') = ''
    OR id::text IN (SELECT facts->>'copied_from' FROM subject WHERE kind = 'entry' AND {OF_ROUND}))
"""
_TAKERS = f"""
    SELECT origin, array_agg(unit ORDER BY first) FROM (
        SELECT facts->>'copied_from' AS origin, unit, min(version) AS first FROM subject
        WHERE kind = 'entry' AND {OF_ROUND} AND facts->>'copied_from' = ANY(%(keys)s) AND unit IS NOT NULL GROUP BY 1, 2
    ) took GROUP BY origin
"""
