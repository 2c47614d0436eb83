"""Folds one accepted act into rows.  Nothing is decided here: replaying the record rebuilds every table.

An opening act gives its subject the facts it carries; every later act is kept under its own name, so that a page,
a paper or a guard finds what was said last (`rectification.planned`) or all that was said (`evidence.added`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid5

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.book import FINAL, Get
from xuncha.core.facts.rows import NO_FACTS, Act, Authority, Bar, Duty, Row, Seat, Subject, Tie
from xuncha.core.record.received import of_receipt, with_right_day

MERGING = frozenset(
    {"document.drafted", "finding.amended", "body.changed", "complaint.extracted", "unit.changed", "entry.amended",
     "referral.drafted", "volume.compiled", "check.recorded", "rule.adopted", "report.submitted",
     "evaluation.concluded", "rectification.planned"}
)  # fmt: skip
"""Acts that, like an opening act, give the subject its own facts."""

REPEATED = frozenset(
    {"approval.requested", "approval.given", "approval.refused", "decision.made", "document.received",
     "document.delivered", "document.published", "document.issued", "evidence.added", "matter.annotated", "matter.classified",
     "matter.linked", "rectification.progressed", "rectification.verified", "rectification.disputed", "work.returned",
     "activity.logged", "result.used", "ballot.cast", "accountability.decided", "volume.supplemented",
     "undertaking.checked", "opinion.recorded", "person.nominated", "act.corrected", "act.confirmed", "period.begun", "reading.fixed",
     "phase.started", "phase.ended", "publicity.recorded", "message.exchanged", "person.declared", "duty.urged", "duty.reported",
     "check.disclosed", "demand.settled", "demand.classified", "matter.assigned", "authority.granted", "import.completed",
     "shift.assigned", "silence.counted", "matter.contributed", "matter.objected", "review.requested", "identity.requested",
     "identity.approved", "identity.refused", "identity.opened", "identity.closed", "hold.proposed", "hold.placed", "hold.lifted",
     "retaliation.asked"}
)  # fmt: skip
"""Acts of which every one is kept, not only the last."""


WAITING = "correction"
"""The fact that holds the correction which waits."""


CARRIED = "document.carries"
"""The fact that holds what an issued paper tells of the matters it names (`readers.carried`)."""

DESTROYED = "key.destroyed"
SHREDDED = "shredded"
"""What stands for words whose key was destroyed."""
GONE = "（已销毁）"
OUTLASTING = ("_", "told_as", "told_n", "history")
"""Facts that no words went into: who registered it and when, the number a unit knows it by.  They outlast a key."""


def fold(act: Act, get: Get) -> list[Row]:
    """The rows as they stand after `act`; `get` finds the row before it."""
    before = get("subject", act.subject)
    rows: list[Row] = [_subject(act, before)]
    rows += _PEOPLE[act.type](act, get) if act.type in _PEOPLE else _authority_ended(act, get)
    rows += _duties(act, get)
    rows += _shared(act, get)
    rows += _inherited(act, get)
    return rows


def _shared(act: Act, get: Get) -> list[Row]:
    """Other subjects that this act lets someone read."""
    return [
        replace(row, readers=row.readers | _ids(told["readers"]))
        for told in act.effects.get("shares", ())
        if (row := get("subject", UUID(told["subject"]))) is not None
    ]


def _inherited(act: Act, get: Get) -> list[Row]:
    """What the successors of a unit read, are kept from, and whom they are not dealt with by."""
    told = act.effects.get("heirs")
    if not told:
        return []
    heirs = _ids(told["to"])
    found = [get("subject", UUID(key)) for key in told.get("matters", ())]
    rows: list[Row] = [
        replace(
            row,
            readers=_joined(row.readers, act.subject, heirs),
            barred=_joined(row.barred, act.subject, heirs),
        )
        for row in found
    ]
    for one in told["kept_off"]:
        person, ground = UUID(one["person"]), one["ground"]
        for unit in sorted(heirs):
            key = uuid5(act.id, f"{person}/{unit}")
            rows.append(
                Tie(key, person, unit, ground, act.occurred_on, act.position)
                if one["as"] == "tie"
                else Bar(
                    uuid5(person, str(unit)), person, unit, ground, act.occurred_on, True, True, act.position
                )
            )
    return rows


def _joined(parties: frozenset[UUID], unit: UUID, heirs: frozenset[UUID]) -> frozenset[UUID]:
    return parties | heirs if unit in parties else parties


def blank(act: Act) -> Subject:
    """The subject an opening act begins with."""
    return Subject(
        id=act.subject, kind=act.kind, code=act.value, state="new", title="",
        campaign=act.campaign, inspection=act.inspection, unit=act.unit, body=act.body, parent=act.parent,
        number="", n=0, cycle=1, opened_on=act.occurred_on, closed_on=None,
        readers=frozenset(), barred=frozenset(), facts=NO_FACTS, version=0,
    )  # fmt: skip


def _subject(act: Act, before: Subject | None) -> Subject:
    subject = before or blank(act)
    effects = act.effects
    state = effects.get("state") or subject.state
    body = UUID(effects["body"]) if "body" in effects else subject.body
    return Subject(
        id=subject.id, kind=subject.kind, code=subject.code, state=state, title=_title(act, subject),
        campaign=subject.campaign, inspection=subject.inspection, unit=subject.unit, body=body, parent=subject.parent,
        number=effects.get("number", subject.number), n=effects.get("n", subject.n),
        cycle=subject.cycle + (1 if act.type in ("finding.reopened", "matter.rehandled") else 0),
        opened_on=subject.opened_on, closed_on=_closed_on(act, subject, state),
        readers=_with(subject.readers, effects.get("readers")), barred=_with(subject.barred, effects.get("barred")),
        facts=_facts(act, subject), version=act.position,
    )  # fmt: skip


def _title(act: Act, subject: Subject) -> str:
    """What it is called: as typed when it began or was amended, else as the act named it."""
    if act.type == DESTROYED:
        return GONE
    if act.type == "act.corrected" and act.fields["field"] in ("title", "subject"):
        return str(act.fields["right"])  # a name is no date, so it never waits
    typed = act.fields.get("title") or act.fields.get("subject")
    names = typed if subject.version == 0 or act.type in MERGING else None
    return str(names or act.effects.get("title") or subject.title)


def _closed_on(act: Act, subject: Subject, state: str) -> date | None:
    if state not in FINAL:
        return None
    return subject.closed_on if subject.state == state else act.occurred_on


def _with(ids: frozenset[UUID], more: Any) -> frozenset[UUID]:
    return ids | _ids(more) if more else ids


def _ids(values: Any) -> frozenset[UUID]:
    return _together(tuple(values)) if values else _NOBODY


_NOBODY: frozenset[UUID] = frozenset()


@lru_cache(maxsize=5_000)
def _together(values: tuple[str, ...]) -> frozenset[UUID]:
    """Ids as a set: matters of one team have the same readers, and then share one set of them."""
    return frozenset(map(_uuid, values))


@lru_cache(maxsize=20_000)
def _uuid(text: str) -> UUID:
    """An id as a value; the same few bodies stand in every act, so they are read once."""
    return UUID(text)


def _facts(act: Act, subject: Subject) -> Mapping[str, Any]:
    if act.type == DESTROYED:
        kept = {name: subject.facts[name] for name in OUTLASTING if name in subject.facts}
        return {**kept, SHREDDED: True, DESTROYED: {"_": _mark(act)}}
    facts = dict(subject.facts)
    opens = subject.version == 0 and CATALOGUE[act.type].opens
    if opens or act.type in MERGING:
        facts.update(act.fields)
    entry = {**act.fields, "_": _mark(act)}
    if act.type in REPEATED:
        facts[act.type] = [*facts.get(act.type, ()), entry]
    elif not opens:
        facts[act.type] = entry
    else:
        facts["_"] = entry["_"]
    if act.type in ("document.drafted", "referral.drafted", "volume.compiled"):
        facts["version"] = int(subject.facts.get("version", 0)) + 1
        facts.pop("document.cleared", None)
    if act.type == "rectification.progressed":
        facts |= _ticked_off(act, facts)
    if act.type in OF_APPROVAL:
        facts = _awaiting(act, facts)
    if act.type == "finding.reopened" or (act.type == "matter.rehandled" and act.kind == "finding"):
        facts = _begun_again(facts, subject.cycle)
    if act.type == "reading.fixed" and act.fields.get("key"):
        facts["settings"] = {**facts.get("settings", {}), act.fields["key"]: act.fields["value"]}
    if act.type == "matter.classified":
        facts["classes"] = {**facts.get("classes", {}), act.fields["scale"]: act.fields["value"]}
    if "told_as" in act.effects:
        facts |= {name: act.effects[name] for name in ("told_as", "told_n")}
    if act.effects.get("history"):
        facts["history"] = True  # brought in from before this record began
    if act.type == "campaign.opened":
        facts["scheme"] = act.scheme  # a round keeps the regulation it began under
    if CARRIED in act.effects:
        facts[CARRIED] = act.effects[CARRIED]
    if "open_until" in act.effects:
        entry["open_until"] = act.effects["open_until"]
    if act.type == "act.corrected" and act.effects.get("waits"):
        named = {name: entry["_"][name] for name in ("act", "person", "entered_by", "party")}
        facts[WAITING] = {"field": act.fields["field"], "right": act.fields["right"], **named}
    elif act.type == "act.corrected":
        facts[act.fields["field"]] = act.fields["right"]
    if act.type == "act.confirmed":
        waiting = facts.pop(WAITING)
        if act.fields.get("granted"):
            facts = _put_right(facts, waiting["field"], waiting["right"])
    return facts


def _put_right(facts: dict[str, Any], name: str, right: Any) -> dict[str, Any]:
    """The facts once a second person agreed to a correction."""
    return with_right_day(facts, name, right) if of_receipt(name) else facts | {name: right}


OF_APPROVAL = frozenset({"approval.requested", "approval.given", "approval.refused"})

AWAITED = "approval.awaited"
"""The fact that a matter waits for approvals: what for, each with the role that was asked; gone with the last answer."""

DECIDED_ON_ITS_OWN = "disposition"
"""A class is put up for approval and then decided by an act of its own, so no approval is awaited."""


def _awaiting(act: Act, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What still waits once an approval was asked for, given or refused."""
    what = str(act.fields.get("for_act"))
    awaited = {name: role for name, role in facts.get(AWAITED, {}).items() if name != what}
    if act.type == "approval.requested" and what != DECIDED_ON_ITS_OWN:
        awaited[what] = str(act.fields.get("to") or "")
    others = {name: value for name, value in facts.items() if name != AWAITED}
    return others | ({AWAITED: awaited} if awaited else {})


OF_ONE_CYCLE = (
    "evidence.added",
    "rectification.progressed",
    "rectification.reported",
    "rectification.verified",
    "finding.closed",
)
"""What was brought for one close-out and counts for no other."""


def _begun_again(facts: Mapping[str, Any], cycle: int) -> dict[str, Any]:
    """A finding reopened or handled again: its plan stands with nothing done; what closed it before is kept as the cycle it was."""
    kept = {name: facts[name] for name in (*OF_ONE_CYCLE, "measures") if name in facts}
    plan = facts.get("rectification.planned", {})
    measures = [_not_done(line) for line in facts.get("measures", ())]
    after = {name: value for name, value in facts.items() if name not in OF_ONE_CYCLE}
    after["cycles"] = [*facts.get("cycles", ()), {"cycle": cycle, **kept}]
    if measures:
        after |= {"measures": measures, "rectification.planned": {**plan, "measures": measures}}
    return after


def _not_done(line: Any) -> Any:
    return (
        {name: value for name, value in line.items() if name != "done_on"}
        if isinstance(line, Mapping)
        else line
    )


def _ticked_off(act: Act, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The plan with the day on which one of its measures (the first is 1) was done."""
    n, done_on = act.fields.get("measure"), act.fields.get("done_on")
    if not n or not done_on:
        return {}
    lines = [
        {**line, "done_on": done_on} if place == n and isinstance(line, Mapping) else line
        for place, line in enumerate(facts.get("measures", ()), start=1)
    ]
    plan = {**facts.get("rectification.planned", {}), "measures": lines}
    return {"measures": lines, "rectification.planned": plan}


def _mark(act: Act) -> dict[str, Any]:
    """Who did it, on what day, and where in the record it stands."""
    return {
        "act": str(act.id),
        "position": act.position,
        "on": act.occurred_on.isoformat(),
        "kind": act.by_kind,
        "party": str(act.by_party) if act.by_party else "",
        "seat": act.by_seat,
        "person": str(act.by_person) if act.by_person else "",
        "entered_by": str(act.entered_by) if act.entered_by else "",
        "version": act.effects.get("version", 0),
    }


# ---------------------------------------------------------------------------------------------- people


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None


def _key(value: Any) -> UUID | None:
    return _uuid(value) if value else None


def _seat_filled(act: Act, get: Get) -> list[Row]:
    fields = act.fields
    seat = Seat(
        act.id, act.subject, act.effects["party_kind"], act.effects.get("function", ""), fields["seat"],
        UUID(fields["person"]), _key(fields.get("home_unit")), bool(fields.get("leadership")), act.occurred_on,
        _day(act.effects.get("until")), None, act.position, act.effects.get("part", ""),
    )  # fmt: skip
    return [seat]


def _deputised(act: Act, get: Get) -> list[Row]:
    fields = act.fields
    seat = Seat(
        act.id, act.subject, act.effects["party_kind"], act.effects.get("function", ""), fields["seat"],
        UUID(fields["to"]), None, False, _day(fields.get("from_on")) or act.occurred_on, _day(fields["until"]),
        UUID(fields["person"]), act.position,
        act.effects.get("part", ""), acts=tuple(fields.get("acts") or ()),
    )  # fmt: skip
    return [seat]


def _seats_ended(act: Act, get: Get) -> list[Row]:
    ended = [get("seat", UUID(key)) for key in act.effects.get("ends", ())]
    return [
        replace(seat, until=act.occurred_on, ended_on=act.occurred_on, version=act.position) for seat in ended
    ]


def _handed_over(act: Act, get: Get) -> list[Row]:
    former = _seats_ended(act, get)
    return former + [
        replace(seat, id=act.id, person=UUID(act.fields["successor"]), since=act.occurred_on, until=None,
                ended_on=None, version=act.position)
        for seat in former
        if isinstance(seat, Seat) and seat.acting_for is None  # who stood in for the one that leaves has no successor
    ]  # fmt: skip


def _authority(act: Act, get: Get) -> list[Row]:
    assert act.campaign is not None
    until = _day(act.fields.get("until"))
    return [
        Authority(uuid5(act.id, unit), act.subject, act.campaign, UUID(unit), act.fields["matter"], act.occurred_on,
                  until, None, act.position)
        for unit in act.fields["units"]
    ]  # fmt: skip


def _authority_ended(act: Act, get: Get) -> list[Row]:
    ended = [get("authority", UUID(key)) for key in act.effects.get("ends", ())]
    return [replace(row, ended_on=act.occurred_on, version=act.position) for row in ended]


def _tie(act: Act, get: Get) -> list[Row]:
    fields = act.fields
    ground = "" if fields.get("none") else str(fields.get("ground") or "other")
    return [Tie(act.id, act.subject, UUID(fields["towards"]), ground, act.occurred_on, act.position)]


def _bar(act: Act, get: Get) -> list[Row]:
    unit = UUID(act.fields["unit"])
    key = uuid5(act.subject, str(unit))
    if act.type == "recusal.requested":
        return [Bar(key, act.subject, unit, act.fields["ground"], act.occurred_on, False, True, act.position)]
    bar = get("bar", key)
    kept_off = bool(act.fields.get("kept_off"))
    return [replace(bar, decided=True, kept_off=kept_off, version=act.position)]


_PEOPLE = {
    "seat.filled": _seat_filled,
    "seat.vacated": _seats_ended,
    "body.stood_down": _seats_ended,
    "post.deputised": _deputised,
    "post.handed_over": _handed_over,
    "authority.granted": _authority,
    "tie.declared": _tie,
    "recusal.requested": _bar,
    "recusal.decided": _bar,
}


# ---------------------------------------------------------------------------------------------- duties


def _duties(act: Act, get: Get) -> list[Row]:
    effects = act.effects
    rows: list[Row] = [_opened(act, told) for told in effects.get("opens", ())]
    for told in effects.get("closes", ()):
        duty = get("duty", UUID(told["id"]))
        rows.append(
            replace(
                duty,
                state=told["state"],
                closed_by=act.position,
                closed_on=act.occurred_on,
                version=act.position,
            )
        )
    for told in effects.get("moves", ()):
        duty = get("duty", UUID(told["id"]))
        due_at = datetime.fromisoformat(told["due_at"]) if told.get("due_at") else duty.due_at
        undated = told.get("undated", duty.undated)
        rows.append(
            replace(duty, due_at=None if told.get("undated") else due_at, undated=undated, due=told.get("due", duty.due),
                    urged=duty.urged + told.get("urged", 0), co_owners=_co_owners(duty, told),
                    owner=_key(told.get("owner")) or duty.owner, item=told.get("item", duty.item), owed_to=_key(told.get("to")) or duty.owed_to,
                    readers=duty.readers | _ids(told.get("readers")), version=act.position,
                    reported_to=(*duty.reported_to, *told.get("reported_to", ())))
        )  # fmt: skip
    return rows


def _co_owners(duty: Duty, told: Mapping[str, Any]) -> tuple[str, ...]:
    stay = [one for one in duty.co_owners if one not in told.get("without", ())]
    return (*stay, *told.get("with", ()))


def _opened(act: Act, told: Mapping[str, Any]) -> Duty:
    return Duty(
        id=UUID(told["id"]), rule=told["rule"], scheme=act.scheme,
        owner=_key(told["owner"]), owner_seat=told["seat"], co_owners=tuple(told["with"]), owed_to=_key(told["to"]),
        stream=_uuid(told["stream"]), kind=told["kind"],
        campaign=act.campaign, inspection=_key(told["inspection"]), unit=_key(told["unit"]), body=_key(told["body"]),
        item=told["item"], awaits=tuple(told["awaits"]), where=told["where"], scope=told["scope"],
        state="open", opened_by=act.position, opened_on=act.occurred_on, opened_at=act.recorded_at,
        due_at=datetime.fromisoformat(told["due_at"]) if told["due_at"] else None,
        undated=told["undated"], before=told["before"], due=told["due"], urged=0,
        closed_by=None, closed_on=None,
        readers=_ids(told["readers"]), barred=_ids(told["barred"]), version=act.position,
    )  # fmt: skip
