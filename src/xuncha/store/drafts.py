"""What somebody has typed and not sent: theirs alone, in the post they typed it in, sealed, and outside the record.

A draft lies at the address of its form. It goes when the act is done, after a while, when its writer leaves the post,
and when its writer is kept off the unit that it is about.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from psycopg.types.json import Jsonb

from xuncha.core.facts.rows import Bar, Row, Seat
from xuncha.core.record.canonical import canonical
from xuncha.store.append import Statement, run, run_again
from xuncha.store.look import Draft, look
from xuncha.store.payloads import fresh_key, opened_key
from xuncha.store.viewer import Viewer
from xuncha.vault.seal import seal, unseal

Said = tuple[tuple[str, str], ...]
"""The answers of a form as they were sent, name by name."""


def keep(viewer: Viewer, place: str, about: UUID | None, said: Said, *, sending: UUID | None = None) -> None:
    """Keep what is typed in place of what was kept there before; not what was sent meanwhile under the key `sending`."""
    name = _name(viewer, place)
    key, wrapped = fresh_key(name)
    typed = {
        "about": str(about) if about else None,
        "key": base64.b64encode(wrapped).decode(),
        "sealed": base64.b64encode(seal(key, canonical({"said": [list(one) for one in said]}), name.bytes)).decode(),
    }  # fmt: skip
    with transaction.atomic():
        run(
            [
                (f"SELECT {ONE_AT_A_TIME}", [sending]),
                (_KEEP, [viewer.person, viewer.seat.id, place, Jsonb(typed), sending]),
            ]
        )
    run([forgotten(timezone.localdate())])


ONE_AT_A_TIME = "pg_advisory_xact_lock(hashtextextended(current_schema() || ' sending ' || %s::uuid, 0))"
"""Held by whoever sends a form and whoever keeps its draft, under the form's key: the second one begins to look when the
first has ended, so that a draft which comes too late finds the form sent, and one which was in time goes with it.
"""

_KEEP = (
    "INSERT INTO draft (person, seat, place, typed, kept_at) SELECT %s, %s, %s, %s, now()"
    " WHERE NOT EXISTS (SELECT FROM command WHERE key = %s::uuid)"
    " ON CONFLICT (person, seat, place) DO UPDATE SET typed = excluded.typed, kept_at = excluded.kept_at"
)


def draft_at(viewer: Viewer, place: str) -> Draft | None:
    """The draft that waits at an address, without its text."""
    known, asked = look().drafts, (viewer.seat.id, place)
    if asked in known:
        return known[asked]
    return note_waiting(viewer, place, run_again([waiting(viewer, place)])[0])


def waiting(viewer: Viewer, place: str) -> Statement:
    """Asks for the draft at an address, together with what else is asked for; `note_waiting` reads the answer."""
    sql = f"SELECT place, typed->>'about', kept_at FROM draft WHERE {_MINE} AND place = %(place)s"
    return sql, {**_mine(viewer), "place": place}


def note_waiting(viewer: Viewer, place: str, rows: Sequence[tuple[Any, ...]]) -> Draft | None:
    """The draft in the answer to `waiting`; the page that is being made asks no second time."""
    found = _draft(rows[0]) if rows else None
    look().drafts[viewer.seat.id, place] = found
    return found


def said_in(viewer: Viewer, place: str) -> Said:
    """What was typed in a draft; nothing where there is none."""
    sql = f"SELECT typed FROM draft WHERE {_MINE} AND place = %(place)s"
    rows = run([(sql, {**_mine(viewer), "place": place})])[0]
    if not rows:
        return ()
    kept = json.loads(rows[0][0]) if isinstance(rows[0][0], str) else rows[0][0]
    name = _name(viewer, place)
    key = opened_key(name, base64.b64decode(kept["key"]))
    said = json.loads(unseal(key, base64.b64decode(kept["sealed"]), name.bytes))["said"]
    return tuple((str(field), str(value)) for field, value in said)


def unfinished(viewer: Viewer) -> Statement:
    """Finds everything that waits in this post, newest first, without its text, to be asked together with what else is asked."""
    sql = f"SELECT place, typed->>'about', kept_at FROM draft WHERE {_MINE} ORDER BY kept_at DESC"
    return sql, _mine(viewer)


def drafts_read(rows: Iterable[tuple[Any, ...]]) -> tuple[Draft, ...]:
    """The drafts in rows of `unfinished`."""
    return tuple(map(_draft, rows))


def forget(viewer: Viewer, place: str) -> None:
    """The draft at an address is wanted no longer."""
    run([sent(viewer, place)])


def sent(viewer: Viewer, place: str) -> Statement:
    """Deletes the draft of a form that was sent, together with what the form did."""
    return "DELETE FROM draft WHERE person = %s AND seat = %s AND place = %s", [
        viewer.person,
        viewer.seat.id,
        place,
    ]


def forgotten(today: date) -> Statement:
    """Deletes what nobody may write on any more: too old, of a post that ended, about a unit one is kept off."""
    return _FORGOTTEN, {"days": settings.DRAFT_DAYS, "today": today}


def forgotten_after(rows: Iterable[Row], today: date) -> tuple[Statement, ...]:
    """`forgotten`, where an act changed who holds a post or who is kept off a unit."""
    return (forgotten(today),) if any(isinstance(row, Bar | Seat) for row in rows) else ()


_FORGOTTEN = """
    DELETE FROM draft WHERE kept_at < now() - make_interval(days => %(days)s)
    OR NOT EXISTS (SELECT FROM seat WHERE seat.id = draft.seat AND seat.person = draft.person AND seat.ended_on IS NULL
        AND (seat.until IS NULL OR seat.until >= %(today)s))
    OR EXISTS (SELECT FROM subject JOIN bar ON bar.unit = subject.unit OR bar.unit = subject.id
        WHERE subject.id = (draft.typed->>'about')::uuid AND bar.person = draft.person AND bar.kept_off)
"""

_MINE = "person = %(person)s AND seat = %(seat)s AND kept_at >= now() - make_interval(days => %(days)s)"


def _mine(viewer: Viewer) -> dict[str, Any]:
    return {"person": viewer.person, "seat": viewer.seat.id, "days": settings.DRAFT_DAYS}


def _draft(row: tuple[Any, ...]) -> Draft:
    place, about, at = row
    return Draft(place, UUID(about) if about else None, at)


def _name(viewer: Viewer, place: str) -> UUID:
    """What a draft's key is bound to, so that no draft can be moved to another person, post or form."""
    return uuid5(viewer.person, f"{viewer.seat.id} {place}")
