"""A proof file for an act, made from the inside: where its entry stands in the public log, and who has seen it."""

from __future__ import annotations

from collections.abc import Iterable
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
from xuncha.store.log import LOGGED, Published, batch_of, entry_of, event_of


def proof_of(folder: DataFolder, act: UUID) -> LogProof:
    """The proof that an act stands in the public log, with the signatures that the verifiers can check."""
    return _Proofs(folder, [act]).of(act)


def proofs_for_reporters(acts: Iterable[UUID]) -> dict[UUID, str]:
    """The proof files of acts, to be laid into mailboxes; of what has none yet, or where no log is kept here, there is none."""
    found: dict[UUID, str] = {}
    try:
        proofs = _Proofs(DataFolder(Path(settings.DATA)), acts)
    except (Trouble, OSError):
        return found
    for act in proofs.acts:
        try:
            found[act] = proofs.of(act).written
        except (Trouble, OSError):
            continue
    return found


class _Proofs:
    """Proofs against one head of the public log; each batch is made again once."""

    def __init__(self, folder: DataFolder, acts: Iterable[UUID]) -> None:
        log, self.acts, self.folder = LogFolder.of(folder), tuple(acts), folder
        self.note, self.log = log.checkpoint("public"), log
        policy = log.policy()
        self.keys = [
            key for key in (*policy.logs, *policy.witnesses.values()) if key.kind is not Kind.COSIGNED_ML_DSA_44
        ]  # fmt: skip
        self.rows = {act: row for act, *row in run([(_ACTS, [list(self.acts)])])[0]}
        self.batches: list[tuple[Published, list[bytes]]] = []

    def of(self, act: UUID) -> LogProof:
        """The proof of one of the acts; raises Trouble."""
        if act not in self.rows:
            raise Trouble(
                f"there is no act {act} in the record; xuncha log --json shows ids of what is there"
            )
        index, *row = self.rows[act]
        head = read_checkpoint(self.note.text).head if self.note else None
        held = self._batch(index) if index is not None else None
        if self.note is None or head is None or held is None or held[0].tree.size > head.size:
            raise Trouble("the act is not in the public log yet; it comes with the batch of the next hour")
        batch, leaves = held
        leaf = leaf_of(entry_of(row), batch.batch, leaves)
        path = inclusion(leaf, head.size, nodes_in(head.size, self.log.read_tile))
        kept, about = event_of(row)
        return LogProof.of(kept, about, leaf, path, self.note).signed_only_by(*self.keys)

    def _batch(self, index: int) -> tuple[Published, list[bytes]] | None:
        for held in self.batches:
            if 0 <= index - held[0].batch.first_entry < held[0].batch.n_real:
                return held
        if (made := batch_of(index)) is None:
            return None
        self.batches.append((made, leaves_of(made.batch, audit_key(self.folder))))
        return self.batches[-1]


_ACTS = f'SELECT a.id, e."index", {LOGGED} FROM act a LEFT JOIN log_entry e ON e."position" = a."position" WHERE a.id = ANY(%s)'
