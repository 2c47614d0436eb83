"""Duties that come again and again: which periods have come, which one an act begins, and which one it discharges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from xuncha.core.dates.cycles import Cycle, CyclePeriod
from xuncha.core.facts.case import Case
from xuncha.core.facts.phases import is_during
from xuncha.core.facts.rows import Duty, Subject
from xuncha.core.facts.values import day_of
from xuncha.core.refusal import FieldFault
from xuncha.core.scheme.rules import DutyRule, Scheme
from xuncha.core.words import Text

OF_PERIOD = "@"
"""Among what a duty asks of the act that discharges it: the period it is for."""

KEY = re.compile(r"\d{4}(-(W\d\d|Q\d|H\d|\d\d|\d\d-\d\d))?")
"""How a period is named: 2026, 2026-H1, 2026-Q3, 2026-09, 2026-W36, 2026-09-07."""


def setting(scheme: Scheme, campaign: Subject | None, written: str) -> str:
    """`setting:KEY` as the office fixed it, else the default of the scheme; anything else as it stands."""
    if not written.startswith("setting:"):
        return written
    key = written.removeprefix("setting:")
    fixed = campaign.facts.get("settings", {}).get(key) if campaign else None
    found = scheme.settings.get(key)
    return str(fixed or (found.default if found else ""))


def cycle_of(rule: DutyRule, scheme: Scheme, campaign: Subject | None) -> Cycle | None:
    """The cycle of a duty, read through the setting where the text leaves the interval open."""
    written = setting(scheme, campaign, rule.every)
    return Cycle.parse(written) if written else None


def periods_come(rule: DutyRule, scheme: Scheme, campaign: Subject, on: date) -> tuple[CyclePeriod, ...]:
    """The periods of a duty that began by a day, from the one in which the round began; of its phases only, where it names any."""
    cycle, start = cycle_of(rule, scheme, campaign), day_of(campaign.facts.get("starts_on"))
    turns = cycle.periods(start, on) if cycle and start else ()
    return tuple(turn for turn in turns if is_during(scheme, campaign, rule.during, turn.first, turn.last))


def is_begun(campaign: Subject, rule: str, period: str) -> bool:
    """Whether a period of a duty was begun before."""
    begun = campaign.facts.get("period.begun", ())
    return any((one["rule"], one["period"]) == (rule, period) for one in begun)


def at_odds_with_the_cycle(case: Case) -> Iterator[FieldFault]:
    """Why no period begins as an act says: nothing recurs under that name, no such period has come, or it was begun before."""
    name, period = str(case.fields.get("rule") or ""), str(case.fields.get("period") or "")
    if not name or not period:
        return
    recurring = {rule.id: rule for rule in case.scheme.duties.values() if rule.every}
    rule = recurring.get(name)
    if rule is None:
        zh = "、".join(f"{one.id}（{one.text.zh}）" for one in recurring.values()) or "本办法没有"
        what = Text(f"这不是按期要办的事，可选：{zh}",
                    f"This does not come again and again; the choices are: {', '.join(recurring) or 'none'}")  # fmt: skip
        yield FieldFault("rule", what)
        return
    keys = [turn.key for turn in periods_come(rule, case.scheme, case.subject, case.occurred_on)]
    if period not in keys:
        latest = keys[-1] if keys else ""
        zh, en = (f"，最近一期是 {latest}", f"; the latest is {latest}") if latest else ("", "")
        yield FieldFault(
            "period",
            Text(f"到这一天没有“{period}”这一期{zh}", f"No period '{period}' has come by this day{en}"),
        )
    elif is_begun(case.subject, name, period):
        yield FieldFault("period", Text("这一期已经开始过了", "This period was begun before"))


def of_one_period(case: Case, duties: Iterable[Duty]) -> Iterator[Duty]:
    """Of the periods of one duty only the one that the act or its subject names, else the one that waits longest; all other duties.

    `duties` come in the order in which they were opened.
    """
    named, met = str(case.fields.get("period") or case.subject.facts.get("period") or "").strip(), set()
    for duty in duties:
        period = duty.where.get(OF_PERIOD)
        if period is None:
            yield duty
        elif KEY.fullmatch(named):
            if named == period:
                yield duty
        elif (same := (duty.rule, duty.owner, duty.owner_seat, duty.item)) not in met:
            met.add(same)
            yield duty
