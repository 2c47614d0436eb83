"""Conditions on what is still open or owed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import CLOSED_BY_TIES, Subject
from xuncha.core.facts.values import id_of, listed
from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.predicates.predicate import HOLDS, Args, Found, predicate
from xuncha.core.predicates.scopes import (
    about_the_same,
    asks_for_kept,
    asks_for_origins,
    fits,
    is_read,
    kept_from,
    scoped,
)
from xuncha.core.predicates.waiting import begun, nothing
from xuncha.core.refusal import Missing
from xuncha.core.words import Text


def _asks_for_open(case: Case, args: Args) -> Iterable[Ask]:
    return (
        *_open_ones(case, args),
        *asks_for_kept(case, args, _kinds(args), "inspection"),
        *asks_for_origins(case, args, "inspection"),
    )


def _kinds(args: Args) -> list[str]:
    return [str(kind) for kind in listed(args.get("kinds"))]


def _open_ones(case: Case, args: Args) -> tuple[Ask, ...]:
    return tuple(
        wanted
        for kind in _kinds(args)
        for wanted in scoped(case, args, "subject", "inspection", kind=kind, is_open=True)
    )


def _found(case: Case, args: Args, facts: Facts) -> list[Subject]:
    return [row for wanted in _open_ones(case, args) for row in facts[wanted]]


@predicate(
    "kinds where of scope",
    "没有未办结的事项",
    "Nothing of these is open",
    _asks_for_open,
    waits_for=begun("kinds", looks_only=True),
)
def none_open(case: Case, args: Args, facts: Facts) -> Found:
    if args.get("of") and case.is_asked:
        return HOLDS
    if kept := kept_from(case, args, _kinds(args), facts, "inspection"):
        return kept
    where = args.get("where") or {}
    rows = [
        row for row in about_the_same(case, args, _found(case, args, facts), facts, "inspection")
        if row.id != case.subject.id
        and all(fits(row.facts.get(name, getattr(row, name, None)), value) for name, value in where.items())
    ]  # fmt: skip
    if not rows:
        return HOLDS
    kinds = sorted({row.kind for row in rows})
    zh = "、".join(f"{KIND_NAMES[kind].zh} {sum(r.kind == kind for r in rows)} 件" for kind in kinds)
    en = ", ".join(f"{sum(r.kind == kind for r in rows)} {KIND_NAMES[kind].en.lower()}" for kind in kinds)
    shown = next((row.id for row in rows if is_read(case, row)), None)
    return (Missing(Text(f"还有没办结的：{zh}", f"Still open: {en}"), subject=shown),)


def _others_at_work(case: Case, args: Args) -> tuple[Ask, ...]:
    """Of an act that begins something, what is like it in the scope and not ended; none of one that goes on with it."""
    if case.subject.version:
        return ()
    return scoped(case, args, "subject", "inspection", kind=case.subject.kind, is_open=True)


@predicate(
    "scope", "没有另一件同类的正在办", "No other of its kind is at work", _others_at_work, waits_for=nothing
)
def no_other_open(case: Case, args: Args, facts: Facts) -> Found:
    """Whoever would begin a second is told of the first, which is gone on with instead."""
    for row in (row for wanted in _others_at_work(case, args) for row in facts[wanted]):
        if row.code == case.subject.code and row.id != case.subject.id and is_read(case, row):
            name = KIND_NAMES[row.kind]
            zh = f"已经有{name.zh}“{row.title}”还没有办完，接着在那里办"
            en = f"There is one at work already ({name.en.lower()} '{row.title}'): go on with that one"
            return (Missing(Text(zh, en), subject=row.id),)
    return HOLDS


def _asks_for_duties(case: Case, args: Args) -> Iterable[Ask]:
    return (*_open_duties(case, args), *asks_for_kept(case, args, _kinds_owing(case, args)))


def _kinds_owing(case: Case, args: Args) -> Collection[str]:
    """What the duties of a scope may lie on: the thing itself, or anything at all."""
    return {case.subject.kind} if str(args.get("scope", "self")) == "self" else CLOSED_BY_TIES


def _open_duties(case: Case, args: Args) -> tuple[Ask, ...]:
    column, key = case.scope(str(args.get("scope", "self")))
    column = "stream" if column == "subject" else column
    rules = tuple(listed(args.get("rules")))
    more: dict[str, Any] = {"rule": rules} if rules else {}
    return (ask("duty", **{column: key}, state="open", **more),) if key else ()


@predicate(
    "rules scope",
    "没有未履行的待办",
    "Every duty there is discharged or lapsed",
    _asks_for_duties,
    waits_for=nothing,
)
def no_duty_open(case: Case, args: Args, facts: Facts) -> Found:
    if kept := kept_from(case, args, _kinds_owing(case, args), facts):
        return kept
    found: list[Missing] = []
    for wanted in _open_duties(case, args):
        for duty in (one for one in facts[wanted] if is_read(case, one)):
            rule = case.scheme.duties.get(duty.rule)
            name = rule.text if rule else Text(duty.rule, duty.rule)
            found.append(Missing(Text(f"还有待办：{name.zh}", f"Still owed: {name.en}"), subject=duty.stream))
    return tuple(found)


def _duty_named(case: Case, args: Args) -> tuple[Ask, ...]:
    key = id_of(case.fields.get("duty"))
    return (ask("duty", id=key),) if key else ()


@predicate(
    "rules",
    "所指的待办是所列的一项",
    "The duty named is one of these",
    _duty_named,
    typed=True,
    waits_for=nothing,
)
def duty_is(case: Case, args: Args, facts: Facts) -> Found:
    """Of an act on a duty (it lapses, is extended): whether it is one that a clause treats apart."""
    rules = {str(rule) for rule in listed(args.get("rules"))}
    if any(duty.rule in rules for wanted in _duty_named(case, args) for duty in facts[wanted]):
        return HOLDS
    return (Missing(Text("所指的不是这一项待办", "This is another duty"), field="duty"),)
