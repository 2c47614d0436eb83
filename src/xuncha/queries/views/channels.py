"""What came in by each channel: counted once, for the days until it was registered and for what was passed on to nobody."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from xuncha.queries.views.rows import OF_ROUND, Some, asked, day, listing
from xuncha.store.append import Statement, run
from xuncha.store.viewer import Viewer

FIRST_STEPS = ("matter.assigned", "finding.fed_back", "disposition.decided", "rectification.planned", "complaint.answered",
               "complaint.declined", "matter.concluded")  # fmt: skip
"""What somebody does with a matter first, beyond classing it."""

PASSED_ON = (*FIRST_STEPS, "complaint.accepted")
"""What shows that somebody has a matter that came in by a channel."""

MATTERS = f"kind IN ('finding', 'complaint') AND state <> 'withdrawn' AND {OF_ROUND}"
COMPLAINTS = f"kind = 'complaint' AND state <> 'withdrawn' AND {OF_ROUND}"
IN_ORDER = "ORDER BY min(opened_on), min(n)"


class ByChannel(NamedTuple):
    """Problems and complaints of one channel: how many, of how many the day is known on which it happened, and the median of
    the days until it was registered; and how many complaints there are among them, and how many were passed on to nobody.
    """

    channel: str
    n: int
    n_known: int
    days: float | None
    n_complaints: int
    n_left: int
    is_whole: bool = True
    """Whether no complaint of it was voided, so that the ledger filtered by it has just these."""


def by_channel(viewer: Viewer, campaign: UUID) -> Statement:
    """Asks for the channels of a round, each a `ByChannel`, in the order in which they were first used."""
    return asked(viewer, campaign, _CHANNELS, passed=list(PASSED_ON))


def came_in(viewer: Viewer, campaign: UUID) -> tuple[tuple[ByChannel, ...], Some]:
    """The channels of a round, and the first complaints that were passed on to nobody."""
    counts, stuck = run(
        [by_channel(viewer, campaign), asked(viewer, campaign, _STUCK, passed=list(PASSED_ON))]
    )
    return tuple(ByChannel(*one) for one in counts), Some.read(viewer, stuck)


_IS_STUCK = "kind = 'complaint' AND NOT facts ?| %(passed)s::text[] AND state <> ALL(%(final)s)"
_CHANNELS = f"""
    SELECT channel, count(*) FILTER (WHERE stands), count(days) FILTER (WHERE stands),
        percentile_cont(0.5) WITHIN GROUP (ORDER BY days) FILTER (WHERE stands),
        count(*) FILTER (WHERE stands AND kind = 'complaint'), count(*) FILTER (WHERE stands AND is_stuck),
        bool_and(stands) FILTER (WHERE kind = 'complaint')
    FROM (
        SELECT CASE WHEN unit = ANY(%(tied_units)s::uuid[]) THEN '' ELSE coalesce(facts->>'channel', '') END AS channel,
            opened_on, n, kind, state <> 'withdrawn' AS stands, {_IS_STUCK} AS is_stuck,
            opened_on - coalesce({day("since")}, {day("found_on")}, {day("written_on")}) AS days
        FROM subject WHERE kind IN ('finding', 'complaint') AND {OF_ROUND}
    ) found GROUP BY channel HAVING bool_or(stands) {IN_ORDER}
"""
"""By which channel a problem of a tied unit came is not told, as on its own page."""
_STUCK = listing(f"{COMPLAINTS} AND {_IS_STUCK}", "opened_on, n, id")
