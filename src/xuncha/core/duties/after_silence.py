"""What is entered after its silence was counted: done by its day, it was done; and what follows from either is owed once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xuncha.core.dates.due import shown_on
from xuncha.core.duties.discharge import silenced_by
from xuncha.core.duties.opening import rules_opened
from xuncha.core.duties.silence import COUNTED
from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Duty
from xuncha.core.guards.occurring import was_owed
from xuncha.core.parties.addressees import RECEIPTS


@dataclass(frozen=True, slots=True)
class AfterSilence:
    """What an act opens without what silence opened before it, the days it moves of that, and what was done after all."""

    opens: list[dict[str, Any]]
    moves: list[dict[str, Any]]
    closes: list[dict[str, Any]]


def asks_for_followed(case: Case) -> tuple[Ask, ...]:
    """What is owed, or was, under the rules that this act opens and the silence that counts as it."""
    rules = tuple(
        sorted(rule.id for rule in rules_opened(case) if f"{COUNTED}:{case.act.code}" in rule.after)
    )
    return (ask("duty", stream=case.subject.id, rule=rules),) if rules else ()


def after_silence(
    case: Case, facts: Facts, opened: list[dict[str, Any]], answered: Sequence[Duty]
) -> AfterSilence:
    """What an act comes to where its silence was counted; `answered` are the open duties it answers: then it is another turn."""
    another = {_whose(duty) for duty in answered}
    silent = [duty for duty in silenced_by(case, facts) if _whose(duty) not in another]
    counted = {duty.closed_by for duty in silent}
    found = [
        duty
        for wanted in asks_for_followed(case)
        for duty in facts[wanted]
        if duty.opened_by in counted and duty.state != "lapsed"
    ]
    opens: list[dict[str, Any]] = []
    moves: list[dict[str, Any]] = []
    for told in opened:
        former = [duty for duty in found if _is_the_same(duty, told)]
        if not former:
            opens.append(told)
        moves += [_moved(duty, told) for duty in former if _is_earlier(case, duty, told)]
    done = [{"id": str(duty.id), "state": "discharged"} for duty in silent if _was_in_time(case, duty)]
    return AfterSilence(opens, moves, done)


def _whose(duty: Duty) -> tuple[Any, ...]:
    return (duty.rule, duty.owner, duty.owner_seat, duty.item)


def _was_in_time(case: Case, duty: Duty) -> bool:
    return duty.due_at is not None and case.occurred_on <= shown_on(duty.due_at) and was_owed(case, duty)


def _is_the_same(duty: Duty, told: dict[str, Any]) -> bool:
    return (duty.rule, str(duty.owner or ""), duty.owner_seat, duty.item) == (
        told["rule"], told["owner"], told["seat"], told["item"],
    )  # fmt: skip


def _is_earlier(case: Case, duty: Duty, told: dict[str, Any]) -> bool:
    """Whether it runs from this act, which came before the silence; receipts bring it forward by themselves, and a day given stays."""
    if duty.state != "open" or duty.due_at is None or not told["due_at"] or case.act.code in RECEIPTS:
        return False
    return bool(told["due_at"] < duty.due_at.isoformat() and told["due"]["rule"] == duty.due["rule"])


def _moved(duty: Duty, told: dict[str, Any]) -> dict[str, Any]:
    return {"id": str(duty.id), "due_at": told["due_at"], "due": told["due"]}
