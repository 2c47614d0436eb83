"""One look: what a page reads in several places and asks the database for only once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID

from xuncha.core.rows import Subject
from xuncha.store.append import Statement, run_again


@dataclass(frozen=True, slots=True)
class Office:
    """The office's own row: its name, whether it is for practice, and the version of its regulation."""

    zh: str = ""
    en: str = ""
    is_practice: bool = False
    scheme: str = ""


OFFICE: Statement = ("SELECT zh, en, is_practice, scheme FROM jurisdiction", [])


@dataclass(slots=True)
class Look:
    """What was read so far: the office, names of bodies, units and people, subjects as a post may see them
    (None if it may not), the version of the regulation of a round, and rows a rule judges by."""

    office: Office | None = None
    names: dict[UUID, str] = field(default_factory=dict)
    subjects: dict[tuple[UUID, UUID], Subject | None] = field(default_factory=dict)
    versions: dict[UUID, str] = field(default_factory=dict)
    judged: dict[UUID, Subject] = field(default_factory=dict)


_LOOK: ContextVar[Look | None] = ContextVar("look", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """Within it the office and a name are read once; only for pages that write nothing."""
    token = _LOOK.set(Look())
    try:
        yield
    finally:
        _LOOK.reset(token)


def look() -> Look:
    """The look that is being taken; outside of one, a new one that nobody else will use."""
    return _LOOK.get() or Look()


def office() -> Office:
    """The office's own row; an empty one before the founding."""
    seen = look()
    if seen.office is None:
        rows = run_again([OFFICE])[0]
        seen.office = Office(*rows[0]) if rows else Office()
    return seen.office
