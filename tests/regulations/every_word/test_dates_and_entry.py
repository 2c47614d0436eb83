"""Articles 2 and 3: a fixed day, cycles, working days, calendar days and hours; notice before an act; several duties from one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.regulations.every_word.town import City, accepted, founded, opened
from tests.regulations.office import Owed
from xuncha.core.scheme.rules import Call


def test_a_fixed_day_stays_though_it_is_a_sunday() -> None:
    city = founded().open()
    assert city.owed("plan_of_the_year") == [Owed("office", "2026-12-20")]
    city.paper("plan", within="round").issue("plan")
    assert city.owed("plan_of_the_year") == []


def test_a_cycle_comes_again_for_every_unit() -> None:
    city = opened().at("2026-10-01").tick("monthly_progress", "2026-10")
    assert city.owed("monthly_progress") == [
        Owed("town", "2026-10-05", "office")
    ]  # a rest day; a cycle's day stays
    city.report("progress")
    assert city.owed("monthly_progress") == []


def test_a_quarter_ends_on_its_last_day() -> None:
    city = opened().tick("quarterly_consultation", "2026-Q3")
    assert city.owed("quarterly_consultation") == [Owed("office", "2026-09-30")]
    fields = {"kind": "consultation", "at": city.today, "items": [{"text": "会商"}]}
    city.do("office/clerk", "meeting.held", fields, within="round")
    assert city.owed("quarterly_consultation") == []


ENTER = ("told_before_entry", "team/head", "inspection.started", {"place": "镇政府二楼"})


def test_nobody_enters_a_unit_that_was_not_told() -> None:
    said = opened().why(*ENTER, subject="inspection")
    assert said == "ew-3-1 提前三个工作日告知单位，才能进驻：还没有办：核查通知书（签收）；要提前3个工作日"


def test_nobody_enters_before_three_working_days_have_passed_and_the_first_day_is_named() -> None:
    """Received on Wednesday the 9th.  Counted back from Monday the 14th: Friday, Thursday, Wednesday."""
    city = opened().at("2026-09-09").paper("notice").issue("notice").receive("notice")
    said = "ew-3-1 提前三个工作日告知单位，才能进驻：2026年9月9日才办“核查通知书（签收）”，要提前3个工作日，最早2026年9月12日"
    assert city.at("2026-09-11").why(*ENTER, subject="inspection") == said
    assert (
        city.at("2026-09-12").why(*ENTER, subject="inspection") == ""
    )  # a Saturday: Friday, Thursday, Wednesday
    assert city.at("2026-09-14").why(*ENTER, subject="inspection") == ""


def in_hours(city: City, guard: str, **said: str) -> City:
    """The same town under a guard that counts in hours."""
    rule = city.play.scheme.guards[guard]
    [call] = rule.needs
    assert isinstance(call, Call)
    changed = replace(rule, needs=(replace(call, args={**call.args, **said}),))
    city.play.scheme = replace(city.play.scheme, guards={**city.play.scheme.guards, guard: changed})
    return city


def test_notice_in_hours_is_counted_from_the_minute_of_the_receipt() -> None:
    city = opened().at("2026-09-09").paper("notice").issue("notice").receive("notice")
    in_hours(city, "told_before_entry", lead="PT24H")
    received = city.play.now
    city.play.now = received + timedelta(hours=23, minutes=59)
    said = f"最早2026年9月10日 {received:%H:%M}"
    assert city.why(*ENTER, subject="inspection").endswith(f"“核查通知书（签收）”要提前24小时，{said}")
    city.play.now = received + timedelta(hours=24)
    assert city.why(*ENTER, subject="inspection") == ""


def test_notice_entered_on_a_later_day_counts_from_the_end_of_its_own() -> None:
    city = opened().at("2026-09-09").paper("notice").issue("notice").at("2026-09-10")
    city.do("town/clerk", "document.received", {"received_on": "2026-09-09"}, subject="notice")
    in_hours(city, "told_before_entry", lead="PT24H")
    assert "最早2026年9月11日 00:00" in city.why(*ENTER, subject="inspection")
    assert city.at("2026-09-11").why(*ENTER, subject="inspection") == ""


def test_a_time_in_hours_after_an_act_ends_at_its_minute() -> None:
    city = in_hours(accepted().at("2026-09-22").assign(), "objected_in_time", within="PT48H")
    assigned = city.play.now
    objected = ("objected_in_time", "water/head", "matter.objected", {"text": "不归我们"})
    city.play.now = assigned + timedelta(hours=48)
    assert city.why(*objected, subject="request") == ""
    city.play.now = assigned + timedelta(hours=48, minutes=1)
    assert city.why(*objected, subject="request").endswith(
        f"“交办”以后48小时内，到2026年9月24日 {assigned:%H:%M}为止，已经过了"
    )


def entered():  # type: ignore[no-untyped-def]
    return (
        opened().at("2026-09-09").paper("notice").issue("notice").receive("notice").at("2026-09-14").enter()
    )


def test_the_entry_opens_three_duties_each_with_a_day_of_its_own() -> None:
    city = entered()
    assert city.owed("announce") == [Owed("team", "2026-09-16")]
    assert city.owed("list_of_people") == [Owed("town", "2026-09-15", "team")]
    assert city.duty("list_of_people").due["at"] == "2026-09-15T10:00:00+08:00"
    assert city.owed("talk_to_head") == [Owed("team", "2026-09-19")]  # Saturday, and it stays


def test_each_of_the_three_is_done_by_its_own_act() -> None:
    city = entered()
    assert len(city.owed("announce")) == 1
    city.paper("announcement", by="team/head")
    city.do("team/head", "document.signed", {}, subject="announcement")
    city.do("team/head", "document.published", {"medium": "board"}, subject="announcement")
    assert (city.owed("announce"), len(city.owed("list_of_people"))) == ([], 1)
    city.report("people", to="team")
    assert (city.owed("list_of_people"), len(city.owed("talk_to_head"))) == ([], 1)
    talk = {"method": "talk", "staff": ["@高望岚"]}
    city.do("team/head", "check.recorded", talk, within="inspection")
    assert city.owed("talk_to_head") == []
