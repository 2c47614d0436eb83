"""Who counts among those that agreed: judged against an oracle of its own over any course of events."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations
from random import Random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.demo_scheme import whole
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.book import Ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Act, Seat, Subject, Tie
from xuncha.core.predicates import PREDICATES

ASKED, AGREED = "identity.requested", "identity.approved"
PEOPLE = [UUID(int=n) for n in range(1, 6)]
PARTIES = [UUID(int=n) for n in range(11, 14)]
TOWN, REPORT = UUID(int=21), UUID(int=22)
SEAT = Seat(
    UUID(int=31), PARTIES[0], "office", "", "clerk", PEOPLE[0], None, False, date(2026, 1, 1), None, None, 1
)
SUBJECT = Subject(
    REPORT, "complaint", "report", "received", "", None, None, TOWN, None, None, "", 0, 1, date(2026, 3, 2), None,
    frozenset(), frozenset(), {}, 1,
)  # fmt: skip
CASE = Case(
    CATALOGUE["identity.opened"], SUBJECT, {}, SEAT, SEAT.person, date(2026, 3, 3), datetime(2026, 3, 3, tzinfo=UTC),
    whole(), frozenset(),
)  # fmt: skip
ARGS: dict[str, Any] = {"acts": [AGREED], "since": [ASKED], "apart_from": [ASKED], "at_least": 2}


def act(position: int, type: str, person: UUID | None, party: UUID, entered_by: UUID) -> Act:
    return Act(
        UUID(int=1000 + position), position, type, "", REPORT, "complaint", None, None, TOWN, None, None, party, "office",
        "clerk", person, entered_by, date(2026, 3, 2), datetime(2026, 3, 2, tzinfo=UTC), "demo", "",
    )  # fmt: skip


def holds(acts: list[Act], ties: list[Tie], **more: Any) -> bool:
    """What the condition says of a course of events."""
    args = ARGS | more
    found: dict[Ask, tuple[Any, ...]] = {}
    for wanted in PREDICATES["agreed"].asks(CASE, args):
        where = dict(wanted.where)
        rows = {"act": [row for row in acts if row.type == where.get("type")], "tie": ties}.get(
            wanted.table, []
        )
        found[wanted] = tuple(rows)
    return not PREDICATES["agreed"].missing(CASE, args, found)


def oracle(acts: list[Act], tied: set[UUID]) -> bool:
    """Two that agreed after the last request: other people, other bodies, nobody who asked then, nobody tied."""
    requests = [one for one in acts if one.type == ASKED]
    last = requests[-1] if requests else None
    since = last.position if last else 0
    out = {last.by_person, last.entered_by} if last else set()
    given = [one for one in acts if one.type == AGREED and one.position > since]
    return any(
        one.by_party != other.by_party
        and not {one.by_person, one.entered_by} & {other.by_person, other.entered_by} - {None}
        and not ({one.by_person, one.entered_by, other.by_person, other.entered_by} - {None}) & (out | tied)
        for one, other in permutations(given, 2)
    )


def course(seed: int) -> tuple[list[Act], list[Tie]]:
    """Requests and agreements of chance, some entered from paper by another, and declarations of ties."""
    chance = Random(seed)
    acts = []
    for position in range(1, chance.randint(2, 9)):
        type, person = chance.choice([ASKED, AGREED, AGREED, AGREED]), chance.choice(PEOPLE)
        on_paper = chance.random() < 0.2
        entered_by = chance.choice(PEOPLE) if on_paper else person
        acts.append(act(position, type, None if on_paper else person, chance.choice(PARTIES), entered_by))
    ties = [
        Tie(UUID(int=2000 + n), chance.choice(PEOPLE), TOWN, chance.choice(["", "kin"]), date(2026, 3, 1), n)
        for n in range(chance.randint(0, 3))
    ]
    return acts, ties


@settings(max_examples=400)
@given(st.integers(0, 2**32))
def test_a_name_opens_just_when_two_of_two_bodies_agreed(seed: int) -> None:
    acts, ties = course(seed)
    last = {tie.person: tie.ground for tie in ties}
    tied = {person for person, ground in last.items() if ground}
    assert holds(acts, ties, by="party", untied=True) == oracle(acts, tied)


ONE, OTHER, THIRD = PEOPLE[:3]


def test_people_of_one_body_are_enough_where_no_other_body_is_asked() -> None:
    acts = [
        act(1, ASKED, THIRD, PARTIES[0], THIRD),
        *(act(n, AGREED, who, PARTIES[0], who) for n, who in ((2, ONE), (3, OTHER))),
    ]
    assert holds(acts, [])
    assert not holds(acts, [], by="party")
    assert not holds(acts, [], at_least=3)


@pytest.mark.parametrize("keyboard", [False, True])
def test_whoever_asked_does_not_count_not_even_at_the_keyboard(keyboard: bool) -> None:
    own = act(2, AGREED, OTHER if keyboard else ONE, PARTIES[1], ONE)
    acts = [act(1, ASKED, ONE, PARTIES[0], ONE), own, act(3, AGREED, THIRD, PARTIES[2], THIRD)]
    assert not holds(acts, [], by="party")
    assert holds([acts[0], replace(own, by_person=OTHER, entered_by=OTHER), acts[2]], [], by="party")


def test_two_agreements_that_one_clerk_entered_are_one() -> None:
    acts = [
        act(1, ASKED, THIRD, PARTIES[0], THIRD),
        *(act(n, AGREED, None, PARTIES[n - 1], ONE) for n in (2, 3)),
    ]
    assert not holds(acts, [], by="party")
