"""What contradicts itself: conditions that cannot hold together, guards that refuse one act between them, a duty forbidden to its owner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from xuncha.core.facts.values import listed
from xuncha.core.predicates import PREDICATES
from xuncha.core.review.check.duty_rules import owner_roles
from xuncha.core.review.check.findings import Findings
from xuncha.core.review.check.in_vain import overlap
from xuncha.core.review.check.known import Known
from xuncha.core.scheme.rules import Call, Condition, DutyRule, Guard, Not, Role, Scheme
from xuncha.core.words import Text

ONE_IS_ENOUGH: Mapping[str, str] = {
    "may": "roles", "state_is": "states", "kind_is": "kinds", "phase_is": "phases", "value_in": "values",
    "class_is": "values", "unit_is": "kinds", "plays": "parts",
}  # fmt: skip
"""Predicates that hold with one of the values of this parameter: what holds for some of them holds for more."""

ONLY_ONE = frozenset({"state_is", "kind_is", "class_is"})
"""Of these a thing has one value at a time."""

MOST_ALTERNATIVES = 4096
"""So many ways of fulfilling a rule are looked through; a rule with more is not called contradictory."""


def check_contradictions(found: Findings, scheme: Scheme, known: Known) -> None:
    """Each guard and each duty for itself, the guards of one act together, and each duty with the guards of what discharges it."""
    for guard in scheme.guards.values():
        if clash := clashing(guard.needs):
            _say_clash(found, "guard", guard, clash)
    for duty in scheme.duties.values():
        for conditions in (duty.needs, duty.done_if):
            if clash := clashing(conditions):
                _say_clash(found, "duty", duty, clash)
        for keeping in _forbidding(known, duty):
            _say_forbidden(found, duty, keeping)
    for one, other, clash in _guards_apart(scheme, known):
        _say_apart(found, one, other, clash)


# ---------------------------------------------------------------------------------------------- conditions


@dataclass(frozen=True, slots=True)
class Said:
    """A condition that must hold, or must not: its predicate, the values of which one is enough, and what else it says."""

    name: str
    holds: bool
    values: frozenset[str]
    rest: str

    def __str__(self) -> str:
        return self.name if self.holds else f"not {self.name}"


Way = tuple[Said, ...]
"""Conditions that are to hold together."""

Clash = tuple[Said, Said]


def clashing(conditions: Iterable[Condition]) -> Clash | None:
    """Two conditions of which never both hold, where there is no way of fulfilling all; None where there is one."""
    return _clash_of([_ways(condition, holds=True) for condition in conditions])


def _clash_of(needs: Iterable[list[Way]]) -> Clash | None:
    ways: list[Way] = [()]
    met: Clash | None = None
    for alternatives in needs:
        longer: list[Way] = []
        for way in ways:
            for more in alternatives:
                clash = _first_clash(way, more)
                met = met or clash
                if clash is None:
                    longer.append((*way, *more))
        if not longer:
            return met
        if len(longer) > MOST_ALTERNATIVES:
            return None
        ways = longer
    return None


def _ways(condition: Condition, *, holds: bool) -> list[Way]:
    """How a condition can be made to hold, or not to: the alternatives, each all that must be said together."""
    if isinstance(condition, Not):
        return _ways(condition.condition, holds=not holds)
    if isinstance(condition, Call):
        return [(_said(condition, holds=holds),)]
    lots = [_ways(one, holds=holds) for one in condition.conditions]
    if holds:
        return [way for lot in lots for way in lot]
    together: list[Way] = [()]
    for lot in lots:
        together = [(*way, *more) for way in together for more in lot][:MOST_ALTERNATIVES]
    return together


def _first_clash(way: Way, more: Way) -> Clash | None:
    inside = combinations(more, 2)
    across = ((one, other) for one in way for other in more)
    return next((pair for lot in (across, inside) for pair in lot if _never_both(*pair)), None)


def _never_both(one: Said, other: Said) -> bool:
    if one.name != other.name or one.rest != other.rest:
        return False
    if one.holds and other.holds:
        return one.name in ONLY_ONE and not one.values & other.values
    if one.holds == other.holds:
        return False
    asked, refused = (one, other) if one.holds else (other, one)
    return asked.values <= refused.values if one.name in ONE_IS_ENOUGH else asked.values == refused.values


def _said(call: Call, *, holds: bool) -> Said:
    params = PREDICATES[call.name].params if call.name in PREDICATES else ()
    first = params[0] if params else "value"
    told = {first if name == "value" else name: value for name, value in call.args.items()}
    wide = ONE_IS_ENOUGH.get(call.name, "")
    if not wide:
        return Said(call.name, holds, frozenset({_plain(told)}), "")
    return Said(call.name, holds, frozenset(map(str, listed(told.pop(wide, ())))), _plain(told))


def _plain(told: Any) -> str:
    """Parameters as they are compared: the order of names and of values says nothing."""
    if isinstance(told, Mapping):
        return repr(sorted((str(name), _plain(value)) for name, value in told.items()))
    return repr(sorted(map(repr, listed(told))))


# ---------------------------------------------------------------------------------------------- guards of one act


def _guards_apart(scheme: Scheme, known: Known) -> Iterator[tuple[Guard, Guard, Clash]]:
    """The guards of one act, at least one of them of this file, that never both let it pass; none that no act fulfils by itself."""
    strict = [one for one in known.scheme.guards.values() if one.strength == "refuse" and not one.unless]
    needs = {one.id: [_ways(need, holds=True) for need in one.needs] for one in strict}
    names = {id: {said.name for ways in lots for way in ways for said in way} for id, lots in needs.items()}
    met: set[frozenset[str]] = set()
    for guards in known.scheme.guards_on.values():
        for one, other in combinations([one for one in guards if one.id in needs], 2):
            pair = frozenset((one.id, other.id))
            if pair in met or names[one.id].isdisjoint(names[other.id]) or not scheme.guards.keys() & pair:
                continue
            met.add(pair)
            clash = _clash_of([*needs[one.id], *needs[other.id]]) if _is_same(one, other) else None
            if clash and not any(_clash_of(needs[id]) for id in pair):
                mine, theirs = (one, other) if one.id in scheme.guards else (other, one)
                yield mine, theirs, clash


def _is_same(one: Guard, other: Guard) -> bool:
    """Whether some act of the one is an act of the other, and nothing keeps the two off each other."""
    acts = any(
        mine == theirs
        or (mine.partition(":")[0] == theirs.partition(":")[0] and not (":" in mine and ":" in theirs))
        for mine in one.on
        for theirs in other.on
    )
    return acts and all(
        set(map(str, listed(value))) & set(map(str, listed(other.of[name])))
        for name, value in one.of.items()
        if name in other.of
    )


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
        and not all(any(_lets(scheme, way, duty, roles) for way in _ways(need, holds=True)) for need in guard.needs)
    ]  # fmt: skip


def _is_about(guard: Guard, kinds: set[str]) -> bool:
    """Whether the guard stands before all that would discharge: it is narrowed by nothing but these kinds."""
    if not guard.of:
        return True
    return (
        set(guard.of) == {"kind"} and bool(kinds) and kinds <= {str(one) for one in listed(guard.of["kind"])}
    )


def _lets(scheme: Scheme, way: Way, duty: DutyRule, roles: list[Role]) -> bool:
    """Whether one of the owner's posts can fulfil this, in one of the duty's phases."""
    posts = [one for one in roles if all(_lets_post(scheme, said, one) for said in way)]
    phases = [one for one in duty.during if all(_lets_phase(said, one) for said in way)]
    return bool(posts) and bool(phases or not duty.during)


def _lets_post(scheme: Scheme, said: Said, post: Role) -> bool:
    if said.name != "may":
        return True
    named = [scheme.roles[one] for one in said.values if one in scheme.roles]
    if not named:
        return True
    if said.holds:
        return any(overlap(one, post) for one in named)
    return not any(one.holds(post.body, post.function, post.seat) for one in named)


def _lets_phase(said: Said, phase: str) -> bool:
    return said.name != "phase_is" or (phase in said.values) == said.holds


# ---------------------------------------------------------------------------------------------- words


def _say_clash(found: Findings, section: str, rule: Guard | DutyRule, clash: Clash) -> None:
    one, other = clash
    wrong = Text(
        f"“{one}”和“{other}”不会同时成立，所以这些条件永远不能都满足",
        f"{str(one)!r} and {str(other)!r} never hold together, so these conditions are never all met",
    )
    right = Text(
        "去掉其中一个，或者用 any 写成两选一",
        "Take one of them out, or write them as alternatives under `any`",
    )
    found.say(section, rule, wrong, right, "needs", "if", "done_if")


def _say_apart(found: Findings, one: Guard, other: Guard, clash: Clash) -> None:
    here, there = clash
    acts = "、".join(dict.fromkeys(word for word in one.on if word in other.on)) or one.on[0]
    wrong = Text(
        f"“{acts}”永远办不成：{one.id} 和 {other.id} 合在一起要求“{here}”又要求“{there}”",
        f"{acts!r} can never be done: {one.id} and {other.id} together ask for {str(here)!r} and {str(there)!r}",
    )
    right = Text(
        f"改 {one.id} 的 needs，或者用 for 写明各管哪一类",
        f"Change the `needs` of {one.id}, or say with `for` which kind each is about",
    )
    found.say("guard", one, wrong, right, "needs")


def _say_forbidden(found: Findings, duty: DutyRule, guard: Guard) -> None:
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
