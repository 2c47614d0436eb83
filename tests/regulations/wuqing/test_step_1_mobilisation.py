"""Part three, and its first step: the span of the campaign, and what each unit has ready by the end of March."""

from typing import Any

import pytest

from tests.regulations.office import Owed
from tests.regulations.wuqing.city import City, enrolled, new_city, opened, scheme

clause = pytest.mark.clause

CAMPAIGN = {
    "kind": "treatment",
    "title": "作风纪律专项整治",
    "starts_on": "2017-03-21",
    "ends_on": "2017-12-31",
}
SAYS = "wuqing-3-0-1 整治从2017年3月开始，到12月底结束："


@clause("wuqing-3-0-1", effect="enforced")
@pytest.mark.parametrize(
    ("field", "day", "said"),
    [
        ("starts_on", "2017-02-28", "开始日期应在2017年3月1日至2017年12月31日之间"),
        ("ends_on", "2018-01-01", "结束日期应在2017年3月1日至2017年12月31日之间"),
    ],
)
def test_the_campaign_lies_between_march_and_december_2017_or_says_why_not(
    field: str, day: str, said: str
) -> None:
    asked = ("office/clerk", "campaign.opened")
    assert new_city().why("within_the_year", *asked, CAMPAIGN | {field: day}) == SAYS + said
    assert new_city().why("within_the_year", *asked, CAMPAIGN | {field: day}, reason="演练") == ""
    assert new_city().why("within_the_year", *asked, CAMPAIGN) == ""


@clause("wuqing-3-0-1", effect="enforced")
def test_the_campaign_names_its_last_day() -> None:
    asked = ("office/clerk", "campaign.opened")
    assert (
        new_city().why("has_an_end", *asked, CAMPAIGN | {"ends_on": ""})
        == "wuqing-3-0-1 整治要写明哪一天结束：请填写：结束日期"
    )
    assert new_city().why("has_an_end", *asked, CAMPAIGN) == ""


@clause("wuqing-3-0-1", effect="enforced")
def test_a_step_lies_within_the_campaign() -> None:
    city = opened()
    step = {"phase": "summary", "starts_on": "2017-10-01", "ends_on": "2018-01-15"}
    asked = ("office/clerk", "phase.started")
    assert (
        city.why("steps_within", *asked, step, subject="round")
        == "wuqing-3-0-1 四个步骤都在整治的起止之间：结束日期应在2017年3月21日至2017年12月31日之间"
    )
    early = {"phase": "mobilise", "starts_on": "2017-03-01", "ends_on": "2017-03-31"}
    assert (
        city.why("steps_within", *asked, early, subject="round")
        == "wuqing-3-0-1 四个步骤都在整治的起止之间：开始日期应在2017年3月21日至2017年12月31日之间"
    )
    city.do(*asked, step | {"ends_on": "2017-12-31"}, subject="round")


def test_the_four_steps_have_the_days_of_the_text() -> None:
    assert {phase.id: (phase.start, phase.end) for phase in scheme().phases.values()} == {
        "mobilise": ("03", "03-late"),
        "self_check": ("03-end", "06-end"),
        "supervise": ("07", "09-end"),
        "summary": ("10", "12-end"),
    }


def test_the_limit_of_the_first_step_is_noted_as_a_slip_of_the_text() -> None:
    defect = scheme().phases["mobilise"].defect
    assert defect is not None
    assert "3月20日以前" in defect.zh


BY_MARCH = Owed("town", "2017-03-31", "office")


@clause("wuqing-3-1-2", effect="tracked")
def test_each_unit_issues_its_own_plan_by_the_end_of_march() -> None:
    city = enrolled()
    assert city.owed("own_plan") == [BY_MARCH]
    city.draft("unit_plan", text="柳塘镇实施方案")
    assert city.owed("own_plan") == [BY_MARCH], "a draft is no plan yet"
    city.issue("unit_plan")
    assert city.owed("own_plan") == []


@clause("wuqing-3-1-3", effect="tracked")
@clause("wuqing-4-1-9", effect="tracked")
def test_each_unit_sets_up_its_leading_body_with_head_and_members() -> None:
    city = enrolled()
    assert city.owed("own_group") == [BY_MARCH]
    fields = {"kind": "unit_group", "title": "柳塘镇整治领导小组"}
    faults = city.faults("town/clerk", "body.formed", fields, within="inspection")
    assert faults == {"group_head": "请填写：负责人", "group_members": "请填写：成员"}
    city.form_group()
    assert city.owed("own_group") == []
    assert city.held("group")["group_members"] == [str(city.keys["严明礼"])]


@clause("wuqing-3-1-4", effect="tracked")
def test_each_unit_sets_up_a_working_mechanism() -> None:
    city = enrolled()
    assert city.owed("own_mechanism") == [BY_MARCH]
    city.adopt("key_problem_mechanism")
    assert city.owed("own_mechanism") == [BY_MARCH], "the mechanism for key problems is another one"
    city.adopt("working_mechanism")
    assert city.owed("own_mechanism") == []


@clause("wuqing-3-1-5", effect="tracked")
def test_each_unit_holds_a_mobilisation_meeting() -> None:
    city = enrolled()
    assert city.owed("mobilise_unit") == [BY_MARCH]
    city.meet("study", materials=["district"])
    assert city.owed("mobilise_unit") == [BY_MARCH], "a study session is no mobilisation"
    city.meet("mobilisation")
    assert city.owed("mobilise_unit") == []


UNITS_OWE = ("own_plan", "own_group", "own_mechanism", "mobilise_unit", "check_orders", "list_rules", "closing_report",
             "key_mechanism")  # fmt: skip


@pytest.mark.parametrize("rule", UNITS_OWE)
def test_a_unit_under_a_town_owes_none_of_what_is_asked_of_the_town(rule: str) -> None:
    assert len(opened().enrol("station").owed(rule)) == 0
    assert len(opened().enrol("bureau_of_housing").owed(rule)) == 1


def study(**fields: Any) -> City:
    return enrolled().meet("study", **fields)


@clause("wuqing-3-1-6", effect="recorded-core")
def test_a_study_session_is_on_record_with_its_attendance() -> None:
    city = study(materials=["district"], attended=46)
    assert city.subject("study").code == "study"
    assert city.held("study")["attended"] == 46
    without = {"kind": "study", "at": "2017-03-21", "items": [{"text": "学习"}]}
    assert city.faults("town/clerk", "meeting.held", without, within="inspection") == {
        "materials": "请填写：学习材料"
    }


@pytest.mark.parametrize(
    "material",
    [
        pytest.param("general_secretary", marks=clause("wuqing-3-1-7", effect="recorded-core")),
        pytest.param("city_leaders", marks=clause("wuqing-3-1-8", effect="recorded-core")),
        pytest.param("district", marks=clause("wuqing-3-1-9", effect="recorded-core")),
    ],
)
def test_what_was_studied_is_on_record(material: str) -> None:
    assert study(materials=[material]).held("study")["materials"] == [material]
