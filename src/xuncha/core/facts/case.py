"""The case a rule is judged in: an act about to happen, on which subject, by whom, with what typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from xuncha.core.catalogue import CATALOGUE, ActType
from xuncha.core.dates.calendar import Calendar
from xuncha.core.facts.rows import Seat, Subject
from xuncha.core.scheme.rules import Scheme


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a guard, an owner or a form looks at.  `subject` is the row before the act.

    For a new subject it is a blank row of state "new" that already has its scopes.  `is_asked` marks a case in
    which nothing has been typed yet: the page asks what could be done, and rules on typed fields are left out.
    `tied_units` and `hidden_units` are those to which whoever acts has declared a tie, and those that person is kept off.
    `calendar` is that by which days are counted.  `closed_to` are bodies and units that what begins is kept from, beside those
    that follow from the act itself.  `is_history` marks what happened before this record began, brought in from an old table.
    """

    act: ActType
    subject: Subject
    fields: Mapping[str, Any]
    actor: Seat
    entered_by: UUID
    occurred_on: date
    now: datetime
    scheme: Scheme
    roles: frozenset[str]
    parent: Subject | None = None
    inspection: Subject | None = None
    campaign: Subject | None = None
    unit: Subject | None = None
    body: Subject | None = None
    paper: str = ""
    reason: str = ""
    is_asked: bool = False
    is_history: bool = False
    tied_units: frozenset[UUID] = frozenset()
    hidden_units: frozenset[UUID] = frozenset()
    calendar: Calendar | None = None
    closed_to: frozenset[UUID] = frozenset()
    worked_out: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What several rules ask about this very case, so that it is worked out once."""

    def scope(self, name: str) -> tuple[str, UUID | None]:
        """The column and id by which rows of a scope are found (`self`, `parent`, `inspection`, ...)."""
        if name in ("", "self"):
            return "subject", self.subject.id
        if name == "parent":
            return "subject", self.subject.parent
        return name, getattr(self.subject, name)

    def related(self, name: str) -> Subject | None:
        """The subject of a scope: itself, its parent, inspection, campaign, unit or body."""
        return self.subject if name in ("", "self") else getattr(self, name, None)

    @property
    def value(self) -> str:
        """The value of the act's deciding field (`talk` of a check, `notice` of a paper)."""
        return deciding_value(self.act, self.fields, self.subject)


def deciding_value(act: ActType, fields: Mapping[str, Any], subject: Subject) -> str:
    """The act's deciding value: typed now, else what its subject was opened as."""
    typed = fields.get(act.deciding) if act.deciding else None
    if isinstance(typed, str):
        return typed
    return (
        subject.code
        if subject.kind in ("document", "return", "request", "body", "referral", "meeting")
        else ""
    )


@cache
def begun_as(kind: str) -> str:
    """The field that says what a thing of a kind was begun as: the kind of a letter, the method of a check."""
    opening = (act for act in CATALOGUE.values() if act.opens and act.deciding and act.fits(kind))
    return next((act.deciding for act in opening), "")


def values_of(case: Case, name: str) -> tuple[Any, ...]:
    """What a rule's condition on `name` is compared with: typed, else the subject's, else its facts'."""
    subject = case.subject
    if name in case.fields:
        typed = case.fields[name]
        return tuple(typed) if isinstance(typed, list) else (typed,)
    if name == "body":
        return (subject.code if subject.kind == "body" else case.body.code if case.body else "",)
    if name in ("kind", "method", "register", "route") or name in (case.act.deciding, begun_as(subject.kind)):
        return (subject.code,)
    if name == "state":
        return (subject.state,)
    if name == "cycle":
        return ("second" if subject.cycle > 1 else "first",)
    if name == "actor":
        return tuple(case.roles)
    held = subject.facts.get(name)
    return tuple(held) if isinstance(held, list | tuple) else (held,)


def fits(case: Case, wanted: Mapping[str, Any]) -> bool:
    """Whether the case is of the kind a rule is for: each named value is among those wanted."""
    for name, value in wanted.items():
        held = set(map(_plain, values_of(case, name)))
        if not (
            held.intersection(map(_plain, value))
            if isinstance(value, list | tuple)
            else _plain(value) in held
        ):
            return False
    return True


def _plain(value: Any) -> str:
    if value is True or value == "yes":
        return "yes"
    return "" if value in (None, False) else str(value)
