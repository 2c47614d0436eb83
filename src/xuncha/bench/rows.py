"""Rows made directly in SQL, many at once: for reading only, so they need not agree with the record."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from xuncha.store.append import run

EACH = 100
"""Findings in one made-up inspection: over the years a city has many inspections, not large ones."""
TEAMS = 25
UNIT_READS = 40
MADE_UP = "bench"

_PLACE = f"g / {EACH}"
_TEAM = (
    f"CASE WHEN ({_PLACE}) %% {TEAMS} = 0 THEN %(team)s ELSE md5('team' || ({_PLACE}) %% {TEAMS})::uuid END"
)
_COLUMNS = {
    "id": "gen_random_uuid()",
    "kind": "'finding'",
    "code": "''",
    "state": "(ARRAY['recorded', 'recorded', 'recorded', 'fed_back', 'closed'])[1 + g %% 5]",
    "title": f"m.title || g || '{MADE_UP}'",
    "campaign": f"(%(rounds)s::uuid[])[1 + ({_PLACE}) %% cardinality(%(rounds)s::uuid[])]",
    "inspection": f"md5('inspection' || {_PLACE})::uuid",
    "unit": f"CASE WHEN g <= {UNIT_READS} THEN %(unit)s"
    f" ELSE (%(units)s::uuid[])[1 + ({_PLACE}) %% cardinality(%(units)s::uuid[])] END",
    "body": _TEAM,
    "parent": f"md5('inspection' || {_PLACE})::uuid",
    "number": f"(1 + g %% {EACH})::text",
    "n": f"1 + g %% {EACH}",
    "cycle": "1",
    "opened_on": "m.opened_on",
    "closed_on": "NULL",
    "readers": f"%(overseers)s::uuid[] || {_TEAM}"
    f" || CASE WHEN g <= {UNIT_READS} THEN ARRAY[%(unit)s]::uuid[] ELSE ARRAY[]::uuid[] END",
    "barred": "ARRAY[]::uuid[]",
    "facts": "m.facts",
    "version": "10000000 + g",
}


def findings(
    held: int, total: int, model: UUID, overseers: Sequence[UUID], team: UUID, unit: UUID, units: Sequence[UUID],
    rounds: Sequence[UUID],
) -> None:  # fmt: skip
    """From `held` to `total` made-up findings of 25 teams in all rounds; `team` has its share, `unit` reads the first forty."""
    names = ", ".join(f'"{name}"' for name in _COLUMNS)
    run(
        [
            (
                f"INSERT INTO subject ({names}) SELECT {', '.join(_COLUMNS.values())}"
                " FROM generate_series(%(held)s + 1, %(total)s) g, subject m WHERE m.id = %(model)s",
                {"held": held, "total": total, "model": model, "overseers": list(overseers), "team": team,
                 "unit": unit, "units": [one for one in units if one != unit], "rounds": list(rounds)},
            )
        ]
    )  # fmt: skip


def duties(total: int, model: UUID, owner: UUID, places: Sequence[UUID]) -> None:
    """Copies of one open duty for another owner, on these inspections, falling due over the coming year."""
    run(
        [
            (
                "INSERT INTO duty SELECT (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(),"
                " 'due_at', now() + g * interval '1 hour', 'owner', %(owner)s, 'owner_seat', '',"
                " 'unit', NULL, 'readers', jsonb_build_array(%(owner)s),"
                " 'inspection', (%(places)s::uuid[])[1 + g %% cardinality(%(places)s::uuid[])]))).*"
                " FROM generate_series(1, %(total)s) g, duty d WHERE d.id = %(model)s",
                {"total": total, "model": model, "owner": owner, "places": list(places)},
            )
        ]
    )
