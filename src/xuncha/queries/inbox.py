"""What lies apart in the portal's inbox, for those who take reports in, and what they put aside, for the level above them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from xuncha.store.append import run
from xuncha.store.custody import is_held_by
from xuncha.store.portal import ASIDE, HERE, PUT_ASIDE
from xuncha.store.viewer import Viewer
from xuncha.vault.report import INTAKE

MOST = 50
"""Envelopes of one lane that a page lists."""


@dataclass(frozen=True, slots=True)
class Lying:
    """One envelope that a person may decide on: its day and its lane; who put it aside, when and why."""

    id: UUID
    day: date
    lane: str
    by: str = ""
    at: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Inbox:
    """How many lie in each lane beside the usual one, and the first of those.

    Whoever takes reports in must not learn by counting that one went past: so nothing is told of what waits for the hour, of
    what a flood brought before the machine has sorted it, nor of what waits to be carried up.  The level above is told
    what was put aside, and may have it taken in all the same.
    """

    n_by_lane: Mapping[str, int]
    lying: tuple[Lying, ...]
    is_above: bool = False


def takes_in(viewer: Viewer) -> bool:
    """Whether the viewer sits in the body that takes reports in."""
    return is_held_by(viewer.seat.party, INTAKE)


def is_above_intake(viewer: Viewer) -> bool:
    """Whether the viewer sits in the body that leads, and does not take reports in itself."""
    return viewer.seat.part == "leads" and not takes_in(viewer)


def inbox(viewer: Viewer) -> Inbox | None:
    """What lies there; None for whoever neither takes reports in nor stands above those who do."""
    is_above = is_above_intake(viewer)
    if not is_above and not takes_in(viewer):
        return None
    lanes, lying = run([(_LANES, []), (_LYING, [MOST])])
    kept = [Lying(key, day, str(lane)) for key, day, lane in lying if not is_above or lane == ASIDE]
    who = _who_put_aside([one.id for one in kept if one.lane == ASIDE])
    return Inbox(
        {str(lane): int(n) for lane, n in lanes if not is_above or lane == ASIDE},
        tuple(who.get(one.id, one) if one.lane == ASIDE else one for one in kept),
        is_above,
    )


def _who_put_aside(keys: list[UUID]) -> dict[UUID, Lying]:
    if not keys:
        return {}
    return {
        key: Lying(key, day, ASIDE, str(by or ""), at, str(why or ""))
        for key, day, by, at, why in run([(_ASIDE, [PUT_ASIDE, keys])])[0]
    }


_LANES = f"SELECT lane, count(*) FROM portal_inbox WHERE lane IN {HERE} GROUP BY lane"
_LYING = (
    "SELECT id, day, lane FROM (SELECT id, day, lane, row_number() OVER (PARTITION BY lane ORDER BY day, id) AS n"
    f" FROM portal_inbox WHERE lane IN {HERE}) one WHERE n <= %s ORDER BY lane, day, id"
)
_ASIDE = (
    "SELECT DISTINCT ON (box.id) box.id, box.day, person.title, noted.at, noted.rules[1] FROM portal_inbox box"
    " JOIN access_record noted ON noted.subject = box.id AND noted.what = %s"
    " LEFT JOIN subject person ON person.id = noted.person WHERE box.id = ANY(%s) ORDER BY box.id, noted.at DESC"
)
