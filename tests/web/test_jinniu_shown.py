"""What the Jinniu plan wants to be seen: each on its page, counted from what was entered through pages."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests.regulations.jinniu.district import District, checking, found, handed_over, reported
from tests.web.test_jinniu_papers import in_order
from tests.web.through_pages import words_of
from xuncha.web import addresses

pytestmark = pytest.mark.usefixtures("pages")

clause = pytest.mark.clause


def sees(district: District, address: str, party: str = "office", seat: str = "clerk") -> str:
    """What a page says to whoever sits there."""
    held = district.by(party, seat)
    with district.play.there():
        said: str = district.play.browser(held.person, held.id).reads(address)
    district.play.shown.append(address)
    return said


def page(district: District, name: str, **who: str) -> str:
    row = district.subject(name)
    return sees(district, addresses.of_subject(row.kind, row.id), **who)


def board(district: District, name: str) -> str:
    """A board of the round, reached by its link on the round's page."""
    address = f"{addresses.of_subject('campaign', district.keys['round'])}/views/{name}"
    held = district.by("office", "clerk")
    with district.play.there():
        who = district.play.browser(held.person, held.id)
        assert f'href="{address}"' in who.html(address.partition("/views")[0])
    return sees(district, address).partition("打印")[2]


# ------------------------------------------------------------------ the plan itself


@clause("jinniu-0-1", effect="shown")
def test_the_page_of_the_plan_names_the_city_plan_it_carries_out() -> None:
    assert "成纪发〔2017〕6号" in sees(found(), "/scheme")


@clause("jinniu-a0-1", effect="shown")
@clause("jinniu-6-4-9", effect="shown")
def test_the_page_of_the_plan_lists_four_annexes_with_their_forms_and_the_slip_about_a_fifth() -> None:
    said = sees(found(), "/scheme")
    in_order(
        said,
        "附件 4 个",
        "附件1",
        "附件2",
        "检查台账（附件2）",
        "附件3",
        "整改台账（附件3）",
        "附件4",
        "月报表（附件4）",
    )
    assert "附件4就是月报表，按附件4办" in said


# ------------------------------------------------------------------ cases and surveys


def cases() -> District:
    """A case decided and closed on rural projects, one still open on charges."""
    district = checking().on("2017-06-05")
    district.inquire("review", "case", fields=["field1_rural"]).decide("review")
    district.do("review", "inquiry.closed", {}, subject="inquiry")
    return district.on("2017-07-10").inquire("commission", "case", "second", fields=["field4_charges"])


@clause("jinniu-1-5", effect="shown")
def test_cases_are_counted_by_stage_and_kind_and_nobody_is_named() -> None:
    said = board(cases(), "figures")
    in_order(said, "案件 2 件，走到哪一步", "案件", "已办结", "1", "1")
    assert "社区主任" not in said


@clause("jinniu-4-3-7", effect="shown")
def test_cases_closed_are_counted_by_content() -> None:
    in_order(board(cases(), "figures"), "各类问题查处了多少", "涉农项目建设", "1", "1", "乱收乱罚", "1", "0")


@clause("jinniu-6-3-3", effect="shown")
@clause("jinniu-6-3-4", effect="shown")
def test_cases_are_seen_month_by_month_from_beginning_to_end_and_prove_nothing_of_a_unit() -> None:
    said = board(cases(), "figures")
    assert "件数多少不说明一个单位好坏" in said
    in_order(
        said,
        "从头到尾逐月",
        "2017年5月",
        "0",
        "2017年6月",
        "1",
        "1",
        "2017年7月",
        "1",
        "0",
        "2017年12月",
        "0",
    )


def surveyed() -> District:
    district = checking()
    for name, day, n in (("first", "2017-05-23", 84), ("second", "2017-09-22", 108)):
        opened = {"kind": "opinion_survey", "questions": ["办事方便吗"], "from_on": day}
        district.on(day).do(
            "street/clerk", "evaluation.opened", opened, within="street_inspection", name=name
        )
        sums = {"sample": 120, "method": "入户发放", "results": [{"what": "方便", "n": n}]}
        district.do("street/clerk", "evaluation.concluded", sums, subject=name)
    return district


@clause("jinniu-1-7", effect="shown")
def test_surveys_of_a_unit_are_seen_one_after_another_with_their_sample() -> None:
    in_order(
        board(surveyed(), "trend"),
        "柳塘街道",
        "120",
        "入户发放",
        "方便 84（70%）",
        "柳塘街道",
        "120",
        "方便 108（90%）",
    )


@clause("jinniu-5-6-5", effect="shown")
def test_a_units_rating_rests_on_sums_by_an_open_method() -> None:
    district = surveyed()
    used = {"use": "conduct_rating", "extract": "群众满意率九成"}
    district.do("office/clerk", "result.used", used, subject="street_inspection")
    said = board(district, "trend")
    in_order(
        said,
        "各单位的评价依据什么",
        "算法公开",
        "区市政局",
        "—",
        "柳塘街道",
        "0",
        "0",
        "90%",
        "群众满意率九成",
    )
    assert "不作画像" in said


# ------------------------------------------------------------------ practice, checks, coverage


@clause("jinniu-3-4-16", effect="shown")
def test_practice_is_seen_with_where_it_began_and_who_took_it_up() -> None:
    district = checking().phase("institution", "2017-09-21")
    entry: dict[str, Any] = {"register": "practice", "title": "窗口“微权力”清单"}
    district.do("street/clerk", "entry.registered", entry, within="street_inspection", name="practice")
    assert "还没有" in board(district, "practice_library")
    followed = entry | {"title": "排水站照单公开", "copied_from": "@practice"}
    district.do("office/clerk", "entry.registered", followed, within="bureau_inspection", name="taken")
    in_order(board(district, "practice_library"), "窗口“微权力”清单", "柳塘街道", "区市政局", "1")


def checked() -> District:
    """The street found one problem by itself; a group looked at the street and found none, the bureau nobody has seen."""
    district = handed_over().on("2017-06-05")
    district.draw("units", "street")
    planned = {
        "method": "undercover",
        "mode": "random",
        "hidden": True,
        "from_on": "2017-06-05",
        "staff": ["@高望岚"],
    }
    district.do("g1/head", "check.planned", planned, within="street_inspection", name="visit")
    sheet = {
        "method": "undercover",
        "staff": ["@高望岚"],
        "place": "窗口",
        "content": "排队办件",
        "checked_unit": "@street",
    }
    district.do("g1/head", "check.recorded", sheet, subject="visit")
    district.check(
        "g1/head", "group", method="group_check", staff=["@高望岚"], checked_unit="@street", content="看台账"
    )
    return district.find("g1/head", check="group", name="seen", source="masses", title="拖件")


@clause("jinniu-4-2-1", effect="shown")
def test_checks_are_seen_by_mode_and_group() -> None:
    said = board(checked(), "check_list")
    in_order(said, "按形式和小组", "随机抽查", "第1专项治理小组", "1")
    in_order(said, "检查 3 次", "专治1检", "柳塘街道", "第1专项治理小组", "2017年6月5日", "自检1号")


@clause("jinniu-5-3-1", effect="shown")
def test_problems_are_seen_by_the_oversight_that_found_them() -> None:
    in_order(board(checked(), "check_list"), "按监督来源", "自查", "1", "群众", "1")


@clause("jinniu-4-3-5", effect="shown")
@clause("jinniu-6-2-5", effect="shown")
@clause("jinniu-6-2-24", effect="shown")
def test_coverage_shows_what_was_looked_at_what_units_found_and_where_nobody_has_been() -> None:
    district = checked().check(
        "bureau/clerk", "zero", "bureau", staff=["@温如岚"], checked_unit="@station", content="查收费"
    )
    said = board(district, "coverage")
    in_order(
        said, "区市政局", "0", "从没查过", "排水站", "1", "0", "0", "查收费", "零问题", "柳塘街道", "2", "0", "1", "排队办件",
        "榆荫社区", "1", "1", "1", "低保台账",
    )  # fmt: skip


def test_the_problems_of_a_place_and_those_it_found_itself_open_by_their_figures() -> None:
    district = checked()
    district.play.shown.append("coverage")
    view = f"{addresses.of_subject('campaign', district.keys['round'])}/views/coverage"
    held = district.by("office", "clerk")
    with district.play.there():
        who = district.play.browser(held.person, held.id)
        ways = re.findall(r'href="(/findings\?campaign=[^"]+(found|own)_at=[^"]+)">(\d+)<', who.html(view))
        assert {kind for _, kind, _ in ways} == {"found", "own"}
        for way, kind, n in ways:
            listed = who.html(unescape(way))
            assert len(set(re.findall(r'href="/findings/([0-9a-f-]{36})"', listed))) == int(n), way
            assert ("自己查出：" if kind == "own" else "在哪里查出：") in listed


# ------------------------------------------------------------------ publicity, returns, the office's board


@clause("jinniu-5-7-4", effect="shown")
def test_reports_are_seen_unit_by_unit_and_units_without_any_too() -> None:
    district = checking()
    report = {"medium": "district_column", "outlet": "区报", "on": "2017-05-22", "unit": "@street"}
    district.do("news", "publicity.recorded", report, subject="round")
    said = board(district, "publicity_board")
    in_order(said, "区市政局", "0", "还没有", "柳塘街道", "1", "2017年5月22日", "区报")


@clause("jinniu-a1-3-4", effect="shown")
def test_returns_of_all_units_are_seen_at_once() -> None:
    district = checking().plan().on("2017-06-15")
    fields = {"period": "2017-06", "electronic": {"number": "1", "place": "柜", "keeper": "何其安"}, "way": "qq_group",
              "paper_number": "8号"}  # fmt: skip
    district.send("street", "monthly_return", **fields)
    district.do("publicity", "report.received", {"medium": "paper", "sealed": True}, subject="monthly_return")
    said = board(district, "returns_board")
    in_order(said, "单位", "月报表 2017年6月", "区市政局", "没有报", "柳塘街道", "6月15日 已报，纸质已收")


@clause("jinniu-6-2-9", effect="shown")
def test_the_page_of_the_round_puts_the_situation_together_for_the_office() -> None:
    said = page(handed_over(), "round")
    in_order(
        said,
        "各单位走到哪一步",
        "柳塘街道",
        "第1专项治理小组",
        "区市政局",
        "各组和各单位手上的事",
        "第1专项治理小组",
        "高望岚",
    )
    for words in ("报送情况", "覆盖情况", "检查一览"):
        assert words in said


# ------------------------------------------------------------------ a problem on its way


@clause("jinniu-6-3-1", effect="shown")
def test_a_problem_shows_when_it_was_found_analysed_and_solved() -> None:
    district = found()
    in_order(page(district, "finding"), "发现", "2017年6月1日", "剖析", "还没有", "解决", "还没有")
    district = reported()
    district.do("street/clerk", "matter.analysed", {"cause": "无人复核"}, subject="finding")
    district.verify()
    said = page(district, "finding")
    in_order(said, "发现", "2017年6月1日", "剖析", "2017年7月14日", "解决", "2017年7月14日")


# ------------------------------------------------------------------ what everybody reads


@clause("jinniu-5-4-6", effect="shown")
@clause("jinniu-5-4-7", effect="shown")
@clause("jinniu-5-7-9", effect="shown")
def test_the_ways_to_report_are_public_and_on_the_poster() -> None:
    district = checking()
    poster = {
        "phone": "028-0000 0017",
        "site": "lianjie.example.cn",
        "channels_shown": "来信、来访、电话、网络",
    }
    district.draft("commission", "poster", "round", content="治理“微腐败”", **poster)
    district.do("commission", "document.signed", {}, subject="poster")
    district.do("commission", "document.published", {"medium": "website"}, subject="poster")
    with district.play.there():
        said = words_of(Client().get("/public").content.decode())
    in_order(said, "宣传海报", "区纪委监察局举报电话", "028-0000 0017")
    for words in (*poster.values(), "举报网站"):
        assert words in said
    row = district.subject("poster")
    with district.play.there():
        held = district.by("commission", "clerk")
        printed = district.play.browser(held.person, held.id).prints(addresses.of_subject("document", row.id))
    for words in poster.values():
        assert words in printed
    district.play.shown.append("poster")


# ------------------------------------------------------------------ phases, the tree of what is owed, signs


PHASES = [
    pytest.param(name, days, owed, marks=clause(f"jinniu-{row}", effect="shown"))
    for name, days, owed, row in (
        ("动员部署", "2017年5月11日至2017年5月20日", "制定本单位方案", "3-1-1"),
        ("自查自纠", "2017年5月22日至2017年6月30日", "完成自查自纠阶段小结", "3-2-1"),
        ("整改落实", "2017年7月3日至2017年9月30日", "完成整改落实阶段小结", "3-3-1"),
        ("建章立制", "2017年9月21日至2017年12月10日", "建立承诺机制", "3-4-1"),
    )
]


@pytest.mark.parametrize(("name", "days", "owed"), PHASES)
def test_the_page_of_the_round_shows_each_phase_with_its_days_and_what_is_owed_in_it(
    name: str, days: str, owed: str
) -> None:
    district = checking().phase("rectification", "2017-07-03").phase("institution", "2017-09-21")
    in_order(page(district, "round"), name, days, owed)


@clause("jinniu-4-2-6", effect="shown")
def test_what_is_open_is_seen_level_by_level() -> None:
    said = board(handed_over(), "duty_tree")
    in_order(said, "单位", "柳塘街道", "顾行远", "第1专项治理小组", "1（0）")
    in_order(said, "区市政局", "陆闻笙")


@clause("jinniu-6-4-2", effect="shown")
def test_signs_of_work_for_show_are_pointed_out_for_a_person_to_judge() -> None:
    district = checking().on("2017-06-01").check()
    text = "各窗口办件有序，群众都表示满意，没有发现问题"
    for n in range(1, 12):
        district.find(name=f"same{n}", title=f"第{n}处", text=text)
    said = board(district, "warning_view")
    in_order(said, "由人判断", "雷同的文字", text, "11")
    in_order(said, "成批录入", "何其安")
