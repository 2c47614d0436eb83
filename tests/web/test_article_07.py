"""Article 7 through pages: the register of team meetings, and minutes with who was there, views, conclusions and dissent."""

import pytest

from tests.web.through_pages import Through, day, exported, person

pytestmark = pytest.mark.demo_city

clause = pytest.mark.clause


def head() -> Through:
    return person("高望岚")


@clause("yiwu-7-1", effect="recorded")
def test_a_team_has_a_register_of_its_meetings() -> None:
    chief = head()
    meeting = chief.begins(
        chief.finds("teams", "第一巡查组"),
        "meeting.held",
        "team",
        at=day(),
        present=["高望岚", "许知微"],
        items_0_text="分工",
    )
    register = chief.filters(
        "meetings", "code", "组务会", body=chief.finds("teams", "第一巡查组").rpartition("/")[2]
    )
    assert "组务会：第一巡查组" in register
    assert "组务会：第一巡查组" in chief.reads(chief.finds("teams", "第一巡查组"))
    assert "组务会" in chief.prints(meeting)
    assert exported(chief, meeting, "类别", "组务会：第一巡查组") == "组务会"
    assert "第一巡查组" not in person("傅临溪").lists("meetings")


@clause("yiwu-7-2", effect="recorded")
def test_the_minutes_hold_who_was_there_the_views_the_conclusion_and_the_dissent() -> None:
    chief = head()
    meeting = chief.begins(
        chief.finds("inspections", "青屏街道"), "meeting.held", "team", at=day(), present=["高望岚", "陆闻笙"],
        items_0_kind="拟深入了解的问题", items_0_text="补贴滞留：逐户核实", dissent="陆闻笙主张先听街道说明",
    )  # fmt: skip
    facts = chief.facts(meeting)
    assert facts["出席"] == "高望岚 陆闻笙"
    assert facts["不同意见"] == "陆闻笙主张先听街道说明"
    for words in ("高望岚", "陆闻笙", "拟深入了解的问题，补贴滞留：逐户核实", "陆闻笙主张先听街道说明"):
        assert words in chief.prints(meeting)
    assert ("会议、培训：组务会", "不同意见", "陆闻笙主张先听街道说明") in chief.record(meeting)


AGENDA = [
    pytest.param(words, marks=clause(f"yiwu-7-{n}", effect="recorded"), id=f"7-{n}")
    for n, words in ((3, "落实要求的具体措施"), (4, "阶段性安排"), (7, "组内人员管理"))
]


@pytest.mark.parametrize("words", AGENDA)
def test_an_item_of_the_agenda_has_its_kind_and_result_and_stays_in_the_team_and_office(words: str) -> None:
    chief = head()
    place = chief.finds("inspections", "柳塘镇" if words == "阶段性安排" else "青屏街道")
    meeting = chief.begins(
        place,
        "meeting.held",
        "team",
        at=day(),
        present=["高望岚"],
        items_0_kind=words,
        items_0_text="研究后同意",
    )
    said = f"{words}，研究后同意"
    for reader in (chief, person("许知微"), person("江予白")):
        assert said in reader.reads(meeting)
    assert said in chief.prints(meeting)
    assert ("会议、培训：组务会", "议题、意见、结论", said) in chief.record(meeting)
    for outsider in ("方竹青", "傅临溪", "程远道"):
        assert person(outsider).status(meeting) == 404
