"""Opens and discharges duties: who owes whom what by when, under which clause.

Both are decided once, when the act happens, and written into the act's effects; replay only reads them back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from xuncha.core.book import Ask, Facts, ask
from xuncha.core.calendar import Calendar
from xuncha.core.case import Case, fits, values_of
from xuncha.core.cycles import Cycle
from xuncha.core.days_of_year import DayOfYear
from xuncha.core.due import Due
from xuncha.core.guards import asks_of, holds
from xuncha.core.periods import Period, due_after
from xuncha.core.rows import Act, Duty, Seat, Subject
from xuncha.core.scheme import DutyRule, Scheme
from xuncha.core.values import day_of, id_of, listed


@dataclass(frozen=True, slots=True)
class Owner:
    """A party that owes: the body or unit, and the seat in it where one is named."""

    party: UUID | None
    seat: str = ""


# ---------------------------------------------------------------------------------------------- opening


def rules_opened(case: Case) -> Iterator[DutyRule]:
    """The duty rules this act may open, before their conditions are looked at."""
    if case.act.code == "period.begun":
        rule = case.scheme.duties.get(str(case.fields.get("rule")))
        if rule:
            yield rule
    for rule in case.scheme.duties_after.get(case.act.code, ()):
        if rule.every:
            continue
        wanted = {name.partition(":")[2] for name in rule.after if name.partition(":")[0] == case.act.code}
        if (not any(wanted) or case.value in wanted) and fits(case, rule.of):
            yield rule


def asks_for_opening(case: Case) -> Iterator[Ask]:
    """The rows needed to open duties: their conditions, their owners, and the set of a duty for each."""
    for rule in rules_opened(case):
        yield from asks_of(case, rule.needs + rule.unless)
        for name in (rule.owner, *rule.co_owners, rule.owed_to):
            yield from _owner_asks(case, name)
        yield from _each_asks(case, rule)


def open_duties(case: Case, after: Subject, facts: Facts, calendar: Calendar) -> list[dict[str, Any]]:
    """The duties this act opens, as its effects tell them; of a duty that many owe alike, each sees its own only."""
    opened: list[dict[str, Any]] = []
    for rule in rules_opened(case):
        if not holds(case, rule.needs, facts):
            continue
        if rule.unless and holds(case, rule.unless, facts):
            continue
        owners = _owners(case, rule.owner, facts)
        for owner in owners:
            others = {one.party for one in owners if one.party} - {owner.party}
            for item, stream in _each(case, rule, facts):
                told = _told(case, after, rule, owner, item, stream, facts, calendar)
                opened.append(told | {"readers": [key for key in told["readers"] if UUID(key) not in others]})
    return opened


def _told(
    case: Case, after: Subject, rule: DutyRule, owner: Owner, item: str, stream: Subject | None, facts: Facts,
    calendar: Calendar,
) -> dict[str, Any]:  # fmt: skip
    subject = stream or after
    co_owners = [o for name in rule.co_owners for o in _owners(case, name, facts)]
    owed_to = _owners(case, rule.owed_to, facts) if rule.owed_to else ()
    due = due_of(rule, case, calendar)
    unit = owner.party if rule.owner.startswith("each:unit") else subject.unit
    name = f"{rule.id}/{owner.party}/{owner.seat}/{item}/{case.fields.get('period', '')}"
    owners = [str(o.party) for o in (owner, *co_owners, *owed_to) if o.party]
    return {
        "id": str(uuid5(_act_key(case), name)),
        "rule": rule.id,
        "owner": str(owner.party) if owner.party else "",
        "seat": owner.seat,
        "with": [str(o.party) for o in co_owners if o.party],
        "to": str((owed_to[0].party if owed_to else _creditor(case, owner)) or ""),
        "stream": str(subject.id),
        "kind": subject.kind,
        "inspection": str(subject.inspection or "") or "",
        "unit": str(unit or ""),
        "body": str(subject.body or ""),
        "item": item,
        "awaits": sorted({name.partition(":")[0] for name in rule.done_by}),
        "where": dict(rule.where) | _where_of_values(rule),
        "scope": rule.scope,
        "due_at": due.at.isoformat() if due else "",
        "due": due.as_json() if due else {},
        "undated": "" if due else (rule.undated or ("" if rule.before else "未定")),
        "before": rule.before,
        "readers": sorted({*owners, *map(str, _watchers(after, owner))}),
        "barred": sorted(map(str, after.barred)),
    }


def _watchers(after: Subject, owner: Owner) -> frozenset[UUID]:
    """Who else sees the duty: the readers of its matter, but not the unit where the unit does not owe it."""
    return after.readers if after.unit in (None, owner.party) else after.readers - {after.unit}


def _creditor(case: Case, owner: Owner) -> UUID | None:
    """To whom a duty is owed where the text names nobody: the body that opened it, else the team, else nobody."""
    if owner.party != case.actor.party and not _is_outside(case.actor):
        return case.actor.party
    return case.subject.body if case.subject.body != owner.party else None


def _is_outside(actor: Seat) -> bool:
    """Whether a team or the office owes the actor nothing only because its act began the period: units, receivers, the clock."""
    return actor.party_kind in ("unit", "clock") or bool(actor.function)


def _act_key(case: Case) -> UUID:
    return uuid5(case.subject.id, f"{case.act.code}/{case.subject.version}")


def _where_of_values(rule: DutyRule) -> dict[str, Any]:
    """`done_by = "meeting.held:training"` asks for that value of the deciding field."""
    values = sorted({name.partition(":")[2] for name in rule.done_by if ":" in name})
    return {"*": values} if values else {}


def due_of(rule: DutyRule, case: Case, calendar: Calendar) -> Due | None:
    """When the duty is due, or None where the text gives no date."""
    scheme, start = case.scheme, trigger_day(case)
    if rule.every and case.act.code == "period.begun":
        return _period_due(rule, case, calendar)
    if rule.set_by or rule.by == "payload.due":
        limit = day_of(case.fields.get("due"))
        return Due.fixed(limit) if limit else None
    if rule.by:
        return DayOfYear.parse(rule.by).due(start.year)
    written = setting(scheme, case.campaign, rule.within)
    if not written:
        return None
    period = Period.parse(written)
    return due_after(period, case.now if written.endswith("H") else start, calendar, rolls=rule.rolls)


def trigger_day(case: Case) -> date:
    """The day a period starts from: the day on the paper, else the day the act occurred."""
    return day_of(case.fields.get("received_on")) or case.occurred_on


def cycle_of(rule: DutyRule, scheme: Scheme, campaign: Subject | None) -> Cycle | None:
    """The cycle of a duty, read through the setting where the text leaves the interval open."""
    written = setting(scheme, campaign, rule.every)
    return Cycle.parse(written) if written else None


def _period_due(rule: DutyRule, case: Case, calendar: Calendar) -> Due | None:
    cycle = cycle_of(rule, case.scheme, case.campaign)
    if cycle is None:
        return None
    for turn in cycle.periods(_year_before(case.occurred_on), case.occurred_on):
        if turn.key == case.fields.get("period"):
            return turn.due()
    return None


def _year_before(on: date) -> date:
    return date(on.year - 1, 1, 1)


def setting(scheme: Scheme, campaign: Subject | None, written: str) -> str:
    """`setting:KEY` as the office fixed it, else the default of the scheme; anything else as it stands."""
    if not written.startswith("setting:"):
        return written
    key = written.removeprefix("setting:")
    fixed = campaign.facts.get("settings", {}).get(key) if campaign else None
    found = scheme.settings.get(key)
    return str(fixed or (found.default if found else ""))


# ---------------------------------------------------------------------------------------------- owners


def _role_target(case: Case, role: str) -> tuple[str, str, str]:
    """Body kind, function and seat of `office`, `head@team` or a role of the scheme."""
    name, _, body = role.partition("@")
    found = case.scheme.roles.get(name)
    if found:
        return (body or found.body, found.function, found.seat)
    return (body or name, "", name if body else "")


def _in_case(case: Case, body: str) -> UUID | None:
    """The body of this kind that the case is about, when there is one."""
    if body == "unit":
        return case.subject.unit
    if (
        case.act.code == "inspection.assigned" and case.scheme.part_of(body) == "inspects"
    ):  # the one it now goes to, not one it had before
        return id_of(case.fields.get("body"))
    near = case.body
    if case.subject.kind == "body" and case.subject.code == body:
        return case.subject.id
    return near.id if near is not None and near.code == body else None


def _owner_asks(case: Case, name: str) -> Iterable[Ask]:
    form, _, rest = name.partition(":")
    if form in ("role", "default"):
        body = _role_target(case, rest)[0]
        if _in_case(case, body) is None:
            yield ask("subject", kind="body", code=body, state="formed")
    elif name == "person":
        yield ask("seat", person=case.subject.id, until=None)
    elif name.startswith("each:unit"):
        yield ask("subject", kind="inspection", campaign=case.subject.campaign)
    elif name.startswith("each:body"):
        yield ask("subject", kind="body", code=_inner(name), state="formed", campaign=case.subject.campaign)
    elif name.startswith("each:seat"):
        yield ask("seat", seat=_inner(name), until=None)


def _inner(name: str) -> str:
    return name.partition("(")[2].rstrip(")")


def _owners(case: Case, name: str, facts: Facts) -> tuple[Owner, ...]:
    if not name:
        return ()
    form, _, rest = name.partition(":")
    if form in ("role", "default"):
        return _role_owner(case, rest, facts)
    if name == "unit":
        return (Owner(case.subject.unit),)
    if name in ("unit.first_responsible", "unit.principal"):
        return (Owner(case.subject.unit, "principal"),)
    if name == "actor":
        return (Owner(case.actor.party, case.actor.seat),)
    if name == "covering":
        return (Owner(case.subject.body),)
    if name == "addressee":
        return tuple(Owner(party) for party in _addressees(case))
    if name.startswith("payload."):
        return tuple(
            Owner(key) for value in listed(case.fields.get(rest or name[8:])) if (key := id_of(value))
        )
    asks = tuple(_owner_asks(case, name))
    rows = [row for wanted in asks for row in facts[wanted]]
    if name == "person":
        held = rows[0] if rows else case.actor
        return (Owner(held.party, held.seat),)
    if name.startswith("each:unit"):
        return tuple(Owner(row.unit) for row in rows)
    if name.startswith("each:body"):
        return tuple(Owner(row.id) for row in rows)
    return tuple(Owner(row.party, row.seat) for row in rows if isinstance(row, Seat))


def _role_owner(case: Case, role: str, facts: Facts) -> tuple[Owner, ...]:
    body, function, seat = _role_target(case, role)
    near = _in_case(case, body)
    if near is not None:
        return (Owner(near, seat),)
    bodies = facts.get(ask("subject", kind="body", code=body, state="formed"), ())
    named = _addressees(case)  # of several teams in a round, the one that was asked
    for row in sorted(bodies, key=lambda row: row.id not in named):
        if (not function or row.facts.get("function") == function) and row.campaign in (
            None,
            case.subject.campaign,
        ):
            return (Owner(row.id, seat),)
    return (Owner(None, f"{body}:{function or seat}"),)


def _addressees(case: Case) -> tuple[UUID, ...]:
    subject = case.subject
    if case.act.code.endswith(".received") and subject.kind in ("document", "referral", "request"):
        return (case.actor.party,)
    named = (
        case.fields.get("to")
        or case.fields.get("receiver")
        or subject.facts.get("receiver")
        or subject.facts.get("to")
    )
    return tuple(key for value in listed(named) if (key := id_of(value)))


# ---------------------------------------------------------------------------------------------- for each


def _each_asks(case: Case, rule: DutyRule) -> Iterable[Ask]:
    if rule.per == "leaders":
        yield ask("seat", party=case.subject.unit, leadership=True, until=None)
    elif rule.per in ("clues", "findings"):
        yield ask("subject", kind=rule.per[:-1], inspection=case.subject.inspection)
    elif rule.per == "seats":
        yield ask("seat", party=case.subject.body, until=None)


def _each(case: Case, rule: DutyRule, facts: Facts) -> Iterator[tuple[str, Subject | None]]:
    """The items of a duty owed once for each of a set; a plain duty has one item without a name."""
    if not rule.per:
        yield "", None
    elif rule.per in ("leaders", "seats"):
        seen = sorted({str(seat.person) for wanted in _each_asks(case, rule) for seat in facts[wanted]})
        yield from ((person, None) for person in seen)
    elif rule.per in ("clues", "findings"):
        for wanted in _each_asks(case, rule):
            yield from ((str(row.id), row) for row in facts[wanted] if row.state != "withdrawn")
    elif rule.per in case.scheme.lists:
        yield from ((code, None) for code in case.scheme.lists[rule.per].values)
    else:
        yield from ((str(item), None) for item in values_of(case, rule.per) if item)


# ---------------------------------------------------------------------------------------------- discharge


def asks_for_discharge(case: Case) -> tuple[Ask, ...]:
    """Open duties that await this act, in any stream it could discharge them on."""
    if case.act.code not in case.scheme.discharging:
        return ()
    subject = case.subject
    places: list[tuple[str, Any]] = [("stream", streams_touched(case))]
    places += [
        (name, getattr(subject, name))
        for name in ("inspection", "campaign", "unit", "body")
        if getattr(subject, name)
    ]
    narrow: dict[str, Any] = {"awaits": case.act.code, "state": "open"}
    asks = [ask("duty", stream=places[0][1], **narrow)]
    asks += [ask("duty", **{name: key}, scope=name, **narrow) for name, key in places[1:]]
    if case.actor.party:
        asks.append(ask("duty", owner=case.actor.party, scope="owner", **narrow))
    return (*asks, *_decisions_carried_out(case))


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


def discharged(case: Case, facts: Facts) -> list[dict[str, Any]]:
    """The open duties that this act discharges, as its effects tell them."""
    rows = [row for wanted in asks_for_discharge(case) for row in facts[wanted]]
    found = {row.id: row for row in rows if isinstance(row, Duty)}
    named = [row for row in rows if isinstance(row, Act)]
    return [
        {"id": str(duty.id), "state": "discharged"}
        for duty in sorted(found.values(), key=lambda row: (row.opened_by, str(row.id)))
        if not _is_of_another(case, duty, named) and _discharges(case, duty)
    ]


def _is_of_another(case: Case, duty: Duty, named: list[Act]) -> bool:
    """Whether the duty was opened by an act of the same type as those named, but by none of them."""
    rule = case.scheme.duties.get(duty.rule)
    openers = {act.partition(":")[0] for act in rule.after} if rule else set()
    rivals = [act for act in named if act.type in openers]
    return bool(rivals) and all(act.position != duty.opened_by for act in rivals)


def _discharges(case: Case, duty: Duty) -> bool:
    where = dict(duty.where)
    values = where.pop("*", None)
    held = where.pop("has", None)
    if held and not any(case.fields.get(name) for name in listed(held)):
        return False
    if values and case.value not in values:
        return False
    if duty.item and id_of(duty.item) and duty.stream != UUID(duty.item) and not _names(case, duty.item):
        return False
    if duty.item and not id_of(duty.item) and not _names(case, duty.item):
        return False
    return fits(case, where)


def _names(case: Case, item: str) -> bool:
    """Whether the act is about this item: a person talked to, a seat, a field looked at."""
    values = [
        one for name, value in case.fields.items() for one in listed(value) if not isinstance(one, Mapping)
    ]
    nested = [
        str(v)
        for value in case.fields.values()
        for one in listed(value)
        if isinstance(one, Mapping)
        for v in one.values()
    ]
    return item in map(str, values) or item in nested or str(case.subject.id) == item


# ---------------------------------------------------------------------------------------------- moving


def lapsed(duties: Iterable[Duty]) -> list[dict[str, Any]]:
    """Duties whose ground fell away, as effects tell them."""
    return [{"id": str(duty.id), "state": "lapsed"} for duty in duties]


def moved(duty: Duty, on: date, rule: str) -> dict[str, Any]:
    """A duty given a new due date by an act."""
    due = Due.fixed(on, rule)
    return {"id": str(duty.id), "due_at": due.at.isoformat(), "due": due.as_json()}


def is_late(duty: Duty, now: datetime) -> bool:
    """Whether an open duty's instant has passed; computed when read, never stored."""
    return duty.state == "open" and duty.due_at is not None and now >= duty.due_at
