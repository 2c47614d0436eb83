"""Section 5: party inspection, education, visits, reports, examples, survey and publicity."""

from typing import Any

import pytest

from tests.regulations.jinniu.district import SCAN, District, checking, found, handed_over
from tests.regulations.office import Owed

clause = pytest.mark.clause

# ------------------------------------------------------------------ (1) 加强巡察监督


@clause("jinniu-5-1-1", effect="recorded-core")
def test_the_treatment_stands_in_the_plan_of_party_inspection() -> None:
    district = checking()
    district.draft("inspectors", "inspection_plan", "round", topic="“微腐败”治理", topics=["inaction"])
    assert district.held("inspection_plan")["topic"] == "“微腐败”治理"


TOPICS = (
    "inaction", "misaction", "harsh", "rough", "demanding", "gain", "favour", "unfair", "charges", "responsibility",
    "oversight", "execution", "education",
)  # fmt: skip


@pytest.mark.parametrize(
    "topic",
    [
        pytest.param(topic, marks=clause(f"jinniu-5-1-{n}", effect="recorded-core"))
        for n, topic in enumerate(TOPICS, start=2)
    ],
)
def test_a_problem_bears_the_focus_of_party_inspection(topic: str) -> None:
    assert checking().check().find(topics=[topic]).held("finding")["topics"] == [topic]


@clause("jinniu-5-1-17", effect="recorded-core")
def test_what_party_inspection_fed_back_is_kept_in_the_ledger_under_its_source() -> None:
    district = checking().check("inspectors", method="inspection_feedback", staff=["@苏见青"])
    district.find("inspectors", source="inspection_feedback")
    assert (district.subject("check").code, district.held("finding")["source"]) == (
        "inspection_feedback",
        "inspection_feedback",
    )
    district.hand_over("inspectors")
    assert district.subject("finding").state == "fed_back", (
        "it is settled already and waits for no weekly meeting"
    )


@clause("jinniu-5-1-18", effect="enforced")
@pytest.mark.parametrize(("lacking", "zh"), [("owner", "承办"), ("by", "计划完成日")])
def test_every_measure_on_such_a_problem_has_a_person_and_a_day(lacking: str, zh: str) -> None:
    district = checking().check("inspectors", method="inspection_feedback")
    district.find("inspectors", source="inspection_feedback").hand_over("inspectors").classify("general")
    line = {"what": "补公示", "owner": "沈知秋", "by": "2017-07-15"}
    plan = {
        "problem_unit": "@community", "responsible_unit": "@community", "first_responsible": "@方竹青",
        "responsible_post": "书记", "duty_text": "牵头", "due": "2017-07-20",
    }  # fmt: skip
    asked = ("community/clerk", "rectification.planned")
    short = {name: value for name, value in line.items() if name != lacking}
    assert district.why(
        "feedback_item_complete", *asked, plan | {"measures": [short]}, subject="finding"
    ) == (f"jinniu-5-1-18 巡察反馈的问题，每项措施定人、定时间：1 项没有填：{zh}")
    assert (
        district.why("feedback_item_complete", *asked, plan | {"measures": [line]}, subject="finding") == ""
    )


# ------------------------------------------------------------------ (2) 强化警示教育


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("film", "《小窗口》", marks=clause("jinniu-5-2-1", effect="recorded-core")),
        pytest.param(
            "education_topics",
            ["spirit", "law", "morals"],
            marks=clause("jinniu-5-2-5", effect="recorded-core"),
        ),
        pytest.param("example", "bad", marks=clause("jinniu-5-5-9", effect="recorded-core")),
    ],
)
def test_an_education_session_is_entered(field: str, value: Any) -> None:
    district = checking()
    fields = {
        "kind": "education",
        "at": "2017-05-22",
        "items": [{"text": "观看"}],
        "education_topics": ["law"],
    }
    district.do(
        "street/clerk", "meeting.held", fields | {field: value}, within="street_inspection", name="session"
    )
    assert district.held("session")[field] == value


def told_of_a_case() -> District:
    """The review office told the street what came of a case there."""
    district = checking()
    district.draft(
        "review", "case_result", "street_inspection", facts="收受购物卡", decision="金纪〔2017〕3号"
    )
    return district.issue("review", "case_result", "street")


def test_the_result_of_a_case_is_told_to_its_own_unit() -> None:
    district = checking()
    district.draft("review", "case_result", "street_inspection", facts="收卡", decision="3号")
    asked = ("review", "document.issued")
    assert district.why("case_told_to_unit", *asked, {"to": ["@bureau"]}, subject="case_result").startswith(
        "jinniu-5-2-12 案件处理结果告知案发单位：这一件不送区市政局"
    )
    assert district.why("case_told_to_unit", *asked, {"to": ["@street"]}, subject="case_result") == ""


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        pytest.param("democratic_life", "democratic_life", marks=clause("jinniu-5-2-2", effect="tracked")),
        pytest.param("case_warning", "warning", marks=clause("jinniu-5-2-13", effect="tracked")),
    ],
)
def test_the_unit_of_a_case_meets_on_it(rule: str, kind: str) -> None:
    district = told_of_a_case()
    assert district.owed(rule) == [Owed("street", "未定", "review")]
    district.draft("review", "case_result", "street_inspection", name="other", facts="另案", decision="4号")
    district.issue("review", "other", "street")
    district.meet("street/clerk", kind, "street_inspection", document="@case_result")
    assert [duty.stream for duty in district.duties(rule)] == [district.keys["other"]], "each case by itself"


@clause("jinniu-5-2-12", effect="tracked")
@clause("jinniu-5-2-3", effect="recorded-core")
def test_each_case_is_analysed_and_its_lessons_are_applied() -> None:
    district = told_of_a_case()
    assert district.owed("case_analysis") == [Owed("street", "未定", "review")]
    texts = {"document": "@case_result", "analysis": "一人经办", "lessons": "双人复核"}
    district.draft("street/clerk", "case_analysis", "street_inspection", **texts)
    assert district.owed("case_analysis") == []
    assert district.held("case_analysis")["lessons"] == "双人复核"


@clause("jinniu-5-2-14", effect="tracked")
def test_the_cause_of_each_case_is_treated() -> None:
    district = told_of_a_case()
    assert district.owed("case_treatment") == [Owed("street", "未定", "review")]
    district.adopt("case_treatment", name="elsewhere")
    assert len(district.owed("case_treatment")) == 1
    district.adopt("case_treatment", document="@case_result")
    assert district.owed("case_treatment") == []


@clause("jinniu-5-2-4", effect="recorded-core")
def test_clean_conduct_stands_in_the_plan_of_education() -> None:
    district = checking().draft("street/clerk", "education_plan", "street_inspection", integrity="每季一课")
    assert district.held("education_plan")["integrity"] == "每季一课"


@clause("jinniu-5-2-6", effect="recorded-core")
@pytest.mark.parametrize("source", ["assessment", "inspection", "audit", "reports"])
def test_an_early_sign_says_where_it_was_seen(source: str) -> None:
    district = checking()
    sign = {"register": "early_sign", "title": "拖件", "sign_source": source, "sign": "三次超时"}
    district.do("street/clerk", "entry.registered", sign, within="street_inspection", name="sign")
    assert district.held("sign")["sign_source"] == source


MEASURES = ("democratic_life", "heart_talk", "written_inquiry", "summoned_talk", "admonition")


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(kind, marks=clause(f"jinniu-5-2-{n}", effect="recorded-core"))
        for n, kind in enumerate(MEASURES, start=7)
    ],
)
def test_a_sign_is_met_with_one_of_five_reminders(kind: str) -> None:
    district = checking()
    district.do("street/clerk", "measure.taken", {"kind": kind, "text": "提醒按时办件"}, subject="沈知秋")
    assert district.held("沈知秋", "measure.taken")["kind"] == kind


# ------------------------------------------------------------------ (3) 开展明察暗访

SHEET = {"staff": ["@高望岚"], "place": "窗口", "content": "排队办件", "checked_unit": "@street"}


@clause("jinniu-5-3-2", effect="recorded-core")
@pytest.mark.parametrize(
    ("by", "method"), [("street_discipline", "open_visit"), ("bureau_discipline", "undercover")]
)
def test_discipline_bodies_make_visits_without_fixed_dates(by: str, method: str) -> None:
    district = checking()
    district.do(by, "check.recorded", SHEET | {"method": method}, within="street_inspection", name="visit")
    assert district.kind("visit") == method


@clause("jinniu-5-3-7", effect="recorded-core")
def test_people_are_visited_and_not_named() -> None:
    district = checking()
    district.do(
        "street_discipline",
        "check.recorded",
        SHEET | {"method": "visit_people"},
        within="street_inspection",
        name="visit",
    )
    assert "with" not in district.held("visit")
    assert district.kind("visit") == "visit_people"


@clause("jinniu-5-3-8", effect="recorded-core")
@clause("jinniu-5-3-9", effect="recorded-core")
def test_invited_supervisors_take_part_and_give_their_advice() -> None:
    district = checking()
    district.seat("conduct", "invited_supervisor", "严明礼")
    sheet = SHEET | {"method": "supervisor_check", "looked_at": ["field6"], "proposal": "窗口延时"}
    district.do(
        "conduct/invited_supervisor", "check.recorded", sheet, within="street_inspection", name="visit"
    )
    assert district.held("visit")["proposal"] == "窗口延时"
    note = {"kind": "supervisor_note", "on": "2017-05-22", "text": "群众盼延时"}
    district.do("conduct/invited_supervisor", "activity.logged", note, subject="street_inspection")
    assert district.held("street_inspection", "activity.logged")["text"] == "群众盼延时"


@clause("jinniu-5-3-10", effect="enforced")
def test_invited_supervisors_keep_to_the_eight_contents() -> None:
    district = checking()
    district.seat("conduct", "invited_supervisor", "严明礼")
    sheet = SHEET | {"method": "supervisor_check"}
    asked = ("conduct/invited_supervisor", "check.recorded")
    assert district.why("supervisors_keep_to_eight", *asked, sheet, within="street_inspection") == (
        "jinniu-5-3-10 特邀监察员的检查围绕8项治理内容：“围绕的治理内容”不符合要求"
    )
    assert (
        district.why(
            "supervisors_keep_to_eight", *asked, sheet | {"looked_at": ["field8"]}, within="street_inspection"
        )
        == ""
    )
    assert "looked_at" in district.faults(
        *asked, sheet | {"looked_at": ["field9"]}, within="street_inspection"
    )


@clause("jinniu-5-3-11", effect="recorded-core")
def test_opinions_of_society_are_collected_without_names() -> None:
    district = checking()
    fields = {"group": "society", "topic": "窗口", "text": "中午没人"}
    district.do("conduct", "opinion.recorded", fields, subject="round")
    assert district.held("round", "opinion.recorded")["group"] == "society"


@clause("jinniu-5-3-12", effect="recorded-core")
@clause("jinniu-5-3-13", effect="recorded-core")
@pytest.mark.parametrize("by", ["propaganda", "news"])
@pytest.mark.parametrize("part", ["performance", "attitude", "efficiency", "public_rating"])
def test_journalists_ask_about_four_things(by: str, part: str) -> None:
    district = checking()
    sheet = SHEET | {"method": "media_inquiry", part: "较好"}
    district.do(by, "check.recorded", sheet, within="street_inspection", name="inquiry")
    assert (district.held("inquiry")[part], district.held("inquiry")["place"]) == ("较好", "窗口")


# ------------------------------------------------------------------ (4) 坚决查处问题

REPORT = {"kind": "report", "subject": "窗口收卡", "extract": "办证要送购物卡", "mode": "confidential",
          "about_unit": "@community"}  # fmt: skip


@pytest.mark.parametrize(
    "channel",
    [
        pytest.param(channel, marks=clause(f"jinniu-5-4-{n}", effect="recorded-core"))
        for n, channel in enumerate(("letter", "visit", "phone", "web"), start=1)
    ],
)
def test_reports_come_in_four_ways(channel: str) -> None:
    district = checking()
    district.do(
        "street/clerk", "complaint.received", REPORT | {"channel": channel}, within="round", name="report"
    )
    assert district.held("report")["channel"] == channel


def test_the_unit_that_a_report_names_never_reads_it() -> None:
    district = checking()
    sent = REPORT | {"channel": "letter"}
    district.do("intake_group", "complaint.received", sent, within="round", name="report")
    report, named = district.subject("report"), district.keys["community"]
    assert report.barred == {named}
    assert named not in report.readers


@clause("jinniu-5-4-5", effect="enforced")
def test_all_ways_are_one_register_with_one_series() -> None:
    district = checking()
    for n, (by, channel) in enumerate(
        (("street/clerk", "letter"), ("petition", "visit"), ("intake_group", "phone"), ("petition", "web"))
    ):
        district.do(
            by, "complaint.received", REPORT | {"channel": channel}, within="round", name=f"report{n}"
        )
    assert [district.subject(f"report{n}").number for n in range(4)] == [
        f"举〔2017〕{n}号" for n in range(1, 5)
    ]
    assert len(district.duties("accept_report")) == 4
    without = {name: value for name, value in REPORT.items() if name != "extract"} | {"channel": "web"}
    assert district.why("one_platform", "petition", "complaint.received", without, within="round") == (
        "jinniu-5-4-5 来信、来访、电话、网络和意见箱进一个登记，都摘录所反映的事：请填写：所反映的事"
    )
    assert (
        district.why(
            "one_platform", "petition", "complaint.received", without | {"extract": "送卡"}, within="round"
        )
        == ""
    )
    assert "channel" in district.faults(
        "petition", "complaint.received", REPORT | {"channel": "rumour"}, within="round"
    )


def test_a_unit_registers_no_report_about_itself() -> None:
    district = checking()
    asked = ("street/clerk", "complaint.received")
    own = REPORT | {"channel": "letter", "about_unit": "@street"}
    assert district.why("not_of_ones_own", *asked, own, within="round").startswith(
        "jinniu-5-4-8 base-12 反映本单位的举报，不由本单位登记："
    )
    assert district.why("not_of_ones_own", *asked, own | {"about_unit": ""}, within="round") != ""
    assert district.why("not_of_ones_own", *asked, own | {"about_unit": "@community"}, within="round") == ""
    below = own | {"about_unit": "@community"}
    assert "说的就是办理人自己的单位" in district.why(
        "not_of_ones_own", *asked, below, within="street_inspection"
    )
    assert district.refused("intake_group", asked[1], own, within="round") == ()


@clause("jinniu-5-4-8", effect="tracked")
@clause("jinniu-6-2-19", effect="tracked")
@pytest.mark.parametrize("by", ["street/clerk", "petition", "intake_group"])
def test_a_report_is_taken_in_promptly_by_whoever_received_it(by: str) -> None:
    district = checking()
    district.do(by, "complaint.received", REPORT | {"channel": "phone"}, within="round", name="report")
    assert [(owed.by, owed.when) for owed in district.owed("accept_report")] == [(by, "及时")]
    district.do(by, "complaint.accepted", {"within_remit": True}, subject="report")
    assert district.owed("accept_report") == []


@pytest.mark.parametrize("done", ["complaint.accepted", "complaint.declined"])
@pytest.mark.parametrize(
    ("to", "rule"), [("intake_group", "accept_report_to_intake"), ("group", "accept_report_to_group")]
)
def test_a_report_is_taken_in_by_whom_it_is_addressed_to(to: str, rule: str, done: str) -> None:
    district = checking()
    addressed = REPORT | {"channel": "letter", "addressee": district.subject(to).code}
    district.do("office/clerk", "complaint.received", addressed, within="round", name="report")
    assert district.owed("accept_report") == []
    assert [(owed.by, owed.when) for owed in district.owed(rule)] == [(to, "及时")]
    assert district.keys[to] in district.subject("report").readers
    if done == "complaint.declined":
        district.approve("group/leader", to, "decline", "group_leader", "report")
    declined = {"told_where": "法院", "text": "属诉讼事项"}
    district.do(
        to, done, declined if done == "complaint.declined" else {"within_remit": True}, subject="report"
    )
    assert district.owed(rule) == []


def test_a_report_is_declined_only_with_a_reason_and_a_second_persons_approval() -> None:
    district = checking()
    district.do(
        "intake_group", "complaint.received", REPORT | {"channel": "phone"}, within="round", name="report"
    )
    asked = ("intake_group", "complaint.declined", {"told_where": "法院"})
    assert district.why("declined_by_two", *asked, subject="report") == (
        "jinniu-5-4-8 jinniu-6-2-19 不予受理要有理由，并经另一人批准：请填写：内容；"
        "这一稿还没有经办公室牵头人、领导小组组长、领导小组、党组织书记批准"
    )
    district.approve("office/lead", "intake_group", "decline", "office_lead", "report")
    declined = (*asked[:2], {"told_where": "法院", "text": "属诉讼事项"})
    assert district.why("declined_by_two", *declined, subject="report") == ""
    assert len(district.owed("accept_report")) == 1
    district.do(*declined, subject="report")
    assert district.owed("accept_report") == []


@clause("jinniu-5-4-9", effect="recorded-core")
@pytest.mark.parametrize("mark", ["typical", "vile", "influential"])
def test_a_person_marks_a_case_as_typical_with_a_reason(mark: str) -> None:
    district = found().classify(mark, "prominence")
    said = district.held("finding", "matter.classified")
    assert (said["scale"], said["value"], said["why"]) == ("prominence", mark, "由人判断")
    without = {"scale": "prominence", "value": mark}
    assert "why" in district.faults("street/clerk", "matter.classified", without, subject="finding")


@clause("jinniu-5-4-10", effect="enforced")
def test_no_violation_is_let_off_by_one_person() -> None:
    district = handed_over().classify("violation")
    asked = ("street_discipline", "disposition.decided", {"class": "no_action", "text": "下不为例"})
    assert district.why("violation_has_consequence", *asked, subject="finding") == (
        "jinniu-5-4-10 违纪违法不予追究的，写明理由并经另一人批准：这一稿还没有经领导小组组长、领导小组、区纪委批准"
    )
    assert "text" in district.faults(*asked[:2], {"class": "no_action"}, subject="finding")
    district.approve("commission", "street_discipline", "no_action", "commission", "finding")
    assert district.why("violation_has_consequence", *asked, subject="finding") == ""


@pytest.mark.parametrize("kind", ["case", "double"])
def test_no_case_is_dropped_by_one_person(kind: str) -> None:
    district = checking().inquire("commission", kind, slots=["actor", "leadership"])
    dropped = {"whom": "社区主任", "pursue": False, "text": "不追究"}
    asked = ("commission", "accountability.decided", dropped)
    assert district.why("no_case_dropped", *asked, subject="inquiry") == (
        "jinniu-5-4-10 违纪违法的案件不予追究的，写明理由并经另一人批准：请填写：理由；"
        "这一稿还没有经领导小组组长、领导小组、区纪委批准"
    )
    district.approve("group/leader", "commission", "no_action", "group_leader", "inquiry")
    assert district.why("no_case_dropped", *asked, subject="inquiry", reason="已过追究时效") == ""


def test_a_general_problem_may_be_let_be_without_approval() -> None:
    district = handed_over().classify("general")
    asked = ("street_discipline", "disposition.decided", {"class": "no_action", "text": "已自行改正"})
    assert district.why("violation_has_consequence", *asked, subject="finding") == ""


FORMS = ("criticism", "summoned_talk", "admonition_talk", "organisational", "disciplinary")


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(form, marks=clause(f"jinniu-5-4-{n}", effect="recorded-core"))
        for n, form in enumerate(FORMS, start=11)
    ],
)
def test_accountability_takes_one_of_five_forms_with_the_number_of_its_decision(form: str) -> None:
    district = checking().inquire("review", "case").decide("review", form=form, number="金纪〔2017〕3号")
    said = district.held("inquiry", "accountability.decided")
    assert (said["form"], said["number"]) == (form, "金纪〔2017〕3号")


@clause("jinniu-5-4-16", effect="recorded-core")
def test_a_person_chooses_the_form_of_discipline_in_accountability() -> None:
    district = checking().inquire("review", "case").decide("review", four_forms="second")
    assert district.held("inquiry", "accountability.decided")["four_forms"] == "second"


BOTH = ["actor", "leadership"]


@clause("jinniu-5-4-17", effect="enforced")
@pytest.mark.parametrize("value", ["frequent", "recurring"])
def test_a_unit_where_it_recurs_gets_a_double_inquiry_of_both_responsibilities(value: str) -> None:
    district = found().classify(value, "recurrence", by="g1/head")
    assert [owed.by for owed in district.owed("double_inquiry")] == ["commission"]
    one = {
        "kind": "double",
        "title": "双查",
        "about": ["社区"],
        "grounds": ["frequent"],
        "text": "三次反复",
        "slots": ["actor"],
    }
    asked = ("commission", "inquiry.opened")
    assert district.why("double_inquiry_has_both", *asked, one, within="street_inspection") == (
        "jinniu-5-4-17 “一案双查”两种责任都要查，写明为什么：责任对象：现在是 1，应不少于 2"
    )
    assert (
        district.why("double_inquiry_has_both", *asked, one | {"slots": BOTH}, within="street_inspection")
        == ""
    )
    district.inquire("commission", "case", name="single")
    assert len(district.owed("double_inquiry")) == 1
    district.do(*asked, one | {"slots": BOTH}, within="street_inspection", name="inquiry")
    assert district.owed("double_inquiry") == []


@clause("jinniu-5-4-18", effect="enforced")
def test_a_double_inquiry_ends_once_both_responsibilities_are_decided() -> None:
    district = checking().inquire("commission", "double", grounds=["frequent"], slots=BOTH)
    district.decide("commission", slot="actor")
    asked = ("commission", "inquiry.closed", {})
    assert district.why("double_inquiry_both_decided", *asked, subject="inquiry") == (
        "jinniu-5-4-18 人员责任和领导责任都有决定，“一案双查”才能办结：还没有办：问责决定（相关领导）"
    )
    district.decide("commission", slot="leadership", form="criticism")
    assert district.why("double_inquiry_both_decided", *asked, subject="inquiry") == ""


# ------------------------------------------------------------------ (5) 树立正反典型


NOTICE = {
    "cases": ["@inquiry"],
    "facts": "收受购物卡",
    "decision": "3号",
    "way": "batch",
    "batch": "第一批",
    "naming_reason": "警示",
}


@pytest.mark.parametrize(
    "way",
    [
        pytest.param(way, marks=clause(f"jinniu-5-5-{n}", effect="recorded-core"))
        for n, way in enumerate(("batch", "area", "system"), start=4)
    ],
)
def test_a_notice_says_whether_it_is_of_a_batch_an_area_or_a_system(way: str) -> None:
    district = checking().inquire("review", "case")
    district.draft("commission", "internal_notice", "round", **NOTICE | {"way": way})
    assert (district.held("internal_notice")["way"], district.held("internal_notice")["batch"]) == (
        way,
        "第一批",
    )


@pytest.mark.parametrize(
    ("by", "kind", "rule"),
    [
        pytest.param(
            "commission",
            "internal_notice",
            "notice_on_final_decision",
            marks=clause("jinniu-5-5-7", effect="enforced"),
        ),
        pytest.param(
            "commission",
            "exposure",
            "exposure_on_final_decision",
            marks=clause("jinniu-5-5-8", effect="enforced"),
        ),
        pytest.param(
            "office/clerk",
            "typical_circular",
            "notice_on_final_decision",
            marks=clause("jinniu-6-2-12", effect="produced"),
        ),
    ],
)
def test_names_go_out_only_on_a_final_decision_with_a_reason_and_a_second_approval(
    by: str, kind: str, rule: str
) -> None:
    district = checking().inquire("review", "case")
    fields = {"kind": kind, **NOTICE}
    if kind == "typical_circular":
        fields = {"kind": kind, "cases": ["@inquiry"], "facts": "收受购物卡", "naming_reason": "警示"}
    without = {name: value for name, value in fields.items() if name != "naming_reason"}
    assert district.why("naming_has_reason", by, "document.drafted", without, within="round") == (
        "jinniu-5-5-7 jinniu-5-5-8 点名道姓要写明理由：请填写：点名的理由"
    )
    assert district.why("naming_has_reason", by, "document.drafted", fields, within="round") == ""
    district.draft(by, **fields, within="round")
    asked = (by, "document.issued", {"to": ["@street"]})
    assert "所列案件还没有生效的处理决定" in district.why(rule, *asked, subject=kind)
    district.decide("review")
    assert "还没有经" in district.why(rule, *asked, subject=kind)
    district.approve("group/leader", by, "naming", "group_leader", kind)
    assert district.why(rule, *asked, subject=kind) == ""


def test_a_public_exposure_waits_for_the_same() -> None:
    district = checking().inquire("review", "case")
    district.draft("commission", "exposure", "round", **NOTICE)
    asked = ("commission", "document.published", {"medium": "website"})
    assert district.why("exposure_on_final_decision", *asked, subject="exposure").startswith(
        "jinniu-5-5-8 公开曝光的案件都有生效的处理决定，并经另一人批准"
    )
    district.decide("review").approve("group/leader", "commission", "naming", "group_leader", "exposure")
    assert district.why("exposure_on_final_decision", *asked, subject="exposure") == ""
    district.do("commission", "document.signed", {"version": 1}, subject="exposure")
    district.do(*asked, subject="exposure")
    district.do("commission", "document.withdrawn", {"text": "更正"}, subject="exposure")
    assert district.subject("exposure").state == "withdrawn"


# ------------------------------------------------------------------ (6) 完善社会评价


QUESTIONNAIRE = {
    "kind": "questionnaire",
    "questions": ["满意吗"],
    "from_on": "2017-05-22",
    "to_on": "2017-06-10",
}


@clause("jinniu-5-6-1", effect="recorded-core")
@clause("jinniu-5-6-3", effect="recorded-core")
def test_a_unit_runs_a_public_questionnaire_with_room_for_opinions() -> None:
    district = checking()
    fields = QUESTIONNAIRE | {"open_question": "还有什么意见"}
    district.do("street/clerk", "evaluation.opened", fields, within="street_inspection", name="survey")
    assert (district.held("survey")["from_on"], district.held("survey")["to_on"]) == (
        "2017-05-22",
        "2017-06-10",
    )
    assert district.held("survey")["open_question"] == "还有什么意见"


@clause("jinniu-5-6-2", effect="tracked")
def test_the_questionnaire_is_made_public() -> None:
    district = checking()
    district.do("street/clerk", "evaluation.opened", QUESTIONNAIRE, within="street_inspection", name="survey")
    assert [owed.by for owed in district.owed("publish_questionnaire")] == ["street/clerk"]
    district.draft("street/clerk", "questionnaire_form", "street_inspection", content="满意吗")
    district.do("street/clerk", "document.signed", {"version": 1}, subject="questionnaire_form")
    assert len(district.owed("publish_questionnaire")) == 1
    district.do("street/clerk", "document.published", {"medium": "board"}, subject="questionnaire_form")
    assert district.owed("publish_questionnaire") == []
    survey = QUESTIONNAIRE | {"kind": "opinion_survey"}
    district.do("street/clerk", "evaluation.opened", survey, within="street_inspection")
    assert district.owed("publish_questionnaire") == [], "an opinion survey is not put up"


@clause("jinniu-5-6-4", effect="recorded-core")
def test_the_effect_of_the_treatment_is_used_in_the_rating() -> None:
    district = checking()
    used = {"use": "conduct_rating", "extract": "查处三起，群众满意率九成（120份）"}
    district.do("office/clerk", "result.used", used, subject="street_inspection")
    assert district.held("street_inspection", "result.used")["use"] == "conduct_rating"


# ------------------------------------------------------------------ (7) 注重社会宣传


@pytest.mark.parametrize(
    ("by", "medium"),
    [
        pytest.param("propaganda", "province_media", marks=clause("jinniu-5-7-2", effect="recorded-core")),
        pytest.param("news", "city_media", marks=clause("jinniu-5-7-2", effect="recorded-core")),
        pytest.param("news", "district_column", marks=clause("jinniu-5-7-3", effect="recorded-core")),
        pytest.param("street/clerk", "own_channel", marks=clause("jinniu-5-7-7", effect="recorded-core")),
        pytest.param("news", "follow_up", marks=clause("jinniu-5-3-14", effect="recorded-core")),
        pytest.param("propaganda", "example_report", marks=clause("jinniu-5-5-2", effect="recorded-core")),
        pytest.param("publicity", "effect_report", marks=clause("jinniu-6-2-14", effect="recorded-core")),
    ],
)
def test_what_was_reported_is_listed_with_medium_day_and_link(by: str, medium: str) -> None:
    district = checking()
    fields = {"medium": medium, "outlet": "区报", "on": "2017-05-22", "link": "https://example.cn/1"}
    district.do(by, "publicity.recorded", fields, subject="round")
    said = district.held("round", "publicity.recorded")
    assert (said["medium"], said["on"], said["link"]) == (medium, "2017-05-22", "https://example.cn/1")


def test_a_press_text_is_cleared_by_a_second_person() -> None:
    district = checking()
    district.draft("commission", "press_text", "round", content="查处三起")
    asked = ("commission", "document.published", {"medium": "website"})
    assert district.why("press_cleared", *asked, subject="press_text") == (
        "jinniu-5-7-1 base-5 新闻稿由另一人审核后才发布：还没有办：发布审核"
    )
    cleared = {"version": 1, "no_reporter": True, "names_lawful": True, "harm_weighed": True}
    district.do("office/clerk", "document.cleared", cleared, subject="press_text")
    assert district.why("press_cleared", *asked, subject="press_text") == ""


@clause("jinniu-5-7-6", effect="recorded-core")
def test_a_typical_practice_goes_to_both_addressees_at_once() -> None:
    district = checking().draft("street/clerk", "typical_practice", "street_inspection", content="当天公示")
    asked = ("street/clerk", "document.issued")
    assert district.why("practice_to_both", *asked, {"to": ["@commission"]}, subject="typical_practice") == (
        "jinniu-5-7-6 典型做法同时报区纪委和区委宣传部：还缺：区委宣传部"
    )
    both = {"to": ["@commission", "@propaganda"]}
    assert district.why("practice_to_both", *asked, both, subject="typical_practice") == ""
    district.do(*asked, both, subject="typical_practice")
    for body in ("commission", "propaganda"):
        district.do(body, "document.received", {"received_on": "2017-05-22"}, subject="typical_practice")
        assert district.held("typical_practice", "document.received")["_"]["party"] == str(
            district.keys[body]
        )


@clause("jinniu-5-7-8", effect="recorded-core")
@clause("jinniu-5-7-10", effect="tracked")
def test_a_poster_is_issued_and_put_up_in_courtyards() -> None:
    district = checking().draft(
        "commission", "poster", "round", content="治理“微腐败”", channels_shown="举报电话"
    )
    district.issue("commission", "poster", "street", "community", "office")
    assert len(district.held("poster", "document.issued")["to"]) == 3
    assert district.owed("put_up_poster") == [], "it was sent to others than units as well"
    district.draft("commission", "poster", "round", content="二", channels_shown="电话", name="second")
    district.issue("commission", "second", "street", "community")
    assert district.owing("put_up_poster") == ["community", "street"]
    fields = {"medium": "courtyard", "outlet": "榆荫里", "on": "2017-05-22"}
    district.do("community/clerk", "publicity.recorded", fields, subject="round")
    assert len(district.owed("put_up_poster")) == 2, "without a photograph it is not shown to hang there"
    district.do("community/clerk", "publicity.recorded", fields | {"proof": SCAN}, subject="round")
    assert district.owing("put_up_poster") == ["street"]
