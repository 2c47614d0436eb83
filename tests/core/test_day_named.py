"""A day that a text names, and from when it is owed: the first such day, never one that was over, none after the round."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from tests.core.demo_scheme import whole
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.dates.days_of_year import DayOfYear
from xuncha.core.duties.opening import due_of
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Seat, Subject
from xuncha.core.scheme.rules import DutyRule
from xuncha.core.words import Text
from xuncha.shipped import calendar

CLERK = Seat(uuid4(), uuid4(), "office", "", "clerk", uuid4(), None, False, date(2020, 1, 1), None, None, 1)
BLANK = Subject(
    uuid4(), "inspection", "", "new", "", None, None, None, None, None, "", 0, 1, date(2026, 1, 1), None,
    frozenset(), frozenset(), {}, 0,
)  # fmt: skip


def by_when(named: str, joined: date, ends_on: date | None) -> date | None:
    """By which day a unit owes what the text wants by a day, if it joins on one and the round ends on one."""
    told: dict[str, Any] = {"ends_on": ends_on.isoformat()} if ends_on else {}
    case = Case(
        CATALOGUE["unit.enrolled"], BLANK, {}, CLERK, CLERK.person, joined,
        datetime(joined.year, joined.month, joined.day, tzinfo=UTC), whole(), frozenset(),
        campaign=replace(BLANK, kind="campaign", facts=told),
    )  # fmt: skip
    rule = DutyRule(
        "plan",
        (),
        Text("制定计划", "Draw up the plan"),
        None,
        None,
        1,
        owner="unit",
        after=("unit.enrolled",),
        by=named,
    )
    due = due_of(rule, case, calendar())
    return due.on if due else None


def test_the_examples_counted_by_hand() -> None:
    end = date(2027, 3, 31)
    assert by_when("04-05", date(2026, 4, 5), end) == date(2026, 4, 5), "on the day itself it can be done"
    assert by_when("04-05", date(2026, 4, 6), end) is None, "the next one lies after the round"
    assert by_when("01-end", date(2026, 12, 1), end) == date(2027, 1, 31), "the next one lies within it"
    assert by_when("04-05", date(2026, 4, 6), None) == date(2027, 4, 5), "a mechanism without an end"


DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
NAMED = st.sampled_from(["01-end", "02-late", "04-05", "06-mid", "12-31", "10"])


@given(NAMED, DAYS, st.none() | st.integers(0, 900).map(timedelta))
def test_nobody_is_late_on_the_day_on_which_it_begins_to_be_owed(
    named: str, joined: date, length: timedelta | None
) -> None:
    ends = joined + length if length is not None else None
    due = by_when(named, joined, ends)
    nearest = min(
        on for year in (joined.year, joined.year + 1) if (on := DayOfYear.parse(named).last(year)) >= joined
    )
    if due is None:
        assert nearest > (ends or date.max), "it has no day where the next one comes after the round"
    else:
        assert due == nearest >= joined
