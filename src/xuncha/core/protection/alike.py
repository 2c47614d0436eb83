"""Which complaints in the register may be about the same thing: a suggestion, which a person follows or not.

Only the register's own words are looked at: what the registrar wrote as subject and extract, the place, and the unit.
The letter itself is never read, nor anything of a report that asked for confidence or came without a name: likeness of
wording would lead to its writer.  Nothing is joined by this, and equal words from another person are another complaint
with its own answer.

Words are taken as pairs of characters (`core.search_words.grams`).  Each text gets 64 numbers of which the share that two
texts have in common estimates how much of their pairs they share (MinHash); texts that agree in one of 21 bands of three are
compared, and only those that really share enough are named.  The same register gives the same answer everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.core.record.search_words import grams, words_of

N_HASHES, BAND = 64, 3
ENOUGH = 0.5
"""The share of pairs that two texts have in common from which on one is named with the other."""
FEWEST = 6
"""Pairs below which a text says too little to be compared."""

_PRIME = (1 << 61) - 1
_MASK = (1 << 32) - 1


@dataclass(frozen=True, slots=True)
class Print:
    """What of a complaint is compared: its pairs of characters, and the numbers made of them."""

    subject: UUID
    pairs: frozenset[str]
    numbers: tuple[int, ...]

    @property
    def bands(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Keys under which it is looked up: two that share one are compared."""
        for n in range(N_HASHES // BAND):
            yield n, self.numbers[n * BAND : (n + 1) * BAND]


@dataclass(frozen=True, slots=True)
class Likeness:
    """One suggestion: another complaint, and the share of pairs in common, in hundredths."""

    subject: UUID
    hundredths: int


def print_of(subject: Subject, unit: str = "") -> Print | None:
    """The print of a complaint, with the name of its unit; None where it must not be compared, or says too little."""
    if subject.kind != "complaint" or not (words := words_of(subject)):
        return None
    pairs = frozenset(grams(f"{words}\n{unit}"))
    return Print(subject.id, pairs, numbers_of(pairs)) if len(pairs) >= FEWEST else None


def numbers_of(pairs: Iterable[str]) -> tuple[int, ...]:
    """64 numbers of 32 bits, each the least that one hash gives over all pairs."""
    marks = [_mark(pair) for pair in pairs]
    return tuple(min(((a * mark + b) % _PRIME) & _MASK for mark in marks) for a, b in _TURNS)


def alike(one: Print, others: Iterable[Print], *, most: int = 5) -> tuple[Likeness, ...]:
    """Of the others, those that share enough with this one, the most alike first."""
    bands = set(one.bands)
    near = (other for other in others if other.subject != one.subject and not bands.isdisjoint(other.bands))
    found = [Likeness(other.subject, int(100 * shared(one.pairs, other.pairs))) for other in near]
    enough = (each for each in found if each.hundredths >= 100 * ENOUGH)
    return tuple(sorted(enough, key=lambda each: (-each.hundredths, str(each.subject)))[:most])


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the pairs of both that both have."""
    return len(one & other) / len(one | other) if one or other else 0.0


@lru_cache(maxsize=50_000)
def _mark(pair: str) -> int:
    return int.from_bytes(blake2b(pair.encode(), digest_size=7).digest(), "big")


def _turn(n: int) -> tuple[int, int]:
    digest = blake2b(f"xuncha/alike/{n}".encode(), digest_size=16).digest()
    return int.from_bytes(digest[:8], "big") % (_PRIME - 1) + 1, int.from_bytes(digest[8:], "big") % _PRIME


_TURNS = tuple(_turn(n) for n in range(N_HASHES))
"""The 64 hashes: fixed numbers, so that a print made today is compared with one made next year."""
