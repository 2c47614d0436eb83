"""A reporter's sealed name: what was asked for it, who agreed, and until when it lies open.

Nothing closes by an act of the clock: an opening carries the moment until which it holds, and after that whoever asks is
told that it is closed.  Every opening stays on the complaint, for the auditor and for the reporter to see.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import id_of

ASKED, AGREED, REFUSED = "identity.requested", "identity.approved", "identity.refused"
OPENED, CLOSED = "identity.opened", "identity.closed"
HOURS = 24


def open_until(now: datetime) -> datetime:
    """The moment an opening ends."""
    return now + timedelta(hours=HOURS)


@dataclass(frozen=True, slots=True)
class Opening:
    """One opening as the record has it: by which body and post, when, until when, and how it was asked for."""

    act: str
    on: str
    party: UUID | None
    kind: str
    seat: str
    until: datetime
    necessity: str
    closed_on: str = ""


def openings(subject: Subject) -> tuple[Opening, ...]:
    """Every opening of the name of whoever wrote this complaint, the first one first."""
    facts = subject.facts
    asked, closed = facts.get(ASKED, ()), facts.get(CLOSED, ())
    return tuple(_opening(entry, asked, closed) for entry in facts.get(OPENED, ()))


def _opening(entry: Mapping[str, Any], asked: Any, closed: Any) -> Opening:
    mark = entry["_"]
    before = [one for one in asked if one["_"]["position"] < mark["position"]]
    after = [one for one in closed if one["_"]["position"] > mark["position"]]
    return Opening(
        mark["act"], mark["on"], id_of(mark["party"]), mark["kind"], mark["seat"],
        datetime.fromisoformat(entry["open_until"]), str(before[-1].get("necessity", "")) if before else "",
        after[0]["_"]["on"] if after else "",
    )  # fmt: skip


def open_now(subject: Subject, now: datetime) -> Opening | None:
    """The opening that holds at this moment, or None: it is over, was closed before, or there was none."""
    last = next(reversed(openings(subject)), None)
    return last if last and not last.closed_on and now < last.until else None
