"""Conditions on what is sent: what it rests on, to whom, and with what evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import id_of, listed, reach
from xuncha.core.names.case_words import value_name
from xuncha.core.parties.addressees import RECEIPTS, addressee_words, is_one_of, is_sent
from xuncha.core.parties.addressees import sent_to as parties_in_to
from xuncha.core.parties.succession import stands_for
from xuncha.core.predicates.predicate import HOLDS, Args, Found, predicate
from xuncha.core.predicates.waiting import Wait, nothing, one_of, words
from xuncha.core.readers.told import facts_told
from xuncha.core.record.payload import ids_within
from xuncha.core.refusal import Missing
from xuncha.core.scheme.for_everybody import is_made_public
from xuncha.core.scheme.for_everybody import made_public as kinds_made_public
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text


def _links(case: Case, args: Args) -> Iterable[Ask]:
    """What a named field points at, typed now or when the thing was begun; without a name, whatever is typed."""
    named = [str(name) for name in listed(args.get("field"))]
    told = {**{name: case.subject.facts.get(name) for name in named}, **case.fields}
    typed = tuple(
        key
        for name in named or tuple(case.fields)
        for value in listed(told.get(name))
        if (key := id_of(value))
    )
    held = tuple(
        key for entry in case.subject.facts.get("matter.linked", ()) if (key := id_of(entry.get("to")))
    )
    keys = typed + held
    return (ask("subject", id=keys), ask("act", id=keys)) if keys else ()


def _pointed_at(args: Args) -> tuple[Wait, ...]:
    """A thing of one of the kinds, or an act of that name or of that noun."""
    kinds = words(args, "kind")
    acts = (act.code for act in CATALOGUE.values() if {act.code, act.thing} & set(kinds))
    return (Wait(tuple(acts), kinds=kinds),)


@predicate(
    "kind state field",
    "已指向所要求的事项",
    "It points at such a thing",
    _links,
    typed=True,
    waits_for=_pointed_at,
)
def linked(case: Case, args: Args, facts: Facts) -> Found:
    kinds, states = listed(args.get("kind")), listed(args.get("state"))
    for wanted in _links(case, args):
        for row in facts[wanted]:
            if isinstance(row, Subject):
                fits = row.kind in kinds or f"{row.kind}:{row.code}" in kinds
                if fits and (not states or row.state in states):
                    return HOLDS
            elif row.type.split(".")[0] in kinds or row.type in kinds:
                return HOLDS
    return (Missing(Text("还没有写明依据哪一件", "What it rests on is not named"),
                    field=str(next(iter(listed(args.get("field"))), ""))),)  # fmt: skip


@predicate("", "由收件的一方办理", "The actor is the addressee", waits_for=nothing)
def addressed(case: Case, args: Args, facts: Facts) -> Found:
    """The party acting is one to whom the paper, referral or request was sent."""
    subject = case.subject
    sent = [party for entry in subject.facts.get("document.issued", ()) for party in listed(entry.get("to"))]
    named = sent or listed(subject.facts.get("receiver")) or listed(subject.facts.get("to"))
    if {str(party) for party in stands_for(case.unit, case.actor.party)} & set(map(str, named)):
        return HOLDS
    return (Missing(Text("只有收件单位能办这一步", "Only an addressee can do this")),)


@predicate("", "是办法要公开的文书", "It is a paper that the regulation makes public", waits_for=nothing)
def made_public(case: Case, args: Args, facts: Facts) -> Found:
    """The paper is of a kind that the regulation has published; the others stay inside."""
    if is_made_public(case.scheme, case.subject.code):
        return HOLDS
    name = value_name(case, "documents", case.subject.code)
    names = [value_name(case, "documents", kind) for kind in kinds_made_public(case.scheme)]
    zh, en = "、".join(one.zh for one in names), ", ".join(one.en.lower() for one in names)
    what = Text(
        f"“{name.zh}”不对外公布，要给谁看就制发给谁" + (f"；能公布的是：{zh}" if zh else ""),
        f"'{name.en}' is not made public; issue it to whoever is to read it"
        + (f". These may be: {en}" if en else ""),
    )
    return (Missing(what, is_for_good=True),)


@predicate(
    "at_least dated",
    "已附佐证，并写明形成日期",
    "Dated evidence is attached",
    waits_for=one_of("evidence.added"),
)
def evidence_held(case: Case, args: Args, facts: Facts) -> Found:
    """What is there is judged as a whole, and counted as far as the post that acts is told of it."""
    wanted = int(args.get("at_least", 1))
    if len(_counting(case.subject.facts, args)) >= wanted:
        return HOLDS
    told = (
        facts_told(case.subject, case.actor.party) if case.actor.party_kind == "unit" else case.subject.facts
    )
    dated = _counting(told, args)
    lacking, undated = max(1, wanted - len(dated)), len(listed(told.get("evidence.added"))) - len(dated)
    zh = f"还差 {lacking} 份有形成日期的佐证" + (f"（已有 {undated} 份没有日期）" if undated else "")
    en = f"{lacking} more dated piece(s) of evidence needed" + (f" ({undated} undated)" if undated else "")
    return (Missing(Text(zh, en), "evidence.added"),)


def _counting(facts: Mapping[str, Any], args: Args) -> list[Any]:
    """The pieces of evidence that count: where the rule says so, those of a known day alone."""
    held = listed(facts.get("evidence.added"))
    return [one for one in held if not args.get("dated") or one.get("dated")]


def _receiver(case: Case, args: Args) -> Iterable[Ask]:
    receiver = id_of(case.fields.get("receiver") or case.subject.facts.get("receiver"))
    if receiver:
        yield ask("subject", id=receiver)
    if clues := tuple(key for value in listed(reach(case, "of")) if (key := id_of(value))):
        yield ask("subject", id=clues, kind="clue")


@predicate(
    "by management functions",
    "接收单位与干部管理权限、职责分工相符",
    "The receiver is the one management or function names",
    _receiver,
    waits_for=nothing,
)
def receiver_fits(case: Case, args: Args, facts: Facts) -> Found:
    rows = [row for wanted in _receiver(case, args) for row in facts[wanted]]
    managed_by = _managers(case, [row for row in rows if row.kind == "clue"])
    allowed = listed(args.get("management"))
    if allowed and not managed_by and not case.is_asked:
        return (Missing(Text("请写明干部由谁管理", "State who manages the cadre"), field="managed_by"),)
    for code in managed_by if allowed else ():
        if code not in allowed:
            name = value_name(case, "management", code)
            return (Missing(Text(f"{name.zh}的线索不走这条路", f"A lead on a cadre of this kind ({name.en}) goes another way"),
                            field="managed_by"),)  # fmt: skip
    for body in rows:
        if body.kind != "clue" and not all(_receives(case, args, body, code) for code in managed_by or [""]):
            return (Missing(Text(f"{body.title}与干部管理权限或者移交途径不符", f"{body.title} does not fit the person or the route"),
                            field="receiver"),)  # fmt: skip
    return HOLDS


def _managers(case: Case, clues: Iterable[Subject]) -> list[str]:
    """Who manages the cadres concerned: as typed, and as each clue was recorded."""
    typed = str(case.fields.get("managed_by") or case.subject.facts.get("managed_by") or "")
    return [code for code in dict.fromkeys([typed, *(clue.code for clue in clues)]) if code]


def _receives(case: Case, args: Args, body: Subject, managed_by: str) -> bool:
    route = str(case.fields.get("route") or case.subject.facts.get("route") or "")
    return receives(case.scheme, route, args, body, managed_by)


def receives(scheme: Scheme, way: str, args: Args, body: Subject, managed_by: str = "") -> bool:
    """Whether a body takes leads on such cadres by this route; where nobody said who manages them, whether it takes any by it."""
    wanted, units_too = taken_by(scheme, way, args)
    value = scheme.value("management", managed_by)
    if value and value.extra.get("fits"):
        fits = set(listed(value.extra["fits"]))
        wanted = fits & wanted or fits
    return not wanted or body.facts.get("function") in wanted or (body.kind == "unit" and units_too)


def taken_by(scheme: Scheme, way: str, args: Args) -> tuple[set[str], bool]:
    """The functions of the bodies that a route leads to, none where it leads to any; and whether units take by it too."""
    route = scheme.routes.get(way)
    role = scheme.roles.get(route.to) if route else None
    named = {role.function} if role and role.function else set()
    return set(map(str, listed(args.get("functions")))) | named, not named


def _parties(case: Case, args: Args) -> Iterable[Ask]:
    """Those in `to`, or in another field that names parties."""
    named = listed(case.fields.get(str(args["field"]))) if args.get("field") else parties_in_to(case)
    keys = tuple(key for one in named if (key := id_of(one)))
    return (ask("subject", id=keys),) if keys else ()


@predicate(
    "roles field",
    "收件的都是所列的一方",
    "Everyone it is sent to is one of these",
    _parties,
    typed=True,
    waits_for=nothing,
)
def sent_to(case: Case, args: Args, facts: Facts) -> Found:
    roles = [str(role) for role in listed(args.get("roles", args.get("value")))]
    names = [addressee_words(case.scheme, role) for role in roles]
    zh, en = "、".join(name.zh for name in names), ", ".join(name.en.lower() for name in names)
    field = str(args.get("field", "to"))
    return tuple(
        Missing(Text(f"这一件不送{party.title}，应送：{zh}", f"This does not go to {party.title}; send it to: {en}"), field=field)
        for wanted in _parties(case, args)
        for party in facts[wanted]
        if not is_one_of(case.scheme, case.subject, party, roles)
    )  # fmt: skip


KEPT = ("complaint", "protection", "clue", "inquiry")
"""What may never come to those it is about."""


def _sent_things(case: Case, args: Args) -> Iterable[Ask]:
    held = {name: value for name, value in case.subject.facts.items() if name != "_" and "." not in name}
    keys = tuple(dict.fromkeys(ids_within([case.fields, held])))
    if keys and case.subject.kind not in KEPT:
        yield ask("subject", id=keys, kind=KEPT)


RECEIVING = ("receiver", "owner", "helpers", "to", "copies", "asked")
"""The fields that say who would get it."""


def _receiving(case: Case) -> set[UUID]:
    """Everyone who would get it: to whom it is sent or referred, and to whom it is given to handle."""
    named = [value for name in RECEIVING for value in listed(case.fields.get(name))]
    held = listed(case.subject.facts.get("receiver")) if case.act.thing == "referral" else ()
    return {key for value in (*named, *held) if (key := id_of(value))}


@predicate(
    "", "不送给不得知悉的一方", "It does not go to a party that may never read what it is about", _sent_things, typed=True
, waits_for=nothing)  # fmt: skip
def unconcerned(case: Case, args: Args, facts: Facts) -> Found:
    things = [row for wanted in _sent_things(case, args) for row in facts[wanted]]
    things += [case.subject] if case.subject.kind in KEPT else []
    barred = {key for row in things for key in row.barred}
    if _receiving(case) & barred:
        named = (name for name in RECEIVING if barred & set(map(id_of, listed(case.fields.get(name)))))
        field = next(named, "")
        return (Missing(Text("{complaint}件、线索和调查不能交给所反映的单位或者机构",
                             "No {complaint}, clue or inquiry goes to the unit or body it is about"), field=field),)  # fmt: skip
    return HOLDS


def _receipts(case: Case, args: Args) -> Iterable[Ask]:
    yield from _parties(case, args)
    if case.act.code in RECEIPTS:
        yield ask("act", subject=case.subject.id, type=RECEIPTS)


@predicate(
    "roles",
    "这是所列一方第一次收到",
    "It reaches one of these for the first time",
    _receipts,
    typed=True,
    waits_for=nothing,
)
def first_receipt(case: Case, args: Args, facts: Facts) -> Found:
    roles = [str(role) for role in listed(args.get("roles", args.get("value")))]
    rows = [row for wanted in _receipts(case, args) for row in facts[wanted]]
    to = {
        row.id
        for row in rows
        if isinstance(row, Subject) and is_one_of(case.scheme, case.subject, row, roles)
    }
    reached = to if is_sent(case.act) else {case.actor.party} if case.roles & set(roles) else set()
    before = {
        row.by_party for row in rows if not isinstance(row, Subject) and row.type == "document.received"
    }
    before |= {
        key
        for row in rows
        if not isinstance(row, Subject) and row.type != "document.received"
        for key in row.refs
    }
    if reached and reached.isdisjoint(before):
        return HOLDS
    return (Missing(Text("这一方已经收到过，或者不是所列一方", "It had reached this party before, or this is another one")),)  # fmt: skip
