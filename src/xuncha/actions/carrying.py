"""What is carried to the level above where that lies outside this office: kept sealed in the inbox, and written into a file.

The day by which it is carried counts from the day it came.  Nothing of it is entered in the record, so nobody here owes a duty on
it: whoever runs the machine, and sits in no body it is about, is told how many wait and since when.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import IO

from django.db import transaction

from xuncha.actions.intake_keys import register_key
from xuncha.core.dates.due import shown_on
from xuncha.core.dates.periods import Period, due_after
from xuncha.shipped import calendar
from xuncha.store.append import run
from xuncha.store.portal import CARRIED, UP, WAITS, Envelope, envelopes_in, put_aside
from xuncha.store.portal_files import sealed_file
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


def write_up(out: IO[bytes], envelopes: tuple[Envelope, ...], office: str, on: date) -> None:
    """Write the file in which these are carried, one after another."""
    key = register_key()
    reports = ((one.day, open_sent(one.sealed, one.id, key)) for one in envelopes)
    write_file(out, reports, office, on, sealed_file)


def to_carry(*, again: bool = False) -> tuple[Envelope, ...]:
    """What is to be carried; `again` also what was written into a file before."""
    return envelopes_in(UP) + (envelopes_in(CARRIED) if again else ())


def carried(envelopes: tuple[Envelope, ...]) -> None:
    """Note that these were written into a file."""
    with transaction.atomic():
        run([put_aside(one, CARRIED) for one in envelopes])
