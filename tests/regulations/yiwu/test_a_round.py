"""A round under the measures, from the work plan to the archive, in memory."""

from datetime import date
from functools import cache

from tests.regulations.yiwu.city import City, new_city, under_way


@cache
def finished() -> City:
    """The whole round; tests only look at it."""
    city = (
        under_way()
        .talk("方竹青")
        .talk("严明礼")
        .complain()
        .settle_complaint()
        .find()
        .lead()
        .end()
        .report()
        .dispose()
    )
    return (
        city.refer()
        .answer_referral()
        .feed_back()
        .receive_feedback()
        .rectify()
        .close_out()
        .make_public()
        .archive()
    )


def test_a_round_runs_from_the_work_plan_to_the_archive() -> None:
    city = finished()
    states = {
        name: city.subject(name).state
        for name in ("inspection", "finding", "complaint", "referral", "volume")
    }
    assert states == {
        "inspection": "ended",
        "finding": "closed",
        "complaint": "closed",
        "referral": "closed",
        "volume": "kept",
    }


def test_the_dates_of_the_worked_example_are_those_counted_by_hand() -> None:
    # 2015-09-24 Thursday: 27 September is Mid-Autumn, so the third working day is Tuesday the 29th.
    # 2015-11-20 Friday: five working days end on Friday the 27th; one month ends on Sunday 20 December, so Monday.
    city = finished()
    dates = {duty.rule: duty.due["on"] for duty in city.play.duties() if duty.due}
    assert dates == {
        "publish_notice": "2015-09-29",
        "publication_report": "2015-09-29",
        "write_report": "2015-11-27",
        "send_report": "2015-11-27",
        "hand_over_archive": "2015-12-21",
        "receiver_reply": "2015-12-21",
        "rectification_report": "2015-12-21",
        "principal_report": "2015-12-21",
    }


def test_entry_lists_every_preparation_that_is_missing() -> None:
    city = new_city().open_round().enrol().plan().form_team().declare().authorise()
    [refusal] = city.refused("team/head", "inspection.started", {"place": "镇政府"}, subject="inspection")
    assert refusal.cite == ("yiwu-11-1",)
    assert [missing.text.zh for missing in refusal.missing] == [
        "还没有办：人员到位（工作登记）",
        "还没有办：集中培训（会议、培训）",
        "还没有办：情况通报（制发、送达）",
        "还没有办：工作计划备案（报送）",
        "还没有办：巡查通知书（签收）",
        "还没有办：巡查公告（公布）",
    ]


def test_the_unit_reads_its_finding_only_once_it_is_fed_back() -> None:
    city = under_way().find()
    town = city.keys["town"]
    assert town not in city.subject("finding").readers
    assert town in finished().subject("finding").readers


def test_no_complaint_or_clue_is_ever_readable_by_the_unit() -> None:
    city = finished()
    town = city.keys["town"]
    for name in ("complaint", "clue"):
        assert town not in city.subject(name).readers
        assert town in city.subject(name).barred


def test_every_open_duty_has_one_owner_and_one_clause() -> None:
    city = finished()
    for duty in city.play.duties():
        assert duty.owner is not None, duty.rule
        assert city.play.scheme.duties[duty.rule].cite


def test_a_play_gives_the_same_record_each_time() -> None:
    again = under_way()
    assert again.play.book.rows["act"].keys() == under_way().play.book.rows["act"].keys()
    assert again.play.now.date() == date(2015, 10, 12)
