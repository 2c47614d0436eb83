"""Which complaints in the register may be about the same thing: a suggestion, which a person follows or not.

Only the register's own words are looked at: what the registrar wrote as subject and extract, and the place.
The letter itself is never read, nor anything of a report that asked for confidence or came without a name: likeness of
wording would lead to its writer.  The unit is not among the words: that two complaints are about one unit makes them no more
one matter.  Nothing is joined by this, and equal words from another person are another complaint with its own answer.

Words are taken as pairs of characters (`core.search_words.grams`).  Each text gets 64 numbers of which the share that two
texts have in common estimates how much of their pairs they share (MinHash); texts that agree in one of 21 bands of three are
compared, and only those that really share enough are named.  Pairs and bands are kept beside the words that are searched, so
that nothing is looked for but what agrees in a band.  The same register gives the same answer everywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b, shake_128
from struct import unpack
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.core.record.search_words import grams, words_of

N_HASHES, BAND = 64, 3
N_BANDS = N_HASHES // BAND
ENOUGH = 0.5
"""The share of pairs that two texts have in common from which on one is named with the other."""
FEWEST = 6
"""Pairs below which a text says too little to be compared."""


@dataclass(frozen=True, slots=True)
class Print:
    """What of a complaint is compared: its pairs of characters, and the bands under which it is looked up."""

    subject: UUID
    pairs: frozenset[str]
    bands: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """One suggestion: another complaint, and the share of pairs in common, in hundredths."""

    subject: UUID
    hundredths: int


def print_of(subject: Subject) -> Print | None:
    """The print of a complaint; None where it must not be compared, or says too little."""
    if subject.kind != "complaint":
        return None
    pairs = frozenset(grams(words_of(subject)))
    bands = bands_of(pairs)
    return Print(subject.id, pairs, bands) if bands else None


def bands_of(pairs: Collection[str]) -> tuple[int, ...]:
    """21 keys of 32 bits with a sign, each for its place and three of the numbers; none where the text says too little."""
    if len(pairs) < FEWEST:
        return ()
    numbers = numbers_of(pairs)
    return tuple(_key(n, numbers[n * BAND : (n + 1) * BAND]) for n in range(N_BANDS))


def numbers_of(pairs: Iterable[str]) -> tuple[int, ...]:
    """64 numbers of 32 bits, each the least that one hash gives over all pairs; the same today and next year."""
    return tuple(map(min, zip(*map(_numbers, pairs), strict=True)))


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


@lru_cache(maxsize=4_000)
def _numbers(pair: str) -> tuple[int, ...]:
    """What the 64 hashes give for one pair, by SHAKE-128; those of the pairs that most texts are made of are remembered (10 MB)."""
    return unpack(f">{N_HASHES}I", shake_128(pair.encode()).digest(4 * N_HASHES))


def _key(n: int, numbers: tuple[int, ...]) -> int:
    said = b"".join(number.to_bytes(4, "big") for number in (n, *numbers))
    return int.from_bytes(blake2b(said, digest_size=4).digest(), "big", signed=True)
