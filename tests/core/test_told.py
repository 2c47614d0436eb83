"""What an inspected unit is told is a closed list: an act nobody thought of is not told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.rows import Act, Subject
from xuncha.core.readers.told import (
    OF_OWN_HOUSE,
    ON_DUTIES,
    TO_WHOM,
    TOLD,
    UNTOLD_FIELDS,
    facts_told,
    is_told,
)

TOWN, VILLAGE, TEAM = uuid4(), uuid4(), uuid4()


def done(act: str, by: UUID, kind: str = "finding", *, on: UUID | None = None, **fields: Any) -> Act:
    return Act(
        uuid4(), 7, act, "", on or uuid4(), kind, None, None, TOWN, None, None, by, "", "", uuid4(), uuid4(),
        date(2026, 3, 2), datetime(2026, 3, 2, tzinfo=UTC), "demo", "2026", (), fields,
    )  # fmt: skip


def entry(by: UUID, **fields: Any) -> dict[str, Any]:
    return {**fields, "_": {"party": str(by), "position": 7}}


def row(kind: str, facts: dict[str, Any]) -> Subject:
    return Subject(
        uuid4(), kind, "", "fed_back", "", None, None, TOWN, TEAM, None, "", 0, 1, date(2026, 3, 2), None, frozenset({TOWN}),
        frozenset(), {"_": {"party": str(TEAM)}, **facts}, 7,
    )  # fmt: skip


def test_only_acts_and_kinds_that_there_are_stand_in_the_lists() -> None:
    named = [act for acts in TOLD.values() for act in acts] + [*TO_WHOM, *ON_DUTIES, *OF_OWN_HOUSE]
    assert [act for act in named if act not in CATALOGUE] == []
    assert [(kind, act) for kind, acts in TOLD.items() for act in acts if not CATALOGUE[act].fits(kind)] == []
    told = [(act, field) for act, fields in TO_WHOM.items() for field in fields]
    assert [(act, field) for act, field in told if CATALOGUE[act].field(field) is None] == []
    assert set(UNTOLD_FIELDS) <= set(TOLD)


@pytest.mark.parametrize("act", ["matter.linked", "matter.annotated", "matter.classified", "matter.pursued", "evidence.added",
                                 "matter.assigned", "act.corrected", "disposition.decided"])  # fmt: skip
def test_what_inspectors_do_on_a_problem_is_not_told_and_what_the_unit_does_is(act: str) -> None:
    assert not is_told(done(act, TEAM, text="举报人又来过"), TOWN)
    assert is_told(done(act, TOWN), TOWN)


def test_whoever_succeeds_a_unit_is_told_what_the_unit_did() -> None:
    assert is_told(done("evidence.added", TOWN), VILLAGE), "the matter is about the town"
    own = entry(TOWN, what="签收表")
    assert facts_told(row("finding", {"evidence.added": [own]}), VILLAGE)["evidence.added"] == [own]


def test_evidence_of_another_unit_is_told_to_the_unit_that_recorded_the_problem_and_to_no_other() -> None:
    brought = replace(done("evidence.added", VILLAGE), by_kind="unit")
    assert is_told(brought, TOWN, begun_by=TOWN)
    assert not is_told(brought, TOWN, begun_by=TEAM)
    assert not is_told(brought, TOWN)
    theirs = replace(done("evidence.added", TEAM), by_kind="team")
    assert not is_told(theirs, TOWN, begun_by=TOWN), "what inspectors bring is theirs"
    piece = {"what": "签收表", "_": {"party": str(VILLAGE), "kind": "unit", "position": 7}}
    own = {"_": {"party": str(TOWN)}, "evidence.added": [piece]}
    assert facts_told(row("finding", own), TOWN)["evidence.added"] == [piece]
    assert "evidence.added" not in facts_told(row("finding", own | {"_": {"party": str(TEAM)}}), TOWN)


def test_a_verification_and_a_close_out_are_told() -> None:
    for act in (
        "finding.fed_back",
        "rectification.verified",
        "finding.closed",
        "finding.reopened",
        "work.returned",
    ):
        assert is_told(done(act, TEAM), TOWN)


def test_an_act_on_a_duty_is_told_to_whoever_owes_it() -> None:
    duty = str(uuid4())
    urged = done("duty.urged", TEAM, duty=duty)
    assert is_told(urged, TOWN, {duty})
    assert not is_told(urged, TOWN, {str(uuid4())})
    assert not is_told(urged, TOWN)


def test_an_act_that_names_somebody_is_told_to_that_one() -> None:
    issued = done("document.issued", TEAM, "document", to=[str(VILLAGE)])
    assert is_told(issued, VILLAGE)
    assert not is_told(issued, TOWN)
    assert is_told(done("matter.assigned", TEAM, owner=str(TOWN)), TOWN)
    assert not is_told(done("matter.assigned", TEAM, owner=str(TEAM)), TOWN)


def test_who_holds_a_post_is_told_in_the_own_house() -> None:
    filled = done("seat.filled", TEAM, "unit", on=TOWN)
    assert is_told(filled, TOWN)
    assert not is_told(filled, VILLAGE)
    assert not is_told(done("seat.filled", TOWN, "unit", on=TOWN), VILLAGE)
    assert "seat.filled" not in facts_told(row("unit", {"seat.filled": entry(TOWN, seat="contact")}), VILLAGE)


def test_facts_are_told_as_their_acts_are() -> None:
    own, theirs = entry(TOWN, what="签收表"), entry(TEAM, what="录音")
    facts = {
        "title": "补贴没有发", "source": "complaint", "classes": {"x": "y"},
        "evidence.added": [theirs, own], "matter.annotated": [theirs], "matter.pursued": theirs,
        "rectification.verified": [theirs], "correction": {"field": "title", "right": "x", "party": str(TEAM)},
        "cycles": [{"cycle": 1, "evidence.added": [theirs, own]}],
    }  # fmt: skip
    assert facts_told(row("finding", facts), TOWN) == {
        "_": {"party": str(TEAM)}, "title": "补贴没有发", "evidence.added": [own], "rectification.verified": [theirs],
        "cycles": [{"cycle": 1, "evidence.added": [own]}],
    }  # fmt: skip


def test_of_a_kind_that_no_list_names_a_unit_knows_what_it_began_itself() -> None:
    said = {"title": "承诺", "text": "按期"}
    theirs = row("meeting", said)
    assert facts_told(theirs, TOWN) == {}
    assert facts_told(theirs, TEAM)["title"] == "承诺"
