"""Who a report goes to, computed: never to whom it is about, up where nobody is left, never by default."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xuncha.core.protection.recipients import About, Closed, Ground, Receiver, Way, may_read, units_of, way_of

HEAD, MEMBER, OTHER_HEAD, DIRECTOR, CLERK, LEADER, DEPUTY = (UUID(int=100 + n) for n in range(7))
PRINCIPAL, ACCOUNTANT = UUID(int=200), UUID(int=201)
TEAM, SECOND, OFFICE, GROUP = (UUID(int=n) for n in range(1, 5))
COUNTY, TOWN, STATION, BUREAU = (UUID(int=300 + n) for n in range(4))

RECEIVERS = {
    one.id: one
    for one in (
        Receiver(TEAM, "inspects", frozenset({HEAD, MEMBER}), OFFICE),
        Receiver(SECOND, "inspects", frozenset({OTHER_HEAD}), OFFICE),
        Receiver(OFFICE, "runs", frozenset({DIRECTOR, CLERK}), GROUP, host=BUREAU),
        Receiver(GROUP, "leads", frozenset({LEADER, DEPUTY}), None),
    )
}
PARENTS = {STATION: TOWN, TOWN: COUNTY}
MEMBERS = {
    TOWN: frozenset({PRINCIPAL}), STATION: frozenset({ACCOUNTANT}), BUREAU: frozenset({DIRECTOR, CLERK}),
    COUNTY: frozenset({LEADER}),
}  # fmt: skip


def ground(**ties: UUID) -> Ground:
    people = {name.upper(): person for name, person in globals().items() if isinstance(person, UUID)}
    return Ground(PARENTS, MEMBERS, {people[name.upper()]: frozenset({unit}) for name, unit in ties.items()})


def way(about: About, first: UUID = TEAM, **ties: UUID) -> Way:
    return way_of(about, first, RECEIVERS, ground(**ties))


def ids(*keys: UUID) -> frozenset[UUID]:
    return frozenset(keys)


def test_a_report_about_a_unit_goes_to_the_team_there() -> None:
    assert way(About(units=ids(TOWN))) == Way(TEAM, ids(HEAD, MEMBER), ())


def test_whoever_has_a_tie_to_the_unit_is_left_out() -> None:
    assert way(About(units=ids(TOWN)), head=TOWN).people == ids(MEMBER)


def test_a_tie_to_another_unit_changes_nothing() -> None:
    assert way(About(units=ids(TOWN)), head=BUREAU).people == ids(HEAD, MEMBER)


def test_a_tie_to_the_unit_of_a_person_named_counts_as_well() -> None:
    found = way(About(people=ids(PRINCIPAL)), head=TOWN)
    assert found.people == ids(MEMBER)


def test_where_everybody_has_a_tie_it_goes_up() -> None:
    found = way(About(units=ids(TOWN)), head=TOWN, member=TOWN)
    assert found == Way(OFFICE, ids(DIRECTOR, CLERK), ((TEAM, Closed.NOBODY_LEFT),))


def test_a_report_about_a_team_goes_past_every_team() -> None:
    assert way(About(bodies=ids(TEAM))).to == OFFICE
    assert way(About(bodies=ids(TEAM)), first=SECOND).passed == ((SECOND, Closed.ABOUT_A_TEAM),)


def test_a_report_about_somebody_of_a_team_goes_past_every_team() -> None:
    assert way(About(people=ids(MEMBER))).passed == ((TEAM, Closed.ABOUT_ITS_PEOPLE),)
    assert way(About(people=ids(MEMBER)), first=SECOND).passed == ((SECOND, Closed.ABOUT_A_TEAM),)


@pytest.mark.parametrize(
    "about", [About(bodies=ids(OFFICE)), About(people=ids(DIRECTOR)), About(units=ids(BUREAU))]
)
def test_a_report_about_the_office_its_head_or_its_house_goes_to_the_leading_group(about: About) -> None:
    found = way(about, first=OFFICE)
    assert found.to == GROUP
    assert found.people == ids(LEADER, DEPUTY)


def test_a_report_about_the_office_is_not_read_by_the_teams_that_answer_to_it() -> None:
    found = way(About(people=ids(DIRECTOR)), first=TEAM)
    assert found.to == GROUP
    assert found.passed == ((TEAM, Closed.UNDER_THEM), (OFFICE, Closed.ABOUT_ITS_PEOPLE))


def test_a_report_about_a_unit_below_does_not_close_the_one_above() -> None:
    assert way(About(units=ids(TOWN)), first=GROUP).people == ids(LEADER, DEPUTY)


def test_a_report_about_a_unit_is_read_by_nobody_of_those_below_it() -> None:
    assert way(About(units=ids(COUNTY)), first=GROUP).people == ids(DEPUTY)


def test_a_report_about_the_head_of_the_leading_group_leaves_the_office() -> None:
    found = way(About(people=ids(LEADER)), first=OFFICE)
    assert found.leaves
    assert found.people == frozenset()
    assert found.passed == ((OFFICE, Closed.UNDER_THEM), (GROUP, Closed.ABOUT_ITS_PEOPLE))


def test_nobody_is_ever_a_default() -> None:
    everybody = About(units=ids(TOWN, BUREAU), people=ids(HEAD, LEADER))
    assert way(everybody).leaves
    assert way(About(units=ids(TOWN)), first=UUID(int=999)).leaves, "a body nobody knows receives nothing"


def test_why_a_body_was_passed_is_said() -> None:
    assert Closed.ABOUT_A_TEAM.text.zh == "反映{team}的，不由{team}收"
    assert all(reason.text.en for reason in Closed)


def test_a_change_of_post_changes_the_answer() -> None:
    moved = {**RECEIVERS, TEAM: Receiver(TEAM, "inspects", ids(MEMBER, PRINCIPAL), OFFICE)}
    assert way_of(About(units=ids(TOWN)), TEAM, moved, ground()).people == ids(MEMBER)
    assert way_of(About(people=ids(PRINCIPAL)), TEAM, moved, ground()).to == OFFICE


# ---------------------------------------------------------------------------------------------- always


BODIES, PEOPLE, UNITS = (
    [UUID(int=base + n) for n in range(size)] for base, size in ((1, 5), (100, 8), (300, 6))
)
World = tuple[About, UUID, dict[UUID, Receiver], Ground]


def world(seed: int) -> World:
    """An office of chance: bodies that answer to one another anyhow, units with rings, ties everywhere."""
    chance = Random(seed)

    def some(of: list[UUID], most: int = 3) -> frozenset[UUID]:
        return frozenset(chance.sample(of, chance.randint(0, most)))

    def one(of: list[UUID]) -> UUID | None:
        return chance.choice([*of, None])

    parts = ["inspects", "inspects", "runs", "leads", ""]
    receivers = {
        key: Receiver(key, chance.choice(parts), some(PEOPLE), one(BODIES), one(UNITS)) for key in BODIES
    }
    parents = {unit: chance.choice(UNITS) for unit in some(UNITS, 5)}
    members = {unit: some(PEOPLE) for unit in UNITS}
    ties = {person: some(UNITS, 2) for person in PEOPLE}
    about = About(some(UNITS, 1), some(BODIES, 1), some(PEOPLE, 1))
    return about, chance.choice(BODIES), receivers, Ground(parents, members, ties)


WORLDS = st.integers(0, 2**32).map(world)


def above(unit: UUID, parents: dict[UUID, UUID]) -> set[UUID]:
    """An oracle of its own: every unit above one."""
    found: set[UUID] = set()
    while (unit := parents.get(unit, UUID(int=0))).int and unit not in found:
        found.add(unit)
    return found


@settings(max_examples=300)
@given(WORLDS)
def test_nobody_concerned_ever_reads_a_report(made: World) -> None:
    about, first, receivers, on = made
    found = way_of(about, first, receivers, on)
    assert found.leaves == (not found.people)
    units = about.units | {unit for unit, people in on.members.items() if people & about.people}
    for person in found.people:
        assert found.to is not None
        assert person in receivers[found.to].people
        assert person not in about.people
        assert not on.ties.get(person, frozenset()) & units
        for unit, people in on.members.items():
            assert person not in people or (unit not in units and not above(unit, dict(on.parents)) & units)
    if found.to is not None:
        receiver = receivers[found.to]
        assert found.to not in about.bodies
        assert not receiver.people & about.people
        assert receiver.host not in units
        over = above(found.to, {key: one.above for key, one in receivers.items() if one.above})
        assert not any(
            key in about.bodies or receivers[key].people & about.people for key in over - {found.to}
        )
        about_team = any(receivers[key].part == "inspects" for key in about.bodies if key in receivers)
        assert not (about_team and receiver.part == "inspects")


@settings(max_examples=150)
@given(WORLDS)
def test_the_way_only_goes_up_and_ends(made: World) -> None:
    about, first, receivers, on = made
    found = way_of(about, first, receivers, on)
    walked = [key for key, _ in found.passed] + ([found.to] if found.to else [])
    assert walked[0] == first
    assert len(set(walked)) == len(walked)
    for one, other in pairwise(walked):
        assert receivers[one].above == other


@settings(max_examples=150)
@given(WORLDS, WORLDS)
def test_the_more_a_report_is_about_the_fewer_read_it(made: World, other: World) -> None:
    about, _, receivers, on = made
    more = About(about.units | other[0].units, about.bodies, about.people | other[0].people)
    assert units_of(about, on) <= units_of(more, on)
    for receiver in receivers.values():
        assert may_read(more, receiver, receivers, on) <= may_read(about, receiver, receivers, on)
