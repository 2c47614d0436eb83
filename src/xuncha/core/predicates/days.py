"""Conditions on the days that lie between two acts: notice that must be given first, a time within which to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from xuncha.core.dates.calendar import ONE_DAY, Calendar
from xuncha.core.dates.day_words import SHANGHAI, day_in_shanghai, midnight, say_plain
from xuncha.core.dates.periods import Period, Unit, due_after
from xuncha.core.dates.periods import before as due_before
from xuncha.core.facts.book import Ask, Facts
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Act
from xuncha.core.facts.values import day_of, listed
from xuncha.core.names.case_words import act_name
from xuncha.core.names.labels import label
from xuncha.core.predicates.predicate import HOLDS, Args, Found, predicate
from xuncha.core.predicates.scopes import scoped
from xuncha.core.predicates.waiting import looks_at, one_named
from xuncha.core.refusal import Missing
from xuncha.core.words import Text


def _acts(case: Case, args: Args) -> Iterable[Ask]:
    types = tuple(sorted({str(act).partition(":")[0] for act in listed(args.get("acts"))}))
    return scoped(case, args, "act", type=types, with_fields=True)


def _days(case: Case, args: Args, facts: Facts) -> Iterator[date]:
    """The day of each such act: of a receipt the day that the paper says."""
    wanted = {str(act) for act in listed(args.get("acts"))}
    rows: Iterable[Act] = (row for asked in _acts(case, args) for row in facts[asked])
    for row in rows:
        if wanted & {row.type, f"{row.type}:{row.value}"}:
            yield day_of(row.fields.get("received_on")) or row.occurred_on


def _minutes(case: Case, args: Args, facts: Facts) -> Iterator[datetime]:
    """The minute of each such act: that of its entry, or, where it was entered on a later day, the end of its own."""
    wanted = {str(act) for act in listed(args.get("acts"))}
    rows: Iterable[Act] = (row for asked in _acts(case, args) for row in facts[asked])
    for row in rows:
        if wanted & {row.type, f"{row.type}:{row.value}"}:
            day = day_of(row.fields.get("received_on")) or row.occurred_on
            yield row.recorded_at if day_in_shanghai(row.recorded_at) == day else midnight(day + ONE_DAY)


def _this_minute(case: Case) -> datetime:
    """The minute of the act in hand: now, or the first of an earlier day on which it happened."""
    return case.now if day_in_shanghai(case.now) == case.occurred_on else midnight(case.occurred_on)


def _say_minute(at: datetime) -> Text:
    day, clock = say_plain(at.astimezone(SHANGHAI).date()), f"{at.astimezone(SHANGHAI):%H:%M}"
    return Text(f"{day.zh} {clock}", f"{day.en}, {clock}")


def _named(case: Case, args: Args) -> Text:
    names = [act_name(case, str(act)) for act in listed(args.get("acts"))]
    return Text("、".join(name.zh for name in names), " or ".join(name.en.lower() for name in names))


@predicate(
    "acts lead scope", "此前已提前告知够时间", "It was told so long before", _acts, waits_for=one_named
)
def notice_given(case: Case, args: Args, facts: Facts) -> Found:
    """Counted back from the act as a duty's `lead` is: the day of the act itself is not counted."""
    lead, days = Period.parse(str(args.get("lead"))), list(_days(case, args, facts))
    name, words = _named(case, args), lead.words()
    if not days:
        what = Text(
            f"还没有办：{name.zh}；要提前{words.zh}", f"Not done yet: {name.en}; it must be {words.en} before"
        )
        return (Missing(what, str(next(iter(listed(args.get("acts"))), ""))),)
    assert case.calendar is not None
    field = "" if case.is_asked else "occurred_on"
    if lead.unit is Unit.HOURS:
        begins = due_after(lead, min(_minutes(case, args, facts)), case.calendar).at
        if begins <= _this_minute(case):
            return HOLDS
        at = _say_minute(begins)
        what = Text(
            f"“{name.zh}”要提前{words.zh}，最早{at.zh}",
            f"{words.en} must lie between {name.en} and this; possible from {at.en}",
        )
        return (Missing(what, field=field),)
    told = min(days)
    if told <= due_before(lead, case.occurred_on, case.calendar).on:
        return HOLDS
    first, told_on = say_plain(_first_day(lead, told, case.calendar)), say_plain(told)
    what = Text(
        f"{told_on.zh}才办“{name.zh}”，要提前{words.zh}，最早{first.zh}",
        f"{name.en} was done on {told_on.en}, and {words.en} must lie between; possible from {first.en}",
    )
    return (Missing(what, field=field),)


def _first_day(lead: Period, told: date, calendar: Calendar) -> date:
    """The first day that lies so long after a notice."""
    day = told
    while due_before(lead, day, calendar).on < told:
        day += ONE_DAY
    return day


@predicate(
    "acts within field scope",
    "还在规定的时间以内",
    "It is within such a time after these acts",
    _acts,
    waits_for=looks_at(),
)
def in_time(case: Case, args: Args, facts: Facts) -> Found:
    """Of several such acts the last counts; where there is none, another rule says whether there must be one.

    `field` is a day that is asked for and judged instead of that of the act itself.
    """
    field = str(args.get("field") or "")
    day = day_of(case.fields.get(field)) if field else case.occurred_on
    started = max(_days(case, args, facts), default=None)
    if started is None or day is None:
        return HOLDS
    assert case.calendar is not None
    within = Period.parse(str(args.get("within")))
    in_hours = within.unit is Unit.HOURS
    due = due_after(within, max(_minutes(case, args, facts)) if in_hours else started, case.calendar)
    last = due.on
    if day <= last and (field or not in_hours or _this_minute(case) <= due.at):
        return HOLDS
    if in_hours and not field:
        return (_over(case, _named(case, args), within.words(), _say_minute(due.at)),)
    name, end, words = _named(case, args), say_plain(last), within.words()
    told = label(field) if field else label("occurred_on", case.act.code)
    what = Text(
        f"“{name.zh}”以后{words.zh}内，到{end.zh}为止；{told.zh}晚于那一天",
        f"within {words.en} after '{name.en}', by {end.en}; the {told.en.lower()} is later",
    )
    return (Missing(what, field="" if case.is_asked else field or "occurred_on"),)


def _over(case: Case, name: Text, words: Text, end: Text) -> Missing:
    """That so many hours after an act have passed."""
    what = Text(
        f"“{name.zh}”以后{words.zh}内，到{end.zh}为止，已经过了",
        f"within {words.en} after '{name.en}', until {end.en}; that has passed",
    )
    return Missing(what, field="" if case.is_asked else "occurred_on")
