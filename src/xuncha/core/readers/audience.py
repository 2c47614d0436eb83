"""Who may read a subject: the tokens of parties and seats that each act adds, and those it keeps out for ever.

Visibility is decided when something happens and stands in the record, so a list is filtered in SQL and replay shows
the same.  A unit is never added to a complaint or a clue; a body a report is about is barred from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import BODIES, INSIDERS, Subject, kind_token, seat_token
from xuncha.core.facts.values import id_of, listed
from xuncha.core.parties.receiving import is_intake

OPEN_TO_OFFICE = frozenset(
    {"campaign", "inspection", "body", "person", "document", "check", "complaint", "finding", "clue", "referral", "return",
     "meeting", "request", "evaluation", "inquiry", "volume", "undertaking", "rule", "entry"}
)  # fmt: skip
OPEN_TO_GROUP = frozenset({"campaign", "inspection", "body"})
OPEN_TO_BODIES = frozenset({"campaign", "inspection"})
"""What every body reads where the regulation gives all of them a part in every round, though in nothing that lies there."""
STAFFING = frozenset({"person.nominated", "activity.logged"})
"""What a receiving body does with the people of a team: it nominates them, or keeps notes on them day by day."""


def asks_for_audience(case: Case) -> Iterator[Ask]:
    """The rows that say who the overseeing bodies are."""
    yield overseers(case)
    yield from _addressed_outside(case)
    if case.act.code == "campaign.opened":
        yield _inspecting(case)
    yield from _bodies_above(case)
    yield from _followers(case)
    yield from _taking_part(case)
    yield from _intake(case)
    if below := _units_below(case):
        yield below
    if case.act.code == "approval.requested":
        yield from _role_bodies(case)
    yield from _protecting(case)
    if case.subject.kind == "body" and case.subject.state == "new":
        yield from _staffing(case)


def overseers(case: Case) -> Ask:
    """The bodies that lead and run the inspections and so oversee every team: asked for whenever something begins."""
    return ask("subject", kind="body", code=case.scheme.bodies("leads", "runs"), state="formed")


def _overseeing(case: Case, facts: Facts, *parts: str) -> set[UUID]:
    """Those of them that play one of these parts."""
    return {body.id for body in facts[overseers(case)] if case.scheme.part_of(body.code) in parts}


def _inspecting(case: Case) -> Ask:
    """The bodies that inspect: one that was formed for an area reads the round that this area holds for itself."""
    return ask("subject", kind="body", code=case.scheme.bodies("inspects"), state="formed")


def _addressed_outside(case: Case) -> Iterator[Ask]:
    """The body a letter is addressed to where it plays no part inside: those that do are known without asking."""
    to = str(case.fields.get("addressee") or "")
    if case.subject.kind == "complaint" and to and not case.scheme.part_of(to):
        yield ask("subject", kind="body", code=to, state="formed")


def _intake(case: Case) -> Iterator[Ask]:
    """The bodies that take reports in, where a report is about them: they never read it."""
    rule = case.scheme.reported("unit")
    if rule and _whom(case) == "intake":
        for role in (case.scheme.roles[name] for name in rule.to if name in case.scheme.roles):
            yield ask("subject", kind="body", code=role.body, state="formed")


def _intake_bodies(case: Case, facts: Facts) -> set[UUID]:
    """Those of them that are meant: of several receivers, the one of its function."""
    found = (row for wanted in _intake(case) for row in facts[wanted])
    return {row.id for row in found if is_intake(case.scheme, row.code, str(row.facts.get("function", "")))}


def _bodies_above(case: Case) -> Iterator[Ask]:
    """The bodies that read what the bodies of a kind begin: the commission, what its sections do."""
    kind = case.scheme.value("body_kinds", case.actor.party_kind)
    above = str(kind.extra.get("read_by", "")) if kind and case.subject.state == "new" else ""
    if above and case.subject.kind != "complaint":
        yield ask("subject", kind="body", code=above, state="formed")


def _takes_part(case: Case, act: str, who: str = "units") -> bool:
    """Whether this act is done under a regulation in which the units, or also those below them, examine themselves."""
    return case.act.code == act and bool(case.scheme.about.get(f"{who}_take_part"))


BELOW = "units_below"


def _units_below(case: Case) -> Ask | None:
    """The units among which those below one that joins a round are looked for."""
    return ask("subject", kind="unit", state="current") if _takes_part(case, "unit.enrolled", BELOW) else None


def _below(case: Case, facts: Facts) -> set[UUID]:
    """The units below one that joins a round."""
    wanted, unit = _units_below(case), str(case.fields.get("unit"))
    return {row.id for row in facts[wanted] if row.facts.get("parent") == unit} if wanted else set()


def _followers(case: Case) -> Iterator[Ask]:
    """The bodies of kinds that follow things of this kind in every unit, or in the units of their area."""
    listed_kinds = case.scheme.lists.get("body_kinds")
    kinds = [
        one.code
        for one in (listed_kinds.values.values() if listed_kinds and case.subject.state == "new" else ())
        if case.subject.kind in one.extra.get("follows", ())
    ]
    if kinds:
        yield ask("subject", kind="body", code=tuple(kinds), state="formed")


def _following(case: Case, facts: Facts) -> Iterator[UUID]:
    """Of those with an area the ones whose unit this is, or the unit above it; without one, those whose kind needs none."""
    near = {str(case.subject.unit), str(case.unit.facts.get("parent")) if case.unit else ""} - {"", "None"}
    for body in (body for wanted in _followers(case) for body in facts[wanted]):
        kind, area = case.scheme.value("body_kinds", body.code), str(body.facts.get("area") or "")
        is_everywhere = not area and not (kind and kind.extra.get("of_area"))
        if body.campaign in (None, case.subject.campaign) and (is_everywhere or area in near):
            yield body.id


def _taking_part(case: Case) -> Iterator[Ask]:
    """The bodies that took part in a meeting, and the posts of the people who were there."""
    if case.act.code != "meeting.held":
        return
    named = _keys(case.fields.get("took_part"))
    people = _keys([case.fields.get("chair"), *listed(case.fields.get("present"))])
    if named:
        yield ask("subject", id=named, kind="body")
    if people:
        yield ask("seat", person=people, ended_on=None, acting_for=None)


def _keys(named: Any) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(key for one in listed(named) if (key := id_of(one))))


def _who_took_part(case: Case, facts: Facts) -> Iterator[UUID]:
    """Whoever sat in a meeting reads its record: the bodies named, and those in which its people hold a post.

    A unit does not: the record may tell of more than the part at which it was heard.
    """
    for row in (row for wanted in _taking_part(case) for row in facts[wanted]):
        if isinstance(row, Subject):
            yield row.id
        elif row.party_kind != "unit":
            yield row.party


def _staffing(case: Case) -> Iterator[Ask]:
    """The bodies that nominate and manage the people of a team: they read who sits in it, and nothing of its cases."""
    for role in case.scheme.roles.values():
        if role.function and not STAFFING.isdisjoint(role.may):
            yield ask("subject", kind="body", code=role.body, state="formed")


def _role_bodies(case: Case) -> Iterable[Ask]:
    role = case.scheme.roles.get(str(case.fields.get("to")))
    return (ask("subject", kind="body", code=role.body, state="formed"),) if role else ()


SET_APART = "protection.asked"
"""Begins what only those read who protect whoever reported: neither who handles the report, nor who oversees that."""


def _protecting(case: Case) -> Iterator[Ask]:
    """The bodies of the role that such a matter goes to (the trait `to` of what is asked for)."""
    asked = case.scheme.value("protections", case.value) if case.act.code == SET_APART else None
    role = case.scheme.roles.get(str(asked.extra.get("to"))) if asked else None
    if role:
        yield ask("subject", kind="body", code=role.body, state="formed")


def _asked_to_approve(case: Case, facts: Facts) -> Iterator[UUID]:
    """The bodies of the role that is asked; of several receivers, the one of its function."""
    role = case.scheme.roles.get(str(case.fields.get("to")))
    for body in (body for wanted in _role_bodies(case) for body in facts[wanted]):
        if role and role.function in ("", body.facts.get("function", "")):
            yield body.id


def readers_added(case: Case, facts: Facts) -> set[UUID]:
    """The tokens that this act lets read its subject."""
    if case.act.code == SET_APART:
        return {
            body.id
            for wanted in _protecting(case)
            for body in facts[wanted]
            if body.campaign in (None, case.subject.campaign)
        } - case.closed_to
    if case.fields.get("sealed_to"):
        return set(_sealed_readers(case))
    if case.subject.facts.get("sealed_to"):  # whoever acts on it reads it already, and the body does not
        return set()
    added = {case.actor.party}
    if _whom(case) == "intake":  # read by whoever took it in, above, and by nobody else
        return added
    if case.subject.state == "new":
        added |= set(_first_readers(case, facts))
        added |= {body.id for wanted in _bodies_above(case) for body in facts[wanted]}
        added |= set(_following(case, facts)) | _below(case, facts)
    added |= set(_named_readers(case)) | set(_who_took_part(case, facts))
    if case.act.code == "approval.requested":
        added |= set(_asked_to_approve(case, facts))
    if (
        case.act.code == "document.published" and case.actor.party_kind != "unit"
    ):  # the public reads it, so may the group
        added |= _overseeing(case, facts, "leads")
    if case.act.code in (
        "disposition.proposed",
        "disposition.decided",
        "approval.requested",
        "finding.fed_back",
    ):
        added |= _overseeing(case, facts, "leads") if case.subject.kind in ("finding", "clue") else set()
    return added - case.subject.barred


def _sealed_readers(case: Case) -> Iterator[UUID]:
    """A sealed report is read by the seat that wrote it and the seat it is for, not by their bodies."""
    yield seat_token(case.actor.party, case.actor.seat)
    for party in listed(case.fields.get("to")):
        if key := id_of(party):
            yield seat_token(key, str(case.fields["sealed_to"]))


def _first_readers(case: Case, facts: Facts) -> Iterator[UUID]:
    subject = case.subject
    if subject.kind in ("unit", "scheme") or _is_open_to_all(case):
        yield INSIDERS
    for role in case.scheme.roles.values():
        if subject.kind in role.reads:
            yield kind_token(role.body, role.function)
    if subject.kind in OPEN_TO_BODIES and case.scheme.about.get("bodies_take_part"):
        yield BODIES
    if subject.kind in ("body", "person"):  # both read what is said of them
        yield subject.id
    if (
        subject.kind == "body" and case.inspection and case.inspection.body
    ):  # formed in a unit that a team inspects
        yield case.inspection.body
    if subject.kind == "body":
        functions = {
            role.function
            for role in case.scheme.roles.values()
            if role.function and not STAFFING.isdisjoint(role.may)
        }
        found = [row for wanted in _staffing(case) for row in facts[wanted]]
        yield from (row.id for row in found if row.facts.get("function", "") in functions)
    to = str(case.fields.get("addressee") or "")
    if subject.kind == "complaint" and to:
        addressed = {body.id for body in facts[overseers(case)] if body.code == to}
        outside = (row for wanted in _addressed_outside(case) for row in facts[wanted])
        addressed |= {body.id for body in outside if body.campaign in (None, subject.campaign)}
        yield from addressed or ({subject.body} if subject.body else ())
        if case.scheme.part_of(to) == "leads":  # past the office and the team
            return
    elif subject.body and subject.kind != "inquiry" and not _is_sealed_from_covering(case):
        yield subject.body
    if subject.kind == "campaign":
        own = str(case.actor.party)
        yield from (body.id for body in facts[_inspecting(case)] if body.facts.get("area") == own)
    if subject.kind in OPEN_TO_OFFICE:
        yield from _overseeing(case, facts, "runs")
    if subject.kind in OPEN_TO_GROUP:
        yield from _overseeing(case, facts, "leads")


def _is_open_to_all(case: Case) -> bool:
    """Whether what is entered stands in a register that the regulation opens to everybody with a post."""
    register = case.scheme.value("registers", case.subject.code) if case.subject.kind == "entry" else None
    return register is not None and bool(register.extra.get("read_by_all"))


NEVER_A_UNITS = frozenset({"complaint", "clue", "referral"})
"""What no unit reads because it covers another: these lie with bodies alone."""


def _is_sealed_from_covering(case: Case) -> bool:
    """Whether a thing is kept from whoever covers the unit, because that is a unit itself (the town above an office)."""
    return case.subject.kind in NEVER_A_UNITS and case.body is not None and case.body.kind == "unit"


def _named_readers(case: Case) -> Iterator[UUID]:
    fields, code = case.fields, case.act.code
    named: list[Any] = []
    if code in ("document.issued", "report.submitted", "request.made", "check.disclosed"):
        named = [*listed(fields.get("to"))]
    elif code == "identity.requested":  # whoever is to agree reads what it is about
        named = [*listed(fields.get("asked"))]
    elif code == "inspection.assigned":
        named = [fields.get("body")]
    elif code == "unit.enrolled" and case.scheme.about.get("units_take_part"):
        named = [fields.get("unit")]
    elif code in ("matter.assigned", "matter.rehandled"):
        named = [fields.get("owner"), *listed(fields.get("helpers"))]
    elif code in ("body.formed", "body.changed"):  # whose area it is reads who works there
        named = [fields.get("area")]
    elif code == "duty.escalated":  # who owes it reads what it is about
        named = [fields.get("to")]
    elif code == "referral.sent":
        named = [case.subject.facts.get("receiver")]
    elif code == "finding.fed_back" and case.subject.unit:
        named = [str(case.subject.unit)]
    yield from (key for value in named if (key := id_of(value)))


def barred_added(case: Case, facts: Facts) -> set[UUID]:
    """The bodies that may never read this: a team or unit, or whoever takes reports in, that a report or inquiry is about."""
    subject = case.subject
    if case.act.code == SET_APART:  # it names no unit, so whom it concerns is said beside it
        return set(case.closed_to)
    if _whom(case) == "intake":
        return _intake_bodies(case, facts) | ({subject.unit} if subject.unit else set())
    if subject.kind == "complaint" and subject.body and _whom(case) == "team":
        return {subject.body}
    if subject.kind == "complaint":
        return ({subject.unit} if subject.unit else set()) | _units_reported(case)
    if subject.kind == "inquiry" and subject.state == "new":
        return {key for key in (subject.body, subject.unit) if key and key != case.actor.party}
    if subject.kind == "clue" and subject.unit:
        return {subject.unit}
    return set()


def _units_reported(case: Case) -> set[UUID]:
    """The units that the form of a report names as those it is about, where it is registered in a whole round."""
    form = case.scheme.form(case.act.code, case.value) if case.act.code == "complaint.received" else None
    named = (field.name for field in form.fields.values() if field.type in ("unit", "units")) if form else ()
    return {key for name in named for one in listed(case.fields.get(name)) if (key := id_of(one))}


def _whom(case: Case) -> str:
    """Whom a report that is being registered is about: `unit`, `team` or `intake`; nothing where none is."""
    if case.act.code != "complaint.received":
        return ""
    return case.scheme.about_whom(str(case.fields.get("kind", "")))


def shared(case: Case, facts: Facts) -> list[dict[str, Any]]:
    """Other subjects this act opens to someone: the round to its team, the inspection to its unit with the notice."""
    opened = _opened_by(case, facts)
    return [
        {"subject": str(key), "readers": [str(one) for one in readers]} for key, readers in opened if readers
    ]


def _opened_by(case: Case, facts: Facts) -> Iterator[tuple[UUID, list[UUID]]]:
    """Each thing that is opened, and to whom of those who do not read it yet."""
    code, campaign, inspection = case.act.code, case.campaign, case.inspection
    if code == "authority.granted" and campaign:
        yield campaign.id, [case.subject.id]
    if code == "inspection.assigned" and campaign:  # whoever gets a unit reads the round it is in
        yield campaign.id, _not_yet(campaign, [case.fields.get("body")])
    if _takes_part(case, "unit.enrolled") and campaign:
        yield campaign.id, _not_yet(campaign, [case.fields.get("unit"), *sorted(_below(case, facts))])
    if (
        _takes_part(case, "seat.filled", BELOW) and case.subject.kind == "unit"
    ):  # its own people are reminded by it
        person, above = id_of(case.fields.get("person")), id_of(case.subject.facts.get("parent"))
        if person:
            yield person, [key for key in (case.subject.id, above) if key]
    unit = case.subject.unit
    to = {id_of(value) for value in listed(case.fields.get("to"))}
    if code == "document.issued" and inspection and unit and unit in to:
        yield inspection.id, _not_yet(inspection, [unit])


def _not_yet(row: Subject, keys: Iterable[Any]) -> list[UUID]:
    """Those of them who do not read it yet."""
    return [key for one in keys if (key := id_of(one)) and key not in row.readers]
