"""Due dates as the viewer sees them: mine, somebody else's, or neither mine to do nor to urge."""

from __future__ import annotations

from datetime import datetime

from xuncha.core.due import Due
from xuncha.core.duty_acts import STANDS
from xuncha.core.rows import Duty
from xuncha.core.scheme import DutyRule, Scheme
from xuncha.core.standing import Light, Standing, standing, waited
from xuncha.core.words import Text
from xuncha.shipped import calendar
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.due_chip import DueChip, Whose
from xuncha.web.kit.why_date import WhyDate
from xuncha.web.pages.clauses import cites


def chip(duty: Duty, viewer: Viewer, now: datetime) -> DueChip:
    """The light, words and date of a duty."""
    mine = owes(duty, viewer)
    whose = Whose.MINE if mine else Whose.THEIRS if duty.owed_to == viewer.seat.party else Whose.NEITHER
    if duty.state != "open":
        return DueChip(Standing(Light.DONE), on=duty.closed_on, whose=whose, said=Text("已办", "done"))
    if duty.due_at is None:
        if since_day := duty.due.get(STANDS):
            since = Text(f"{since_day} 起中止计时", f"the clock stands since {since_day}")
            return DueChip(standing(None, now, calendar()), whose=whose, said=since)
        days = waited(duty.opened_on, now, calendar())
        since = Text(f"{duty.opened_on.month}月{duty.opened_on.day}日起", f"since {duty.opened_on:%d %b}")
        return DueChip(standing(None, now, calendar()), whose=whose, waited=days, since=since)
    due = Due.from_json(duty.due)
    note = calendar().note(due.on)
    return DueChip(
        standing(duty.due_at, now, calendar()),
        on=due.on,
        href=addresses.of_duty(duty.id),
        whose=whose,
        is_made_up_day=note.is_working and due.on.weekday() > 4,
        is_provisional=due.provisional,
    )


def owes(duty: Duty, viewer: Viewer) -> bool:
    """Whether the duty is of the post acted in."""
    party = viewer.seat.party
    return (duty.owner == party and duty.owner_seat in ("", viewer.seat.seat)) or str(party) in duty.co_owners


def rule_of(scheme: Scheme, duty: Duty) -> DutyRule | None:
    """The rule that opened a duty."""
    return scheme.duties.get(duty.rule)


def why(scheme: Scheme, duty: Duty, now: datetime) -> WhyDate | None:
    """The card that explains a due date, or None where the text gives no number of days."""
    if duty.due_at is None:
        return None
    rule = rule_of(scheme, duty)
    return WhyDate.of(
        Due.from_json(duty.due),
        calendar(),
        now.date(),
        cites=cites(rule.cite) if rule else (),
        reading=(rule.reading or "") if rule else "",
    )
