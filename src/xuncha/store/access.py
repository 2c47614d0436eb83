"""The access record: refusals, and reads and exports of what is protected; never what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid4

from xuncha.core.rows import Subject
from xuncha.store.append import run
from xuncha.store.viewer import Viewer


def note(viewer: Viewer, what: str, subject: UUID | None, kind: str, rules: Iterable[str] = ()) -> None:
    """Write one line, in whatever transaction is open; callers give it one of its own."""
    run(
        [
            (
                "INSERT INTO access_record (id, at, person, party, seat, what, subject, kind, rules)"
                " VALUES (%s, now(), %s, %s, %s, %s, %s, %s, %s)",
                [
                    uuid4(),
                    viewer.person,
                    viewer.seat.party,
                    viewer.seat.seat,
                    what,
                    subject,
                    kind,
                    list(rules),
                ],
            )
        ]
    )


def note_read(viewer: Viewer, row: Subject) -> None:
    """The opening of a protected subject's page."""
    note(viewer, "read", row.id, row.kind)
