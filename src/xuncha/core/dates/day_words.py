"""How the office writes and reads a day: 2015年10月10日 周六, or Sat 10 Oct 2015."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta, timezone

from xuncha.core.unreadable import UnreadableError
from xuncha.core.words import Text

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""The one time zone of the office.

A fixed offset, because there has been no summer time since 1991 and the core reads no files.
"""

WEEKDAYS_ZH = "一二三四五六日"
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
"""Outside these years a date is a slip of the keyboard, and arithmetic on it would only hide the slip."""

WRITTEN_DAY = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日)"
    r"(?:[ T]+(\d{1,2}):(\d{2}))?",
    re.ASCII,
)


def say_weekday(on: date) -> Text:
    """The day of the week in short: 周六, Sat."""
    return Text(f"周{WEEKDAYS_ZH[on.weekday()]}", WEEKDAYS_EN[on.weekday()])


def say_day(on: date, *, with_year: bool = True) -> Text:
    """A day as the office writes it.

    >>> say_day(date(2015, 10, 10)).zh
    '2015年10月10日 周六'
    >>> say_day(date(2015, 10, 10), with_year=False).en
    'Sat 10 Oct'
    """
    weekday = say_weekday(on)
    zh = f"{on.month}月{on.day}日 {weekday.zh}"
    en = f"{weekday.en} {on.day} {MONTHS_EN[on.month - 1]}"
    return Text(f"{on.year}年{zh}", f"{en} {on.year}") if with_year else Text(zh, en)


def say_plain(on: date) -> Text:
    """A day without its weekday, as papers have it.

    >>> say_plain(date(2015, 10, 9)).zh, say_plain(date(2015, 10, 9)).en
    ('2015年10月9日', '9 Oct 2015')
    """
    return Text(f"{on.year}年{on.month}月{on.day}日", f"{on.day} {MONTHS_EN[on.month - 1]} {on.year}")


def say_short(on: date) -> Text:
    """A day of this year: 11月5日, or 5 Nov."""
    return Text(f"{on.month}月{on.day}日", f"{on.day} {MONTHS_EN[on.month - 1]}")


def read_day(text: str) -> date | datetime:
    """Read a day (or a day with its minute, Shanghai time) in any of the ways an office writes it.

    >>> read_day("2015-09-28"), read_day("２０１５年９月２８日")
    (datetime.date(2015, 9, 28), datetime.date(2015, 9, 28))
    >>> read_day("2015/9/28 10:26").isoformat()
    '2015-09-28T10:26:00+08:00'
    """
    found = WRITTEN_DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        raise _not_a_day(text)
    year, *month_and_day = (int(part) for part in found.groups()[:9] if part is not None)
    hour, minute = found.group(10), found.group(11)
    try:
        on = date(year, *month_and_day)
        clock = time(int(hour), int(minute), tzinfo=SHANGHAI) if hour else None
    except ValueError as error:
        raise _not_a_day(text) from error
    checked_year(on)
    return datetime.combine(on, clock) if clock else on


def checked_year(on: date) -> date:
    """The same day, if its year is one an office can mean."""
    if EARLIEST_YEAR <= on.year <= LATEST_YEAR:
        return on
    raise UnreadableError(
        f"{on.year} 年不在 {EARLIEST_YEAR} 至 {LATEST_YEAR} 年之间，请核对年份。",
        f"The year {on.year} is not between {EARLIEST_YEAR} and {LATEST_YEAR}; check the year.",
    )


def day_in_shanghai(moment: date | datetime) -> date:
    """The day of a moment by the clock in Shanghai; a plain day is itself."""
    if not isinstance(moment, datetime):
        return moment
    return aware(moment).astimezone(SHANGHAI).date()


def aware(moment: datetime) -> datetime:
    """The same moment, refused when nobody said in which time zone it is meant."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone: give an aware datetime")
    return moment


def midnight(on: date) -> datetime:
    """The first moment of a day in Shanghai."""
    return datetime.combine(on, time(), tzinfo=SHANGHAI)


def _not_a_day(text: str) -> UnreadableError:
    return UnreadableError(
        f"看不懂日期“{text}”，请写成 2015-09-28 这样（要写几点几分时：2015-09-28 10:26）。",
        f"“{text}” is not a date; write it like 2015-09-28 (with the minute: 2015-09-28 10:26).",
    )
