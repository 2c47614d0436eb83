"""(g) The tree of the log: how many leaves a second it grows by, beside the same hashes with nothing around them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from hashlib import sha256

from xuncha.bench.figures import Figure, at_least
from xuncha.core.log import tiles
from xuncha.core.log.tree import Tree, leaf_hash

LEAVES = 200_000
GOAL = 200_000


def growing(leaves: int = LEAVES) -> Iterator[Figure]:
    """The tree alone, and with every tile that is served of it."""
    entries = [sha256(n.to_bytes(8, "big")).digest() for n in range(leaves)]
    bare = leaves / _bare(entries)
    began = time.perf_counter()
    tree = Tree().grown(entries)
    rate = leaves / (time.perf_counter() - began)
    words, is_met = at_least(rate, GOAL)
    beside = f"bare hashlib {bare:,.0f}/s"
    yield Figure(
        "g", f"tree of the log, {tree.size:,} leaves", round(rate), "leaves/s", words, is_met, beside=beside
    )
    began = time.perf_counter()
    for _ in tiles.grown(0, [leaf_hash(entry) for entry in entries], lambda _: b""):
        pass
    with_tiles = leaves / (time.perf_counter() - began)
    yield Figure("g", "  every tile of it", round(with_tiles), "leaves/s", beside=beside)


def _bare(entries: list[bytes]) -> float:
    """The seconds that one hash of a leaf and one of a node take for each entry."""
    pair = bytes(64)
    began = time.perf_counter()
    for entry in entries:
        sha256(b"\x00" + entry).digest()
        sha256(b"\x01" + pair).digest()
    return time.perf_counter() - began
