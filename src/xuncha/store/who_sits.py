"""Who sits where on a day, out of the rows: what the computing of a report's recipients looks at (`core.protection`)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from xuncha.core.protection.posts_on_a_day import ground_on, receivers_on
from xuncha.core.protection.recipients import Ground, Receiver
from xuncha.core.scheme.rules import Scheme
from xuncha.store.append import run
from xuncha.store.table import BAR, SEAT, SUBJECT, TIE


def who_sits_where(scheme: Scheme, on: date) -> tuple[dict[UUID, Receiver], Ground]:
    """The bodies that may receive, and what is known of units and people.  Once for a batch: it reads the whole office."""
    things, seats, ties, bars = run(
        [
            (f"{SUBJECT.select()} WHERE kind IN ('body', 'unit', 'person') ORDER BY version", []),
            (SEAT.select(), []),
            (TIE.select(), []),
            (BAR.select(), []),
        ]
    )
    rows = [SUBJECT.read(values) for values in things]
    posts = [SEAT.read(values) for values in seats]
    units, people = ([row for row in rows if row.kind == kind] for kind in ("unit", "person"))
    ground = ground_on(units, posts, people, map(TIE.read, ties), map(BAR.read, bars), on)
    return receivers_on(rows, posts, scheme, on), ground
