"""Conditions on a paper that names somebody: whoever is named was heard first, and it goes to nobody it was not made for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from xuncha.core.dates.day_words import say_plain
from xuncha.core.dates.due import shown_on
from xuncha.core.facts.book import FINAL, Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Duty, Subject
from xuncha.core.facts.values import id_of, listed, reach
from xuncha.core.predicates.predicate import HOLDS, Args, Found, predicate
from xuncha.core.predicates.waiting import nothing
from xuncha.core.refusal import Missing
from xuncha.core.words import Text

PARTY = "party"
"""The column of a line that says whom it is about."""

ANSWERED = "request.answered"


def _named(case: Case, args: Args) -> tuple[UUID, ...]:
    """Whom the lines of a field are about, each once."""
    lines = listed(reach(case, str(args.get("field"))))
    keys = (id_of(line.get(PARTY)) for line in lines if isinstance(line, Mapping))
    return tuple(dict.fromkeys(key for key in keys if key))


def _asks_for_answers(case: Case, args: Args) -> Iterable[Ask]:
    if named := _named(case, args):
        yield _requests(case, args)
        yield _owed(named)
        yield ask("subject", id=named)


def _requests(case: Case, args: Args) -> Ask:
    return ask("subject", kind="request", code=str(args.get("request")), parent=case.subject.id)


def _owed(named: tuple[UUID, ...]) -> Ask:
    """The answers they owe still."""
    return ask("duty", owner=named, awaits=ANSWERED, state="open")


@predicate(
    "field request",
    "点到的各方都先作了说明，或者说明的期限已过",
    "Everyone named has had its say, or its day for that has passed",
    _asks_for_answers,
    waits_for=nothing,
)
def heard(case: Case, args: Args, facts: Facts) -> Found:
    """Each party that the lines of `field` are about was asked on this very thing, and has answered or let its day pass.

    The day is that of the answer it owes, so an extension counts.  A request that was closed unanswered asked nothing.
    """
    named = _named(case, args)
    if not named:
        return HOLDS
    parties = {row.id: row.title for row in facts[ask("subject", id=named)]}
    requests, owed = facts[_requests(case, args)], facts[_owed(named)]
    return tuple(
        lacking
        for key in named
        if (lacking := _not_heard(key, parties.get(key, ""), requests, owed, case.occurred_on)) is not None
    )


def asks(request: Subject, party: UUID) -> bool:
    """Whether a request asks a party for its word; one that was closed unanswered asked nothing."""
    is_over = request.state in FINAL and not request.facts.get(ANSWERED)
    return not is_over and party in map(id_of, listed(request.facts.get("to")))


def _not_heard(
    party: UUID, name: str, requests: Iterable[Subject], owed: Iterable[Duty], on: date
) -> Missing | None:
    asked = {row.id: row for row in requests if asks(row, party)}
    if any(row.facts.get(ANSWERED) for row in asked.values()):
        return None
    if not asked:
        words = Text(f"还没有请{name}说明", f"{name} was not asked for its word")
        return Missing(words, "request.made")
    days = [shown_on(one.due_at) for one in owed if one.due_at and one.owner == party and one.stream in asked]
    if any(day < on for day in days):
        return None
    last = say_plain(max(days)) if days else Text("", "")
    until = Text(f"（到{last.zh}）", f" (until {last.en})") if days else last
    return Missing(Text(f"{name}还没有说明{until.zh}", f"{name} has not had its say{until.en}"), ANSWERED)


@predicate(
    "a b",
    "前一项里的每一个都在后一项里",
    "Everyone in the one stands in the other as well",
    typed=True,
    waits_for=nothing,
)
def among(case: Case, args: Args, facts: Facts) -> Found:
    """Every value of the field `a` stands in the field `b` too."""
    field = str(args.get("a"))
    known = set(map(str, listed(reach(case, str(args.get("b"))))))
    others = [one for one in listed(reach(case, field)) if str(one) not in known]
    if not others:
        return HOLDS
    n = len(others)
    return (
        Missing(
            Text(f"有 {n} 个不在原来定下的范围里", f"{n} of them are not among those it was made for"),
            field=field,
        ),
    )
