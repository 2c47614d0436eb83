"""What comes again while the same is still owed is owed once: the new duty takes the place of the former."""

from datetime import date
from typing import Any

import pytest

from tests.regulations.office import Owed
from tests.regulations.yiwu.city import City, entered, fed_back, rectified
from xuncha.core.duties.replacing import asks_for_replaced

clause = pytest.mark.clause


def plan(city: City, **more: Any) -> City:
    """The town plans its rectification, anew where it did before."""
    measures = [{"what": "补发到户", "by": "2015-12-20"}]
    fields = {"responsible_post": "主任", "measures": measures, **more}
    city.do("town/principal", "rectification.planned", fields, subject="finding")
    return city


@clause("yiwu-25-10", effect="tracked")
def test_a_new_plan_takes_the_place_of_the_former_and_of_its_day() -> None:
    city = plan(fed_back(), due="2015-12-10")
    plan(city, due="2015-12-18")
    assert city.owed("carry_out") == [Owed("town", "2015-12-18", "team")]
    [former] = city.duties("carry_out", "replaced")
    assert (former.due["on"], former.closed_on) == ("2015-12-10", date(2015, 11, 20))


def test_a_new_plan_without_a_day_keeps_the_day_of_the_former() -> None:
    city = plan(plan(fed_back(), due="2015-12-10"))
    assert city.owed("carry_out") == [Owed("town", "2015-12-10", "team")]


def test_a_rectification_that_is_late_stays_late_whatever_is_planned_anew() -> None:
    city = plan(fed_back(), due="2015-12-10")
    city.play.on(date(2015, 12, 14))
    plan(city, due="2015-12-30")
    assert [owed.when for owed in city.owed("carry_out")] == ["2015-12-10", "2015-12-30"]
    assert city.duties("carry_out", "replaced") == ()


def test_each_problem_keeps_its_own_plan() -> None:
    city = fed_back().find("second")
    city.draft("feedback", name="more", items=["@second"], state="情况").sign("more").approve(
        "feedback", "more"
    )
    city.do("team/head", "document.issued", {"to": ["@town"], "addressed": ["leadership"]}, subject="more")
    fields = {"responsible_post": "主任", "measures": [{"what": "退还"}]}
    plan(city).do("town/principal", "rectification.planned", fields, subject="second")
    assert len(city.owed("carry_out")) == 2


def test_several_reports_of_a_unit_are_to_be_made_public_once() -> None:
    city = rectified()
    again = {"kind": "rectification_report", "to": ["@office"], "text": "补充情况"}
    for _ in range(2):
        city.do("town/contact", "report.submitted", again, within="inspection")
    assert city.owed("publish_rectification") == [Owed("team", "未定")]
    assert len(city.duties("publish_rectification", "replaced")) == 2


def test_an_early_transfer_approved_anew_is_owed_once() -> None:
    city = entered().lead().draft_referral("early_discipline", "clue", "discipline", by="team/head")
    city.approve("early_transfer", "referral").approve("early_transfer", "referral")
    assert city.owed("send_early") == [Owed("team/head", "未定", "office")]


def test_two_decisions_are_followed_up_each_by_itself() -> None:
    city = entered()
    for conclusion in ("抓紧", "再抓紧"):
        decision = {"question": "stage", "conclusion": conclusion}
        city.do("group", "decision.made", decision, subject="round")
    assert len(city.owed("follow_decision")) == 2, "the rule does not say that one takes the other's place"
    assert city.duties("follow_decision", "replaced") == ()


def test_rules_that_do_not_ask_for_it_look_at_nothing() -> None:
    city = entered()
    case = city.play.case("inspection.ended", {}, subject=city.keys["inspection"], by=city.by("team", "head"))
    assert asks_for_replaced(case) == ()
