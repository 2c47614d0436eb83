"""Holds the public log as it is served against the record, with the auditor's key: every leaf is an entry or a dummy."""

from __future__ import annotations

from collections.abc import Iterator

from xuncha.core.log.batch import Batch, audit
from xuncha.core.log.checkpoint import Head
from xuncha.core.log.tiles import WIDE, Tile, unbundled
from xuncha.core.log.tree import Tree
from xuncha.core.unreadable import UnreadableError
from xuncha.server.log_folder import LogFolder
from xuncha.store.log import batches_from, entries_between


def check_public(log: LogFolder, key: bytes) -> Iterator[str]:
    """What is wrong with what is served, batch by batch, and with the checkpoint over it."""
    head, tree = log.head("public"), Tree()
    for one in batches_from(0):
        batch = one.batch
        if tree.size >= head.size:
            break
        leaves = list(_served(log, batch, head.size))
        entries = entries_between(batch.first_entry, batch.first_entry + batch.n_real)
        found = audit(batch, leaves, entries, key)
        yield from (f"leaf {at} is neither an entry of the record nor a dummy" for at in found.unknown[:5])
        yield from (
            f"entry {at} is missing from the batch at leaf {batch.first_leaf}" for at in found.missing[:5]
        )
        if not found.is_sorted:
            yield f"the batch at leaf {batch.first_leaf} is not whole or not in order"
        tree = tree.grown(leaves)
    if Head.of(tree) != head:
        yield f"the checkpoint that is served covers {head.size} leaves, and is not the head of the {tree.size} that are served"


def _served(log: LogFolder, batch: Batch, size: int) -> Iterator[bytes]:
    """The leaves of a batch as they are served in a log of this size; where a file is damaged, none of it."""
    last = batch.first_leaf + batch.size
    for number in range(batch.first_leaf // WIDE, -(-last // WIDE)):
        first = number * WIDE
        try:
            data = log.read_tile(Tile(None, number, min(WIDE, size - first)))
            entries = unbundled(data)
        except (OSError, UnreadableError):
            continue
        yield from entries[max(0, batch.first_leaf - first) : last - first]
