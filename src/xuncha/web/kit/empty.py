"""A place where nothing stands yet."""

from dataclasses import dataclass
from typing import ClassVar

from xuncha.web.kit.link import Button, Link, Words


@dataclass(frozen=True, slots=True)
class Empty:
    """What will stand here, what brings it, and the act if it is the reader's."""

    template: ClassVar[str] = "kit/empty.html"

    what: Words
    how: Words = ""
    button: Button | None = None
    link: Link | None = None
