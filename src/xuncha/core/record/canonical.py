"""The bytes that stand in the record, and what commits to them.

A payload is canonical JSON (RFC 8785), stored as written and never computed again.  Its commitment is
SHA-256(salt || bytes): with the salt and the subject's key destroyed, nothing can be read or guessed from it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import rfc8785

from xuncha.core.record.payload import Slot

SALT_BYTES = 32


def canonical(content: Mapping[str, Any]) -> bytes:
    """The canonical bytes of a payload.

    Of what almost every payload is made of, Python's own writer gives the same bytes many times faster; the rest is left
    to the library.
    """
    if not _is_plain(content):
        return rfc8785.dumps(content)
    return _PLAIN.encode(content).encode()


_PLAIN = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, check_circular=False)
_BOUND = 2**53


def _is_plain(value: Any) -> bool:
    """Whether a value is made of words, whole numbers, true, false, nothing, lists, and mappings with ASCII names.

    Two things RFC 8785 writes differently from Python: fractions, and the order of names beyond ASCII.
    """
    kind = type(value)
    if kind is str:
        return True
    if kind is dict:
        return all(type(name) is str and name.isascii() and _is_plain(one) for name, one in value.items())
    if kind is list or kind is tuple:
        return all(map(_is_plain, value))
    return value is None or kind is bool or (kind is int and -_BOUND < value < _BOUND)


def read_json(text: str) -> Any:
    """JSON of our own writing, read without looking for blanks around it: a replay reads some millions of such texts."""
    return _READER(text)[0]


_READER = json.JSONDecoder().raw_decode


def commitment(salt: bytes, body: bytes) -> bytes:
    """The 32 bytes that stand for a payload in its header, and later in the public log."""
    return hashlib.sha256(salt + body).digest()


def split_personal(
    fields: Mapping[str, Any], known: Mapping[str, Slot]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that stay readable, and the personal ones that are sealed with the subject's key."""
    plain: dict[str, Any] = {}
    personal: dict[str, Any] = {}
    for name, value in fields.items():
        slot = known.get(name)
        (personal if slot is not None and slot.personal else plain)[name] = value
    return plain, personal
