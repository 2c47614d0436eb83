"""Rules are said as a person would say them, in the order of the text, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from tests.core.demo_scheme import CLAUSES, DEMO, base, changed, whole
from tests.core.test_scheme_check import mutated
from xuncha.core.faults import SchemeFaults
from xuncha.core.names.naming import Naming
from xuncha.core.predicates import PREDICATES
from xuncha.core.review.reading_order import Said, in_reading_order
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.scheme.rules import AnyOf, Call, Not
from xuncha.core.wording.condition_words import SENTENCES, condition_words
from xuncha.shipped import clauses, scheme_ids, scheme_text


def said(clause: str, text: str = DEMO) -> Said:
    """The only rule of a clause."""
    [found] = [norm for norm in in_reading_order(whole(text), CLAUSES) if norm.clause.id == clause]
    return found.rules[0]


def test_a_duty_says_who_owes_what_by_when() -> None:
    assert (
        said("demo-1-2").sentence.zh
        == "被检查单位在“签收：检查通知书”以后3个工作日内，应办：公布（检查通知书）。"
    )
    assert (
        said("demo-1-2").sentence.en
        == "Inspected unit owes: Publish (Notice), within 3 working days after 'receive: notice'."
    )


def test_a_guard_says_what_is_refused_unless() -> None:
    assert (
        said("demo-1-3").sentence.zh == "办“进驻”，要在本单位的巡查中已办：签收（检查通知书）。否则不能办。"
    )
    assert (
        said("demo-1-3").sentence.en
        == "Refuses 'Enter the unit' unless in this unit's inspection there is: receive (notice)."
    )


def test_a_guard_that_passes_with_a_reason_says_so() -> None:
    text = changed('needs = [{ may = ["office"] }]', 'needs = [{ may = ["office"] }]\nstrength = "reason"')
    assert said("demo-2-3", text).sentence.zh == "办“核验”，要由检查办办理。做不到的，写明理由才能办。"
    assert (
        said("demo-2-3", text).sentence.en
        == "'Verify' without a written reason only if it is done by Inspection office."
    )


def test_a_list_names_its_values_and_a_reading_is_kept_beside_its_rule() -> None:
    assert said("demo-2-1").sentence.zh == "问题类别：资金、服务。"
    reading = said("demo-2-2").reading
    assert reading is not None
    assert reading.zh == "从单位看到问题之日起算"


def test_a_rule_is_said_in_full_at_its_first_clause_and_named_at_the_others() -> None:
    text = changed('cite = ["demo-1-2"]', 'cite = ["demo-1-2", "demo-2-2"]')
    assert said("demo-1-2", text).said_at == ""
    assert (said("demo-2-2", text).said_at, said("demo-2-2", text).sentence.zh) == (
        "demo-1-2",
        "公布检查通知",
    )


@pytest.mark.parametrize(
    ("when", "zh", "en"),
    [
        ('undated = "及时"', "，及时，应办", "promptly (及时) after"),
        ('before = "inspection.started"', "，“进驻”以前，应办", "before 'enter the unit' after"),
        ('every = "month day 20"', "每月20日前，应办", "by day 20 of every month after"),
        ('by = "05-25"', "5月25日前，应办", "by 25 May after"),
        ('set_by = "office"', "，按检查办定的期限，应办", "by the limit that inspection office sets after"),
        ("", "，期限未定，应办", "no time given after"),
    ],
)
def test_each_way_of_saying_when_has_its_words(when: str, zh: str, en: str) -> None:
    sentence = said("demo-1-2", changed('within = "P3WD"', when)).sentence
    assert zh in sentence.zh
    assert en in sentence.en


def test_any_and_not_are_said() -> None:
    naming = Naming(whole())
    either = AnyOf((Call("may", {"roles": ["office"]}), Not(Call("authorised", {}))))
    assert condition_words(naming, either).zh == "由检查办办理，或者不是“本组的授权在效，且包括这个单位”"
    assert condition_words(naming, either).en.startswith(
        "it is done by Inspection office, or it is not so that"
    )


@pytest.mark.parametrize("name", sorted(PREDICATES))
def test_every_predicate_has_words_with_and_without_parameters(name: str) -> None:
    words = condition_words(Naming(whole()), Call(name, {}))
    assert words.zh
    assert words.en
    assert set(SENTENCES) <= set(PREDICATES)


@pytest.mark.parametrize("scheme", scheme_ids())
def test_every_rule_of_a_shipped_regulation_is_said_in_whole_words(scheme: str) -> None:
    found = read_scheme(scheme_text(scheme), scheme).over(base())
    for norm in in_reading_order(found, clauses(scheme)):
        for rule in norm.rules:
            assert rule.sentence.zh, rule.id
            assert rule.sentence.en, rule.id


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_whatever_can_be_read_can_be_said(text: str) -> None:
    try:
        found = read_scheme(text, "demo.toml").over(base())
    except SchemeFaults:
        return
    in_reading_order(found, CLAUSES)
