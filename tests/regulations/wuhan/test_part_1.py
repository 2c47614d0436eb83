"""Part 1: what the inspection is for; backlog cases are where it begins."""

import pytest

from tests.regulations.office import Owed
from tests.regulations.wuhan.city import CASE, PROBLEM, City, entered, gathered, prepared, scheme, solved

clause = pytest.mark.clause

VIEWS = {view.page: view.cite for view in scheme().views}


@clause("wuhan-1-3", effect="recorded-core")
def test_a_problem_says_whether_the_public_strongly_voiced_it() -> None:
    city = entered()
    assert city.find().held("found")["voiced"] is True
    silent = {name: value for name, value in PROBLEM.items() if name != "voiced"} | {"source": "check"}
    asked = ("team1/staff", "finding.recorded", silent)
    assert city.faults(*asked, within="inspection") == {"voiced": "请填写：群众反映强烈"}


@clause("wuhan-1-4", effect="recorded-core")
def test_a_backlog_case_is_a_record_of_its_own() -> None:
    city = gathered()
    assert (city.subject("case").kind, city.subject("case").code) == ("complaint", "backlog_key")
    assert city.subject("case").number == "积〔2017〕1号"
    assert city.held("case")["demand"] == "补发两年过渡费"


@clause("wuhan-1-6", effect="tracked")
def test_a_key_case_is_owed_by_its_team_until_it_is_closed() -> None:
    city = gathered()
    assert city.owed("solve_backlog") == []
    city.give_out()
    assert city.owed("solve_backlog") == [Owed("team1", "未定", "office")]
    city.mobilise().train().begin().enter().visit("case", "problem").accept()
    city.do(
        "team1/head",
        "demand.classified",
        {"point": "补发", "class": "reasonable", "basis": "条例"},
        subject="case",
    )
    assert len(city.owed("solve_backlog")) == 1, "looked into is not resolved"
    city.settle("补发").conclude().close_case()
    assert city.owed("solve_backlog") == []


@clause("wuhan-1-6", effect="tracked")
def test_a_case_handled_again_is_owed_again() -> None:
    city = solved().evaluate().revisit("case", passed=False)
    city.do("office/clerk", "matter.rehandled", {"owner": "@team1"}, subject="case")
    assert city.owed("solve_backlog") == [Owed("team1", "未定", "office")]


def answered_case() -> City:
    """A key case that its team has answered and not closed."""
    city = gathered().give_out().mobilise().train().begin().enter().visit("case", "problem").accept()
    demand = {"point": "补发", "class": "reasonable", "basis": "条例"}
    city.do("team1/head", "demand.classified", demand, subject="case")
    answer = {"found": "属实", "basis": "补偿协议第五条", "remedy": "已补发"}
    city.settle("补发").conclude().do("team1/head", "complaint.answered", answer, subject="case")
    return city


@clause("wuhan-1-6", effect="tracked")
def test_a_case_handled_again_by_others_is_owed_by_them_and_no_longer_by_the_former() -> None:
    city = answered_case()
    [before] = city.duties("solve_backlog")
    act = city.do("office/clerk", "matter.rehandled", {"owner": "@district1"}, subject="case")
    assert [duty.by for duty in city.owed("solve_backlog")] == ["district1"]
    assert [duty.id for duty in city.duties("solve_backlog", "lapsed")] == [before.id]
    assert act.effects["handed_on"] == [{"rule": "solve_backlog", "from": str(city.keys["team1"]), "to": ""}]


@clause("wuhan-1-6", effect="tracked")
def test_a_case_handled_again_by_the_same_is_its_next_turn_and_nothing_is_handed_on() -> None:
    city = answered_case()
    [before] = city.duties("solve_backlog")
    act = city.do("office/clerk", "matter.rehandled", {"owner": "@team1"}, subject="case")
    assert [duty.by for duty in city.owed("solve_backlog")] == ["team1"]
    assert [duty.id for duty in city.duties("solve_backlog", "replaced")] == [before.id]
    assert "handed_on" not in act.effects


def test_a_case_says_since_when_and_why_it_was_delayed() -> None:
    bare = {name: value for name, value in CASE.items() if name not in ("since", "why_delayed")}
    asked = ("office/clerk", "complaint.received", bare)
    assert set(gathered().faults(*asked, within="inspection")) == {"since", "why_delayed"}


STYLES = [
    pytest.param(value.code, marks=clause(value.cite[0], effect="recorded-core"), id=value.code)
    for value in scheme().lists["styles"].values.values()
]


@pytest.mark.parametrize("style", STYLES)
def test_a_problem_shows_the_poor_work_style_it_is_about(style: str) -> None:
    assert entered().find(tags=[style]).held("found")["tags"] == [style]


def test_another_poor_work_style_may_be_written_in() -> None:
    assert entered().find(tags=["other:态度生硬"]).held("found")["tags"] == ["other:态度生硬"]


@clause("wuhan-1-5", effect="shown-core")
def test_open_problems_by_place_have_their_page() -> None:
    assert VIEWS["coverage"] == ("wuhan-1-5",)


@clause("wuhan-1-13", effect="shown-core")
@clause("wuhan-1-14", effect="shown-core")
def test_the_half_years_are_goals_and_make_nothing_late() -> None:
    figures = [(view.cite, view.spans) for view in scheme().views if view.page == "figures"]
    assert figures == [
        (("wuhan-1-13",), ("first_half",)),
        (("wuhan-1-14",), ("first_half", "second_half")),
    ]
    assert [scheme().settings[name].default for name in ("first_half", "second_half")] == ["P6M", "P6M"]
    used = {rule.within for rule in scheme().duties.values()} | {
        rule.goal for rule in scheme().duties.values()
    }
    assert not [one for one in used if one.startswith("setting:")], "no duty has a date by them"
    city = prepared()
    assert [duty.due_at for duty in city.duties("solve_backlog")] == [None]
