"""Conditions that keep people apart: ties with a unit, and one person doing two steps."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import NOBODY, Bar, Tie
from xuncha.core.facts.values import empty, id_of, listed, reach
from xuncha.core.names.case_words import act_name, field_name
from xuncha.core.predicates.predicate import HOLDS, Args, Found, predicate
from xuncha.core.predicates.scopes import units_meant
from xuncha.core.predicates.waiting import Wait, nothing, one_named
from xuncha.core.refusal import Missing
from xuncha.core.words import Text


def _ties(case: Case, args: Args) -> Iterable[Ask]:
    people = people_meant(case, args)
    units = units_towards(case)
    asks: list[Ask] = []
    if case.subject.kind == "body" and not units:
        asks.append(ask("authority", body=case.subject.id, ended_on=None))
        asks.append(ask("subject", kind="inspection", body=case.subject.id, is_open=True))
    if people:
        asks += [ask("tie", person=people), ask("bar", person=people, kept_off=True)]
    elif case.subject.kind in ("body", "inspection"):
        team = id_of(case.fields.get("body")) or case.subject.id
        asks.append(ask("seat", party=team, ended_on=None))
        asks += [ask("tie", unit=units), ask("bar", unit=units, kept_off=True)]
    return asks


def people_meant(case: Case, args: Args) -> tuple[UUID, ...]:
    named = args.get("person", "person")
    if named == "actor":
        return (case.entered_by,)
    return tuple(key for one in listed(case.fields.get(str(named))) if (key := id_of(one)))


def units_towards(case: Case) -> tuple[UUID, ...]:
    typed = tuple(key for value in listed(case.fields.get("units")) if (key := id_of(value)))
    return typed or units_meant(case)


Pair = tuple[UUID, UUID]
"""A person and a unit."""


def kept_and_declared(ties: Iterable[Tie], bars: Iterable[Bar]) -> tuple[set[Pair], set[Pair]]:
    """Who is kept from which unit, by a recusal or by the last tie declared; and who declared towards which."""
    last = {(tie.person, tie.unit): tie.ground for tie in ties}
    kept = {(bar.person, bar.unit) for bar in bars if bar.kept_off}
    return kept | {pair for pair, ground in last.items() if ground}, set(last)


def _declared(args: Args) -> tuple[Wait, ...]:
    return () if args.get("undeclared_passes") else (Wait(("tie.declared",)),)


@predicate(
    "person to grounds undeclared_passes",
    "已对这个单位声明，且没有回避情形",
    "A declaration is on file and names no tie",
    _ties,
    typed=True,
    waits_for=_declared,
)
def untied(case: Case, args: Args, facts: Facts) -> Found:
    people = set(people_meant(case, args))
    units = set(units_towards(case))
    ties: list[Tie] = []
    bars: list[Bar] = []
    for wanted in _ties(case, args):
        for row in facts[wanted]:
            if wanted.table in ("authority", "subject"):
                units.add(row.unit)
            elif wanted.table == "seat":
                people |= {row.person} if row.has_not_run_out(case.occurred_on) else set()
            elif wanted.table == "tie":
                ties.append(row)
            else:
                bars.append(row)
    closed, declared = kept_and_declared(ties, bars)
    found: list[Missing] = []
    for person in sorted(people, key=str):
        for unit in sorted(units, key=str):
            if (person, unit) in closed:
                found.append(Missing(Text("这个人对所派单位有应当回避的情形", "This person has a tie with a unit concerned"),
                                     "recusal.requested", subject=person))  # fmt: skip
            elif (person, unit) not in declared and not args.get("undeclared_passes"):
                found.append(Missing(Text("还没有对所派单位作出回避声明", "No recusal declaration towards a unit concerned is on file"),
                                     "tie.declared", subject=person))  # fmt: skip
    return tuple(found)


def _doers(case: Case, args: Args) -> Iterable[Ask]:
    names = [
        str(args[side])
        for side in ("a", "b")
        if "." in str(args.get(side, "")) and str(args[side]) in CATALOGUE
    ]
    return tuple(ask("act", subject=case.subject.id, type=name) for name in names)


@predicate("a b by", "两者不是同一个", "The two are different", _doers, waits_for=nothing)
def apart(case: Case, args: Args, facts: Facts) -> Found:
    by = str(args.get("by", "person"))
    sides = [_identities(case, str(args[side]), by, facts) for side in ("a", "b")]
    if sides[0].isdisjoint(sides[1]):
        return HOLDS
    is_own = by == "party" and CATALOGUE.keys().isdisjoint({str(args["a"]), str(args["b"])})
    return (Missing(OF_ONES_OWN if is_own else OF_THE_SAME, field=str(args["a"])),)


OF_THE_SAME = Text(
    "办理人与前一环节是同一个，应当由另外的人办理", "Whoever did the earlier step cannot do this"
)
OF_ONES_OWN = Text(
    "这件事说的就是办理人自己的单位或者机构，应当由另外的一方办理",
    "This is about the very body or unit that acts; leave it to another",
)


def _identities(case: Case, name: str, by: str, facts: Facts) -> set[str]:
    """Who `name` stands for, by person, body or unit: the actor, a typed field, or those who did an act."""
    if name == "actor":
        people = {str(case.entered_by), str(case.actor.person)} - {str(NOBODY)}
        return people if by == "person" else {str(case.actor.party)}
    if name in CATALOGUE:
        rows = facts[ask("act", subject=case.subject.id, type=name)]
        if by == "person":
            return {str(who) for row in rows for who in (row.by_person, row.entered_by) if who}
        return {str(row.by_party) for row in rows if row.by_party}
    value = reach(case, name)
    return {str(one) for one in listed(value) if not empty(one)}


def _acts_named(case: Case, args: Args) -> Iterable[Ask]:
    return tuple(ask("act", subject=case.subject.id, type=str(name)) for name in listed(args.get("acts")))


@predicate(
    "acts",
    "由办过所列事项的一方办理",
    "The body or unit that acts is the one that did one of these",
    _acts_named,
    waits_for=one_named,
)
def same_party(case: Case, args: Args, facts: Facts) -> Found:
    """What a party did on this very thing itself, by any of its people."""
    if any(row.by_party == case.actor.party for wanted in _acts_named(case, args) for row in facts[wanted]):
        return HOLDS
    names = [act_name(case, str(name)) for name in listed(args.get("acts"))]
    zh, en = "、".join(f"“{name.zh}”" for name in names), ", ".join(f"'{name.en}'" for name in names)
    return (Missing(Text(f"请由办{zh}的一方办理", f"Leave it to whoever did: {en}")),)


def _thing_named(case: Case, args: Args) -> Iterable[Ask]:
    """The thing that the field `of` names, on which the other side is looked for."""
    key = id_of(reach(case, str(args["of"]))) if args.get("of") else None
    return (ask("subject", id=key),) if key else ()


@predicate(
    "a b of",
    "两项是同一个",
    "The two fields name the same thing",
    _thing_named,
    typed=True,
    waits_for=nothing,
)
def same(case: Case, args: Args, facts: Facts) -> Found:
    """Two fields of the case; with `of`, a field of the case and one of the thing that this field names."""
    left, right = reach(case, str(args["a"])), reach(case, str(args["b"]))
    rows = [row for wanted in _thing_named(case, args) for row in facts[wanted]]
    if args.get("of"):
        right = next((row.facts.get(str(args["b"])) for row in rows), None)
    if str(left or "") == str(right or ""):
        return HOLDS
    if rows:
        name, other = field_name(case, str(args["b"])), rows[0].title
        return (Missing(Text(f"{other}的“{name.zh}”与这里的不是同一个", f"'{name.en}' of {other} is another one than here"),
                        field=str(args["of"])),)  # fmt: skip
    return (Missing(Text("两处所指不一致", "The two do not name the same thing"), field=str(args["a"])),)
