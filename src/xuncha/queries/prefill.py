"""What a form need not ask, because the record knows it already: `team_plan.main_tasks` fills the notice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.payload import Slot
from xuncha.core.rows import Subject
from xuncha.core.values import listed
from xuncha.store.append import run
from xuncha.store.table import DUTY, SUBJECT
from xuncha.store.viewer import SEES, Viewer


def owed_to(viewer: Viewer, near: Subject, act: str, value: str) -> UUID | None:
    """To whom the post owes this act on a matter: the recipient a form need not ask for."""
    sql = (
        f"{DUTY.select()} WHERE stream = %(near)s AND owner = %(party)s AND state = 'open'"
        f" AND awaits @> ARRAY[%(act)s::text] AND {SEES} ORDER BY due_at NULLS LAST, opened_at, id"
    )
    params = {**viewer.params, "near": near.id, "party": viewer.seat.party, "act": act}
    deciding = CATALOGUE[act].deciding or "kind"
    for duty in map(DUTY.read, run([(sql, params)])[0]):
        kinds = listed(duty.where.get("*") or duty.where.get(deciding))
        if duty.owed_to and (not kinds or value in kinds):
            return duty.owed_to
    return None


def found_in(viewer: Viewer, source: Subject, slots: Iterable[Slot]) -> dict[str, Any]:
    """What a thing found in another one takes over from it: where it was found, who was there, which fields were looked at."""
    told = {
        "from_ref": str(source.id),
        "handlers": source.facts.get("staff"),
        "fields": source.facts.get("looked_at"),
    }
    return {slot.name: told[slot.name] for slot in slots if told.get(slot.name)}


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
