"""The inner side of the log, every minute: acts are taken in, and the head of the tree is signed."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from django.conf import settings

from xuncha.core.log import signing
from xuncha.core.log.checkpoint import Checkpoint, Head
from xuncha.core.log.cosignature import ForgedError, opened
from xuncha.core.log.note import Key, Note, read_signature
from xuncha.core.log.proofs import Node, consistency, nodes_beyond, nodes_of
from xuncha.core.log.proofs import Path as Proof
from xuncha.core.log.tree import Tree, leaf_hash
from xuncha.server.backup.files import RESTORED
from xuncha.server.folder import DataFolder
from xuncha.server.log_folder import LogFolder
from xuncha.server.signer import ask, last_signed, signer_folder
from xuncha.server.trouble import Trouble
from xuncha.server.witnessing import cosigned, refuse_forgotten
from xuncha.store.integrator import integrate
from xuncha.store.log import entries_between, growth
from xuncha.vault.log_keys import check

LOG = logging.getLogger("xuncha.log")


def keep_inner_log() -> None:
    """Take in what is settled, and have the head signed where the office keeps a log; also when nothing happened.

    A record that ends before its checkpoint, or that was restored and not yet held against anybody, is not gone on with.
    """
    folder = DataFolder(Path(settings.DATA))
    log = LogFolder.of(folder)
    if log.exists():
        _refuse_unlooked_at(folder)
        _refuse_behind(log)
    integrate()
    if log.exists():
        sign_inner(log, signer_folder(folder))


def sign_inner(log: LogFolder, signer: Path) -> Note:
    """Have the head of the inner tree signed, and seen by the witness in the house; the checkpoint, kept for the auditor."""
    key = log.inner_key()
    now = growth()
    assert now is not None
    size = last_signed(signer, key.name)
    refuse_led_back(now.head, size, "the signer has signed")
    before = growth(size)
    if before is None:
        raise Trouble(
            f"the signer has signed {size} entries, and the record never stood there: xuncha log verify"
        )
    further = [leaf_hash(one) for one in entries_between(size, now.tree.size)]
    node = _nodes(before.tree, further)
    note = signed_by(signer, key, size, consistency(size, now.tree.size, node), now.head)
    note = cosigned(note, now.head, log.head("inner").size, node, log.inner_policy())
    log.keep_checkpoint("inner", note)
    return note


def _nodes(before: Tree, further: Sequence[bytes]) -> Node:
    """The nodes beyond a tree; for a witness that was away longer, those of the whole tree."""
    near = nodes_beyond(before, further)

    @cache
    def whole() -> Node:
        return nodes_of([leaf_hash(one) for one in entries_between(0, before.size + len(further))])

    def node(level: int, index: int) -> bytes:
        try:
            return near(level, index)
        except ValueError:
            return whole()(level, index)

    return node


def signed_by(signer: Path, key: Key, size: int, path: Proof, head: Head) -> Note:
    """The checkpoint of a head, signed by the signer, which holds it against the one of the old size."""
    found = Checkpoint(key.name, head)
    told = ask(signer, signing.request(size, path, found))
    if told.status == 422:
        raise Trouble(
            f"the signer refuses the head of {key.name} at {head.size} entries: the first {size} are not those it "
            "has signed; the record was rewritten: keep it as it is, and look with xuncha log verify"
        )
    if told.status != 200:
        raise Trouble(
            f"the signer refuses the head of {key.name} at {head.size} entries ({told.status}): {told.body}"
        )
    note = Note(found.text, tuple(read_signature(line) for line in told.body.splitlines()))
    if not _is_by(note, [key]):
        raise Trouble(f"what the signer gave is not signed with the key of {key.name}; whose signer is it?")
    return note


def _is_by(note: Note, keys: Iterable[Key]) -> bool:
    try:
        return bool(opened(note, keys, check))
    except ForgedError:
        return False


def refuse_led_back(here: Head, size: int, who: str) -> None:
    """Refuse a record that is older than what was signed: going on would make a second history of the log."""
    if size > here.size:
        raise Trouble(
            f"{who} {size} entries, and the record holds {here.size}: entries {here.size} to {size - 1} are missing. "
            "It was restored from a copy that is too old, or led back; nothing is added to it. Restore a newer copy; "
            "where there is none, say in a new log that they are lost: xuncha log init NAME --after-loss"
        )


def refuse_older_record(folder: DataFolder) -> None:
    """Before anything is written: the record must reach as far as the heads that were signed, and hold the same."""
    hold_against_all(folder)
    (folder.path / RESTORED).unlink(missing_ok=True)


def hold_against_all(folder: DataFolder) -> None:
    """Refuse a record that signer or witnesses know longer, or otherwise.

    Of a record that was restored they must say that they do not; else those that do not answer are passed over, and it is
    held against them as soon as they do.
    """
    log = LogFolder.of(folder)
    if not log.exists():
        return  # nothing was ever signed
    here, is_restored = _refuse_behind(log), (folder.path / RESTORED).exists()
    try:
        size = last_signed(signer_folder(folder), log.inner_key().name)
    except Trouble as trouble:
        if is_restored:
            raise Trouble(f"{_NOT_LOOKED_AT} the signer: {trouble}") from None
        LOG.warning("%s", trouble)
    else:
        refuse_led_back(here, size, "the signer has signed")
    for side, policy in (("inner", log.inner_policy()), ("public", log.policy())):
        refuse_forgotten(log.checkpoint(side), policy, must_answer=is_restored)


_NOT_LOOKED_AT = "this office was restored, and nothing is added to it before it was held against"


def _refuse_unlooked_at(folder: DataFolder) -> None:
    if (folder.path / RESTORED).exists():
        raise Trouble(f"{_NOT_LOOKED_AT} signer and witnesses; xuncha serve does so when it starts")


def _refuse_behind(log: LogFolder) -> Head:
    """The head of the record, which reaches as far as the checkpoint that lies here, and is the same there."""
    now = growth()
    assert now is not None
    kept = log.head("inner")
    refuse_led_back(now.head, kept.size, "the checkpoint of the log covers")
    then = growth(kept.size)
    if kept.size and (then is None or then.head != kept):
        raise Trouble(
            f"the record is not the one whose {kept.size} entries were signed; nothing is added to it. "
            "Look with xuncha log verify, and restore the right copy"
        )
    return now.head
