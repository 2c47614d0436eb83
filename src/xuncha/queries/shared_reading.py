"""What all of several bodies and units may open: whoever gets a paper or sits in a meeting reads nothing there that is not theirs.

A thing is shared when every one of them reads it by what any of its posts may read, when none of them is barred from it, and
when nobody who holds a post in one of them is kept off its unit.  One seat's own rights do not count: its colleagues lack them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from xuncha.core.facts.rows import BODIES, CLOSED_BY_TIES, INSIDERS, kind_token
from xuncha.store.append import run

MOST = 60
"""So many bodies and units a paper or a meeting is made for at most."""


@dataclass(frozen=True, slots=True)
class Shared:
    """The condition that all of some parties may open a row, to stand beside that of the viewer; `has_units` where one is a unit."""

    parties: tuple[UUID, ...]
    units: frozenset[UUID]
    sql: str
    params: dict[str, Any]

    @property
    def has_units(self) -> bool:
        return bool(self.units)


def shared_by(parties: Iterable[UUID]) -> Shared:
    """What all of these parties may open; of nobody, everything that the viewer may.

    Where a unit is among them, no complaint and nothing that came of one is shared, whoever reads it.
    """
    return shared_by_each([list(dict.fromkeys(parties))[:MOST]])[0]


def shared_by_each(lots: Collection[Collection[UUID]]) -> tuple[Shared, ...]:
    """The same for several lots of parties, in one round trip."""
    wanted = [list(dict.fromkeys(lot)) for lot in lots]
    found = run([(sql, [lot]) for lot in wanted if lot for sql in (_PARTIES, _KEPT_OFF, _LEFT)])
    rows = iter(found)
    return tuple(
        _shared(lot, next(rows), next(rows), next(rows)) if lot else Shared((), frozenset(), "true", {})
        for lot in wanted
    )


Rows = Collection[tuple[Any, ...]]


def _shared(wanted: list[UUID], found: Rows, kept_off: Rows, left: Rows) -> Shared:
    parts, params = [], dict[str, Any]()
    for n, (key, kind, code, function) in enumerate(found):
        parts.append(f"readers && %(all_{n})s::uuid[]")
        params[f"all_{n}"] = _tokens(key, kind, code, function or "")
    units = frozenset(key for key, kind, *_ in found if kind == "unit")
    parts += [
        "NOT barred && %(all_parties)s::uuid[]",
        "(unit IS NULL OR unit <> ALL(%(all_kept_off)s::uuid[]))",
        "(inspection IS NULL OR inspection <> ALL(%(all_left)s::uuid[]))",
        *([f"kind NOT IN ({', '.join(repr(one) for one in sorted(CLOSED_BY_TIES))})"] if units else []),
    ]
    params |= {
        "all_parties": wanted,
        "all_kept_off": [unit for (unit,) in kept_off],
        "all_left": [inspection for (inspection,) in left],
    }
    return Shared(tuple(key for key, *_ in found), units, f"({' AND '.join(parts)})", params)


def _tokens(party: UUID, kind: str, code: str, function: str) -> list[UUID]:
    """What any post of a party may read by."""
    party_kind = "unit" if kind == "unit" else code
    inside = () if kind == "unit" else (BODIES,)
    return [party, kind_token(party_kind), kind_token(party_kind, function), INSIDERS, *inside]


_PARTIES = (
    "SELECT id, kind, code, facts->>'function' FROM subject WHERE id = ANY(%s) AND kind IN ('unit', 'body')"
)
_KEPT_OFF = (
    "SELECT bar.unit FROM bar JOIN seat ON seat.person = bar.person"
    " WHERE seat.party = ANY(%s) AND seat.ended_on IS NULL AND bar.kept_off"
)
_LEFT = (
    "SELECT place.id FROM authority given JOIN subject place ON place.kind = 'inspection'"
    " AND place.campaign = given.campaign AND place.unit = given.unit"
    " WHERE given.body = ANY(%s) AND given.ended_on IS NOT NULL AND NOT EXISTS (SELECT FROM authority again"
    " WHERE again.body = given.body AND again.campaign = given.campaign AND again.unit = given.unit"
    " AND again.ended_on IS NULL)"
)
