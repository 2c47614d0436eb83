"""The sections of a page, and the plain things that stand in them."""

from dataclasses import dataclass
from typing import ClassVar, Protocol

from xuncha.web.kit.fact import Value
from xuncha.web.kit.link import Button, Cite, Link, Words


class Shown(Protocol):
    """Anything with a fragment of its own."""

    template: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Block:
    """A section under a heading, with a remark at the right; what grows stands in blocks."""

    template: ClassVar[str] = "kit/block.html"

    id: str
    title: Words
    parts: tuple[Shown, ...]
    note: Words = ""
    cites: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A small sheet in the right column."""

    template: ClassVar[str] = "kit/card.html"

    title: Words
    parts: tuple[Shown, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph; what a person typed keeps its lines."""

    template: ClassVar[str] = "kit/prose.html"

    words: Words
    links: tuple[Link, ...] = ()
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a plain list, with a remark under it."""

    value: Value | tuple[Value, ...]
    note: Words = ""
    cites: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    """A plain list."""

    template: ClassVar[str] = "kit/items.html"

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """What is folded away under its words until somebody asks for it."""

    template: ClassVar[str] = "kit/fold.html"

    words: Words
    parts: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Buttons:
    """Some acts beside each other."""

    template: ClassVar[str] = "kit/buttons.html"

    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that opens to the rows it counts."""

    label: Words
    n: int
    href: str
    note: Words = ""
    late: Link | None = None
    is_more: bool = False
    """Whether there are more than this; nothing is counted to the end that has no end."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The few numbers of a whole."""

    template: ClassVar[str] = "kit/figures.html"

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """One step on the way, and what is known of it."""

    words: Words
    notes: tuple[Words, ...] = ()
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Stages:
    """Where a thing stands on its way."""

    template: ClassVar[str] = "kit/stages.html"

    label: Words
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Meter:
    """How much of a whole is done."""

    template: ClassVar[str] = "kit/meter.html"

    words: Words
    n: int
    whole: int
