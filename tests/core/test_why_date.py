"""Why this date: in sentences, day by day, and as a month grid."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from xuncha import shipped
from xuncha.core.dates.cycles import Cycle
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.core.dates.days_of_year import DayOfYear
from xuncha.core.dates.due import Due
from xuncha.core.dates.month_grid import Mark, month_grid
from xuncha.core.dates.periods import Period, before, due_after
from xuncha.core.dates.why_date import day_reasons, rule_words, sentences
from xuncha.core.words import Text

CALENDAR = shipped.calendar()
MONTH = due_after(Period.parse("P1M"), date(2026, 9, 7), CALENDAR)
FIVE = due_after(Period.parse("P5WD"), date(2015, 9, 28), CALENDAR)


def zh(due: Due) -> list[str]:
    return [text.zh for text in sentences(due)]


def en(due: Due) -> list[str]:
    return [text.en for text in sentences(due)]


def test_a_month_that_moved_on_is_told_in_four_sentences() -> None:
    assert zh(MONTH) == [
        "2026年9月7日 周一起算，1个月内。当天不算。",
        "中间的休息日照算，到2026年10月7日 周三期满。",
        "10月7日 周三是国庆节，顺延到下一个工作日。",
        "2026年10月8日 周四 24:00 到期。",
    ]
    assert en(MONTH) == [
        "Counted from Mon 7 Sep 2026, within 1 month. The day itself is not counted.",
        "Rest days in between count too; it ends on Wed 7 Oct 2026.",
        "Wed 7 Oct is National Day, so it moves to the next working day.",
        "Due by the end of Thu 8 Oct 2026.",
    ]


def test_working_days_tell_what_was_skipped_and_what_was_worked() -> None:
    assert zh(FIVE)[1:3] == [
        "10月1日 周四至10月7日 周三，国庆节，7 天不算。",
        "10月10日 周六是国庆节调休上班日，算工作日。",
    ]
    weekends = due_after(Period.parse("P8WD"), date(2015, 9, 7), CALENDAR)
    assert zh(weekends)[1] == "周末 2 天不算。"
    mid_autumn = due_after(Period.parse("P3WD"), date(2015, 9, 24), CALENDAR)
    assert en(mid_autumn)[1:3] == [
        "1 weekend day is not counted.",
        "Sun 27 Sep, Mid-Autumn Festival, is not counted.",
    ]


def test_a_shorter_month_and_a_weekend_are_named() -> None:
    due = due_after(Period.parse("P1M"), date(2025, 1, 31), CALENDAR)
    assert zh(due)[1] == "中间的休息日照算，到2025年2月28日 周五期满（该月没有同一日，取月末）。"
    saturday = due_after(Period.parse("P5D"), date(2026, 9, 7), CALENDAR)
    assert zh(saturday)[2] == "9月12日 周六是周末，顺延到下一个工作日。"


def test_hours_counting_back_and_named_days_are_told() -> None:
    hours = due_after(Period.parse("PT24H"), datetime(2026, 9, 30, 16, 5, tzinfo=SHANGHAI), CALENDAR)
    assert zh(hours) == [
        "2026年9月30日 周三 16:05 起算，24小时内。按小时连续计算，休息日照算。",
        "2026年10月1日 周四 16:05 到期。",
    ]
    back = before(Period.parse("P3WD"), date(2015, 10, 10), CALENDAR)
    assert zh(back)[0] == "从2015年10月10日 周六往前算，提前3个工作日。当天不算。"
    assert (
        zh(DayOfYear.parse("05-25").due(2017))[0] == "期限写明：5月25日前（含）。日子固定，遇休息日不顺延。"
    )
    assert zh(Cycle.parse("week").period_of(date(2026, 9, 7)).due())[0].startswith("期限写明：每周。")
    assert rule_words(Due.fixed(date(2026, 9, 7))) == Text("定下的日子", "the day that was set")


def test_a_provisional_date_names_the_year_whose_notice_is_missing() -> None:
    def last(period: str, start: date) -> str:
        return zh(due_after(Period.parse(period), start, CALENDAR))[-1]

    note = "2027 年放假通知还没有录入，这一天可能改变。"
    assert last("P3WD", date(2026, 12, 24)) == note
    assert last("P5WD", date(2026, 12, 28)) == note
    assert last("P5WD", date(2027, 2, 1)) == note


def test_each_day_has_its_reason() -> None:
    assert [(on.isoformat(), why.zh) for on, why in day_reasons(MONTH)] == [
        ("2026-09-07", "起算日，当天不算"),
        ("2026-10-07", "满1个月"),
        ("2026-10-07", "国庆节放假，往后顺延"),
        ("2026-10-08", "顺延到这个工作日"),
    ]
    assert day_reasons(FIVE)[3][1] == Text("国庆节放假，不算", "National Day, not counted")
    assert day_reasons(FIVE)[-1][1] == Text(
        "第 5 个工作日（国庆节调休上班）", "working day 5 (worked in exchange for National Day)"
    )


def test_the_grid_of_a_month_is_drawn_as_on_the_finding_page() -> None:
    weeks = month_grid(MONTH, CALENDAR, today=date(2026, 9, 29))
    assert [len(week.days) for week in weeks] == [7] * 5
    assert not any(week.after_gap for week in weeks)
    days = {day.on: day for week in weeks for day in week.days}
    assert min(days) == date(2026, 9, 7)
    assert max(days) == date(2026, 10, 11)

    def seen(on: date) -> tuple[set[str], str]:
        word = days[on].word
        return {mark.value for mark in days[on].marks}, word.zh if word else ""

    assert seen(date(2026, 9, 7)) == ({"from"}, "起算")
    assert seen(date(2026, 9, 12)) == ({"rest"}, "休")
    assert seen(date(2026, 9, 20)) == ({"work"}, "班")
    assert seen(date(2026, 9, 29)) == ({"today"}, "今天")
    assert seen(date(2026, 10, 7)) == ({"rest", "full"}, "期满")
    assert seen(date(2026, 10, 8)) == ({"to"}, "到期")
    assert seen(date(2026, 10, 10)) == ({"work", "out"}, "班")
    assert days[date(2026, 9, 8)].n == 0


def test_the_grid_numbers_the_days_that_were_counted() -> None:
    days = {day.on: day for week in month_grid(FIVE, CALENDAR) for day in week.days}
    assert [days[date(2015, 10, d)].n for d in (7, 8, 9, 10)] == [0, 3, 4, 5]
    assert days[date(2015, 10, 10)].marks == {Mark.TO, Mark.WORK}


def test_the_grid_of_a_long_period_leaves_out_the_weeks_between() -> None:
    weeks = month_grid(due_after(Period.parse("P6M"), date(2026, 1, 5), CALENDAR), CALENDAR)
    assert [week.days[0].on for week in weeks] == [date(2026, 1, 5), date(2026, 6, 29), date(2026, 7, 6)]
    assert [week.after_gap for week in weeks] == [False, True, False]


def test_the_grid_keeps_what_was_counted_though_the_calendar_has_changed() -> None:
    days = {day.on: day for week in month_grid(FIVE, shipped.calendar().of([])) for day in week.days}
    assert Mark.REST in days[date(2015, 10, 5)].marks
    assert Mark.WORK in days[date(2015, 10, 10)].marks


@given(
    st.dates(date(2010, 1, 1), date(2029, 1, 1)),
    st.sampled_from(["P0D", "P0WD", "P1WD", "P60WD", "P1D", "P90D", "P2W", "P1M", "P18M", "P3Y"]),
    st.booleans(),
    st.booleans(),
)
def test_every_due_date_can_explain_itself(start: date, text: str, rolls: bool, back: bool) -> None:
    period = Period.parse(text)
    due = before(period, start, CALENDAR) if back else due_after(period, start, CALENDAR, rolls=rolls)
    told = [*sentences(due), *(why for _, why in day_reasons(due))]
    assert all(said.zh and said.en and "None" not in said.en for said in told)
    marked = [day for week in month_grid(due, CALENDAR) for day in week.days if Mark.TO in day.marks]
    assert [day.on for day in marked] == [due.on]
