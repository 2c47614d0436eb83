"""The sealed original of a report that came through the portal: for who takes reports in, asked anew at every reading."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.core.protection.addressing import Posts, Reader, Whom, about, who_reads
from xuncha.core.scheme.rules import Scheme
from xuncha.store.append import run
from xuncha.store.custody import desk_of, held_for
from xuncha.store.payloads import opened_key, said_apart
from xuncha.store.viewer import Viewer
from xuncha.store.who_sits import who_sits_where
from xuncha.vault.custodian import KeptKey
from xuncha.vault.report import ABOVE, ADDED, BODY, IDENTITY, INTAKE


@dataclass(frozen=True, slots=True)
class Original:
    """A sealed report, and the keys of the viewer's body, one of which opens it."""

    case: UUID
    body: bytes
    identity: bytes
    keys: tuple[KeptKey, ...]
    added: tuple[tuple[date, int, bytes], ...] = ()
    """What the reporter added later: the day, the number of the message, and its envelope."""


def is_for(viewer: Viewer, row: Subject, scheme: Scheme) -> bool:
    """Whether a matter came through the portal, and the viewer sits where such reports are read."""
    channel = scheme.value("channels", str(row.facts.get("channel", "")))
    if row.kind != "complaint" or channel is None or not channel.extra.get("portal"):
        return False
    return any(desk_of(desk) == viewer.seat.party for desk in (INTAKE, ABOVE))


def original_of(viewer: Viewer, row: Subject, scheme: Scheme, on: date) -> Original | None:
    """The original of a matter that the viewer may read; None where there is none for this person today.

    A tie declared since, or another post, closes it: who may read follows from who sits where now.
    """
    if not viewer.may_read(row) or not is_for(viewer, row, scheme):
        return None
    posts = who_sits_where(scheme, on)
    reader = _desk(viewer, posts) if posts else None
    if posts is None or reader is None:
        return None
    whom = Whom(scheme.about_whom(row.code))
    if viewer.person not in who_reads(about(whom, row.unit, row.body, posts), reader, posts):
        return None
    received, added = _kept_apart(row.id)
    if not received.get(BODY):
        return None
    keys = tuple(one.kept for one in held_for(reader) if one.body == viewer.seat.party)
    return Original(row.id, received[BODY].encode(), received.get(IDENTITY, "").encode(), keys, added)


def _desk(viewer: Viewer, posts: Posts) -> Reader | None:
    """At which desk the viewer sits."""
    return next(
        (one for one in (Reader.INTAKE, Reader.ABOVE) if posts.desks.body(one) == viewer.seat.party), None
    )


def _kept_apart(key: UUID) -> tuple[dict[str, str], tuple[tuple[date, int, bytes], ...]]:
    """What came with the report, and with each addition to it, in the order of the record."""
    received: dict[str, str] = {}
    added: list[tuple[date, int, bytes]] = []
    for act, on, body, sealed in run([(_SAID, [key])])[0]:
        opened = opened_key(key, bytes(sealed)) if sealed is not None else None
        told = said_apart(act, bytes(body), opened, frozenset({BODY, IDENTITY, ADDED}))
        received = received or told
        if ADDED in told:
            one = json.loads(told[ADDED])
            added.append((on, int(one["n"]), str(one["words"]).encode()))
    return received, tuple(added)


_SAID = (
    "SELECT act.id, act.occurred_on, payload.body, subject_key.sealed FROM act"
    " JOIN payload ON payload.position = act.position LEFT JOIN subject_key ON subject_key.subject = act.subject"
    " WHERE act.subject = %s AND act.type IN ('complaint.received', 'complaint.added_to') ORDER BY act.position LIMIT 200"
)
