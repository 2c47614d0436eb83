"""For the page on which letters are registered: whether the very same was just registered, and a unit that is named in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.queries.subjects import as_seen
from xuncha.store.append import run
from xuncha.store.table import SUBJECT
from xuncha.store.viewer import SEES, Viewer


@dataclass(frozen=True, slots=True)
class Registered:
    """A letter that is registered, and when that was."""

    row: Subject
    at: datetime


def registered_alike(viewer: Viewer, place: UUID, fields: Mapping[str, Any], on: date) -> Registered | None:
    """The last letter that the same person has registered in this place, as received on this day and in the same words."""
    same = (
        f"{SUBJECT.select()} WHERE kind = 'complaint' AND opened_on = %(on)s"
        " AND (inspection = %(place)s OR inspection IS NULL AND campaign = %(place)s)"
        " AND title = %(subject)s AND coalesce(facts->>'extract', '') = %(extract)s"
        " AND coalesce(facts->>'channel', '') = %(channel)s AND facts->'_'->>'entered_by' = %(own)s"
        f" AND {SEES} ORDER BY version DESC LIMIT 1"
    )
    sql = f"SELECT a.recorded_at, {SUBJECT.listed('s')} FROM ({same}) s JOIN act a ON a.id = (s.facts->'_'->>'act')::uuid"
    said = {name: str(fields.get(name) or "").strip() for name in ("subject", "extract", "channel")}
    rows = run([(sql, {**viewer.params, **said, "place": place, "on": on, "own": str(viewer.person)})])[0]
    if not rows:
        return None
    at, *values = rows[0]
    return Registered(as_seen(viewer, SUBJECT.read(values)), at)


def enrolled_called(viewer: Viewer, named: str, states: Sequence[str]) -> tuple[Subject, ...]:
    """What one unit goes through, by its full name or its id, in one of these states; the newest first."""
    sql = (
        f"{SUBJECT.select()} WHERE kind = 'inspection' AND (title = %(named)s OR id::text = %(named)s)"
        f" AND state = ANY(%(states)s) AND {SEES} ORDER BY version DESC LIMIT 10"
    )
    if "\x00" in named:
        return ()
    rows = run([(sql, {**viewer.params, "named": named, "states": list(states)})])[0]
    return tuple(as_seen(viewer, SUBJECT.read(values)) for values in rows)
