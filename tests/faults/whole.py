"""One whole run over an installation: the office founded, the load, the faults, the controls, and a last look at the record.

Imported only when Django is set up.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from django.db import connections

from tests.faults import office
from tests.faults.codes import wrong_codes
from tests.faults.controls import Control, controls
from tests.faults.parts import HOST, Installation
from tests.faults.plan import NEEDS_A_DISK, plan
from tests.faults.report import Report
from tests.faults.run import Run, Say, load
from xuncha.server.backup.verifying import verified
from xuncha.server.readiness import make_ready_to_serve


def whole(
    installation: Installation, place: Path, no_disk: str, seed: int, count: int, kinds: Sequence[str], with_controls: bool,
    say: Say,
) -> Report:  # fmt: skip
    """Everything from founding to the last count."""
    began = time.monotonic()
    skipped = {kind: no_disk for kind in NEEDS_A_DISK if no_disk and kind in kinds}
    founded = office.found(installation.folder)
    say(f"the office stands ({time.monotonic() - began:.0f} s)")
    make_ready_to_serve("xuncha", HOST)
    installation.start()
    made = load(installation, founded, place, seed)
    run = Run(installation, made, place, say)
    made.start()
    rows = list(run.go(plan(seed, count, [kind for kind in kinds if kind not in skipped])))
    made.finish(installation.looked_after)
    last, again = run.count(), sum(client.n_again for client in made.clients)
    tried: list[Control] = []
    if with_controls:
        tried = list(controls(installation, founded, place, seed, no_disk, say))
    installation.stop()
    wrong = _looked_at(installation, run)
    return Report(seed, rows, skipped, last, again, wrong, tried, time.monotonic() - began)


def _looked_at(installation: Installation, run: Run) -> list[str]:
    """Log and record made again, with the signer's own memory; and codes that were shown open what was sealed."""
    found = [*verified(installation.folder, lambda *_: None).wrong, *wrong_codes(run.load)]
    connections.close_all()
    return found
