"""From `xuncha init`, with nothing but a name, to the first notice printed; nobody in the story knows what a scheme is."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from tests.stories.following import follow
from tests.stories.test_round import City, day, person_page
from xuncha.actions.first_hour import found_office
from xuncha.cli.init import alone
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.words import Text
from xuncha.shipped import base_text, scheme_text

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.fresh_database

UNITS = """\
名称\t类型\t上级
柳塘镇\t镇（街道）\t
市民政局\t机关单位\t
柳塘村\t村（居）\t柳塘镇
"""
PEOPLE = """\
姓名\t单位\t岗位\t班子成员
林若舟\t巡查办\t主任\t否
周敬川\t领导小组\t领导小组组长\t否
顾行远\t领导小组\t领导小组副组长\t否
乔木森\t市委组织部\t联络员\t否
方竹青\t柳塘镇\t主要负责人\t是
高望岚\t市民政局\t联络员\t否
陆闻笙\t市民政局\t联络员\t否
沈知秋\t市民政局\t联络员\t否
温如岚\t市民政局\t联络员\t否
许知微\t市民政局\t联络员\t否
"""
SCHEME = "yiwu-2015"
CREW = {"head": "高望岚", "deputy": "陆闻笙", "registrar": "沈知秋", "reporter": "温如岚", "member": "许知微"}


@pytest.fixture
def city(chromium: "Browser", live_server: str) -> Iterator[City]:
    """What `xuncha init --me 江予白` leaves behind: the bodies of the regulation and one account."""
    scheme = read_scheme(scheme_text(SCHEME), SCHEME).over(read_scheme(base_text(), "base.toml"))
    me = alone(scheme, "江予白")
    [slip] = found_office(Text("澜汀市", "Lanting"), SCHEME, (), (me,), datetime.now(SHANGHAI))
    made = City(chromium, live_server, slips={"江予白": (slip.account, slip.password)})
    yield made
    for context in made.contexts.values():
        context.close()


def paste(page: "Page", table: str, paper: str = "") -> None:
    page.locator("#act textarea[name=table]").fill(table)
    if paper:
        page.locator("#act input[name=paper]").fill(paper)
    follow(page, page.locator("#act button[name=do]"))


def test_a_new_office_comes_from_one_name_to_its_first_notice(city: City) -> None:
    clerk = city.as_("江予白")
    follow(clerk, clerk.get_by_role("link", name="开始第一小时"))
    # A wrong word is answered at its line, what was pasted stays, and nothing is entered.
    paste(clerk, UNITS.replace("机关单位", "机官单位"))
    assert "第 3 行：没有“机官单位”这一类单位" in clerk.locator("#act [role=alert]").inner_text()
    assert "柳塘村" in clerk.locator("#act textarea").input_value()
    paste(clerk, UNITS)
    assert "已登记 3 个单位" in clerk.locator("#said").inner_text()
    paste(clerk, PEOPLE)
    assert "领导机构和巡查以外机构的任免，凭文件办理" in clerk.locator("#act [role=alert]").inner_text()
    paste(clerk, PEOPLE, "澜巡领〔2026〕1号")
    slips = clerk.locator(".slip")
    assert slips.count() == 10, clerk.locator("main").inner_text()
    for words in slips.all_inner_texts():
        lines = [line for line in words.splitlines() if line.strip()]
        told = dict(zip(lines[1::2], lines[2::2], strict=False))
        city.slips[told["姓名"]] = (told["账号"], told["密码"])
    to_the_notice(city)
    notice = city.as_("方竹青")
    notice.goto(f"{city.places['notice']}/paper")
    text = notice.locator("main").inner_text()
    assert "巡查通知书" in text
    assert "柳塘镇" in text
    assert len(notice.pdf()) > 10_000


def to_the_notice(city: City) -> None:
    """The round, the plan, the team and its authority, then the notice: by what the pages offer."""
    do, paper = city.do, {"by": "领导小组", "paper": "澜巡领〔2026〕1号"}
    opening = {"title": "第一轮巡查", "starts_on": day()}
    do("江予白", "/rounds", "campaign.opened", opening, kind="round", name="round")
    do("江予白", "round", "unit.enrolled", {"unit": "柳塘镇"}, kind="listed", name="inspection")
    plan = {
        "task": "全面了解",
        "units": ["柳塘镇"],
        "ways": ["个别谈话"],
        "starts_on": day(),
        "ends_on": day(90),
    }
    do("江予白", "round", "document.drafted", plan, kind="work_plan", name="work plan")
    do("江予白", "work plan", "approval.requested", {"to": "领导小组"})
    do("周敬川", "work plan", "approval.given", {})
    do("江予白", "round", "body.formed", {"title": "第一组"}, kind="team", name="team")
    nomination = {
        "person": "高望岚",
        "traits": ["非领导职务"],
        "consulted_with": "市纪委（监察局）",
        "consulted_on": day(),
    }
    do("乔木森", "team", "person.nominated", nomination, kind="head")
    decided = {"question": "组长人选", "person": "高望岚", "conclusion": "同意", **paper, "by": "市委"}
    do("江予白", "team", "decision.made", decided)
    do("江予白", "team", "decision.made", {"question": "组建巡查组", "conclusion": "组建", **paper})
    for seat, name in CREW.items():
        filled = {"person": name, "home_unit": "市民政局", "task": "分工"}
        do("江予白", "team", "seat.filled", filled, kind=seat)
        city.places[seat] = person_page(city, name, "江予白")
        do("江予白", seat, "tie.declared", {"towards": "柳塘镇", "none": True})
    do("江予白", "team", "authority.granted", {"units": ["柳塘镇"], "matter": "本轮巡查", **paper})
    do("江予白", "inspection", "inspection.assigned", {"body": "第一组"})
    for who in CREW.values():
        switch_to_team(city, who)
    team_plan = {"enter_on": day(7), "main_tasks": "补贴发放", "division": "各人分工"}
    do("高望岚", "inspection", "document.drafted", team_plan, kind="team_plan", name="team plan")
    handed = {"to": "巡查办", "document": "工作计划：柳塘镇"}
    do("高望岚", "inspection", "report.submitted", handed, kind="team_plan")
    notice = {"timetable": "两个月", "ways": ["个别谈话"]}
    do("许知微", "inspection", "document.drafted", notice, kind="notice", name="notice")
    do("高望岚", "notice", "document.signed", {})
    do("许知微", "notice", "document.issued", {"to": ["柳塘镇"], "talk_on": day(), "talk_with": "镇党委"})


def switch_to_team(city: City, who: str) -> None:
    """Somebody with two posts chooses the one of the team."""
    page = city.as_(who)
    page.goto("/me")
    page.locator("main .choice label", has_text="第一组").click()
    page.locator("#act button[name=do]").click()
    page.wait_for_url("**/desk")
