"""Envelopes: what a report, a reporter's name or a message is sealed in, for a group of people.

    {"body":"uCq…","keys":[["3f0c9a5d11e2b774","kT5…"],["a41b…","Zk0…"]],"profile":"intl","to":"intake","v":1}

Canonical JSON (RFC 8785).  `v` is the version of this format, `profile` the algorithms (`vault.profile`), `to` the group
whose people can open it.  A content key made for this one envelope seals the body; `keys` holds it once for each of
them, sealed to that person's public key: an id of the key (the first 8 bytes of its SHA-256), and the sealed key in base64.
`body` is the padded text under the content key.

**Context.** The id of the case, the field and its version, with the group, are bound to every part and stand nowhere in
it: an envelope moved to another case, another field or an older place does not open.  **Length.** What is sealed is
first padded to one of a few sizes of its field (`SIZES`), so that the length tells at most which of them: four bytes say how
long it was, zeros follow.  **Several groups, all of whom must open**: the envelope for the last group is what is sealed
in the envelope for the one before (`seal_nested`); whoever opens a layer finds the next envelope.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from xuncha.core.record.canonical import canonical
from xuncha.vault.profile import INTERNATIONAL, Profile, Unreadable, profile_named
from xuncha.vault.seal import new_key

VERSION = 1

KIB = 1024
SIZES: Mapping[str, tuple[int, ...]] = {
    "identity": (2 * KIB,),
    "desk": (64,),
    "message": (32 * KIB,),
    "standing": (32 * KIB,),
    "talk": (16 * KIB,),
    "answer": (16 * KIB,),
    "enclosed": (16 * KIB,),
    "report": (16 * KIB, 64 * KIB, 256 * KIB),
    "sent": (64 * KIB, 256 * KIB, 1024 * KIB),
    "file": tuple(64 * KIB * 4**step for step in range(6)),
}
"""To how many bytes the text of a field is padded, by the field; what has one size tells nothing by its length."""

LAYER = 4 * KIB
"""An envelope within an envelope is padded to a multiple of this: its own size is one of few already."""

_LENGTH = 4


class TooLong(ValueError):
    """More than the largest size of its field; `most` is how many bytes there is room for."""

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most} bytes")
        self.most = most


@dataclass(frozen=True, slots=True)
class Context:
    """What an envelope belongs to: the pseudonym of the case, the field (a name in `SIZES`), and which version of it."""

    case: UUID
    field: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class Group:
    """Those any one of whom may open: the group's name and the public key of each."""

    name: str
    keys: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Envelope:
    """An envelope as it was read; `keys` by the id of the key they are sealed to."""

    profile: str
    to: str
    keys: Mapping[str, bytes]
    body: bytes

    @classmethod
    def read(cls, data: bytes) -> Envelope:
        """An envelope from its bytes; raises Unreadable where they are none of a version known here."""
        try:
            content = json.loads(data)
            if content["v"] != VERSION:
                raise Unreadable
            keys = {str(key): _bytes(sealed) for key, sealed in content["keys"]}
            return cls(str(content["profile"]), str(content["to"]), keys, _bytes(content["body"]))
        except (ValueError, KeyError, TypeError, RecursionError):
            raise Unreadable from None

    def as_bytes(self) -> bytes:
        keys = [[key, _text(sealed)] for key, sealed in sorted(self.keys.items())]
        told: dict[str, Any] = {"v": VERSION, "profile": self.profile, "to": self.to, "keys": keys}
        return canonical(told | {"body": _text(self.body)})


def key_id(public: bytes) -> str:
    """By what an envelope knows whose key is whose."""
    return hashlib.sha256(public).hexdigest()[:16]


# ---------------------------------------------------------------------------------------------- sealing


def seal_for(clear: bytes, group: Group, context: Context, profile: Profile = INTERNATIONAL) -> bytes:
    """An envelope that any one of the group opens; raises TooLong."""
    return _sealed(padded(clear, SIZES[context.field]), group, context, profile)


def seal_nested(
    clear: bytes, groups: Sequence[Group], context: Context, profile: Profile = INTERNATIONAL
) -> bytes:
    """An envelope that somebody of every group must open, in the order of the groups; nobody is in two of them."""
    keys = [key for group in groups for key in set(group.keys)]
    if len({group.name for group in groups}) < len(groups) or len(set(keys)) < len(keys):
        raise ValueError("the groups share a name or a key")
    *outer, last = groups
    envelope = seal_for(clear, last, context, profile)
    for group in reversed(outer):
        envelope = _sealed(padded(envelope, (_layer_size(len(envelope)),)), group, context, profile)
    return envelope


def _sealed(clear: bytes, group: Group, context: Context, profile: Profile) -> bytes:
    if not group.keys:
        raise ValueError(f"nobody is in the group {group.name}")
    content_key = new_key()
    body = profile.seal(content_key, clear, _about("body", group.name, context, profile))
    return Envelope(profile.name, group.name, _shared(content_key, group, context, profile), body).as_bytes()


def _shared(content_key: bytes, group: Group, context: Context, profile: Profile) -> dict[str, bytes]:
    """The content key, once for each of the group."""
    about = _about("key", group.name, context, profile)
    return {key_id(public): profile.seal_to(public, content_key, about) for public in group.keys}


def _about(part: str, group: str, context: Context, profile: Profile) -> bytes:
    """What is bound to a part: everything that says where the envelope belongs."""
    return canonical(
        {"v": VERSION, "profile": profile.name, "part": part, "to": group,
         "case": str(context.case), "field": context.field, "version": context.version}
    )  # fmt: skip


# ---------------------------------------------------------------------------------------------- opening


def open_layer(data: bytes, private: bytes, context: Context) -> bytes:
    """What one of the group finds in an envelope: the text, or of a nested one the next envelope; raises Unreadable."""
    envelope = Envelope.read(data)
    profile = profile_named(envelope.profile)
    content_key = _content_key(envelope, private, context, profile)
    return unpadded(profile.unseal(content_key, envelope.body, _about("body", envelope.to, context, profile)))


def shared_anew(data: bytes, private: bytes, group: Group, context: Context) -> bytes:
    """The same envelope for the people who are in the group now; one who could open it lets them in."""
    envelope = Envelope.read(data)
    if group.name != envelope.to:
        raise ValueError(f"the envelope is for the group {envelope.to}")
    profile = profile_named(envelope.profile)
    content_key = _content_key(envelope, private, context, profile)
    return replace(envelope, keys=_shared(content_key, group, context, profile)).as_bytes()


def _content_key(envelope: Envelope, private: bytes, context: Context, profile: Profile) -> bytes:
    sealed = envelope.keys.get(key_id(profile.public_of(private)))
    if sealed is None:
        raise Unreadable
    return profile.open_with(private, sealed, _about("key", envelope.to, context, profile))


# ---------------------------------------------------------------------------------------------- lengths


def padded(clear: bytes, sizes: Sequence[int]) -> bytes:
    """The text with its length before it, filled up to the first of these sizes that has room; raises TooLong.

    >>> padded(b"abc", (8, 16))
    b'\\x00\\x00\\x00\\x03abc\\x00'
    """
    size = next((size for size in sizes if len(clear) + _LENGTH <= size), None)
    if size is None:
        raise TooLong(max(sizes) - _LENGTH)
    return (len(clear).to_bytes(_LENGTH, "big") + clear).ljust(size, b"\0")


def room(field: str) -> int:
    """How many bytes the text of a field may have."""
    return max(SIZES[field]) - _LENGTH


def unpadded(filled: bytes) -> bytes:
    """The text without what it was filled up with.

    >>> unpadded(padded(b"abc", (8, 16)))
    b'abc'
    """
    length = int.from_bytes(filled[:_LENGTH], "big")
    if len(filled) < _LENGTH + length:
        raise Unreadable
    return filled[_LENGTH : _LENGTH + length]


def _layer_size(length: int) -> int:
    return -(-(length + _LENGTH) // LAYER) * LAYER


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, TypeError):
        raise Unreadable from None
