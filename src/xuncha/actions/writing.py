"""Writes to a reporter behind the code: the words are sealed here, and no row, act or log holds them in clear.

They go into the mailbox at the next fixed hour (`actions/letters.py`).  Who reads reports can read again what was written.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode
from datetime import date, datetime
from uuid import UUID

from xuncha.actions.letters import WROTE
from xuncha.actions.perform import Done, Entry, NotThere, perform
from xuncha.actions.wishes import report_of
from xuncha.core.dates.day_words import day_in_shanghai
from xuncha.core.facts.rows import Subject
from xuncha.core.readers.audience import SET_APART
from xuncha.store.apart import kept_apart
from xuncha.store.custody import desk_of
from xuncha.store.portal import Box, box_at, desk_group
from xuncha.store.viewer import Viewer
from xuncha.vault.mailbox import by_hand
from xuncha.vault.report import ABOVE, INTAKE, MAILBOX, OF, WRITTEN, drawn

RECEIVED = "complaint.received"
LONGEST = 4_000
"""Characters of one message."""


def mailbox_for(row: Subject, on: date) -> Box | None:
    """The mailbox in which the reporter of a matter reads; None where there is none, or its code is over."""
    told = _begun_with(row.id)
    if (report := report_of(told)) is not None:  # asked for with the code of a report
        told = _begun_with(report)
    return box_at(b64decode(json.loads(told[MAILBOX])["lookup"]), on) if MAILBOX in told else None


def _begun_with(key: UUID) -> dict[str, str]:
    """What was sealed apart when a matter began that came by the portal."""
    found = kept_apart((RECEIVED, SET_APART), frozenset({MAILBOX, OF}), [key])
    return found[0].told if found else {}


def _desk_of(row: Subject) -> str:
    """At which desk a report is read: above, where the level above registered it."""
    above = desk_of(ABOVE)
    return ABOVE if above and row.facts.get("_", {}).get("party") == str(above) else INTAKE


def write_to_reporter(viewer: Viewer, row: Subject, words: str, *, key: UUID | None, now: datetime) -> Done:
    """Seal a message and put its sending on record; raises Refused or NotThere."""
    box, office = mailbox_for(row, day_in_shanghai(now)), desk_group(_desk_of(row))
    if box is None or office is None:
        raise NotThere
    n = drawn()
    reporter, copy = by_hand(box.public, office, words, box.case, n)
    told = json.dumps({"n": n, "case": str(box.case), "reporter": reporter.decode(), "office": copy.decode()})
    entry = Entry(WROTE, {}, subject=row.id, apart=((WRITTEN, told),))
    digest = hashlib.sha256(f"{row.id}\0{words}".encode()).digest()
    return perform(viewer, [entry], key=key, told=digest, now=now)
