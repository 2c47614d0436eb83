"""Section 6: responsibility, duties of each body, return by the 20th, form without substance."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.regulations.jinniu.district import (
    CLERKS,
    SCAN,
    District,
    checking,
    enrolled,
    handed_over,
    opened,
    verified,
)
from tests.regulations.office import Owed

clause = pytest.mark.clause

# ------------------------------------------------------------------ (1) 压紧压实责任


@clause("jinniu-6-1-2", effect="enforced")
def test_no_unit_joins_without_its_party_secretary() -> None:
    district = opened()
    asked = ("office/clerk", "unit.enrolled", {"unit": "@station", "ground": "listed", "main_body": "党支部"})
    assert district.why("first_responsible_named", *asked, within="round") == (
        "jinniu-6-1-2 先登记党组织书记，单位才能纳入：排水站的党组织书记还没有人"
    )
    asked = (*asked[:2], asked[2] | {"unit": "@street"})
    assert district.why("first_responsible_named", *asked, within="round") == ""


@clause("jinniu-6-1-4", effect="recorded-core")
def test_a_leading_cadres_two_duties_are_registered() -> None:
    district = checking()
    entry = {
        "register": "two_duties",
        "title": "分管民政",
        "holder": "@严明礼",
        "business": "低保",
        "integrity": "窗口作风",
    }
    district.do("street/clerk", "entry.registered", entry, within="street_inspection", name="duties")
    assert (district.held("duties")["business"], district.held("duties")["integrity"]) == ("低保", "窗口作风")


@clause("jinniu-6-1-5", effect="tracked")
def test_the_treatment_counts_in_each_party_organisations_assessment() -> None:
    district = enrolled()
    assert district.owing("assess_treatment") == ["office", "office"]
    assert district.by_when("assess_treatment") == {"2017-12-31"}
    used = {"use": "conduct_rating", "extract": "群众满意率"}
    district.do("office/clerk", "result.used", used, subject="street_inspection")
    assert len(district.owed("assess_treatment")) == 2
    district.do("office/clerk", "result.used", used | {"use": "assessment"}, subject="street_inspection")
    assert [duty.unit for duty in district.duties("assess_treatment")] == [district.keys["bureau"]]


@pytest.mark.parametrize(
    ("rule", "use"),
    [
        pytest.param("assess_cases", "cases", marks=clause("jinniu-6-1-6", effect="tracked")),
        pytest.param("assess_exposures", "exposures", marks=clause("jinniu-6-1-7", effect="tracked")),
    ],
)
def test_cases_and_exposures_count_in_the_years_assessment(rule: str, use: str) -> None:
    district = checking().on("2017-12-20").tick(rule, "2017")
    assert district.owed(rule) == [Owed("commission", "2017-12-31")]
    used = {"use": "assessment", "extract": "三起"}
    district.do("commission", "result.used", used, subject="street_inspection")
    assert len(district.owed(rule)) == 1
    district.do("commission", "result.used", used | {"use": use}, subject="street_inspection")
    assert district.owed(rule) == []


@clause("jinniu-6-1-8", effect="recorded-core")
@clause("jinniu-6-1-9", effect="recorded-core")
def test_a_line_department_checks_within_its_line_and_finds_problems() -> None:
    sheet = {"method": "line_check", "line": "排水", "staff": ["@温如岚"], "checked_unit": "@station"}
    district = checking().check("bureau/clerk", unit="bureau", looked_at=[], **sheet)
    district.find("bureau/clerk", source="line_department")
    assert (district.held("check")["line"], district.held("finding")["source"]) == ("排水", "line_department")


# ------------------------------------------------------------------ (2) 明确工作职责

SAID = "jinniu-6-2-1 自查自纠的待办没有办完，单位不能结束这一阶段："


@clause("jinniu-6-2-1", effect="enforced")
def test_a_unit_does_not_end_self_examination_while_its_duties_are_open() -> None:
    district = checking()
    asked = ("street/clerk", "phase.ended", {"phase": "self_check"})
    assert "还有待办：完成自查自纠阶段小结" in district.why(
        "self_check_complete", *asked, subject="street_inspection"
    )
    assert district.why("self_check_complete", *asked, subject="street_inspection").startswith(SAID)
    assert district.why("self_check_complete", "office/clerk", *asked[1:], subject="round") == "", (
        "the round's own end is the office's"
    )
    district.plan().meet("street/clerk", "unit_mobilisation", "street_inspection")
    district.check(looked_at=[f"field{n}" for n in range(1, 9)])
    texts = {"work_done": "查过", "problems": "无", "shortcomings": "慢", "next_phase": "改"}
    district.draft("street/clerk", "self_check_summary", "street_inspection", **texts)
    assert district.why("self_check_complete", *asked, subject="street_inspection") == ""
    district.do(*asked, subject="street_inspection")


def test_rectification_ends_on_verified_and_the_building_of_rules_on_mechanisms_in_force() -> None:
    district = verified()
    asked = ("street/clerk", "phase.ended")
    ended: dict[str, Any] = {"phase": "rectification"}
    assert "还有待办：完成整改落实阶段小结" in district.why(
        "rectification_complete", *asked, ended, subject="street_inspection"
    )
    for kind, texts in (
        (
            "self_check_summary",
            {"work_done": "查", "problems": "一", "shortcomings": "慢", "next_phase": "改"},
        ),
        (
            "rectification_plan",
            {"summary": "@self_check_summary", "group_findings": "无", "measures_text": "改"},
        ),
        ("rectification_summary", {"work_done": "改", "groundwork": "拟制度"}),
    ):
        district.draft("street/clerk", kind, "street_inspection", **texts)
    district.send("street", "rectification_plan", document="@rectification_plan")
    assert district.why("rectification_complete", *asked, ended, subject="street_inspection") == ""
    assert district.subject("finding").state == "verified", "close-out may wait"
    assert district.why("rectification_complete", "office/clerk", asked[1], ended, subject="round") == ""
    district.phase("institution", "2017-09-21")
    ended = {"phase": "institution"}
    assert "还有待办：建立长效机制后销号" in district.why(
        "institution_complete", *asked, ended, subject="street_inspection"
    )
    for kind in ("mechanism", "undertaking_mechanism", "micro_power_mechanism"):
        district.adopt(kind, name=kind)
    district.adopt("problem_rule", of=["@finding"]).close()
    assert district.why("institution_complete", *asked, ended, subject="street_inspection") == ""
    assert district.why("institution_complete", "office/clerk", asked[1], ended, subject="round") == ""


@clause("jinniu-6-2-3", effect="tracked")
def test_a_weekly_report_goes_to_the_publicity_department() -> None:
    district = checking().on("2017-05-24").tick("weekly_report", "2017-W21")
    assert district.owing("weekly_report") == ["bureau", "street"]
    assert {(owed.when, owed.to) for owed in district.owed("weekly_report")} == {("2017-05-28", "publicity")}
    wrong = {"kind": "weekly_report", "to": ["@office"], "text": "本周"}
    assert (
        district.why(
            "return_to_publicity_section",
            "street/clerk",
            "report.submitted",
            wrong,
            within="street_inspection",
        )
        != ""
    )
    district.send("street", "weekly_report", text="本周查一处")
    assert district.owing("weekly_report") == ["bureau"]


@clause("jinniu-6-2-4", effect="tracked")
def test_every_unit_circulates_every_month() -> None:
    district = checking().on("2017-06-20").tick("unit_circular", "2017-06")
    assert district.owing("unit_circular") == ["bureau", "street"]
    district.draft("street/clerk", "unit_circular", "street_inspection", state="平稳")
    assert len(district.owed("unit_circular")) == 2
    district.issue("street/clerk", "unit_circular", "community")
    assert district.owing("unit_circular") == ["bureau"]


def handed_over_in_the_bureau() -> District:
    """The bureau found a problem at its station and handed it over."""
    sheet = {"checked_unit": "@station", "staff": ["@温如岚"]}
    district = checking().on("2017-06-01").check("bureau/clerk", unit="bureau", **sheet)
    return (
        district.find("bureau/clerk").discuss(unit="bureau").hand_over("bureau/clerk", responsible="@温如岚")
    )


@clause("jinniu-6-2-6", effect="recorded-core")
@pytest.mark.parametrize("by", ["street_discipline", "bureau_discipline"])
def test_discipline_bodies_check(by: str) -> None:
    district = handed_over()
    sheet = {
        "method": "daily_check",
        "staff": [f"@{CLERKS[by]}"],
        "place": "窗口",
        "content": "看台账",
        "checked_unit": "@street",
    }
    district.do(by, "check.recorded", sheet, within="street_inspection", name="visit")
    assert district.held("visit")["method"] == "daily_check"


@clause("jinniu-6-2-6", effect="recorded-core")
@pytest.mark.parametrize(
    ("by", "begun"),
    [("street_discipline", handed_over), ("bureau_discipline", handed_over_in_the_bureau)],
)
def test_discipline_bodies_press_for_what_is_owed_in_their_area(
    by: str, begun: Callable[[], District]
) -> None:
    district = begun()
    urged = {"duty": str(district.duty("settle_item").id), "text": "请按期改完"}
    district.do(by, "duty.urged", urged, subject="finding")
    assert district.held("finding", "duty.urged")["text"] == "请按期改完"


@clause("jinniu-6-2-7", effect="tracked")
def test_a_street_work_committee_sets_up_a_treatment_office() -> None:
    district = enrolled()
    assert district.owed("street_treatment_office") == [Owed("street_discipline", "未定", "office")]
    district.do(
        "street_discipline",
        "body.formed",
        {"kind": "treatment_office", "title": "街道治理办"},
        within="round",
        name="own",
    )
    assert district.owed("street_treatment_office") == []


@pytest.mark.parametrize(
    ("by", "kind"),
    [
        pytest.param("office/clerk", "coordination", marks=clause("jinniu-6-2-8", effect="recorded-core")),
        pytest.param("case", "cooperation", marks=clause("jinniu-6-2-13", effect="recorded-core")),
        pytest.param("publicity", "media_contact", marks=clause("jinniu-6-2-14", effect="recorded-core")),
        pytest.param("office/clerk", "mobilising", marks=clause("jinniu-a1-3-3", effect="recorded-core")),
    ],
)
def test_what_offices_and_sections_do_is_logged(by: str, kind: str) -> None:
    district = checking()
    district.do(
        by,
        "activity.logged",
        {"kind": kind, "on": "2017-05-22", "text": "协调三件"},
        subject=by.partition("/")[0],
    )
    assert district.held(by.partition("/")[0], "activity.logged")["kind"] == kind


@clause("jinniu-6-2-15", effect="recorded-core")
def test_only_cases_that_were_notified_are_reported() -> None:
    district = checking().inquire("review", "case").decide("review")
    notice = {
        "cases": ["@inquiry"],
        "facts": "收卡",
        "decision": "3号",
        "way": "batch",
        "batch": "第一批",
        "naming_reason": "警示",
    }
    district.draft("commission", "internal_notice", "round", **notice)
    report = {"medium": "case_report", "outlet": "区报", "on": "2017-05-22", "notice": "@internal_notice"}
    asked = ("publicity", "publicity.recorded", report)
    assert district.why("only_released_cases_reported", *asked, subject="round") == (
        "jinniu-6-2-15 只报道已经通报曝光的案件：还没有写明依据哪一件"
    )
    district.approve("group/leader", "commission", "naming", "group_leader", "internal_notice")
    district.issue("commission", "internal_notice", "bureau")
    assert district.why("only_released_cases_reported", *asked, subject="round") == ""
    district.do(*asked, subject="round")
    assert district.held("round", "publicity.recorded")["notice"] == str(district.keys["internal_notice"])


@clause("jinniu-6-2-16", effect="recorded-core")
def test_the_party_conduct_office_checks_main_responsibility() -> None:
    district = checking()
    sheet = {
        "method": "duty_check",
        "staff": ["@韩亦舟"],
        "place": "街道",
        "content": "看会议记录",
        "checked_unit": "@street",
    }
    district.do("conduct", "check.recorded", sheet, within="street_inspection", name="visit")
    assert district.kind("visit") == "duty_check"


@clause("jinniu-6-2-17", effect="recorded-core")
def test_the_party_conduct_office_holds_to_account_with_a_reason() -> None:
    district = (
        checking().inquire("conduct", "conduct", grounds=["lazy"]).decide("conduct", form="summoned_talk")
    )
    assert district.held("inquiry", "accountability.decided")["form"] == "summoned_talk"


CLUE = {"title": "收礼", "about_posts": ["社区主任"], "managed_by": "unit_managed", "text": "有人送卡"}


@clause("jinniu-6-2-18", effect="tracked")
@pytest.mark.parametrize("by", ["petition", "intake_group"])
def test_each_clue_from_reports_is_sorted_by_a_person(by: str) -> None:
    district = checking()
    for name in ("clue", "other"):
        district.do(by, "clue.recorded", CLUE, within="street_inspection", name=name)
    assert district.owing("sort_clue") == [by, by]
    if by == "petition":
        district.do(by, "disposition.proposed", {"class": "investigate", "text": "可查"}, subject="clue")
        assert len(district.owed("sort_clue")) == 1
    letter = {
        "route": "case_section",
        "of": ["@other"],
        "receiver": "@case",
        "extract": "摘要",
        "basis": "职责",
    }
    district.do(by, "referral.drafted", letter, within="street_inspection", name="referral")
    district.do(by, "referral.sent", {}, subject="referral")
    assert len(district.owed("sort_clue")) == (0 if by == "petition" else 1)


@clause("jinniu-6-2-20", effect="tracked")
def test_the_case_supervision_office_sees_a_double_inquiry_through() -> None:
    district = checking().inquire("review", "case", name="single")
    assert district.owed("push_double_inquiry") == []
    district.inquire("commission", "double", grounds=["frequent"], slots=["actor", "leadership"])
    assert district.owing("push_double_inquiry") == ["case"]
    district.decide("commission", slot="actor").decide("commission", slot="leadership", form="criticism")
    district.do("commission", "inquiry.closed", {}, subject="inquiry")
    assert district.owed("push_double_inquiry") == []


@clause("jinniu-6-2-21", effect="recorded-core")
def test_a_group_visits_streets_and_departments() -> None:
    district = checking().on("2017-06-05")
    sheet = {
        "method": "group_check",
        "staff": ["@高望岚"],
        "place": "窗口",
        "content": "暗访",
        "checked_unit": "@street",
    }
    district.do("g1/head", "check.recorded", sheet, within="street_inspection", name="visit")
    assert district.kind("visit") == "group_check"


def leading() -> District:
    district = checking()
    district.do("g1/head", "clue.recorded", CLUE, within="street_inspection", name="clue")
    return district


@clause("jinniu-6-2-22", effect="enforced")
def test_a_groups_clue_goes_to_the_case_supervision_office_and_nowhere_else() -> None:
    district = leading()
    assert [(owed.by, owed.when) for owed in district.owed("report_clue")] == [("g1/head", "及时")]
    letter = {
        "route": "review_section",
        "of": ["@clue"],
        "receiver": "@review",
        "extract": "摘要",
        "basis": "及时报",
    }
    asked = ("g1/head", "referral.drafted")
    assert district.why("clue_not_kept", *asked, letter, within="street_inspection") == (
        "jinniu-6-2-22 小组的线索不留在组里，只报案件监督管理室：“移交途径”不符合要求"
    )
    right = letter | {"route": "case_section", "receiver": "@case"}
    assert district.why("clue_not_kept", *asked, right, within="street_inspection") == ""
    astray = letter | {"route": "case_section"}
    assert "第一纪检监察室与干部管理权限或者移交途径不符" in district.why(
        "receiver_of_route", *asked, astray, within="street_inspection"
    )
    assert district.why("receiver_of_route", *asked, right, within="street_inspection") == ""
    district.do(*asked, right, within="street_inspection", name="referral")
    district.do("g1/head", "referral.sent", {}, subject="referral")
    assert district.owed("report_clue") == []


@clause("jinniu-6-2-23", effect="tracked")
def test_each_clue_that_is_handed_on_is_investigated_and_decided() -> None:
    district = leading()
    letter = {
        "route": "review_section",
        "of": ["@clue"],
        "receiver": "@review",
        "extract": "摘要",
        "basis": "分工",
    }
    district.do("case", "referral.drafted", letter, within="street_inspection", name="referral")
    district.do("case", "referral.sent", {}, subject="referral")
    district.do("review", "referral.received", {"received_on": "2017-05-22"}, subject="referral")
    assert [owed.by for owed in district.owed("investigate_clue")] == ["review"]
    district.inquire("review", "case", name="elsewhere")
    assert len(district.owed("investigate_clue")) == 1, "it follows from another matter"
    district.inquire("review", "case", from_ref=["@referral"])
    assert district.owed("investigate_clue") == []
    assert district.owing("conclude_case") == ["review", "review"]
    district.decide("review")
    assert [duty.stream for duty in district.duties("conclude_case")] == [district.keys["elsewhere"]]


def test_a_clue_without_ground_is_answered_and_not_investigated() -> None:
    district = leading()
    letter = {
        "route": "review_section",
        "of": ["@clue"],
        "receiver": "@review",
        "extract": "摘要",
        "basis": "分工",
    }
    district.do("case", "referral.drafted", letter, within="street_inspection", name="referral")
    district.do("case", "referral.sent", {}, subject="referral")
    district.do("review", "referral.received", {"received_on": "2017-05-22"}, subject="referral")
    assert district.owing("investigate_clue") == ["review"]
    answer = {"outcome": "unproved", "text": "查无实据", "document": SCAN}
    district.do("review", "referral.answered", answer, subject="referral")
    assert district.owed("investigate_clue") == []


@clause("jinniu-6-2-25", effect="tracked")
@pytest.mark.parametrize("act", ["check.recorded", "duty.urged"])
def test_the_street_work_committee_presses_and_checks_in_each_phase(act: str) -> None:
    district = handed_over()
    assert district.owed("street_supervises") == [Owed("street_discipline", "未定", "office")]
    sheet = {
        "method": "daily_check",
        "staff": ["@丁砚农"],
        "place": "窗口",
        "content": "看",
        "checked_unit": "@street",
    }
    if act == "check.recorded":
        district.do("street_discipline", act, sheet, within="street_inspection")
    else:
        urged = {"duty": str(district.duty("settle_item").id), "text": "请按期"}
        district.do("street_discipline", act, urged, subject="finding")
    assert district.owed("street_supervises") == []
    assert len(district.phase("rectification", "2017-07-03").owed("street_supervises")) == 1


@clause("jinniu-6-2-25", effect="tracked")
@clause("jinniu-6-2-27", effect="tracked")
def test_a_discipline_body_reads_the_problems_of_its_street_or_department_and_of_nobody_else() -> None:
    district = handed_over()
    street, bureau = district.keys["street_discipline"], district.keys["bureau_discipline"]
    assert street in district.subject("finding").readers
    assert bureau not in district.subject("finding").readers
    below = checking().check("g1/head", unit="bureau", checked_unit="@station").find("g1/head")
    assert below.keys["bureau_discipline"] in below.subject("finding").readers
    assert below.keys["street_discipline"] not in below.subject("finding").readers


def test_a_discipline_body_without_an_area_reads_no_problem_until_one_is_named() -> None:
    district = checking()
    district.body("other", "street_committee", "青屏街道纪工委")
    district.check("g1/head").find("g1/head")
    assert district.keys["other"] not in district.subject("finding").readers
    district.do(
        "office/clerk", "body.changed", {"title": "青屏街道纪工委", "area": "@street"}, subject="other"
    )
    district.check("g1/head", name="next").find("g1/head", check="next", name="another")
    assert district.keys["other"] in district.subject("another").readers


@clause("jinniu-6-2-26", effect="recorded-core")
def test_a_departments_discipline_body_plans_it_into_its_daily_checks() -> None:
    district = checking()
    planned = {
        "method": "daily_check",
        "mode": "special",
        "from_on": "2017-06-06",
        "staff": ["@白鹭洲"],
        "text": "列入日常",
    }
    district.do("bureau_discipline", "check.planned", planned, within="bureau_inspection", name="planned")
    assert (district.subject("planned").code, district.held("planned")["text"]) == ("daily_check", "列入日常")


@clause("jinniu-6-2-27", effect="tracked")
def test_a_departments_discipline_body_runs_a_special_check() -> None:
    district = checking()
    assert district.owed("department_special_check") == [Owed("bureau_discipline", "未定", "office")]
    sheet = {
        "method": "daily_check",
        "staff": ["@白鹭洲"],
        "place": "站",
        "content": "看",
        "checked_unit": "@station",
    }
    district.do("bureau_discipline", "check.recorded", sheet, within="bureau_inspection")
    assert len(district.owed("department_special_check")) == 1
    district.do(
        "bureau_discipline", "check.recorded", sheet | {"method": "special_check"}, within="bureau_inspection"
    )
    assert district.owed("department_special_check") == []


@clause("jinniu-6-2-28", effect="tracked")
@pytest.mark.parametrize("act", ["duty.urged", "rectification.verified"])
def test_it_presses_for_what_it_handed_over(act: str) -> None:
    district = checking().check(
        "bureau_discipline", method="inspection_feedback", unit="bureau", checked_unit="@station"
    )
    district.find("bureau_discipline", source="inspection_feedback").hand_over("bureau_discipline")
    assert [(owed.by, owed.when) for owed in district.owed("department_presses")] == [
        ("bureau_discipline", "及时")
    ]
    if act == "duty.urged":
        urged = {"duty": str(district.duty("settle_item").id), "text": "请抓紧"}
        district.do("bureau_discipline", act, urged, subject="finding")
    else:
        district.do(
            "bureau/clerk",
            "matter.classified",
            {"scale": "nature", "value": "general", "why": "判断"},
            subject="finding",
        )
        plan = {
            "problem_unit": "@station", "responsible_unit": "@station", "first_responsible": "@陆闻笙", "responsible_post": "站长",
            "duty_text": "整改", "due": "2017-07-20", "measures": [{"what": "改", "owner": "站长", "by": "2017-07-01", "done_on": "2017-05-22"}],
        }  # fmt: skip
        district.do("bureau/clerk", "rectification.planned", plan, subject="finding")
        district.do("bureau/clerk", "measure.taken", {"kind": "education"}, subject="finding")
        district.do("bureau/clerk", "rectification.reported", {"result": "已改"}, subject="finding")
        district.verify("bureau_discipline")
    assert district.owed("department_presses") == []


# ------------------------------------------------------------------ (3) 坚持问题导向


@clause("jinniu-6-3-2", effect="recorded-core")
@pytest.mark.parametrize("source", ["self_check", "duty", "masses", "reports", "analysis", "visits"])
def test_a_problem_says_where_it_came_from(source: str) -> None:
    assert checking().check().find(source=source).held("finding")["source"] == source


# ------------------------------------------------------------------ (4) 注重治理实效


@clause("jinniu-6-4-4", effect="tracked")
def test_an_order_on_formal_treatment_with_bad_effects_starts_the_accountability() -> None:
    district = checking()
    texts = {"facts": "台账雷同", "demands": "重查"}
    district.draft("g1/head", "formalism_order", "street_inspection", **texts).issue(
        "g1/head", "formalism_order", "street"
    )
    assert district.owed("start_accountability") == []
    district.draft("g1/head", "formalism_order", "street_inspection", "second", **texts, bad_effect=True)
    district.issue("g1/head", "second", "street")
    assert [(owed.by, owed.when) for owed in district.owed("start_accountability")] == [("g1/head", "及时")]
    district.inquire("g1/head", "case", name="other")
    assert len(district.owed("start_accountability")) == 1
    district.inquire("g1/head", "conduct", grounds=["formality"])
    assert district.owed("start_accountability") == []


RETURN = {
    "kind": "monthly_return",
    "period": "2017-06",
    "electronic": SCAN,
    "way": "qq_group",
    "paper_number": "柳街〔2017〕8号",
}


@clause("jinniu-6-4-5", effect="tracked")
def test_the_monthly_return_is_due_on_the_20th_and_met_when_the_sealed_paper_came_too() -> None:
    district = checking().on("2017-06-12").tick("monthly_return", "2017-06")
    assert district.owing("monthly_return") == ["bureau", "street"]
    assert {(owed.when, owed.to) for owed in district.owed("monthly_return")} == {("2017-06-20", "publicity")}
    district.send("street", **RETURN)
    assert len(district.owed("monthly_return")) == 2, "the paper is still on its way"
    district.do("publicity", "report.received", {"medium": "paper", "sealed": True}, subject="monthly_return")
    assert district.owing("monthly_return") == ["bureau"]


def test_a_paper_receipt_meets_the_month_of_its_return_and_no_other() -> None:
    district = (
        checking()
        .on("2017-05-23")
        .tick("monthly_return", "2017-06")
        .on("2017-06-21")
        .tick("monthly_return", "2017-07")
    )
    district.send("street", **RETURN | {"period": "2017-07"})
    district.do("publicity", "report.received", {"medium": "paper", "sealed": True}, subject="monthly_return")
    left = [
        duty.where["@"] for duty in district.duties("monthly_return") if duty.owner == district.keys["street"]
    ]
    assert left == ["2017-06"]


@clause("jinniu-6-4-6", effect="enforced")
@pytest.mark.parametrize(
    ("lacking", "zh"), [("electronic", "电子稿"), ("paper_number", "纸质稿红头文件文号")]
)
def test_the_monthly_return_is_sent_as_a_file_and_on_paper(lacking: str, zh: str) -> None:
    district = checking()
    fields: dict[str, Any] = RETURN | {"to": ["@publicity"]}
    asked = ("street/clerk", "report.submitted")
    half = {name: value for name, value in fields.items() if name != lacking}
    assert district.why("return_in_both_forms", *asked, half, within="street_inspection") == (
        f"jinniu-6-4-6 月报表同时有电子稿和纸质稿：请填写：{zh}"
    )
    assert district.why("return_in_both_forms", *asked, fields, within="street_inspection") == ""
    astray = fields | {"to": ["@office"]}
    assert "jinniu-6-4-5 月报表报区纪委宣传部" in district.why(
        "return_to_publicity_section", *asked, astray, within="street_inspection"
    )
    assert district.why("return_to_publicity_section", *asked, fields, within="street_inspection") == ""


@clause("jinniu-6-4-7", effect="recorded-core")
@pytest.mark.parametrize("way", ["qq_group", "system"])
def test_the_way_the_file_was_sent_is_entered(way: str) -> None:
    assert checking().send("street", **RETURN | {"way": way}).held("monthly_return")["way"] == way


@clause("jinniu-6-4-8", effect="produced")
def test_a_paper_without_its_fresh_seal_is_not_taken() -> None:
    district = checking().send("street", **RETURN)
    asked = ("publicity", "report.received")
    assert district.why("paper_return_sealed", *asked, {"medium": "paper"}, subject="monthly_return") == (
        "jinniu-6-4-6 jinniu-6-4-8 纸质稿是红头文件，加盖鲜章才收：“加盖公章”不符合要求"
    )
    assert (
        district.why(
            "paper_return_sealed", *asked, {"medium": "paper", "sealed": True}, subject="monthly_return"
        )
        == ""
    )
