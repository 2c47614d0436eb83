"""The tables between the office and its public portal: what the portal shows, with which keys it seals, what it takes in, and the
answers it hands to whoever has the code; a fifth holds the files that go with reports (`store/portal_files.py`).

The portal is another process with a role of its own: it reads pages, keys and letters, puts envelopes in, and can do
nothing else (`store/grants.py`).  An envelope is sealed before it comes here; a day stands beside it and no time.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import models
from psycopg.types.json import Jsonb

from xuncha.core.record.canonical import canonical
from xuncha.store.append import Statement, run
from xuncha.vault.envelope import Group
from xuncha.vault.report import INTAKE, KEPT


class PortalPage(models.Model):
    """A page as everybody reads it: its kind, its place among its kind, and what it tells."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    kind = models.TextField()
    n = models.IntegerField()
    told = models.JSONField()

    class Meta:
        db_table = "portal_page"
        indexes = [models.Index(fields=["kind", "n"], name="portal_page_in_order")]


class PortalKey(models.Model):
    """A public key that the portal seals to, whose it is, and for what."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    body = models.UUIDField()
    purpose = models.TextField()
    public = models.BinaryField()
    told = models.JSONField()

    class Meta:
        db_table = "portal_key"


class PortalInbox(models.Model):
    """A sealed envelope that waits to be pulled inside, with the day it came."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    day = models.DateField()
    lane = models.TextField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "portal_inbox"


class PortalLetter(models.Model):
    """A sealed answer for whoever has the code from which the place is reckoned."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    place = models.BinaryField()
    n = models.IntegerField()
    day = models.DateField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "portal_letter"
        constraints = [models.UniqueConstraint(fields=["place", "n"], name="portal_letter_once")]


# ---------------------------------------------------------------------------------------------- what is shown


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the portal: `told` holds words in both languages, {"zh": …, "en": …}, and lists of them."""

    id: UUID
    kind: str
    n: int
    told: dict[str, Any]


def publish(pages: Sequence[Page]) -> bool:
    """Let the portal show just these pages; says whether that changed anything.

    What did not change is left as it is, so that doing it often writes nothing.
    """
    shown = {
        key: Page(key, kind, n, json.loads(told) if isinstance(told, str) else told)
        for key, kind, n, told in run([("SELECT id, kind, n, told FROM portal_page", [])])[0]
    }
    wanted = {page.id: page for page in pages}
    statements: list[Statement] = [
        (_SHOW, [page.id, page.kind, page.n, Jsonb(page.told)])
        for page in pages
        if shown.get(page.id) != page
    ]
    if gone := [key for key in shown if key not in wanted]:
        statements.append(("DELETE FROM portal_page WHERE id = ANY(%s)", [gone]))
    if statements:
        run(statements)
    return bool(statements)


_SHOW = (
    "INSERT INTO portal_page (id, kind, n, told) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, n = excluded.n, told = excluded.told"
)


# ---------------------------------------------------------------------------------------------- what it seals to


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key for the portal: what it is for (`intake`, `above`, `identity.1`, `register`, `receipts`), whose, and their name."""

    purpose: str
    body: UUID
    public: bytes
    told: dict[str, Any]


def given_to_portal(keys: Sequence[PublicKey]) -> list[Statement]:
    """Lets the portal seal to these keys too."""
    return [
        ("INSERT INTO portal_key (id, body, purpose, public, told) VALUES (%s, %s, %s, %s, %s)",
         [uuid4(), one.body, one.purpose, one.public, Jsonb(one.told)])
        for one in keys
    ]  # fmt: skip


def is_sealed_to(purpose: str) -> bool:
    """Whether the portal has a key for this purpose."""
    return bool(run([("SELECT 1 FROM portal_key WHERE purpose = %s LIMIT 1", [purpose])])[0])


# ---------------------------------------------------------------------------------------------- what came in


@dataclass(frozen=True, slots=True)
class Envelope:
    """What somebody sent: sealed, with its day; `lane` is empty or `quarantine`."""

    id: UUID
    day: date
    lane: str
    sealed: bytes


MOST = 500
"""Envelopes pulled inside at a time."""

MOST_IN_QUARANTINE = 20
"""Of those in quarantine so many at a time, so that a flood does not fill the register."""

MOST_AGAIN = 100
"""And so many of those that could not be registered before."""

QUARANTINE, UNREADABLE, ASIDE, UP, CARRIED = "quarantine", "unreadable", "aside", "up", "carried"
"""Lanes beside the usual one: what a flood brought, what did not open, what a person put aside, what is to be carried to the
level above, and what was written into a file for it.
"""

HELD = "held"
"""The lane of what a flood brought once the machine has seen that it is for whoever takes reports in; until then nobody is told
of it, as some of it may be about them.
"""

WAITS = "waits"
"""The lane of what opened and cannot be registered now: it is tried again each time, and whoever takes reports in is not told of it."""

HERE = f"('{HELD}', '{UNREADABLE}', '{ASIDE}')"
"""The lanes that whoever takes reports in sees and decides on, as SQL."""

LET_IN, PUT_ASIDE = "let envelope in", "put envelope aside"
"""What the access record says of a decision on an envelope."""


def waiting_envelopes() -> tuple[Envelope, ...]:
    """The envelopes that wait, in the order of their random ids, which tells nothing of the order in which they came.

    Of those that could not be registered before a few are tried again, others each time, so that they keep nothing new out.
    """
    found = run(
        [
            (f"{_WAITING} WHERE lane = '' ORDER BY id LIMIT {MOST}", []),
            (
                f"{_WAITING} WHERE lane IN ('{QUARANTINE}', '{HELD}') ORDER BY id LIMIT {MOST_IN_QUARANTINE}",
                [],
            ),
            (f"{_WAITING} WHERE lane = '{WAITS}' ORDER BY random() LIMIT {MOST_AGAIN}", []),
        ]
    )
    return tuple(Envelope(key, day, lane, bytes(sealed)) for rows in found for key, day, lane, sealed in rows)


_WAITING = "SELECT id, day, lane, sealed FROM portal_inbox"


def put_aside(envelope: Envelope, lane: str = UNREADABLE) -> Statement:
    """An envelope that does not open, or is not for this office, stays, apart from those that wait."""
    return ("UPDATE portal_inbox SET lane = %s WHERE id = %s", [lane, envelope.id])


def envelopes_in(lane: str) -> tuple[Envelope, ...]:
    """The envelopes of a lane, the earliest day first, at most a thousand."""
    rows = run([(f"{_WAITING} WHERE lane = %s ORDER BY day, id LIMIT 1000", [lane])])[0]
    return tuple(Envelope(key, day, lane, bytes(sealed)) for key, day, lane, sealed in rows)


def envelopes_on_their_way() -> Iterator[Envelope]:
    """Every envelope that is still to be taken in or carried, a lot at a time."""
    after = UUID(int=0)
    sql = f"{_WAITING} WHERE id > %s AND lane = ANY(%s) ORDER BY id LIMIT {LOT}"
    while rows := run([(sql, [after, ["", QUARANTINE, HELD, WAITS, UP]])])[0]:
        yield from (Envelope(key, day, lane, bytes(sealed)) for key, day, lane, sealed in rows)
        after = rows[-1][0]


def laid_in_lane(keys: Sequence[UUID], lane: str) -> Statement:
    """Moves envelopes that lie apart into a lane; gives the ids of those that were not in it, and were in no usual way.

    What did not open is never let in: it would not open again.
    """
    return (
        "UPDATE portal_inbox SET lane = %s WHERE id = ANY(%s)"
        f" AND lane IN {HERE} AND lane <> %s AND NOT (%s = '' AND lane = '{UNREADABLE}') RETURNING id",
        [lane, list(keys), lane, lane],
    )


def taken_in(envelopes: Sequence[Envelope]) -> Statement:
    """Empties the inbox of what was pulled inside, in the transaction that records it."""
    return ("DELETE FROM portal_inbox WHERE id = ANY(%s)", [[one.id for one in envelopes]])


# ---------------------------------------------------------------------------------------------- what is handed out


def mailbox_opened(place: bytes, case: UUID, day: date, told: Mapping[str, str]) -> Statement:
    """Lets a code find its mailbox: letter 0 is the mailbox itself, which the code alone opens."""
    return letter_put(place, 0, day, canonical({**told, "case": str(case)}))


def letter_put(place: bytes, n: int, day: date, sealed: bytes, key: UUID | None = None) -> Statement:
    """A sealed answer for whoever has the code; the same number, or the same letter by its `key`, is never written twice."""
    return (
        "INSERT INTO portal_letter (id, place, n, day, sealed) VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
        [key or uuid4(), place, n, day, sealed],
    )


def letters_there(keys: Sequence[UUID]) -> frozenset[UUID]:
    """Which of these letters were written."""
    rows = run([("SELECT id FROM portal_letter WHERE id = ANY(%s)", [list(keys)])])[0]
    return frozenset(key for (key,) in rows)


STANDING = -1
"""The number under which lies how a report stands: the one letter that is laid anew."""


def stands(place: bytes, day: date, sealed: bytes) -> Statement:
    """Lays anew how a report stands."""
    return (_STANDS, [uuid4(), place, STANDING, day, sealed])


_STANDS = (
    "INSERT INTO portal_letter (id, place, n, day, sealed) VALUES (%s, %s, %s, %s, %s)"
    " ON CONFLICT (place, n) DO UPDATE SET day = excluded.day, sealed = excluded.sealed"
)


@dataclass(frozen=True, slots=True)
class Box:
    """The mailbox of a case, the number of the last letter in it, and the day after which its code opens nothing."""

    place: bytes
    case: UUID
    public: bytes
    last: int
    until: date


LOT = 200
"""So many mailboxes are looked at together."""


def open_boxes(on: date) -> Iterator[tuple[Box, ...]]:
    """The mailboxes that can still be read, a lot at a time."""
    after = b""
    sql = f"{_BOXES} AND box.place > %s AND box.day >= %s ORDER BY box.place LIMIT {LOT}"
    while rows := run([(sql, [after, on - KEPT])])[0]:
        lot = tuple(map(_box, rows))
        after = lot[-1].place
        yield tuple(box for box in lot if box.until >= on)


def box_of(case: UUID) -> bytes | None:
    """The place of the mailbox of a case, open or over."""
    sql = "SELECT place FROM portal_letter WHERE n = 0 AND position(%s IN sealed) > 0 LIMIT 1"
    rows = run([(sql, [f'"case":"{case}"'.encode()])])[0]
    return bytes(rows[0][0]) if rows else None


def box_at(place: bytes, on: date) -> Box | None:
    """The mailbox at a place, where it can still be read."""
    rows = run([(f"{_BOXES} AND box.place = %s", [place])])[0]
    found = next(map(_box, rows), None)
    return found if found and found.until >= on else None


def _box(row: Sequence[Any]) -> Box:
    place, sealed, n = row
    told = json.loads(bytes(sealed))
    until = date.fromisoformat(told["until"])
    return Box(bytes(place), UUID(told["case"]), b64decode(told["public"]), int(n), until)


_BOXES = (
    "SELECT box.place, box.sealed, (SELECT max(n) FROM portal_letter WHERE place = box.place)"
    " FROM portal_letter box WHERE box.n = 0"
)


def desk_group(desk: str = INTAKE) -> Group | None:
    """Those who read reports at a desk, as the portal seals to them; None where there is no key of it."""
    rows = run([("SELECT public FROM portal_key WHERE purpose = %s ORDER BY id", [desk])])[0]
    return Group(desk, tuple(bytes(public) for (public,) in rows)) if rows else None
