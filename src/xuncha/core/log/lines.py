"""What the lines of these formats are made of: whole numbers, base64 and hashes, each with exactly one spelling.

A second spelling of the same thing would be a second text with the same meaning; it is refused.
"""

from __future__ import annotations

import base64
import binascii

from xuncha.core.unreadable import UnreadableError

HASH_BYTES = 32
MOST = 2**63 - 1
"""The greatest number in any of these texts: sizes, indexes, seconds."""


def number(text: str) -> int:
    """A decimal number without sign, blank or leading zero.

    >>> number("20852163")
    20852163
    """
    if not (text.isascii() and text.isdigit()) or (text[0] == "0" and text != "0") or len(text) > 19:
        raise UnreadableError(
            f"“{text[:30]}”不是一个规范的整数。", f"“{text[:30]}” is not a plain whole number."
        )
    found = int(text)
    if found > MOST:
        raise UnreadableError(f"{text} 太大。", f"{text} is too large.")
    return found


def written(data: bytes) -> str:
    """Bytes as base64 (RFC 4648, section 4)."""
    return base64.b64encode(data).decode("ascii")


def unwritten(text: str) -> bytes:
    """The bytes of a base64 text that is spelled as `written` spells it."""
    try:
        data = base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        data = b""
    if not text or written(data) != text:
        raise UnreadableError(f"“{text[:30]}”不是规范的 base64。", f"“{text[:30]}” is not plain base64.")
    return data


def hash_in(text: str) -> bytes:
    """A SHA-256 hash written as base64."""
    data = unwritten(text)
    if len(data) != HASH_BYTES:
        raise UnreadableError(
            f"“{text[:30]}”不是 32 字节的哈希值。", f"“{text[:30]}” is not a hash of 32 bytes."
        )
    return data
