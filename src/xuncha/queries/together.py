"""What one post may do on several matters at once, and what refuses it on some of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xuncha.core.acts.competence import roles_for
from xuncha.core.acts.engine import asks_for, refusals_of
from xuncha.core.catalogue import ANY, CATALOGUE, ActType
from xuncha.core.facts.book import Ask
from xuncha.core.facts.rows import Subject
from xuncha.core.refusal import Refusal
from xuncha.core.scheme.rules import Scheme
from xuncha.queries.subjects import subjects_by_id
from xuncha.store.append import load
from xuncha.store.cases import case_of, judged_by
from xuncha.store.schemes import scheme_for
from xuncha.store.viewer import Viewer


def acts_together(viewer: Viewer, scheme: Scheme, kind: str) -> tuple[ActType, ...]:
    """The acts of the post, on things of this kind, of which one form can serve for many."""
    roles = roles_for(scheme, viewer.seat)
    may = {one.partition(":")[0] for role in roles for one in scheme.roles[role].may}
    return tuple(act for act in CATALOGUE.values() if act.together and kind in act.on and act.code in may)


def picked(viewer: Viewer, kind: str, keys: Sequence[UUID]) -> tuple[Subject, ...]:
    """Those of the ticked rows that the viewer may read, in the order of the list."""
    found = subjects_by_id(viewer, keys)
    return tuple(found[key] for key in dict.fromkeys(keys) if key in found and found[key].kind == kind)


def possible_together(
    viewer: Viewer, acts: Iterable[ActType], rows: Sequence[Subject], now: datetime
) -> tuple[ActType, ...]:
    """Those of these acts that nothing refuses on one at least of the rows of a list.

    The first row in whose state the act can be done answers for nearly every act; the others are judged where it cannot.
    """
    left = {act: [row for row in rows if fits(act, row)] for act in acts}
    found: set[str] = set()
    for few in (slice(0, 1), slice(1, None)):
        asked = [(act.code, row) for act, lot in left.items() if act.code not in found for row in lot[few]]
        refused = refusals_by_case(viewer, asked, now)
        found |= {code for (code, _), refusals in zip(asked, refused, strict=True) if not refusals}
    return tuple(act for act in left if act.code in found)


def fits(act: ActType, row: Subject) -> bool:
    """Whether an act can be done on a thing in its state."""
    return row.state in act.needs or ANY in act.needs


def refused_now(
    viewer: Viewer, act: str, rows: Sequence[Subject], now: datetime
) -> dict[UUID, tuple[Refusal, ...]]:
    """What refuses an act on each of these rows before anything is typed; rows that nothing refuses are left out."""
    found = refusals_by_case(viewer, [(act, row) for row in rows], now)
    return {row.id: refusals for row, refusals in zip(rows, found, strict=True) if refusals}


@dataclass(frozen=True, slots=True)
class Weighed:
    """An act on a thing, of which kind where it has several: what refuses it is looked up."""

    act: str
    row: Subject
    kind: str = ""


def weigh(viewer: Viewer, asked: Sequence[Weighed], now: datetime) -> list[tuple[Refusal, ...]]:
    """What refuses each of these now, with nothing typed yet."""
    return refusals_by_case(viewer, [(one.act, one.row) for one in asked], now, [one.kind for one in asked])


def refusals_by_case(
    viewer: Viewer, asked: Sequence[tuple[str, Subject]], now: datetime, kinds: Sequence[str] = ()
) -> list[tuple[Refusal, ...]]:
    """What refuses each of these acts on its row, with nothing typed yet but the kind of each, where kinds are named."""
    if not asked:
        return []
    rows = [row for _, row in asked]
    near = judged_by(*rows)
    cases = [
        case_of(
            viewer, act, _of_kind(act, kind), near[row.id], near, scheme_for(row, near), now,
            is_asked=True,
        )
        for (act, row), kind in zip(asked, kinds or [""] * len(asked), strict=True)
    ]  # fmt: skip
    asks: set[Ask] = set()
    for case in cases:
        asks |= asks_for(case)
    facts = load(asks, locks_duties=False)
    return [refusals_of(case, facts) for case in cases]


def _of_kind(act: str, kind: str) -> dict[str, str]:
    deciding = CATALOGUE[act].deciding
    return {deciding: kind} if kind and deciding else {}
