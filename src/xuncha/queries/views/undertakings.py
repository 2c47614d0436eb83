"""Undertakings of a round, and inquiries with a conclusion on which nobody has decided."""

from __future__ import annotations

from uuid import UUID

from xuncha.queries.views.rows import Some, some
from xuncha.store.viewer import Viewer


def undertakings_of(viewer: Viewer, campaign: UUID) -> Some:
    """The undertakings of a round, the earliest day first."""
    where = "kind = 'undertaking' AND state <> 'withdrawn'"
    return some(viewer, campaign, where, "coalesce(facts->>'due', ''), version")


def undecided(viewer: Viewer, campaign: UUID) -> Some:
    """Inquiries with a conclusion on which nobody has decided yet."""
    where = "kind = 'inquiry' AND facts ? 'inquiry.concluded' AND NOT facts ? 'accountability.decided'"
    return some(viewer, campaign, where)
