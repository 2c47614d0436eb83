"""What comes before what: receipts that begin periods, reports after the end, public texts after what they tell."""

from datetime import date
from typing import Any

import pytest

from tests.regulations.office import Owed
from tests.regulations.yiwu.city import City, assigned, ended, entered, fed_back, opened, prepared, reported

clause = pytest.mark.clause

FROM_FEEDBACK = ("rectification_report", "principal_report", "follow_up", "publish_feedback", "rectify")


def given() -> City:
    """The feedback was issued on 20 November 2015, and received by nobody yet."""
    return reported().dispose().refer().feed_back()


# ---------------------------------------------------------------------------- receipts that begin periods


@clause("yiwu-19-2", effect="tracked")
def test_the_month_runs_from_the_receipt_of_the_unit() -> None:
    city = given()
    assert [rule for rule in FROM_FEEDBACK if city.owed(rule)] == []
    city.receive_feedback()
    assert [rule for rule in FROM_FEEDBACK if city.owed(rule)] == list(FROM_FEEDBACK)
    # Friday 20 November 2015 and a month: 20 December is a Sunday.
    assert city.owed("rectification_report") == [Owed("town", "2015-12-21", "office")]
    city.do("town/contact", "document.received", {"received_on": city.today}, subject="feedback")
    assert len(city.owed("rectification_report")) == 1, "a second receipt begins no second month"


@clause("yiwu-11-32", effect="tracked")
def test_proof_of_delivery_begins_the_days_and_the_earlier_counts() -> None:
    city = prepared_with_notice_issued()
    city.play.on(date(2015, 9, 28))
    proof = {"to": "@town", "received_on": "2015-09-24", "medium": "paper"}
    city.do("team/member", "document.delivered", proof, subject="notice")
    # Three working days after Thursday 24 September: 25, 28 and 29.
    assert city.owed("publish_notice") == [Owed("town", "2015-09-29", "team")]
    city.do("town/principal", "document.received", {"received_on": "2015-09-28"}, subject="notice")
    assert [owed.when for owed in city.owed("publish_notice")] == ["2015-09-29"]


@clause("yiwu-11-33", effect="tracked")
def test_a_delivery_proved_later_moves_the_days_forward() -> None:
    city = prepared_with_notice_issued()
    city.play.on(date(2015, 9, 28))
    city.do("town/principal", "document.received", {"received_on": "2015-09-28"}, subject="notice")
    assert [owed.when for owed in city.owed("publication_report")] == ["2015-10-08"]
    proof = {"to": "@town", "received_on": "2015-09-24"}
    city.do("team/member", "document.delivered", proof, subject="notice")
    assert [owed.when for owed in city.owed("publication_report")] == ["2015-09-29"]
    assert len(city.owed("publish_notice")) == 1


def prepared_with_notice_issued() -> City:
    return assigned().prepare()


def test_a_delivery_is_proved_by_who_issued_it() -> None:
    city = prepared_with_notice_issued()
    proof = ("document.delivered", {"to": "@town", "received_on": "2015-09-24"})
    [refusal] = city.refused("town/principal", *proof, subject="notice")
    assert refusal.rule == "may"
    assert city.refused("team/member", *proof, subject="notice") == ()


# ---------------------------------------------------------------------------- the report

TEXT = {"course": "经过", "problems": "补贴滞留", "causes": "监管不力", "advice": "补发"}


@clause("yiwu-16-1", effect="tracked")
def test_a_report_drafted_before_the_end_is_done_when_it_is_sent() -> None:
    city = entered().find().draft("inspection_report", "team/head", **TEXT).sign("inspection_report")
    city.meet("inspection_report")
    send = {"kind": "inspection_report", "to": "@office", "document": "@inspection_report"}
    asked = ("report_after_end", "team/head", "report.submitted", send)
    said = "yiwu-16-1 巡查工作结束后才报送巡查报告：还没有办：结束巡查"
    assert city.why(*asked, within="inspection") == said
    city.end()
    assert len(city.owed("write_report")) == 1
    assert city.why(*asked, within="inspection") == ""
    city.do("team/head", "report.submitted", send, within="inspection")
    assert (city.owed("write_report"), city.owed("send_report")) == ([], [])


@pytest.mark.parametrize(
    ("kind", "rule", "said"),
    [
        ("inspection_report", "report_is_the_report", "yiwu-16-1 报送的文稿是巡查报告：还没有写明依据哪一件"),
        ("special_report", "special_is_special", "yiwu-6-8 报送的文稿是专题报告：还没有写明依据哪一件"),
        ("team_plan", "filed_is_the_plan", "yiwu-11-26 备案的文稿是工作计划：还没有写明依据哪一件"),
    ],
)
def test_what_is_sent_is_a_paper_of_its_kind(kind: str, rule: str, said: str) -> None:
    city = ended().draft("other_material", name="other", text="材料")
    city.draft("special_report", text="专题").draft("inspection_report", "team/head", **TEXT)
    asked = (rule, "team/head", "report.submitted")
    send = {"kind": kind, "to": "@office"}
    assert city.why(*asked, send | {"document": "@other"}, within="inspection") == said
    assert city.why(*asked, send | {"document": f"@{kind}"}, within="inspection") == ""


@clause("yiwu-17-1", effect="tracked")
def test_the_group_s_hearing_is_not_the_office_s() -> None:
    city = reported()
    hearing = {"kind": "hearing", "at": city.today, "items": [{"text": "听取汇报"}]}
    city.do("group/leader", "meeting.held", hearing, within="inspection")
    assert len(city.owed("hear_team")) == 1
    city.do("office/director", "meeting.held", hearing, within="inspection")
    assert city.owed("hear_team") == []


@clause("yiwu-17-2", effect="tracked")
def test_each_clue_is_classed_once_however_often_the_report_is_sent() -> None:
    city = reported()
    assert len(city.owed("propose_class")) == 1
    send = {"kind": "inspection_report", "to": "@office", "document": "@report"}
    city.do("team/head", "report.submitted", send, within="inspection")
    assert (len(city.owed("propose_class")), len(city.owed("hear_team"))) == (1, 1)
    city.lead("late_clue")
    [late] = city.duties("propose_class_of_late_clue")
    assert late.stream == city.keys["late_clue"]
    city.do("office/clerk", "disposition.proposed", {"class": "other"}, subject="late_clue")
    assert city.owed("propose_class_of_late_clue") == []


@clause("yiwu-17-2", effect="tracked")
def test_a_clue_handed_over_early_is_classed_no_more() -> None:
    city = entered().lead().lead("left")
    city.draft_referral("early_discipline", "clue", "discipline", by="team/head").approve(
        "early_transfer", "referral"
    )
    city.do("team/head", "referral.sent", {}, subject="referral")
    city.end().report()
    assert [duty.stream for duty in city.duties("propose_class")] == [city.keys["left"]]


# ---------------------------------------------------------------------------- feedback


@clause("yiwu-18-2", effect="tracked")
def test_an_approval_given_anew_opens_nothing_twice() -> None:
    city = reported().dispose().refer().draft("feedback", items=["@finding"], state="情况").sign("feedback")
    city.approve("feedback", "feedback")
    city.do(
        "team/member",
        "document.drafted",
        {"kind": "feedback", "items": ["@finding"], "state": "补充"},
        subject="feedback",
    )
    city.sign("feedback").approve("feedback", "feedback")
    for rule in ("feed_back_leadership", "feed_back_principal", "inform_leaders"):
        assert len(city.owed(rule)) == 1


@clause("yiwu-18-1", effect="enforced")
def test_feedback_is_not_published_before_it_is_signed_approved_and_given() -> None:
    city = reported().dispose().refer().draft("feedback", items=["@finding"], state="情况")
    publish = ("team/member", "document.published", {"medium": "website"})
    assert city.why("published_once_cleared", *publish, subject="feedback") == (
        "base-5 没有签批、审核或者印发的稿子不能公布：现在是“草稿”，要到“已签批、已审核、已制发、已收到、已公布”才能办"
    )
    assert city.why("feedback_given_first", *publish, subject="feedback") == (
        "yiwu-6-9 yiwu-18-1 没有签批、批准、送达的反馈意见不能公布："
        "组长还没有签这一稿；这一稿还没有经巡查办批准；还没有办：制发、送达"
    )
    assert fed_back().why("feedback_given_first", *publish, subject="feedback") == ""
    assert fed_back().why("published_once_cleared", *publish, subject="feedback") == ""


PUBLIC = [
    ("public_entry", "public_in_order", prepared, entered,
     "yiwu-21-1 进驻以后才公开进驻情况：还没有办：进驻"),
    ("public_feedback", "given_before_public", given, fed_back,
     "yiwu-21-2 先向单位反馈，再公开反馈情况：还没有办：反馈意见（签收）"),
    ("public_rectification", "rectified_before_public", fed_back, lambda: fed_back().rectify(),
     "yiwu-21-3 单位报送整改情况以后，才公开整改情况：还没有办：整改情况报告（报送）"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "rule", "early", "late", "said"), PUBLIC)
def test_what_is_made_public_has_taken_place(kind: str, rule: str, early: Any, late: Any, said: str) -> None:
    asked = (rule, "team/member", "document.published", {"medium": "website"})
    assert early().draft(kind, content="公开内容").why(*asked, subject=kind) == said
    assert late().draft(kind, content="公开内容").why(*asked, subject=kind) == ""


# ---------------------------------------------------------------------------- smaller ones


def test_evidence_is_a_file_or_a_paper_that_is_kept() -> None:
    city = fed_back()
    asked = ("town/contact", "evidence.added")
    sheet = {"what": "签收表", "dated": "2015-11-20"}
    assert city.faults(*asked, sheet, subject="finding") == {"file": "请填写：材料"}
    kept = sheet | {"file": {"number": "1号", "place": "财政所", "keeper": "何其安"}}
    assert city.refused(*asked, kept, subject="finding") == ()


@clause("base-7", effect="enforced")
def test_who_sent_a_report_does_not_receive_it() -> None:
    city = reported()
    fields = {
        "kind": "liaison_report",
        "to": "@office",
        "important_work": "谈话",
        "experience": "无",
        "about_unit": "无",
    }
    city.do("team/reporter", "report.submitted", fields, within="inspection", name="sent")
    asked = ("addressee_only", "report.received", {"medium": "system"})
    assert city.why(asked[0], "office/clerk", *asked[1:], subject="sent") == ""
    said = "base-7 只有收件单位能签收：只有收件单位能办这一步"
    assert city.why(asked[0], "team/reporter", *asked[1:], subject="sent") == said


@clause("yiwu-3-22", effect="produced")
def test_a_report_to_the_committee_says_something() -> None:
    city = opened()
    asked = ("committee_report_says_something", "group", "report.submitted")
    empty = {"kind": "committee_report", "to": "@committee"}
    said = "yiwu-3-22 yiwu-4-4 工作报告要有正文、文稿或者附件：请填写：内容"
    assert city.why(*asked, empty, within="round") == said
    assert city.why(*asked, empty | {"text": "半年情况"}, within="round") == ""
    asked = (asked[0], "office/clerk", "report.submitted")
    to_group = {"kind": "group_report", "to": "@group"}
    assert city.why(*asked, to_group, within="round") == said
    assert city.why(*asked, to_group | {"text": "半年情况"}, within="round") == ""


@clause("yiwu-24-15", effect="recorded")
@pytest.mark.parametrize(
    ("kind", "addressee", "by", "rule", "said"),
    [
        ("about_team_office", "office", "office/director", "register_of_office",
         "yiwu-24-15 yiwu-25-11 向巡查办反映巡查人员和打击报复的，误登由巡查办作废，巡查组不经手：这件事由巡查办办理"),
        ("retaliation", "office", "office/director", "register_of_office",
         "yiwu-24-15 yiwu-25-11 向巡查办反映巡查人员和打击报复的，误登由巡查办作废，巡查组不经手：这件事由巡查办办理"),
        ("about_team_group", "leading_group", "group/leader", "register_of_group",
         "yiwu-24-14 向领导小组反映巡查人员的，误登由领导小组作废，巡查组不经手：这件事由领导小组办理"),
    ],
)  # fmt: skip
def test_a_report_about_team_staff_is_not_voided_by_the_team(
    kind: str, addressee: str, by: str, rule: str, said: str
) -> None:
    city = entered()
    letter = {"kind": kind, "channel": "letter", "subject": "反映组员", "addressee": addressee}
    city.do(by, "complaint.received", letter, within="inspection", name="about")
    void = ("matter.withdrawn", {"text": "重复登记"})
    assert city.why(rule, "team/head", *void, subject="about") == said
    assert city.refused(by, *void, subject="about") == ()


@clause("yiwu-13-3", effect="enforced")
def test_the_office_voids_nothing_that_the_team_registered() -> None:
    city = entered().find().complain()
    void = ("matter.withdrawn", {"text": "误登"})
    said = "yiwu-13-3 巡查组登记的问题、线索、检查和信访，由巡查组作废：这件事由巡查组办理"
    for name in ("finding", "complaint"):
        assert city.why("own_register", "office/director", *void, subject=name) == said
        assert city.why("own_register", "team/head", *void, subject=name) == ""


# ---------------------------------------------------------------------------- periods


@clause("yiwu-3-15", effect="tracked")
def test_two_rounds_in_one_year_owe_one_annual_plan() -> None:
    city = opened().tick("annual_plan", "2015").tick("report_to_committee", "2015-H2")
    fields = {"kind": "round", "title": "第二轮巡查", "starts_on": "2015-10-08"}
    city.play.on(date(2015, 10, 8))
    first = city.keys["round"]
    city.do("office/clerk", "campaign.opened", fields, name="round")
    city.tick("annual_plan", "2015").tick("report_to_committee", "2015-H2")
    assert (len(city.owed("annual_plan")), len(city.owed("report_to_committee"))) == (1, 1)
    report = {"kind": "committee_report", "to": "@committee", "text": "半年情况"}
    city.do("group", "report.submitted", report, within="round")
    assert city.owed("report_to_committee") == [], "a report in either round is the report"
    city.keys["round"] = first
    city.play.on(date(2016, 1, 4))
    city.tick("annual_plan", "2016")
    assert [owed.when for owed in city.owed("annual_plan")] == ["2015-12-31", "2016-12-31"]


@clause("yiwu-28-2", effect="tracked")
def test_a_team_owes_no_report_for_the_weeks_before_it_was_formed() -> None:
    city = opened()
    city.play.on(date(2015, 9, 29))
    team = {"kind": "team", "title": "第一组"}
    city.do("office/clerk", "body.formed", team, within="round", name="team")
    city.tick("liaison_report", "2015-W39")
    assert city.owed("liaison_report") == []
    city.tick("liaison_report", "2015-W40")
    assert city.owed("liaison_report") == [Owed("team", "2015-10-04", "office")]


# ---------------------------------------------------------------------------- what is to be signed for


@clause("yiwu-11-28", effect="produced")
def test_a_notice_is_on_the_unit_s_desk_until_it_is_signed_for() -> None:
    city = prepared_with_notice_issued()
    assert city.owed("sign_for") == [Owed("town", "未定", "team")]
    city.receive_notice()
    assert city.owed("sign_for") == []


@clause("yiwu-17-4", effect="enforced")
def test_a_referral_is_on_the_receiver_s_desk_until_it_is_received() -> None:
    city = reported().dispose()
    city.draft_referral("discipline", "clue", "discipline")
    assert city.owed("take_referral") == []
    city.do("office/clerk", "referral.sent", {}, subject="referral")
    assert city.owed("take_referral") == [Owed("discipline", "未定", "office")]
    city.do("discipline/contact", "referral.received", {"received_on": city.today}, subject="referral")
    assert city.owed("take_referral") == []


@pytest.mark.parametrize("rule", FROM_FEEDBACK)
def test_proof_of_delivery_begins_what_receipt_begins(rule: str) -> None:
    city = given()
    assert len(city.owed("sign_for")) == 1
    proof = {"to": "@town", "received_on": city.today}
    city.do("team/member", "document.delivered", proof, subject="feedback")
    assert len(city.owed(rule)) == 1
    assert city.owed("sign_for") == []
    city.receive_feedback()
    assert len(city.owed(rule)) == 1


DELIVERED = [
    ("publish_notice", "notice", Owed("town", "2015-09-29", "team")),
    ("publication_report", "notice", Owed("town", "2015-09-29", "team")),
    ("rectify", "feedback", Owed("town/principal", "未定", "team")),
    ("rectification_report", "feedback", Owed("town", "2015-12-21", "office")),
    ("principal_report", "feedback", Owed("town/principal", "2015-12-21", "office")),
    ("follow_up", "feedback", Owed("office", "未定", "team")),
    ("publish_feedback", "feedback", Owed("team", "未定")),
]


@pytest.mark.parametrize(("rule", "paper", "owed"), DELIVERED)
def test_what_a_proved_delivery_begins_is_owed_by_the_right_one_to_the_day(
    rule: str, paper: str, owed: Owed
) -> None:
    city = prepared_with_notice_issued() if paper == "notice" else given()
    prove = ("team/member", "document.delivered")
    city.do(*prove, {"to": "@bureau", "received_on": city.today}, subject=paper)
    assert city.owed(rule) == [], "a copy that reached another begins nothing"
    city.do(*prove, {"to": "@town", "received_on": city.today}, subject=paper)
    assert city.owed(rule) == [owed]
    city.do(*prove, {"to": "@town", "received_on": city.today}, subject=paper)
    assert city.owed(rule) == [owed], "proved twice, begun once"


@clause("yiwu-18-2", effect="tracked")
def test_a_paper_issued_again_is_not_to_be_signed_for_twice() -> None:
    city = prepared_with_notice_issued()
    city.issue_notice()
    assert city.owed("sign_for") == [Owed("town", "未定", "team")]
    proof = {"to": "@town", "received_on": city.today}
    city.do("team/member", "document.delivered", proof, subject="notice")
    assert city.owed("sign_for") == []


def test_a_referral_objected_to_is_signed_for_no_more() -> None:
    city = reported().dispose()
    city.draft_referral("discipline", "clue", "discipline")
    city.do("office/clerk", "referral.sent", {}, subject="referral")
    assert len(city.owed("take_referral")) == 1
    city.do("discipline/contact", "referral.objected", {"text": "不属职责"}, subject="referral")
    assert city.owed("take_referral") == []


@clause("yiwu-11-33", effect="tracked")
def test_proof_of_delivery_of_the_notice_begins_the_report_on_its_publication() -> None:
    city = prepared_with_notice_issued()
    proof = {"to": "@town", "received_on": city.today}
    city.do("team/member", "document.delivered", proof, subject="notice")
    assert city.owed("publication_report") == [Owed("town", "2015-09-29", "team")]


def test_advice_and_feedback_are_signed_for() -> None:
    text = {"strongly_voiced": "多人", "plainly_wrong": "办法", "soon_solvable": "可以", "proposal": "补发"}
    for how in ("document.delivered", "document.received"):
        city = entered().draft("handling_advice", **text).sign("handling_advice")
        city.approve("handling_advice", "handling_advice")
        city.do("team/head", "document.issued", {"to": ["@town"]}, subject="handling_advice")
        assert len(city.owed("sign_for")) == 1
        by = "team/member" if how == "document.delivered" else "town/principal"
        to = {"to": "@town"} if how == "document.delivered" else {}
        city.do(by, how, {"received_on": city.today, **to}, subject="handling_advice")
        assert (city.owed("sign_for"), len(city.owed("answer_advice"))) == ([], 1)


def test_an_unsigned_announcement_is_not_published() -> None:
    text = {"time": "10月", "content": "补贴", "requirements": "如实", "phone": "0579", "box": "信箱"}
    city = assigned().draft("announcement", **text)
    asked = ("head_signs", "team/member", "document.published", {"medium": "board"})
    assert city.why(*asked, subject="announcement").endswith("：组长还没有签这一稿")
    assert city.sign("announcement").why(*asked, subject="announcement") == ""
