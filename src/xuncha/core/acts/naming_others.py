"""What an act names besides its subject: only what its doer may know of, and nothing that came later than itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from xuncha.core.dates.day_words import say_plain
from xuncha.core.facts.case import Case
from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.record.payload import REFERENCES, Slot, ids_within, known_slots
from xuncha.core.refusal import FieldFault
from xuncha.core.words import Text

STAND_BY_THEMSELVES = frozenset({"unit", "person", "body", "scheme", "duty"})
"""Kinds whose registration says nothing about when they were first there."""


class Named(Protocol):
    """Something there is for whoever names it: its kind (or `act`, `duty`), and since when."""

    @property
    def kind(self) -> str: ...

    @property
    def since(self) -> date: ...


def not_found(slot: Slot) -> Text:
    """What is said alike of what does not exist and of what somebody may not know of."""
    return Text(f"“{slot.text.zh}”：没有找到所选的", f"The chosen {slot.text.en.lower()} was not found")


def is_meant(slot: Slot, kind: str) -> bool:
    """Whether a question may be answered with a thing of this kind; the kind is empty where there is no such thing."""
    if slot.type == "party":
        return kind in ("body", "unit")
    if slot.type in ("person", "unit"):
        return kind == slot.type
    if slot.of == "decision":
        return kind == "act"
    return kind == slot.of if slot.of in KIND_NAMES else bool(kind)


def badly_named(case: Case, known: Mapping[UUID, Named]) -> Iterator[FieldFault]:
    """Fields that name something unknown, something else than is asked for, or what was not there yet that day."""
    for name, slot, keys in _naming(case.fields, known_slots(case.scheme, case.act, case.value)):
        found = [known.get(key) for key in keys]
        if not all(one is not None and (slot.type == "items" or is_meant(slot, one.kind)) for one in found):
            yield FieldFault(name, not_found(slot))
            continue
        days = [one.since for one in found if one is not None and one.kind not in STAND_BY_THEMSELVES]
        if days and max(days) > case.occurred_on:
            since = say_plain(max(days))
            what = Text(
                f"“{slot.text.zh}”：所选的{since.zh}才有，不能早于那一天",
                f"The chosen {slot.text.en.lower()} is of {since.en}; this lies not before that day",
            )
            yield FieldFault("occurred_on", what)


def _naming(fields: Mapping[str, Any], slots: Mapping[str, Slot]) -> Iterator[tuple[str, Slot, list[UUID]]]:
    for name, value in fields.items():
        slot = slots.get(name)
        if slot is not None and slot.type in REFERENCES | {"items"} and (keys := ids_within(value)):
            yield name, slot, keys
