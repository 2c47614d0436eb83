"""The head of a page: where one is, what the matter is, what one can do with the whole of it."""

from dataclasses import dataclass
from typing import ClassVar

from xuncha.web.kit.due_chip import DueChip
from xuncha.web.kit.link import Button, Link, Tag, Words


@dataclass(frozen=True, slots=True)
class Heading:
    """Crumbs, title, the line under it, the due box at the right or the buttons.

    The title says the matter; its number belongs in `line`. The last of the crumbs is the page itself.
    `downloads` are the same matter as a table, one link for each form of file.
    """

    template: ClassVar[str] = "kit/heading.html"

    title: Words
    line: Words = ""
    crumbs: tuple[Link, ...] = ()
    here: Words = ""
    tags: tuple[Tag, ...] = ()
    buttons: tuple[Button, ...] = ()
    menu: tuple[Link, ...] = ()
    """Many ways to begin the same, behind one button that says `menu_words`."""
    menu_words: Words = ""
    due: DueChip | None = None
    can_print: bool = False
    downloads: tuple[Link, ...] = ()
