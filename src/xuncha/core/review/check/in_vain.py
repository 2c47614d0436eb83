"""Rules that can never come about: a condition nobody can fulfil, one that looks at nothing, a phase never reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xuncha.core.catalogue import CATALOGUE, ActType
from xuncha.core.predicates import PREDICATES
from xuncha.core.predicates.waiting import Wait
from xuncha.core.review.check.findings import Findings
from xuncha.core.review.check.known import BY_CODE, CLOCK_ACTS, FOUNDING_ACTS, Known
from xuncha.core.review.check.words_of_acts import acts_named
from xuncha.core.scheme.rules import AnyOf, Call, Condition, Role, Rule, Scheme
from xuncha.core.words import Text


def check_in_vain(found: Findings, scheme: Scheme, known: Known) -> None:
    """Every rule of the file, in the light of what anybody may do."""
    for guard in scheme.guards.values():
        acts = acts_named(guard.on)
        _conditions(found, known, "guard", guard, acts, guard.needs)
        _conditions(found, known, "guard", guard, acts, guard.unless)
    for duty in scheme.duties.values():
        acts = acts_named(duty.after)
        _conditions(found, known, "duty", duty, acts, duty.needs)
        _conditions(found, known, "duty", duty, acts, duty.unless)
        _conditions(found, known, "duty", duty, acts_named(duty.done_by), duty.done_if)
    for route in scheme.routes.values():
        _conditions(found, known, "route", route, acts_named([route.act]), route.needs)
    _phases(found, scheme, known)


# ---------------------------------------------------------------------------------------------- conditions


def _conditions(
    found: Findings,
    known: Known,
    section: str,
    rule: Rule,
    acts: list[ActType],
    conditions: Iterable[Condition],
) -> None:
    for condition in conditions:
        for call, lacking in _impossible(known, acts, condition):
            what = Text(*(_what(lacking, lang) for lang in ("zh", "en")))
            wrong = Text(
                f"“{call.name}”永远不会成立：没有任何职责可以办它所等的事（{what.zh}）",
                f"{call.name!r} can never be true: no role may do what it waits for ({what.en})",
            )
            if lacking.looks_only:
                wrong = Text(
                    f"“{call.name}”什么也管不到：没有任何职责可以办它所看的事（{what.zh}）",
                    f"{call.name!r} refuses nothing: no role may do what it looks at ({what.en})",
                )
            right = Text(
                "在应办的职责的 may 里加上那件事，或者去掉这个条件",
                "Add that act to the `may` of the role that should do it, or take the condition away",
            )
            found.say(section, rule, wrong, right, "needs", "done_if", "if", "unless")


def _what(lacking: Wait, lang: str) -> str:
    by = f"，{'、'.join(lacking.by)}" if lang == "zh" else f" by {' or '.join(lacking.by)}"
    return ("、" if lang == "zh" else ", ").join((*lacking.acts, *lacking.kinds, *lacking.states)) + (
        by if lacking.by else ""
    )


def _impossible(known: Known, acts: list[ActType], condition: Condition) -> Iterator[tuple[Call, Wait]]:
    """The calls that can never hold, with what they wait for; of alternatives, only where none of them can."""
    if isinstance(condition, Call) and condition.name in PREDICATES:
        for wait in PREDICATES[condition.name].waits_for(condition.args):
            if not may_come(known, acts, wait):
                yield condition, wait
                return
    elif isinstance(condition, AnyOf):
        lots = [
            [one for one in _impossible(known, acts, each) if not one[1].looks_only]
            for each in condition.conditions
        ]
        if lots and all(lots):
            yield from (one for lot in lots for one in lot)


def may_come(known: Known, acts: list[ActType], wait: Wait) -> bool:
    """Whether somebody, or the clock, may bring about what is waited for; a word that means nothing is another fault."""
    ways = [_may(known, act, wait.by) for act in wait.acts]
    ways += [_may_begin(known, kind) for kind in wait.kinds]
    ways += [_may_reach(known, acts, state, wait.of) for state in wait.states]
    return not ways or any(ways)


def _may_begin(known: Known, written: str) -> bool:
    """Whether a thing of a kind (`check`, `document:notice`) may be begun."""
    kind, _, code = written.partition(":")
    opening = [act for act in CATALOGUE.values() if act.opens and kind in act.on]
    return not opening or any(
        _may(known, f"{act.code}:{code}" if code and act.deciding in BY_CODE else act.code) for act in opening
    )


BESIDE = (("entry.amended", "ended"), ("unit.changed", "ended"))
"""States to which an act leads by what its form says, beside those of the catalogue."""

LEADING = (*((act.code, act.to) for act in CATALOGUE.values()), *BESIDE)


def _may_reach(known: Known, acts: list[ActType], state: str, of: str) -> bool:
    """Whether some act leads to a state: on things like that at hand, where it is the state of that one."""
    ways = [CATALOGUE[code] for code, to in LEADING if to == state]
    kinds = {kind for act in acts for kind in act.on} if of == "self" else {"*"}
    able = [act for act in ways if "*" in kinds or not kinds.isdisjoint(act.on)]
    return not ways or any(_may(known, act.code) for act in able)


def _may(known: Known, word: str, by: tuple[str, ...] = ()) -> bool:
    """Whether somebody may do an act: one of the roles named, by itself or as a seat of the body that is named."""
    code, _, value = word.partition(":")
    if code not in CATALOGUE or code in CLOCK_ACTS | FOUNDING_ACTS or code in known.silent:
        return True
    able = list(known.roles_that_may(code, value))
    roles = known.scheme.roles
    named = [roles[one] for one in by if one in roles]
    if not named:
        return bool(able)
    return any(overlap(one, other) for one in named for other in able)


def overlap(one: Role, other: Role) -> bool:
    """Whether somebody may have both roles: they are of one body and of no two different seats or functions."""
    same_seat = not one.seat or not other.seat or one.seat == other.seat
    same_function = not one.function or not other.function or one.function == other.function
    return one.body == other.body and same_seat and same_function


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
