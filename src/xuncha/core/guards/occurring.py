"""On which days an act can have happened: not tomorrow, and not before what it is about, or what it answers, began.

What is entered late from a paper carries the paper's day, so days in the past are ordinary.  What is known of units,
people and standing bodies begins with their registration, not with themselves, and bounds nothing; nor does it bound
what comes from an old table.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xuncha.core.catalogue import NEW
from xuncha.core.dates.day_words import day_in_shanghai, say_plain
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Duty, Subject
from xuncha.core.facts.values import day_of
from xuncha.core.record.payload import too_far
from xuncha.core.refusal import FieldFault
from xuncha.core.words import Text

REGISTERED = frozenset({"unit", "person", "scheme"})
"""Kinds that were there before somebody wrote them down."""


def wrong_day(case: Case) -> Iterator[FieldFault]:
    """Why an act cannot have happened on the day it is said to have happened."""
    on, today = case.occurred_on, day_in_shanghai(case.now)
    if on > today:
        yield FieldFault("occurred_on", Text("日期还没有到", "This day has not come yet"))
    elif (far := too_far(on, today)) is not None:
        yield FieldFault("occurred_on", far)
    elif case.subject.state != NEW and bounds(case, case.subject) and on < case.subject.opened_on:
        yield FieldFault("occurred_on", before_it_began(case.subject.opened_on))


def bounds(case: Case, row: Subject) -> bool:
    """Whether nothing about this, or resting on it, can lie before the day on which it began."""
    stands_by_itself = row.kind in REGISTERED or (row.kind == "body" and row.campaign is None)
    return not stands_by_itself and not case.is_history and case.actor.party_kind != "clock"


def before_it_began(day: date) -> Text:
    on = say_plain(day)
    return Text(
        f"这一件{on.zh}才开始，不能早于那一天", f"It began on {on.en}; nothing about it lies before that day"
    )


def began_on(duty: Duty) -> date:
    """The first day on which a duty can be discharged: its period may start before its opening was entered."""
    start = day_of(duty.due.get("start")) if duty.due.get("start") else None
    return min(start, duty.opened_on) if start else duty.opened_on


def was_owed(case: Case, duty: Duty) -> bool:
    """Whether a duty was there on the day of the act; what must be done before some other act may be done ahead."""
    return bool(duty.before) or case.is_history or began_on(duty) <= case.occurred_on


def before_it_was_owed(day: date) -> Text:
    on = say_plain(day)
    return Text(
        f"这件事{on.zh}才要办，不能早于那一天",
        f"This has been owed since {on.en} and was not done before that day",
    )
