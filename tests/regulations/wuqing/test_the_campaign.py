"""The whole campaign in memory, from the printed plan in March to the closing report in December."""

from datetime import date
from functools import cache

from tests.regulations.wuqing.city import City, new_city


@cache
def finished() -> City:
    """Every step of the plan, once; tests only look at it."""
    city = new_city().open().adopt("district_mechanism", by="government/lead", within="round")
    city.step("mobilise", "2017-03-21", "2017-03-31")
    city.enrol("station", "below").assign("town", "below").enrol().assign().print_plan().mobilise()
    examine_itself(city)
    check_from_above(city)
    follow_the_clue(city)
    name_and_expose(city)
    city.play.on(date(2017, 11, 28))
    return city.step("summary", "2017-10-01", "2017-12-31").sum_up()


def examine_itself(city: City) -> None:
    city.play.on(date(2017, 4, 5))
    city.step("self_check", "2017-03-31", "2017-06-30").adopt("key_problem_mechanism")
    city.check_all().find().list_problems("finding").plan().list_rectification("finding")
    city.propose().draft("rules_list", items=["@rule"]).issue("rules_list").carry_out()
    city.play.on(date(2017, 4, 18))
    city.rectify().verify().close()


def check_from_above(city: City) -> None:
    city.play.on(date(2017, 7, 11))
    city.step("supervise", "2017-07-01", "2017-09-30").verify(stage="follow_up")
    city.supervise(by="town/clerk", within="below", name="seen").report_supervision("seen", by="town/clerk")
    city.supervise().report_supervision().find_from_above()
    city.do("supervisors/clerk", "measure.taken", {"kind": "criticism", "text": "当面批评"}, subject="found")
    city.feed_back().plan("found", measures=[{"what": "登记去向", "owner": "办公室", "by": "2017-07-20"}])
    city.play.on(date(2017, 7, 20))
    city.rectify("found").verify("found").close("found").verify("found", stage="follow_up")


def follow_the_clue(city: City) -> None:
    city.play.on(date(2017, 8, 1))
    city.lead().take_as_serious().refer()
    city.play.on(date(2017, 8, 2))
    city.do("discipline", "referral.received", {"received_on": "2017-08-02"}, subject="referral")
    city.play.on(date(2017, 9, 1))
    answer = {
        "outcome": "held_to_account",
        "text": "警告",
        "document_number": "武纪〔2017〕12号",
        "final": True,
    }
    city.do("discipline", "referral.answered", answer, subject="referral")
    city.do("bureau/clerk", "referral.closed", {}, subject="referral")
    city.inquire()
    concluded = {"conclusion": "proved", "text": "收费未入账", "correction": "已退款", "inquiry": "@inquiry"}
    city.do("bureau/clerk", "matter.concluded", concluded, subject="clue")


def name_and_expose(city: City) -> None:
    city.play.on(date(2017, 9, 12))
    city.decide_finally("程远道")
    for kind, for_act in (("circular", "naming"), ("exposure", "exposure")):
        city.name_people(kind).approve(
            kind, for_act, by="town/principal", asked_by="town/clerk", to="principal"
        ).clear(kind)
    city.issue("circular", to=["station"])
    city.do("town/clerk", "document.published", {"medium": "news"}, subject="exposure")
    city.meet("warning", case="@exposure")


def test_the_campaign_runs_from_the_printed_plan_to_the_closing_report() -> None:
    city = finished()
    names = ("finding", "found", "rule", "referral", "circular", "exposure", "closing_return")
    assert {name: city.subject(name).state for name in names} == {
        "finding": "closed",
        "found": "closed",
        "rule": "in_force",
        "referral": "closed",
        "circular": "issued",
        "exposure": "public",
        "closing_return": "submitted",
    }


def test_nothing_is_left_owed() -> None:
    assert finished().play.duties(state="open") == ()


def test_the_dates_are_those_of_the_text() -> None:
    city = finished()
    dates = {duty.rule: duty.due["on"] for duty in city.play.duties() if duty.due}
    assert dates == {
        "own_plan": "2017-03-31",
        "own_group": "2017-03-31",
        "own_mechanism": "2017-03-31",
        "mobilise_unit": "2017-03-31",
        "check_discipline": "2017-06-30",
        "check_orders": "2017-06-30",
        "check_service": "2017-06-30",
        "check_own_office": "2017-06-30",
        "list_problems": "2017-06-30",
        "list_rectification": "2017-06-30",
        "list_rules": "2017-06-30",
        "check_below": "2017-09-30",
        "follow_up": "2017-09-30",
        "closing_report": "2017-12-10",
    }


def test_every_duty_has_one_owner_and_cites_a_clause() -> None:
    city = finished()
    for duty in city.play.duties():
        assert duty.owner is not None, duty.rule
        assert city.play.scheme.duties[duty.rule].cite


def test_the_town_reads_neither_the_clue_nor_the_inquiry_nor_the_referral() -> None:
    city = finished()
    for name in ("clue", "inquiry", "referral"):
        assert city.keys["town"] not in city.subject(name).readers


def test_the_campaign_closes_once_the_work_is_done() -> None:
    city = finished().again()
    city.do("office/clerk", "campaign.closed", {"summary": "完成"}, subject="round")
    assert city.subject("round").state == "closed"
