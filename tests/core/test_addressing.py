"""To whose key a report through the portal is sealed, and who opens it: computed from whom it is about, before and after."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.test_recipients import (
    BUREAU,
    CLERK,
    DEPUTY,
    DIRECTOR,
    GROUP,
    HEAD,
    LEADER,
    MEMBERS,
    OFFICE,
    PARENTS,
    RECEIVERS,
    TEAM,
    TOWN,
    WORLDS,
    World,
    ids,
)
from xuncha.core.protection.addressing import (
    Desks,
    Posts,
    Reader,
    Whom,
    about,
    first_desk,
    kind_for,
    reader_of,
    who_reads,
)
from xuncha.core.protection.recipients import Ground
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.scheme.rules import Scheme
from xuncha.shipped import base_text, scheme_ids, scheme_text

HERE, THERE = Desks(OFFICE, GROUP), Desks(OFFICE, None)


def posts(desks: Desks = HERE, **ties: frozenset[UUID]) -> Posts:
    people = {"director": DIRECTOR, "clerk": CLERK, "leader": LEADER, "deputy": DEPUTY}
    return Posts(
        desks, RECEIVERS, Ground(PARENTS, MEMBERS, {people[name]: units for name, units in ties.items()})
    )


def sealed_to(whom: Whom, on: Posts, unit: UUID | None = TOWN, team: UUID | None = TEAM) -> Reader:
    return reader_of(about(whom, unit, team, on), Reader.INTAKE, on)


def readers(whom: Whom, at: Reader, on: Posts, unit: UUID | None = TOWN) -> frozenset[UUID]:
    return who_reads(about(whom, unit, TEAM, on), at, on)


def test_what_is_about_a_unit_or_its_team_is_read_by_whoever_takes_reports_in() -> None:
    assert sealed_to(Whom.UNIT, posts()) == Reader.INTAKE
    assert sealed_to(Whom.TEAM, posts()) == Reader.INTAKE
    assert readers(Whom.UNIT, Reader.INTAKE, posts()) == ids(DIRECTOR, CLERK)


def test_what_is_about_the_intake_or_its_head_is_read_above_and_never_there() -> None:
    assert sealed_to(Whom.INTAKE, posts(), None) == Reader.ABOVE
    assert readers(Whom.INTAKE, Reader.INTAKE, posts(), None) == frozenset()
    assert readers(Whom.INTAKE, Reader.ABOVE, posts(), None) == ids(LEADER, DEPUTY)


def test_what_is_about_the_unit_the_intake_sits_in_goes_up_and_nobody_of_that_unit_reads_it() -> None:
    assert sealed_to(Whom.UNIT, posts(), BUREAU) == Reader.ABOVE
    assert readers(Whom.INTAKE, Reader.ABOVE, posts(leader=ids(BUREAU)), BUREAU) == ids(DEPUTY)


def test_where_everybody_there_has_a_tie_it_goes_up() -> None:
    tied = posts(director=ids(TOWN), clerk=ids(TOWN))
    assert sealed_to(Whom.UNIT, tied) == Reader.ABOVE


def test_where_nobody_is_left_above_either_nobody_here_reads_it() -> None:
    tied = posts(director=ids(TOWN), clerk=ids(TOWN), leader=ids(TOWN), deputy=ids(TOWN))
    assert sealed_to(Whom.UNIT, tied) == Reader.NOBODY
    assert readers(Whom.UNIT, Reader.ABOVE, tied) == frozenset()


def test_a_level_above_that_lies_elsewhere_is_sealed_to_and_nobody_here_opens_it() -> None:
    assert sealed_to(Whom.INTAKE, posts(THERE), None) == Reader.ABOVE
    assert readers(Whom.INTAKE, Reader.ABOVE, posts(THERE), None) == frozenset()


def test_of_a_team_that_is_not_known_nobody_of_any_team_reads() -> None:
    sits_in_both = replace(RECEIVERS[OFFICE], people=ids(CLERK, HEAD))
    on = replace(posts(), receivers={**RECEIVERS, OFFICE: sits_in_both})
    assert who_reads(about(Whom.TEAM, None, None, on), Reader.INTAKE, on) == ids(CLERK)


def test_a_tie_declared_since_closes_it_to_that_person_and_a_change_of_post_too() -> None:
    assert readers(Whom.UNIT, Reader.INTAKE, posts(clerk=ids(TOWN))) == ids(DIRECTOR)
    moved = replace(posts(), ground=Ground(PARENTS, {**MEMBERS, TOWN: MEMBERS[TOWN] | ids(CLERK)}, {}))
    assert readers(Whom.UNIT, Reader.INTAKE, moved) == ids(DIRECTOR)


# ---------------------------------------------------------------------------------------------- as regulations say


@cache
def scheme(name: str) -> Scheme:
    return read_scheme(scheme_text(name), name).over(read_scheme(base_text(), "base"))


@pytest.mark.parametrize("name", scheme_ids())
def test_each_regulation_says_who_takes_in_what_and_who_reads_what_is_about_these(name: str) -> None:
    rules = scheme(name)
    assert first_desk(rules, Whom.UNIT) == Reader.INTAKE
    assert first_desk(rules, Whom.INTAKE) == Reader.ABOVE
    assert first_desk(rules, Whom.TEAM) in ((Reader.INTAKE,) if rules.bodies("inspects") else (None,))
    names = rules.reported("names")
    assert names is not None
    intake, above = rules.reported("unit"), rules.reported("intake")
    assert intake is not None
    assert above is not None
    assert not set(names.to) & {*intake.to, *above.to}
    assert any(one.extra.get("portal") for one in rules.lists["channels"].values.values())
    for rule in (intake, above, names):
        assert rule.reading is not None, "what the text leaves open is said"


@pytest.mark.parametrize("name", scheme_ids())
def test_what_went_past_its_desk_is_registered_as_the_level_above_registers_it(name: str) -> None:
    rules = scheme(name)
    usual = kind_for(rules, Whom.UNIT, Reader.INTAKE, is_inspected=True)
    assert rules.about_whom(usual) == "unit"
    for whom in (Whom.UNIT, Whom.INTAKE):
        above = kind_for(rules, whom, Reader.ABOVE, is_inspected=True)
        assert rules.about_whom(above) == "intake"


def test_where_nobody_inspects_the_unit_it_is_registered_as_a_regulation_says() -> None:
    assert kind_for(scheme("yiwu-2015"), Whom.UNIT, Reader.INTAKE, is_inspected=False) == "elsewhere"
    assert kind_for(scheme("wuhan-2017"), Whom.UNIT, Reader.INTAKE, is_inspected=False) == "voice"


# ---------------------------------------------------------------------------------------------- always


def made_of(made: World, first: int, second: int, outside: bool) -> tuple[World, Posts]:
    _, _, receivers, ground = made
    keys = sorted(receivers)
    intake, above = keys[first % len(keys)], keys[second % len(keys)]
    return made, Posts(Desks(intake, None if outside or above == intake else above), receivers, ground)


OFFICES = st.builds(made_of, WORLDS, st.integers(0, 4), st.integers(0, 4), st.booleans())


@settings(max_examples=300)
@given(OFFICES, st.sampled_from(Whom), st.sampled_from([Reader.INTAKE, Reader.ABOVE]))
def test_a_report_is_sealed_to_a_desk_that_may_read_it_or_to_nobody(
    made: tuple[World, Posts], whom: Whom, first: Reader
) -> None:
    (said, *_), on = made
    of = about(whom, next(iter(said.units), None), next(iter(said.bodies), None), on)
    reader = reader_of(of, first, on)
    body = on.desks.body(reader)
    assert not (whom == Whom.INTAKE and reader == Reader.INTAKE), (
        "the intake never reads what is about itself"
    )
    assert not (first == Reader.ABOVE and reader == Reader.INTAKE), "a report only goes up"
    if body is not None:
        people = who_reads(of, reader, on)
        assert people
        assert people <= on.receivers[body].people
        assert body not in of.bodies
        for person in people:
            assert not on.ground.ties.get(person, frozenset()) & of.units
            assert not any(person in on.ground.members.get(unit, ()) for unit in of.units)
            assert not any(person in on.receivers[one].people for one in of.bodies if one in on.receivers)
    elif reader == Reader.ABOVE:
        assert on.desks.above is None
        assert who_reads(of, reader, on) == frozenset(), "what is read elsewhere is opened by nobody here"


@settings(max_examples=200)
@given(OFFICES, st.sampled_from(Whom), st.integers(0, 7))
def test_whoever_gets_a_tie_or_a_post_in_the_unit_reads_nothing_from_then_on(
    made: tuple[World, Posts], whom: Whom, nth: int
) -> None:
    (said, *_), on = made
    unit = next(iter(said.units), UUID(int=300))
    of = about(whom, unit, next(iter(said.bodies), None), on)
    person = UUID(int=100 + nth)
    members = {**on.ground.members, unit: on.ground.members.get(unit, frozenset()) | {person}}
    tied = {**on.ground.ties, person: on.ground.ties.get(person, frozenset()) | {unit}}
    for reader in (Reader.INTAKE, Reader.ABOVE):
        if unit in of.units:
            for ground in (replace(on.ground, members=members), replace(on.ground, ties=tied)):
                assert person not in who_reads(of, reader, replace(on, ground=ground))
