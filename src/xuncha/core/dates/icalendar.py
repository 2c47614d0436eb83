"""A calendar that other programs read (RFC 5545): one all-day event for each day on which something is due, and how many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from xuncha.core.dates.calendar import ONE_DAY
from xuncha.core.dates.day_words import day_in_shanghai

OCTETS = 75
"""A line holds at most so many, its end not counted."""


def due_calendar(days: Mapping[date, int], key: UUID, made_at: datetime, desk: str, n_late: int = 0) -> str:
    """The whole calendar: `days` says how many things are due on each, `key` whose it is, `desk` where they stand.

    What is late already stands together on the day on which the calendar was made.  It names no matter: what a
    calendar holds is shown on telephones and copied to other people's servers.
    """
    today = day_in_shanghai(made_at)
    stamp = made_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//xuncha//items due//ZH",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:到期事项 / Items due",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        *(_event(today, _late(n_late), uuid5(key, "late"), stamp, desk) if n_late else ()),
        *(
            line
            for on, n in sorted(days.items())
            for line in _event(on, _due(n), uuid5(key, on.isoformat()), stamp, desk)
        ),
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _due(n: int) -> str:
    return f"{n} 项到期 / {n} {'item' if n == 1 else 'items'} due"


def _late(n: int) -> str:
    return f"{n} 项已逾期 / {n} {'item' if n == 1 else 'items'} late"


def _event(on: date, words: str, uid: UUID, stamp: str, desk: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{on + ONE_DAY:%Y%m%d}"
    yield f"SUMMARY:{words}"
    yield f"URL:{desk}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 octets, no letter cut in two; every part but the first begins with a blank.

    >>> [len(part.encode()) for part in folded("X:" + "期" * 40)]
    [74, 49]
    """
    part = ""
    for letter in line:
        if len((part + letter).encode()) > OCTETS:
            yield part
            part = " "
        part += letter
    yield part
