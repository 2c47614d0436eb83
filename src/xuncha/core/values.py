"""What stands in a field, a fact or a parameter, read one way everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from xuncha.core.case import Case
from xuncha.core.rows import Subject


def listed(value: Any) -> tuple[Any, ...]:
    """A parameter that may stand alone or in a list."""
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def id_of(value: Any) -> UUID | None:
    """A typed reference as an id, or None when it is not one."""
    try:
        return UUID(str(value))
    except ValueError:
        return None


def day_of(value: Any) -> date | None:
    """A typed or kept date, or None."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def empty(value: Any) -> bool:
    """Whether a field holds nothing at all."""
    return (
        value is None or value is False or (isinstance(value, str | list | tuple | dict) and len(value) == 0)
    )


def reach(case: Case, path: str) -> Any:
    """What a dotted path names: a typed field, a fact of the subject, or of a related subject (`campaign.ends_on`)."""
    if path == "occurred_on":
        return case.occurred_on.isoformat()
    if path == "scheme.starts_on":
        return str(case.scheme.about.get("starts_on", ""))
    if path in ("actor", "actor.person"):
        return str(case.entered_by)
    head, _, rest = path.partition(".")
    head = "self" if head == "subject" else head
    if rest and head in ("self", "parent", "inspection", "campaign", "unit", "body"):
        subject = case.related(head)
        return _fact(subject, rest) if subject else None
    value = case.fields.get(head, case.subject.facts.get(head))
    for name in rest.split(".") if rest else ():
        value = value.get(name) if isinstance(value, Mapping) else None
    if value is None and hasattr(case.subject, head) and not rest:
        held = getattr(case.subject, head)
        return str(held) if held is not None else None
    return value


def _fact(subject: Subject, path: str) -> Any:
    value: Any = subject.facts
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    if value is None and "." not in path and hasattr(subject, path):
        held = getattr(subject, path)
        return str(held) if held is not None else None
    return value
