"""Every duty of the record, read in lots, and when acts were entered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from xuncha.core.facts.rows import Duty
from xuncha.store.append import run
from xuncha.store.table import DUTY

LOT = 2000


def every_duty() -> Iterator[Duty]:
    """All duties in the order of their ids, so many at a time."""
    after = UUID(int=0)
    while rows := run([(f"{DUTY.select()} WHERE id > %s ORDER BY id LIMIT %s", [after, LOT])])[0]:
        lot = [DUTY.read(row) for row in rows]
        yield from lot
        after = lot[-1].id


def entered_at(positions: list[int]) -> dict[int, datetime]:
    """When the acts at these places of the record were entered."""
    asked = 'SELECT "position", recorded_at FROM act WHERE "position" = ANY(%s)'
    return dict(run([(asked, [positions])])[0])
