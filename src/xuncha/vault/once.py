"""What is drawn for a report, so that one which is sent again, as its answer was lost, is the same report with the same code.

The page of looking over carries a seed of 32 random bytes.  From it and the words follow the place in the inbox, the id of the
case and the code: the same words sent again from the same page lead to the same place, where they lie already.  Other words, or
another page, are another report.  Whoever has that page has the report's words, and no more by the seed but its code.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID, uuid4

from xuncha.core.protection.receipt_code import LENGTH
from xuncha.vault.profile import INTERNATIONAL
from xuncha.vault.receipt import new_code

SEED = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A place in the inbox, the id of a case, and the digits of a receipt's code."""

    place: UUID
    case: UUID
    code: str


def new_seed() -> str:
    """A fresh seed, as a page carries it."""
    return secrets.token_hex(32)


def is_seed(typed: str) -> bool:
    """Whether this is a seed; whatever else a form may hold there is none."""
    return SEED.fullmatch(typed) is not None


def drawn(seed: str, words: bytes) -> Drawn:
    """What follows from a seed and the words; the same for the same, however often."""
    key = bytes.fromhex(seed) + sha256(words).digest()
    place, case, code = (
        INTERNATIONAL.derived(key, f"report/once/{name}") for name in ("place", "case", "code")
    )
    digits = str(int.from_bytes(code) % 10**LENGTH).zfill(LENGTH)
    return Drawn(UUID(bytes=place[:16], version=4), UUID(bytes=case[:16], version=4), digits)


def drawn_afresh(place: UUID) -> Drawn:
    """What is drawn for a report of which no page carries a seed."""
    return Drawn(place, uuid4(), new_code())
