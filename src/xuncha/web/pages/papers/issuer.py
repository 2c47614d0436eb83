"""Whose paper it is, and whose pens are on it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import id_of


def issuer(row: Subject) -> UUID | None:
    """The body whose paper it is: whoever signed it, else who drafted it; of a letter who registered it, of all else the team
    it lies with.
    """
    if row.kind not in ("document", "complaint"):
        return row.body
    signed = row.facts.get("document.signed") or row.facts
    return id_of(signed.get("_", {}).get("party")) or row.body


def pens(row: Subject) -> Iterator[UUID | None]:
    """Who signed the paper or wrote on it."""
    signed = row.facts.get("document.signed")
    for entry in (*((signed,) if signed else ()), *row.facts.get("matter.annotated", ())):
        yield id_of(entry["_"]["person"])
