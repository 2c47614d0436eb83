"""What is done at a fixed hour: reports are taken in, their files swept, letters written and standings laid.

The worker does it at the hours of the office, so that nothing tells when each report came.  Whoever runs the machine may do it
beside them (`xuncha portal take-in`); that stands in the access record.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from xuncha.actions.attach import drop_late
from xuncha.actions.enclosures import sweep
from xuncha.actions.intake import take_in
from xuncha.actions.letters import write_letters
from xuncha.actions.standings import ask_about_retaliation, lay_standings
from xuncha.core.facts.rows import CLOCK, NOBODY
from xuncha.server.proving import proofs_for_reporters
from xuncha.store.access import note
from xuncha.store.viewer import Viewer

BESIDE = "took in beside the fixed hours"


def do_the_hour(now: datetime) -> int:
    """All that is done at a fixed hour, each step whatever becomes of the others; how many reports are in the register now."""
    taken: list[int] = []
    each_by_itself(
        lambda: taken.append(take_in(now)),
        lambda: sweep(timezone.localdate(now)),
        lambda: drop_late(now),
        lambda: ask_about_retaliation(now),
        lambda: write_letters(now),
        lambda: lay_standings(now, proofs_for_reporters),
    )
    return sum(taken)


def do_beside_the_hours(now: datetime) -> int:
    """The same at another time, which is noted before it is done: who chose the moment could tell by it who wrote."""
    note(Viewer(NOBODY, "", CLOCK, (CLOCK,), (), (), (), ()), BESIDE, None, "envelope")
    return do_the_hour(now)


def each_by_itself(*steps: Callable[[], object]) -> None:
    """Do each of these steps, whatever becomes of the others; what went wrong is raised in the end, so that the job counts as failed."""
    wrong = []
    for step in steps:
        try:
            step()
        except Exception as error:
            wrong.append(error)
    if wrong:
        raise ExceptionGroup("steps of a job failed", wrong)
