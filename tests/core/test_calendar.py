"""The calendar of working days agrees with what the office really did."""

from __future__ import annotations

from datetime import date

import chinese_calendar
import pytest

from xuncha import shipped
from xuncha.core.dates.calendar import Calendar, DayKind, YearTable, days_from
from xuncha.core.unreadable import UnreadableError
from xuncha.core.words import Text

HEAD = 'year = 2030\nstatus = "notice"\nnotice = "a notice that was read"\n'


def table(body: str, head: str = HEAD) -> YearTable:
    return YearTable.parse((head + body).encode(), "cn-2030.toml")


def one_holiday(lines: str) -> str:
    return f'[[holiday]]\ncode = "national"\nzh = "国庆节"\nen = "National Day"\n{lines}\n'


@pytest.mark.parametrize("year", range(2014, 2027))
def test_every_day_is_worked_or_rested_as_chinesecalendar_knows_it(year: int) -> None:
    calendar = shipped.calendar()
    differing = [
        on
        for on in days_from(date(year, 1, 1), date(year, 12, 31))
        if calendar.is_working(on) != chinese_calendar.is_workday(on)
    ]
    assert differing == []


@pytest.mark.parametrize("year", range(2014, 2027))
def test_every_holiday_has_the_name_chinesecalendar_gives_it(year: int) -> None:
    names = {"Tomb-sweeping Day": "Qingming Festival", "Mid-autumn Festival": "Mid-Autumn Festival"}
    names["Anti-Fascist 70th Day"] = "70th Anniversary of Victory Day"
    calendar = shipped.calendar()
    for on in days_from(date(year, 1, 1), date(year, 12, 31)):
        note = calendar.note(on)
        _, name = chinese_calendar.get_holiday_detail(on)
        if name is not None and note.kind is not DayKind.WEEKEND:
            assert note.name is not None
            assert note.name.en == names.get(name, name)


def test_a_saturday_worked_for_a_holiday_is_named_after_it() -> None:
    note = shipped.calendar().note(date(2015, 10, 10))
    assert (note.kind, note.name, note.provisional) == (
        DayKind.MAKE_UP,
        Text("国庆节", "National Day"),
        False,
    )


def test_a_new_year_notice_changes_the_december_before_it() -> None:
    calendar = shipped.calendar()
    assert calendar.note(date(2018, 12, 29)).kind is DayKind.MAKE_UP
    assert calendar.note(date(2018, 12, 31)).kind is DayKind.HOLIDAY


def test_a_year_without_a_notice_is_provisional_and_so_is_the_end_of_december_before_it() -> None:
    calendar = shipped.calendar()
    assert [calendar.is_provisional(year) for year in (2013, 2014, 2026, 2027, 2028)] == [
        True,
        False,
        False,
        True,
        True,
    ]
    assert not calendar.note(date(2026, 12, 25)).provisional
    assert calendar.note(date(2026, 12, 26)).provisional
    assert not calendar.note(date(2025, 12, 31)).provisional


def test_the_provisional_2027_has_the_thirteen_days_of_the_law() -> None:
    calendar = shipped.calendar()
    days = [on for holiday in calendar.holidays(date(2027, 1, 1), date(2027, 12, 31)) for on in holiday.days]
    assert len(days) == 13
    assert calendar.note(date(2027, 2, 5)).name == Text("春节", "Spring Festival")


def test_a_year_without_a_table_still_rests_on_weekends_and_fixed_holidays() -> None:
    calendar = shipped.calendar()
    assert calendar.note(date(2031, 10, 1)).name == Text("国庆节", "National Day")
    assert calendar.note(date(2031, 10, 4)).kind is DayKind.WEEKEND
    assert calendar.note(date(2031, 10, 6)).kind is DayKind.WORKING


def test_next_working_day_stays_on_a_working_day_and_passes_over_a_holiday() -> None:
    calendar = shipped.calendar()
    assert calendar.next_working(date(2026, 9, 30)) == date(2026, 9, 30)
    assert calendar.next_working(date(2026, 10, 1)) == date(2026, 10, 8)


def test_working_days_between_leaves_out_the_first_day_and_counts_the_last() -> None:
    calendar = shipped.calendar()
    assert calendar.working_days_between(date(2015, 9, 28), date(2015, 10, 10)) == 5
    assert calendar.working_days_between(date(2015, 10, 10), date(2015, 10, 10)) == 0
    assert calendar.working_days_between(date(2015, 10, 10), date(2015, 9, 28)) == 0


def test_holidays_of_a_span_are_listed_with_a_lasting_key() -> None:
    found = shipped.calendar().holidays(date(2015, 9, 1), date(2015, 12, 31))
    assert [holiday.key for holiday in found] == ["2015-victory_70", "2015-mid_autumn", "2015-national"]


def test_adopting_a_notice_changes_the_version_and_ends_the_provisional_year() -> None:
    calendar = shipped.calendar()
    raw = b'year = 2027\nstatus = "notice"\nnotice = "a notice that was read"\n'
    adopted = calendar.with_table(YearTable.parse(raw, "cn-2027.toml"))
    assert not adopted.is_provisional(2027)
    assert calendar.version.startswith("cn-2014-2027-")
    assert adopted.version != calendar.version
    assert calendar.with_table(calendar.table(2027) or table("")).version == calendar.version
    assert Calendar.of([]).version == "cn-none"


def test_every_shipped_year_says_where_it_comes_from() -> None:
    calendar = shipped.calendar()
    assert [found.year for found in calendar.tables] == list(range(2014, 2028))
    for found in calendar.tables[:-1]:
        assert found.source == "chinesecalendar 1.11.0"


def test_the_same_year_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="the same year stands in two tables"):
        Calendar.of([table(""), table("")])


@pytest.mark.parametrize(
    ("raw", "zh", "en"),
    [
        ("status = 'notice'", "缺少 year，应写成 year = 2026", "`year` is missing; write year = 2026"),
        (
            "year = 2030\nstatus = 'sure'",
            "status 是“sure”，应为 notice、agrees、provisional 之一",
            "status is “sure”; it should be notice, agrees or provisional",
        ),
        (
            "year = 2030\nstatus = 'notice'",
            "status 是 notice，还要写明 notice",
            "status is notice, so `notice` must be given too",
        ),
        (
            HEAD + one_holiday("days = ['2030-10-01']"),
            "national 里的 2030-10-01 应写成 2030-10-01 这样",
            "2030-10-01 in national should be like 2030-10-01",
        ),
        (
            HEAD + one_holiday("days = [2029-10-01]"),
            "national 里的 2029-10-01 不属于 2030 年",
            "2029-10-01 in national is not a day of 2030",
        ),
        (
            HEAD + one_holiday("days = [2030-10-01]\nmake_up = [2030-10-01]"),
            "national 的调休上班日 2030-10-01 不是周六或周日",
            "make-up working day 2030-10-01 of national is neither Saturday nor Sunday",
        ),
        (
            HEAD + one_holiday("days = [2030-10-01, 2030-10-01]"),
            "2030-10-01 写了两次",
            "2030-10-01 is listed twice",
        ),
        (
            HEAD + "[[holiday]]\nzh = '国庆节'",
            "节日“国庆节”要有 code、zh、en",
            "holiday “None” must have `code`, `zh` and `en`",
        ),
        (
            HEAD + one_holiday("makeup = [2030-10-05]"),
            "没有 makeup 这一项，只有 code, zh, en, days, make_up",
            "`makeup` is not a key; there are code, zh, en, days, make_up",
        ),
        (HEAD + "holiday = 3", "holiday 应写成 [[holiday]]", "`holiday` should be written [[holiday]]"),
        (
            HEAD + one_holiday("days = 2030-10-01"),
            "national 的 days 应是日期列表",
            "`days` of national should be a list of days",
        ),
    ],
)
def test_a_wrong_calendar_file_is_named_with_what_would_be_right(raw: str, zh: str, en: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        YearTable.parse(raw.encode(), "cn-2030.toml")
    assert refused.value.text == Text(f"日历文件 cn-2030.toml：{zh}。", f"Calendar file cn-2030.toml: {en}.")


@pytest.mark.parametrize("raw", [b"year = ", b"\xff\xfe"])
def test_a_file_that_is_not_toml_is_refused_without_a_traceback(raw: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"日历文件 cn-2030\.toml：不是合格的 TOML"):
        YearTable.parse(raw, "cn-2030.toml")


def test_a_toml_time_is_not_taken_for_a_day() -> None:
    with pytest.raises(UnreadableError, match="应写成 2030-10-01 这样"):
        table(one_holiday("days = [2030-10-01T10:00:00]"))
