"""Days on forms: what has happened lies no later than today, and nothing is answered before it was asked."""

from datetime import date
from typing import Any

import pytest

from tests.regulations.yiwu.city import (
    SIGNED_FOR,
    City,
    fed_back,
    formed,
    opened,
    prepared,
    rectified,
    reported,
)
from xuncha.core.catalogue import CATALOGUE

clause = pytest.mark.clause

TO_COME = "日期还没有到"


@pytest.mark.parametrize(
    ("act", "fields", "where", "field"),
    [
        ("meeting.held", {"kind": "discussion", "at": "2015-11-21", "items": [{"text": "座谈"}]},
         {"by": "team/head", "within": "inspection"}, "at"),
        ("document.issued", {"to": ["@town"], "talk_on": "2015-11-21", "talk_with": "镇党委"},
         {"by": "team/head", "subject": "notice"}, "talk_on"),
        ("person.nominated", {"seat": "head", "person": "@许知微", "consulted_with": "discipline", "consulted_on": "2015-11-21"},
         {"by": "organisation/contact", "subject": "team"}, "consulted_on"),
        ("evidence.added", {"what": "签收表", "dated": "2015-11-21", "file": SIGNED_FOR}, {"by": "town/contact", "subject": "finding"}, "dated"),
        ("document.received", {"received_on": "2015-11-21"}, {"by": "town/principal", "subject": "feedback"}, "received_on"),
        ("rectification.progressed", {"text": "已办", "done_on": "2015-11-21"},
         {"by": "town/contact", "subject": "finding"}, "done_on"),
        ("activity.logged", {"kind": "attendance", "on": "2015-11-21"}, {"by": "office/clerk", "subject": "team"}, "on"),
    ],
)  # fmt: skip
def test_the_day_of_what_has_happened_is_not_still_to_come(
    act: str, fields: dict[str, Any], where: dict[str, str], field: str
) -> None:
    city, by = fed_back(), where.pop("by")
    assert city.faults(by, act, fields, **where) == {field: TO_COME}
    assert city.faults(by, act, fields | {field: "2015-11-20"}, **where) == {}


def test_a_verification_says_on_which_day_it_was_seen() -> None:
    seen = {"stage": "close_out", "passed": True, "seen_on": "2015-11-21", "text": "已到户"}
    asked = ("office/clerk", "rectification.verified")
    assert rectified().faults(*asked, seen, subject="finding") == {"seen_on": TO_COME}
    assert rectified().faults(*asked, seen | {"seen_on": "2015-11-20"}, subject="finding") == {}


def test_every_day_of_receipt_is_marked() -> None:
    fields = [entry.field("received_on") for entry in CATALOGUE.values()]
    assert all(field.happened for field in fields if field)


# ---------------------------------------------------------------------------- received, but not before it was sent


def test_a_paper_is_not_received_before_it_was_issued() -> None:
    city = prepared()
    city.play.on(date(2015, 9, 30))
    asked = ("town/principal", "document.received")
    assert city.faults(*asked, {"received_on": "2015-09-23"}, subject="notice") == {
        "received_on": "2015年9月24日才送出，收到不能更早"
    }
    assert city.faults(*asked, {"received_on": "2015-09-24"}, subject="notice") == {}


def test_a_referral_is_not_received_before_it_was_sent() -> None:
    city = reported().dispose()
    city.draft_referral("discipline", "clue", "discipline")
    city.do("office/clerk", "referral.sent", {}, subject="referral")
    asked = ("discipline/contact", "referral.received")
    assert city.faults(*asked, {"received_on": "2015-11-19"}, subject="referral") == {
        "received_on": "2015年11月20日才送出，收到不能更早"
    }
    assert city.faults(*asked, {"received_on": "2015-11-20"}, subject="referral") == {}


# ---------------------------------------------------------------------------- the days of a plan


def planned(city: City, **more: Any) -> dict[str, str]:
    fields = {"responsible_post": "主任", "measures": [{"what": "补发"}], **more}
    return city.faults("town/principal", "rectification.planned", fields, subject="finding")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"due": "2015-11-19"}, {"due": "整改期限不能早于制定的那一天"}),
        ({"due": "2015-11-20"}, {}),
        ({"measures": [{"what": "补发", "by": "2099-01-01"}]}, {"measures": "第 1 项：2099 年太远，请核对"}),
        ({"measures": [{"what": "补发", "by": "2015-11-19"}]}, {"measures": "第 1 项：计划完成的日子已经过去"}),
        ({"measures": [{"what": "补发", "by": "2015-11-19", "done_on": "2015-11-18"}]}, {}),
        ({"measures": [{"what": "补发"}, {"what": "公示", "by": "年底"}]},
         {"measures": "第 2 项：日期看不懂，请写成 2026-09-29"}),
        ({"measures": [{"what": "补发", "done_on": "2015-11-21"}]}, {"measures": "第 1 项：实际完成：日期还没有到"}),
        ({"measures": [{"what": "补发", "by": "2015-12-20", "done_on": "2015-11-20"}]}, {}),
    ],
)  # fmt: skip
def test_a_plan_is_for_days_to_come_and_says_what_was_done(
    more: dict[str, Any], said: dict[str, str]
) -> None:
    assert planned(fed_back(), **more) == said


# ---------------------------------------------------------------------------- asked, then answered


@clause("base-14", effect="enforced")
def test_an_approval_is_not_dated_before_it_was_asked_for() -> None:
    city = opened()
    fields = {"kind": "work_plan", "task": "了解", "units": ["@town"], "ways": ["talk"], "starts_on": "2015-09-24",
              "ends_on": "2015-12-31"}  # fmt: skip
    city.do("office/clerk", "document.drafted", fields, within="round", name="work_plan")
    city.play.on(date(2015, 9, 28))
    asked = {"for_act": "work_plan", "to": "leading_group"}
    city.do("office/clerk", "approval.requested", asked, subject="work_plan")
    given = ("answered_after_asking", "group", "approval.given", {"for_act": "work_plan"})
    assert city.why(*given, subject="work_plan", occurred_on=date(2015, 9, 25)) == (
        "base-14 批准不能早于报批：2015年9月28日才办“报批”，发生日期不能更早"
    )
    assert city.why(*given, subject="work_plan", occurred_on=date(2015, 9, 28)) == ""
    refused = (given[0], "group", "approval.refused", {"for_act": "work_plan", "text": "不妥"})
    assert city.why(*refused, subject="work_plan", occurred_on=date(2015, 9, 25)).startswith("base-14 ")
    assert city.why(*refused, subject="work_plan", occurred_on=date(2015, 9, 28)) == ""


@clause("yiwu-17-4", effect="enforced")
def test_a_disposition_is_not_decided_before_it_was_proposed() -> None:
    city = reported()
    city.do("office/clerk", "disposition.proposed", {"class": "cadre_breach"}, subject="clue")
    decided = ("decided_after_proposal", "group", "disposition.decided", {"class": "cadre_breach"})
    assert city.why(*decided, subject="clue", occurred_on=date(2015, 11, 19)) == (
        "yiwu-17-4 分类处置的决定不能早于分类处理意见：2015年11月20日才办“提出处置意见”，发生日期不能更早"
    )
    assert city.why(*decided, subject="clue") == ""


@clause("yiwu-5-10", effect="enforced")
def test_the_head_is_not_decided_on_before_being_nominated() -> None:
    city = formed()
    city.play.on(date(2015, 9, 28))
    fields = {"seat": "head", "person": "@许知微", "traits": ["non_leading"], "consulted_with": "discipline",
              "consulted_on": "2015-09-25"}  # fmt: skip
    city.do("organisation/contact", "person.nominated", fields, subject="team")
    decided = (
        "head_after_nomination",
        "committee",
        "decision.made",
        {"question": "team_head", "conclusion": "同意", "person": "@许知微"},
    )
    assert city.why(*decided, subject="team", occurred_on=date(2015, 9, 25)) == (
        "yiwu-5-10 研定组长人选不能早于提名：2015年9月28日才办“提名”，发生日期不能更早"
    )
    assert city.why(*decided, subject="team") == ""


# ---------------------------------------------------------------------------- verified, but not before it was reported


@clause("base-44", effect="enforced")
def test_a_problem_is_not_verified_before_it_was_fed_back_and_reported_as_done() -> None:
    city = rectified()
    city.play.on(date(2015, 11, 30))
    seen = {"stage": "close_out", "passed": True, "seen_on": "2015-11-30", "text": "已到户"}
    asked = ("office/clerk", "rectification.verified")
    said = city.why("verified_after_report", *asked, seen | {"seen_on": "2015-11-19"}, subject="finding")
    assert "2015年11月20日才办“报请销号”，核验日期不能更早" in said, said
    assert "2015年11月20日才办“反馈问题”" in said, said
    said = city.why("verified_after_report", *asked, seen, subject="finding", occurred_on=date(2015, 11, 19))
    assert "2015年11月20日才办“报请销号”，" in said, said
    city.do(*asked, seen | {"seen_on": "2015-11-20"}, subject="finding")


@clause("base-45", effect="enforced")
def test_a_verification_is_no_earlier_than_the_evidence_it_looks_at() -> None:
    city = fed_back()
    measures = [{"what": "补发到户", "by": "2015-12-20", "done_on": city.today}]
    plan = {"responsible_post": "农业服务中心主任", "measures": measures}
    city.do("town/principal", "rectification.planned", plan, subject="finding")
    city.do("town/principal", "rectification.reported", {"result": "全部补发"}, subject="finding")
    city.play.on(date(2015, 11, 30))
    paper = {"what": "签收表", "file": SIGNED_FOR}
    city.do("town/contact", "evidence.added", paper | {"dated": "2015-11-25"}, subject="finding")
    asked = ("office/clerk", "rectification.verified")
    seen = {"stage": "close_out", "passed": True, "seen_on": "2015-11-24", "text": "已到户"}
    on = {"subject": "finding", "occurred_on": date(2015, 11, 24)}
    said = city.why("verified_after_evidence", *asked, seen, **on)
    assert "“附佐证”的形成日期是2015年11月25日，核验日期不能更早" in said, said
    assert "“附佐证”的形成日期是2015年11月25日，发生日期不能更早" in said, said
    later = seen | {"seen_on": "2015-11-25"}
    assert city.why("verified_after_evidence", *asked, later, subject="finding") == ""
    city.do("town/contact", "evidence.added", paper, subject="finding")
    city.do("town/contact", "evidence.added", paper | {"dated": "2015-11-23"}, subject="finding")
    assert city.why("verified_after_evidence", *asked, seen, **on) == "", "one had come about by then"
    city.do(*asked, seen, **on)


@clause("base-44", effect="enforced")
def test_what_was_passed_is_verified_again_only_once_it_is_reopened() -> None:
    city = rectified()
    seen = {"stage": "close_out", "passed": True, "seen_on": "2015-11-20", "text": "已到户"}
    asked = ("office/clerk", "rectification.verified")
    city.do(*asked, seen | {"passed": False}, subject="finding")
    city.do(
        "town/principal",
        "rectification.planned",
        {"responsible_post": "主任", "measures": [{"what": "补发", "done_on": "2015-11-20"}]},
        subject="finding",
    )
    city.do("town/principal", "rectification.reported", {"result": "补发完毕"}, subject="finding")
    city.do(*asked, seen, subject="finding")
    assert "2015年11月20日已经核验通过" in city.why("verified_once", *asked, seen, subject="finding")
