"""Reads what a person typed into a form of an act: nothing is lost, also when it is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import QueryDict

from xuncha.core.payload import Slot, read_day

LINE = re.compile(r"^(?P<name>\w+)-(?P<row>\d+)-(?P<part>\w+)$")


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it came: the act's own fields, and those every form has."""

    fields: Mapping[str, Any]
    occurred_on: date | None
    reason: str
    paper: str
    key: UUID | None
    seen: str
    by: str


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
    return Typed(
        fields={name: value for name, value in fields.items() if value not in ("", [], None)},
        occurred_on=read_day(post.get("occurred_on", "")),
        reason=post.get("reason", "").strip(),
        paper=post.get("paper", "").strip(),
        key=_key(post.get("retry_key", "")),
        seen=post.get("seen_version", ""),
        by=post.get("by", ""),
    )


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


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
