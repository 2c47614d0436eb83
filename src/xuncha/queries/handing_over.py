"""What a post owes when it is handed over: read from what is owed, and never typed."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from xuncha.core.facts.rows import Duty
from xuncha.store.append import Statement, run
from xuncha.store.table import DUTY
from xuncha.store.viewer import SEES, Viewer

MOST = 200
"""Duties of a post that are read; a page shows the first of them and says how many there are."""

OF_POST = "owner = %(party)s AND owner_seat IN ('', %(seat)s)"
"""What a post answers for: its body's own duties, and those of its seat."""


def owed_by_post(viewer: Viewer, party: UUID, seat: str) -> tuple[Duty, ...]:
    """What a post owes now, as far as the viewer may know of it, the most pressing first."""
    return _read(_of_post(viewer, party, seat, "state = 'open'", {}))


def owed_at(
    viewer: Viewer, party: UUID, handed_over: Sequence[tuple[str, int]]
) -> tuple[tuple[Duty, ...], ...]:
    """What each post owed at the place in the record at which it was handed over, whatever became of it since."""
    was_open = "opened_by < %(at)s AND (closed_by IS NULL OR closed_by > %(at)s)"
    wanted = [_of_post(viewer, party, seat, was_open, {"at": at}) for seat, at in handed_over]
    return tuple(tuple(map(DUTY.read, rows)) for rows in run(wanted)) if wanted else ()


def _of_post(viewer: Viewer, party: UUID, seat: str, condition: str, more: dict[str, int]) -> Statement:
    params = {**viewer.params, "party": party, "seat": seat, **more}
    sql = f"{DUTY.select()} WHERE {OF_POST} AND {condition} AND {SEES}"
    return f"{sql} ORDER BY due_at NULLS LAST, opened_by, id LIMIT {MOST}", params


def _read(statement: Statement) -> tuple[Duty, ...]:
    return tuple(map(DUTY.read, run([statement])[0]))
