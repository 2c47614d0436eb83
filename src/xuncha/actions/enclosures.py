"""Takes in the files that go with a report: sealed as they came, held against what its envelope says of them, kept like any file.

So they lie in the folder of files, sealed once more with a key of their own, rest on the matter, and go with its key.  One that is
missing or was changed keeps nothing else from its way: it is said in the log, what lies in its place goes, and whoever reads the
report is told, as the body of the report names it.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from xuncha.actions.intake_keys import register_key
from xuncha.store import files
from xuncha.store.append import run
from xuncha.store.portal import envelopes_on_their_way
from xuncha.store.portal_files import let_go, sealed_file, sent_before, swept
from xuncha.store.shredding import rests_on
from xuncha.vault.attachment import Kept
from xuncha.vault.profile import Unreadable
from xuncha.vault.report import open_sent

LOG = logging.getLogger("xuncha.intake")
SEALED = "sealed"
"""What the office knows of the kind of such a file."""


def keep_enclosed(enclosed: Sequence[Kept], matter: UUID) -> None:
    """Keep the files of a report for its matter, in the transaction that records it."""
    for one in enclosed:
        _keep(one, matter)
    if enclosed:
        run([let_go([one.id for one in enclosed])])


def _keep(one: Kept, matter: UUID) -> None:
    sealed = as_sent(one)
    if sealed is None:
        LOG.error("file %s, which goes with a report, is missing or was changed", one.id)
        return
    files.keep(sealed, SEALED)
    run([rests_on(one.sealed, matter)])


def as_sent(one: Kept) -> bytes | None:
    """The sealed bytes of a file just as they were sent, from the portal, or from another report with it that was taken in."""
    sealed = sealed_file(one.id)
    if sealed is not None and hashlib.sha256(sealed).hexdigest() == one.sealed:
        return sealed
    return files.contents(one.sealed)


KEPT_SENT = timedelta(days=30)
"""So long files stay after they were sent, or carried, where their envelope waits for nothing more.

What goes to the level above is carried within five working days, and what a person put aside that level is told of: in a month it
is known whether it arrived, or is let in after all.  Longer they would fill the disk.  The envelope itself, with the words, stays.
"""


def sweep(today: date) -> None:
    """Remove what no report was sent with, and after `KEPT_SENT` what no envelope names that is still to be taken in or carried."""
    run([swept(today)])
    late = sent_before(today - KEPT_SENT)
    if gone := late - _named_on_their_way() if late else ():
        run([let_go(list(gone))])
        LOG.warning("%s files of reports that were carried, put aside or do not open are removed", len(gone))


def _named_on_their_way() -> set[UUID]:
    """The files that go with envelopes on their way; one that does not open names none."""
    found = set[UUID]()
    for envelope in envelopes_on_their_way():
        try:
            found.update(one.id for one in open_sent(envelope.sealed, envelope.id, register_key()).files)
        except Unreadable:
            continue
    return found
