"""One question in a table of a hundred rows: as few bytes as can be, the label for who does not see the table."""

from dataclasses import dataclass

from xuncha.web.kit.link import Words


@dataclass(frozen=True, slots=True)
class BriefCell:
    """A question answered by words: chosen among `options`, or typed with the help of the list `offers`."""

    name: str
    label: Words
    value: Words = ""
    options: tuple[Words, ...] = ()
    offers: str = ""
    error: Words = ""
    is_fixed: bool = False
    """Whether it only says what is known."""
