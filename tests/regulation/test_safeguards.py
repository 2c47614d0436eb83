"""The product's own safeguards, kept under every regulation."""

from dataclasses import replace

import pytest
from city import City, entered, fed_back, new_city, rectified, reported

from xuncha.core.engine import asks_for, cleaned, refusals_of, roles_for
from xuncha.core.entering import not_enterable

clause = pytest.mark.clause


# ---------------------------------------------------------------------------- entering for another


def entering(for_whom: str, by: str, paper: str) -> str:
    """What a person is told who enters a decision for another post."""
    city = reported()
    party, _, seat = for_whom.partition("/")
    case = city.play.case(
        "disposition.decided",
        {"class": "other"},
        subject=city.keys["finding"],
        by=city.by(party, seat),
        paper=paper,
    )
    mine = roles_for(city.play.scheme, city.by(*by.split("/")))
    refusal = not_enterable(case, mine)
    return f"{refusal.cite[0]} {refusal.what.zh}" if refusal else ""


@clause("base-1", effect="enforced")
def test_a_clerk_enters_for_the_leading_group_from_a_paper_only() -> None:
    assert entering("group/leader", "office/clerk", "") == "base-1 替别的岗位录入，须有文件为凭"
    assert entering("group/leader", "office/clerk", "  ") == "base-1 替别的岗位录入，须有文件为凭"
    assert entering("group/leader", "office/clerk", "巡领〔2015〕1号") == ""


@clause("base-1", effect="enforced")
def test_nobody_enters_for_a_body_that_the_scheme_does_not_name() -> None:
    assert entering("group/leader", "town/contact", "巡领〔2015〕1号") == "base-1 您的岗位不能替这个机构录入"


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
        == f"base-3 核验的人不能参加过整改：{APART}；{APART}"
    )
    city.do("office/clerk", "rectification.verified", seen, subject="finding")


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
    said = "base-4 销号前每项措施都已完成：1 项没有填：完成日期"
    assert city.why("measures_done", *report, subject="finding") == said
    beyond = {"measure": 3, "done_on": "2015-11-20", "text": "公示"}
    assert city.faults("town/contact", "rectification.progressed", beyond, subject="finding") == {
        "measure": "整改方案里没有第 3 项措施"
    }
    city.do("town/contact", "rectification.progressed", beyond | {"measure": 2}, subject="finding")
    city.do(*report, subject="finding")


@clause("base-4", effect="enforced")
def test_close_out_needs_evidence_that_bears_a_date() -> None:
    city = planned([{"what": "补发", "done_on": "2015-11-20"}])
    city.do("town/principal", "rectification.reported", {"result": "完成"}, subject="finding")
    seen = {"stage": "close_out", "passed": True, "seen_on": city.today, "text": "已到户"}
    city.do("office/clerk", "rectification.verified", seen, subject="finding")
    close = ("office/clerk", "finding.closed", {})
    city.do("town/contact", "evidence.added", {"what": "照片"}, subject="finding")
    assert (
        city.why("evidence_dated", *close, subject="finding")
        == "base-4 销号要有写明形成日期的佐证：还差 1 份有形成日期的佐证（已有 1 份没有日期）"
    )
    city.do("town/contact", "evidence.added", {"what": "签收表", "dated": "2015-11-20"}, subject="finding")
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
    city.do("team/head", "approval.requested", {"for_act": "disposition", "to": "discipline"}, subject="clue")
    readers = city.subject("clue").readers
    assert city.keys["discipline"] in readers
    assert city.keys["organisation"] not in readers


def test_a_correction_changes_only_what_was_filled_in_and_reads_it_as_it_was_read() -> None:
    city = entered()
    found = {"title": "补贴滞留", "source": "paper", "text": "三项", "fields": ["field1"]}
    city.do("team/member", "finding.recorded", found, within="inspection", name="found")
    about = str(next(iter(city.play.book.rows["act"])))
    for field in (
        "scheme",
        "approval.given",
        "measures",
        "fields",
        "text",
    ):  # the text is sealed with its act
        wrong = ("team/head", "act.corrected", {"act": about, "field": field, "right": "x", "why": "看错"})
        assert city.faults(*wrong, subject="found") == {"field": "这一项不能用更正来改"}
    wrong = (
        "team/head",
        "act.corrected",
        {"act": about, "field": "source", "right": "没有的来源", "why": "看错"},
    )
    assert "right" in city.faults(*wrong, subject="found")
    city.do(
        "team/head",
        "act.corrected",
        {"act": about, "field": "title", "right": "补贴没有发", "why": "写错"},
        subject="found",
    )
    assert city.subject("found").title == "补贴没有发"


def test_a_day_is_corrected_by_two_people_and_stays_as_it_was_until_then() -> None:
    city = entered()
    letter = {"kind": "report", "channel": "letter", "subject": "旧信", "extract": "低保", "addressee": "team",
              "written_on": "2015-09-30", "concerns": ["leadership"]}  # fmt: skip
    city.do("team/registrar", "complaint.received", letter, within="inspection", name="letter")
    about = str(city.subject("letter").facts["_"]["act"])
    right = {"act": about, "field": "written_on", "right": "2015-10-09", "why": "信封上是九日"}
    assert (
        city.refused("team/member", "act.confirmed", {"granted": True}, subject="letter")[0].what.zh
        == "没有等待确认的更正"
    )
    city.do("team/registrar", "act.corrected", right, subject="letter")
    assert city.subject("letter").facts["written_on"] == "2015-09-30"
    own = city.refused("team/registrar", "act.confirmed", {"granted": True}, subject="letter")[0]
    assert (own.what.zh, own.cite) == ("更正日期要两个人：录入的人不能自己确认", ("base-9",))
    assert own.missing[0].text.zh == "请同一机构的另一人确认"
    other = city.refused("office/clerk", "act.confirmed", {"granted": True}, subject="letter")[0]
    assert other.what.zh == "更正由录入的机构自己的人确认"
    again = city.refused("team/head", "act.corrected", right, subject="letter")[0]
    assert again.what.zh == "前一次更正还没有确认"
    city.do("team/head", "act.confirmed", {"granted": True}, subject="letter")
    assert city.subject("letter").facts["written_on"] == "2015-10-09"
    assert "correction" not in city.subject("letter").facts


def test_a_correction_that_is_not_agreed_to_changes_nothing() -> None:
    city = entered()
    letter = {"kind": "report", "channel": "letter", "subject": "旧信", "extract": "低保", "addressee": "team",
              "written_on": "2015-09-30", "concerns": ["leadership"]}  # fmt: skip
    city.do("team/registrar", "complaint.received", letter, within="inspection", name="letter")
    about = str(city.subject("letter").facts["_"]["act"])
    right = {"act": about, "field": "written_on", "right": "2015-10-09", "why": "信封上是九日"}
    city.do("team/registrar", "act.corrected", right, subject="letter")
    city.do("team/head", "act.confirmed", {}, subject="letter")
    assert city.subject("letter").facts["written_on"] == "2015-09-30"
    city.do("team/registrar", "act.corrected", right, subject="letter")
    city.do("team/head", "act.confirmed", {"granted": True}, subject="letter")
    assert city.subject("letter").facts["written_on"] == "2015-10-09"
