"""Article 5 through pages: the head's nomination and traits, the deputies' help, where members come from and what they do."""

import pytest

from tests.web.through_pages import Through, day, person, said_today

pytestmark = pytest.mark.demo_city

clause = pytest.mark.clause


def office() -> Through:
    return person("江予白")


def nominate(title: str, name: str, **more: str | list[str]) -> tuple[Through, str]:
    """A new team, and the organisation department's nomination of its head."""
    clerk = office()
    team = clerk.begins(clerk.finds("rounds", "第三轮巡查"), "body.formed", "team", title=title)
    department = person("乔木森")
    department.does(
        team,
        "person.nominated",
        "head",
        person=clerk.named(name),
        consulted_with="市纪委（监察局）",
        consulted_on=day(),
        **more,
    )
    return department, team


@clause("yiwu-5-5", effect="recorded")
def test_a_deputy_drafts_for_the_head_and_has_no_signature() -> None:
    deputy = person("陆闻笙")
    place = deputy.finds("inspections", "青屏街道")
    paper = deputy.begins(place, "document.drafted", "other_material", title="情况综合", text="前两周情况")
    assert "第一巡查组 陆闻笙" in office().reads(paper)
    assert "陆闻笙" in office().prints(paper)
    assert "前两周情况" in office().exports_record(paper)
    assert deputy.status(f"{paper}/do/document.signed") == 404
    assert deputy.status(f"{place}/do/inspection.ended") == 404
    person("高望岚").does(paper, "document.signed")
    assert "已签批" in deputy.reads(paper)


@clause("yiwu-5-7", effect="recorded")
def test_the_nomination_says_that_the_head_has_moved_to_a_non_leading_post() -> None:
    department, team = nominate("第四巡查组", "程知行", traits=["已改任非领导职务"])
    for words in (office().reads(team), department.reads(team), office().prints(team)):
        assert "程知行" in words
        assert "已改任非领导职务" in words
    assert ("提名：组长", "人选条件", "已改任非领导职务") in office().record(team)


@clause("yiwu-5-7", effect="recorded")
def test_a_head_in_a_leading_post_is_named_only_with_a_written_reason() -> None:
    department, team = nominate("第五巡查组", "高远舟", traits=["已改任非领导职务"])
    again = {"person": "高远舟", "consulted_with": "市纪委（监察局）", "consulted_on": day()}
    assert "组长原则上由改任非领导职务的干部担任" in department.is_refused(
        team, "person.nominated", "head", **again
    )
    department.does(team, "person.nominated", "head", **again, reason="暂无合适人选")
    for words in (office().reads(team), office().prints(team)):
        assert "暂无合适人选" in words


@clause("yiwu-5-8", effect="recorded")
def test_the_organisation_department_proposes_the_head_and_nobody_else() -> None:
    department, team = nominate("第六巡查组", "沈砚秋", traits=["已改任非领导职务"])
    assert "市委组织部 乔木森\n提名：组长" in office().reads(team)
    assert "市委组织部 乔木森\n提名：组长" in office().prints(team)
    assert ("提名：组长", "人员", "沈砚秋") in office().record(team)
    assert person("高望岚").status(f"{team}/do/person.nominated?kind=head") == 404
    assert department.asks(team, "person.nominated", "head").controls


SECONDED = [
    pytest.param("原单位", "市城建投资集团", marks=clause("yiwu-5-11", effect="recorded"), id="5-11"),
    pytest.param("分工", "财务检查", marks=clause("yiwu-5-12", effect="recorded"), id="5-12"),
]


@pytest.mark.parametrize(("heading", "words"), SECONDED)
def test_a_member_comes_from_a_home_unit_to_a_post_of_their_own(heading: str, words: str) -> None:
    clerk = office()
    team = clerk.begins(
        clerk.finds("rounds", "第三轮巡查"), "body.formed", "team", title=f"第七巡查组（{heading}）"
    )
    name = clerk.named(f"苏青{heading[0]}")
    asked = {"person": name, "home_unit": "市城建投资集团", "task": "财务检查"}
    without = {key: value for key, value in asked.items() if value != words}
    assert f"请填写：{heading}" in clerk.is_refused(team, "seat.filled", "member", **without)
    clerk.does(team, "seat.filled", "member", **asked)
    line = f"{name}\n组员\n市城建投资集团\n财务检查\n{said_today()}"
    assert line in clerk.reads(team)
    assert line in clerk.prints(team)
    assert ("任职、抽调：组员", heading, words) in clerk.record(team)


@clause("yiwu-5-12", effect="recorded")
def test_a_post_that_nobody_holds_is_shown_as_vacant() -> None:
    clerk = office()
    team = clerk.begins(clerk.finds("rounds", "第三轮巡查"), "body.formed", "team", title="第八巡查组")
    for post in ("组长", "副组长"):
        assert f"空缺\n{post}" in clerk.reads(team)
        assert f"空缺\n{post}" in clerk.prints(team)
