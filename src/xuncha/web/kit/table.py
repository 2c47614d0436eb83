"""A small table on a page; the long ones with filters and paging are ledgers."""

from dataclasses import dataclass
from typing import ClassVar

from xuncha.web.kit.empty import Empty
from xuncha.web.kit.fact import Value
from xuncha.web.kit.link import Button, Words

FEW = 20


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column; figures stand right, short words stay on one line."""

    words: Words
    is_figure: bool = False
    is_short: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row; the first value is its name. The buttons are for this row alone."""

    values: tuple[Value | tuple[Value, ...], ...]
    buttons: tuple[Button, ...] = ()
    id: str = ""
    left: Words = ""
    """What is missing yet, which on a phone stands under the row's name with the first act."""


@dataclass(frozen=True, slots=True)
class Table:
    """A few rows, all of them."""

    template: ClassVar[str] = "kit/table.html"

    label: Words
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    total: tuple[Value, ...] = ()
    empty: Empty | None = None
    is_read: bool = False
    """Whether its rows are sentences, which wrap on a phone instead of running out of it."""

    @property
    def named_at(self) -> int:
        """The column under which a phone shows a row's first act: the first that is not a number; none in long tables,
        which would weigh twice as much.
        """
        if len(self.lines) > FEW:
            return -1
        return 1 if len(self.heads) > 1 and self.heads[0].is_short else 0

    @property
    def is_pinned(self) -> bool:
        """Whether a phone keeps the acts of the rows in sight instead of their names."""
        return self.has_buttons and self.named_at < 0

    @property
    def has_buttons(self) -> bool:
        return any(line.buttons for line in self.lines)
