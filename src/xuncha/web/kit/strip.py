"""Two weeks at a glance: which days are worked, and what falls on them."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from xuncha.core.words import Text


@dataclass(frozen=True, slots=True)
class StripDay:
    """One day: worked or not, and how many things of mine and of others fall on it."""

    on: date
    is_rest: bool = False
    is_made_up: bool = False
    is_today: bool = False
    n_mine: int = 0
    mine_href: str = ""
    n_theirs: int = 0
    theirs_href: str = ""

    @property
    def mark(self) -> Text | None:
        if self.is_today:
            return Text("今天", "today")
        if self.is_made_up:
            return Text("班", "on")
        return Text("休", "off") if self.is_rest else None


@dataclass(frozen=True, slots=True)
class Strip:
    """Fourteen days from today."""

    template: ClassVar[str] = "kit/strip.html"

    days: tuple[StripDay, ...]
