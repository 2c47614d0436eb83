"""What is carried to a level above that lies elsewhere: sealed envelopes in a file, with the day on which it was made.

    {"carried_on":"2026-12-01","from":"澜汀市巡查","reports":[{"body":"{…}","case":"…","day":"…","identity":"{…}","mode":"…"}],"v":1}

Whoever carries it reads nothing of the words, nor of files (`files`, by their ids): they are sealed to the key of the intake there.
What a reporter asks for (retaliation, a leak) is carried as the codes that the portal sent, under `wish`.  `key` files go the other
way: the name of that intake and its public key.
"""

from __future__ import annotations

import base64
import binascii
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from xuncha.core.record.canonical import canonical
from xuncha.vault.attachment import Attachment, open_file
from xuncha.vault.mailbox import read_by_office
from xuncha.vault.profile import INTERNATIONAL, Unreadable
from xuncha.vault.report import OPEN, Addition, Sent, enclosed_files, files_of, open_body, open_name

VERSION = 1


@dataclass(frozen=True, slots=True)
class PublicName:
    """The intake of another office: what it is called, and its public key."""

    title: str
    public: bytes

    def as_bytes(self) -> bytes:
        told = {"v": VERSION, "profile": INTERNATIONAL.name, "name": self.title}
        return canonical(told | {"public": base64.b64encode(self.public).decode()})

    @classmethod
    def read(cls, data: bytes) -> PublicName:
        """From the bytes of a file; raises Unreadable."""
        try:
            told = json.loads(data)
            if told["v"] != VERSION or told["profile"] != INTERNATIONAL.name:
                raise Unreadable
            return cls(str(told["name"]), base64.b64decode(told["public"], validate=True))
        except (ValueError, KeyError, TypeError, RecursionError, binascii.Error):
            raise Unreadable from None


@dataclass(frozen=True, slots=True)
class Opened:
    """One report that was carried here, open: its day, whom it names, what it says, and who says it where that was told.

    `wish` is what its reporter asks for, in codes; `is_open` says whether the item opened at all.
    """

    case: UUID | str
    day: str
    unit: str
    words: str
    who: str = ""
    wish: str = ""
    is_open: bool = True
    files: tuple[tuple[Attachment, bytes | None], ...] = ()
    """What went with it; without its bytes where they were not carried or do not open."""


Bytes = Callable[[UUID], bytes | None]
"""Gives the sealed bytes of a file that is kept under an id."""


def nothing(_: UUID) -> bytes | None:
    """Where no files are kept."""
    return None


def as_file(
    reports: list[tuple[date, Sent | Addition]], office: str, on: date, sealed: Bytes = nothing
) -> bytes:
    """The file of these reports and additions, with the files that go with them."""
    told: dict[str, Any] = {"v": VERSION, "from": office, "carried_on": on.isoformat()}
    return canonical(told | {"reports": [_told(day, one, sealed) for day, one in reports]})


def _told(day: date, one: Sent | Addition, sealed: Bytes) -> dict[str, Any]:
    shared: dict[str, Any] = {"case": str(one.case), "day": day.isoformat()}
    if files := {str(kept.id): data for kept in one.files if (data := sealed(kept.id)) is not None}:
        shared["files"] = {key: base64.b64encode(data).decode() for key, data in files.items()}
    if isinstance(one, Addition):
        wish = {"wish": dict(one.wish)} if one.wish else {}
        return shared | {"n": one.n, "words": one.words.decode(), "enclosed": one.enclosed.decode()} | wish
    return shared | {"mode": one.mode, "body": one.body.decode(), "identity": one.identity.decode()}


def opened_file(data: bytes, private: bytes) -> tuple[Opened, ...]:
    """What a file holds, opened with the private key of the intake it was sealed to; raises Unreadable.

    An item that does not open stands among the others as such; only where none opens is it no file for here.
    """
    try:
        found = tuple(_tried(one, private) for one in json.loads(data)["reports"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Unreadable from None
    if found and not any(one.is_open for one in found):
        raise Unreadable
    return found


def _tried(told: dict[str, Any], private: bytes) -> Opened:
    try:
        return _opened(told, private)
    except (Unreadable, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        case, day = str(told.get("case", ""))[:40], str(told.get("day", ""))[:10]
        return Opened(case, day, "", "", is_open=False)


def _opened(told: dict[str, Any], private: bytes) -> Opened:
    case, day = UUID(told["case"]), date.fromisoformat(told["day"]).isoformat()
    if "words" in told:
        sealed, enclosed, n = (
            str(told["words"]).encode(),
            str(told.get("enclosed", "")).encode(),
            int(told["n"]),
        )
        said = read_by_office(sealed, private, case, n) if sealed else ""
        named = enclosed_files(enclosed, case, n, private) if enclosed else ()
        return Opened(case, day, "", said, wish=_wish(told.get("wish")), files=_files(told, named))
    body = str(told["body"]).encode()
    unit, words = open_body(body, case, private)
    name = open_name(str(told["identity"]).encode(), case, private) if told["mode"] == OPEN else ()
    files = _files(told, files_of(body, case, private))
    return Opened(case, day, unit, words, " ".join(one for one in name if one), files=files)


def _files(
    told: Mapping[str, Any], named: Sequence[Attachment]
) -> tuple[tuple[Attachment, bytes | None], ...]:
    """The files that a report names, opened from what was carried with it."""
    carried = told.get("files") or {}
    return tuple((one, _opened_file(one, str(carried.get(str(one.id), "")))) for one in named)


def _opened_file(one: Attachment, sealed: str) -> bytes | None:
    try:
        return open_file(io.BytesIO(base64.b64decode(sealed)), one)
    except (Unreadable, binascii.Error):
        return None


def _wish(told: Any) -> str:
    """What is asked for, on one line: `retaliation ways=pay,transfer`."""
    if not isinstance(told, dict):
        return ""
    more = (
        f"{name}={','.join(map(str, value)) if isinstance(value, list) else value}"
        for name, value in told.items()
        if name != "kind"
    )
    return " ".join([str(told.get("kind", "")), *more])[:500]
