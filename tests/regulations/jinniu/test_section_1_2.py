"""Sections 1 and 2: goals, whom the treatment is for, and its eight contents."""

from __future__ import annotations

from typing import Any

import pytest

from tests.regulations.jinniu.district import checking, enrolled, opened

clause = pytest.mark.clause

LINE = {"title": "问题", "text": "具体情况", "source": "self_check"}


@clause("jinniu-1-4", effect="recorded-core")
@clause("jinniu-6-1-1", effect="recorded-core")
def test_a_unit_joins_with_the_party_organisation_that_bears_the_main_responsibility() -> None:
    assert enrolled().held("street_inspection")["main_body"] == "党工委"
    asked = ("office/clerk", "unit.enrolled", {"unit": "@street", "ground": "listed"})
    assert opened().faults(*asked, within="round") == {"main_body": "请填写：承担主体责任的党组织"}


@clause("jinniu-1-6", effect="tracked")
def test_every_unit_owes_a_long_term_mechanism_by_early_december() -> None:
    district = checking().phase("institution", "2017-09-21")
    assert district.owing("long_mechanism") == ["bureau", "street"]
    assert district.by_when("long_mechanism") == {"2017-12-10"}
    district.adopt("micro_power_mechanism", name="other")
    assert len(district.owed("long_mechanism")) == 2, "another rule is not it"
    district.adopt("mechanism")
    assert district.owing("long_mechanism") == ["bureau"]


KINDS = {"street": "2-1-1", "community": "2-1-2", "section": "2-1-3", "station": "2-1-4", "window": "2-1-5"}


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(kind, marks=clause(f"jinniu-{row}", effect="recorded-core"))
        for kind, row in KINDS.items()
    ],
)
def test_a_unit_is_registered_as_what_the_text_names(kind: str) -> None:
    district = opened()
    district.do("office/clerk", "unit.registered", {"title": "某单位", "kind": kind}, name="new")
    assert district.kind("new") == kind


CONTENTS = {
    "field1": "", "field1_subsidy": "", "field1_relief": "", "field1_insurance": "", "field1_rural": "", "field1_gain": "",
    "field1_favour": "", "field1_false_claim": "", "field1_embezzle": "", "field1_bribe": "",
    "field2": "", "field2_disposal": "", "field2_harm": "", "field2_gain": "", "field2_slush": "", "field2_embezzle": "",
    "field2_share": "", "field2_divert": "",
    "field3": "", "field3_against": "", "field3_fraud": "", "field3_gain": "", "field3_false_claim": "",
    "field3_compensation": "", "field3_demolition": "",
    "field4": "", "field4_construction": "", "field4_land": "", "field4_planning": "", "field4_housing": "",
    "field4_health": "", "field4_education": "", "field4_gain": "", "field4_abuse": "", "field4_unfair": "",
    "field4_charges": "", "field4_gifts": "", "field4_overdue": "",
    "field5": "", "field5_trading": "", "field5_gain": "", "field5_divert": "", "field5_gifts": "", "field5_kickback": "",
    "field6": "", "field6_demanding": "", "field6_lazy": "", "field6_shifting": "", "field6_unsolid": "",
    "field6_unready": "", "field6_unfulfilled": "", "field6_neglect": "", "field6_unsolved": "", "field6_cold": "",
    "field6_rough": "",
    "field7": "central",
}  # fmt: skip
"""Each content in the order of the text, and the rule breached where it must be named."""


def rows() -> list[Any]:
    """Each content with its row: the field itself is row 1, what stands under it follows."""
    found, row = [], 0
    for code, breached in CONTENTS.items():
        row = row + 1 if "_" in code else 1
        found.append(
            pytest.param(code, breached, marks=clause(f"jinniu-2-2-{code[5]}-{row}", effect="recorded-core"))
        )
    conduct = ("dining", "treating", "handing", "travel", "waste", "feasts")
    return found + [
        pytest.param(f"field7_{one}", "city", marks=clause(f"jinniu-2-2-7-{n}", effect="recorded-core"))
        for n, one in enumerate(conduct, start=3)
    ]


@pytest.mark.parametrize(("code", "breached"), rows())
def test_a_problem_is_put_under_a_content_of_the_treatment(code: str, breached: str) -> None:
    district = checking().check()
    more = {"breached": breached} if breached else {}
    district.do(
        "street/clerk", "finding.recorded", LINE | {"fields": [code]} | more, within="check", name="found"
    )
    assert district.held("found")["fields"] == [code]
    value = district.play.scheme.value("fields", code)
    assert value is not None
    assert value.under in ("", code.partition("_")[0])


def test_a_problem_is_under_one_of_the_eight_contents_and_no_other() -> None:
    district = checking().check()
    asked = ("street/clerk", "finding.recorded")
    assert "fields" in district.faults(*asked, LINE, within="check")
    assert "fields" in district.faults(*asked, LINE | {"fields": ["field9"]}, within="check")


@clause("jinniu-2-2-7-2", effect="recorded-core")
def test_a_field_7_problem_names_which_rules_are_breached() -> None:
    district = checking().check()
    for code in ("field7", "field7_dining", "field7_treating", "field7_handing", "field7_travel", "field7_waste", "field7_feasts"):  # fmt: skip
        asked = ("street/clerk", "finding.recorded", LINE | {"fields": [code]})
        assert district.why("rule_breached_named", *asked, within="check") == (
            "jinniu-2-2-7-2 第七类问题写明违反的是哪一级规定：请填写：违反的规定"
        )
        asked = ("street/clerk", "finding.recorded", LINE | {"fields": [code], "breached": "province"})
        assert district.why("rule_breached_named", *asked, within="check") == ""
    district.do(*asked, within="check", name="found")
    assert district.held("found")["breached"] == "province"


@clause("jinniu-2-2-8-1", effect="enforced")
def test_a_field_8_problem_says_what_it_is() -> None:
    district = checking().check()
    asked = ("street/clerk", "finding.recorded", LINE | {"fields": ["field8"]})
    assert district.why("other_described", *asked, within="check") == (
        "jinniu-2-2-8-1 第八类问题要写明是什么问题：请填写：第八类问题说明"
    )
    district.do(*asked[:2], asked[2] | {"other_text": "占用公共场地"}, within="check", name="found")
    assert district.held("found")["other_text"] == "占用公共场地"
