"""To whom a circular of a round can go: the units in it, and the bodies that are there."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from xuncha.queries.shared_reading import MOST
from xuncha.store.append import run
from xuncha.store.viewer import SEES, Viewer


@dataclass(frozen=True, slots=True)
class MayGet:
    """By name, and whether there are more of a kind than are offered."""

    names: dict[UUID, str]
    is_cut: bool = False


def may_get_it(viewer: Viewer, campaign: UUID) -> MayGet:
    """The bodies and then the units that may get a circular or sit in a meeting; of each as many as one is made for."""
    bodies = (
        "SELECT id, title FROM subject WHERE kind = 'body' AND state = 'formed'"
        f" AND (campaign = %(round)s OR campaign IS NULL) AND {SEES} ORDER BY campaign NULLS FIRST, title LIMIT {MOST + 1}"
    )
    units = (
        "SELECT unit, title FROM subject WHERE kind = 'inspection' AND campaign = %(round)s AND unit IS NOT NULL"
        f" AND {SEES} ORDER BY title LIMIT {MOST + 1}"
    )
    params = {**viewer.params, "round": campaign}
    found = run([(bodies, params), (units, params)])
    names = {key: str(title) for rows in found for key, title in rows[:MOST]}
    return MayGet(names, any(len(rows) > MOST for rows in found))
