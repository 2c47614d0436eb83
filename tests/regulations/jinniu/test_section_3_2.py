"""Section 3, (2): self-examination and self-correction."""

import pytest

from tests.regulations.jinniu.district import District, checking, enrolled, found
from tests.regulations.office import Owed

clause = pytest.mark.clause

SHEET = {"method": "mutual_review", "staff": ["@何其安"], "place": "社区大厅", "content": "低保台账",
         "checked_unit": "@community"}  # fmt: skip
SUMMARY = {"work_done": "查了三处", "problems": "窗口一个", "shortcomings": "进度慢", "next_phase": "逐项改"}
MONTH = {
    "kind": "monthly_summary",
    "period": "2017-06",
    "persons": "无",
    "matters": "公示不全",
    "state": "当月查三处",
}


@pytest.mark.parametrize(
    "method",
    [
        pytest.param("special_meeting", marks=clause("jinniu-3-2-2", effect="recorded-core")),
        pytest.param("mutual_review", marks=clause("jinniu-3-2-3", effect="recorded-core")),
        pytest.param("visit_people", marks=clause("jinniu-3-2-5", effect="recorded-core")),
    ],
)
def test_problems_are_sought_in_ways_that_the_text_names(method: str) -> None:
    district = checking().check(method=method)
    assert district.kind("check") == method
    assert "method" in district.faults(
        "street/clerk", "check.recorded", SHEET | {"method": "rumour"}, within="street_inspection"
    )


@clause("jinniu-3-2-4", effect="recorded-core")
def test_a_suggestion_box_is_a_channel_and_its_emptying_is_logged() -> None:
    district = checking()
    fields = {
        "kind": "report",
        "channel": "box",
        "subject": "公示栏空着",
        "extract": "三户没有公示",
        "mode": "anonymous",
        "about_unit": "@community",
    }
    district.do("street/clerk", "complaint.received", fields, within="round", name="slip")
    assert district.held("slip")["channel"] == "box"
    logged = {"kind": "box_emptied", "on": "2017-05-22", "text": "社区门口意见箱，一件"}
    district.do("street/clerk", "activity.logged", logged, subject="street_inspection")
    assert district.held("street_inspection", "activity.logged")["kind"] == "box_emptied"


@clause("jinniu-3-2-6", effect="recorded-core")
def test_an_opinion_survey_ends_in_sums() -> None:
    district = checking()
    opened = {"kind": "opinion_survey", "questions": ["办事方便吗"], "from_on": "2017-05-22"}
    district.do("street/clerk", "evaluation.opened", opened, within="street_inspection", name="survey")
    sums = {"sample": 120, "method": "入户发放", "results": [{"what": "方便", "n": 96}]}
    district.do("street/clerk", "evaluation.concluded", sums, subject="survey")
    assert district.held("survey")["sample"] == 120


@clause("jinniu-3-2-7", effect="recorded-core")
def test_a_call_to_a_report_telephone_is_entered() -> None:
    district = checking()
    fields = {
        "kind": "report",
        "channel": "phone",
        "subject": "窗口收礼",
        "extract": "办证要送卡",
        "about_unit": "@community",
    }
    district.do("street/clerk", "complaint.received", fields, within="round", name="call")
    assert district.held("call")["channel"] == "phone"


@clause("jinniu-3-2-8", effect="tracked")
def test_each_stored_clue_is_concluded_with_its_reason() -> None:
    district = checking()
    clue = {
        "title": "旧线索",
        "about_posts": ["社区主任"],
        "managed_by": "unit_managed",
        "text": "2015年来信",
    }
    for name in ("old", "older"):
        district.do("street_discipline", "clue.recorded", clue, within="street_inspection", name=name)
    assert district.owed("settle_stored_clue") == [Owed("street_discipline", "未定", "g1")] * 2
    asked = ("street_discipline", "matter.concluded", {"conclusion": "unproved"})
    assert "text" in district.faults(*asked, subject="old")
    district.do(*asked[:2], {"conclusion": "unproved", "text": "查无实据"}, subject="old")
    assert len(district.owed("settle_stored_clue")) == 1
    district.do(
        "street_discipline", "disposition.decided", {"class": "education", "text": "谈话"}, subject="older"
    )
    assert district.owed("settle_stored_clue") == []


def test_a_clue_kept_by_the_departments_discipline_body_is_settled_by_its_referral() -> None:
    district = checking()
    clue = {"title": "旧线索", "about_posts": ["社区主任"], "managed_by": "unit_managed", "text": "来信"}
    district.do("bureau_discipline", "clue.recorded", clue, within="bureau_inspection", name="old")
    assert district.owed("settle_stored_clue") == [Owed("bureau_discipline", "未定")]
    letter = {
        "route": "case_section",
        "of": ["@old"],
        "receiver": "@case",
        "extract": "摘要",
        "basis": "管理权限",
    }
    district.do("bureau_discipline", "referral.drafted", letter, within="bureau_inspection", name="referral")
    district.do("bureau_discipline", "referral.sent", {}, subject="referral")
    assert district.owed("settle_stored_clue") == []


def test_a_unit_checks_itself_and_those_below_it_and_no_other_unit() -> None:
    district = checking()
    at = {"within": "street_inspection"}

    def why(checked: str, method: str = "mutual_review", **where: str) -> str:
        sheet = {"method": method, "staff": ["@何其安"], "place": "服务大厅", "content": "台账"}
        sheet |= {"line": "排水"} if method == "line_check" else {}
        asked = ("street/clerk", "check.recorded", sheet | {"checked_unit": f"@{checked}"})
        return district.why("unit_checks_its_own", *asked, **(where or at))

    assert why("street") == why("community") == ""
    for other in ("bureau", "station"):
        assert why(other).startswith("jinniu-3-2-9 jinniu-5-1-16 单位检查自己和所属的社区、科室、站（所）")
    assert why("station", "line_check") == "", "a department checks within its line of business"
    assert why("bureau", within="bureau_inspection") == "", "a cross check lies where it is made"


@clause("jinniu-3-2-9", effect="tracked")
def test_a_unit_is_combed_by_each_of_the_eight_contents() -> None:
    district = checking()
    assert len(district.owed("comb_eight_fields")) == 16
    assert district.by_when("comb_eight_fields") == {"2017-06-30"}
    district.check(looked_at=["field1", "field6"])
    left = sorted(
        duty.item for duty in district.duties("comb_eight_fields") if duty.owner == district.keys["street"]
    )
    assert left == ["field2", "field3", "field4", "field5", "field7", "field8"]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        pytest.param("self_check", "对照八项", marks=clause("jinniu-3-2-10", effect="recorded-core")),
        pytest.param("self_report", "收过一次土特产", marks=clause("jinniu-3-2-11", effect="recorded-core")),
    ],
)
def test_a_member_of_staff_checks_and_reports_on_oneself(kind: str, text: str) -> None:
    district = checking()
    district.do(
        "community/clerk",
        "person.declared",
        {"kind": kind, "on": "2017-05-22", "text": text},
        subject="沈知秋",
    )
    assert district.held("沈知秋", "person.declared")["kind"] == kind


@clause("jinniu-3-2-12", effect="tracked")
def test_each_person_on_the_roster_owes_an_undertaking() -> None:
    district = checking()
    assert district.owing("list_staff") == ["bureau", "street"]
    roster = {"register": "staff_roster", "title": "名册", "who": ["@沈知秋", "@许知微"]}
    district.do("street/clerk", "entry.registered", roster, within="street_inspection", name="roster")
    assert district.owing("list_staff") == ["bureau"]
    assert district.owed("personal_undertaking") == [Owed("street", "2017-06-30", "g1")] * 2
    given = {"kind": "personal", "by_person": "@沈知秋", "text": "不收礼"}
    asked = ("street/clerk", "undertaking.given")
    assert "by_person" in district.faults(
        *asked, {"kind": "personal", "text": "不收礼"}, within="street_inspection"
    )
    district.do(*asked, given, within="street_inspection")
    assert [duty.item for duty in district.duties("personal_undertaking")] == [str(district.keys["许知微"])]


@pytest.mark.parametrize(
    "point",
    [
        pytest.param(point, marks=clause(f"jinniu-3-2-{n}", effect="recorded-core"))
        for n, point in enumerate(("users", "people", "improvement", "prone"), start=13)
    ],
)
def test_a_problem_bears_the_point_it_was_found_at(point: str) -> None:
    assert checking().check().find(focus=[point]).held("finding")["focus"] == [point]


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(name, marks=clause(f"jinniu-3-2-{n}", effect="recorded-core"))
        for n, name in enumerate(("ask_style", "ask_demands", "ask_crux", "ask_clues"), start=17)
    ],
)
def test_the_four_questions_are_asked_and_answered(question: str) -> None:
    district = checking().check(method="four_questions", looked_at=[], **{question: "答：基本满意"})
    assert district.held("check")[question] == "答：基本满意"


@clause("jinniu-3-2-21", effect="recorded-core")
@pytest.mark.parametrize("group", ["cadres", "people", "users"])
def test_opinions_are_recorded_by_group_and_without_names(group: str) -> None:
    district = checking()
    fields = {"group": group, "topic": "窗口服务", "text": "希望延时"}
    district.do("street/clerk", "opinion.recorded", fields, subject="street_inspection")
    assert district.held("street_inspection", "opinion.recorded")["group"] == group


@clause("jinniu-3-2-22", effect="enforced")
@pytest.mark.parametrize(("lacking", "zh"), [("place", "地点"), ("content", "检查内容")])
def test_a_check_says_where_it_was_and_what_was_looked_at(lacking: str, zh: str) -> None:
    district = checking()
    asked = (
        "street/clerk",
        "check.recorded",
        {name: value for name, value in SHEET.items() if name != lacking},
    )
    assert district.why("check_is_real", *asked, within="street_inspection") == (
        f"jinniu-3-2-22 每次检查写明地点和内容，不走形式：请填写：{zh}"
    )
    assert district.why("check_is_real", *asked[:2], SHEET, within="street_inspection") == ""


@clause("jinniu-3-2-23", effect="tracked")
@clause("jinniu-3-3-27", effect="tracked")
@clause("jinniu-6-2-2", effect="tracked")
@pytest.mark.parametrize(
    ("week", "day", "due"),
    [("2017-W21", "2017-05-24", "2017-05-28"), ("2017-W27", "2017-07-05", "2017-07-09")],
)
def test_every_unit_meets_every_week_of_the_two_phases(week: str, day: str, due: str) -> None:
    district = checking().on(day).tick("unit_weekly", week)
    assert district.owing("unit_weekly") == ["bureau", "street"]
    assert district.by_when("unit_weekly") == {due}
    district.meet("street/clerk", "education", "street_inspection", education_topics=["law"])
    assert len(district.owed("unit_weekly")) == 2
    district.meet("street/clerk", "unit_weekly", "street_inspection")
    assert district.owing("unit_weekly") == ["bureau"]


def test_no_weekly_meeting_is_owed_outside_the_two_phases() -> None:
    district = checking().on("2017-11-06")
    asked = {"rule": "unit_weekly", "period": "2017-W45"}
    assert (
        "没有“2017-W45”这一期"
        in district.faults("office/clerk", "period.begun", asked, subject="round")["period"]
    )


@clause("jinniu-3-2-24", effect="recorded-core")
def test_the_weekly_meeting_holds_a_countermeasure_for_each_problem() -> None:
    district = found()
    items = [{"text": "自检1号-1：补公示", "refs": ["@finding"]}]
    fields = {"kind": "unit_weekly", "at": "2017-06-01", "items": items}
    district.do("street/clerk", "meeting.held", fields, within="street_inspection", name="weekly")
    assert district.held("weekly")["items"][0]["text"] == "自检1号-1：补公示"


HAND_OVER = {"due": "2017-07-20", "responsible": "@方竹青"}
SAID = "jinniu-3-2-25 问题经例会讨论，定下整改方式，才能交付整改："


@clause("jinniu-3-2-25", effect="enforced")
def test_a_problem_is_handed_over_once_a_weekly_meeting_fixed_how_it_is_rectified() -> None:
    district = found()
    asked = ("street/clerk", "finding.fed_back", HAND_OVER | {"mode": "限期整改"})
    assert district.why("fixed_at_weekly_meeting", *asked, subject="finding").startswith(f"{SAID}还没有办：")
    district.discuss()
    assert (
        district.why("fixed_at_weekly_meeting", *asked[:2], HAND_OVER, subject="finding")
        == f"{SAID}请填写：整改方式"
    )
    assert district.why("fixed_at_weekly_meeting", *asked, subject="finding") == ""
    assert district.owed("hand_over") == [Owed("street/clerk", "未定", "g1")]
    district.do(*asked, subject="finding")
    assert district.held("finding", "finding.fed_back")["mode"] == "限期整改"
    assert district.owed("hand_over") == []


def test_a_problem_found_by_a_group_goes_through_the_groups_meeting() -> None:
    district = checking().on("2017-06-05")
    district.check("g1/head", method="group_check", staff=["@高望岚"]).find("g1/head", source="visits")
    asked = ("g1/head", "finding.fed_back", HAND_OVER | {"mode": "限期整改"})
    assert district.why("fixed_at_weekly_meeting", *asked, subject="finding") != ""
    district.meet("g1/head", "group_weekly", "g1", "finding")
    assert district.why("fixed_at_weekly_meeting", *asked, subject="finding") == ""


@clause("jinniu-3-2-27", effect="enforced")
def test_check_sheets_are_numbered_without_a_gap_and_no_number_is_typed() -> None:
    district = checking().check().check(name="second").check(name="third")
    assert [district.subject(name).number for name in ("check", "second", "third")] == [
        "自检1号",
        "自检2号",
        "自检3号",
    ]
    district.do("street/clerk", "matter.withdrawn", {"text": "误登"}, subject="second")
    assert district.check(name="fourth").subject("fourth").number == "自检4号", "a voided number stays"
    asked = ("street/clerk", "check.recorded", SHEET | {"number": "自检9号"})
    assert district.faults(*asked, within="street_inspection") == {"number": "这一项不属于这张表：number"}


@clause("jinniu-3-2-28", effect="tracked")
@clause("jinniu-3-3-28", effect="tracked")
@pytest.mark.parametrize(("month", "day"), [("2017-06", "2017-06-12"), ("2017-08", "2017-08-14")])
def test_every_unit_sums_up_the_month(month: str, day: str) -> None:
    district = checking().on(day).tick("monthly_summary", month)
    assert district.owing("monthly_summary") == ["bureau", "street"]
    district.draft("street/clerk", "self_check_summary", "street_inspection", **SUMMARY)
    assert len(district.owed("monthly_summary")) == 2
    district.draft("street/clerk", **MONTH | {"period": month}, within="street_inspection")
    assert district.owing("monthly_summary") == ["bureau"]


@clause("jinniu-3-2-29", effect="enforced")
@pytest.mark.parametrize(
    ("lacking", "zh"),
    [("persons", "涉及的人（见人）"), ("matters", "涉及的事（见事）"), ("state", "当月工作情况")],
)
def test_a_monthly_summary_names_people_and_matters(lacking: str, zh: str) -> None:
    district = checking()
    asked = (
        "street/clerk",
        "document.drafted",
        {name: value for name, value in MONTH.items() if name != lacking},
    )
    assert district.why("summary_names_people_and_matters", *asked, within="street_inspection") == (
        f"jinniu-3-2-29 月汇总写到人、写到事，写明当月情况：请填写：{zh}"
    )
    assert (
        district.why("summary_names_people_and_matters", *asked[:2], MONTH, within="street_inspection") == ""
    )
    assert "counted" in district.faults(*asked[:2], MONTH | {"counted": "5"}, within="street_inspection")


@clause("jinniu-3-2-30", effect="tracked")
def test_the_summary_of_self_examination_is_due_on_25_june() -> None:
    district = checking()
    assert district.owing("self_check_summary") == ["bureau", "street"]
    assert district.by_when("self_check_summary") == {"2017-06-25"}
    district.draft("street/clerk", **MONTH, within="street_inspection")
    assert len(district.owed("self_check_summary")) == 2
    district.draft("street/clerk", "self_check_summary", "street_inspection", **SUMMARY)
    assert district.owing("self_check_summary") == ["bureau"]


@pytest.mark.parametrize(
    ("rule", "lacking", "said"),
    [
        pytest.param("shortcomings_said", "shortcomings", "jinniu-3-2-33 阶段小结要写不足：请填写：工作推进中的不足",
                     marks=clause("jinniu-3-2-33", effect="enforced")),
        pytest.param("next_phase_planned", "next_phase", "jinniu-3-2-34 阶段小结要写下一阶段的谋划：请填写：下一阶段的谋划",
                     marks=clause("jinniu-3-2-34", effect="enforced")),
    ],
)  # fmt: skip
def test_the_summary_states_shortcomings_and_plans_ahead(rule: str, lacking: str, said: str) -> None:
    district = checking()
    whole = {"kind": "self_check_summary", **SUMMARY}
    asked = (
        "street/clerk",
        "document.drafted",
        {name: value for name, value in whole.items() if name != lacking},
    )
    assert district.why(rule, *asked, within="street_inspection") == said
    assert district.why(rule, *asked[:2], whole, within="street_inspection") == ""


def test_a_sheet_without_problems_is_no_gap() -> None:
    district: District = enrolled().check(outcome="none")
    assert (district.subject("check").number, district.held("check")["outcome"]) == ("自检1号", "none")
