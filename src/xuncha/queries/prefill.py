"""What a form need not ask, because the record knows it already: `team_plan.main_tasks` fills the notice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.dates.day_words import say_plain
from xuncha.core.facts.rows import Duty, Subject
from xuncha.core.facts.values import listed
from xuncha.core.record.payload import Slot, read_day
from xuncha.queries.options import MOST
from xuncha.store.append import run
from xuncha.store.table import DUTY, SUBJECT
from xuncha.store.viewer import SEES, Viewer


def duty_met(viewer: Viewer, near: Iterable[Subject], act: str, value: str) -> Duty | None:
    """What the post owes on these matters and this act ends, or begins to: the most pressing, else the oldest.

    An act that begins a thing serves what is owed by an act on such a thing: a volume is compiled to be handed over.
    """
    entry = CATALOGUE[act]
    serves = [act]
    if entry.opens and not any(entry.fits(one.kind) for one in near):
        serves += [one.code for one in CATALOGUE.values() if one.on[:1] == entry.on[:1] != ("*",)]
    sql = (
        f"{DUTY.select()} WHERE stream = ANY(%(near)s) AND owner = %(party)s AND state = 'open'"
        f" AND awaits && %(acts)s::text[] AND {SEES} ORDER BY due_at NULLS LAST, opened_at, id"
    )
    params = {**viewer.params, "near": [one.id for one in near], "party": viewer.seat.party, "acts": serves}
    deciding = CATALOGUE[act].deciding or "kind"
    for duty in map(DUTY.read, run([(sql, params)])[0]):
        kinds = listed(duty.where.get("*") or duty.where.get(deciding))
        if not kinds or value in kinds:
            return duty
    return None


def found_in(viewer: Viewer, sources: Sequence[Subject], slots: Iterable[Slot]) -> dict[str, Any]:
    """What a thing begun for others takes over: what it is about, where it was found, who was there, which fields were
    looked at.
    """
    source = sources[0]
    told = {
        "from_ref": str(source.id),
        "handlers": source.facts.get("staff"),
        "fields": source.facts.get("looked_at"),
    }
    about = [str(one.id) for one in sources]
    return {
        slot.name: about if slot.name in ABOUT and slot.many else told[slot.name]
        for slot in slots
        if told.get(slot.name) or (slot.name in ABOUT and slot.many and slot.type == "ref")
    }


ABOUT = frozenset({"items", "of"})
"""Fields that say for which matters a paper or a referral is."""


def all_of(viewer: Viewer, kind: str, near: Subject) -> list[str]:
    """Everything of a kind at a unit that was not taken back: what a list of its problems, or of its rules, begins with."""
    sql = (
        "SELECT id FROM subject WHERE kind = %(kind)s AND inspection = %(place)s AND state <> 'withdrawn'"
        f" AND {SEES} ORDER BY version LIMIT {MOST}"
    )
    place = near.id if near.kind == "inspection" else near.inspection
    return [str(key) for (key,) in run([(sql, {**viewer.params, "kind": kind, "place": place})])[0]]


def known_already(viewer: Viewer, slots: Iterable[Slot], near: Subject) -> dict[str, Any]:
    """Values for fields whose form names their source, from the latest paper of that kind near the matter."""
    asked = {slot.name: slot for slot in slots if slot.source}
    wanted = {name: slot.source.partition(".") for name, slot in asked.items()}
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
        name: _as_asked(asked[name], papers[kind].facts[field])
        for name, (kind, _, field) in wanted.items()
        if kind in papers and papers[kind].facts.get(field)
    }


WORDS = frozenset({"text", "long"})
"""Questions that are answered in words."""


def _as_asked(slot: Slot, value: Any) -> Any:
    """A value as the question takes it: a day that fills words is said as a paper says it, and not as it is kept."""
    day = read_day(value, None) if slot.type in WORDS and isinstance(value, str) else None
    return say_plain(day).zh if day else value
