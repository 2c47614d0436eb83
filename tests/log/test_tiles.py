"""Tiles: names and widths as c2sp.org/tlog-tiles has them; all that is proved can be proved from them alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.core.log import tiles
from xuncha.core.log.proofs import consistency, inclusion, is_consistent, is_included
from xuncha.core.log.tiles import Tile, read_path
from xuncha.core.log.tree import leaf_hash, root_of
from xuncha.core.unreadable import UnreadableError

HASHES = [leaf_hash(n.to_bytes(4, "big")) for n in range(70_000)]


def written(*sizes: int) -> dict[str, bytes]:
    """The files of a log that grew to these sizes, one after another."""
    made: dict[str, bytes] = {}
    size = 0
    for new in sizes:
        for tile, data in tiles.grown(size, HASHES[size:new], lambda tile: made[tile.path]):
            made[tile.path] = data
        size = new
    return made


def test_paths_are_those_of_the_specification() -> None:
    assert Tile(0, 1234067).path == "tile/0/x001/x234/067"
    assert Tile(1, 5, 17).path == "tile/1/005.p/17"
    assert Tile(None, 1000, 1).path == "tile/entries/x001/000.p/1"


@given(st.none() | st.integers(0, 63), st.integers(0, 10**12), st.integers(1, 256))
def test_every_path_is_read_as_the_tile_that_has_it(level: int | None, index: int, width: int) -> None:
    tile = Tile(level, index, width)
    assert read_path(tile.path) == tile


@pytest.mark.parametrize(
    "path",
    ["", "tile/0", "tile/00/000", "tile/64/000", "tile/0/00", "tile/0/0000", "tile/0/x000/001", "tile/0/001/002",
     "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/-1/000", "tile/0/000/", "/tile/0/000",
     "tile/0/../000", "tile/0/٠٠٠", "tile/0/x9999999999999999999999/000", "tile/entries/000.p/"],
)  # fmt: skip
def test_a_path_spelled_otherwise_is_no_tile(path: str) -> None:
    with pytest.raises(UnreadableError, match="is not the path of a tile"):
        read_path(path)


def test_a_tree_of_70000_has_the_tiles_that_the_specification_counts() -> None:
    found = list(tiles.tiles_of(70_000))
    assert sum(tile.level == 0 and tile.width == 256 for tile in found) == 273
    assert [tile for tile in found if tile.width < 256] == [
        Tile(0, 273, 112),
        Tile(1, 1, 17),
        Tile(2, 0, 1),
    ]
    assert list(tiles.tiles_of(256)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert list(tiles.tiles_of(0)) == []


def test_tiles_written_piece_by_piece_are_those_of_the_whole() -> None:
    whole, pieces = written(70_000), written(1, 64, 255, 256, 257, 1024, 65_535, 65_536, 69_999, 70_000)
    assert set(whole) == {tile.path for tile in tiles.tiles_of(70_000)}
    assert {path: pieces[path] for path in whole} == whole


def test_every_hash_in_a_tile_is_the_root_of_what_lies_below() -> None:
    made = written(70_000)
    assert made["tile/1/000"][64:96] == root_of(HASHES[512:768])
    assert made["tile/2/000.p/1"] == root_of(HASHES[:65_536])


@pytest.mark.parametrize("size", [1, 255, 256, 257, 65_537, 70_000])
def test_all_is_proved_from_tiles_alone(size: int) -> None:
    made = written(size)
    nodes = tiles.nodes_in(size, lambda tile: made[tile.path])
    root = root_of(HASHES[:size])
    for index in {0, size // 2, size - 1}:
        assert is_included(HASHES[index], index, size, inclusion(index, size, nodes), root)
    for old in {1, size // 3, size - 1}:
        assert is_consistent(old, size, consistency(old, size, nodes), root_of(HASHES[:old]), root)


@given(st.lists(st.binary(max_size=40), max_size=300))
def test_a_bundle_gives_back_its_entries(entries: list[bytes]) -> None:
    assert tiles.unbundled(tiles.bundle(entries)) == entries


def test_a_bundle_that_breaks_off_is_refused() -> None:
    with pytest.raises(UnreadableError, match="breaks off"):
        tiles.unbundled(tiles.bundle([b"one", b"two"])[:-1])
    assert tiles.unbundled(tiles.bundle([bytes(65_535)])) == [bytes(65_535)]
    with pytest.raises(ValueError, match="at most 65535 bytes"):
        tiles.bundle([bytes(65_536)])
