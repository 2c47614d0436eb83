"""What is carried to a level above that lies elsewhere: sealed envelopes in a file, a line each, with the day on which it was made.

    {"carried_on":"2026-12-01","from":"澜汀市巡查","v":1}
    {"body":"{…}","case":"…","day":"…","identity":"{…}","mode":"…"}
    {"file":"3f0c…","sealed":"…"}     a MiB of a file that goes with the report before it; as many lines as it takes
    {"end":1}                         how many reports and additions there are: without it the file was cut off

It is written and read a line at a time, so that no number of reports and files asks for more memory than one file does.  Whoever
carries it reads nothing of the words, nor of files: they are sealed to the key of the intake there.  What a reporter asks for
(retaliation, a leak) is carried as the codes that the portal sent, under `wish`.  `key` files go the other way: the name of that
intake and its public key.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import IO, Any, NamedTuple
from uuid import UUID

from xuncha.core.record.canonical import canonical
from xuncha.vault.attachment import Attachment, open_file
from xuncha.vault.mailbox import read_by_office
from xuncha.vault.profile import INTERNATIONAL, Unreadable
from xuncha.vault.report import OPEN, Addition, Sent, enclosed_files, files_of, open_body, open_name

VERSION = 1
PIECE = 1 << 20
"""So many bytes of a file stand in one line."""

LONGEST_LINE = 8 * PIECE
"""No line of ours is longer; what is longer is read in parts, none of which opens."""


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


class Came(NamedTuple):
    """A file that a report names, the n-th there; without its bytes where they were not carried or do not open."""

    n: int
    attachment: Attachment
    data: bytes | None


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
    named: tuple[Attachment, ...] = ()
    """The files that went with it, as its writer's page knew them."""

    files: Iterator[Came] = field(default_factory=lambda: iter(()), compare=False)
    """Each of them once, opened when it is asked for; before the next report is."""


Bytes = Callable[[UUID], bytes | None]
"""Gives the sealed bytes of a file that is kept under an id."""


def nothing(_: UUID) -> bytes | None:
    """Where no files are kept."""
    return None


# ---------------------------------------------------------------------------------------------- written


def write_file(
    out: IO[bytes],
    reports: Iterable[tuple[date, Sent | Addition]],
    office: str,
    on: date,
    sealed: Bytes = nothing,
) -> None:
    """Write these reports and additions, each with the files that go with it; one file is in memory at a time."""
    n = 0
    _put(out, {"v": VERSION, "from": office, "carried_on": on.isoformat()})
    for day, one in reports:
        n += 1
        _put(out, _told(day, one))
        for key in dict.fromkeys(kept.id for kept in one.files):
            _put_file(out, key, sealed(key) or b"")
    _put(out, {"end": n})


def _put(out: IO[bytes], told: dict[str, Any]) -> None:
    out.write(canonical(told) + b"\n")


def _put_file(out: IO[bytes], key: UUID, data: bytes) -> None:
    for at in range(0, len(data), PIECE):
        _put(out, {"file": str(key), "sealed": base64.b64encode(data[at : at + PIECE]).decode()})


def _told(day: date, one: Sent | Addition) -> dict[str, Any]:
    shared: dict[str, Any] = {"case": str(one.case), "day": day.isoformat()}
    if isinstance(one, Addition):
        wish = {"wish": dict(one.wish)} if one.wish else {}
        return shared | {"n": one.n, "words": one.words.decode(), "enclosed": one.enclosed.decode()} | wish
    return shared | {"mode": one.mode, "body": one.body.decode(), "identity": one.identity.decode()}


# ---------------------------------------------------------------------------------------------- read


class _Lines:
    """The lines of a file, one ahead; a line that is none of ours says nothing, and after the last comes None."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.next = self._read()

    def take(self) -> dict[str, Any]:
        now, self.next = self.next, self._read()
        return now or {}

    def is_of(self, key: object) -> bool:
        """Whether the next line is a piece of this file."""
        return self.next is not None and "file" in self.next and self.next["file"] == key

    def _read(self) -> dict[str, Any] | None:
        line = self._file.readline(LONGEST_LINE)
        if not line:
            return None
        try:
            told = json.loads(line)
        except (ValueError, RecursionError):
            return {}
        return told if isinstance(told, dict) else {}


class _Pieces:
    """The sealed bytes of one file, from its lines as they are asked for."""

    def __init__(self, lines: _Lines, key: object) -> None:
        self._lines, self._key, self._left = lines, key, b""

    def read(self, size: int) -> bytes:
        while len(self._left) < size and self._lines.is_of(self._key):
            self._left += base64.b64decode(str(self._lines.take().get("sealed", "")))
        told, self._left = self._left[:size], self._left[size:]
        return told

    def pass_over(self) -> None:
        while self._lines.is_of(self._key):
            self._lines.take()


def opened_file(file: IO[bytes], private: bytes) -> Iterator[Opened]:
    """What a file holds, one after another, opened with the private key of the intake it was sealed to; raises Unreadable.

    An item that does not open stands among the others as such; where none opens it is no file for here, and where the end is
    missing it was cut off: which is known, and raised, after what came.
    """
    lines, n, n_open = _Lines(file), 0, 0
    if lines.take().get("v") != VERSION:
        raise Unreadable
    while lines.next is not None and "end" not in lines.next:
        one = _tried(lines, private)
        n, n_open = n + 1, n_open + one.is_open
        yield one
        for _ in one.files:
            pass  # what was not asked for
    if lines.take().get("end") != n or (n and not n_open):
        raise Unreadable


def _tried(lines: _Lines, private: bytes) -> Opened:
    told = lines.take()
    try:
        one = _opened(told, private)
    except (Unreadable, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        case, day = str(told.get("case", ""))[:40], str(told.get("day", ""))[:10]
        one = Opened(case, day, "", "", is_open=False)
    return replace(one, files=_files(lines, one.named))


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
        return Opened(case, day, "", said, wish=_wish(told.get("wish")), named=named)
    body = str(told["body"]).encode()
    unit, words = open_body(body, case, private)
    name = open_name(str(told["identity"]).encode(), case, private) if told["mode"] == OPEN else ()
    who = " ".join(one for one in name if one)
    return Opened(case, day, unit, words, who, named=files_of(body, case, private))


def _files(lines: _Lines, named: Sequence[Attachment]) -> Iterator[Came]:
    """The files that a report names, as they were carried with it, and then those that were not."""
    left = {str(one.id): (n, one) for n, one in enumerate(named, 1)}
    while lines.next is not None and "file" in lines.next:
        key = lines.next["file"]
        pieces, found = _Pieces(lines, key), left.pop(str(key), None)
        if found is not None:
            yield Came(*found, _opened_file(found[1], pieces))
        pieces.pass_over()
    for n, one in left.values():
        yield Came(n, one, None)


def _opened_file(one: Attachment, sealed: _Pieces) -> bytes | None:
    try:
        return open_file(sealed, one)
    except (Unreadable, ValueError):
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
