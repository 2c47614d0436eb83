"""Article 14: major problems go up at once, and in special circumstances straight to the top."""

import pytest

from tests.regulations.office import Owed
from tests.regulations.yiwu.city import entered
from xuncha.core.facts.rows import seat_token
from xuncha.core.facts.values import listed

clause = pytest.mark.clause

MAJOR = [
    pytest.param(
        "report_serious_breach", "serious_breach", marks=clause("yiwu-14-2", effect="tracked"), id="breach"
    ),
    pytest.param(
        "report_centralism", "centralism", marks=clause("yiwu-14-3", effect="tracked"), id="centralism"
    ),
    pytest.param("report_unity", "unity", marks=clause("yiwu-14-4", effect="tracked"), id="unity"),
    pytest.param("report_people", "people", marks=clause("yiwu-14-5", effect="tracked"), id="people"),
]


@pytest.mark.parametrize(("rule", "value"), MAJOR)
def test_a_major_problem_is_owed_to_the_office_promptly(rule: str, value: str) -> None:
    city = entered().find().find("other_finding")
    city.do("team/head", "matter.classified", {"scale": "major", "value": value}, subject="finding")
    assert city.owed(rule) == [Owed("team/head", "及时", "office")]
    report = {"kind": "major_report", "to": "@office", "text": "有关情况"}
    city.meet("other_finding")
    city.do("team/head", "report.submitted", report | {"of": ["@other_finding"]}, within="inspection")
    assert len(city.owed(rule)) == 1, "a report of another problem does not answer this one"
    city.meet("finding")
    city.do("team/head", "report.submitted", report | {"of": ["@finding"]}, within="inspection")
    assert city.owed(rule) == []


@pytest.mark.parametrize(("rule", "value"), MAJOR)
def test_a_direct_report_answers_for_a_major_problem_too(rule: str, value: str) -> None:
    city = entered().lead()
    city.do("team/head", "matter.classified", {"scale": "major", "value": value}, subject="clue")
    direct = {"kind": "direct_report", "to": "@group", "sealed_to": "leader", "of": ["@clue"], "text": "情况",
              "special_reason": "涉及多个部门"}  # fmt: skip
    [duty] = city.duties(rule)
    assert duty.readers == {city.keys["team"]}, (
        "that the office's line closes would tell it of a report it does not see"
    )
    city.do("team/head", "report.submitted", direct, within="inspection")
    assert city.owed(rule) == []


def test_no_duty_that_a_direct_report_ends_is_told_to_the_office() -> None:
    rules = entered().play.scheme.duties.values()
    ended = [rule for rule in rules if "direct_report" in listed(rule.where.get("kind"))]
    assert len(ended) >= 5
    assert [rule.id for rule in ended if not rule.quiet] == []


def test_a_problem_is_classed_in_the_scheme_s_own_words_only() -> None:
    city = entered().find()
    asked = ("team/head", "matter.classified", {"scale": "major", "value": "huge"})
    assert city.faults(*asked, subject="finding") == {
        "value": "没有这个选项，可选：市管干部严重违纪违法、严重违反民主集中制、影响班子团结、损害群众切身利益、其他重大问题"
    }


def test_a_team_asks_for_instructions_and_the_answer_stands_beside_the_question() -> None:
    city = entered()
    asked = {"kind": "instructions", "to": "@office", "title": "是否延伸到下属公司", "text": "请示"}
    city.do("team/head", "request.made", asked, within="inspection", name="request")
    city.do("office/director", "request.answered", {"text": "同意", "granted": True}, subject="request")
    assert city.held("request")["kind"] == "instructions"
    assert city.held("request", "request.answered")["text"] == "同意"


@pytest.mark.parametrize(("to", "seat"), [("group", "leader"), ("committee", "secretary")])
def test_a_direct_report_is_read_by_the_head_and_the_one_it_is_for_alone(to: str, seat: str) -> None:
    city = entered()
    direct = {
        "kind": "direct_report",
        "to": f"@{to}",
        "sealed_to": seat,
        "text": "情况",
        "special_reason": "特殊情况",
    }
    city.do("team/head", "report.submitted", direct, within="inspection", name="direct")
    found = city.subject("direct")
    assert found.readers == {seat_token(city.keys["team"], "head"), seat_token(city.keys[to], seat)}
    assert city.keys["office"] not in found.readers
    assert found.number == "直1"
    if to == "group":
        city.do("group/leader", "report.received", {"medium": "paper"}, subject="direct")
        assert city.subject("direct").readers == found.readers, "receiving it opens it to nobody else"


def test_a_direct_report_gives_its_reason_and_waits_for_no_team_meeting() -> None:
    city = entered().find()
    direct = {
        "kind": "direct_report",
        "to": "@group",
        "sealed_to": "leader",
        "of": ["@finding"],
        "text": "情况",
    }
    assert city.faults("team/head", "report.submitted", direct, within="inspection") == {
        "special_reason": "请填写：特殊情况的理由"
    }
    whole = direct | {"special_reason": "涉及多个部门"}
    assert city.refused("team/head", "report.submitted", whole, within="inspection") == ()
    assert city.refused("team/member", "report.submitted", whole, within="inspection") != ()
