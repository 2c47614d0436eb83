"""Proofs that an entry is in a tree, and that a tree only grew: made (RFC 6962, 2.1) and checked (RFC 9162, 2.1.3 and 2.1.4).

Whoever checks needs the proof and the roots, nothing else of the log.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xuncha.core.log.tree import EMPTY_ROOT, Tree, node_hash

Node = Callable[[int, int], bytes]
"""The root of the complete subtree of 2**level leaves that begins at leaf index * 2**level: node(level, index)."""

Path = tuple[bytes, ...]


def nodes_of(leaves: Sequence[bytes]) -> Node:
    """The nodes over leaves that are all at hand, given as hashes."""

    def node(level: int, index: int) -> bytes:
        if level == 0:
            return leaves[index]
        return node_hash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1))

    return node


def nodes_beyond(before: Tree, leaves: Sequence[bytes]) -> Node:
    """The nodes that a proof of consistency from a tree on asks for, from its peaks and the leaves that came after it."""
    peaks: dict[tuple[int, int], bytes] = {}
    first = 0
    for peak in before.peaks:  # the largest first: each as many leaves as the highest bit that is left
        level = (before.size - first).bit_length() - 1
        peaks[level, first >> level] = peak
        first += 1 << level

    def node(level: int, index: int) -> bytes:
        found = peaks.get((level, index))
        if found is not None:
            return found
        if level:
            return node_hash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1))
        if index < before.size:
            raise ValueError("a node within the tree before is known by its peaks only")
        return leaves[index - before.size]

    return node


def root_between(first: int, last: int, node: Node) -> bytes:
    """The root over the leaves from `first` up to, without, `last`, as they stand together in a tree."""
    size = last - first
    if size == 0:
        return EMPTY_ROOT
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return node(level, first >> level)
    middle = first + _left(size)
    return node_hash(root_between(first, middle, node), root_between(middle, last, node))


def _left(size: int) -> int:
    """How many leaves lie left of the root: the largest power of two below the size."""
    return 1 << ((size - 1).bit_length() - 1)


# ---------------------------------------------------------------------------------------------- made


def inclusion(index: int, size: int, node: Node) -> Path:
    """The path from a leaf to the root of a tree of this size: at each step the other child, the lowest first."""
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    path: list[bytes] = []
    first, last = 0, size
    while last - first > 1:
        middle = first + _left(last - first)
        if index < middle:
            path.append(root_between(middle, last, node))
            last = middle
        else:
            path.append(root_between(first, middle, node))
            first = middle
    return tuple(reversed(path))


def consistency(old: int, new: int, node: Node) -> Path:
    """What shows that the tree of `new` leaves begins with the tree of `old` leaves; nothing where that is plain."""
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} leaves cannot begin with {old}")
    if old in (0, new):
        return ()
    path: list[bytes] = []
    first, last = 0, new
    while last != old:
        middle = first + _left(last - first)
        if old <= middle:
            path.append(root_between(middle, last, node))
            last = middle
        else:
            path.append(root_between(first, middle, node))
            first = middle
    if first:  # the old root itself is known to whoever checks; a part of it is not
        path.append(root_between(first, last, node))
    return tuple(reversed(path))


# ---------------------------------------------------------------------------------------------- checked


def is_included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the leaf with this hash stands at this index of the tree with this root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, leaf
    for other in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(other, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, other)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(old: int, new: int, path: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Whether the tree with the new root begins with the tree with the old one (RFC 9162, 2.1.4.2)."""
    if not 0 <= old <= new:
        return False
    if old in (0, new):
        same = old_root == (EMPTY_ROOT if old == 0 else new_root)
        return same and not path and (new > 0 or new_root == EMPTY_ROOT)
    steps = list(path)
    if old & (old - 1) == 0:
        steps.insert(0, old_root)
    if not steps:
        return False
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = steps[0]
    for other in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            before, after = node_hash(other, before), node_hash(other, after)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, other)
        at, last = at >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root
