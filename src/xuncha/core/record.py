"""The bytes that stand in the record, and what commits to them.

A payload is canonical JSON (RFC 8785), stored as written and never computed again.  Its commitment is
SHA-256(salt || bytes): with the salt and the subject's key destroyed, nothing can be read or guessed from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import rfc8785

from xuncha.core.payload import Slot

SALT_BYTES = 32


def canonical(content: Mapping[str, Any]) -> bytes:
    """The canonical bytes of a payload."""
    return rfc8785.dumps(content)


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
