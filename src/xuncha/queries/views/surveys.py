"""Surveys and ratings of a round: the last results, and by unit what was asked last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from xuncha.queries.views.rows import OF_ROUND, Some, answered, some
from xuncha.store.viewer import Viewer

_ANSWERED = (
    "kind = 'evaluation' AND state <> 'withdrawn' AND (facts ? 'evaluation.concluded' OR facts ? 'sample')"
)


def surveys_of(viewer: Viewer, campaign: UUID) -> Some:
    """The surveys of a round that have a result, the newest first."""
    return some(viewer, campaign, _ANSWERED, "version DESC")


class Share(NamedTuple):
    """How many of a survey's sample chose its first answer, as both were typed."""

    n: str
    sample: str


def last_shares(viewer: Viewer, campaign: UUID) -> Mapping[UUID, Share]:
    """Of each unit's last survey: the first answer, and the sample."""
    return {unit: Share(n or "", sample or "") for unit, n, sample in answered(viewer, campaign, _LAST)}


_LAST = f"""
    SELECT unit, said #>> '{{results,0,n}}', said->>'sample' FROM (
        SELECT DISTINCT ON (unit) unit,
            coalesce(jsonb_path_query_first(facts, '$."evaluation.concluded"[last]'), facts) AS said
        FROM subject WHERE {_ANSWERED} AND {OF_ROUND} AND unit IS NOT NULL ORDER BY unit, version DESC
    ) last_asked
"""
