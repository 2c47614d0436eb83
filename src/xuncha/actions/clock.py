"""What the calendar does by itself: the periods of cyclic duties begin, on their true days, missed ones in order, and
open due dates move with a new holiday notice.

A clock act is keyed by rule and period, so the clock may run as often as it likes and after any downtime; a due date
that has moved is the one the calendar gives, so it moves once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from xuncha.actions.perform import Entry, perform
from xuncha.core.day_words import day_in_shanghai
from xuncha.core.due import Due
from xuncha.core.duties import cycle_of
from xuncha.core.periods import recount
from xuncha.core.rows import NOBODY, Seat, Subject
from xuncha.shipped import calendar
from xuncha.store.append import run
from xuncha.store.drafts import forgotten
from xuncha.store.schemes import scheme_of, scheme_version
from xuncha.store.table import DUTY, SUBJECT
from xuncha.store.viewer import Viewer

CLOCK = Seat(NOBODY, NOBODY, "clock", "", "", NOBODY, None, False, date(2000, 1, 1), None, None, 0)


def begin_periods(now: datetime) -> int:
    """Begin every period that has come and was not begun yet; how many there were."""
    begun = 0
    for campaign in _running():
        viewer = Viewer(NOBODY, "", CLOCK, (CLOCK,), tuple(campaign.readers), (), (), ())
        for rule, period, on in _owed(campaign, day_in_shanghai(now)):
            fields = {"rule": rule, "period": period}
            perform(viewer, [Entry("period.begun", fields, subject=campaign.id, occurred_on=on)], now=now)
            begun += 1
    return begun


def forget_drafts(now: datetime) -> None:
    """Delete the drafts that are too old, or that nobody may write on any more."""
    run([forgotten(day_in_shanghai(now))])


def _running() -> list[Subject]:
    rows = run(
        [
            (
                f"{SUBJECT.select()} WHERE kind = 'campaign' AND state IN ('preparing', 'running') ORDER BY version",
                [],
            )
        ]
    )
    return [SUBJECT.read(values) for values in rows[0]]


def _owed(campaign: Subject, today: date) -> Iterator[tuple[str, str, date]]:
    """Rule, period and day of what has come since the round began, in order of day."""
    scheme = scheme_of(scheme_version(campaign))
    done = {(entry["rule"], entry["period"]) for entry in campaign.facts.get("period.begun", ())}
    start = date.fromisoformat(campaign.facts["starts_on"])
    found = []
    for rule in scheme.duties.values():
        cycle = cycle_of(rule, scheme, campaign) if rule.every else None
        if cycle is None or start > today:
            continue
        for turn in cycle.periods(start, today):
            if turn.first <= today and (rule.id, turn.key) not in done:
                found.append((max(turn.first, start), rule.id, turn.key))
    for on, rule_id, key in sorted(found):
        yield rule_id, key, on


def move_due_dates(now: datetime) -> int:
    """Once a holiday notice is adopted, one act for each open duty whose day it changes; how many there were.

    What ships with this version is not enough: nothing moves before somebody adopts the notice by an act.
    """
    adopted = run([(_ADOPTED, [])])[0]
    if not adopted:
        return 0
    [(position, notice)] = adopted
    sql = f"{DUTY.select()} WHERE state = 'open' AND due_at >= %s AND version < %s ORDER BY opened_by, id"
    moved = 0
    for duty in map(DUTY.read, run([(sql, [now, position])])[0]):
        due = recount(Due.from_json(duty.due), calendar(), day_in_shanghai(now))
        if due.at == duty.due_at:
            continue
        viewer = Viewer(NOBODY, "", CLOCK, (CLOCK,), tuple(duty.readers), (), (), ())
        assert duty.due_at is not None
        fields = {
            "duty": str(duty.id), "old": duty.due_at.isoformat(), "new": due.at.isoformat(), "cause": str(notice),
        }  # fmt: skip
        perform(viewer, [Entry("due.moved", fields, subject=duty.stream)], now=now)
        moved += 1
    return moved


_ADOPTED = (
    "SELECT a.position, s.facts->'calendar.adopted'->>'notice' FROM act a JOIN subject s ON s.id = a.subject"
    " WHERE a.type = 'calendar.adopted' ORDER BY a.position DESC LIMIT 1"
)
"""The notice adopted last, and where in the record; a duty that changed since was counted by it."""
