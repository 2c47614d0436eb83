"""The light beside a due date, and the days something has waited."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from xuncha import shipped
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.core.dates.periods import Period, due_after
from xuncha.core.dates.standing import Light, Standing, standing, waited
from xuncha.core.words import Text

CALENDAR = shipped.calendar()
MONTH = due_after(Period.parse("P1M"), date(2026, 9, 7), CALENDAR)  # 8 October, after the holiday


def at(day: str, clock: str = "10:26") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("now", "light", "left", "late", "zh", "en"),
    [
        (at("2026-09-28"), Light.OK, 4, 0, "剩 4 个工作日", "4 working days left"),
        (at("2026-09-29"), Light.SOON, 3, 0, "剩 3 个工作日", "3 working days left"),
        (at("2026-10-01"), Light.SOON, 1, 0, "剩 1 个工作日", "1 working day left"),
        (at("2026-10-08", "23:59"), Light.SOON, 1, 0, "今天到期", "due today"),
        (at("2026-10-09", "00:00"), Light.LATE, 0, 1, "逾期 1 天", "1 day late"),
        (at("2026-10-16"), Light.LATE, 0, 8, "逾期 8 天", "8 days late"),
    ],
)
def test_what_is_left_counts_working_days_with_today_and_what_is_late_counts_days(
    now: datetime, light: Light, left: int, late: int, zh: str, en: str
) -> None:
    found = standing(MONTH.at, now, CALENDAR)
    assert (found.light, found.working_days_left, found.days_late) == (light, left, late)
    assert found.words() == Text(zh, en)


def test_a_date_inside_a_holiday_says_that_no_day_left_is_worked() -> None:
    due = due_after(Period.parse("P1M"), date(2026, 9, 7), CALENDAR, rolls=False)
    assert standing(due.at, at("2026-10-04"), CALENDAR).words() == Text(
        "剩 3 天，都不上班", "3 days left, none of them worked"
    )


def test_an_hour_period_is_late_on_the_same_day() -> None:
    due = due_after(Period.parse("PT24H"), at("2026-09-28"), CALENDAR)
    assert standing(due.at, at("2026-09-29", "10:25"), CALENDAR).words().zh == "今天到期"
    assert standing(due.at, at("2026-09-29", "10:26"), CALENDAR).words().zh == "今天已逾期"


def test_without_a_number_of_days_there_is_no_light_and_never_lateness() -> None:
    assert standing(None, at("2026-09-29"), CALENDAR) == Standing(Light.NONE)
    assert Standing(Light.NONE).words() == Text("未定天数", "no period set")
    assert Standing(Light.DONE).words() == Text("已办", "done")


def test_waiting_counts_working_days_after_the_day_it_was_opened() -> None:
    assert waited(date(2015, 9, 28), at("2015-09-28"), CALENDAR) == 0
    assert waited(date(2015, 9, 28), at("2015-10-10"), CALENDAR) == 5


def test_now_needs_its_time_zone() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        standing(MONTH.at, datetime(2026, 9, 29), CALENDAR)  # noqa: DTZ001
