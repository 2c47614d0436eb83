"""Part 6 (1): the office, the head, the team, the district and the unit each answer for their part."""

import pytest

from tests.regulations.office import Owed
from tests.regulations.wuhan.city import (
    City,
    at_work,
    entered,
    gathered,
    handed_over,
    listed,
    opened,
    prepared,
    scheme,
    solved,
)

clause = pytest.mark.clause


@clause("wuhan-6-1", effect="shown-core")
def test_coordination_has_its_page() -> None:
    assert any("wuhan-6-1" in view.cite for view in scheme().views if view.page == "round_board")


@clause("wuhan-6-3", effect="enforced")
def test_the_head_signs_the_list_before_it_goes_out() -> None:
    city = at_work().analyse().set_limit()
    fields = {"kind": "problem_list", "items": ["@problem"], "state": "巡查情况"}
    city.do("team1/staff", "document.drafted", fields, within="inspection", name="list")
    issue = ("team1/head", "document.issued", {"to": ["@town"]})
    said = "wuhan-6-3 问题清单经组长签批才移交：组长还没有签这一稿"
    assert city.why("head_signs_list", *issue, subject="list") == said
    city.do("team1/head", "document.signed", {}, subject="list")
    assert city.why("head_signs_list", *issue, subject="list") == ""


HEADS = [
    ("disposition.decided", {"class": "work"}, "problem"),
    ("referral.sent", {}, "referral"),
    ("inspection.ended", {}, "inspection"),
]


@pytest.mark.parametrize(("act", "fields", "subject"), HEADS)
@clause("wuhan-6-3", effect="enforced")
def test_nature_referral_and_leaving_are_the_head_s(act: str, fields: dict[str, str], subject: str) -> None:
    city: City = at_work().draft_referral("accountability", "accountability")
    for other in ("team1/deputy", "team1/staff"):
        [refusal] = city.refused(other, act, fields, subject=subject)
        assert (refusal.cite, refusal.missing[0].text.zh) == (("wuhan-6-3",), "这件事由组长办理")
    assert city.why("head_decides", "team1/staff", act, fields, subject=subject) != ""
    assert city.why("head_decides", "team1/head", act, fields, subject=subject) == ""


@clause("wuhan-6-4", effect="enforced")
def test_a_key_case_is_given_to_the_unit_s_team_and_to_no_district() -> None:
    city = gathered()
    for other in ("district1", "team2"):
        asked = ("office/clerk", "matter.assigned", {"owner": f"@{other}"})
        said = "wuhan-6-4 重点积案由负责这个单位的巡查组直接巡查：两处所指不一致"
        assert city.why("team_inspects_cases", *asked, subject="case") == said
    asked = ("office/clerk", "matter.assigned", {"owner": "@team1"})
    assert city.why("team_inspects_cases", *asked, subject="case") == ""


@clause("wuhan-6-5", effect="enforced")
def test_a_pronounced_problem_is_given_to_the_unit_s_team_and_to_no_district() -> None:
    city = gathered()
    asked = ("office/clerk", "matter.assigned", {"owner": "@district1"})
    said = "wuhan-6-5 突出问题由负责这个单位的巡查组直接巡查：两处所指不一致"
    assert city.why("team_inspects_problems", *asked, subject="problem") == said
    asked = ("office/clerk", "matter.assigned", {"owner": "@team1"})
    assert city.why("team_inspects_problems", *asked, subject="problem") == ""


@clause("wuhan-6-6", effect="recorded-core")
def test_a_problem_says_who_found_it() -> None:
    city = entered().find(handlers=["@1组3"])
    assert city.held("found")["handlers"] == [str(city.keys["1组3"])]
    assert city.held("found")["_"]["party"] == str(city.keys["team1"])


@clause("wuhan-6-7", effect="tracked")
def test_the_team_follows_a_problem_up_until_it_is_struck_off() -> None:
    city = listed()
    assert city.owed("follow_problem") == []
    city = handed_over()
    assert [owed.by for owed in city.owed("follow_problem")] == ["team1"]
    assert city.duty("follow_problem").co_owners == (str(city.keys["office"]),)
    city.rectify()
    assert len(city.owed("follow_problem")) == 1, "reported as done is not solved"
    assert city.close_out().owed("follow_problem") == []


@clause("wuhan-6-8", effect="recorded-core")
def test_the_team_s_guidance_of_the_district_s_round_is_recorded_there() -> None:
    city = entered()
    fields = {"kind": "district_round", "title": "第1区巡查", "starts_on": city.today}
    city.do("district1", "campaign.opened", fields, name="own")
    guided = {"method": "guide_district", "staff": ["@1组1"], "content": "查台账", "outcome": "findings"}
    city.do("team1/head", "check.recorded", guided, within="own", name="guidance_check")
    assert city.held("guidance_check")["content"] == "查台账"
    assert city.subject("guidance_check").campaign == city.keys["own"]


@clause("wuhan-6-9", effect="tracked")
def test_each_district_owes_a_round_of_its_own() -> None:
    city = opened().form_team(1).form_team(2)
    assert sorted(owed.by for owed in city.owed("own_round")) == ["district1", "district2"]
    fields = {"kind": "district_round", "title": "第1区巡查", "starts_on": city.today}
    city.do("district1", "campaign.opened", fields, name="own")
    assert [owed.by for owed in city.owed("own_round")] == ["district2"]


def test_a_district_s_round_has_stages_without_fifteen_teams() -> None:
    city = opened().form_team(1)
    fields = {"kind": "district_round", "title": "第1区巡查", "starts_on": city.today}
    city.do("district1", "campaign.opened", fields, name="own")
    begin = {"phase": "inspect", "starts_on": city.today}
    assert city.refused("district1", "phase.started", begin, subject="own") == ()


@clause("wuhan-6-10", effect="tracked")
def test_another_backlog_case_is_the_district_s_until_closed() -> None:
    city = prepared().gather_case("backlog_other", "other", within="round")
    assert len(city.owed("give_out")) == 1
    city.give_out("other", to="district1")
    assert city.owed("give_out") == []
    assert city.owed("inspect_other_cases") == [Owed("district1", "未定", "office")]
    assert city.owed("take_up") == prepared().owed("take_up"), "it is no key case"
    by = "district1"
    city.do(by, "complaint.accepted", {"within_remit": True}, subject="other")
    city.do(
        by, "demand.classified", {"point": "补证", "class": "reasonable", "basis": "条例"}, subject="other"
    )
    assert Owed("district1", "未定") in city.owed("settle_demand"), (
        "the district presses for what lies with it"
    )
    settled = {"point": "补证", "how": "已补", "checked": "met"}
    city.do(by, "demand.settled", settled, subject="other")
    city.do(by, "matter.concluded", {"conclusion": "resolved", "text": "已补证"}, subject="other")
    city.do(by, "complaint.answered", {"found": "属实", "basis": "条例", "remedy": "补证"}, subject="other")
    city.do(by, "complaint.closed", {"result": "resolved", "text": "已化解"}, subject="other")
    assert city.owed("inspect_other_cases") == []
    assert len(city.owed("solve_backlog")) == 1, "the key case is the team's"
    city.do("office/clerk", "matter.rehandled", {"owner": "@district1"}, subject="other")
    assert city.owed("inspect_other_cases") == [Owed("district1", "未定", "office")]


@clause("wuhan-6-11", effect="tracked")
def test_the_unit_s_principal_owes_the_measures_for_each_problem() -> None:
    city = handed_over()
    assert city.owed("plan_rectification") == [Owed("town/principal", "未定", "team1")]
    fields = {"measures": [{"what": "补发"}]}
    assert "responsible_post" in city.faults(
        "town/principal", "rectification.planned", fields, subject="problem"
    )
    assert city.rectify().owed("plan_rectification") == []


@pytest.mark.parametrize("kind", ["papers", "explanation", "assistance", "education"])
@clause("wuhan-6-12", effect="tracked")
def test_the_unit_owes_an_answer_to_what_the_team_asks(kind: str) -> None:
    city = entered().ask(kind, due="2017-03-13")
    assert city.owed("cooperate") == [Owed("town", "2017-03-13", "team1")]
    city.do("town/contact", "request.answered", {"text": "已办"}, subject=kind)
    assert city.owed("cooperate") == []


@clause("wuhan-6-12", effect="tracked")
def test_without_a_day_in_the_request_the_answer_has_none() -> None:
    assert entered().ask("papers").owed("cooperate") == [Owed("town", "未定", "team1")]
    assert solved().owed("cooperate") == []
