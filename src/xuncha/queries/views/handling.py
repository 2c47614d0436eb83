"""How matters of a round are handled: days to finding and to the first step, what waits, what was really put right."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from uuid import UUID

from xuncha.core.rows import Subject
from xuncha.queries.views.rows import OF_ROUND, Some, answered, asked, day, entries, listing
from xuncha.store.append import run
from xuncha.store.viewer import Viewer

FIRST_STEPS = ("matter.assigned", "finding.fed_back", "disposition.decided", "rectification.planned", "complaint.answered",
               "complaint.declined", "matter.concluded")  # fmt: skip
"""What somebody does with a matter first, beyond classing it."""


class ByChannel(NamedTuple):
    """What came in by one channel: how many, of how many the day is known on which it happened, and the median of the
    days until it was registered.
    """

    channel: str
    n: int
    n_known: int
    days: float | None


class ByUnit(NamedTuple):
    """The matters of one unit: how many, how many had a first step, the median of the days until it, how many wait."""

    unit: UUID | None
    n: int
    n_handled: int
    days: float | None
    n_waiting: int


class PutRight(NamedTuple):
    """The problems of one unit: how many, closed out, verified of these, reopened."""

    unit: UUID | None
    n: int
    n_closed: int
    n_verified: int
    n_reopened: int


@dataclass(frozen=True, slots=True)
class Handling:
    """How the problems and complaints of a round are handled, voided ones left out."""

    channels: tuple[ByChannel, ...]
    units: tuple[ByUnit, ...]
    waiting: Some
    waiting_kinds: tuple[str, ...]
    """Of which kinds anything waits, also of what is cut off."""
    put_right: tuple[PutRight, ...]


def handling_of(viewer: Viewer, campaign: UUID) -> Handling:
    """The figures, and what nobody has dealt with yet, the oldest first."""
    steps = {"steps": list(FIRST_STEPS)}
    channels, units, waiting, kinds, put_right = run(
        [
            asked(viewer, campaign, _CHANNELS),
            asked(viewer, campaign, _UNITS, **steps),
            asked(viewer, campaign, _WAITING, **steps),
            asked(viewer, campaign, _WAITING_KINDS, **steps),
            asked(viewer, campaign, _PUT_RIGHT),
        ]
    )
    return Handling(
        tuple(ByChannel(*one) for one in channels),
        tuple(ByUnit(*one) for one in units),
        Some.read(viewer, waiting),
        tuple(str(kind) for (kind,) in kinds),
        tuple(PutRight(*one) for one in put_right),
    )


_MATTERS = f"kind IN ('finding', 'complaint') AND state <> 'withdrawn' AND {OF_ROUND}"
_FINDINGS = f"kind = 'finding' AND state <> 'withdrawn' AND {OF_ROUND}"
_IN_ORDER = "ORDER BY min(opened_on), min(n)"
_PATH_OF_STEPS = " || ".join(f'@.key == "{act}"' for act in FIRST_STEPS)

_CHANNELS = f"""
    SELECT channel, count(*), count(days), percentile_cont(0.5) WITHIN GROUP (ORDER BY days) FROM (
        SELECT CASE WHEN unit = ANY(%(tied_units)s::uuid[]) THEN '' ELSE coalesce(facts->>'channel', '') END AS channel, opened_on, n,
            opened_on - coalesce({day("since")}, {day("found_on")}, {day("written_on")}) AS days
        FROM subject WHERE {_MATTERS}
    ) found GROUP BY channel {_IN_ORDER}
"""
"""By which channel a problem of a tied unit came is not told, as on its own page."""
_UNITS = f"""
    SELECT unit, count(*), count(days), percentile_cont(0.5) WITHIN GROUP (ORDER BY days), count(*) FILTER (WHERE waits)
    FROM (
        SELECT unit, opened_on, n, NOT facts ?| %(steps)s::text[] AND state <> ALL(%(final)s) AS waits, (
            SELECT min(on_day #>> '{{}}')::date FROM jsonb_path_query(
                facts, '$.keyvalue() ? ({_PATH_OF_STEPS}).value[*]."_"."on"') on_day
        ) - opened_on AS days FROM subject WHERE {_MATTERS}
    ) found GROUP BY unit {_IN_ORDER}
"""
_WAITS = f"{_MATTERS} AND NOT facts ?| %(steps)s::text[] AND state <> ALL(%(final)s)"
_WAITING = listing(_WAITS, "opened_on, n, id")
_WAITING_KINDS = f"SELECT DISTINCT kind FROM subject WHERE {_WAITS} ORDER BY kind DESC"
_PUT_RIGHT = f"""
    SELECT unit, count(*), count(*) FILTER (WHERE state = 'closed'), count(*) FILTER (
        WHERE state = 'closed' AND facts @? '$."rectification.verified"[*] ? (@.passed == true)'
    ), count(*) FILTER (WHERE cycle > 1) FROM subject WHERE {_FINDINGS} GROUP BY unit {_IN_ORDER}
"""


@dataclass(frozen=True, slots=True)
class Answered:
    """Problems of a round, the calls that came to a decision, and by matter what was decided on accountability; of both the first."""

    problems: Some
    calls: Some
    decided: Mapping[UUID, tuple[Mapping[str, Any], ...]]

    @property
    def matters(self) -> tuple[Subject, ...]:
        """What is shown: the problems, then the calls."""
        return (*self.problems.rows, *self.calls.rows)

    @property
    def is_cut(self) -> tuple[str, ...]:
        """The kinds of which there are more."""
        kinds = {"finding": self.problems, "complaint": self.calls}
        return tuple(kind for kind, some in kinds.items() if some.is_more)


def answered_for(viewer: Viewer, campaign: UUID) -> Answered:
    """What was decided on accountability for the problems of a round, and for the calls that came to it."""
    problems, calls = run([asked(viewer, campaign, sql) for sql in (_OLDEST, _CALLS)])
    found = Answered(Some.read(viewer, problems), Some.read(viewer, calls), {})
    decided: dict[UUID, tuple[Mapping[str, Any], ...]] = {}
    shown = [str(row.id) for row in found.matters]
    for matter, entry in answered(viewer, campaign, _DECIDED, matters=shown) if shown else ():
        key = UUID(matter)
        decided[key] = (*decided.get(key, ()), json.loads(entry))
    return replace(found, decided=decided)


_OF_INQUIRIES = f"""
    FROM subject CROSS JOIN LATERAL {entries("accountability.decided")} entry
    WHERE kind = 'inquiry' AND state <> 'withdrawn' AND {OF_ROUND}
"""
_DECIDED = f"""
    SELECT entry->>'matter', entry::text {_OF_INQUIRIES} AND entry->>'matter' = ANY(%(matters)s::text[])
    ORDER BY opened_on, n
"""
"""What was decided on the matters shown, and on no others."""
_OLDEST = listing(_FINDINGS, "opened_on, n, id")
_COMPLAINTS = f"kind = 'complaint' AND state <> 'withdrawn' AND {OF_ROUND}"
_CALLS = listing(
    f"{_COMPLAINTS} AND id::text IN (SELECT entry->>'matter' {_OF_INQUIRIES})", "opened_on, n, id"
)

# ------------------------------------------------------------------ channels

PASSED_ON = (*FIRST_STEPS, "complaint.accepted")
"""What shows that somebody has a matter that came in by a channel."""


def came_in(viewer: Viewer, campaign: UUID) -> tuple[Mapping[str, tuple[int, int]], Some]:
    """By channel how many complaints came in and how many were passed on to nobody; and the first of these."""
    passed = {"passed": list(PASSED_ON)}
    counts, stuck = run(
        [asked(viewer, campaign, _CAME_IN, **passed), asked(viewer, campaign, _STUCK, **passed)]
    )
    return {str(channel): (n, left) for channel, n, left in counts}, Some.read(viewer, stuck)


_IS_STUCK = "NOT facts ?| %(passed)s::text[] AND state <> ALL(%(final)s)"
_CAME_IN = f"""
    SELECT coalesce(facts->>'channel', ''), count(*), count(*) FILTER (WHERE {_IS_STUCK})
    FROM subject WHERE {_COMPLAINTS} GROUP BY 1 {_IN_ORDER}
"""
_STUCK = listing(f"{_COMPLAINTS} AND {_IS_STUCK}", "opened_on, n, id")
