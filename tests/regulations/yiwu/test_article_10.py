"""Article 10: special inspections, by decision from above."""

from typing import Any

import pytest

from tests.regulations.yiwu.city import City, new_city

clause = pytest.mark.clause

SPECIAL: dict[str, Any] = {
    "kind": "special",
    "title": "惠农补贴专项巡查",
    "starts_on": "2015-09-24",
    "targets": [{"kind": "matter", "text": "惠农补贴发放"}],
    "decision": "@decision",
}


def decided(question: str = "special_inspection", by: str = "group") -> City:
    """A decision of the leading group or the committee, on the group's own page."""
    return new_city().resolve(by, question, "group")


@clause("yiwu-10-1", effect="enforced")
@pytest.mark.parametrize("by", ["group", "committee"])
def test_a_special_inspection_rests_on_a_decision(by: str) -> None:
    city = decided(by=by)
    without = {name: value for name, value in SPECIAL.items() if name != "decision"}
    assert (
        city.why("special_decided", "office/clerk", "campaign.opened", without)
        == "yiwu-10-1 专项巡查由市委或者领导小组决定：还没有市委、领导小组的决定：开展专项巡查"
    )
    city.do("office/clerk", "campaign.opened", SPECIAL, name="special")
    assert city.subject("special").code == "special"


@clause("yiwu-10-1", effect="enforced")
def test_a_decision_on_something_else_opens_no_special_inspection() -> None:
    city = decided("round")
    assert city.why("special_decided", "office/clerk", "campaign.opened", SPECIAL) != ""


def test_an_ordinary_round_needs_no_such_decision() -> None:
    fields = {"kind": "round", "title": "第一轮巡查", "starts_on": "2015-09-24"}
    assert new_city().refused("office/clerk", "campaign.opened", fields) == ()


TARGETS = [
    pytest.param({"kind": "person", "post": "镇长", "who": "@方竹青"}, id="person"),
    pytest.param({"kind": "matter", "text": "补贴"}, id="matter"),
    pytest.param({"kind": "problem", "text": "滞留"}, id="problem"),
    pytest.param(
        {"kind": "rectification", "text": "第一轮整改"},
        id="rectification",
    ),
]


@pytest.mark.parametrize("target", TARGETS)
def test_a_special_inspection_says_what_it_aims_at(target: dict[str, str]) -> None:
    city = decided()
    city.do("office/clerk", "campaign.opened", SPECIAL | {"targets": [target]}, name="special")
    assert city.held("special")["targets"] == [city._with_ids(target)]


@pytest.mark.parametrize(
    "target", [{"text": "来信人"}, {"post": "信访人"}, {"who": "@乔木森", "post": "镇长"}]
)
def test_a_key_person_is_an_office_holder_never_a_private_person(target: dict[str, str]) -> None:
    asked = ("office/clerk", "campaign.opened", SPECIAL | {"targets": [{"kind": "person", **target}]})
    assert (
        decided().why("office_holders_only", *asked)
        == "yiwu-10-2 重点人只能是被巡查单位的任职人员：重点人只能是被巡查单位的任职人员，请从任职人员中选"
    )


@pytest.mark.parametrize("targets", [[], [{"kind": "petitioner", "text": "来信人"}]])
def test_a_target_of_no_listed_kind_is_refused(targets: list[dict[str, str]]) -> None:
    asked = ("office/clerk", "campaign.opened", SPECIAL | {"targets": targets})
    assert list(decided().faults(*asked)) == ["targets"]
