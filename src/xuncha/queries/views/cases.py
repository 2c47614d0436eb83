"""Cases of a round counted: by kind and stage, by field, and month by month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from xuncha.queries.views.rows import OF_ROUND, asked
from xuncha.store.append import run
from xuncha.store.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Cases:
    """How many cases stand at which stage; and how many were opened, and have ended, by field and by month (`2017-06`)."""

    stages: tuple[tuple[str, str, int], ...]
    fields: tuple[tuple[str, int, int], ...]
    months: Mapping[str, tuple[int, int]]

    @property
    def n(self) -> int:
        return sum(n for _, _, n in self.stages)


def cases_of(viewer: Viewer, campaign: UUID) -> Cases:
    """The cases of a round that the viewer reads."""
    found = run([asked(viewer, campaign, sql) for sql in (_STAGES, _FIELDS, _MONTHS)])
    stages, fields, months = found
    return Cases(
        tuple((str(code), str(state), n) for code, state, n in stages),
        tuple((str(field), opened, ended) for field, opened, ended in fields),
        {str(month): (opened, ended) for month, opened, ended in months},
    )


_CASES = f"FROM subject WHERE kind = 'inquiry' AND {OF_ROUND}"
_STAGES = f"SELECT code, state, count(*) {_CASES} GROUP BY 1, 2 ORDER BY min(version)"
_FIELDS = f"""
    SELECT coalesce(field #>> '{{}}', ''), count(*), count(*) FILTER (WHERE state = ANY(%(final)s))
    FROM (SELECT facts, state, version {_CASES}) found
    LEFT JOIN LATERAL jsonb_path_query(facts, '$.fields[*]') field ON true GROUP BY 1 ORDER BY min(version)
"""
_MONTHS = f"""
    SELECT to_char(on_day, 'YYYY-MM'), count(*) FILTER (WHERE is_begun), count(*) FILTER (WHERE NOT is_begun) FROM (
        SELECT opened_on AS on_day, true AS is_begun {_CASES}
        UNION ALL SELECT closed_on, false {_CASES} AND closed_on IS NOT NULL
    ) found GROUP BY 1
"""
