"""Does a transaction again when others were in its way.

Locks are taken in one order (decision 13), so two acts do not wait for each other in a ring.  Where it happens all the
same, or where a long import holds what is needed, the whole transaction is done anew; nothing of it was written.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

import psycopg
from django.db import OperationalError, connection

from xuncha.core.refusal import Refusal, Refused
from xuncha.core.words import Text

T = TypeVar("T")

TRIES = 3
IN_THE_WAY = frozenset({"40P01", "40001", "55P03"})
"""Deadlock, serialization failure, and a lock that was not to be had in time (`LOCK_TIMEOUT` of the settings)."""

BUSY = "busy"
BUSY_NOW = Refusal(
    Text("同时有人在办同一件事，请再按一次", "Somebody is doing the same thing at this moment; press the button again"),
    BUSY,
)  # fmt: skip


def again_when_in_the_way(job: Callable[[], T]) -> T:
    """What the job gives; raises Refused when others are in its way three times.

    Within a transaction that somebody else began, nothing can be done again: they hear of it as it is.
    """
    if connection.in_atomic_block:
        return job()
    for n in range(TRIES):
        try:
            return job()
        except (OperationalError, psycopg.OperationalError) as error:
            if not was_in_the_way(error):
                raise
            connection.close_if_unusable_or_obsolete()
            time.sleep(random.uniform(0.01, 0.05) * (n + 1))  # so that two do not meet again
    raise Refused((BUSY_NOW,))


def was_in_the_way(error: BaseException) -> bool:
    """Whether a transaction failed for no fault of its own."""
    causes = (error, error.__cause__)
    return any(isinstance(one, psycopg.Error) and one.sqlstate in IN_THE_WAY for one in causes)
