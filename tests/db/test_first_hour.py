"""An office founded from what is typed in its first hour: bodies, units, people, posts and accounts."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import psycopg
import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from tests.conftest import Template, name_in
from xuncha.actions import founding
from xuncha.actions.first_hour import Slip, accounts_taken, form_bodies, found_office, known_parties
from xuncha.actions.founding import AlreadyFounded, founded_name
from xuncha.actions.perform import Entry, perform
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.core.first_hour.parties import standing_bodies
from xuncha.core.first_hour.people import PersonLine
from xuncha.core.first_hour.units import UnitLine
from xuncha.core.refusal import Refused
from xuncha.core.words import Text
from xuncha.papers import slips
from xuncha.shipped import base_text, scheme_ids, scheme_text
from xuncha.store import schemes
from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.store.headers import Wanted, headers
from xuncha.store.replay import replay
from xuncha.store.schemes import scheme_of, scheme_version
from xuncha.store.viewer import Viewer, viewer_of

NOW = datetime(2015, 9, 24, 10, 0, tzinfo=SHANGHAI)
NAME = Text("澜汀市巡查办", "Lanting Inspection Office")
UNITS = (UnitLine(1, "柳塘镇", "town", ""), UnitLine(2, "柳塘村", "village", "柳塘镇"))
PEOPLE = (
    PersonLine(1, "林若舟", "巡查办", "director", True, "林若舟", ""),
    PersonLine(2, "方竹青", "柳塘镇", "principal", True, "fang", ""),
    PersonLine(3, "方竹青", "柳塘村", "contact", False, "fang", ""),
    PersonLine(4, "周敬川", "领导小组", "clerk", False, "zhou", "柳塘镇"),
)


_slips: dict[str, tuple[Slip, ...]] = {}


@pytest.fixture
def made(database: str) -> tuple[Slip, ...]:
    """The office founded, once for all tests that only look at it."""
    if database not in _slips:
        _slips[database] = found_office(NAME, "yiwu-2015", UNITS, PEOPLE, NOW)
    return _slips[database]


def viewer(account: str) -> Viewer:
    person = Account.objects.get(login_name=account).person
    assert person is not None
    found = viewer_of(person, None, NOW.date())
    assert found is not None
    return found


def test_the_office_has_its_name_its_bodies_and_its_units(made: tuple[Slip, ...]) -> None:
    assert founded_name() == NAME
    found = {known.party.title: known.party.kind for known in known_parties()}
    assert found["巡查办"] == "office"
    assert found["柳塘村"] == "unit"
    assert "巡查组" not in found


def test_a_village_lies_under_its_town(made: tuple[Slip, ...]) -> None:
    ids = {known.party.title: known.id for known in known_parties()}
    [[parent]] = run([("SELECT facts ->> 'parent' FROM subject WHERE title = '柳塘村'", [])])[0]
    assert parent == str(ids["柳塘镇"])


def test_each_person_gets_one_slip_whose_password_lets_in(made: tuple[Slip, ...]) -> None:
    assert [(slip.name, slip.place, slip.account) for slip in made] == [
        ("林若舟", "巡查办", "林若舟"), ("方竹青", "柳塘镇、柳塘村", "fang"), ("周敬川", "领导小组", "zhou"),
    ]  # fmt: skip
    for slip in made:
        account = authenticate(RequestFactory().post("/login"), username=slip.account, password=slip.password)
        assert isinstance(account, Account)
        assert account.person is not None


def test_no_password_is_kept_in_clear(made: tuple[Slip, ...]) -> None:
    tables = [row[0] for row in run([("SELECT tablename FROM pg_tables WHERE schemaname = 'xuncha'", [])])[0]]
    for table in tables:
        rows = str(run([(f'SELECT t::text FROM "{table}" t', [])])[0])
        assert not any(slip.password in rows for slip in made), table


def test_two_posts_are_held_by_one_person(made: tuple[Slip, ...]) -> None:
    assert {seat.seat for seat in viewer("fang").seats} == {"principal", "contact"}


def test_someone_of_a_body_keeps_the_unit_he_comes_from(made: tuple[Slip, ...]) -> None:
    ids = {known.party.title: known.id for known in known_parties()}
    assert viewer("zhou").seat.home_unit == ids["柳塘镇"]
    assert viewer("林若舟").seat.home_unit is None


@pytest.mark.fresh_database
def test_the_first_clerk_registers_the_next_person(made: tuple[Slip, ...]) -> None:
    done = perform(viewer("林若舟"), [Entry("person.registered", {"title": "许知微"})], now=NOW)
    assert done.subject


def test_founding_a_second_time_changes_nothing(made: tuple[Slip, ...]) -> None:
    before = run([("SELECT count(*) FROM act", [])])[0]
    with pytest.raises(AlreadyFounded):
        found_office(Text("别的", "Other"), "yiwu-2015", UNITS, PEOPLE, NOW)
    assert founded_name() == NAME
    assert run([("SELECT count(*) FROM act", [])])[0] == before


@pytest.mark.fresh_database
def test_a_refusal_in_the_middle_leaves_nothing_behind(database: str) -> None:
    twice = (*PEOPLE, PersonLine(5, "高望岚", "柳塘镇", "principal", True, "gao", ""))
    with pytest.raises(Refused):
        found_office(NAME, "yiwu-2015", UNITS, twice, NOW)
    assert founded_name() is None
    assert known_parties() == ()
    assert accounts_taken() == frozenset()


def test_bodies_that_are_there_are_not_formed_again(made: tuple[Slip, ...]) -> None:
    before = known_parties()
    form_bodies(scheme_of(scheme_version(None)), NOW)
    assert known_parties() == before


@pytest.mark.fresh_database
def test_progress_is_told_for_units_people_and_accounts(database: str) -> None:
    told: list[tuple[str, int, int]] = []
    found_office(NAME, "yiwu-2015", UNITS, PEOPLE, NOW, progress=lambda *step: told.append(step))
    assert [step for step in told if step[1] == step[2]] == [
        ("units", 2, 2),
        ("people", 4, 4),
        ("accounts", 3, 3),
    ]


def test_replay_rebuilds_the_office(made: tuple[Slip, ...]) -> None:
    assert replay().differences == []


@pytest.mark.fresh_database
def test_the_list_of_headers_names_nobody(made: tuple[Slip, ...]) -> None:
    perform(viewer("林若舟"), [Entry("person.registered", {"title": "许知微"})], now=NOW)
    listed = list(headers(Wanted(act="person", last=2)))
    assert [(line.act, line.by, line.seat) for line in listed] == [
        ("person.registered", "founder", ""), ("person.registered", "巡查办", "director"),
    ]  # fmt: skip
    assert "许知微" not in str(listed)


@pytest.mark.parametrize(
    ("wanted", "n"),
    [
        (Wanted(act="unit.registered"), 2),
        (Wanted(act="unit.registered:village"), 1),
        (Wanted(act="seat"), 4),
        (Wanted(by="founder"), 19),
        (Wanted(by="巡查办"), 0),
        (Wanted(since=NOW.date()), 19),
        (Wanted(until=datetime(2015, 9, 23, tzinfo=SHANGHAI).date()), 0),
        (Wanted(last=3), 3),
    ],
)
def test_headers_are_found_by_act_by_whom_and_by_day(made: tuple[Slip, ...], wanted: Wanted, n: int) -> None:
    found = list(headers(wanted))
    assert len(found) == n
    assert [line.position for line in found] == sorted(line.position for line in found)


def test_slips_are_printed_with_the_office_and_cut_lines() -> None:
    two = (Slip("林若舟", "巡查办", "lin", "aaaa-bbbb"), Slip("方<b>", "柳塘镇", "fang", "cccc-dddd"))
    plain = slips.as_text(two, NAME, is_practice=False)
    assert "澜汀市巡查办 Lanting Inspection Office\n姓名 name      林若舟\n" in plain
    assert plain.count("- - -") > 1
    page = slips.as_page(two, NAME, "http://127.0.0.1:8000", is_practice=True)
    assert page.count("<li>") == 2
    assert "演练 PRACTICE" in page
    assert "方&lt;b&gt;" in page
    assert "size: A4" in page
    assert "dashed" in page


def test_the_first_act_of_the_record_adopts_the_regulation_with_the_digest_of_its_text(
    made: tuple[Slip, ...],
) -> None:
    sql = "SELECT a.id, a.subject FROM act a ORDER BY position LIMIT 1"
    [[_, subject]] = run([(sql, [])])[0]
    [row] = run([("SELECT kind, state, title, facts FROM subject WHERE id = %s", [subject])])[0]
    facts = json.loads(row[3]) if isinstance(row[3], str) else row[3]
    text = scheme_text("yiwu-2015") + chr(0) + base_text()
    assert row[:2] == ("scheme", "adopted")
    assert row[2] == scheme_of(scheme_version(None)).text.zh
    assert facts["version"] == scheme_version(None)
    assert facts["digest"] == hashlib.sha256(text.encode()).hexdigest()
    assert replay().differences == []


@contextmanager
def text_changed(owner: str) -> Iterator[None]:
    """The text of the regulation changed behind the record by whoever owns the tables."""
    change = "UPDATE adopted_scheme SET source = {}"
    try:
        _as_owner(owner, change.format("source || '# one more line'"))
        yield
    finally:
        _as_owner(owner, change.format("replace(source, '# one more line', '')"))


def _as_owner(owner: str, statement: str) -> None:
    with psycopg.connect(owner, options="-c search_path=xuncha") as link:
        link.execute("ALTER TABLE adopted_scheme DISABLE TRIGGER USER")
        link.execute(statement)
        link.execute("ALTER TABLE adopted_scheme ENABLE TRIGGER USER")
    schemes._kept.cache_clear()


@pytest.fixture
def owner(made: tuple[Slip, ...], database: str, template: Template) -> str:
    return template.owner(name_in(database))


def test_replay_notices_a_text_that_is_not_the_one_that_was_adopted(owner: str) -> None:
    with text_changed(owner):
        [difference] = replay().differences
        assert "not the regulation that was adopted" in difference


def test_nothing_is_decided_under_a_text_that_is_not_the_one_that_was_adopted(owner: str) -> None:
    version = scheme_version(None)
    with text_changed(owner):
        assert scheme_of(version).text.zh, "it can still be read"
        with pytest.raises(Refused) as refused:
            founding.unit("新增单位", "town", NOW)
    [refusal] = refused.value.refusals
    assert refusal.what.zh == f"保存的办法文本和通过时的不一样（{version}），不能依据它办理"
    assert [one.text.zh for one in refusal.missing] == [
        "请系统管理员运行 xuncha replay --check 核对，并从备份恢复办法文本"
    ]
    assert founding.unit("新增单位", "town", NOW)


@pytest.mark.fresh_database
@pytest.mark.parametrize("scheme", scheme_ids())
def test_every_regulation_that_ships_can_be_founded(scheme: str, database: str) -> None:
    found_office(NAME, scheme, (), (), NOW)
    formed = {(known.party.kind, known.party.function) for known in known_parties()}
    assert formed == {
        (party.kind, party.function) for party in standing_bodies(scheme_of(scheme_version(None)))
    }
