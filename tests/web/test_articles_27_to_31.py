"""Articles 27 to 31 through pages: attendance and leave, posts, the archive, liaison, conditions of work, interpretation."""

import pytest

from tests.conftest import connect_django
from tests.web.prepared import at_the_gate
from tests.web.through_pages import day, exported, person, stands_everywhere

pytestmark = pytest.mark.demo_city

clause = pytest.mark.clause


@clause("yiwu-27-1", effect="recorded")
def test_attendance_is_noted_day_by_day() -> None:
    reporter = person("温如岚")
    team = reporter.finds("teams", "第一巡查组")
    reporter.does(
        team, "activity.logged", "attendance", on=day(-1), who=["高望岚", "许知微"], text="两人在岗"
    )
    stands_everywhere(reporter, team, "考勤", "两人在岗")
    said = next(row for row in reporter.record(team) if row[2] == "高望岚、许知微")
    assert said[0] == "工作登记：考勤"


@clause("yiwu-27-2", effect="recorded")
def test_leave_is_asked_for_granted_and_reported_back_from() -> None:
    member, head = person("许知微"), person("高望岚")
    leave = member.begins(
        member.finds("teams", "第一巡查组"), "request.made", "leave", to="第一巡查组", title="请假一天", text="家中有事", person="许知微",
    )  # fmt: skip
    head.does(leave, "request.answered", text="同意请假", granted=True)
    member.does(leave, "request.closed", text="次日回组")
    for reader in (member, head):
        stands_everywhere(reader, leave, "家中有事", "同意请假", "次日回组")
        assert "请假一天" in reader.filters("requests", "code", "请销假", state="closed")
    assert exported(head, leave, "人员", "请假一天") == "许知微"


@clause("yiwu-27-3", effect="shown")
@pytest.mark.parametrize("name", ["傅临溪", "夏秋实", "江予白"])
def test_each_team_sees_the_same_steps_with_their_article(name: str) -> None:
    reader = person(name)
    words = reader.reads(reader.finds("inspections", "市公共交通公司"))
    for step in ("工作方案", "集中培训", "情况通报", "工作计划备案", "巡查通知书", "巡查公告", "第十一条"):
        assert step in words


@clause("yiwu-27-4", effect="shown")
@pytest.mark.parametrize("name", ["高望岚", "许知微", "江予白"])
def test_the_roster_of_a_team_says_the_post_and_the_work_of_each(name: str) -> None:
    reader = person(name)
    words = reader.reads(reader.finds("teams", "第一巡查组"))
    for who, post in (("高望岚", "组长"), ("许知微", "组员"), ("沈知秋", "信访登记人"), ("温如岚", "信息员")):
        assert f"{who}\n{post}" in words
    assert "按计划分工" in words


@clause("yiwu-28-5", effect="produced")
def test_the_volume_of_an_inspection_prints_its_index_in_two_parts() -> None:
    head, office = person("高望岚"), person("江予白")
    place = head.finds("inspections", "柳塘镇")
    form = head.asks(place, "volume.compiled", begins=True)
    answers = {"title": "柳塘镇巡查卷"}
    for name, control in form.controls.items():
        if name.startswith("lines-") and name.endswith("-n") and control.values == [""]:
            kind = form.controls[name.removesuffix("n") + "kind"]
            if kind.values and kind.values[0]:
                answers[name] = "1"
        if name.endswith("-n") and control.values == ["0"]:
            answers[name.removesuffix("n") + "absent"] = "没有召开"
    volume = head.sends(form, answers)
    for reader in (head, office):
        printed = reader.prints(volume)
        for words in (
            "归档目录",
            "会议材料",
            "信访呈批单\n50",
            "谈话记录\n2",
            "座谈会记录\n0\n没有召开",
            "巡查报告",
            "整改情况报告",
        ):
            assert words in printed, words
    assert "柳塘镇巡查卷" in head.lists("archive")


@clause("yiwu-29-1", effect="shown")
def test_both_bodies_see_the_register_of_team_staff_and_no_case_through_it() -> None:
    for name in ("乔木森", "程远道"):
        reader = person(name)
        words = reader.reads(reader.finds("teams", "第一巡查组"))
        for who, post in (("高望岚", "组长"), ("许知微", "组员")):
            assert f"{who}\n{post}\n市民政局" in words
        for hidden in ("惠农补贴", "信〔2026〕", "套取补贴"):
            assert hidden not in words
        for ledger in ("/complaints", "/clues", "/findings", "/checks"):
            assert reader.status(ledger) == 404, ledger


@clause("yiwu-29-2", effect="recorded")
def test_the_liaison_table_says_who_is_the_contact_of_each_area() -> None:
    clerk = person("江予白")
    asked = {
        "title": "城北片",
        "area": "柳塘、青屏、石埠",
        "teams": "第一巡查组",
        "leader": "市纪委常委",
        "liaison_office": "第二纪检监察室",
    }
    round_ = clerk.finds("rounds", "第三轮巡查")
    line = clerk.begins(
        round_, "entry.registered", "liaison", **asked, by="驻镇街纪检监察组", paper="澜纪〔2026〕9号"
    )
    facts = clerk.facts(line)
    assert (facts["片区"], facts["联系的纪检监察室"]) == ("柳塘、青屏、石埠", "第二纪检监察室")
    stands_everywhere(clerk, line, "柳塘、青屏、石埠", "第一巡查组", "市纪委常委", "第二纪检监察室")
    assert "城北片" in clerk.lists("entries")
    assert exported(clerk, line, "联系领导的职务", "城北片") == "市纪委常委"


@clause("yiwu-29-4", effect="recorded")
def test_a_word_with_the_liaison_leader_is_noted() -> None:
    head = person("高望岚")
    team = head.finds("teams", "第一巡查组")
    head.does(
        team, "activity.logged", "contact", on=day(), with_whom="市纪委联系领导", text="通报青屏街道进驻情况"
    )
    stands_everywhere(head, team, "与联系领导沟通", "市纪委联系领导", "通报青屏街道进驻情况")


@pytest.fixture(scope="module")
def entered(city: str) -> str:
    """The third unit, entered with both conditions ticked."""
    connect_django(city)
    head, place = at_the_gate()
    head.does(
        place, "inspection.started", place="街道三楼", provided=["办公场所和工作条件", "标准内工作用餐"], text="食堂标准内用餐",
    )  # fmt: skip
    return place


@pytest.mark.parametrize(
    "provided",
    [
        pytest.param("办公场所和工作条件", marks=clause("yiwu-30-4", effect="recorded"), id="30-4"),
        pytest.param("标准内工作用餐", marks=clause("yiwu-30-5", effect="recorded"), id="30-5"),
    ],
)
def test_what_the_unit_provides_is_ticked_at_entry(entered: str, provided: str) -> None:
    for name in ("高望岚", "江予白"):
        stands_everywhere(person(name), entered, provided, "食堂标准内用餐")


@clause("yiwu-31-1", effect="recorded")
def test_an_interpretation_is_made_by_both_bodies_together() -> None:
    clerk = person("江予白")
    place = clerk.finds("rounds", "第三轮巡查")
    asked = {
        "clause": "yiwu-12-8",
        "value": "“一般”是指没有特殊情况",
        "by": "驻镇街纪检监察组",
        "paper": "澜纪〔2026〕8号",
    }
    assert "解释由市纪委会同组织部作出" in clerk.is_refused(
        place, "reading.fixed", authors=["驻镇街纪检监察组"], **asked
    )
    clerk.does(place, "reading.fixed", authors=["驻镇街纪检监察组", "市委组织部"], **asked)
    stands_everywhere(clerk, place, "“一般”是指没有特殊情况", "市委组织部", "驻镇街纪检监察组")
    assert "“一般”是指没有特殊情况" in person("高望岚").reads("/scheme/yiwu-12-8")
