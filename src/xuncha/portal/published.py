"""Reads what the office has published: the only rows the portal may look at."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection


@dataclass(frozen=True, slots=True)
class Shown:
    """A published page; `told` holds words in both languages and lists of them."""

    id: UUID
    told: dict[str, Any]


MOST = 50


def shown(kind: str) -> tuple[Shown, ...]:
    """The published pages of a kind in their order."""
    return _read("SELECT id, told FROM portal_page WHERE kind = %s ORDER BY n, id LIMIT %s", [kind, MOST])


def shown_one(kind: str, key: UUID) -> Shown | None:
    """One published page, if there is such a one."""
    found = _read("SELECT id, told FROM portal_page WHERE kind = %s AND id = %s", [kind, key])
    return found[0] if found else None


def office() -> dict[str, object]:
    """The name over every page, and the ways to reach the office."""
    found = shown("office")
    return {"office": found[0].told if found else NAMELESS}


NAMELESS = {"name": {"zh": "巡查", "en": "Inspection"}}
"""What stands over a page before the office has published anything."""


def _read(sql: str, values: list[Any]) -> tuple[Shown, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return tuple(
            Shown(key, json.loads(told) if isinstance(told, str) else told) for key, told in cursor.fetchall()
        )
