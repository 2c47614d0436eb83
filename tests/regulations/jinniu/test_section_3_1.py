"""Section 3, (1): the span of the treatment, mobilisation and deployment."""

import pytest

from tests.regulations.jinniu.district import enrolled, new_district, opened
from tests.regulations.office import Owed

clause = pytest.mark.clause

ROUND = {"kind": "treatment", "title": "专项治理", "starts_on": "2017-05-11", "ends_on": "2017-12-31"}
PLAN = {"kind": "unit_plan", "steps": "四步", "key_points": "窗口", "goals": "见底", "time_limits": "照区里"}


@clause("jinniu-3-0-1", effect="enforced")
def test_the_treatment_runs_from_mid_may_to_the_end_of_december() -> None:
    district = new_district()
    asked = ("office/clerk", "campaign.opened")
    assert district.why("round_in_span", *asked, ROUND | {"starts_on": "2017-05-21"}) == (
        "jinniu-3-0-1 专项治理从5月中旬开始，12月底结束：开始日期应在2017年5月11日至2017年5月20日之间"
    )
    assert "结束日期应在2017年12月21日至2017年12月31日之间" in district.why(
        "round_in_span", *asked, ROUND | {"ends_on": "2018-01-01"}
    )
    assert district.why("round_in_span", *asked, ROUND) == ""
    assert (
        district.why("round_in_span", *asked, ROUND | {"starts_on": "2018-03-01"}, reason="次年再治理") == ""
    )
    assert district.faults(*asked, {name: ROUND[name] for name in ("kind", "title", "starts_on")}) == {
        "ends_on": "请填写：结束日期"
    }


@clause("jinniu-3-0-1", effect="enforced")
def test_no_phase_lies_outside_the_treatment() -> None:
    district = enrolled()
    asked = ("office/clerk", "phase.started")
    late = {"phase": "institution", "starts_on": "2017-09-21", "ends_on": "2018-01-10"}
    assert district.why("phase_in_span", *asked, late, subject="round") == (
        "jinniu-3-0-1 各阶段都在专项治理起止之内：结束日期应在2017年5月11日至2017年12月31日之间"
    )
    assert district.why("phase_in_span", *asked, late | {"ends_on": "2017-12-10"}, subject="round") == ""


@clause("jinniu-3-0-1", effect="enforced")
def test_streets_and_departments_are_enrolled_and_what_lies_below_them_is_not() -> None:
    district = opened()
    asked = ("office/clerk", "unit.enrolled", {"unit": "@community", "ground": "listed", "main_body": "党委"})
    assert district.why("streets_and_departments", *asked, within="round") == (
        "jinniu-3-0-1 纳入的是街道和部门，社区、科室、站（所）、窗口在其下：榆荫社区不属于所列单位类别"
    )
    for unit in ("@street", "@bureau"):
        assert (
            district.why("streets_and_departments", *asked[:2], asked[2] | {"unit": unit}, within="round")
            == ""
        )


@clause("jinniu-3-1-2", effect="tracked")
def test_the_district_holds_its_mobilisation_meeting_in_mid_may() -> None:
    district = opened()
    assert district.owed("district_mobilisation") == [Owed("group", "2017-05-20", "office")]
    assert district.duty("district_mobilisation").co_owners == (str(district.keys["office"]),)
    district.meet("office/clerk", "training", "round")
    assert len(district.owed("district_mobilisation")) == 1
    district.meet("office/clerk", "district_mobilisation", "round")
    assert district.owed("district_mobilisation") == []


@clause("jinniu-3-1-3", effect="tracked")
def test_every_unit_draws_up_a_plan_of_its_own() -> None:
    district = enrolled()
    assert district.owing("unit_plan") == ["bureau", "street"]
    assert district.by_when("unit_plan") == {"2017-05-25"}
    district.draft("street/clerk", "education_plan", "street_inspection", integrity="廉洁")
    assert len(district.owed("unit_plan")) == 2
    district.draft("street/clerk", **PLAN, within="street_inspection")
    assert district.owing("unit_plan") == ["bureau"]


@clause("jinniu-3-1-4", effect="enforced")
@pytest.mark.parametrize(
    ("name", "zh"),
    [("steps", "方法步骤"), ("key_points", "治理重点"), ("goals", "目标要求"), ("time_limits", "具体时限")],
)
def test_a_plan_states_four_things(name: str, zh: str) -> None:
    district = enrolled()
    asked = ("street/clerk", "document.drafted", {key: value for key, value in PLAN.items() if key != name})
    assert district.why("unit_plan_complete", *asked, within="street_inspection") == (
        f"jinniu-3-1-4 方案写明方法步骤、治理重点、目标要求和具体时限：请填写：{zh}"
    )
    assert district.why("unit_plan_complete", *asked[:2], PLAN, within="street_inspection") == ""


@clause("jinniu-3-1-5", effect="tracked")
def test_every_unit_holds_its_own_mobilisation_meeting() -> None:
    district = enrolled()
    assert district.by_when("unit_mobilisation") == {"2017-05-20"}
    district.meet("street/clerk", "education", "street_inspection", education_topics=["law"])
    assert len(district.owed("unit_mobilisation")) == 2
    district.meet("street/clerk", "unit_mobilisation", "street_inspection")
    assert district.owing("unit_mobilisation") == ["bureau"]


@clause("jinniu-3-1-6", effect="tracked")
def test_every_unit_sends_its_plan_by_25_may_to_the_publicity_department() -> None:
    district = enrolled()
    assert Owed("street", "2017-05-25", "publicity") in district.owed("send_unit_plan")
    district.draft("street/clerk", **PLAN, within="street_inspection")
    sent = {"kind": "unit_plan", "document": "@unit_plan"}
    asked = ("street/clerk", "report.submitted")
    wrong = district.why(
        "plans_to_publicity_section", *asked, sent | {"to": ["@office"]}, within="street_inspection"
    )
    assert wrong == (
        "jinniu-3-1-6 jinniu-3-3-26 jinniu-4-1-9 方案报区纪委监察局宣传部：这一件不送领导小组办公室，应送：区纪委宣传部"
    )
    assert "jinniu-3-1-6" in district.why(
        "sent_is_the_unit_plan",
        *asked,
        {"kind": "unit_plan", "to": ["@publicity"]},
        within="street_inspection",
    )
    district.do(*asked, sent | {"to": ["@publicity"]}, within="street_inspection")
    assert district.owing("send_unit_plan") == ["bureau"]
