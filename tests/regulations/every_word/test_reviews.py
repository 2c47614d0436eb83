"""Articles 6 and 7: a review and a re-review by the next level, an end that is final, and a recusal that is asked for."""

from __future__ import annotations

from tests.regulations.every_word.town import ANSWER, City, accepted, answered
from tests.regulations.office import Owed


def test_a_review_is_asked_for_within_thirty_days_of_the_answer() -> None:
    """Answered on Monday 12 October: until Wednesday 11 November."""
    city = answered().at("2026-11-13")
    asked = ("review_in_time", "office/clerk", "review.requested")
    late = {"level": "review", "asked_on": "2026-11-12"}
    assert city.why(*asked, late, subject="request") == (
        "ew-6-1 答复之日起三十日内申请：“答复”以后30日内，到2026年11月11日为止；申请日期晚于那一天"
    )
    assert (
        city.why(*asked, late | {"asked_on": "2026-11-11"}, subject="request") == ""
    )  # entered later, asked in time


def test_the_office_hands_it_to_the_next_level_which_decides_within_thirty_days() -> None:
    city = answered().at("2026-11-11").ask_review()
    assert city.subject("request").state == "under_review"
    assert city.owed("hand_up") == [Owed("office", "2026-11-18", "team")]
    city.at("2026-11-12").hand_up("water")
    assert city.owed("hand_up") == []
    assert city.owed("review_it") == [Owed("water", "2026-12-14", "office")]  # 12 December is a Saturday
    assert city.answer("water").owed("review_it") == []


def test_it_goes_to_no_other_than_the_next_level() -> None:
    city = answered().at("2026-11-11").ask_review()
    up = ("reviewed_above", "office/clerk", "matter.rehandled")
    said = "ew-6-3 复查、复核由答复机关的上一级办理：要交给柳塘办理站的上一级（部门）"
    for other in ("@board", "@station", "@town"):
        assert city.why(*up, {"owner": other}, subject="request") == said
    assert city.why(*up, {"owner": "@water"}, subject="request") == ""


def test_whoever_answered_does_not_review() -> None:
    city = answered().at("2026-11-11").ask_review().hand_up("water")
    by_another = ("reviewed_by_another", "complaint.answered")
    said = city.why(by_another[0], "station/head", by_another[1], ANSWER, subject="request")
    assert said.startswith("ew-6-4 答复过的机关不参加复查、复核：")
    assert city.why(by_another[0], "water/head", by_another[1], ANSWER, subject="request") == ""


def reviewed() -> City:
    """The department reviewed on 12 November."""
    return answered().at("2026-11-11").ask_review().at("2026-11-12").hand_up("water").answer("water")


def test_what_the_former_promised_goes_over_to_whoever_reviews_with_its_day_and_a_review_promises_nothing_of_its_own() -> (
    None
):
    city = answered().at("2026-11-11").ask_review()
    [before] = city.duties("carry_out")
    assert [duty.by for duty in city.owed("carry_out")] == ["station"]
    act = city.do("office/clerk", "matter.rehandled", {"owner": "@water"}, subject="request")
    [after] = city.duties("carry_out")
    assert [duty.by for duty in city.owed("carry_out")] == ["water"]
    assert (after.id, after.due_at, after.undated) == (before.id, before.due_at, before.undated)
    assert city.keys["water"] in after.readers
    assert act.effects["handed_on"] == [
        {"rule": "carry_out", "from": str(city.keys["station"]), "to": str(city.keys["water"])}
    ]
    assert [duty.by for duty in reviewed().owed("carry_out")] == ["water"]
    assert [duty.by for duty in rereviewed().owed("carry_out")] == ["board"]


def test_there_is_one_review_and_after_it_one_re_review() -> None:
    asked = ("office/clerk", "review.requested")
    first, second = (
        {"level": "review", "asked_on": "2026-11-12"},
        {"level": "rereview", "asked_on": "2026-11-12"},
    )
    before, after = answered().at("2026-11-12"), reviewed()
    assert before.why("one_review", *asked, first, subject="request") == ""
    assert before.why("one_rereview", *asked, second, subject="request") == (
        "ew-6-6 复查以后可以复核一次：还没有办：复查（申请复查、复核）"
    )
    assert after.why("one_review", *asked, first, subject="request") == (
        "ew-6-6 复查只有一次：不能是这样：已办：申请复查、复核（复查）"
    )
    assert after.why("one_rereview", *asked, second, subject="request") == ""


def rereviewed() -> City:
    """The board re-reviewed on Monday 16 November."""
    return reviewed().at("2026-11-16").ask_review("rereview").hand_up("board").answer("board")


def test_after_the_re_review_the_matter_is_final() -> None:
    city = rereviewed()
    assert city.owed("declare_final") == [Owed("office", "2026-11-23", "board")]
    again = {"level": "rereview", "asked_on": city.today}
    assert city.why("one_rereview", "office/clerk", "review.requested", again, subject="request")
    city.do("office/clerk", "complaint.finalised", {"text": "已经复核"}, subject="request")
    assert city.owed("declare_final") == []
    assert city.subject("request").state == "final"
    [refusal] = city.refused("office/clerk", "matter.rehandled", {"owner": "@board"}, subject="request")
    assert refusal.what.zh == "这一件现在是“已终结”，不能办“二次办理”"


def test_nothing_is_final_before_a_re_review() -> None:
    done = ("final_after_rereview", "office/clerk", "complaint.finalised", {"text": "已经复查"})
    assert reviewed().why(*done, subject="request") == (
        "ew-6-8 经过复核才能终结：还没有办：复核（申请复查、复核）"
    )
    assert rereviewed().why(*done, subject="request") == ""
    assert reviewed().duties("declare_final") == ()


def test_what_is_final_is_not_accepted_again() -> None:
    city = rereviewed()
    city.do("office/clerk", "complaint.finalised", {"text": "已经复核"}, subject="request")
    city.arrive("again")
    accept = ("final_is_final", "office/clerk", "complaint.accepted", {"within_remit": True})
    assert city.why(*accept, subject="again") == ""  # nobody has said yet that it is the same
    city.do("office/clerk", "matter.linked", {"to": "@request", "as": "same"}, subject="again")
    said = city.why(*accept, subject="again")
    assert said == "ew-6-9 同一事项已经终结的，不再受理：不能是这样：写明依据的信访件（已终结）"
    city.do("office/clerk", "complaint.declined", {"told_where": "已经终结，不再受理"}, subject="again")
    assert city.subject("again").state == "declined"


# ------------------------------------------------------------------ recusal


def asked_recusal() -> City:
    city = accepted()
    fields = {"unit": "@town", "ground": "kin", "who_asks": "complainant", "text": "镇长的表弟"}
    city.do("office/clerk", "recusal.requested", fields, subject="高望岚")
    return city


def test_a_recusal_asked_for_by_whoever_came_is_decided_within_three_working_days() -> None:
    city = asked_recusal()
    assert city.owed("decide_recusal") == [Owed("office", "2026-09-24")]
    fields = {"unit": "@town", "kept_off": False, "text": "没有亲属关系"}
    city.do("office/director", "recusal.decided", fields, subject="高望岚")
    assert city.owed("decide_recusal") == []


def test_meanwhile_the_handler_does_nothing_in_this_unit() -> None:
    city = asked_recusal()
    [refusal] = city.refused("team/head", "inspection.started", {"place": "二楼"}, subject="inspection")
    assert (refusal.rule, refusal.cite) == ("recused", ("ew-7-2",))
