"""Recusals on pages: what is declared, what waits for whose decision, who is kept off which unit; and who reads none of it."""

import pytest

from tests.web.conftest import Visitor
from tests.web.through_pages import person, words_of

pytestmark = pytest.mark.demo_city


def asked_for(name: str = "许知微", unit: str = "柳塘镇") -> str:
    """The page of somebody whose recusal the office asked for."""
    clerk = person("江予白")
    page = clerk.finds("people", name)
    if unit not in clerk.reads("/recusals").partition("等决定的回避")[2].partition("已决定的回避")[0]:
        clerk.does(page, "recusal.requested", "own_interest", unit=unit)
    return page


def test_what_is_asked_for_waits_with_the_office_and_then_stands_as_decided() -> None:
    page, director = asked_for(), person("林若舟")
    html = director.html("/recusals")
    waiting = html.partition('id="waiting"')[2].partition('id="decided"')[0]
    for words in ("许知微", "柳塘镇", "涉及本人利害", "巡查办", "去决定"):
        assert words in words_of(waiting)
    assert f"{page}/do/recusal.decided" in waiting
    assert "等决定，已先回避" in director.reads(page)
    director.does(page, "recusal.decided", unit="柳塘镇", kept_off=True, text="情况属实，回避")
    html = director.html("/recusals")
    assert "许知微" not in words_of(html.partition('id="waiting"')[2].partition('id="decided"')[0])
    decided = words_of(html.partition('id="decided"')[2].partition('id="ties"')[0])
    assert "许知微\n柳塘镇\n涉及本人利害" in decided
    assert "已回避" in decided


def test_a_declared_tie_stands_until_recusal_is_asked_for() -> None:
    clerk = person("江予白")
    page = clerk.finds("people", "温如岚")
    clerk.does(page, "tie.declared", towards="东陂镇", ground="与班子成员有近亲属关系")
    for place in (page, "/recusals"):
        words = clerk.reads(place)
        assert "东陂镇\n与班子成员有近亲属关系" in words
        assert "还没有申请" in words


def test_the_page_of_a_person_lists_the_posts_and_what_was_declared_about_each_unit() -> None:
    clerk = person("江予白")
    words = clerk.reads(clerk.finds("people", "高望岚"))
    assert "第一巡查组\n组长" in words
    assert "关系和回避" in words
    assert "柳塘镇\n没有关系" in words


def test_the_page_of_a_team_lists_its_authorisations_and_each_members_declarations() -> None:
    clerk = person("江予白")
    words = clerk.reads(clerk.finds("teams", "第一巡查组"))
    for one in ("授权", "移交归档为止", "组员回避", "声明没有关系"):
        assert one in words


def test_a_member_reads_of_nobody_else_and_a_unit_of_nobody() -> None:
    asked_for()
    words = person("沈知秋").reads("/recusals")
    assert "许知微" not in words
    assert "温如岚" not in words
    for login in ("unit", "contact", "receiver"):
        assert Visitor(login).status("/recusals") == 404
    assert "组员回避" not in person("乔木森").reads(person("乔木森").finds("teams", "第一巡查组"))


@pytest.mark.clause("yiwu-6-15", effect="tracked")
def test_the_head_proposes_the_recusal_of_a_member_whose_page_stays_closed_and_the_office_takes_it_up() -> (
    None
):
    chief, director = person("高望岚"), person("林若舟")
    member = person("江予白").finds("people", "温如岚")
    assert chief.status(member) == 404
    proposal = chief.begins(
        chief.finds("teams", "第一巡查组"), "request.made", "recusal", to="市委巡查办", title="组员回避建议", text="其兄在该镇任职",
        person="温如岚", unit="石埠街道", ground="与班子成员有近亲属关系",
    )  # fmt: skip
    facts = director.facts(proposal)
    assert (facts["建议谁回避"], facts["回避哪个单位"], facts["情形"]) == (
        "温如岚",
        "石埠街道",
        "与班子成员有近亲属关系",
    )
    director.does(member, "recusal.requested", "near_relative", unit="石埠街道", who_asks="组长")
    director.does(proposal, "request.answered", text="同意，已登记回避申请")
    assert "石埠街道\n与班子成员有近亲属关系" in director.reads(member)
    assert "同意，已登记回避申请" in chief.reads(proposal)
