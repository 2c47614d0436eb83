"""A calendar as RFC 5545 has it: lines that end and fold as they should, one event a day, figures alone."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from xuncha.core.dates.icalendar import due_calendar, folded
from xuncha.core.office.notice import notice_text

KEY = UUID("5b1d0c5e-7d0a-4a6e-9f53-6f2b8c1a7e09")
NOW = datetime(2026, 12, 1, 16, tzinfo=UTC)


def test_a_calendar_is_the_bytes_that_the_standard_asks_for() -> None:
    days = {date(2026, 12, 31): 1, date(2026, 12, 4): 3}
    text = due_calendar(days, KEY, NOW, "https://xuncha.example/desk")
    assert (
        text.replace("\r\n", "\n")
        == """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//xuncha//items due//ZH
CALSCALE:GREGORIAN
X-WR-CALNAME:到期事项 / Items due
REFRESH-INTERVAL;VALUE=DURATION:P1D
BEGIN:VEVENT
UID:d35023db-a454-56a1-a4d3-d7d4685ea040
DTSTAMP:20261201T160000Z
DTSTART;VALUE=DATE:20261204
DTEND;VALUE=DATE:20261205
SUMMARY:3 项到期 / 3 items due
URL:https://xuncha.example/desk
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:d48a5da8-23a5-5683-b31a-5fde1272a5ed
DTSTAMP:20261201T160000Z
DTSTART;VALUE=DATE:20261231
DTEND;VALUE=DATE:20270101
SUMMARY:1 项到期 / 1 item due
URL:https://xuncha.example/desk
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
"""
    )
    assert text.count("\n") == text.count("\r\n")


@pytest.mark.parametrize(("n", "words"), [(1, "1 item late"), (4, "4 items late")])
def test_what_is_late_is_one_event_on_the_day_of_asking_in_shanghai(n: int, words: str) -> None:
    text = due_calendar({date(2026, 12, 4): 3}, KEY, NOW, "https://xuncha.example/desk", n)
    first, second = text.split("BEGIN:VEVENT")[1:]
    assert "DTSTART;VALUE=DATE:20261202\r\n" in first
    assert f"SUMMARY:{n} 项已逾期 / {words}\r\n" in first
    assert "3 项到期" in second
    assert "已逾期" not in due_calendar({}, KEY, NOW, "https://xuncha.example/desk", 0)


@pytest.mark.parametrize(
    "line", ["SUMMARY:" + "期" * 200, "URL:https://" + "a" * 300, "X:" + "é" * 37 + "a", "X" * 75, ""]
)
def test_a_long_line_is_folded_between_letters_and_reads_the_same(line: str) -> None:
    parts = list(folded(line))
    assert all(len(part.encode()) <= 75 for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line
    assert len(list(folded("X" * 75))) == 1


def test_a_notice_says_how_many_in_both_languages() -> None:
    assert notice_text(1, 0, "https://xuncha.example/desk") == (
        "您有 1 项待办，0 项即将到期。\n1 item due, 0 soon.\n\nhttps://xuncha.example/desk\n"
    )
