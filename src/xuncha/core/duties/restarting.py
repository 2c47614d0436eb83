"""Periods that ran from a receipt whose day is corrected: they run from the right day, as far as they are still open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from xuncha.core.dates.calendar import Calendar
from xuncha.core.duties.opening import due_of
from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Duty
from xuncha.core.record.fold import WAITING
from xuncha.core.record.received import RECEIVED_ON, of_receipt, reached, receipts, with_right_day


def asks_for_restarting(case: Case) -> tuple[Ask, ...]:
    """What is still owed on the thing whose receipt is corrected."""
    if _corrected(case) is None:
        return ()
    return (ask("duty", stream=case.subject.id, state="open"),)


def restarted(case: Case, facts: Facts, calendar: Calendar) -> list[dict[str, Any]]:
    """The duties whose day moves with the right day of a receipt; what somebody gave another day stays as given."""
    right = _corrected(case)
    if right is None:
        return []
    held, mended = dict(receipts(case.subject.facts)), dict(receipts(right))
    found: list[dict[str, Any]] = []
    for duty in (row for wanted in asks_for_restarting(case) for row in facts[wanted]):
        rule = case.scheme.duties.get(duty.rule)
        if rule is None or not rule.within or duty.due_at is None:
            continue
        before, after = _started(duty, held), _started(duty, mended)
        if not before or not after or before == after or duty.due.get("start") != before:
            continue
        due = due_of(rule, replace(case, fields={RECEIVED_ON: after}), calendar)
        if due is not None and due.rule == duty.due["rule"]:
            found.append({"id": str(duty.id), "due_at": due.at.isoformat(), "due": due.as_json()})
    return found


def _corrected(case: Case) -> Mapping[str, Any] | None:
    """The facts with the right day, where this act agrees to the correction of a receipt."""
    waiting = case.subject.facts.get(WAITING)
    if case.act.code != "act.confirmed" or not waiting or not case.fields.get("granted"):
        return None
    name = waiting["field"]
    return with_right_day(case.subject.facts, name, waiting["right"]) if of_receipt(name) else None


def _started(duty: Duty, found: Mapping[str, Mapping[str, Any]]) -> str:
    """The day from which the duty runs by these receipts: the earliest of those of its owner, else of the act that opened it."""
    own = [str(one[RECEIVED_ON]) for name, one in found.items() if reached(name, one) == str(duty.owner)]
    if own:
        return min(own)
    opened = (one for one in found.values() if one["_"]["position"] == duty.opened_by)
    return next((str(one[RECEIVED_ON]) for one in opened), "")
