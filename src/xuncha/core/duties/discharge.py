"""Which open duties an act answers: those that await it, about the same thing, owed to whom it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.duties.opening import whoever_acts
from xuncha.core.duties.recurring import OF_PERIOD, of_one_period
from xuncha.core.duties.silence import BY_SILENCE
from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case, fits
from xuncha.core.facts.rows import Act, Duty, Subject
from xuncha.core.facts.values import id_of, listed
from xuncha.core.guards.judging import asks_of, holds
from xuncha.core.guards.occurring import was_owed
from xuncha.core.parties.addressees import is_one_of, is_sent, sent_to
from xuncha.core.record.payload import REFERENCES, Slot, ids_within, known_slots


def asks_for_discharge(case: Case) -> tuple[Ask, ...]:
    """Open duties that await this act, in any stream it could discharge them on."""
    rules = case.scheme.duties_done_by.get(case.act.code)
    if rules is None or case.actor.party_kind == "clock":  # what comes by itself is nobody's work
        return ()
    counts = [one for rule in rules if rule.done_if for one in asks_of(whoever_acts(case), rule.done_if)]
    return (*_in_places(case, "open"), *_decisions_carried_out(case), *_asks_for_addressees(case), *counts)


def asks_for_silenced(case: Case) -> tuple[Ask, ...]:
    """The duties that awaited this act and ended by silence."""
    rules = case.scheme.duties_done_by.get(case.act.code, ())
    if case.actor.party_kind == "clock" or not any(rule.silence for rule in rules):
        return ()
    return _in_places(case, BY_SILENCE)


def _in_places(case: Case, state: str) -> tuple[Ask, ...]:
    """Duties in this state that await the act, in any stream it could discharge them on."""
    subject = case.subject
    places: list[tuple[str, Any]] = [("stream", streams_touched(case))]
    places += [
        (name, getattr(subject, name))
        for name in ("inspection", "campaign", "unit", "body")
        if getattr(subject, name)
    ]
    narrow: dict[str, Any] = {"awaits": case.act.code, "state": state}
    asks = [ask("duty", stream=places[0][1], **narrow)]
    asks += [ask("duty", **{name: key}, scope=name, **narrow) for name, key in places[1:]]
    if case.actor.party:
        asks.append(ask("duty", owner=case.actor.party, scope="owner", **narrow))
    return tuple(asks)


def _asks_for_addressees(case: Case) -> tuple[Ask, ...]:
    """The parties that the act is sent to: what is owed to one party is not discharged by sending it to another."""
    keys = sent_to(case)
    return (ask("subject", id=keys),) if keys else ()


def _decisions_carried_out(case: Case) -> tuple[Ask, ...]:
    """The decisions that the act or its subject names: it discharges what these opened, and no other decision's."""
    named = case.fields.get("decision", case.subject.facts.get("decision"))
    keys = tuple(key for value in listed(named) if (key := id_of(value)))
    return (ask("act", id=keys),) if keys else ()


def streams_touched(case: Case) -> tuple[UUID, ...]:
    """The subject itself, its parent, and whatever the act or its subject points at."""
    subject = case.subject
    named = [
        case.fields.get(name, subject.facts.get(name))
        for name in ("of", "about", "from_ref", "document", "items", "names")
    ]
    keys = [
        key
        for value in named
        for one in listed(value)
        if not isinstance(one, Mapping) and (key := id_of(one))
    ]
    nested = [
        key for item in listed(case.fields.get("items")) if isinstance(item, Mapping)
        for one in listed(item.get("refs")) if (key := id_of(one))
    ]  # fmt: skip
    return tuple(dict.fromkeys([subject.id, *([subject.parent] if subject.parent else []), *keys, *nested]))


def discharged(case: Case, answered: Sequence[Duty]) -> list[dict[str, Any]]:
    """Of the duties that await just this act those it discharges, as its effects tell them."""
    owed = (duty for duty in answered if was_owed(case, duty))
    return [{"id": str(duty.id), "state": "discharged"} for duty in of_one_period(case, owed)]


def owed_later(case: Case, answered: Sequence[Duty]) -> list[Duty]:
    """The duties that this act would answer, were it not said to lie before any of them was there; empty when all is well.

    What was owed by then is answered, and a turn of a cycle is not the next.  What begins something new may well lie
    before a duty (a report drafted during the inspection); as when it is entered on its day, it then answers nothing.
    """
    if case.subject.version == 0 or any(was_owed(case, duty) for duty in answered):
        return []
    return [duty for duty in answered if not _is_of_a_cycle(case, duty)]


def _is_of_a_cycle(case: Case, duty: Duty) -> bool:
    rule = case.scheme.duties.get(duty.rule)
    return rule is not None and bool(rule.every)


def answered_by(case: Case, facts: Facts) -> list[Duty]:
    """The open duties that await just this act, whatever the day."""
    return _answered(case, facts, asks_for_discharge(case))


def silenced_by(case: Case, facts: Facts) -> list[Duty]:
    """The duties ended by silence that await just this act, whatever the day."""
    return _answered(case, facts, asks_for_silenced(case))


def _answered(case: Case, facts: Facts, asks: tuple[Ask, ...]) -> list[Duty]:
    rows = [row for wanted in asks for row in facts[wanted]]
    found = {row.id: row for row in rows if isinstance(row, Duty)}
    named = [row for wanted in _decisions_carried_out(case) for row in facts.get(wanted, ())]
    to = [row for wanted in _asks_for_addressees(case) for row in facts.get(wanted, ())]
    return [
        duty
        for duty in sorted(found.values(), key=lambda row: (row.opened_on, row.opened_by, str(row.id)))
        if not _is_of_another(case, duty, named)
        and _reaches(case, duty, to)
        and discharges(case, duty)
        and _is_by_owner(case, duty)
        and _counts(case, duty, facts)
    ]


def _is_by_owner(case: Case, duty: Duty) -> bool:
    """Whether whoever acts owes it, where nobody else's act will do: each of several gives a part of one's own."""
    rule = case.scheme.duties.get(duty.rule)
    return rule is None or not rule.own or str(case.actor.party) in (str(duty.owner), *duty.co_owners)


def _counts(case: Case, duty: Duty, facts: Facts) -> bool:
    """Whether the conditions hold without which the rule counts nothing as done."""
    rule = case.scheme.duties.get(duty.rule)
    return rule is None or holds(whoever_acts(case), rule.done_if, facts)


def _reaches(case: Case, duty: Duty, to: list[Subject]) -> bool:
    """Whether what is sent goes to whom it is owed: those the rule's `where` names, else whom it names in `to`."""
    rule = case.scheme.duties.get(duty.rule)
    if not is_sent(case.act) or rule is None:
        return True
    wanted = listed(duty.where.get("to")) or tuple(filter(None, [rule.owed_to.removeprefix("role:")]))
    if not wanted:
        return True
    return any(
        party.id == duty.owed_to or is_one_of(case.scheme, case.subject, party, wanted) for party in to
    )


def _is_of_another(case: Case, duty: Duty, named: list[Act]) -> bool:
    """Whether the duty was opened by an act of the same type as those named, but by none of them."""
    rule = case.scheme.duties.get(duty.rule)
    openers = {act.partition(":")[0] for act in rule.after} if rule else set()
    rivals = [act for act in named if act.type in openers]
    return bool(rivals) and all(act.position != duty.opened_by for act in rivals)


def discharges(case: Case, duty: Duty) -> bool:
    """Whether the act is of the kind, and about the item, that the duty asks for."""
    where = {name: value for name, value in duty.where.items() if not _is_said_by_others(case, duty, name)}
    values = where.pop("*", None)
    held = where.pop("has", None)
    where.pop(OF_PERIOD, None)
    if is_sent(case.act):
        where.pop("to", None)
    if held and not any(case.fields.get(name) for name in listed(held)):
        return False
    if values and case.value not in values and not _is_named_plainly(case, duty):
        return False
    if duty.item and id_of(duty.item) != duty.stream and not _names(case, duty):
        return False
    return fits(case, where)


def _is_named_plainly(case: Case, duty: Duty) -> bool:
    """Whether the rule names the act without a kind, beside others that it names with one."""
    rule = case.scheme.duties.get(duty.rule)
    return rule is not None and case.act.code in rule.done_by


def _is_said_by_others(case: Case, duty: Duty, name: str) -> bool:
    """Whether only another of the acts that discharge the duty has such a field: it is not asked of this one."""
    others = (CATALOGUE[code] for code in duty.awaits if code != case.act.code and code in CATALOGUE)
    return case.act.field(name) is None and any(other.field(name) for other in others)


def _names(case: Case, duty: Duty) -> bool:
    """Whether the act is about the item of a duty: a person talked to, a seat, a field looked at.

    It says so by what it is done on or the unit this lies in, by its deciding value, by a choice or by a reference, or in the very field for
    whose values the duty is owed (`per = "point"`); words that happen to read like a code name nothing.
    """
    item, known = duty.item, known_slots(case.scheme, case.act, case.value)
    if item in (str(case.subject.id), str(case.subject.unit), case.value):
        return True
    per, columns = _per(case, duty), _columns(case, duty)
    return any(
        item in _said_by(known[name], value, columns) or (name == per and item in map(str, listed(value)))
        for name, value in case.fields.items()
        if name in known
    )


def _per(case: Case, duty: Duty) -> str:
    """The set, or the field of the opening act, for each of which the duty is owed."""
    rule = case.scheme.duties.get(duty.rule)
    return rule.per if rule else ""


def _columns(case: Case, duty: Duty) -> set[str]:
    """The columns of a line that hold a choice: its kind, and the one named for the set of which the duty is owed."""
    per = _per(case, duty)
    return {"kind", per, per.removesuffix("s")} - {""}


def _said_by(slot: Slot, value: Any, columns: set[str]) -> set[str]:
    """The choices and references that stand in a field, also in its lines."""
    if slot.type in REFERENCES or slot.type == "code":
        return {str(one) for one in listed(value)}
    if slot.type not in ("items", "map"):
        return set()
    lines = [one for one in listed(value) if isinstance(one, Mapping)]
    chosen = {str(one) for line in lines for name in columns for one in listed(line.get(name))}
    return chosen | {str(key) for key in ids_within(list(listed(value)))}
