"""Whatever somebody does to the record who rules the database, the check names the first index that is wrong."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

import psycopg
import pytest

from tests.conftest import Template, name_in
from tests.db.small_office import Office, office  # noqa: F401 - a fixture
from xuncha.bench.logged import repeated
from xuncha.core.log.checkpoint import Head
from xuncha.core.log.tree import Tree
from xuncha.store.append import run
from xuncha.store.integrator import integrate
from xuncha.store.log import LOGGED, entry_of, growth, streamed
from xuncha.store.log_check import SHOWN, Report, check
from xuncha.store.table import ACT

pytestmark = pytest.mark.fresh_database

FINDING = {"title": "补贴未发", "text": "三项资金滞留", "fields": ["field2"], "source": "check"}
STRANGER = "0b9d1d3e-5a1c-4c7e-9f5e-3f0b2f6a7c11"
OTHERS = ", ".join(f'"{name}"' for name in ACT.columns if name not in ("id", "position"))


@dataclass
class Record:
    """A record of some acts, logged in two lots, with the heads that were signed elsewhere."""

    superuser: Callable[..., None]
    positions: list[int]
    signed: list[Head]

    def check(self) -> Report:
        return check(self.signed)


@pytest.fixture
def record(office: Office, template: Template, database: str) -> Iterator[Record]:
    signed = []
    for many in (6, 4):
        for _ in range(many):
            office.do("finding.recorded", FINDING, within=office.inspection)
        signed.append(integrate().head)
    positions = [row[0] for row in run([('SELECT "position" FROM act ORDER BY 1', [])])[0]]
    with template.postgres.connect(template.folder, name_in(database)) as link:
        link.execute("SET search_path = xuncha")
        link.execute("SET session_replication_role = replica")  # no trigger stops a superuser

        def change(statement: str, *values: object) -> None:
            link.execute(statement, values)

        yield Record(change, positions, signed)


def test_a_record_that_nobody_touched_is_whole(record: Record) -> None:
    report = record.check()
    assert (report.wrong, report.waiting, report.entries) == ([], 0, len(record.positions))
    assert report.heads == 4, "two that were noted, two that were signed"


@pytest.mark.parametrize(
    ("column", "value"),
    [("occurred_on", "2015-09-01"), ("recorded_at", "2015-09-01 00:00+00"), ("type", "finding.amended"), ("value", "x"),
     ("by_person", STRANGER), ("entered_by", STRANGER), ("unit", STRANGER), ("command", STRANGER),
     ("scheme", "other"), ("refs", [UUID(STRANGER)]), ("id", STRANGER)],
)  # fmt: skip
def test_a_changed_header_is_named(record: Record, column: str, value: object) -> None:
    record.superuser(f'UPDATE act SET "{column}" = %s WHERE "position" = %s', value, record.positions[5])
    report = record.check()
    assert report.first == 5
    assert (
        report.wrong[0].what == f"the header at position {record.positions[5]} is not the one that was logged"
    )


def test_a_changed_payload_a_changed_commitment_and_a_lost_salt_are_named(record: Record) -> None:
    record.superuser("UPDATE payload SET body = body || ' ' WHERE position = %s", record.positions[3])
    record.superuser("DELETE FROM payload WHERE position = %s", record.positions[4])
    record.superuser("DELETE FROM salt WHERE position = %s", record.positions[5])
    record.superuser("UPDATE act SET commitment = sha256('x') WHERE position = %s", record.positions[6])
    assert [(one.index, one.what) for one in record.check().wrong] == [
        (3, "its payload is not what its header commits to"),
        (4, "its payload is missing"),
        (5, "its salt is missing, and no act destroyed it"),
        (6, f"the header at position {record.positions[6]} is not the one that was logged"),
        (6, "its payload is not what its header commits to"),
    ]


def test_a_deleted_act_is_named(record: Record) -> None:
    record.superuser("DELETE FROM act WHERE position = %s", record.positions[4])
    assert record.check().first == 4
    record.superuser("DELETE FROM log_entry WHERE position = %s", record.positions[4])
    report = record.check()
    assert (report.first, report.wrong[0].what) == (4, "the entry is missing, or stands elsewhere")


def test_a_case_that_was_deleted_with_all_its_traces_is_named(record: Record) -> None:
    """Whoever rules the database takes a matter out of every table; its entries, or the gap where they stood, remain."""
    [[subject]] = run([("SELECT subject FROM act WHERE position = %s", [record.positions[5]])])[0]
    mine = [row[0] for row in run([("SELECT position FROM act WHERE subject = %s ORDER BY 1", [subject])])[0]]
    at = record.positions.index(mine[0])
    for table in ("payload", "salt"):
        record.superuser(f"DELETE FROM {table} WHERE position = ANY(%s)", mine)
    for table, column in (
        ("act", "subject"),
        ("subject_key", "subject"),
        ("subject", "id"),
        ("duty", "stream"),
    ):
        record.superuser(f"DELETE FROM {table} WHERE {column} = %s", subject)
    report = record.check()
    assert (report.first, report.wrong[0].what) == (
        at, f"the act at position {record.positions[at]} was taken out of the record"
    )  # fmt: skip
    record.superuser("DELETE FROM log_entry WHERE position = ANY(%s)", mine)
    assert record.check().first == at, "also without its entries"
    record.superuser('UPDATE log_entry SET "index" = -1 - "index"')
    record.superuser(
        'UPDATE log_entry e SET "index" = o.n - 1 FROM (SELECT position, row_number() OVER (ORDER BY position) AS n'
        " FROM log_entry) o WHERE o.position = e.position"
    )
    report = record.check()
    assert report.first is not None, "also where the entries behind it were moved up"
    assert report.first <= record.signed[0].size


@pytest.mark.parametrize("tables", [("act",), ("act", "log_entry"), ("act", "log_entry", "log_growth")])
def test_the_last_acts_deleted_are_named(record: Record, tables: tuple[str, ...]) -> None:
    """Also where every table was led back together: what was signed elsewhere reaches further."""
    whole, cut = len(record.positions), record.signed[0].size
    for table in tables:
        record.superuser(f"DELETE FROM {table} WHERE position > %s", record.positions[cut - 1])
    report = record.check()
    assert report.first == cut
    if len(tables) > 1:
        assert report.wrong[0].what == f"entries {cut} to {whole - 1} are missing: the log ended behind them"
    if len(tables) == 3:
        assert check().wrong == [], "without what was signed nobody could tell"


def test_an_act_put_in_is_named(record: Record) -> None:
    free = record.positions[5]
    record.superuser("UPDATE act SET position = -position WHERE position >= %s", free)
    record.superuser("UPDATE log_entry SET position = -position WHERE position >= %s", free)
    for table in ("act", "log_entry"):
        record.superuser(f"UPDATE {table} SET position = 1 - position WHERE position < 0")
    for table in ("payload", "salt"):
        record.superuser(f"UPDATE {table} SET position = -position WHERE position >= %s", free)
        record.superuser(f"UPDATE {table} SET position = 1 - position WHERE position < 0")
    record.superuser(
        f'INSERT INTO act (id, "position", {OTHERS}, command, commitment)'
        f" SELECT gen_random_uuid(), %s, {OTHERS}, command, commitment FROM act WHERE position = %s",
        free,
        record.positions[4],
    )
    report = record.check()
    assert report.first == 5
    assert report.wrong[0].what == f"the act at position {free} was put into the record afterwards"


def test_two_acts_that_changed_places_are_named(record: Record) -> None:
    one, other = record.positions[2], record.positions[7]

    def exchange(table: str) -> None:
        for old, new in ((one, -1), (other, one), (-1, other)):
            record.superuser(f"UPDATE {table} SET position = %s WHERE position = %s", new, old)

    for table in ("act", "payload", "salt"):
        exchange(table)
    assert record.check().first == 2
    exchange("log_entry")
    assert record.check().first == 2


BITS = {
    "payload": ("body", "position"), "salt": ("salt", "position"), "act": ("commitment", "position"),
    "log_entry": ("entry", "position"), "log_growth": ("root", "position"),
}  # fmt: skip


def test_no_bit_can_be_changed_without_being_named(record: Record) -> None:
    """A bit that is turned twice is as before, so each change stands alone."""
    chance, heads = random.Random(20151201), [head.size for head in record.signed]
    for n in range(100):
        table, (column, key) = chance.choice(list(BITS.items()))
        index = chance.choice(heads) - 1 if table == "log_growth" else chance.randrange(len(record.positions))
        bit, where = chance.randrange(256), record.positions[index]
        turn = (
            f"UPDATE {table} SET {column} = set_bit({column}, %s, 1 - get_bit({column}, %s)) WHERE {key} = %s"
        )
        record.superuser(turn, bit, bit, where)
        report = record.check()
        found = report.first
        assert found is not None, (n, table, index, bit)
        assert found == (([0, *heads][heads.index(index + 1)]) if table == "log_growth" else index)
        record.superuser(turn, bit, bit, where)
    assert record.check().wrong == []
    record.superuser("UPDATE log_growth SET at = now()")
    assert record.check().wrong == [], "the control: what is in no hash is not looked at"


def test_memory_does_not_grow_with_the_record(record: Record) -> None:
    peaks = []
    for times in (200, 2):  # 4,000 acts, then twelve thousand
        repeated(times)
        integrate()
        tracemalloc.start()
        assert record.check().n_wrong == 0
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0], peaks


def rewrite(record: Record) -> None:
    """Make the whole log anew from what stands in the record now, as a superuser with our code can."""
    record.superuser("DELETE FROM log_entry")
    record.superuser("DELETE FROM log_growth")
    integrate()


def test_a_log_that_was_rewritten_as_a_whole_differs_from_what_was_signed(record: Record) -> None:
    record.superuser("UPDATE act SET occurred_on = '2015-09-01' WHERE position = %s", record.positions[1])
    rewrite(record)
    assert check().wrong == [], "it agrees with itself"
    report = record.check()
    assert report.first == 0
    size = record.signed[0].size
    assert report.wrong[0].what == (
        f"from here to entry {size - 1} the record was rewritten: the head that was signed at {size} entries is another"
    )


def test_a_rewritten_end_is_named_from_the_last_head_that_agrees(record: Record) -> None:
    size = record.signed[0].size
    record.superuser("UPDATE act SET occurred_on = '2015-09-01' WHERE position = %s", record.positions[-1])
    rewrite(record)
    assert record.check().first == size


def test_a_log_that_was_led_back_and_went_on_otherwise_is_named(record: Record, office: Office) -> None:
    size = record.signed[0].size
    for table in ("payload", "salt", "act", "log_entry", "log_growth"):
        record.superuser(f"DELETE FROM {table} WHERE position > %s", record.positions[size - 1])
    for _ in range(10):
        office.do("finding.recorded", FINDING, within=office.inspection)
    integrate()
    report = record.check()
    assert report.first is not None
    assert report.first <= size


def test_entries_and_heads_of_the_log_that_were_changed_are_named(record: Record) -> None:
    record.superuser("UPDATE log_entry SET entry = sha256('x') WHERE \"index\" = 3")
    assert record.check().first == 3
    record.superuser("DELETE FROM log_growth WHERE size = %s", record.signed[-1].size)
    assert record.check().n_wrong == 2


def test_what_waits_is_counted_and_its_payload_looked_at(record: Record, office: Office) -> None:
    office.do("finding.recorded", FINDING, within=office.inspection)
    report = record.check()
    assert (report.wrong, report.waiting) == ([], 1)
    record.superuser("UPDATE payload SET body = body || ' ' WHERE position = (SELECT max(position) FROM act)")
    assert record.check().first == len(record.positions)


def test_of_much_that_is_wrong_the_first_is_named_and_the_rest_counted(
    record: Record, office: Office
) -> None:
    for _ in range(SHOWN):
        office.do("finding.recorded", FINDING, within=office.inspection)
    integrate()
    record.superuser("UPDATE act SET value = 'x'")
    report = record.check()
    assert (len(report.wrong), report.first) == (SHOWN, 0)
    assert report.n_wrong == report.entries > SHOWN


def test_a_destroyed_matter_keeps_its_entry(
    record: Record, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xuncha.core.acts.competence.is_for_post", lambda *_: True)
    [[finding]] = run([("SELECT subject FROM act WHERE position = %s", [record.positions[-1]])])[0]
    office.do("key.destroyed", {"text": "保存期满"}, subject=finding)
    integrate()
    assert record.check().wrong == []


def test_the_whole_log_can_be_made_again_from_headers_alone(record: Record) -> None:
    from django.db import transaction

    record.superuser("DELETE FROM payload")
    record.superuser("DELETE FROM salt")
    with transaction.atomic(), streamed(f"SELECT {LOGGED} FROM act a ORDER BY position") as rows:
        made = Tree().grown(entry_of(row) for row in rows)
    now = growth()
    assert now is not None
    assert made == now.tree


def test_one_who_may_write_rows_cannot_take_an_entry_back(record: Record) -> None:
    for table in ("log_entry", "log_growth", "log_batch"):
        for statement in (f"DELETE FROM {table}", f"TRUNCATE {table}"):
            with pytest.raises(Exception, match="permission denied"):
                run([(statement, [])])


def test_psycopg_is_asked_as_a_superuser(record: Record, template: Template, database: str) -> None:
    """The control of these tests: the same change by the office's own role is refused."""
    with (
        psycopg.connect(database, options="-c search_path=xuncha") as link,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        link.execute("UPDATE act SET value = 'x'")
