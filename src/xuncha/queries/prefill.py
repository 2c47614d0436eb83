"""What a form need not ask, because the record knows it already: `team_plan.main_tasks` fills the notice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from xuncha.core.payload import Slot
from xuncha.core.rows import Subject
from xuncha.store.append import run
from xuncha.store.table import SUBJECT
from xuncha.store.viewer import SEES, Viewer


def known_already(viewer: Viewer, slots: Iterable[Slot], near: Subject) -> dict[str, Any]:
    """Values for fields whose form names their source, from the latest paper of that kind near the matter."""
    wanted = {slot.name: slot.source.partition(".") for slot in slots if slot.source}
    if not wanted or near.campaign is None:
        return {}
    kinds = sorted({kind for kind, _, _ in wanted.values()})
    sql = (
        f"{SUBJECT.select()} WHERE kind = 'document' AND code = ANY(%(kinds)s) AND campaign = %(campaign)s"
        f" AND (inspection IS NULL OR inspection = %(inspection)s) AND {SEES} ORDER BY version"
    )
    params = {**viewer.params, "kinds": kinds, "campaign": near.campaign, "inspection": near.inspection}
    papers: Mapping[str, Subject] = {row.code: row for row in map(SUBJECT.read, run([(sql, params)])[0])}
    return {
        name: papers[kind].facts[field]
        for name, (kind, _, field) in wanted.items()
        if kind in papers and papers[kind].facts.get(field)
    }
