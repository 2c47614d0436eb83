"""Who signed a checkpoint, and when a witness saw it (c2sp.org/tlog-cosignature).

A log signs the text itself.  A witness signs it together with the moment: nobody can say later that it was seen earlier.
Keys lie in `vault`, so whoever asks brings the function that checks one signature.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from xuncha.core.log.checkpoint import Checkpoint, read_checkpoint
from xuncha.core.log.lines import MOST
from xuncha.core.log.note import Key, Kind, Note
from xuncha.core.unreadable import UnreadableError

Check = Callable[[Kind, bytes, bytes, bytes], bool]
"""Whether a signature fits: check(kind, public key, signature, message)."""

TIME_BYTES = 8
LABEL = b"subtree/v1\n\x00"
MOST_NAME_BYTES = 255


@dataclass(frozen=True, slots=True)
class Signed:
    """A key that did sign, and the moment it says it did, in seconds since 1970; a log itself says none."""

    key: Key
    at: int | None


class ForgedError(UnreadableError):
    """A signature that says a known key made it, and that key did not."""


def opened(note: Note, keys: Iterable[Key], check: Check) -> tuple[Signed, ...]:
    """Which of these keys signed the note.  Signatures of other keys count nothing; a wrong one of a known key ends all."""
    known = tuple(keys)
    found: dict[Signed, None] = {}
    for one in note.signatures:
        for key in known:
            if not one.is_by(key):
                continue
            at, data = timed(key, one.data)
            if not check(key.kind, key.public, data, message(key, note.text, at)):
                raise ForgedError(
                    f"{key.name} 的签名是假的，或者正文改过。",
                    f"The signature of {key.name} is forged, or the text was changed.",
                )
            found[Signed(key, at)] = None
    return tuple(found)


def timed(key: Key, data: bytes) -> tuple[int | None, bytes]:
    """The moment in a signature of this key, and the signature proper."""
    if key.kind is Kind.ED25519:
        return None, data
    return int.from_bytes(data[:TIME_BYTES], "big"), data[TIME_BYTES:]


def with_time(at: int, data: bytes) -> bytes:
    """A cosignature as it stands in a note: the moment, then the signature proper."""
    return at.to_bytes(TIME_BYTES, "big") + data


def message(key: Key, text: str, at: int | None) -> bytes:
    """The bytes that a key signs for the text of a note."""
    if key.kind is Kind.ED25519:
        return text.encode()
    if at is None or not 0 <= at <= MOST:
        raise UnreadableError("见证签名的时间不对。", "The time of a cosignature is out of range.")
    if key.kind is Kind.COSIGNED:
        return f"cosignature/v1\ntime {at}\n{text}".encode()
    found = read_checkpoint(text)
    if found.more:  # its signed message has no room for them: nothing would vouch for such a line
        raise UnreadableError(
            "检查点带有附加行，这种签名不能覆盖。",
            "The checkpoint has further lines, which this kind of signature does not cover.",
        )
    return subtree_message(key.name, at, found, 0)


def subtree_message(cosigner: str, at: int, found: Checkpoint, first: int) -> bytes:
    """What is signed with ML-DSA-44: the leaves from `first` up to the size, under the names of cosigner and log."""
    return b"".join(
        [
            LABEL,
            _named(cosigner),
            at.to_bytes(TIME_BYTES, "big"),
            _named(found.origin),
            first.to_bytes(8, "big"),
            found.head.size.to_bytes(8, "big"),
            found.head.root,
        ]
    )


def _named(name: str) -> bytes:
    data = name.encode()
    if not 1 <= len(data) <= MOST_NAME_BYTES:
        raise UnreadableError(
            f"名称“{name[:30]}…”超过 255 字节。", f"The name “{name[:30]}…” has more than 255 bytes."
        )
    return bytes([len(data)]) + data
