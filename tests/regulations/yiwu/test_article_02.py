"""Article 2: each body does its own part, and works from facts."""

import pytest

from tests.regulations.yiwu.city import entered, new_city

clause = pytest.mark.clause

ROUND = {"kind": "round", "title": "第一轮巡查", "starts_on": "2015-09-24"}
FINDING = {"title": "补贴滞留", "fields": ["field4_masses"], "text": "三项资金滞留"}


@clause("yiwu-2-3", effect="enforced")
def test_a_unit_opens_no_round() -> None:
    city = new_city()
    assert (
        city.why("may", "town/contact", "campaign.opened", ROUND)
        == "yiwu-2-3 “立项”不由您现在的岗位办理：可以办的是：巡查办"
    )
    city.do("office/clerk", "campaign.opened", ROUND, name="round")
    assert city.subject("round").state == "preparing"


@clause("yiwu-2-3", effect="enforced")
def test_the_office_signs_no_paper_of_a_team_for_its_head() -> None:
    city = entered()
    assert (
        city.why("may", "office/clerk", "inspection.ended", subject="inspection")
        == "yiwu-2-3 “结束巡查”不由您现在的岗位办理：可以办的是：组长"
    )
    assert city.refused("team/head", "inspection.ended", subject="inspection") == ()


@pytest.mark.parametrize("source", ["check", "complaint", "paper", "survey", "other:实地查看"])
def test_a_finding_says_where_it_comes_from(source: str) -> None:
    city = entered()
    city.do(
        "team/member", "finding.recorded", FINDING | {"source": source}, within="inspection", name="found"
    )
    assert city.held("found")["source"] == source


def test_a_finding_without_a_source_is_not_taken_down() -> None:
    city = entered()
    assert city.faults("team/member", "finding.recorded", FINDING, within="inspection") == {
        "source": "请填写：来源"
    }
    assert city.faults(
        "team/member", "finding.recorded", FINDING | {"source": "rumour"}, within="inspection"
    ) == {"source": "没有这个选项，可选：检查、谈话、信访、材料、测评、问卷"}
