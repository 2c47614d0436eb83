"""To whom a circular of a round can go: the units in it, and the bodies that are there."""

from __future__ import annotations

from uuid import UUID

from xuncha.queries.shared_reading import MOST
from xuncha.store.append import run
from xuncha.store.viewer import SEES, Viewer


def may_get_it(viewer: Viewer, campaign: UUID) -> dict[UUID, str]:
    """The bodies and then the units that may get a circular or sit in a meeting, by name; as many as one is made for."""
    bodies = (
        "SELECT id, title FROM subject WHERE kind = 'body' AND state = 'formed'"
        f" AND (campaign = %(round)s OR campaign IS NULL) AND {SEES} ORDER BY campaign NULLS FIRST, title LIMIT {MOST}"
    )
    units = (
        "SELECT unit, title FROM subject WHERE kind = 'inspection' AND campaign = %(round)s AND unit IS NOT NULL"
        f" AND {SEES} ORDER BY title LIMIT {MOST}"
    )
    params = {**viewer.params, "round": campaign}
    found = run([(bodies, params), (units, params)])
    return {key: str(title) for rows in found for key, title in rows}
