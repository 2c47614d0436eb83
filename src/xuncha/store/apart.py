"""Reads what was kept sealed apart with acts: the envelopes of a report, of what was added to it, and of what was written back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xuncha.store.append import run
from xuncha.store.payloads import opened_key, said_apart

LOT = 500
"""So many acts are read together."""


@dataclass(frozen=True, slots=True)
class SaidApart:
    """What one act keeps apart, under the names that were asked for."""

    act: UUID
    subject: UUID
    type: str
    on: date
    told: dict[str, str]


def kept_apart(
    types: Iterable[str], names: frozenset[str], subjects: Iterable[UUID] | None = None
) -> list[SaidApart]:
    """What acts of these types keep apart, on these subjects or on all, in the order of the record; those that keep nothing
    of it, or whose key is destroyed, are left out.
    """
    found, after = [], 0
    on = " AND act.subject = ANY(%s)" if subjects is not None else ""
    values: list[object] = [list(types), *([list(subjects)] if subjects is not None else [])]
    sql = f"{_SAID}{on} AND act.position > %s ORDER BY act.position LIMIT {LOT}"
    is_more = True
    while is_more and (rows := run([(sql, [*values, after])])[0]):
        after, is_more = rows[-1][0], len(rows) == LOT
        for _, act, subject, kind, day, body, sealed in rows:
            key = opened_key(subject, bytes(sealed)) if sealed is not None else None
            if told := said_apart(act, bytes(body), key, names):
                found.append(SaidApart(act, subject, str(kind), day, told))
    return found


_SAID = (
    "SELECT act.position, act.id, act.subject, act.type, act.occurred_on, payload.body, subject_key.sealed FROM act"
    " JOIN payload ON payload.position = act.position LEFT JOIN subject_key ON subject_key.subject = act.subject"
    " WHERE act.type = ANY(%s)"
)
