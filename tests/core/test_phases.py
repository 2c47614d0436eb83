"""Phases: when one runs, and which turns of a cycle belong to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

from tests.core.demo_scheme import whole
from xuncha.core.duties.recurring import periods_come
from xuncha.core.facts.phases import is_during, running, span_of_phase
from xuncha.core.facts.rows import Subject
from xuncha.core.names.naming import Naming
from xuncha.core.scheme.rules import DutyRule, Phase, Scheme
from xuncha.core.wording.rule_words import rule_words
from xuncha.core.words import Text

WORDS = Text("自查自纠", "Self-check")
PHASE = Phase("self_check", (), WORDS, None, None, 1, "05-late", "06-late")


def scheme() -> Scheme:
    return replace(whole(), phases={"self_check": PHASE})


def a_round(**facts: object) -> Subject:
    return Subject(
        uuid4(), "campaign", "round", "running", "", None, None, None, None, None, "", 0, 1, date(2017, 5, 11), None,
        frozenset(), frozenset(), {"starts_on": "2017-05-11", **facts}, 1,
    )  # fmt: skip


def weekly(*phases: str) -> DutyRule:
    return DutyRule("meet", (), WORDS, None, None, 1, owner="unit", every="week", during=phases)


def test_a_phase_runs_as_the_text_dates_it_until_the_office_enters_it() -> None:
    assert span_of_phase(scheme(), a_round(), "self_check") == (date(2017, 5, 21), date(2017, 6, 30))
    entered = {"phase": "self_check", "starts_on": "2017-05-24", "ends_on": "2017-06-28"}
    told = a_round(**{"phase.started": [entered]})
    assert span_of_phase(scheme(), told, "self_check") == (date(2017, 5, 24), date(2017, 6, 28))
    ended = {"phase": "self_check", "_": {"on": "2017-06-20"}}
    told = a_round(**{"phase.started": [entered], "phase.ended": [ended]})
    assert span_of_phase(scheme(), told, "self_check") == (date(2017, 5, 24), date(2017, 6, 20))


def test_a_phase_that_nobody_dated_has_no_span() -> None:
    assert span_of_phase(scheme(), a_round(), "unknown") is None
    assert not is_during(scheme(), a_round(), ("unknown",), date(2017, 6, 1), date(2017, 6, 7))


def test_a_cycle_turns_only_in_its_phases() -> None:
    keys = [turn.key for turn in periods_come(weekly("self_check"), scheme(), a_round(), date(2017, 12, 31))]
    assert keys == ["2017-W20", "2017-W21", "2017-W22", "2017-W23", "2017-W24", "2017-W25", "2017-W26"]
    assert len(periods_come(weekly(), scheme(), a_round(), date(2017, 12, 31))) == 34


def test_a_rule_says_in_which_phases_it_turns() -> None:
    assert "每周（自查自纠阶段）" in rule_words(weekly("self_check"), Naming(scheme())).zh


def test_a_phase_that_began_runs_until_its_last_day_or_until_it_is_ended() -> None:
    entered = {"phase": "self_check", "starts_on": "2017-05-24"}
    began = a_round(**{"phase.started": [entered]})
    assert running(scheme(), a_round(), date(2017, 5, 25)) == (), "nobody began it"
    assert running(scheme(), began, date(2017, 6, 30)) == (entered,)
    assert running(scheme(), began, date(2017, 7, 1)) == (), "its last day in the text is over"
    ended = {"phase": "self_check", "_": {"on": "2017-06-20"}}
    assert (
        running(scheme(), a_round(**{"phase.started": [entered], "phase.ended": [ended]}), date(2017, 6, 20))
        == ()
    )
    late = entered | {"starts_on": "2017-07-05"}
    assert running(scheme(), a_round(**{"phase.started": [late]}), date(2017, 9, 1)) == (late,), (
        "it began after that"
    )
