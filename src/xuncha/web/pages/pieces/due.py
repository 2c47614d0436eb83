"""Due dates as the viewer sees them: mine, somebody else's, or neither mine to do nor to urge."""

from __future__ import annotations

from datetime import date, datetime

from xuncha.core.acts.competence import is_for_post, roles_for
from xuncha.core.dates.day_words import say_plain, say_short
from xuncha.core.dates.due import Due
from xuncha.core.dates.standing import Light, Standing, standing, waited
from xuncha.core.duties.duty_acts import SET_BY, STANDS
from xuncha.core.facts.rows import Duty
from xuncha.core.scheme.rules import DutyRule, Scheme
from xuncha.core.words import Text
from xuncha.shipped import calendar
from xuncha.store.schemes import scheme_of
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.due_chip import DueChip, Whose
from xuncha.web.kit.link import Cite
from xuncha.web.kit.why_date import WhyDate
from xuncha.web.pages.pieces.clauses import cites


def chip(duty: Duty, viewer: Viewer, now: datetime) -> DueChip:
    """The light, words and date of a duty."""
    whose = Whose.MINE if owes(duty, viewer) else Whose.THEIRS if is_urged_by(duty, viewer) else Whose.NEITHER
    if duty.state != "open":
        return done_chip(duty, whose, now)
    if duty.due_at is None:
        if since_day := duty.due.get(STANDS):
            stood = say_plain(date.fromisoformat(str(since_day)))
            since = Text(f"{stood.zh}起中止计时", f"the clock stands since {stood.en}")
            return DueChip(standing(None, now, calendar()), whose=whose, said=since)
        days = waited(duty.opened_on, now, calendar())
        day = day_words(duty.opened_on, now)
        since = Text(f"{day.zh}起", f"since {day.en}")
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
        with_year=due.on.year != now.year,
        counts_today=calendar().is_working(now.date()),
    )


ENDED = {
    "discharged": Text("已办", "done"),
    "lapsed": Text("不再要办", "no longer owed"),
    "by_silence": Text("期满没有办，视为已办", "not done by its day; counted as done by silence"),
    "replaced": Text("已由新的一项代替", "replaced by another"),
}


def done_chip(duty: Duty, whose: Whose, now: datetime) -> DueChip:
    """A duty that has ended: how, and on what day."""
    on = duty.closed_on
    said = ENDED.get(duty.state, ENDED["discharged"])
    return DueChip(
        Standing(Light.DONE), on=on, whose=whose, said=said, with_year=on is not None and on.year != now.year
    )


def day_words(on: date, now: datetime) -> Text:
    """`9月22日`, and the year where it is another one than today's."""
    day = say_short(on)
    return day if on.year == now.year else Text(f"{on.year}年{day.zh}", f"{day.en} {on.year}")


def is_urged_by(duty: Duty, viewer: Viewer) -> bool:
    """Whether it is the post's to see that others do this: it is owed to its body, or its body supervises the round."""
    scheme = scheme_under(duty)
    if duty.owed_to == viewer.seat.party:
        return True
    is_supervisor = viewer.seat.party_kind == scheme.about.get("supervisor")
    return is_supervisor and is_for_post(scheme, roles_for(scheme, viewer.seat), "duty.urged", "")


def owes(duty: Duty, viewer: Viewer) -> bool:
    """Whether the duty is of the post acted in."""
    party = viewer.seat.party
    return (duty.owner == party and duty.owner_seat in ("", viewer.seat.seat)) or str(party) in duty.co_owners


def scheme_under(duty: Duty) -> Scheme:
    """The regulation a duty was opened under: that of its round, else of the office on that day."""
    return scheme_of(duty.scheme)


def rule_of(duty: Duty) -> DutyRule | None:
    """The rule that opened a duty."""
    return scheme_under(duty).duties.get(duty.rule)


def duty_words(duty: Duty) -> Text:
    """What is owed, in the words of the rule."""
    rule = rule_of(duty)
    return rule.text if rule else Text(duty.rule, duty.rule)


def duty_cites(duty: Duty) -> tuple[Cite, ...]:
    """The clauses under which it is owed."""
    rule = rule_of(duty)
    return cites(rule.cite) if rule else ()


def why(duty: Duty, now: datetime) -> WhyDate | None:
    """The card that explains a due date, or None where the text gives no number of days."""
    if duty.due_at is None:
        return None
    rule, limit = rule_of(duty), limit_words(duty)
    return WhyDate.of(
        Due.from_json(duty.due),
        calendar(),
        now.date(),
        cites=cites(rule.cite) if rule and not limit else (),
        reading=(rule.reading or "") if rule and not limit else "",
        limit=limit or "",
    )


def limit_words(duty: Duty) -> Text | None:
    """Whose the day is where a post gave it: such a limit, or later day, is never shown as the clause's."""
    by = duty.due.get(SET_BY)
    if not by:
        return None
    scheme = scheme_under(duty)
    body, seat = scheme.value("body_kinds", by["kind"]), scheme.value("seats", by["seat"])
    zh = (body.text.zh if body else "单位") + (seat.text.zh if seat else "")
    en = ", ".join([body.text.en if body else "Unit", *([seat.text.en.lower()] if seat else [])])
    if duty.due["rule"] == "extended":
        return Text(
            f"这一天是{zh}批准的延期，不是条款定的。",
            f"A later day, approved by: {en}; not the clause's own.",
        )
    return Text(
        f"条款没有定天数；这是{zh}定的期限。",
        f"The clause gives no number of days; this limit was set by: {en}.",
    )
