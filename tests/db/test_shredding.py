"""A destroyed key takes with it what was said: out of the record, the rows, the search and the folder of files."""

from __future__ import annotations

import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from tests.db.small_office import Office, office  # noqa: F401 - a fixture
from xuncha.actions.attach import WAITS, attach, drop_late, keep_waiting, used
from xuncha.core.record.fold import GONE
from xuncha.server.backup.chest import Packing
from xuncha.server.backup.verifying import _files as files_there
from xuncha.server.folder import DataFolder
from xuncha.store import files
from xuncha.store.append import run, subjects_as_they_are
from xuncha.store.replay import replay
from xuncha.store.shredding import kept_as, rests_on

pytestmark = pytest.mark.fresh_database

FINDING = {"title": "上河村补贴未发", "text": "会计方某经手", "fields": ["field2"], "source": "check"}
OWN, SHARED, WAITING = b"%PDF-1.4 own", b"%PDF-1.4 shared", b"%PDF-1.4 waiting"


@pytest.fixture
def may_do_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who destroys what is a matter of the rules, which are tested in the core; here it is done."""
    monkeypatch.setattr("xuncha.core.acts.competence.is_for_post", lambda *_: True)


def kept(data: bytes) -> str:
    with transaction.atomic():
        return files.keep(data, "pdf")


def evidence(office: Office, finding: UUID, data: bytes, name: str) -> None:
    file = {"id": str(uuid4()), "hash": kept(data), "name": name, "size": len(data), "kind": "pdf"}
    office.do("evidence.added", {"file": file, "dated": "2015-09-01"}, subject=finding)


def contents(data: bytes) -> bytes | None:
    return files.contents(hashlib.sha256(data).hexdigest())


def said_anywhere(words: str) -> list[str]:
    """The tables in which these words stand in clear."""
    tables = [
        row[0]
        for row in run([("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()", [])])[0]
    ]
    told = 'SELECT count(*) FROM "{}" held WHERE row_to_json(held)::text LIKE ANY(%s)'
    forms = [f"%{words}%", f"%{words.encode().hex()}%"]  # as text, and as bytes are written
    found = run((told.format(name), [forms]) for name in tables)
    return [name for name, rows in zip(tables, found, strict=True) if rows[0][0]]


def of_subject(table: str, finding: UUID) -> int:
    return int(run([(f"SELECT count(*) FROM {table} WHERE subject = %s", [finding])])[0][0][0])


def test_everything_said_of_a_matter_goes_with_its_key(office: Office, may_do_all: None) -> None:
    finding, other = (office.do("finding.recorded", FINDING | {"title": title}, within=office.inspection)
                      for title in ("上河村补贴未发", "下河村补贴未发"))  # fmt: skip
    evidence(office, finding, OWN, "方某签收表.pdf")
    for each in (finding, other):
        evidence(office, each, SHARED, "通知.pdf")
    office.do("finding.amended", {"title": "上河村三月补贴未发"}, subject=finding)
    attach(office.clerk, WAITING, "a.pdf")
    evidence(office, finding, WAITING, "a.pdf")
    assert said_anywhere("上河村") != []
    assert of_subject("search", finding) == 1

    office.do("key.destroyed", {"text": "保存期满"}, subject=finding)

    row = subjects_as_they_are([finding])[finding]
    assert (row.title, row.state, set(row.facts)) == (GONE, "recorded", {"_", "shredded", "key.destroyed"})
    assert said_anywhere("上河村") == ["payload"], "only what the regulation does not call personal"
    assert said_anywhere("方某") == ["search", "subject"], "of the other finding alone"
    assert (
        of_subject("search", finding),
        of_subject("subject_key", finding),
        of_subject("salt", finding),
    ) == (0, 0, 1)
    assert (contents(OWN), contents(SHARED), contents(WAITING)) == (None, SHARED, WAITING)
    assert replay().differences == []

    office.do("finding.amended", {"text": "另行登记"}, subject=finding)
    office.do("key.destroyed", {"text": "保存期满"}, subject=other)
    assert contents(SHARED) is None
    assert said_anywhere("方某") == []
    assert replay().differences == [], "also after more was said, and with both destroyed"


def test_a_file_goes_once_nobody_waits_for_it_any_more(office: Office, may_do_all: None) -> None:
    finding = office.do("finding.recorded", FINDING, within=office.inspection)
    waiting = attach(office.clerk, WAITING, "a.pdf")
    evidence(office, finding, WAITING, "a.pdf")
    used(office.clerk, [UUID(waiting.id)])
    office.do("key.destroyed", {"text": "保存期满"}, subject=finding)
    assert contents(WAITING) is None
    assert run([("SELECT count(*) FROM file_use", [])])[0][0][0] == 0


def lying() -> int:
    """How many files lie in the folder."""
    return sum(one.is_file() for one in (Path(settings.DATA) / "files").rglob("*"))


def test_what_waited_too_long_for_its_form_goes_with_its_bytes(office: Office, may_do_all: None) -> None:
    finding = office.do("finding.recorded", FINDING, within=office.inspection)
    before, now = lying(), timezone.now()
    for data, name in ((WAITING, "a.pdf"), (OWN, "b.pdf"), (SHARED, "c.pdf")):
        attach(office.clerk, data, name)
    evidence(office, finding, SHARED, "c.pdf")
    drop_late(now + WAITS - timedelta(minutes=1))
    assert (contents(WAITING), contents(OWN), contents(SHARED)) == (WAITING, OWN, SHARED)
    attach(office.clerk, OWN, "b.pdf")
    run([("UPDATE upload SET at = at - interval '8 days' WHERE at < (SELECT max(at) FROM upload)", []),
         ("UPDATE stored_file SET at = at - interval '8 days' WHERE digest <> %s", [kept_as(hashlib.sha256(OWN).hexdigest())])])  # fmt: skip
    drop_late(now)
    assert (contents(WAITING), contents(OWN), contents(SHARED)) == (None, OWN, SHARED)
    assert lying() == before + 2
    assert run([("SELECT name FROM upload", [])])[0] == [("b.pdf",)]


def test_a_restored_office_misses_the_files_of_its_record_and_not_what_waited(
    office: Office, may_do_all: None
) -> None:
    finding = office.do("finding.recorded", FINDING, within=office.inspection)
    attach(office.clerk, WAITING, "a.pdf")
    evidence(office, finding, OWN, "b.pdf")
    for (key,) in run([("SELECT id FROM stored_file", [])])[0]:  # other offices have theirs in this folder
        (Path(settings.DATA) / "files" / key.hex[:2] / key.hex).unlink(missing_ok=True)
    [(own,)] = run(
        [("SELECT id FROM stored_file WHERE digest = %s", [kept_as(hashlib.sha256(OWN).hexdigest())])]
    )[0]
    assert files_there(DataFolder(Path(settings.DATA))) == (2, [own.hex])


def test_a_file_that_goes_while_a_backup_is_taken_is_left_out(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).write_bytes(OWN)
    chest = Packing(io.BytesIO(), lambda _: (tmp_path / "b").unlink())
    chest.pack_folder("files", tmp_path)
    assert set(chest.members) == {"files/a"}


def test_a_file_that_is_kept_again_is_not_dropped_before_it_is_used(office: Office, may_do_all: None) -> None:
    kept(OWN)
    run([("UPDATE stored_file SET at = at - interval '8 days', counted = true", [])])
    kept(OWN)
    drop_late(timezone.now())
    assert contents(OWN) == OWN


def test_a_cleaned_copy_that_was_not_passed_on_goes_with_the_key_of_its_matter(
    office: Office, may_do_all: None
) -> None:
    finding, other = (office.do("finding.recorded", FINDING | {"title": title}, within=office.inspection)
                      for title in ("上河村补贴未发", "下河村补贴未发"))  # fmt: skip
    for _ in range(2):
        keep_waiting(office.clerk, WAITING, "附件1.pdf", "pdf", finding)
    keep_waiting(office.clerk, OWN, "附件1.pdf", "pdf", other)
    keep_waiting(office.clerk, SHARED, "附件2.pdf", "pdf", finding)
    evidence(office, other, SHARED, "附件2.pdf")

    office.do("key.destroyed", {"text": "保存期满"}, subject=finding)

    assert (contents(WAITING), contents(OWN), contents(SHARED)) == (None, OWN, SHARED)
    assert run([("SELECT made_from FROM upload", [])])[0] == [(other,)]
    assert run([("SELECT count(*) FROM file_use", [])])[0][0][0] == 2, "of the other matter alone"
    assert replay().differences == []


def test_a_file_that_is_kept_for_another_matter_meanwhile_stays(office: Office, may_do_all: None) -> None:
    """The key is destroyed while somebody else, whose transaction ends later, brings the same file to another matter."""
    finding = office.do("finding.recorded", FINDING, within=office.inspection)
    evidence(office, finding, OWN, "a.pdf")

    def destroy() -> None:
        try:
            office.do("key.destroyed", {"text": "保存期满"}, subject=finding)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        files.keep(OWN, "pdf")
        destroying = pool.submit(destroy)
        somebody_waits()
        run([rests_on(hashlib.sha256(OWN).hexdigest(), uuid4())])
        transaction.on_commit(destroying.result)
    assert contents(OWN) == OWN


def somebody_waits() -> None:
    """Return once a connection waits for what another transaction holds."""
    until = monotonic() + 20
    sql = "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype IN ('transactionid', 'tuple')"
    while run([(sql, [])])[0] == [(0,)]:
        assert monotonic() < until, "nobody waits"
        sleep(0.02)


def test_a_file_from_before_its_uses_were_noted_stays(office: Office, may_do_all: None) -> None:
    finding = office.do("finding.recorded", FINDING, within=office.inspection)
    evidence(office, finding, OWN, "a.pdf")
    run([("UPDATE stored_file SET counted = false", [])])
    office.do("key.destroyed", {"text": "保存期满"}, subject=finding)
    assert contents(OWN) == OWN


def test_a_scan_that_came_with_the_destruction_goes_with_it(office: Office, may_do_all: None) -> None:
    finding = office.do("finding.recorded", FINDING, within=office.inspection)
    scan = {"id": str(uuid4()), "hash": kept(OWN), "name": "审批单.pdf", "size": len(OWN), "kind": "pdf"}
    office.do("key.destroyed", {"text": "保存期满", "scan": scan}, subject=finding)
    assert contents(OWN) is None
    assert replay().differences == []


def test_a_refused_destruction_destroys_nothing(
    office: Office, may_do_all: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = office.do("finding.recorded", FINDING, within=office.inspection)
    monkeypatch.setattr("xuncha.actions.perform._remembered", lambda *_: ("SELECT 1/0", []))
    with pytest.raises(Exception, match="division by zero"):
        office.do("key.destroyed", {"text": "保存期满"}, subject=finding)
    monkeypatch.undo()
    assert subjects_as_they_are([finding])[finding].title == FINDING["title"]
    assert (of_subject("subject_key", finding), of_subject("salt", finding)) == (1, 1)
    assert replay().differences == []
