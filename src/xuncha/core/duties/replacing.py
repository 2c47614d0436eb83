"""A duty that comes again while the same is still owed: where its rule says so, the new one takes the place of the former.

Not by itself: two decisions on one round are two things to follow up, two papers are two things to answer.  Only the
regulation knows that a new plan is instead of the old one, and says so of the rule (`replaces`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from xuncha.core.duties.opening import is_late, rules_opened
from xuncha.core.duties.recurring import OF_PERIOD
from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Duty
from xuncha.core.scheme.rules import DutyRule

ON_ITSELF = "self"
"""`replaces = "self"`: what is owed on the same thing; any other place takes in all that lies in it."""


@dataclass(frozen=True, slots=True)
class Replacing:
    """What an act opens once what it replaces is left out, and what it closes by that."""

    opens: list[dict[str, Any]]
    closes: list[dict[str, Any]]


def asks_for_replaced(case: Case) -> tuple[Ask, ...]:
    """The open duties whose place a new one could take."""
    return tuple(wanted for rule in rules_opened(case) if (wanted := _former(case, rule)))


def _former(case: Case, rule: DutyRule) -> Ask | None:
    if not rule.replaces:
        return None
    lies_apart = rule.replaces == ON_ITSELF and rule.per in ("clues", "findings")
    column, key = case.scope("inspection" if lies_apart else rule.replaces)
    if key is None:
        return None
    return ask("duty", rule=rule.id, state="open", **{"stream" if column == "subject" else column: key})


def replacing(
    case: Case, facts: Facts, opened: list[dict[str, Any]], done: list[dict[str, Any]]
) -> Replacing:
    """The duties opened, with the day of what they replace where they have none; and what they replace.

    What the act has just done it does not replace.  Nor is what is late already: nobody is rid of a day that has passed
    by opening the duty anew.
    """
    opens: list[dict[str, Any]] = []
    closes: list[dict[str, Any]] = []
    discharged = {told["id"] for told in done}
    for told in opened:
        for duty in _replaced(case, facts, told):
            if str(duty.id) in discharged:
                continue
            closes.append({"id": str(duty.id), "state": "replaced"})
            told = told if told["due_at"] or not duty.due else told | _day_of(duty)
        opens.append(told)
    return Replacing(opens, closes)


def _replaced(case: Case, facts: Facts, told: dict[str, Any]) -> Iterator[Duty]:
    rule = case.scheme.duties[told["rule"]]
    wanted = _former(case, rule) if rule in rules_opened(case) else None
    for duty in facts[wanted] if wanted else ():
        same_thing = rule.replaces != ON_ITSELF or str(duty.stream) == told["stream"]
        if same_thing and _is_the_same(duty, told) and not is_late(duty, case.now):
            yield duty


def _is_the_same(duty: Duty, told: dict[str, Any]) -> bool:
    """Owed by the same, for the same item and the same period."""
    return (str(duty.owner or ""), duty.owner_seat, duty.item, duty.where.get(OF_PERIOD)) == (
        told["owner"],
        told["seat"],
        told["item"],
        told["where"].get(OF_PERIOD),
    )


def _day_of(duty: Duty) -> dict[str, Any]:
    return {
        "due": duty.due,
        "due_at": duty.due_at.isoformat() if duty.due_at else "",
        "undated": duty.undated,
    }
