"""A problem is found by the number that its unit was told, by the unit and by the office."""

from __future__ import annotations

import pytest

from tests.web.conftest import Visitor
from tests.web.through_pages import person
from xuncha.store.account import Account
from xuncha.store.append import run

pytestmark = pytest.mark.demo_city

TOLD = (
    "SELECT f.id, f.facts->>'told_as' FROM subject f WHERE f.kind = 'finding' AND f.facts ? 'told_as'"
    " AND f.unit IN (SELECT party FROM seat WHERE person = %s) ORDER BY f.version LIMIT 1"
)


def told() -> tuple[str, str]:
    """A problem that was fed back to the unit of this login, and the number its unit was told."""
    who = Account.objects.get(login_name="unit").person
    [[key, number]] = run([(TOLD, [who])])[0]
    return str(key), str(number)


def test_a_unit_and_the_office_find_a_problem_by_the_number_in_the_feedback(database: str) -> None:
    key, number = told()
    assert number.startswith("反馈第")
    for who in ("unit", "office"):
        assert f"/findings/{key}" in Visitor(who).sees(f"/search?q={number}"), who


def test_a_unit_finds_no_problem_of_another_by_its_number(database: str) -> None:
    key, number = told()
    other = person("陶知远")
    assert other.reads("/desk")
    assert key not in other.html(f"/search?q={number}")
