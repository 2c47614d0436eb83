"""The public side of the log, every hour on the hour, also when nothing happened: a batch, its tiles, a checkpoint that was witnessed.

A batch is noted first, with its hour; all that follows is made from that row and the entries, so that whoever is killed in between
goes on where it stopped.  The checkpoint is written last: what it covers is served by then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from xuncha.core.log.batch import Batch, filled
from xuncha.core.log.checkpoint import Head
from xuncha.core.log.note import Note
from xuncha.core.log.proofs import consistency
from xuncha.core.log.tiles import WIDE, Tile, bundle, grown, nodes_in, unbundled
from xuncha.core.log.tree import leaf_hash
from xuncha.server.folder import DataFolder
from xuncha.server.inner_log import keep_inner_log, refuse_led_back, signed_by
from xuncha.server.log_folder import LogFolder, audit_key
from xuncha.server.signer import last_signed, signer_folder
from xuncha.server.trouble import Trouble
from xuncha.server.witnessing import cosigned, refuse_forgotten
from xuncha.store.append import run
from xuncha.store.integrator import LOCK
from xuncha.store.log import (
    Published,
    batched,
    batches_from,
    entries_between,
    growth,
    hour_is_there,
    last_batch,
)


def keep_public_log(now: datetime) -> None:
    """Publish what this hour asks for, where the office keeps a log; whatever was left half done is finished."""
    keep_inner_log()
    folder = DataFolder(Path(settings.DATA))
    log = LogFolder.of(folder)
    if log.exists():
        publish(folder, log, now)


def publish(folder: DataFolder, log: LogFolder, now: datetime) -> Note:
    """One batch for this hour, once; its files; its checkpoint."""
    key = audit_key(folder)
    refuse_led_back(
        Head.of(last_batch().tree), log.head("public").size, "the checkpoint that is served covers"
    )
    refuse_forgotten(log.checkpoint("public"), log.policy())
    add_batch(now.astimezone(UTC).replace(minute=0, second=0, microsecond=0), key)
    lay_out(log, key)
    return sign_public(log, signer_folder(folder))


def add_batch(hour: datetime, key: bytes) -> Published | None:
    """Note the batch of an hour with every entry that is in no batch yet; nothing when the hour has one."""
    with transaction.atomic():
        run([(LOCK, [])])
        if hour_is_there(hour):
            return None
        last, now = last_batch(), growth()
        assert now is not None
        first = last.batch.after if last.tree.size else last.batch
        entries = entries_between(first.first_entry, now.tree.size)
        batch = Batch(first.first_entry, first.first_leaf, len(entries))
        made = Published(batch, last.tree.grown(filled(entries, batch.first_leaf, key)))
        run([batched(made, hour)])
        return made


def leaves_of(batch: Batch, key: bytes) -> list[bytes]:
    """The leaves of a batch, made again from its entries."""
    entries = entries_between(batch.first_entry, batch.first_entry + batch.n_real)
    return filled(entries, batch.first_leaf, key)


def lay_out(log: LogFolder, key: bytes) -> None:
    """Write the tiles of every batch that no checkpoint covers yet."""
    done = log.head("public").size
    tree = last_batch(done).tree
    for one in batches_from(done):
        leaves = leaves_of(one.batch, key)
        tree = tree.grown(leaves)
        if tree != one.tree:
            raise Trouble(
                f"the batch at leaf {one.batch.first_leaf} is not the one that was noted: look with xuncha log verify"
            )
        for tile, data in _files(one.batch.first_leaf, leaves, log):
            log.write_tile(tile, data)


def _files(first: int, leaves: Sequence[bytes], log: LogFolder) -> Iterator[tuple[Tile, bytes]]:
    """The tiles and bundles of entries that are written when so many leaves follow the first ones."""
    yield from grown(first, [leaf_hash(one) for one in leaves], log.read_tile)
    number, kept = divmod(first, WIDE)
    entries = [*(unbundled(log.read_tile(Tile(None, number, kept))) if kept else ()), *leaves]
    for at in range(0, len(entries), WIDE):
        part = entries[at : at + WIDE]
        yield Tile(None, number + at // WIDE, len(part)), bundle(part)


def sign_public(log: LogFolder, signer: Path) -> Note:
    """Have the newest head signed and witnessed, and serve it; witnesses that do not answer are left out and said."""
    key, policy = log.public_key(), log.policy()
    head = Head.of(last_batch().tree)
    size = last_signed(signer, key.name)
    refuse_led_back(head, size, "the signer has signed for the public")
    node = nodes_in(head.size, log.read_tile)
    note = signed_by(signer, key, size, consistency(size, head.size, node), head)
    before = log.head("public").size
    note = cosigned(note, head, before, node, policy)
    log.keep_checkpoint("public", note)
    return note
