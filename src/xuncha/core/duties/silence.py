"""Silence that counts: whoever may answer says nothing until the day, and a clause says what that stands for.

The clock counts it by an act of its own, which names the duty and what the silence counts as.  Nobody is said to have
done anything: the duty ends "by silence", and what it counts as is not in the record as having been done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from xuncha.core.catalogue import ANY, CATALOGUE
from xuncha.core.dates.due import shown_on
from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Duty, Subject
from xuncha.core.facts.values import id_of
from xuncha.core.predicates.handling import HANDLERS, holders
from xuncha.core.refusal import Refusal, Refused
from xuncha.core.scheme.rules import DutyRule, Scheme
from xuncha.core.words import Text

COUNTED = "silence.counted"
"""The act by which the clock counts it."""

CLAUSE = ("base-26",)

BY_SILENCE = "by_silence"
"""How a duty ended that nobody answered."""

MAY_COUNT_AS = frozenset(
    {"document.received", "report.received", "referral.received", "matter.taken", "matter.contributed", "complaint.accepted"}
)  # fmt: skip
"""What silence may stand for: that something came, was taken on or accepted, or that there is no more to add (base-26)."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A duty whose day has passed unanswered, what that counts as, and on which day."""

    duty: Duty
    counts_as: str
    on: date

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of the act that counts it."""
        return {"duty": str(self.duty.id), "counts_as": self.counts_as}


def silences(
    duties: Iterable[Duty], scheme: Scheme, now: datetime, matter: Callable[[UUID], Subject | None]
) -> Iterator[Silence]:
    """Those of the duties, under one regulation, on which silence counts by now; each on the last day it had.

    `matter` finds the thing that a duty is about.
    """
    for duty in duties:
        rule, subject = scheme.duties.get(duty.rule), matter(duty.stream)
        if rule is None or rule.silence not in MAY_COUNT_AS or subject is None:
            continue
        if duty.due_at is not None and _is_over(duty, now) and _is_still_theirs(duty, rule, subject):
            yield Silence(duty, rule.silence, shown_on(duty.due_at))


def _is_over(duty: Duty, now: datetime) -> bool:
    return duty.state == "open" and duty.due_at is not None and duty.due_at <= now


def _is_still_theirs(duty: Duty, rule: DutyRule, subject: Subject) -> bool:
    """Whether the matter still lies with whoever owes the duty as its lead or helper."""
    return rule.owner not in HANDLERS or duty.owner in holders(subject, HANDLERS[rule.owner])


def asks_for_silent(case: Case) -> tuple[Ask, ...]:
    """The duty on which a silence is counted."""
    key = id_of(case.fields.get("duty")) if case.act.code == COUNTED else None
    return (ask("duty", id=key),) if key else ()


def silent(case: Case, facts: Facts) -> set[UUID]:
    """Whose silence is counted: what follows from it falls on nobody else."""
    duties = (duty for wanted in asks_for_silent(case) for duty in facts[wanted])
    return {duty.owner for duty in duties if duty.owner}


def counted(case: Case, duty: Duty) -> dict[str, Any]:
    """The duty ended by silence, as effects tell it; raises Refused where its silence does not count, or not yet."""
    rule = case.scheme.duties.get(duty.rule)
    if case.actor.party_kind != "clock":
        raise _refused(
            case,
            Text(
                "期满视为已办只由系统时钟记录，不由人办理", "Only the clock counts a silence; nobody does it"
            ),
        )
    if rule is None or rule.silence not in MAY_COUNT_AS or case.fields.get("counts_as") != rule.silence:
        raise _refused(
            case, Text("这一项没有规定期满视为已办", "No clause says that silence on this counts as that")
        )
    if not _is_over(duty, case.now):
        raise _refused(case, Text("期限还没有到", "Its day has not passed yet"))
    if not _is_still_theirs(duty, rule, case.subject):
        raise _refused(
            case,
            Text(
                "这一件已经交给别人，原来一方没有办的不算",
                "It lies with others now; silence of the former counts for nothing",
            ),
        )
    return {"id": str(duty.id), "state": BY_SILENCE}


def state_after(case: Case) -> str:
    """The state of the thing: where the act that silence counts as would lead it, if that could be done now."""
    act, subject = CATALOGUE.get(str(case.fields.get("counts_as"))), case.subject
    could = act is not None and act.fits(subject.kind) and (subject.state in act.needs or ANY in act.needs)
    return act.to if act is not None and could and act.to and act.code in MAY_COUNT_AS else subject.state


def _refused(case: Case, what: Text) -> Refused:
    return Refused((Refusal(what, "silence", CLAUSE),), case.fields)
