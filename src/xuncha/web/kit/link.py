"""Words on a page, and words that lead somewhere."""

from dataclasses import dataclass

from xuncha.core.words import Text

Words = Text | str


def both(words: Words) -> Text:
    """Words in both languages; a name stands for itself in either."""
    return words if isinstance(words, Text) else Text(words, words)


"""Ours in two languages, or as a person typed them."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that open a page; `label` is what a screen reader says where the words alone are not enough."""

    words: Words
    href: str
    label: Words = ""


@dataclass(frozen=True, slots=True)
class Cite:
    """The clause a thing rests on: 第十一条（六）, with the address of the clause as a person reads it."""

    words: Words
    href: str

    @classmethod
    def of(cls, clause: str, words: Words) -> "Cite":
        """The citation of a clause known by its id.

        >>> Cite.of("town-11-6", "第十一条（六）").href
        '/scheme/town-11-6'
        """
        return cls(words, f"/scheme/{clause}")


@dataclass(frozen=True, slots=True)
class Tag:
    """A word in a small box: a state, a cycle; `is_main` for the one that tells where the thing stands."""

    words: Words
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """An act one can go to; one on a page at most is filled, and that one says "do this now".

    `about` is what it is done to, where the same words stand in several rows: a screen reader says it after them, and
    who speaks to the machine still calls the button by what is seen (WCAG 2.5.3). `key` is its keyboard shortcut.
    Without `in_dialog` the act's own page opens, with it the same page opens in a dialog where the browser can.
    """

    words: Words
    href: str
    is_filled: bool = False
    about: Words = ""
    key: str = ""
    in_dialog: bool = False
