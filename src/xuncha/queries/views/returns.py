"""Returns of a round: what each unit sent in for which period, and what was and is owed of those that come again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from xuncha.core.rows import Duty
from xuncha.queries.views.rows import OF_ROUND, SHOWN, answered
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


def sent_in(viewer: Viewer, campaign: UUID) -> tuple[tuple[tuple[str, str], ...], tuple[Sent, ...]]:
    """The kinds and periods in the order in which they first came in, and what each unit sent of them."""
    rows: Sequence[tuple[object, ...]] = answered(viewer, campaign, _SENT)
    sent = tuple(Sent(*one[:-1]) for one in rows)  # type: ignore[arg-type]
    firsts = {(one.code, one.period): row[-1] for one, row in zip(sent, rows, strict=True)}
    return tuple(sorted(firsts, key=lambda column: firsts[column])), sent  # type: ignore[arg-type, return-value]


_SENT = f"""
    WITH sent AS (
        SELECT inspection, code, coalesce(facts->>'period', '') AS period, id, opened_on, version,
            facts @? '$."report.received"[*] ? (@.medium == "paper")' AS on_paper
        FROM subject WHERE kind = 'return' AND {OF_ROUND} AND inspection IS NOT NULL
    ), columns AS (
        SELECT code, period, min(version) AS first FROM sent GROUP BY 1, 2 ORDER BY max(version) DESC LIMIT {COLUMNS}
    )
    SELECT DISTINCT ON (inspection, code, period) inspection, code, period, id, opened_on, on_paper, first
    FROM sent JOIN columns USING (code, period) ORDER BY inspection, code, period, version DESC
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
