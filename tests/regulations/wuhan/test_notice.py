"""The notice: the plan is agreed to, issued to its addressees, and covers every district."""

import pytest

from tests.regulations.wuhan.city import City, new_city, opened, scheme

clause = pytest.mark.clause

PLAN = {"kind": "plan", "paper_number": "武办文〔2017〕7号", "paper_date": "2017-02-23", "text": "方案全文"}
ISSUE = ("general_office", "document.issued", {"to": ["@district1"], "addressed": ["districts"]})


def drafted() -> City:
    """The plan drafted and put to the city committee."""
    city = new_city()
    city.do("general_office", "document.drafted", PLAN, within="general_office", name="plan")
    city.do(
        "general_office", "approval.requested", {"for_act": "plan", "to": "city_committee"}, subject="plan"
    )
    return city


@clause("wuhan-0-1", effect="recorded-core")
def test_the_plan_stands_with_its_number_and_its_date() -> None:
    city = drafted()
    assert city.held("plan")["paper_number"] == "武办文〔2017〕7号"
    assert city.held("plan")["paper_date"] == "2017-02-23"
    assert (scheme().about["number"], scheme().about["dated"]) == ("武办文〔2017〕7号", "2017-02-23")


@clause("wuhan-0-2", effect="enforced")
def test_the_plan_is_issued_only_once_the_city_committee_agreed() -> None:
    city = drafted()
    said = "wuhan-0-2 方案经市委领导同意才能印发：这一稿还没有经市委批准"
    assert city.why("plan_agreed", *ISSUE, subject="plan") == said
    city.do("committee", "approval.given", {"for_act": "plan"}, subject="plan")
    assert city.refused(*ISSUE, subject="plan") == ()
    city.do("general_office", "document.drafted", PLAN | {"text": "改过的全文"}, subject="plan")
    assert city.why("plan_agreed", *ISSUE, subject="plan") == said, "a changed plan is agreed to anew"


ADDRESSEES = [
    pytest.param(value.code, marks=clause(value.cite[0], effect="recorded-core"), id=value.code)
    for value in scheme().lists["addressees"].values.values()
]


@pytest.mark.parametrize("addressee", ADDRESSEES)
def test_each_kind_of_addressee_stands_on_the_plan(addressee: str) -> None:
    city = drafted()
    city.do("committee", "approval.given", {"for_act": "plan"}, subject="plan")
    city.do(
        "general_office", "document.issued", {"to": ["@district1"], "addressed": [addressee]}, subject="plan"
    )
    assert city.held("plan", "document.issued")["addressed"] == [addressee]


RECEIPT = {"received_on": "2017-02-27", "shown_by": "收文单12号"}


@clause("wuhan-0-9", effect="recorded-core")
def test_each_addressee_s_receipt_is_kept() -> None:
    city = new_city().issue_plan()
    for district in ("district1", "district2"):
        city.do(district, "document.received", RECEIPT, subject="plan")
        held = city.held("plan", "document.received")
        assert (held["received_on"], held["shown_by"]) == ("2017-02-27", "收文单12号")
        assert held["_"]["party"] == str(city.keys[district])


def test_only_an_addressee_signs_for_the_plan() -> None:
    refused = new_city().issue_plan().refused("district3", "document.received", RECEIPT, subject="plan")
    assert [one.rule for one in refused] == ["addressee_only"], "it was not sent there"


@clause("wuhan-0-12", effect="recorded-core")
def test_the_round_is_a_citywide_one() -> None:
    city = opened()
    assert city.subject("round").code == city.held("round")["kind"] == "city_round"
    assert city.held("round")["title"] == "2017年全市巡查"
    fields = {"kind": "spot_round", "title": "一轮", "starts_on": "2017-02-27"}
    assert "kind" in new_city().faults("office/clerk", "campaign.opened", fields)
