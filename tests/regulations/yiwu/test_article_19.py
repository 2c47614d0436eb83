"""Article 19: the unit rectifies, its principal head first of all, and two reports come within a month."""

from datetime import date

import pytest

from tests.regulations.office import Owed
from tests.regulations.yiwu.city import entered, fed_back, reported

clause = pytest.mark.clause

PLAN = {"responsible_post": "农业服务中心主任", "measures": [{"what": "补发到户", "by": "2015-12-20"}]}


@clause("yiwu-19-1", effect="tracked")
def test_each_problem_fed_back_is_the_principal_head_s_to_plan() -> None:
    city = reported().find("second").dispose()
    city.draft("feedback", items=["@finding", "@second"], state="情况").sign("feedback").approve(
        "feedback", "feedback"
    )
    issue = {"to": ["@town"], "addressed": ["leadership", "principal"]}
    city.find("kept_back")
    city.do("team/head", "document.issued", issue, subject="feedback")
    assert city.owed("rectify") == [], "nothing is owed before the unit has the feedback"
    city.receive_feedback()
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


MONTHS = [
    pytest.param("2015-12-01", "2016-01-04", id="1 January is a holiday"),
    pytest.param("2015-12-30", "2016-02-01", id="30 January is a Saturday"),
    pytest.param("2016-01-31", "2016-02-29", id="February has no 31st"),
]


@pytest.mark.parametrize(("received_on", "due"), MONTHS)
@pytest.mark.parametrize(
    ("kind", "owner"),
    [
        pytest.param("rectification_report", "town", marks=clause("yiwu-19-2", effect="tracked")),
        pytest.param("principal_report", "town/principal", marks=clause("yiwu-19-3", effect="tracked")),
    ],
)
def test_the_month_is_one_of_the_calendar(kind: str, owner: str, received_on: str, due: str) -> None:
    on = date.fromisoformat(received_on)
    city = entered().find().lead().end(min(on, date(2015, 11, 20))).report().dispose().refer().feed_back()
    city.play.on(on)
    city.receive_feedback()
    assert city.owed(kind) == [Owed(owner, due, "office")]


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


def test_a_class_decided_after_the_feedback_leaves_the_problem_with_the_unit_to_plan() -> None:
    city = fed_back()
    city.do("office/clerk", "disposition.proposed", {"class": "feedback"}, subject="finding")
    city.decide("finding", "feedback")
    assert city.subject("finding").state == "fed_back"
    city.do("town/principal", "rectification.planned", PLAN, subject="finding")
    assert city.owed("rectify") == []


@pytest.mark.parametrize(
    ("act", "fields"),
    [("rectification.planned", PLAN), ("rectification.progressed", {"text": "已着手"})],
)
def test_nothing_is_rectified_before_it_was_fed_back(act: str, fields: dict[str, object]) -> None:
    early, told = reported(), fed_back()
    by = "town/principal" if act == "rectification.planned" else "town/contact"
    assert (
        early.why("fed_back_first", by, act, fields, subject="finding")
        == "yiwu-19-1 反馈以后才整改：还没有办：反馈问题"
    )
    assert told.why("fed_back_first", by, act, fields, subject="finding") == ""
