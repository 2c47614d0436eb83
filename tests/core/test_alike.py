"""Suggestions of likeness: from the register's own words, the same everywhere, and never from a letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.rows import Subject
from xuncha.core.protection.alike import Print, alike, bands_of, numbers_of, print_of, shared
from xuncha.core.record.search_words import FIELDS

OWN = {
    "subject": "柳塘镇三月的种粮补贴没有发到户",
    "extract": "反映柳塘镇财政所三月种粮补贴未发到农户，涉及两个村",
    "place": "柳塘镇上河村",
}


def complaint(n: int, **facts: Any) -> Subject:
    told: Mapping[str, Any] = {"mode": "open", **OWN, **facts}
    return Subject(
        UUID(int=n), "complaint", "report", "received", str(told["subject"]), None, None, None, None, None, "", 0, 1,
        date(2026, 3, 2), None, frozenset(), frozenset(), told, n,
    )  # fmt: skip


def made(n: int, **facts: Any) -> Print:
    found = print_of(complaint(n, **facts))
    assert found is not None
    return found


def test_the_same_matter_in_slightly_other_words_is_suggested() -> None:
    other = made(2, extract="反映柳塘镇财政所三月份种粮补贴没有发到农户，涉及上河等两个村")
    far = made(
        3, subject="窗口工作人员态度差", extract="反映办事大厅窗口推诿，跑了三趟", place="政务服务中心"
    )
    [found] = alike(made(1), [far, other, made(1)])
    assert found.subject == UUID(int=2)
    assert 50 <= found.hundredths < 100


def test_equal_words_are_another_complaint_and_the_most_alike() -> None:
    near = made(3, extract="反映柳塘镇财政所三月份种粮补贴没有发到农户，涉及两个村")
    found = alike(made(1), [near, made(2)])
    assert [(one.subject.int, one.hundredths == 100) for one in found] == [(2, True), (3, False)]


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_a_report_in_confidence_or_without_a_name_is_never_compared(mode: str) -> None:
    assert print_of(complaint(1, mode=mode)) is None


def test_nothing_is_compared_that_says_too_little_or_is_no_complaint() -> None:
    assert print_of(complaint(1, subject="补贴", extract="", place="")) is None
    assert print_of(replace(complaint(1), kind="clue")) is None
    assert print_of(complaint(1, shredded=True)) is None


LETTER = "来信原文：我家三月的补贴款一直没到账，请领导查一查这件事"


@pytest.mark.parametrize(
    "field",
    sorted(
        {field.name for act in CATALOGUE.values() if act.fits("complaint") for field in act.fields}
        - set(FIELDS["complaint"])
        - {"mode", "title"}
    ),
)
def test_the_letter_and_whatever_else_stands_on_a_complaint_is_never_read(field: str) -> None:
    """Whatever field holds the letter's words, the print is that of the register's own words alone."""
    told = {
        field: LETTER,
        "complaint.received": {field: LETTER},
        "message.exchanged": [{"text": LETTER}],
        "body": LETTER,
    }
    assert print_of(complaint(1, **told)) == made(1)


def test_a_print_is_the_same_everywhere() -> None:
    numbers = numbers_of({"补贴", "未发", "到户"})
    assert len(numbers) == 64
    assert numbers[:3] == FIRST
    assert numbers == numbers_of(["到户", "补贴", "未发", "补贴"])
    bands = made(1).bands
    assert (len(bands), bands[:2]) == (21, FIRST_BANDS)
    assert all(-(2**31) <= band < 2**31 for band in bands), "as PostgreSQL keeps an integer"


FIRST = (1177340843, 1531396171, 1776064970)
FIRST_BANDS = (2124229764, -1320668774)
"""Of prints kept since the first release; others would find nothing any more."""

PAIRS = st.frozensets(st.text("补贴发户村镇钱款三月", min_size=2, max_size=2), min_size=6, max_size=40)


@settings(max_examples=100)
@given(PAIRS, PAIRS)
def test_whatever_is_suggested_shares_enough_and_the_way_round_does_not_matter(
    one: frozenset[str], other: frozenset[str]
) -> None:
    first, second = (Print(UUID(int=n), pairs, bands_of(pairs)) for n, pairs in enumerate((one, other)))
    there, back = alike(first, [second]), alike(second, [first])
    assert [found.hundredths for found in there] == [found.hundredths for found in back]
    assert all(shared(one, other) >= 0.5 for _ in there)
    assert one != other or len(there) == 1


def test_a_tenth_of_the_words_changed_is_still_found() -> None:
    words = OWN["extract"] * 3
    for n in range(0, len(words), 10):
        changed = words[:n] + "某" + words[n + 1 :]
        assert alike(made(1, extract=words), [made(2, extract=changed)])
