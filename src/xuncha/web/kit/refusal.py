"""Why an act was refused, said where it was tried."""

from dataclasses import dataclass
from typing import ClassVar

from xuncha.web.kit.link import Cite, Link, Words


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was refused, by which clause, what is missing, the way out, whom to ask; in this order.

    With a problem of one field the sentence stands at the field too.
    """

    template: ClassVar[str] = "kit/refusal.html"

    what: Words
    because: Words = ""
    cites: tuple[Cite, ...] = ()
    missing: tuple[Link | Words, ...] = ()
    way_out: Words = ""
    ways: tuple[Link, ...] = ()
    whom: Words = ""
    keeps_text: bool = True
