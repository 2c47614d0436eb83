"""Work before a slow step: signed, due, used once, and dearer the more comes in."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.vault import proof_of_work
from xuncha.vault.proof_of_work import (
    MOST_BITS,
    SECONDS,
    Kind,
    Spent,
    Verdict,
    bits_asked,
    new_challenge,
    seconds_asked,
    solved,
    verdict,
    zero_bits,
)

KEY, NOW, BITS = b"of the portal", 1_796_000_000, 6


def work() -> str:
    return new_challenge(KEY, Kind.WORK, BITS, NOW)


def test_the_examples_hold() -> None:
    assert doctest.testmod(proof_of_work).failed == 0


def test_an_answer_lets_pass_once() -> None:
    spent, answer = Spent(), solved(work())
    assert verdict(KEY, answer, NOW + 5, spent) == Verdict.GOOD
    assert verdict(KEY, answer, NOW + 6, spent) == Verdict.SPENT


def test_another_answer_to_the_same_challenge_is_spent_too() -> None:
    spent, challenge = Spent(), work()
    first = solved(challenge)
    n = int(first.rpartition(".")[2]) + 1
    while zero_bits(f"{challenge}.{n}") < BITS:
        n += 1
    assert verdict(KEY, first, NOW, spent) == Verdict.GOOD
    assert verdict(KEY, f"{challenge}.{n}", NOW, spent) == Verdict.SPENT


def test_an_answer_that_comes_too_late_is_late_and_stays_so() -> None:
    spent, answer = Spent(), solved(work())
    assert verdict(KEY, answer, NOW + SECONDS, spent) == Verdict.LATE
    assert verdict(KEY, answer, NOW + SECONDS - 1, spent) == Verdict.GOOD


def test_too_little_work_does_not_pass() -> None:
    challenge = work()
    n = next(n for n in range(10_000) if zero_bits(f"{challenge}.{n}") < BITS)
    assert verdict(KEY, f"{challenge}.{n}", NOW, Spent()) == Verdict.TOO_LITTLE


@pytest.mark.parametrize("part", range(6))
def test_a_challenge_of_ones_own_making_is_forged(part: int) -> None:
    parts = work().split(".")
    parts[part] = {0: "2", 1: "wait", 2: "1", 3: str(NOW + 9_999)}.get(part, "0" * len(parts[part]))
    assert (
        verdict(KEY, solved(".".join(parts)) if part != 1 else ".".join(parts), NOW, Spent())
        == Verdict.FORGED
    )


@given(st.text(max_size=500))
def test_whatever_is_sent_gets_an_answer(answer: str) -> None:
    assert verdict(KEY, answer, NOW, Spent()) == Verdict.FORGED


def test_without_a_script_one_waits_and_computes_nothing() -> None:
    spent, ticket = Spent(), new_challenge(KEY, Kind.WAIT, 10, NOW)
    assert verdict(KEY, ticket, NOW + 9, spent) == Verdict.EARLY
    assert verdict(KEY, ticket, NOW + 10, spent) == Verdict.GOOD
    assert verdict(KEY, ticket, NOW + 11, spent) == Verdict.SPENT


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(1, 1_000))
def test_more_coming_in_never_asks_for_less(one: int, other: int, usual: int) -> None:
    few, many = sorted((one, other))
    assert bits_asked(few, usual) <= bits_asked(many, usual) <= MOST_BITS
    assert seconds_asked(few, usual) <= seconds_asked(many, usual) < SECONDS


def test_what_was_spent_is_forgotten_when_it_could_not_pass_any_more() -> None:
    spent = Spent()
    for n in range(50):
        assert spent.take(f"n{n}", NOW + n, NOW - 1)
    assert spent.take("last", NOW + 999, NOW + 49)
    assert (len(spent), spent.forgotten) == (1, 0)


def test_what_is_remembered_is_bounded_and_says_so() -> None:
    spent = Spent(most=10)
    for n in range(25):
        assert spent.take(f"n{n}", NOW + n, NOW - 1)
    assert (len(spent), spent.forgotten) == (10, 15)
    assert not spent.take("n24", NOW + 24, NOW - 1), "the newest are the ones that are kept"
