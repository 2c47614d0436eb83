"""What is public: papers that a body published for everybody.  The one query without a viewer; nobody's rights add to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.rows import Subject
from xuncha.store.append import run
from xuncha.store.table import SUBJECT

MOST = 50
"""Papers on the public page, the newest first."""


def published(codes: Iterable[str]) -> tuple[Subject, ...]:
    """Papers of these kinds that stand published; one that was withdrawn is not there."""
    sql = (
        f"{SUBJECT.select()} WHERE kind = 'document' AND state = 'public' AND code = ANY(%s)"
        f" ORDER BY version DESC LIMIT {MOST}"
    )
    return tuple(SUBJECT.read(values) for values in run([(sql, [list(codes)])])[0])


def problems_of(rows: Iterable[Subject], named: Iterable[UUID]) -> tuple[Subject, ...]:
    """The problems that published papers name, and those counted where they lie: in a unit, or in the whole round."""
    units = [row.inspection for row in rows if row.inspection]
    rounds = [row.campaign for row in rows if row.campaign and not row.inspection]
    sql = (
        f"{SUBJECT.select()} WHERE kind = 'finding' AND (id = ANY(%s) OR inspection = ANY(%s) OR campaign = ANY(%s))"
        " ORDER BY version"
    )
    return tuple(SUBJECT.read(values) for values in run([(sql, [list(named), units, rounds])])[0])


def entered_on(inspections: Iterable[UUID]) -> dict[UUID, str]:
    """The day on which the team entered, of inspections whose papers are public."""
    sql = "SELECT id, facts->'inspection.started'->'_'->>'on' FROM subject WHERE kind = 'inspection' AND id = ANY(%s)"
    rows = run([(sql, [list(inspections)])])[0]
    return {key: str(on) for key, on in rows if on}


def bodies_with(*facts: str) -> tuple[Subject, ...]:
    """Standing bodies of which any of these facts is known, for what a regulation tells everybody of them."""
    sql = f"{SUBJECT.select()} WHERE kind = 'body' AND campaign IS NULL AND state = 'formed' AND facts ?| %s ORDER BY version LIMIT {MOST}"
    return tuple(SUBJECT.read(values) for values in run([(sql, [list(facts)])])[0])


def done_of(acts: Iterable[str], first: date, last: date) -> Mapping[str, int]:
    """
    How often each of these (`act` or `act:value`) was done within the days, in the whole office; what was voided is left out.

    It goes by the things that the acts are done on: the record itself has no order by what was done, and this page is everybody's.
    """
    wanted = list(dict.fromkeys(acts))
    parts = [one.partition(":") for one in wanted]
    sql = (
        "SELECT wanted.word, count(*) FROM unnest(%s::text[], %s::text[], %s::text[]) wanted (word, act, value)"
        " JOIN subject ON subject.kind = ANY(%s) AND subject.state <> 'withdrawn'"
        " JOIN act ON act.subject = subject.id AND act.type = wanted.act"
        " AND (wanted.value = '' OR act.value = wanted.value) AND act.occurred_on BETWEEN %s AND %s GROUP BY 1"
    )
    kinds = sorted({kind for act, _, _ in parts for kind in CATALOGUE[act].on})
    values = [wanted, [act for act, _, _ in parts], [value for _, _, value in parts], kinds, first, last]
    return dict(run([(sql, values)])[0])
