"""The sealed original of a report that came through the portal: for who takes reports in, asked anew at every reading."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.core.protection.addressing import Posts, Reader, Whom, about, who_reads
from xuncha.core.scheme.rules import Scheme
from xuncha.store.apart import kept_apart
from xuncha.store.custody import desk_of, held_for
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


def _is_for(viewer: Viewer, row: Subject, scheme: Scheme) -> bool:
    """Whether a matter came through the portal, and the viewer sits where such reports are read."""
    channel = scheme.value("channels", str(row.facts.get("channel", "")))
    if row.kind != "complaint" or channel is None or not channel.extra.get("portal"):
        return False
    return any(desk_of(desk) == viewer.seat.party for desk in (INTAKE, ABOVE))


def original_of(viewer: Viewer, row: Subject, scheme: Scheme, on: date) -> Original | None:
    """The original of a matter that the viewer may read; None where there is none for this person today.

    A tie declared since, or another post, closes it: who may read follows from who sits where now.
    """
    if not viewer.may_read(row) or not _is_for(viewer, row, scheme):
        return None
    posts = who_sits_where(scheme, on)
    reader = _desk(viewer, posts) if posts else None
    if posts is None or reader is None:
        return None
    whom = Whom(scheme.about_whom(row.code))
    if viewer.person not in who_reads(about(whom, row.unit, row.body, posts), reader, posts):
        return None
    received, exchanged, files = _kept_apart(row.id)
    if not received.get(BODY):
        return None
    keys = tuple(one.kept for one in held_for(reader) if one.body == viewer.seat.party)
    return Original(
        row.id, received[BODY].encode(), received.get(IDENTITY, "").encode(), keys, exchanged, files
    )


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
