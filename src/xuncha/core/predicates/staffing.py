"""Conditions on how many people sit in the bodies of a kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Seat, Subject
from xuncha.core.facts.values import listed
from xuncha.core.names.case_words import value_name
from xuncha.core.predicates.predicate import HOLDS, Args, Found, predicate
from xuncha.core.predicates.waiting import one_of
from xuncha.core.refusal import Missing
from xuncha.core.words import Text


def _one_body(case: Case, args: Args) -> Subject | None:
    """The body at hand, where its seats alone are counted; None where those of all such bodies of a round are."""
    near = (case.subject if case.subject.kind == "body" else None, case.body)
    is_wide = args.get("scope") in ("campaign", "all")
    return None if is_wide else next((one for one in near if one and one.code == args.get("body")), None)


def _people(case: Case, args: Args) -> Iterable[Ask]:
    kind, body = str(args.get("body")), _one_body(case, args)
    if body is not None:
        yield ask("seat", party=body.id, ended_on=None, acting_for=None)
    elif args.get("scope") in ("campaign", "all"):
        of_round: dict[str, Any] = {"campaign": case.subject.campaign} if args["scope"] == "campaign" else {}
        yield ask("subject", kind="body", code=kind, state="formed", **of_round)
        yield ask("seat", party_kind=kind, ended_on=None, acting_for=None)


@predicate(
    "body seats min max scope",
    "任职的人数符合",
    "So many people sit in such a body, or in all of a round",
    _people,
    waits_for=one_of("seat.filled"),
)
def seats_between(case: Case, args: Args, facts: Facts) -> Found:
    """Counted as they stand once the act is done: who is given a seat by it sits in it already."""
    rows = [row for wanted in _people(case, args) for row in facts[wanted]]
    wanted = {str(seat) for seat in listed(args.get("seats"))}
    one, bodies = _one_body(case, args), {row.id for row in rows if isinstance(row, Subject)}
    held = [
        row for row in rows
        if isinstance(row, Seat) and row.seat in wanted and row.has_not_run_out(case.occurred_on)
        and (one is not None or row.party in bodies)
    ]  # fmt: skip
    joins = case.act.code == "seat.filled" and str(case.fields.get("seat")) in wanted
    n, low, high = len(held) + joins, int(args.get("min", 0)), args.get("max")
    if n >= low and (high is None or n <= int(high)):
        return HOLDS
    names = [value_name(case, "seats", seat) for seat in listed(args.get("seats"))]
    zh, en = "、".join(name.zh for name in names), ", ".join(name.en.lower() for name in names)
    body = value_name(case, "body_kinds", str(args.get("body")))
    span = (
        f"{low}"
        if high is not None and int(high) == low
        else f"{low}—{high}"
        if high is not None
        else f"≥ {low}"
    )
    return (
        Missing(Text(f"{body.zh}的{zh}：应为 {span} 人，现在是 {n} 人", f"{body.en}, {en}: {span} people, {n} now"),
                "seat.filled"),
    )  # fmt: skip
