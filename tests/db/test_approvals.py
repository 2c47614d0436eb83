"""What was put up for approval waits until it is answered, whatever was answered since and whoever else was asked."""

from importlib import import_module
from uuid import UUID

import pytest

from tests.db.small_office import Office, office  # noqa: F401 - a fixture
from xuncha.core.readers.told import facts_told
from xuncha.queries import decisions
from xuncha.queries.answers import Able, Answers
from xuncha.queries.decisions import awaiting, waiting_for_decision
from xuncha.queries.subjects import subject_for_page
from xuncha.store.append import run
from xuncha.store.replay import replay

pytestmark = pytest.mark.fresh_database


@pytest.fixture
def board_of_one(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office whose clerk may do all of this, and a board that shows one matter."""
    monkeypatch.setattr("xuncha.core.acts.competence.is_for_post", lambda *_: True)
    monkeypatch.setattr(decisions, "BOARD", 1)
    return office


def put_up(office: Office, to: str = "office") -> UUID:
    paper = office.do("document.drafted", {"kind": "notice", "text": "本轮安排"}, within=office.inspection)
    office.do("approval.requested", {"for_act": "notice", "to": to}, subject=paper)
    return paper


def answer(office: Office, paper: UUID, act: str = "approval.given") -> None:
    more = {"text": "不同意"} if act == "approval.refused" else {}
    office.do(act, {"for_act": "notice", **more}, subject=paper)


def waiting(office: Office) -> list[UUID]:
    return [row.id for row, _ in waiting_for_decision(office.clerk)[1]]


def test_what_was_answered_since_crowds_out_nothing_that_waits(board_of_one: Office) -> None:
    first = put_up(board_of_one)
    for act in ("approval.given", "approval.refused"):
        answer(board_of_one, put_up(board_of_one), act)
    assert waiting(board_of_one) == [first]
    answer(board_of_one, first)
    assert waiting(board_of_one) == []


def test_what_is_asked_of_others_crowds_out_nothing_that_is_asked_of_the_post(board_of_one: Office) -> None:
    put_up(board_of_one, to="unit")
    mine = put_up(board_of_one)
    found = awaiting(board_of_one.clerk, Answers(Able(frozenset({"office"})), {}), 5)
    assert found.put_up
    assert [row.id for row, _ in found.put_up] == [mine]
    assert awaiting(board_of_one.clerk, Answers(Able(), {}), 5).put_up == ()


def test_what_was_refused_and_is_asked_again_waits_again(board_of_one: Office) -> None:
    paper = put_up(board_of_one)
    answer(board_of_one, paper, "approval.refused")
    board_of_one.do("approval.requested", {"for_act": "notice", "to": "office"}, subject=paper)
    assert waiting(board_of_one) == [paper]


def test_a_unit_is_not_told_what_waits_for_whose_approval(board_of_one: Office) -> None:
    paper = put_up(board_of_one)
    row = subject_for_page(board_of_one.clerk, paper)
    assert row is not None
    assert row.facts["approval.awaited"] == {"notice": "office"}
    told = facts_told(row, board_of_one.unit)
    assert told["text"] == "本轮安排"
    assert "approval.awaited" not in told


def test_a_class_put_up_is_decided_on_its_own(board_of_one: Office) -> None:
    paper = board_of_one.do(
        "document.drafted", {"kind": "notice", "text": "稿"}, within=board_of_one.inspection
    )
    board_of_one.do("approval.requested", {"for_act": "disposition", "to": "office"}, subject=paper)
    assert waiting(board_of_one) == []


def test_the_migration_says_of_each_matter_what_replay_says(board_of_one: Office) -> None:
    put_up(board_of_one)
    answer(board_of_one, put_up(board_of_one))
    again = put_up(board_of_one)
    answer(board_of_one, again, "approval.refused")
    board_of_one.do("approval.requested", {"for_act": "notice", "to": "unit"}, subject=again)
    fill = import_module("xuncha.store.migrations.0014_awaited_approvals").FILL
    run([("UPDATE subject SET facts = facts - 'approval.awaited'", [])])
    assert len(replay().differences) == 2
    run([(fill, [])])
    assert replay().differences == []
