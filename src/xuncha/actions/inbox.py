"""Decides on envelopes that lie apart: let in, they are taken in at the next fixed hour; put aside, they stay and wait.

No envelope is ever deleted, but its files go after thirty days (`enclosures.py`); the level above is told of each that was put aside,
and may let it in.
An envelope is no matter yet, so who decided, when and why stands in the access record.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from xuncha.core.words import Text
from xuncha.store.access import noted
from xuncha.store.append import run
from xuncha.store.custody import is_held_by
from xuncha.store.portal import ASIDE, LET_IN, PUT_ASIDE, laid_in_lane
from xuncha.store.viewer import Viewer
from xuncha.vault.report import INTAKE

WHY: dict[str, Text] = {
    "flood": Text("短时间成批发来的", "One of many sent in a short time"),
    "practice": Text("演练或者测试时发的", "Sent in a practice or a test"),
    "unreadable": Text("打不开", "It does not open"),
}
"""Why an envelope is put aside: chosen, as nobody has read it and no words of it may stand here."""


def let_in(viewer: Viewer, keys: Sequence[UUID]) -> int:
    """Have these taken in at the next fixed hour; how many there were."""
    return _moved(viewer, keys, "", LET_IN, "")


def put_aside(viewer: Viewer, keys: Sequence[UUID], why: str) -> int:
    """Keep these apart, for a reason of `WHY`; how many there were."""
    return _moved(viewer, keys, ASIDE, PUT_ASIDE, why)


def _moved(viewer: Viewer, keys: Sequence[UUID], lane: str, what: str, why: str) -> int:
    is_above = viewer.seat.part == "leads" and lane != ASIDE
    if not is_above and not is_held_by(viewer.seat.party, INTAKE):
        raise PermissionError(
            "only who takes reports in, or the level above them, decides on what lies in the inbox"
        )
    with transaction.atomic():
        moved = [key for (key,) in run([laid_in_lane(keys, lane)])[0]]
        if moved:
            run([noted(viewer, what, key, "envelope", [why] if why else []) for key in moved])
    return len(moved)
