"""Posts are lost at once: who is vacated, stands in no longer or not yet, or beyond what was named, does nothing."""

import importlib
from collections.abc import Callable
from datetime import date, timedelta
from threading import Event
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from tests.conftest import Template, connect_django, name_in
from tests.db.small_office import NOW, TODAY, Office, office, viewer  # noqa: F401 - a fixture
from tests.db.test_at_once import FINDING, at_once
from xuncha.actions.founding import person, seat
from xuncha.actions.perform import Entry, NotThere, perform
from xuncha.core.refusal import BadFields, Refused
from xuncha.queries.subjects import subject_for_page
from xuncha.store.append import run
from xuncha.store.replay import replay
from xuncha.store.viewer import Viewer, viewer_of

pytestmark = pytest.mark.fresh_database

WEEK = timedelta(days=7)


def second_clerk(office: Office) -> Viewer:
    """顾望川, who sits in the office beside the director."""
    gu = person("顾望川", NOW)
    seat(office.clerk.seat.party, "clerk", gu, NOW)
    return viewer(gu)


def vacate(office: Office, who: Viewer, **more: Any) -> None:
    office.do(
        "seat.vacated", {"seat": who.seat.seat, "person": str(who.person)}, subject=who.seat.party, **more
    )


def deputise(office: Office, to: UUID, **more: Any) -> None:
    """顾望川 stands in for the director."""
    fields = {"seat": "director", "person": str(office.clerk.person), "to": str(to), **more}
    office.do("post.deputised", fields, subject=office.clerk.seat.party)


def record(who: Viewer, office: Office, **more: Any) -> None:
    perform(who, [Entry("finding.recorded", FINDING, within=office.inspection, **more)], now=NOW)


def test_who_was_vacated_acts_no_more_on_the_same_day(office: Office) -> None:
    gu = second_clerk(office)
    record(gu, office)
    vacate(office, gu)
    with pytest.raises(NotThere):
        record(gu, office)
    assert replay().differences == []


def test_who_was_vacated_reads_no_more_from_the_next_request_on(office: Office) -> None:
    gu = second_clerk(office)
    assert subject_for_page(gu, office.inspection) is not None
    vacate(office, gu)
    assert viewer_of(gu.person, gu.seat.id, TODAY) is None


def test_everybody_of_a_body_that_is_stood_down_loses_the_post_with_it(office: Office) -> None:
    team = office.do("body.formed", {"kind": "team", "title": "第一组"})
    gu = person("顾望川", NOW)
    office.do("seat.filled", {"seat": "head", "person": str(gu)}, subject=team)
    fields = {"seat": "head", "person": str(gu), "to": str(person("沈一帆", NOW))}
    days = {"from_on": TODAY.isoformat(), "until": (TODAY + WEEK).isoformat()}
    office.do("post.deputised", {**fields, **days}, subject=team)
    office.do("body.stood_down", {"on": TODAY.isoformat()}, subject=team)
    assert run([("SELECT count(*) FROM seat WHERE party = %s AND ended_on IS NULL", [team])])[0][0][0] == 0
    assert viewer_of(gu, None, TODAY) is None


def holding(first: Callable[[], None], second: Callable[[], None]) -> list[Any]:
    """The first does its act and keeps its transaction open until the second has begun to wait for it."""
    done, waited = Event(), Event()

    def job(place: int) -> str:
        if place == 0:
            with transaction.atomic():
                first()
                done.set()
                waited.wait(0.5)
            return "first"
        done.wait(10)
        try:
            second()
        finally:
            waited.set()
        return "second"

    return at_once(2, job)


def test_an_act_that_meets_the_vacating_of_its_seat_waits_and_is_not_done(office: Office) -> None:
    gu = second_clerk(office)
    answers = holding(lambda: vacate(office, gu), lambda: record(gu, office))
    assert answers[0] == "first"
    assert isinstance(answers[1], NotThere)
    assert run([("SELECT count(*) FROM act WHERE type = 'finding.recorded'", [])])[0][0][0] == 0


def test_the_vacating_waits_for_an_act_that_began_before_it(office: Office) -> None:
    gu = second_clerk(office)
    assert holding(lambda: record(gu, office), lambda: vacate(office, gu)) == ["first", "second"]
    order = [row[0] for row in run([("SELECT type FROM act ORDER BY position DESC LIMIT 2", [])])[0]]
    assert order == ["seat.vacated", "finding.recorded"]


def test_a_deputy_acts_from_the_first_day_to_the_last_and_on_no_other(office: Office) -> None:
    shen = person("沈一帆", NOW)
    first, last = TODAY + timedelta(days=2), TODAY + timedelta(days=4)
    deputise(office, shen, from_on=first.isoformat(), until=last.isoformat())
    days = [TODAY, first - timedelta(days=1), first, last, last + timedelta(days=1)]
    assert [viewer_of(shen, None, on) is not None for on in days] == [False, False, True, True, False]
    then = viewer_of(shen, None, first)
    assert then is not None
    with pytest.raises(NotThere):  # a page kept open from a day on which it was allowed
        record(then, office)
    with pytest.raises(Refused) as refused:
        perform(then, [Entry("finding.recorded", FINDING, within=office.inspection, occurred_on=TODAY)],
                now=NOW + timedelta(days=2))  # fmt: skip
    assert refused.value.refusals[0].what.zh == "您的代理从2015年9月26日到2015年9月28日，不能办这个日期的事"
    perform(then, [Entry("finding.recorded", FINDING, within=office.inspection)], now=NOW + timedelta(days=2))
    assert replay().differences == []


def test_a_deputy_does_what_was_named_and_nothing_else(office: Office) -> None:
    shen = person("沈一帆", NOW)
    days = {"from_on": TODAY.isoformat(), "until": (TODAY + WEEK).isoformat()}
    deputise(office, shen, acts=["登记问题", "document.drafted"], **days)
    standing_in = viewer(shen)
    assert standing_in.seat.acts == ("finding.recorded", "document.drafted")
    record(standing_in, office)
    with pytest.raises(Refused) as refused:
        perform(standing_in, [Entry("inspection.ended", {}, subject=office.inspection)], now=NOW)
    assert refused.value.refusals[0].what.zh == "“结束巡查”不在您代理的范围内"
    assert refused.value.refusals[0].missing[0].text.zh == "代理的是：登记问题、拟稿"
    assert replay().differences == []


def test_a_deputy_leaves_the_seat_before_the_last_day_as_anybody_does(office: Office) -> None:
    shen = person("沈一帆", NOW)
    deputise(office, shen, from_on=TODAY.isoformat(), until=(TODAY + WEEK).isoformat())
    standing_in = viewer(shen)
    vacate(office, standing_in)
    with pytest.raises(NotThere):
        record(standing_in, office)
    assert viewer_of(shen, None, TODAY) is None
    assert viewer_of(office.clerk.person, None, TODAY) is not None


def test_who_stands_in_leaves_with_the_one_who_leaves(office: Office) -> None:
    """An old head's deputy is not the new head's."""
    gu, shen = second_clerk(office), person("沈一帆", NOW)
    days = {"from_on": TODAY.isoformat(), "until": (TODAY + WEEK).isoformat()}
    clerk = {"seat": "clerk", "person": str(gu.person)}
    office.do("post.deputised", {**clerk, "to": str(shen), **days}, subject=gu.seat.party)
    standing_in = viewer(shen)
    vacate(office, gu)
    with pytest.raises(NotThere):
        record(standing_in, office)
    assert replay().differences == []


def test_a_post_handed_over_takes_the_deputy_with_it_and_has_one_successor(office: Office) -> None:
    gu, shen, lu = second_clerk(office), person("沈一帆", NOW), person("陆闻笙", NOW)
    days = {"from_on": TODAY.isoformat(), "until": (TODAY + WEEK).isoformat()}
    clerk = {"seat": "clerk", "person": str(gu.person)}
    office.do("post.deputised", {**clerk, "to": str(shen), **days}, subject=gu.seat.party)
    office.do("post.handed_over", {**clerk, "successor": str(lu), "accepted": True}, subject=gu.seat.party)
    assert [viewer_of(key, None, TODAY) is not None for key in (gu.person, shen, lu)] == [False, False, True]
    assert viewer(lu).seat.acting_for is None
    assert replay().differences == []


def refused_to_deputise(office: Office, person: UUID, to: UUID, until: date) -> str:
    """What is said to the director who lets somebody stand in for a clerk."""
    days = {"from_on": TODAY.isoformat(), "until": until.isoformat()}
    fields = {"seat": "clerk", "person": str(person), "to": str(to), **days}
    with pytest.raises(Refused) as refused:
        office.do("post.deputised", fields, subject=office.clerk.seat.party)
    if isinstance(refused.value, BadFields):
        return refused.value.faults[0].text.zh
    return refused.value.refusals[0].what.zh


def test_one_stands_in_for_whoever_holds_the_seat_and_never_for_oneself(office: Office) -> None:
    gu, shen = second_clerk(office), person("沈一帆", NOW)
    assert refused_to_deputise(office, shen, gu.person, TODAY) == "这个人现在不在这个岗位"
    assert refused_to_deputise(office, gu.person, gu.person, TODAY) == "代理的人不能是本人"
    said = refused_to_deputise(office, gu.person, office.clerk.person, TODAY)
    assert said == "不能让自己代理，请由别人办理"
    vacate(office, gu)
    assert refused_to_deputise(office, gu.person, shen, TODAY) == "这个人现在不在这个岗位"


def test_a_seat_given_until_a_day_is_held_until_that_day(office: Office) -> None:
    gu, shen = person("顾望川", NOW), person("沈一帆", NOW)
    last = TODAY + timedelta(days=3)
    party = office.clerk.seat.party
    office.do("seat.filled", {"seat": "clerk", "person": str(gu), "until": last.isoformat()}, subject=party)
    days = [TODAY, last, last + timedelta(days=1)]
    assert [viewer_of(gu, None, on) is not None for on in days] == [True, True, False]
    said = refused_to_deputise(office, gu, shen, last + timedelta(days=1))
    assert said == "本人任到2015年9月27日，代理不能更晚"
    yesterday = {"seat": "clerk", "person": str(shen), "until": (TODAY - timedelta(days=1)).isoformat()}
    with pytest.raises(BadFields) as refused:
        office.do("seat.filled", yesterday, subject=party)
    assert refused.value.faults[0].text.zh == "最后一天不能早于第一天"
    vacate(office, viewer(gu))
    assert viewer_of(gu, None, TODAY) is None
    assert replay().differences == []


def test_a_recusal_is_decided_on_where_it_was_asked_for(office: Office) -> None:
    gu = second_clerk(office)
    decided = {"unit": str(office.unit), "kept_off": True, "text": "有亲属关系"}
    with pytest.raises(Refused) as refused:
        office.do("recusal.decided", decided, subject=gu.person)
    [why] = refused.value.refusals
    assert (why.what.zh, why.missing[0].text.zh) == ("这个人没有对这个单位申请过回避", "先办“申请回避”")
    office.do("recusal.requested", {"unit": str(office.unit), "ground": "other"}, subject=gu.person)
    office.do("recusal.decided", decided, subject=gu.person)
    assert replay().differences == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"acts": ["办事"]}, "没有“办事”这一种事，请写事项的名称，如“签批”"),
        ({"until": date(2015, 9, 1).isoformat()}, "最后一天不能早于第一天"),
    ],
)
def test_what_is_deputised_must_be_known(office: Office, more: dict[str, Any], said: str) -> None:
    days = {"from_on": TODAY.isoformat(), "until": (TODAY + WEEK).isoformat()}
    with pytest.raises(BadFields) as refused:
        deputise(office, person("沈一帆", NOW), **{**days, **more})
    assert [fault.text.zh for fault in refused.value.faults] == [said]


def test_an_upgrade_knows_who_was_vacated_and_who_stands_in_for_what(
    office: Office, template: Template, database: str
) -> None:
    gu, shen = second_clerk(office), person("沈一帆", NOW)
    vacate(office, gu)
    first, last = TODAY + timedelta(days=2), TODAY + timedelta(days=4)
    deputise(office, shen, acts=["登记问题"], from_on=first.isoformat(), until=last.isoformat())
    run(
        [("UPDATE seat SET ended_on = NULL, acts = '{}', since = %s", [TODAY])]
    )  # as an office of before has them
    assert len(replay().differences) == 2
    migration = importlib.import_module("xuncha.store.migrations.0009_vacated_seats")
    connect_django(template.owner(name_in(database)))
    try:
        with connection.cursor() as cursor:
            cursor.execute(migration.FILL)
    finally:
        connect_django(database)
    assert replay().differences == []
