"""Article 6 through pages: what the head oversees, asks upwards, lays down for the team and proposes about its members."""

import pytest

from tests.web.through_pages import Through, day, exported, person

pytestmark = pytest.mark.demo_city

clause = pytest.mark.clause


def head() -> Through:
    return person("高望岚")


@clause("yiwu-6-1", effect="shown")
def test_the_head_sees_all_the_team_s_work_and_nothing_of_another_team() -> None:
    words = head().reads(head().finds("rounds", "第三轮巡查"))
    for unit in ("柳塘镇", "青屏街道", "石埠街道"):
        assert unit in words
    for other in ("东陂镇", "市住房保障中心", "第二巡查组\n傅临溪"):
        assert other not in words
    for plural in ("inspections", "findings", "complaints", "checks", "clues", "documents"):
        assert "东陂镇" not in head().lists(plural)
    other = person("傅临溪")
    assert head().status(other.finds("inspections", "东陂镇")) == 404
    assert other.status(head().finds("inspections", "青屏街道")) == 404


@clause("yiwu-6-4", effect="shown")
def test_the_head_sees_how_far_the_task_is_and_what_remains() -> None:
    chief = head()
    words = chief.reads(chief.finds("rounds", "第三轮巡查"))
    for heading in ("已进驻 2，未进驻 1", "走到哪一步", "下一个期限", "未办", "逾期"):
        assert heading in words
    place = chief.reads(chief.finds("inspections", "石埠街道"))
    assert "还差 2 项" in place


@clause("yiwu-6-5", effect="recorded")
def test_asking_upwards_keeps_addressee_day_and_answer() -> None:
    chief, office = head(), person("林若舟")
    asking = chief.begins(
        chief.finds("inspections", "青屏街道"),
        "request.made",
        "instructions",
        to="市委巡查办",
        title="是否延伸到下属公司",
        text="请示如下",
    )
    assert chief.facts(asking)["送"] == "市委巡查办"
    office.does(asking, "request.answered", text="同意延伸")
    for words in (chief.reads(asking), chief.prints(asking), office.reads(asking)):
        assert "第一巡查组 高望岚" in words
        assert "同意延伸" in words
    assert "是否延伸到下属公司" in chief.filters("requests", "code", "请示")
    assert exported(chief, asking, "送", "是否延伸到下属公司") == "市委巡查办"
    assert ("答复请求", "内容", "同意延伸") in chief.record(asking)


@clause("yiwu-6-12", effect="recorded")
def test_the_head_sets_up_a_rule_of_the_team() -> None:
    chief = head()
    rule = chief.begins(
        chief.finds("teams", "第一巡查组"),
        "rule.adopted",
        "team_rule",
        title="考勤和请销假制度",
        from_on=day(),
    )
    assert "第一巡查组 高望岚" in chief.reads(rule)
    assert "考勤和请销假制度" in chief.prints(rule)
    assert "考勤和请销假制度" in chief.lists("rules")
    assert "考勤和请销假制度" in person("许知微").reads(rule)
    assert exported(chief, rule, "类别", "考勤和请销假制度") == "组内管理制度"


@clause("yiwu-6-16", effect="recorded")
def test_an_assessment_proposal_goes_to_the_office_in_writing() -> None:
    chief, office = head(), person("江予白")
    proposal = chief.begins(
        chief.finds("teams", "第一巡查组"), "request.made", "assessment", to="市委巡查办", title="组员考核建议", text="工作认真，建议肯定",
        person="许知微",
    )  # fmt: skip
    assert office.facts(proposal)["人员"] == "许知微"
    assert "工作认真，建议肯定" in office.reads(proposal)
    assert "工作认真，建议肯定" in office.prints(proposal)
    assert "组员考核建议" in office.filters("requests", "code", "考核建议")
    assert exported(office, proposal, "内容", "组员考核建议") == "工作认真，建议肯定"
    assert not {"score", "n", "amount"} & set(
        chief.asks(chief.finds("teams", "第一巡查组"), "request.made", "assessment", begins=True).controls
    )
