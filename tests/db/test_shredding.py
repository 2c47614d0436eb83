"""A destroyed key takes with it what was said: out of the record, the rows, the search and the folder of files."""

from __future__ import annotations

import hashlib
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from tests.db.small_office import Office, office  # noqa: F401 - a fixture
from xuncha.actions.attach import attach, used
from xuncha.core.record.fold import GONE
from xuncha.store import files
from xuncha.store.append import run, subjects_as_they_are
from xuncha.store.replay import replay

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
