"""The proposal of teams: held against a slow second reckoning, and against the numbers of the Wuhan plan."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from xuncha.core.office.staffing import (
    FULL,
    KEPT,
    NOT_OPEN,
    UNDECLARED,
    Bounds,
    Candidate,
    Choice,
    OutOfReach,
    Over,
    Place,
    Proposal,
    Short,
    Team,
    TooFew,
    proposal,
    unevenness,
)


def key(n: int) -> UUID:
    return UUID(int=n + 1)


def person(n: int, seats: set[str], teams: int = 15, **closed: set[int]) -> Candidate:
    """Somebody who may hold these seats in every team; teams are named by their place."""
    sets = {name: frozenset(map(key, those)) for name, those in closed.items()}
    return Candidate(key(1000 + n), n, {key(t): frozenset(seats) for t in range(teams)}, **sets)


# ---------------------------------------------------------------------- a slow second reckoning


def splits(people: Sequence[Candidate], teams: Sequence[Team], total: Bounds) -> Iterator[dict[UUID, Place]]:
    """Every split there is within the numbers, by trying them all."""
    places = [None, *(Place(team.id, seat) for team in teams for seat in team.seats)]
    for tried in product(places, repeat=len(people)):
        found = {one.id: place for one, place in zip(people, tried, strict=True) if place}
        if all(one.is_free_for(found[one.id]) for one in people if one.id in found) and within(
            found, teams, total
        ):
            yield found


def within(found: dict[UUID, Place], teams: Sequence[Team], total: Bounds) -> bool:
    seats = Counter(found.values())
    for team in teams:
        for seat, bounds in team.seats.items():
            if not bounds.holds(team.held.get(seat, 0) + seats[Place(team.id, seat)]):
                return False
    sizes = sizes_of(found, teams)
    return all(team.size.holds(n) for team, n in zip(teams, sizes, strict=True)) and total.holds(sum(sizes))


def sizes_of(found: dict[UUID, Place], teams: Sequence[Team]) -> list[int]:
    return [team.n + sum(place.team == team.id for place in found.values()) for team in teams]


def cautions(found: dict[UUID, Place], people: Sequence[Candidate]) -> int:
    return sum(found[one.id].team in one.home for one in people if one.id in found)


def worth(
    found: dict[UUID, Place], people: Sequence[Candidate], teams: Sequence[Team]
) -> tuple[int, int, int]:
    """The fewest left over come first, then the fewest cautions, then the most even sizes."""
    return -len(found), cautions(found, people), unevenness(sizes_of(found, teams))


bounds = st.tuples(st.integers(0, 2), st.integers(0, 2) | st.none()).map(
    lambda pair: Bounds(pair[0], None if pair[1] is None else pair[0] + pair[1])
)


@st.composite
def offices(draw: st.DrawFn) -> tuple[list[Candidate], list[Team], Bounds]:
    n_teams = draw(st.integers(1, 3))
    seats = ("head", "staff")[: draw(st.integers(1, 2))]
    teams = [
        Team(
            key(t), t, {seat: draw(bounds) for seat in seats},
            draw(bounds) if draw(st.booleans()) else Bounds(),
            {seat: draw(st.integers(0, 1)) for seat in seats},
        )
        for t in range(n_teams)
    ]  # fmt: skip
    some = st.sets(st.integers(0, n_teams - 1))
    people = [
        person(
            n,
            draw(st.sets(st.sampled_from(seats))),
            n_teams,
            kept=draw(some),
            undeclared=draw(some),
            home=draw(some),
        )
        for n in range(draw(st.integers(0, 4)))
    ]
    total = draw(bounds) if draw(st.booleans()) else Bounds()
    return people, teams, Bounds(total.low, total.high + 3 if total.high is not None else None)


@settings(max_examples=150, deadline=None)
@given(offices())
def test_the_proposal_is_the_best_of_all_splits_and_says_why_where_there_is_none(
    office: tuple[list[Candidate], list[Team], Bounds],
) -> None:
    people, teams, total = office
    every = list(splits(people, teams, total))
    found = proposal(people, teams, total)
    assert found.fits == bool(every)
    if every:
        assert within(dict(found.places), teams, total)
        assert worth(dict(found.places), people, teams) == min(worth(one, people, teams) for one in every)
        assert {*found.places, *found.left} == {one.id for one in people}
        checked = Choice(tuple(people), tuple(teams), found.places).checked()
        assert (checked.refused, checked.lacking) == ({}, {})
        assert len(checked.home) == cautions(dict(found.places), people)
    else:
        assert found.reasons
        checked = Choice(tuple(people), tuple(teams), found.places).checked()
        assert checked.refused == {}, "also what is near is within the numbers and breaks no recusal"


@settings(max_examples=60, deadline=None)
@given(offices(), st.randoms())
def test_the_order_of_the_rows_changes_nothing(
    office: tuple[list[Candidate], list[Team], Bounds], dice: random.Random
) -> None:
    people, teams, total = office
    found = proposal(people, teams, total)
    dice.shuffle(people)
    dice.shuffle(teams)
    assert proposal(people, teams, total) == found


@settings(max_examples=100, deadline=None)
@given(offices())
def test_the_seats_named_as_short_need_more_people_than_are_free_for_them(
    office: tuple[list[Candidate], list[Team], Bounds],
) -> None:
    people, teams, total = office
    for reason in proposal(people, teams, total).reasons:
        if isinstance(reason, Short):
            free = [one.id for one in people if any(map(one.is_free_for, reason.places))]
            assert sorted(reason.free) == sorted(free)
            assert len(free) < reason.needed


# ---------------------------------------------------------------------- the numbers of the plan

SEATS = {"head": Bounds(1, 1), "deputy": Bounds(1, 1), "staff": Bounds(5, 6)}
TEAMS = [Team(key(t), t, SEATS) for t in range(15)]
ALL = Bounds(108, 108)


def seconded(**of_staff: set[int]) -> list[Candidate]:
    """15 who may be head, 15 who may be deputy, 78 for the staff."""
    leads = [person(n, {"head"}) for n in range(15)] + [person(n, {"deputy"}) for n in range(15, 30)]
    return leads + [person(n, {"staff"}, **of_staff) for n in range(30, 108)]


def sizes(found: Proposal) -> Counter[int]:
    return Counter(Counter(place.team for place in found.places.values()).values())


def test_108_people_in_15_teams_are_12_teams_of_7_and_3_of_8() -> None:
    found = proposal(seconded(), TEAMS, ALL)
    assert sizes(found) == {7: 12, 8: 3}
    assert not found.left


def test_nobody_sits_in_the_home_district_where_it_can_be_avoided_nor_where_a_recusal_forbids_it() -> None:
    people = seconded()[:30] + [
        person(n, {"staff"}, home={n % 15}, kept={(n + 1) % 15, (n + 2) % 15}) for n in range(30, 108)
    ]
    found = proposal(people, TEAMS, ALL)
    assert found.fits
    assert not any(found.places[one.id].team in one.home | one.kept for one in people)


def test_a_caution_is_taken_where_nothing_else_fits() -> None:
    people = [*seconded()[:107], person(107, {"staff"}, kept=set(range(1, 15)), home={0})]
    found = proposal(people, TEAMS, ALL)
    assert found.places[people[-1].id] == Place(key(0), "staff")


def test_whoever_sits_already_stays_and_the_rest_is_filled_around_them() -> None:
    teams = [
        Team(key(t), t, SEATS, held={"head": 1, "deputy": 1, "staff": 6 if t == 4 else 5}) for t in range(15)
    ]
    found = proposal([person(n, {"staff"}) for n in range(2)], teams, ALL)
    assert Counter(place.team for place in found.places.values()) == {key(0): 1, key(1): 1}


def test_people_beyond_the_number_asked_for_are_left_over() -> None:
    found = proposal([*seconded(), person(200, {"staff"})], TEAMS, ALL)
    assert len(found.places) == 108
    assert len(found.left) == 1


# ---------------------------------------------------------------------- where nothing fits


def test_too_few_people_in_all_are_said_with_both_numbers() -> None:
    assert proposal(seconded()[:107], TEAMS, ALL).reasons == (TooFew(None, 107, 108),)


def test_a_total_that_the_teams_cannot_reach_is_said_with_what_they_hold() -> None:
    assert proposal(seconded(), TEAMS[:13], ALL).reasons == (OutOfReach(13 * 7, 13 * 8, ALL),)
    small = Bounds(0, 100)
    assert proposal(seconded(), TEAMS, small).reasons == (OutOfReach(105, 120, small),)


def test_teams_that_compete_for_too_few_heads_are_named_together() -> None:
    """Three districts need three heads; of all who may be head only two are not kept from them."""
    heads = [person(n, {"head"}, kept={0, 1, 2}) for n in range(2, 15)] + [
        person(n, {"head"}) for n in range(2)
    ]
    found = proposal([*heads, *seconded()[15:]], TEAMS, ALL)
    (short,) = found.reasons
    assert isinstance(short, Short)
    assert {place.team for place in short.places} == {key(0), key(1), key(2)}
    assert {place.seat for place in short.places} == {"head"}
    assert (short.needed, len(short.free), len(short.able)) == (3, 2, 15)


def test_whoever_has_not_declared_is_not_proposed() -> None:
    people = [
        person(n, {"head", "deputy", "staff"}, 1, undeclared={0} if n == 0 else set()) for n in range(7)
    ]
    found = proposal(people, TEAMS[:1])
    assert [type(reason) for reason in found.reasons] == [Short]
    assert people[0].id not in found.reasons[0].free  # type: ignore[union-attr]


def test_more_people_in_a_seat_than_it_has_are_said() -> None:
    team = Team(key(0), 0, SEATS, held={"head": 2, "deputy": 1, "staff": 5})
    assert proposal([], [team]).reasons == (Over(key(0), "head", 2, 1),)
    full = Team(key(0), 0, SEATS, Bounds(7, 8), {"head": 1, "deputy": 1, "staff": 6, "driver": 1})
    assert proposal([], [full]).reasons == (Over(key(0), "", 9, 8),)
    assert proposal([], [*TEAMS[:1], Team(key(1), 1, {}, held={"staff": 9})], Bounds(0, 8)).reasons == (
        Over(None, "", 9, 8),
    )


def test_a_team_that_stays_below_its_size_is_named() -> None:
    team = Team(key(0), 0, {"staff": Bounds(0, None)}, Bounds(3, None))
    people = [person(0, {"staff"}, 1), person(1, {"staff"}, 1), person(2, {"head"}, 1)]
    assert proposal(people, [team]).reasons == (TooFew(key(0), 2, 3),)


# ---------------------------------------------------------------------- what people chose


def test_a_choice_is_told_what_it_breaks_and_what_it_only_risks() -> None:
    at = Place(key(0), "head")
    people = (
        person(0, {"head"}, kept={0}), person(1, {"head"}, undeclared={0}), person(2, {"staff"}),
        person(3, {"staff"}, home={0}), person(4, {"head"}), person(5, {"head"}),
    )  # fmt: skip
    places = {people[0].id: at, people[3].id: Place(key(0), "staff"), people[4].id: Place(key(1), "head")}
    checked = Choice(people, tuple(TEAMS[:2]), places).checked()
    assert checked.refused == {people[0].id: KEPT}
    assert checked.home == {people[3].id}
    assert checked.sizes == {key(0): 2, key(1): 1}
    assert checked.lacking[Place(key(0), "staff")] == 4
    assert Place(key(1), "head") not in checked.lacking
    places = {people[1].id: at, people[2].id: at}
    assert Choice(people, tuple(TEAMS[:2]), places).checked().refused == {
        people[1].id: UNDECLARED, people[2].id: NOT_OPEN,
    }  # fmt: skip
    places = {people[4].id: at, people[5].id: at}
    assert Choice(people, tuple(TEAMS[:2]), places).checked().refused == {
        people[4].id: FULL,
        people[5].id: FULL,
    }
