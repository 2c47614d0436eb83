"""How a due date stands today: late, soon, in time, or without a date; and how long something has waited.

Read whenever a page is shown and never stored.  What is left is counted in working days with today among
them; lateness in calendar days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from xuncha.core.dates.calendar import ONE_DAY, Calendar
from xuncha.core.dates.day_words import aware, day_in_shanghai
from xuncha.core.dates.due import shown_on
from xuncha.core.words import Text

SOON = 3
"""Working days left, today among them, from which on a date is said to be soon."""


class Light(StrEnum):
    """The five lights: ■ late, ▲ soon, ● in time, – without a date, ✓ done."""

    LATE = "late"
    SOON = "soon"
    OK = "ok"
    NONE = "none"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a due date stands at one moment."""

    light: Light
    working_days_left: int = 0
    days_left: int = 0
    days_late: int = 0

    def words(self) -> Text:
        """What the due chip says."""
        left, late = self.working_days_left, self.days_late
        match self.light:
            case Light.DONE:
                return Text("已办", "done")
            case Light.NONE:
                return Text("未定天数", "no period set")
            case Light.LATE if late == 0:
                return Text("今天已逾期", "late since today")
            case Light.LATE:
                return Text(f"逾期 {late} 天", f"{late} {_days(late)} late")
        if self.days_left == 0:
            return Text("今天到期", "due today")
        if left == 0:
            n = self.days_left
            return Text(f"剩 {n} 天，都不上班", f"{n} {_days(n)} left, none of them worked")
        return Text(f"剩 {left} 个工作日", f"{left} working {_days(left)} left")


def standing(due_at: datetime | None, now: datetime, calendar: Calendar) -> Standing:
    """How a due instant stands now; no instant means the text gives no number of days."""
    if due_at is None:
        return Standing(Light.NONE)
    today, on = day_in_shanghai(aware(now)), shown_on(aware(due_at))
    if now >= due_at:
        return Standing(Light.LATE, days_late=(today - on).days)
    left = calendar.working_days_between(today - ONE_DAY, on)
    return Standing(Light.SOON if left <= SOON else Light.OK, left, (on - today).days)


def waited(opened_on: date, now: datetime, calendar: Calendar) -> int:
    """Working days something has waited: the day it was opened is not counted, today is."""
    return calendar.working_days_between(opened_on, day_in_shanghai(aware(now)))


def _days(n: int) -> str:
    return "day" if n == 1 else "days"
