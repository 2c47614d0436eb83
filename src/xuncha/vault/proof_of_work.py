"""Work before a slow step: whoever sends a report or tries a code first shows that it cost something.

    1.work.14.1798700400.5f0c…e1.9a77…42        a challenge: version, kind, bits, expiry, nonce, signature
    1.work.14.1798700400.5f0c…e1.9a77…42.81337  an answer: a number after it

An answer is good where SHA-256 of the whole line begins with so many zero bits.  A challenge of the kind `wait` is for
browsers without scripts: nothing is computed, and it is good only after so many seconds.  Waiting costs a flood nothing, as it
waits for all at once: whoever takes such answers lets so many of them through in a minute and puts the rest in quarantine.
A challenge is signed and carries its
expiry, so the server keeps nothing about those it gave out; of those answered it keeps the nonces until they expire
(`Spent`), so that each counts once.  The kind of browser, its address and its past play no part.
"""

from __future__ import annotations

import hashlib
import heapq
import hmac
import secrets
from dataclasses import dataclass, field
from enum import StrEnum

VERSION = "1"
NONCE_BYTES = 16
SECONDS = 600
"""So long a challenge is good."""

LEAST_BITS, MOST_BITS = 12, 22
"""Between a blink and some seconds of a telephone's work."""

LEAST_WAIT, MOST_WAIT = 10, 120
"""Seconds without a script."""


class Kind(StrEnum):
    """How a challenge is answered."""

    WORK = "work"
    WAIT = "wait"


class Verdict(StrEnum):
    """What became of an answer; only GOOD lets pass, whatever else is put in quarantine or asked again."""

    GOOD = "good"
    FORGED = "forged"
    LATE = "late"
    EARLY = "early"
    TOO_LITTLE = "too_little"
    SPENT = "spent"


def bits_asked(n_last_minute: int, usual: int) -> int:
    """How many bits are asked while so many came in the last minute; each doubling over the usual asks one more.

    >>> [bits_asked(n, 20) for n in (0, 20, 21, 40, 41, 2_000, 10**9)]
    [12, 12, 13, 13, 14, 19, 22]
    """
    over = -(-n_last_minute // max(1, usual))
    return min(MOST_BITS, LEAST_BITS + max(0, over - 1).bit_length())


def seconds_asked(n_last_minute: int, usual: int) -> int:
    """How long to wait without a script, by the same measure.

    >>> [seconds_asked(n, 20) for n in (0, 21, 41, 10**9)]
    [10, 20, 40, 120]
    """
    return int(min(MOST_WAIT, LEAST_WAIT * 2 ** (bits_asked(n_last_minute, usual) - LEAST_BITS)))


@dataclass(frozen=True, slots=True)
class Challenge:
    """One challenge; `asked` is bits for work, seconds for waiting, `until` the second at which it expires."""

    kind: Kind
    asked: int
    until: int
    nonce: str
    signature: str

    @property
    def text(self) -> str:
        return f"{self.unsigned}.{self.signature}"

    @property
    def unsigned(self) -> str:
        return f"{VERSION}.{self.kind}.{self.asked}.{self.until}.{self.nonce}"


def new_challenge(key: bytes, kind: Kind, asked: int, now: int) -> str:
    """A challenge to be sent with a form; `now` in seconds, `key` the portal's own."""
    unsigned = Challenge(kind, asked, now + SECONDS, secrets.token_hex(NONCE_BYTES), "").unsigned
    return f"{unsigned}.{_signature(key, unsigned)}"


def verdict(key: bytes, answer: str, now: int, spent: Spent, least: int = 0) -> Verdict:
    """Whether an answer lets pass.  A good one is spent by this.

    Work of fewer than `least` bits is too little: it was asked for when few came, and may have been laid in store.
    """
    challenge = _read(answer)
    if challenge is None or not hmac.compare_digest(_signature(key, challenge.unsigned), challenge.signature):
        return Verdict.FORGED
    if now >= challenge.until:
        return Verdict.LATE
    if challenge.kind == Kind.WAIT and now < challenge.until - SECONDS + challenge.asked:
        return Verdict.EARLY
    if challenge.kind == Kind.WORK and (challenge.asked < least or zero_bits(answer) < challenge.asked):
        return Verdict.TOO_LITTLE
    return Verdict.GOOD if spent.take(challenge.nonce, challenge.until, now) else Verdict.SPENT


def solved(challenge: str) -> str:
    """An answer, as the page's script finds it: used in tests and by programs that report for somebody."""
    asked = int(challenge.split(".")[2])
    n = 0
    while zero_bits(f"{challenge}.{n}") < asked:
        n += 1
    return f"{challenge}.{n}"


def zero_bits(text: str) -> int:
    """With how many zero bits the SHA-256 of a text begins."""
    digest = hashlib.sha256(text.encode()).digest()
    return 256 - int.from_bytes(digest, "big").bit_length()


@dataclass(slots=True)
class Spent:
    """The nonces that were used and have not expired, `most` at once.

    Over that many, those that expire first are forgotten, and each of them could be used once more: to come so far, as many
    answers had to be worked for.  `forgotten` counts them, so that the portal can ask for more work.
    """

    most: int = 200_000
    forgotten: int = 0
    _nonces: set[str] = field(default_factory=set)
    _by_end: list[tuple[int, str]] = field(default_factory=list)

    def take(self, nonce: str, until: int, now: int) -> bool:
        """Whether this nonce was still to be had; it is not any more."""
        while self._by_end and self._by_end[0][0] <= now:
            self._drop()
        if nonce in self._nonces:
            return False
        self._nonces.add(nonce)
        heapq.heappush(self._by_end, (until, nonce))
        while len(self._by_end) > self.most:
            self._drop()
            self.forgotten += 1
        return True

    def __len__(self) -> int:
        return len(self._by_end)

    def _drop(self) -> None:
        self._nonces.discard(heapq.heappop(self._by_end)[1])


def _read(answer: str) -> Challenge | None:
    parts = answer.split(".") if answer.isascii() and len(answer) < 400 else []
    if len(parts) not in (6, 7) or parts[0] != VERSION or parts[1] not in tuple(Kind):
        return None
    _, kind, asked, until, nonce, signature = parts[:6]
    if not (asked.isdigit() and until.isdigit() and len(until) < 20):
        return None
    return Challenge(Kind(kind), int(asked), int(until), nonce, signature)


def _signature(key: bytes, unsigned: str) -> str:
    return hmac.digest(key, unsigned.encode(), "sha256").hex()
