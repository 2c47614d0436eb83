"""What a refusal says of a condition: which kind of act is lacking, what must not be so, whom a rule is narrowed to."""

from __future__ import annotations

import pytest

from tests.core.demo_scheme import whole
from tests.core.test_owed_by_many import office, opened
from tests.regulations.office import Office
from xuncha.core.names.naming import Naming
from xuncha.core.scheme.rules import AnyOf, Call, Condition, Not
from xuncha.core.wording.condition_words import condition_words
from xuncha.core.wording.rule_words import rule_words


@pytest.mark.parametrize(
    ("condition", "zh"),
    [
        (Call("done", {"acts": ["rectification.verified"], "where": {"names": "subject", "stage": "close_out"}}), "已办：核验（销号）"),
        (Call("adds_up", {"field": "amount", "min": 60, "every": "year"}), "数量每年合计不少于 60"),
        (Call("adds_up", {"min": 2, "every": "month"}), "每月合计不少于 2 次"),
        (Call("duty_is", {"rules": ["rectify"]}), "所指的待办是：一个月内整改"),
        (Not(Call("in_person", {})), "不是“由任职的本人办理，不由他人代”"),
        (AnyOf((Call("done", {"acts": ["finding.fed_back"]}), Call("in_person", {}))), "已办：反馈问题，或者由任职的本人办理，不由他人代"),
    ],
)  # fmt: skip
def test_a_condition_is_said_with_the_regulations_own_words(condition: Condition, zh: str) -> None:
    assert condition_words(Naming(whole()), condition).zh == zh


RULES = """
[[guard]]
id = "field_work_first"
cite = ["demo-2-3"]
zh = "先下乡"
en = "Field work first"
on = "seat.filled"
needs = [{ done = { acts = ["activity.logged"], where = { kind = "field_work" } } }]

[[guard]]
id = "no_talk_yet"
cite = ["demo-2-3"]
zh = "还没有谈话"
en = "No talk yet"
on = "seat.filled"
needs = [{ not = { done = { acts = ["activity.logged:talk"] } } }]

[[duty]]
id = "see_them"
cite = ["demo-1-2"]
zh = "去看看"
en = "Go and see"
owner = "role:office"
after = "campaign.opened"
done_by = ["activity.logged:talk", "seat.filled"]
scope = "owner"

[[duty]]
id = "own_check"
cite = ["demo-1-2"]
zh = "自查"
en = "Check oneself"
owner = "each:unit"
kinds = ["school"]
every = "year"
done_by = "document.published"
"""


def city() -> Office:
    return opened(office(RULES))


FILLED = ("office/clerk", "seat.filled", {"seat": "clerk", "person": "@方竹青", "leadership": False})
TALK = ("office/clerk", "activity.logged", {"kind": "talk", "on": "2026-09-07"})


def test_which_kind_of_act_is_lacking_is_said() -> None:
    held = city()
    said = "demo-2-3 先下乡：还没有办：工作登记（下乡）"
    assert held.why("field_work_first", *FILLED, subject="office") == said
    held.do("office/clerk", "activity.logged", {"kind": "field_work", "on": "2026-09-07"}, subject="office")
    assert held.why("field_work_first", *FILLED, subject="office") == ""


def test_what_must_not_be_so_is_said() -> None:
    held = city()
    assert held.why("no_talk_yet", *FILLED, subject="office") == ""
    held.do(*TALK, subject="office")
    said = "demo-2-3 还没有谈话：不能是这样：已办：工作登记（谈话）"
    assert held.why("no_talk_yet", *FILLED, subject="office") == said


@pytest.mark.parametrize("way", [TALK, FILLED])
def test_a_duty_may_await_one_kind_of_an_act_or_another_act_altogether(
    way: tuple[str, str, dict[str, object]],
) -> None:
    held = city()
    held.do("office/clerk", "activity.logged", {"kind": "field_work", "on": "2026-09-07"}, subject="office")
    assert len(held.owed("see_them")) == 1
    held.do(*way, subject="office")
    assert held.owed("see_them") == []


def test_a_rule_names_the_kinds_of_units_that_owe() -> None:
    scheme = city().play.scheme
    sentence = rule_words(scheme.duties["own_check"], Naming(scheme))
    assert sentence.zh.startswith("每个单位（学校）每年")
    assert sentence.en.startswith("Each unit (school) owes")
