"""The product's own safeguards, kept under every regulation."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.regulations.yiwu.city import SIGNED_FOR, City, entered, fed_back, new_city, rectified, reported
from xuncha.core.acts.engine import asks_for, cleaned, refusals_of
from xuncha.core.acts.entering import not_enterable
from xuncha.core.dates.day_words import say_plain
from xuncha.core.facts.rows import NOBODY

clause = pytest.mark.clause


# ---------------------------------------------------------------------------- entering for another


def entering(for_whom: str, by: str, paper: str, **standing_in: Any) -> str:
    """What a person is told who enters a decision for another post, in a post of their own or standing in."""
    city = reported()
    party, _, seat = for_whom.partition("/")
    case = city.play.case(
        "disposition.decided",
        {"class": "other"},
        subject=city.keys["finding"],
        by=city.by(party, seat),
        paper=paper,
    )
    refusal = not_enterable(case, replace(city.by(*by.split("/")), **standing_in))
    return " ".join((*refusal.cite, refusal.what.zh)) if refusal else ""


@clause("base-1", effect="enforced")
def test_a_clerk_enters_for_the_leading_group_from_a_paper_only() -> None:
    assert entering("group/leader", "office/clerk", "") == "base-1 替别的岗位录入，须有文件为凭"
    assert entering("group/leader", "office/clerk", "  ") == "base-1 替别的岗位录入，须有文件为凭"
    assert entering("group/leader", "office/clerk", "巡领〔2015〕1号") == ""


@clause("base-1", effect="enforced")
def test_nobody_enters_for_a_body_that_the_scheme_does_not_name() -> None:
    assert entering("group/leader", "town/contact", "巡领〔2015〕1号") == "base-1 您的岗位不能替这个机构录入"


def test_who_stands_in_enters_from_paper_what_was_named_and_nothing_else() -> None:
    some = {"acting_for": reported().keys["高望岚"], "acts": ("finding.recorded",)}
    told = entering("group/leader", "office/clerk", "巡领〔2015〕1号", **some)
    assert told == "“决定处置”不在您代理的范围内"
    named = {**some, "acts": ("disposition.decided",)}
    assert entering("group/leader", "office/clerk", "巡领〔2015〕1号", **named) == ""


# ---------------------------------------------------------------------------- somebody else


APART = "办理人与前一环节是同一个，应当由另外的人办理"


@clause("base-2", effect="enforced")
@pytest.mark.parametrize("act", ["approval.given", "approval.refused"])
def test_who_asks_for_approval_does_not_give_it(act: str) -> None:
    city = reported()
    city.do(
        "office/director", "approval.requested", {"for_act": "feedback", "to": "office"}, subject="finding"
    )
    answer = {"for_act": "feedback", "text": "意见"}
    assert (
        city.why("approver_apart", "office/director", act, answer, subject="finding")
        == f"base-2 批准的人不能是报批的人：{APART}"
    )
    city.do("office/clerk", act, answer, subject="finding")


@clause("base-2", effect="enforced")
def test_who_asked_does_not_enter_the_approval_of_another_either() -> None:
    city = reported()
    city.do("office/clerk", "disposition.proposed", {"class": "cadre_breach"}, subject="clue")
    city.do(
        "office/clerk",
        "approval.requested",
        {"for_act": "disposition", "to": "leading_group"},
        subject="clue",
    )

    def refused_to_enter(person: str) -> list[str]:
        approval = {"for_act": "disposition"}
        where = {
            "subject": city.keys["clue"],
            "by": city.by("group", "leader"),
            "entered_by": city.keys[person],
        }
        return [refusal.rule for refusal in city.play.refusals("approval.given", approval, **where)]

    assert refused_to_enter("江予白") == ["approver_apart"]
    assert refused_to_enter("林若舟") == []


ASKED_FIRST = "base-2 先报批，被请的一方才能答复"


@clause("base-2", effect="enforced")
@pytest.mark.parametrize("act", ["approval.given", "approval.refused"])
def test_nothing_is_approved_that_nobody_asked_for(act: str) -> None:
    city = reported().draft("feedback", items=["@finding"], state="情况")
    answer = ("office/director", act, {"for_act": "feedback", "text": "意见"})
    unasked = f"{ASKED_FIRST}：没有等待答复的报批"
    assert city.why("asked_first", *answer, subject="feedback") == unasked
    request = {"for_act": "feedback", "to": "office"}
    city.do("team/head", "approval.requested", request, subject="feedback")
    other = ("office/director", act, {"for_act": "judicial", "text": "意见"})
    assert city.why("asked_first", *other, subject="feedback") == unasked, "another approval was asked for"
    city.do(*answer, subject="feedback")
    assert city.why("asked_first", *answer, subject="feedback") == unasked, "answered already"


@clause("base-2", effect="enforced")
def test_a_request_is_about_the_version_that_stood_then() -> None:
    city = reported().draft("feedback", items=["@finding"], state="情况")
    request = {"for_act": "feedback", "to": "office"}
    city.do("team/head", "approval.requested", request, subject="feedback")
    redrafted = {"kind": "feedback", "items": ["@finding"], "state": "改过"}
    city.do("team/member", "document.drafted", redrafted, subject="feedback")
    answer = {"for_act": "feedback"}
    given = ("office/director", "approval.given")
    assert city.why("asked_first", *given, answer, subject="feedback") == f"{ASKED_FIRST}：没有等待答复的报批"
    assert city.faults(*given, answer | {"version": 1}, subject="feedback") == {"version": "现在是第 2 稿"}
    city.do("team/head", "approval.requested", request, subject="feedback")
    city.do(*given, answer | {"version": 2}, subject="feedback")


@clause("base-2", effect="enforced")
def test_an_approval_is_given_by_whoever_was_asked() -> None:
    city = reported()
    city.do("office/clerk", "disposition.proposed", {"class": "cadre_breach"}, subject="clue")
    city.do(
        "office/clerk",
        "approval.requested",
        {"for_act": "disposition", "to": "leading_group"},
        subject="clue",
    )
    given = ("approval.given", {"for_act": "disposition"})
    said = f"{ASKED_FIRST}：这件报批请的是领导小组"
    assert city.why("asked_first", "office/director", *given, subject="clue") == said
    city.do("group/leader", *given, subject="clue")


@clause("base-2", effect="enforced")
def test_who_drafted_a_paper_does_not_approve_it() -> None:
    city = reported()
    city.do("office/director", "document.drafted", {"kind": "public_feedback", "content": "已反馈"},
            within="inspection", name="text")  # fmt: skip
    city.do(
        "office/clerk", "approval.requested", {"for_act": "public_feedback", "to": "office"}, subject="text"
    )
    given = ("office/director", "approval.given", {"for_act": "public_feedback"})
    assert city.why("approver_apart", *given, subject="text") == f"base-2 批准的人不能是报批的人：{APART}"


def test_an_approval_that_nobody_had_asked_for_counts_for_nothing() -> None:
    """Records from before a request was needed still hold such approvals."""
    city = reported().draft("feedback", items=["@finding"], state="情况").sign("feedback")
    scheme = city.play.scheme
    guards = {name: one for name, one in scheme.guards.items() if name != "asked_first"}
    city.play.scheme = replace(scheme, guards=guards)
    city.do("office/director", "approval.given", {"for_act": "feedback"}, subject="feedback")
    city.play.scheme = scheme
    issue = ("team/head", "document.issued", {"to": ["@town"], "addressed": ["leadership", "principal"]})
    assert city.why("feedback_approved", *issue, subject="feedback") != ""


def lenient(city: City) -> City:
    """A regulation that would let units verify: the safeguard stands in front of it all the same."""
    scheme = city.play.scheme
    roles = {
        name: replace(role, may=role.may | {"rectification.verified"}) for name, role in scheme.roles.items()
    }
    city.play.scheme = replace(scheme, roles=roles)
    return city


@clause("base-3", effect="enforced")
def test_a_unit_does_not_verify_its_own_rectification() -> None:
    city = lenient(rectified())
    seen = {"stage": "close_out", "passed": True, "seen_on": city.today, "text": "已到户"}
    assert (
        city.why("verifier_apart", "town/contact", "rectification.verified", seen, subject="finding")
        == f"base-3 核验的人不能参加过整改：{APART}"
    )
    city.do("office/clerk", "rectification.verified", seen, subject="finding")


@clause("base-3", effect="enforced")
def test_the_clerk_who_reported_for_the_unit_neither_verifies_nor_closes() -> None:
    city = planned([{"what": "补发", "done_on": "2015-11-20"}])
    sheet = {"what": "签收表", "dated": "2015-11-20", "file": SIGNED_FOR}
    city.do("town/contact", "evidence.added", sheet, subject="finding")
    report = {"result": "完成"}
    city.do(
        "town/principal", "rectification.reported", report, subject="finding", entered_by=city.keys["江予白"]
    )
    seen = (
        "rectification.verified",
        {"stage": "close_out", "passed": True, "seen_on": city.today, "text": "已到户"},
    )
    said = f"base-3 核验的人不能参加过整改：{APART}"
    assert city.why("verifier_apart", "office/clerk", *seen, subject="finding") == said
    city.do("office/director", *seen, subject="finding")
    closing = ("finding.closed", {})
    said = f"base-3 销号的人不能参加过整改：{APART}"
    assert city.why("closer_apart", "office/clerk", *closing, subject="finding") == said
    city.do("office/director", *closing, subject="finding")


# ---------------------------------------------------------------------------- close-out


def planned(measures: list[dict[str, str]]) -> City:
    city = fed_back()
    plan = {"responsible_post": "主任", "measures": measures}
    city.do("town/principal", "rectification.planned", plan, subject="finding")
    return city


@clause("base-4", effect="enforced")
def test_a_rectification_with_a_measure_undone_is_not_reported_as_done() -> None:
    city = planned([{"what": "补发", "done_on": "2015-11-20"}, {"what": "公示"}])
    report = ("town/principal", "rectification.reported", {"result": "完成"})
    said = "base-4 销号前每项措施都已完成：1 项没有填：完成日期（公示）"
    assert city.why("measures_done", *report, subject="finding") == said
    beyond = {"measure": 3, "done_on": "2015-11-20", "text": "公示"}
    assert city.faults("town/contact", "rectification.progressed", beyond, subject="finding") == {
        "measure": "整改方案里没有第 3 项措施"
    }
    city.do("town/contact", "rectification.progressed", beyond | {"measure": 2}, subject="finding")
    city.do(*report, subject="finding")


@clause("base-4", effect="enforced")
def test_what_was_reported_with_a_measure_undone_is_not_closed_either() -> None:
    """Records from before the safeguard still hold such reports."""
    city = planned([{"what": "补发", "done_on": "2015-11-20"}, {"what": "公示"}])
    scheme = city.play.scheme
    guards = {name: one for name, one in scheme.guards.items() if name != "measures_done"}
    city.play.scheme = replace(scheme, guards=guards)
    city.do("town/principal", "rectification.reported", {"result": "完成"}, subject="finding")
    seen = {"stage": "close_out", "passed": True, "seen_on": city.today, "text": "已到户"}
    city.do("office/clerk", "rectification.verified", seen, subject="finding")
    city.play.scheme = scheme
    said = "base-4 销号前每项措施都已完成：1 项没有填：完成日期（公示）"
    assert city.why("measures_done", "office/clerk", "finding.closed", {}, subject="finding") == said


@clause("base-4", effect="enforced")
def test_close_out_needs_evidence_that_bears_a_date() -> None:
    city = planned([{"what": "补发", "done_on": "2015-11-20"}])
    city.do("town/principal", "rectification.reported", {"result": "完成"}, subject="finding")
    seen = {"stage": "close_out", "passed": True, "seen_on": city.today, "text": "已到户"}
    city.do("office/clerk", "rectification.verified", seen, subject="finding")
    close = ("office/clerk", "finding.closed", {})
    city.do("town/contact", "evidence.added", {"what": "照片", "file": SIGNED_FOR}, subject="finding")
    assert (
        city.why("evidence_dated", *close, subject="finding")
        == "base-4 销号要有写明形成日期的佐证：还差 1 份有形成日期的佐证（已有 1 份没有日期）"
    )
    sheet = {"what": "签收表", "dated": "2015-11-20", "file": SIGNED_FOR}
    city.do("town/contact", "evidence.added", sheet, subject="finding")
    city.do(*close, subject="finding")
    assert city.subject("finding").state == "closed"


# ---------------------------------------------------------------------------- names


@clause("base-5", effect="enforced")
def test_who_drafted_a_public_text_does_not_check_it_for_names() -> None:
    city = entered().draft("public_entry", content="已进驻")
    checks = {"no_reporter": True, "names_lawful": True, "harm_weighed": True}
    clear = ("document.cleared", checks)
    assert (
        city.why("checker_apart", "team/member", *clear, subject="public_entry")
        == f"base-5 审核公开稿的人不能是拟稿人：{APART}"
    )
    city.do("team/head", *clear, subject="public_entry")


FINDING = {"title": "问题", "fields": ["field4_masses"], "source": "check", "text": "情况"}


@clause("base-6", effect="enforced")
def test_a_person_is_named_in_a_finding_with_a_reason_only() -> None:
    city = entered()
    named = FINDING | {"persons": ["@方竹青"]}
    asked = ("team/member", "finding.recorded")
    assert (
        city.why("names_with_reason", *asked, named, within="inspection")
        == "base-6 问题里写个人姓名要有理由：请填写：点名理由"
    )
    city.do(*asked, named | {"reason_for_names": "本人已承认"}, within="inspection")
    city.do(*asked, FINDING, within="inspection")


# ---------------------------------------------------------------------------- the addressee alone


ADDRESSEE = "只有收件单位能办这一步"


@clause("base-7", effect="enforced")
def test_only_the_addressee_confirms_receipt() -> None:
    city = (
        reported()
        .draft("feedback", items=["@finding"], state="情况")
        .sign("feedback")
        .approve("feedback", "feedback")
    )
    issue = {"to": ["@town"], "addressed": ["leadership", "principal"]}
    city.do("team/head", "document.issued", issue, subject="feedback")
    receipt = ("document.received", {"received_on": city.today})
    assert (
        city.why("addressee_only", "bureau/principal", *receipt, subject="feedback")
        == f"base-7 只有收件单位能签收：{ADDRESSEE}"
    )
    city.do("town/contact", *receipt, subject="feedback")


@clause("base-7", effect="enforced")
def test_only_the_receiver_acts_on_a_referral() -> None:
    city = reported().decide("clue", "cadre_breach").draft_referral("discipline", "clue", "discipline")
    city.do("office/clerk", "referral.sent", {}, subject="referral")
    receipt = ("referral.received", {"received_on": city.today})
    assert (
        city.why("receiver_only", "organisation/contact", *receipt, subject="referral")
        == f"base-7 移交件只由接收单位办理：{ADDRESSEE}"
    )
    city.do("discipline/contact", *receipt, subject="referral")


@clause("base-7", effect="enforced")
def test_only_the_one_asked_answers_a_request() -> None:
    city = entered()
    asked = {"kind": "explanation", "to": "@town", "title": "补贴台账", "text": "请说明"}
    city.do("team/member", "request.made", asked, within="inspection", name="request")
    answer = ("request.answered", {"text": "答复"})
    assert (
        city.why("asked_only", "bureau/principal", *answer, subject="request")
        == f"base-7 请求只由被请求的一方答复：{ADDRESSEE}"
    )
    city.do("town/contact", *answer, subject="request")


@clause("base-8", effect="enforced")
def test_a_round_is_not_closed_while_a_team_is_in_a_unit() -> None:
    city = entered()
    closing = ("office/clerk", "campaign.closed", {})
    assert (
        city.why("teams_out_before_closing", *closing, subject="round")
        == "base-8 巡查组都撤出以后，才能办结轮次：还有没办结的：单位巡查 1 件"
    )
    city.do("team/head", "inspection.ended", {}, subject="inspection")
    city.do(*closing, subject="round")
    assert city.play.subject(city.keys["round"]).state == "closed"


def test_an_old_letter_about_no_unit_is_not_asked_for_an_announcement_the_record_never_held() -> None:
    city = new_city()
    city.do(
        "office/clerk",
        "campaign.opened",
        {"kind": "round", "title": "旧轮次", "starts_on": city.today},
        name="old",
    )
    letter = {
        "kind": "report",
        "channel": "letter",
        "subject": "旧信",
        "extract": "多年以前的事",
        "addressee": "office",
    }
    seat = city.play.seat(city.keys["office"], "clerk")
    case = cleaned(city.play.case("complaint.received", letter, within=city.keys["old"], by=seat))
    told = {refusal.rule for refusal in refusals_of(case, city.play.book.answer(asks_for(case)))}
    old = replace(case, is_history=True)
    assert told, "a letter of today is asked for it"
    assert refusals_of(old, city.play.book.answer(asks_for(old))) == ()


def test_the_approval_of_one_receiver_opens_the_matter_to_no_other() -> None:
    city = reported()
    city.do("office/clerk", "disposition.proposed", {"class": "cadre_breach"}, subject="clue")
    city.do("team/head", "approval.requested", {"for_act": "disposition", "to": "discipline"}, subject="clue")
    readers = city.subject("clue").readers
    assert city.keys["discipline"] in readers
    assert city.keys["organisation"] not in readers


# ---------------------------------------------------------------------------- accusations and units


ASSIGNED = {"text": "请办理", "due": "2015-12-01"}
NOT_TO_UNITS = "base-12 信访件、线索和调查不交给被巡查单位：是诉求的，摘出诉求，用不含身份的摘要另行移交；原件交给机构办理"


@clause("base-12", effect="enforced")
@pytest.mark.parametrize("unit", ["@town", "@bureau"])
@pytest.mark.parametrize("matter", ["complaint", "clue"])
def test_a_complaint_or_clue_is_never_assigned_to_a_unit(matter: str, unit: str) -> None:
    city = may_do(with_complaint(), "matter.assigned")
    assign = ("office/clerk", "matter.assigned")
    said = city.why("accusations_not_to_units", *assign, ASSIGNED | {"owner": unit}, subject=matter)
    assert said == NOT_TO_UNITS
    city.do(*assign, ASSIGNED | {"owner": "@team"}, subject=matter)
    assert city.keys["town"] not in city.subject(matter).readers


@clause("base-12", effect="enforced")
@pytest.mark.parametrize("unit", ["@town", "@bureau"])
def test_a_complaint_is_not_given_to_a_unit_to_handle_a_second_time(unit: str) -> None:
    city = may_do(with_complaint(), "matter.rehandled")
    city.do("team/head", "complaint.accepted", {"within_remit": True}, subject="complaint")
    reply = {"found": "属实", "basis": "补贴办法", "remedy": "可以申请复查"}
    city.do("team/head", "complaint.answered", reply, subject="complaint")
    again = ("office/clerk", "matter.rehandled")
    assert city.why("accusations_not_to_units", *again, {"owner": unit}, subject="complaint") == NOT_TO_UNITS
    city.do(*again, {"owner": "@team"}, subject="complaint")
    assert city.subject("complaint").state == "rehandled"


NOT_TO_CONCERNED = (
    "base-13 信访件、线索和调查不交给所反映的单位或者机构办理，也不由它协办："
    "信访件、线索和调查不能交给所反映的单位或者机构"
)


@clause("base-13", effect="enforced")
def test_a_letter_about_a_team_is_given_to_anybody_but_that_team_also_a_second_time() -> None:
    city = may_do(
        reported(), "matter.assigned", "matter.rehandled", "complaint.accepted", "complaint.answered"
    )
    letter = {
        "kind": "about_team_office",
        "channel": "letter",
        "subject": "组员收礼",
        "extract": "收了礼",
        "addressee": "office",
    }
    city.do("office/clerk", "complaint.received", letter, within="inspection", name="complaint")
    assert city.keys["team"] in city.subject("complaint").barred
    give = ("given_to_nobody_concerned", "office/clerk")
    first, again = (*give, "matter.assigned"), (*give, "matter.rehandled")
    assert city.why(*first, ASSIGNED | {"owner": "@team"}, subject="complaint") == NOT_TO_CONCERNED
    assert city.why(*first, ASSIGNED | {"owner": "@office"}, subject="complaint") == ""
    city.do("office/clerk", "complaint.accepted", {"within_remit": True}, subject="complaint")
    reply = {"found": "属实", "basis": "纪律", "remedy": "可以申请复查"}
    city.do("office/clerk", "complaint.answered", reply, subject="complaint")
    assert city.why(*again, {"owner": "@team"}, subject="complaint") == NOT_TO_CONCERNED
    assert city.why(*again, {"owner": "@office"}, subject="complaint") == ""


@clause("base-13", effect="enforced")
def test_the_team_a_letter_is_about_does_not_help_with_it_and_the_refusal_stands_at_the_helpers() -> None:
    city = may_do(reported(), "matter.assigned")
    letter = {
        "kind": "about_team_office",
        "channel": "letter",
        "subject": "组员收礼",
        "extract": "收了礼",
        "addressee": "office",
    }
    city.do("office/clerk", "complaint.received", letter, within="inspection", name="complaint")
    given = ASSIGNED | {"owner": "@office", "helpers": ["@team"]}
    [refusal] = city.refused("office/clerk", "matter.assigned", given, subject="complaint")
    assert (refusal.rule, [one.field for one in refusal.missing]) == (
        "given_to_nobody_concerned",
        ["helpers"],
    )
    city.do("office/clerk", "matter.assigned", ASSIGNED | {"owner": "@office"}, subject="complaint")


@clause("base-12", effect="enforced")
def test_a_problem_or_a_request_is_assigned_to_a_unit() -> None:
    city = may_do(fed_back(), "matter.assigned")
    city.do("office/clerk", "matter.assigned", ASSIGNED | {"owner": "@town"}, subject="finding")


@clause("base-22", effect="enforced")
@pytest.mark.parametrize("unit", ["@town", "@bureau"])
def test_a_problem_that_was_not_fed_back_is_assigned_to_no_unit(unit: str) -> None:
    city = may_do(reported(), "matter.assigned")
    assign = ("assigned_once_fed_back", "office/clerk", "matter.assigned")
    said = city.why(*assign, ASSIGNED | {"owner": unit}, subject="finding")
    assert said == "base-22 问题反馈以后才能交给被巡查单位办：还没有办：反馈问题"
    assert city.why(*assign, ASSIGNED | {"owner": "@team"}, subject="finding") == ""
    assert city.keys["town"] not in city.subject("finding").readers
    city.feed_back()
    assert city.why(*assign, ASSIGNED | {"owner": unit}, subject="finding") == ""


def test_under_the_measures_nobody_assigns_what_no_clause_has_assigned() -> None:
    [refusal] = fed_back().refused(
        "office/clerk", "matter.assigned", ASSIGNED | {"owner": "@town"}, subject="finding"
    )
    assert refusal.rule == "may"


@clause("base-12", effect="enforced")
def test_what_is_owed_on_a_complaint_is_not_escalated_to_a_unit() -> None:
    city = may_do(with_complaint(), "duty.escalated", "matter.rehandled")
    duty = next(one for one in city.play.duties(stream=city.keys["complaint"], state="open"))
    escalate = ("office/clerk", "duty.escalated")
    said = city.why(
        "accusations_not_escalated_to_units",
        *escalate,
        {"duty": str(duty.id), "to": "@bureau"},
        subject="complaint",
    )
    assert said == NOT_TO_UNITS.replace(
        "信访件、线索和调查不交给被巡查单位", "信访件、线索和调查的待办不提级到被巡查单位"
    )
    city.do(*escalate, {"duty": str(duty.id), "to": "@group"}, subject="complaint")


def with_complaint() -> City:
    """A letter about the town lies with the team, and one clue was found."""
    city = reported()
    letter = {"kind": "report", "channel": "letter", "subject": "补贴", "extract": "没有发到", "addressee": "team",
              "concerns": ["leadership"]}  # fmt: skip
    city.do(
        "team/registrar",
        "complaint.received",
        letter,
        within="inspection",
        name="complaint",
        reason="结束以前寄出",
    )
    return city


def may_do(city: City, *acts: str, roles: tuple[str, ...] = ("office",)) -> City:
    """A regulation under which the office, or whoever is named, does these acts, too."""
    scheme = city.play.scheme
    changed = {name: replace(scheme.roles[name], may=scheme.roles[name].may | set(acts)) for name in roles}
    city.play.scheme = replace(scheme, roles={**scheme.roles, **changed})
    return city


# ---------------------------------------------------------------------------- whose seats


CONTACT = {"seat": "contact", "person": "@乔木森"}
OWN_HOUSE = "请这一方自己的人，或者主持巡查的机构办理"


@clause("base-16", effect="enforced")
def test_the_seats_of_a_unit_are_filled_by_its_own_principal_or_by_the_office() -> None:
    city = entered()
    fill = ("seat.filled", CONTACT)
    said = f"base-16 单位的岗位由本单位或者主持巡查的机构任免：{OWN_HOUSE}"
    for outsider in ("town/principal", "team/head", "group/leader", "organisation/contact"):
        assert city.why("own_seats", outsider, *fill, subject="bureau") == said, outsider
    assert city.why("own_seats", "office/clerk", *fill, subject="bureau") == ""
    city.do("town/principal", *fill, subject="town")
    city.do("office/clerk", *fill, subject="bureau")


@clause("base-16", effect="enforced")
def test_a_team_fills_the_seats_of_no_other_body() -> None:
    city = entered()
    fill = ("seat.filled", {"seat": "clerk", "person": "@乔木森"})
    said = f"base-16 巡查组只任免自己的人，单位不任免机构的人：{OWN_HOUSE}"
    assert city.why("own_team_seats", "team/head", *fill, subject="office") == said
    assert city.why("own_team_seats", "town/principal", *fill, subject="office") == said
    for insider in ("office/director", "group/leader"):
        assert city.why("own_team_seats", insider, *fill, subject="office") == ""
    member = {"seat": "member", "person": "@乔木森", "home_unit": "@party", "task": "谈话"}
    assert city.why("own_team_seats", "team/head", "seat.filled", member, subject="team") == ""


SHEET = "交接单1号"
LEAVES = [
    ("seat.vacated", {"seat": "contact", "person": "@何其安"}),
    ("post.deputised", {"seat": "contact", "person": "@何其安", "to": "@程远道", "from_on": "2015-10-12",
                        "until": "2015-10-16"}),
    ("post.handed_over", {"seat": "contact", "person": "@何其安", "successor": "@程远道", "accepted": True}),
]  # fmt: skip
HOUSES = ("leading_group", "team", "unit", "organisation")


@clause("base-16", effect="enforced")
@pytest.mark.parametrize(("act", "fields"), LEAVES)
def test_a_seat_of_a_unit_is_vacated_deputised_and_handed_over_by_its_own_or_the_office(
    act: str, fields: dict[str, Any]
) -> None:
    city = may_do(entered(), act, roles=HOUSES)
    said = f"base-16 单位的岗位由本单位或者主持巡查的机构任免：{OWN_HOUSE}"
    for outsider in ("bureau/principal", "team/head", "group/leader", "organisation/contact"):
        assert city.why("own_seats", outsider, act, fields, subject="town") == said, outsider
    assert city.refused("town/principal", act, fields, subject="town", paper=SHEET) == ()
    city.do("office/director", act, fields, subject="town", paper=SHEET)


CLERK_LEAVES = [(act, {**fields, "seat": "clerk", "person": "@江予白"}) for act, fields in LEAVES]
MEMBER_LEAVES = [(act, {**fields, "seat": "member", "person": "@许知微"}) for act, fields in LEAVES]


@clause("base-16", effect="enforced")
@pytest.mark.parametrize(("act", "fields"), CLERK_LEAVES)
def test_a_seat_of_the_office_is_vacated_deputised_and_handed_over_by_no_team_and_no_unit(
    act: str, fields: dict[str, Any]
) -> None:
    city = may_do(entered(), act, roles=HOUSES)
    said = f"base-16 巡查组只任免自己的人，单位不任免机构的人：{OWN_HOUSE}"
    for outsider in ("team/head", "town/principal"):
        assert city.why("own_team_seats", outsider, act, fields, subject="office") == said, outsider
    assert city.refused("group/leader", act, fields, subject="office", paper=SHEET) == ()
    city.do("office/director", act, fields, subject="office", paper=SHEET)


@clause("base-16", effect="enforced")
@pytest.mark.parametrize(("act", "fields"), MEMBER_LEAVES)
def test_the_seats_of_one_team_are_no_other_team_s_to_vacate_deputise_or_hand_over(
    act: str, fields: dict[str, Any]
) -> None:
    city = may_do(entered().declare("程远道"), act, roles=HOUSES)
    city.do("office/clerk", "body.formed", {"kind": "team", "title": "第二组"}, within="round", name="second")
    said = f"base-16 巡查组只任免自己的人，单位不任免机构的人：{OWN_HOUSE}"
    assert city.why("own_team_seats", "second/head", act, fields, subject="team") == said
    city.do("team/head", act, fields, subject="team", paper=SHEET)


@clause("base-16", effect="enforced")
@pytest.mark.parametrize(("by", "place", "oneself"), [
    ("town/principal", "town", "@方竹青"), ("office/clerk", "town", "@江予白"), ("office/director", "office", "@林若舟"),
])  # fmt: skip
def test_nobody_fills_a_seat_with_oneself(by: str, place: str, oneself: str) -> None:
    city = entered()
    fill = {"seat": "contact", "person": oneself}
    said = "base-16 任职的人不能是办理人自己：请由另外的人办理"
    assert city.why("no_seat_for_oneself", by, "seat.filled", fill, subject=place) == said
    city.do(by, "seat.filled", CONTACT, subject=place)


# ---------------------------------------------------------------------------- handing over a post


def handing_over(seat: str, holder: str, successor: str) -> tuple[str, dict[str, Any]]:
    fields = {"seat": seat, "person": f"@{holder}", "successor": f"@{successor}", "accepted": True}
    return "post.handed_over", fields


@clause("base-17", effect="enforced")
@pytest.mark.parametrize(
    ("place", "seat", "holder"), [("group", "leader", "周敬川"), ("office", "director", "林若舟")]
)
def test_a_clerk_does_not_hand_the_seat_of_another_to_oneself(place: str, seat: str, holder: str) -> None:
    city = may_do(entered(), "post.handed_over", roles=("leading_group",))
    said = "base-17 岗位不能交给办理人自己：请由另外的人办理"
    to_oneself = handing_over(seat, holder, "江予白")
    asked = {"subject": place, "paper": SHEET}
    assert city.why("no_succession_to_oneself", "office/clerk", *to_oneself, **asked) == said
    for_another = {"by": city.by("group", "leader"), "entered_by": city.keys["江予白"], "paper": SHEET}
    fields = {**to_oneself[1], "person": str(city.keys[holder]), "successor": str(city.keys["江予白"])}
    entered_for = city.play.refusals("post.handed_over", fields, subject=city.keys[place], **for_another)
    assert "no_succession_to_oneself" in [one.rule for one in entered_for], "nor through the keyboard"
    city.do("office/clerk", *handing_over(seat, holder, "乔木森"), **asked)
    assert city.by(place, seat).person == city.keys["乔木森"]


def test_nobody_succeeds_oneself() -> None:
    city = entered()
    said = city.faults("office/director", *handing_over("clerk", "江予白", "江予白"), subject="office")
    assert said == {"successor": "接任的人不能是本人"}


@clause("base-17", effect="enforced")
def test_a_post_is_handed_over_by_its_holder_or_whoever_may_fill_it() -> None:
    city = may_do(entered(), "post.handed_over", roles=("unit",))
    contact, asked = handing_over("contact", "何其安", "程远道"), {"subject": "town", "paper": SHEET}
    said = "base-17 交接由本人，或者可以任免这个岗位的人办理：请本人，或者可以任免这个岗位的人办理"
    assert city.why("handed_over_by_holder", "town/leadership", *contact, **asked) == said
    assert city.refused("town/principal", *contact, **asked) == (), "who fills the seat"
    city.do("town/contact", *contact, **asked)


@clause("base-17", effect="enforced")
def test_a_hand_over_rests_on_a_sheet_signed_by_the_successor() -> None:
    city = entered()
    over = ("office/director", *handing_over("clerk", "江予白", "乔木森"))
    said = "base-17 交接要有接任的人签字的交接单：请填写文号或者附扫描件"
    assert city.why("accepted_on_paper", *over, subject="office") == said
    assert city.refused(*over, subject="office", paper=SHEET) == ()
    over[2]["scan"] = SIGNED_FOR
    city.do(*over, subject="office")


@clause("base-18", effect="enforced")
@pytest.mark.parametrize(
    ("place", "seat"), [("group", "member_other"), ("committee", "secretary"), ("leaders", "contact")]
)
def test_the_seats_of_leading_and_outside_bodies_are_filled_from_a_paper(place: str, seat: str) -> None:
    city = entered()
    fill = ("office/clerk", "seat.filled", {"seat": seat, "person": "@乔木森"})
    said = "base-18 领导机构和巡查以外机构的任免，凭文件办理：请填写文号或者附扫描件"
    assert city.why("seats_above_on_paper", *fill, subject=place) == said
    city.do(*fill, subject=place, paper="市委〔2015〕8号")
    assert city.by(place, seat).person == city.keys["乔木森"]


LEADER_LEAVES = [(act, {**fields, "seat": "leader", "person": "@周敬川"}) for act, fields in LEAVES]


@clause("base-18", effect="enforced")
@pytest.mark.parametrize(("act", "fields"), LEADER_LEAVES)
def test_the_leader_s_seat_is_vacated_deputised_and_handed_over_from_a_paper(
    act: str, fields: dict[str, Any]
) -> None:
    city = entered()
    asked = ("office/clerk", act, fields)
    said = "base-18 领导机构和巡查以外机构的任免，凭文件办理：请填写文号或者附扫描件"
    assert city.why("seats_above_on_paper", *asked, subject="group") == said
    city.do(*asked, subject="group", paper="巡领〔2015〕3号")


def test_the_leading_group_needs_no_paper_for_its_own_seats() -> None:
    city = entered()
    member = {"seat": "member_other", "person": "@乔木森"}
    assert city.refused("group/leader", "seat.filled", member, subject="group") == ()


@clause("base-18", effect="enforced")
@pytest.mark.parametrize(
    ("act", "fields"), [("seat.filled", {"seat": "clerk", "person": "@乔木森"}), *CLERK_LEAVES]
)
def test_a_receiver_fills_the_seats_of_teams_and_of_no_other_body(act: str, fields: dict[str, Any]) -> None:
    city = may_do(entered().declare("程远道", "方竹青"), act, roles=("organisation",))
    said = "base-18 接收单位只任免自己的人和巡查组的人：请这一方自己的人，或者主持巡查的机构办理"
    by = ("organisation/contact", act)
    for place in ("office", "group", "committee", "discipline") if act == "seat.filled" else ("office",):
        assert city.why("receivers_seat_teams", *by, fields, subject=place, paper=SHEET) == said, place
    leaves = {"seat": "member", "person": "@许知微"}
    joins = {"seat": "member", "person": "@程远道", "home_unit": "@party", "task": "谈话"}
    of_team = joins if act == "seat.filled" else {**fields, **leaves}
    assert city.refused(*by, of_team, subject="team", paper=SHEET) == ()
    own = {**fields, "seat": "contact", "person": "@程远道" if act == "seat.filled" else "@乔木森"}
    assert city.why("receivers_seat_teams", *by, own, subject="organisation", paper=SHEET) == ""


def test_nobody_is_given_a_seat_twice() -> None:
    city = entered()
    again = city.refused(
        "office/clerk", "seat.filled", {"seat": "director", "person": "@林若舟"}, subject="office"
    )
    assert [one.what.zh for one in again] == ["这个人已经在这个岗位"]
    city.do("office/clerk", "seat.filled", {"seat": "clerk", "person": "@乔木森"}, subject="office")
    over = ("office/director", *handing_over("clerk", "江予白", "乔木森"))
    [refusal] = city.refused(*over, subject="office", paper=SHEET)
    assert (refusal.what.zh, refusal.missing[0].text.zh) == (
        "这个人已经在这个岗位",
        "要改任期的，先办离任，再任职",
    )
    city.do("office/director", "seat.vacated", {"seat": "clerk", "person": "@乔木森"}, subject="office")
    city.do(*over, subject="office", paper=SHEET)


# ---------------------------------------------------------------------------- what is made public


@clause("base-24", effect="enforced")
def test_a_public_text_lists_no_letter_and_no_clue() -> None:
    city = entered().complain().lead()
    plain = {
        "time": "两个月",
        "content": "履职情况",
        "requirements": "如实",
        "phone": "0570-1",
        "box": "信箱",
    }
    for name, items in (("with_letter", ["@complaint"]), ("with_clue", ["@clue"]), ("plain", [])):
        city.draft("announcement", name=name, **plain, **({"items": items} if items else {})).sign(name)
    asked = ("team/member", "document.published", {"medium": "board"})
    said = "base-24 公布的稿子不列信访件、线索和调查：不能是这样：写明依据的信访件、问题线索、调查"
    assert city.why("nothing_protected_in_public", *asked, subject="with_letter") == said
    assert city.why("nothing_protected_in_public", *asked, subject="with_clue") == said
    assert city.why("nothing_protected_in_public", *asked, subject="plain") == ""
    checks = {"no_reporter": True, "names_lawful": True, "harm_weighed": True}
    cleared = ("team/deputy", "document.cleared", checks)
    assert city.why("nothing_protected_in_public", *cleared, subject="with_clue") == said
    assert city.why("nothing_protected_in_public", *cleared, subject="plain") == ""


@clause("base-43", effect="enforced")
def test_what_the_regulation_does_not_make_public_is_not_published() -> None:
    city = entered().sign("team_plan")
    asked = ("published_where_provided", "team/member", "document.published", {"medium": "board"})
    said = city.why(*asked, subject="team_plan")
    assert said.startswith("base-43 办法没有要公开的文书不公布：“工作计划”不对外公布，要给谁看就制发给谁")
    assert city.why(*asked, subject="announcement") == ""


# ---------------------------------------------------------------------------- who was slow


def with_days_held() -> City:
    """The office has drafted a circular that names a town for the days it held seven matters."""
    city = entered()
    line = {
        "party": str(city.keys["town"]),
        "month": "2015-09-01",
        "n": 7,
        "finished": 5,
        "open": 2,
        "median": 20,
        "longest": 31,
    }
    draft = {"kind": "held_circular", "period": "2015-09", "text": "请抓紧"}
    made_for = [str(city.keys[name]) for name in ("town", "group")]
    city.do(
        "office/clerk",
        "document.drafted",
        draft | {"held": [line], "for_whom": made_for},
        within="round",
        name="slow",
    )
    city.do("office/clerk", "document.drafted", draft, within="round", name="plain")
    return city


@clause("base-31", effect="enforced")
def test_whoever_a_circular_names_is_heard_first_and_a_person_signs_it() -> None:
    city = with_days_held()
    issue = ("office/clerk", "document.issued", {"to": ["@town"]})
    said = "base-31 列出用时的文书，点到的各方先说明，或者说明的期限已过，才能印发：还没有请柳塘镇说明"
    assert city.why("slow_heard_first", *issue, subject="slow") == said
    due = (city.play.now.date() + timedelta(days=7)).isoformat()
    asked = {"kind": "heard", "to": "@town", "title": "请先说明", "text": "7 件，中位 20 天", "due": due}
    city.do("office/clerk", "request.made", asked, within="slow", name="asked")
    assert len(city.duties("word_on_days_held")) == 1
    assert city.why("slow_heard_first", *issue, subject="slow").endswith(
        f"柳塘镇还没有说明（到{say_plain(date.fromisoformat(due)).zh}）"
    )
    city.do("town/contact", "request.answered", {"text": "一直在等巡查组"}, subject="asked")
    assert city.duties("word_on_days_held") == ()
    assert city.why("slow_heard_first", *issue, subject="slow") == ""
    said = "base-31 列出用时的文书，签批以后才能印发：还没有办：签批"
    assert city.why("slow_signed_first", *issue, subject="slow") == said
    city.do("office/clerk", "document.signed", {}, subject="slow")
    assert city.why("slow_signed_first", *issue, subject="slow") == ""
    assert city.why("slow_signed_first", *issue, subject="plain") == "", "no other paper is asked for it"


@clause("base-32", effect="enforced")
def test_days_held_are_told_to_those_they_were_made_for_and_never_in_public() -> None:
    city = with_days_held()
    to = ("office/clerk", "document.issued")
    said = "base-32 列出用时的文书，只发给都能打开所算事项的各方：有 1 个不在原来定下的范围里"
    assert city.why("slow_to_its_readers", *to, {"to": ["@town", "@office"]}, subject="slow") == said
    assert city.why("slow_to_its_readers", *to, {"to": ["@town", "@group"]}, subject="slow") == ""
    copied = {"to": ["@town"], "copies": ["市委宣传部"]}
    assert city.why("slow_to_its_readers", *to, copied, subject="slow").endswith("不能是这样：填明抄送")
    assert city.why("slow_to_its_readers", *to, copied, subject="plain") == ""
    publish = ("office/clerk", "document.published", {"medium": "board"})
    assert city.why("slow_not_public", *publish, subject="slow").startswith(
        "base-32 列出用时的文书不对外公布"
    )
    assert city.why("slow_not_public", *publish, subject="plain") == ""


# ---------------------------------------------------------------------------- decided on once it was read

SEALED = {
    "kind": "report",
    "channel": "web",
    "mode": "anonymous",
    "subject": "网上反映",
    "extract": "还没有摘录",
}
UNREAD = "还没有摘录：先用口令读原件，再写摘录；打不开的，在摘录里写明打不开和原因"
DECIDED = {
    "complaint.accepted": {"within_remit": True},
    "complaint.declined": {"told_where": "市信访局"},
    "complaint.closed": {"result": "passed_on", "text": "已告知"},
    "complaint.answered": {"found": "属实", "basis": "规定", "remedy": "补发"},
}


def taken_in() -> City:
    """A report that came through the portal, registered with nobody at the keyboard."""
    city = entered()
    office = replace(city.by("office", "clerk"), person=NOBODY)
    done = city.play.do("complaint.received", SEALED, by=office, within=city.keys["inspection"])
    city.keys["sealed"] = done.subject
    return city


def before_the_rule(city: City, by: str, act: str, fields: dict[str, Any], **where: Any) -> None:
    """Something that an office did before it had this rule."""
    scheme = city.play.scheme
    city.lift("base-46").do(by, act, fields, **where)
    city.play.scheme = scheme


@clause("base-46", effect="enforced")
@pytest.mark.parametrize("act", list(DECIDED))
def test_what_came_sealed_is_decided_on_once_somebody_has_written_what_it_says(act: str) -> None:
    city, asked = taken_in(), ("read_before_decided", "office/clerk", act, DECIDED[act])
    if act == "complaint.answered":
        before_the_rule(city, "office/clerk", "complaint.accepted", {"within_remit": True}, subject="sealed")
    said = f"base-46 收到时密封的来件，读了原件、写了摘录，才能决定怎么办：{UNREAD}"
    assert city.why(*asked, subject="sealed") == said
    [refusal] = [one for one in city.refused(*asked[1:], subject="sealed") if one.rule == asked[0]]
    assert [(one.act, one.role) for one in refusal.missing] == [("complaint.extracted", "office")]
    city.do("office/clerk", "complaint.extracted", {"extract": "补贴没有发"}, subject="sealed")
    assert city.why(*asked, subject="sealed") == ""
    city.do(*asked[1:], subject="sealed")


@clause("base-46", effect="enforced")
@pytest.mark.parametrize("channel", ["web", "letter", "phone"])
def test_what_somebody_registered_by_hand_needs_no_extract(channel: str) -> None:
    city = entered()
    letter = SEALED | {"channel": channel, "written_on": city.today}
    city.do("office/clerk", "complaint.received", letter, within="inspection", name="letter")
    for act in ("complaint.accepted", "complaint.declined", "complaint.closed"):
        assert city.why("read_before_decided", "office/clerk", act, DECIDED[act], subject="letter") == ""


@clause("base-46", effect="enforced")
def test_what_does_not_open_is_ended_once_its_extract_says_so() -> None:
    city = taken_in()
    city.do("office/clerk", "complaint.extracted", {"extract": "打不开：口令遗失"}, subject="sealed")
    city.do("office/clerk", "complaint.accepted", DECIDED["complaint.accepted"], subject="sealed")
    city.do("office/clerk", "complaint.closed", {"result": "kept", "text": "原件打不开"}, subject="sealed")
    assert city.subject("sealed").state == "closed"


@clause("base-46", effect="enforced")
def test_an_entry_that_came_sealed_is_voided_as_before() -> None:
    refused = taken_in().refused("group/leader", "matter.withdrawn", {"text": "重复登记"}, subject="sealed")
    assert ("base-46",) not in [one.cite for one in refused]


@clause("base-46", effect="enforced")
def test_what_came_sealed_is_referred_once_somebody_has_written_what_it_says() -> None:
    city = taken_in()
    fields = {"route": "discipline", "of": ["@sealed"], "receiver": "@discipline", "managed_by": "unit_managed",
              "extract": "摘录", "basis": "第十五条"}  # fmt: skip
    draft = ("read_before_referred", "office/clerk", "referral.drafted", fields)
    send = ("read_before_referred", "office/clerk", "referral.sent", {})
    number = city.subject("sealed").number
    said = f"base-46 收到时密封的来件，读了原件、写了摘录，才能移交：“{number}”{UNREAD}"
    assert city.why(*draft, within="inspection") == said
    before_the_rule(city, *draft[1:], within="inspection", name="referral")
    assert city.why(*send, subject="referral") == said
    city.do("office/clerk", "complaint.extracted", {"extract": "补贴没有发"}, subject="sealed")
    assert city.why(*draft, within="inspection") == ""
    assert city.why(*send, subject="referral") == ""
