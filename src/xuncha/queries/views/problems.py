"""The problems of a round: how many in which field at which unit, and each of them, those still open first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from xuncha.queries.views.rows import OF_ROUND, SHOWN, Some, asked, listing
from xuncha.store.append import run
from xuncha.store.viewer import Viewer


class InField(NamedTuple):
    """The problems of one field at one unit."""

    field: str
    unit: UUID | None
    n: int
    n_closed: int


@dataclass(frozen=True, slots=True)
class Problems:
    """All problems counted, and the first of them."""

    fields: tuple[InField, ...]
    first: Some


def problems_of(viewer: Viewer, campaign: UUID, tops: Mapping[str, str]) -> Problems:
    """The problems of a round; a field under another is counted with the one above it, as `tops` says."""
    fields, still, ended = run(
        [
            asked(viewer, campaign, _BY_FIELD, codes=[*tops], tops=[*tops.values()]),
            asked(viewer, campaign, listing(f"{_PROBLEMS} AND state <> ALL(%(final)s)")),
            asked(viewer, campaign, listing(f"{_PROBLEMS} AND state = ANY(%(final)s)")),
        ]
    )
    return Problems(tuple(InField(*one) for one in fields), Some.read(viewer, [*still, *ended][: SHOWN + 1]))


_PROBLEMS = f"kind = 'finding' AND {OF_ROUND}"
_BY_FIELD = f"""
    SELECT field, unit, count(*), count(*) FILTER (WHERE state = 'closed') FROM (
        SELECT DISTINCT found.id, found.unit, found.state, found.version, coalesce(known.top, field #>> '{{}}') AS field
        FROM (SELECT id, unit, state, version, facts FROM subject WHERE {_PROBLEMS}) found
        CROSS JOIN LATERAL jsonb_path_query(found.facts, '$.fields[*]') field
        LEFT JOIN unnest(%(codes)s::text[], %(tops)s::text[]) known (code, top) ON known.code = field #>> '{{}}'
    ) said GROUP BY field, unit ORDER BY min(version)
"""
