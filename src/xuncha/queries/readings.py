"""How the clauses of the regulation are to be read, as the bodies in charge have fixed it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from xuncha.core.facts.values import id_of, listed
from xuncha.store.append import run
from xuncha.store.viewer import SEES, Viewer


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What somebody fixed about a clause: the words, the bodies that said so, and the day."""

    words: str
    authors: tuple[UUID, ...]
    on: str


def interpretations(viewer: Viewer, clause: str) -> tuple[Interpretation, ...]:
    """What was fixed about a clause, on rounds that the viewer may open, oldest first."""
    sql = (
        "SELECT one::text FROM subject, jsonb_array_elements(facts->'reading.fixed') one"
        f" WHERE kind IN ('campaign', 'scheme') AND jsonb_typeof(facts->'reading.fixed') = 'array' AND {SEES}"
        " AND one->>'clause' = %(clause)s ORDER BY one->'_'->>'on'"
    )
    rows = run([(sql, {**viewer.params, "clause": clause})])[0]
    return tuple(map(_read, (json.loads(row[0]) for row in rows)))


def _read(said: Mapping[str, Any]) -> Interpretation:
    authors = tuple(key for one in listed(said.get("authors")) if (key := id_of(one)))
    return Interpretation(str(said.get("value", "")), authors, str(said["_"]["on"]))
