"""How a round and each inspection in it stand: counts by state, open duties, teams; only what the viewer may open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from xuncha.core.facts.book import FINAL
from xuncha.core.facts.rows import Duty, Seat, Subject
from xuncha.core.names.numbered import in_order
from xuncha.queries.desk import LISTS_OF_A_DESK
from xuncha.queries.subjects import (
    BY_INDEX,
    BY_READER,
    EXACT,
    IN_ORDER,
    Reach,
    Tally,
    as_seen,
    probes,
    reaches,
    reaches_after,
    summed,
)
from xuncha.store.append import Statement, run
from xuncha.store.look import look
from xuncha.store.table import DUTY, SEAT, SUBJECT, held_today
from xuncha.store.viewer import SEES, Viewer

COUNTED = ("complaint", "finding", "referral")
"""What the boards of a round and an inspection count."""

MOST = 1_000
"""Open duties a board loads."""

PAGE = 60
"""Duties on one page of the list."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each kind and state the viewer may open: exactly, or at least so many."""

    states: Mapping[str, Mapping[str, Tally]]

    @classmethod
    def read(cls, found: Mapping[str, Reach]) -> Counts:
        """The counts that lists say."""
        return cls({kind: reach.states for kind, reach in found.items()})

    def of(self, kind: str, *states: str) -> Tally:
        """The number of a kind; with states only those in them."""
        found = self.states.get(kind, {})
        return summed(one for state, one in found.items() if not states or state in states)

    def but(self, kind: str, *states: str) -> Tally:
        """The number of a kind that are in none of these states."""
        return summed(one for state, one in self.states.get(kind, {}).items() if state not in states)


@dataclass(frozen=True, slots=True)
class RoundBoard:
    """A round with its inspections, teams, their heads, what is counted in it, its open duties, and what was announced
    with the telephone or letter box of a team.
    """

    campaign: UUID
    inspections: tuple[Subject, ...]
    bodies: tuple[Subject, ...]
    seats: tuple[tuple[Seat, str], ...]
    counts: Counts
    duties: tuple[Duty, ...]
    announced: tuple[Subject, ...]
    is_owed_more: bool = False
    """Whether more is owed than the duties that are loaded."""
    matters: frozenset[UUID] = frozenset()
    """What the duties are owed on, as far as the viewer may open it."""


def round_board(viewer: Viewer, key: UUID, counted: Iterable[str] = COUNTED) -> RoundBoard:
    """Everything the page of a round counts."""
    params: dict[str, Any] = {**viewer.params, "key": key}
    kinds, place = list(counted), {"campaign": key}
    asked = probes(viewer, kinds, place)
    lying, seats, announced, named, owed_on, *rest = run(
        [
            (
                f"{SUBJECT.select()} WHERE campaign = %(key)s AND kind IN ('inspection', 'body') AND {SEES}"
                " ORDER BY version",
                params,
            ),
            (
                f"SELECT {SEAT.listed('s')}, p.title FROM seat s JOIN subject p ON p.id = s.person"
                " JOIN subject b ON b.id = s.party WHERE b.campaign = %(key)s AND b.kind = 'body'"
                f" AND {held_today('s')} ORDER BY s.version",
                params,
            ),
            (
                f"{SUBJECT.select()} WHERE campaign = %(key)s AND kind = 'document' AND state = 'public'"
                f" AND facts ?| ARRAY['phone', 'box'] AND {SEES} ORDER BY version",
                params,
            ),
            (_NAMED_ON_BOARD, params),
            (_owed_on("campaign"), params),
            *asked,
            *(() if viewer.is_inside else BY_READER),  # whoever stands outside knows of few of the duties
            (_open("campaign"), params),
        ]
    )
    look().names |= {key: str(title) for key, title in named}
    rows = [SUBJECT.read(values) for values in lying]
    return RoundBoard(
        key,
        tuple(row for row in rows if row.kind == "inspection"),
        in_order((row for row in rows if row.kind == "body"), attrgetter("title")),
        tuple((SEAT.read(values[:-1]), values[-1]) for values in seats),
        Counts.read(reaches_after(viewer, kinds, place, rest[: len(asked)])),
        tuple(map(DUTY.read, rest[-1][:MOST])),
        tuple(map(SUBJECT.read, announced)),
        len(rest[-1]) > MOST,
        frozenset(key for (key,) in owed_on),
    )


_ID_IN = "CASE WHEN facts->>'{0}' ~ '^[0-9a-f-]{{36}}$' THEN (facts->>'{0}')::uuid END"
_NAMED_ON_BOARD = f"""
    SELECT id, title FROM subject WHERE kind IN ('unit', 'body', 'person') AND id IN (
        SELECT unnest(ARRAY[body, unit, {_ID_IN.format("area")}, {_ID_IN.format("leader_in_charge")}]) FROM subject
        WHERE campaign = %(key)s AND kind IN ('inspection', 'body') AND {SEES}
        UNION SELECT unnest(owner || co_owners::uuid[]) FROM duty WHERE campaign = %(key)s AND state = 'open' AND {SEES}
    )
"""
"""The names that stand on a board: of its units, bodies and places, of leaders in charge, of who owes something."""


def counts(viewer: Viewer, kinds: Iterable[str], place: Mapping[str, UUID]) -> Counts:
    """How many of these kinds lie in a place, as the lists of them say."""
    return Counts.read(reaches(viewer, kinds, place))


OfUnits = Mapping[tuple[UUID, str], tuple[Tally, Tally]]
"""By inspection and kind: how many there are, and how many of these have come to their end."""


def counts_of_units(viewer: Viewer, campaign: UUID, kinds: Iterable[str]) -> OfUnits:
    """What each inspection of a round counts; of each kind so many rows are looked at as make a number exact."""
    params = {**viewer.params, "key": campaign, "kinds": list(kinds), "final": sorted(FINAL)}
    *_, rows = run([*BY_INDEX, (_OF_UNITS, params)])
    return {(key, kind): (_at_least(n, of), _at_least(closed, of)) for key, kind, n, closed, of in rows}


def _at_least(n: int, looked_at: int) -> Tally:
    return Tally(min(n, EXACT), looked_at > EXACT)


_OF_UNITS = f"""
    SELECT place.id, wanted.one, found.* FROM (
        SELECT id FROM subject WHERE campaign = %(key)s AND kind = 'inspection' AND {SEES}
    ) place CROSS JOIN unnest(%(kinds)s::text[]) wanted (one) CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE {SEES}), count(*) FILTER (WHERE state = ANY(%(final)s) AND {SEES}), count(*) FROM (
            SELECT state, kind, readers, barred, unit, inspection FROM subject
            WHERE subject.inspection = place.id AND subject.kind = wanted.one LIMIT {EXACT + 1}
        ) looked_at
    ) found
"""


def keeper_of_ledgers(viewer: Viewer, body: str) -> Viewer:
    """The eyes with which a report counts: those of the body that keeps the ledgers, so that everybody who may read the
    report reads the same numbers; what the reader is kept off stays hidden all the same.
    """
    found = run([("SELECT id FROM subject WHERE kind = 'body' AND code = %s AND state = 'formed'", [body])])[
        0
    ]
    return replace(viewer, tokens=tuple(key for (key,) in found))


@dataclass(frozen=True, slots=True)
class InspectionBoard:
    """One inspection: counts, checks, and the leadership of its unit."""

    counts: Counts
    checks: tuple[Subject, ...]
    leadership: tuple[tuple[Seat, str], ...]
    duties: tuple[Duty, ...]
    is_owed_more: bool = False
    matters: frozenset[UUID] = frozenset()


def inspection_board(viewer: Viewer, row: Subject) -> InspectionBoard:
    """What the page of an inspection counts."""
    params: dict[str, Any] = {**viewer.params, "key": row.id, "unit": row.unit}
    place = {"inspection": row.id}
    asked = probes(viewer, COUNTED, place)
    checks, leaders, duties, owed_on, *rest = run(
        [
            (
                f"{SUBJECT.select()} WHERE inspection = %(key)s AND kind = 'check' AND {SEES}"
                f" ORDER BY version LIMIT {MOST}",
                params,
            ),
            (
                f"SELECT {SEAT.listed('s')}, p.title FROM seat s JOIN subject p ON p.id = s.person"
                f" WHERE s.party = %(unit)s AND s.leadership AND {held_today('s')} ORDER BY s.version",
                params,
            ),
            (_open("inspection"), params),
            (_owed_on("inspection"), params),
            *asked,
        ]
    )
    return InspectionBoard(
        Counts.read(reaches_after(viewer, COUNTED, place, rest)),
        tuple(as_seen(viewer, SUBJECT.read(values)) for values in checks),
        tuple((SEAT.read(values[:-1]), values[-1]) for values in leaders),
        tuple(map(DUTY.read, duties[:MOST])),
        len(duties) > MOST,
        frozenset(key for (key,) in owed_on),
    )


def _open(place: str) -> str:
    return (
        f"{DUTY.select()} WHERE \"{place}\" = %(key)s AND state = 'open' AND {SEES}"
        f" ORDER BY due_at NULLS LAST, id LIMIT {MOST + 1}"
    )


def _owed_on(place: str) -> str:
    """What open duties are owed on, as far as the viewer may open it: who knows of a duty may be kept off its matter."""
    return (
        f"SELECT id FROM subject WHERE {SEES} AND id IN (SELECT stream FROM duty"
        f" WHERE \"{place}\" = %(key)s AND state = 'open' AND {SEES} ORDER BY due_at NULLS LAST, id LIMIT {MOST + 1})"
    )


def units_around(units: Iterable[UUID]) -> list[Subject]:
    """These units and those below them, each after the one above it; units are known to everybody with a post."""
    sql = (
        f"{SUBJECT.select()} WHERE kind = 'unit' AND state = 'current'"
        " AND (id = ANY(%(ids)s) OR facts->>'parent' = ANY(%(keys)s)) ORDER BY version"
    )
    wanted = list(units)
    rows = [
        SUBJECT.read(one) for one in run([(sql, {"ids": wanted, "keys": [str(one) for one in wanted]})])[0]
    ]
    above = sorted((one for one in rows if one.id in wanted), key=lambda one: one.title)
    return [
        one
        for top in above
        for one in (top, *(row for row in rows if row.facts.get("parent") == str(top.id)))
    ]


# ------------------------------------------------------------------------------------------ the list of duties

DUTY_FILTERS = ("campaign", "inspection", "owner", "stream")

OWED_BY = "(owner = %(owner)s OR co_owners @> ARRAY[%(owner)s::text])"
"""Whose a duty is: his who leads and theirs who owe it with him, as on their desks (`Duty.owed_by`)."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One page of what is owed: its duties, how many there are in all, and the key of the page after it."""

    duties: tuple[Duty, ...]
    total: Tally
    after: str


def open_duties(
    viewer: Viewer, filters: Mapping[str, UUID], now: datetime, *, whose: str = "", rule: str = "", is_late: bool = False,
    after: str = "",
) -> Owed:  # fmt: skip
    """Open duties the viewer may know of, the most pressing first, those without a date last, the longest owed first.

    `whose` is one of `LISTS_OF_A_DESK`; `rule` is that under which all of them are owed.
    `after` is the key the page before ended with; raises ValueError where it is none.
    """
    params: dict[str, Any] = {
        **viewer.params, "now": now, "party": viewer.seat.party, "seat": viewer.seat.seat, "rule": rule,
        **filters,
    }  # fmt: skip
    asked = [
        OWED_BY if name == "owner" else f'"{name}" = %({name})s' for name in DUTY_FILTERS if name in filters
    ]
    asked += [LISTS_OF_A_DESK[whose]] if whose else []
    asked += ["rule = %(rule)s"] if rule else []
    asked += ["due_at <= %(now)s"] if is_late else []
    every = " AND ".join(["state = 'open'", SEES, *asked])
    way = _way_to_duties(" AND ".join(["state = 'open'", *asked]), params)
    counted = f"SELECT count(*) FROM (SELECT 1 FROM duty WHERE {every} LIMIT {EXACT + 1}) counted"
    *_, [(n,)], rows = run([*way, (counted, params), _page_of_duties(every, params, after)])
    found = tuple(DUTY.read(values[1:]) for values in rows[:PAGE])
    following = f"{rows[PAGE - 1][0]}_{found[-1].id}" if len(rows) > PAGE else ""
    return Owed(found, Tally(min(n, EXACT), n > EXACT), following)


def _way_to_duties(asked: str, params: Mapping[str, Any]) -> tuple[Statement, ...]:
    """How duties are found best: in their order by who knows of most that stands there, else by who knows of what."""
    first = f"SELECT kind, readers, barred, unit, inspection FROM duty WHERE {asked} LIMIT {EXACT + 1}"
    probe = f"SELECT count(*) FILTER (WHERE {SEES}), count(*) FROM ({first}) looked_at"
    [(n, looked_at)] = run([*BY_INDEX, (probe, params)])[-1]
    if looked_at <= EXACT:
        return BY_INDEX
    return BY_READER if 2 * n < looked_at else IN_ORDER


def _page_of_duties(every: str, params: Mapping[str, Any], after: str) -> Statement:
    """The duties after one in the order of the list: those with a later date, then those without any; each read in order."""
    page = f"SELECT coalesce(due_at::text, '{WAITS}' || opened_on) AS mark, {DUTY.listed()} FROM duty WHERE {every}"
    dated = f"({page} AND due_at IS NOT NULL{{}} ORDER BY due_at, id LIMIT {PAGE + 1})"
    undated = f"({page} AND due_at IS NULL{{}} ORDER BY opened_on, id LIMIT {PAGE + 1})"
    if not after:
        return _marked(f"{dated.format('')} UNION ALL {undated.format('')}"), params
    mark, _, key = after.partition("_")
    if mark.startswith(WAITS):
        more = {"mark": date.fromisoformat(mark.removeprefix(WAITS)), "key": UUID(key)}
        return _marked(undated.format(" AND (opened_on, id) > (%(mark)s, %(key)s)")), {**params, **more}
    later = dated.format(" AND (due_at, id) > (%(mark)s, %(key)s)")
    more = {"mark": datetime.fromisoformat(mark), "key": UUID(key)}
    return _marked(f"{later} UNION ALL {undated.format('')}"), {**params, **more}


WAITS = "since"
"""Begins the key of a page that ended with a duty without a date."""


def _marked(pages: str) -> str:
    order = "due_at NULLS LAST, CASE WHEN due_at IS NULL THEN opened_on END, id"
    return f"SELECT mark, {DUTY.listed()} FROM ({pages}) page ORDER BY {order} LIMIT {PAGE + 1}"
