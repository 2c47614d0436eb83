"""Articles 13 to 18 through pages: complaint sheets, questions upwards, the report, outcomes of referrals, the feedback."""

import pytest

from tests.conftest import connect_django
from tests.web.through_pages import Through, day, exported, person, stands_everywhere

pytestmark = pytest.mark.demo_city

clause = pytest.mark.clause


def place_of(reader: Through, unit: str = "青屏街道") -> str:
    return reader.finds("inspections", unit)


def letter(subject: str) -> str:
    registrar = person("沈知秋")
    return registrar.begins(
        place_of(registrar), "complaint.received", "report",
        channel="来电", subject=subject, addressee="巡查组", extract="来电人希望核实租金去向", concerns=["领导班子及其成员"],
    )  # fmt: skip


@clause("yiwu-13-4", effect="produced")
def test_the_sheet_of_a_letter_prints_what_was_registered_and_what_the_head_wrote() -> None:
    head, page = person("高望岚"), letter("公房租金去向不明的来电")
    head.does(page, "matter.annotated", text="请财务小组核实")
    head.does(page, "complaint.accepted", within_remit=True)
    closes = head.kinds(page, "complaint.closed")["了解后办结"]
    head.does(page, "complaint.closed", closes, text="租金已入账，已核对")
    for reader in (head, person("沈知秋")):
        printed = reader.prints(page)
        for words in ("信访呈批表", "信〔2026〕", "来电", "公房租金去向不明的来电", "领导班子及其成员", "来电人希望核实租金去向",
                      "请财务小组核实", "高望岚", "租金已入账，已核对"):  # fmt: skip
            assert words in printed, words


@clause("yiwu-13-6", effect="recorded")
def test_an_important_matter_is_looked_into_after_the_team_meeting() -> None:
    head, member, page = person("高望岚"), person("许知微"), letter("班子成员插手工程的来电")
    asked = {"text": "反映集中，约谈经办人"}
    assert "没有受理的信访，不能深入了解" in member.is_refused(page, "matter.pursued", **asked)
    head.does(page, "complaint.accepted", within_remit=True)
    assert "组务会" in member.is_refused(page, "matter.pursued", **asked)
    form = head.asks(place_of(head), "meeting.held", "team", begins=True)
    item = {"items-0-kind": "拟深入了解的问题", "items-0-text": "插手工程"}
    refs = next(name for name in form.controls if name.startswith("items-0-ref"))
    head.sends(form, {"at": day(), "present": ["高望岚", "许知微"], **item, refs: "班子成员插手工程的来电"})
    member.does(page, "matter.pursued", **asked)
    assert "反映集中，约谈经办人" in member.reads(page)
    assert "反映集中，约谈经办人" in member.prints(page)
    assert ("深入了解", "为什么、怎样了解", "反映集中，约谈经办人") in member.record(page)


@clause("yiwu-14-1", effect="recorded")
def test_a_team_asks_for_instructions_and_the_answer_stands_beside_the_question() -> None:
    head, director = person("高望岚"), person("林若舟")
    asked = head.begins(
        place_of(head), "request.made", "instructions", to="市委巡查办", title="是否延伸到下属公司", text="请示如下",
    )  # fmt: skip
    director.does(asked, "request.answered", text="同意延伸", granted=True)
    for reader in (head, director):
        stands_everywhere(reader, asked, "是否延伸到下属公司", "同意延伸", "林若舟")
        assert "是否延伸到下属公司" in reader.filters("requests", "code", "请示")
    assert exported(head, asked, "送", "是否延伸到下属公司") == "市委巡查办"


@clause("yiwu-14-6", effect="recorded")
def test_a_direct_report_is_read_by_the_one_it_is_for_and_not_by_the_office() -> None:
    head, leader = person("高望岚"), person("周敬川")
    asked = {
        "to": ["市委巡查工作领导小组"],
        "sealed_to": "领导小组组长",
        "text": "涉及多个部门的情况",
        "title": "特殊情况直报",
    }
    place = place_of(head)
    assert "请填写：特殊情况的理由" in head.is_refused(
        place, "report.submitted", "direct_report", begins=True, **asked
    )
    report = head.begins(place, "report.submitted", "direct_report", **asked, special_reason="涉及巡查办人员")
    for reader in (head, leader):
        stands_everywhere(reader, report, "涉及多个部门的情况", "涉及巡查办人员", "领导小组组长")
    assert "特殊情况直报" in leader.filters("returns", "code", "直接报告")
    for name in ("江予白", "林若舟", "许知微", "章问渠"):
        assert person(name).status(report) == 404
        assert person(name).status(f"{report}.csv") == 404


@pytest.fixture(scope="module")
def report(city: str) -> str:
    """The report on a unit, with what the record knows of its course and its problems."""
    connect_django(city)
    head = person("高望岚")
    place = place_of(head, "柳塘镇")
    head.begins(place, "document.drafted", "special_report", title="惠农补贴专题报告", text="专题情况")
    return head.begins(
        place, "document.drafted", "inspection_report", course="巡查两个月", problems="集中在惠民资金", causes="监管缺位",
        advice="限期整改并建立回访", special_topics=["惠农补贴专题报告"], clue_annex=["套取补贴资金的线索"], title="柳塘镇报告（重写）",
    )  # fmt: skip


SECTIONS = [
    pytest.param(heading, words, marks=clause(f"yiwu-16-{n}", effect="produced"), id=f"16-{n}")
    for n, heading, words in (
        (4, "巡查情况", "巡查两个月"),
        (5, "发现的问题", "集中在惠民资金"),
        (6, "原因分析", "监管缺位"),
        (7, "意见建议", "限期整改并建立回访"),
        (8, "专题材料附件", "惠农补贴专题报告"),
        (9, "问题线索附件（密）", "线1 套取补贴资金的线索"),
    )
]


@pytest.mark.parametrize(("heading", "words"), SECTIONS)
def test_the_report_prints_each_part_under_its_heading(report: str, heading: str, words: str) -> None:
    assert f"、{heading}\n{words}" in person("高望岚").prints(report)


@clause("yiwu-16-4", effect="produced")
def test_the_course_of_the_inspection_is_counted_from_the_record(report: str) -> None:
    printed = person("高望岚").prints(report)
    for line in ("个别谈话\n2", "听取单位工作汇报\n1", "信访件\n50"):
        assert line in printed


@clause("yiwu-16-5", effect="produced")
def test_the_problems_of_the_report_are_listed_from_the_ledger(report: str) -> None:
    printed = person("高望岚").prints(report)
    for words in (
        "惠农补贴积压 3 个月未发到户",
        "三项补贴资金滞留在代管账户",
        "全部补发到户",
        "从新岭村提拔的综治办副主任",
    ):
        assert words in printed


@clause("yiwu-16-9", effect="produced")
def test_who_may_not_read_a_clue_reads_the_report_without_its_name(report: str) -> None:
    head, outside = person("高望岚"), person("乔木森")
    clue = head.finds("clues", "套取补贴资金的线索")
    assert outside.status(report) == 404, "nobody sent it there yet"
    head.does(report, "document.issued", to=["市委组织部"])
    for within in (head, person("沈知秋")):
        assert within.status(clue) == 200
        assert "线1 套取补贴资金的线索" in within.prints(report)
    assert outside.status(clue) == 404
    printed = outside.prints(report)
    assert "集中在惠民资金" in printed
    assert "套取补贴资金的线索" not in printed
    for told in (outside.reads(report), outside.exports_record(report)):
        assert "套取补贴资金的线索" not in told
    assert person("方竹青").status(report) == 404


@pytest.mark.parametrize(
    ("name", "heading"),
    [("course", "巡查情况"), ("problems", "发现的问题"), ("causes", "原因分析"), ("advice", "意见建议")],
)
def test_a_report_without_one_of_its_parts_is_not_drafted(name: str, heading: str) -> None:
    head = person("高望岚")
    whole = {"course": "情况", "problems": "问题", "causes": "原因", "advice": "建议"} | {name: ""}
    said = head.is_refused(place_of(head), "document.drafted", "inspection_report", begins=True, **whole)
    assert f"请填写：{heading}" in said


OUTCOMES = [
    pytest.param(words, marks=clause(f"yiwu-17-{n}", effect="recorded"), id=f"17-{n}")
    for n, words in ((14, "谈话函询"), (15, "初核"), (16, "立案"), (17, "组织处理"))
]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_answer_to_a_referral_says_how_the_matter_was_handled(outcome: str) -> None:
    receiver, clerk = person("程远道"), person("江予白")
    referral = clerk.finds("referrals", "纪检")
    kind = receiver.kinds(referral, "referral.answered")[outcome]
    receiver.does(referral, "referral.answered", kind, text=f"已作{outcome}，材料附后")
    for reader in (receiver, clerk):
        stands_everywhere(reader, referral, outcome, f"已作{outcome}，材料附后")
    assert outcome in clerk.exports(f"/{referral.split('/')[1]}.csv")


@pytest.fixture(scope="module")
def feedback(city: str) -> str:
    """The feedback that the first unit received."""
    connect_django(city)
    return person("高望岚").finds("documents", "反馈意见：柳塘镇")


@clause("yiwu-18-4", effect="produced")
@pytest.mark.parametrize("name", ["高望岚", "方竹青", "江予白"])
def test_the_feedback_prints_each_problem(feedback: str, name: str) -> None:
    printed = person(name).prints(feedback)
    for words in (
        "反馈意见",
        "柳塘镇",
        "惠农补贴积压 3 个月未发到户",
        "三项补贴资金滞留在代管账户",
        "后岸村便民窗口",
    ):
        assert words in printed
    assert "套取补贴资金的线索" not in printed
    assert "来源" not in printed


@clause("yiwu-18-5", effect="produced")
@pytest.mark.parametrize("name", ["高望岚", "方竹青"])
def test_the_feedback_prints_an_advice_beside_each_problem(feedback: str, name: str) -> None:
    printed = person(name).prints(feedback)
    for words in ("整改意见", "全部补发到户；查清滞留原因；建立到账回访。", "清退超标部分；完善审批。"):
        assert words in printed
