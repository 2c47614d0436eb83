"""What an inspected unit is told of the things it may read.

The lists name what is told, and everything else is not there: whatever those who inspect may do on a thing one day, a
unit reads nothing of it until somebody has thought about it and written it down here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.rows import INSIDERS, Act, Subject
from xuncha.core.facts.values import id_of, listed
from xuncha.core.record.fold import AWAITED, WAITING

TOLD: Mapping[str, frozenset[str]] = {
    "finding": frozenset(
        {"finding.fed_back", "rectification.planned", "rectification.progressed", "rectification.disputed",
         "rectification.reported", "rectification.verified", "finding.closed", "finding.reopened", "work.returned"}
    ),
    "document": frozenset({"document.published", "document.withdrawn"}),
    "return": frozenset({"report.received", "work.returned"}),
    "request": frozenset({"request.closed", "work.returned"}),
    "referral": frozenset({"referral.sent", "referral.closed", "work.returned"}),
    "check": frozenset(),
    "inspection": frozenset({"inspection.started", "inspection.ended"}),
    "unit": frozenset({"unit.registered", "unit.changed"}),
    "person": frozenset(
        {"person.registered", "person.posted", "person.declared", "tie.declared", "recusal.requested", "recusal.decided"}
    ),
    "scheme": frozenset({"scheme.adopted", "reading.fixed", "calendar.adopted"}),
}  # fmt: skip
"""Of each kind of thing that a unit may read, the acts of others it is told of; of any other kind it is told of none."""

TO_WHOM: Mapping[str, tuple[str, ...]] = {
    "document.issued": ("to",),
    "report.submitted": ("to",),
    "request.made": ("to",),
    "check.disclosed": ("to",),
    "matter.assigned": ("owner", "helpers"),
    "matter.rehandled": ("owner",),
}
"""Acts that are told to whom they name, and the fields that name them."""

ON_DUTIES = frozenset(
    {"limit.set", "duty.urged", "duty.reported", "duty.escalated", "duty.extended", "duty.suspended", "duty.resumed", "duty.lapsed",
     "due.moved", "silence.counted"}
)  # fmt: skip
"""Acts on a duty; they are told to whoever owes it."""

BY_THE_CALENDAR = frozenset({"duty.urged", "duty.reported"})
"""What the clock does about a duty whose day has come."""


def is_by_the_calendar(act: Act) -> bool:
    """Whether an act was done by the clock because a regulation has a duty urged or reported upward."""
    return act.by_kind == "clock" and act.type in BY_THE_CALENDAR


OF_OWN_HOUSE = frozenset({"seat.filled", "seat.vacated", "post.deputised", "post.handed_over"})
"""Who holds the posts of a unit, which the unit itself is told."""

UNTOLD_FIELDS: Mapping[str, frozenset[str]] = {
    "finding": frozenset(
        {
            "source",
            "channel",
            "from_ref",
            "handlers",
            "persons",
            "requested_by",
            "reason_for_names",
            "classes",
        }
    ),
    "request": frozenset({"source", "about"}),
    "referral": frozenset({"of", "early"}),
    "check": frozenset({"with", "with_member"}),
}
"""Of what a thing itself says, the fields a unit does not learn: above all how a problem was found, and who was talked to."""


TO_RECORDER: Mapping[str, frozenset[str]] = {"finding": frozenset({"evidence.added"})}
"""What other units bring to a thing and the unit that recorded it is told: it answers for the whole of it."""


@dataclass(frozen=True, slots=True)
class Own:
    """Whose acts are told as one's own: those of the unit that asks, and of the one the matter is about (the same, or the one
    it succeeded); and whether the unit that asks has recorded the thing.
    """

    parties: Collection[UUID | None]
    has_recorded: bool = False


def is_told(act: Act, party: UUID, owed: Collection[str] = (), begun_by: UUID | None = None) -> bool:
    """Whether a unit is told of an act on something it may read; `owed` are the duties that it owes there, `begun_by` who
    recorded the thing.
    """
    if act.type in ON_DUTIES and act.by_party != party:
        return str(act.fields.get("duty")) in owed
    if act.type in OF_OWN_HOUSE and act.subject == party:
        return True
    own = _own(act.kind, act.unit, party, begun_by)
    return _is_told(act.kind, act.type, act.by_party, act.by_kind, act.fields, own)


def may_be_told(act: Act, party: UUID) -> bool:
    """Whether a unit is told of an act by its type and doer alone, whomever its fields name."""
    return _is_told(act.kind, act.type, act.by_party, "", {}, _own(act.kind, act.unit, party))


def _own(kind: str, unit: UUID | None, party: UUID, begun_by: UUID | None = None) -> Own:
    """Beside the unit itself the one that its matter is about; the page of a unit is no matter, and everybody opens it."""
    return Own({party} if kind == "unit" else {party, unit}, begun_by == party)


def _is_told(kind: str, act: str, by: UUID | None, by_kind: str, fields: Mapping[str, Any], own: Own) -> bool:
    """By whom it was done, whom it names, and whether such acts are told at all.

    What the matter's own unit did is told to whoever succeeds it, as well.
    """
    if (by is not None and by in own.parties) or act in TOLD.get(kind, ()):
        return True
    if own.has_recorded and by_kind == "unit" and act in TO_RECORDER.get(kind, ()):
        return True
    return act in TO_WHOM and any(
        key in own.parties
        for name in TO_WHOM[act]
        for value in listed(fields.get(name))
        if (key := id_of(value))
    )


def facts_told(row: Subject, party: UUID) -> dict[str, Any]:
    """The facts of a thing as a unit may know them; acts on duties stand in the time line alone."""
    begun_by = id_of(row.facts.get("_", {}).get("party", ""))
    is_for_all = row.kind == "entry" and INSIDERS in row.readers
    if row.kind not in TOLD and begun_by != party and not is_for_all:
        return {}
    return dict(_facts_told(row.kind, row.facts, _own(row.kind, row.unit, party, begun_by)))


def _facts_told(kind: str, facts: Mapping[str, Any], own: Own) -> Iterator[tuple[str, Any]]:
    for name, value in facts.items():
        if (
            name == AWAITED
            or name in UNTOLD_FIELDS.get(kind, ())
            or (name == WAITING and id_of(value["party"]) not in own.parties)
        ):
            continue
        if name == "cycles":
            yield name, [dict(_facts_told(kind, one, own)) for one in value]
        elif name not in CATALOGUE:
            yield name, value
        elif isinstance(value, list):
            if told := [one for one in value if _entry_is_told(kind, name, one, own)]:
                yield name, told
        elif _entry_is_told(kind, name, value, own):
            yield name, value


def _entry_is_told(kind: str, act: str, entry: Mapping[str, Any], own: Own) -> bool:
    mark = entry.get("_", {})
    return _is_told(kind, act, id_of(mark.get("party", "")), str(mark.get("kind", "")), entry, own)
