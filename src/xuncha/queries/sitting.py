"""Who can sit in a meeting that is held in a round, at a unit or in a body: bodies and units, in the order in which they were formed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.queries.circular import MayGet
from xuncha.queries.shared_reading import MOST
from xuncha.queries.subjects import names_of
from xuncha.store.append import run
from xuncha.store.viewer import SEES, Viewer

_FORMED = '(SELECT min(act."position") FROM act WHERE act.subject = {})'

_BODIES = (
    "SELECT id, title FROM subject WHERE kind = 'body' AND state = 'formed'"
    f" AND (campaign = %(round)s OR campaign IS NULL) AND {SEES}"
    f" ORDER BY campaign NULLS FIRST, {_FORMED.format('subject.id')} LIMIT {MOST + 1}"
)
_UNITS = (
    "SELECT unit, title FROM subject WHERE kind = 'inspection' AND campaign = %(round)s AND unit IS NOT NULL"
    f" AND {SEES} ORDER BY {_FORMED.format('subject.unit')} LIMIT {MOST + 1}"
)


def who_may_sit(viewer: Viewer, place: Subject) -> MayGet:
    """Those who can be asked to a meeting, by name; the viewer's own body is among them.

    In a round all that are there and that the viewer may open; elsewhere the body and the unit at hand.
    """
    rows: list[list[Any]] = []
    if place.kind == "campaign":
        params = {**viewer.params, "round": place.id}
        rows = run([(_BODIES, params), (_UNITS, params)])
    found = {key: str(title) for lot in rows for key, title in lot[:MOST]}
    own = names_of([viewer.seat.party, *filter(None, [place.unit, place.body])])
    return MayGet(found | own, any(len(lot) > MOST for lot in rows))


def kinds_of_bodies(viewer: Viewer, keys: tuple[UUID, ...]) -> dict[UUID, str]:
    """Of which kind those of these are that are bodies."""
    sql = f"SELECT id, code FROM subject WHERE id = ANY(%(keys)s) AND kind = 'body' AND {SEES}"
    return dict(run([(sql, {**viewer.params, "keys": list(keys)})])[0])
