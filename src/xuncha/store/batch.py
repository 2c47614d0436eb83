"""Appends many acts of one kind at once, each opening a subject of its own: a table that is brought in.

The same headers, payloads and rows as `append` writes, laid down by COPY instead of one by one; only the search table
is filled afterwards (`findable.make_findable`).  Rows that such acts
do not change (the round, its bodies, who is kept off) are read once; whoever decides says when one did change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from xuncha.core.acts.engine import Outcome
from xuncha.core.facts.book import Ask, Facts
from xuncha.core.facts.rows import Act, Duty, Row, Subject
from xuncha.core.record.fold import fold
from xuncha.core.record.numbering import counter_key, numbered
from xuncha.core.record.payload import known_slots
from xuncha.store import payloads
from xuncha.store.append import (
    HEADER,
    Answers,
    Statement,
    Strengths,
    Versions,
    act_of,
    getter,
    in_record,
    load,
    lock_rows,
    raw,
    run,
)
from xuncha.store.table import BY_ROW, SUBJECT


def lock_all(wanted: Strengths, *then: Statement, locks: bool = True) -> tuple[dict[UUID, Subject], Answers]:
    """Many rows, locked by id as any act locks them, or only read; and what is asked of the database after it."""
    if locks:
        return lock_rows(wanted, *then)
    rows, *answers = run([(f"{SUBJECT.select()} WHERE id = ANY(%s)", [list(wanted)]), *then])
    return {row.id: row for row in map(SUBJECT.read, rows)}, answers


class SteadyFacts:
    """Rows that stay the same from act to act: asked once, answered for every new subject."""

    def __init__(self) -> None:
        self._answers: dict[Ask, tuple[Any, ...]] = {}

    def answer(self, asks: Iterable[Ask], new: UUID) -> Facts:
        """The rows of every ask; nothing lies under a subject that only now begins."""
        wanted = {one: _without(one, new) for one in asks}
        unknown = [one for one in wanted.values() if one is not None and one not in self._answers]
        if unknown:
            self._answers |= load(unknown)
        return {one: self._answers[known] if known is not None else () for one, known in wanted.items()}

    def ask_again(self, asks: Iterable[Ask], new: UUID) -> None:
        """Forget what these answered: the act on the new subject changed it."""
        for one in asks:
            if (known := _without(one, new)) is not None:
                self._answers.pop(known, None)


def _without(wanted: Ask, new: UUID) -> Ask | None:
    """The ask without the new subject, or None where it asks for that alone."""
    kept = []
    for name, value in wanted.where:
        if value == new:
            return None
        if isinstance(value, tuple) and new in value:
            value = tuple(one for one in value if one != new)
            if not value:
                return None
        kept.append((name, value))
    return Ask(wanted.table, tuple(kept))


@dataclass(frozen=True, slots=True)
class Opening:
    """One act decided and not yet written; what is sealed `apart` with it no rule looks at and no row holds."""

    outcome: Outcome
    facts: Facts
    apart: payloads.Apart = field(default=(), repr=False)


def append_all(
    openings: Sequence[Opening], command: UUID, versions: Versions, before: Mapping[UUID, Subject]
) -> list[Act]:
    """Give each act its number and its place, in their order, and write them with every row they fold into."""
    numbers = _numbers(openings)
    positions = _positions(len(openings))
    batch = _Batch(command)
    acts = []
    for opening, n, position in zip(openings, numbers, positions, strict=True):
        outcome = opening.outcome
        effects = dict(outcome.effects)
        if n:
            assert outcome.series is not None
            effects |= numbered(outcome.series, n, outcome.case.occurred_on)
        act = act_of(outcome.case, outcome, position, versions, effects)
        batch.add(act, outcome, fold(act, getter(before, opening.facts)), opening.apart)
        acts.append(act)
    batch.write()
    return acts


def _numbers(openings: Sequence[Opening]) -> list[int]:
    """The number of each in its series: every counter is locked once, and goes on by as many as need it."""
    keys = [_counter(opening.outcome) for opening in openings]
    wanted = Counter(key for key in keys if key)
    statements = [
        ("INSERT INTO counter (key, last) VALUES (%s, %s)"
         " ON CONFLICT (key) DO UPDATE SET last = counter.last + excluded.last RETURNING last", [key, n])
        for key, n in sorted(wanted.items())
    ]  # fmt: skip
    last = {key: rows[0][0] for (key, _), rows in zip(sorted(wanted.items()), run(statements), strict=True)}
    following = {key: last[key] - n for key, n in wanted.items()}
    numbers = []
    for key in keys:
        if key:
            following[key] += 1
        numbers.append(following[key] if key else 0)
    return numbers


def _counter(outcome: Outcome) -> str:
    case, series = outcome.case, outcome.series
    return counter_key(series, case.subject, case.actor, case.occurred_on) if series else ""


def _positions(n: int) -> list[int]:
    sql = "SELECT pg_current_xact_id(), nextval('act_position') FROM generate_series(1, %s)"  # as `append._PLACE`
    return [row[1] for row in run([(sql, [n])])[0]]


class _Batch:
    """Rows gathered table by table, in the columns they are written in."""

    def __init__(self, command: UUID) -> None:
        self._command = command
        self._new: dict[str, list[list[Any]]] = {}
        self._columns = {
            "act": HEADER, "payload": "position, body", "salt": "position, subject, salt",
            "subject_key": "subject, sealed",
        }  # fmt: skip
        self._changed: list[Row] = []

    def add(self, act: Act, outcome: Outcome, rows: Iterable[Row], apart: payloads.Apart = ()) -> None:
        known = known_slots(outcome.case.scheme, outcome.case.act, outcome.case.value)
        key = None
        if apart or payloads.has_personal(outcome.fields, known, outcome.effects):
            key, sealed = payloads.fresh_key(act.subject)
            self._put("subject_key", [act.subject, sealed])
        written = in_record(act, self._command, known, key, apart)
        self._put("act", written.header)
        self._put("payload", written.payload)
        self._put("salt", written.salt)
        for row in rows:
            if is_new(row, act):
                table = BY_ROW[type(row)]
                self._columns.setdefault(table.name, table.listed())
                self._put(table.name, table.write(row))
            else:
                self._changed.append(row)

    def _put(self, table: str, values: list[Any]) -> None:
        self._new.setdefault(table, []).append(values)

    def write(self) -> None:
        for table, rows in self._new.items():
            copy_in(table, self._columns[table], rows)
        if self._changed:
            run((BY_ROW[type(row)].upsert(), BY_ROW[type(row)].write(row)) for row in self._changed)


def is_new(row: Row, act: Act) -> bool:
    """Whether a row begins with this act: its own subject, or a duty it opens."""
    if isinstance(row, Duty):
        return row.opened_by == act.position
    return isinstance(row, Subject) and row.id == act.subject


def copy_in(table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
    """Lay new rows down in one go."""
    with raw() as link, link.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
