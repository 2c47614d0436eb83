"""Something one began to write and has not sent."""

from dataclasses import dataclass
from typing import ClassVar

from xuncha.web.kit.link import Link, Words


@dataclass(frozen=True, slots=True)
class UnfinishedLine:
    """What was being written, about what, and when it was kept."""

    template: ClassVar[str] = "kit/unfinished_line.html"

    matter: Link
    about: Words
    when: Words
