"""Figures for everybody: no small number follows from one, from two side by side, or from one week to the next."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from xuncha.core.protection.small_numbers import LEAST, released, step

COUNTS = st.lists(st.integers(0, 400), min_size=2, max_size=12)


def test_fewer_than_five_is_never_told_not_even_none() -> None:
    assert {released(n).en for n in range(LEAST)} == {"fewer than 5"}
    assert released(5).zh == "5 以上"


@given(COUNTS)
def test_between_any_two_figures_or_weeks_lies_nothing_or_at_least_five(counts: list[int]) -> None:
    for one, other in combinations(map(step, counts), 2):
        assert one == other or abs(one - other) >= LEAST


@given(st.integers(0, 400), st.integers(0, 400))
def test_what_really_changed_stays_one_of_many(before: int, after: int) -> None:
    """Whoever reads both figures is left with at least five differences, so never with a small one alone."""
    told = step(before), step(after)
    possible = {
        second - first
        for first in range(told[0], told[0] + LEAST)
        for second in range(told[1], told[1] + LEAST)
    }
    assert after - before in possible
    assert len(possible) >= LEAST


@given(COUNTS)
def test_the_steps_of_a_ledger_side_by_side_tell_no_small_remainder(counts: list[int]) -> None:
    """Found, handed over, solved: what was found and not handed over is not to be had by taking one from the other."""
    nested = sorted(counts, reverse=True)
    for found, handed_over in combinations(nested, 2):
        assert step(found) - step(handed_over) not in range(1, LEAST)
