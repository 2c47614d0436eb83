"""Files that go with reports, sealed, in pieces: between the portal, which puts them here, and the machine that takes them in.

A file is known by a random id.  Its pieces are numbered from 0; under -1 it is noted that a report with it was sent, and
not which; its day is the day on which it was sent, or carried to the level above.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import models

from xuncha.store.append import Statement, run


class PortalFile(models.Model):
    """A sealed piece of a file, with the day it came."""

    pk = models.CompositePrimaryKey("id", "n")
    id = models.UUIDField()
    n = models.IntegerField()
    day = models.DateField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "portal_file"


def sealed_file(key: UUID) -> bytes | None:
    """The sealed bytes of a file as they came; None where none are here."""
    rows = run([("SELECT sealed FROM portal_file WHERE id = %s AND n >= 0 ORDER BY n", [key])])[0]
    return b"".join(bytes(sealed) for (sealed,) in rows) if rows else None


def let_go(keys: Sequence[UUID]) -> Statement:
    """Empties the place of files that are wanted here no longer, in the transaction that says why."""
    return ("DELETE FROM portal_file WHERE id = ANY(%s)", [list(keys)])


def carried_on(keys: Sequence[UUID], day: date) -> Statement:
    """Notes that files were written into a file for the level above, from which day on they are kept for a while."""
    return ("UPDATE portal_file SET day = %s WHERE n = -1 AND id = ANY(%s)", [day, list(keys)])


def sent_before(day: date) -> frozenset[UUID]:
    """The files that were sent, or carried, before a day, and were not let go since."""
    return frozenset(
        key for (key,) in run([("SELECT id FROM portal_file WHERE n = -1 AND day < %s", [day])])[0]
    )


KEPT_UNSENT = timedelta(days=1)
"""What no report was sent with stays for the day it came and the next (`portal.attachments`)."""


def swept(today: date) -> Statement:
    """Removes what no report was sent with, which nobody can open any more."""
    return (
        "DELETE FROM portal_file one WHERE day < %s"
        " AND NOT EXISTS (SELECT FROM portal_file sent WHERE sent.id = one.id AND sent.n = -1)",
        [today - KEPT_UNSENT],
    )
