"""Whoever has declared a tie to a unit is told of no complaint about it, before anybody has decided on the recusal."""

import re

import pytest

from tests.conftest import connect_django
from tests.web.conftest import Visitor
from tests.web.test_awaiting import does
from xuncha.store.append import run

UNIT = "青屏街道"


@pytest.fixture
def database(own_city: str) -> str:
    connect_django(own_city)
    return own_city


def key(kind: str, title: str) -> str:
    return str(run([("SELECT id FROM subject WHERE kind = %s AND title = %s", [kind, title])])[0][0][0])


def told(who: Visitor, unit: str) -> tuple[int, int, bool]:
    """How many complaints and findings of the unit a list holds, and whether a search names one."""
    listed = [
        len(re.findall(r"<tr class=\"stick\"", who.sees(f"/{plural}?unit={unit}")))
        for plural in ("complaints", "findings")
    ]
    found = who.sees("/search?q=公交").partition("<main")[2]
    return listed[0], listed[1], UNIT in found


def test_a_tie_hides_complaints_at_once_and_nothing_else_until_it_is_decided(database: str) -> None:
    member, unit, person = Visitor("member"), key("unit", UNIT), key("person", "许知微")
    [[letter]] = run([("SELECT id FROM subject WHERE kind = 'complaint' AND unit = %s LIMIT 1", [unit])])[0]
    before = told(member, unit)
    assert before[0] > 0
    assert before[1] > 0
    assert before[2]
    does("office", "tie.declared", {"towards": unit, "ground": "near_relative"}, subject=person)
    assert told(member, unit) == (0, before[1], False)
    assert member.status(f"/complaints/{letter}") == 404
    assert told(Visitor("head"), unit)[0] == before[0]
    does("member", "recusal.requested", {"unit": unit, "ground": "near_relative"}, subject=person)
    assert told(member, unit)[:2] == (0, 0)
    does(
        "director", "recusal.decided", {"unit": unit, "kept_off": False, "text": "不影响公正"}, subject=person
    )
    assert told(member, unit) == before
    does("office", "tie.declared", {"towards": unit, "ground": "own_interest"}, subject=person)
    assert told(member, unit)[0] == 0, "a new tie is another one"


def test_a_tie_withdrawn_by_another_declaration_hides_nothing(database: str) -> None:
    unit, person = key("unit", "石埠街道"), key("person", "许知微")
    does("office", "tie.declared", {"towards": unit, "ground": "other", "text": "同学"}, subject=person)
    does("office", "tie.declared", {"towards": unit, "none": True}, subject=person)
    from django.utils import timezone

    from xuncha.store.account import Account
    from xuncha.store.viewer import viewer_of

    viewer = viewer_of(Account.objects.get(login_name="member").person, None, timezone.localdate())
    assert viewer is not None
    assert unit not in map(str, viewer.tied_units)
