"""What the demo of Yiwu is filled with reads like the work of people: no two problems, letters or clues are the same."""

from __future__ import annotations

import json
from datetime import date

import pytest

from xuncha.demo.yiwu.problems import VILLAGES, problems_of
from xuncha.store.append import run

pytestmark = pytest.mark.demo_city


def titles(kind: str) -> list[str]:
    return [title for (title,) in run([("SELECT title FROM subject WHERE kind = %s", [kind])])[0]]


@pytest.mark.parametrize(("kind", "n"), [("finding", 60), ("complaint", 200), ("clue", 4)])
def test_no_two_are_called_the_same(kind: str, n: int) -> None:
    found = titles(kind)
    assert len(found) == n
    assert len(set(found)) == n
    assert not [title for title in found if title.endswith("）")]


def plans() -> list[list[dict[str, str]]]:
    """The measures of each problem that has a plan."""
    sql = "SELECT facts->>'measures' FROM subject WHERE kind = 'finding' AND facts ? 'measures'"
    return [json.loads(measures) for (measures,) in run([(sql, [])])[0]]


def test_each_problem_of_the_unit_that_rectifies_has_measures_of_its_own() -> None:
    told = [one["what"] for plan in plans() for one in plan]
    assert len(plans()) == 9
    assert len(set(told)) == len(told)


def test_measures_are_done_some_days_before_or_after_the_day_they_were_planned_for() -> None:
    lines = [one for plan in plans() for one in plan]
    shifts = [
        (date.fromisoformat(one["done_on"]) - date.fromisoformat(one["by"])).days
        for one in lines
        if one.get("done_on")
    ]
    assert min(shifts) < 0 < max(shifts)
    assert len(set(shifts)) > 3
    assert len(lines) - len(shifts) == 3, "some are left to do"


def test_the_problems_on_record_are_those_of_the_tables_each_at_a_place_of_its_unit() -> None:
    stand = set(titles("finding"))
    for unit in (*VILLAGES, "housing"):
        assert {one.title for one in problems_of(unit)} <= stand
    for unit, places in VILLAGES.items():
        told = [one.title for one in problems_of(unit)]
        assert all(place in title for place, title in zip(places.split(), told, strict=True))
