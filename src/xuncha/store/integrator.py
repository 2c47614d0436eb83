"""Gives each act its leaf in the inner tree: the acts in the order of their positions, without a gap.

A position comes from a sequence and its act is seen only once its transaction has ended, so an act with a lower position may
appear after one with a higher.  The integrator therefore looks how far the sequence has come, waits until every transaction
has ended that was open then, and reads no further: below that nothing can appear any more.  What was given back is a gap.
It may be killed at any moment and run twice at once: entries and tree are written together, under one lock.
"""

from __future__ import annotations

import time

from django.db import transaction

from xuncha.core.log.tree import Tree
from xuncha.store.append import run
from xuncha.store.batch import copy_in
from xuncha.store.log import LOGGED, Growth, entry_of, grew, growth, streamed
from xuncha.store.table import ACT

AT_ONCE = 5_000
"""So many acts are taken in by one transaction."""
PATIENCE = 20.0
"""So many seconds the integrator waits for open transactions; after that it tries again a minute later."""
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || ' log', 0))"
_POSITION = ACT.columns.index("position")


def integrate(patience: float = PATIENCE, at_once: int = AT_ONCE) -> Growth:
    """Take in every act that is settled; the inner tree after it."""
    upto = settled(patience)
    while upto is not None and _taken_in(upto, at_once) == at_once:
        pass
    return growth() or Growth(Tree(), 0)


def settled(patience: float = PATIENCE) -> int | None:
    """The position up to which every transaction has ended; nothing when one of them takes longer than our patience.

    A transaction has its own number before it takes a position (`append._place`), so whoever holds one is among those
    that are waited for.
    """
    [[last]] = run([("SELECT last_value FROM act_position", [])])[0]
    # A number of our own, taken after it: whoever had a position by then has a lower one, or has ended.  (The end of a
    # snapshot would not do: it lies behind the newest transaction that has ended, and an open one may be at it.)
    [[ours]] = run([("SELECT pg_current_xact_id()::text::bigint", [])])[0]
    until = time.monotonic() + patience
    while True:
        [[oldest]] = run([("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint", [])])[0]
        if oldest >= ours:
            return int(last)
        if time.monotonic() > until:
            return None
        time.sleep(0.02)


def _taken_in(upto: int, at_once: int) -> int:
    """Take in the next acts, at most so many, in one transaction; how many there were."""
    with transaction.atomic():
        run([(LOCK, [])])
        before = growth()
        assert before is not None
        with streamed(_NEXT, before.position, upto, at_once, at_once=at_once) as rows:
            found = [(row[_POSITION], entry_of(row)) for row in rows]
        if not found:
            return 0
        first = before.tree.size
        copy_in(
            "log_entry",
            '"index", "position", entry',
            ((first + n, position, one) for n, (position, one) in enumerate(found)),
        )
        tree = before.tree.grown(one for _, one in found)
        run([grew(Growth(tree, found[-1][0]))])
        return len(found)


_NEXT = f'SELECT {LOGGED} FROM act a WHERE a."position" > %s AND a."position" <= %s ORDER BY a."position" LIMIT %s'
