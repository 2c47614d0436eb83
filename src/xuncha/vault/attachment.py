"""A file that goes with a report: sealed piece by piece while it comes in, with a key that nobody keeps but its sender's page.

    xuncha-attachment 1 3f0c…e1\\n     what comes before: that it is one, and where it is kept
    piece, piece, …                   1 MiB each and a tag (`vault.long_seal`), filled up with zeros to whole pieces

The key travels with the words, from page to page, and is sealed with them into the body of the report, for the desk that reads
it: with it the digest of the file, its size, its kind and its name.  So none can be exchanged, and none left out unseen.  The
outer envelope names where each is kept and the digest of what is sealed, so that the machine takes in just these.  What is never
sent opens for nobody.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID, uuid4

from xuncha.vault.long_seal import PIECE, Broken, Sealing, Unsealing
from xuncha.vault.profile import Unreadable
from xuncha.vault.seal import KEY_BYTES, new_key

MOST = 20
"""So many are named in one report at most, whatever the portal of an office lets through."""

LONGEST_NAME = 120
HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a sealed file is kept, and the digest of what is kept: what the machine of the office learns of it."""

    id: UUID
    sealed: str

    @classmethod
    def read(cls, told: Any) -> Kept:
        """From how it is told; raises ValueError or TypeError."""
        key, sealed = told
        return cls(UUID(key), _digest(sealed))

    def as_told(self) -> list[str]:
        return [str(self.id), self.sealed]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A sealed file as its sender's page and the body of the report know it; `day` is the day it came."""

    id: UUID
    key: bytes
    digest: str
    sealed: str
    size: int
    kind: str
    name: str
    day: date

    @property
    def kept(self) -> Kept:
        return Kept(self.id, self.sealed)

    def as_told(self) -> dict[str, Any]:
        return {
            "id": str(self.id), "key": base64.b64encode(self.key).decode(), "digest": self.digest, "sealed": self.sealed,
            "size": self.size, "kind": self.kind, "name": self.name, "day": self.day.isoformat(),
        }  # fmt: skip

    @classmethod
    def read(cls, told: Any) -> Attachment:
        """From how it is told, its name without marks that cannot be seen; raises Unreadable where it is none."""
        try:
            key, size = base64.b64decode(told["key"], validate=True), int(told["size"])
            if len(key) != KEY_BYTES or not 0 < size < 2**40:
                raise Unreadable
            return cls(
                UUID(told["id"]), key, _digest(told["digest"]), _digest(told["sealed"]), size, str(told["kind"])[:8],
                _seen(str(told["name"])), date.fromisoformat(told["day"]),
            )  # fmt: skip
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, binascii.Error):
            raise Unreadable from None


def _seen(name: str) -> str:
    """A name as it can be read: nothing in it steers a screen, turns words around or is half a mark."""
    return "".join(mark for mark in name if mark.isprintable())[:LONGEST_NAME]


def _digest(text: Any) -> str:
    if not isinstance(text, str) or len(text) != 64 or not set(text) <= HEX:
        raise ValueError("no digest")
    return text


class _Pieces(io.RawIOBase):
    """Takes the sealed stream as it is written, and has each piece put where it is kept."""

    def __init__(self, put: Callable[[int, bytes], None]) -> None:
        self._put, self._n, self.digest = put, 0, hashlib.sha256()

    def write(self, data: Any) -> int:
        self.digest.update(data)
        self._put(self._n, bytes(data))
        self._n += 1
        return len(data)


class SealingFile:
    """Seals a file while it comes; `put` is called with its id, the number and the bytes of each sealed piece."""

    def __init__(self, put: Callable[[UUID, int, bytes], None]) -> None:
        self.id, self._key, self._clear, self.size = uuid4(), new_key(), hashlib.sha256(), 0
        self._pieces = _Pieces(lambda n, data: put(self.id, n, data))
        self._sealing: Sealing | None = None

    def write(self, part: bytes) -> None:
        if not part:
            return
        if self._sealing is None:
            self._sealing = Sealing(self._key, self._pieces, _before(self.id))  # type: ignore[arg-type]  # it writes, and no more
        self._clear.update(part)
        self.size += len(part)
        self._sealing.write(part)

    def finish(self, kind: str, name: str, day: date) -> Attachment:
        """Seal what is left; the file as it is known from now on."""
        if self._sealing is None:
            raise ValueError("nothing was written")
        digest = self._clear.hexdigest()
        self._sealing.write(bytes(-self.size % PIECE))
        self._sealing.finish()
        sealed = self._pieces.digest.hexdigest()
        return Attachment(self.id, self._key, digest, sealed, self.size, kind, name[:LONGEST_NAME], day)


def _before(key: UUID) -> bytes:
    return f"xuncha-attachment 1 {key.hex}\n".encode()


class Readable(Protocol):
    """What sealed bytes are read from."""

    def read(self, size: int, /) -> bytes: ...


def open_file(sealed: Readable, attachment: Attachment) -> bytes:
    """The file as it was sent; raises Unreadable where anything was changed, cut off or exchanged."""
    try:
        clear = Unsealing(attachment.key, sealed, _before(attachment.id))  # type: ignore[arg-type]  # it reads, and no more
        data, rest = clear.read(attachment.size), clear.read()
    except Broken:
        raise Unreadable from None
    if (
        rest.strip(b"\0")
        or len(data) != attachment.size
        or hashlib.sha256(data).hexdigest() != attachment.digest
    ):
        raise Unreadable
    return data


def kept_in(told: Mapping[str, Any]) -> tuple[Kept, ...]:
    """The files that an outer envelope names; raises ValueError or TypeError."""
    found = told.get("files", [])
    if not isinstance(found, list) or len(found) > MOST:
        raise ValueError("no list of files")
    return tuple(map(Kept.read, found))
