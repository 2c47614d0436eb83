"""A tree of hashes over the entries of a log (RFC 6962, section 2.1; RFC 9162, section 2.1.1).

A leaf and a node are hashed with different first bytes, so that neither can pose as the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

EMPTY_ROOT = sha256().digest()
"""The root of a tree without leaves."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of an entry as a leaf."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node from those of its two children."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree as its growing edge: how many leaves, and the roots of its complete subtrees, the largest first.

    There is one root for each one in the size written in binary, so a tree of a million leaves is twenty hashes.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def grown(self, entries: Iterable[bytes]) -> Tree:
        """The tree with further entries."""
        return self.grown_by_hashes(leaf_hash(entry) for entry in entries)

    def grown_by_hashes(self, leaves: Iterable[bytes]) -> Tree:
        """The tree with further leaves, given as hashes."""
        hashed, peaks, size = sha256, list(self.peaks), self.size
        take, put = peaks.pop, peaks.append
        for found in leaves:
            full = size
            while full & 1:  # a complete subtree stands beside one of the same height: they become one
                found = hashed(b"\x01" + take() + found).digest()
                full >>= 1
            put(found)
            size += 1
        return Tree(size, tuple(peaks))

    @property
    def root(self) -> bytes:
        """The hash that stands for all leaves in their order."""
        if not self.peaks:
            return EMPTY_ROOT
        *left, found = self.peaks
        for peak in reversed(left):
            found = node_hash(peak, found)
        return found


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over leaves given as hashes."""
    return Tree().grown_by_hashes(leaves).root
