"""Days a regulation names: month-days, thirds of a month, month ends, spans."""

from __future__ import annotations

from datetime import date

import pytest

from xuncha.core.dates.day_words import read_day, say_day
from xuncha.core.dates.days_of_year import DayOfYear, Span
from xuncha.core.unreadable import UnreadableError
from xuncha.core.words import Text


@pytest.mark.parametrize(
    ("written", "first", "last", "zh", "en"),
    [
        ("05-25", "2017-05-25", "2017-05-25", "5月25日", "25 May"),
        ("03-early", "2017-03-01", "2017-03-10", "3月上旬", "early Mar"),
        ("06-mid", "2017-06-11", "2017-06-20", "6月中旬", "mid Jun"),
        ("02-late", "2017-02-21", "2017-02-28", "2月下旬", "late Feb"),
        ("12-end", "2017-12-31", "2017-12-31", "12月底", "end of Dec"),
        ("02-29", "2017-02-28", "2017-02-28", "2月29日", "29 Feb"),
        ("10", "2017-10-01", "2017-10-31", "10月", "Oct"),
    ],
)
def test_a_named_day_covers_these_days(written: str, first: str, last: str, zh: str, en: str) -> None:
    day = DayOfYear.parse(written)
    assert (day.first(2017).isoformat(), day.last(2017).isoformat()) == (first, last)
    assert day.words() == Text(zh, en)
    assert str(day) == written


def test_a_named_day_stays_though_it_is_a_rest_day() -> None:
    due = DayOfYear.parse("06-25").due(2017)
    assert (due.on, due.provisional, due.rule) == (date(2017, 6, 25), False, "06-25")
    assert due.on.weekday() == 6


def test_the_next_of_a_named_day_may_be_next_year() -> None:
    assert DayOfYear.parse("05-25").next_due(date(2017, 5, 24)).on == date(2017, 5, 25)
    assert DayOfYear.parse("05-25").next_due(date(2017, 5, 25)).on == date(2018, 5, 25)


def test_a_span_runs_from_the_first_day_of_one_end_to_the_last_of_the_other() -> None:
    assert Span.parse("05-late", "06-late").in_year(2017) == (date(2017, 5, 21), date(2017, 6, 30))
    assert Span.parse("12-late", "01-early").in_year(2017) == (date(2017, 12, 21), date(2018, 1, 10))


@pytest.mark.parametrize("text", ["", "5-25", "05-5", "13-01", "02-30", "04-31", "05-00", "05-1st", "05-25 "])
def test_a_day_of_the_year_that_cannot_be_read_says_how_to_write_one(text: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        DayOfYear.parse(text)
    assert refused.value.text == Text(
        f"看不懂日子“{text}”，应写成 05-25、05-early（上旬）、05-mid（中旬）、05-late（下旬）、"
        "05-end（月底）或 05（整月）。",
        f"“{text}” is not a day of the year; write 05-25, 05-early, 05-mid, 05-late (thirds of the month), "
        "05-end or 05 (the whole month).",
    )


@pytest.mark.parametrize(
    "text", ["2015-09-28", "2015/9/28", "2015.9.28", "2015年9月28日", "２０１５－９－２８", " 2015-9-28 "]
)
def test_a_day_is_read_in_every_way_an_office_writes_it(text: str) -> None:
    assert read_day(text) == date(2015, 9, 28)


@pytest.mark.parametrize("text", ["", "2015-02-30", "28/9/2015", "2015-9/28", "2015-09-28 25:00", "20150928"])
def test_a_date_that_cannot_be_read_says_how_to_write_one(text: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_day(text)
    assert refused.value.text == Text(
        f"看不懂日期“{text}”，请写成 2015-09-28 这样（要写几点几分时：2015-09-28 10:26）。",
        f"“{text}” is not a date; write it like 2015-09-28 (with the minute: 2015-09-28 10:26).",
    )


def test_a_year_out_of_reach_is_questioned() -> None:
    with pytest.raises(UnreadableError) as refused:
        read_day("2915-09-28")
    assert refused.value.text.en == "The year 2915 is not between 1900 and 2200; check the year."


def test_a_day_is_said_with_its_weekday() -> None:
    assert say_day(date(2026, 9, 29)) == Text("2026年9月29日 周二", "Tue 29 Sep 2026")
