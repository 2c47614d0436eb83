"""For each unit the weeks in which it did something in the round, and those in which it did nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xuncha.core.dates.day_words import say_short
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import day_of
from xuncha.core.scheme.rules import View
from xuncha.core.words import Text
from xuncha.queries.views.weeks import weeks_with_acts
from xuncha.web import addresses
from xuncha.web.kit.block import Block, Prose
from xuncha.web.kit.link import Link
from xuncha.web.pages.views.sight import Sight
from xuncha.web.pages.views.tables import (
    NO_UNITS,
    UNIT,
    Cells,
    figure,
    joined,
    of_units,
    onward,
    table,
    words,
)


def weeks(sight: Sight, view: View) -> Iterator[Block]:
    """A line for each unit; the idle weeks are named."""
    units = sight.units("weeks")
    active = weeks_with_acts(sight.viewer, sight.row.id, [one.unit for one in units.rows if one.unit])
    yield table(
        "weeks", Text("各单位每周有没有动作", "Weeks in which each unit was active"),
        (UNIT, figure("有动作的周", "Active weeks"), figure("没有动作的周", "Idle weeks"),
         words("哪几周没有动作", "Which were idle")),
        (_weeks(sight, one, active.get(one.unit, frozenset()) if one.unit else frozenset()) for one in units.rows),
        note=of_units(units.n), empty=NO_UNITS, above=(Prose(WHOSE_ACTS, is_quiet=True),),
        below=onward(sight, "weeks", units.after),
    )  # fmt: skip


WHOSE_ACTS = Text(
    "只看单位自己办的，从纳入的那一周数到这一周；写的是没有动作的各周从哪个周一开始。",
    "Only what the unit did itself counts, from the week it was enrolled in to this one; idle weeks are named by their Monday.",
)
NAMED = 12
"""So many idle weeks are named, the last."""


def _weeks(sight: Sight, one: Subject, active: frozenset[date]) -> Cells:
    last = min(sight.today, day_of(sight.row.facts.get("ends_on")) or sight.today)
    every = list(_mondays(one.opened_on, last))
    idle = [week for week in every if week not in active]
    said = joined(say_short(week) for week in idle[-NAMED:])
    if len(idle) > NAMED:
        said = Text(f"……{said.zh}", f"… {said.en}")
    page = Link(one.title, addresses.of_subject("inspection", one.id))
    return page, len(every) - len(idle), len(idle), said


def _mondays(first: date, last: date) -> Iterator[date]:
    week = first - timedelta(days=first.weekday())
    while week <= last:
        yield week
        week += timedelta(days=7)
