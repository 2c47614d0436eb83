"""Where a condition looks: the rows of its scope, and what it names."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from xuncha.core.book import Ask, ask
from xuncha.core.case import Case
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.predicates.predicate import Args
from xuncha.core.rows import INSIDERS, Duty, Subject, seat_token
from xuncha.core.values import id_of, listed


def scoped(case: Case, args: Args, table: str, default: str = "self", **more: Any) -> tuple[Ask, ...]:
    """Rows of a scope; an inspection's scope also takes in its team's, where preparation is done once for all."""
    if args.get("scope") == "all":
        return (ask(table, **more),)
    column, key = case.scope(str(args.get("scope", default)))
    if key is None:
        return ()
    if table == "subject" and column == "subject":
        column = "id"
    asks = [ask(table, **{column: key}, **more)]
    if column == "inspection" and case.subject.body is not None:
        asks.append(ask(table, body=case.subject.body, inspection=None, **more))
    return tuple(asks)


def units_meant(case: Case) -> tuple[UUID, ...]:
    """The unit an act is about: its subject's, or the one that was typed."""
    unit = case.subject.unit or id_of(case.fields.get("unit"))
    return (unit,) if unit else ()


def named_in(case: Case, where: Args) -> tuple[UUID, ...]:
    """What a minute must name: the subject itself, or everything that typed fields point at."""
    names = [str(name) for name in listed(where.get("names"))]
    if names == ["subject"]:
        return (case.subject.id,)
    pointed = [id_of(value) for name in names for value in listed(case.fields.get(name))]
    return tuple(dict.fromkeys(key for key in pointed if key))


def fits(held: Any, wanted: Any) -> bool:
    """Whether what is held is among what is wanted; either may be one or several."""
    return bool({str(one) for one in listed(held)} & {str(one) for one in listed(wanted)})


def is_read(case: Case, row: Subject | Duty) -> bool:
    """Whether the post that acts reads this row: what is sealed from it is neither counted nor named to it."""
    actor = case.actor
    held = {actor.party, seat_token(actor.party, actor.seat), INSIDERS, actor.person}
    return not held.isdisjoint(row.readers) and actor.party not in row.barred


KINDS = frozenset(kind for act in CATALOGUE.values() for kind in act.on)
"""The kinds of things acts are done on."""
