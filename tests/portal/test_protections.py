"""What a reporter asks for with the code is read by nobody whom the report is kept from, and by no list of reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from tests.portal.conftest import Portal
from tests.portal.test_talk import does, hour, set_apart
from tests.portal.test_the_whole_way import liutang, registered, report
from tests.web.conftest import Visitor
from xuncha.actions.perform import NotThere
from xuncha.actions.wishes import protect
from xuncha.core.facts.rows import Subject
from xuncha.core.protection.addressing import Reader
from xuncha.server.publishing import publish_all
from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.store.portal import Envelope
from xuncha.store.schemes import scheme_for
from xuncha.store.table import SUBJECT
from xuncha.vault.report import Addition

pytestmark = pytest.mark.demo_city


@pytest.fixture(scope="module")
def key(portal: Portal) -> str:
    """A matter of protection about a report on Liutang."""
    publish_all()
    code = report(portal, liutang())
    hour()
    assert does(portal, code, what="retaliation", ways="transfer").status == 200
    hour()
    return str(set_apart()[-1][0])


def person_of(login: str) -> UUID:
    return Account.objects.get(login_name=login).person


@pytest.fixture
def tied(key: str) -> Iterator[None]:
    """The leader of the group has declared a tie to Liutang."""
    values = [uuid4(), person_of("group"), liutang(), "near_relative", timezone.localdate(), 10**9]
    sql = "INSERT INTO tie (id, person, unit, ground, declared_on, version) VALUES (%s, %s, %s, %s, %s, %s)"
    run([(sql, values)])
    yield
    run([("DELETE FROM tie WHERE version = %s", [10**9])])


@pytest.fixture
def at_home(key: str) -> Iterator[None]:
    """The leader of the group comes from Liutang."""
    person = person_of("group")
    run([("UPDATE seat SET home_unit = %s WHERE person = %s", [liutang(), person])])
    yield
    run([("UPDATE seat SET home_unit = NULL WHERE person = %s", [person])])


def everywhere(key: str) -> list[int]:
    ways = ("", "/paper", "/talk", "/do/protection.answered")
    return [Visitor("group").status(f"/protections/{key}{way}") for way in ways]


def test_who_protects_and_has_no_tie_reads_it(key: str) -> None:
    assert everywhere(key) == [200, 200, 200, 200]


def test_who_has_a_tie_to_the_unit_of_the_report_does_not(key: str, tied: None) -> None:
    assert everywhere(key) == [404, 404, 404, 404]
    group = Visitor("group")
    assert key not in group.client.get("/desk").content.decode()
    assert key not in group.client.get("/protections").content.decode()


def test_nor_who_comes_from_there(key: str, at_home: None) -> None:
    assert everywhere(key) == [404, 404, 404, 404]


def test_nothing_is_done_on_it_that_is_done_on_reports(key: str) -> None:
    page = Visitor("group").sees(f"/protections/{key}")
    offered = set(re.findall(r"/do/([a-z_.]+)", page))
    assert "protection.answered" in offered
    assert not {one for one in offered if one.startswith("complaint.")}


def test_a_round_counts_it_among_no_reports(key: str) -> None:
    [[place]] = run([("SELECT campaign FROM subject WHERE id = %s", [key])])[0]
    [[before]] = run([("SELECT count(*) FROM subject WHERE kind = 'complaint' AND campaign = %s", [place])])[
        0
    ]
    assert before > 0
    assert [row for row in registered() if str(row[0]) == key] == []
    for page in (f"/rounds/{place}", f"/complaints?campaign={place}"):
        assert "护〔" not in Visitor("group").client.get(page).content.decode(), page


@pytest.mark.parametrize("wish", [{"kind": "retaliation"}, {"kind": "recusal", "role": "leading_group"}])
def test_where_it_is_about_whoever_would_read_it_it_is_not_laid_before_them(
    key: str, wish: dict[str, str]
) -> None:
    row: Subject = SUBJECT.read(run([(f"{SUBJECT.select()} WHERE id = %s", [registered()[-1][0]])])[0][0])
    [[group]] = run([("SELECT id FROM subject WHERE kind = 'body' AND code = 'leading_group'", [])])[0]
    scheme, before = scheme_for(row), len(set_apart())
    if wish["kind"] == "recusal":
        wish = wish | {
            "role": next(role.id for role in scheme.roles.values() if role.body == "leading_group")
        }
    else:
        row = replace(row, barred=row.barred | {group})
    envelope = Envelope(uuid4(), timezone.localdate(), "", b"")
    sent = Addition(case=row.id, n=1, words=b"", reader=Reader.INTAKE, wish=wish)
    with pytest.raises(NotThere):
        protect(envelope, sent, row, scheme, timezone.now())
    assert len(set_apart()) == before
