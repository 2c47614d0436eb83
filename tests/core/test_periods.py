"""Periods end on the day the regulation means, and say why."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xuncha import shipped
from xuncha.core.dates.calendar import YearTable
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.core.dates.due import Due, StepCode
from xuncha.core.dates.periods import Period, before, due_after, recount
from xuncha.core.unreadable import UnreadableError
from xuncha.core.words import Text

CALENDAR = shipped.calendar()


def due_on(period: str, start: date, *, rolls: bool = True) -> date:
    return due_after(Period.parse(period), start, CALENDAR, rolls=rolls).on


def codes(due: Due) -> list[str]:
    return [step.code.value for step in due.steps]


# ------------------------------------------------------------------------------- cases known by hand


def test_five_working_days_over_the_national_day_of_2015_end_on_the_saturday_worked_for_it() -> None:
    due = due_after(Period.parse("P5WD"), date(2015, 9, 28), CALENDAR)
    assert due.on == date(2015, 10, 10)
    assert due.at == datetime(2015, 10, 11, tzinfo=SHANGHAI)
    assert codes(due) == ["start", "count", "count", *["holiday"] * 7, "count", "count", "make_up"]
    assert [step.n for step in due.steps if step.n] == [1, 2, 3, 4, 5]


def test_three_working_days_pass_over_the_mid_autumn_weekend_of_2015() -> None:
    assert due_on("P3WD", date(2015, 9, 24)) == date(2015, 9, 29)


def test_one_month_that_ends_in_the_national_holiday_ends_on_the_first_day_back() -> None:
    due = due_after(Period.parse("P1M"), date(2026, 9, 7), CALENDAR)
    assert due.on == date(2026, 10, 8)
    assert [(step.on.isoformat(), step.code.value) for step in due.steps] == [
        ("2026-09-07", "start"),
        ("2026-10-07", "landing"),
        ("2026-10-07", "holiday"),
        ("2026-10-08", "rolled"),
    ]


def test_one_month_stays_in_the_holiday_where_the_scheme_reads_it_so() -> None:
    assert due_on("P1M", date(2026, 9, 7), rolls=False) == date(2026, 10, 7)


def test_one_month_from_the_last_of_january_is_the_last_of_february() -> None:
    assert due_on("P1M", date(2024, 1, 31)) == date(2024, 2, 29)
    due = due_after(Period.parse("P1M"), date(2026, 1, 31), CALENDAR)
    # 28 February 2026 is a Saturday worked for the Spring Festival.
    assert due.on == date(2026, 2, 28)
    assert codes(due) == ["start", "clamped"]


def test_a_year_from_a_leap_day_is_the_28th() -> None:
    assert due_on("P1Y", date(2024, 2, 29), rolls=False) == date(2025, 2, 28)


def test_fifteen_days_count_rest_days_and_move_on_from_a_rest_day() -> None:
    due = due_after(Period.parse("P15D"), date(2026, 9, 10), CALENDAR)
    assert codes(due) == ["start", *["count"] * 15, "holiday", "holiday", "holiday", "rolled"]
    assert due.on == date(2026, 9, 28)
    assert due_on("P2W", date(2026, 9, 10)) == date(2026, 9, 24)


def test_a_rolled_end_may_be_a_weekend_day_that_is_worked() -> None:
    due = due_after(Period.parse("P1D"), date(2026, 1, 2), CALENDAR)
    assert due.on == date(2026, 1, 4)
    assert due.steps[-1].name == Text("元旦", "New Year's Day")


def test_hours_run_from_the_recorded_minute_through_the_holiday() -> None:
    start = datetime(2026, 9, 30, 16, 5, 44, tzinfo=SHANGHAI)
    due = due_after(Period.parse("PT24H"), start, CALENDAR)
    assert due.at == datetime(2026, 10, 1, 16, 5, tzinfo=SHANGHAI)
    assert due.on == date(2026, 10, 1)
    assert not due.provisional


def test_a_moment_is_read_on_the_day_it_is_in_shanghai() -> None:
    late_evening_in_london = datetime(2026, 9, 7, 17, 0, tzinfo=UTC)
    assert due_after(Period.parse("P1D"), late_evening_in_london, CALENDAR).steps[0].on == date(2026, 9, 8)


def test_counting_back_leaves_out_the_day_itself_and_never_moves() -> None:
    assert before(Period.parse("P3WD"), date(2015, 10, 10), CALENDAR).on == date(2015, 9, 30)
    assert before(Period.parse("P10D"), date(2026, 10, 14), CALENDAR).on == date(2026, 10, 4)
    assert before(Period.parse("P1M"), date(2026, 3, 31), CALENDAR).on == date(2026, 2, 28)
    assert before(Period.parse("P0D"), date(2026, 9, 7), CALENDAR).on == date(2026, 9, 6)
    moment = datetime(2026, 9, 7, 9, 30, tzinfo=SHANGHAI)
    assert before(Period.parse("PT48H"), moment, CALENDAR).at == moment - timedelta(hours=48)


# ------------------------------------------------------------------------------------ provisional


def test_a_date_counted_in_a_year_without_notice_says_so() -> None:
    def provisional(period: str, start: date, *, rolls: bool = True) -> bool:
        return due_after(Period.parse(period), start, CALENDAR, rolls=rolls).provisional

    assert provisional("P5WD", date(2027, 2, 1))
    assert provisional("P3WD", date(2026, 12, 24))
    assert not provisional("P3WD", date(2026, 12, 21))
    assert provisional("P1M", date(2026, 12, 7))
    assert not provisional("P1M", date(2026, 12, 7), rolls=False)
    assert before(Period.parse("P3WD"), date(2027, 1, 6), CALENDAR).provisional


NOTICE_2027 = """
year = 2027
status = "notice"
notice = "an invented notice for this test"
[[holiday]]
code = "spring"
zh = "春节"
en = "Spring Festival"
days = [2027-02-05, 2027-02-06, 2027-02-07, 2027-02-08, 2027-02-09, 2027-02-10]
make_up = [2027-01-31]
"""
ADOPTED = CALENDAR.with_table(YearTable.parse(NOTICE_2027.encode(), "cn-2027.toml"))


def test_a_new_notice_moves_an_open_date_later() -> None:
    old = due_after(Period.parse("P3WD"), date(2027, 2, 4), CALENDAR)
    new = recount(old, ADOPTED, adopted_on=date(2026, 11, 25))
    assert (old.on, new.on, new.provisional) == (date(2027, 2, 11), date(2027, 2, 15), False)


def test_a_date_moved_earlier_is_never_before_the_day_after_adoption() -> None:
    old = due_after(Period.parse("P3WD"), date(2027, 1, 28), CALENDAR)
    assert old.on == date(2027, 2, 2)
    assert recount(old, ADOPTED, adopted_on=date(2026, 11, 25)).on == date(2027, 2, 1)
    late = recount(old, ADOPTED, adopted_on=date(2027, 2, 1))
    assert (late.on, late.at) == (date(2027, 2, 2), datetime(2027, 2, 3, tzinfo=SHANGHAI))
    assert late.steps[-1].code is StepCode.ADOPTED
    # Never later than it was, either.
    assert recount(old, ADOPTED, adopted_on=date(2027, 2, 9)).on == old.on


def test_a_date_counted_back_is_recounted_too_and_a_named_day_is_not() -> None:
    back = before(Period.parse("P1WD"), date(2027, 2, 11), CALENDAR)
    assert (back.on, recount(back, ADOPTED, adopted_on=date(2026, 11, 25)).on) == (
        date(2027, 2, 10),
        date(2027, 2, 4),
    )
    named = Due.fixed(date(2027, 2, 9), "set")
    assert recount(named, ADOPTED, adopted_on=date(2026, 11, 25)) == named


# ------------------------------------------------------------------- a slow second implementation


def rest_and_work() -> tuple[set[date], set[date]]:
    """Days off and days worked, straight from the tables."""
    holidays = [holiday for table in CALENDAR.tables for holiday in table.holidays]
    return {on for h in holidays for on in h.days}, {on for h in holidays for on in h.make_up}


OFF, ON = rest_and_work()


def slowly_worked(on: date) -> bool:
    return on in ON or (on not in OFF and on.strftime("%a") not in ("Sat", "Sun"))


def slowly(n: int, unit: str, start: date, rolls: bool) -> date:
    """One day at a time, with no arithmetic on months but counting first days."""
    on = start
    if unit == "WD":
        while n:
            on += timedelta(days=1)
            n -= slowly_worked(on)
        return on
    for _ in range(n * {"D": 1, "W": 7}.get(unit, 0)):
        on += timedelta(days=1)
    if unit in ("M", "Y"):
        firsts, on = n * {"M": 1, "Y": 12}[unit], start
        while firsts:
            on += timedelta(days=1)
            firsts -= on.day == 1
        if n:
            while on.day < start.day and (on + timedelta(days=1)).day != 1:
                on += timedelta(days=1)
    while rolls and not slowly_worked(on):
        on += timedelta(days=1)
    return on


KNOWN_DAYS = st.dates(date(2014, 1, 1), date(2024, 12, 20))
"""Two years on, no day is among the last of December 2026, which the notice for 2027 may still change."""
LENGTHS = st.one_of(
    st.tuples(st.integers(0, 60), st.just("WD")),
    st.tuples(st.integers(0, 90), st.just("D")),
    st.tuples(st.integers(0, 8), st.just("W")),
    st.tuples(st.integers(0, 14), st.just("M")),
    st.tuples(st.integers(0, 2), st.just("Y")),
)


@settings(deadline=None)
@given(KNOWN_DAYS, LENGTHS, st.booleans())
def test_every_period_ends_where_slow_counting_ends(
    start: date, length: tuple[int, str], rolls: bool
) -> None:
    n, unit = length
    due = due_after(Period.parse(f"P{n}{unit}"), start, CALENDAR, rolls=rolls)
    assert due.on == slowly(n, unit, start, rolls)
    assert due.at.astimezone(SHANGHAI) == datetime(
        due.on.year, due.on.month, due.on.day, tzinfo=SHANGHAI
    ) + timedelta(days=1)
    assert due.steps[-1].on == due.on
    assert not due.provisional


@given(KNOWN_DAYS, st.integers(1, 60))
def test_counting_back_is_the_mirror_of_counting_on(day: date, n: int) -> None:
    on = before(Period.parse(f"P{n}WD"), day, CALENDAR).on
    between = [on + timedelta(days=k) for k in range((day - on).days)]
    assert slowly_worked(on)
    assert sum(slowly_worked(each) for each in between) == n


@given(KNOWN_DAYS, st.integers(0, 800))
def test_working_days_between_agrees_with_slow_counting(after: date, n: int) -> None:
    until = after + timedelta(days=n)
    slow = sum(slowly_worked(after + timedelta(days=k)) for k in range(1, n + 1))
    assert CALENDAR.working_days_between(after, until) == slow


@given(st.dates(date(2010, 1, 1), date(2030, 12, 31)), LENGTHS, st.booleans())
def test_a_due_date_comes_back_from_the_record_as_it_was(
    start: date, length: tuple[int, str], rolls: bool
) -> None:
    n, unit = length
    due = due_after(Period.parse(f"P{n}{unit}"), start, CALENDAR, rolls=rolls)
    assert Due.from_json(json.loads(json.dumps(due.as_json()))) == due


def test_a_due_minute_comes_back_from_the_record_as_it_was() -> None:
    due = due_after(Period.parse("PT24H"), datetime(2026, 9, 30, 16, 5, tzinfo=SHANGHAI), CALENDAR)
    assert Due.from_json(json.loads(json.dumps(due.as_json()))) == due


# -------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    "text", ["", "5WD", "P5", "PWD", "P5wd", "P-5D", "P1M2D", "P5H", "PT5M", "P５WD", "P5WD\n"]
)
def test_a_period_that_cannot_be_read_says_how_to_write_one(text: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        Period.parse(text)
    assert refused.value.text == Text(
        f"看不懂期限“{text}”，应写成 P5WD（5个工作日）、P15D（15日）、P2W（2周）、P1M（1个月）、"
        "P1Y（1年）或 PT24H（24小时）。",
        f"“{text}” is not a period; write P5WD (5 working days), P15D (15 days), P2W (2 weeks), "
        "P1M (1 month), P1Y (1 year) or PT24H (24 hours).",
    )


def test_a_period_of_centuries_is_taken_for_a_slip() -> None:
    with pytest.raises(UnreadableError) as refused:
        Period.parse("P121M")
    assert refused.value.text == Text(
        "期限“P121M”太长，这个单位最多 120。", "The period “P121M” is too long; in this unit the most is 120."
    )


def test_hours_need_the_minute_they_start_from() -> None:
    with pytest.raises(UnreadableError) as refused:
        due_after(Period.parse("PT24H"), date(2026, 9, 7), CALENDAR)
    assert refused.value.text == Text(
        "期限 PT24H 按小时算，起算时间要写到分钟，如 2026-09-07 10:26。",
        "PT24H is counted in hours, so give the minute it starts from, such as 2026-09-07 10:26.",
    )


@pytest.mark.parametrize("start", [date(1, 1, 1), date(9999, 12, 31)])
def test_a_year_nobody_can_mean_is_refused(start: date) -> None:
    for count in (due_after, before):
        with pytest.raises(UnreadableError) as refused:
            count(Period.parse("P1Y"), start, CALENDAR)
        assert refused.value.text.zh == f"{start.year} 年不在 1900 至 2200 年之间，请核对年份。"


def test_a_moment_without_a_time_zone_is_a_mistake_of_the_programmer() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        due_after(Period.parse("PT24H"), datetime(2026, 9, 7, 10, 26), CALENDAR)  # noqa: DTZ001


@pytest.mark.parametrize("text", ["P5WD", "P15D", "P2W", "P1M", "P1Y", "PT24H"])
def test_a_period_is_written_as_it_was_read(text: str) -> None:
    assert str(Period.parse(text)) == text
