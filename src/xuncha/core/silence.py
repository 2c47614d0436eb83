"""Silence that counts: whoever may answer says nothing until the day, and a clause says what that stands for.

The clock counts it by an act of its own, which names the duty and what the silence counts as.  Nobody is said to have
done anything: the duty ends "by silence", and what it counts as is not in the record as having been done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from xuncha.core.case import Case
from xuncha.core.catalogue import ANY, CATALOGUE
from xuncha.core.due import shown_on
from xuncha.core.refusal import Refusal, Refused
from xuncha.core.rows import Duty
from xuncha.core.scheme import Scheme
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


def silences(duties: Iterable[Duty], scheme: Scheme, now: datetime) -> Iterator[Silence]:
    """Those of the duties, under one regulation, on which silence counts by now; each on the last day it had."""
    for duty in duties:
        rule = scheme.duties.get(duty.rule)
        if rule and rule.silence in MAY_COUNT_AS and _is_over(duty, now) and duty.due_at is not None:
            yield Silence(duty, rule.silence, shown_on(duty.due_at))


def _is_over(duty: Duty, now: datetime) -> bool:
    return duty.state == "open" and duty.due_at is not None and duty.due_at <= now


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
    return {"id": str(duty.id), "state": BY_SILENCE}


def state_after(case: Case) -> str:
    """The state of the thing: where the act that silence counts as would lead it, if that could be done now."""
    act, subject = CATALOGUE.get(str(case.fields.get("counts_as"))), case.subject
    could = act is not None and act.fits(subject.kind) and (subject.state in act.needs or ANY in act.needs)
    return act.to if act is not None and could and act.to and act.code in MAY_COUNT_AS else subject.state


def _refused(case: Case, what: Text) -> Refused:
    return Refused((Refusal(what, "silence", CLAUSE),), case.fields)
