"""Part 5 (1): meeting, training, collection and distribution come before the inspection."""

import pytest

from tests.regulations.office import Owed
from tests.regulations.wuhan.city import CASE, City, gathered, opened, prepared, scheme, staffed

clause = pytest.mark.clause

BEGIN = ("office/clerk", "phase.started", {"phase": "inspect", "starts_on": "2017-03-06"})


def lacking(city: City) -> str:
    return city.why("prepared", *BEGIN, subject="round")


@clause("wuhan-5-1", effect="enforced")
def test_the_inspection_begins_when_all_four_preparations_are_made() -> None:
    city = staffed()
    said = lacking(city)
    assert said.startswith("wuhan-5-1 动员、培训、收集、分配都办了，才转入巡查实施：")
    for one in ("动员部署会", "培训", "重点信访积案", "准备阶段收集"):
        assert f"还没有办：{one}" in said
    city.enrol().declare().assign().gather_case().gather_problem().mobilise()
    assert "还没有办：培训" in lacking(city)
    assert "还有待办：把收集的积案和问题分配下去" in lacking(city.train())
    assert lacking(city.give_out("case")) != "", "the problem is not given out yet"
    assert lacking(city.give_out("problem")) == ""
    assert "prepare" in scheme().phases
    assert city.refused(*BEGIN, subject="round") == ()


@clause("wuhan-5-2", effect="tracked")
def test_the_office_owes_the_mobilisation_meeting() -> None:
    city = opened()
    assert city.owed("mobilise") == [Owed("office", "before phase.started")]
    assert city.duty("mobilise").before == "phase.started"
    city.form_team(1)
    training = {"kind": "training", "at": city.today, "present": ["@林若舟"], "items": [{"text": "培训"}]}
    city.do("office/clerk", "meeting.held", training, within="round")
    assert len(city.owed("mobilise")) == 1, "training is no mobilisation"
    assert city.mobilise().owed("mobilise") == []


@clause("wuhan-5-3", effect="tracked")
def test_the_office_owes_the_training_and_who_was_there_is_kept() -> None:
    city = staffed().mobilise()
    assert city.owed("train") == [Owed("office", "before phase.started")]
    bare = {"kind": "training", "at": city.today, "items": [{"text": "培训"}]}
    assert "present" in city.faults("office/clerk", "meeting.held", bare, within="round")
    assert city.train().owed("train") == []


def test_a_district_s_own_round_owes_no_mobilisation_of_the_office() -> None:
    city = opened()
    fields = {"kind": "district_round", "title": "第1区巡查", "starts_on": city.today}
    city.do("district1", "campaign.opened", fields, name="own")
    assert len(city.owed("mobilise")) == 1


@clause("wuhan-5-4", effect="recorded-core")
def test_a_case_is_gathered_with_its_demand_place_time_and_responsible_body() -> None:
    held = gathered().held("case")
    assert (held["demand"], held["place"], held["since"], held["responsible_body"]) == (
        "补发两年过渡费", "柳塘社区", "2014-06-01", "云溪街道",
    )  # fmt: skip
    bare = {name: value for name, value in CASE.items() if name not in ("demand", "responsible_body")}
    asked = ("office/clerk", "complaint.received", bare)
    assert set(gathered().faults(*asked, within="inspection")) == {"demand", "responsible_body"}


@clause("wuhan-5-5", effect="recorded-core")
def test_a_pronounced_problem_is_gathered_with_its_field() -> None:
    city = gathered()
    assert (city.subject("problem").code, city.held("problem")["fields"]) == (
        "gathered",
        ["field3_compensation"],
    )


@clause("wuhan-5-6", effect="tracked")
def test_the_office_owes_giving_out_each_case_and_problem() -> None:
    city = gathered()
    assert city.owed("give_out") == [Owed("office", "before phase.started", "team1")] * 2
    assert len(city.give_out("case").owed("give_out")) == 1
    assert city.keys["team1"] in city.subject("case").readers
    assert city.give_out("problem").owed("give_out") == []


def test_what_a_team_finds_itself_is_not_given_out() -> None:
    city = prepared().begin().enter().find()
    assert city.owed("give_out") == []


@clause("wuhan-5-7", effect="recorded-core")
def test_the_second_stage_is_entered_with_its_day() -> None:
    city = prepared().begin()
    assert city.held("round", "phase.started")["phase"] == "inspect"
