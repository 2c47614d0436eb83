"""Days that can be read, but not have been: received before it was sent, planned for a day that has passed, done tomorrow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from xuncha.core.dates.day_words import day_in_shanghai, say_plain
from xuncha.core.facts.case import Case
from xuncha.core.facts.values import day_of, listed
from xuncha.core.record.payload import NO_DAY, TO_COME, read_day, too_far
from xuncha.core.record.received import RECEIVED_ON, RECEIVING
from xuncha.core.refusal import FieldFault
from xuncha.core.words import Text


def days_at_odds(case: Case) -> Iterator[FieldFault]:
    """Each such day, said at its field."""
    if case.act.code in RECEIVING:
        yield from received_too_early(case)
    if case.act.code == "rectification.planned":
        yield from _planned_for_the_past(case)
        for n, line in enumerate(listed(case.fields.get("measures")), start=1):
            if isinstance(line, Mapping):
                yield from _of_a_measure(case, n, line)


def received_too_early(case: Case) -> Iterator[FieldFault]:
    """Nothing is received before the day it was issued to, or sent to, whoever receives it."""
    sent, received = _sent_on(case), day_of(case.fields.get(RECEIVED_ON))
    if sent and received and received < sent:
        day = say_plain(sent)
        what = Text(f"{day.zh}才送出，收到不能更早", f"It was sent on {day.en}; it cannot have come before")
        yield FieldFault(RECEIVED_ON, what)


def _sent_on(case: Case) -> date | None:
    if case.act.code == "referral.received":
        sent = case.subject.facts.get("referral.sent", {})
        return day_of(sent.get("_", {}).get("on"))
    to = str(case.fields.get("to", "") if case.act.code == "document.delivered" else case.actor.party)
    issued = (entry for entry in case.subject.facts.get("document.issued", ()) if to in listed(entry["to"]))
    return min((on for entry in issued if (on := day_of(entry["_"]["on"]))), default=None)


def _planned_for_the_past(case: Case) -> Iterator[FieldFault]:
    due = day_of(case.fields.get("due"))
    if due and due < case.occurred_on:
        yield FieldFault(
            "due", Text("整改期限不能早于制定的那一天", "The plan cannot be due before it is made")
        )


def _of_a_measure(case: Case, n: int, line: Mapping[str, Any]) -> Iterator[FieldFault]:
    """A measure is planned for a day to come, unless it was carried out; it was not carried out on a day to come."""
    today = day_in_shanghai(case.now)
    days = {name: read_day(line[name]) for name in ("by", "done_on") if line.get(name)}
    for day in days.values():
        if day is None:
            yield _at(n, NO_DAY)
        elif (far := too_far(day, today)) is not None:
            yield _at(n, far)
    by, done = days.get("by"), days.get("done_on")
    if done and done > today:
        yield _at(n, Text(f"实际完成：{TO_COME.zh}", f"Done on: {TO_COME.en}"))
    if by and "done_on" not in days and by < case.occurred_on:
        yield _at(n, Text("计划完成的日子已经过去", "The day it is planned for has passed"))


def _at(n: int, what: Text) -> FieldFault:
    return FieldFault("measures", Text(f"第 {n} 项：{what.zh}", f"Measure {n}: {what.en}"))
