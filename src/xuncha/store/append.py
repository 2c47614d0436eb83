"""Appends to the record: locks, loads what a decision needs, writes an act with everything that follows from it.

Only `actions` calls this, inside one transaction.  Everybody locks in one order (decision 13): subjects by id, each
at once as strongly as it is needed; the names of counts; duties by id; the counter of a series last of all.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import psycopg
import psycopg.rows
from django.db import connection
from psycopg.pq import TransactionStatus

from xuncha.core.acts.engine import Outcome
from xuncha.core.facts.book import Ask, Facts, fits
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Act, Row, Subject
from xuncha.core.record.canonical import SALT_BYTES, commitment
from xuncha.core.record.fold import fold
from xuncha.core.record.numbering import counter_key, numbered
from xuncha.core.record.payload import Slot, known_slots
from xuncha.store import payloads, search, shredding
from xuncha.store.table import ACT, BY_NAME, BY_ROW, DUTY, SEAT, SUBJECT, where

RANK = ("campaign", "unit", "body", "inspection", "parent", "self")


@contextmanager
def raw() -> Iterator[psycopg.Connection[Any]]:
    """The connection beneath Django's, for pipelines."""
    connection.ensure_connection()
    assert connection.connection is not None
    yield connection.connection


Values = Sequence[Any] | Mapping[str, Any]


Answers = list[list[tuple[Any, ...]]]
Statement = tuple[str, Values]
Rows = Iterable[tuple[Any, ...]]


def run(statements: Iterable[Statement]) -> Answers:
    """Run statements in one round trip; the rows of each, in order.

    Each is planned anew for its values, as lists must be: whose list it is decides which index serves best.
    """
    return _run(statements, psycopg.ClientCursor)


def run_again(statements: Iterable[Statement]) -> Answers:
    """The same for statements that every act repeats: PostgreSQL keeps them prepared from the third time on."""
    return _run(statements, psycopg.Cursor)


def _run(statements: Iterable[Statement], kind: type[psycopg.Cursor[Any]]) -> Answers:
    asked = list(statements)
    with connection.wrap_database_errors, raw() as link:
        with nullcontext() if _is_alone(asked, link) else link.pipeline():
            cursors = [kind(link, row_factory=psycopg.rows.tuple_row).execute(*one) for one in asked]
        return [
            cursor.fetchall() if cursor.pgresult is not None and cursor.pgresult.nfields else []
            for cursor in cursors
        ]


def _is_alone(asked: Sequence[Statement], link: psycopg.Connection[Any]) -> bool:
    """Whether there is nothing to send together: one statement, and no transaction that begins with it."""
    return len(asked) == 1 and (link.autocommit or link.info.transaction_status is TransactionStatus.INTRANS)


# ---------------------------------------------------------------------------------------------- locking


@dataclass(frozen=True, slots=True)
class Place:
    """Where an act happens: the subject's id, and the ids of what it lies in."""

    subject: UUID
    campaign: UUID | None = None
    unit: UUID | None = None
    body: UUID | None = None
    inspection: UUID | None = None
    parent: UUID | None = None


Strengths = Mapping[UUID, bool]
"""The subjects to lock: those that are True for oneself, the others together with whoever else only looks at them."""


def strengths(place: Place, exclusive: frozenset[str], shared: Iterable[UUID] = ()) -> dict[UUID, bool]:
    """How the subject and what it lies in are locked; what is several things at once, as its strongest asks for."""
    wanted = dict.fromkeys(shared, False)
    for name in RANK:
        key = place.subject if name == "self" else getattr(place, name)
        if key is not None:
            wanted[key] = wanted.get(key, False) or name == "self" or name in exclusive
    return wanted


def lock(place: Place, exclusive: frozenset[str]) -> dict[UUID, Subject]:
    """Lock the subject and what it lies in; the rows as they are under the lock."""
    return lock_rows(strengths(place, exclusive))[0]


def lock_rows(wanted: Strengths, *then: Statement) -> tuple[dict[UUID, Subject], Answers]:
    """Lock subjects in the order of their ids; the rows under the lock, and what is asked of the database after it."""
    keys = sorted(wanted)
    locked, *answers = run_again([(_LOCKED, [keys, [wanted[key] for key in keys]]), *then])
    found = map(SUBJECT.read, locked)
    return {row.id: row for row in found}, answers


_LOCKED = f"SELECT {SUBJECT.listed()} FROM locked_subjects(%s, %s)"
"""Migration 0013: one after another, in the order given, each alone or shared as asked."""


def seat_now(seat: UUID) -> Statement:
    """A seat, to be read after its party is locked: whoever gives or takes a seat of a party has it alone meanwhile."""
    return (f"{SEAT.select()} WHERE id = %s", [seat])


@dataclass(frozen=True, slots=True)
class Earlier:
    """A command that was sent before: what it did it to, its first act, who sent it, and what it said."""

    subject: UUID
    first: int
    entered_by: UUID
    digest: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """What is looked up before anything is locked."""

    subject: Subject | None
    earlier: Earlier | None
    scheme: str


def look_up(subject: UUID | None, command: UUID | None) -> Found:
    """In one round trip: a subject's row without a lock, only to learn where it lies; the subject and the first act
    of an earlier sending of the same command; and the regulation of the office."""
    [[scheme, *told]] = run_again([(_LOOK_UP, [command, subject])])[0]
    earlier, row = told[:_OF_EARLIER], told[_OF_EARLIER:]
    return Found(
        SUBJECT.read(row) if row[0] else None,
        Earlier(*earlier) if earlier[0] else None,
        str(scheme or ""),
    )


_OF_EARLIER = len(Earlier.__slots__)
_LOOK_UP = (
    f"SELECT office.scheme, done.subject, done.first, done.entered_by, done.digest, {SUBJECT.listed('found')}"
    " FROM (SELECT) AS one LEFT JOIN jurisdiction office ON true LEFT JOIN command done ON done.key = %s"
    " LEFT JOIN subject found ON found.id = %s"
)


def subjects_as_they_are(ids: Iterable[UUID]) -> dict[UUID, Subject]:
    """Rows without a lock, only to learn where they lie."""
    rows = run_again([(f"{SUBJECT.select()} WHERE id = ANY(%s)", [list(ids)])])[0]
    return {row.id: row for row in map(SUBJECT.read, rows)}


def load(asks: Iterable[Ask], *, locks_duties: bool = True, counts: Iterable[str] = ()) -> Facts:
    """The rows of every ask, in one round trip; duties are locked, in order of id.

    `counts` are taken as locks before anything is read (`core.counted`), so that what is counted stays counted.
    """
    wanted = list(asks)
    duties = [one for one in wanted if one.table == DUTY.name] if locks_duties else []
    others = [one for one in wanted if one not in duties]
    locks: list[Statement] = [(_COUNT, [name]) for name in counts]
    statements: list[Statement] = [_duties(duties)] if duties else []
    for one in others:
        table = BY_NAME[one.table]
        condition, values = where(one)
        order = '"position"' if table is ACT else "version, id"
        statements.append((f"{table.select()} WHERE {condition} ORDER BY {order}", values))
    answers = run_again([*locks, *statements])[len(locks) :]
    facts: dict[Ask, tuple[Any, ...]] = {}
    if duties:
        locked = [DUTY.read(row) for row in answers.pop(0)]
        facts |= {one: tuple(row for row in locked if fits(row, one)) for one in duties}
    for one, rows in zip(others, answers, strict=True):
        facts[one] = tuple(BY_NAME[one.table].read(row) for row in rows)
    return facts | _with_fields({one: facts[one] for one in others if ("with_fields", True) in one.where})


def _with_fields(facts: Mapping[Ask, tuple[Act, ...]]) -> dict[Ask, tuple[Act, ...]]:
    """Acts whose fields are looked at, with their payloads: one round trip for all asks."""
    headers = {act.position: act for acts in facts.values() for act in acts}
    if not headers:
        return {}
    told = {act.position: act for act in with_payloads(headers.values())}
    return {
        one: tuple(told[act.position] for act in acts if act.position in told) for one, acts in facts.items()
    }


def _duties(asks: Iterable[Ask]) -> Statement:
    """The duties of several asks, locked in the order of their ids.

    A duty that somebody else changed while we waited comes as it now is, so each is held against the asks once more.
    """
    parts = [where(one) for one in asks]
    ids = " UNION ALL ".join(f"SELECT id FROM duty WHERE {condition}" for condition, _ in parts)
    values = [value for _, more in parts for value in more]
    return f"{DUTY.select()} WHERE id = ANY(ARRAY({ids})) ORDER BY id FOR UPDATE", values


def lock_ahead(asks: Iterable[Ask], counts: Iterable[str]) -> None:
    """Take every count and duty that several acts of one command will need, before the first of them."""
    duties = sorted({one for one in asks if one.table == DUTY.name}, key=repr)
    run([*((_COUNT, [name]) for name in sorted(set(counts))), *([_duties(duties)] if duties else [])])


_COUNT = "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || ' ' || %s, 0))"
"""A count has no row to lock before its first row is there, so its name is locked, until the transaction ends."""


def with_payloads(acts: Iterable[Act]) -> list[Act]:
    """Headers with their payloads read."""
    headers = list(acts)
    positions = [act.position for act in headers]
    subjects = list({act.subject for act in headers})
    bodies, keys = run_again(
        [("SELECT position, body FROM payload WHERE position = ANY(%s)", [positions]), (_KEYS, [subjects])]
    )
    return with_bodies(headers, bodies, keys)


_KEYS = "SELECT subject, sealed FROM subject_key WHERE subject = ANY(%s)"


def payloads_of(subject: UUID) -> tuple[Statement, Statement]:
    """The payloads of a subject's acts and its key, to be read together with the headers."""
    sql = (
        'SELECT position, body FROM payload WHERE position IN (SELECT "position" FROM act WHERE subject = %s)'
    )
    return (sql, [subject]), (_KEYS, [[subject]])


def with_bodies(acts: Iterable[Act], bodies: Rows, keys: Rows) -> list[Act]:
    """Headers with payloads that were read beside them, opened with the keys of their subjects."""
    opened = {subject: payloads.opened_key(subject, sealed) for subject, sealed in keys}
    found = {position: bytes(body) for position, body in bodies}
    return [
        payloads.read(act, found[act.position], opened.get(act.subject))
        for act in acts
        if act.position in found
    ]


# ---------------------------------------------------------------------------------------------- appending


@dataclass(frozen=True, slots=True)
class Versions:
    """Under which regulation and which calendar an act is decided."""

    scheme: str
    calendar: str


def append(
    outcome: Outcome, command: UUID, versions: Versions, before: Mapping[UUID, Subject], facts: Facts,
    apart: payloads.Apart = (),
) -> tuple[Act, list[Row], list[Statement]]:  # fmt: skip
    """Give the act its place and number; the act, every row it folds into, and the statements that write them."""
    case = outcome.case
    key_needed = bool(apart) or payloads.has_personal(outcome.fields, _known(case), outcome.effects)
    position, n, sealed_key = _place(outcome, key_needed)
    effects = dict(outcome.effects)
    if n:
        assert outcome.series is not None
        effects |= numbered(outcome.series, n, case.occurred_on)
    act = act_of(case, outcome, position, versions, effects)
    rows = fold(act, getter(before, facts))
    key, new_key = _key(act.subject, sealed_key) if key_needed else (None, None)
    written = in_record(act, command, _known(case), key, apart)
    statements: list[Statement] = [(_RECORDED, [*written.header, *written.payload, *written.salt])]
    if new_key is not None:
        statements.append(
            ("INSERT INTO subject_key (subject, sealed) VALUES (%s, %s)", [act.subject, new_key])
        )
    for row in rows:
        statements.append((BY_ROW[type(row)].upsert(), BY_ROW[type(row)].write(row)))
        if isinstance(row, Subject):
            statements += search.statements(before.get(row.id), row)
    statements += shredding.of_act(act)
    return act, rows, statements


HEADER = f"{ACT.listed()}, command, commitment"
"""The columns of a header as it is written."""

_RECORDED = (
    f"WITH header AS (INSERT INTO act ({HEADER}) VALUES ({', '.join(['%s'] * (len(ACT.columns) + 2))})),"
    " body AS (INSERT INTO payload (position, body) VALUES (%s, %s))"
    " INSERT INTO salt (position, subject, salt) VALUES (%s, %s, %s)"
)
"""One statement for the three rows of the record: each statement costs as much as its row."""


@dataclass(frozen=True, slots=True)
class InRecord:
    """The three rows of the record that hold one act."""

    header: list[Any]
    payload: list[Any]
    salt: list[Any]


def in_record(
    act: Act, command: UUID, known: Mapping[str, Slot], key: bytes | None, apart: payloads.Apart = ()
) -> InRecord:
    """An act as the record keeps it: header, canonical payload, and the salt of the commitment."""
    body = payloads.write(act, known, key, apart)
    salt = secrets.token_bytes(SALT_BYTES)
    return InRecord(
        [*ACT.write(act), command, commitment(salt, body)],
        [act.position, body],
        [act.position, act.subject, salt],
    )


def _known(case: Case) -> Mapping[str, Slot]:
    return known_slots(case.scheme, case.act, case.value)


def _place(outcome: Outcome, key_needed: bool) -> tuple[int, int, bytes | None]:
    """The next position, the next number of the series, and the subject's sealed key; the number's row is locked."""
    case, series = outcome.case, outcome.series
    sealing = case.subject.id if key_needed else None
    if series is None:
        [[_, position, sealed]] = run_again([(_PLACE, [sealing])])[0]
        return position, 0, bytes(sealed) if sealed else None
    counter = counter_key(series, case.subject, case.actor, case.occurred_on)
    [[position, sealed, n]] = run_again([(_PLACE_AND_NUMBER, [counter, sealing])])[0]
    return position, n, bytes(sealed) if sealed else None


_PLACE = "SELECT pg_current_xact_id(), nextval('act_position'), (SELECT sealed FROM subject_key WHERE subject = %s)"
"""A transaction has its own number before it takes a position, by which the log's integrator waits for it."""
_PLACE_AND_NUMBER = (
    "WITH counted AS (INSERT INTO counter (key, last) VALUES (%s, 1)"
    " ON CONFLICT (key) DO UPDATE SET last = counter.last + 1 RETURNING last)"
    " SELECT nextval('act_position'), (SELECT sealed FROM subject_key WHERE subject = %s), last FROM counted"
)
"""The position comes from the row of the counter, and so after its lock, which gives the transaction its number."""


def _key(subject: UUID, sealed: bytes | None) -> tuple[bytes, bytes | None]:
    if sealed is not None:
        return payloads.opened_key(subject, sealed), None
    return payloads.fresh_key(subject)


def act_of(
    case: Case, outcome: Outcome, position: int, versions: Versions, effects: Mapping[str, Any]
) -> Act:
    """The accepted act as it will stand in the record."""
    subject, actor = case.subject, case.actor
    return Act(
        id=uuid4(), position=position, type=case.act.code, value=outcome.value, subject=subject.id, kind=subject.kind,
        campaign=subject.campaign, inspection=subject.inspection, unit=subject.unit, body=subject.body,
        parent=subject.parent, by_party=actor.party, by_kind=actor.party_kind, by_seat=actor.seat,
        by_person=actor.person if actor.person.int else None, entered_by=case.entered_by if case.entered_by.int else None,
        occurred_on=case.occurred_on, recorded_at=case.now, scheme=versions.scheme, calendar=versions.calendar,
        refs=outcome.refs, fields=outcome.fields, effects=effects,
    )  # fmt: skip


def getter(before: Mapping[UUID, Subject], facts: Facts) -> Any:
    """How the fold finds rows: among those locked and those loaded."""
    loaded: dict[tuple[str, UUID], Any] = {("subject", key): row for key, row in before.items()}
    for wanted, rows in facts.items():
        for row in rows:
            loaded.setdefault((wanted.table, row.id), row)

    def get(table: str, key: UUID) -> Any:
        if (table, key) not in loaded and table == "bar":
            rows = run_again([(f"{BY_NAME[table].select()} WHERE id = %s FOR UPDATE", [key])])[0]
            return BY_NAME[table].read(rows[0]) if rows else None
        return loaded.get((table, key))

    return get
