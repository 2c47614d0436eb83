"""What stands before the slow step: work, or waiting, asked of everybody alike; more of it the more come (`vault.proof_of_work`).

It counts how many came in the last minute and knows nothing of who they were.  Nobody is turned away: what was only waited for
counts a few in a minute, and beyond them goes into quarantine.  The slow step itself has a few places to wait in: beyond them
everybody is asked alike to press again, so that a flood keeps neither the processor nor the other pages.
"""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from xuncha.core.words import Text
from xuncha.vault.proof_of_work import Kind, Spent, Verdict, bits_asked, new_challenge, seconds_asked, verdict

USUAL = 20
"""Reports in a minute that are nothing out of the way."""

WAITED = 10
"""Of those that were only waited for, so many in a minute go the usual way."""

MINUTE = 60

GROWN = 1
"""Bits by which the work may have grown since somebody was asked for theirs: beyond it more is asked of them, too, so that no
answers can be laid in store while few come.
"""

AT_ONCE = max(1, (os.cpu_count() or 1) // 2)
"""So many slow steps at a time: half of the processor stays for everything else."""


class Line(StrEnum):
    """Who waits for the slow step, or sends files: each has places of its own, so that a flood of one keeps no other out."""

    REPORTS = "reports"
    CODES = "codes"
    FILES = "files"


PLACES = {Line.REPORTS: 8, Line.CODES: 4, Line.FILES: 4}
"""So many are at the slow step or wait for it, with those for whom it is done, and so many send files; fewer than the threads
of the web server.
"""


class Busy(Exception):
    """Every place is taken; nothing was looked at, and the answer is still good."""

    text = Text(
        "现在人多，请等几秒再按一次。写的都在",
        "Many come just now; please wait some seconds and press again. What you wrote is still here",
    )


SAYS = {
    Verdict.EARLY: Text("还差几秒。请核对一下，再按一次", "A few seconds are still to go. Look it over, then press again"),
    Verdict.LATE: Text("这一页开得久了，要再按一次“发出”。写的都在", "This page was open long; press Send once more. What you wrote is still here"),
    Verdict.SPENT: Text(
        "这一页已经发出过一次。没有看到回执码的，请等几秒再按一次“发出”：还是同一份，不会重复登记，给的是同一个回执码",
        "This page was sent once already. If you did not see a receipt code, wait some seconds and press Send again: it is the"
        " same report, registered once, with the same code",
    ),
    Verdict.FORGED: Text("请再按一次“发出”。写的都在", "Please press Send once more. What you wrote is still here"),
    Verdict.TOO_LITTLE: Text("请再按一次“发出”。写的都在", "Please press Send once more. What you wrote is still here"),
}  # fmt: skip
"""What is said where an answer does not let pass."""


@dataclass(slots=True)
class Gate:
    """The gate of one process: its key, the answers that were used, and how many came lately."""

    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    spent: Spent = field(default_factory=Spent)
    slow: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(AT_ONCE))
    """Held during a slow step."""

    _places: dict[Line, threading.Semaphore] = field(
        default_factory=lambda: {line: threading.Semaphore(n) for line, n in PLACES.items()}
    )
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _came: deque[float] = field(default_factory=deque)
    _waited: deque[float] = field(default_factory=deque)

    def challenge(self, kind: Kind) -> str:
        """A fresh challenge, as hard as today's crowd asks for."""
        with self._lock:
            n = _lately(self._came)
        asked = bits_asked(n, USUAL) if kind == Kind.WORK else seconds_asked(n, USUAL)
        return new_challenge(self.key, kind, asked, int(time.time()))

    def judged(self, answer: str) -> Verdict:
        """Whether an answer lets pass; a good one is spent."""
        with self._lock:
            least = bits_asked(_lately(self._came), USUAL) - GROWN
            found = verdict(self.key, answer, int(time.time()), self.spent, least)
            if found == Verdict.GOOD:
                self._came.append(time.monotonic())
            return found

    @contextmanager
    def place(self, line: Line) -> Iterator[None]:
        """A place at the slow step, or in the line for it; raises Busy."""
        if not self._places[line].acquire(blocking=False):
            raise Busy
        try:
            yield
        finally:
            self._places[line].release()

    def lane(self, answer: str) -> str:
        """Where what came with a good answer goes: empty for the usual way, or `quarantine`."""
        if answer.split(".")[1] != Kind.WAIT:
            return ""
        with self._lock:
            self._waited.append(time.monotonic())
            return "quarantine" if _lately(self._waited) > WAITED else ""


def _lately(moments: deque[float]) -> int:
    """How many of these lie in the last minute; older ones are forgotten."""
    while moments and moments[0] < time.monotonic() - MINUTE:
        moments.popleft()
    return len(moments)


GATE = Gate()
