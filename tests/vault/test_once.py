"""A report that is sent again from the same page is the same report."""

from __future__ import annotations

from uuid import uuid4

import pytest

from xuncha.core.protection.receipt_code import LENGTH, read_code, written
from xuncha.vault.once import drawn, drawn_afresh, is_seed, new_seed


def test_the_same_page_and_the_same_words_lead_to_the_same_place_and_code() -> None:
    seed = new_seed()
    assert drawn(seed, b"words") == drawn(seed, b"words")


def test_other_words_or_another_page_are_another_report() -> None:
    seed = new_seed()
    found = [drawn(seed, b"words"), drawn(seed, b"other"), drawn(new_seed(), b"words"), drawn_afresh(uuid4())]
    for part in ("place", "case", "code"):
        assert len({getattr(one, part) for one in found}) == len(found)


def test_a_code_that_is_drawn_is_written_and_read_as_any_other() -> None:
    code = drawn(new_seed(), b"").code
    assert len(code) == LENGTH
    assert read_code(written(code)) == code


@pytest.mark.parametrize("typed", ["", "0" * 63, "0" * 65, "G" * 64, "A" * 64, "../" * 20])
def test_what_is_no_seed_is_told_apart(typed: str) -> None:
    assert not is_seed(typed)
    assert is_seed(new_seed())
