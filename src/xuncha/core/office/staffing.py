"""A proposal who sits in which team; a person decides.

Of all splits that keep every seat within its numbers and nobody where a recusal keeps them from, it places the most people,
then takes the fewest cautions (people in their home district), then the most even sizes.  That is a flow of least cost, found
one person at a time by the cheapest way; whoever sits already stays.  The same input gives the same proposal, whatever the
order of its rows.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

Key = UUID


class Place(NamedTuple):
    """One seat of one team."""

    team: Key
    seat: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """So many people at least, and at most; None where there is no most."""

    low: int = 0
    high: int | None = None

    def holds(self, n: int) -> bool:
        """Whether a number lies within."""
        return self.low <= n and (self.high is None or n <= self.high)

    def room(self, n: int, most: int) -> int:
        """How many more fit where there are `n`; `most` where there is no limit."""
        return most if self.high is None else max(self.high - n, 0)


ANY_NUMBER = Bounds()


@dataclass(frozen=True, slots=True)
class Team:
    """A team: the numbers of its seats, those of its size, and how many sit in each seat already; `order` is its place in a list."""

    id: Key
    order: int
    seats: Mapping[str, Bounds]
    size: Bounds = ANY_NUMBER
    held: Mapping[str, int] = field(default_factory=dict)

    @property
    def n(self) -> int:
        """How many sit in it already."""
        return sum(self.held.values())


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody without a seat: which seats of which teams the rules leave open, and which teams are closed by a tie.

    `kept` are the teams whose district a tie or a recusal keeps the person from, `undeclared` those towards which there is no
    declaration yet, `home` those whose district the person comes from.
    """

    id: Key
    order: int
    seats: Mapping[Key, frozenset[str]]
    kept: frozenset[Key] = frozenset()
    undeclared: frozenset[Key] = frozenset()
    home: frozenset[Key] = frozenset()

    def may_hold(self, place: Place) -> bool:
        """Whether the rules on the seat leave it open to the person, recusal apart."""
        return place.seat in self.seats.get(place.team, ())

    def is_free_for(self, place: Place) -> bool:
        """Whether the person may be proposed for it."""
        return self.may_hold(place) and place.team not in self.kept and place.team not in self.undeclared


@dataclass(frozen=True, slots=True)
class Short:
    """Why nothing fits: these seats need more people than there are for them.

    `able` are those who may hold one of the seats, `free` those of them who are not kept from every one of these teams or have
    yet to declare.
    """

    places: tuple[Place, ...]
    needed: int
    able: tuple[Key, ...]
    free: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Over:
    """Why nothing fits: more people sit there already than the rules allow; without a seat, in the team, without a team, in all."""

    team: Key | None
    seat: str
    n: int
    high: int


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """Why nothing fits: the seats of all teams together hold from `least` to `most` people, and another number is asked for."""

    least: int
    most: int | None
    total: Bounds


@dataclass(frozen=True, slots=True)
class TooFew:
    """Why nothing fits: with everybody placed who can be, there are `n` people, and at least `needed` are asked for; without a
    team in all, else in that team.
    """

    team: Key | None
    n: int
    needed: int


Reason = Short | Over | OutOfReach | TooFew


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who is proposed for which seat, who is left over, and, where nothing fits, why.

    Where nothing fits the places are as many as can be filled all the same; no seat has too many, and nobody is kept from it.
    """

    places: Mapping[Key, Place] = field(default_factory=dict)
    left: tuple[Key, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether there is a split at all."""
        return not self.reasons


def proposal(people: Iterable[Candidate], teams: Iterable[Team], total: Bounds = ANY_NUMBER) -> Proposal:
    """The split for these people and teams; `total` are the numbers of everybody in all teams together."""
    crowd = tuple(sorted(people, key=lambda one: (one.order, one.id)))
    rows = tuple(sorted(teams, key=lambda one: (one.order, one.id)))
    places, is_whole = _split(crowd, rows, total)
    reasons = tuple(_never_fits(rows, total))
    if not reasons and not is_whole:
        reasons = tuple(_why(crowd, rows, total))
    return Proposal(places, tuple(one.id for one in crowd if one.id not in places), reasons)


def unevenness(sizes: Iterable[int]) -> int:
    """The sum of the squares of the sizes: of a number of people in so many teams, the least when they are most even."""
    return sum(n * n for n in sizes)


# ---------------------------------------------------------------------------------------------- the flow


@dataclass(slots=True)
class _Edge:
    """A way for so many people; what the next one costs may grow with how many went it already, and is what `cost` says.

    The first `wanted` of them are free of `penalty`: these fill what must be filled.
    """

    start: int
    end: int
    room: int
    cost: int = 0
    wanted: int = 0
    penalty: int = 0
    sits: int = -1
    flow: int = 0

    def price(self, n: int) -> int:
        """What the person costs who goes it after `n` others."""
        even = 2 * (self.sits + n) + 1 if self.sits >= 0 else 0
        return self.cost + even + (0 if n < self.wanted else self.penalty)


class _Ways:
    """The people by kind, the seats, the teams, and the ways between them."""

    def __init__(self, crowd: Sequence[Candidate], teams: Sequence[Team]) -> None:
        self.teams = teams
        self.kinds = _kinds(crowd)
        self.places = tuple(Place(team.id, seat) for team in teams for seat in team.seats)
        most = len(crowd)
        even = 2 * (most + sum(team.n for team in teams) + 1) ** 2  # more than all sizes together can cost
        lacking = even * (most + 1)  # more than all cautions
        first_place, first_team = 1 + len(self.kinds), 1 + len(self.kinds) + len(self.places)
        self.start, self.end = 0, first_team + len(teams)
        self.edges: list[_Edge] = []
        self.at: list[list[int]] = [[] for _ in range(self.end + 1)]
        for n, kind in enumerate(self.kinds):
            self._edge(_Edge(0, 1 + n, len(kind)))
            for m, place in enumerate(self.places):
                if kind[0].is_free_for(place):
                    cost = even if place.team in kind[0].home else 0
                    self._edge(_Edge(1 + n, first_place + m, len(kind), cost))
        self.filled = len(self.edges)
        m = 0
        for n, team in enumerate(teams):
            for seat, bounds in team.seats.items():
                sits = team.held.get(seat, 0)
                wanted = max(bounds.low - sits, 0)
                room = bounds.room(sits, most)
                self._edge(_Edge(first_place + m, first_team + n, room, 0, wanted, lacking))
                m += 1
            wanted, room = max(team.size.low - team.n, 0), team.size.room(team.n, most)
            self._edge(_Edge(first_team + n, self.end, room, 0, wanted, lacking, sits=team.n))

    def _edge(self, edge: _Edge) -> None:
        self.at[edge.start].append(len(self.edges))
        self.at[edge.end].append(len(self.edges))
        self.edges.append(edge)

    def is_filled(self) -> bool:
        """Whether every seat and team has as many people as it must have."""
        return all(edge.flow >= edge.wanted for edge in self.edges[self.filled :])

    def one_more(self) -> bool:
        """Send one more person by the cheapest way; False when no way is left."""
        far: list[int | None] = [None] * len(self.at)
        came: list[tuple[int, int]] = [(-1, 0)] * len(self.at)
        far[self.start] = 0
        waiting, is_waiting = deque([self.start]), {self.start}
        while waiting:
            node = waiting.popleft()
            is_waiting.discard(node)
            here = far[node]
            for number in self.at[node]:
                edge = self.edges[number]
                if edge.start == node and edge.flow < edge.room:
                    on, price, step = edge.end, edge.price(edge.flow), 1
                elif edge.end == node and edge.flow > 0:
                    on, price, step = edge.start, -edge.price(edge.flow - 1), -1
                else:
                    continue
                there = far[on]
                if here is not None and (there is None or here + price < there):
                    far[on], came[on] = here + price, (number, step)
                    if on not in is_waiting:
                        waiting.append(on)
                        is_waiting.add(on)
        if far[self.end] is None:
            return False
        node = self.end
        while node != self.start:
            number, step = came[node]
            edge = self.edges[number]
            edge.flow += step
            node = edge.start if step > 0 else edge.end
        return True

    def flows(self) -> list[int]:
        """How many go each way."""
        return [edge.flow for edge in self.edges]

    def people_placed(self, flows: Sequence[int]) -> dict[Key, Place]:
        """Who goes where: of people of one kind, the first come first."""
        first_place = 1 + len(self.kinds)
        waiting = {1 + n: deque(kind) for n, kind in enumerate(self.kinds)}
        found: dict[Key, Place] = {}
        for edge, flow in zip(self.edges[: self.filled], flows, strict=False):
            for _ in range(flow if edge.start != self.start else 0):
                found[waiting[edge.start].popleft().id] = self.places[edge.end - first_place]
        return found


def _kinds(crowd: Sequence[Candidate]) -> tuple[tuple[Candidate, ...], ...]:
    """People for whom the same is open, together: there are few kinds and many people."""
    found: dict[object, list[Candidate]] = {}
    for one in crowd:
        closed = one.kept | one.undeclared
        is_open = frozenset((team, seats) for team, seats in one.seats.items() if team not in closed)
        found.setdefault((is_open, one.home), []).append(one)
    return tuple(map(tuple, found.values()))


def _split(crowd: Sequence[Candidate], teams: Sequence[Team], total: Bounds) -> tuple[dict[Key, Place], bool]:
    """The best split of the most people with which everything is filled, and whether there is one; else as near as can be."""
    ways = _Ways(crowd, teams)
    sits = sum(team.n for team in teams)
    best, last = None, ways.flows()
    for n in range(len(crowd) + 1):
        if total.high is not None and sits + n > total.high:
            break
        last = ways.flows()
        if total.holds(sits + n) and ways.is_filled():
            best = last
        if not ways.one_more():
            break
    return ways.people_placed(last if best is None else best), best is not None


# ---------------------------------------------------------------------------------------------- why nothing fits


def _never_fits(teams: Sequence[Team], total: Bounds) -> Iterator[Reason]:
    """What refuses every split, whoever the people are."""
    for team in teams:
        for seat, bounds in team.seats.items():
            n = team.held.get(seat, 0)
            if bounds.high is not None and n > bounds.high:
                yield Over(team.id, seat, n, bounds.high)
        if team.size.high is not None and team.n > team.size.high:
            yield Over(team.id, "", team.n, team.size.high)
    n = sum(team.n for team in teams)
    if total.high is not None and n > total.high:
        yield Over(None, "", n, total.high)
        return
    least, most = _least(teams), _most(teams)
    if (total.high is not None and least > total.high) or (most is not None and most < total.low):
        yield OutOfReach(least, most, total)


def _least(teams: Iterable[Team]) -> int:
    """The fewest people with whom every seat of these teams and every team is filled, those who sit there among them."""
    return sum(
        max(
            team.size.low,
            team.n + sum(max(bounds.low - team.held.get(seat, 0), 0) for seat, bounds in team.seats.items()),
        )
        for team in teams
    )


def _most(teams: Iterable[Team]) -> int | None:
    """The most people these teams hold; None where one of them has no limit."""
    found = 0
    for team in teams:
        highs = [bounds.high for bounds in team.seats.values()]
        others = sum(n for seat, n in team.held.items() if seat not in team.seats)
        limits = [others + sum(high for high in highs if high is not None)] if None not in highs else []
        limits += [team.size.high] if team.size.high is not None else []
        if not limits:
            return None
        found += min(limits)
    return found


def _why(crowd: Sequence[Candidate], teams: Sequence[Team], total: Bounds) -> Iterator[Reason]:
    """What is lacking for these people: first too few of them in all, then the seats that compete for too few."""
    needed = max(_least(teams), total.low)
    n = sum(team.n for team in teams) + len(crowd)
    if n < needed:
        yield TooFew(None, n, needed)
    if short := _short(crowd, teams):
        yield short
        return
    if n < needed:
        return
    ways = _Ways(crowd, teams)
    while ways.one_more():
        pass
    lacking = [
        TooFew(team.id, team.n + edge.flow, team.size.low)
        for team, edge in zip(teams, (one for one in ways.edges if one.end == ways.end), strict=True)
        if edge.flow < edge.wanted
    ]
    placed = sum(edge.flow for edge in ways.edges if edge.start == ways.start)
    yield from lacking or [TooFew(None, sum(team.n for team in teams) + placed, needed)]


def _short(crowd: Sequence[Candidate], teams: Sequence[Team]) -> Short | None:
    """The seats that compete for too few people: all that is reached from a seat left empty when most of them are filled."""
    empty = [
        Place(team.id, seat)
        for team in teams
        for seat, bounds in team.seats.items()
        for _ in range(max(bounds.low - team.held.get(seat, 0), 0))
    ]
    sits = _matched(crowd, empty)
    reached = {n for n in range(len(empty)) if n not in sits.values()}
    if not reached:
        return None
    free: dict[Key, None] = {}
    waiting = deque(sorted(reached))
    while waiting:
        place = empty[waiting.popleft()]
        for one in crowd:
            if one.id not in free and one.is_free_for(place):
                free[one.id] = None
                if (next_seat := sits[one.id]) not in reached:
                    reached.add(next_seat)
                    waiting.append(next_seat)
    places = tuple(empty[n] for n in sorted(reached))
    able = tuple(one.id for one in crowd if any(one.may_hold(place) for place in places))
    return Short(tuple(dict.fromkeys(places)), len(places), able, tuple(one for one in able if one in free))


def _matched(crowd: Sequence[Candidate], empty: Sequence[Place]) -> dict[Key, int]:
    """As many of the empty seats filled as can be: who sits in which of them."""
    sits: dict[Key, int] = {}
    fitting = {place: [one.id for one in crowd if one.is_free_for(place)] for place in set(empty)}

    def finds(n: int, asked: set[Key]) -> bool:
        for one in fitting[empty[n]]:
            if one not in asked:
                asked.add(one)
                if one not in sits or finds(sits[one], asked):
                    sits[one] = n
                    return True
        return False

    for n in range(len(empty)):
        finds(n, set())
    return sits


# ---------------------------------------------------------------------------------------------- what people chose


@dataclass(frozen=True, slots=True)
class Checked:
    """What a choice made by people breaks: by person why the seat is refused, by seat and team how many are too many or lacking.

    A caution (`home`) refuses nothing.
    """

    refused: Mapping[Key, str]
    home: frozenset[Key]
    lacking: Mapping[Place, int]
    sizes: Mapping[Key, int]
    n: int


KEPT, UNDECLARED, NOT_OPEN, FULL = "kept", "undeclared", "not_open", "full"
"""Why somebody is refused a seat: a tie or recusal, no declaration yet, a rule on the seat, no room."""


@dataclass(frozen=True)
class Choice:
    """Where people want everybody to sit."""

    people: tuple[Candidate, ...]
    teams: tuple[Team, ...]
    places: Mapping[Key, Place]

    @cached_property
    def chosen(self) -> Counter[Place]:
        """How many are chosen for each seat."""
        return Counter(self.places.values())

    def checked(self) -> Checked:
        """What it breaks."""
        by_id = {team.id: team for team in self.teams}
        sizes = {
            team.id: team.n + sum(n for place, n in self.chosen.items() if place.team == team.id)
            for team in self.teams
        }
        refused = {
            one.id: why
            for one in self.people
            if (place := self.places.get(one.id))
            and (why := self._why_not(one, place, by_id[place.team], sizes))
        }
        lacking = {
            Place(team.id, seat): bounds.low - n
            for team in self.teams
            for seat, bounds in team.seats.items()
            if (n := team.held.get(seat, 0) + self.chosen[Place(team.id, seat)]) < bounds.low
        }
        home = frozenset(
            one.id for one in self.people if (at := self.places.get(one.id)) and at.team in one.home
        )
        return Checked(refused, home, lacking, sizes, sum(sizes.values()))

    def _why_not(self, one: Candidate, place: Place, team: Team, sizes: Mapping[Key, int]) -> str:
        if place.team in one.kept:
            return KEPT
        if place.team in one.undeclared:
            return UNDECLARED
        if not one.may_hold(place):
            return NOT_OPEN
        bounds = team.seats.get(place.seat, ANY_NUMBER)
        n = team.held.get(place.seat, 0) + self.chosen[place]
        is_over = bounds.high is not None and n > bounds.high
        too_big = team.size.high is not None and sizes[team.id] > team.size.high
        return FULL if is_over or too_big else ""
