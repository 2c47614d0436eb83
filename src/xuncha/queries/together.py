"""What one post may do on several matters at once, and what refuses it on some of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from xuncha.core.acts.competence import roles_for
from xuncha.core.acts.engine import asks_for, refusals_of
from xuncha.core.catalogue import CATALOGUE, ActType
from xuncha.core.facts.book import Ask
from xuncha.core.facts.rows import Subject
from xuncha.core.refusal import Refusal
from xuncha.core.scheme.rules import Scheme
from xuncha.queries.subjects import subjects_by_id
from xuncha.store.append import load
from xuncha.store.cases import case_of, judged_by
from xuncha.store.schemes import scheme_for, schemes_for
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


def refused_now(
    viewer: Viewer, act: str, rows: Sequence[Subject], now: datetime
) -> dict[UUID, tuple[Refusal, ...]]:
    """What refuses an act on each of these rows before anything is typed; rows that nothing refuses are left out."""
    near, schemes = judged_by(*rows), schemes_for(rows)
    cases = {
        row.id: case_of(
            viewer, act, {}, near[row.id], near, schemes[row.campaign] if row.campaign else scheme_for(row), now,
            is_asked=True,
        )
        for row in rows
    }  # fmt: skip
    asks: set[Ask] = set()
    for case in cases.values():
        asks |= asks_for(case)
    facts = load(asks, locks_duties=False)
    found = {key: refusals_of(case, facts) for key, case in cases.items()}
    return {key: refusals for key, refusals in found.items() if refusals}
