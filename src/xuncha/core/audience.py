"""Who may read a subject: the tokens of parties and seats that each act adds, and those it keeps out for ever.

Visibility is decided when something happens and stands in the record, so a list is filtered in SQL and replay shows
the same.  A unit is never added to a complaint or a clue; a body a report is about is barred from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from xuncha.core.book import Ask, Facts, ask
from xuncha.core.case import Case
from xuncha.core.rows import INSIDERS, seat_token
from xuncha.core.values import id_of, listed

OPEN_TO_OFFICE = frozenset(
    {"campaign", "inspection", "body", "person", "document", "check", "complaint", "finding", "clue", "referral", "return",
     "meeting", "request", "evaluation", "inquiry", "volume", "undertaking", "rule", "entry"}
)  # fmt: skip
OPEN_TO_GROUP = frozenset({"campaign", "inspection", "body"})
STAFFING = frozenset({"person.nominated", "activity.logged"})
"""What a receiving body does with the people of a team: it nominates them, or keeps notes on them day by day."""


def asks_for_audience(case: Case) -> Iterator[Ask]:
    """The rows that say who the overseeing bodies are."""
    yield _overseers(case)
    if case.act.code == "approval.requested":
        yield from _role_bodies(case)
    if case.subject.kind == "body" and case.subject.state == "new":
        yield from _staffing(case)


def _overseers(case: Case) -> Ask:
    """The bodies that lead and run the inspections and so oversee every team: asked for whenever something begins."""
    return ask("subject", kind="body", code=case.scheme.bodies("leads", "runs"), state="formed")


def _overseeing(case: Case, facts: Facts, *parts: str) -> set[UUID]:
    """Those of them that play one of these parts."""
    return {body.id for body in facts[_overseers(case)] if case.scheme.part_of(body.code) in parts}


def _staffing(case: Case) -> Iterator[Ask]:
    """The bodies that nominate and manage the people of a team: they read who sits in it, and nothing of its cases."""
    for role in case.scheme.roles.values():
        if role.function and not STAFFING.isdisjoint(role.may):
            yield ask("subject", kind="body", code=role.body, state="formed")


def _role_bodies(case: Case) -> Iterable[Ask]:
    role = case.scheme.roles.get(str(case.fields.get("to")))
    return (ask("subject", kind="body", code=role.body, state="formed"),) if role else ()


def _asked_to_approve(case: Case, facts: Facts) -> Iterator[UUID]:
    """The bodies of the role that is asked; of several receivers, the one of its function."""
    role = case.scheme.roles.get(str(case.fields.get("to")))
    for body in (body for wanted in _role_bodies(case) for body in facts[wanted]):
        if role and role.function in ("", body.facts.get("function", "")):
            yield body.id


def readers_added(case: Case, facts: Facts) -> set[UUID]:
    """The tokens that this act lets read its subject."""
    if case.fields.get("sealed_to"):
        return set(_sealed_readers(case))
    if case.subject.facts.get("sealed_to"):  # whoever acts on it reads it already, and the body does not
        return set()
    added = {case.actor.party}
    if case.subject.state == "new":
        added |= set(_first_readers(case, facts))
    added |= set(_named_readers(case))
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
    if subject.kind in ("unit", "scheme"):
        yield INSIDERS
    if subject.kind in ("body", "person"):  # both read what is said of them
        yield subject.id
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
        addressed = {body.id for body in facts[_overseers(case)] if body.code == to}
        yield from addressed or ({subject.body} if subject.body else ())
        if case.scheme.part_of(to) == "leads":  # past the office and the team
            return
    elif subject.body and subject.kind != "inquiry":
        yield subject.body
    if subject.kind in OPEN_TO_OFFICE:
        yield from _overseeing(case, facts, "runs")
    if subject.kind in OPEN_TO_GROUP:
        yield from _overseeing(case, facts, "leads")


def _named_readers(case: Case) -> Iterator[UUID]:
    fields, code = case.fields, case.act.code
    named: list[Any] = []
    if code in ("document.issued", "report.submitted", "request.made", "check.disclosed"):
        named = [*listed(fields.get("to"))]
    elif code == "inspection.assigned":
        named = [fields.get("body")]
    elif code == "matter.assigned":
        named = [fields.get("owner")]
    elif code == "duty.escalated":  # who owes it reads what it is about
        named = [fields.get("to")]
    elif code == "referral.sent":
        named = [case.subject.facts.get("receiver")]
    elif code == "finding.fed_back" and case.subject.unit:
        named = [str(case.subject.unit)]
    yield from (key for value in named if (key := id_of(value)))


def barred_added(case: Case) -> set[UUID]:
    """The bodies that may never read this: a team or unit that a report or inquiry is about."""
    subject = case.subject
    if subject.kind == "complaint" and subject.body and _is_about_body(case):
        return {subject.body}
    if subject.kind == "complaint" and subject.unit:
        return {subject.unit}
    if subject.kind == "inquiry" and subject.state == "new":
        return {key for key in (subject.body, subject.unit) if key and key != case.actor.party}
    if subject.kind == "clue" and subject.unit:
        return {subject.unit}
    return set()


def _is_about_body(case: Case) -> bool:
    """Whether a complaint is of a kind that is about the people of the inspecting body itself."""
    kind = case.scheme.value("intakes", str(case.fields.get("kind", "")))
    return kind is not None and kind.extra.get("about") == "body"


def shared(case: Case) -> list[dict[str, Any]]:
    """Other subjects this act opens to someone: the round to its team, the inspection to its unit with the notice."""
    if case.act.code == "authority.granted" and case.campaign:
        return [{"subject": str(case.campaign.id), "readers": [str(case.subject.id)]}]
    if case.act.code == "document.issued" and case.inspection and case.subject.unit:
        to = {id_of(value) for value in listed(case.fields.get("to"))}
        if case.subject.unit in to and case.subject.unit not in case.inspection.readers:
            return [{"subject": str(case.inspection.id), "readers": [str(case.subject.unit)]}]
    return []
