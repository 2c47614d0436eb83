"""Whom a report may be about, and who will read it: as the office worked it out and published it; nothing is decided here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xuncha.core.protection.addressing import Reader, Whom
from xuncha.portal.keys import Readers
from xuncha.portal.published import Shown

ONLY = ((Whom.UNIT.value, {"zh": "一个单位，或者它的人", "en": "A unit or its people"}, Reader.INTAKE.value),)
"""What holds where the office has published nothing of it: reports about units, read by whoever takes them in."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody a report may be about, in both languages, and the name of the body that reads it, empty where nobody may."""

    whom: str
    text: dict[str, str]
    read_by: dict[str, str]


def choices(office: Mapping[str, Any], readers: Readers) -> tuple[Choice, ...]:
    """Whom a report may be about, where somebody reads it."""
    made = (Choice(whom, text, readers.name(reader)) for whom, text, reader in office.get("whom") or ONLY)
    return tuple(one for one in made if one.read_by)


def reader_of(office: Mapping[str, Any], whom: str, unit: Shown | None) -> str:
    """The desk that reads a report: of the unit that was chosen, else of any."""
    usual = {str(one): str(reader) for one, _, reader in office.get("whom") or ONLY}
    own = unit.told.get("readers", {}) if unit and whom != Whom.INTAKE else {}
    return str(own.get(whom) or usual.get(whom) or Reader.NOBODY)
