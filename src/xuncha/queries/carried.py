"""What a paper names, as whoever reads the paper may know it: from its issue on as it was that day, before as it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from xuncha.core.facts.rows import CLOSED_BY_TIES, Subject
from xuncha.core.readers.carried import TO_UNITS, decision_words, matters_of, named_by
from xuncha.core.readers.told import facts_told
from xuncha.core.scheme.rules import Scheme
from xuncha.queries.subjects import called, subjects_by_id
from xuncha.store.append import run_again, with_payloads
from xuncha.store.table import ACT
from xuncha.store.viewer import SEES, Viewer

GIVEN_LATER = ("told_as", "told_n")
"""What a problem gets by the very issue of the paper: the number under which its unit knows it."""


def carried_to(viewer: Viewer, paper: Subject) -> dict[UUID, Subject]:
    """The matters an issued paper carries, for this reader: without those of units the reader is kept off, or has a tie to
    where they came of a complaint, and for a unit without what no unit is told of.
    """
    return {row.id: _as_told(viewer, row) for row in matters_of(paper) if _may_be_told(viewer, row)}


def _may_be_told(viewer: Viewer, row: Subject) -> bool:
    return (
        row.barred.isdisjoint(viewer.kept_from)
        and row.unit not in viewer.hidden_units
        and row.inspection not in viewer.hidden_inspections
        and not (row.kind in CLOSED_BY_TIES and row.unit in viewer.tied_units)
        and not (viewer.is_inspected and row.kind not in TO_UNITS)
    )


def _as_told(viewer: Viewer, row: Subject) -> Subject:
    """A unit knows a problem by the number it was told, and nobody outside the number of a register."""
    if viewer.is_inspected:
        row = replace(row, facts=facts_told(row, viewer.seat.party))
    return row if viewer.is_inside else replace(row, number=str(row.facts.get("told_as", "")))


def named_in(viewer: Viewer, paper: Subject, keys: Iterable[UUID]) -> dict[UUID, Subject]:
    """Those of these matters that the reader of a paper may know, in their order."""
    wanted = tuple(dict.fromkeys(keys))
    kept, fixed = carried_to(viewer, paper), {row.id for row in matters_of(paper)}
    live = subjects_by_id(viewer, wanted)
    found: dict[UUID, Subject] = {}
    for key in wanted:
        if key in kept:
            found[key] = _numbered(kept[key], live.get(key))
        elif key not in fixed and key in live:
            found[key] = live[key]
    return found


def _numbered(row: Subject, live: Subject | None) -> Subject:
    given = {name: live.facts[name] for name in GIVEN_LATER if name in live.facts} if live else {}
    return replace(row, facts={**given, **row.facts}, number=row.number or str(given.get("told_as", "")))


def names_in(viewer: Viewer, scheme: Scheme, paper: Subject) -> dict[UUID, str]:
    """What a paper calls the matters and decisions that it names; nothing of what the reader may not know."""
    if paper.kind != "document":
        return {}
    found = {key: f"{row.number} {row.title}".strip() for key, row in carried_to(viewer, paper).items()}
    decisions = [key for key in named_by(scheme, paper)[1] if key not in found]
    return found | (_decisions(viewer, scheme, decisions) if decisions else {})


def _decisions(viewer: Viewer, scheme: Scheme, keys: list[UUID]) -> dict[UUID, str]:
    """Decisions about what the reader may open, in the words of a paper; a decision is an act, not a thing."""
    sql = (
        f"{ACT.select()} WHERE id = ANY(%(ids)s) AND type = 'decision.made'"
        f" AND subject IN (SELECT id FROM subject WHERE {SEES})"
    )
    headers = map(ACT.read, run_again([(sql, {**viewer.params, "ids": keys})])[0])
    return {act.id: decision_words(scheme, act) for act in with_payloads(headers)}


def called_in(viewer: Viewer, scheme: Scheme, row: Subject, keys: Iterable[UUID | None]) -> dict[UUID, str]:
    """`called`, and what a paper itself calls what it names."""
    return called(viewer, keys) | names_in(viewer, scheme, row)
