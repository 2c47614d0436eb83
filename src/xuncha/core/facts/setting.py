"""Makes the case for an act: where a new subject lies, and what stands around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from xuncha.core.facts.rows import NO_FACTS, SCOPES, Subject
from xuncha.core.facts.values import id_of

UNIT_FROM_FIELDS = frozenset(
    {"inspection", "complaint", "finding", "check", "clue", "document", "request", "body", "inquiry"}
)


def begun(
    key: UUID, kind: str, code: str, within: Subject | None, fields: Mapping[str, Any], on: date
) -> Subject:
    """A blank subject in its place: it lies where the thing it is about lies."""
    subject = Subject(
        id=key, kind=kind, code=code, state="new", title="",
        campaign=within.campaign if within else None, inspection=within.inspection if within else None,
        unit=within.unit if within else None, body=within.body if within else None,
        parent=within.id if within else None,
        number="", n=0, cycle=1, opened_on=on, closed_on=None,
        readers=frozenset(), barred=frozenset(), facts=NO_FACTS, version=0,
    )  # fmt: skip
    unit = id_of(fields.get("unit")) if kind in UNIT_FROM_FIELDS else None
    if unit is not None and subject.unit is None:
        subject = replace(subject, unit=unit)
    own: dict[str, Any] = {kind: key} if kind in SCOPES else {}
    return replace(subject, **own)


def around(subject: Subject) -> tuple[UUID, ...]:
    """The subjects a case looks at besides its own: parent, inspection, round, unit, body."""
    keys = (subject.campaign, subject.unit, subject.body, subject.inspection, subject.parent)
    return tuple(dict.fromkeys(key for key in keys if key is not None and key != subject.id))
