"""What comes back is owed again: a report, an answer or a rectification sent back, a referral that was objected to.

The act that sent it on discharged duties then.  They stay discharged, as they were done on their day; with the return
the same is owed anew, by whoever owed it, and each round has a row of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid5

from xuncha.core.dates.due import Due
from xuncha.core.duties.discharge import streams_touched
from xuncha.core.duties.duty_acts import stands
from xuncha.core.duties.opening import UNDATED, act_key
from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Act, Duty
from xuncha.core.facts.values import day_of, id_of

SENT_BY: Mapping[str, Mapping[str, str]] = {
    "work.returned": {
        "return": "report.submitted",
        "request": "request.answered",
        "referral": "referral.answered",
        "finding": "rectification.reported",
    },
    "referral.objected": {"referral": "referral.sent"},
}
"""The act that each of these undoes, by the kind of thing it is done on."""

BEGUN_ANEW = ("finding.reopened", "rectification.verified")
"""What was sent before one of these came to its end with it, and does not come back any more."""


def _sent_by(case: Case) -> str:
    return SENT_BY.get(case.act.code, {}).get(case.subject.kind, "")


def asks_for_coming_back(case: Case) -> tuple[Ask, ...]:
    """When it was sent, and the duties that were discharged then: on what it touches, and of whoever sent it."""
    code = _sent_by(case)
    if not code:
        return ()
    narrow: dict[str, Any] = {"awaits": code, "state": "discharged"}
    asks = [
        ask("act", subject=case.subject.id, type=(code, case.act.code, *BEGUN_ANEW)),
        ask("duty", stream=streams_touched(case), **narrow),
    ]
    if sender := _sender(case, code):
        asks.append(ask("duty", owner=sender, campaign=case.subject.campaign, **narrow))
    return tuple(asks)


def _sender(case: Case, code: str) -> Any:
    """The body or unit that sent it; a report that was sent once has its sender from its beginning."""
    facts = case.subject.facts
    return id_of(facts.get(code, facts).get("_", {}).get("party"))


def owed_again(case: Case, facts: Facts, opened: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The duties that were discharged by what now comes back, as effects tell them; but for those a rule opens itself."""
    rows = [row for wanted in asks_for_coming_back(case) for row in facts[wanted]]
    sent = _sent_since_the_last_return(case, [row for row in rows if isinstance(row, Act)])
    by_rule = {told["rule"] for told in opened}
    duties = {row.id: row for row in rows if isinstance(row, Duty)}
    for duty in sorted(duties.values(), key=lambda row: (row.opened_by, str(row.id))):
        if duty.closed_by in sent and duty.rule not in by_rule:
            yield _again(case, duty)


def _sent_since_the_last_return(case: Case, acts: list[Act]) -> set[int]:
    code = _sent_by(case)
    before = max((act.position for act in acts if act.type != code), default=0)
    return {act.position for act in acts if act.type == code and act.position > before}


def _again(case: Case, duty: Duty) -> dict[str, Any]:
    due = _due(case, duty)
    return {
        "id": str(uuid5(act_key(case), f"again/{duty.id}")),
        "rule": duty.rule,
        "owner": str(duty.owner or ""),
        "seat": duty.owner_seat,
        "with": list(duty.co_owners),
        "to": str(duty.owed_to or ""),
        "stream": str(duty.stream),
        "kind": duty.kind,
        "inspection": str(duty.inspection or ""),
        "unit": str(duty.unit or ""),
        "body": str(duty.body or ""),
        "item": duty.item,
        "awaits": list(duty.awaits),
        "where": dict(duty.where),
        "scope": duty.scope,
        "due_at": due.at.isoformat() if due else "",
        "due": due.as_json() if due else {},
        "undated": "" if due else _undated(case, duty),
        "before": duty.before,
        "readers": sorted(map(str, duty.readers)),
        "barred": sorted(map(str, duty.barred)),
    }


def _due(case: Case, duty: Duty) -> Due | None:
    """The day that whoever returns it gives, else the one it had, while that is still to come."""
    if limit := day_of(case.fields.get("due")):
        return Due.fixed(limit)
    return Due.from_json(duty.due) if duty.due_at and case.now < duty.due_at else None


def _undated(case: Case, duty: Duty) -> str:
    """The word it had instead of a date, else the rule's; one whose clock stood runs again."""
    rule = case.scheme.duties.get(duty.rule)
    held = "" if stands(duty) else duty.undated
    return held or (rule.undated if rule else "") or ("" if duty.before else UNDATED)
