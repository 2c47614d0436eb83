"""Days held: how long a matter lay with each body or unit, told from the steps that were owed on it.

A *step* is a duty on a matter: who owed it, from which day, to which day.  Counted are natural days; working days stand
beside them.  The rules, in the order in which they apply:

- The day on which a step came is not counted, the day on which it was done is.  Done on the day it came, it took no day.
- The matter lies with whom its latest step came to.  While that step is open, whoever owes an earlier one waits: the other's
  move comes first, and the time is taken out.  When it is done, the matter lies with the earlier one again.
- A step that comes back (returned, reopened) is a step of its own, so the time in which others looked at the answer is not there.
- While the clock of the latest step stands, the matter lies with nobody.
- Steps of one body that overlap count each day once.  Steps that one act brought to several lie with each of them; of these
  alone the days together may be more than the matter's life.
- Only the lead owner holds; a co-owner may answer, and is not counted.
- Steps after the day asked about are not there, and what was done later is still open on that day.

What comes out depends on the steps alone and on no order in which they are given.  Whoever asks gives only steps that the
reader may open: a step that the reader may not open counts nothing and takes nothing out, so nothing can be told from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from statistics import median_high
from uuid import UUID

from xuncha.core.dates.calendar import Calendar

LEAST = 5
"""Matters from which on figures are shown; of fewer, every figure is withheld."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step owed on a matter: its lead owner, its first and last day, the place in the record of the act that brought it.

    `stood` are the stretches in which its clock stood, each from one day to another, or until now.
    """

    matter: UUID
    party: UUID
    opened_on: date
    closed_on: date | None
    order: int
    stood: tuple[tuple[date, date | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days after `since` up to `until`: held, or waited for those named; for nobody where a clock stood."""

    since: date
    until: date
    waits_for: tuple[UUID, ...] = ()

    @property
    def days(self) -> int:
        return (self.until - self.since).days


@dataclass(frozen=True, slots=True)
class Held:
    """How one party held one matter: from its first step to its last, the stretches it held, and those it waited.

    `stays` are the times in which it had it without a break, in their order; a matter that came back has several.
    """

    matter: UUID
    party: UUID
    since: date
    until: date | None
    held: tuple[Stretch, ...]
    waited: tuple[Stretch, ...]
    stays: tuple[Stretch, ...]
    open_since: date | None = None

    @property
    def days(self) -> int:
        """Natural days held."""
        return sum(one.days for one in self.held)

    @property
    def days_waited(self) -> int:
        """Natural days taken out."""
        return sum(one.days for one in self.waited)

    @property
    def is_open(self) -> bool:
        return self.until is None

    def working_days(self, calendar: Calendar) -> int:
        """The same in working days."""
        return sum(calendar.working_days_between(one.since, one.until) for one in self.held)


def days_held(steps: Iterable[Step], on: date) -> tuple[Held, ...]:
    """Every party of every matter as it stands at the end of a day, in the order of their days and ids."""
    by_matter: dict[UUID, list[Step]] = {}
    for step in steps:
        if step.opened_on <= on:
            by_matter.setdefault(step.matter, []).append(step)
    found = [one for lot in by_matter.values() for one in _of_matter(lot, on)]
    return tuple(sorted(found, key=lambda one: (one.since, one.matter, one.party)))


def _of_matter(steps: Sequence[Step], on: date) -> Iterator[Held]:
    held: dict[UUID, list[Stretch]] = {step.party: [] for step in steps}
    waited: dict[UUID, list[Stretch]] = {step.party: [] for step in steps}
    days = sorted({day for step in steps for day in _turns(step, on)})
    for since, until in pairwise(days):
        active = [step for step in steps if step.opened_on <= since and _end(step, on) >= until]
        if not active:
            continue
        last = max(step.order for step in active)
        running = {step.party for step in active if step.order == last and not _stood(step, since, until)}
        for party in {step.party for step in active}:
            if party in running:
                held[party].append(Stretch(since, until))
            else:
                waited[party].append(Stretch(since, until, tuple(sorted(running))))
    for party, stretches in held.items():
        own = [step for step in steps if step.party == party]
        still = [step.opened_on for step in own if _is_open(step, on)]
        yield Held(
            matter=own[0].matter,
            party=party,
            since=min(step.opened_on for step in own),
            until=None if still else max(_end(step, on) for step in own),
            held=_joined(stretches),
            waited=_joined(waited[party]),
            stays=_stays(own, on),
            open_since=min(still, default=None),
        )


def _stays(steps: Iterable[Step], on: date) -> tuple[Stretch, ...]:
    """The days of some steps, as one where they overlap or follow on the same day."""
    found: list[Stretch] = []
    for since, until in sorted((step.opened_on, _end(step, on)) for step in steps):
        if found and since <= found[-1].until:
            found[-1] = Stretch(found[-1].since, max(found[-1].until, until))
        else:
            found.append(Stretch(since, until))
    return tuple(found)


def _turns(step: Step, on: date) -> Iterator[date]:
    """The days at which something changes with a step."""
    yield step.opened_on
    yield _end(step, on)
    for since, until in step.stood:
        yield from (day for day in (since, until or on) if step.opened_on <= day <= on)


def _is_open(step: Step, on: date) -> bool:
    return step.closed_on is None or step.closed_on > on


def _end(step: Step, on: date) -> date:
    """The last day of a step; nothing ends before it began."""
    return max(step.opened_on, on if step.closed_on is None else min(step.closed_on, on))


def _stood(step: Step, since: date, until: date) -> bool:
    return any(first <= since and (last is None or until <= last) for first, last in step.stood)


def _joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Stretches that follow each other without a change as one."""
    found: list[Stretch] = []
    for one in stretches:
        if found and (found[-1].until, found[-1].waits_for) == (one.since, one.waits_for):
            found[-1] = Stretch(found[-1].since, one.until, one.waits_for)
        elif one.days:
            found.append(one)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Figures:
    """What is said of one party: how many matters, finished and open, the middle and the longest days held, since when."""

    party: UUID
    finished: int
    open: int
    median: int
    longest: int
    open_since: date | None

    @property
    def n(self) -> int:
        return self.finished + self.open

    @property
    def is_withheld(self) -> bool:
        """Whether there are too few matters for any of these figures to be shown."""
        return self.n < LEAST


def natural(one: Held) -> int:
    """What the figures count where nothing else is said."""
    return one.days


def figures(held: Iterable[Held], days: Callable[[Held], int] = natural) -> Mapping[UUID, Figures]:
    """The figures of every party, in natural days or in those that `days` counts.

    Of an even number the middle is the greater of two, so that it is the days of a matter there is.  There is no sum over
    parties: with one, what is withheld of a single party could be reckoned from what is shown of the others.
    """
    lots: dict[UUID, list[Held]] = {}
    for one in held:
        lots.setdefault(one.party, []).append(one)
    return {party: _figures(party, lot, [days(one) for one in lot]) for party, lot in lots.items()}


def _figures(party: UUID, lot: Sequence[Held], days: Sequence[int]) -> Figures:
    still = [one.open_since for one in lot if one.open_since is not None]
    return Figures(
        party, len(lot) - len(still), len(still), median_high(days), max(days), min(still, default=None)
    )


def in_month(held: Iterable[Held], first: date) -> tuple[Held, ...]:
    """Those that were held on some day of a month: still open on its last day, or finished in it.

    A stay counts from its first day, also where that lies before the month; a stay that ended before it counts no more.
    """
    return tuple(_ended_since(one, first) for one in held if one.until is None or one.until >= first)


def _ended_since(one: Held, first: date) -> Held:
    """The same with the stays that ended on a day or later, or are open still; the last one does."""
    stays = tuple(stay for stay in one.stays if stay.until >= first)
    since = stays[0].since
    held, waited = (tuple(part for part in parts if part.since >= since) for parts in (one.held, one.waited))
    return replace(one, since=since, held=held, waited=waited, stays=stays)


def last_of_month(day: date) -> date:
    """The last day of the month that a day lies in.

    >>> last_of_month(date(2026, 2, 9))
    datetime.date(2026, 2, 28)
    """
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - timedelta(days=1)


def whole_months(first: date | None, today: date, most: int = 12) -> tuple[date, ...]:
    """The first days of the months that are over, the latest first, back to the month of `first`.

    Periods are whole months and nothing else: of periods that overlap, the difference would show what is withheld of each.
    """
    found: list[date] = []
    month = date(today.year, today.month, 1)
    while len(found) < most:
        month = (month - timedelta(days=1)).replace(day=1)
        if first is None or last_of_month(month) < first:
            break
        found.append(month)
    return tuple(found)
