"""Articles 1 and 4: who may not enter or copy; a lead and helpers; silence, objection and force."""

from __future__ import annotations

from datetime import date

import pytest

from tests.regulations.every_word.town import ANSWER, LETTER, accepted, opened
from tests.regulations.office import Owed
from xuncha.core.duties.silence import COUNTED
from xuncha.core.facts.rows import CLOCK
from xuncha.core.refusal import Refused


def test_a_team_registers_nothing_that_is_about_the_team() -> None:
    rule, act = "none_about_oneself", "complaint.received"
    about = LETTER | {"kind": "about_team"}
    said = opened().why(rule, "team/head", act, about, within="inspection")
    assert said == "ew-1-3 反映核查组的来件，核查组不登记：不能是这样：由核查组办理"
    assert opened().why(rule, "office/clerk", act, about, within="inspection") == ""
    assert opened().refused("team/head", act, LETTER, within="inspection") == ()


def test_a_paper_is_copied_to_nobody_outside() -> None:
    city = opened().paper("notice")
    rule, act = "copied_inside", "document.issued"
    said = city.why(rule, "office/clerk", act, {"to": ["@town"], "copies": ["@law"]}, subject="notice")
    assert said == "ew-1-4 文书只抄送领导小组和核办：这一件不送司法所，应送：领导小组、核办"
    assert (
        city.why(rule, "office/clerk", act, {"to": ["@town"], "copies": ["@group"]}, subject="notice") == ""
    )


def test_a_request_is_accepted_or_declined_within_seven_days() -> None:
    """Came on Friday the 18th; the seventh day is the Mid-Autumn Festival, so Monday the 28th."""
    city = opened().at("2026-09-18").arrive()
    assert city.owed("accept_or_decline") == [Owed("office", "2026-09-28", "team")]
    other = city.again()
    assert city.accept().owed("accept_or_decline") == []
    city = other
    assert len(city.owed("accept_or_decline")) == 1
    city.do("office/clerk", "complaint.declined", {"told_where": "法院"}, subject="request")
    assert city.owed("accept_or_decline") == []


def test_the_person_is_told_unless_the_address_is_unknown() -> None:
    city = accepted()
    assert city.owed("tell_person") == [Owed("office", "2026-09-23", "team")]
    assert city.tell().owed("tell_person") == []
    unknown = opened().at("2026-09-18").arrive("unknown", place="").at("2026-09-21").accept("unknown")
    assert unknown.duties("tell_person") == ()


def test_what_was_accepted_is_assigned_within_three_working_days() -> None:
    city = accepted()
    assert city.owed("assign") == [Owed("office", "2026-09-24", "team")]
    assert city.at("2026-09-22").assign().owed("assign") == []


# ------------------------------------------------------------------ the lead and those who help


def test_each_that_helps_owes_its_part_to_the_lead() -> None:
    """Five working days after Tuesday the 22nd, with the festival in between: Wednesday the 30th."""
    city = accepted().at("2026-09-22").assign("water", "housing", "station")
    day = "2026-09-30"
    assert sorted(city.owed("give_part")) == [Owed("housing", day, "water"), Owed("station", day, "water")]
    assert city.help("housing").owed("give_part") == [Owed("station", day, "water")]  # its own part alone
    assert city.help("station").owed("give_part") == []


def test_no_answer_before_every_part_is_there_and_by_the_lead_alone() -> None:
    city = accepted().at("2026-09-22").assign("water", "housing").at("2026-09-23").take()
    answer = ("complaint.answered", ANSWER)
    assert city.why("parts_first", "water/head", *answer, subject="request") == (
        "ew-4-6 协办意见收齐以后才能答复：还有待办：把协办意见交给主办"
    )
    city.help()
    assert city.why("parts_first", "water/head", *answer, subject="request") == ""
    assert city.why("lead_answers", "housing/head", *answer, subject="request") == (
        "ew-4-4 由主办的一方答复：这一件由主办的一方办"
    )
    assert city.refused("water/head", *answer, subject="request") == ()


def test_nobody_answers_what_was_assigned_to_nobody() -> None:
    said = accepted().why("lead_answers", "water/head", "complaint.answered", ANSWER, subject="request")
    assert said == "ew-4-4 由主办的一方答复：这一件还没有交办"


@pytest.mark.clause("base-27", effect="enforced")
def test_only_who_helps_gives_a_part() -> None:
    city = accepted().at("2026-09-22").assign("water", "housing")
    part = ("matter.contributed", {"text": "不归我们"})
    assert city.why("helped_by_helpers", "station/head", *part, subject="request") == (
        "base-27 协办意见由协办的一方提供：这一件由协办的一方办"
    )
    assert city.why("helped_by_helpers", "housing/head", *part, subject="request") == ""


@pytest.mark.clause("base-27", effect="enforced")
def test_only_whom_it_was_given_to_takes_it_on_or_objects() -> None:
    city = accepted().at("2026-09-22").assign("water", "housing")
    for act in (("matter.taken", {}), ("matter.objected", {"text": "不归我们"})):
        assert city.why("objected_by_assigned", "station/head", *act, subject="request") == (
            "base-27 接办和对交办的异议由主办或者协办的一方提出：这一件由主办或者协办的一方办"
        )
        assert city.why("objected_by_assigned", "water/head", *act, subject="request") == ""


# ------------------------------------------------------------------ silence, objection, force


def test_silence_counts_as_taking_it_on_and_the_answer_is_owed_from_that_day() -> None:
    """Assigned on Tuesday the 22nd, silent until Thursday the 24th; thirty days end on Saturday 24 October, so Monday."""
    city = accepted().at("2026-09-22").assign()
    assert city.owed("take_on") == [Owed("water", "2026-09-24", "office")]
    assert city.at("2026-09-24").owed("answer") == []
    city.at("2026-09-28")
    assert city.duty("take_on", "by_silence").closed_on.isoformat() == "2026-09-24"
    assert city.owed("answer") == [Owed("water", "2026-10-26", "office")]
    assert city.at("2026-10-12").answer().owed("answer") == []


def test_the_silence_of_the_former_counts_for_nobody_else() -> None:
    """Water's two days end on Thursday the 24th; those of housing, with the festival between, on Monday the 28th."""
    city = accepted().at("2026-09-22").assign()
    city.at("2026-09-23").assign("housing").at("2026-09-28")
    assert city.duty("take_on", "lapsed").due["on"] == "2026-09-24"
    assert city.duties("take_on", "by_silence") == ()
    assert city.owed("answer") == []
    assert city.at("2026-09-29").owed("answer") == [Owed("housing", "2026-10-28", "office")]


def test_no_silence_counts_once_the_matter_went_up_for_review() -> None:
    """The station answers at once and never says that it takes the matter on; water reviews it from the same day."""
    city = (
        accepted().tell().at("2026-09-22").assign("station").answer("station").ask_review().hand_up("water")
    )
    city.at("2026-09-28")
    assert city.duties("take_on", "by_silence") == ()
    assert city.owed("answer") == []
    assert city.duties("take_on") == ()
    [lapsed] = city.duties("take_on", "lapsed")
    told = {"duty": str(lapsed.id), "counts_as": "matter.taken"}
    with pytest.raises(Refused) as refused:
        city.play.do(COUNTED, told, subject=city.subject("request").id, by=CLOCK)
    assert refused.value.refusals[0].what.zh == "这项待办已经办结，或者不在这里"


def test_who_takes_it_on_owes_the_answer_from_then() -> None:
    city = accepted().at("2026-09-22").assign()
    assert len(city.owed("take_on")) == 1
    assert city.at("2026-09-23").take().duty("take_on", "discharged")
    assert city.owed("answer") == [Owed("water", "2026-10-23", "office")]


def test_an_objection_comes_in_time_or_not_at_all() -> None:
    city = accepted().at("2026-09-22").assign()
    objected = ("objected_in_time", "water/head", "matter.objected", {"text": "不归我们"})
    assert city.at("2026-09-24").why(*objected, subject="request") == ""
    assert city.at("2026-09-28").why(*objected, subject="request") == (
        "ew-4-8 交办后两个工作日内提出异议：“交办”以后2个工作日内，到2026年9月24日为止；发生日期晚于那一天"
    )


def test_after_an_objection_it_goes_to_another_who_owes_it_and_the_former_does_not() -> None:
    city = accepted().at("2026-09-22").assign("water", "station")
    assert len(city.owed("take_on")) == 1
    assert city.at("2026-09-23").object().duty("take_on", "discharged")
    assert city.owed("decide_objection") == [Owed("office", "2026-09-28", "water")]
    city.at("2026-09-24").object("station").assign("housing")
    assert city.owed("decide_objection") == []
    assert city.owed("give_part") == []  # the helper objected as well, and it lies elsewhere now
    assert city.duty("give_part", "lapsed")
    assert city.owed("take_on") == [Owed("housing", "2026-09-29", "office")]  # Monday the 28th and Tuesday


def test_taking_it_on_after_silence_counted_gives_no_second_answer() -> None:
    city = accepted().at("2026-09-22").assign().at("2026-10-12").take()
    assert city.owed("answer") == [Owed("water", "2026-10-26", "office")]
    assert city.duty("take_on", "by_silence")
    assert city.answer().take().owed("answer") == []  # nor once it was given


def test_taking_it_on_in_time_counts_from_its_day_when_it_is_entered_late() -> None:
    city = accepted().at("2026-09-22").assign().at("2026-09-28")
    taken = {"subject": "request", "occurred_on": date(2026, 9, 23), "paper": "接办回执"}
    city.do("water/head", "matter.taken", {}, **taken)
    assert city.duty("take_on", "discharged").closed_on == date(2026, 9, 23)
    assert city.owed("answer") == [Owed("water", "2026-10-23", "office")]


def test_who_was_silent_once_and_gets_it_again_owes_the_answer_from_taking_it_on() -> None:
    city = accepted().at("2026-09-22").assign().at("2026-09-28").assign("housing")
    city.assign("water").at("2026-09-29").take()
    assert city.duty("take_on", "by_silence")
    assert city.owed("answer") == [Owed("water", "2026-10-29", "office")]


def test_an_objection_in_time_that_is_entered_late_frees_of_the_answer_that_silence_gave() -> None:
    city = accepted().at("2026-09-22").assign().at("2026-10-08")
    assert city.owed("answer") == [Owed("water", "2026-10-26", "office")]
    city.do(
        "water/head", "matter.objected", {"text": "属住建职责"}, subject="request",
        occurred_on=date(2026, 9, 22), paper="异议书",
    )  # fmt: skip
    city.assign("housing")
    assert city.owed("answer") == []
    assert city.duty("answer", "lapsed")
    assert city.owed("take_on") == [Owed("housing", "2026-10-10", "office")]


def test_whoever_took_it_on_owes_nothing_once_it_lies_with_another() -> None:
    city = accepted().at("2026-09-22").assign("water", "station").at("2026-09-23").take()
    assert len(city.owed("answer")) == 1
    city.assign("housing", "station")
    assert city.owed("answer") == []
    assert city.duty("answer", "lapsed")
    assert [one.by for one in city.owed("take_on")] == ["housing"]
    assert [one.by for one in city.owed("give_part")] == ["station"]  # it helps as before, and once


def test_whoever_keeps_its_part_owes_nothing_twice() -> None:
    """A helper objects, another helps in its place, and the lead stays."""
    city = accepted().at("2026-09-22").assign("water", "station").at("2026-09-23").object("station")
    other = city.again()
    city.assign("water", "housing")
    assert city.owed("take_on") == [Owed("water", "2026-09-24", "office")]
    assert [one.by for one in city.owed("give_part")] == ["housing"]
    other.take().assign("water", "housing")
    assert other.owed("take_on") == []
    assert other.owed("answer") == [Owed("water", "2026-10-23", "office")]


def test_who_objected_and_gets_it_again_owes_it_again_and_so_does_who_answered() -> None:
    city = accepted().at("2026-09-22").assign().at("2026-09-23")
    other = city.again()
    city.object().assign()
    assert city.owed("take_on") == [Owed("water", "2026-09-28", "office")]
    other.take().answer().assign()
    assert other.owed("take_on") == [Owed("water", "2026-09-28", "office")]


def test_force_is_the_directors_with_a_reason_and_is_the_last_word() -> None:
    city = accepted().at("2026-09-22").assign().at("2026-09-23").object().at("2026-09-28")
    forced = {"owner": "@water", "forced": True}
    said = city.why("forced_by_director", "office/clerk", "matter.assigned", forced, subject="request")
    assert said == "ew-4-10 指定办理由核办主任写明理由：这件事由核办主任办理；请填写：内容"
    city.assign(by="office/director", forced=True, text="路灯由水务代管")
    assert city.duties("take_on") == ()  # nothing is left to object to
    assert city.owed("answer_by_force") == [Owed("water", "2026-10-28", "office")]
    assert city.why(
        "forced_is_last", "water/head", "matter.objected", {"text": "不办"}, subject="request"
    ) == ("ew-4-11 已经指定办理的，不再提异议：不能是这样：已办：交办（指定办理：是）")
    assert city.at("2026-10-12").answer().owed("answer_by_force") == []


def test_an_objection_passes_where_nothing_was_forced() -> None:
    city = accepted().at("2026-09-22").assign()
    assert (
        city.why("forced_is_last", "water/head", "matter.objected", {"text": "不归我们"}, subject="request")
        == ""
    )


# ------------------------------------------------------------------ a referral


def test_silence_counts_as_receipt_of_a_referral() -> None:
    """Sent on Monday the 28th: the 29th, the 30th, and after the National Day Thursday 8 October; a month on is a Sunday."""
    city = accepted().at("2026-09-28").refer()
    assert city.owed("receive_referral") == [Owed("law", "2026-10-08", "office")]
    city.at("2026-10-09")
    assert city.subject("referral").state == "received"
    assert city.duty("receive_referral", "by_silence").closed_on.isoformat() == "2026-10-08"
    assert city.owed("answer_referral") == [Owed("law", "2026-11-09", "office")]
    city.do("law/head", "referral.answered", {"outcome": "done", "text": "已调解"}, subject="referral")
    assert city.owed("answer_referral") == []


def test_a_referral_that_is_received_is_answered_within_a_month_of_it() -> None:
    city = accepted().at("2026-09-28").refer()
    assert len(city.owed("receive_referral")) == 1
    city.at("2026-09-29").do(
        "law/head", "referral.received", {"received_on": "2026-09-29"}, subject="referral"
    )
    assert city.duty("receive_referral", "discharged")
    assert city.owed("answer_referral") == [Owed("law", "2026-10-29", "office")]


def test_a_referral_objected_to_is_sent_again_only_with_the_groups_approval() -> None:
    city = accepted().at("2026-09-28").refer()
    assert len(city.owed("receive_referral")) == 1
    city.at("2026-09-29").do("law/head", "referral.objected", {"text": "不归司法所"}, subject="referral")
    assert city.duty("receive_referral", "discharged")
    again = ("forced_by_group", "office/clerk", "referral.sent", {"forced": True})
    assert city.why(*again, subject="referral") == (
        "ew-4-15 有异议仍要移交的，经领导小组批准：这一稿还没有经领导小组批准"
    )
    city.approve("referral.sent", on="referral", to="group")
    assert city.why(*again, subject="referral") == ""
