"""Article 19: the unit rectifies, its principal head first of all, and two reports come within a month."""

from datetime import date

import pytest
from city import Owed, fed_back, reported

clause = pytest.mark.clause

PLAN = {"responsible_post": "农业服务中心主任", "measures": [{"what": "补发到户", "by": "2015-12-20"}]}


@clause("yiwu-19-1", effect="tracked")
def test_each_problem_fed_back_is_the_principal_head_s_to_plan() -> None:
    city = reported().find("second").dispose()
    city.draft("feedback", items=["@finding", "@second"], state="情况").sign("feedback").approve(
        "feedback", "feedback"
    )
    issue = {"to": ["@town"], "addressed": ["leadership", "principal"]}
    city.do("team/head", "document.issued", issue, subject="feedback")
    assert city.owed("rectify") == [Owed("town/principal", "未定", "team")] * 2
    city.do("town/principal", "rectification.planned", PLAN, subject="second")
    [left] = city.duties("rectify")
    assert left.stream == city.keys["finding"]
    city.do("town/contact", "rectification.progressed", {"text": "已着手"}, subject="finding")
    assert len(city.owed("rectify")) == 1, "progress without a plan is no plan"
    city.do("town/principal", "rectification.planned", PLAN, subject="finding")
    assert city.owed("rectify") == []


REPORTS = [
    pytest.param(
        "rectification_report",
        "principal_report",
        "town",
        marks=clause("yiwu-19-2", effect="tracked"),
        id="unit",
    ),
    pytest.param(
        "principal_report",
        "rectification_report",
        "town/principal",
        marks=clause("yiwu-19-3", effect="tracked"),
        id="head",
    ),
]


@pytest.mark.parametrize(("kind", "other", "owner"), REPORTS)
def test_both_reports_reach_the_office_within_a_month_each_by_itself(
    kind: str, other: str, owner: str
) -> None:
    city = fed_back()
    # Received on 20 November 2015; 20 December is a Sunday.
    assert city.owed(kind) == [Owed(owner, "2015-12-21", "office")]
    city.do(
        "town/principal",
        "report.submitted",
        {"kind": other, "to": "@office", "text": "情况"},
        within="inspection",
    )
    assert len(city.owed(kind)) == 1, "the one report does not stand for the other"
    city.do(
        "town/principal",
        "report.submitted",
        {"kind": kind, "to": "@office", "text": "情况"},
        within="inspection",
    )
    assert city.owed(kind) == []


@pytest.mark.parametrize("kind", ["rectification_report", "principal_report"])
def test_a_second_receipt_begins_no_second_month(kind: str) -> None:
    city = fed_back()
    city.play.on(date(2015, 11, 25))
    city.do("town/contact", "document.received", {"received_on": "2015-11-25"}, subject="feedback")
    assert [owed.when for owed in city.owed(kind)] == ["2015-12-21"]


@clause("yiwu-19-4", effect="enforced")
def test_first_responsibility_is_not_passed_to_a_deputy() -> None:
    city = fed_back()
    plan = ("town/principal", "rectification.planned")
    assert (
        city.why("head_first_responsible", *plan, PLAN | {"first_responsible": "@严明礼"}, subject="finding")
        == "yiwu-19-4 主要负责人是整改第一责任人，不能交给副职：第一责任人只能是主要负责人本人"
    )
    city.do(*plan, PLAN | {"first_responsible": "@方竹青"}, subject="finding")


@clause("yiwu-19-4", effect="enforced")
def test_without_a_principal_head_nobody_else_is_first_responsible() -> None:
    city = fed_back()
    gone = {"seat": "principal", "person": "@方竹青"}
    city.do("office/clerk", "seat.vacated", gone, subject="town")
    assert (
        city.why("head_first_responsible", "town/principal", "rectification.planned", PLAN, subject="finding")
        == "yiwu-19-4 主要负责人是整改第一责任人，不能交给副职：还没有登记主要负责人"
    )
