"""Article 11 through pages: staff, information, enquiries, the notice and the announcement, and reports from then on."""

from datetime import date

import pytest
from django.utils import timezone

from tests.conftest import connect_django
from tests.web.prepared import announced
from tests.web.through_pages import day, exported, person, stands_everywhere
from xuncha.core.dates.day_words import say_plain, say_short

pytestmark = pytest.mark.demo_city

clause = pytest.mark.clause


@clause("yiwu-11-9", effect="recorded")
def test_the_organisation_department_allocates_somebody_who_declared_first() -> None:
    department, clerk = person("乔木森"), person("江予白")
    name = clerk.named("褚云帆")
    team = clerk.finds("teams", "第三巡查组")
    asked = {"person": name, "home_unit": "市公共交通公司", "task": "财务检查"}
    assert "先作回避声明" in department.is_refused(team, "seat.filled", "member", **asked)
    for unit in ("市城建投资集团", "市民政局"):
        clerk.does(clerk.finds("people", name), "tie.declared", towards=unit, none=True)
    department.does(team, "seat.filled", "member", **asked)
    stands_everywhere(clerk, team, name, "市公共交通公司", "财务检查")
    assert name in department.reads(team)


INFORMATION = {13: "信访举报", 14: "网络舆情", 15: "审计报告", 16: "民主评议"}


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(words, marks=clause(f"yiwu-11-{n}", effect="recorded"), id=f"11-{n}")
        for n, words in INFORMATION.items()
    ],
)
def test_the_pack_for_a_team_says_what_kind_of_information_it_holds(words: str) -> None:
    clerk, head = person("江予白"), person("高望岚")
    title = f"通报：{words}"
    pack = clerk.begins(
        clerk.finds("inspections", "青屏街道"), "document.drafted", "information_pack",
        information=[words], content=f"{words}摘编，不含反映人身份", title=title,
    )  # fmt: skip
    clerk.does(pack, "document.issued", to=["第一巡查组"])
    for reader in (clerk, head):
        assert reader.facts(pack)["抄送的情况"] == words
        stands_everywhere(reader, pack, words, f"{words}摘编")
    assert title in clerk.filters("documents", "code", "情况通报")
    assert exported(clerk, pack, "抄送的情况", title) == words
    assert person("白景行").status(pack) == 404


SOURCES = [
    pytest.param(words, to, marks=clause(f"yiwu-11-{n}", effect="recorded"), id=f"11-{n}")
    for n, words, to in (
        (17, "纪检监察组织", "驻镇街纪检监察组"),
        (18, "政法机关", "市公安局"),
        (19, "组织部门", "市委组织部"),
        (20, "审计部门", "市委巡查办"),
        (21, "信访部门", "市委巡查办"),
    )
]
WHO_ANSWERS = {"驻镇街纪检监察组": "程远道", "市委组织部": "乔木森", "市委巡查办": "江予白"}


@pytest.mark.parametrize(("source", "to"), SOURCES)
def test_the_team_asks_about_the_leadership_and_keeps_the_answer(source: str, to: str) -> None:
    member, title = person("许知微"), f"向{source}了解班子情况"
    place = member.finds("inspections", "青屏街道")
    asked = {"to": to, "title": title, "text": "班子及其成员情况"}
    assert "请填写：向谁了解" in member.is_refused(place, "request.made", "enquiry", begins=True, **asked)
    enquiry = member.begins(place, "request.made", "enquiry", source=source, **asked)
    if name := WHO_ANSWERS.get(to):
        person(name).does(enquiry, "request.answered", text="没有收到反映")
    else:
        clerk = person("江予白")
        clerk.does(enquiry, "request.answered", text="没有收到反映", by=to, paper="复函 7 号")
    assert member.facts(enquiry)["向谁了解"] == source
    stands_everywhere(member, enquiry, source, "没有收到反映")
    assert title in member.filters("requests", "code", "了解情况")
    assert exported(member, enquiry, "向谁了解", title) == source
    assert person("白景行").status(enquiry) == 404


@pytest.fixture(scope="module")
def notice(city: str) -> str:
    """A notice drafted from the team plan, signed and served."""
    connect_django(city)
    head, clerk = person("傅临溪"), person("江予白")
    clerk.does(clerk.finds("documents", "工作方案"), "document.issued", to=["第二巡查组"])
    place = head.finds("inspections", "市公共交通公司")
    head.begins(
        place, "document.drafted", "team_plan", enter_on=day(10), main_tasks="线路补贴、采购、选人用人", division="组员分片",
    )  # fmt: skip
    form = head.asks(place, "document.drafted", "notice", begins=True)
    assert form.says("content") == "线路补贴、采购、选人用人"
    assert form.says("timetable") == say_plain(date.fromisoformat(day(10))).zh, (
        "words, as the paper says them"
    )
    paper = head.sends(form, {"timetable": "12 月 3 日起两个月"})
    assert "还没有" in head.is_refused(
        paper, "document.issued", to=["市公共交通公司"], talk_on=day(), talk_with="党委负责人"
    )
    head.does(paper, "document.signed")
    head.begins(
        place, "report.submitted", "team_plan", to=["市委巡查办"], document="工作计划：市公共交通公司"
    )
    head.does(
        paper, "document.issued", to=["市公共交通公司"], talk_on=day(), talk_with="党委负责人", prints="2"
    )
    return paper


@clause("yiwu-11-28", effect="produced")
def test_the_notice_is_numbered_addressed_and_signed(notice: str) -> None:
    principal = person("丁砚农")
    for reader in (person("傅临溪"), principal):
        printed = reader.prints(notice)
        for words in ("巡查通知书", "澜巡二〔2026〕", "市公共交通公司", "第二巡查组"):
            assert words in printed
    assert "傅临溪" in person("傅临溪").prints(notice)
    principal.does(notice, "document.received", received_on=day())
    assert "收到" in person("傅临溪").reads(notice)


SECTIONS = [
    pytest.param(heading, words, marks=clause(f"yiwu-11-{n}", effect="produced"), id=f"11-{n}")
    for n, heading, words in (
        (29, "巡查内容", "线路补贴、采购、选人用人"),
        (30, "时间安排", "12 月 3 日起两个月"),
        (31, "工作方式", "听取单位工作汇报、个别谈话、召开座谈会、到下属单位、村（居）了解"),
    )
]


@pytest.mark.parametrize(("heading", "words"), SECTIONS)
def test_the_notice_tells_the_unit_each_thing_under_its_heading(
    notice: str, heading: str, words: str
) -> None:
    for reader in (person("傅临溪"), person("丁砚农")):
        assert f"、{heading}\n{words}" in reader.prints(notice)


@pytest.mark.parametrize(
    ("name", "heading"), [("content", "巡查内容"), ("timetable", "时间安排"), ("ways", "工作方式")]
)
def test_a_notice_without_one_of_its_sections_is_not_drafted(name: str, heading: str) -> None:
    head = person("傅临溪")
    whole = {"content": "内容", "timetable": "两个月", "ways": ["个别谈话"]} | {
        name: [] if name == "ways" else ""
    }
    said = head.is_refused(
        head.finds("inspections", "市住房保障中心"), "document.drafted", "notice", begins=True, **whole
    )
    assert f"请填写：{heading}" in said


@pytest.fixture(scope="module")
def announcement(city: str) -> str:
    """The announcement of the third unit; reports wait for it."""
    connect_django(city)
    registrar = person("沈知秋")
    place = registrar.finds("inspections", "石埠街道")
    letter = {"channel": "来信", "subject": "低保评议没有公示", "addressee": "巡查组"}
    assert "公告发布后开始受理举报" in registrar.is_refused(
        place, "complaint.received", "report", begins=True, **letter
    )
    return announced(place)


@clause("yiwu-11-34", effect="produced")
def test_the_announcement_is_signed_and_says_when_and_where_it_was_posted(announcement: str) -> None:
    head = person("高望岚")
    for words in ("巡查公告", "第一巡查组", "高望岚", "0579-0000-1111", "城东邮政 8 号信箱"):
        assert words in head.prints(announcement)
    said = head.reads(announcement)
    for words in ("已公布", "公告栏", "街道办事处门口", say_short(timezone.localdate()).zh):
        assert words in said


ANNOUNCED = [
    pytest.param(name, heading, words, marks=clause(f"yiwu-11-{n}", effect="produced"), id=f"11-{n}")
    for n, name, heading, words in (
        (35, "time", "巡查时间", "即日起两个月"),
        (36, "content", "巡查内容", "领导班子及其成员履职情况"),
        (37, "requirements", "相关要求", "如实反映，依法保护"),
    )
]


@pytest.mark.parametrize(("name", "heading", "words"), ANNOUNCED)
def test_the_announcement_says_each_thing_under_its_heading_and_is_not_drafted_without(
    announcement: str, name: str, heading: str, words: str
) -> None:
    head = person("高望岚")
    assert f"、{heading}\n{words}" in head.prints(announcement)
    whole = {"time": "两个月", "content": "内容", "requirements": "要求"} | {name: ""}
    place = head.finds("inspections", "石埠街道")
    assert f"请填写：{heading}" in head.is_refused(
        place, "document.drafted", "announcement", begins=True, **whole
    )


@clause("yiwu-11-40", effect="recorded")
@pytest.mark.parametrize(
    ("kind", "addressee", "who"),
    [
        ("report", "巡查组", "沈知秋"),
        ("about_team_office", "巡查办", "江予白"),
        ("about_team_group", "领导小组", "周敬川"),
    ],
)
def test_a_report_taken_after_the_announcement_stands_with_whom_it_is_addressed_to(
    announcement: str, kind: str, addressee: str, who: str
) -> None:
    taker = person(who)
    subject = f"公告以后的来件（{addressee}）"
    letter = taker.begins(
        taker.finds("inspections", "石埠街道"), "complaint.received", kind,
        channel="来信", subject=subject, addressee=addressee, extract="来件摘要",
    )  # fmt: skip
    called = {"巡查组": "第一巡查组"}.get(addressee, addressee)
    assert f"收件机构\n{called}" in taker.reads(letter)
    assert subject in taker.prints(letter)
    assert subject in taker.lists("complaints")
    assert exported(taker, letter, "收件机构", subject) == addressee
    assert person("陶知远").status(letter) == 404
