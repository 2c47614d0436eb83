"""On which days the people of a demo work, whatever day it is made on."""

from datetime import date
from itertools import pairwise

import pytest

from xuncha.demo import demo_of
from xuncha.demo.demo import YearlyBuilding
from xuncha.demo.office import Office
from xuncha.demo.routine import Routine, working_day_near
from xuncha.shipped import calendar

DATES = (
    date(2026, 1, 1), date(2026, 2, 18), date(2026, 6, 30), date(2026, 9, 28), date(2026, 10, 2), date(2026, 11, 30), date(2028, 2, 29),
)  # fmt: skip


def test_the_turn_of_a_week_without_work_on_its_thursday_is_the_last_working_day_before() -> None:
    assert working_day_near(date(2026, 11, 26)) == date(2026, 11, 26)
    assert working_day_near(date(2026, 10, 1)) == date(2026, 9, 30)  # the national day


def test_a_week_in_which_nobody_works_has_its_turn_when_they_are_back() -> None:
    turn = working_day_near(date(2026, 2, 19))  # in the middle of the spring festival
    assert calendar().is_working(turn)
    assert turn > date(2026, 2, 19) or turn.isocalendar() == date(2026, 2, 19).isocalendar()


@pytest.mark.parametrize("today", DATES, ids=str)
def test_there_is_a_turn_in_every_week_and_none_on_the_day_itself(today: date) -> None:
    routine = Routine(Office(), {"unit_weekly": {}}, {}, today)
    days = [ago for ago, _ in routine.steps(date(today.year - 1, 5, 11))]
    assert days == sorted(days, reverse=True)
    assert 1 <= days[-1] <= 14
    assert max(one - other for one, other in pairwise(days)) <= 14


def test_a_city_without_habits_has_no_turns() -> None:
    assert list(Routine(Office(), {}, {}, date(2026, 6, 30)).steps(date(2026, 1, 1))) == []


@pytest.mark.parametrize("today", DATES, ids=str)
@pytest.mark.parametrize("name", ["jinniu", "wuqing"])
def test_a_round_of_days_of_the_year_is_past_its_half_and_within_its_last_year(
    name: str, today: date
) -> None:
    city = demo_of(name).city(lambda *_: None, today)
    assert isinstance(city, YearlyBuilding)
    run = (today - city.began).days
    assert city.half_way <= run < city.half_way + 366
    assert (city.began.month, city.began.day) == city.first_day
