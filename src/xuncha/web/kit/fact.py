"""Facts of one subject, as label and value."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from xuncha.web.kit.due_chip import DueChip
from xuncha.web.kit.link import Cite, Link, Tag, Words

Value = Words | Link | Tag | DueChip | date | int | None
"""What can stand in one place of a page; None shows as a dash."""

SHORT = 24
"""Characters that fit on one line beside a clause, on a phone too."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled fact.

    A corrected value stays visible, struck through, in `struck`; `note` says from where the fact is known.
    """

    label: Words
    values: tuple[Value, ...]
    cites: tuple[Cite, ...] = ()
    note: Words = ""
    struck: Words = ""
    corrected_by: Link | None = None

    @property
    def is_short(self) -> bool:
        """Whether it stands on one line with its clause beside it."""
        only = self.values[0] if len(self.values) == 1 else ""
        return len(self.values) == 1 and len(str(only)) <= SHORT and "\n" not in str(only)

    @classmethod
    def of(cls, label: Words, value: Value, *cites: Cite) -> "Fact":
        """A fact with one value."""
        return cls(label, (value,), cites)


@dataclass(frozen=True, slots=True)
class Facts:
    """Some facts under each other."""

    template: ClassVar[str] = "kit/facts.html"

    facts: tuple[Fact, ...]
