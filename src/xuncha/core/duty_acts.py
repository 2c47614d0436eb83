"""What is done about an open duty: its clock stands and runs on, the next level owes it too, a new notice moves its day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from xuncha.core.calendar import Calendar
from xuncha.core.case import Case
from xuncha.core.due import Due
from xuncha.core.periods import Period, Unit, due_after, recount
from xuncha.core.refusal import Missing, Refusal, Refused
from xuncha.core.rows import Duty
from xuncha.core.unreadable import UnreadableError
from xuncha.core.values import id_of
from xuncha.core.words import Text

STANDS = "stands"
"""What `due` holds while the clock stands: since when."""

STANDING = "中止计时"
"""The word a duty has instead of a date while its clock stands."""


def stands(duty: Duty) -> bool:
    """Whether the duty's clock was suspended and not resumed."""
    return STANDS in duty.due


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
        raise _refused(
            case,
            Text(
                f"恢复不能早于中止的那天（{since}）",
                f"It cannot run on before {since}, when it was suspended",
            ),
        )
    due = with_what_was_left(_before(duty), since, case.occurred_on, calendar)
    return {"undated": "", "due_at": due.at.isoformat(), "due": due.as_json()}


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
        missing = Missing(Text(f"按现在的放假安排应是 {due.on}", f"By the calendar in force it is {due.on}"))
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


ON_CLOCK: Mapping[str, Callable[[Case, Duty, Calendar], dict[str, Any]]] = {
    "duty.suspended": suspended,
    "duty.resumed": resumed,
    "duty.escalated": escalated,
    "due.moved": moved_by_notice,
}
"""What each of these acts changes of the duty it is about."""
