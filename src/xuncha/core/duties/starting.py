"""From which of several acts a duty counts, where any of them may open it and it is owed once.

`counts_from = "earliest"`: from whichever happened first.  `"first_named"`: from the act that the rule names first; where
there is none yet, from one it names later, until the other comes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from xuncha.core.duties.opening import rules_opened
from xuncha.core.duties.recurring import OF_PERIOD
from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Duty
from xuncha.core.scheme.rules import DutyRule

EARLIEST, FIRST_NAMED = "earliest", "first_named"
WAYS = (EARLIEST, FIRST_NAMED)

STARTED_BY = "started_by"
"""What `due` holds where several acts may open a duty: the one it counts from."""


@dataclass(frozen=True, slots=True)
class Started:
    """What an act opens beside what is owed already, and the days it moves of that."""

    opens: list[dict[str, Any]]
    moves: list[dict[str, Any]]


def asks_for_started(case: Case) -> tuple[Ask, ...]:
    """What is owed, or was, under the rules that count from one of several acts."""
    rules = tuple(sorted(rule.id for rule in rules_opened(case) if rule.counts_from))
    return (ask("duty", stream=case.subject.id, rule=rules),) if rules else ()


def started(case: Case, facts: Facts, opened: list[dict[str, Any]]) -> Started:
    """Each duty that another of its opening acts opened before is not owed twice: its day moves, or stays."""
    found = [row for wanted in asks_for_started(case) for row in facts[wanted]]
    opens: list[dict[str, Any]] = []
    moves: list[dict[str, Any]] = []
    for told in opened:
        rule = case.scheme.duties[told["rule"]]
        if not rule.counts_from:
            opens.append(told)
            continue
        told = told | {"due": told["due"] | {STARTED_BY: case.act.code}}
        former = list(_former(case, told, found))
        if not former:
            opens.append(told)
        moves += [_moved(duty, told) for duty in former if _moves(rule, case, duty, told)]
    return Started(opens, moves)


def _former(case: Case, told: dict[str, Any], found: list[Duty]) -> Iterator[Duty]:
    """The same duty as another act opened it; what this very act opened before was another turn."""
    for duty in found:
        same = (str(duty.owner or ""), duty.owner_seat, duty.item, duty.where.get(OF_PERIOD)) == (
            told["owner"], told["seat"], told["item"], told["where"].get(OF_PERIOD),
        )  # fmt: skip
        if duty.rule == told["rule"] and same and duty.due.get(STARTED_BY) != case.act.code:
            yield duty


def _moves(rule: DutyRule, case: Case, duty: Duty, told: dict[str, Any]) -> bool:
    """Whether an open duty counts from this act from now on; a day that somebody gave it stays."""
    if duty.state != "open" or duty.due_at is None or STARTED_BY not in duty.due or not told["due_at"]:
        return False
    if rule.counts_from == EARLIEST:
        return bool(told["due_at"] < duty.due_at.isoformat())
    order = [name.partition(":")[0] for name in rule.after]
    return order.index(case.act.code) < order.index(str(duty.due[STARTED_BY]))


def _moved(duty: Duty, told: dict[str, Any]) -> dict[str, Any]:
    return {"id": str(duty.id), "due_at": told["due_at"], "due": told["due"]}
