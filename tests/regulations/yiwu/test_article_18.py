"""Article 18: with the office's approval the team gives feedback, and the city leaders are told."""

import pytest

from tests.regulations.office import Owed
from tests.regulations.yiwu.city import City, reported

clause = pytest.mark.clause


def drafted() -> City:
    """The feedback drafted and signed, not yet approved."""
    return reported().draft("feedback", items=["@finding"], state="巡查情况").sign("feedback")


TO_BOTH = {"to": ["@town"], "addressed": ["leadership", "principal"]}


@clause("yiwu-18-1", effect="enforced")
def test_feedback_goes_out_only_with_the_office_s_approval_of_this_version() -> None:
    city = drafted()
    issue = ("team/head", "document.issued", TO_BOTH)
    said = "yiwu-18-1 反馈须经巡查办批准：这一稿还没有经巡查办批准"
    assert city.why("feedback_approved", *issue, subject="feedback") == said
    city.approve("feedback", "feedback")
    assert city.refused(*issue, subject="feedback") == ()
    city.do(
        "team/member",
        "document.drafted",
        {"kind": "feedback", "items": ["@finding"], "state": "改过"},
        subject="feedback",
    )
    assert city.why("feedback_approved", *issue, subject="feedback") == said, (
        "a changed feedback is approved anew"
    )
    city.sign("feedback").approve("feedback", "feedback").do(*issue, subject="feedback")


@clause("yiwu-18-1", effect="enforced")
def test_an_approval_taken_back_holds_no_longer() -> None:
    city = drafted().approve("feedback", "feedback")
    again = {"for_act": "feedback", "to": "office"}
    city.do("office/clerk", "approval.requested", again, subject="feedback")
    city.do(
        "office/director", "approval.refused", {"for_act": "feedback", "text": "再核"}, subject="feedback"
    )
    assert city.why("feedback_approved", "team/head", "document.issued", TO_BOTH, subject="feedback") != ""


@clause("yiwu-18-5", effect="produced")
def test_feedback_waits_until_each_of_its_problems_has_an_advice() -> None:
    city = reported()
    bare = {"title": "欠租", "fields": ["field4_masses"], "source": "paper", "text": "情况"}
    city.do("team/member", "finding.recorded", bare, within="inspection", name="bare")
    city.draft("feedback", items=["@finding", "@bare"], state="巡查情况").sign("feedback")
    city.approve("feedback", "feedback")
    issue = ("team/head", "document.issued", TO_BOTH)
    assert (
        city.why("advice_for_each", *issue, subject="feedback")
        == "yiwu-18-5 每个问题都要有整改意见：“欠租”还没有：整改意见"
    )
    city.do("team/member", "finding.amended", {"advice": "收回欠租"}, subject="bare")
    city.do(*issue, subject="feedback")


@clause("yiwu-18-1", effect="enforced")
def test_an_approval_for_something_else_lets_no_feedback_out() -> None:
    city = drafted().approve("handling_advice", "feedback")
    assert city.why("feedback_approved", "team/head", "document.issued", TO_BOTH, subject="feedback") != ""


@clause("yiwu-18-1", effect="enforced")
def test_whoever_approved_the_feedback_does_not_deliver_it() -> None:
    city = drafted().approve("feedback", "feedback")
    issue = ("document.issued", TO_BOTH)
    assert city.why("feedback_approved", "office/director", *issue, subject="feedback") != ""
    assert city.why("feedback_approved", "team/head", *issue, subject="feedback") == ""


SIDES = [
    pytest.param(
        "feed_back_leadership",
        "leadership",
        "principal",
        marks=clause("yiwu-18-2", effect="tracked"),
        id="leadership",
    ),
    pytest.param(
        "feed_back_principal",
        "principal",
        "leadership",
        marks=clause("yiwu-18-3", effect="tracked"),
        id="principal",
    ),
]


@pytest.mark.parametrize(("rule", "side", "other"), SIDES)
def test_each_side_is_given_the_feedback_promptly_by_itself(rule: str, side: str, other: str) -> None:
    city = drafted()
    assert city.owed(rule) == []
    city.approve("feedback", "feedback")
    assert city.owed(rule) == [Owed("team/head", "及时", "office")]
    city.do("team/head", "document.issued", {"to": ["@town"], "addressed": [other]}, subject="feedback")
    assert len(city.owed(rule)) == 1, "feedback to the one is none to the other"
    city.do("team/head", "document.issued", {"to": ["@town"], "addressed": [side]}, subject="feedback")
    assert city.owed(rule) == []
    assert city.subject("finding").state == "fed_back"


@clause("yiwu-18-6", effect="tracked")
def test_the_city_leaders_are_told_promptly() -> None:
    city = drafted().approve("feedback", "feedback")
    assert city.owed("inform_leaders") == [Owed("team/head", "及时", "office")]
    city.do("team/head", "document.issued", TO_BOTH, subject="feedback")
    assert len(city.owed("inform_leaders")) == 1
    city.draft("information_letter", text="有关情况").sign("information_letter")
    city.do("team/head", "document.issued", {"to": ["@leaders"]}, subject="information_letter")
    assert city.owed("inform_leaders") == []
