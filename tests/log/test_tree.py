"""The tree and its proofs: the published values, and what must hold of every size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.log.published_vectors import CONSISTENCY, INCLUSION, LEAVES, ROOTS
from xuncha.core.log.proofs import (
    consistency,
    inclusion,
    is_consistent,
    is_included,
    nodes_of,
    root_between,
)
from xuncha.core.log.tree import EMPTY_ROOT, Tree, leaf_hash, node_hash, root_of

HASHES = [leaf_hash(leaf) for leaf in LEAVES]
MANY = [leaf_hash(n.to_bytes(2, "big")) for n in range(70)]
NODES = nodes_of(MANY)
MANY_ROOTS = [root_of(MANY[:size]) for size in range(len(MANY) + 1)]


def flipped(data: bytes, bit: int) -> bytes:
    """The same bytes with one bit changed."""
    at, mask = divmod(bit, 8)
    return data[:at] + bytes([data[at] ^ 1 << mask]) + data[at + 1 :]


# ---------------------------------------------------------------------------------------------- published


def test_hashes_are_those_of_rfc_6962() -> None:
    assert ROOTS[0] == EMPTY_ROOT
    assert leaf_hash(b"L123456").hex() == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    assert (
        node_hash(b"N123", b"N456").hex()
        == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"
    )


@pytest.mark.parametrize("size", range(9))
def test_roots_of_certificate_transparency(size: int) -> None:
    assert Tree().grown(LEAVES[:size]).root == ROOTS[size]
    assert root_between(0, size, nodes_of(HASHES)) == ROOTS[size]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_inclusion_proofs_of_certificate_transparency(index: int, size: int) -> None:
    path = INCLUSION[index, size]
    assert inclusion(index, size, nodes_of(HASHES)) == path
    assert is_included(HASHES[index], index, size, path, ROOTS[size])


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_consistency_proofs_of_certificate_transparency(old: int, new: int) -> None:
    path = CONSISTENCY[old, new]
    assert consistency(old, new, nodes_of(HASHES)) == path
    assert is_consistent(old, new, path, ROOTS[old], ROOTS[new])


# ---------------------------------------------------------------------------------------------- every size


def test_a_tree_grown_piece_by_piece_has_the_root_of_the_whole() -> None:
    tree = Tree()
    for size, leaf in enumerate(MANY, 1):
        tree = tree.grown_by_hashes([leaf])
        assert tree.root == root_between(0, size, NODES) == MANY_ROOTS[size]
        assert (tree.size, len(tree.peaks)) == (size, size.bit_count())


def test_every_leaf_of_every_tree_has_a_proof_that_fits_nowhere_else() -> None:
    for size in range(1, len(MANY) + 1):
        for index in range(size):
            path = inclusion(index, size, NODES)
            assert is_included(MANY[index], index, size, path, MANY_ROOTS[size])
            assert not is_included(MANY[index], index + 1, size, path, MANY_ROOTS[size])
            assert not is_included(MANY[index], index ^ 2, size, path, MANY_ROOTS[size])
            assert not is_included(MANY[index], index, size, path, MANY_ROOTS[size - 1])


def test_all_trees_are_consistent_with_those_that_grew_from_them() -> None:
    others = [root_of([*MANY[: old - 1], MANY[old]]) for old in range(1, len(MANY))]  # another last leaf
    for new in range(len(MANY) + 1):
        for old in range(new + 1):
            path = consistency(old, new, NODES)
            assert is_consistent(old, new, path, MANY_ROOTS[old], MANY_ROOTS[new])
            if old < new:
                assert not is_consistent(new, old, path, MANY_ROOTS[new], MANY_ROOTS[old])
            if 0 < old < new:
                assert not is_consistent(old, new, path, others[old - 1], MANY_ROOTS[new])
                assert not is_consistent(old - 1, new, path, MANY_ROOTS[old - 1], MANY_ROOTS[new])


@given(st.data(), st.integers(1, len(MANY)))
def test_no_bit_of_an_inclusion_proof_can_be_changed(data: st.DataObject, size: int) -> None:
    index = data.draw(st.integers(0, size - 1))
    path = list(inclusion(index, size, NODES))
    parts = [MANY[index], MANY_ROOTS[size], *path]
    which, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    parts[which] = flipped(parts[which], bit)
    leaf, root, *changed = parts
    assert not is_included(leaf, index, size, changed, root)


@given(st.data(), st.integers(2, len(MANY)))
def test_no_bit_of_a_consistency_proof_can_be_changed(data: st.DataObject, new: int) -> None:
    old = data.draw(st.integers(1, new - 1))
    parts = [MANY_ROOTS[old], MANY_ROOTS[new], *consistency(old, new, NODES)]
    which, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    parts[which] = flipped(parts[which], bit)
    before, after, *changed = parts
    assert not is_consistent(old, new, changed, before, after)


@given(st.data(), st.integers(2, len(MANY)))
def test_no_step_can_be_added_taken_out_or_moved(data: st.DataObject, size: int) -> None:
    index = data.draw(st.integers(0, size - 1))
    path = list(inclusion(index, size, NODES))
    at = data.draw(st.integers(0, len(path)))
    for changed in (
        [*path[:at], MANY_ROOTS[size], *path[at:]],
        path[:-1],
        path[1:],
        path[::-1] if len(path) > 1 else [*path, path[0]],
    ):
        assert not is_included(MANY[index], index, size, changed, MANY_ROOTS[size])
    old = data.draw(st.integers(1, size - 1))
    steps = list(consistency(old, size, NODES))
    for changed in ([*steps, MANY_ROOTS[old]], [MANY_ROOTS[old], *steps], steps[:-1], steps[1:]):
        assert not is_consistent(old, size, changed, MANY_ROOTS[old], MANY_ROOTS[size])


def test_no_single_bit_of_a_whole_proof_can_be_changed() -> None:
    path = list(inclusion(37, 70, NODES))
    steps = list(consistency(37, 70, NODES))
    for at in range(len(path)):
        for bit in range(256):
            changed = [*path[:at], flipped(path[at], bit), *path[at + 1 :]]
            assert not is_included(MANY[37], 37, 70, changed, MANY_ROOTS[70])
    for at in range(len(steps)):
        for bit in range(256):
            changed = [*steps[:at], flipped(steps[at], bit), *steps[at + 1 :]]
            assert not is_consistent(37, 70, changed, MANY_ROOTS[37], MANY_ROOTS[70])


def test_nothing_is_shown_by_no_proof_at_all() -> None:
    for old, new in ((1, 2), (3, 5), (64, 70), (69, 70)):
        assert not is_consistent(old, new, (), MANY_ROOTS[old], MANY_ROOTS[new])
        assert not is_included(MANY[0], 0, new, (), MANY_ROOTS[new])


def test_an_empty_tree_is_the_beginning_of_every_tree_and_of_no_other_root() -> None:
    assert is_consistent(0, 5, (), EMPTY_ROOT, MANY_ROOTS[5])
    assert not is_consistent(0, 5, (), MANY_ROOTS[1], MANY_ROOTS[5])
    assert not is_consistent(0, 0, (), EMPTY_ROOT, MANY_ROOTS[5])
    assert not is_consistent(0, 5, (MANY[0],), EMPTY_ROOT, MANY_ROOTS[5])


def test_there_is_no_proof_for_what_is_not_there() -> None:
    with pytest.raises(ValueError, match="a tree of 5 leaves has no leaf 5"):
        inclusion(5, 5, NODES)
    with pytest.raises(ValueError, match="a tree of 5 leaves cannot begin with 6"):
        consistency(6, 5, NODES)
    assert not is_included(MANY[0], 0, 0, (), EMPTY_ROOT)
    assert not is_included(MANY[0], -1, 5, (), MANY_ROOTS[5])
