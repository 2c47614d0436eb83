"""Puts what is sealed into the inbox, of which the portal itself can read nothing: with its day, and no time; and files, in pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils import timezone


def put_in(
    seal: Callable[[UUID], bytes], lane: str, place: UUID | None = None, files: Iterable[UUID] = ()
) -> None:
    """Seal something for a place of the inbox, a fresh one unless it is told, and put it there; `lane` is empty or `quarantine`.

    What lies there already is the same, sent before; it stays.  The files that go with it are kept from now on.
    """
    place = place or uuid4()
    sealed = seal(place)
    with transaction.atomic(), connection.cursor() as cursor:
        for file in files:
            cursor.execute(_PIECE, [file, IS_SENT, timezone.localdate(), b""])
        cursor.execute(
            "INSERT INTO portal_inbox (id, day, lane, sealed) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [place, timezone.localdate(), lane, sealed],
        )


IS_SENT = -1
"""The number under which it is noted of a file that it was sent; without it its pieces are swept away (`store.portal_files`)."""


def put_piece(file: UUID, n: int, sealed: bytes) -> None:
    """Put a sealed piece of a file where the office finds it."""
    with connection.cursor() as cursor:
        cursor.execute(_PIECE, [file, n, timezone.localdate(), sealed])


_PIECE = "INSERT INTO portal_file (id, n, day, sealed) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"
