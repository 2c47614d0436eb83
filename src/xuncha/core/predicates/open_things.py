"""Conditions on what is still open or owed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xuncha.core.book import Ask, Facts, ask
from xuncha.core.case import Case
from xuncha.core.labels import KIND_NAMES
from xuncha.core.predicates.predicate import HOLDS, Args, Found, predicate
from xuncha.core.predicates.scopes import fits, is_read, scoped
from xuncha.core.refusal import Missing
from xuncha.core.values import listed
from xuncha.core.words import Text


def _open_ones(case: Case, args: Args) -> Iterable[Ask]:
    return tuple(
        wanted
        for kind in listed(args.get("kinds"))
        for wanted in scoped(case, args, "subject", "inspection", kind=str(kind), is_open=True)
    )


@predicate("kinds where scope", "没有未办结的事项", "Nothing of these is open", _open_ones)
def none_open(case: Case, args: Args, facts: Facts) -> Found:
    where = args.get("where") or {}
    rows = [
        row for wanted in _open_ones(case, args) for row in facts[wanted]
        if row.id != case.subject.id and is_read(case, row)
        and all(fits(row.facts.get(name, getattr(row, name, None)), value) for name, value in where.items())
    ]  # fmt: skip
    if not rows:
        return HOLDS
    kinds = sorted({row.kind for row in rows})
    zh = "、".join(f"{KIND_NAMES[kind].zh} {sum(r.kind == kind for r in rows)} 件" for kind in kinds)
    en = ", ".join(f"{sum(r.kind == kind for r in rows)} {KIND_NAMES[kind].en.lower()}" for kind in kinds)
    return (Missing(Text(f"还有没办结的：{zh}", f"Still open: {en}"), subject=rows[0].id),)


def _open_duties(case: Case, args: Args) -> Iterable[Ask]:
    column, key = case.scope(str(args.get("scope", "self")))
    column = "stream" if column == "subject" else column
    rules = tuple(listed(args.get("rules")))
    more: dict[str, Any] = {"rule": rules} if rules else {}
    return (ask("duty", **{column: key}, state="open", **more),) if key else ()


@predicate("rules scope", "没有未履行的待办", "Every duty there is discharged or lapsed", _open_duties)
def no_duty_open(case: Case, args: Args, facts: Facts) -> Found:
    found: list[Missing] = []
    for wanted in _open_duties(case, args):
        for duty in (one for one in facts[wanted] if is_read(case, one)):
            rule = case.scheme.duties.get(duty.rule)
            name = rule.text if rule else Text(duty.rule, duty.rule)
            found.append(Missing(Text(f"还有待办：{name.zh}", f"Still owed: {name.en}"), subject=duty.stream))
    return tuple(found)
