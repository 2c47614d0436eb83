"""What happened to one subject, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import ClassVar

from xuncha.core.words import Text
from xuncha.web.kit.link import Words

FEW = 2
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
    is_routine: bool = False
    """What the clock did by itself again and again; it is folded apart from what people did."""


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
    def routine(self) -> tuple[Event, ...]:
        """What came by itself, when it came so often that it hides what people did."""
        found = tuple(event for event in self.events if event.is_routine)
        return found if len(found) > FEW else ()

    @property
    def routine_shown(self) -> tuple[Event, ...]:
        """The last of it."""
        return self.routine[:MOST_SHOWN]

    @property
    def told(self) -> tuple[Event, ...]:
        return tuple(event for event in self.events if not event.is_routine) if self.routine else self.events

    @property
    def shown(self) -> tuple[Event, ...]:
        return self.told[:MOST_SHOWN]

    def folded(self) -> Iterator[Month]:
        """The older months."""
        for (year, month), events in groupby(
            self.told[MOST_SHOWN:], key=lambda event: (event.on.year, event.on.month)
        ):
            yield Month(Text(f"{year}年{month}月", f"{date(year, month, 1):%B} {year}"), tuple(events))
