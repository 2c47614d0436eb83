"""Judges an act by the guards that a regulation puts before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xuncha.core.book import Ask, Facts
from xuncha.core.case import Case, fits
from xuncha.core.predicates import PREDICATES
from xuncha.core.refusal import Missing, Reasoned, Refusal
from xuncha.core.scheme import AnyOf, Call, Condition, Guard, calls


def guards_for(case: Case) -> Iterator[Guard]:
    """The guards on this act, of this kind."""
    for guard in case.scheme.guards_on.get(case.act.code, ()):
        if fits(case, guard.of):
            yield guard


def asks_of(case: Case, conditions: Iterable[Condition]) -> Iterator[Ask]:
    """The rows that these conditions need."""
    for call in calls(tuple(conditions)):
        yield from PREDICATES[call.name].asks(case, call.args)


def asks_for_guards(case: Case) -> Iterator[Ask]:
    """The rows that the guards on this act need."""
    for guard in guards_for(case):
        yield from asks_of(case, guard.needs + guard.unless)


def lacking(case: Case, condition: Condition, facts: Facts) -> tuple[Missing, ...]:
    """What one condition lacks; empty when it holds."""
    if isinstance(condition, Call):
        found = PREDICATES[condition.name]
        return () if found.typed and case.is_asked else found.missing(case, condition.args, facts)
    if isinstance(condition, AnyOf):
        answers = [lacking(case, one, facts) for one in condition.conditions]
        return () if not all(answers) else answers[0]
    return _not_holding(case, condition.condition, facts)


def _not_holding(case: Case, condition: Condition, facts: Facts) -> tuple[Missing, ...]:
    if lacking(case, condition, facts):
        return ()
    if isinstance(condition, Call):
        if PREDICATES[condition.name].typed and case.is_asked:
            return ()
        return (Missing(PREDICATES[condition.name].says),)
    return ()


def holds(case: Case, conditions: Iterable[Condition], facts: Facts) -> bool:
    """Whether all these conditions hold."""
    return not any(lacking(case, condition, facts) for condition in conditions)


def reserved_by(case: Case) -> Refusal | None:
    """The rule that reserves this act for other roles, so that who may not do it reads the clause that says so."""
    for guard in guards_for(case):
        reserving = [need for need in guard.needs if isinstance(need, Call) and need.name == "may"]
        if found := tuple(missing for need in reserving for missing in lacking(case, need, {})):
            return Refusal(guard.text, guard.id, guard.cite, found, guard.strength)
    return None


def _is_before_the_record(case: Case, guard: Guard) -> bool:
    """Whether a guard asks what came before an act of an old round, which the record never held.

    Guards that look at the act alone (who does it, what is filled in) hold for old rounds, too.
    """
    return case.is_history and any(
        PREDICATES[call.name].looks_at_record for call in calls(guard.needs + guard.unless)
    )


def _is_lifted(case: Case, guard: Guard, facts: Facts) -> bool:
    """Whether an exception of the guard applies; a typed one cannot while nothing is typed."""
    for condition in guard.unless:
        typed = any(PREDICATES[call.name].typed for call in calls((condition,)))
        if not (typed and case.is_asked) and not lacking(case, condition, facts):
            return True
    return False


def judge(case: Case, facts: Facts) -> tuple[tuple[Refusal, ...], tuple[Reasoned, ...], tuple[Refusal, ...]]:
    """The guards that refuse, those passed with a written reason, and those only shown."""
    refusals: list[Refusal] = []
    reasoned: list[Reasoned] = []
    shown: list[Refusal] = []
    for guard in guards_for(case):
        if _is_before_the_record(case, guard):
            continue
        found = tuple(missing for need in guard.needs for missing in lacking(case, need, facts))
        if not found or _is_lifted(case, guard, facts):
            continue
        refusal = Refusal(guard.text, guard.id, guard.cite, found, guard.strength)
        if guard.strength == "show":
            shown.append(refusal)
        elif guard.strength == "reason" and case.reason.strip():
            reasoned.append(Reasoned(guard.id, guard.cite, case.reason.strip(), found))
        else:
            refusals.append(refusal)
    return tuple(refusals), tuple(reasoned), tuple(shown)
