"""Where a condition looks: the rows of its scope, and what it names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any
from uuid import UUID

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import CLOSED_BY_TIES, Duty, Subject
from xuncha.core.facts.values import id_of, listed, reach
from xuncha.core.predicates.predicate import Args
from xuncha.core.refusal import Missing
from xuncha.core.words import Text


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
    """What a minute must name: the subject itself, its unit, or what typed fields and paths (`parent.checked_unit`) point at."""
    names = [str(name) for name in listed(where.get("names"))]
    if names == ["subject"]:
        return (case.subject.id,)
    if names == ["unit"] and "unit" not in case.fields:
        return (case.subject.unit,) if case.subject.unit else ()
    held = (reach(case, name) if "." in name else case.fields.get(name) for name in names)
    pointed = [id_of(one) for value in held for one in listed(value)]
    return tuple(dict.fromkeys(key for key in pointed if key))


def fits(held: Any, wanted: Any) -> bool:
    """Whether what is held is among what is wanted; either may be one or several."""
    return bool(set(map(_word, listed(held))) & set(map(_word, listed(wanted))))


def _word(value: Any) -> str:
    """A value as a rule writes it: a box that is ticked says `yes`."""
    return "yes" if value is True else str(value)


def asks_for_origins(case: Case, args: Args, default: str = "self") -> tuple[Ask, ...]:
    """The things in the scope on which others were begun (`check` of `check.checked_unit`), where `of` looks at them."""
    kinds = sorted({name.partition(".")[0] for name in args.get("of") or {} if "." in name})
    return tuple(
        wanted for kind in kinds for wanted in scoped(case, args, "subject", default, kind=kind)
    )  # fmt: skip


def about_the_same(
    case: Case, args: Args, rows: Iterable[Subject], facts: Facts, default: str = "self"
) -> Iterator[Subject]:
    """Those of the things open here that are about what the act in hand names: `of = { checked_unit = "promised_for" }`, or
    `"check.checked_unit"` where it is said of the check on which they were begun.
    """
    origins = {row.id: row for wanted in asks_for_origins(case, args, default) for row in facts[wanted]}
    of = args.get("of") or {}
    for row in rows:
        if (is_open_here(case, row) if of else is_read(case, row)) and all(
            _said_of(row, str(name), origins) == id_of(reach(case, str(field))) for name, field in of.items()
        ):
            yield row


def _said_of(row: Subject, name: str, origins: dict[UUID, Subject]) -> UUID | None:
    kind, _, fact = name.rpartition(".")
    said = row if not kind else origins.get(row.parent) if row.parent else None
    return id_of(said.facts.get(fact)) if said is not None else None


def is_read(case: Case, row: Subject | Duty) -> bool:
    """Whether the post that acts reads this row: what is sealed from it is neither counted nor named to it."""
    actor = case.actor
    return (
        not row.readers.isdisjoint(actor.tokens)
        and actor.party not in row.barred
        and not is_kept_from(case, row)
    )


def is_open_here(case: Case, row: Subject) -> bool:
    """Whether the post that acts reads it, or acts for a unit below the one at hand and that one reads it."""
    at_hand = case.subject.unit
    return is_read(case, row) or (
        case.actor.party_kind == "unit"
        and row.kind not in CLOSED_BY_TIES
        and at_hand in row.readers - row.barred
        and case.actor.party not in row.barred
        and not is_kept_from(case, row)
    )


def is_kept_from(case: Case, row: Subject | Duty) -> bool:
    """Whether whoever acts is kept off the row's unit, or has a tie to it and the row is one that a tie closes."""
    return row.unit in _units_kept_from(case, {row.kind})


def _units_kept_from(case: Case, kinds: Collection[str]) -> frozenset[UUID]:
    """The units of which things of these kinds are not told to whoever acts."""
    return case.hidden_units | (case.tied_units if CLOSED_BY_TIES.intersection(kinds) else frozenset())


HAND_OVER = Missing(Text("请交给没有回避情形的人办理", "Leave it to somebody without a tie"))
"""What is said instead of a count to somebody who may not count: the same whether or not there is anything."""

NEAR = frozenset({"self", "parent", "inspection", "unit"})
"""Scopes that lie within the subject's own unit; the others take in several."""


def asks_for_kept(case: Case, args: Args, kinds: Collection[str], default: str = "self") -> tuple[Ask, ...]:
    """In a scope of several units: whether one of those is among them that whoever acts is kept from."""
    scope, units = str(args.get("scope", default)), _units_kept_from(case, kinds)
    if scope in NEAR or not units:
        return ()
    column, key = ("", None) if scope == "all" else case.scope(scope)
    within = {column: key} if key else {}
    return (ask("subject", kind="inspection", unit=tuple(sorted(units, key=str)), **within),)


def kept_from(
    case: Case, args: Args, kinds: Collection[str], facts: Facts, default: str = "self"
) -> tuple[Missing, ...]:
    """`HAND_OVER`, where a condition counts what whoever acts may not count; a guard that passed would tell, too."""
    if str(args.get("scope", default)) in NEAR:
        return (HAND_OVER,) if case.subject.unit in _units_kept_from(case, kinds) else ()
    return (HAND_OVER,) if any(facts[wanted] for wanted in asks_for_kept(case, args, kinds, default)) else ()


KINDS = frozenset(kind for act in CATALOGUE.values() for kind in act.on)
"""The kinds of things acts are done on."""
