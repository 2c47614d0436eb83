"""A unit that is enrolled while a phase runs, or after a day that the plan names, owes what the others owe, and no day that was over."""

from __future__ import annotations

from datetime import date

from tests.regulations.jinniu.district import District, checking, enrolled, opened
from tests.regulations.office import Owed


def with_another(district: District) -> District:
    """区文体局 is enrolled today."""
    district.unit("culture", "区文体局", "department")
    district.person("宋知远")
    district.seat("culture", "principal", "宋知远", leadership=True)
    return district.enrol("culture")


def owed_by_culture(district: District, rule: str) -> list[Owed]:
    return [owed for owed in district.owed(rule) if owed.by == "culture"]


def test_a_unit_enrolled_while_a_phase_runs_owes_what_the_phase_asks_of_each_unit() -> None:
    district = with_another(checking().on("2017-06-05"))
    assert owed_by_culture(district, "self_check_summary") == [Owed("culture", "2017-06-25", "office")]
    assert len(owed_by_culture(district, "comb_eight_fields")) == 8
    assert len(district.owed("self_check_summary")) == 3, "those who were there owe theirs once"
    assert owed_by_culture(district, "rectification_plan") == [], "that phase has not begun"
    [duty] = [one for one in district.duties("self_check_summary") if one.owner == district.keys["culture"]]
    assert district.keys["street"] not in duty.readers, "of a duty that many owe alike, each sees its own"
    assert (duty.unit, duty.opened_on) == (district.keys["culture"], date(2017, 6, 5))


def test_what_it_owes_is_discharged_by_its_own_act_alone() -> None:
    district = with_another(checking().on("2017-06-05"))
    summary = {"work_done": "查过", "problems": "无", "shortcomings": "无", "next_phase": "保持"}
    district.draft("bureau/clerk", "self_check_summary", "bureau_inspection", **summary)
    assert len(owed_by_culture(district, "self_check_summary")) == 1
    district.seat("culture", "clerk", "宋含章")
    district.draft("culture/clerk", "self_check_summary", "culture_inspection", name="own", **summary)
    assert owed_by_culture(district, "self_check_summary") == []


def test_a_unit_enrolled_before_or_after_a_phase_owes_nothing_of_it() -> None:
    assert enrolled().owed("self_check_summary") == []
    over = with_another(checking().on("2017-07-03"))
    assert owed_by_culture(over, "self_check_summary") == [], "its last day in the plan is over"


def test_a_day_that_was_over_when_a_unit_joined_makes_nobody_late() -> None:
    in_time = opened().on("2017-05-25").enrol()
    assert in_time.owed("unit_plan") == [Owed("street", "2017-05-25", "office")], "on the very day"
    late = opened().on("2017-05-26").enrol()
    assert late.owed("unit_plan") == [Owed("street", "原定日期已过", "office")]
    assert late.duty("unit_plan").due_at is None
    assert late.owed("assess_treatment") != [], "what is owed by the end of the year is owed by then"
    assert "2017-12-31" in late.by_when("assess_treatment")
