"""Asking for rows, and a book of rows kept in memory.

A predicate, an owner or a discharge says which rows it needs as `Ask`s; the store answers them from PostgreSQL
in one round trip, `Book` answers them from memory (simulation, replay, tests of the regulation).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any
from uuid import UUID

from xuncha.core.facts.rows import Act, Authority, Bar, Duty, Row, Seat, Subject, Tie

FINAL = frozenset({"closed", "withdrawn", "declined", "stood_down", "kept", "abolished", "final"})
"""States in which nothing of a subject is open any more."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Rows of one table whose columns equal the given values; a tuple of values means any of them.

    Three names are not columns: `refs` finds acts pointing at a subject, `is_open` tells final states apart, and
    `with_fields` asks for the payloads of acts, which a header does without.
    """

    table: str
    where: tuple[tuple[str, Any], ...]


def ask(table: str, **where: Any) -> Ask:
    """`ask("seat", party=team.id, seat="head")`; the order of names does not matter."""
    return Ask(table, tuple(sorted(where.items())))


Facts = Mapping[Ask, tuple[Any, ...]]

TABLES: Mapping[type, str] = {
    Subject: "subject", Seat: "seat", Authority: "authority", Tie: "tie", Bar: "bar", Duty: "duty", Act: "act",
}  # fmt: skip


def _fitting(rows: Iterable[Any], name: str, wanted: Any) -> list[Any]:
    """The rows of which one name says what is wanted; by column, as a book of a whole round is asked often."""
    match name:
        case "refs":
            return [row for row in rows if wanted in row.refs]
        case "with_fields":
            return list(rows)
        case "is_open":
            return [row for row in rows if (row.state not in FINAL) == wanted]
        case "awaits":
            return [row for row in rows if wanted in row.awaits]
    column = attrgetter(name)
    if isinstance(wanted, tuple):
        return [row for row in rows if column(row) in wanted]
    return [row for row in rows if column(row) == wanted]


def fits(row: Any, wanted: Ask) -> bool:
    """Whether a row is one that an ask names."""
    return all(_fitting((row,), name, value) for name, value in wanted.where)


class Book:
    """All rows of one jurisdiction in memory, answering the same asks as the database."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[UUID, Any]] = {table: {} for table in TABLES.values()}

    def put(self, rows: Iterable[Row | Act]) -> None:
        """Insert each row, or replace the row of the same id."""
        for row in rows:
            self.rows[TABLES[type(row)]][row.id] = row

    def get(self, table: str, key: UUID) -> Any:
        """One row by its id, or None."""
        return self.rows[table].get(key)

    def find(self, wanted: Ask) -> tuple[Any, ...]:
        """The rows an ask names, in the order they were first put."""
        if len(wanted.where) == 1 and wanted.where[0][0] == "id":
            ids = wanted.where[0][1]
            found = (self.get(wanted.table, key) for key in (ids if isinstance(ids, tuple) else (ids,)))
            return tuple(row for row in found if row is not None)
        rows: Iterable[Any] = self.rows[wanted.table].values()
        for name, value in wanted.where:
            rows = _fitting(rows, name, value)
        return tuple(rows)

    def answer(self, asks: Iterable[Ask]) -> Facts:
        """Every ask with its rows."""
        return {wanted: self.find(wanted) for wanted in asks}


Get = Callable[[str, UUID], Any]
"""How a fold looks up the row it changes: by table and id."""
