"""Plain text: the same words in UTF-8, without marks that nobody sees."""

from __future__ import annotations

from unicodedata import category

from xuncha.attachments.cleaning import Unclean
from xuncha.attachments.kinds import ENCODINGS


def cleaned_text(data: bytes) -> bytes:
    """The words; raises Unclean."""
    for encoding in ENCODINGS:
        try:
            return visible(data.decode(encoding)).encode()
        except UnicodeDecodeError:
            continue
    raise Unclean("broken")


def visible(text: str) -> str:
    """A text without control characters and those that turn its direction or take no room."""
    return "".join(mark for mark in text if mark in "\n\t" or category(mark) not in ("Cc", "Cf", "Co", "Cs"))
