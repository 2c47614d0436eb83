"""The tables of the verifiable log: which act has which leaf, how the inner tree grew, and the batches outsiders see.

All three only grow.  What the log is at the moment is the last row of each, so there is nothing beside them that could differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from django.db import models
from psycopg.rows import tuple_row
from psycopg.types.string import TextLoader

from xuncha.core.facts.rows import Act
from xuncha.core.log.batch import Batch
from xuncha.core.log.checkpoint import Head
from xuncha.core.log.entry import entry, event
from xuncha.core.log.lines import MOST
from xuncha.core.log.tiles import hashes
from xuncha.core.log.tree import Tree
from xuncha.store.append import Statement, raw, run
from xuncha.store.table import ACT


class LogEntry(models.Model):
    """An act's leaf: its dense index, its position in the record, and the 32 bytes that stand there."""

    index = models.BigIntegerField(primary_key=True)
    position = models.BigIntegerField(unique=True)
    entry = models.BinaryField()

    class Meta:
        db_table = "log_entry"


class LogGrowth(models.Model):
    """The inner tree after some acts were taken in: its size, the last position it holds, its root and its peaks."""

    size = models.BigIntegerField(primary_key=True)
    position = models.BigIntegerField()
    root = models.BinaryField()
    peaks = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        db_table = "log_growth"


class LogBatch(models.Model):
    """A batch of the public log: its hour, its first leaf and entry, how many entries it holds, and the tree after it."""

    first_leaf = models.BigIntegerField(primary_key=True)
    hour = models.DateTimeField(unique=True)
    first_entry = models.BigIntegerField()
    n_real = models.BigIntegerField()
    root = models.BinaryField()
    peaks = models.BinaryField()

    class Meta:
        db_table = "log_batch"


# ---------------------------------------------------------------------------------------------- the inner tree


@dataclass(frozen=True, slots=True)
class Growth:
    """The inner tree, and the last position of the record that it holds."""

    tree: Tree
    position: int

    @property
    def head(self) -> Head:
        """Its size and root."""
        return Head.of(self.tree)


def growth(size: int | None = None) -> Growth | None:
    """The inner tree as it is, or as it was at this size; nothing where it never stood at that size."""
    rows = run([(_GROWTH_AT, [size]) if size is not None else (_GROWTH, [])])[0]
    if rows:
        [(found, position, peaks)] = rows
        return Growth(Tree(found, tuple(hashes(bytes(peaks)))), position)
    return Growth(Tree(), 0) if not size else None


_GROWTH = "SELECT size, position, peaks FROM log_growth ORDER BY size DESC LIMIT 1"
_GROWTH_AT = "SELECT size, position, peaks FROM log_growth WHERE size = %s"


def grew(made: Growth) -> Statement:
    """Notes that the inner tree grew."""
    head = made.head
    sql = "INSERT INTO log_growth (size, position, root, peaks, at) VALUES (%s, %s, %s, %s, now())"
    return (sql, [head.size, made.position, head.root, b"".join(made.tree.peaks)])


def entries_between(first: int, last: int) -> list[bytes]:
    """The entries from one index up to, without, another."""
    sql = 'SELECT entry FROM log_entry WHERE "index" >= %s AND "index" < %s ORDER BY "index"'
    return [bytes(one) for (one,) in run([(sql, [first, last])])[0]]


# ---------------------------------------------------------------------------------------------- acts as they are logged

LOGGED = (
    f"{ACT.listed('a')}, a.command, (SELECT before.id FROM act before WHERE before.subject = a.subject"
    ' AND before."position" < a."position" ORDER BY before."position" DESC LIMIT 1), a.commitment'
)
"""The columns of an act `a` of which its entry is made."""
N_LOGGED = len(ACT.columns) + 3


def entry_of(row: Sequence[Any]) -> bytes:
    """The entry of an act, from `LOGGED`.  Its ids may be written as text: nothing looks into them here."""
    *header, command, previous, kept = row
    return entry(kept, event(Act(*header), command, previous))


def event_of(row: Sequence[Any]) -> tuple[bytes, bytes]:
    """The commitment and the event of an act, from `LOGGED`: what a proof of it shows."""
    *header, command, previous, kept = row
    return bytes(kept), event(Act(*header), command, previous)


@contextmanager
def streamed(
    query: str, *values: object, name: str = "", at_once: int = 2_000
) -> Iterator[psycopg.ServerCursor[Any]]:
    """The rows of a query as they come, some thousand at a time, in the transaction that is open; ids as text,
    which is what an event holds and costs a third of the time."""
    with raw() as link, psycopg.ServerCursor(link, name or "streamed", row_factory=tuple_row) as cursor:
        cursor.adapters.register_loader("uuid", TextLoader)
        cursor.itersize = at_once
        cursor.execute(query, values)
        yield cursor


# ---------------------------------------------------------------------------------------------- the public batches


@dataclass(frozen=True, slots=True)
class Published:
    """A batch of the public log, and the tree after it."""

    batch: Batch
    tree: Tree


NO_BATCH = Published(Batch(0, 0, 0), Tree())
_BATCHES = "SELECT first_entry, first_leaf, n_real, peaks FROM log_batch"


def last_batch(before: int = MOST) -> Published:
    """The newest batch that begins before a leaf; `NO_BATCH` before the first."""
    rows = run([(f"{_BATCHES} WHERE first_leaf < %s ORDER BY first_leaf DESC LIMIT 1", [before])])[0]
    return _published(rows[0]) if rows else NO_BATCH


def batches_from(leaf: int) -> list[Published]:
    """The batches that begin at a leaf or later."""
    return [
        _published(row)
        for row in run([(f"{_BATCHES} WHERE first_leaf >= %s ORDER BY first_leaf", [leaf])])[0]
    ]


def hour_is_there(hour: datetime) -> bool:
    """Whether this hour has a batch."""
    return bool(run([("SELECT 1 FROM log_batch WHERE hour = %s", [hour])])[0])


def batch_of(index: int) -> Published | None:
    """The batch that holds the entry with this dense index; none while it waits for its hour."""
    sql = f"{_BATCHES} WHERE first_entry <= %s AND first_entry + n_real > %s"
    rows = run([(sql, [index, index])])[0]
    return _published(rows[0]) if rows else None


def _published(row: Sequence[Any]) -> Published:
    first_entry, first_leaf, n_real, peaks = row
    batch = Batch(first_entry, first_leaf, n_real)
    return Published(batch, Tree(first_leaf + batch.size, tuple(hashes(bytes(peaks)))))


def batched(made: Published, hour: datetime) -> Statement:
    """Notes a batch with its hour; a second one for the same hour is refused by the table."""
    batch, tree = made.batch, made.tree
    sql = "INSERT INTO log_batch (first_leaf, hour, first_entry, n_real, root, peaks) VALUES (%s, %s, %s, %s, %s, %s)"
    return (
        sql,
        [batch.first_leaf, hour, batch.first_entry, batch.n_real, tree.root, b"".join(tree.peaks)],
    )
