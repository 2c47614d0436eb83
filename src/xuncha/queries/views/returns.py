"""Returns of a round: what each unit sent in for which period, and what was and is owed of those that come again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple
from uuid import UUID

from xuncha.core.facts.rows import Duty
from xuncha.queries.views.rows import OF_ROUND, SHOWN, answered, asked
from xuncha.store.append import run
from xuncha.store.table import DUTY
from xuncha.store.viewer import SEES, Viewer

COLUMNS = 12
"""So many kinds and periods stand beside each other, the last that came in."""


class Sent(NamedTuple):
    """What a unit sent in last of one kind for one period, and whether the paper came as well."""

    inspection: UUID
    code: str
    period: str
    key: UUID
    on: date
    on_paper: bool


def sent_in(
    viewer: Viewer, campaign: UUID, inspections: Collection[UUID]
) -> tuple[tuple[tuple[str, str], ...], tuple[Sent, ...]]:
    """The kinds and periods in the order in which they first came in anywhere, and what was sent of them in these inspections."""
    columns, rows = run(
        [
            asked(viewer, campaign, _COLUMNS),
            asked(viewer, campaign, _SENT, inspections=list(inspections)),
        ]
    )
    return tuple((str(code), str(period)) for code, period, _ in columns), tuple(Sent(*one) for one in rows)


_RETURNS = f"""
    SELECT inspection, code, coalesce(facts->>'period', '') AS period, id, opened_on, version,
        facts @? '$."report.received"[*] ? (@.medium == "paper")' AS on_paper
    FROM subject WHERE kind = 'return' AND {OF_ROUND} AND inspection IS NOT NULL
"""
_COLUMNS = f"""
    SELECT * FROM (
        SELECT code, period, min(version) AS first FROM ({_RETURNS}) sent GROUP BY 1, 2 ORDER BY max(version) DESC LIMIT {COLUMNS}
    ) columns ORDER BY first
"""
_SENT = f"""
    SELECT DISTINCT ON (inspection, code, period) inspection, code, period, id, opened_on, on_paper
    FROM ({_RETURNS} AND inspection = ANY(%(inspections)s::uuid[])) sent ORDER BY inspection, code, period, version DESC
"""


class Owed(NamedTuple):
    """The last turn of a return that somebody owes again and again, and how many turns are late and not sent."""

    duty: Duty
    n_late: int


def owed_again(viewer: Viewer, campaign: UUID, rules: Collection[str]) -> tuple[tuple[Owed, ...], bool]:
    """Of each of these rules and of each who owes it the last turn that has begun, the most late first; and whether there
    is more.
    """
    if not rules:
        return (), False
    rows = answered(viewer, campaign, _OWED, rules=list(rules))
    return tuple(Owed(DUTY.read(one[:-1]), one[-1]) for one in rows[:SHOWN]), len(rows) > SHOWN


_OWED = f"""
    SELECT {DUTY.listed()}, n_late FROM (
        SELECT DISTINCT ON (rule, owner) {DUTY.listed()},
            count(*) FILTER (WHERE state = 'open' AND due_at <= now()) OVER (PARTITION BY rule, owner) AS n_late
        FROM duty WHERE campaign = %(campaign)s AND rule = ANY(%(rules)s::text[]) AND {SEES}
        ORDER BY rule, owner, due_at DESC NULLS LAST, id DESC
    ) last_turn ORDER BY n_late DESC, rule, due_at, id LIMIT {SHOWN + 1}
"""
