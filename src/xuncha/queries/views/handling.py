"""How matters of a round are handled: days to finding and to the first step, what waits, what was really put right."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.queries.views.channels import COMPLAINTS, FIRST_STEPS, IN_ORDER, MATTERS, ByChannel, by_channel
from xuncha.queries.views.how_far import SEEN_SOLVED
from xuncha.queries.views.rows import OF_ROUND, Some, answered, asked, entries, listing
from xuncha.store.append import run
from xuncha.store.viewer import Viewer


class ByUnit(NamedTuple):
    """The matters of one unit: how many, how many had a first step, the median of the days until it, how many wait."""

    unit: UUID | None
    n: int
    n_handled: int
    days: float | None
    n_waiting: int


class PutRight(NamedTuple):
    """The problems of one unit: how many, closed out, verified of these, reopened; and whether none was voided, so that the
    ledger of the unit has just these.
    """

    unit: UUID | None
    n: int
    n_closed: int
    n_verified: int
    n_reopened: int
    is_whole: bool = True


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
            by_channel(viewer, campaign),
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


_FINDINGS = f"kind = 'finding' AND state <> 'withdrawn' AND {OF_ROUND}"
_PATH_OF_STEPS = " || ".join(f'@.key == "{act}"' for act in FIRST_STEPS)

_UNITS = f"""
    SELECT unit, count(*), count(days), percentile_cont(0.5) WITHIN GROUP (ORDER BY days), count(*) FILTER (WHERE waits)
    FROM (
        SELECT unit, opened_on, n, NOT facts ?| %(steps)s::text[] AND state <> ALL(%(final)s) AS waits, (
            SELECT min(on_day #>> '{{}}')::date FROM jsonb_path_query(
                facts, '$.keyvalue() ? ({_PATH_OF_STEPS}).value[*]."_"."on"') on_day
        ) - opened_on AS days FROM subject WHERE {MATTERS}
    ) found GROUP BY unit {IN_ORDER}
"""
_WAITS = f"{MATTERS} AND NOT facts ?| %(steps)s::text[] AND state <> ALL(%(final)s)"
_WAITING = listing(_WAITS, "opened_on, n, id")
_WAITING_KINDS = f"SELECT DISTINCT kind FROM subject WHERE {_WAITS} ORDER BY kind DESC"
_PUT_RIGHT = f"""
    SELECT unit, count(*) FILTER (WHERE is_meant), count(*) FILTER (WHERE state = 'closed'),
        count(*) FILTER (WHERE state = 'closed' AND is_seen), count(*) FILTER (WHERE is_meant AND cycle > 1), bool_and(is_meant)
    FROM (
        SELECT unit, state, cycle, opened_on, n, state <> 'withdrawn' AS is_meant, {SEEN_SOLVED} AS is_seen FROM subject
        WHERE kind = 'finding' AND {OF_ROUND}
    ) found GROUP BY unit HAVING bool_or(is_meant) {IN_ORDER}
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
_CALLS = listing(
    f"{COMPLAINTS} AND id::text IN (SELECT entry->>'matter' {_OF_INQUIRIES})", "opened_on, n, id"
)
