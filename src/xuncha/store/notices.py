"""Where people want to be told of what is due: their own e-mail address, sealed; the letters that wait; their calendars.

All of it lies outside the record: it says nothing of any matter, and goes when its owner empties it.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from django.db import models
from psycopg.types.json import Jsonb

from xuncha.store.append import run
from xuncha.store.digests import keyed
from xuncha.store.payloads import fresh_key, master_key, opened_key
from xuncha.vault.password import new_token
from xuncha.vault.seal import seal, unseal


class MailboxRow(models.Model):
    """Where a person wants notices, sealed with a key of its own; and whether they go there now."""

    person = models.UUIDField(primary_key=True)
    sealed = models.JSONField()
    is_on = models.BooleanField()

    class Meta:
        db_table = "mailbox"


class OutboxRow(models.Model):
    """The newest notice for a person in a post: how much was due on a day, and whether it was sent."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    person = models.UUIDField()
    seat = models.UUIDField()
    day = models.DateField()
    n = models.IntegerField()
    soon = models.IntegerField()
    tries = models.IntegerField()
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "outbox"
        constraints = [models.UniqueConstraint(fields=["person", "seat"], name="outbox_once")]
        indexes = [models.Index(fields=["next_at"], condition=models.Q(sent_at=None), name="outbox_waiting")]


class FeedRow(models.Model):
    """A calendar of one post of a person; its address is known by a digest alone."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    person = models.UUIDField()
    seat = models.UUIDField()
    digest = models.BinaryField(unique=True)
    until = models.DateField()
    made_at = models.BigIntegerField()

    class Meta:
        db_table = "feed"
        constraints = [models.UniqueConstraint(fields=["person", "seat"], name="feed_once")]


# ---------------------------------------------------------------------------------------------- addresses


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A person's own address, and whether notices go there."""

    address: str
    is_on: bool


def mailbox_of(person: UUID) -> Mailbox | None:
    """The address a person has set, if any."""
    rows = run([("SELECT sealed, is_on FROM mailbox WHERE person = %s", [person])])[0]
    return Mailbox(_unsealed(person, rows[0][0]), rows[0][1]) if rows else None


def keep_mailbox(person: UUID, mailbox: Mailbox) -> None:
    """Keep an address in place of the one before; an empty one forgets it, with its key and every letter that waits."""
    if not mailbox.address:
        run([(f"DELETE FROM {table} WHERE person = %s", [person]) for table in ("mailbox", "outbox")])
        return
    key, wrapped = fresh_key(person)
    sealed = {
        "key": base64.b64encode(wrapped).decode(),
        "sealed": base64.b64encode(seal(key, mailbox.address.encode(), person.bytes)).decode(),
    }
    run([(_KEEP_MAILBOX, [person, Jsonb(sealed), mailbox.is_on])])


_KEEP_MAILBOX = (
    "INSERT INTO mailbox (person, sealed, is_on) VALUES (%s, %s, %s)"
    " ON CONFLICT (person) DO UPDATE SET sealed = excluded.sealed, is_on = excluded.is_on"
)


def _unsealed(person: UUID, kept: Any) -> str:
    told = json.loads(kept) if isinstance(kept, str) else kept
    key = opened_key(person, base64.b64decode(told["key"]))
    return unseal(key, base64.b64decode(told["sealed"]), person.bytes).decode()


# ---------------------------------------------------------------------------------------------- letters


def _wanting(today: date, more: str = "", *values: UUID) -> list[tuple[UUID, UUID]]:
    return [(person, seat) for person, seat in run([(f"{_WANTING}{more}", [today, today, *values])])[0]]


def wanting_notices(today: date) -> list[tuple[UUID, UUID]]:
    """Everybody who wants notices, person and seat, in each post held today by somebody with an account."""
    return _wanting(today, " ORDER BY m.person, s.id")


_HAS_ACCOUNT = "EXISTS (SELECT FROM store_account a WHERE a.person = {0}.person AND a.is_active)"
_WANTING = (
    "SELECT m.person, s.id FROM mailbox m JOIN seat s ON s.person = m.person AND s.ended_on IS NULL AND s.since <= %s"
    f" AND (s.until IS NULL OR s.until >= %s) WHERE m.is_on AND {_HAS_ACCOUNT.format('m')}"
)


def put_in_outbox(person: UUID, seat: UUID, day: date, n: int, soon: int, now: datetime) -> None:
    """Have a notice sent: once a day, and in place of an older one that still waits."""
    run([(_PUT, [uuid4(), person, seat, day, n, soon, now])])


_PUT = """
    INSERT INTO outbox (id, person, seat, day, n, soon, tries, next_at) VALUES (%s, %s, %s, %s, %s, %s, 0, %s)
    ON CONFLICT (person, seat) DO UPDATE SET id = excluded.id, day = excluded.day, n = excluded.n, soon = excluded.soon,
        tries = CASE WHEN outbox.sent_at IS NULL THEN outbox.tries ELSE 0 END,
        next_at = CASE WHEN outbox.sent_at IS NULL THEN outbox.next_at ELSE excluded.next_at END, sent_at = NULL
    WHERE outbox.day < excluded.day
"""


def forget_old_notices(today: date) -> None:
    """What waits since another day says figures that are not so any more; and calendars whose days are over."""
    run(
        [
            ("DELETE FROM outbox WHERE day < %s", [today]),
            ("DELETE FROM feed WHERE until < %s", [today]),
        ]
    )


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice that is to be sent now."""

    id: UUID
    person: UUID
    seat: UUID
    n: int
    soon: int
    tries: int


def next_letter(day: date, now: datetime, but: list[UUID]) -> Letter | None:
    """The letter of a day that waits longest, held until the transaction ends; none that another worker has in hand."""
    rows = run([(_NEXT, [day, now, but])])[0]
    return Letter(*rows[0]) if rows else None


_NEXT = (
    "SELECT id, person, seat, n, soon, tries FROM outbox WHERE sent_at IS NULL AND day = %s AND next_at <= %s AND id <> ALL(%s)"
    " ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED"
)


def address_for(letter: Letter, today: date) -> str:
    """Where a letter goes now; empty where its reader wants none any more, or has left the post."""
    wanted = _wanting(today, " AND m.person = %s AND s.id = %s", letter.person, letter.seat)
    found = mailbox_of(letter.person) if wanted else None
    return found.address if found else ""


def sent(letter: Letter, now: datetime) -> None:
    run([("UPDATE outbox SET sent_at = %s WHERE id = %s", [now, letter.id])])


def not_sent(letter: Letter, again_at: datetime) -> None:
    run([("UPDATE outbox SET tries = tries + 1, next_at = %s WHERE id = %s", [again_at, letter.id])])


def not_wanted(letter: Letter) -> None:
    run([("DELETE FROM outbox WHERE id = %s", [letter.id])])


# ---------------------------------------------------------------------------------------------- calendars


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar whose address somebody holds: of which person and post, and until when."""

    id: UUID
    person: UUID
    seat: UUID
    until: date


def make_feed(person: UUID, seat: UUID, until: date) -> str:
    """A new secret address for the calendar of a post, in place of the former; it is told only here."""
    token = new_token()
    run([(_MAKE_FEED, [uuid4(), person, seat, _digest(token), until])])
    return token


_MAKE_FEED = """
    INSERT INTO feed (id, person, seat, digest, until, made_at)
    VALUES (%s, %s, %s, %s, %s, (SELECT coalesce(max("position"), 0) FROM act))
    ON CONFLICT (person, seat) DO UPDATE SET id = excluded.id, digest = excluded.digest, until = excluded.until,
        made_at = excluded.made_at
"""


def end_feed(person: UUID, seat: UUID) -> None:
    """From now on the address leads nowhere."""
    run([("DELETE FROM feed WHERE person = %s AND seat = %s", [person, seat])])


def end_feeds(person: UUID) -> int:
    """End every calendar of a person, as whoever had the password may have made one; how many there were."""
    return len(run([("DELETE FROM feed WHERE person = %s RETURNING 1", [person])])[0])


def sealed_once(token: str, person: UUID, seat: UUID) -> str:
    """An address as it is kept from the answer to a form until the page that shows it once; for this post alone."""
    return base64.b64encode(seal(_key_of_addresses(), token.encode(), person.bytes + seat.bytes)).decode()


def opened_once(sealed: str, person: UUID, seat: UUID) -> str:
    """The address that was kept; empty where it was kept for another post."""
    try:
        return unseal(_key_of_addresses(), base64.b64decode(sealed), person.bytes + seat.bytes).decode()
    except (InvalidTag, binascii.Error):
        return ""


def _key_of_addresses() -> bytes:
    return master_key().derived("calendar address")


def feed_of(person: UUID, seat: UUID, today: date) -> Feed | None:
    """The calendar of a post, where one is in force."""
    return _feed("person = %s AND seat = %s", [person, seat], today)


def feed_at(token: str, today: date) -> Feed | None:
    """The calendar at an address, where one is in force there."""
    return _feed("digest = %s", [_digest(token)], today)


def _feed(which: str, values: list[Any], today: date) -> Feed | None:
    rows = run(
        [(f"SELECT id, person, seat, until FROM feed WHERE {which} AND {_IN_FORCE}", [*values, today])]
    )[0]
    return Feed(*rows[0]) if rows else None


_IN_FORCE = (
    f"until >= %s AND {_HAS_ACCOUNT.format('feed')} AND NOT EXISTS"
    " (SELECT FROM bar WHERE bar.person = feed.person AND bar.kept_off AND bar.version > feed.made_at)"
)
"""Not over, of somebody who may still log in, and who was not kept off a unit since."""


def _digest(token: str) -> bytes:
    return keyed(sha256(token.encode()).digest())
