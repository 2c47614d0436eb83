"""Headers of the record as a list: who did what to what kind of thing, and when.

A header holds no personal data: no name of a person, no title, no number of a register.  This is the machine's own
look at the record (`xuncha log`); no page uses it, so it takes no viewer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from xuncha.store.append import run


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which headers are asked for; an empty value asks for all."""

    act: str = ""
    subject: UUID | None = None
    by: str = ""
    since: date | None = None
    until: date | None = None
    last: int = 50


@dataclass(frozen=True, slots=True)
class Header:
    """One act as its header tells it; `by` is the body or unit with the seat."""

    position: int
    id: UUID
    occurred_on: date
    recorded_at: datetime
    act: str
    value: str
    by: str
    seat: str
    kind: str
    subject: UUID


def headers(wanted: Wanted) -> Iterator[Header]:
    """The newest headers that fit, oldest first."""
    conditions, values = _conditions(wanted)
    rows = run(
        [
            ('SELECT a."position", a.id, a.occurred_on, a.recorded_at, a.type, a.value, coalesce(p.title, a.by_kind), a.by_seat,'
             " a.kind, a.subject FROM act a LEFT JOIN subject p ON p.id = a.by_party"
             f' WHERE {conditions} ORDER BY a."position" DESC LIMIT %s', [*values, wanted.last])
        ]
    )[0]  # fmt: skip
    return (Header(*row) for row in reversed(rows))


def _conditions(wanted: Wanted) -> tuple[str, list[Any]]:
    """An act is named whole (`finding.recorded`), with its value (`check.recorded:talk`), or by its thing (`finding`)."""
    code, _, value = wanted.act.partition(":")
    asked: list[tuple[str, Any]] = [
        ("a.type = %s", code if "." in code else ""),
        ("split_part(a.type, '.', 1) = %s", "" if "." in code else code),
        ("a.value = %s", value),
        ("a.subject = %s", wanted.subject),
        ("(p.title = %s OR a.by_kind = %s)", wanted.by),
        ("a.occurred_on >= %s", wanted.since),
        ("a.occurred_on <= %s", wanted.until),
    ]
    held = [(sql, given) for sql, given in asked if given]
    values = [given for sql, given in held for _ in range(sql.count("%s"))]
    return " AND ".join(sql for sql, _ in held) or "true", values
