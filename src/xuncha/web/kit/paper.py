"""A paper as it prints: the office's forms, letters and lists on A4."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from xuncha.web.kit.block import Shown
from xuncha.web.kit.link import Link, Words, both


@dataclass(frozen=True, slots=True)
class Cell:
    """One labelled box of an official form; `span` counts how many of the pairs of a row it takes.

    `signed` stands at the lower right, with its day; an empty tall box keeps its height for a pen.
    """

    label: Words
    value: Words = ""
    span: int = 1
    is_tall: bool = False
    signed: Words = ""
    waits: Words = ""

    @property
    def is_named(self) -> bool:
        """Whether the form has a label there; a blank one heads nothing."""
        return bool(both(self.label).zh.strip())


@dataclass(frozen=True, slots=True)
class Grid:
    """The boxes of an official form, row by row; `pairs` is how many label-and-value pairs a full row has."""

    template: ClassVar[str] = "kit/paper/grid.html"

    rows: tuple[tuple[Cell, ...], ...]
    pairs: int = 2
    label: Words = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice or letter: to whom, what, from whom, when."""

    template: ClassVar[str] = "kit/paper/letter.html"

    paragraphs: tuple[Words, ...]
    to: Words = ""
    attachments: tuple[Words, ...] = ()
    signed: tuple[Words, ...] = ()
    on: date | None = None
    notes: tuple[Words, ...] = ()
    copies: Words = ""


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A list with its full grid; the heading stands on each sheet again."""

    template: ClassVar[str] = "kit/paper/table.html"

    label: Words
    heads: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    figures: frozenset[int] = frozenset()
    total: Words = ""
    is_numbered: bool = False
    """Whether the first column only counts the rows."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Divides the official form from what the record knows besides."""

    template: ClassVar[str] = "kit/paper/rest.html"

    label: Words


@dataclass(frozen=True, slots=True)
class SignLine:
    """Places for pens."""

    template: ClassVar[str] = "kit/paper/sign_line.html"

    labels: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """The part that is cut off and sent back."""

    template: ClassVar[str] = "kit/paper/slip.html"

    title: Words
    parts: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class PrintedBy:
    """Who printed what when, and how far the record reached; in the foot of every print."""

    name: str
    at: datetime
    n: int = 0


@dataclass(frozen=True, slots=True)
class Paper:
    """`paper.html`: one paper. Documents with a red head are made as PDF, not here."""

    title: Words
    parts: tuple[Shown, ...]
    office: Words
    printed_by: PrintedBy
    org: Words = ""
    numbers: tuple[Words, ...] = ()
    state: Words = ""
    is_landscape: bool = False
    is_practice: bool = False
    back: Link | None = None
    downloads: tuple[Link, ...] = ()
