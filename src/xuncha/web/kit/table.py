"""A small table on a page; the long ones with filters and paging are ledgers."""

from dataclasses import dataclass
from typing import ClassVar

from xuncha.web.kit.empty import Empty
from xuncha.web.kit.fact import Value
from xuncha.web.kit.link import Button, Words


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column; figures stand right, short words stay on one line."""

    words: Words
    is_figure: bool = False
    is_short: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row; the first value is its name. The buttons are for this row alone."""

    values: tuple[Value, ...]
    buttons: tuple[Button, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A few rows, all of them."""

    template: ClassVar[str] = "kit/table.html"

    label: Words
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    total: tuple[Value, ...] = ()
    empty: Empty | None = None

    @property
    def has_buttons(self) -> bool:
        return any(line.buttons for line in self.lines)
