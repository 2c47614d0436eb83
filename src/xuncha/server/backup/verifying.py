"""Holds a restored office against itself: the log made again, every act folded again, every attached file where it belongs.

Imported only when Django is set up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from xuncha.core.log.checkpoint import Head
from xuncha.server.folder import DataFolder
from xuncha.server.heads import Heads
from xuncha.server.log_folder import LogFolder, audit_key
from xuncha.server.public_check import check_public
from xuncha.server.signer import HEADS, signer_folder
from xuncha.store.append import run
from xuncha.store.log import growth
from xuncha.store.log_check import check
from xuncha.store.replay import replay

SHOWN = 10
Step = Callable[[str, int], None]
"""Told what is looked at, and how much of it is done."""


@dataclass(frozen=True)
class Verified:
    """What was looked at, and each thing that is wrong, in a line."""

    acts: int
    entries: int
    heads: int
    files: int
    wrong: list[str]


def verified(folder: DataFolder, step: Step) -> Verified:
    """Look at everything once.

    Of heads that were signed beyond the end of the record nothing is said here: that it is too old is no fault of the copy,
    and is said before anything is added to it (`inner_log.refuse_older_record`).
    """
    log = LogFolder.of(folder)
    logged = check(_signed(folder, log), lambda done: step("entries", done))
    folded = replay(lambda done: step("acts", done))
    files, lost = _files(folder)
    wrong = [f"the log, entry {one.index}: {one.what}" for one in logged.wrong[:SHOWN]]
    if log.exists():
        wrong += [f"the public log: {line}" for line in check_public(log, audit_key(folder))][:SHOWN]
    wrong += [f"replay: {line}" for line in folded.differences[:SHOWN]]
    wrong += [f"the attached file {name} is missing" for name in lost[:SHOWN]]
    return Verified(folded.acts, logged.entries, logged.heads, files, wrong)


def _signed(folder: DataFolder, log: LogFolder) -> Iterator[Head]:
    """The heads that the signer remembers, as far as the record goes."""
    now = growth()
    if now is None or not log.exists():
        return
    heads = Heads(signer_folder(folder) / HEADS).all(log.inner_key().name)
    yield from (head for head in heads if head.size <= now.tree.size)


def _files(folder: DataFolder) -> tuple[int, list[str]]:
    """How many files there are, and the names of those without bytes; what only waits for its form may have gone meanwhile."""
    rows = run([("SELECT id, digest FROM stored_file ORDER BY id", []), (_WAIT, [])])
    waiting = {digest for (digest,) in rows[1]}
    names = [key.hex for key, digest in rows[0] if digest not in waiting]
    return len(rows[0]), list(_lost(folder, names))


_WAIT = (
    "SELECT file_use.digest FROM file_use LEFT JOIN upload ON upload.id = needed_by"
    " GROUP BY file_use.digest HAVING bool_and(upload.id IS NOT NULL)"
)


def _lost(folder: DataFolder, names: list[str]) -> Iterator[str]:
    yield from (name for name in names if not (folder.files / name[:2] / name).is_file())
