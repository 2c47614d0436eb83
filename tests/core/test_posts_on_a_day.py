"""What the computing of recipients knows of an office: from its rows, on a day."""

from __future__ import annotations

from datetime import date
from functools import cache

from tests.regulations.yiwu.city import City, fed_back
from xuncha.core.facts.rows import Seat, Subject
from xuncha.core.protection.posts_on_a_day import ground_on, receivers_on
from xuncha.core.protection.recipients import About, Closed, Way, way_of


@cache
def city() -> City:
    return fed_back()


def way(city: City, about: About, first: str = "team", on: date | None = None) -> Way:
    """The way of a report in a city as its rows are now."""
    rows, day = city.play.book.rows, on or city.play.now.date()
    things: list[Subject] = list(rows["subject"].values())
    seats: list[Seat] = list(rows["seat"].values())
    receivers = receivers_on(things, seats, city.play.scheme, day)
    units, people = ([row for row in things if row.kind == kind] for kind in ("unit", "person"))
    ground = ground_on(units, seats, people, rows["tie"].values(), rows["bar"].values(), day)
    return way_of(about, city.keys[first], receivers, ground)


def test_a_report_about_a_unit_goes_to_the_team_that_covers_it() -> None:
    found = way(city(), About(units=frozenset({city().keys["town"]})))
    assert found.to == city().keys["team"]
    assert found.people == {city().keys[name] for name in ("高望岚", "陆闻笙", "许知微", "沈知秋", "温如岚")}


def test_a_report_about_a_team_or_its_people_goes_to_the_office() -> None:
    for about in (
        About(bodies=frozenset({city().keys["team"]})),
        About(people=frozenset({city().keys["许知微"]})),
    ):
        assert way(city(), about).to == city().keys["office"]


def test_a_report_about_the_director_goes_to_the_leading_group_and_one_about_its_head_leaves() -> None:
    director = way(city(), About(people=frozenset({city().keys["林若舟"]})))
    assert director.to == city().keys["group"]
    assert [why for _, why in director.passed] == [Closed.UNDER_THEM, Closed.ABOUT_ITS_PEOPLE]
    assert way(city(), About(people=frozenset({city().keys["周敬川"]}))).leaves


def test_a_tie_declared_today_takes_somebody_out_today() -> None:
    tied = city().again()
    tied.do("office/clerk", "tie.declared", {"towards": "@town", "ground": "near_relative"}, subject="高望岚")
    about = About(units=frozenset({tied.keys["town"]}))
    assert tied.keys["高望岚"] not in way(tied, about).people
    assert city().keys["高望岚"] in way(city(), about).people


def test_whoever_came_from_the_unit_does_not_read_about_it() -> None:
    about = About(units=frozenset({city().keys["party"]}))
    found = way(city(), about)
    assert found.to == city().keys["office"], "the whole crew has its home unit there"
    assert found.passed == ((city().keys["team"], Closed.NOBODY_LEFT),)
