"""What stands around every page: whose office, which round, who is reading, where one can go."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from xuncha.core.words import Text
from xuncha.web.kit.link import Link, Words


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One entry of the menu; a figure only where it is work to do."""

    words: Words
    href: str
    n: int = 0
    is_current: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads this page, and in which post; `switch_href` where the person has another post too."""

    name: str
    post: Words
    href: str = "/me"
    switch_href: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """The round the page is about, and the regulation it runs under; `href` only where one can switch."""

    name: Words
    scheme: Words
    href: str = ""


@dataclass(frozen=True, slots=True)
class RecordCheck:
    """Up to which act the record was last checked, and when."""

    n: int
    at: datetime
    href: str = "/log"


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame of the pages of one reader; without a reader it is the frame of the login page."""

    template: ClassVar[str] = "kit/masthead.html"

    office: Words
    now: datetime
    reader: Reader | None = None
    menu: tuple[MenuItem, ...] = ()
    round: Round | None = None
    record: RecordCheck | None = None
    n_acts: int = 0
    """How far the record reached, for the head of a print; 0 for whoever is told no position."""
    search_href: str = "/search"
    search_hint: Words = field(
        default_factory=lambda: Text("编号、单位，两个字也能查", "a number, a unit, a word")
    )
    is_practice: bool = False
    has_keys: bool = True
    foot: tuple[Link, ...] = ()
    seal: str = "巡"
