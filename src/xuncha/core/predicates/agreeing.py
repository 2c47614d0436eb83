"""Conditions on what several people must agree to, on what is kept from being destroyed, and for how long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from uuid import UUID

from xuncha.core.dates.day_words import say_plain
from xuncha.core.dates.periods import Period, due_after
from xuncha.core.facts.book import FINAL, Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Act
from xuncha.core.facts.values import day_of, listed
from xuncha.core.names.case_words import act_name
from xuncha.core.predicates.predicate import HOLDS, Args, Found, predicate
from xuncha.core.predicates.ties import kept_and_declared
from xuncha.core.predicates.waiting import looks_at, nothing, one_named
from xuncha.core.refusal import Missing
from xuncha.core.words import Text


def _on_this(case: Case, args: Args) -> Iterator[Ask]:
    """The acts named by any parameter, on this very thing."""
    for name in sorted(
        {str(one) for key in ("acts", "after", "since", "apart_from") for one in listed(args.get(key))}
    ):
        yield ask("act", subject=case.subject.id, type=name)


def _acts(case: Case, args: Args, key: str, facts: Facts) -> list[Act]:
    rows = [
        row
        for name in listed(args.get(key))
        for row in facts[ask("act", subject=case.subject.id, type=str(name))]
    ]
    return sorted(rows, key=lambda row: row.position)


@predicate(
    "acts after",
    "最近一次所列事项还没有下文",
    "The last of these acts has not been followed by one of those",
    _on_this,
    waits_for=one_named,
)
def latest(case: Case, args: Args, facts: Facts) -> Found:
    """Such an act stands on this thing, and none of the acts in `after` came later."""
    last = max((row.position for row in _acts(case, args, "acts", facts)), default=0)
    if last > max((row.position for row in _acts(case, args, "after", facts)), default=0):
        return HOLDS
    act = str(next(iter(listed(args.get("acts")))))
    name = act_name(case, act)
    return (Missing(Text(f"先办“{name.zh}”", f"First comes: {name.en}"), act, subject=case.subject.id),)


def _who_agreed(case: Case, args: Args) -> Iterable[Ask]:
    unit = case.subject.unit
    ties = (
        (ask("tie", unit=unit), ask("bar", unit=unit, kept_off=True)) if args.get("untied") and unit else ()
    )
    return (*_on_this(case, args), *ties)


@predicate(
    "acts since at_least by apart_from untied",
    "够数的不同的人已经同意",
    "Enough different people have agreed",
    _who_agreed,
    waits_for=one_named,
)
def agreed(case: Case, args: Args, facts: Facts) -> Found:
    """So many of these acts since the last of `since`, each by other people and with `by = "party"` from another party,
    none by whoever did an act of `apart_from`; with `untied`, none by somebody who has a tie to the unit today.
    """
    since = max((row.position for row in _acts(case, args, "since", facts)), default=0)
    asked = {
        who for row in _acts(case, args, "apart_from", facts) if row.position >= since for who in _people(row)
    }
    barred = asked | _tied(case, args, facts)
    given = [
        row
        for row in _acts(case, args, "acts", facts)
        if row.position > since and barred.isdisjoint(_people(row))
    ]
    wanted, by_party = int(args.get("at_least", 2)), args.get("by") == "party"
    n = next(
        (n for n in range(wanted, 0, -1) if any(_differ(some, by_party) for some in combinations(given, n))),
        0,
    )
    if n >= wanted:
        return HOLDS
    act = str(next(iter(listed(args.get("acts")))))
    name = act_name(case, act)
    zh = f"要{'不同机构的' if by_party else ''} {wanted} 个人办“{name.zh}”，现在是 {n} 个"
    en = f"{wanted} people{' of different bodies' if by_party else ''} must do '{name.en}'; {n} did"
    return (Missing(Text(zh, en), act, subject=case.subject.id),)


def _people(row: Act) -> frozenset[UUID]:
    """Who did an act, in person or at the keyboard."""
    return frozenset(who for who in (row.by_person, row.entered_by) if who is not None and who.int)


def _tied(case: Case, args: Args, facts: Facts) -> set[UUID]:
    """Those who are kept off the unit, or whose last declaration towards it names a tie."""
    rows = [
        row for wanted in _who_agreed(case, args) if wanted.table in ("tie", "bar") for row in facts[wanted]
    ]
    closed, _ = kept_and_declared(
        (row for row in rows if hasattr(row, "declared_on")),
        (row for row in rows if hasattr(row, "kept_off")),
    )
    return {person for person, _ in closed}


def _differ(some: Sequence[Act], by_party: bool) -> bool:
    """Whether these acts are all by other people, and where it is asked, from other parties."""
    for one, other in combinations(some, 2):
        if _people(one) & _people(other) or (by_party and one.by_party == other.by_party):
            return False
    return all(_people(row) for row in some)


HELD, LIFTED = "hold.placed", "hold.lifted"


def _holds(case: Case, args: Args) -> Iterable[Ask]:
    return tuple(
        ask("act", subject=case.subject.id, type=name, with_fields=True)
        for name in ("hold.proposed", HELD, LIFTED)
    )


@predicate("", "没有在效的保全", "No hold is in force", _holds, waits_for=looks_at(HELD))
def unheld(case: Case, args: Args, facts: Facts) -> Found:
    """A hold lasts through the day that its proposal names, unless it was lifted before."""
    proposed, placed, lifted = (facts[wanted] for wanted in _holds(case, args))
    ended = max((row.position for row in lifted), default=0)
    for row in placed:
        before = [one for one in proposed if one.position < row.position]
        until = day_of(before[-1].fields.get("until")) if before else None
        if row.position > ended and (until is None or case.occurred_on <= until):
            day = say_plain(until) if until else Text("另行决定", "further notice")
            what = Text(f"已经保全到{day.zh}", f"It is held until {day.en}")
            return (Missing(what, LIFTED, subject=case.subject.id),)
    return HOLDS


@predicate("within", "办结已满规定的时间", "It has been finished for so long", waits_for=nothing)
def rested(case: Case, args: Args, facts: Facts) -> Found:
    """The thing is in a final state, and so much time has gone by since."""
    subject, length = case.subject, Period.parse(str(args.get("within")))
    words = length.words()
    if subject.state not in FINAL or subject.closed_on is None:
        what = Text(f"办结满{words.zh}以后才能办", f"Possible {words.en} after it is finished")
        return (Missing(what),)
    assert case.calendar is not None
    until = due_after(length, subject.closed_on, case.calendar).on
    if case.occurred_on > until:
        return HOLDS
    day, end = say_plain(subject.closed_on), say_plain(until)
    what = Text(
        f"{day.zh}办结，满{words.zh}是{end.zh}，要到那天以后",
        f"Finished on {day.en}; {words.en} end on {end.en}, and it is possible after that",
    )
    return (Missing(what, field="" if case.is_asked else "occurred_on"),)
