"""Judges acts of one command one by one, so that each that is refused can say why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from xuncha.actions.perform import Entry, NotThere, prepared
from xuncha.core.acts.engine import asks_for, decide
from xuncha.core.guards.counted import counted
from xuncha.core.refusal import Refused
from xuncha.shipped import calendar
from xuncha.store.append import load
from xuncha.store.viewer import Viewer

MOST = 50
"""So many matters one command may act on."""


def refused_alone(
    viewer: Viewer, entries: Sequence[Entry], now: datetime
) -> tuple[dict[int, Refused], frozenset[int]]:
    """What refuses each entry by itself, by its place; and the places of what is not there (any more).

    Nothing is done: what is decided here is given up again.
    """
    refused: dict[int, Refused] = {}
    gone: set[int] = set()
    for place, entry in enumerate(entries):
        with transaction.atomic():
            try:
                case, _, _ = prepared(viewer, entry, now)
                decide(case, load(asks_for(case), counts=counted(case)), calendar())
            except Refused as why:
                refused[place] = why
            except NotThere:
                gone.add(place)
            transaction.set_rollback(True)
    return refused, frozenset(gone)
