"""Conditions on who handles a matter: to whom it was given, and the level above whoever answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import NOBODY, Subject
from xuncha.core.facts.values import id_of, listed
from xuncha.core.predicates.predicate import HOLDS, Args, Found, predicate
from xuncha.core.predicates.waiting import nothing, one_of
from xuncha.core.refusal import Missing
from xuncha.core.words import Text

AS = {"lead": Text("主办", "leads it"), "helper": Text("协办", "helps with it")}
"""In what part a matter is given to somebody."""

FIELD_OF = {"lead": "owner", "helper": "helpers"}
"""The field that names them."""

HANDLERS = {"lead": "lead", "helpers": "helper"}
"""Those to whom a matter is given, as the owner of a duty names them, and in what part."""

GIVING = ("matter.assigned", "matter.rehandled")


def given(subject: Subject) -> Mapping[str, Any]:
    """The last act that gave a matter to somebody; empty where none did."""
    held = [one for name in GIVING for one in listed(subject.facts.get(name))]
    return max(held, key=lambda one: int(one["_"]["position"]), default={})


def holders(subject: Subject, part: str) -> set[UUID]:
    """Who leads on a matter, or helps."""
    named = given(subject).get(FIELD_OF[part])
    return {key for one in listed(named) if (key := id_of(one))}


def named(case: Case, part: str) -> set[UUID]:
    """Who leads on a matter, or helps, as an act that gives it names them."""
    return {key for one in listed(case.fields.get(FIELD_OF[part])) if (key := id_of(one))}


@predicate(
    "as",
    "这一件交给了办理人的机构",
    "The matter was given to the body or unit that acts",
    waits_for=one_of(*GIVING),
)
def assigned_to(case: Case, args: Args, facts: Facts) -> Found:
    parts = [str(one) for one in listed(args.get("as"))] or list(AS)
    if any(case.actor.party in holders(case.subject, part) for part in parts):
        return HOLDS
    names = [AS[part] for part in parts]
    zh, en = "或者".join(name.zh for name in names), " or ".join(name.en for name in names)
    if not given(case.subject):
        return (Missing(Text("这一件还没有交办", "It was given to nobody yet"), "matter.assigned"),)
    return (Missing(Text(f"这一件由{zh}的一方办", f"This is for whoever {en}")),)


def _levels(case: Case, args: Args) -> Iterable[Ask]:
    """The party named, and the one that did the act last."""
    keys = [id_of(case.fields.get(str(args.get("field")))), _answered_by(case, args)]
    found = tuple(key for key in keys if key)
    return (ask("subject", id=found),) if found else ()


def _answered_by(case: Case, args: Args) -> UUID | None:
    entries = [one for one in listed(case.subject.facts.get(str(args.get("of")))) if isinstance(one, Mapping)]
    last = max(entries, key=lambda one: int(one["_"]["position"]), default=None)
    return id_of(last["_"]["party"]) if last else None


@predicate("field of", "交给上一级", "It goes to the next level up", _levels, typed=True, waits_for=nothing)
def next_level(case: Case, args: Args, facts: Facts) -> Found:
    """Of a unit the unit above it; of a body a body of the kind under which its own kind stands."""
    rows = {row.id: row for wanted in _levels(case, args) for row in facts[wanted]}
    field = str(args.get("field"))
    named, below = (
        rows.get(id_of(case.fields.get(field)) or NOBODY),
        rows.get(_answered_by(case, args) or NOBODY),
    )
    if below is None or (named is not None and _stands_over(case, named, below)):
        return HOLDS
    above = case.scheme.value("body_kinds", _kind_above(case, below)) if below.kind == "body" else None
    zh, en = (f"（{above.text.zh}）", f": {above.text.en}") if above else ("", "")
    what = Text(f"要交给{below.title}的上一级{zh}", f"This goes to the next level above {below.title}{en}")
    return (Missing(what, field=field),)


def _stands_over(case: Case, named: Subject, below: Subject) -> bool:
    if below.kind == "unit":
        return str(below.facts.get("parent") or "") == str(named.id)
    return named.kind == "body" and bool(named.code) and named.code == _kind_above(case, below)


def _kind_above(case: Case, body: Subject) -> str:
    found = case.scheme.value("body_kinds", body.code)
    return found.under if found else ""
