"""A matter is not finished while something is owed on it that could be done no more; what falls away takes it along."""

from dataclasses import replace
from datetime import date

from tests.regulations.office import CLOCK
from tests.regulations.yiwu.city import City, entered
from tests.regulations.yiwu.test_article_17 import received
from tests.regulations.yiwu.test_duty_acts import with_holiday
from xuncha.core.dates.due import Due
from xuncha.core.dates.periods import recount

ANSWER = {"outcome": "preliminary", "text": "已初核"}


def answered() -> City:
    """A referral that the discipline commission answered, but not yet in writing."""
    city = received("discipline", "discipline", "cadre_breach")
    city.do(
        "discipline/contact",
        "disposition.proposed",
        {"class": "preliminary", "text": "先作初步核实"},
        subject="referral",
    )
    city.do("discipline/contact", "referral.answered", ANSWER, subject="referral")
    return city


def test_a_referral_is_not_closed_while_its_written_answer_is_owed() -> None:
    assert answered().why("owed", "office/clerk", "referral.closed", {}, subject="referral") == (
        "yiwu-17-18 还有没办完的待办，现在结了以后就办不成了：先办：书面反馈办理情况；不用再办的，先办“待办失效”，写明理由"
    )


def test_a_referral_is_closed_once_it_is_answered_in_writing() -> None:
    city = answered()
    city.do("discipline/contact", "referral.answered", ANSWER | {"document": "复函1号"}, subject="referral")
    city.do("office/clerk", "referral.closed", {}, subject="referral")
    assert city.subject("referral").state == "closed"


def test_what_is_no_longer_needed_lapses_by_an_act_with_its_reason_and_then_the_referral_is_closed() -> None:
    city = answered()
    owed = city.duty("receiver_reply")
    asked = {"duty": str(owed.id), "text": "接收单位已撤销"}
    city.do("office/clerk", "duty.lapsed", asked, subject="referral")
    city.do("office/clerk", "referral.closed", {}, subject="referral")
    assert city.owed("receiver_reply") == []


def test_before_anything_is_typed_the_form_says_the_same() -> None:
    [refusal] = answered().refused("office/clerk", "referral.closed", subject="referral", is_asked=True)
    assert (refusal.rule, refusal.missing[0].act) == ("owed", "referral.answered")


def test_what_a_body_lacks_falls_away_when_it_is_stood_down() -> None:
    city = answered()
    city.do("office/clerk", "body.formed", {"kind": "team", "title": "第九组"}, within="round", name="ninth")
    stream = city.keys["ninth"]
    before = {duty.rule for duty in city.play.duties(stream=stream, state="open")}
    assert "complete_roster" in before
    city.do("office/clerk", "body.stood_down", {"on": city.today}, subject="ninth")
    states = {(duty.rule, duty.state) for duty in city.play.duties(stream=stream)}
    assert ("complete_roster", "lapsed") in states
    assert ("complete_roster", "open") not in states


ASKED = {"kind": "explanation", "to": "@town", "title": "补贴", "text": "请说明"}
TAKEN_BACK = ("request.closed", {"text": "不用答复了"})


def asked() -> City:
    """The team asks the town for an explanation, and the office for other staff."""
    city = entered().ask("staff_change")
    city.do("team/member", "request.made", ASKED, within="inspection", name="explanation")
    return city


def test_whoever_owes_the_answer_does_not_end_the_request_instead() -> None:
    city = asked()
    assert city.why("owed", "office/clerk", *TAKEN_BACK, subject="staff_change") == (
        "yiwu-6-14 还有没办完的待办，现在结了以后就办不成了：先办：答复人员调整建议；不用再办的，先办“待办失效”，写明理由"
    )
    city.answer("staff_change")
    city.do("office/clerk", *TAKEN_BACK, subject="staff_change")
    assert [duty.state for duty in city.duties("answer_staff_change", "discharged")] == ["discharged"]


def test_a_third_party_does_not_end_what_the_unit_owes_the_team() -> None:
    city = asked()
    assert city.why("owed", "office/clerk", *TAKEN_BACK, subject="explanation").startswith("yiwu-25-1 ")
    assert len(city.owed("answer_request")) == 1


def test_before_a_request_is_closed_the_form_tells_whoever_owes_the_answer_so() -> None:
    where = {"subject": "staff_change", "is_asked": True}
    [refusal] = asked().refused("office/clerk", "request.closed", **where)
    assert (refusal.rule, refusal.missing[0].act) == ("owed", "request.answered")
    assert asked().refused("team/head", "request.closed", **where) == ()


def test_whoever_asked_takes_the_request_back_also_by_another_of_the_same_body() -> None:
    city = asked()
    city.do("team/head", *TAKEN_BACK, subject="explanation")
    assert [duty.state for duty in city.duties("answer_request", "lapsed")] == ["lapsed"]


def test_a_date_on_a_matter_that_was_closed_before_is_still_moved_by_the_clock() -> None:
    city = answered()
    duty, row = city.duty("receiver_reply"), city.subject("referral")
    city.play.book.put([replace(row, state="closed")])
    city.play.calendar = with_holiday(date.fromisoformat(duty.due["on"]))
    new = recount(Due.from_json(duty.due), city.play.calendar, city.play.now.date())
    assert duty.due_at is not None
    told = {"duty": str(duty.id), "old": duty.due_at.isoformat(), "new": new.at.isoformat(), "cause": "通知"}
    city.play.do("due.moved", told, subject=row.id, by=CLOCK)
    assert city.duty("receiver_reply").due_at == new.at
