"""Rebuilds every state table from the record alone, and compares."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import tuple_row
from psycopg.types.json import set_json_loads

from xuncha.core.facts.book import TABLES
from xuncha.core.facts.rows import Act
from xuncha.core.record.canonical import commitment, read_json
from xuncha.core.record.fold import fold
from xuncha.store import payloads
from xuncha.store.append import raw, run
from xuncha.store.schemes import UnknownScheme, digest_of
from xuncha.store.table import ACT, STATE, Table

AT_ONCE = 50
"""So many rows come together: enough that asking costs little, few enough that PostgreSQL is never far ahead nor behind."""
TOLD_EVERY = 2_000
_ID, _POSITION, _SUBJECT, _REFS = (ACT.columns.index(name) for name in ("id", "position", "subject", "refs"))


@dataclass
class Report:
    """What a replay found: how many acts, how many rows, and every difference by table and id."""

    acts: int = 0
    rows: int = 0
    differences: list[str] = field(default_factory=list)


def replay(progress: Callable[[int], None] = lambda _: None) -> Report:
    """Fold every act in order, check each commitment, and compare every state table exactly."""
    with _without_looking_for_rings():
        return _replay(progress)


@contextmanager
def _without_looking_for_rings() -> Iterator[None]:
    """Millions of rows live until the end and none points back at another: Python need not look for such again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _replay(progress: Callable[[int], None]) -> Report:
    report = Report()
    tables: dict[str, dict[int, Any]] = {table.name: {} for table in STATE}

    def get(table: str, key: UUID) -> Any:
        return tables[table].get(key.int)

    adopted: list[Act] = []
    destroyed: dict[UUID, int] = {}
    unsalted: list[tuple[int, UUID]] = []
    for act in _acts(report, unsalted):
        for row in fold(act, get):
            tables[TABLES[type(row)]][row.id.int] = row
        if act.type == "scheme.adopted":
            adopted.append(act)
        if act.type == "key.destroyed":
            destroyed[act.subject] = act.position
        report.acts += 1
        if report.acts % TOLD_EVERY == 0:
            progress(report.acts)
    for table in STATE:
        _compare(table, tables[table.name], report)
    for act in adopted:
        _compare_text(act, report)
    report.differences += [
        f"act {position}: its salt is missing, and no act destroyed it"
        for position, subject in unsalted
        if position > destroyed.get(subject, 0)
    ]
    return report


def n_acts() -> int:
    """How many acts the record holds."""
    return int(run([("SELECT count(*) FROM act", [])])[0][0][0])


def _acts(report: Report, unsalted: list[tuple[int, UUID]]) -> Iterator[Act]:
    """Every act in order, held against its commitment; `unsalted` gathers those that cannot be, by position and subject."""
    keys = {
        subject: payloads.opened_key(subject, sealed)
        for subject, sealed in run([("SELECT subject, sealed FROM subject_key", [])])[0]
    }
    query = (
        f"SELECT {ACT.listed('a')}, a.commitment, p.body, s.salt FROM act a LEFT JOIN payload p USING (position)"
        " LEFT JOIN salt s USING (position) ORDER BY a.position"
    )
    for *header, committed, body, salt in _as_they_come(query):
        if body is None:
            report.differences.append(f"act {header[_POSITION]}: its payload is missing")
            continue
        if salt is None:
            unsalted.append((header[_POSITION], header[_SUBJECT]))
        elif commitment(salt, body) != committed:
            report.differences.append(
                f"act {header[_POSITION]}: its payload is not what its header commits to"
            )
        header[_REFS] = tuple(header[_REFS])
        told, effects = payloads.content_of(header[_ID], body, keys.get(header[_SUBJECT]))
        yield Act(*header, fields=told, effects=effects)  # type: ignore[misc]  # a header ends before them


def _as_they_come(query: str) -> Iterator[tuple[Any, ...]]:
    """Every row of a query; PostgreSQL makes the next ones while these are looked at."""
    with raw() as link, psycopg.Cursor(link, row_factory=tuple_row) as cursor:
        set_json_loads(_loads, cursor)
        yield from cursor.stream(query, binary=True, size=AT_ONCE)
        cursor.execute(
            "SELECT"
        )  # until something is asked plainly, a pipeline on this link would be read in lots, too


def _loads(text: str | bytes) -> Any:
    return read_json(text if isinstance(text, str) else bytes(text).decode())


def _compare_text(adopted: Act, report: Report) -> None:
    """The text kept under the version that acts name is the one that was adopted, byte for byte."""
    try:
        kept = digest_of(str(adopted.fields["version"]))
    except UnknownScheme:  # adopted by a paper whose text nobody brought in: no act names it
        return
    if kept != adopted.fields["digest"]:
        report.differences.append(
            f"act {adopted.position}: the text kept is not the regulation that was adopted"
        )


def _compare(table: Table[Any], rebuilt: dict[int, Any], report: Report) -> None:
    """Hold each row that is kept against the one made anew, which is taken out; what is left then is missing."""
    place = table.columns.index("id")
    for values in _as_they_come(table.select()):
        found = table.values_read(values)
        key = found[place]
        report.rows += 1
        mine = rebuilt.pop(key.int, None)
        if mine is None:
            report.differences.append(f"{table.name} {key}: no act makes it")
        elif table.values_of(mine) != found and (names := _different(table, mine, found)):
            report.differences.append(f"{table.name} {key}: differs in {', '.join(names)}")
    report.differences += [f"{table.name} {row.id}: missing from the table" for row in rebuilt.values()]


def _different(table: Table[Any], mine: Any, found: tuple[Any, ...]) -> list[str]:
    """The columns in which a row made anew differs from the one that is kept."""
    both = zip(table.columns, table.values_of(mine), found, strict=True)
    return [name for name, one, other in both if _plain(one) != _plain(other)]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
