"""Finds what can never come about: a condition nobody can fulfil, a phase nobody can begin, a duty that a guard forbids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.values import listed
from xuncha.core.review.check.duty_rules import owner_roles
from xuncha.core.review.check.findings import Findings
from xuncha.core.review.check.known import CLOCK_ACTS, FOUNDING_ACTS, Known
from xuncha.core.scheme.rules import AnyOf, Call, Condition, DutyRule, Guard, Role, Scheme
from xuncha.core.words import Text


def check_in_vain(found: Findings, scheme: Scheme, known: Known) -> None:
    """Every rule of the file, in the light of what anybody may do."""
    for guard in scheme.guards.values():
        _conditions(found, known, "guard", guard, guard.needs)
    for duty in scheme.duties.values():
        _conditions(found, known, "duty", duty, duty.done_if)
    _phases(found, scheme, known)
    for duty in scheme.duties.values():
        for guard in _forbidding(known, duty):
            acts = "、".join(duty.done_by)
            wrong = Text(
                f"承办的 {duty.owner} 要靠“{acts}”办结，{guard.id} 却不许他办",
                f"{duty.owner} owes {' or '.join(duty.done_by)}, and {guard.id} forbids it to the same post",
            )
            right = Text(
                f"改 {guard.id} 的 needs，或者换承办的职责",
                f"Change the `needs` of {guard.id}, or who owes the duty",
            )
            found.say("duty", duty, wrong, right, "owner", "done_by")


# ---------------------------------------------------------------------------------------------- conditions


def _conditions(
    found: Findings, known: Known, section: str, rule: Guard | DutyRule, conditions: Iterable[Condition]
) -> None:
    for condition in conditions:
        for call in _impossible(known, condition):
            wrong = Text(
                f"“{call.name}”永远不会成立：没有任何职责可以办它所等的事",
                f"{call.name!r} can never be true: no role may do what it waits for",
            )
            right = Text(
                "在应办的职责的 may 里加上那件事，或者去掉这个条件",
                "Add that act to the `may` of the role that should do it, or take the condition away",
            )
            found.say(section, rule, wrong, right, "needs", "done_if", "if")


def _impossible(known: Known, condition: Condition) -> Iterator[Call]:
    """The calls that can never hold; of alternatives, only where none of them can."""
    if isinstance(condition, Call):
        waits_for = WAITS_FOR.get(condition.name)
        if waits_for and not waits_for(known, condition.args):
            yield condition
    elif isinstance(condition, AnyOf):
        lots = [list(_impossible(known, one)) for one in condition.conditions]
        if lots and all(lots):
            yield from (call for lot in lots for call in lot)


def _done(known: Known, args: Mapping[str, Any]) -> bool:
    acts = [str(one) for one in listed(args.get("acts", args.get("value")))]
    return not acts or any(_may(known, act) for act in acts)


def _approved(known: Known, args: Mapping[str, Any]) -> bool:
    return _by(known, args, "approval.given")


def _signed(known: Known, args: Mapping[str, Any]) -> bool:
    return _by(known, args, "document.signed")


def _by(known: Known, args: Mapping[str, Any], act: str) -> bool:
    """Whether one of the roles named may do an act, by itself or as a seat of the body that is named."""
    named = [known.scheme.roles[str(one)] for one in listed(args.get("by")) if str(one) in known.scheme.roles]
    able = list(known.roles_that_may(act))
    return not named or any(_overlap(one, other) for one in named for other in able)


def _overlap(one: Role, other: Role) -> bool:
    """Whether somebody may have both roles: they are of one body and of no two different seats or functions."""
    same_seat = not one.seat or not other.seat or one.seat == other.seat
    same_function = not one.function or not other.function or one.function == other.function
    return one.body == other.body and same_seat and same_function


def _may(known: Known, word: str) -> bool:
    code, _, value = word.partition(":")
    if code not in CATALOGUE or code in CLOCK_ACTS | FOUNDING_ACTS:
        return True
    return any(True for _ in known.roles_that_may(code, value))


WAITS_FOR: Mapping[str, Callable[[Known, Mapping[str, Any]], bool]] = {
    "done": _done, "approved": _approved, "signed": _signed,
    "evidence_held": lambda known, _: _may(known, "evidence.added"),
}  # fmt: skip
"""What each predicate waits for: whether anybody can bring it about."""


# ---------------------------------------------------------------------------------------------- phases


def _phases(found: Findings, scheme: Scheme, known: Known) -> None:
    """A phase is begun by an act; where nobody may do it for this phase, what belongs to the phase never comes."""
    for phase in scheme.phases.values():
        if not _may(known, f"phase.started:{phase.id}"):
            wrong = Text("没有任何职责可以进入这个阶段", "this phase is never reached: no role may begin it")
            right = Text(
                '在应办的职责的 may 里加上 "phase.started"',
                'Add "phase.started" to the `may` of the role that should begin it',
            )
            found.say("phase", phase, wrong, right, "id")


# ---------------------------------------------------------------------------------------------- asked and forbidden


def _forbidding(known: Known, duty: DutyRule) -> list[Guard]:
    """The guards that keep the owner from every act that would discharge the duty, whatever else is done."""
    roles = owner_roles(known, duty, duty.owner)
    if not roles or duty.co_owners or not duty.done_by:
        return []
    keeping = [_keeping(known.scheme, duty, word, roles) for word in duty.done_by]
    return list({guard.id: guard for lot in keeping for guard in lot}.values()) if all(keeping) else []


def _keeping(scheme: Scheme, duty: DutyRule, word: str, roles: list[Role]) -> list[Guard]:
    code, _, value = word.partition(":")
    kinds = {value} if value else {str(one) for one in listed(duty.where.get("kind"))}
    return [
        guard
        for guard in scheme.guards_on.get(code, ())
        if guard.strength == "refuse" and not guard.unless and _is_about(guard, kinds)
        and any(_keeps_off(scheme, call, duty, roles) for call in guard.needs if isinstance(call, Call))
    ]  # fmt: skip


def _is_about(guard: Guard, kinds: set[str]) -> bool:
    """Whether the guard stands before all that would discharge: it is narrowed by nothing but these kinds."""
    if not guard.of:
        return True
    return (
        set(guard.of) == {"kind"} and bool(kinds) and kinds <= {str(one) for one in listed(guard.of["kind"])}
    )


def _keeps_off(scheme: Scheme, call: Call, duty: DutyRule, roles: list[Role]) -> bool:
    if call.name == "may":
        named = [
            scheme.roles[str(one)]
            for one in listed(call.args.get("roles", call.args.get("value")))
            if str(one) in scheme.roles
        ]
        return bool(named) and not any(_overlap(one, role) for one in named for role in roles)
    if call.name == "phase_is" and duty.during:
        phases = {str(one) for one in listed(call.args.get("phases", call.args.get("value")))}
        return not phases & set(duty.during)
    return False
