"""Conditions on the bodies that an act names."""

from __future__ import annotations

from collections.abc import Iterable

from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.values import id_of, listed
from xuncha.core.names.case_words import role_name
from xuncha.core.predicates.predicate import HOLDS, Args, Found, predicate
from xuncha.core.predicates.waiting import nothing
from xuncha.core.refusal import Missing
from xuncha.core.words import Text


def _parties_typed(case: Case, args: Args) -> Iterable[Ask]:
    typed = tuple(key for one in listed(case.fields.get(str(args.get("field")))) if (key := id_of(one)))
    return (ask("subject", id=typed),) if typed else ()


@predicate(
    "field roles",
    "所列职责都在其中",
    "Each of these roles is among those named",
    _parties_typed,
    typed=True,
    waits_for=nothing,
)
def all_named(case: Case, args: Args, facts: Facts) -> Found:
    """Every one of the roles is that of a body or unit named in the field."""
    rows = [row for wanted in _parties_typed(case, args) for row in facts[wanted]]
    held = [(row.code if row.kind == "body" else "unit", str(row.facts.get("function", ""))) for row in rows]
    lacking = [
        name
        for name in listed(args.get("roles"))
        if not any(case.scheme.roles[name].holds(kind, function, "") for kind, function in held)
    ]
    if not lacking:
        return HOLDS
    names = [role_name(case, name) for name in lacking]
    zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
    return (Missing(Text(f"还缺：{zh}", f"Not named: {en}"), field=str(args.get("field"))),)
