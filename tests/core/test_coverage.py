"""How many clauses a passing test exercises, and which none does."""

import pytest

from xuncha.core.review.coverage import CoverageRecord, EffectTally, tally
from xuncha.core.scheme.clause import Clause
from xuncha.core.words import Text


def clause(name: str, effect: str) -> Clause:
    return Clause(name, "第一条", "duty", Text("要做", "To be done"), effect)


CLAUSES = (
    clause("a-1", "tracked"),
    clause("a-2", "enforced"),
    clause("a-3", "context"),
    clause("a-4", "tracked"),
)
RECORD = CoverageRecord(
    "a", "one", {"a-1": ("tests/x.py::test_b", "tests/x.py::test_a"), "a-9": ("tests/x.py::test_c",)}
)


def test_clauses_are_counted_by_effect_and_context_is_left_out() -> None:
    found = tally(CLAUSES, RECORD, "one")
    assert found.effects == (EffectTally("enforced", 0, 1), EffectTally("tracked", 1, 2))
    assert (found.covered, found.of) == (1, 3)
    assert [one.id for one in found.missing] == ["a-2", "a-4"]


def test_a_clause_that_is_gone_is_named() -> None:
    assert tally(CLAUSES, RECORD, "one").unknown == ("a-9",)


def test_a_record_of_another_scheme_file_is_stale() -> None:
    assert tally(CLAUSES, RECORD, "two").is_stale
    assert not tally(CLAUSES, RECORD, "one").is_stale


def test_without_a_record_every_clause_is_missing() -> None:
    found = tally(CLAUSES, None, "one")
    assert (found.covered, found.of, found.is_stale) == (0, 3, False)


def test_a_record_reads_as_it_was_written() -> None:
    assert CoverageRecord.of(RECORD.as_text()) == RECORD


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"scheme": "a", "digest": "x", "clauses": []}'])
def test_anything_else_is_no_record(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        CoverageRecord.of(text)
