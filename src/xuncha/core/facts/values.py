"""What stands in a field, a fact or a parameter, read one way everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from xuncha.core.facts.case import Case, begun_as
from xuncha.core.facts.rows import Subject


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
    """What a dotted path names: a typed field, a fact of the subject, or of a related subject (`campaign.ends_on`).

    Of a table, its lines' column (`measures.by`).
    """
    if path == "occurred_on":
        return case.occurred_on.isoformat()
    if path.startswith("scheme."):  # a day that the regulation's own head names: `scheme.starts_on`
        return str(case.scheme.about.get(path.removeprefix("scheme."), ""))
    if path in ("actor", "actor.person"):
        return str(case.entered_by)
    head, _, rest = path.partition(".")
    head = "self" if head == "subject" else head
    if rest and head in ("self", "parent", "inspection", "campaign", "unit", "body"):
        subject = case.related(head)
        return _fact(subject, rest) if subject else None
    value = case.fields.get(head, _held(case.subject, head))
    for name in rest.split(".") if rest else ():
        value = _within(value, name)
    if value is None and hasattr(case.subject, head) and not rest:
        held = getattr(case.subject, head)
        return str(held) if held is not None else None
    return value


def _within(value: Any, name: str) -> Any:
    """What a value holds under a name; of the lines of a table, what each of them does (`measures.by`)."""
    if isinstance(value, Mapping):
        return value.get(name)
    if isinstance(value, list):
        return [line[name] for line in value if isinstance(line, Mapping) and not empty(line.get(name))]
    return None


def _held(subject: Subject, name: str) -> Any:
    """A fact; what a thing was begun as is its code, whatever its facts came to say."""
    return subject.code if subject.code and name == begun_as(subject.kind) else subject.facts.get(name)


def _fact(subject: Subject, path: str) -> Any:
    head, *rest = path.split(".")
    value = _held(subject, head)
    for name in rest:
        value = value.get(name) if isinstance(value, Mapping) else None
    if value is None and "." not in path and hasattr(subject, path):
        held = getattr(subject, path)
        return str(held) if held is not None else None
    return value
