"""Conditions on what was finally decided about people, before their names go anywhere."""

from __future__ import annotations

from collections.abc import Mapping

from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import id_of, listed, reach
from xuncha.core.predicates.predicate import HOLDS, Args, Found, predicate
from xuncha.core.predicates.waiting import one_of
from xuncha.core.refusal import Missing
from xuncha.core.words import Text

VERDICTS = ("accountability.decided", "referral.answered")
"""Where a final decision stands: in the inquiry itself, or in the answer of the body it was referred to."""


def _named(case: Case, args: Args) -> tuple[Ask, ...]:
    keys = tuple(key for one in listed(reach(case, str(args.get("field")))) if (key := id_of(one)))
    return (ask("subject", id=keys),) if keys else ()


@predicate(
    "field",
    "所列的每一件都有生效的处理决定",
    "Each one named has a final decision on record",
    _named,
    waits_for=one_of(*VERDICTS),
)
def final_for_named(case: Case, args: Args, facts: Facts) -> Found:
    field = str(args.get("field"))
    rows = [row for wanted in _named(case, args) for row in facts[wanted]]
    if rows and all(_is_final(row) for row in rows):
        return HOLDS
    if case.is_asked and not rows:
        return HOLDS
    what = (
        Text("所列案件还没有生效的处理决定", "There is no final decision yet on what is named")
        if rows
        else Text("没有写明是哪一件案件", "It does not say which case it rests on")
    )
    return (Missing(what, "accountability.decided", field=field),)


def _is_final(row: Subject) -> bool:
    said = [one for name in VERDICTS for one in listed(row.facts.get(name))]
    return any(isinstance(one, Mapping) and one.get("final") for one in said)
