"""What is carried to the level above where that lies outside this office: kept sealed in the inbox, and written into a file.

The day by which it is carried counts from the day it came.  Nothing of it is entered in the record, so nobody here owes a duty on
it: whoever runs the machine, and sits in no body it is about, is told how many wait and since when.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import IO
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from xuncha.actions.enclosures import as_sent
from xuncha.actions.intake_keys import register_key
from xuncha.core.dates.due import shown_on
from xuncha.core.dates.periods import Period, due_after
from xuncha.shipped import calendar
from xuncha.store.append import run
from xuncha.store.portal import CARRIED, UP, WAITS, Envelope, envelopes_in, put_aside
from xuncha.store.portal_files import carried_on
from xuncha.vault.carried import write_file
from xuncha.vault.report import open_sent

WITHIN = Period.parse("P5WD")
"""So long after it came it is carried up (base-42)."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits in a lane: how many envelopes, the earliest day, and the last day for that one."""

    n: int
    since: date
    by: date


def waiting() -> Waiting | None:
    """What waits to be carried up, if anything does."""
    return _waiting_in(UP)


def unregistered() -> Waiting | None:
    """What opened here and cannot be registered now, if anything does: nobody may read it, or there is no place for it.

    Whoever takes reports in is not told of it, as it may be about them.
    """
    return _waiting_in(WAITS)


def _waiting_in(lane: str) -> Waiting | None:
    found = envelopes_in(lane)
    if not found:
        return None
    since = found[0].day
    return Waiting(len(found), since, shown_on(due_after(WITHIN, since, calendar()).at))


def write_up(out: IO[bytes], envelopes: tuple[Envelope, ...], office: str, on: date) -> int:
    """Write the file in which these are carried, one after another; how many of the files that go with them are not here as they were sent."""
    key = register_key()
    reports = ((one.day, open_sent(one.sealed, one.id, key)) for one in envelopes)
    files = _Files(envelopes)
    write_file(out, reports, office, on, files.sealed)
    return len(files.lacking)


class _Files:
    """The files that go with envelopes, by their ids; those asked for that are not here are counted."""

    def __init__(self, envelopes: tuple[Envelope, ...]) -> None:
        self.named = {
            kept.id: kept for one in envelopes for kept in open_sent(one.sealed, one.id, register_key()).files
        }
        self.lacking = set[UUID]()

    def sealed(self, key: UUID) -> bytes | None:
        """The sealed bytes of one."""
        found = as_sent(self.named[key])
        if found is None:
            self.lacking.add(key)
        return found


def to_carry(*, again: bool = False) -> tuple[Envelope, ...]:
    """What is to be carried; `again` also what was written into a file before."""
    return envelopes_in(UP) + (envelopes_in(CARRIED) if again else ())


def carried(envelopes: tuple[Envelope, ...]) -> None:
    """Note that these were written into a file, with the files that go with them."""
    with transaction.atomic():
        run([put_aside(one, CARRIED) for one in envelopes])
        run([carried_on(list(_Files(envelopes).named), timezone.localdate())])
