"""The annexes: the bodies of annex 1, and the forms of annexes 2, 3 and 4, field by field."""

from typing import Any

import pytest

from tests.regulations.jinniu.district import (
    PAPER,
    PLAN,
    SCAN,
    District,
    checking,
    handed_over,
    new_district,
    planned,
    reported,
    scheme,
)

clause = pytest.mark.clause

# ------------------------------------------------------------------ 附件1


@pytest.mark.parametrize(
    ("body", "seat", "most"),
    [
        pytest.param("group", "leader", 1, marks=clause("jinniu-a1-1-1", effect="recorded-core")),
        pytest.param("group", "deputy_leader", 2, marks=clause("jinniu-a1-1-2", effect="recorded-core")),
        pytest.param("office", "lead", 1, marks=clause("jinniu-a1-2-2", effect="recorded-core")),
    ],
)
def test_a_seat_is_held_by_as_many_as_the_annex_says(body: str, seat: str, most: int) -> None:
    district = new_district()
    for person in ("严明礼", "许知微", "沈知秋")[: most - (seat != "deputy_leader")]:
        district.fill(body, seat, person, paper=PAPER)
    more = ("office/clerk", "seat.filled", {"seat": seat, "person": "@温如岚"})
    assert len(district.refused(*more, subject=body, paper=PAPER)) == 1, "the seat is taken"
    [role] = [role for role in scheme().roles.values() if role.seat == seat]
    assert (role.max, role.post is not None) == (most, True)
    assert district.holder(body, seat) != ""


@clause("jinniu-a1-2-1", effect="recorded-core")
@clause("jinniu-a1-3-1", effect="recorded-core")
@clause("jinniu-a1-3-2", effect="recorded-core")
def test_the_office_is_hosted_by_the_publicity_department_and_leads_its_areas() -> None:
    district = new_district()
    fields = {
        "kind": "office",
        "title": "治理办",
        "hosted_in": "宣传部",
        "task_areas": "综合组织、宣传发动、情况汇总",
    }
    district.do("group", "body.formed", fields, name="new")
    assert (district.held("new")["hosted_in"], district.held("new")["task_areas"]) == (
        "宣传部",
        "综合组织、宣传发动、情况汇总",
    )
    assert district.play.scheme.part_of("office") == "runs"


MEMBERS = ("publicity", "conduct", "petition", "case", "review_1", "review_2", "review_3")


@pytest.mark.parametrize(
    "member",
    [
        pytest.param(one, marks=clause(f"jinniu-a1-2-{n}", effect="recorded-core"))
        for n, one in enumerate(MEMBERS, start=3)
    ],
)
def test_the_heads_of_seven_sections_are_members_of_the_office(member: str) -> None:
    district = new_district().fill("office", f"member_{member}", "严明礼")
    assert district.holder("office", f"member_{member}") == "严明礼"


# ------------------------------------------------------------------ 附件2 检查台账

SHEET: dict[str, Any] = {"method": "mutual_review", "staff": ["@何其安"], "place": "社区大厅", "content": "低保台账",
                         "checked_unit": "@community", "hours": "9时至11时", "looked_at": ["field1"]}  # fmt: skip


def sheet() -> District:
    district = checking().on("2017-06-01")
    district.do("street/clerk", "check.recorded", SHEET, within="street_inspection", name="sheet")
    return district


@clause("jinniu-a2-2", effect="recorded-core")
@clause("jinniu-a2-4", effect="recorded-core")
def test_the_reporting_unit_and_the_date_of_filling_come_from_the_entry() -> None:
    mark = sheet().held("sheet")["_"]
    assert (mark["party"], mark["on"]) == (str(sheet().keys["street"]), "2017-06-01")


@clause("jinniu-a2-3", effect="enforced")
def test_the_number_is_given_and_never_typed() -> None:
    assert sheet().subject("sheet").number == "自检1号"
    asked = ("street/clerk", "check.recorded", SHEET | {"number": "自检7号"})
    assert sheet().faults(*asked, within="street_inspection") == {"number": "这一项不属于这张表：number"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("hours", "9时至11时", marks=clause("jinniu-a2-5", effect="recorded-core")),
        pytest.param("content", "低保台账", marks=clause("jinniu-a2-8", effect="recorded-core")),
    ],
)
def test_time_and_content_of_a_check_are_entered(field: str, value: str) -> None:
    assert sheet().held("sheet")[field] == value


@pytest.mark.parametrize(
    ("field", "zh"),
    [
        pytest.param("checked_unit", "被检查单位", marks=clause("jinniu-a2-6", effect="enforced")),
        pytest.param("staff", "检查人员", marks=clause("jinniu-a2-7", effect="enforced")),
    ],
)
def test_a_sheet_names_the_unit_checked_and_who_checked(field: str, zh: str) -> None:
    asked = (
        "street/clerk",
        "check.recorded",
        {name: value for name, value in SHEET.items() if name != field},
    )
    assert checking().faults(*asked, within="street_inspection") == {field: f"请填写：{zh}"}
    assert sheet().held("sheet")[field] is not None


@clause("jinniu-a2-9", effect="recorded-core")
@clause("jinniu-a2-10", effect="recorded-core")
def test_problems_and_advice_are_numbered_lines_of_the_sheet() -> None:
    district = (
        sheet().find(check="sheet").find(check="sheet", name="second", title="另一户", advice="二、补公示")
    )
    assert [district.subject(name).number for name in ("finding", "second")] == ["自检1号-1", "自检1号-2"]
    assert district.held("second")["advice"] == "二、补公示"


@pytest.mark.parametrize(
    ("field", "zh"),
    [
        pytest.param("due", "整改时限", marks=clause("jinniu-a2-11", effect="enforced")),
        pytest.param("responsible", "整改责任人", marks=clause("jinniu-a2-12", effect="enforced")),
    ],
)
def test_a_problem_has_its_limit_and_its_person(field: str, zh: str) -> None:
    district = sheet().find(check="sheet").discuss()
    whole = {"mode": "限期整改", "due": "2017-07-20", "responsible": "@方竹青"}
    asked = (
        "street/clerk",
        "finding.fed_back",
        {name: value for name, value in whole.items() if name != field},
    )
    assert district.faults(*asked, subject="finding") == {field: f"请填写：{zh}"}
    district.do(*asked[:2], whole, subject="finding")
    assert district.held("finding", "finding.fed_back")[field] is not None


# ------------------------------------------------------------------ 附件3 整改台账


@clause("jinniu-a3-2", effect="recorded-core")
@clause("jinniu-a3-4", effect="recorded-core")
def test_who_fills_the_rectification_ledger_in_and_when_come_from_the_entry() -> None:
    mark = planned().held("finding", "rectification.planned")["_"]
    assert (mark["party"], mark["on"]) == (str(planned().keys["community"]), "2017-07-03")


@clause("jinniu-a3-5", effect="recorded-core")
def test_the_time_of_rectification_is_a_span() -> None:
    district = handed_over().classify("general").assign_item().plan_item(rectify_from="2017-07-01")
    assert (district.held("finding")["rectify_from"], district.held("finding")["due"]) == (
        "2017-07-01",
        "2017-07-20",
    )


@clause("jinniu-a3-6", effect="enforced")
def test_the_unit_with_the_problem_is_the_one_that_was_checked() -> None:
    district = handed_over().classify("general")
    asked = ("community/clerk", "rectification.planned")
    assert district.why("same_unit", *asked, PLAN | {"problem_unit": "@station"}, subject="finding") == (
        "jinniu-a3-6 问题单位就是检查台账的被检查单位：两处所指不一致"
    )
    assert district.why("same_unit", *asked, PLAN, subject="finding") == ""


@clause("jinniu-a3-7", effect="enforced")
@pytest.mark.parametrize(("field", "zh"), [("responsible_post", "责任人职务"), ("duty_text", "责任")])
def test_the_person_responsible_has_a_post_and_a_responsibility(field: str, zh: str) -> None:
    district = handed_over().classify("general")
    asked = (
        "community/clerk",
        "rectification.planned",
        {name: value for name, value in PLAN.items() if name != field},
    )
    assert district.faults(*asked, subject="finding") == {field: f"请填写：{zh}"}
    assert planned().held("finding")[field] == PLAN[field]


@clause("jinniu-a3-8", effect="recorded-core")
def test_the_existing_problem_is_the_line_of_the_check_ledger() -> None:
    district = planned()
    assert district.held("finding")["title"] == "低保公示缺三户"
    asked = ("community/clerk", "rectification.planned", PLAN | {"title": "别的问题"})
    assert "title" in district.faults(*asked, subject="finding"), "it is not typed again"


@clause("jinniu-a3-9", effect="enforced")
def test_there_is_at_least_one_measure() -> None:
    district = handed_over().classify("general")
    asked = ("community/clerk", "rectification.planned", PLAN | {"measures": []})
    assert district.faults(*asked, subject="finding") == {
        "measures": "请填写：整改措施（措施、责任人、时间节点）"
    }
    assert len(planned().held("finding")["measures"]) == 1


@clause("jinniu-a3-10", effect="enforced")
def test_the_state_of_completion_is_said_before_close_out() -> None:
    district = planned()
    assert district.faults("community/clerk", "rectification.reported", {}, subject="finding") == {
        "result": "请填写：完成情况"
    }
    assert reported().held("finding", "rectification.reported")["result"] == "三户已公示"


# ------------------------------------------------------------------ 附件4 月报表


@clause("jinniu-a4-2", effect="recorded-core")
@clause("jinniu-a4-3", effect="recorded-core")
def test_who_sends_the_monthly_form_and_when_come_from_the_entry() -> None:
    fields = {"period": "2017-06", "electronic": SCAN, "way": "system", "paper_number": "8号"}
    district = checking().on("2017-06-15").send("street", "monthly_return", **fields)
    mark = district.held("monthly_return")["_"]
    assert (mark["party"], mark["on"]) == (str(district.keys["street"]), "2017-06-15")
