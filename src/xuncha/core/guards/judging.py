"""Judges an act by the guards that a regulation puts before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case, fits
from xuncha.core.facts.values import id_of, listed, reach
from xuncha.core.names.case_words import value_name
from xuncha.core.names.naming import Naming
from xuncha.core.predicates import PREDICATES
from xuncha.core.predicates.entered import is_of_the_act
from xuncha.core.predicates.scopes import is_read
from xuncha.core.refusal import Missing, Reasoned, Refusal
from xuncha.core.scheme.rules import AnyOf, Call, Condition, Guard, Route, calls
from xuncha.core.wording.condition_words import condition_words
from xuncha.core.words import Text


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
    yield from _asks_for_way(case)
    for guard in guards_for(case):
        yield from asks_of(case, guard.needs + guard.unless)


def lacking(case: Case, condition: Condition, facts: Facts) -> tuple[Missing, ...]:
    """What one condition lacks; empty when it holds."""
    if isinstance(condition, Call):
        if case.is_asked and _looks_at_what_is_typed(case, condition):
            return ()
        return PREDICATES[condition.name].missing(case, condition.args, facts)
    if isinstance(condition, AnyOf):
        answers = [lacking(case, one, facts) for one in condition.conditions]
        return () if not all(answers) else answers[0]
    return _not_holding(case, condition.condition, facts)


def _not_holding(case: Case, condition: Condition, facts: Facts) -> tuple[Missing, ...]:
    if lacking(case, condition, facts):
        return ()
    if isinstance(condition, Call):
        if case.is_asked and (_looks_at_what_is_typed(case, condition) or _names_what_is_typed(condition)):
            return ()
        words = condition_words(Naming(case.scheme), condition, (case.act.code,))
        return (Missing(Text(f"不能是这样：{words.zh}", f"It must not be so that {words.en}")),)
    return ()


def _looks_at_what_is_typed(case: Case, call: Call) -> bool:
    """Whether a condition is about what is filled in with this act; what stands on its thing from before is known."""
    if call.name != "filled":
        return PREDICATES[call.name].typed
    return any(
        is_of_the_act(case, str(name)) for name in listed(call.args.get("fields", call.args.get("value")))
    )


def _names_what_is_typed(condition: Call) -> bool:
    """Whether it looks for acts that name what is not typed yet: whether there are any is not known."""
    where = condition.args.get("where")
    return isinstance(where, Mapping) and where.get("names", "subject") != "subject"


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


def _way_of(case: Case) -> Route | None:
    """The way out that this act takes, where the regulation says which classes of matters go that way."""
    code = case.fields.get("route") or case.subject.facts.get("route") or case.subject.code
    route = case.scheme.routes.get(str(code))
    return route if route and route.classes and route.act == case.act.code else None


def _asks_for_way(case: Case) -> tuple[Ask, ...]:
    pointed = tuple(key for value in listed(reach(case, "of")) if (key := id_of(value)))
    return (ask("subject", id=pointed),) if pointed and _way_of(case) else ()


def _on_another_way(case: Case, facts: Facts) -> Refusal | None:
    """What was classed otherwise than the route is for, though its class is decided."""
    route = _way_of(case)
    rows = [row for wanted in _asks_for_way(case) for row in facts[wanted]]
    found = []
    for row in rows if route else ():
        code = str((row.facts.get("disposition.decided") or {}).get("class", ""))
        if route is None or not code or code in route.classes or not is_read(case, row):
            continue
        name = value_name(case, "dispositions", code)
        ways = [other.text for other in case.scheme.routes.values() if code in other.classes]
        zh = f"，应当{'、'.join(way.zh for way in ways)}" if ways else ""
        en = f", which goes: {', '.join(way.en for way in ways)}" if ways else ""
        words = Text(f"“{row.title}”定的是“{name.zh}”{zh}", f"'{row.title}' was classed '{name.en}'{en}")
        found.append(Missing(words, subject=row.id))
    if route is None or not found:
        return None
    what = Text(
        f"决定的类别不走“{route.text.zh}”这条途径", f"What was decided does not go this way: {route.text.en}"
    )
    return Refusal(what, route.id, route.cite, tuple(found))


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
        typed = any(_looks_at_what_is_typed(case, call) for call in calls((condition,)))
        if not (typed and case.is_asked) and not lacking(case, condition, facts):
            return True
    return False


def judge(case: Case, facts: Facts) -> tuple[tuple[Refusal, ...], tuple[Reasoned, ...], tuple[Refusal, ...]]:
    """The guards that refuse, those passed with a written reason, and those only shown."""
    refusals: list[Refusal] = []
    reasoned: list[Reasoned] = []
    shown: list[Refusal] = []
    if not case.is_history and (astray := _on_another_way(case, facts)):
        refusals.append(astray)
    for guard in guards_for(case):
        if _is_before_the_record(case, guard):
            continue
        found = tuple(dict.fromkeys(one for need in guard.needs for one in lacking(case, need, facts)))
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
