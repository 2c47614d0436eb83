"""What I owe and what I wait for, one line each."""

from dataclasses import dataclass
from typing import ClassVar

from xuncha.core.dates.standing import Light
from xuncha.web.kit.due_chip import DueChip
from xuncha.web.kit.link import Button, Cite, Link, Words


@dataclass(frozen=True, slots=True)
class Sign:
    """A reminder of a duty, or that it was urged; with the clause by which it came of itself."""

    words: Words
    cites: tuple[Cite, ...] = ()
    is_urge: bool = False


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One thing I owe: by when, what, under which clause, and the button that does it.

    The same act for several units is one line; `parts` are then the units, folded under it.
    """

    template: ClassVar[str] = "kit/duty_line.html"

    due: DueChip
    matter: Link
    note: Words = ""
    cites: tuple[Cite, ...] = ()
    button: Button | None = None
    parts: tuple[Link, ...] = ()
    sign: Sign | None = None

    @property
    def is_pressing(self) -> bool:
        """Black means "do this now": late, or due within three working days."""
        return self.due.light in (Light.LATE, Light.SOON)


@dataclass(frozen=True, slots=True)
class DutyGroup:
    """The duties of one heading of the desk: late, today and tomorrow, later, without a period.

    `n` may be larger than the lines shown; a folded group stands behind one line.
    """

    template: ClassVar[str] = "kit/duty_group.html"

    id: str
    words: Words
    light: Light
    lines: tuple[DutyLine, ...]
    n: int
    note: Words = ""
    more: Link | None = None
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class OwedLine:
    """One thing somebody else owes and I may urge."""

    template: ClassVar[str] = "kit/owed_line.html"

    due: DueChip
    who: Words
    what: Words
    cites: tuple[Cite, ...] = ()
    urge: Button | None = None


@dataclass(frozen=True, slots=True)
class DoneLine:
    """One thing I lately did, and whether it was in time."""

    template: ClassVar[str] = "kit/done_line.html"

    matter: Link
    when: Words
    how: Words
    was_late: bool = False
    note: Words = ""
