"""The steps owed on the matters of a round or an inspection, as far as the viewer may open both the step and its matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from xuncha.core.facts.rows import CLOSED_BY_TIES, Subject
from xuncha.core.office.held import Step
from xuncha.queries.shared_reading import Shared
from xuncha.store.append import run
from xuncha.store.viewer import SEES, Viewer

MATTERS = frozenset(
    {"check", "clue", "complaint", "document", "evaluation", "finding", "inquiry", "referral", "request", "return", "rule",
     "undertaking"}
)  # fmt: skip
"""Kinds of things that lie with somebody; a round, a unit or a body is no matter, nor what comes again with every month."""

MOST = 4_000
"""So many steps, the latest, are looked at."""

STOPS = ("duty.suspended", "duty.resumed")


@dataclass(frozen=True, slots=True)
class Steps:
    """What was read, and whether there is more than is looked at."""

    steps: tuple[Step, ...]
    is_cut: bool = False


def sees_everybody(viewer: Viewer) -> bool:
    """Whether the viewer supervises: a body that leads or runs the inspections; everybody else sees the own days alone."""
    return viewer.seat.part in ("leads", "runs")


def kinds_for(viewer: Viewer) -> frozenset[str]:
    """The matters that are counted for a viewer: for a unit no complaint, and nothing that came of one."""
    return MATTERS - CLOSED_BY_TIES if viewer.is_inspected else MATTERS


def steps_in(viewer: Viewer, place: Subject, shared: Shared | None = None) -> Steps:
    """The steps on matters of a round (`campaign`) or of a unit in it (`inspection`), with `shared` those that all of them may
    open as well.

    What is asked about a matter is a step on that matter.  Steps that the viewer may not open are not there at all.
    """
    return steps_in_each(viewer, place, [shared])[0]


def steps_in_each(viewer: Viewer, place: Subject, lots: Sequence[Shared | None]) -> tuple[Steps, ...]:
    """The same for several lots of readers, in one round trip."""
    if place.kind not in ("campaign", "inspection"):
        return tuple(Steps(()) for _ in lots)
    at = f'"{place.kind}" = %(place)s'
    stops = (
        f"SELECT type, refs, occurred_on FROM act WHERE {at} AND type = ANY(%(stops)s)"
        f' ORDER BY "position" DESC LIMIT {MOST}'
    )
    asked = [_asked(viewer, place, at, shared) for shared in lots]
    *found, stood = run([*asked, (stops, {"place": place.id, "stops": list(STOPS)})])
    stretches = _stretches(reversed(stood))
    return tuple(
        Steps(
            tuple(
                Step(matter, owner, opened, closed, order, stretches.get(key, ()))
                for key, matter, owner, opened, closed, order in rows[:MOST]
            ),
            len(rows) > MOST,
        )
        for rows in found
    )


def _asked(viewer: Viewer, place: Subject, at: str, shared: Shared | None) -> tuple[str, dict[str, Any]]:
    seen = SEES if shared is None else f"{SEES} AND {shared.sql}"
    kinds = kinds_for(viewer) - (CLOSED_BY_TIES if shared is not None else frozenset())
    params: dict[str, Any] = {
        **viewer.params,
        **(shared.params if shared else {}),
        "place": place.id,
        "kinds": sorted(kinds),
    }
    sql = (
        "SELECT owed.id, coalesce(about.id, owed.stream), owed.owner, owed.opened_on, owed.closed_on, owed.opened_by"
        " FROM (SELECT id, stream, owner, opened_on, closed_on, opened_by FROM duty"
        f" WHERE {at} AND kind = ANY(%(kinds)s) AND owner IS NOT NULL AND {seen}) owed"
        " JOIN (SELECT id, CASE WHEN kind = 'request' THEN facts->>'about' END AS about FROM subject"
        f" WHERE {at} AND kind = ANY(%(kinds)s) AND {seen}) matter ON matter.id = owed.stream"
        f" LEFT JOIN (SELECT id FROM subject WHERE {at} AND kind = ANY(%(kinds)s) AND {seen}) about"
        " ON about.id::text = matter.about"
        f" ORDER BY owed.opened_by DESC, owed.id LIMIT {MOST + 1}"
    )
    return sql, params


Stood = tuple[tuple[date, date | None], ...]


def _stretches(acts: Iterable[tuple[Any, ...]]) -> Mapping[UUID, Stood]:
    """By duty, the stretches in which its clock stood, from the acts that stopped it and let it run on."""
    found: dict[UUID, list[tuple[date, date | None]]] = {}
    for kind, refs, on in acts:
        for key in refs:
            lot = found.setdefault(key, [])
            if kind == "duty.suspended":
                lot.append((on, None))
            elif lot and lot[-1][1] is None:
                lot[-1] = (lot[-1][0], on)
    return {key: tuple(lot) for key, lot in found.items()}
