"""A record held against another regulation: who would have been late under it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.regulations.jinniu.district import scheme as of_jinniu
from tests.regulations.office import Office
from tests.regulations.wuqing.city import listed
from tests.regulations.wuqing.city import scheme as of_wuqing
from tests.regulations.yiwu.city import City, entered, scheme
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.core.facts.rows import Duty
from xuncha.core.faults import SchemeFaults
from xuncha.core.review.likeness import likes, read_likes
from xuncha.core.review.under_another import Held, by_owner, due_under, held_against
from xuncha.core.scheme.rules import Scheme
from xuncha.shipped import calendar

TODAY = date(2016, 6, 1)
NOW = datetime(2016, 6, 1, 10, tzinfo=SHANGHAI)


def held(
    city: Office, here: Scheme, other: Scheme, *, of: list[Duty] | None = None, like: Any = None
) -> Held:
    """What is owed in a play, held against another regulation."""
    acts = {act.position: act.recorded_at for act in city.play.book.rows["act"].values()}
    duties = list(city.play.duties()) if of is None else of
    return held_against(duties, here, other, calendar(), NOW, lambda _: acts, like=like)


def stricter(**within: str) -> Scheme:
    """The same regulation with other periods."""
    here = scheme()
    duties = {id: replace(rule, within=within.get(id, rule.within)) for id, rule in here.duties.items()}
    return replace(here, duties=duties)


def late(city: City, other: Scheme) -> list[tuple[str, str, int]]:
    found = held(city, scheme(), other)
    return [(one.rule.id, one.due.isoformat(), one.days) for one in found.late]


def test_who_was_in_time_is_in_time_under_the_same_regulation() -> None:
    city = entered()
    done = [duty for duty in city.play.duties() if duty.state == "discharged"]
    found = held(city, scheme(), scheme(), of=done)
    assert found.late == ()
    assert found.unmatched == 0


def test_a_shorter_period_is_counted_from_the_same_day() -> None:
    city = entered()
    city.do("town/contact", "document.published", {"medium": "board"}, subject="notice")
    assert "publish_notice" not in {rule for rule, *_ in late(city, stricter(publish_notice="P1M"))}
    city = entered()
    [open_duty] = city.duties("publish_notice")
    [found] = [one for one in late(city, stricter(publish_notice="P1D")) if one[0] == "publish_notice"]
    assert found[2] == (TODAY - date.fromisoformat(found[1])).days
    assert date.fromisoformat(found[1]) < date.fromisoformat(open_duty.due["on"])


def test_what_the_other_says_nothing_of_is_counted_and_never_late() -> None:
    city = entered()
    without = replace(scheme(), duties={})
    found = held(city, scheme(), without)
    assert (found.dated, found.late) == (0, ())
    assert (
        found.unmatched
        == sum(found.left.values())
        == len([one for one in city.play.duties() if one.state in ("open", "discharged")])
    )


def test_those_late_stand_by_owner_the_one_with_the_most_first() -> None:
    city = entered()
    found = held(city, scheme(), stricter())
    lots = [len(lot) for _, lot in by_owner(found.late)]
    assert lots == sorted(lots, reverse=True)
    assert sum(lots) == len(found.late) > 0


def due_for(city: City, **said: Any) -> str:
    """When the publishing of the notice would have been due under a rule that says this instead of its period."""
    [duty] = city.duties("publish_notice")
    rule = replace(scheme().duties["publish_notice"], **({"within": ""} | said))
    due = due_under(duty, rule, scheme(), calendar())
    return due.at.isoformat() if due else ""


def test_a_day_of_the_year_a_cycle_and_hours_are_reckoned_as_the_regulation_reckons_its_own() -> None:
    city = entered()
    [duty] = city.duties("publish_notice")
    start = date.fromisoformat(str(duty.due["start"]))
    assert due_for(city, by="12-10").startswith(f"{start.year}-12-11T00:00")
    monday = start + timedelta(days=7 - start.weekday())
    assert due_for(city, every="week") == f"{monday}T00:00:00+08:00"
    assert (
        due_for(city, within="PT24H") == (duty.opened_at.replace(second=0) + timedelta(hours=24)).isoformat()
    )
    assert due_for(city) == due_for(city, set_by="office") == due_for(city, before_date="held_on") == ""


def test_a_duty_in_hours_is_late_on_the_very_day_by_the_minute_it_was_done() -> None:
    city = entered()
    [duty] = city.duties("publish_notice")
    other = stricter(publish_notice="PT2H")
    done = {1: duty.opened_at + timedelta(hours=3), 2: duty.opened_at + timedelta(hours=1)}
    for position, late_by in ((1, [1]), (2, [])):
        closed = replace(duty, state="discharged", closed_on=duty.opened_on, closed_by=position)
        found = held_against([closed], scheme(), other, calendar(), NOW, lambda _: done)
        assert [one.hours for one in found.late] == late_by


LIKE = """
[like]
own_plan = "unit_plan"
mobilise_unit = "unit_mobilisation"
closing_report = "rectification_summary"
circular = ""
"""


def test_a_record_of_one_regulation_is_held_against_another_by_a_table_that_a_person_wrote() -> None:
    """The closing report of Wuqing, sent on 1 December, would have been late by 67 days under the day of Jinniu."""
    here, other = of_wuqing(), of_jinniu()
    city = listed()
    city.play.now = datetime(2017, 12, 1, 10, tzinfo=SHANGHAI)
    city.sum_up()
    like = read_likes(LIKE, "like.toml", here, other)
    found = held(city, here, other, like=like)
    [report] = [one for one in found.late if one.duty.rule == "closing_report"]
    assert (report.rule.id, report.due, report.days) == ("rectification_summary", date(2017, 9, 25), 67)
    assert found.pairs["own_plan"] == "unit_plan"
    assert "circular" not in found.pairs
    assert "closing_report" not in held(city, here, other).pairs


def test_a_table_that_names_no_duty_is_answered_with_the_nearest() -> None:
    with pytest.raises(SchemeFaults) as told:
        read_likes('[like]\nown_plan = "unit_plam"\n', "like.toml", of_wuqing(), of_jinniu())
    [fault] = told.value.faults
    assert (
        fault.of("zh")
        == "like.toml:2：like：jinniu-2017 没有待办规则“unit_plam”。最接近的是：unit_plan、send_unit_plan、unit_circular"
    )
    with pytest.raises(SchemeFaults, match="no table"):
        read_likes("", "like.toml", of_wuqing(), of_jinniu())


def test_rules_of_other_names_are_known_by_what_opens_and_what_discharges_them() -> None:
    here = scheme()
    rule = here.duties["publish_notice"]
    named = replace(rule, id="make_known", owner="unit.principal", after=("document.received",))
    others = {id: one for id, one in here.duties.items() if id != "publish_notice"}
    other = replace(here, duties=others | {"make_known": named})
    assert likes(here, other)["publish_notice"] == "make_known"
    twice = replace(here, duties=others | {"make_known": named, "again": replace(named, id="again")})
    assert "publish_notice" not in likes(here, twice), "of two that are equally near nobody says which"
    elsewhere = replace(here, duties=others | {"make_known": replace(named, where={"kind": "announcement"})})
    assert "publish_notice" not in likes(here, elsewhere), "another paper is another duty"
