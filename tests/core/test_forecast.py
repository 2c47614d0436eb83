"""What a round of so many units will ask, reckoned from the worked case of its regulation."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from xuncha.core.review.forecast import Forecast, Size, forecast, verdict
from xuncha.core.review.play import Play
from xuncha.core.review.worked_case import played_out, read_case
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.scheme.rules import Scheme
from xuncha.shipped import base_text, calendar, case_text, scheme_ids, scheme_text


@cache
def played(name: str) -> tuple[Play, Scheme]:
    scheme = read_scheme(scheme_text(name), name).over(read_scheme(base_text(), "base"))
    return played_out(read_case(case_text(name)), scheme, calendar())[0], scheme


def of(name: str, units: int = 1, teams: int = 1, people: int = 5, **more: int) -> Forecast:
    play, scheme = played(name)
    return forecast(play, scheme, calendar(), Size(units, teams, people, **more))


def due_in(found: Forecast, year: int, month: int, kind: str) -> int:
    return found.months.get((year, month), {}).get(kind, 0)


def test_one_unit_owes_on_the_days_of_the_case() -> None:
    play, scheme = played("yiwu-2015")
    once = [duty for duty in play.duties() if duty.unit and duty.due and not scheme.duties[duty.rule].every]
    found = of("yiwu-2015")
    unit = [duty for duty in once if play.subject(duty.owner).kind == "unit"]
    assert len(unit) == sum(month.get("unit", 0) for month in found.months.values())
    for duty in unit:
        on = date.fromisoformat(duty.due["on"])
        assert due_in(found, on.year, on.month, "unit") > 0


def test_the_units_of_different_teams_are_at_it_at_once() -> None:
    one, four = of("yiwu-2015", 1, 1), of("yiwu-2015", 4, 4)
    for year, month in one.months:
        assert due_in(four, year, month, "unit") == 4 * due_in(one, year, month, "unit")


def test_a_team_goes_to_its_next_unit_when_it_has_left_the_one_before() -> None:
    short, long = of("yiwu-2015", 2, 1, stay=10), of("yiwu-2015", 2, 1, stay=60)
    assert (long.end - short.end).days >= 50
    both = of("yiwu-2015", 2, 1, stay=60, at_once=2)
    assert both.end < long.end


def test_nobody_has_too_much_until_there_is_more_than_is_enough_for_one() -> None:
    play, scheme = played("yiwu-2015")
    size = Size(40, 2, 4, stay=30, at_once=20)
    some = forecast(play, scheme, calendar(), size, most=5)
    assert {"第1个巡查组", "第2个巡查组"} <= {load.who.zh for load in some.too_much}
    assert all(load.each > 5 for load in some.too_much)
    assert forecast(play, scheme, calendar(), size, most=1000).too_much == ()
    heaviest = {load.who.zh: load.each for load in some.peaks}
    assert all(load.each <= heaviest[load.who.zh] for load in some.too_much)


def test_more_people_in_a_team_have_less_each() -> None:
    few, many = of("yiwu-2015", 8, 2, 4), of("yiwu-2015", 8, 2, 40)
    peak = {load.who.zh: load for load in few.peaks}["第1个巡查组"]
    eased = {load.who.zh: load for load in many.peaks}["第1个巡查组"]
    assert (peak.n, peak.each) == (eased.n, eased.each * 10)


def test_what_comes_every_week_comes_for_everybody_who_owes_it() -> None:
    one, ten = of("jinniu-2017", 1, 1), of("jinniu-2017", 10, 1)
    assert due_in(ten, 2017, 7, "unit") == 10 * due_in(one, 2017, 7, "unit") > 0


@pytest.mark.parametrize("name", scheme_ids())
def test_a_round_of_every_regulation_is_reckoned(name: str) -> None:
    found = of(name, 2000, 15, 108, at_once=200)
    assert found.n + found.undated > 2000
    assert found.start <= found.end
    assert sum(sum(month.values()) for month in found.months.values()) == found.n


def test_days_that_passed_before_the_first_day_are_left_out() -> None:
    _, scheme = played("jinniu-2017")
    start = date(2026, 12, 1)
    late, _ = played_out(read_case(case_text("jinniu-2017")), scheme, calendar(), start)
    found = forecast(late, scheme, calendar(), Size(20, 3, 18))
    assert found.start >= start
    assert min(found.months) >= (2026, 12)
    assert found.n > 0


def test_what_no_clause_dates_is_guessed_by_the_days_the_case_took_or_told_for_each_body() -> None:
    play, scheme = played("wuhan-2017")
    found = of("wuhan-2017", 30, 15, 105, office=6)
    undated = [
        duty
        for duty in play.duties()
        if not duty.due.get("on") and duty.unit and not scheme.duties[duty.rule].every
    ]
    assert found.guessed == sum(share.guessed for share in found.shares) > 4 * found.n
    assert found.guessed >= 30 * sum(duty.closed_on is not None for duty in undated)
    assert found.n == sum(share.dated for share in found.shares)
    assert found.undated == found.guessed + found.without


def test_the_office_that_runs_the_work_stands_in_a_line_with_its_load() -> None:
    found = of("wuhan-2017", 30, 15, 105, office=6)
    assert "市作风巡查办" in {share.who.zh for share in found.shares}
    [office] = [load for load in found.heaviest() if load.who.zh == "市作风巡查办"]
    assert office.each == office.n / 6
    assert "市作风巡查办" in {load.who.zh for load in found.too_much}
    assert "市作风巡查办" not in {load.who.zh for load in of("wuhan-2017", 30, 15, 105, office=20).too_much}


def test_nobody_is_called_free_while_most_of_it_stands_in_no_week() -> None:
    found = replace(of("wuhan-2017"), too_much=())
    assert verdict(found, 5).zh.startswith("算进各周的 ")
    open_ones = tuple(replace(share, without=share.without + 99) for share in found.shares)
    told = verdict(replace(found, shares=open_ones), 5)
    assert told.zh.startswith("说不出谁办不过来：算进各周的只有 ")
    assert told.en.startswith("Nobody can say who has too much: only ")


def test_of_many_teams_the_heaviest_stands_for_all() -> None:
    kinds = [load.kind for load in of("wuhan-2017", 30, 15, 105).heaviest()]
    assert len(kinds) == len(set(kinds))
