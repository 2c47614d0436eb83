"""Each act gets its leaf once, in the order of the record, whatever else goes on meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from django.db import connection

import xuncha
from tests.db.small_office import NOW, Office, office  # noqa: F401 - a fixture
from xuncha.actions.perform import Entry, perform
from xuncha.core.log.checkpoint import Head
from xuncha.core.log.entry import entry, event
from xuncha.core.log.tree import Tree
from xuncha.store import integrator
from xuncha.store.append import run
from xuncha.store.integrator import integrate, settled
from xuncha.store.log import Growth, growth
from xuncha.store.log_check import check
from xuncha.store.table import ACT

pytestmark = pytest.mark.fresh_database

FINDING = {"title": "补贴未发", "text": "三项资金滞留", "fields": ["field2"], "source": "check"}
SOURCE = str(Path(xuncha.__file__).parents[1])
INTEGRATING = (
    "import django; django.setup()\nfrom xuncha.store.integrator import integrate\nprint('begun', flush=True)\n"
    "integrate(at_once=1)\nprint('done', flush=True)"
)


def find(office: Office, many: int) -> None:
    """So many findings."""
    for _ in range(many):
        office.do("finding.recorded", FINDING, within=office.inspection)


def logged() -> list[tuple[int, int, bytes]]:
    sql = 'SELECT "index", "position", entry FROM log_entry ORDER BY "index"'
    return [(index, position, bytes(one)) for index, position, one in run([(sql, [])])[0]]


def test_every_act_has_its_leaf_in_the_order_of_the_record_without_a_gap(office: Office) -> None:
    find(office, 3)
    run([("SELECT nextval('act_position')", [])])
    find(office, 2)
    head = integrate().head
    positions = [row[0] for row in run([('SELECT "position" FROM act ORDER BY 1', [])])[0]]
    assert [(index, position) for index, position, _ in logged()] == list(enumerate(positions))
    assert positions != list(range(positions[0], positions[0] + len(positions))), "a position was given back"
    assert head == Head.of(Tree().grown(one for *_, one in logged()))


def test_an_entry_is_that_of_the_format(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xuncha.core.acts.competence.is_for_post", lambda *_: True)
    finding = office.do("finding.recorded", FINDING, within=office.inspection)
    office.do("finding.amended", {"title": "补贴迟发"}, subject=finding)
    integrate()
    sql = f'SELECT {ACT.listed()}, command, commitment FROM act WHERE subject = %s ORDER BY "position"'
    found = run([(sql, [finding])])[0]
    before: UUID | None = None
    for *header, command, kept in found:
        act = ACT.read(header)
        of_it = entry(bytes(kept), event(act, command, before))
        assert of_it in [one for _, position, one in logged() if position == act.position]
        before = act.id
    assert len(found) == 2


def test_nothing_is_read_beyond_a_transaction_that_is_open(
    office: Office, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with psycopg.connect(database, options="-c search_path=xuncha") as late:
        late.execute("SELECT pg_current_xact_id(), nextval('act_position')")
        find(office, 2)
        assert settled(patience=0.1) is None
        assert integrate(patience=0.1) == Growth(Tree(), 0)
        late.rollback()
    assert integrate().tree.size == len(logged()) > 2


def test_an_act_that_takes_a_position_first_has_a_transaction_to_be_waited_for(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The statement that gives a position gives the transaction its number, also where nothing was locked."""
    from django.db import transaction

    from xuncha.store import append, batch

    for take in (lambda: append.run_again([(append._PLACE, [None])]), lambda: batch._positions(2)):
        with transaction.atomic():
            assert run([("SELECT pg_current_xact_id_if_assigned()::text", [])])[0] == [(None,)]
            take()
            [[number]] = run([("SELECT pg_current_xact_id_if_assigned()::text", [])])[0]
            assert number is not None
            with ThreadPoolExecutor(1) as pool:
                assert pool.submit(_settled_elsewhere).result() is None


def _settled_elsewhere() -> int | None:
    try:
        return settled(patience=0.1)
    finally:
        connection.close()


def test_an_integrator_that_does_not_wait_is_found_out(
    office: Office, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: the newest position that is seen is no bound."""

    def careless(patience: float = 0) -> int:
        return int(run([('SELECT max("position") FROM act', [])])[0][0][0])

    monkeypatch.setattr(integrator, "settled", careless)
    with psycopg.connect(database, options="-c search_path=xuncha") as late:
        copied = ", ".join(f'"{name}"' for name in ACT.columns if name not in ("id", "position"))
        [[position]] = late.execute("SELECT nextval('act_position')").fetchall()
        find(office, 1)
        integrate()
        late.execute(
            f'INSERT INTO act (id, "position", {copied}, command, commitment) SELECT gen_random_uuid(), %s, {copied},'
            " command, commitment FROM act LIMIT 1",
            [position],
        )
        late.execute("INSERT INTO payload SELECT %s, body FROM payload LIMIT 1", [position])
        late.commit()
    integrate()
    assert [one.what for one in check().wrong if f"position {position}" in one.what] == [
        f"the act at position {position} was put into the record afterwards"
    ]


def test_doing_it_often_and_by_several_at_once_changes_nothing(office: Office) -> None:
    find(office, 12)

    def once(_: int) -> Growth:
        try:
            return integrate(at_once=3)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(once, range(4)))) == 1
    before = logged()
    integrate()
    assert (logged(), check().n_wrong) == (before, 0)


def test_acts_by_several_people_at_once_are_all_taken_in(office: Office) -> None:
    def work(place: int) -> None:
        try:
            if place == 0:
                for _ in range(8):
                    integrate(at_once=2)
                return
            for _ in range(5):
                perform(office.clerk, [Entry("finding.recorded", FINDING, within=office.inspection)], now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(work, range(5)))
    integrate()
    report = check()
    assert (report.n_wrong, report.waiting) == (0, 0)
    assert report.entries == run([("SELECT count(*) FROM act", [])])[0][0][0]


def test_an_integrator_that_is_killed_is_gone_on_with(office: Office, database: str) -> None:
    find(office, 40)
    environment = {**os.environ, "PYTHONPATH": SOURCE, "XUNCHA_DATABASE_URL": database}
    was = 0
    for pause in (0.0, 0.02, 0.05):
        process = subprocess.Popen(
            [sys.executable, "-c", INTEGRATING], env=environment, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout
        assert process.stdout.readline() == "begun\n"
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        process.wait()
        now = growth()
        assert now is not None
        assert now.tree.size >= was
        was = now.tree.size
    integrate()
    report = check()
    assert (report.n_wrong, report.waiting, report.entries) == (0, 0, len(logged()))
