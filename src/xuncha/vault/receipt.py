"""What follows from the code on a receipt: an id to look up, and a key that opens the reporter's mailbox.

The code is stretched once (Argon2id, 64 MiB) and split in two by purpose.  The server keeps the id and what the key
sealed, never the code: whoever has the whole database guesses among 10^24 codes at that cost for each.  The salt is one for the
jurisdiction, as the id must be found by the code alone.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from xuncha.core.protection.receipt_code import LENGTH
from xuncha.vault.profile import INTERNATIONAL, Cost, Profile

OF_A_CODE = Cost(passes=1)
"""64 MiB once over: some 130 ms of one core.  A code has 80 bits, so that no more is needed against guessing, and every try costs
the server as much as whoever tries.  It never changes: under another cost no code that was given out would be found.
"""


@dataclass(frozen=True, slots=True)
class ReceiptKeys:
    """What a code comes to: `lookup` (32 bytes) stands in the database, `unwrap` nowhere."""

    lookup: bytes
    unwrap: bytes


def new_code() -> str:
    """The digits of a fresh code; shown once (`core.receipt_code.written`) and kept nowhere."""
    return str(secrets.randbelow(10**LENGTH)).zfill(LENGTH)


def keys_of(
    digits: str, salt: bytes, *, profile: Profile = INTERNATIONAL, cost: Cost | None = None
) -> ReceiptKeys:
    """The two keys of a code, by one slow step; `salt` is the jurisdiction's own, 16 bytes or more."""
    stretched = profile.stretched(digits.encode(), salt, cost or OF_A_CODE)
    return ReceiptKeys(
        profile.derived(stretched, "receipt/lookup"), profile.derived(stretched, "receipt/unwrap")
    )
