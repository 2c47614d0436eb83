"""What was begun in some inspections or rounds and has not ended: where a duty that is done on such a thing goes on."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from xuncha.core.facts.book import FINAL
from xuncha.core.facts.rows import Subject
from xuncha.queries.subjects import as_seen
from xuncha.queries.to_choose import asked_there, note_there
from xuncha.store.append import run
from xuncha.store.table import SUBJECT
from xuncha.store.viewer import SEES, Viewer

MOST = 200


def begun_in(
    viewer: Viewer, kinds: Collection[str], places: Collection[UUID], around: Collection[UUID] = ()
) -> tuple[Subject, ...]:
    """Things of these kinds that lie in these inspections, or in these rounds and no inspection, and are still worked on,
    the newest first; with them `kinds_there` of the places `around` is read.
    """
    if not kinds or not places:
        return ()
    sql = (
        f"{SUBJECT.select()} WHERE kind = ANY(%(kinds)s)"
        " AND (inspection = ANY(%(places)s) OR inspection IS NULL AND campaign = ANY(%(places)s))"
        f" AND state <> ALL(%(ended)s) AND {SEES} ORDER BY version DESC LIMIT {MOST}"
    )
    params = {**viewer.params, "kinds": list(kinds), "places": list(places), "ended": list(FINAL)}
    rows, *there = run([(sql, params), *((asked_there(viewer, around),) if around else ())])
    if around:
        note_there(viewer, around, there[0])
    return tuple(as_seen(viewer, SUBJECT.read(row)) for row in rows)
