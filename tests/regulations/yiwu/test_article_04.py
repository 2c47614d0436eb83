"""Article 4: the inspection office, what it passes on, follows up and keeps."""

from datetime import date

import pytest

from tests.regulations.office import Owed
from tests.regulations.yiwu.city import SIGNED_FOR, City, entered, new_city, opened, rectified
from xuncha.core.facts.rows import Seat

clause = pytest.mark.clause


@clause("yiwu-4-1", effect="enforced")
def test_there_is_one_office_and_no_second() -> None:
    city = new_city()
    second = ("office/director", "body.formed", {"kind": "office", "title": "第二巡查办"})
    assert city.why("one_office", *second) == "yiwu-4-1 领导小组下只设一个巡查办：已经有巡查办"
    city.do("office/director", "body.stood_down", {"on": "2015-09-24"}, subject="office")
    city.do(*second)  # once the old one is stood down, a new one may be set up


@clause("yiwu-4-1", effect="enforced")
@pytest.mark.parametrize("for_act", ["early_transfer", "feedback"])
def test_the_office_gives_the_approvals_that_the_text_asks_of_it(for_act: str) -> None:
    city = entered().find()
    city.do("team/head", "approval.requested", {"for_act": for_act, "to": "office"}, subject="finding")
    assert (
        city.why("may", "town/principal", "approval.given", {"for_act": for_act}, subject="finding")
        == "yiwu-2-3 “批准”不由您现在的岗位办理：可以办的是：领导小组、巡查办、纪检监察组织"
    )
    city.do("office/director", "approval.given", {"for_act": for_act}, subject="finding")


def test_the_office_names_the_body_that_hosts_it() -> None:
    city = new_city()
    city.do("office/director", "body.changed", {"host": "@party"}, subject="office")
    assert city.held("office")["host"] == str(city.keys["party"])


def test_the_office_has_one_director_bound_to_the_post() -> None:
    city = new_city()
    second = ("office/clerk", "seat.filled", {"seat": "director", "person": "@乔木森"})
    assert (
        city.why("director", *second, subject="office")
        == "yiwu-4-3 巡查办主任只有 1 个岗位，已经有人：先办离任，再任新人"
    )
    post = city.play.scheme.roles["director"].post
    assert post is not None
    assert post.zh == "市纪委副书记、监察局局长"
    assert city.by("office", "director").person == city.keys["林若舟"]


def test_a_suggestion_to_the_group_keeps_its_answer() -> None:
    city = opened().ask(
        "suggestion", by="office/director", to="group", within="round", title="增加一轮专项巡查"
    )
    city.answer("suggestion", by="group/leader")
    assert city.subject("suggestion").title == "增加一轮专项巡查"
    assert city.held("suggestion", "request.answered")["text"] == "已办"


# ---------------------------------------------------------------------------- what the office owes


def pass_on(city: City, decision: str) -> City:
    """A notice of one decision, drafted and issued."""
    notice = {"kind": "decision_notice", "decision": f"@{decision}", "text": "请贯彻"}
    city.do("office/clerk", "document.drafted", notice, within="round", name="passed_on")
    city.do("office/clerk", "document.issued", {"to": ["@town"]}, subject="passed_on")
    return city


@clause("yiwu-4-6", effect="tracked")
@pytest.mark.parametrize("question", ["planning", "annual_plan", "stage", "other"])
def test_a_decision_of_the_group_is_passed_on_by_the_office(question: str) -> None:
    city = opened().resolve("group", question)
    assert city.owed("pass_on_decision") == [Owed("office", "未定", "group")]
    notice = {"kind": "decision_notice", "decision": "@decision", "text": "请贯彻"}
    city.do("office/clerk", "document.drafted", notice, within="round", name="passed_on")
    assert len(city.owed("pass_on_decision")) == 1, "a draft passes nothing on"
    city.do("office/clerk", "document.issued", {"to": ["@town"]}, subject="passed_on")
    assert city.owed("pass_on_decision") == []


@clause("yiwu-4-6", effect="tracked")
def test_a_notice_passes_on_the_decision_it_names_and_no_other() -> None:
    city = opened().resolve("group", "stage", name="stage").resolve("group", "other", name="other")
    pass_on(city, "other")
    [left] = city.duties("pass_on_decision")
    assert left.opened_by == city.play.book.get("act", city.keys["stage"]).position


@clause("yiwu-4-6", effect="tracked")
def test_a_decision_of_the_city_committee_is_not_the_group_s_to_pass_on() -> None:
    assert opened().resolve("committee", "other").owed("pass_on_decision") == []


@clause("yiwu-4-10", effect="tracked")
def test_a_reminder_is_owed_an_answer_by_the_team() -> None:
    city = entered().ask("reminder", by="office/director", to="team").find()
    assert city.owed("answer_reminder") == [Owed("team", "未定", "office")]
    city.do(
        "team/head",
        "evidence.added",
        {"what": "说明", "dated": "2015-10-12", "file": SIGNED_FOR},
        subject="reminder",
    )
    assert len(city.owed("answer_reminder")) == 1, "a paper beside it is no answer"
    city.answer("reminder", by="team/head")
    assert city.owed("answer_reminder") == []
    assert city.held("reminder", "request.answered")["text"] == "已办"


def test_a_team_sends_no_reminder() -> None:
    fields = {"kind": "reminder", "to": "@office", "title": "催办", "text": "请办"}
    assert (
        entered().why("may", "team/head", "request.made", fields, within="inspection")
        == "yiwu-2-3 “请求、请示”不由您现在的岗位办理：可以办的是：巡查办"
    )


@clause("yiwu-4-11", effect="tracked")
@pytest.mark.parametrize("by", ["group", "committee"])
@pytest.mark.parametrize("question", ["planning", "annual_plan", "stage", "other"])
def test_a_decision_is_followed_up_by_the_office_until_done(by: str, question: str) -> None:
    city = opened().resolve(by, question)
    assert city.owed("follow_decision") == [Owed("office", "未定", by)]
    city.ask("follow_up", by="office/director", to="town", within="round", decision="@decision")
    assert len(city.owed("follow_decision")) == 1
    city.do("office/director", "request.closed", {}, subject="follow_up")
    assert city.owed("follow_decision") == []


@clause("yiwu-4-11", effect="tracked")
def test_closing_one_follow_up_leaves_the_other_decision_open() -> None:
    city = opened().resolve("group", "stage", name="stage").resolve("group", "other", name="other")
    city.ask("follow_up", by="office/director", to="town", within="round", decision="@other")
    city.do("office/director", "request.closed", {}, subject="follow_up")
    [left] = city.duties("follow_decision")
    assert left.opened_by == city.play.book.get("act", city.keys["stage"]).position


@clause("yiwu-4-11", effect="tracked")
def test_a_follow_up_names_its_decision() -> None:
    fields = {"kind": "follow_up", "to": "@town", "title": "督办", "text": "请办"}
    assert opened().faults("office/director", "request.made", fields, within="round") == {
        "decision": "请填写：督办的决定"
    }


@clause("yiwu-4-16", effect="tracked")
def test_a_staffing_problem_is_settled_by_the_office_promptly() -> None:
    city = entered().ask("staffing", title="缺一名财务人员").ask("assessment")
    assert city.owed("settle_staffing") == [Owed("office", "及时", "team")]
    city.answer("assessment")
    assert len(city.owed("settle_staffing")) == 1, "the answer to another request settles nothing"
    city.answer("staffing")
    assert city.owed("settle_staffing") == []


@clause("yiwu-4-19", effect="tracked")
def test_a_task_from_the_group_stays_with_the_office_until_closed() -> None:
    city = opened().ask("task", by="group/leader", to="office", within="round")
    assert city.owed("group_task") == [Owed("office", "未定", "group")]
    city.answer("task")
    assert len(city.owed("group_task")) == 1, "an answer is not yet the end of it"
    city.do("office/director", "request.closed", {}, subject="task")
    assert city.owed("group_task") == []


@clause("yiwu-4-19", effect="tracked")
def test_a_task_that_the_group_gave_to_somebody_else_is_none_of_the_office() -> None:
    city = entered().ask("task", by="group/leader", to="team")
    assert [owed for owed in city.owed("group_task") if owed.by == "office"] == []


@clause("yiwu-4-19", effect="tracked")
@pytest.mark.parametrize("by", ["office/director", "team/head"])
def test_a_task_of_the_group_comes_from_above_only(by: str) -> None:
    fields = {"kind": "task", "to": "@office", "title": "任务", "text": "请办"}
    assert (
        entered().why("may", by, "request.made", fields, within="round")
        == "yiwu-2-3 “请求、请示”不由您现在的岗位办理：可以办的是：市委、领导小组"
    )


# ---------------------------------------------------------------------------- what the office keeps


def archived() -> City:
    none = {"complaint_sheets": 0, "handling_sheets": 0, "talks": 0}
    return rectified().close_out().make_public().archive(**none)


LATE = {"lines": [{"kind": "rectification", "n": 1}]}


@clause("yiwu-4-18", effect="enforced")
def test_only_the_office_adds_to_the_archive_after_hand_over() -> None:
    city = archived()
    assert (
        city.why("one_custodian", "team/reporter", "volume.supplemented", LATE, subject="volume")
        == "yiwu-4-18 归档以后，只有巡查办能补充：这件事由巡查办办理"
    )
    city.do("office/clerk", "volume.supplemented", LATE, subject="volume")
    assert city.subject("volume").state == "kept"


@clause("yiwu-4-18", effect="enforced")
def test_the_team_writes_nothing_more_once_it_handed_its_archive_over() -> None:
    before, after = rectified(), archived()
    finding = (
        "team/member",
        "finding.recorded",
        {"title": "又一个", "fields": ["field1"], "source": "paper", "text": "情况"},
    )
    assert before.why("one_matter", *finding, within="inspection") == ""
    assert (
        after.why("one_matter", *finding, within="inspection")
        == "yiwu-5-15 一事一授权：只对授权写明的单位：本组的授权不包括柳塘镇，或者已经到期"
    )


# ---------------------------------------------------------------------------- people and rules


def test_a_working_rule_is_kept_with_its_day_and_who_adopted_it() -> None:
    city = opened()
    city.do(
        "office/director",
        "rule.adopted",
        {"kind": "working_rule", "title": "信访登记办法", "from_on": "2015-10-01"},
        within="office",
        name="rule",
    )
    held = city.held("rule")
    assert (held["kind"], held["_"]["on"], held["_"]["seat"]) == ("working_rule", "2015-09-24", "director")


@pytest.mark.parametrize("kind", ["assessment", "supervision"])
def test_a_note_on_team_staff_stands_with_the_person_and_is_written_by_people(kind: str) -> None:
    city = entered()
    note = {"kind": kind, "on": "2015-10-12", "text": "工作认真"}
    city.do("office/clerk", "activity.logged", note, subject="许知微")
    held = city.held("许知微", "activity.logged")
    assert (held["kind"], held["text"]) == (kind, "工作认真")
    assert city.keys["team"] not in city.subject("许知微").readers


def test_a_supervision_note_is_not_written_where_the_own_team_reads_it() -> None:
    note = {"kind": "supervision", "on": "2015-10-12", "text": "工作认真"}
    assert (
        entered().why("supervision_with_person", "office/clerk", "activity.logged", note, subject="team")
        == "yiwu-4-14 监督记录写在本人名下，本组看不到：请到人员的页上办"
    )


def test_an_activity_that_is_not_on_the_list_is_refused() -> None:
    note = {"kind": "score", "on": "2015-10-12", "who": ["@许知微"]}
    assert "kind" in entered().faults("office/clerk", "activity.logged", note, subject="team")


def test_a_training_says_who_took_part() -> None:
    city = entered()
    present = city.held("training")["present"]
    assert str(city.keys["许知微"]) in present
    assert str(city.keys["乔木森"]) not in present


def test_the_staff_register_holds_seat_home_unit_and_days() -> None:
    city = entered()
    held: Seat = city.by("team", "member")
    assert (held.person, held.home_unit, held.since) == (
        city.keys["许知微"],
        city.keys["party"],
        date(2015, 9, 24),
    )
    city.do("office/clerk", "seat.vacated", {"seat": "member", "person": "@许知微"}, subject="team")
    assert city.play.book.get("seat", held.id).until == date(2015, 10, 12)


REPORTS_TO_THE_GROUP = {
    "work_state_group": {"period": "2015年下半年", "state": "已巡查一个镇"},
    "rectification_state": {"state": "柳塘镇已补发"},
}


@clause("yiwu-4-4", effect="produced")
@pytest.mark.parametrize("kind", REPORTS_TO_THE_GROUP)
def test_the_office_s_reports_of_work_and_rectification_are_issued_to_the_group_alone(kind: str) -> None:
    city = opened()
    report = {"kind": kind, **REPORTS_TO_THE_GROUP[kind]}
    city.do("office/clerk", "document.drafted", report, within="round", name="paper")
    asked = ("group_paper", "office/clerk", "document.issued")
    said = "yiwu-4-4 yiwu-20-2 向领导小组的工作报告、整改情况报告送领导小组：这一件不送{}，应送：领导小组"
    for party, name in (("committee", "市委"), ("town", "柳塘镇")):
        assert city.why(*asked, {"to": [f"@{party}"]}, subject="paper") == said.format(name)
    city.do("office/clerk", "document.issued", {"to": ["@group"]}, subject="paper")
    assert city.subject("paper").state == "issued"


@clause("yiwu-4-4", effect="produced")
def test_a_report_to_the_group_without_text_paper_or_file_says_nothing() -> None:
    city = opened()
    report = {"kind": "group_report", "to": "@group"}
    asked = ("committee_report_says_something", "office/clerk", "report.submitted")
    said = "yiwu-3-22 yiwu-4-4 工作报告要有正文、文稿或者附件：请填写：内容"
    assert city.why(*asked, report, within="round") == said
    assert city.why(*asked, report | {"proof": SIGNED_FOR}, within="round") == ""
    city.do("office/clerk", "report.submitted", report | {"text": "一个镇已巡查"}, within="round")


@clause("yiwu-4-16", effect="tracked")
@pytest.mark.parametrize("kind", ["staffing", "staff_change", "recusal", "reward"])
@pytest.mark.parametrize(("party", "name"), [("group", "领导小组"), ("organisation", "市委组织部")])
def test_what_the_team_proposes_about_its_people_goes_to_the_office(kind: str, party: str, name: str) -> None:
    city = entered()
    proposal = {"kind": kind, "title": "增派一人", "text": "财务人手不足", "person": "@许知微"}
    if kind == "recusal":
        proposal |= {"unit": "@town", "ground": "near_relative"}
    asked = ("staffing_to_office", "team/head", "request.made")
    assert city.why(*asked, proposal | {"to": f"@{party}"}, within="inspection") == (
        f"yiwu-4-16 yiwu-6-14 yiwu-6-15 yiwu-6-17 人员调配、调整、回避和奖惩的建议向巡查办提出：这一件不送{name}，应送：巡查办"
    )
    city.do("team/head", "request.made", proposal | {"to": "@office"}, within="inspection", name="asked")
    assert city.held("asked")["to"] == str(city.keys["office"])
