"""A scheme file's faults are named with line, rule, what is wrong and what would be right; never a traceback."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.demo_scheme import CLAUSES, DEMO, base, changed, faults
from xuncha.core.faults import Fault, nearest
from xuncha.core.predicates import PREDICATES
from xuncha.core.review.check import faults_in
from xuncha.core.review.check.guard_rules import PARAMETERS
from xuncha.core.scheme.reader import KEYS
from xuncha.core.scheme.shape import OWN_SHAPES, SHAPES
from xuncha.shipped import base_text, clauses, scheme_ids, scheme_text


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_the_guides_own_regulation_has_no_fault() -> None:
    assert faults(DEMO) == ()


@pytest.mark.parametrize("scheme", scheme_ids())
def test_every_shipped_regulation_has_no_fault(scheme: str) -> None:
    assert faults_in(scheme_text(scheme), scheme, base(), clauses(scheme)) == ()


def test_the_products_own_safeguards_have_no_fault() -> None:
    assert faults_in(base_text(), "base.toml", None, clauses("base")) == ()


CASES = [
    ('part = "runs"', 'part = "rules"', "lists body_kinds", "unknown value of part 'rules'"),
    ('part = "runs"', 'role = "runs"', "lists body_kinds", "unknown trait of a value 'role'"),
    ('cite = ["demo-1-2"]', 'cite = ["demo-1-9"]', "duty publish_notice", "unknown clause 'demo-1-9'"),
    ('cite = ["demo-1-2"]\n', "", "duty publish_notice", "cites no clause"),
    ('after = "document.received"', 'after = "document.recieved"', "duty publish_notice", "unknown act 'document.recieved'"),
    ('after = "document.received"\n', "", "duty publish_notice", "neither after nor every"),
    ('done_by = "document.published"', 'done_by = "document.cleared"', "duty publish_notice", "no role may do document.cleared"),
    ('done_by = "document.published"', 'done_by = "document.issued"', "duty publish_notice", "unit owes it but may not do"),
    ('done_by = "document.published"\n', "", "duty publish_notice", "has no done_by"),
    ('of = { kind = "notice" }', 'of = { kind = "notise" }', "duty publish_notice", "unknown value of documents 'notise'"),
    ('of = { kind = "notice" }', 'of = { kond = "notice" }', "duty publish_notice", "unknown field 'kond'"),
    ('where = { kind = "notice" }', 'where = { has = "prof" }', "duty publish_notice", "unknown field 'prof'"),
    ('owner = "unit"', 'owner = "units"', "duty publish_notice", "unknown way to say who owes 'units'"),
    ('owner = "unit"\n', "", "duty publish_notice", "has no owner"),
    ('owner = "unit"', 'owner = "role:offise"', "duty publish_notice", "unknown role 'offise'"),
    ('owner = "unit"', 'owner = "role:head@office"', "duty publish_notice", "unknown seat 'head'"),
    ('owner = "unit"', 'owner = "payload.owner"', "duty publish_notice", "unknown field 'owner'"),
    ('owner = "unit"', 'owner = "each:body(team)"', "duty publish_notice", "unknown kind of body 'team'"),
    ('within = "P3WD"', 'within = "3WD"', "duty publish_notice", "within '3WD' cannot be read"),
    ('within = "P3WD"', 'within = "setting:x"', "duty publish_notice", "unknown setting 'x'"),
    ('within = "P3WD"', 'within = "P3WD"\nundated = "及时"', "duty publish_notice", "both within and undated"),
    ('within = "P3WD"', 'every = "fortnight"', "duty publish_notice", "every 'fortnight' cannot be read"),
    ('within = "P3WD"', 'by = "13-01"', "duty publish_notice", "by '13-01' cannot be read"),
    ('within = "P3WD"', 'within = "P3WD"\nscope = "team"', "duty publish_notice", "unknown scope 'team'"),
    ('within = "P3WD"', 'within = "P3WD"\nper = "heads"', "duty publish_notice", "unknown set to owe for each of 'heads'"),
    ('within = "P3WD"', 'within = "P3WD"\nduring = "later"', "duty publish_notice", "unknown phase 'later'"),
    ('on = "inspection.started"', 'on = "inspection.stated"', "guard notice_first", "unknown act 'inspection.stated'"),
    ('on = "inspection.started"', 'on = "inspection.ended"', "guard notice_first", "no role may do 'inspection.ended'"),
    ("needs = [{ done =", "needs = [{ did =", "guard notice_first", "unknown predicate 'did'"),
    ('scope = "inspection" } }]', 'skope = "inspection" } }]', "guard notice_first", "unknown parameter of done 'skope'"),
    ('scope = "inspection" } }]', 'scope = "period" } }]', "guard notice_first", "unknown scope 'period'"),
    ('"document.received:notice"', '"document.received:letter"', "guard notice_first", "unknown value of documents 'letter'"),
    ('needs = [{ may = ["office"] }]', 'needs = [{ may = ["ofice"] }]', "guard verified_outside", "unknown role 'ofice'"),
    ('needs = [{ may = ["office"] }]', "needs = []", "guard verified_outside", "needs nothing"),
    ('needs = [{ may = ["office"] }]', 'needs = [{ filled = ["tekst"] }]', "guard verified_outside", "unknown field 'tekst'"),
    ('needs = [{ may = ["office"] }]', 'needs = [{ state_is = ["done"] }]', "guard verified_outside", "unknown state 'done'"),
    ('id = "verified_outside"', 'id = "verifier_apart"', "guard verifier_apart", "product's own safeguards"),
    ('id = "verified_outside"', 'id = "notice_first"', "guard notice_first", "the id is used twice"),
    ('page = "check_ledger"', 'page = "check_leger"', "view check_leger", "unknown page 'check_leger'"),
    ('page = "check_ledger"', 'page = "warning_view"\nlimits = { alikes = 6 }', "view warning_view", "unknown limit 'alikes'"),
    ('page = "check_ledger"', 'page = "figures"\nspans = ["half"]', "view figures", "unknown span 'half'"),
    ('page = "check_ledger"', 'page = "figures"\ncounted = ["finding.gone"]', "view figures", "unknown act 'finding.gone'"),
    ('page = "check_ledger"', 'page = "figures"\ncounted = ["document.drafted:x"]', "view figures", "unknown value of documents 'x'"),
    ('type = "number"', 'type = "figure"', "form finding.recorded", "unknown type of field 'figure'"),
    ('type = "number"', 'type = "choice"', "form finding.recorded", "a choice without a list"),
    ('type = "number"', 'type = "choice", list = "sums"', "form finding.recorded", "unknown list 'sums'"),
    ("amount = { zh", 'text = { zh = "a", en = "b", type = "date" }\namount = { zh', "form finding.recorded", "is date here, but long in"),
    ('act = "finding.recorded"', 'act = "finding.recorded"\nfor = "visit"', "form finding.recorded:visit", "unknown value of sources"),
    ('act = "finding.recorded"', 'act = "finding.recorded"\npaper = "sheet"', "form finding.recorded", "unknown paper 'sheet'"),
    ('of = "finding"', 'of = "findings"', "series finding", "unknown kind of thing 'findings'"),
    ('pattern = "问〔{year}〕{n}号"', 'pattern = "问"', "series finding", "has no place for the figure"),
    ('per = "campaign"', 'per = "round"', "series finding", "unknown span of numbering 'round'"),
    ('per = "campaign"', 'per = "campaign"\nfor = { about = "x" }', "series finding", "unknown value of objects 'x'"),
    ('seat = "principal"', 'seat = "chief"', "roles principal", "unknown value of seats 'chief'"),
    ('body = "office"', 'body = "bureau"', "roles office", "unknown kind of body 'bureau'"),
    ('"campaign.opened", "unit', '"campaign.begun", "unit', "roles office", "unknown act 'campaign.begun'"),
    ('"campaign.opened", "unit', '"campaign.opened:tour", "unit', "roles office", "unknown value of campaign_kinds 'tour'"),
    ("max = 1", "min = 2\nmax = 1", "roles principal", "min 2 is more than max 1"),
    ('starts_on = "2026-01-01"', 'starts_on = "soon"', "scheme", "starts_on 'soon' is not a day"),
    ('money = { zh = "资金", en = "Money" }', 'money = { zh = "资金" }', "list fields", "value 'money' has no zh or en"),
    ('en = "Service" }', 'en = "Service", under = "cash" }', "lists fields", "unknown value 'cash'"),
    ("open = true", "open = false", "lists topics", "no values and is not open"),
    ('cite = ["demo-2-5"]\nbody = "office"', 'body = "office"', "roles office", "cites no clause"),
    ('type = "number"', 'type = "number", required = true', "form finding.recorded", "cites no clause"),
    ('zh = "公布检查通知"\n', "", "duty publish_notice", "zh or en is missing"),
    ('zh = "公布检查通知"', "zh = 3", "duty publish_notice", "not the kind of value"),
    ('owner = "unit"', 'ower = "unit"', "duty publish_notice", "unknown key 'ower'"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "rule", "wrong"), CASES)
def test_each_fault_is_named_with_its_rule_and_what_is_wrong(
    old: str, new: str, rule: str, wrong: str
) -> None:
    found = [fault for fault in faults(changed(old, new)) if fault.rule == rule and wrong in fault.wrong]
    assert found, faults(changed(old, new))
    assert found[0].right
    assert found[0].zh
    assert found[0].file == "demo.toml"
    assert found[0].line > 0


def test_a_list_that_an_act_is_filled_in_from_must_exist() -> None:
    [fault] = faults(DEMO.replace("lists.media", "lists.papers"))
    assert fault.rule == "roles unit"
    assert fault.wrong == "document.published is filled in from the list 'media', which is missing"


def test_a_fault_stands_at_the_line_of_its_key() -> None:
    text = changed('owner = "unit"', 'owner = "units"')
    [fault] = faults(text)
    assert fault.line == line_of(text, 'owner = "units"')


def test_a_fault_in_a_list_stands_at_the_line_of_its_value() -> None:
    text = changed(
        'service = { zh = "服务", en = "Service" }',
        'service = { zh = "服务", en = "Service", under = "cash" }',
    )
    [fault] = faults(text)
    assert fault.line == line_of(text, "service = ")


def test_the_three_nearest_words_are_offered_in_both_languages() -> None:
    [fault] = faults(changed('of = { kind = "notice" }\nwithin', 'of = { knd = "notice" }\nwithin'))
    assert fault.right.startswith("Nearest: kind, ")
    assert str(fault).startswith("demo.toml:")
    assert "没有这个栏目：“knd”。最接近的是：kind" in fault.of("zh")


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ('authority_ends_aftr = { acts = ["document.issued"] }', "authority_ends_after"),
        ('recused_keep_awy = ["demo-1-2"]', "recused_keep_away"),
        ('superviser = "office"', "supervisor"),
        ("units_take_prat = true", "units_take_part"),
    ],
)
def test_a_key_of_the_scheme_table_that_means_nothing_is_answered_with_three_that_do(
    key: str, meant: str
) -> None:
    text = DEMO.replace('id = "demo"', f'id = "demo"\n{key}', 1)
    [fault] = faults(text)
    assert (fault.rule, fault.line) == ("scheme", line_of(text, key))
    assert fault.wrong == f"unknown key {key.partition(' ')[0]!r} in scheme, and no day"
    near = fault.right.removeprefix("Nearest: ").split(", ")
    assert (near[0], len(near) <= 3) == (meant, True)


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ('supervisor = "ofice"', "unknown kind of body 'ofice'"),
        ('authority_ends_after = { acts = ["document.isued:feedback"], cite = ["demo-1-2"] }', "there is no act 'document.isued:feedback'"),
        ('authority_ends_after = { act = ["document.issued"], cite = ["demo-1-2"] }', "unknown key 'act' in authority_ends_after"),
        ('authority_ends_after = "document.issued"', "not the kind of value that stands here"),
        ("recused_keep_away = 3", "not the kind of value that stands here"),
        ('recused_keep_away = ["demo-9-9"]', "unknown clause 'demo-9-9'"),
        ('campaign = { kind = "tour" }', "unknown kind of round 'tour'"),
        ('nouns = { teem = { zh = "组", en = "group" } }', "unknown key 'teem' in nouns"),
        ('nouns = { team = { zh = "组" } }', "'team' has no zh or en"),
        ('nouns = { team = { zh = "组", en = " " } }', "'team' has no zh or en"),
        ('nouns = "team"', "not the kind of value that stands here"),
    ],
)  # fmt: skip
def test_what_the_scheme_table_names_must_exist(key: str, wrong: str) -> None:
    text = DEMO.replace('id = "demo"', f'id = "demo"\n{key}', 1)
    found = faults(text)
    assert wrong in [fault.wrong for fault in found]
    assert {(fault.rule, fault.line, bool(fault.right)) for fault in found} == {
        ("scheme", line_of(text, key), True)
    }


def test_a_day_may_be_named_in_the_scheme_table() -> None:
    assert (
        faults(DEMO.replace('id = "demo"', 'id = "demo"\nreturns_end = "2026-12-10"\nends = 2026-12-31', 1))
        == ()
    )


@pytest.mark.parametrize(
    ("old", "new", "at", "rule"),
    [
        ('service = { zh = "服务", en = "Service" }', "service = 3", "service = 3", "lists fields"),
        ("amount = {", "amount = 3\nsum = {", "amount = 3", "form finding.recorded"),
        ('type = "number"', 'typ = "number"', "amount = ", "form finding.recorded"),
        ('within = "P3WD"', "within = 3", "within = 3", "duty publish_notice"),
        ("max = 1", 'max = "one"', 'max = "one"', "roles principal"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named_with_its_rule_at_its_own_line(
    old: str, new: str, at: str, rule: str
) -> None:
    text = changed(old, new)
    [fault] = faults(text)
    assert (fault.rule, fault.line) == (rule, line_of(text, at))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('roles = 3\n[scheme]\nid = "a"\n', 1),
        ("a = 1\nscheme = [1]\n", 2),
        ('[scheme]\nid = "a"\nx = ' + "[" * 5000, 3),
        ('[scheme]\nid = "a"\nx = ' + "9" * 5000, 3),
        ('[roles]\noffice = 3\n[scheme]\nid = "a"\n', 2),
    ],
)
def test_a_file_of_another_shape_altogether_is_a_fault_at_its_line(text: str, line: int) -> None:
    assert line in [fault.line for fault in faults(text)]


def test_an_empty_citation_is_no_clause() -> None:
    text = changed('cite = ["demo-1-2"]', 'cite = ""')
    assert [fault.wrong for fault in faults(text) if fault.line == line_of(text, 'cite = ""')] == [
        "cites no clause"
    ]


def test_where_no_word_is_like_it_three_are_named_or_all_of_a_few() -> None:
    assert nearest("qqq", [f"word{n}" for n in range(20)]).count(",") == 2
    assert nearest("qqq", ["one", "two", "three", "four"]) == "Known: four, one, three, two"


def test_all_faults_are_listed_at_once() -> None:
    text = changed('owner = "unit"', 'owner = "units"').replace('page = "check_ledger"', 'page = "x"')
    assert {fault.rule for fault in faults(text)} == {"duty publish_notice", "view x"}


def test_a_clause_with_an_effect_that_no_rule_cites_is_a_fault_and_one_of_context_is_none() -> None:
    [fault] = faults(changed('cite = ["demo-2-1"]\n', ""))
    assert (fault.rule, fault.line) == ("clause demo-2-1", 0)


def test_without_a_table_of_clauses_any_clause_may_be_cited() -> None:
    assert faults(changed('cite = ["demo-1-2"]', 'cite = ["anything"]'), ()) == ()


def test_a_file_that_is_not_toml_is_one_fault_at_its_line() -> None:
    [fault] = faults("[scheme]\nid = \n")
    assert (fault.line, fault.rule) == (2, "file")


def test_every_parameter_of_every_predicate_is_checked() -> None:
    assert {name: set(params) for name, params in PARAMETERS.items()} == {
        name: set(found.params) for name, found in PREDICATES.items()
    }


def test_every_key_with_a_shape_is_a_key_of_some_section() -> None:
    known = {key for keys in KEYS.values() for key in keys} | {"required", "personal"}
    assert set(SHAPES) <= known
    assert all(key in KEYS[section] for section, key in OWN_SHAPES)


# ------------------------------------------------------------------------------------------ whatever it holds

WORDS = st.sampled_from(
    ['""', '"x"', "3", "-1", "true", "[]", "{}", "[1]", "[[]]", "{ a = 1 }", '["x"]', '{ any = [] }', '{ not = 3 }',
     "2026-01-01", "1.5", '[{ any = [{ not = [{ done = 3 }] }] }]', '"a:b:c"', '"role:"', '"each:"', '"payload."',
     '"setting:"', '"P"', "[{}]", '{ kind = { x = 1 } }', '"@"', '"role:@"', '"."', '":"', "'''\n'''", "nan", "[", '"']
)  # fmt: skip
LINES = DEMO.split("\n")


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """The small regulation with a few lines lost, doubled, swapped or given another value."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        what = draw(st.sampled_from(["drop", "double", "swap", "value", "mark"]))
        if what == "drop":
            del lines[at]
        elif what == "double":
            lines.insert(at, lines[at])
        elif what == "swap":
            other = draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
        elif what == "value" and "=" in lines[at]:
            lines[at] = f"{lines[at].partition('=')[0]}= {draw(WORDS)}"
        else:
            place = draw(st.integers(0, len(lines[at])))
            lines[at] = lines[at][:place] + draw(st.characters(codec="utf-8")) + lines[at][place:]
    return "\n".join(lines)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_no_mutation_of_a_good_file_brings_a_traceback(text: str) -> None:
    found = faults(text)
    assert all(isinstance(fault, Fault) and fault.wrong and fault.right for fault in found)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_no_text_at_all_brings_a_traceback(text: str) -> None:
    assert faults_in(text, "x", base(), CLAUSES)


@pytest.mark.parametrize(
    "text", ["a = " + "9" * 5000, "x = " + "[" * 5000, "x." * 3000 + "y = 1", "\x00", "﻿"]
)
def test_monstrous_texts_are_ordinary_faults(text: str) -> None:
    assert faults_in(text, "x", base(), CLAUSES)
