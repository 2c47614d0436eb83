"""What can never come about is named: a condition, a phase, a duty that a guard forbids."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from xuncha.core.predicates import PREDICATES
from xuncha.core.predicates.waiting import nothing
from xuncha.core.review.check import faults_in
from xuncha.core.review.check.in_vain import may_come
from xuncha.core.review.check.known import Known
from xuncha.core.review.check.words_of_acts import acts_named
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.scheme.rules import calls
from xuncha.shipped import base_text, clauses, scheme_ids, scheme_text


def said(name: str, text: str) -> list[str]:
    """The faults of a changed regulation that were not there before, in Chinese, without its unused clauses."""
    base = read_scheme(base_text(), "base")
    found = faults_in(text, f"{name}.toml", base, clauses(name))
    return [fault.of("zh") for fault in found]


def without_act(text: str, act: str) -> str:
    """The regulation in which nobody may do an act."""
    named = re.compile(rf', "{re.escape(act)}(:\w+)?"')
    return "\n".join(named.sub("", line) if line.startswith("may = [") else line for line in text.split("\n"))


def after(text: str, id: str, added: str) -> str:
    """The regulation with something after the rule of this id."""
    at = text.index("\n[[", text.index(f'id = "{id}"'))
    return f"{text[:at]}\n{added}\n{text[at:]}"


def test_a_condition_that_nobody_can_fulfil_is_named_with_its_line() -> None:
    text = without_act(scheme_text("yiwu-2015"), "disposition.proposed")
    found = [line for line in said("yiwu-2015", text) if "永远不会成立" in line]
    assert found
    for one in found:
        line = int(one.split("：")[0].rpartition(":")[2])
        assert "disposition.proposed" in text.split("\n")[line - 1]
        assert "“done”永远不会成立：没有任何职责可以办它所等的事（disposition.proposed）。在应办的职责" in one


def test_an_approval_by_a_role_that_gives_none_can_never_be() -> None:
    text = scheme_text("yiwu-2015").replace(
        'approved = { by = "office", for_act = "feedback"',
        'approved = { by = "unit", for_act = "feedback"',
        1,
    )
    assert any(
        "feedback_approved" in line and "“approved”永远不会成立" in line for line in said("yiwu-2015", text)
    )


def test_one_of_several_alternatives_is_enough() -> None:
    text = scheme_text("yiwu-2015")
    whole = '{ any = [{ evidence_held = { at_least = 1 } }, { approved = { by = "unit", for_act = "feedback" } }] }'
    text = after(
        text,
        "signed_by_both",
        f'[[guard]]\nid = "either"\ncite = ["yiwu-28-6"]\nzh = "任一"\nen = "Either"\non = "finding.closed"\nneeds = [{whole}]',
    )
    assert said("yiwu-2015", text) == []


def test_a_phase_that_nobody_may_begin_is_never_reached() -> None:
    text = without_act(scheme_text("wuqing-2017"), "phase.started")
    found = [line for line in said("wuqing-2017", text) if "没有任何职责可以进入这个阶段" in line]
    assert len(found) == 4


CONFLICT = """[[guard]]
id = "team_only"
cite = ["yiwu-11-32"]
zh = "只由巡查组公布"
en = "Only the team publishes"
on = "document.published"
for = { kind = "notice" }
needs = [{ may = { roles = ["team"] } }]
"""


def test_a_duty_whose_owner_a_guard_keeps_off_is_named_with_both_rules() -> None:
    text = after(scheme_text("yiwu-2015"), "publish_notice", CONFLICT)
    [one] = said("yiwu-2015", text)
    assert "duty publish_notice：承办的 unit 要靠“document.published”办结，team_only 却不许他办" in one
    assert said("yiwu-2015", text.replace('roles = ["team"] } }]', 'roles = ["team", "unit"] } }]')) == []


def test_a_guard_on_another_kind_or_with_an_exception_forbids_nothing() -> None:
    other = CONFLICT.replace('kind = "notice"', 'kind = "announcement"')
    assert said("yiwu-2015", after(scheme_text("yiwu-2015"), "publish_notice", other)) == []
    excepted = CONFLICT + "unless = [{ evidence_held = { at_least = 1 } }]\n"
    assert said("yiwu-2015", after(scheme_text("yiwu-2015"), "publish_notice", excepted)) == []


def guard(needs: str, on: str = "finding.closed", id: str = "odd", more: str = "") -> str:
    return f'[[guard]]\nid = "{id}"\ncite = ["yiwu-28-6"]\nzh = "怪"\nen = "Odd"\non = "{on}"\nneeds = [{needs}]\n{more}'


def with_guards(*guards: str) -> list[str]:
    text = scheme_text("yiwu-2015")
    return said("yiwu-2015", after(text, "signed_by_both", "\n".join(guards)))


NOBODY_MAY = {
    "same_party": '{ same_party = { acts = ["matter.rehandled"] } }',
    "latest": '{ latest = { acts = ["matter.rehandled"] } }',
    "agreed": '{ agreed = { acts = ["matter.rehandled"] } }',
    "state_is": '{ state_is = { states = ["rehandled"] } }',
    "notice_given": '{ notice_given = { acts = ["matter.rehandled"], lead = "P3D" } }',
    "done": '{ done = ["finding.fed_back", "matter.rehandled"] }',
}


@pytest.mark.parametrize("name", NOBODY_MAY)
def test_whatever_a_condition_waits_for_somebody_must_be_able_to_do(name: str) -> None:
    [one] = with_guards(guard(NOBODY_MAY[name]))
    assert f"guard odd：“{name}”永远不会成立：没有任何职责可以办它所等的事（" in one
    assert "rehandled" in one


@pytest.mark.parametrize(
    "needs",
    [
        '{ follows = ["matter.rehandled"] }',
        '{ before = ["matter.rehandled"] }',
        '{ in_time = { acts = ["matter.rehandled"], within = "P3D" } }',
    ],
)
def test_a_condition_on_the_day_of_what_nobody_may_do_looks_at_nothing(needs: str) -> None:
    [one] = with_guards(guard(needs))
    assert "什么也管不到：没有任何职责可以办它所看的事（matter.rehandled）" in one
    assert with_guards(guard(needs.replace("matter.rehandled", "finding.fed_back"))) == []


def test_what_opens_a_duty_and_what_excepts_from_it_are_looked_at_too() -> None:
    was = 'if = [{ first_receipt = { roles = ["unit"] } }]'
    never = '[{ state_is = ["rehandled"] }]'
    for now in (f"if = {never}", f"{was}\nunless = {never}"):
        [one] = said("yiwu-2015", scheme_text("yiwu-2015").replace(was, now, 1))
        assert "duty publish_notice：“state_is”永远不会成立" in one


def test_every_predicate_says_what_it_waits_for_or_that_it_waits_for_nothing() -> None:
    """What names acts, states or phases always waits; a regulation under which nobody may do anything fulfils none of it."""
    for one in PREDICATES.values():
        if {"acts", "states", "phases"} & set(one.params):
            assert one.waits_for is not nothing, one.name
    met: set[str] = set()
    for name in scheme_ids():
        scheme = read_scheme(scheme_text(name), name).over(read_scheme(base_text(), "base"))
        roles = {id: replace(role, may=frozenset()) for id, role in scheme.roles.items()}
        lame = Known(replace(scheme, roles=roles, duties={}))
        for rule in scheme.guards.values():
            for call in calls(rule.needs):
                for wait in PREDICATES[call.name].waits_for(call.args):
                    assert not may_come(lame, acts_named(rule.on), wait), (name, rule.id, call)
                    met.add(call.name)
    assert len(met) > 15


CLASHES = {
    "both and not": '{ done = ["finding.fed_back"] }, { not = { done = ["finding.fed_back"] } }',
    "in an alternative": '{ any = [{ done = "finding.fed_back" }, { evidence_held = {} }] }, '
    '{ not = { any = [{ done = ["finding.fed_back"] }, { evidence_held = {} }] } }',
    "two states": '{ state_is = ["verified"] }, { state_is = ["closed"] }',
    "some but none": '{ may = ["office"] }, { not = { may = ["unit", "office"] } }',
}


@pytest.mark.parametrize("needs", CLASHES.values(), ids=CLASHES)
def test_conditions_that_never_hold_together_are_named(needs: str) -> None:
    [one] = with_guards(guard(needs))
    assert "guard odd：" in one
    assert "不会同时成立，所以这些条件永远不能都满足。去掉其中一个" in one


def test_conditions_with_another_parameter_or_another_way_are_no_contradiction() -> None:
    other = '{ done = ["finding.fed_back"] }, { not = { done = { acts = ["finding.fed_back"], scope = "inspection" } } }'
    way = '{ any = [{ done = ["finding.fed_back"] }, { evidence_held = {} }] }, { not = { done = ["finding.fed_back"] } }'
    assert with_guards(guard(other)) == []
    assert with_guards(guard(way)) == []


def test_two_guards_that_refuse_one_act_between_them_are_named_once() -> None:
    needs = '{ done = ["finding.fed_back"] }'
    one, other = guard(needs), guard(f"{{ not = {needs} }}", id="even")
    [fault] = with_guards(one, other)
    assert "“finding.closed”永远办不成：odd 和 even 合在一起要求“done”又要求“not done”" in fault
    assert with_guards(one, guard(f"{{ not = {needs} }}", id="even", on="finding.reopened")) == []
    assert with_guards(one, other + "unless = [{ evidence_held = {} }]\n") == []


def test_a_guard_that_says_not_the_owner_forbids_the_duty_as_well() -> None:
    denied = CONFLICT.replace('{ may = { roles = ["team"] } }', '{ not = { may = ["unit"] } }')
    wrong = "duty publish_notice：承办的 unit 要靠“document.published”办结，team_only 却不许他办"
    assert any(
        wrong in one for one in said("yiwu-2015", after(scheme_text("yiwu-2015"), "publish_notice", denied))
    )
    other = CONFLICT.replace('{ may = { roles = ["team"] } }', '{ not = { may = ["office"] } }')
    assert said("yiwu-2015", after(scheme_text("yiwu-2015"), "publish_notice", other)) == []


@pytest.mark.parametrize(
    ("needs", "wrong"),
    [
        ('{ count_between = { what = "check", min = "two" } }', "“two”不是数目。应写成 2 这样的整数"),
        ('{ done = { acts = ["finding.fed_back"], at_least = true } }', "“True”不是数目"),
        ("{ state_is = { states = { a = 1 } } }", "没有这个状态"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named_and_ends_nothing(needs: str, wrong: str) -> None:
    [one] = with_guards(guard(needs))
    assert wrong in one
