"""Several people at once: numbers have no gap, nothing is doubled, nothing slips past a closing door."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, transaction

from tests.db.small_office import NOW, Office, office  # noqa: F401 - a fixture
from xuncha.actions.perform import Done, Entry, perform, prepared
from xuncha.actions.seen import as_seen_now
from xuncha.core.counted import counted
from xuncha.core.refusal import Refused
from xuncha.queries.subjects import listed, subjects_by_id
from xuncha.store.append import Place, lock, run
from xuncha.store.replay import replay

pytestmark = pytest.mark.fresh_database

FINDING = {"title": "补贴未发", "text": "三项资金滞留", "fields": ["field2"], "source": "check"}


def at_once(n: int, job: Callable[[int], Any]) -> list[Any]:
    """Do a job n times in n threads, each with a connection of its own; answers and exceptions."""

    def one(place: int) -> Any:
        try:
            return job(place)
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(n) as pool:
        return list(pool.map(one, range(n)))


def test_findings_recorded_at_once_are_numbered_without_a_gap(office: Office) -> None:
    entry = Entry("finding.recorded", FINDING, within=office.inspection)
    answers = at_once(8, lambda _: [perform(office.clerk, [entry], now=NOW) for _ in range(5)])
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    rows = listed(office.clerk, "finding", {"inspection": office.inspection}, sort="number").rows
    assert [row.n for row in rows] == list(range(1, 41))
    assert replay().differences == []


def test_a_form_sent_four_times_at_once_is_recorded_once(office: Office) -> None:
    key = uuid4()
    entry = Entry("finding.recorded", FINDING, within=office.inspection)
    answers = at_once(4, lambda _: perform(office.clerk, [entry], key=key, now=NOW))
    assert all(isinstance(answer, Done) for answer in answers)
    assert len({answer.subject for answer in answers}) == 1
    assert run([("SELECT count(*) FROM act WHERE type = 'finding.recorded'", [])])[0][0][0] == 1


def test_two_people_who_act_on_one_paper_at_once_do_not_overwrite_each_other(office: Office) -> None:
    draft = office.do("document.drafted", {"kind": "notice", "text": "第一稿"}, within=office.inspection)
    row = subjects_by_id(office.clerk, [draft])[draft]

    def write(place: int) -> Done:
        fields = {"kind": "notice", "text": f"第二稿 {place}"}
        return perform(
            office.clerk, [Entry("document.drafted", fields, subject=draft, seen=as_seen_now(row))], now=NOW
        )

    answers = at_once(2, write)
    assert sorted(type(answer).__name__ for answer in answers) == ["Done", "Refused"]
    [refused] = [answer for answer in answers if isinstance(answer, Refused)]
    assert refused.refusals[0].what.zh == "您打开以后，别人先办了一步。您写的还在下面，看过变动后可以再提交"


def test_an_inspection_cannot_end_while_something_is_being_opened_in_it(office: Office) -> None:
    """Opening shares the inspection's lock and ending wants it alone, so the end waits and then sees what was opened."""
    opened, ended = Event(), Event()
    new = Place(uuid4(), office.round, office.unit, None, office.inspection, office.inspection)

    def job(place: int) -> str:
        if place == 0:
            with transaction.atomic():
                lock(new, frozenset({"parent"}))
                opened.set()
                ended.wait(10)
            return "opened"
        opened.wait(10)
        try:
            with transaction.atomic():
                run([("SET LOCAL lock_timeout = '300ms'", [])])
                lock(Place(office.inspection, office.round, office.unit), frozenset())
            return "ended"
        except OperationalError:
            return "waited"
        finally:
            ended.set()

    assert at_once(2, job) == ["opened", "waited"]


def test_of_two_leading_groups_formed_at_once_the_second_is_refused(office: Office) -> None:
    entry = Entry("body.formed", {"kind": "leading_group", "title": "领导小组"})
    answers = at_once(6, lambda _: perform(office.clerk, [entry], now=NOW))
    assert sorted(type(answer).__name__ for answer in answers) == ["Done", *["Refused"] * 5]
    refused = next(answer for answer in answers if isinstance(answer, Refused))
    assert refused.refusals[0].what.zh == "只设一个领导小组"
    assert refused.refusals[0].missing[0].text.zh == "已经有领导小组"


def test_an_act_takes_the_counts_that_it_adds_to_and_no_others(office: Office) -> None:
    for fields, names in (
        ({"kind": "leading_group", "title": "领导小组"}, ("subject:code=leading_group,kind=body",)),
        ({"kind": "team", "title": "第二组"}, ()),
    ):
        with transaction.atomic():
            case, _, _ = prepared(office.clerk, Entry("body.formed", fields), NOW)
            assert counted(case) == names
