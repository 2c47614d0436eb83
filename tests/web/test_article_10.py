"""Article 10 through pages: what a special inspection may aim at."""

import re

import pytest

from tests.web.through_pages import Through, day, exported, person

pytestmark = pytest.mark.demo_city

clause = pytest.mark.clause
PAPER = {"by": "市委巡查工作领导小组", "paper": "澜巡领〔2026〕31号"}


def decided() -> Through:
    """The office's clerk, once a special inspection is decided on."""
    clerk = person("江予白")
    place = clerk.finds("teams", "市委巡查工作领导小组")
    clerk.does(place, "decision.made", question="开展专项巡查", conclusion="对惠农补贴开展专项巡查", **PAPER)
    return clerk


TARGETS = [
    pytest.param(kind, more, marks=clause(f"yiwu-10-{n}", effect="recorded"), id=f"10-{n}")
    for n, kind, more in (
        (2, "重点人", {"targets_0_who": "方竹青", "targets_0_what": "主要负责人", "targets_0_post": "镇长"}),
        (3, "重点事", {"targets_0_what": "惠农补贴发放"}),
        (4, "重点问题", {"targets_0_what": "补贴滞留"}),
        (5, "巡查整改情况", {"targets_0_what": "第三轮巡查的整改"}),
    )
]


@pytest.mark.parametrize(("kind", "more"), TARGETS)
def test_a_special_inspection_says_what_it_aims_at(kind: str, more: dict[str, str]) -> None:
    clerk = decided()
    title = f"专项巡查：{kind}"
    clerk.does(
        "/rounds", "campaign.opened", "special", begins=True, title=title, starts_on=day(), decision="开展专项巡查",
        targets_0_kind=kind, **more,
    )  # fmt: skip
    place = clerk.finds("rounds", title)
    said = clerk.facts(place)["对象"]
    parts = re.split("[，（）]", said)
    assert {one.rpartition("：")[2] for one in parts if one} == {kind, *more.values()}
    assert said in clerk.prints(place)
    assert exported(clerk, place, "对象", title) == said


@clause("yiwu-10-2", effect="recorded")
def test_a_private_person_is_no_target() -> None:
    clerk = decided()
    said = clerk.is_refused(
        "/rounds", "campaign.opened", "special", begins=True, title="专项", starts_on=day(), decision="开展专项巡查",
        targets_0_kind="重点人", targets_0_what="来信人", targets_0_post="信访人",
    )  # fmt: skip
    assert "重点人只能是被巡查单位的任职人员" in said
