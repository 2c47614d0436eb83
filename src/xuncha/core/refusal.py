"""Refusals: what was refused, by which clause, what is missing, who can supply it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from xuncha.core.words import Text


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing; `act` would supply it, on `subject`, by `role`."""

    text: Text
    act: str = ""
    role: str = ""
    subject: UUID | None = None
    field: str = ""
    cells: tuple[tuple[int, str], ...] = ()
    """Where the field is a small table: the rows, counted from 0, and columns at fault."""
    is_for_good: bool = False
    """Whether nothing can ever supply it, so that the act is not offered on this thing at all."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an act did not happen.  `rule` is empty where the act itself (its state, its fields) refuses."""

    what: Text
    rule: str = ""
    cite: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    strength: str = "refuse"


class Refused(Exception):
    """Raised by an action when an act is refused; the page shows the refusals and keeps what was typed."""

    def __init__(self, refusals: tuple[Refusal, ...], typed: Mapping[str, Any] | None = None) -> None:
        super().__init__("; ".join(refusal.what.en for refusal in refusals))
        self.refusals = refusals
        self.place = 0
        """Which act of a command was refused, counted from 0."""
        self.typed = typed or {}


@dataclass(frozen=True, slots=True)
class FieldFault:
    """A field that is empty, or does not hold what it should."""

    name: str
    text: Text
    cells: tuple[tuple[int, str], ...] = ()


class BadFields(Refused):
    """Fields that are empty or unreadable; each fault stands at its field."""

    def __init__(self, faults: tuple[FieldFault, ...], typed: Mapping[str, Any]) -> None:
        missing = tuple(Missing(fault.text, field=fault.name, cells=fault.cells) for fault in faults)
        super().__init__(
            (
                Refusal(
                    Text("有几项要补填或者改正", "Some fields need to be filled in or mended"),
                    missing=missing,
                ),
            ),
            typed,
        )
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Reasoned:
    """A guard passed with a written reason, to be listed for the supervisor."""

    rule: str
    cite: tuple[str, ...]
    reason: str
    missing: tuple[Missing, ...] = field(default_factory=tuple)
