"""The duties that an act opens: who owes whom what by when, under which clause.

This is decided once, when the act happens, and written into the act's effects; replay only reads it back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from xuncha.core.dates.calendar import Calendar
from xuncha.core.dates.due import Due
from xuncha.core.dates.periods import Period, before
from xuncha.core.duties.reckoning import due_from
from xuncha.core.duties.recurring import OF_PERIOD, periods_come, setting
from xuncha.core.duties.silence import COUNTED, asks_for_silent, silent
from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case, fits, values_of
from xuncha.core.facts.rows import Duty, Seat, Subject
from xuncha.core.facts.values import day_of, id_of, listed
from xuncha.core.guards.judging import asks_of, holds
from xuncha.core.parties.addressees import RECEIPTS, sent_to
from xuncha.core.parties.succession import successor
from xuncha.core.predicates.handling import GIVING, HANDLERS, holders, named
from xuncha.core.scheme.rules import DutyRule

UNDATED = "未定"
"""The word for time where a text has none of its own."""

DAY_OVER = "原定日期已过"
"""The word for time where the day that a text names was over when it began to be owed, and comes no more in this round."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A party that owes: the body or unit, and the seat in it where one is named."""

    party: UUID | None
    seat: str = ""
    person: UUID | None = None
    """Of several who hold the same seat: each owes for himself."""


def rules_opened(case: Case) -> tuple[DutyRule, ...]:
    """The duty rules this act may open, before their conditions are looked at."""
    if RULES_OPENED not in case.worked_out:
        case.worked_out[RULES_OPENED] = tuple(_rules_opened(case))
    found: tuple[DutyRule, ...] = case.worked_out[RULES_OPENED]
    return found


RULES_OPENED = "rules opened"


def _rules_opened(case: Case) -> Iterator[DutyRule]:
    if case.act.code == "period.begun":
        rule = case.scheme.duties.get(str(case.fields.get("rule")))
        if rule and rule.every:
            yield rule
    for rule in case.scheme.duties_after.get(case.act.code, ()):
        if rule.every:
            continue
        wanted = {name.partition(":")[2] for name in rule.after if name.partition(":")[0] == case.act.code}
        if (not any(wanted) or case.value in wanted) and fits(case, rule.of):
            yield rule


def asks_for_opening(case: Case) -> Iterator[Ask]:
    """The rows needed to open duties: their conditions, their owners, and the set of a duty for each."""
    case = whoever_acts(case)
    for rule in rules_opened(case):
        yield from asks_of_rule(case, rule)
        yield from _same_period_asks(rule)
        yield from _kinds_asks(rule)


def asks_of_rule(case: Case, rule: DutyRule) -> Iterator[Ask]:
    """The rows that one rule needs: its conditions, its owners, and the set of a duty for each."""
    yield from asks_of(case, rule.needs + rule.unless)
    for name in (rule.owner, *rule.co_owners, rule.owed_to):
        yield from _owner_asks(case, name)
    yield from _each_asks(case, rule)


def is_owed(case: Case, rule: DutyRule, facts: Facts) -> bool:
    """Whether the rule's conditions hold, and nothing keeps it from being owed."""
    return holds(case, rule.needs, facts) and not (rule.unless and holds(case, rule.unless, facts))


def open_duties(case: Case, after: Subject, facts: Facts, calendar: Calendar) -> list[dict[str, Any]]:
    """The duties this act opens, as its effects tell them; of a duty that many owe alike, each sees its own only."""
    opened: list[dict[str, Any]] = []
    case = whoever_acts(case)
    for rule in rules_opened(case):
        if not is_owed(case, rule, facts):
            continue
        owners = _of_its_kinds(case, rule, _owners(case, rule.owner, facts), facts)
        left_out = _owe_no_period(case, rule, facts, calendar)
        for owner in owners:
            if owner.party in left_out or owner.party in after.barred:
                continue  # nobody owes anything on what may never be read there
            others = {one.party for one in owners if one.party} - {owner.party}
            opened += owed_by(owner, case, after, rule, facts, calendar, others)
    return opened


def owed_by(
    owner: Owner,
    case: Case,
    after: Subject,
    rule: DutyRule,
    facts: Facts,
    calendar: Calendar,
    others: Collection[UUID],
) -> Iterator[dict[str, Any]]:
    """What one owner owes by a rule, item by item, as effects tell it; not told to the `others` who owe alike."""
    for item, stream in _each_for(owner, case, rule, facts):
        told = _told(case, after, rule, owner, item, stream, facts, calendar)
        yield told | {"readers": [key for key in told["readers"] if UUID(key) not in others]}


def owing_alike(case: Case, rule: DutyRule, facts: Facts) -> set[UUID]:
    """Everybody who owes the same by a rule, each for itself."""
    return {owner.party for owner in _owners(case, rule.owner, facts) if owner.party}


def _kinds_asks(rule: DutyRule) -> tuple[Ask, ...]:
    """Of a duty that units owe alike, the units of the kinds that the clause binds."""
    return (ask("subject", kind="unit", code=rule.kinds),) if rule.kinds and _is_each_units(rule) else ()


def _is_each_units(rule: DutyRule) -> bool:
    return rule.owner.startswith("each:unit")


def _of_its_kinds(case: Case, rule: DutyRule, owners: tuple[Owner, ...], facts: Facts) -> tuple[Owner, ...]:
    """Those of the owners whom the clause binds: of every unit of a round, or the unit at hand, only some kinds."""
    if not rule.kinds:
        return owners
    if not _is_each_units(rule):
        return owners if case.unit is not None and case.unit.code in rule.kinds else ()
    bound = {row.id for wanted in _kinds_asks(rule) for row in facts[wanted]}
    return tuple(owner for owner in owners if owner.party in bound)


def _each_for(owner: Owner, case: Case, rule: DutyRule, facts: Facts) -> Iterator[tuple[str, Subject | None]]:
    """The items of an owner's duty; what each holder of a seat owes names the holder, so that one does not answer for all."""
    if owner.person is not None and not rule.per:
        return iter(((str(owner.person), None),))
    return _each(case, rule, facts)


def whoever_acts(case: Case) -> Case:
    """The case without the ties of whoever acts: what is owed does not hang on them, and nobody is told by it."""
    return replace(case, tied_units=frozenset(), hidden_units=frozenset())


def _same_period_asks(rule: DutyRule) -> tuple[Ask, ...]:
    """What a standing body owes by the year and not by the round: other rounds may have opened it before."""
    is_standing = rule.every and rule.scope == "owner" and rule.owner.startswith("role:")
    return (ask("duty", rule=rule.id, scope="owner"),) if is_standing else ()


def _owe_no_period(case: Case, rule: DutyRule, facts: Facts, calendar: Calendar) -> set[UUID | None]:
    """Who owes nothing for the period that begins: whoever owes it already, and who came only after it was over."""
    due = due_of(rule, case, calendar) if rule.every else None
    if due is None:
        return set()
    owing = {
        duty.owner for wanted in _same_period_asks(rule) for duty in facts[wanted] if duty.due_at == due.at
    }
    rows = (row for wanted in _owner_asks(case, rule.owner) for row in facts[wanted])
    later = {
        row.unit if row.kind == "inspection" else row.id
        for row in rows
        if isinstance(row, Subject) and row.opened_on > due.on
    }
    return owing | later


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
    own = {str(o.party) for o in (owner, *co_owners) if o.party}
    owners = {*own, *(str(o.party) for o in owed_to if o.party)}
    return {
        "id": str(uuid5(act_key(case), name)),
        "rule": rule.id,
        "owner": str(owner.party) if owner.party else "",
        "seat": owner.seat,
        "with": [str(o.party) for o in co_owners if o.party],
        "to": str((owed_to[0].party if owed_to else _creditor(case, after, owner)) or ""),
        "stream": str(subject.id),
        "kind": subject.kind,
        "inspection": str(subject.inspection or "") or "",
        "unit": str(unit or ""),
        "body": str(subject.body or ""),
        "item": item,
        "awaits": list(dict.fromkeys(name.partition(":")[0] for name in rule.done_by)),
        "where": dict(rule.where) | _where_of_values(rule) | _where_of_period(rule, case),
        "scope": rule.scope,
        "due_at": due.at.isoformat() if due else "",
        "due": due.as_json() if due else {},
        "undated": "" if due else _word_for_time(rule),
        "before": rule.before,
        "readers": sorted(
            own if rule.quiet else owners | set(map(str, _watchers(_matter(after, stream), owner)))
        ),
        "barred": sorted(map(str, after.barred | subject.barred)),
    }


def _word_for_time(rule: DutyRule) -> str:
    """What stands in the place of a day where there is none."""
    names_a_day = rule.by and not rule.by.startswith("payload.")
    return rule.undated or ("" if rule.before else DAY_OVER if names_a_day else UNDATED)


def _matter(after: Subject, stream: Subject | None) -> Subject:
    """What the duty is about: the thing of a round that it lies on, else what the act was done on."""
    return stream if stream is not None and stream.campaign and stream.id != after.id else after


def _watchers(after: Subject, owner: Owner) -> frozenset[UUID]:
    """Who else sees the duty: the readers of its matter, but not the unit where the unit does not owe it."""
    return after.readers if after.unit in (None, owner.party) else after.readers - {after.unit}


def _creditor(case: Case, after: Subject, owner: Owner) -> UUID | None:
    """To whom a duty is owed where the text names nobody: the body that opened it, else a team that reads it, else nobody."""
    if owner.party != case.actor.party and not _is_outside(case.actor):
        return case.actor.party
    team = case.subject.body
    return team if team != owner.party and team in after.readers else None


def _is_outside(actor: Seat) -> bool:
    """Whether a team or the office owes the actor nothing only because its act began the period: units, receivers, the clock."""
    return actor.party_kind in ("unit", "clock", "mailbox") or bool(actor.function)


def act_key(case: Case) -> UUID:
    """What the ids of the duties of this act are made from."""
    return uuid5(case.subject.id, f"{case.act.code}/{case.subject.version}")


def _where_of_values(rule: DutyRule) -> dict[str, Any]:
    """`done_by = "meeting.held:training"` asks for that value of the deciding field."""
    values = sorted({name.partition(":")[2] for name in rule.done_by if ":" in name})
    return {"*": values} if values else {}


def _where_of_period(rule: DutyRule, case: Case) -> dict[str, Any]:
    """A duty that comes again and again is discharged period by period."""
    return {OF_PERIOD: case.fields["period"]} if rule.every and case.fields.get("period") else {}


def due_of(rule: DutyRule, case: Case, calendar: Calendar) -> Due | None:
    """When the duty is due, or None where the text gives no date."""
    scheme, start = case.scheme, trigger_day(case)
    if rule.every and case.act.code == "period.begun":
        return _period_due(rule, case)
    if rule.set_by or rule.by == "payload.due":
        limit = day_of(case.fields.get(rule.limit) or case.subject.facts.get(rule.limit))
        return Due.fixed(limit) if limit else None
    if rule.by.startswith("payload."):
        limit = day_of(case.fields.get(rule.by.removeprefix("payload.")))
        return Due.fixed(limit) if limit else None
    if rule.before_date:
        named = day_of(case.fields.get(rule.before_date))
        return before(Period.parse(rule.lead or "P0D"), named, calendar) if named else None
    written = setting(scheme, case.campaign, rule.within)
    runs = written.endswith("H") and not rule.by
    return due_from(rule, written, case.now if runs else start, calendar, _end_of_round(case))


def _end_of_round(case: Case) -> date | None:
    round_ = case.campaign.facts if case.campaign else case.fields
    return day_of(round_.get("ends_on"))


def trigger_day(case: Case) -> date:
    """The day a period starts from: the day on the paper, else the day the act occurred."""
    return day_of(case.fields.get("received_on")) or case.occurred_on


def _period_due(rule: DutyRule, case: Case) -> Due | None:
    turns = periods_come(rule, case.scheme, case.subject, case.occurred_on)
    return next((turn.due() for turn in turns if turn.key == case.fields.get("period")), None)


def _role_target(case: Case, role: str) -> tuple[str, str, str]:
    """Body kind, function and seat of `office`, `head@team` or a role of the scheme."""
    name, _, body = role.partition("@")
    found = case.scheme.roles.get(name)
    if found:
        return (body or found.body, found.function, found.seat)
    return (body or name, "", name if body else "")


def _unit_that_owes(case: Case) -> UUID | None:
    """The unit of the matter, or its successor."""
    return successor(case.unit) or case.subject.unit


def _in_case(case: Case, body: str) -> UUID | None:
    """The body of this kind that the case is about, when there is one."""
    if body == "unit":
        return _unit_that_owes(case)
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
    elif name in HANDLERS:
        yield from asks_for_silent(case)
    elif name == "person":
        yield ask("seat", person=case.subject.id, **HELD)
    elif name.startswith("each:unit"):
        yield ask("subject", kind="inspection", campaign=case.subject.campaign)
    elif name.startswith("each:body"):
        for campaign in dict.fromkeys(
            (case.subject.campaign, None)
        ):  # those of the round, and the standing ones
            yield ask("subject", kind="body", code=_inner(name), state="formed", campaign=campaign)
    elif name.startswith("each:seat") and case.act.code != "seat.filled":
        yield ask("seat", seat=_inner(name), **HELD)


HELD: Mapping[str, Any] = {"ended_on": None, "acting_for": None}
"""Seats that were given and not vacated; who stands in for somebody owes nothing alone."""


def _has_run_out(case: Case, row: Any) -> bool:
    return isinstance(row, Seat) and not row.has_not_run_out(case.occurred_on)


def _inner(name: str) -> str:
    return name.partition("(")[2].rstrip(")")


def _owners(case: Case, name: str, facts: Facts) -> tuple[Owner, ...]:
    if not name:
        return ()
    form, _, rest = name.partition(":")
    if form in ("role", "default"):
        return _role_owner(case, rest, facts)
    if name == "unit":
        return (Owner(_unit_that_owes(case)),)
    if name in ("unit.first_responsible", "unit.principal"):
        return (Owner(_unit_that_owes(case), "principal"),)
    if name == "actor":
        return (Owner(case.actor.party, case.actor.seat),)
    if name == "covering":
        return (Owner(case.subject.body),)
    if name in HANDLERS:
        return tuple(Owner(key) for key in sorted(handlers(case, HANDLERS[name], facts), key=str))
    if name == "addressee":
        return tuple(Owner(party) for party in _addressees(case))
    if name.startswith("payload."):
        return tuple(
            Owner(key) for value in listed(case.fields.get(rest or name[8:])) if (key := id_of(value))
        )
    if name.startswith("each:seat") and case.act.code == "seat.filled":
        return _who_fills(case, _inner(name))
    asks = tuple(_owner_asks(case, name))
    rows = [row for wanted in asks for row in facts[wanted] if not _has_run_out(case, row)]
    if name == "person":
        held = rows[0] if rows else case.actor
        return (Owner(held.party, held.seat),)
    if name.startswith("each:unit"):
        return tuple(Owner(row.unit) for row in rows)
    if name.startswith("each:body"):
        return tuple(Owner(row.id) for row in rows)
    return tuple(Owner(row.party, row.seat, row.person) for row in rows if isinstance(row, Seat))


def handlers(case: Case, part: str, facts: Facts) -> set[UUID]:
    """Who leads on the matter or helps, once this act is done; after a silence whoever of them was silent."""
    if case.act.code in GIVING:
        return named(case, part)
    held = holders(case.subject, part)
    return held & silent(case, facts) if case.act.code == COUNTED else held


def _who_fills(case: Case, seat: str) -> tuple[Owner, ...]:
    """When the seat is filled, whoever fills it now: the others were there before."""
    person = id_of(case.fields.get("person"))
    return (Owner(case.subject.id, seat, person),) if person and case.value == seat else ()


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


def _each_asks(case: Case, rule: DutyRule) -> Iterable[Ask]:
    if rule.per == "leaders":
        yield ask("seat", party=case.subject.unit, leadership=True, **HELD)
    elif rule.per in ("clues", "findings"):
        yield ask("subject", kind=rule.per[:-1], inspection=case.subject.inspection)
        yield _referrals(case)
    elif rule.per == "seats":
        yield ask("seat", party=case.subject.body, **HELD)


def _each(case: Case, rule: DutyRule, facts: Facts) -> Iterator[tuple[str, Subject | None]]:
    """The items of a duty owed once for each of a set; a plain duty has one item without a name."""
    if not rule.per:
        yield "", None
    elif rule.per in ("leaders", "seats"):
        seats = [row for wanted in _each_asks(case, rule) for row in facts[wanted]]
        seen = sorted({str(seat.person) for seat in seats if not _has_run_out(case, seat)})
        yield from ((person, None) for person in seen)
    elif rule.per in ("clues", "findings"):
        things, referrals = (facts[wanted] for wanted in _each_asks(case, rule))
        gone = {key for row in referrals if row.state not in UNSENT for key in listed(row.facts.get("of"))}
        yield from (
            (str(row.id), row) for row in things if str(row.id) not in gone and _is_left(case, rule, row)
        )
    elif rule.per in case.scheme.lists:
        yield from ((code, None) for code in case.scheme.lists[rule.per].values)
    else:
        yield from ((str(item), None) for item in values_of(case, rule.per) if item)


UNSENT = frozenset({"drafted", "objected", "withdrawn"})
"""States of a referral that has not gone its way, or came back."""


def _referrals(case: Case) -> Ask:
    return ask("subject", kind="referral", inspection=case.subject.inspection)


def _is_left(case: Case, rule: DutyRule, row: Subject) -> bool:
    """Whether something is still to be done about a thing: of a paper's own list, not voided, and not done before."""
    items = listed(case.subject.facts.get("items")) if case.subject.kind == "document" else ()
    done = any(row.facts.get(name.partition(":")[0]) for name in rule.done_by)
    return row.state != "withdrawn" and not done and (not items or str(row.id) in items)


def asks_for_receipt(case: Case) -> tuple[Ask, ...]:
    """What is owed from the day a paper was received, when that day is said again."""
    rules = tuple(sorted(rule.id for rule in rules_opened(case) if rule.within))
    if case.act.code not in RECEIPTS or not rules:
        return ()
    return (ask("duty", stream=case.subject.id, rule=rules, state="open"),)


def brought_forward(case: Case, facts: Facts, calendar: Calendar) -> list[dict[str, Any]]:
    """Periods that run from the earlier of receipt and proof of delivery, where that turns out to be this one.

    What was extended since stays as it was extended.
    """
    found: list[dict[str, Any]] = []
    reached = {case.actor.party, *sent_to(case)}
    for duty in (row for wanted in asks_for_receipt(case) for row in facts[wanted]):
        due = due_of(case.scheme.duties[duty.rule], case, calendar)
        if (
            due
            and duty.due_at
            and duty.owner in reached
            and due.at < duty.due_at
            and due.rule == duty.due["rule"]
        ):
            found.append({"id": str(duty.id), "due_at": due.at.isoformat(), "due": due.as_json()})
    return found


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
