"""Evidence of a rectification: only what says its day counts for close-out (base-4)."""

from __future__ import annotations

from collections.abc import Mapping

from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import listed

ADDED = "evidence.added"


def has_evidence(row: Subject) -> bool:
    """Whether anything was added to prove what was done."""
    return bool(listed(row.facts.get(ADDED)))


def has_dated_evidence(row: Subject) -> bool:
    """Whether any of it says on what day it came about."""
    return any(isinstance(one, Mapping) and one.get("dated") for one in listed(row.facts.get(ADDED)))
