"""Part 5 (2): by its nature a problem goes to the discipline bodies or to the department against slack governance."""

from typing import Any

import pytest

from tests.regulations.office import Owed
from tests.regulations.wuhan.city import City, at_work, entered

clause = pytest.mark.clause

SLACK = [
    pytest.param("inaction", marks=clause("wuhan-5-30", effect="tracked")),
    pytest.param("wrong_action", marks=clause("wuhan-5-31", effect="tracked")),
    pytest.param("slow_action", marks=clause("wuhan-5-32", effect="tracked")),
]


def send(city: City, route: str, receiver: str) -> City:
    city.draft_referral(route, receiver)
    city.do("team1/head", "referral.sent", {}, subject="referral")
    return city


@clause("wuhan-5-26", effect="tracked")
def test_a_breach_is_referred_to_the_discipline_bodies_and_signed_for() -> None:
    city = at_work()
    assert city.owed("refer_breach") == []
    city.dispose("breach")
    assert city.owed("refer_breach") == [Owed("team1/head", "未定")]
    city.draft_referral("discipline", "discipline")
    assert len(city.owed("refer_breach")) == 1, "drafted is not sent"
    city.do("team1/head", "referral.sent", {}, subject="referral")
    assert city.owed("refer_breach") == []
    assert city.owed("take_referral") == [Owed("discipline", "未定", "team1")]
    city.do("discipline", "referral.received", {"received_on": city.today}, subject="referral")
    assert city.owed("take_referral") == []


@pytest.mark.parametrize("kind", SLACK)
def test_slackness_is_referred_to_its_department_and_signed_for(kind: str) -> None:
    city = at_work().dispose(kind)
    assert city.owed("refer_slackness") == [Owed("team1/head", "未定")]
    assert city.owed("refer_breach") == []
    send(city, "accountability", "accountability")
    assert city.owed("refer_slackness") == []
    assert city.owed("take_referral") == [Owed("accountability", "未定", "team1")]
    city.do("accountability", "referral.objected", {"text": "不属本部门"}, subject="referral")
    assert city.owed("take_referral") == []
    assert city.owed("refer_slackness") == [Owed("team1/head", "未定")], "objected to, it is owed anew"
    void: tuple[str, str, dict[str, Any]] = ("team1/staff", "referral.withdrawn", {"text": "改送别的部门"})
    assert city.refused(*void, subject="referral") == ()
    city.do(*void, subject="referral")
    assert len(city.owed("refer_slackness")) == 1
    send(city, "accountability", "accountability")
    assert city.owed("refer_slackness") == []


@clause("wuhan-5-26", effect="tracked")
def test_what_was_classed_otherwise_does_not_go_this_way() -> None:
    city = at_work().dispose("inaction").draft_referral("discipline", "discipline")
    refused = city.refused("team1/head", "referral.sent", {}, subject="referral")
    assert [one.rule for one in refused] == ["discipline"]
    assert "应当移交治庸问责部门" in refused[0].missing[0].text.zh


@clause("wuhan-5-26", effect="tracked")
def test_the_receiver_is_the_one_the_route_names() -> None:
    city = at_work().dispose("breach")
    wrong = {
        "route": "discipline",
        "of": ["@problem"],
        "receiver": "@police",
        "extract": "摘要",
        "basis": "方案",
    }
    asked = ("team1/staff", "referral.drafted", wrong)
    assert "市公安局与干部管理权限或者移交途径不符" in city.why("right_receiver", *asked, within="inspection")
    right = ("team1/staff", "referral.drafted", wrong | {"receiver": "@discipline"})
    assert city.why("right_receiver", *right, within="inspection") == ""


@clause("wuhan-6-33", effect="enforced")
def test_a_clue_on_a_cadre_names_the_rule_it_rests_on_and_the_unit_never_reads_it() -> None:
    city = entered()
    fields = {
        "title": "截留过渡费",
        "about_posts": ["拆迁办主任"],
        "managed_by": "district_managed",
        "text": "涉嫌截留",
    }
    said = "wuhan-6-33 登记涉及干部的线索要写明依据的规定：请填写：涉嫌违反的规定"
    assert city.why("legal_basis", "team1/staff", "clue.recorded", fields, within="inspection") == said
    based = fields | {"basis": "纪律处分条例"}
    assert city.why("legal_basis", "team1/staff", "clue.recorded", based, within="inspection") == ""
    city.do("team1/staff", "clue.recorded", based, within="inspection", name="clue")
    assert city.keys["town"] not in city.subject("clue").readers
