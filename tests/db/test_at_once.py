"""Several people at once: numbers have no gap, nothing is doubled, nothing slips past a closing door."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier, Event
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, transaction

from tests.db.small_office import NOW, Office, office  # noqa: F401 - a fixture
from xuncha.actions.again import again_when_in_the_way
from xuncha.actions.founding import person, seat, unit
from xuncha.actions.perform import Done, Entry, perform, prepared
from xuncha.actions.seen import as_seen_now
from xuncha.core.guards.counted import counted
from xuncha.core.refusal import Refused
from xuncha.queries.subjects import listed, subjects_by_id
from xuncha.settings import LOCK_TIMEOUT
from xuncha.store import drafts
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


def test_many_kinds_of_acts_at_once_never_wait_for_each_other_in_a_ring(office: Office) -> None:
    """Openings, papers that take their inspection alone, complaints that take the round, posts, and commands of several acts."""
    towns = [office.unit, *(unit(f"{name}镇", "town", NOW) for name in ("白沙", "石桥", "云岭"))]
    places = [office.inspection]
    for town in towns[1:]:
        seat(town, "principal", person(f"负责人{town.hex[:4]}", NOW), NOW)
        places.append(
            office.do("unit.enrolled", {"unit": str(town), "ground": "listed"}, within=office.round)
        )
        office.do("inspection.assigned", {"body": str(office.clerk.seat.party)}, subject=places[-1])
    staff = [person(f"干部{n}", NOW) for n in range(8)]

    def finding(place: int) -> Entry:
        return Entry("finding.recorded", FINDING, within=places[place % 4])

    def notice(place: int) -> list[Entry]:
        draft, at = uuid4(), place % 4
        return [
            Entry("document.drafted", {"kind": "notice", "text": "x"}, within=places[at], new_id=draft),
            Entry("document.issued", {"to": [str(towns[at])]}, subject=draft),
        ]

    def complaint(place: int) -> Entry:
        fields = {"kind": "report", "channel": "letter", "subject": "反映补贴"}
        return Entry("complaint.received", fields, within=places[place % 4] if place % 2 else office.round)

    def posts(place: int) -> None:
        fields = {"seat": f"clerk{place}", "person": str(staff[place])}
        for act in ("seat.filled", "seat.vacated"):
            perform(office.clerk, [Entry(act, fields, subject=office.clerk.seat.party)], now=NOW)

    jobs: list[Callable[[int, int], Any]] = [
        lambda place, n: perform(office.clerk, [finding(place + n)], now=NOW),
        lambda place, n: perform(office.clerk, [finding(n), finding(n + place + 1), finding(place)], now=NOW),
        lambda place, n: [perform(office.clerk, [one], now=NOW) for one in notice(place + n)],
        lambda place, n: perform(office.clerk, [complaint(place + n), finding(n)], now=NOW),
        lambda place, n: perform(office.clerk, [finding(place), complaint(n)], now=NOW),
        lambda place, n: posts(place),
    ]
    until = monotonic() + 4

    def job(place: int) -> int:
        n = 0
        while monotonic() < until:
            jobs[(place + n) % len(jobs)](place, n)
            n += 1
        return n

    before = deadlocks()
    answers = at_once(8, job)
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert sum(answers) > 40
    assert deadlocks() == before
    assert replay().differences == []


def deadlocks() -> int:
    """How many rings PostgreSQL has broken in this database; each connection tells of its own when it ends."""
    connection.close()
    return int(
        run([("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()", [])])[0][0][0]
    )


@pytest.fixture
def impatient(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks are waited for 0.15 seconds at a time."""
    waits = connection.settings_dict["OPTIONS"]["options"].replace(LOCK_TIMEOUT, "150ms")
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "options", waits)


def meeting(office: Office, seconds: float) -> list[Any]:
    """Somebody keeps the inspection for themselves for a while; another records a finding there."""
    held = Event()

    def job(place: int) -> Any:
        if place == 0:
            with transaction.atomic():
                lock(Place(office.inspection), frozenset())
                held.set()
                sleep(seconds)
            return None
        held.wait(10)
        return perform(office.clerk, [Entry("finding.recorded", FINDING, within=office.inspection)], now=NOW)

    return at_once(2, job)


def test_an_act_that_others_are_in_the_way_of_is_tried_again_by_itself(
    office: Office, impatient: None
) -> None:
    [_, done] = meeting(office, 0.25)
    assert isinstance(done, Done)
    assert run([("SELECT count(*) FROM act WHERE type = 'finding.recorded'", [])])[0][0][0] == 1


def test_after_three_times_it_is_refused_in_words_and_nothing_is_written(
    office: Office, impatient: None
) -> None:
    [_, refused] = meeting(office, 1.2)
    assert isinstance(refused, Refused)
    assert [(one.rule, one.what.zh) for one in refused.refusals] == [
        ("busy", "同时有人在办同一件事，请再按一次")
    ]
    assert run([("SELECT count(*) FROM act WHERE type = 'finding.recorded'", [])])[0][0][0] == 0
    assert run([("SELECT what, rules FROM access_record", [])])[0] == [("refused finding.recorded", ["busy"])]


def test_a_ring_of_waiting_is_broken_and_whoever_lost_begins_anew(office: Office) -> None:
    """Two acts that lock against the order, as a fault in the program might: neither is lost."""
    other = office.do("body.formed", {"kind": "team", "title": "第一组"})
    keys = [office.inspection, other]
    met, tries = Barrier(2, timeout=5), [0, 0]

    def job(place: int) -> str:
        def twice() -> str:
            tries[place] += 1
            with transaction.atomic():
                lock(Place(keys[place]), frozenset())
                if tries[place] == 1:
                    met.wait()
                lock(Place(keys[1 - place]), frozenset())
            return "done"

        return again_when_in_the_way(twice)

    assert at_once(2, job) == ["done", "done"]
    assert sorted(tries) == [1, 2]


def n_drafts() -> int:
    return int(run([("SELECT count(*) FROM draft", [])])[0][0][0])


def test_a_draft_that_is_kept_while_its_form_is_being_sent_does_not_outlive_it(office: Office) -> None:
    key, place = uuid4(), "/somewhere"
    entry = Entry("finding.recorded", FINDING, within=office.inspection)

    def late_keeping() -> None:
        try:
            drafts.keep(office.clerk, place, None, (("text", "写到一半"),), sending=key)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            perform(office.clerk, [entry], key=key, draft=place, now=NOW)
            keeping = pool.submit(late_keeping)
            wait_until_somebody_waits(keeping)
        keeping.result(timeout=20)
    assert n_drafts() == 0


def test_a_draft_that_was_kept_just_before_goes_with_the_form(office: Office) -> None:
    key, place = uuid4(), "/somewhere"
    entry = Entry("finding.recorded", FINDING, within=office.inspection)

    def sending() -> None:
        try:
            perform(office.clerk, [entry], key=key, draft=place, now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            drafts.keep(office.clerk, place, None, (("text", "写到一半"),), sending=key)
            sent = pool.submit(sending)
            wait_until_somebody_waits(sent)
        sent.result(timeout=20)
    assert n_drafts() == 0


def wait_until_somebody_waits(for_: Future[None]) -> None:
    """Until another connection waits for a lock by name, which this transaction holds."""
    end = monotonic() + 20
    waiting = (
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database ="
        " (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    while monotonic() < end and not for_.done() and not run([(waiting, [])])[0][0][0]:
        sleep(0.02)
    assert not for_.done(), "it did not wait"
