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
from xuncha.store.append import Statement, run
from xuncha.store.look import look
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
    there = kinds_there(viewer, {place, around["campaign"] or place})
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


THINGS = tuple(sorted({act.on[0] for act in CATALOGUE.values() if act.opens}))
"""The kinds of things that somebody begins, and a form may ask for."""


def places_of(near: Subject) -> frozenset[UUID]:
    """The inspection and the round in which a form finds what lies near a matter."""
    return frozenset(key for key in near_for(near).values() if key)


def kinds_there(viewer: Viewer, places: Collection[UUID]) -> frozenset[tuple[UUID, str]]:
    """In which of these inspections and rounds the viewer reads something of which kinds; asked once on a page."""
    known = look().there
    if missing := [place for place in places if (viewer.seat.id, place) not in known]:
        known |= note_there(viewer, missing, run([asked_there(viewer, missing)])[0])
    return frozenset((place, kind) for place in places for kind in known[viewer.seat.id, place])


def asked_there(viewer: Viewer, places: Iterable[UUID]) -> Statement:
    """The question of `kinds_there`; draws of units are made in the round and followed in each inspection."""
    sql = (
        "SELECT place, wanted FROM unnest(%(places)s::uuid[]) place, unnest(%(kinds)s::text[]) wanted"
        f" WHERE EXISTS (SELECT FROM subject WHERE kind = wanted AND inspection = place AND {SEES})"
        f" OR EXISTS (SELECT FROM subject WHERE kind = wanted AND campaign = place AND {SEES})"
        " OR wanted = 'check' AND EXISTS (SELECT FROM subject WHERE kind = 'check' AND state = 'drawn'"
        f" AND campaign = (SELECT campaign FROM subject WHERE id = place) AND {SEES})"
    )
    return sql, {**viewer.params, "places": sorted(places, key=str), "kinds": list(THINGS)}


def note_there(
    viewer: Viewer, places: Iterable[UUID], rows: Iterable[tuple[UUID, str]]
) -> dict[tuple[UUID, UUID], frozenset[str]]:
    """The answer to `asked_there`, kept for the page."""
    found: dict[UUID, set[str]] = {place: set() for place in places}
    for place, kind in rows:
        found[place].add(kind)
    told = {(viewer.seat.id, place): frozenset(kinds) for place, kinds in found.items()}
    look().there.update(told)
    return told


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
