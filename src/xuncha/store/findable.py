"""Makes what was brought in by the thousand findable: fills the search table where it lacks a subject's words."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db import transaction

from xuncha.core.facts.rows import Subject
from xuncha.core.record.search_words import FIELDS, grams, words_of
from xuncha.store.append import run
from xuncha.store.batch import copy_in
from xuncha.store.search import bands
from xuncha.store.table import SUBJECT

PIECE = 2_000
ROOM = "64MB"
"""So much of the index is gathered before it is sorted in: with the usual 4 MB, each further piece is slower."""

COLUMNS = "subject, position, words, grams, bands"

_LACKING = f"""
    {SUBJECT.select()} WHERE kind = %(kind)s AND version > %(after)s
    AND NOT EXISTS (SELECT FROM search WHERE search.subject = subject.id) ORDER BY version LIMIT {PIECE} FOR SHARE
"""


def make_findable(progress: Callable[[int], None] = lambda _: None) -> int:
    """Enter the words of every subject that has none in the index yet, piece by piece; how many were entered.

    It may be broken off at any time, and the next time goes on where it stopped.
    """
    done = 0
    for kind in FIELDS:
        after: int | None = 0
        while after is not None:
            n, after = _enter_piece(kind, after)
            done += n
            progress(done)
    return done


def _enter_piece(kind: str, after: int) -> tuple[int, int | None]:
    """One piece: how many were entered, and the version it ended with; None where nothing is left."""
    with transaction.atomic():
        rows = [SUBJECT.read(values) for values in run([(_LACKING, {"kind": kind, "after": after})])[0]]
        is_last = len(rows) < PIECE
        _make_room(is_last)
        there = _there_meanwhile(rows)
        entries = [entry for row in rows if row.id not in there and (entry := _entry(row))]
        copy_in("search", COLUMNS, entries)
    return len(entries), None if is_last else rows[-1].version


def _there_meanwhile(rows: list[Subject]) -> frozenset[UUID]:
    """Those that another act entered before they were locked here; from now on none of them changes."""
    found = run([("SELECT subject FROM search WHERE subject = ANY(%s)", [[row.id for row in rows]])])[0]
    return frozenset(row[0] for row in found)


def _make_room(is_last: bool) -> None:
    """Gather much before sorting it in; the last piece sorts in everything, so that no search finds a heap."""
    run([(f"SET LOCAL gin_pending_list_limit = '{'64kB' if is_last else ROOM}'", []),
         (f"SET LOCAL work_mem = '{ROOM}'", [])])  # fmt: skip


def _entry(row: Subject) -> tuple[UUID, int, str, str, list[int] | None] | None:
    words = words_of(row)
    if not words:
        return None
    # Written out here: psycopg takes a list of words apart one by one, which is five times slower.
    return row.id, row.version, words, "{" + ",".join(f'"{gram}"' for gram in grams(words)) + "}", bands(row)
