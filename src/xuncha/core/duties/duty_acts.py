"""What is done about an open duty: its clock stands and runs on, the next level owes it too, a new notice moves its day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from xuncha.core.dates.calendar import Calendar
from xuncha.core.dates.day_words import day_in_shanghai, say_plain
from xuncha.core.dates.due import Due
from xuncha.core.dates.periods import Period, Unit, due_after, recount
from xuncha.core.duties import silence
from xuncha.core.duties.opening import is_late, moved
from xuncha.core.duties.supervision import may_be_reported_to
from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Duty
from xuncha.core.facts.values import day_of, id_of
from xuncha.core.readers.audience import overseers
from xuncha.core.refusal import BadFields, FieldFault, Missing, Refusal, Refused
from xuncha.core.unreadable import UnreadableError
from xuncha.core.words import Text

STANDS = "stands"
"""What `due` holds while the clock stands: since when."""


STANDING = "中止计时"
"""The word a duty has instead of a date while its clock stands."""


def stands(duty: Duty) -> bool:
    """Whether the duty's clock was suspended and not resumed."""
    return STANDS in duty.due


EXTENSION = ("base-11",)
OF_OTHERS = ("base-19",)

NOT_FOR_ONESELF = frozenset({"duty.lapsed", "duty.suspended"})
"""What nobody does with a duty of the own body, as nobody extends it."""

NOT_FROM_BELOW = frozenset({"limit.set", "duty.extended", "duty.lapsed", "duty.suspended"})
"""What is not done by a body with a duty of one that stands above it."""

SET_BY = "by"
"""What `due` holds where somebody gave the day: kind of body and seat. It is theirs, and never the clause's."""

RANKS = {"leads": 3, "runs": 2, "inspects": 1}
"""How bodies stand above one another, by the parts they play."""


def owes(case: Case, duty: Duty) -> bool:
    """Whether the body that acts owes the duty, alone or with others."""
    return case.actor.party == duty.owner or str(case.actor.party) in duty.co_owners


def not_ones_to_do(case: Case, duty: Duty, facts: Facts) -> Refusal | None:
    """Who owes a duty does not get rid of it, and nobody decides on what a body above owes."""
    code = case.act.code
    if code in NOT_FOR_ONESELF and owes(case, duty):
        what = Text(
            "要办这一项的机构不能自己让它失效，也不能自己中止计时",
            "The body that owes it neither lets it lapse nor stops its clock",
        )
        way = Text("请由不办这一项的机构办理", "Ask a body that does not owe it")
        return Refusal(what, "own_duty", OF_OTHERS, (Missing(way),))
    if code in NOT_FROM_BELOW and _owed_above(case, duty, facts):
        what = Text("上级机构要办的，下级不定期限，不延期，也不让它失效",
                    "What a body above owes is not limited, extended or let lapse from below")  # fmt: skip
        way = Text("请由要办的机构或者它的上级办理", "Ask that body, or one above it")
        return Refusal(what, "owed_above", OF_OTHERS, (Missing(way),))
    return None


def _owed_above(case: Case, duty: Duty, facts: Facts) -> bool:
    """Whether the owner leads or runs the inspections and stands above the body that acts."""
    actor = case.actor
    outside = actor.party_kind == "unit" or bool(actor.function)
    if not actor.part and not outside:  # those whom the leading body itself answers to
        return False
    owners = [body for body in facts[overseers(case)] if body.id == duty.owner]
    return any(RANKS.get(case.scheme.part_of(body.code), 0) > RANKS.get(actor.part, 0) for body in owners)


def extended(case: Case, duty: Duty, on: date) -> dict[str, Any]:
    """A later day, given by a body that does not owe the duty; never earlier than before, and not in the past."""
    if duty.due_at is None:
        limit = Missing(Text("请办“定期限”", "Set a limit instead"), "limit.set", subject=case.subject.id)
        raise _refused(case, Text("这项待办没有期限，不用延期", "This duty has no due date to extend"), limit)
    if owes(case, duty):
        what = Text("要办这一项的机构不能给自己延期", "The body that owes it does not extend it for itself")
        missing = Missing(
            Text("请由不办这一项的机构批准延期", "Ask a body that does not owe it for the extension")
        )
        raise Refused((Refusal(what, "extension", EXTENSION, (missing,)),), case.fields)
    now = Due.from_json(duty.due).on
    if on <= now:
        what = Text(f"延期要晚于现在的期限（{now}）", f"An extension ends later than the date now ({now})")
        raise BadFields((FieldFault("due", what),), case.fields)
    if on < day_in_shanghai(case.now):
        what = Text("期限不能早于今天", "The limit cannot lie in the past")
        raise BadFields((FieldFault("due", what),), case.fields)
    due = Due.fixed(on, "extended")
    return {"due_at": due.at.isoformat(), "due": due.as_json() | _given_by(case)}


def _given_by(case: Case) -> dict[str, Any]:
    """Whose the day is: the post that set the limit, or approved the extension."""
    return {SET_BY: {"kind": case.actor.party_kind, "seat": case.actor.seat}}


def suspended(case: Case, duty: Duty, calendar: Calendar) -> dict[str, Any]:
    """The clock stands from this day: the duty has no date until it runs on."""
    if duty.due_at is None:
        raise _refused(
            case,
            Text("这项待办的计时已经中止", "The clock of this duty stands already")
            if stands(duty)
            else Text(
                "这项待办没有期限，不用中止计时", "This duty has no due date, so there is no clock to suspend"
            ),
        )
    return {"undated": STANDING, "due": {**duty.due, STANDS: case.occurred_on.isoformat()}}


def resumed(case: Case, duty: Duty, calendar: Calendar) -> dict[str, Any]:
    """The clock runs on: what was left on the day it was suspended is left from this day."""
    if not stands(duty):
        raise _refused(case, Text("这项待办的计时没有中止", "The clock of this duty does not stand"))
    since = date.fromisoformat(duty.due[STANDS])
    if case.occurred_on < since:
        day = say_plain(since)
        raise _refused(
            case,
            Text(
                f"恢复不能早于中止的那天（{day.zh}）",
                f"It cannot run on before {day.en}, when it was suspended",
            ),
        )
    due = with_what_was_left(_before(duty), since, case.occurred_on, calendar)
    by = {SET_BY: duty.due[SET_BY]} if SET_BY in duty.due else {}
    return {"undated": "", "due_at": due.at.isoformat(), "due": due.as_json() | by}


def _before(duty: Duty) -> Due:
    return Due.from_json({name: value for name, value in duty.due.items() if name != STANDS})


def with_what_was_left(due: Due, since: date, on: date, calendar: Calendar) -> Due:
    """The due date after the clock stood from one day to another; one that had passed before stays as it is.

    Working days that were left stay working days; of hours, the time itself; of everything else, days, which do not
    end on a rest day where the period does not.
    """
    if due.on <= since or on == since:
        return due
    unit = _unit(due)
    if unit is Unit.HOURS:
        return Due(
            due.rule, due.start, due.at + (on - since), (due.at + (on - since)).date(), due.steps, rolls=False
        )
    if unit is Unit.WORKING_DAYS:
        return due_after(
            Period(calendar.working_days_between(since, due.on), Unit.WORKING_DAYS), on, calendar
        )
    return due_after(Period((due.on - since) // timedelta(days=1), Unit.DAYS), on, calendar, rolls=due.rolls)


def _unit(due: Due) -> Unit | None:
    try:
        return Period.parse(due.rule.removeprefix("before ")).unit
    except UnreadableError:
        return None


def escalated(case: Case, duty: Duty, calendar: Calendar) -> dict[str, Any]:
    """The next level owes it too, and may read it; whoever owed it owes it still."""
    to = id_of(case.fields.get("to"))
    if to is None or to in duty.barred:
        raise _refused(case, Text("不能交给这个机构督办", "This body cannot be made to owe it"))
    if to == duty.owner or str(to) in duty.co_owners:
        raise _refused(case, Text("这个机构本来就要办这一项", "This body owes it already"))
    return {"with": [str(to)], "readers": [str(to)]}


def moved_by_notice(case: Case, duty: Duty, calendar: Calendar) -> dict[str, Any]:
    """A new holiday notice counts the same days anew; the act names the day before and the day after."""
    if duty.due_at is None:
        raise _refused(case, Text("这项待办没有期限", "This duty has no due date"))
    due = recount(Due.from_json(duty.due), calendar, case.occurred_on)
    told = [_instant(case.fields.get(name)) for name in ("old", "new")]
    if told != [duty.due_at, due.at]:
        day = say_plain(due.on)
        missing = Missing(Text(f"按现在的放假安排应是{day.zh}", f"By the calendar in force it is {day.en}"))
        raise _refused(
            case,
            Text("期限和放假安排算出来的不一样", "The dates are not those that the calendar gives"),
            missing,
        )
    if due.at == duty.due_at:
        raise _refused(case, Text("放假安排没有改变这个期限", "The calendar does not change this due date"))
    return {"due_at": due.at.isoformat(), "due": due.as_json()}


def _instant(value: Any) -> datetime | None:
    return datetime.fromisoformat(str(value)) if value else None


def _refused(case: Case, what: Text, *missing: Missing) -> Refused:
    return Refused((Refusal(what, "state", (), missing),), case.fields)


def reported(case: Case, duty: Duty, facts: Facts) -> dict[str, Any]:
    """A body above is told that it is late, where it reads of it anyway; it owes nothing by it."""
    to = next((row for wanted in _told_upward(case) for row in facts[wanted]), None)
    if not is_late(duty, case.now):
        raise _refused(case, Text("还没有逾期，不上报", "It is not late, so nothing is reported"))
    if to is None or not may_be_reported_to(duty, to):
        raise _refused(case, Text("不能报给这个机构", "This body cannot be told of it"))
    if str(to.id) in duty.reported_to:
        raise _refused(case, Text("已经报过这个机构", "This body has been told already"))
    return {"reported_to": [str(to.id)]}


def _told_upward(case: Case) -> tuple[Ask, ...]:
    """The body that a report upward names."""
    to = id_of(case.fields.get("to")) if case.act.code == REPORTED else None
    return (ask("subject", id=to),) if to else ()


REPORTED = "duty.reported"

ON_CLOCK: Mapping[str, Callable[[Case, Duty, Calendar], dict[str, Any]]] = {
    "duty.suspended": suspended,
    "duty.resumed": resumed,
    "duty.escalated": escalated,
    "due.moved": moved_by_notice,
}
"""What each of these acts changes of the duty it is about."""


_ON_DUTY = frozenset(
    {"limit.set", "duty.urged", REPORTED, "duty.extended", "duty.lapsed", silence.COUNTED, *ON_CLOCK}
)


def asks_for_duty(case: Case) -> tuple[Ask, ...]:
    """The duty that the act is about, and the bodies that stand above others."""
    if case.act.code not in _ON_DUTY:
        return ()
    return (*_the_duty(case), *_told_upward(case), overseers(case))


def _the_duty(case: Case) -> tuple[Ask, ...]:
    key = id_of(case.fields.get("duty"))
    return (ask("duty", id=key),) if key else ()


def told_of_duty(case: Case, facts: Facts, calendar: Calendar) -> dict[str, Any]:
    """What an act about a duty changes of it: moved, let lapse, urged, its clock stopped, or owed by more."""
    code = case.act.code
    if code not in _ON_DUTY:
        return {}
    duty = _open_duty(case, facts)
    if code == silence.COUNTED:
        return {"closes": [silence.counted(case, duty)]}
    if code == "duty.urged":
        return {"moves": [{"id": str(duty.id), "urged": 1}]}
    if code == REPORTED:
        return {"moves": [{"id": str(duty.id), **reported(case, duty, facts)}]}
    if code == "duty.lapsed":
        return {"closes": [{"id": str(duty.id), "state": "lapsed"}]}
    if code in ON_CLOCK:
        return {"moves": [{"id": str(duty.id), **ON_CLOCK[code](case, duty, calendar)}]}
    return {"moves": [_another_day(case, duty)]}


def _open_duty(case: Case, facts: Facts) -> Duty:
    """The duty that the act names, still open, here, and for this post to act on; raises Refused."""
    duty: Duty | None = next((row for wanted in _the_duty(case) for row in facts[wanted]), None)
    if duty is None or duty.stream != case.subject.id or duty.state != "open":
        raise Refused((Refusal(NOT_OPEN, "state"),), case.fields)
    if (refusal := not_ones_to_do(case, duty, facts)) is not None:
        raise Refused((refusal,), case.fields)
    return duty


NOT_OPEN = Text("这项待办已经办结，或者不在这里", "This duty is no longer open, or stands elsewhere")
CLOCK_STANDS = Text("计时已经中止，先恢复计时", "The clock stands; let it run on first")
HAS_A_DAY = Text(
    "这项待办已有期限。要延期请办“延期”", "This duty has a due date; ask for an extension instead"
)
IN_THE_PAST = Text("期限不能早于今天", "The limit cannot lie in the past")


def _another_day(case: Case, duty: Duty) -> dict[str, Any]:
    """A duty with the day that it is given, as an extension or as a limit; raises Refused."""
    if stands(duty):
        run_on = Missing(CLOCK_STANDS, "duty.resumed", subject=case.subject.id)
        raise Refused((Refusal(CLOCK_STANDS, "state", (), (run_on,)),), case.fields)
    if case.act.code == "limit.set" and duty.due_at is not None:
        raise Refused((Refusal(HAS_A_DAY, "state"),), case.fields)
    on = day_of(case.fields.get("due"))
    assert on is not None
    if case.act.code == "duty.extended":
        return {"id": str(duty.id), **extended(case, duty, on)}
    if on < case.occurred_on:
        raise BadFields((FieldFault("due", IN_THE_PAST),), case.fields)
    limit = moved(duty, on, "set")
    return limit | {"due": limit["due"] | _given_by(case)}
