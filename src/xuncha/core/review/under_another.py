"""A record held against another regulation: who would have been late under it, though nobody acted by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from xuncha.core.dates.calendar import Calendar
from xuncha.core.dates.periods import Period, due_after
from xuncha.core.duties.recurring import setting
from xuncha.core.facts.rows import Duty
from xuncha.core.facts.values import day_of
from xuncha.core.review.diff import pairs_of_duties
from xuncha.core.scheme.rules import DutyRule, Scheme
from xuncha.core.unreadable import UnreadableError


@dataclass(frozen=True, slots=True)
class WouldBeLate:
    """A duty that was done, or is open, after the day on which the other regulation would have had it."""

    duty: Duty
    rule: DutyRule
    due: date
    days: int


@dataclass(frozen=True, slots=True)
class Held:
    """What came of it: how many duties the other regulation dates, how many it says nothing of, and those late under it."""

    dated: int
    unmatched: int
    late: tuple[WouldBeLate, ...]


def held_against(
    duties: Iterable[Duty], here: Scheme, other: Scheme, calendar: Calendar, today: date
) -> Held:
    """Every duty under the rule of the other regulation that asks the same; what that leaves undated is never late.

    A period is counted from the day from which it was counted here.  What lapsed or was replaced is left out.
    """
    pairs = {old: new for new, old in pairs_of_duties(here, other).items()}
    dated = unmatched = 0
    late: list[WouldBeLate] = []
    for duty in duties:
        if duty.state not in ("open", "discharged"):
            continue
        rule = other.duties.get(pairs.get(duty.rule, ""))
        if rule is None:
            unmatched += 1
            continue
        due = _due(duty, rule, other, calendar)
        if due is None:
            continue
        dated += 1
        ended = duty.closed_on or today
        if ended > due:
            late.append(WouldBeLate(duty, rule, due, (ended - due).days))
    late.sort(key=lambda one: (-one.days, one.due, str(one.duty.id)))
    return Held(dated, unmatched, tuple(late))


def _due(duty: Duty, rule: DutyRule, other: Scheme, calendar: Calendar) -> date | None:
    written = setting(other, None, rule.within)
    if not written or written.endswith("H"):
        return None
    try:
        period = Period.parse(written)
    except UnreadableError:
        return None
    start = day_of(duty.due.get("start")) or duty.opened_on
    return due_after(period, start, calendar, rolls=rule.rolls).on


def by_owner(late: Iterable[WouldBeLate]) -> Iterator[tuple[object, list[WouldBeLate]]]:
    """Those late, by whoever owed it, the one with the most first."""
    found: dict[object, list[WouldBeLate]] = {}
    for one in late:
        found.setdefault(one.duty.owner, []).append(one)
    yield from sorted(found.items(), key=lambda item: (-len(item[1]), str(item[0])))
