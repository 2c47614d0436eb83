"""A ledger: many rows of one kind, found by conditions, read in one of a few orders, page after page."""

from dataclasses import dataclass
from typing import ClassVar

from xuncha.core.dates.standing import Light
from xuncha.core.words import Text
from xuncha.web.kit.empty import Empty
from xuncha.web.kit.fact import Value
from xuncha.web.kit.form_page import Field
from xuncha.web.kit.link import Link, Tag, Words


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `sort_href` where the ledger can be read in its order, `sorted` how it is read now.

    `turns` draws the line where one side of the ledger ends and the other begins; `is_text` may wrap.
    """

    words: Words
    sort_href: str = ""
    sorted: str = ""
    is_figure: bool = False
    is_text: bool = False
    turns: bool = False

    @property
    def cell_class(self) -> str:
        """How a cell of this column is drawn."""
        drawn = [("turn", self.turns), ("r num", self.is_figure), ("t", self.is_text)]
        plain = not (self.is_figure or self.is_text)
        return " ".join([name for name, holds in drawn if holds] + (["nowrap"] if plain else []))


@dataclass(frozen=True, slots=True)
class Side:
    """A heading over several columns: 检查台账, 整改台账. A side without words is empty."""

    words: Words
    span: int
    turns: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its random id, its number as the way to its page, and a value for each further column.

    `light` is repeated at the number on a phone. `refusal` says why a bulk act was not done to this row.
    """

    id: str
    number: Link
    values: tuple[Value | tuple[Value, ...], ...]
    light: Light | None = None
    is_theirs: bool = False
    is_picked: bool = False
    refusal: Words = ""
    tag: Tag | None = None


@dataclass(frozen=True, slots=True)
class Tab:
    """One view of the same rows."""

    words: Words
    href: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A set of conditions under a name, with the number of rows it finds now, or "1,000+"."""

    words: Words
    n: int
    href: str
    is_on: bool = False
    is_more: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition that holds now, and the address of the ledger without it."""

    words: Words
    without_href: str


@dataclass(frozen=True, slots=True)
class CountPart:
    """A part of the whole, with its rows."""

    words: Words
    n: int
    href: str


@dataclass(frozen=True, slots=True)
class Count:
    """Which rows are on this page, of how many, and what the whole is made of."""

    first: int
    last: int
    total: int
    total_href: str
    is_more: bool = False
    whole: CountPart | None = None
    parts: tuple[CountPart, ...] = ()

    @property
    def is_all(self) -> bool:
        """Whether every row stands on this page."""
        return self.first == 1 and self.last == self.total and not self.is_more

    @property
    def total_words(self) -> str:
        """Exact up to a thousand, then "1,000+"."""
        return f"{self.total:,}{'+' if self.is_more else ''}"


@dataclass(frozen=True, slots=True)
class Paging:
    """The neighbouring pages by key; there are no page numbers."""

    back_href: str = ""
    on_href: str = ""
    n: int = 1
    sizes: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class BulkAct:
    """An act on all selected rows: its own page is opened with their ids."""

    words: Words
    href: str
    is_filled: bool = False


@dataclass(frozen=True, slots=True)
class Ledger:
    """
    The whole of a ledger page under its heading.

    `asked` are the fields with which a condition is added and `columns_asked` the one with which columns are chosen;
    both are sent to `href` with `hidden` as they are, so that a filtered ledger is an address one can send to a
    colleague.
    """

    template: ClassVar[str] = "kit/ledger.html"

    label: Words
    href: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    count: Count | None = None
    sides: tuple[Side, ...] = ()
    tabs: tuple[Tab, ...] = ()
    saved: tuple[SavedFilter, ...] = ()
    conditions: tuple[Condition, ...] = ()
    asked: tuple[Field, ...] = ()
    columns_asked: Field | None = None
    hidden: tuple[tuple[str, str], ...] = ()
    paging: Paging = Paging()
    bulk: tuple[BulkAct, ...] = ()
    empty: Empty | None = None
    signs: tuple[Words, ...] = (
        Text("填表人", "Filled in by"),
        Text("审核人", "Checked by"),
        Text("日期", "Date"),
    )

    @property
    def n_picked(self) -> int:
        return sum(row.is_picked for row in self.rows)
