"""The code on a receipt: typed as people type, and slips found with the group they are in."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.core.protection import receipt_code
from xuncha.core.protection.receipt_code import BadCode, read_code, written

DIGITS = st.text("0123456789", min_size=24, max_size=24)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def fault(typed: str) -> BadCode:
    with pytest.raises(BadCode) as refused:
        read_code(typed)
    return refused.value


def test_the_examples_hold() -> None:
    assert doctest.testmod(receipt_code).failed == 0


@given(DIGITS, st.sampled_from([" ", "", "-", "－", "　", "—", " - ", "\n", "·"]), st.booleans())
def test_a_code_is_read_however_it_is_typed(digits: str, between: str, wide: bool) -> None:
    typed = f" {written(digits).replace(' ', between)} "
    assert read_code(typed.translate(WIDE) if wide else typed) == digits


@given(DIGITS, st.integers(0, 29), st.integers(1, 9))
def test_one_wrong_digit_is_found_in_its_group(digits: str, place: int, more: int) -> None:
    marks = list(written(digits).replace(" ", ""))
    marks[place] = str((int(marks[place]) + more) % 10)
    assert fault("".join(marks)).groups == (place // 5 + 1,)


@given(DIGITS, st.integers(0, 28))
def test_two_neighbours_exchanged_are_found(digits: str, place: int) -> None:
    marks = list(written(digits).replace(" ", ""))
    if place % 5 == 4 or marks[place] == marks[place + 1]:
        return  # of two groups, or nothing changed
    marks[place], marks[place + 1] = marks[place + 1], marks[place]
    assert fault("".join(marks)).groups == (place // 5 + 1,)


@given(DIGITS, st.integers(0, 5), st.integers(0, 5))
def test_two_groups_exchanged_are_found(digits: str, one: int, other: int) -> None:
    groups = written(digits).split()
    groups[one], groups[other] = groups[other], groups[one]
    if one != other:
        assert fault(" ".join(groups)).groups == tuple(sorted((one + 1, other + 1)))


def test_a_slip_is_said_with_its_group() -> None:
    right = written("0" * 24).split()
    first = str((int(right[2][0]) + 1) % 10)
    typed = " ".join([*right[:2], first + right[2][1:], *right[3:]])
    assert fault(typed).text.zh == "第 3 组抄错了，请对照回执再输一次"
    assert fault(typed).text.en == "Group 3 is not as on the receipt; please compare and type it again"


def test_too_few_digits_are_counted() -> None:
    assert fault("12345 67890").text.zh == "回执码是 6 组、每组 5 位，一共 30 位；现在是 10 位"


@pytest.mark.parametrize("typed", ["abc", "12345 6789O", "回执码", "①②③", "١٢٣"])
def test_what_is_no_digit_is_said(typed: str) -> None:
    assert fault(typed).text.zh.startswith("回执码")


@given(st.text(max_size=60))
def test_nothing_typed_ends_otherwise(typed: str) -> None:
    try:
        found = read_code(typed)
    except BadCode:
        return
    assert len(found) == 24
