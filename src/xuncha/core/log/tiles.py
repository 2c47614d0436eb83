"""The tree as files: 256 hashes a tile, and bundles of entries (c2sp.org/tlog-tiles).

A full tile never changes; any web server or memory stick can hold a copy, and every proof can be made from tiles alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from xuncha.core.log.lines import HASH_BYTES
from xuncha.core.log.proofs import Node
from xuncha.core.log.tree import root_of
from xuncha.core.unreadable import UnreadableError

WIDE = 256
MOST_LEVEL = 63
MOST_ENTRY_BYTES = 2**16 - 1


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile: its level (none for a bundle of entries), its number within the level, and how many hashes it holds."""

    level: int | None
    index: int
    width: int = WIDE

    @property
    def path(self) -> str:
        """Where it is served, below the log's own address.

        >>> Tile(0, 1234067, 112).path
        'tile/0/x001/x234/067.p/112'
        """
        level = "entries" if self.level is None else str(self.level)
        digits = f"{self.index:03}"
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        *above, last = (digits[at : at + 3] for at in range(0, len(digits), 3))
        partial = "" if self.width == WIDE else f".p/{self.width}"
        return "/".join(["tile", level, *(f"x{part}" for part in above), last]) + partial


def read_path(path: str) -> Tile:
    """The tile that is served there; a path spelled otherwise is no tile."""
    try:
        tile = _read_path(path)
    except ValueError:
        tile = None
    if tile is None or tile.path != path:
        raise UnreadableError(f"“{path[:60]}”不是瓦片的路径。", f"“{path[:60]}” is not the path of a tile.")
    return tile


def _read_path(path: str) -> Tile | None:
    whole, _, width = path.partition(".p/")
    top, level, *parts = whole.split("/")
    digits = "".join(part.lstrip("x") for part in parts)
    if top != "tile" or not digits.isdigit() or not path.isascii() or len(digits) > 21:
        return None
    tile = Tile(None if level == "entries" else int(level), int(digits), int(width) if width else WIDE)
    fits = 0 <= (tile.level or 0) <= MOST_LEVEL and (1 <= tile.width < WIDE or not width)
    return tile if fits else None


def tiles_of(size: int) -> Iterator[Tile]:
    """Every tile of a tree of this size, level by level; the last of a level may be partial."""
    level = 0
    while size:
        yield from (Tile(level, index) for index in range(size // WIDE))
        if size % WIDE:
            yield Tile(level, size // WIDE, size % WIDE)
        level, size = level + 1, size // WIDE


Read = Callable[[Tile], bytes]
"""Gives the bytes of a tile that was written before."""


def grown(size: int, leaves: Sequence[bytes], read: Read) -> Iterator[tuple[Tile, bytes]]:
    """The tiles to be written when a tree of this size grows by these leaves, given as hashes.

    `read` is asked for the partial tile at the edge of each level, and for no other.
    """
    level, fresh = 0, list(leaves)
    while fresh:
        full, kept = divmod(size, WIDE)
        data = (read(Tile(level, full, kept)) if kept else b"") + b"".join(fresh)
        chunks = [data[at : at + WIDE * HASH_BYTES] for at in range(0, len(data), WIDE * HASH_BYTES)]
        for n, chunk in enumerate(chunks):
            yield Tile(level, full + n, len(chunk) // HASH_BYTES), chunk
        fresh = [root_of(hashes(chunk)) for chunk in chunks if len(chunk) == WIDE * HASH_BYTES]
        level, size = level + 1, full


def hashes(data: bytes) -> list[bytes]:
    """The hashes in a tile, from left to right."""
    return [data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)]


def nodes_in(size: int, read: Read) -> Node:
    """The nodes of a tree of this size, found in its tiles."""

    def node(level: int, index: int) -> bytes:
        tile_level, height = divmod(level, 8)
        first = index << height
        number, at = divmod(first, WIDE)
        width = min(WIDE, (size >> (8 * tile_level)) - number * WIDE)
        data = read(Tile(tile_level, number, width))
        return root_of(hashes(data[at * HASH_BYTES : (at + (1 << height)) * HASH_BYTES]))

    return node


def bundle(entries: Sequence[bytes]) -> bytes:
    """Entries as they are served: each with its length before it, in two bytes."""
    if any(len(entry) > MOST_ENTRY_BYTES for entry in entries):
        raise ValueError(f"an entry of a bundle has at most {MOST_ENTRY_BYTES} bytes")
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def unbundled(data: bytes) -> list[bytes]:
    """The entries of a bundle."""
    entries: list[bytes] = []
    at = 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if end > len(data):
            raise UnreadableError("条目文件在中途断开。", "The bundle of entries breaks off.")
        entries.append(data[at + 2 : end])
        at = end
    return entries
