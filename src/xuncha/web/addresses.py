"""Where things are: plural English nouns and random ids, never a number of the office."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from xuncha.core.catalogue import CATALOGUE

PLURALS: Mapping[str, str] = {
    "rounds": "campaign",
    "inspections": "inspection",
    "complaints": "complaint",
    "protections": "protection",
    "findings": "finding",
    "clues": "clue",
    "checks": "check",
    "documents": "document",
    "requests": "request",
    "returns": "return",
    "meetings": "meeting",
    "referrals": "referral",
    "evaluations": "evaluation",
    "inquiries": "inquiry",
    "archive": "volume",
    "rules": "rule",
    "entries": "entry",
    "undertakings": "undertaking",
    "teams": "body",
    "units": "unit",
    "people": "person",
}
"""The address of each kind of subject."""


class Plural:
    """In an address, only the plurals above: anything else is an address that does not exist."""

    regex = "|".join(PLURALS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Form:
    """In an address, the forms of file in which a table goes out."""

    regex = "csv|xlsx"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


KINDS: Mapping[str, str] = {kind: plural for plural, kind in PLURALS.items()}


def of_subject(kind: str, key: UUID | str) -> str:
    """The page of a subject."""
    return f"/{KINDS[kind]}/{key}" if kind in KINDS else "/desk"


def of_act(kind: str, key: UUID | str, act: str, value: str = "", *, begins: bool = False) -> str:
    """The page on which an act is done, on a subject or beginning one within it."""
    way = "begin" if begins else "do"
    entry = CATALOGUE.get(act)
    chosen = entry.field(entry.deciding) if entry and entry.deciding else None
    has_kinds = chosen is not None and chosen.type == "code"
    return f"{of_subject(kind, key)}/{way}/{act}" + (f"?kind={value}" if value and has_kinds else "")


def of_file(kind: str, key: UUID | str, file: str) -> str:
    """A file on an act of a subject."""
    return f"{of_subject(kind, key)}/files/{file}"


def of_duty(key: UUID | str) -> str:
    """Why this date?"""
    return f"/duties/{key}"
