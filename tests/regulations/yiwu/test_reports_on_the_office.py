"""Reports about whoever takes reports in: taken in above, seen by nobody below, decided on within five working days."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.regulations.office import Owed
from tests.regulations.yiwu.city import City, entered
from xuncha.core.acts.entering import not_enterable

clause = pytest.mark.clause

LETTER = {"kind": "about_intake", "channel": "letter", "mode": "anonymous", "subject": "对巡查办的反映"}


def taken() -> City:
    """A round in which the leading group has taken in a report about the office."""
    city = entered()
    city.do("group", "complaint.received", LETTER, within="round", name="above")
    return city


@clause("base-42", effect="enforced")
def test_the_office_does_not_register_what_is_about_itself() -> None:
    city = entered()
    said = city.why("not_by_whom_it_is_about", "office/clerk", "complaint.received", LETTER, within="round")
    assert said.startswith("base-42 反映受理机构或者它的负责人的，不由它登记：")
    assert (
        city.why("not_by_whom_it_is_about", "group/leader", "complaint.received", LETTER, within="round")
        == ""
    )
    assert city.refused("group/leader", "complaint.received", LETTER, within="round") == ()


@clause("base-42", effect="enforced")
def test_nobody_below_reads_it_and_the_office_never_will() -> None:
    city = taken()
    row = city.subject("above")
    assert row.readers == {city.keys["group"]}
    assert row.barred == {city.keys["office"]}
    assert row.number.endswith("上信〔2015〕1号"), "a register of its own"


@clause("base-42", effect="enforced")
def test_it_is_given_to_nobody_it_is_about() -> None:
    city = taken()
    given = {"kind": "suggestion", "title": "请处理", "text": "请处理", "to": "@office", "about": "@above"}
    refused = [one.rule for one in city.refused("group/leader", "request.made", given, within="round")]
    assert "kept_from_those_concerned" in refused


@clause("base-42", effect="enforced")
@pytest.mark.parametrize(
    ("act", "fields"),
    [("complaint.accepted", {"within_remit": True}), ("complaint.declined", {"told_where": "市委组织部", "text": "不属于"})],
)  # fmt: skip
def test_the_level_above_decides_within_five_working_days(act: str, fields: dict[str, object]) -> None:
    city = taken()
    duty = city.duty("taken_up_above")
    assert duty.owner == city.keys["group"]
    assert city.keys["office"] in duty.barred
    [owed] = city.owed("taken_up_above")
    assert owed == Owed("group", owed.when)
    assert duty.due["rule"] == "P5WD"
    city.do("group/leader", act, fields, subject="above")
    assert city.duties("taken_up_above") == ()
    assert len(city.duties("taken_up_above", "discharged")) == 1


@clause("base-42", effect="enforced")
def test_what_is_about_a_team_opens_no_such_duty() -> None:
    city = entered()
    letter = LETTER | {"kind": "about_team_group", "addressee": "leading_group"}
    city.do("group/leader", "complaint.received", letter, within="inspection")
    assert city.duties("taken_up_above") == ()


def test_a_mistaken_entry_is_voided_by_the_group_alone() -> None:
    city, void = taken(), ("matter.withdrawn", {"text": "重复登记"})
    said = city.why("register_above", "team/head", *void, subject="above")
    assert said == "base-42 反映巡查办的，误登由领导小组作废：这件事由领导小组办理"
    assert city.refused("group", *void, subject="above") == ()


@clause("base-42", effect="enforced")
def test_nobody_of_the_office_enters_it_for_the_level_above() -> None:
    city = entered()
    case = city.play.case(
        "complaint.received",
        LETTER,
        within=city.keys["round"],
        by=city.by("group", "leader"),
        paper="来信原件",
    )
    refusal = not_enterable(case, city.by("office", "clerk"))
    assert refusal is not None
    assert refusal.cite == ("base-42",)
    assert "五个工作日内送上一级" in refusal.what.zh
    ordinary = replace(case, fields={**LETTER, "kind": "about_team_group"})
    assert not_enterable(ordinary, city.by("office", "clerk")) is None
