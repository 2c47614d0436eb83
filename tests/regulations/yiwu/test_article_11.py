"""Article 11: the seven preparations before entry."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.regulations.office import Owed
from tests.regulations.yiwu.city import CREW, City, assigned, entered, formed, new_city, opened, prepared
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.record.payload import known_slots

clause = pytest.mark.clause

START = ("team/head", "inspection.started", {"place": "镇政府二楼"})


def says(city: City) -> str:
    return city.why("seven_steps", *START, subject="inspection")


def cited(document: str, field: str) -> tuple[str, ...]:
    """The clause that a field of a paper's form stands for."""
    return known_slots(new_city().play.scheme, CATALOGUE["document.drafted"], document)[field].cite


# ---------------------------------------------------------------------------- all seven before the door opens

Step = Callable[[City], City]
STEPS: tuple[Step, ...] = (
    City.arrive,
    City.train,
    City.inform,
    City.file_plan,
    lambda city: city.draft_notice().issue_notice(),
    City.receive_notice,
    City.announce,
)


def without(left_out: Step) -> City:
    city = assigned()
    for step in STEPS:
        if step is not left_out:
            step(city)
    return city


MISSING = [
    pytest.param(City.arrive, "人员到位（工作登记）", id="arrival"),
    pytest.param(City.train, "集中培训（会议、培训）", id="training"),
    pytest.param(City.inform, "情况通报（制发、送达）", id="information"),
    pytest.param(City.receive_notice, "巡查通知书（签收）", id="notice"),
    pytest.param(City.announce, "巡查公告（公布）", id="announcement"),
]


@clause("yiwu-11-1", effect="enforced")
@pytest.mark.parametrize(("step", "said"), MISSING)
def test_one_missing_preparation_keeps_the_door_shut(step: Step, said: str) -> None:
    city = without(step)
    assert says(city) == f"yiwu-11-1 七项准备做齐才能进驻：还没有办：{said}"
    step(city).do(*START, subject="inspection")
    assert city.subject("inspection").state == "under_way"


@clause("yiwu-11-1", effect="enforced")
@pytest.mark.parametrize(
    ("seat", "person", "said"),
    [("deputy", "陆闻笙", "副组长"), ("registrar", "沈知秋", "信访登记人"), ("reporter", "温如岚", "信息员")],
)
def test_an_empty_seat_of_the_team_keeps_the_door_shut(seat: str, person: str, said: str) -> None:
    city = prepared()
    city.do("office/clerk", "seat.vacated", {"seat": seat, "person": f"@{person}"}, subject="team")
    assert says(city) == f"yiwu-11-1 七项准备做齐才能进驻：第一组的{said}还没有人"


@clause("yiwu-11-1", effect="enforced")
def test_a_work_plan_changed_after_approval_keeps_the_door_shut_until_approved_again() -> None:
    city = prepared()
    city.do("office/clerk", "document.drafted", WORK_PLAN, subject="work_plan")
    assert says(city) == "yiwu-11-1 七项准备做齐才能进驻：工作方案还没有经领导小组批准"
    city.approve_plan()
    city.do(*START, subject="inspection")


@clause("yiwu-11-1", effect="enforced")
def test_the_unit_s_own_publication_does_not_hold_up_entry() -> None:
    city = prepared()
    assert city.owed("publish_notice") == [Owed("town", "2015-09-29", "team")]
    assert city.refused(*START, subject="inspection") == ()


@clause("yiwu-11-1", effect="enforced")
def test_a_unit_that_does_not_sign_for_the_notice_does_not_hold_up_entry_once_its_delivery_is_proved() -> (
    None
):
    city = without(City.receive_notice)
    assert says(city) == "yiwu-11-1 七项准备做齐才能进驻：还没有办：巡查通知书（签收）"
    proof = {"to": "@town", "received_on": "2015-09-24", "medium": "paper"}
    city.do("team/member", "document.delivered", proof, subject="notice")
    assert says(city) == ""
    city.do(*START, subject="inspection")


# ---------------------------------------------------------------------------- step 1: the work plan


WORK_PLAN: dict[str, Any] = {
    "kind": "work_plan",
    "task": "全面了解",
    "units": ["@town"],
    "ways": ["talk"],
    "starts_on": "2015-09-24",
    "ends_on": "2015-12-31",
}
DRAFT = ("office/clerk", "document.drafted")


@clause("yiwu-11-2", effect="tracked")
def test_an_open_round_owes_a_work_plan_by_the_office_before_entry() -> None:
    city = opened()
    assert city.owed("draft_work_plan") == [Owed("office", "before inspection.started")]
    report = {"kind": "work_state_group", "period": "2015年", "state": "已部署"}
    city.do(*DRAFT, report, within="round", name="report")
    assert len(city.owed("draft_work_plan")) == 1, "another paper is not the plan"
    city.do(*DRAFT, WORK_PLAN, within="round", name="work_plan")
    assert city.owed("draft_work_plan") == []


PARTS = [
    pytest.param("task", "任务要求", "yiwu-11-3", marks=clause("yiwu-11-3", effect="enforced")),
    pytest.param("units", "巡查对象", "yiwu-11-4", marks=clause("yiwu-11-4", effect="enforced")),
    pytest.param("ways", "方式", "yiwu-11-5", marks=clause("yiwu-11-5", effect="enforced")),
    pytest.param("starts_on", "开始日期", "yiwu-11-6", marks=clause("yiwu-11-6", effect="enforced")),
    pytest.param("ends_on", "结束日期", "yiwu-11-6", marks=clause("yiwu-11-6", effect="enforced")),
]


@pytest.mark.parametrize(("field", "said", "cite"), PARTS)
def test_a_work_plan_that_lacks_a_part_is_refused(field: str, said: str, cite: str) -> None:
    city = opened()
    lacking = {name: value for name, value in WORK_PLAN.items() if name != field}
    assert city.faults(*DRAFT, lacking, within="round")[field] == f"请填写：{said}"
    assert cited("work_plan", field) == (cite,)
    city.do(*DRAFT, WORK_PLAN, within="round", name="work_plan")
    assert city.held("work_plan")["_"]["kind"] == "office"


@clause("yiwu-11-5", effect="enforced")
def test_a_way_that_is_not_among_the_thirteen_is_refused() -> None:
    assert "ways" in opened().faults(*DRAFT, WORK_PLAN | {"ways": ["wiretap"]}, within="round")


@clause("yiwu-11-6", effect="enforced")
def test_a_work_plan_does_not_end_before_it_starts() -> None:
    city = opened()
    backwards = WORK_PLAN | {"ends_on": "2015-09-23"}
    assert (
        city.why("dates_in_order", *DRAFT, backwards, within="round")
        == "yiwu-11-6 工作方案的结束日期不早于开始日期：结束日期应在2015年9月24日至……之间"
    )
    assert city.why("dates_in_order", *DRAFT, WORK_PLAN | {"ends_on": "2015-09-24"}, within="round") == ""


UNAPPROVED = "yiwu-11-7 工作方案批准以前，不报计划、不下通知、不发公告：工作方案还没有经领导小组批准"


def unapproved() -> City:
    """Everything up to the team, under a work plan that nobody approved yet."""
    city = opened()
    city.do(*DRAFT, WORK_PLAN, within="round", name="work_plan")
    return city.form_team().declare().authorise()


@clause("yiwu-11-7", effect="enforced")
def test_no_team_plan_is_filed_under_an_unapproved_work_plan() -> None:
    city = unapproved().draft_plan()
    filing = (
        "team/head",
        "report.submitted",
        {"kind": "team_plan", "to": ["@office"], "document": "@team_plan"},
    )
    assert city.why("work_plan_approved", *filing, within="inspection") == UNAPPROVED
    request = {"for_act": "work_plan", "to": "office"}
    city.do("office/clerk", "approval.requested", request, subject="work_plan")
    city.do("office/director", "approval.given", {"for_act": "work_plan"}, subject="work_plan")
    assert city.why("work_plan_approved", *filing, within="inspection") == UNAPPROVED, (
        "not the office's to approve"
    )
    city.approve_plan()
    city.do(*filing, within="inspection")


@clause("yiwu-11-7", effect="enforced")
@pytest.mark.parametrize("kind", ["notice", "announcement"])
def test_no_notice_or_announcement_goes_out_under_an_unapproved_work_plan(kind: str) -> None:
    texts = {
        "notice": {"content": "补贴发放", "timetable": "10月起", "ways": ["talk"]},
        "announcement": {
            "time": "10月",
            "content": "补贴",
            "requirements": "如实反映",
            "phone": "1",
            "box": "信箱",
        },
    }
    city = unapproved().draft(kind, **texts[kind]).sign(kind)
    issue = (
        "team/head",
        "document.issued",
        {"to": ["@town"], "talk_on": "2015-09-23", "talk_with": "镇党委"},
    )
    publish = (
        "town/principal" if kind == "notice" else "team/head",
        "document.published",
        {"medium": "board"},
    )
    assert city.why("work_plan_approved", *issue, subject=kind) == UNAPPROVED
    assert city.why("work_plan_approved", *publish, subject=kind) == UNAPPROVED
    city.approve_plan()
    assert city.why("work_plan_approved", *issue, subject=kind) == ""


# ---------------------------------------------------------------------------- step 2: the team


@clause("yiwu-11-8", effect="tracked")
def test_the_office_and_the_organisation_department_owe_the_team_together() -> None:
    city = opened()
    assert city.owed("form_team") == [Owed("office", "before inspection.started")]
    assert city.duty("form_team").co_owners == (str(city.keys["organisation"]),)
    city.do("office/clerk", "body.formed", {"kind": "city_leaders", "title": "分管领导"}, within="round")
    assert len(city.owed("form_team")) == 1, "another body is not the team"
    city.do("office/clerk", "body.formed", {"kind": "team", "title": "第一组"}, within="round", name="team")
    assert city.owed("form_team") == []


@clause("yiwu-11-8", effect="tracked")
def test_each_seat_a_team_must_have_is_owed_until_somebody_sits_in_it() -> None:
    city = opened()
    city.do("office/clerk", "body.formed", {"kind": "team", "title": "第一组"}, within="round", name="team")
    assert city.owed("complete_roster") == [Owed("office", "before inspection.started", "team")] * 4
    member = {"seat": "member", "person": "@许知微", "home_unit": "@party", "task": "谈话"}
    city.do("office/clerk", "seat.filled", member, subject="team")
    assert len(city.owed("complete_roster")) == 4, "a plain member fills none of them"
    city.decide_head()
    for seat, person in (("head", "高望岚"), ("deputy", "陆闻笙"), ("registrar", "沈知秋")):
        city.do(
            "office/clerk", "seat.filled", member | {"seat": seat, "person": f"@{person}"}, subject="team"
        )
    [left] = city.duties("complete_roster")
    assert (left.item, left.co_owners) == ("reporter", (str(city.keys["organisation"]),))
    last = member | {"seat": "reporter", "person": "@温如岚"}
    city.do("organisation/contact", "seat.filled", last, subject="team")
    assert city.owed("complete_roster") == []


def test_words_that_read_like_the_name_of_a_seat_fill_none() -> None:
    city = opened()
    city.do("office/clerk", "body.formed", {"kind": "team", "title": "第一组"}, within="round", name="team")
    member = {"seat": "member", "person": "@许知微", "home_unit": "@party", "task": "reporter"}
    city.do("office/clerk", "seat.filled", member, subject="team")
    assert [duty.item for duty in city.duties("complete_roster")].count("reporter") == 1
    city.do("office/clerk", "seat.filled", member | {"seat": "reporter", "person": "@温如岚"}, subject="team")
    assert [duty.item for duty in city.duties("complete_roster")].count("reporter") == 0


def test_who_was_allocated_to_the_team_stands_with_seat_and_home_unit() -> None:
    city = formed()
    held = {
        seat: city.by("team", seat).home_unit
        for seat in ("head", "deputy", "member", "registrar", "reporter")
    }
    assert set(held.values()) == {city.keys["party"]}


@clause("yiwu-11-10", effect="tracked")
def test_each_person_s_arrival_is_owed_promptly_and_ticked_off_by_name() -> None:
    city = assigned()
    assert city.owed("arrive") == [Owed("office", "及时", "team")] * 5
    attendance = {"kind": "attendance", "on": "2015-09-24", "who": [f"@{name}" for name in CREW]}
    city.do("office/clerk", "activity.logged", attendance, subject="team")
    assert len(city.owed("arrive")) == 5, "being counted present one day is another thing"
    city.arrive("高望岚", "许知微")
    assert {duty.item for duty in city.duties("arrive")} == {
        str(city.keys[name]) for name in ("陆闻笙", "沈知秋", "温如岚")
    }
    city.arrive()
    assert city.owed("arrive") == []


# ---------------------------------------------------------------------------- step 3: training


@clause("yiwu-11-11", effect="tracked")
def test_a_team_s_training_is_owed_by_the_office_before_entry() -> None:
    city = assigned()
    assert city.owed("train") == [Owed("office", "before inspection.started", "team")]
    other = {"kind": "hearing", "at": "2015-09-24", "items": [{"text": "部署"}]}
    city.do("office/clerk", "meeting.held", other, within="team")
    assert len(city.owed("train")) == 1, "another meeting trains nobody"
    city.train()
    assert city.owed("train") == []


@clause("yiwu-11-11", effect="tracked")
def test_the_training_of_one_team_is_not_that_of_another() -> None:
    city = assigned()
    city.do("office/clerk", "body.formed", {"kind": "team", "title": "第二组"}, within="round", name="second")
    city.train()
    [left] = city.duties("train")
    assert left.stream == city.keys["second"]


# ---------------------------------------------------------------------------- step 4: information


@clause("yiwu-11-12", effect="tracked")
def test_what_the_office_knows_is_copied_to_the_team_promptly() -> None:
    city = assigned()
    assert city.owed("hand_information") == [Owed("office", "及时", "team")]
    pack = {"kind": "information_pack", "information": ["audit"], "content": "审计情况"}
    city.do("office/clerk", "document.drafted", pack, within="inspection", name="draft")
    assert len(city.owed("hand_information")) == 1, "a draft was copied to nobody"
    city.do("office/clerk", "document.issued", {"to": ["@team"]}, subject="draft")
    assert city.owed("hand_information") == []


@clause("yiwu-11-12", effect="tracked")
def test_information_on_another_unit_is_not_that_on_this_one() -> None:
    city = assigned()
    enrolled = {"unit": "@bureau", "ground": "listed"}
    city.do("office/clerk", "unit.enrolled", enrolled, within="round", name="elsewhere")
    pack = {"kind": "information_pack", "information": ["audit"], "content": "审计情况"}
    city.do("office/clerk", "document.drafted", pack, within="elsewhere", name="pack")
    city.do("office/clerk", "document.issued", {"to": ["@team"]}, subject="pack")
    assert len(city.owed("hand_information")) == 1


INFORMATION = ("petitions", "online_opinion", "audit", "appraisal")


@pytest.mark.parametrize("kind", INFORMATION)
def test_the_pack_says_what_kind_of_information_it_holds(kind: str) -> None:
    city = assigned().inform(kind)
    assert city.held("pack")["information"] == [kind]
    assert city.keys["team"] in city.subject("pack").readers
    assert city.keys["town"] not in city.subject("pack").readers


def test_information_of_an_unknown_kind_is_refused() -> None:
    pack = {"kind": "information_pack", "information": ["gossip"], "content": "传闻"}
    assert "information" in assigned().faults("office/clerk", "document.drafted", pack, within="inspection")


# ---------------------------------------------------------------------------- step 5: asking, and the team's plan


SOURCES = ("discipline", "political_legal", "organisation", "audit", "petitions")


@pytest.mark.parametrize("source", SOURCES)
def test_the_team_asks_about_the_leadership_and_keeps_the_answer(source: str) -> None:
    city = assigned().ask("enquiry", to="discipline", source=source, title="班子情况")
    held = city.held("enquiry")
    assert (held["source"], held["_"]["on"]) == (source, "2015-09-24")
    city.answer("enquiry", by="discipline/contact")
    assert city.held("enquiry", "request.answered")["text"] == "已办"


def test_an_enquiry_says_whom_it_asks() -> None:
    fields = {"kind": "enquiry", "to": "@discipline", "title": "班子情况", "text": "请提供"}
    asked = ("team/head", "request.made")
    assert assigned().faults(*asked, fields, within="inspection") == {"source": "请填写：向谁了解"}
    assert "source" in assigned().faults(*asked, fields | {"source": "neighbour"}, within="inspection")


@clause("yiwu-11-22", effect="tracked")
def test_the_team_s_plan_is_owed_by_the_head_before_entry() -> None:
    city = assigned()
    assert city.owed("team_plan") == [Owed("team/head", "before inspection.started", "office")]
    city.draft("other_material", text="情况")
    assert len(city.owed("team_plan")) == 1, "another paper is not the plan"
    city.draft_plan()
    assert city.owed("team_plan") == []


@clause("yiwu-11-22", effect="tracked")
def test_a_team_asked_anew_for_a_unit_takes_over_what_the_former_owed() -> None:
    city = assigned()
    former = city.duty("team_plan")
    city.do("office/clerk", "body.formed", {"kind": "team", "title": "第二组"}, within="round", name="second")
    city.do("office/clerk", "inspection.assigned", {"body": "@second"}, subject="inspection")
    assert city.owed("team_plan") == [Owed("second/head", "before inspection.started", "office")]
    assert city.play.book.get("duty", former.id).state == "lapsed"
    assert len(city.owed("hand_information")) == 1


PLAN_PARTS = [
    pytest.param("enter_on", "进驻时间", "yiwu-11-23", marks=clause("yiwu-11-23", effect="enforced")),
    pytest.param("main_tasks", "重点任务", "yiwu-11-24", marks=clause("yiwu-11-24", effect="enforced")),
    pytest.param("division", "内部分工", "yiwu-11-25", marks=clause("yiwu-11-25", effect="enforced")),
]
TEAM_PLAN = {"kind": "team_plan", "enter_on": "2015-10-12", "main_tasks": "补贴发放", "division": "各人分工"}


@pytest.mark.parametrize(("field", "said", "cite"), PLAN_PARTS)
def test_a_team_plan_that_lacks_a_part_is_refused(field: str, said: str, cite: str) -> None:
    city = assigned()
    lacking = {name: value for name, value in TEAM_PLAN.items() if name != field}
    asked = ("team/head", "document.drafted")
    assert city.faults(*asked, lacking, within="inspection") == {field: f"请填写：{said}"}
    assert cited("team_plan", field) == (cite,)
    city.do(*asked, TEAM_PLAN, within="inspection", name="team_plan")


@clause("yiwu-11-23", effect="enforced")
@pytest.mark.parametrize(("day", "fits"), [("2015-09-23", False), ("2015-09-24", True), ("2015-12-31", True), ("2016-01-01", False)])  # fmt: skip
def test_entry_is_planned_inside_the_dates_of_the_work_plan(day: str, fits: bool) -> None:
    asked = ("team/head", "document.drafted", TEAM_PLAN | {"enter_on": day})
    said = "yiwu-11-23 进驻时间在方案的起止之内：进驻时间应在2015年9月24日至2015年12月31日之间"
    assert assigned().why("entry_inside_plan", *asked, within="inspection") == ("" if fits else said)


ISSUE = ("team/member", "document.issued", {"to": ["@town"], "talk_on": "2015-09-23", "talk_with": "镇党委"})


@clause("yiwu-11-26", effect="enforced")
def test_no_notice_before_the_team_s_plan_is_filed_and_filing_needs_no_approval() -> None:
    city = assigned().draft_plan().draft_notice()
    assert (
        city.why("plan_filed", *ISSUE, subject="notice")
        == "yiwu-11-26 工作计划先报巡查办备案：还没有办：工作计划备案（报送）"
    ), "a plan that is only drafted is not filed"
    filing = {"kind": "team_plan", "to": ["@office"], "document": "@team_plan"}
    city.do("team/head", "report.submitted", filing, within="inspection")
    city.do(*ISSUE, subject="notice")


# ---------------------------------------------------------------------------- step 6: the notice


@clause("yiwu-11-27", effect="enforced")
@pytest.mark.parametrize(("field", "said"), [("talk_on", "沟通日期"), ("talk_with", "沟通对象")])
def test_the_team_speaks_with_the_unit_s_committee_before_the_notice(field: str, said: str) -> None:
    city = assigned().file_plan().draft_notice()
    by, act, fields = ISSUE
    lacking = {name: value for name, value in fields.items() if name != field}
    assert (
        city.why("talk_first", by, act, lacking, subject="notice")
        == f"yiwu-11-27 下达通知前先与单位党委（党组）沟通：请填写：{said}"
    )
    city.do(*ISSUE, subject="notice")
    assert city.held("notice", "document.issued")["talk_with"] == "镇党委"


def served(received_on: date) -> City:
    """The notice reached the town on this day."""
    city = assigned().file_plan().draft_notice().issue_notice()
    city.play.on(received_on)
    city.do("town/principal", "document.received", {"received_on": received_on.isoformat()}, subject="notice")
    return city


RECEIPTS = [
    pytest.param(date(2015, 9, 24), "2015-09-29", id="over a weekend with Mid-Autumn"),
    pytest.param(date(2015, 9, 28), "2015-10-08", id="over the week of National Day"),
    pytest.param(date(2015, 10, 8), "2015-10-12", id="over a Saturday that was worked"),
]


@clause("yiwu-11-32", effect="tracked")
@pytest.mark.parametrize(("received_on", "due"), RECEIPTS)
def test_the_unit_makes_the_notice_known_within_three_working_days(received_on: date, due: str) -> None:
    city = served(received_on)
    assert city.owed("publish_notice") == [Owed("town", due, "team")]
    city.do("town/principal", "document.received", {"received_on": received_on.isoformat()}, subject="notice")
    assert city.owed("publish_notice") == [Owed("town", due, "team")], "a second receipt starts nothing anew"
    city.do("town/contact", "document.published", {"medium": "board"}, subject="notice")
    assert city.owed("publish_notice") == []


@clause("yiwu-11-32", effect="tracked")
def test_the_team_does_not_publish_the_notice_in_the_unit_s_place() -> None:
    city = served(date(2015, 9, 24)).announce()
    assert len(city.owed("publish_notice")) == 1, "the team's announcement is another paper"
    assert city.why(
        "unit_publishes", "team/head", "document.published", {"medium": "board"}, subject="notice"
    ) == ("yiwu-11-32 通知书由被巡查单位公布：这件事由被巡查单位办理")


@clause("yiwu-11-33", effect="tracked")
@pytest.mark.parametrize(("received_on", "due"), RECEIPTS)
def test_the_unit_tells_the_team_how_the_notice_was_made_known(received_on: date, due: str) -> None:
    city = served(received_on)
    assert city.owed("publication_report") == [Owed("town", due, "team")]
    city.do("town/contact", "document.published", {"medium": "board"}, subject="notice")
    assert len(city.owed("publication_report")) == 1, "publishing is not yet telling"
    day = received_on.isoformat()
    told = {"kind": "publication_report", "to": "@team", "place": "镇公告栏", "on": day, "text": "已公布"}
    city.do("town/contact", "report.submitted", told, within="inspection", name="told")
    assert city.owed("publication_report") == []
    assert (city.held("told")["place"], city.held("told")["on"]) == ("镇公告栏", day)
    assert city.keys["team"] in city.subject("told").readers


@clause("yiwu-11-33", effect="tracked")
def test_a_second_receipt_asks_for_no_second_answer() -> None:
    city = served(date(2015, 9, 24))
    city.play.on(date(2015, 9, 25))
    city.do("town/contact", "document.received", {"received_on": "2015-09-25"}, subject="notice")
    assert city.owed("publication_report") == [Owed("town", "2015-09-29", "team")]


@clause("yiwu-11-33", effect="tracked")
@pytest.mark.parametrize(("field", "said"), [("place", "公布地点、方式"), ("on", "公布日期")])
def test_the_unit_s_answer_says_where_and_when(field: str, said: str) -> None:
    told = {"kind": "publication_report", "to": "@team", "place": "公告栏", "on": "2015-09-25"}
    del told[field]
    city = served(date(2015, 9, 25))
    assert city.faults("town/contact", "report.submitted", told, within="inspection") == {
        field: f"请填写：{said}"
    }


# ---------------------------------------------------------------------------- step 7: the announcement


ANNOUNCEMENT = {
    "time": "10月至12月",
    "content": "补贴发放",
    "requirements": "如实反映",
    "phone": "0570-0000",
    "box": "第一组信箱",
}
OPEN = [
    pytest.param("phone_public", "phone", "yiwu-11-38 公告要写明联系电话：请填写：电话",
                 marks=clause("yiwu-11-38", effect="enforced"), id="phone"),
    pytest.param("box_public", "box", "yiwu-11-39 公告要写明专用信箱：请填写：信箱",
                 marks=clause("yiwu-11-39", effect="enforced"), id="box"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "field", "said"), OPEN)
def test_an_announcement_without_telephone_or_letter_box_is_not_published(
    rule: str, field: str, said: str
) -> None:
    publish = ("team/member", "document.published", {"medium": "board"})
    lacking = {name: value for name, value in ANNOUNCEMENT.items() if name != field}
    city = assigned().draft("announcement", **lacking).sign("announcement")
    assert city.why(rule, *publish, subject="announcement") == said
    city.do(
        "team/member", "document.drafted", {"kind": "announcement", **ANNOUNCEMENT}, subject="announcement"
    )
    city.sign("announcement").do("team/head", "document.issued", {"to": ["@town"]}, subject="announcement")
    city.do(*publish, subject="announcement")
    assert city.subject("announcement").state == "public"


LETTER = {"kind": "report", "channel": "letter", "subject": "补贴迟迟没有到账", "addressee": "team"}


@clause("yiwu-11-39", effect="enforced")
def test_what_comes_through_the_box_is_registered_under_its_channel() -> None:
    city = entered()
    city.do(
        "team/registrar", "complaint.received", LETTER | {"channel": "box"}, within="inspection", name="boxed"
    )
    assert city.held("boxed")["channel"] == "box"


@pytest.mark.parametrize("mode", ["open", "confidential", "anonymous"])
def test_reports_are_taken_from_the_announcement_on(mode: str) -> None:
    letter = ("team/registrar", "complaint.received", LETTER | {"mode": mode})
    city = assigned()
    assert (
        city.why("intake_opens", *letter, within="inspection")
        == "yiwu-11-40 公告发布后开始受理举报：还没有办：巡查公告（公布）"
    )
    city.announce().do(*letter, within="inspection", name="letter")
    assert city.held("letter")["mode"] == mode


def test_a_report_that_came_before_the_announcement_is_none_of_this_round() -> None:
    city = prepared()
    letter = ("team/registrar", "complaint.received", LETTER)
    early = {"within": "inspection", "occurred_on": date(2015, 9, 23)}
    assert (
        city.why("intake_opens", *letter, **early)
        == "yiwu-11-40 公告发布后开始受理举报：2015年9月24日才办“公布”，收到日期不能更早"
    )
    assert city.why("intake_opens", *letter, within="inspection") == ""


def test_a_unit_is_not_given_to_the_team_that_has_it_already() -> None:
    city = entered()
    again = ("office/clerk", "inspection.assigned", {"body": "@team"})
    assert city.faults(*again, subject="inspection") == {"body": "这个单位已经由这个组负责"}
