"""Where a local regulation asks less than the one it stands under: a later day, a missing duty, a weaker guard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from xuncha.core.dates.calendar import Calendar
from xuncha.core.dates.cycles import Cycle
from xuncha.core.dates.periods import Period, due_after
from xuncha.core.names.naming import Naming
from xuncha.core.review.diff import STRENGTHS, pairs_of_duties, pairs_of_guards
from xuncha.core.scheme.rules import Condition, DutyRule, Guard, Scheme
from xuncha.core.unreadable import UnreadableError
from xuncha.core.wording.rule_words import when_words
from xuncha.core.words import Text

STRICTNESS = {"show": 0, "reason": 1, "refuse": 2}


@dataclass(frozen=True, slots=True)
class Looser:
    """One rule that asks less: the clauses of both, and what is less; `local` is empty where nothing is there."""

    above: str
    local: str
    cites_above: tuple[str, ...]
    cites_local: tuple[str, ...]
    what: Text
    line: int = 0


def looser(above: Scheme, local: Scheme, calendar: Calendar, on: date) -> tuple[Looser, ...]:
    """What of the regulation above is not kept by the local one, in the order of the former.

    Periods are compared by the days they end on, from every day of the year that begins `on`: five working days may
    end before seven days and after them.
    """
    return (
        *_duties(above, local, calendar, on),
        *_guards(above, local),
    )


def _duties(above: Scheme, local: Scheme, calendar: Calendar, on: date) -> Iterator[Looser]:
    pairs = {old: new for new, old in pairs_of_duties(above, local).items()}
    for id, rule in above.duties.items():
        here = local.duties.get(pairs.get(id, ""))
        if here is None:
            what = Text(
                f"上级要求“{rule.text.zh}”，这里没有人欠这一项",
                f"'{rule.text.en}' is asked for above, and nobody owes it here",
            )
            yield Looser(id, "", rule.cite, (), what)
        elif _is_later(rule, here, above, local, calendar, on):
            was, now = when_words(rule, Naming(above)), when_words(here, Naming(local))
            what = Text(
                f"期限比上级宽：{was.zh.strip('，')} → {now.zh.strip('，')}",
                f"due later than above: {was.en} → {now.en}",
            )
            yield Looser(id, here.id, rule.cite, here.cite, what, here.line)
        elif here.silence and not rule.silence:
            what = Text(
                "上级要求办理，这里期满没有办也视为已办",
                "above it must be done; here, silence until the day counts as done",
            )
            yield Looser(id, here.id, rule.cite, here.cite, what, here.line)


def _is_later(
    rule: DutyRule, here: DutyRule, above: Scheme, local: Scheme, calendar: Calendar, on: date
) -> bool:
    if rule.every and here.every:
        return _turns(here, local, on) < _turns(rule, above, on)
    asked, given = _period(rule, above), _period(here, local)
    if asked is None or (asked == given and rule.rolls == here.rolls):
        return False
    if given is None:  # a date is asked for above, and here there is none
        return not (here.by or here.before or here.before_date or here.every)
    days = (on + timedelta(days=n) for n in range(365))
    return any(
        due_after(given, day, calendar, rolls=here.rolls).on
        > due_after(asked, day, calendar, rolls=rule.rolls).on
        for day in days
    )


def _period(rule: DutyRule, scheme: Scheme) -> Period | None:
    written = _written(rule.within, scheme)
    try:
        return Period.parse(written) if written and not written.endswith("H") else None
    except UnreadableError:
        return None


def _turns(rule: DutyRule, scheme: Scheme, on: date) -> int:
    """How often in a year."""
    return len(Cycle.parse(_written(rule.every, scheme)).periods(on, on + timedelta(days=364)))


def _written(text: str, scheme: Scheme) -> str:
    found = scheme.settings.get(text.removeprefix("setting:")) if text.startswith("setting:") else None
    return found.default if found else text


def _guards(above: Scheme, local: Scheme) -> Iterator[Looser]:
    pairs = {old: new for new, old in pairs_of_guards(above, local).items()}
    for id, rule in above.guards.items():
        here = local.guards.get(pairs.get(id, ""))
        if here is None:
            what = Text(
                f"上级把关“{rule.text.zh}”，这里没有", f"'{rule.text.en}' is guarded above, and not here"
            )
            yield Looser(id, "", rule.cite, (), what)
        elif STRICTNESS[here.strength] < STRICTNESS[rule.strength]:
            was, now = STRENGTHS[rule.strength], STRENGTHS[here.strength]
            what = Text(f"把关比上级松：{was.zh} → {now.zh}", f"weaker than above: {was.en} → {now.en}")
            yield Looser(id, here.id, rule.cite, here.cite, what, here.line)
        elif _asks_less(rule, here):
            what = Text(
                "少了上级要求的条件，或者多了例外",
                "a condition of the rule above is left out, or an exception added",
            )
            yield Looser(id, here.id, rule.cite, here.cite, what, here.line)


def _asks_less(rule: Guard, here: Guard) -> bool:
    """Whether a condition is missing, an exception is new, or fewer acts are guarded."""
    return (
        not _all_in(rule.needs, here.needs)
        or not _all_in(here.unless, rule.unless)
        or not set(rule.on) <= set(here.on)
        or not _covers(here.of, rule.of)
    )


def _all_in(these: tuple[Condition, ...], those: tuple[Condition, ...]) -> bool:
    return {repr(one) for one in these} <= {repr(one) for one in those}


def _covers(here: Mapping[str, Any], above: Mapping[str, Any]) -> bool:
    """Whether what is guarded here takes in all that is guarded above: a kind that is named narrows it."""
    return all(above.get(name) == value for name, value in here.items())
