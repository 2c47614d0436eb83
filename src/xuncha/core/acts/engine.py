"""Decides one act: may it be done, is it whole, do the guards let it pass, and what follows from it.

`asks_for` says which rows the decision needs; `decide` looks at them and at nothing else.  The outcome is an act
without its place in the record and without its number: the store gives both under its locks, then `fold` makes rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from xuncha.core.acts.at_odds import acts_by_code, at_odds
from xuncha.core.acts.competence import asks_for_bars, asks_for_recusal, first_reason
from xuncha.core.acts.correcting import corrected
from xuncha.core.acts.effects import effects_of
from xuncha.core.dates.calendar import Calendar
from xuncha.core.dates.day_words import day_in_shanghai
from xuncha.core.duties.after_silence import asks_for_followed
from xuncha.core.duties.coming_back import asks_for_coming_back
from xuncha.core.duties.discharge import answered_by, asks_for_discharge, asks_for_silenced, owed_later
from xuncha.core.duties.duty_acts import asks_for_duty
from xuncha.core.duties.ending import asks_for_ending
from xuncha.core.duties.handing_on import asks_for_handed_over, asks_for_kept
from xuncha.core.duties.joining import asks_for_joining
from xuncha.core.duties.opening import asks_for_opening, asks_for_receipt
from xuncha.core.duties.replacing import asks_for_replaced
from xuncha.core.duties.restarting import asks_for_restarting
from xuncha.core.duties.starting import asks_for_started
from xuncha.core.duties.with_the_post import asks_for_the_post
from xuncha.core.facts.book import Ask, Facts
from xuncha.core.facts.case import Case
from xuncha.core.guards.judging import asks_for_guards, judge
from xuncha.core.guards.occurring import before_it_was_owed, began_on, wrong_day
from xuncha.core.names.nouns import worded_refusal
from xuncha.core.parties.lying_with import asks_for_holder
from xuncha.core.parties.seats import asks_for_seats
from xuncha.core.parties.succession import asks_for_succession, too_soon, without_heir
from xuncha.core.readers.audience import asks_for_audience
from xuncha.core.readers.carried import asks_for_carried
from xuncha.core.record.numbering import asks_for_mark, series_for
from xuncha.core.record.payload import (
    LONG,
    asked_of_clock,
    asked_of_founder,
    clean,
    known_slots,
    line_typed,
    references,
)
from xuncha.core.refusal import BadFields, FieldFault, Reasoned, Refusal, Refused
from xuncha.core.scheme.rules import Series


@dataclass(frozen=True, slots=True)
class Outcome:
    """An act that may happen: its clean fields, what it brings about, and the series that numbers its subject."""

    case: Case
    fields: Mapping[str, Any]
    value: str
    refs: tuple[UUID, ...]
    effects: Mapping[str, Any]
    series: Series | None
    reasoned: tuple[Reasoned, ...]
    shown: tuple[Refusal, ...]


def cleaned(case: Case, unread: tuple[FieldFault, ...] = ()) -> Case:
    """The case with its typed fields made plain; raises BadFields with these faults and those a page met before."""
    known = known_slots(case.scheme, case.act, case.value)
    if case.actor.party_kind == "founder":
        known = asked_of_founder(case.act, known)
    elif case.actor.party_kind == "clock":
        known = asked_of_clock(known)
    fields, faults = clean(case.fields, known, case.scheme, day_in_shanghai(case.now))
    paper, in_paper = line_typed("paper", case.paper)
    reason, in_reason = line_typed("reason", case.reason, LONG)
    seen = {fault.name for fault in unread}
    faults = (
        *unread,
        *(one for one in faults if one.name not in seen),
        *in_paper,
        *in_reason,
        *wrong_day(case),
        *too_soon(case),
    )
    if case.act.code == "post.deputised" and fields.get("acts"):
        fields = {**fields, "acts": acts_by_code(case.scheme, fields["acts"])}
    if case.act.code == "act.corrected" and not faults:
        fields, faults = corrected(case, fields)
    seen |= {fault.name for fault in faults}
    faults += tuple(one for one in at_odds(replace(case, fields=fields)) if one.name not in seen)
    if faults:
        raise BadFields(faults, case.fields)
    return replace(case, fields=fields, paper=" ".join(paper.split("\n")), reason=reason)


def asks_for(case: Case) -> frozenset[Ask]:
    """Every row that deciding this case needs."""
    if case.is_history:
        return frozenset({*asks_for_audience(case), *asks_for_bars(case), *asks_for_mark(case)})
    asks: set[Ask] = {
        *asks_for_guards(case), *asks_for_recusal(case), *asks_for_succession(case), *asks_for_ending(case),
    }  # fmt: skip
    if not case.is_asked:
        asks.update(
            asks_for_opening(case), asks_for_discharge(case), asks_for_receipt(case), asks_for_audience(case),
            asks_for_seats(case), asks_for_duty(case), asks_for_holder(case), asks_for_bars(case), asks_for_mark(case),
            asks_for_coming_back(case), asks_for_replaced(case), asks_for_restarting(case), asks_for_started(case),
            asks_for_kept(case), asks_for_silenced(case), asks_for_followed(case), asks_for_handed_over(case),
            asks_for_carried(case), asks_for_joining(case), asks_for_the_post(case),
        )  # fmt: skip
    return frozenset(asks)


def refusals_of(case: Case, facts: Facts) -> tuple[Refusal, ...]:
    """Why this act could not be done now, in the order a person would be told: post, state, clauses."""
    first = _first_reason(case, facts)
    if first is not None:
        return (first,)
    return _judged(case, facts)[0]


def _first_reason(case: Case, facts: Facts) -> Refusal | None:
    first = first_reason(case, facts)
    return worded_refusal(case.scheme, first) if first is not None else None


def _judged(
    case: Case, facts: Facts
) -> tuple[tuple[Refusal, ...], tuple[Reasoned, ...], tuple[Refusal, ...]]:
    """What the guards say, in the words of the regulation."""
    refusals, reasoned, shown = judge(case, facts)
    return (
        tuple(worded_refusal(case.scheme, one) for one in refusals),
        reasoned,
        tuple(worded_refusal(case.scheme, one) for one in shown),
    )


def decide(case: Case, facts: Facts, calendar: Calendar) -> Outcome:
    """The outcome of a cleaned case, or Refused with every reason at once."""
    first = _first_reason(case, facts)
    if first is not None:
        raise Refused((first,), case.fields)
    refusals, reasoned, shown = _judged(case, facts)
    if refusals:
        raise Refused(refusals, case.fields)
    answered = answered_by(case, facts)
    if too_early := owed_later(case, answered):
        what = before_it_was_owed(max(map(began_on, too_early)))
        raise BadFields((FieldFault("occurred_on", what),), case.fields)
    if lacking := tuple(without_heir(case, facts)):
        raise BadFields(lacking, case.fields)
    known = known_slots(case.scheme, case.act, case.value)
    effects = effects_of(case, facts, calendar, reasoned, answered)
    refs = references(case.fields, known)
    return Outcome(case, case.fields, case.value, refs, effects, series_for(case, facts), reasoned, shown)
