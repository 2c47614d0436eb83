"""What the clock does about duties whose day has come: it urges, and reports upward, as the regulation says.

Each step is an act keyed by the duty, the rule, the step and the day, so it is done once however often the clock runs;
after downtime it is done on the day the clock runs again, for nobody was urged before.  An extension gives a new day,
and with it new steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from xuncha.actions.perform import Entry, perform
from xuncha.core.dates.day_words import day_in_shanghai
from xuncha.core.duties.supervision import REMIND, REPORT, Come, steps_come, upper_body
from xuncha.core.facts.rows import Duty, Subject
from xuncha.shipped import calendar
from xuncha.store.append import run, subjects_as_they_are
from xuncha.store.schemes import scheme_of, scheme_version
from xuncha.store.table import DUTY, SUBJECT
from xuncha.store.viewer import Viewer

Said = Callable[[str, UUID], AbstractContextManager[None]]
"""Around what may be refused: it is said in the log, and stops nothing else."""

AT_ONCE = 500
"""Duties looked at in one go."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One act that a regulation asks of the clock."""

    duty: Duty
    come: Come
    to: UUID | None = None

    @property
    def key(self) -> UUID:
        """By what it is known when it is tried again."""
        assert self.duty.due_at is not None
        due_at = self.duty.due_at.astimezone(UTC)
        return uuid5(self.duty.id, f"{self.come.rule.id}/{self.come.step}/{due_at.isoformat()}")

    @property
    def entry(self) -> Entry:
        fields: dict[str, Any] = {"duty": str(self.duty.id), "rule": self.come.rule.id}
        if self.come.step == REPORT:
            return Entry("duty.reported", fields | {"to": str(self.to)}, subject=self.duty.stream)
        return Entry("duty.urged", fields, subject=self.duty.stream)


def urge_and_report(
    now: datetime,
    reader_of: Callable[[Subject], Viewer],
    said: Said,
) -> int:
    """Do every step that has come and was not done; how many there were.

    `reader_of` makes the clock a reader of a matter, `said` says in the log what is refused, which stops nothing else.
    """
    n = 0
    for duties in _come_to_their_day(now):
        asked = _not_done(_asked(duties, day_in_shanghai(now), said))
        matters = subjects_as_they_are({one.duty.stream for one in asked})
        for one in asked:
            if (matter := matters.get(one.duty.stream)) is None:
                continue
            with said("duty", one.duty.id):
                told = f"{one.key}".encode()
                n += not perform(reader_of(matter), [one.entry], key=one.key, told=told, now=now).was_done
    return n


def _come_to_their_day(now: datetime) -> Iterator[list[Duty]]:
    """The open duties that are due today or were before, the oldest day first."""
    last: tuple[Any, Any] = (datetime.min.replace(tzinfo=now.tzinfo), UUID(int=0))
    while rows := run([(_COME, [now + timedelta(days=1), *last, AT_ONCE])])[0]:
        found = [DUTY.read(row) for row in rows]
        last = (found[-1].due_at, found[-1].id)
        yield found


_COME = f"{DUTY.select()} WHERE state = 'open' AND due_at <= %s AND (due_at, id) > (%s, %s) ORDER BY due_at, id LIMIT %s"


def _asked(duties: Sequence[Duty], today: date, said: Said) -> list[Asked]:
    """What the regulations ask of the clock about these duties: each by that of its round."""
    rounds = subjects_as_they_are({duty.campaign for duty in duties if duty.campaign})
    bodies = tuple(map(SUBJECT.read, run([(_BODIES, [])])[0]))
    asked = []
    for duty in duties:
        with said("duty", duty.id):
            asked += _asked_of(duty, rounds.get(duty.campaign) if duty.campaign else None, bodies, today)
    return asked


def _asked_of(duty: Duty, campaign: Subject | None, bodies: tuple[Subject, ...], today: date) -> list[Asked]:
    scheme = scheme_of(scheme_version(campaign))
    asked = []
    for come in steps_come(scheme, campaign, duty, today, calendar()):
        to = upper_body(scheme, come.rule, duty, bodies) if come.step == REPORT else None
        if come.step != REMIND and (come.step != REPORT or to):
            asked.append(Asked(duty, come, to))
    return asked


_BODIES = f"{SUBJECT.select()} WHERE kind = 'body' AND state = 'formed' ORDER BY version, id"


def _not_done(asked: list[Asked]) -> list[Asked]:
    """Those of them that were not done before."""
    keys = [one.key for one in asked]
    done = (
        {row[0] for row in run([("SELECT key FROM command WHERE key = ANY(%s)", [keys])])[0]}
        if keys
        else set()
    )
    return [one for one in asked if one.key not in done]
