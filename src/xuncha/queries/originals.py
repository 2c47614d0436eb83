"""The sealed original of a report that came through the portal: for who takes reports in, asked anew at every reading."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.core.predicates.sealed import came_sealed
from xuncha.core.protection.addressing import Posts, Reader, Whom, about, who_reads
from xuncha.core.record.fold import SHREDDED
from xuncha.core.scheme.rules import Scheme
from xuncha.store.apart import kept_apart
from xuncha.store.append import Statement, run
from xuncha.store.custody import Held, keys_of, keys_read
from xuncha.store.files import contents, kept_of
from xuncha.store.viewer import Viewer
from xuncha.store.who_sits import who_sits_where
from xuncha.vault.attachment import Attachment, Kept
from xuncha.vault.custodian import KeptKey
from xuncha.vault.profile import Unreadable
from xuncha.vault.report import (
    ABOVE,
    ADDED,
    BODY,
    FILES,
    IDENTITY,
    INTAKE,
    WRITTEN,
    enclosed_files,
    files_of,
)


@dataclass(frozen=True, slots=True)
class Exchanged:
    """One message: its day, its number, its envelope, and whether the office wrote it."""

    on: date
    n: int
    sealed: bytes
    is_ours: bool
    enclosed: bytes = b""
    """What opens the files that came with it (`vault.report.enclosed_files`)."""


@dataclass(frozen=True, slots=True)
class Original:
    """A sealed report, and the keys of the viewer's body, one of which opens it."""

    case: UUID
    body: bytes
    identity: bytes
    keys: tuple[KeptKey, ...]
    exchanged: tuple[Exchanged, ...] = ()
    """What the reporter added later, and what was written back."""
    files: tuple[Kept, ...] = ()
    """The files that its envelope named, and those of what was added, in the order of the record (`files_there`)."""


def keys_asked_for(viewer: Viewer, row: Subject, scheme: Scheme) -> list[Statement]:
    """Asks for the keys of the viewer's body, where a matter came through the portal."""
    channel = scheme.value("channels", str(row.facts.get("channel", "")))
    came_by_portal = row.kind == "complaint" and channel is not None and bool(channel.extra.get("portal"))
    return [keys_of(viewer.seat.party, (INTAKE, ABOVE))] if came_by_portal else []


def has_original(
    viewer: Viewer, row: Subject, scheme: Scheme, on: date, keys: Iterable[Sequence[Any]]
) -> bool:
    """Whether there is an original that the viewer may read today; `keys` are the rows of `keys_asked_for`."""
    is_kept = came_sealed(row) and SHREDDED not in row.facts
    return is_kept and bool(_keys_to_read(viewer, row, scheme, on, keys_read(keys)))


def original_of(viewer: Viewer, row: Subject, scheme: Scheme, on: date) -> Original | None:
    """The original of a matter that the viewer may read; None where there is none for this person today."""
    asked = keys_asked_for(viewer, row, scheme)
    keys = _keys_to_read(viewer, row, scheme, on, keys_read(run(asked)[0])) if asked else ()
    if not keys:
        return None
    received, exchanged, files = _kept_apart(row.id)
    if not received.get(BODY):
        return None
    return Original(
        row.id, received[BODY].encode(), received.get(IDENTITY, "").encode(), keys, exchanged, files
    )


def _keys_to_read(
    viewer: Viewer, row: Subject, scheme: Scheme, on: date, held: tuple[Held, ...]
) -> tuple[KeptKey, ...]:
    """Those keys of the viewer's body with which this person may read a matter.

    A tie declared since, or another post, closes it: who may read follows from who sits where now.
    """
    posts = who_sits_where(scheme, on) if held and viewer.may_read(row) else None
    reader = _desk(viewer, posts) if posts else None
    if posts is None or reader is None:
        return ()
    whom = Whom(scheme.about_whom(row.code))
    if viewer.person not in who_reads(about(whom, row.unit, row.body, posts), reader, posts):
        return ()
    return tuple(one.kept for one in held if one.purpose == reader)


def files_there(original: Original) -> frozenset[Kept]:
    """Of the files that go with an original, those that the machine took in and that are kept."""
    kept = kept_of(one.sealed for one in original.files)
    return frozenset(one for one in original.files if one.sealed in kept)


def sealed_bytes(original: Original, file: Attachment) -> bytes | None:
    """The sealed bytes of a file that goes with an original; None where they did not come in, or are not what came."""
    return contents(file.sealed) if file.kept in original.files else None


def _desk(viewer: Viewer, posts: Posts) -> Reader | None:
    """At which desk the viewer sits."""
    return next(
        (one for one in (Reader.INTAKE, Reader.ABOVE) if posts.desks.body(one) == viewer.seat.party), None
    )


def _kept_apart(key: UUID) -> tuple[dict[str, str], tuple[Exchanged, ...], tuple[Kept, ...]]:
    """What came with the report, what was added to it and written back, and the files, in the order of the record."""
    received: dict[str, str] = {}
    exchanged: list[Exchanged] = []
    files: list[Kept] = []
    for one in kept_apart(EXCHANGES, frozenset({BODY, IDENTITY, FILES, ADDED, WRITTEN}), [key]):
        received = received or one.told
        files += map(Kept.read, json.loads(one.told.get(FILES, "[]")))
        if ADDED in one.told:
            told = json.loads(one.told[ADDED])
            if told["words"]:
                exchanged.append(
                    Exchanged(
                        one.on,
                        int(told["n"]),
                        str(told["words"]).encode(),
                        False,
                        str(told.get("enclosed", "")).encode(),
                    )
                )
        if WRITTEN in one.told:
            told = json.loads(one.told[WRITTEN])
            exchanged.append(Exchanged(one.on, int(told["n"]), str(told["office"]).encode(), is_ours=True))
    return received, tuple(exchanged), tuple(files)


def files_named(original: Original, private: bytes) -> tuple[Attachment, ...]:
    """The files that the report and what was added to it name; raises Unreadable where the report does not open."""
    found = list(files_of(original.body, original.case, private))
    for one in original.exchanged:
        try:
            found += enclosed_files(one.enclosed, original.case, one.n, private) if one.enclosed else ()
        except Unreadable:  # it keeps nobody from the others
            continue
    return tuple(found)


EXCHANGES = ("complaint.received", "complaint.added_to", "satisfaction.given", "message.exchanged")
"""The acts with which words of the reporter or to the reporter are kept."""
