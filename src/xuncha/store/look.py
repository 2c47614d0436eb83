"""One look: what a page reads in several places and asks the database for only once, and what of it is protected."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.store.append import Statement, run_again


@dataclass(frozen=True, slots=True)
class Office:
    """The office's own row: its name, whether it is for practice, the version of its regulation; how far the record reaches."""

    zh: str = ""
    en: str = ""
    is_practice: bool = False
    scheme: str = ""
    n_acts: int = 0


OFFICE: Statement = (
    'SELECT zh, en, is_practice, scheme, coalesce((SELECT max("position") FROM act), 0) FROM jurisdiction',
    [],
)


@dataclass(frozen=True, slots=True)
class Draft:
    """Something typed and not sent: the address of its form, what it is about, when it was kept; not its text."""

    place: str
    about: UUID | None
    at: datetime


@dataclass(slots=True)
class Look:
    """What was read so far: the office, names of bodies, units and people, subjects as a post may see them (None if it may
    not), rows a rule judges by, and the bodies of those for whom somebody enters
    acts from paper.
    """

    office: Office | None = None
    names: dict[UUID, str] = field(default_factory=dict)
    drafts: dict[tuple[UUID, str], Draft | None] = field(default_factory=dict)
    subjects: dict[tuple[UUID, UUID], Subject | None] = field(default_factory=dict)
    judged: dict[UUID, Subject] = field(default_factory=dict)
    there: dict[tuple[UUID, UUID], frozenset[str]] = field(default_factory=dict)
    """By post and inspection or round: the kinds of things that the post reads there."""
    posts: dict[tuple[frozenset[str], UUID | None], list[tuple[Any, ...]]] = field(default_factory=dict)


_LOOK: ContextVar[Look | None] = ContextVar("look", default=None)


PROTECTED = frozenset({"complaint", "clue", "referral", "inquiry", "protection"})
"""Kinds of which it stands in the access record who read them, alone or in a list."""

_MET: ContextVar[dict[UUID, str] | None] = ContextVar("met", default=None)


@contextmanager
def noting_what_is_met() -> Iterator[dict[UUID, str]]:
    """The protected matters, each with its kind, that are read within: what a page shows, or what it is made from."""
    met: dict[UUID, str] = {}
    token = _MET.set(met)
    try:
        yield met
    finally:
        _MET.reset(token)


def is_met(key: UUID, kind: str) -> None:
    """A matter was read for somebody."""
    if kind in PROTECTED and (met := _MET.get()) is not None:
        met[key] = kind


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
