"""Section 3, (4): building rules and systems, and the zero-problem undertaking."""

from functools import partial
from typing import Any

import pytest

from tests.regulations.jinniu.district import EIGHT, SCAN, District, checking, found, verified
from tests.regulations.office import Owed

clause = pytest.mark.clause

ANALYSIS = {"patterns": "集中在窗口", "forms": "拖件", "harm": "影响办事", "causes": "无人复核"}
ZERO = {
    "kind": "zero",
    "promised_for": "@community",
    "by_person": "@方竹青",
    "text": "自查后不存在",
    "letter": SCAN,
}


def building() -> District:
    return checking().phase("institution", "2017-09-21")


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(part, marks=clause(f"jinniu-3-4-{n}", effect="recorded-core"))
        for n, part in enumerate(ANALYSIS, start=2)
    ],
)
def test_micro_corruption_is_analysed_in_four_parts(part: str) -> None:
    district = building()
    asked = ("street/clerk", "document.drafted")
    whole = {"kind": "pattern_analysis", **ANALYSIS}
    assert part in district.faults(
        *asked, {name: value for name, value in whole.items() if name != part}, within="street_inspection"
    )
    district.draft("street/clerk", **whole, within="street_inspection")
    assert district.held("pattern_analysis")[part] == ANALYSIS[part]


@pytest.mark.parametrize(
    "register",
    [
        pytest.param("practice", marks=clause("jinniu-3-4-6", effect="recorded-core")),
        pytest.param("micro_power", marks=clause("jinniu-3-4-15", effect="recorded-core")),
    ],
)
def test_practices_and_micro_powers_are_registered(register: str) -> None:
    district = building()
    district.do(
        "street/clerk",
        "entry.registered",
        {"register": register, "title": "窗口延时"},
        within="street_inspection",
        name="entry",
    )
    assert (district.subject("entry").code, district.held("entry")["title"]) == (register, "窗口延时")


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        pytest.param(
            "undertaking_mechanism", "undertaking_mechanism", marks=clause("jinniu-3-4-7", effect="tracked")
        ),
        pytest.param(
            "micro_power_mechanism", "micro_power_mechanism", marks=clause("jinniu-3-4-18", effect="tracked")
        ),
    ],
)
def test_every_unit_owes_the_mechanisms_of_the_phase(rule: str, kind: str) -> None:
    district = building()
    assert district.owing(rule) == ["bureau", "street"]
    assert district.by_when(rule) == {"2017-12-10"}
    district.adopt("running_mechanism", name="other")
    assert len(district.owed(rule)) == 2
    district.adopt(kind)
    assert district.owing(rule) == ["bureau"]


@clause("jinniu-3-4-8", effect="enforced")
def test_only_the_secretary_of_a_street_or_community_undertakes_that_there_is_no_problem() -> None:
    district = checking().check()
    asked = ("undertaking.given", ZERO)
    said = district.why("secretary_undertakes", "street/clerk", *asked, within="street_inspection")
    assert said == "" or said.startswith("jinniu-3-4-8")
    assert district.refused("street/clerk", *asked, within="street_inspection") != ()
    assert (
        district.why("secretary_undertakes", "community/principal", *asked, within="street_inspection") == ""
    )
    at_the_bureau = ZERO | {"promised_for": "@bureau"}
    assert district.why(
        "secretary_undertakes", "bureau/principal", asked[0], at_the_bureau, within="bureau_inspection"
    ) == ("jinniu-3-4-8 零问题承诺由街道、社区的党组织书记作出：区市政局不属于所列单位类别")
    assert "letter" in district.faults(
        "community/principal",
        asked[0],
        {name: value for name, value in ZERO.items() if name != "letter"},
        within="street_inspection",
    )


SUMMARY: dict[str, Any] = {"work_done": "查过", "problems": "无", "shortcomings": "无", "next_phase": "保持"}


def test_a_summary_without_problems_stays_unconfirmed_until_the_secretary_signs() -> None:
    district = (
        checking()
        .comb()
        .draft("street/clerk", "self_check_summary", "street_inspection", **SUMMARY, zero_for=True)
    )
    assert district.owed("zero_undertaking") == [Owed("street/principal", "未定", "g1")]
    personal = {"kind": "personal", "by_person": "@沈知秋", "text": "不收礼"}
    district.do("street/clerk", "undertaking.given", personal, within="street_inspection")
    assert len(district.owed("zero_undertaking")) == 1
    district.do("community/principal", "undertaking.given", ZERO, within="street_inspection", name="zero")
    assert district.owed("zero_undertaking") == []


def test_a_department_owes_no_zero_problem_undertaking() -> None:
    district = checking()
    district.draft("bureau/clerk", "self_check_summary", "bureau_inspection", **SUMMARY, zero_for=True)
    assert district.owed("zero_undertaking") == []


@clause("jinniu-3-4-9", effect="recorded-core")
def test_the_undertaking_is_kept_with_its_signer_and_looked_into_when_a_problem_turns_up() -> None:
    district = checking().comb()
    district.do("community/principal", "undertaking.given", ZERO, within="street_inspection", name="zero")
    assert district.held("zero")["by_person"] == str(district.keys["方竹青"])
    district.check(name="elsewhere", checked_unit="@street").find(check="elsewhere", name="other")
    district.discuss("other").hand_over(name="other")
    assert district.owed("check_undertaking_again") == [], "another unit undertook nothing"
    district.check().find().discuss().hand_over()
    assert [owed.by for owed in district.owed("check_undertaking_again")] == ["g1"]
    checked = {"kept": "不实", "result": "false", "found": ["@finding"]}
    district.do("g1/head", "undertaking.checked", checked, subject="zero")
    assert district.owed("check_undertaking_again") == []


@clause("jinniu-3-4-10", effect="enforced")
def test_nobody_undertakes_anything_before_self_examination_was_done() -> None:
    district = checking()
    asked = ("community/principal", "undertaking.given", ZERO)
    why = partial(district.why, "checked_before_undertaking", *asked, within="street_inspection")
    said = "jinniu-3-4-10 自查做过以后才能承诺没有问题："
    assert why().startswith(f"{said}还没有办：登记检查（未发现问题、发现问题）；还没有查到的 8 项：第一类、")
    district.check(checked_unit="@street", outcome="none", looked_at=EIGHT)
    assert "还没有查到的 8 项" in why(), "another unit was checked"
    district.check(name="in_vain", outcome="not_met", looked_at=EIGHT)
    assert why().startswith(f"{said}还没有办：登记检查"), "it could not be held"
    district.check(name="first", outcome="none", looked_at=EIGHT[:3])
    assert why() == f"{said}还没有查到的 5 项：第四类、第五类、第六类、第七类、第八类"
    district.check(name="second", outcome="none", looked_at=EIGHT[3:])
    assert why() == ""


@clause("jinniu-3-4-10", effect="enforced")
def test_nobody_undertakes_that_there_is_none_while_a_problem_found_there_is_open() -> None:
    district = verified().check(name="combed", outcome="none", looked_at=EIGHT)
    asked = ("community/principal", "undertaking.given", ZERO)
    why = partial(district.why, "checked_before_undertaking", *asked, within="street_inspection")
    assert why() == "jinniu-3-4-10 自查做过以后才能承诺没有问题：还有没办结的：问题 1 件"
    district.adopt("problem_rule", of=["@finding"]).close()
    assert why() == ""
    district.check(name="elsewhere", checked_unit="@street").find(check="elsewhere", name="other")
    assert why() == "", "it was found in another unit"


def test_what_a_group_found_hinders_no_undertaking_before_the_unit_is_told_of_it() -> None:
    district = checking().comb().on("2017-06-05")
    asked = ("community/principal", "undertaking.given", ZERO)
    why = partial(district.why, "checked_before_undertaking", *asked, within="street_inspection")
    visit = {"method": "group_check", "staff": ["@高望岚"], "place": "窗口", "content": "低保", "checked_unit": "@community"}  # fmt: skip
    district.do("g1/head", "check.recorded", visit, within="street_inspection", name="visit")
    district.find(by="g1/head", check="visit", source="visits")
    assert district.keys["street"] not in district.subject("finding").readers
    assert why() == "", "a refusal would tell it"
    district.meet("g1/head", "group_weekly", "g1", "finding", progress="查了一处").hand_over(by="g1/head")
    assert why().endswith("还有没办结的：问题 1 件")


@pytest.mark.parametrize(
    ("rule", "extent"),
    [
        pytest.param("rule_for_systemic", "systemic", marks=clause("jinniu-3-4-11", effect="tracked")),
        pytest.param("rule_for_systemic", "common", marks=clause("jinniu-3-4-11", effect="tracked")),
        pytest.param("rule_for_gap", "gap", marks=clause("jinniu-3-4-12", effect="tracked")),
    ],
)
def test_a_systemic_problem_or_a_gap_asks_for_a_rule(rule: str, extent: str) -> None:
    district = found().classify("single", "extent")
    assert district.owed(rule) == []
    district = found().classify(extent, "extent")
    assert district.owed(rule) == [Owed("street", "2017-12-10", "g1")]
    district.adopt("problem_rule", name="elsewhere")
    assert len(district.owed(rule)) == 1, "it answers another problem"
    district.adopt("problem_rule", of=["@finding"])
    assert district.owed(rule) == []


@clause("jinniu-3-4-13", effect="recorded-core")
@clause("jinniu-3-4-14", effect="recorded-core")
def test_a_rule_names_the_problems_it_answers_its_limits_and_its_steps() -> None:
    district = verified().adopt("problem_rule", of=["@finding"], limits="公示七日", steps="申请、核对、公示")
    held = district.held("rule")
    assert held["of"] == [str(district.keys["finding"])]
    assert (held["limits"], held["steps"]) == ("公示七日", "申请、核对、公示")
