"""Corrections: by whoever said it, of what nobody relies on yet, and never of what a thing was begun as."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tests.regulations.yiwu.city import City, entered, prepared, reported
from xuncha.core.acts.correcting import correctable
from xuncha.core.facts.values import reach
from xuncha.core.record.received import reached, receipts
from xuncha.core.refusal import Refusal

clause = pytest.mark.clause


def about(city: City, name: str) -> str:
    """The act by which a thing was begun."""
    return str(city.subject(name).facts["_"]["act"])


def correcting(city: City, by: str, name: str, field: str, right: str) -> tuple[Refusal, ...]:
    """Why a correction would be refused."""
    fields = {"act": about(city, name), "field": field, "right": right, "why": "看错"}
    return city.refused(by, "act.corrected", fields, subject=name)


LETTER = {"kind": "report", "channel": "letter", "subject": "旧信", "extract": "低保", "addressee": "team",
          "written_on": "2015-09-30", "concerns": ["leadership"], "mode": "open"}  # fmt: skip


def with_letter() -> City:
    city = entered()
    city.do("team/registrar", "complaint.received", LETTER, within="inspection", name="letter")
    return city


# ---------------------------------------------------------------------------- what a thing is, and who reads it


@clause("base-10", effect="enforced")
@pytest.mark.parametrize("field", ["kind", "addressee", "mode"])
def test_what_a_letter_was_begun_as_and_who_reads_it_are_not_corrected(field: str) -> None:
    city = with_letter()
    wrong = {"act": about(city, "letter"), "field": field, "right": "office", "why": "看错"}
    said = {"field": "这一项不能用更正来改"}
    assert city.faults("team/registrar", "act.corrected", wrong, subject="letter") == said
    assert correcting(city, "team/registrar", "letter", "channel", "来访") == ()


def test_a_rule_goes_by_what_a_thing_was_begun_as_whatever_its_facts_came_to_say() -> None:
    city = with_letter()
    row = city.subject("letter")
    other = replace(row, facts={**row.facts, "kind": "about_team_group"})
    city.play.book.put([other])
    case = city.play.case("complaint.accepted", {}, subject=row.id, by=city.by("team", "head"))
    assert (reach(case, "kind"), reach(case, "self.kind")) == ("report", "report")


# ---------------------------------------------------------------------------- by whom


@clause("base-10", effect="enforced")
def test_only_the_body_that_filled_it_in_corrects_it() -> None:
    city = with_letter()
    [refusal] = correcting(city, "office/clerk", "letter", "channel", "来访")
    assert (refusal.what.zh, refusal.cite) == ("只有当初填写的机构才能更正", ("base-10",))
    assert refusal.missing[0].text.zh == "请告诉填写的机构，由它更正"
    assert correcting(city, "team/member", "letter", "channel", "来访") == ()


def test_who_amended_a_finding_said_it_last() -> None:
    city = entered()
    found = {"title": "补贴滞留", "source": "paper", "text": "三项", "fields": ["field1"]}
    city.do("team/member", "finding.recorded", found, within="inspection", name="found")
    able = {
        name: replace(role, may=role.may | {"finding.amended"})
        for name, role in city.play.scheme.roles.items()
    }
    city.play.scheme = replace(city.play.scheme, roles=able)
    city.do("office/clerk", "finding.amended", {"title": "补贴没有发"}, subject="found")
    assert correcting(city, "office/clerk", "found", "title", "补贴未发") == ()
    assert correcting(city, "team/member", "found", "title", "补贴未发")[0].rule == "said_by"


def test_the_office_corrects_what_the_founder_entered() -> None:
    city = entered()
    assert correcting(city, "office/clerk", "town", "title", "柳塘街道") == ()
    assert correcting(city, "team/head", "town", "title", "柳塘街道")[0].rule == "said_by"


# ---------------------------------------------------------------------------- papers


def paper_refuses(city: City, by: str, name: str, field: str) -> tuple[str, str]:
    """What is refused of a paper, and what would make it possible."""
    [refusal] = correcting(city, by, name, field, "改过的话")
    return refusal.what.zh, refusal.missing[0].text.zh


SIGNED = ("已经签批、审核或者批准的稿子不能更正", "请重新拟稿，再签批、审核")
SENT = ("已经发出或者公开的文件不能更正", "请撤回，另拟一份替换")


@clause("base-10", effect="enforced")
def test_the_words_of_a_signed_report_change_no_more() -> None:
    assert paper_refuses(reported(), "team/head", "report", "problems") == SIGNED


@clause("base-10", effect="enforced")
def test_a_public_announcement_keeps_its_telephone_number() -> None:
    assert paper_refuses(prepared(), "team/member", "announcement", "phone") == SENT


@clause("base-10", effect="enforced")
def test_a_text_checked_for_names_is_the_one_that_is_published() -> None:
    city = entered().draft("public_entry", content="已进驻")
    assert correcting(city, "team/member", "public_entry", "content", "改过的话") == ()
    checks = {"no_reporter": True, "names_lawful": True, "harm_weighed": True}
    city.do("team/head", "document.cleared", checks, subject="public_entry")
    assert paper_refuses(city, "team/member", "public_entry", "content") == SIGNED
    city.do("team/member", "document.published", {"medium": "website"}, subject="public_entry")
    assert paper_refuses(city, "team/member", "public_entry", "content") == SENT


def test_an_approved_draft_is_the_one_that_was_approved() -> None:
    city = reported().draft("feedback", items=["@finding"], state="情况")
    assert correcting(city, "team/member", "feedback", "state", "改过的话") == ()
    city.approve("feedback", "feedback")
    assert paper_refuses(city, "team/member", "feedback", "state") == SIGNED


@clause("base-10", effect="enforced")
def test_a_day_that_waits_is_not_agreed_to_once_the_paper_is_signed() -> None:
    city = entered().draft_plan()
    plan: dict[str, Any] = {
        "act": about(city, "team_plan"),
        "field": "enter_on",
        "right": "2015-10-13",
        "why": "看错",
    }
    city.do("team/member", "act.corrected", plan, subject="team_plan")
    city.do("team/head", "document.signed", {}, subject="team_plan")
    agree = ("team/head", "act.confirmed")
    assert city.refused(*agree, {"granted": True}, subject="team_plan")[0].what.zh == SIGNED[0]
    city.do(*agree, {"granted": False}, subject="team_plan")
    assert city.held("team_plan")["enter_on"] == "2015-10-12"


def test_what_may_be_corrected_is_what_was_filled_in() -> None:
    city = with_letter()
    assert set(correctable(city.play.scheme, city.subject("letter"))) == {"channel", "written_on"}


# ---------------------------------------------------------------------------- how


def test_a_correction_changes_only_what_was_filled_in_and_reads_it_as_it_was_read() -> None:
    city = entered()
    found = {
        "title": "补贴滞留",
        "source": "paper",
        "text": "三项",
        "fields": ["field1"],
        "since": "2015-09-01",
    }
    city.do("team/member", "finding.recorded", found, within="inspection", name="found")
    about = str(next(iter(city.play.book.rows["act"])))
    for field in (
        "scheme",
        "source",
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
        {"act": about, "field": "since", "right": "去年", "why": "看错"},
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
    city.do("team/head", "act.confirmed", {"granted": False}, subject="letter")
    assert city.subject("letter").facts["written_on"] == "2015-09-30"
    city.do("team/registrar", "act.corrected", right, subject="letter")
    city.do("team/head", "act.confirmed", {"granted": True}, subject="letter")
    assert city.subject("letter").facts["written_on"] == "2015-10-09"


# ---------------------------------------------------------------------------- days of receipts


def day_of_receipt(city: City, name: str, act: str, party: str = "") -> str:
    """What the day of a receipt is called in a correction: the last one, or that of a party."""
    found = [code for code, entry in receipts(city.subject(name).facts)
             if code.startswith(act) and party in ("", city._name(UUID(reached(code, entry))))]  # fmt: skip
    return found[-1]


def mends(city: City, by: str, other: str, name: str, field: str, right: str) -> City:
    """A day put right by two people of one body."""
    fields = {"act": about(city, name), "field": field, "right": right, "why": "看错"}
    city.do(by, "act.corrected", fields, subject=name)
    return city.do(other, "act.confirmed", {"granted": True}, subject=name) and city


def received_late() -> City:
    """The feedback went out on 20 November; the town said on 25 November that it came on the 24th."""
    city = reported().dispose().refer().feed_back()
    city.play.on(date(2015, 11, 25))
    city.do("town/contact", "document.received", {"received_on": "2015-11-24"}, subject="feedback")
    return city


@clause("base-9", effect="enforced")
def test_the_day_of_a_receipt_is_corrected_by_two_and_moves_what_it_started() -> None:
    city = received_late()
    assert city.duty("rectification_report").due["on"] == "2015-12-24"
    field = day_of_receipt(city, "feedback", "document.received")
    fields = {"act": about(city, "feedback"), "field": field, "right": "2015-11-23", "why": "看错"}
    city.do("town/contact", "act.corrected", fields, subject="feedback")
    assert city.duty("rectification_report").due["on"] == "2015-12-24", "it waits"
    own = city.refused("town/contact", "act.confirmed", {"granted": True}, subject="feedback")[0]
    assert (own.what.zh, own.cite) == ("更正日期要两个人：录入的人不能自己确认", ("base-9",))
    other = city.refused("team/head", "act.confirmed", {"granted": True}, subject="feedback")[0]
    assert other.what.zh == "更正由录入的机构自己的人确认"
    city.do("town/principal", "act.confirmed", {"granted": True}, subject="feedback")
    duty = city.duty("rectification_report")
    assert (duty.due["start"], duty.due["on"]) == ("2015-11-23", "2015-12-23")
    entry = city.subject("feedback").facts["document.received"][-1]
    assert (entry["received_on"], entry["before"]) == ("2015-11-23", ["2015-11-24"])


def test_a_receipt_that_is_not_agreed_to_moves_nothing() -> None:
    city = received_late()
    field = day_of_receipt(city, "feedback", "document.received")
    fields = {"act": about(city, "feedback"), "field": field, "right": "2015-11-23", "why": "看错"}
    city.do("town/contact", "act.corrected", fields, subject="feedback")
    city.do("town/principal", "act.confirmed", {"granted": False}, subject="feedback")
    assert city.duty("rectification_report").due["on"] == "2015-12-24"


def test_a_receipt_lies_between_the_sending_and_the_day_it_was_entered() -> None:
    city = received_late()
    field = day_of_receipt(city, "feedback", "document.received")

    def said(right: str) -> dict[str, str]:
        fields = {"act": about(city, "feedback"), "field": field, "right": right, "why": "看错"}
        return city.faults("town/contact", "act.corrected", fields, subject="feedback")

    assert said("2015-11-19") == {"right": "2015年11月20日才送出，收到不能更早"}
    city.play.on(date(2015, 11, 27))
    assert said("2015-11-26") == {"right": "2015年11月25日已经登记收到，不能更晚"}
    assert said("2015-11-24") == {"right": "和现在的一样，不用更正"}
    assert said("2015-11-25") == {}


@clause("base-10", effect="enforced")
def test_the_day_of_a_receipt_is_corrected_by_whoever_said_it() -> None:
    city = received_late()
    field = day_of_receipt(city, "feedback", "document.received")
    for other in ("team/head", "bureau/principal", "office/clerk"):
        [refusal] = correcting(city, other, "feedback", field, "2015-11-23")
        assert refusal.what.zh == "只有当初填写的机构才能更正", other
    [sealed] = correcting(city, "team/head", "feedback", "state", "改过的话")
    assert sealed.what.zh == SENT[0], "the words of the paper stand as they were sent"


def test_the_earlier_of_receipt_and_proof_of_delivery_still_counts() -> None:
    city = received_late()
    proof = {"to": "@town", "received_on": "2015-11-23"}
    city.do("team/member", "document.delivered", proof, subject="feedback")
    assert city.duty("rectification_report").due["start"] == "2015-11-23"
    mine = day_of_receipt(city, "feedback", "document.received")
    mends(city, "town/contact", "town/principal", "feedback", mine, "2015-11-25")
    assert city.duty("rectification_report").due["start"] == "2015-11-23", "the proof of delivery is earlier"
    theirs = day_of_receipt(city, "feedback", "document.delivered")
    mends(city, "team/member", "team/head", "feedback", theirs, "2015-11-24")
    assert city.duty("rectification_report").due["start"] == "2015-11-24"


def test_a_day_that_somebody_gave_stays_as_it_was_given() -> None:
    city = received_late()
    later = {"duty": str(city.duty("rectification_report").id), "due": "2016-01-15", "text": "年底结算"}
    city.do("office/director", "duty.extended", later, subject="feedback")
    field = day_of_receipt(city, "feedback", "document.received")
    mends(city, "town/contact", "town/principal", "feedback", field, "2015-11-23")
    assert city.duty("rectification_report").due["on"] == "2016-01-15"


def test_a_receiver_corrects_the_day_a_referral_came() -> None:
    city = reported().decide("clue", "cadre_breach").draft_referral("discipline", "clue", "discipline")
    city.do("office/clerk", "referral.sent", {}, subject="referral")
    city.play.on(date(2015, 11, 25))
    city.do("discipline/contact", "referral.received", {"received_on": "2015-11-25"}, subject="referral")
    assert city.duty("receiver_reply").due["start"] == "2015-11-25"
    field = day_of_receipt(city, "referral", "referral.received")
    mends(city, "discipline/contact", "discipline/clerk", "referral", field, "2015-11-24")
    assert city.duty("receiver_reply").due["start"] == "2015-11-24"
