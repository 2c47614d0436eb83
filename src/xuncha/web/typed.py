"""Reads what a person typed into a form of an act: nothing is lost, also when it is refused."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from xuncha.core.record.payload import Slot, fault_of_day, read_day
from xuncha.core.refusal import FieldFault

LINE = re.compile(r"^(?P<name>\w+)-(?P<row>[0-9]{1,5})-(?P<part>\w+)$")


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it came: the act's own fields, and those every form has."""

    fields: Mapping[str, Any]
    occurred_on: date | None
    day: str
    reason: str
    paper: str
    key: UUID | None
    seen: str
    by: str
    unread: tuple[FieldFault, ...] = ()


def typed_from(post: QueryDict, slots: Mapping[str, Slot]) -> Typed:
    """The fields of an act from a posted form; lines of a table are named `measures-0-what`."""
    fields: dict[str, Any] = {}
    for slot in slots.values():
        if slot.type in ("items", "map"):
            fields[slot.name] = _lines(post, slot.name)
        elif slot.many and slot.type == "text":
            fields[slot.name] = [
                line for value in post.getlist(slot.name) for line in value.splitlines() if line.strip()
            ]
        elif slot.many:
            fields[slot.name] = post.getlist(slot.name)
        elif slot.name in post:
            fields[slot.name] = post.get(slot.name, "")
        if free := post.get(f"{slot.name}-free", "").strip():
            fields[slot.name] = (
                [*fields.get(slot.name, []), f"other:{free}"] if slot.many else f"other:{free}"
            )
    written, today = post.get("occurred_on", ""), timezone.localdate()
    day = read_day(written, today)
    # A day that cannot be read is never taken for "today".
    is_unread = day is None and bool(written.strip())
    unread = (FieldFault("occurred_on", fault_of_day(written, today)),) if is_unread else ()
    return Typed(
        fields={name: value for name, value in fields.items() if value not in ("", [], None)},
        occurred_on=day,
        day=post.get("occurred_on", "").strip(),
        reason=post.get("reason", "").strip(),
        paper=post.get("paper", "").strip(),
        key=_key(post.get("retry_key", "")),
        seen=post.get("seen_version", "").strip(),
        by=post.get("by", "").strip(),
        unread=unread,
    )


NOT_SAID = frozenset({"csrfmiddlewaretoken", "seen_version", "do"})
"""What comes with a form and says nothing: it may differ when the same form is sent again."""


def told(request: HttpRequest) -> bytes:
    """A digest of what a form says: equal for the same form sent again, different when a word or a file was changed."""
    said = sorted((name, values) for name, values in request.POST.lists() if name not in NOT_SAID)
    files = [
        (name, file.name, file.size) for name in sorted(request.FILES) for file in request.FILES.getlist(name)
    ]
    return hashlib.sha256(json.dumps([request.get_full_path(), said, files]).encode()).digest()


def _lines(post: QueryDict, name: str) -> list[dict[str, Any]]:
    rows: dict[int, dict[str, Any]] = {}
    for posted in post:
        found = LINE.match(posted)
        if found and found["name"] == name:
            values = [value for value in post.getlist(posted) if value.strip()]
            if values:
                rows.setdefault(int(found["row"]), {})[found["part"]] = (
                    values if len(values) > 1 else values[0]
                )
    return [rows[row] for row in sorted(rows)]


def key_typed(post: QueryDict) -> UUID | None:
    """The key under which a form would be done once."""
    return _key(post.get("retry_key", ""))


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
