"""Whether what a form requires to be chosen is there to be chosen: an act that nobody could complete is not offered."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import listed
from xuncha.core.guards.judging import guards_for
from xuncha.core.names.case_words import act_name
from xuncha.core.record.payload import Slot, known_slots
from xuncha.core.refusal import Missing, Refusal
from xuncha.core.scheme.rules import Call
from xuncha.core.words import Text
from xuncha.queries.options import DRAWN, OF_THE_ROUND, near_for
from xuncha.store.append import run
from xuncha.store.viewer import SEES, Viewer

NOTHING = "choices"
"""The rule of a refusal for want of something to choose."""


def nothing_to_choose(viewer: Viewer, near: Subject, cases: Iterable[Case]) -> dict[int, Refusal]:
    """What refuses those of these cases, by their place, whose form requires a thing and finds none near the matter."""
    asked = {n: (case, slots) for n, case in enumerate(cases) if (slots := _required(case))}
    around = near_for(near)
    place = around["inspection"] or around["campaign"]
    if not asked or place is None:
        return {}
    kinds = {slot.of for _, slots in asked.values() for slot in slots}
    there = kinds_there(viewer, {place, around["campaign"] or place}, kinds)
    lacking = {
        n: (case, [slot for slot in slots if not _is_there(there, slot.of, place, around["campaign"])])
        for n, (case, slots) in asked.items()
    }
    return {n: _refusal(case, slots) for n, (case, slots) in lacking.items() if slots}


def _is_there(there: Collection[tuple[UUID, str]], kind: str, place: UUID, campaign: UUID | None) -> bool:
    return (place, kind) in there or (kind in OF_THE_ROUND and (campaign, kind) in there)


def things_required(known: Iterable[Slot], named: Collection[str] = ()) -> tuple[Slot, ...]:
    """The questions that a thing of one kind has to answer: those of the form itself, and those that a rule has filled in."""
    return tuple(slot for slot in known if _is_thing(slot) and (slot.required or slot.name in named))


def _required(case: Case) -> tuple[Slot, ...]:
    named = {
        str(name)
        for guard in guards_for(case)
        if guard.strength == "refuse"
        for need in guard.needs
        if isinstance(need, Call) and need.name == "filled"
        for name in listed(need.args.get("fields", need.args.get("value")))
    }
    return things_required(known_slots(case.scheme, case.act, case.value).values(), named)


def _is_thing(slot: Slot) -> bool:
    return slot.type == "ref" and slot.of not in ("", "decision") and slot.name not in DRAWN


def kinds_there(viewer: Viewer, places: Iterable[UUID], kinds: Iterable[str]) -> frozenset[tuple[UUID, str]]:
    """In which of these inspections and rounds the viewer reads something of which of these kinds; draws of units are made
    in the round and followed in each inspection.
    """
    sql = (
        "SELECT place, wanted FROM unnest(%(places)s::uuid[]) place, unnest(%(kinds)s::text[]) wanted"
        f" WHERE EXISTS (SELECT FROM subject WHERE kind = wanted AND inspection = place AND {SEES})"
        f" OR EXISTS (SELECT FROM subject WHERE kind = wanted AND campaign = place AND {SEES})"
        " OR wanted = 'check' AND EXISTS (SELECT FROM subject WHERE kind = 'check' AND state = 'drawn'"
        f" AND campaign = (SELECT campaign FROM subject WHERE id = place) AND {SEES})"
    )
    wanted = {"places": sorted(places, key=str), "kinds": sorted(kinds)}
    return frozenset((place, kind) for place, kind in run([(sql, {**viewer.params, **wanted})])[0])


def _refusal(case: Case, slots: Iterable[Slot]) -> Refusal:
    what = Text("这张表要选的还没有", "What this form has to choose is not there yet")
    return Refusal(what, NOTHING, (), tuple(_missing(case, slot) for slot in slots))


def _missing(case: Case, slot: Slot) -> Missing:
    opener = next((act.code for act in CATALOGUE.values() if act.opens and act.on[:1] == (slot.of,)), "")
    done = act_name(case, opener) if opener else slot.text
    return Missing(
        Text(f"还没有可以选的“{slot.text.zh}”，先办“{done.zh}”",
             f"Nothing to choose as '{slot.text.en}' yet; first: {done.en}"),
        opener,
    )  # fmt: skip
