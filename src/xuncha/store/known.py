"""What a viewer may name: of some ids, those there are for the viewer, what each is and since when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xuncha.store.append import run
from xuncha.store.viewer import SEES, Viewer


@dataclass(frozen=True, slots=True)
class Known:
    """A kind of subject, `act` or `duty`, and the day on which it began or happened."""

    kind: str
    since: date


def things_known(viewer: Viewer, keys: Iterable[UUID]) -> dict[UUID, Known]:
    """Of these ids, those the viewer may know of.

    What does not exist and what the viewer may not know of are left out alike.
    """
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return {}
    params = {"ids": wanted, "own": viewer.seat.party, "is_inspected": viewer.is_inspected}
    rows = run([(_KNOWN, {**viewer.params, **params})])[0]
    return {key: Known(kind, since) for key, kind, since in rows}


HOUSE = (
    "WITH RECURSIVE house AS (SELECT %(own)s::uuid AS id UNION SELECT below.id FROM subject below"
    " JOIN house ON below.facts->>'parent' = house.id::text WHERE below.kind = 'unit') SELECT id FROM house"
)
"""A unit and every unit under it."""

_KNOWN = f"""
    SELECT id, kind, opened_on FROM subject WHERE id = ANY(%(ids)s) AND (kind IN ('unit', 'body') OR {SEES} OR (kind = 'person'
        AND (NOT %(is_inspected)s OR EXISTS (SELECT FROM seat WHERE person = subject.id AND party IN ({HOUSE}))
        OR facts->>'home_unit' = %(own)s::text AND NOT EXISTS (SELECT FROM seat WHERE person = subject.id AND ended_on IS NULL))))
    UNION ALL
    SELECT id, 'duty', opened_on FROM duty WHERE id = ANY(%(ids)s) AND {SEES}
    UNION ALL
    SELECT a.id, 'act', a.occurred_on FROM act a JOIN (SELECT id AS seen FROM subject WHERE {SEES}) s ON s.seen = a.subject
    WHERE a.id = ANY(%(ids)s)
"""
