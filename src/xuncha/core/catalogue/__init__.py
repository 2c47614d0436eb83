"""The closed catalogue of acts: every kind of thing that can happen, in the order an office meets them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from xuncha.core.catalogue import (
    accountability,
    archive,
    clues,
    disposition,
    entry,
    evaluation,
    intake,
    ledger,
    mechanism,
    organisation,
    papers,
    people,
    plan,
    protection,
    rectification,
    supervision,
    system,
)
from xuncha.core.catalogue.act_type import ANY, NEW, ActType, Field

__all__ = ["ANY", "CATALOGUE", "KINDS", "NEW", "ActType", "Field", "openings"]

_GROUPS = (
    plan, organisation, papers, entry, intake, ledger, clues, disposition, rectification, evaluation,
    accountability, supervision, archive, mechanism, people, protection, system,
)  # fmt: skip

CATALOGUE: Mapping[str, ActType] = MappingProxyType(
    {entry.code: entry for group in _GROUPS for entry in group.ACTS}
)


@cache
def openings(kind: str) -> tuple[ActType, ...]:
    """The acts that may begin a thing of this kind."""
    return tuple(act for act in CATALOGUE.values() if act.opens and act.fits(kind))


KINDS = tuple(sorted({kind for entry in CATALOGUE.values() for kind in entry.on if kind != "*"}))
