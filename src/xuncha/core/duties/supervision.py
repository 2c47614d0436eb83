"""What is done around the day of an open duty as the regulation says: a reminder, an urge, a report upward.

A reminder is no act: it is worked out whenever a desk is shown.  An urge and a report are acts of the clock.  None of
them tells anybody of a duty who could not read of it before: what only its owner knows of is neither urged nor reported,
and a report goes to nobody who may not read the duty, or whom it is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xuncha.core.dates.calendar import Calendar
from xuncha.core.dates.due import shown_on
from xuncha.core.dates.periods import Period, Unit, before, due_after
from xuncha.core.duties.recurring import setting
from xuncha.core.facts.rows import BODIES, INSIDERS, Duty, Subject, kind_token
from xuncha.core.scheme.rules import DutyRule, Scheme, Supervision
from xuncha.core.unreadable import UnreadableError

REMIND, URGE, REPORT = "remind", "urge", "report"
STEPS = (REMIND, URGE, REPORT)
"""The steps, each under the name of its key in a rule."""


@dataclass(frozen=True, slots=True)
class Come:
    """A step that has come: which one, under which rule, since which day."""

    step: str
    rule: Supervision
    on: date


def steps_come(
    scheme: Scheme, campaign: Subject | None, duty: Duty, today: date, calendar: Calendar
) -> tuple[Come, ...]:
    """The steps that have come by a day, in their order; none for what has no day now, as while its clock stands.

    A reminder is over once the day is.
    """
    rule = scheme.duties.get(duty.rule)
    if duty.state != "open" or duty.due_at is None or rule is None:
        return ()
    due = shown_on(duty.due_at)
    return tuple(_come(scheme, campaign, rule, due, today, calendar))


def _come(
    scheme: Scheme, campaign: Subject | None, rule: DutyRule, due: date, today: date, calendar: Calendar
) -> Iterator[Come]:
    for step in STEPS:
        found = supervision_of(scheme, rule.id, step)
        if found is None or (rule.quiet and step != REMIND):
            continue
        length = _length(scheme, campaign, getattr(found, step))
        if length is None:
            continue
        on = before(length, due, calendar).on if step == REMIND else due_after(length, due, calendar).on
        on = due if length.n == 0 else on
        if on <= today and not (step == REMIND and today > due):
            yield Come(step, found, on)


def supervision_of(scheme: Scheme, duty: str, step: str) -> Supervision | None:
    """The rule that asks for a step about duties of this name: one that names them, else one for all."""
    asked = [rule for rule in scheme.supervisions.values() if getattr(rule, step)]
    named = (rule for rule in asked if duty in rule.of)
    return next(named, next((rule for rule in asked if not rule.of), None))


def _length(scheme: Scheme, campaign: Subject | None, written: str) -> Period | None:
    """A length of days as the office fixed it; None for what it fixed as something else, hours among it."""
    try:
        found = Period.parse(setting(scheme, campaign, written))
    except UnreadableError:
        return None
    return None if found.unit is Unit.HOURS else found


def may_be_reported_to(duty: Duty, body: Subject) -> bool:
    """Whether a body may be told that a duty is late: it reads it, does not owe it, and it is not about the body."""
    keys = {
        body.id,
        kind_token(body.code),
        kind_token(body.code, str(body.facts.get("function", ""))),
        BODIES,
        INSIDERS,
    }
    return (
        body.kind == "body"
        and not duty.readers.isdisjoint(keys)
        and body.id not in duty.barred
        and body.id not in (duty.owner, duty.unit)
        and str(body.id) not in duty.co_owners
    )


def upper_body(scheme: Scheme, rule: Supervision, duty: Duty, bodies: tuple[Subject, ...]) -> UUID | None:
    """The body that a report upward goes to, of those that are formed; None where none of the role may be told."""
    role = scheme.roles.get(rule.to.partition(":")[2])
    for body in bodies:
        if (
            role is not None
            and body.code == role.body
            and role.function in ("", str(body.facts.get("function", "")))
            and body.campaign in (None, duty.campaign)
            and may_be_reported_to(duty, body)
        ):
            return body.id
    return None
