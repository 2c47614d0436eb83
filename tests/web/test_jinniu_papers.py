"""The papers of the Jinniu plan, printed from what was entered through its pages: nothing on them is typed twice."""

from __future__ import annotations

import pytest

from tests.regulations.jinniu.district import SCAN, District, checking, enrolled, planned, reported
from xuncha.web import addresses

pytestmark = pytest.mark.usefixtures("pages")

clause = pytest.mark.clause


def printed(district: District, name: str) -> str:
    """What the paper of a thing says, to whoever acted on it last."""
    row = district.subject(name)
    with district.play.there():
        who = district.play.browser(*district.play.readers[row.id])
        said: str = who.prints(addresses.of_subject(row.kind, row.id))
    district.play.shown.append(name)
    return said


def in_order(said: str, *words: str) -> None:
    """Each of these stands on the paper, after the one before it."""
    place = 0
    for one in words:
        found = said.find(one, place)
        assert found >= 0, f"{one!r} does not follow there:\n{said[max(0, place - 300) : place + 1200]}"
        place = found + len(one)


# ------------------------------------------------------------------ the check ledger and the rectification ledger

CHECK_LEDGER = (
    "填报单位（盖章）", "编号", "填报时间", "时间", "被检查单位", "检查人员", "检查内容", "发现的问题", "整改建议", "整改时限", "整改责任人",
)  # fmt: skip


@clause("jinniu-3-2-26", effect="produced")
@clause("jinniu-a2-1", effect="produced")
def test_the_check_ledger_has_its_eleven_fields_in_order() -> None:
    district = checking().on("2017-06-01").check(hours="9时至11时").find()
    district.find(name="second", title="台账缺页", advice="补齐台账").discuss().hand_over()
    said = printed(district, "check")
    in_order(said, *CHECK_LEDGER, "另有登记")
    in_order(
        said, "填报单位（盖章）", "柳塘街道", "编号", "自检1号", "填报时间", "2017年6月1日", "时间", "2017年6月1日；9时至11时",
        "被检查单位", "榆荫社区", "检查人员", "何其安", "检查内容", "低保台账", "发现的问题", "1. 低保公示缺三户", "2. 台账缺页",
        "整改建议", "1. 补公示", "2. 补齐台账", "整改时限", "2017年7月20日", "整改责任人", "方竹青",
    )  # fmt: skip


@clause("jinniu-a2-1", effect="produced")
def test_the_sheet_of_a_check_without_problems_is_the_same_form() -> None:
    said = printed(checking().check(outcome="none"), "check")
    in_order(said, *CHECK_LEDGER, "另有登记")


RECTIFICATION_LEDGER = (
    "填报单位（盖章）", "编号", "填报时间", "整改时间", "问题单位", "整改责任人及责任", "存在问题", "整改措施", "完成情况",
)  # fmt: skip


@clause("jinniu-3-3-29", effect="produced")
@clause("jinniu-a3-1", effect="produced")
def test_the_rectification_ledger_has_its_nine_fields_in_order_and_a_blank_row() -> None:
    said = printed(reported(), "finding")
    in_order(said, *RECTIFICATION_LEDGER, "另有登记")
    in_order(
        said, "榆荫社区", "编号", "自检1号-1", "填报时间", "2017年7月3日", "整改时间", "2017年7月20日", "问题单位", "榆荫社区",
        "整改责任人及责任", "方竹青；社区书记；牵头补公示", "存在问题", "低保公示缺三户", "整改措施", "1. 补公示", "完成情况",
        "三户已公示",
    )  # fmt: skip
    assert "（无栏名）" not in said, "the last row has no label"


# ------------------------------------------------------------------ four lists, one form each


def listed(kind: str) -> str:
    district = planned().draft("street/clerk", kind, "street_inspection", items=["@finding"])
    return printed(district, kind)


@pytest.mark.parametrize(
    ("kind", "heads", "line"),
    [
        pytest.param("problem_list", ("编号", "问题", "情况", "被检查单位"), ("自检1号-1", "低保公示缺三户", "第二季度三户没有公示", "榆荫社区"),
                     marks=clause("jinniu-3-3-3", effect="produced")),
        pytest.param("rectification_list", ("编号", "问题", "整改措施", "完成时间"), ("自检1号-1", "低保公示缺三户", "补公示", "2017年7月20日"),
                     marks=clause("jinniu-3-3-4", effect="produced")),
        pytest.param("responsibility_list", ("编号", "责任单位", "责任人"), ("自检1号-1", "榆荫社区", "方竹青；社区书记"),
                     marks=clause("jinniu-3-3-5", effect="produced")),
        pytest.param("progress_list", ("编号", "节点", "状态"), ("自检1号-1", "补公示（责任岗位：沈知秋，计划完成：2017年7月15日）", "已安排"),
                     marks=clause("jinniu-3-3-6", effect="produced")),
    ],
)  # fmt: skip
def test_a_list_is_made_from_the_ledgers(kind: str, heads: tuple[str, ...], line: tuple[str, ...]) -> None:
    in_order(listed(kind), "序", *heads, "1", *line)


@clause("jinniu-4-1-21", effect="produced")
def test_a_groups_check_ledger_lists_what_it_checked_in_the_week() -> None:
    district = enrolled().on("2017-06-05")
    sheet = {"method": "group_check", "staff": ["@高望岚"], "checked_unit": "@street", "content": "看台账"}
    district.check("g1/head", **sheet).find("g1/head", title="窗口拖件", source="visits", advice="限时办结")
    district.check("street/clerk", "own", content="街道自己的一次")
    district.on("2017-06-12").check("g1/head", "later", **sheet | {"content": "下一周的一次"})
    district.draft("g1/head", "group_ledger", "g1", period="2017-W23")
    said = printed(district, "group_ledger")
    in_order(
        said, "小组检查台账", "编号", "时间", "被检查单位", "检查人员", "检查内容", "发现的问题", "整改建议"
    )
    in_order(said, "专治1检1号", "2017年6月5日", "柳塘街道", "高望岚", "看台账", "1. 窗口拖件", "1. 限时办结")
    assert "街道自己的一次" not in said, "it is the group's own sheet"
    assert "下一周的一次" not in said, "it is of one week"


# ------------------------------------------------------------------ the summary of self-examination


def summed_up() -> str:
    district = checking().on("2017-06-01").meet("street/clerk", "unit_weekly", "street_inspection")
    district.check().find().find(name="second", title="收费", fields=["field4_charges"])
    district.check(name="own", checked_unit="@street", method="special_meeting").find(
        check="own", name="third"
    )
    texts = {"work_done": "查了两处", "problems": "窗口为主", "shortcomings": "慢", "next_phase": "改"}
    district.draft("street/clerk", "self_check_summary", "street_inspection", **texts)
    return printed(district, "self_check_summary")


@clause("jinniu-3-2-31", effect="produced")
def test_the_summary_tells_the_work_of_the_phase_from_its_meetings_and_checks() -> None:
    said = summed_up()
    in_order(
        said,
        "自查自纠工作情况",
        "查了两处",
        "办了多少",
        "单位周例会",
        "1",
        "自查互评",
        "1",
        "专题会议点评",
        "1",
    )


@clause("jinniu-3-2-32", effect="produced")
def test_the_summary_counts_problems_by_content_and_by_level_of_unit() -> None:
    said = summed_up()
    in_order(
        said, "按治理内容（八类问题）统计", "低保社保", "2", "1", "按单位类别统计", "社区", "2", "街道", "1"
    )


# ------------------------------------------------------------------ letters and orders to units


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        pytest.param("prevention_letter", {"problems": "公示不全", "proposal": "逐户补"},
                     marks=clause("jinniu-4-1-23", effect="produced")),
        pytest.param("supervision_letter", {"problems": "公示不全", "proposal": "逐户补"},
                     marks=clause("jinniu-4-1-24", effect="produced")),
        pytest.param("rectification_notice", {"facts": "态度粗暴", "demands": "整顿窗口"},
                     marks=clause("jinniu-4-2-4", effect="produced")),
        pytest.param("formalism_order", {"facts": "台账雷同", "demands": "重查"},
                     marks=clause("jinniu-6-4-3", effect="produced")),
    ],
)  # fmt: skip
def test_a_letter_to_a_unit_has_its_number_addressee_and_date_of_reply(
    kind: str, texts: dict[str, str]
) -> None:
    district = checking().on("2017-06-05").draft("g1/head", kind, "street_inspection", **texts)
    district.issue("g1/head", kind, "street", due="2017-06-20")
    said = printed(district, kind)
    in_order(
        said,
        district.subject(kind).number,
        "柳塘街道",
        *texts.values(),
        "请在2017年6月20日前办理",
        "第1专项治理小组",
    )
    assert district.subject(kind).number
    district.do("street/clerk", "document.received", {"received_on": "2017-06-05"}, subject=kind)
    mark = district.held(kind, "document.received")
    assert mark["received_on"] == "2017-06-05"
    in_order(printed(district, kind), *texts.values())


# ------------------------------------------------------------------ circulars, bulletins and reports of the office


def office_paper(kind: str, **texts: object) -> str:
    district = checking().on("2017-06-01").check().find().discuss().hand_over()
    district.draft("office/clerk", kind, "round", **texts)
    district.issue("office/clerk", kind, "street", "bureau")
    assert district.subject(kind).number in printed(district, kind)
    return printed(district, kind)


def counts_units(said: str) -> None:
    """A line for each unit with what the ledgers count there, and the sum."""
    in_order(
        said,
        "区市政局",
        "0（0）",
        "0（0）",
        "柳塘街道",
        "1（0）",
        "1（0）",
        "合计",
        "1（0）",
        "1（0）",
        "由日志生成",
    )


@clause("jinniu-4-1-25", effect="produced")
def test_the_monthly_circular_tells_how_each_unit_pushes_the_treatment() -> None:
    said = office_paper("monthly_circular", period="2017-06", state="总体平稳")
    in_order(said, "柳塘街道、区市政局", "推进情况", "总体平稳", "各单位进展")
    counts_units(said)


@clause("jinniu-6-2-10", effect="produced")
@clause("jinniu-a1-3-5", effect="produced")
def test_the_progress_bulletin_counts_from_the_record() -> None:
    said = office_paper("progress_bulletin", content="查了两处")
    in_order(said, "进展简报", "查了两处", "各单位进展")
    counts_units(said)


@clause("jinniu-6-2-11", effect="produced")
@clause("jinniu-a1-3-6", effect="produced")
def test_a_special_report_has_the_figures_of_the_ledgers() -> None:
    said = office_paper("special_report", topic="窗口作风", content="延时为主")
    in_order(said, "专题报告", "窗口作风", "延时为主", "各单位进展")
    counts_units(said)


# ------------------------------------------------------------------ notices on cases, press, bulletins, practice


def noticed(by: str, kind: str, **texts: object) -> str:
    district = checking().inquire("review", "case").decide("review", number="金纪〔2017〕3号")
    district.draft(by, kind, "round", cases=["@inquiry"], facts="收受购物卡", naming_reason="警示", **texts)
    district.approve("group/leader", by, "naming", "group_leader", kind).issue(by, kind, "bureau")
    return printed(district, kind)


@clause("jinniu-5-5-3", effect="produced")
def test_a_notice_of_typical_cases_has_its_facts_and_its_decision() -> None:
    said = noticed("commission", "internal_notice", decision="金纪〔2017〕3号", way="batch", batch="第一批")
    in_order(said, "区市政局", "通报的案件", "调查", "收受购物卡", "金纪〔2017〕3号", "第一批", "区纪委")


@clause("jinniu-6-2-12", effect="produced")
@clause("jinniu-a1-3-7", effect="produced")
def test_a_typical_circular_goes_out_on_a_final_decision_and_an_approval() -> None:
    in_order(
        noticed("office/clerk", "typical_circular"),
        "典型通报",
        "区市政局",
        "通报的案件",
        "调查",
        "收受购物卡",
        "领导小组办公室",
    )


@clause("jinniu-5-7-1", effect="produced")
def test_the_press_text_is_drafted_on_counted_figures_and_released_once_cleared() -> None:
    district = checking().on("2017-06-01").check().find()
    district.draft("commission", "press_text", "round", content="查处三起")
    said = printed(district, "press_text")
    in_order(said, "新闻发布稿", "查处三起", "各单位进展", "柳塘街道", "1（0）", "合计")
    asked = ("commission", "document.published", {"medium": "website"})
    assert "审核" in district.why("press_cleared", *asked, subject="press_text")


@clause("jinniu-5-7-5", effect="produced")
def test_a_units_bulletin_has_its_number_and_its_day() -> None:
    district = checking().on("2017-06-05")
    for name in ("first", "second"):
        district.draft("street/clerk", "unit_bulletin", "street_inspection", name, content=f"简报{name}")
        district.issue("street/clerk", name, "community")
    numbers = [district.subject(name).number for name in ("first", "second")]
    assert len(set(numbers)) == 2
    in_order(
        printed(district, "second"),
        "工作信息简报",
        numbers[1],
        "榆荫社区",
        "简报second",
        "柳塘街道",
        "2017年6月5日",
    )


@clause("jinniu-3-4-17", effect="produced")
def test_a_practice_sheet_has_one_layout() -> None:
    district = checking().phase("institution", "2017-09-21")
    texts = {"model": "窗口“微权力”清单", "how_to_copy": "照单逐项公开"}
    district.draft("street/clerk", "practice_sheet", "street_inspection", **texts)
    in_order(
        printed(district, "practice_sheet"),
        "一、模式",
        "窗口“微权力”清单",
        "二、怎样操作",
        "照单逐项公开",
        "柳塘街道",
    )


# ------------------------------------------------------------------ the monthly return, annex 4


def returned(district: District, **more: object) -> str:
    fields = {
        "period": "2017-06",
        "electronic": SCAN,
        "way": "qq_group",
        "paper_number": "柳街〔2017〕8号",
        **more,
    }
    district.on("2017-06-15").send("street", "monthly_return", **fields)
    return printed(district, "monthly_return")


def worked() -> District:
    """June: two checks at the community with a problem, which is being rectified, one at the street; a rule of the month."""
    district = checking().on("2017-06-01").check().find().discuss().hand_over()
    district.check(name="second", method="visit_people").check(name="own", checked_unit="@street")
    return district.adopt("problem_rule", of=["@finding"])


@clause("jinniu-a4-1", effect="produced")
@clause("jinniu-a4-4", effect="produced")
def test_the_monthly_return_has_seven_fields_and_five_columns_of_units() -> None:
    said = returned(worked())
    in_order(
        said, "填报单位（盖章）", "柳塘街道", "填报时间", "2017年6月15日", "受检基层单位", "榆荫社区", "柳塘街道", "检查工作情况",
        "发现问题情况", "整改情况", "制度机制建设情况", "另有登记",
    )  # fmt: skip


@clause("jinniu-a4-1", effect="produced")
def test_more_units_than_columns_go_on_further_sheets() -> None:
    district = checking().on("2017-06-01")
    for n in range(1, 7):
        fields = {"title": f"第{n}社区", "kind": "community", "parent": "@street"}
        district.do("office/clerk", "unit.registered", fields, name=f"unit{n}")
        district.check(name=f"check{n}", checked_unit=f"@unit{n}")
    said = returned(district)
    in_order(said, "第 1 页", "第1社区", "第5社区", "第 2 页", "受检基层单位", "第6社区")


@clause("jinniu-a4-5", effect="produced")
@clause("jinniu-a4-6", effect="produced")
def test_the_return_counts_checks_and_problems_of_each_unit() -> None:
    said = returned(worked(), checks_text="另暗访一次")
    in_order(
        said,
        "检查工作情况",
        "2 次；6月1日自查互评；6月1日走访干部群众",
        "1 次；6月1日自查互评",
        "发现问题情况",
        "1 个（自检1号-1）",
        "0 个",
    )
    assert "另暗访一次" in said, "words may be added"


@clause("jinniu-a4-7", effect="produced")
@clause("jinniu-a4-8", effect="produced")
def test_the_return_says_what_is_rectified_and_which_rules_were_made() -> None:
    said = returned(worked())
    in_order(
        said, "整改情况", "已销号 0 个；在改 1 个（自检1号-1）", "制度机制建设情况", "1 项；低保公示办法"
    )


@clause("jinniu-6-4-8", effect="produced")
def test_the_return_is_a_paper_with_its_number_and_place_for_a_seal_and_is_taken_sealed() -> None:
    district = worked()
    said = returned(district)
    in_order(said, "填报单位（盖章）", "柳塘街道", "纸质稿红头文件文号", "柳街〔2017〕8号")
    received = {"medium": "paper", "sealed": True}
    district.do("publicity", "report.received", received, subject="monthly_return")
    assert district.held("monthly_return", "report.received")["sealed"] is True
