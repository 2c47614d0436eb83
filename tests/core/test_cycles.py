"""Returns that come again and again: their turns touch, never overlap, and keep their keys."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.core.dates.cycles import Cycle
from xuncha.core.unreadable import UnreadableError
from xuncha.core.words import Text

ALL = [
    "day",
    "week",
    "month",
    "month day 20",
    "month day 31",
    "quarter",
    "half-year",
    "months 06,12",
    "months 03",
    "year",
]


@pytest.mark.parametrize(
    ("cycle", "on", "key", "first", "last"),
    [
        ("day", "2026-09-07", "2026-09-07", "2026-09-07", "2026-09-07"),
        ("week", "2026-10-01", "2026-W40", "2026-09-28", "2026-10-04"),
        ("week", "2027-01-01", "2026-W53", "2026-12-28", "2027-01-03"),
        ("month", "2026-02-07", "2026-02", "2026-02-01", "2026-02-28"),
        ("month day 20", "2026-09-20", "2026-09", "2026-08-21", "2026-09-20"),
        ("month day 20", "2026-12-21", "2027-01", "2026-12-21", "2027-01-20"),
        ("month day 30", "2026-02-28", "2026-02", "2026-01-31", "2026-02-28"),
        ("quarter", "2026-09-07", "2026-Q3", "2026-07-01", "2026-09-30"),
        ("half-year", "2026-09-07", "2026-H2", "2026-07-01", "2026-12-31"),
        ("months 06,12", "2026-09-07", "2026-12", "2026-07-01", "2026-12-31"),
        ("months 12,03", "2026-03-31", "2026-03", "2026-01-01", "2026-03-31"),
        ("months 06", "2026-09-07", "2027-06", "2026-07-01", "2027-06-30"),
        ("year", "2026-09-07", "2026", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_day_belongs_to_this_turn(cycle: str, on: str, key: str, first: str, last: str) -> None:
    turn = Cycle.parse(cycle).period_of(date.fromisoformat(on))
    assert (turn.key, turn.first.isoformat(), turn.last.isoformat()) == (key, first, last)
    assert (turn.due().on, turn.due().rule) == (turn.last, str(Cycle.parse(cycle)))


def test_after_downtime_every_missed_turn_is_listed_in_order() -> None:
    turns = Cycle.parse("month day 20").periods(date(2026, 7, 1), date(2026, 9, 25))
    assert [turn.key for turn in turns] == ["2026-07", "2026-08", "2026-09", "2026-10"]
    assert Cycle.parse("week").periods(date(2026, 9, 2), date(2026, 9, 1)) == ()


@given(st.sampled_from(ALL), st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 900))
def test_turns_cover_a_span_without_gap_or_overlap(text: str, first: date, n: int) -> None:
    last = first + timedelta(days=n)
    turns = Cycle.parse(text).periods(first, last)
    assert turns[0].first <= first <= turns[0].last
    assert turns[-1].first <= last <= turns[-1].last
    assert all(b.first == a.last + timedelta(days=1) for a, b in pairwise(turns))
    assert len({turn.key for turn in turns}) == len(turns)
    assert [turn.key for turn in turns] == sorted(turn.key for turn in turns)


@given(st.sampled_from(ALL), st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_every_day_of_a_turn_names_the_same_turn(text: str, on: date) -> None:
    cycle = Cycle.parse(text)
    turn = cycle.period_of(on)
    assert turn == cycle.period_of(turn.first) == cycle.period_of(turn.last)


def test_a_cycle_is_said_in_words() -> None:
    assert Cycle.parse("month day 20").words() == Text("每月20日前", "by day 20 of every month")
    assert Cycle.parse("months 06,12").words() == Text("每年6月、12月", "every year in month 6, 12")
    assert Cycle.parse("quarter").words() == Text("每季度", "every quarter")


@pytest.mark.parametrize(
    "text", ["", "weekly", "month day 0", "month day 32", "month day", "months 13", "months 6,12", "week "]
)
def test_a_cycle_that_cannot_be_read_says_how_to_write_one(text: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        Cycle.parse(text)
    assert refused.value.text == Text(
        f"看不懂周期“{text}”，应写成 day、week、month、month day 20（每月20日前）、quarter、half-year、"
        "months 06,12（每年6月、12月）或 year。",
        f"“{text}” is not a cycle; write day, week, month, month day 20 (by the 20th of each month), "
        "quarter, half-year, months 06,12 (June and December of each year) or year.",
    )
