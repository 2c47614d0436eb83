"""What a unit owes that joins a round while a phase runs: what the phase asked of each unit when it began.

Such a duty counts from the day on which the unit joins; a day that the text names stays that day, unless it was over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid5

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.dates.calendar import Calendar
from xuncha.core.duties.opening import (
    Owner,
    act_key,
    asks_of_rule,
    is_owed,
    owed_by,
    owing_alike,
    rules_opened,
    whoever_acts,
)
from xuncha.core.facts.book import Ask, Facts
from xuncha.core.facts.case import Case
from xuncha.core.facts.phases import running
from xuncha.core.scheme.rules import DutyRule

BEGINS, JOINS = "phase.started", "unit.enrolled"


def asks_for_joining(case: Case) -> Iterator[Ask]:
    """The rows needed to open what the phases that run ask of the unit that joins."""
    for begun, rule in _asked_of_each(case):
        yield from asks_of_rule(begun, rule)


def joined(case: Case, facts: Facts, calendar: Calendar) -> list[dict[str, Any]]:
    """The duties of the phases that run, for the unit that joins, as effects tell them."""
    opened: list[dict[str, Any]] = []
    for begun, rule in _asked_of_each(case):
        assert begun.campaign is not None
        assert case.unit is not None
        unit = case.unit.id
        if unit in begun.campaign.barred or not is_owed(begun, rule, facts):
            continue
        others = owing_alike(begun, rule, facts) - {unit}
        for told in owed_by(Owner(unit), begun, begun.campaign, rule, facts, calendar, others):
            opened.append(told | {"id": str(uuid5(act_key(case), told["id"]))})
    return opened


def _asked_of_each(case: Case) -> Iterator[tuple[Case, DutyRule]]:
    """Each phase that runs, as if it began for this unit today, with each rule by which every unit of its kind owes something."""
    if case.act.code != JOINS or case.campaign is None or case.unit is None:
        return
    for entry in running(case.scheme, case.campaign, case.occurred_on):
        fields = {name: value for name, value in entry.items() if name != "_"}
        begun = replace(whoever_acts(case), act=CATALOGUE[BEGINS], subject=case.campaign, fields=fields)
        for rule in rules_opened(begun):
            if rule.owner.startswith("each:unit") and (not rule.kinds or case.unit.code in rule.kinds):
                yield begun, rule
