"""What a regulation says of the teams of a round: how many people in which seat, in a team and in all, and what it leaves open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from xuncha.core.facts.values import listed
from xuncha.core.office.staffing import ANY_NUMBER, Bounds
from xuncha.core.scheme.rules import Call, Guard, Scheme

WIDE = ("campaign", "all")
"""Scopes in which the seats of all teams of a kind are counted together."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """So many people, by which clauses; `strength` as guards have it: `reason` passes with a written reason."""

    bounds: Bounds = ANY_NUMBER
    cite: tuple[str, ...] = ()
    strength: str = "refuse"

    @property
    def says_something(self) -> bool:
        """Whether there is a number at all."""
        return self.bounds != ANY_NUMBER

    def and_also(self, low: int, high: int | None, guard: Guard | None, cite: tuple[str, ...]) -> Numbers:
        """These numbers and further ones: the narrower of the two."""
        if low == 0 and high is None:
            return self
        highs = [one for one in (self.bounds.high, high) if one is not None]
        bounds = Bounds(max(self.bounds.low, low), min(highs) if highs else None)
        cites = tuple(dict.fromkeys((*self.cite, *cite)))
        return Numbers(bounds, cites, guard.strength if guard else self.strength)


@dataclass(frozen=True, slots=True)
class TeamRules:
    """The rules on teams of one kind of body.

    `seats` are all the seats there are in such a body, those the regulation numbers and those it does not; `rest` is the seat
    in which those sit for whom no number is said: the first open one, where the others have numbers.
    """

    kind: str
    seats: Mapping[str, Numbers] = field(default_factory=dict)
    size: Numbers = Numbers()
    total: Numbers = Numbers()
    teams: Numbers = Numbers()

    @property
    def open_seats(self) -> tuple[str, ...]:
        """The seats for which the regulation says no number."""
        return tuple(seat for seat, numbers in self.seats.items() if not numbers.says_something)

    @property
    def rest(self) -> str:
        """Where the rest sits."""
        is_numbered = len(self.open_seats) < len(self.seats)
        return next(iter(self.open_seats), "") if is_numbered else ""

    def proposed(self, held: Mapping[str, int]) -> Mapping[str, Bounds]:
        """The numbers a proposal keeps to in a team where so many sit already: of a seat with a least and no most as many as
        must be, of the open ones the rest.
        """
        found: dict[str, Bounds] = {}
        for seat, numbers in self.seats.items():
            low, high = numbers.bounds.low, numbers.bounds.high
            if numbers.says_something:
                enough = max(low, held.get(seat, 0))
                found[seat] = Bounds(low, enough if high is None and self.rest else high)
            elif seat == self.rest:
                found[seat] = ANY_NUMBER
        return found

    def allowed(self) -> Mapping[str, Bounds]:
        """The numbers that a choice made by people must keep to."""
        return {seat: numbers.bounds for seat, numbers in self.seats.items()}


def team_kinds(scheme: Scheme) -> tuple[str, ...]:
    """The kinds of bodies that inspect and have seats of their own."""
    return tuple(kind for kind in scheme.bodies("inspects") if scheme.seats_of(kind))


def rules_of_teams(scheme: Scheme, kind: str) -> TeamRules:
    """The rules on teams of a kind, from its roles and from the conditions on their seats."""
    seats = {
        value.code: Numbers() for value in scheme.seats_of(kind) if kind in value.extra.get("sits_in", ())
    }
    seats = seats or {value.code: Numbers() for value in scheme.seats_of(kind)}
    for role in scheme.roles.values():
        if role.body == kind and role.seat in seats:
            seats[role.seat] = seats[role.seat].and_also(role.min, role.max or None, None, role.cite)
    rules = TeamRules(kind, seats)
    for guard, call in _calls(scheme):
        rules = _with(rules, guard, call)
    return rules


def _calls(scheme: Scheme) -> Iterator[tuple[Guard, Call]]:
    """Every condition that a guard makes whatever else holds; what is said of single seats before what is said of several."""
    found = [
        (guard, need) for guard in scheme.guards.values() for need in guard.needs if isinstance(need, Call)
    ]
    yield from sorted(
        found, key=lambda pair: (pair[1].name == "seats_between", len(listed(pair[1].args.get("seats"))))
    )


def _with(rules: TeamRules, guard: Guard, call: Call) -> TeamRules:
    """The rules with what one condition adds to them."""
    args = call.args
    high = int(args["max"]) if args.get("max") is not None else None
    low = int(args.get("min", 0))
    if call.name == "count_between" and args.get("what") == f"body:{rules.kind}":
        if low == 0 and high is not None and not args.get("this"):
            high += 1  # counted before the one about to begin
        return replace(rules, teams=rules.teams.and_also(low, high, guard, guard.cite))
    if args.get("body") != rules.kind:
        return rules
    named = [str(seat) for seat in listed(args.get("seats")) if str(seat) in rules.seats]
    if call.name == "seats_filled":
        filled = {seat: rules.seats[seat].and_also(1, None, guard, guard.cite) for seat in named}
        return replace(rules, seats={**rules.seats, **filled})
    if call.name != "seats_between" or not named:
        return rules
    if args.get("scope") in WIDE:
        return (
            replace(rules, total=rules.total.and_also(low, high, guard, guard.cite))
            if _is_of_all(rules, named)
            else rules
        )
    if len(named) == 1:
        seat = named[0]
        return replace(
            rules, seats={**rules.seats, seat: rules.seats[seat].and_also(low, high, guard, guard.cite)}
        )
    return (
        replace(rules, size=rules.size.and_also(low, high, guard, guard.cite))
        if _is_of_all(rules, named)
        else rules
    )


def _is_of_all(rules: TeamRules, named: list[str]) -> bool:
    """Whether a number is of everybody in a team: of all its seats, or of all that are numbered."""
    numbered = {seat for seat, numbers in rules.seats.items() if numbers.says_something}
    return set(named) >= set(rules.seats) or (bool(numbered) and set(named) >= numbered and not rules.rest)
