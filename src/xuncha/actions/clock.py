"""What the calendar does by itself: the periods of cyclic duties begin, on their true days, missed ones in order; open
due dates move with a new holiday notice; silence is counted where a regulation lets it count; and what the regulation
wants urged or reported upward is.

A clock act is keyed by rule and period, so the clock may run as often as it likes, twice at once and after any downtime;
a due date that has moved is the one the calendar gives, so it moves once.  What is refused is said in the log, without
a word that somebody typed, and stops nothing else: not the other duties, not the other rounds.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from uuid import UUID, uuid5

from xuncha.actions.perform import Entry, NotThere, perform
from xuncha.actions.supervising import urge_and_report
from xuncha.core.dates.day_words import day_in_shanghai
from xuncha.core.dates.due import Due
from xuncha.core.dates.periods import recount
from xuncha.core.duties.recurring import periods_come
from xuncha.core.duties.silence import COUNTED, Silence, silences
from xuncha.core.facts.rows import CLOCK, NOBODY, Duty, Subject
from xuncha.core.refusal import Refused
from xuncha.shipped import calendar
from xuncha.store.append import run
from xuncha.store.drafts import forgotten
from xuncha.store.schemes import UnknownScheme, scheme_of, scheme_version
from xuncha.store.table import DUTY, SUBJECT
from xuncha.store.viewer import Viewer

LOG = logging.getLogger("xuncha.clock")


def keep_up(now: datetime) -> None:
    """Begin the periods that have come, move what a new holiday notice moves, count what silence counts as, urge and
    report what its day has come for, forget the drafts that waited too long.

    One that fails keeps the others from nothing; keeping up has failed all the same.
    """
    with ExitStack() as steps:  # the last is done first
        for step in (forget_drafts, supervise, count_silences, move_due_dates, begin_periods):
            steps.callback(step, now)


def begin_periods(now: datetime) -> int:
    """Begin every period that has come and was not begun yet; how many there were."""
    begun = 0
    for campaign in _running():
        with _refusals_said("round", campaign.id):
            for rule, period, on in _owed(campaign, day_in_shanghai(now)):
                begun += _begin(campaign, rule, period, on, now)
    return begun


def _begin(campaign: Subject, rule: str, period: str, on: date, now: datetime) -> bool:
    """Whether the period begins now: another clock may have begun it since the round was read."""
    entry = Entry("period.begun", {"rule": rule, "period": period}, subject=campaign.id, occurred_on=on)
    key = uuid5(campaign.id, f"{rule}/{period}")
    return not perform(_reader(campaign), [entry], key=key, now=now).was_done


def _reader(row: Subject | Duty) -> Viewer:
    """The clock, which reads what it acts on and nothing else."""
    return Viewer(NOBODY, "", CLOCK, (CLOCK,), tuple(row.readers), (), (), ())


@contextmanager
def _refusals_said(what: str, key: UUID) -> Iterator[None]:
    """What is refused is left as it is, and said in the log by the rules that refused it."""
    try:
        yield
    except Refused as refused:
        rules = ", ".join(sorted({refusal.rule or "fields" for refusal in refused.refusals}))
        LOG.warning("the clock left %s %s as it is: refused by %s", what, key, rules)
    except (NotThere, UnknownScheme) as error:
        LOG.warning("the clock left %s %s as it is: %s", what, key, type(error).__name__)


def supervise(now: datetime) -> int:
    """Urge and report upward what its day has come for, each once; how many acts there were."""
    return urge_and_report(now, _reader, _refusals_said)


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
    start = date.fromisoformat(campaign.facts["starts_on"])
    begun = {(one["rule"], one["period"]) for one in campaign.facts.get("period.begun", ())}
    found = [
        (max(turn.first, start), rule.id, turn.key)
        for rule in scheme.duties.values()
        if rule.every
        for turn in periods_come(rule, scheme, campaign, today)
        if (rule.id, turn.key) not in begun
    ]
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
    moved = 0
    for duty in map(DUTY.read, run([(_COUNTED_BEFORE, [now, position, list(DATING), position])])[0]):
        with _refusals_said("duty", duty.id):
            moved += _move(duty, str(notice), now)
    return moved


def _move(duty: Duty, notice: str, now: datetime) -> bool:
    """Whether the notice changes the day of a duty; then it moves."""
    due = recount(Due.from_json(duty.due), calendar(), day_in_shanghai(now))
    if duty.due_at is None or due.at == duty.due_at:
        return False
    fields = {
        "duty": str(duty.id), "old": duty.due_at.isoformat(), "new": due.at.isoformat(), "cause": notice,
    }  # fmt: skip
    perform(_reader(duty), [Entry("due.moved", fields, subject=duty.stream)], now=now)
    return True


DATING = ("due.moved", "duty.extended", "duty.resumed", "limit.set")
"""The acts that give an open duty another day."""

_COUNTED_BEFORE = (
    f"{DUTY.select()} WHERE state = 'open' AND due_at >= %s AND opened_by < %s AND NOT EXISTS (SELECT FROM act"
    " WHERE act.refs @> ARRAY[duty.id] AND act.type = ANY(%s) AND act.position > %s) ORDER BY opened_by, id"
)
"""The open duties whose day was counted before a place in the record; what else was done about them does not matter."""

_ADOPTED = (
    "SELECT a.position, s.facts->'calendar.adopted'->>'notice' FROM act a JOIN subject s ON s.id = a.subject"
    " WHERE a.type = 'calendar.adopted' ORDER BY a.position DESC LIMIT 1"
)
"""The notice adopted last, and where in the record; a duty that was given its day since was counted by it."""


def count_silences(now: datetime) -> int:
    """Of each duty that nobody answered by its day, where its rule lets silence count; how many there were.

    The act is keyed by the duty and its day, so it is done once; a day that was moved meanwhile is not over yet.
    """
    counted = 0
    for version in (str(row[0]) for row in run([(_SCHEMES, [])])[0]):
        scheme = scheme_of(version)
        rules = [rule.id for rule in scheme.duties.values() if rule.silence]
        duties = list(map(DUTY.read, run([(_OVER, [now, rules, version])])[0])) if rules else []
        for silence in silences(duties, scheme, now, _matters(duties).get):
            with _refusals_said("duty", silence.duty.id):
                counted += _count(silence, now)
    return counted


def _matters(duties: list[Duty]) -> dict[UUID, Subject]:
    """What the duties are about."""
    keys = list({duty.stream for duty in duties})
    rows = run([(f"{SUBJECT.select()} WHERE id = ANY(%s)", [keys])])[0] if keys else []
    return {row.id: row for row in map(SUBJECT.read, rows)}


def _count(silence: Silence, now: datetime) -> bool:
    """Whether the silence is counted now: another clock may have been first."""
    duty = silence.duty
    entry = Entry(COUNTED, silence.fields, subject=duty.stream, occurred_on=silence.on)
    return not perform(
        _reader(duty), [entry], key=uuid5(duty.id, f"{COUNTED}/{silence.on}"), now=now
    ).was_done


_SCHEMES = "SELECT version FROM adopted_scheme ORDER BY version"

_OVER = f"{DUTY.select()} WHERE state = 'open' AND due_at <= %s AND rule = ANY(%s) AND scheme = %s ORDER BY due_at, id"
"""The open duties of these rules whose day is over."""
