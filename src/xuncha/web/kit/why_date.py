"""Why this date?  The reckoning in sentences and as a month grid."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from xuncha.core.dates.calendar import Calendar
from xuncha.core.dates.day_words import say_day
from xuncha.core.dates.due import Due
from xuncha.core.dates.month_grid import GridDay, GridWeek, Mark, month_grid
from xuncha.core.dates.why_date import day_reasons, sentences
from xuncha.core.words import Text
from xuncha.web.kit.link import Cite, Link, Words


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a due date; each was an act."""

    words: Words
    old_on: date
    new_on: date
    by: Link


@dataclass(frozen=True, slots=True)
class WhyDate:
    """The card, and the middle of the page, that explain one due date.

    `began` names the act the period was counted from; `reading` is how the scheme reads what its text leaves open.
    """

    template: ClassVar[str] = "kit/why_date.html"

    on: date
    steps: tuple[Words, ...]
    weeks: tuple[GridWeek, ...]
    cites: tuple[Cite, ...] = ()
    began: Link | None = None
    reading: Words = ""
    provisional: Words = ""
    days: tuple[tuple[date, Text], ...] = ()
    changes: tuple[Change, ...] = ()
    links: tuple[Link, ...] = ()
    limit: Words = ""

    @classmethod
    def of(
        cls,
        due: Due,
        calendar: Calendar,
        today: date,
        *,
        cites: tuple[Cite, ...] = (),
        began: Link | None = None,
        reading: Words = "",
        changes: tuple[Change, ...] = (),
        links: tuple[Link, ...] = (),
        limit: Words = "",
    ) -> "WhyDate":
        """The explanation of a due date as it was counted."""
        said = sentences(due)
        steps, note = (said[:-1], said[-1]) if due.provisional else (said, "")
        return cls(
            due.on, steps, month_grid(due, calendar, today), cites, began, reading, note, day_reasons(due),
            changes, links, limit,
        )  # fmt: skip

    @property
    def title(self) -> Text:
        """The question, with the day in it."""
        on = self.on
        day = say_day(on, with_year=False).en
        return Text(f"为什么是 {on.month} 月 {on.day} 日？", f"Why {day}?")

    @property
    def day_words(self) -> Text:
        """The day itself."""
        return say_day(self.on)

    @property
    def caption(self) -> Text:
        """What the grid shows, for those who hear it."""
        first, last = say_day(self.weeks[0].days[0].on), say_day(self.weeks[-1].days[-1].on)
        return Text(f"{first.zh} 至 {last.zh} 的日历", f"calendar from {first.en} to {last.en}")


def day_class(day: GridDay) -> str:
    """How a day of the grid is drawn."""
    return " ".join(mark.value for mark in Mark if mark in day.marks)


def day_figure(day: GridDay, is_first: bool) -> Text:
    """The figure of a day; the first of a month, and the first of the grid, name their month."""
    on = day.on
    if is_first or on.day == 1:
        return Text(f"{on.month}/{on.day}", say_day(on, with_year=False).en.partition(" ")[2])
    return Text(str(on.day), str(on.day))
