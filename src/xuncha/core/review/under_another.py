"""A record held against another regulation: who would have been late under it, though nobody acted by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from xuncha.core.dates.calendar import Calendar
from xuncha.core.dates.cycles import Cycle
from xuncha.core.dates.day_words import day_in_shanghai
from xuncha.core.dates.due import Due
from xuncha.core.dates.periods import Period, before
from xuncha.core.duties.reckoning import due_from, names_a_day
from xuncha.core.duties.recurring import setting
from xuncha.core.facts.rows import Duty
from xuncha.core.facts.values import day_of
from xuncha.core.review.likeness import likes
from xuncha.core.scheme.rules import DutyRule, Scheme

Moments = Callable[[list[int]], Mapping[int, datetime]]
"""When the acts at these places of the record were entered: of a duty in hours a day is not enough."""


@dataclass(frozen=True, slots=True)
class WouldBeLate:
    """A duty that was done, or is open, after the day on which the other regulation would have had it."""

    duty: Duty
    rule: DutyRule
    due: date
    days: int
    hours: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """What came of it: how many duties the other regulation dates, how many it asks too but without a day, how many it says
    nothing of and under which rules they stand; those late under it; and which rule was taken for which."""

    dated: int
    undated: int
    unmatched: int
    late: tuple[WouldBeLate, ...]
    pairs: Mapping[str, str]
    left: Mapping[str, int]


def held_against(
    duties: Iterable[Duty], here: Scheme, other: Scheme, calendar: Calendar, now: datetime, moments: Moments,
    like: Mapping[str, str] | None = None,
) -> Held:  # fmt: skip
    """Every duty under the rule of the other regulation that asks the same; what that leaves undated is never late.

    A period is counted from the day from which it was counted here.  What lapsed or was replaced is left out.
    """
    told = likes(here, other, like)
    pairs: dict[str, str] = {}
    left: Counter[str] = Counter()
    dues: list[tuple[Duty, DutyRule, Due]] = []
    undated = 0
    for duty in duties:
        if duty.state not in ("open", "discharged"):
            continue
        rule = other.duties.get(told.get(duty.rule, ""))
        if rule is None:
            left[duty.rule] += 1
            continue
        pairs[duty.rule] = rule.id
        due = due_under(duty, rule, other, calendar)
        if due is None:
            undated += 1
        else:
            dues.append((duty, rule, due))
    in_hours = [duty.closed_by for duty, _, due in dues if isinstance(due.start, datetime) and duty.closed_by]
    ended = moments(sorted(set(in_hours))) if in_hours else {}
    late = [one for told_due in dues if (one := _late(*told_due, now, ended)) is not None]
    late.sort(key=lambda one: (-one.days, -one.hours, one.due, str(one.duty.id)))
    return Held(len(dues), undated, sum(left.values()), tuple(late), pairs, left)


def due_under(duty: Duty, rule: DutyRule, other: Scheme, calendar: Calendar) -> Due | None:
    """When a duty would have been due under a rule of another regulation, reckoned as that regulation reckons its own.

    A limit that a person sets was set here too, where it was; nobody knows what would have been set otherwise.
    """
    start = day_of(str(duty.due.get("start") or "")[:10]) or duty.opened_on
    if rule.every:
        return Cycle.parse(setting(other, None, rule.every)).period_of(start).due()
    is_set = duty.due.get("rule") == "set"
    if rule.set_by or (rule.by and not names_a_day(rule)):
        return Due.from_json(duty.due) if is_set else None
    if rule.before_date:
        is_before = str(duty.due.get("rule", "")).startswith("before ")
        return before(Period.parse(rule.lead or "P0D"), start, calendar) if is_before else None
    written = setting(other, None, rule.within)
    if written.endswith("H") and not rule.by:
        return due_from(rule, written, _minute(duty), calendar)
    return due_from(rule, written, start, calendar)


def _minute(duty: Duty) -> datetime:
    """The minute from which hours run: the one counted from here, else that at which it was opened."""
    start = str(duty.due.get("start") or "")
    return datetime.fromisoformat(start) if "T" in start else duty.opened_at


def _late(
    duty: Duty, rule: DutyRule, due: Due, now: datetime, ended: Mapping[int, datetime]
) -> WouldBeLate | None:
    """How late, by days; within the last day by hours, where the rule counts in hours."""
    days = ((duty.closed_on or day_in_shanghai(now)) - due.on).days
    if days > 0:
        return WouldBeLate(duty, rule, due.on, days)
    end = now if duty.closed_on is None else ended.get(duty.closed_by or 0)
    if not isinstance(due.start, datetime) or end is None or end < due.at:
        return None
    return WouldBeLate(duty, rule, due.on, 0, max(int((end - due.at).total_seconds() // 3600), 1))


def by_owner(late: Iterable[WouldBeLate]) -> Iterator[tuple[object, list[WouldBeLate]]]:
    """Those late, by whoever owed it, the one with the most first."""
    found: dict[object, list[WouldBeLate]] = {}
    for one in late:
        found.setdefault(one.duty.owner, []).append(one)
    yield from sorted(found.items(), key=lambda item: (-len(item[1]), str(item[0])))
