"""Acts that one command brings along: issuing a feedback feeds back each of its findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from xuncha.core.facts.rows import Act, Subject
from xuncha.core.facts.values import id_of, listed
from xuncha.core.scheme.rules import Scheme


@dataclass(frozen=True, slots=True)
class Consequence:
    """An act on another subject that follows from the one just done, by the same post."""

    act: str
    subject: UUID
    fields: Mapping[str, Any]


def may_follow(act: str, subject: Subject) -> list[Consequence]:
    """What could follow when this act is done on the subject as it stands before: whoever does it locks that, too."""
    if act != "document.issued" or subject.facts.get("document.issued"):
        return []
    return _fed_back(subject)


def consequences(scheme: Scheme, act: Act, subject: Subject) -> list[Consequence]:
    """What follows; `subject` is the act's subject as it stands afterwards.

    A feedback that goes to a second addressee later feeds nothing back again.
    """
    paper = scheme.value("documents", subject.code)
    feeds_back = act.type == "document.issued" and paper is not None and bool(paper.extra.get("feeds_back"))
    if feeds_back and len(subject.facts["document.issued"]) == 1:
        return _fed_back(subject)
    return []


def _fed_back(feedback: Subject) -> list[Consequence]:
    items = [key for value in listed(feedback.facts.get("items")) if (key := id_of(value))]
    return [Consequence("finding.fed_back", key, {"document": str(feedback.id)}) for key in items]
