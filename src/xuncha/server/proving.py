"""A proof file for an act, made from the inside: where its entry stands in the public log, and who has seen it."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.conf import settings

from xuncha.core.log.batch import leaf_of
from xuncha.core.log.checkpoint import read_checkpoint
from xuncha.core.log.note import Kind
from xuncha.core.log.proof_file import LogProof
from xuncha.core.log.proofs import inclusion
from xuncha.core.log.tiles import nodes_in
from xuncha.server.folder import DataFolder
from xuncha.server.log_folder import LogFolder, audit_key
from xuncha.server.public_log import leaves_of
from xuncha.server.trouble import Trouble
from xuncha.store.append import run
from xuncha.store.log import LOGGED, batch_of, entry_of, event_of


def proof_of(folder: DataFolder, act: UUID) -> LogProof:
    """The proof that an act stands in the public log, with the signatures that the verifiers can check."""
    log = LogFolder.of(folder)
    policy, note = log.policy(), log.checkpoint("public")
    rows = run([(_ACT, [act])])[0]
    if not rows:
        raise Trouble(f"there is no act {act} in the record; xuncha log --json shows ids of what is there")
    index, *row = rows[0]
    held = batch_of(index) if index is not None else None
    head = read_checkpoint(note.text).head if note else None
    if note is None or head is None or held is None or held.tree.size > head.size:
        raise Trouble("the act is not in the public log yet; it comes with the batch of the next hour")
    leaf = leaf_of(entry_of(row), held.batch, leaves_of(held.batch, audit_key(folder)))
    path = inclusion(leaf, head.size, nodes_in(head.size, log.read_tile))
    kept, about = event_of(row)
    keys = [
        key for key in (*policy.logs, *policy.witnesses.values()) if key.kind is not Kind.COSIGNED_ML_DSA_44
    ]
    return LogProof.of(kept, about, leaf, path, note).signed_only_by(*keys)


def proof_for_reporters(act: UUID) -> str:
    """The proof file of an act, to be laid into a mailbox; empty where there is none yet, or no log is kept here."""
    try:
        return proof_of(DataFolder(Path(settings.DATA)), act).written
    except (Trouble, OSError):
        return ""


_ACT = f'SELECT e."index", {LOGGED} FROM act a LEFT JOIN log_entry e ON e."position" = a."position" WHERE a.id = %s'
