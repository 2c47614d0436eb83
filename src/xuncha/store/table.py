"""The rows of `core.rows` as SQL: one table each, the same column names, no column twice said."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from operator import attrgetter
from typing import Any, Generic, TypeVar

from psycopg.types.json import Jsonb

from xuncha.core.facts.book import FINAL, Ask
from xuncha.core.facts.rows import Act, Authority, Bar, Duty, Seat, Subject, Tie

R = TypeVar("R")

_AS_SETS = frozenset({"readers", "barred"})
_AS_TUPLES = frozenset({"awaits", "co_owners", "reported_to", "refs", "acts"})
_AS_JSON = frozenset({"facts", "where", "due"})
_NOT_STORED = frozenset({"fields", "effects"})


@dataclass(frozen=True)
class Table(Generic[R]):
    """One state table, or the headers of the record: how a row is read and how it is written."""

    name: str
    row: type[R]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        return tuple(field.name for field in fields(self.row) if field.name not in _NOT_STORED)  # type: ignore[arg-type]

    def select(self) -> str:
        """`SELECT` of every column, in the order of the row."""
        return self._select

    def listed(self, alias: str = "") -> str:
        """The columns, quoted, for a SELECT."""
        prefix = f"{alias}." if alias else ""
        return ", ".join(f'{prefix}"{column}"' for column in self.columns)

    def upsert(self) -> str:
        """Insert a row, or replace the row of the same id."""
        return self._upsert

    @cached_property
    def _select(self) -> str:
        return f"SELECT {self.listed()} FROM {self.name}"

    @cached_property
    def _upsert(self) -> str:
        names = ", ".join(f'"{column}"' for column in self.columns)
        marks = ", ".join(["%s"] * len(self.columns))
        sets = ", ".join(f'"{column}" = excluded."{column}"' for column in self.columns if column != "id")
        return f"INSERT INTO {self.name} ({names}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {sets}"

    @cached_property
    def _readers(self) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
        """The few columns that are read as something else than PostgreSQL gives, with their places."""
        return tuple((n, _READ[name]) for n, name in enumerate(self.columns) if name in _READ)

    @cached_property
    def _writers(self) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
        return tuple((n, _WRITE[name]) for n, name in enumerate(self.columns) if name in _WRITE)

    @cached_property
    def _values(self) -> Callable[[R], tuple[Any, ...]]:
        return attrgetter(*self.columns)

    def read(self, values: Sequence[Any]) -> R:
        """A row from the values of `select`."""
        return self.row(*self.values_read(values))

    def values_read(self, values: Sequence[Any]) -> tuple[Any, ...]:
        """The values of `select` as a row has them."""
        found = list(values)
        for n, read in self._readers:
            found[n] = read(found[n])
        return tuple(found)

    def values_of(self, row: R) -> tuple[Any, ...]:
        """The values of a row, in the order of `select`."""
        return self._values(row)

    def write(self, row: R) -> list[Any]:
        """The values of a row, in the order of `upsert`."""
        values = list(self._values(row))
        for n, write in self._writers:
            values[n] = write(values[n])
        return values


def _json(value: Any) -> Any:
    return (
        json.loads(value) if isinstance(value, str) else value
    )  # Django's connections hand JSON over as text


_READ: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(_AS_SETS, frozenset),
    **dict.fromkeys(_AS_TUPLES, tuple),
    **dict.fromkeys(_AS_JSON, _json),
}
_WRITE: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(_AS_SETS, sorted),
    **dict.fromkeys(_AS_TUPLES, list),
    **dict.fromkeys(_AS_JSON, lambda value: Jsonb(dict(value))),
}

SUBJECT = Table("subject", Subject)
SEAT = Table("seat", Seat)
AUTHORITY = Table("authority", Authority)
TIE = Table("tie", Tie)
BAR = Table("bar", Bar)
DUTY = Table("duty", Duty)
ACT = Table("act", Act)

STATE: tuple[Table[Any], ...] = (SUBJECT, SEAT, AUTHORITY, TIE, BAR, DUTY)
"""Every table that acts fold into: replay rebuilds exactly these."""

BY_NAME: Mapping[str, Table[Any]] = {table.name: table for table in (*STATE, ACT)}
BY_ROW: Mapping[type, Table[Any]] = {table.row: table for table in STATE}


def held_today(seat: str = "seat") -> str:
    """The condition that a seat is held today by somebody who stands in for nobody; `seat` is its table or alias."""
    return (
        f"{seat}.ended_on IS NULL AND {seat}.acting_for IS NULL"
        f" AND ({seat}.until IS NULL OR {seat}.until >= (now() AT TIME ZONE 'Asia/Shanghai')::date)"
    )


def where(wanted: Ask) -> tuple[str, list[Any]]:
    """An ask as a WHERE clause with its parameters."""
    parts: list[str] = []
    values: list[Any] = []
    for name, value in wanted.where:
        if name == "with_fields":
            continue
        if name == "refs":
            parts.append("refs @> ARRAY[%s]::uuid[]")
            values.append(value)
        elif name == "awaits":
            parts.append("awaits @> ARRAY[%s]::text[]")
            values.append(value)
        elif name == "is_open":
            parts.append("state <> ALL(%s)" if value else "state = ANY(%s)")
            values.append(sorted(FINAL))
        elif value is None:
            parts.append(f'"{name}" IS NULL')
        elif isinstance(value, tuple):
            parts.append(f'"{name}" = ANY(%s)')
            values.append(list(value))
        else:
            parts.append(f'"{name}" = %s')
            values.append(value)
    return " AND ".join(parts) or "true", values
