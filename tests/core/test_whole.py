"""Conditions on a whole: what was passed over, what was left out, and who is named without a final decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.core.demo_scheme import whole
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Seat, Subject
from xuncha.core.predicates import PREDICATES

TOWN, OTHER, INSPECTION = uuid4(), uuid4(), uuid4()
CLERK = Seat(uuid4(), TOWN, "unit", "", "clerk", uuid4(), None, False, date(2026, 1, 1), None, None, 1)


def thing(kind: str, facts: Mapping[str, Any], state: str = "recorded", reader: UUID = TOWN) -> Subject:
    return Subject(
        uuid4(), kind, "", state, "路灯", None, INSPECTION, TOWN, None, INSPECTION, "", 0, 1, date(2026, 3, 2), None,
        frozenset({reader}), frozenset(), facts, 1,
    )  # fmt: skip


def case(**held: Any) -> Case:
    """A paper about to be issued, with these facts from its draft."""
    return Case(
        CATALOGUE["document.issued"], thing("document", held, "draft"), {"to": []}, CLERK, CLERK.person,
        date(2026, 3, 3), datetime(2026, 3, 3, tzinfo=UTC), whole(), frozenset(),
    )  # fmt: skip


def said(name: str, args: Mapping[str, Any], at: Case, *rows: Subject) -> list[str]:
    condition = PREDICATES[name]
    asks = tuple(condition.asks(at, args))
    facts = {asks[0]: rows} | dict.fromkeys(asks[1:], ()) if asks else {}
    return [missing.text.zh for missing in condition.missing(at, args, facts)]


COVERED = {
    "list": "fields",
    "kind": "check",
    "field": "looked_at",
    "where": {"outcome": ["none", "findings"]},
}


def test_every_value_of_a_list_was_looked_at_by_some_check() -> None:
    money = thing("check", {"looked_at": ["money"], "outcome": "none"})
    service = thing("check", {"looked_at": ["service"], "outcome": "findings"})
    assert said("all_covered", COVERED, case(), money, service) == []
    assert said("all_covered", COVERED, case(), money) == ["还没有查到的 1 项：服务"]


@pytest.mark.parametrize(
    "other",
    [
        thing("check", {"looked_at": ["service"], "outcome": "not_met"}),
        thing("check", {"looked_at": ["service"], "outcome": "none"}, "withdrawn"),
        thing("check", {"looked_at": ["service"], "outcome": "none"}, reader=OTHER),
    ],
    ids=["not held", "voided", "not read by who acts"],
)
def test_what_was_not_held_or_voided_or_is_not_read_covers_nothing(other: Subject) -> None:
    money = thing("check", {"looked_at": ["money"], "outcome": "none"})
    assert said("all_covered", COVERED, case(), money, other) == ["还没有查到的 1 项：服务"]


def test_a_value_under_another_counts_for_it() -> None:
    scheme = whole()
    fields = scheme.lists["fields"]
    lamps = replace(fields.values["service"], code="lamps", under="service")
    under = replace(
        scheme, lists={**scheme.lists, "fields": replace(fields, values={**fields.values, "lamps": lamps})}
    )
    checked = thing("check", {"looked_at": ["money", "lamps"], "outcome": "none"})
    assert said("all_covered", COVERED, replace(case(), scheme=under), checked) == []


LISTED = {"kind": "finding", "field": "items"}


def test_nothing_of_the_kind_is_left_out_of_a_list() -> None:
    one, two = thing("finding", {}), thing("finding", {})
    assert said("all_listed", LISTED, case(items=[str(one.id), str(two.id)]), one, two) == []
    assert said("all_listed", LISTED, case(items=[str(one.id)]), one, two) == ["没有列入的问题 1 件：“路灯”"]
    assert said("all_listed", LISTED, case(), one, two) == ["没有列入的问题 2 件：“路灯”、“路灯”"]


def test_what_is_voided_or_not_read_need_not_be_listed() -> None:
    gone, hidden = thing("finding", {}, "withdrawn"), thing("finding", {}, reader=OTHER)
    assert said("all_listed", LISTED, case(), gone, hidden) == []


NAMED = {"names": "names", "by": "decisions"}
FANG, YAN = str(uuid4()), str(uuid4())


def decision(*people: str, state: str = "received", final: bool = True, reader: UUID = TOWN) -> Subject:
    return thing("document", {"names": list(people), "final": final}, state, reader)


def naming(*papers: Subject, people: tuple[str, ...] = (FANG,)) -> list[str]:
    at = case(names=list(people), decisions=[str(paper.id) for paper in papers])
    return said("finally_decided", NAMED, at, *papers)


def test_everyone_named_stands_in_a_final_decision() -> None:
    assert naming(decision(FANG)) == []
    assert naming(decision(FANG), decision(YAN), people=(FANG, YAN)) == []
    assert naming(people=()) == [], "who names nobody needs no decision"


@pytest.mark.parametrize(
    "papers",
    [(), (decision(YAN),), (decision(FANG, final=False),), (decision(FANG, state="signed"),),
     (decision(FANG, state="withdrawn"),), (decision(FANG, reader=OTHER),)],
    ids=["none", "of another", "not final", "not issued", "withdrawn", "not read by who acts"],
)  # fmt: skip
def test_no_one_is_named_without_a_final_decision_in_force(papers: tuple[Subject, ...]) -> None:
    assert naming(*papers) == ["点名的人里有 1 人没有写明已经生效的最终处理决定"]
