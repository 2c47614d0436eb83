"""Takes in the files that go with a report: sealed as they came, held against what its envelope says of them, kept like any file.

So they lie in the folder of files, sealed once more with a key of their own, rest on the matter, and go with its key.  One that is
missing or was changed keeps nothing else from its way: it is said in the log, stays where it is, and whoever reads the report is
told, as the body of the report names it.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from xuncha.store import files
from xuncha.store.append import run
from xuncha.store.portal_files import let_go, sealed_file, swept
from xuncha.store.shredding import rests_on
from xuncha.vault.attachment import Kept

LOG = logging.getLogger("xuncha.intake")
SEALED = "sealed"
"""What the office knows of the kind of such a file."""


def keep_enclosed(enclosed: Sequence[Kept], matter: UUID) -> None:
    """Keep the files of a report for its matter, in the transaction that records it."""
    kept = [one.id for one in enclosed if _keep(one, matter)]
    if kept:
        run([let_go(kept)])


def _keep(one: Kept, matter: UUID) -> bool:
    sealed = sealed_file(one.id)
    if sealed is not None and hashlib.sha256(sealed).hexdigest() == one.sealed:
        files.keep(sealed, SEALED)
    elif not files.is_kept(one.sealed):  # another report with the same files may have brought it
        LOG.error("file %s, which goes with a report, is missing or was changed", one.id)
        return False
    run([rests_on(one.sealed, matter)])
    return True


def sweep(today: date) -> None:
    """Remove what no report was sent with."""
    run([swept(today)])
