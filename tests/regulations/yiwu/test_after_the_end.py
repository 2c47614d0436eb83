"""What ends with the inspection, and what begins anew when a problem that was struck off is reopened."""

from datetime import date
from typing import Any

import pytest

from tests.regulations.office import Owed
from tests.regulations.yiwu.city import SIGNED_FOR, City, entered

STAFF = ["@高望岚", "@许知微"]
HEAR: dict[str, Any] = {"method": "hear_report", "staff": STAFF}
PAPERS = {"kind": "papers", "to": "@town", "title": "账册", "text": "请提供", "material": "accounts"}
CLUE = {"title": "挪用", "about_posts": ["科长"], "managed_by": "unit_managed", "text": "涉嫌"}
SURVEY = {"kind": "survey", "questions": ["满意吗"], "from_on": "2015-10-12"}
LETTER: dict[str, Any] = {
    "kind": "report", "channel": "letter", "subject": "补贴没有到账", "concerns": ["leadership"], "addressee": "team",
}  # fmt: skip


def ended() -> City:
    """The inspection of the town ended on 20 November; it is the 23rd."""
    city = entered().end()
    city.play.on(date(2015, 11, 23))
    return city


@pytest.mark.parametrize(
    ("rule", "act", "fields", "what"),
    [
        ("methods_until_end", "check.recorded", HEAR, "巡查结束以后不再使用各种方式"),
        ("appraisal_until_end", "evaluation.opened", SURVEY, "巡查结束以后不再开展测评、问卷"),
        ("clues_until_end", "clue.recorded", CLUE, "巡查结束以后不再登记新的线索"),
        ("papers_until_end", "request.made", PAPERS, "巡查结束以后不再调阅材料、提请协助"),
    ],
)
def test_no_method_is_used_after_the_inspection_has_ended(
    rule: str, act: str, fields: dict[str, Any], what: str
) -> None:
    assert entered().refused("team/member", act, fields, within="inspection") == ()
    said = ended().why(rule, "team/member", act, fields, within="inspection")
    assert said == f"yiwu-12-1 {what}：2015年11月20日已办“结束巡查”；在那以前发生、现在补记的，发生日期写当天"


def test_what_was_done_before_the_end_is_entered_after_it_with_its_own_day() -> None:
    city = ended()
    city.do(
        "team/member",
        "check.recorded",
        HEAR,
        within="inspection",
        name="late",
        occurred_on=date(2015, 11, 20),
    )
    assert city.held("late")["_"]["on"] == "2015-11-20"


def test_following_the_rectification_up_is_not_a_method_and_goes_on() -> None:
    follow = {"method": "follow_up", "staff": ["@江予白"], "content": "实地了解"}
    assert ended().refused("office/clerk", "check.recorded", follow, within="inspection") == ()


def test_a_letter_that_comes_after_the_end_is_registered_with_a_reason_only() -> None:
    city = ended()
    assert (
        city.why("intake_ends", "team/registrar", "complaint.received", LETTER, within="inspection")
        == "yiwu-11-40 巡查结束以后一般不再受理举报：2015年11月20日已办“结束巡查”；在那以前发生、现在补记的，收到日期写当天"
    )
    city.do(
        "team/registrar",
        "complaint.received",
        LETTER,
        within="inspection",
        name="late",
        reason="邮戳为11月18日",
    )
    assert city.subject("late").number


def test_a_comment_that_comes_after_the_end_is_registered_with_a_reason_only() -> None:
    comment = LETTER | {"kind": "comment", "subject": "公开太简单"}
    asked = ("team/registrar", "complaint.received", comment)
    assert entered().why("intake_ends", *asked, within="inspection") == ""
    city = ended()
    assert (
        city.why("intake_ends", *asked, within="inspection")
        == "yiwu-11-40 巡查结束以后一般不再受理举报：2015年11月20日已办“结束巡查”；在那以前发生、现在补记的，收到日期写当天"
    )
    done = city.do(*asked, within="inspection", reason="对整改公开的意见")
    assert [one["rule"] for one in done.effects["reasoned"]] == ["intake_ends"]


def test_a_letter_received_before_the_end_and_entered_after_it_needs_no_reason() -> None:
    city = ended()
    city.do(
        "team/registrar",
        "complaint.received",
        LETTER,
        within="inspection",
        name="late",
        occurred_on=date(2015, 11, 19),
    )
    assert city.subject("late").state == "received"


# ------------------------------------------------------------------------------------------ reopened


def reopened() -> City:
    """A problem closed out, and reopened a month later."""
    city = struck_off()
    city.play.on(date(2016, 2, 1))
    city.do("office/clerk", "finding.reopened", {"text": "群众反映补贴又停发"}, subject="finding")
    return city


def struck_off() -> City:
    """A problem found, fed back, rectified and closed out."""
    city = entered()
    city.complain().settle_complaint().find().lead().end().report().dispose().refer().answer_referral()
    city.feed_back().receive_feedback().rectify().close_out()
    return city


def test_the_measures_of_the_closed_cycle_are_to_be_done_again() -> None:
    city = reopened()
    report = ("town/principal", "rectification.reported", {"result": "已恢复发放"})
    assert (
        city.why("measures_done", *report, subject="finding")
        == "base-4 销号前每项措施都已完成：1 项没有填：完成日期（补发到户）"
    )
    city.do(
        "town/contact",
        "rectification.progressed",
        {"measure": 1, "done_on": "2016-01-30", "text": "恢复发放"},
        subject="finding",
    )
    assert city.refused(*report, subject="finding") == ()


def test_the_evidence_of_the_closed_cycle_does_not_close_the_next() -> None:
    city = reopened()
    city.do(
        "town/contact",
        "rectification.progressed",
        {"measure": 1, "done_on": "2016-01-30", "text": "恢复发放"},
        subject="finding",
    )
    city.do("town/principal", "rectification.reported", {"result": "已恢复发放"}, subject="finding")
    seen = {"stage": "close_out", "passed": True, "seen_on": "2016-02-01", "text": "已恢复"}
    city.do("office/clerk", "rectification.verified", seen, subject="finding")
    close = ("office/clerk", "finding.closed", {})
    assert (
        city.why("evidence_dated", *close, subject="finding")
        == "base-4 销号要有写明形成日期的佐证：还差 1 份有形成日期的佐证"
    )
    city.do(
        "town/contact",
        "evidence.added",
        {"what": "发放表", "dated": "2016-01-30", "file": SIGNED_FOR},
        subject="finding",
    )
    city.do(*close, subject="finding")
    assert city.subject("finding").state == "closed"


def test_the_closed_cycle_is_kept_as_it_was() -> None:
    city = reopened()
    finding = city.subject("finding")
    assert finding.cycle == 2
    [before] = finding.facts["cycles"]
    assert before["cycle"] == 1
    assert before["measures"][0]["done_on"] == "2015-11-20"
    assert [one["what"] for one in before["evidence.added"]] == ["签收表"]
    assert "evidence.added" not in finding.facts


def test_the_unit_owes_the_rectification_again() -> None:
    assert struck_off().owed("carry_out_again") == []
    city = reopened()
    assert city.owed("carry_out_again") == [Owed("town", "按计划", "office")]
    again = {"measure": 1, "done_on": "2016-01-30", "text": "恢复发放"}
    city.do("town/contact", "rectification.progressed", again, subject="finding")
    city.do("town/principal", "rectification.reported", {"result": "已恢复发放"}, subject="finding")
    assert city.owed("carry_out_again") == []
