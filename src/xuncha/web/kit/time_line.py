"""What happened to one subject, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import ClassVar

from xuncha.core.words import Text
from xuncha.web.kit.link import Words

MOST_SHOWN = 12
"""Longer lines fold what is older, a month each."""


class Dot(StrEnum):
    """Ring: an act. Filled: it started or ended a duty. Red square: something was sent back or refused."""

    ACT = ""
    TURN = "key"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Event:
    """One act: the day it happened, who did what to which, and its place in the record.

    `late_entry` says, where it is so, that the fact was entered after the day it happened; `details` what else was said.
    """

    on: date
    who: Words
    act: Words
    what: Words = ""
    note: Words = ""
    n: int = 0
    href: str = ""
    dot: Dot = Dot.ACT
    late_entry: Words = ""
    details: Words = ""


@dataclass(frozen=True, slots=True)
class Month:
    """The events of one month, folded."""

    words: Text
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class TimeLine:
    """The acts of one subject."""

    template: ClassVar[str] = "kit/time_line.html"

    events: tuple[Event, ...]

    @property
    def shown(self) -> tuple[Event, ...]:
        return self.events[:MOST_SHOWN]

    def folded(self) -> Iterator[Month]:
        """The older months."""
        for (year, month), events in groupby(
            self.events[MOST_SHOWN:], key=lambda event: (event.on.year, event.on.month)
        ):
            yield Month(Text(f"{year}年{month}月", f"{date(year, month, 1):%B} {year}"), tuple(events))
