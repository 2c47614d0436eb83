"""What a member owes by name goes with the post: to whoever follows, with its day, or away where nobody does."""

from __future__ import annotations

import pytest

from tests.regulations.hongshan.district import District, running
from tests.regulations.hongshan.test_2_service_and_windows import link

NAMED = ("contact_street", "contact_community")
LEAVES = {"seat": "member", "person": "@顾行远"}


def left(act: str, **more: str) -> tuple[District, dict[str, str]]:
    city = running()
    city.person("宋知远")
    found = city.play.do(
        act,
        {"seat": "member", "person": str(city.keys["顾行远"]), **{k: str(city.keys[v]) for k, v in more.items()}}
        | ({"accepted": True} if more else {}),
        by=city.by("office", "director"), subject=city.keys["standing"], paper="区委〔2015〕3号",
    )  # fmt: skip
    return city, found.effects


def holders(city: District, rule: str, state: str = "open") -> set[str]:
    """By whom a rule's duty is owed by name."""
    names = {str(key): name for name, key in city.keys.items()}
    return {names[one.item] for one in city.duties(rule, state)}


@pytest.mark.parametrize("rule", NAMED)
def test_what_was_owed_by_name_is_the_successors_with_its_day(rule: str) -> None:
    before = running()
    [was] = [one for one in before.duties(rule) if one.item == str(before.keys["顾行远"])]
    assert holders(before, rule) == {"周敬川", "顾行远"}
    city, effects = left("post.handed_over", successor="宋知远")
    assert holders(city, rule) == {"周敬川", "宋知远"}
    [now] = [one for one in city.duties(rule) if one.item == str(city.keys["宋知远"])]
    assert (now.id, now.opened_on, now.due_at) == (was.id, was.opened_on, was.due_at)
    told = {"rule": rule, "from": str(city.keys["顾行远"]), "to": str(city.keys["宋知远"]), "by": "post"}
    assert told in effects["handed_on"]


def test_the_successor_can_do_it() -> None:
    city, _ = left("post.handed_over", successor="宋知远")
    assert holders(link(city, "宋知远", "street"), "contact_street") == {"周敬川"}
    assert holders(city, "contact_community") == {"周敬川", "宋知远"}


@pytest.mark.parametrize("rule", NAMED)
def test_what_was_owed_by_name_falls_away_where_nobody_follows_and_it_is_told(rule: str) -> None:
    city, effects = left("seat.vacated")
    assert holders(city, rule) == {"周敬川"}
    assert holders(city, rule, "lapsed") == {"顾行远"}
    assert {"rule": rule, "from": str(city.keys["顾行远"]), "to": "", "by": "post"} in effects["handed_on"]
