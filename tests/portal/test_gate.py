"""The places at the slow step: a few for codes, a few for reports, and beyond them nobody waits."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from xuncha.portal.gate import PLACES, USUAL, Busy, Gate, Line
from xuncha.portal.settings import THREADS
from xuncha.vault.proof_of_work import Kind, Verdict, solved


def taken(gate: Gate, line: Line) -> ExitStack:
    """Every place of a line."""
    places = ExitStack()
    for _ in range(PLACES[line]):
        places.enter_context(gate.place(line))
    return places


def test_who_comes_when_all_places_are_taken_does_not_wait() -> None:
    gate = Gate()
    with taken(gate, Line.CODES), pytest.raises(Busy) as busy, gate.place(Line.CODES):
        pass
    assert "请等几秒再按一次" in busy.value.text.zh


def test_a_place_is_free_again_after_it_was_used_and_after_an_error() -> None:
    gate = Gate()
    with taken(gate, Line.CODES):
        pass
    for _ in range(PLACES[Line.CODES] + 1):
        with pytest.raises(ZeroDivisionError), gate.place(Line.CODES):
            1 / 0  # noqa: B018 - an error of the work done there
    with gate.place(Line.CODES):
        pass


def test_codes_that_take_all_their_places_leave_those_of_reports() -> None:
    gate = Gate()
    with taken(gate, Line.CODES), gate.place(Line.REPORTS):
        pass
    with taken(gate, Line.REPORTS), gate.place(Line.CODES):
        pass


def test_those_who_wait_leave_threads_for_all_other_pages() -> None:
    assert sum(PLACES.values()) <= THREADS - 4


def test_work_laid_in_store_while_few_came_is_asked_for_again_once_many_come() -> None:
    gate = Gate()
    stored = [solved(gate.challenge(Kind.WORK)) for _ in range(3 * USUAL)]
    found = [gate.judged(one) for one in stored]
    assert found[:USUAL] == [Verdict.GOOD] * USUAL
    assert found[-1] == Verdict.TOO_LITTLE
    assert found.count(Verdict.GOOD) <= 2 * USUAL + 1, (
        "the work may have grown by one bit while somebody wrote"
    )
    assert gate.judged(solved(gate.challenge(Kind.WORK))) == Verdict.GOOD
