"""(h) The file that proves an act: how large it is in this log, and would be in one of a million entries."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from uuid import UUID

from django.utils import timezone

from xuncha.bench.figures import Figure, at_most
from xuncha.bench.ground import HOST, Ground
from xuncha.core.log.lines import written
from xuncha.core.log.proof_file import USUAL_BYTES
from xuncha.server.demo_log import log_of_a_demo
from xuncha.server.log_folder import LogFolder
from xuncha.server.proving import proof_of
from xuncha.server.public_log import keep_public_log
from xuncha.store.append import run

STEP = len(written(bytes(32))) + 1
A_MILLION = 20
"""Hashes from a leaf to the root in a log of a million."""


def proved(ground: Ground, act: UUID) -> Iterator[Figure]:
    """The proof of an act, with the checkpoint cosigned by two of three witnesses; none where no log can be kept here."""
    with log_of_a_demo(ground.folder) as keepers:
        if not keepers:
            return
        _wait_for_witnesses(LogFolder.of(ground.folder))
        keep_public_log(timezone.now())
        proof = proof_of(ground.folder, act)
    size = len(proof.written.encode())
    for what, value in (
        (f"proof file, path of {len(proof.path)}", size),
        ("  in a log of a million", size + STEP * max(0, A_MILLION - len(proof.path))),
    ):
        words, is_met = at_most(value, USUAL_BYTES)
        yield Figure("h", what, value, "bytes", words, is_met)


def _wait_for_witnesses(log: LogFolder) -> None:
    """Until each of them listens, or half a minute is over."""
    until = time.monotonic() + 30
    for name in ("policy", "inner.policy"):
        for line in (log.path / name).read_text().splitlines():
            if line.startswith("witness "):
                while time.monotonic() < until and not _listens(int(line.rsplit(":", 1)[1])):
                    time.sleep(0.1)


def _listens(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex((HOST, port)) == 0


def latest_report() -> UUID:
    """The act that registered the newest letter or report, else the newest finding."""
    statement = (
        "SELECT id FROM act WHERE type IN ('complaint.received', 'finding.recorded')"
        ' ORDER BY type, "position" DESC LIMIT 1'
    )
    found: UUID = run([(statement, [])])[0][0][0]
    return found
