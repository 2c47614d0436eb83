"""What lies in a round as a whole, for the page that says how a standing mechanism runs."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from xuncha.core.rows import Duty, Subject
from xuncha.queries.subjects import as_seen
from xuncha.store.append import run
from xuncha.store.table import DUTY, SUBJECT
from xuncha.store.viewer import SEES, Viewer

MOST = 1_000
"""So many things of all kinds together, the newest, and so many duties are looked at."""


def lying_in(viewer: Viewer, campaign: UUID, kinds: Collection[str]) -> tuple[Subject, ...]:
    """The things of these kinds in a round that the viewer reads, and standing bodies, oldest first."""
    sql = (
        f"{SUBJECT.select()} WHERE (campaign = %(key)s OR campaign IS NULL AND kind = 'body')"
        f" AND kind = ANY(%(kinds)s) AND {SEES} ORDER BY version DESC LIMIT {MOST}"
    )
    rows = run([(sql, {**viewer.params, "key": campaign, "kinds": list(kinds)})])[0]
    return tuple(as_seen(viewer, SUBJECT.read(row)) for row in reversed(rows))


def duties_of(viewer: Viewer, campaign: UUID, rules: Collection[str]) -> tuple[Duty, ...]:
    """What was and is owed in a round under these rules, the earliest date first."""
    sql = (
        f"{DUTY.select()} WHERE campaign = %(key)s AND rule = ANY(%(rules)s) AND {SEES}"
        f" ORDER BY due_at NULLS LAST, id LIMIT {MOST}"
    )
    return tuple(map(DUTY.read, run([(sql, {**viewer.params, "key": campaign, "rules": list(rules)})])[0]))
