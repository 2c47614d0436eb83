"""What outsiders see: the public log grows in batches at fixed hours, each filled up to a round size and put in order.

A batch is filled with dummies and sorted by its bytes.  Entries and dummies look like chance, so neither how many are
real, nor which, nor in which order they happened can be seen.  Whoever has the audit key computes the dummies again:
what is none of them must be an entry of the record, and every entry of the record must be there.
"""

from __future__ import annotations

import hmac
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

SMALLEST = 64
"""A batch has 64, 256, 1024 ... leaves."""


def padded(n_real: int) -> int:
    """How many leaves a batch with so many entries has; one without any has some, too.

    >>> [padded(n) for n in (0, 64, 65, 1000, 1025)]
    [64, 64, 256, 1024, 4096]
    """
    size = SMALLEST
    while size < n_real:
        size *= 4
    return size


def dummy(audit_key: bytes, number: int) -> bytes:
    """The dummy with this number: an HMAC that nobody without the key can tell from an entry."""
    return hmac.digest(audit_key, number.to_bytes(8, "big"), "sha256")


def filled(entries: Collection[bytes], first: int, audit_key: bytes) -> list[bytes]:
    """The leaves of the batch that begins at leaf `first` of the log; its dummies are numbered from `first` on."""
    missing = padded(len(entries)) - len(entries)
    return sorted([*entries, *(dummy(audit_key, first + n) for n in range(missing))])


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch: its first entry by the dense index of the record, its first leaf, how many entries it holds."""

    first_entry: int
    first_leaf: int
    n_real: int

    @property
    def size(self) -> int:
        """How many leaves it has."""
        return padded(self.n_real)

    @property
    def after(self) -> Batch:
        """The batch that follows, empty as yet."""
        return Batch(self.first_entry + self.n_real, self.first_leaf + self.size, 0)


def batch_with(index: int, batches: Sequence[Batch]) -> Batch | None:
    """The batch that holds an entry of the record, by its dense index; none while it waits for its hour."""
    at = bisect_left(batches, index + 1, key=lambda one: one.first_entry + one.n_real)
    return batches[at] if at < len(batches) and batches[at].first_entry <= index else None


def leaf_of(entry: bytes, batch: Batch, leaves: Sequence[bytes]) -> int:
    """At which leaf of the log an entry stands; `leaves` are those of its batch."""
    at = bisect_left(leaves, entry)
    if at == len(leaves) or leaves[at] != entry:
        raise ValueError("the entry is not in this batch")
    return batch.first_leaf + at


@dataclass(frozen=True, slots=True)
class Audit:
    """What is wrong with a batch: leaves that are neither dummy nor entry, entries that are missing, and its order."""

    unknown: tuple[int, ...]
    missing: tuple[int, ...]
    is_sorted: bool

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong."""
        return self.is_sorted and not self.unknown and not self.missing


def audit(batch: Batch, leaves: Sequence[bytes], entries: Iterable[bytes], audit_key: bytes) -> Audit:
    """Hold a batch as it was published against the record: wrong leaves by their place in the log, missing entries by
    their dense index."""
    real = list(entries)
    dummies = {dummy(audit_key, batch.first_leaf + n) for n in range(batch.size - batch.n_real)}
    known, there = dummies.union(real), set(leaves)
    return Audit(
        tuple(batch.first_leaf + at for at, leaf in enumerate(leaves) if leaf not in known),
        tuple(batch.first_entry + at for at, one in enumerate(real) if one not in there),
        list(leaves) == sorted(there) and len(leaves) == batch.size,
    )
