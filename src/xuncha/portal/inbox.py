"""Puts what is sealed into the inbox, of which the portal itself can read nothing: with its day, and no time."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from django.db import connection
from django.utils import timezone


def put_in(seal: Callable[[UUID], bytes], lane: str, place: UUID | None = None) -> None:
    """Seal something for a place of the inbox, a fresh one unless it is told, and put it there; `lane` is empty or `quarantine`.

    What lies there already is the same, sent before; it stays.
    """
    place = place or uuid4()
    sealed = seal(place)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO portal_inbox (id, day, lane, sealed) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [place, timezone.localdate(), lane, sealed],
        )
