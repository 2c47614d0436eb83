"""Who may sit in which team of a round: what a proposal of teams is made from.

Whoever fills the seats is told that somebody is kept from a team, as the refusal of the act would tell, and never on what
ground; what is read for that is for judging alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from xuncha.core.acts.competence import is_for_post, roles_for
from xuncha.core.facts.book import Ask, Book
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Act, Subject
from xuncha.core.facts.values import id_of
from xuncha.core.guards.judging import asks_of, guards_for, holds
from xuncha.core.names.numbered import in_order
from xuncha.core.office.staffing import ANY_NUMBER, Bounds, Candidate, Place, Team
from xuncha.core.office.team_rules import TeamRules, rules_of_teams, team_kinds
from xuncha.core.predicates.ties import Pair, kept_and_declared
from xuncha.core.scheme.rules import Guard, Scheme, calls
from xuncha.store.append import Statement, run, with_payloads
from xuncha.store.cases import case_of
from xuncha.store.table import ACT, BAR, SEAT, SUBJECT, TIE, held_today
from xuncha.store.viewer import SEES, Viewer

MOST = 200
"""So many people without a seat are looked at; whoever was registered first comes first."""

FILLING = "seat.filled"
ASSIGNING = ("inspection.assigned", "authority.granted", FILLING)
"""Acts before which a regulation asks for declarations."""


def may_propose(viewer: Viewer, scheme: Scheme) -> bool:
    """Whether the post fills seats of teams that are not its own: of whoever leads, runs or manages the people."""
    roles = roles_for(scheme, viewer.seat)
    seats = {value.code for kind in team_kinds(scheme) for value in scheme.seats_of(kind)}
    is_over_teams = viewer.seat.part in ("leads", "runs") or bool(viewer.seat.function)
    return is_over_teams and any(is_for_post(scheme, roles, FILLING, seat) for seat in seats)


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody who sits in a team; `kept`, `undeclared` and `home` towards that very team."""

    person: UUID
    name: str
    place: Place
    kept: bool = False
    undeclared: bool = False
    home: bool = False


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody without a seat: what is open to the person, the home unit where it was registered, and which teams of the round
    the person has left.

    Who has left a team is proposed for none: whether the person comes back, and where, is not worked out.
    """

    candidate: Candidate
    name: str
    home_unit: UUID | None
    left: frozenset[UUID] = frozenset()
    has_declared: bool = True
    """Whether there is a declaration towards any of the units; before the first one nobody is put into a team."""


@dataclass(frozen=True)
class Staffing:
    """The teams of a round with who sits there, who could, and the rules; `is_handed_over` where the viewer is kept from a unit
    of one of the teams, or has declared a tie to it, and is told nothing.
    """

    teams: tuple[Subject, ...] = ()
    rules: Mapping[str, TeamRules] = field(default_factory=dict)
    sitting: tuple[Sitting, ...] = ()
    people: tuple[Newcomer, ...] = ()
    names: Mapping[UUID, str] = field(default_factory=dict)
    closed_by: Mapping[str, Guard] = field(default_factory=dict)
    """By seat: the rule that asks something of whoever is to sit there."""
    ties: Guard | None = None
    """The rule that keeps people with a tie, and those who have not declared, from a unit."""
    is_more: bool = False
    is_handed_over: bool = False

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The people without a seat."""
        return tuple(one.candidate for one in self.people)

    @property
    def to_propose(self) -> tuple[Candidate, ...]:
        """Those of them for whom a seat is proposed."""
        return tuple(one.candidate for one in self.people if not one.left)

    def seated(self, *, allowed: bool = False) -> tuple[Team, ...]:
        """The teams as a proposal looks at them; `allowed` with the numbers that a choice made by people must keep to."""
        held: dict[UUID, Counter[str]] = {}
        for one in self.sitting:
            held.setdefault(one.place.team, Counter())[one.place.seat] += 1
        found = []
        for n, row in enumerate(self.teams):
            rules, sits = self.rules[row.code], held.get(row.id, Counter())
            numbers = rules.allowed() if allowed else rules.proposed(sits)
            found.append(Team(row.id, n, numbers, rules.size.bounds, sits))
        return tuple(found)

    @property
    def rules_in_all(self) -> TeamRules | None:
        """The rules of the one kind of team there is; with several kinds no number is of all."""
        return next(iter(self.rules.values())) if len(self.rules) == 1 else None

    @property
    def total(self) -> Bounds:
        """The numbers of everybody in all teams."""
        return self.rules_in_all.total.bounds if self.rules_in_all else ANY_NUMBER


_BEGUN = '(SELECT min(a."position") FROM act a WHERE a.subject = {}.id)'
"""When something was begun: the order in which teams are formed and people registered."""


def staffing(viewer: Viewer, scheme: Scheme, campaign: Subject, now: datetime) -> Staffing:
    """The teams of a round that the viewer reads, and who may sit in them."""
    kinds = team_kinds(scheme)
    key = {"campaign": campaign.id}
    found, inspections, authorities = run(
        [
            (f"{SUBJECT.select()} WHERE kind = 'body' AND campaign = %(campaign)s AND state = 'formed'"
             f" AND code = ANY(%(kinds)s) AND {SEES} ORDER BY {_BEGUN.format('subject')}", {**viewer.params, **key, "kinds": list(kinds)}),
            ("SELECT unit, body, (facts->>'area')::uuid FROM subject WHERE kind = 'inspection' AND campaign = %(campaign)s"
             " AND unit IS NOT NULL AND state <> 'withdrawn'", key),
            ("SELECT unit, body FROM authority WHERE campaign = %(campaign)s AND ended_on IS NULL", key),
        ]
    )  # fmt: skip
    teams = in_order(map(SUBJECT.read, found), attrgetter("title"))
    units = _Units(teams, inspections, authorities)
    if units.every & {*viewer.hidden_units, *viewer.tied_units}:
        return Staffing(teams, is_handed_over=True)
    return _filled(viewer, scheme, campaign, teams, units, now)


@dataclass(frozen=True)
class _Units:
    """The units each team is concerned with: those it was given, and those in its area that no team was given yet."""

    teams: tuple[Subject, ...]
    inspections: Sequence[Sequence[Any]]
    authorities: Sequence[Sequence[Any]]

    def of(self, team: Subject) -> frozenset[UUID]:
        """The units of one team."""
        area = id_of(team.facts.get("area"))
        given = {unit for unit, body, _ in self.inspections if body == team.id}
        given |= {unit for unit, body in self.authorities if body == team.id}
        lying = {unit for unit, body, where in self.inspections if body is None and area and where == area}
        return frozenset(given | lying)

    @property
    def every(self) -> set[UUID]:
        """The units of all teams."""
        return {unit for team in self.teams for unit in self.of(team)}


def _filled(
    viewer: Viewer,
    scheme: Scheme,
    campaign: Subject,
    teams: tuple[Subject, ...],
    units: _Units,
    now: datetime,
) -> Staffing:
    rules = {kind: rules_of_teams(scheme, kind) for kind in dict.fromkeys(team.code for team in teams)}
    keys, every = [team.id for team in teams], list(units.every)
    seats, found = run([_seats(keys), _people(viewer, keys)])
    sitting = [(SEAT.read(values), str(name)) for *values, name in seats]
    people = [_Person(*values) for values in found]
    bodies = _Rules(viewer, scheme, campaign, teams, rules, now)
    ties, bars, leading, headers = run(
        [
            *_ties([*(seat.person for seat, _ in sitting), *(one.id for one in people)], every),
            bodies.acts([one.id for one in people]),
        ]
    )
    kept, declared = kept_and_declared(map(TIE.read, ties), map(BAR.read, bars))
    if _keeps_leaders_away(scheme):
        kept |= {(person, unit) for person, unit in leading}
    asks_declaring = _declared_first(scheme)
    of_team = {team.id: units.of(team) for team in teams}
    areas = {team.id: id_of(team.facts.get("area")) for team in teams}
    open_to = bodies.open_to(people, with_payloads(map(ACT.read, headers)) if headers else [])

    def towards(person: UUID, team: UUID, pairs: set[Pair]) -> bool:
        return any((person, unit) in pairs for unit in of_team[team])

    def is_undeclared(person: UUID, team: UUID) -> bool:
        return asks_declaring is not None and any((person, unit) not in declared for unit in of_team[team])

    def is_home(homes: Iterable[UUID | None], team: UUID) -> bool:
        return any(home is not None and (home in of_team[team] or home == areas[team]) for home in homes)

    def newcomer(one: _Person) -> Newcomer:
        spoke = asks_declaring is None or not every or any(person == one.id for person, _ in declared)
        shut = frozenset(team for team in keys if towards(one.id, team, kept))
        silent = (team for team in keys if team not in shut and (not spoke or is_undeclared(one.id, team)))
        homes = (team for team in keys if is_home((one.home, one.above), team))
        who = Candidate(one.id, one.order, open_to[one.id], shut, frozenset(silent), frozenset(homes))
        return Newcomer(who, one.name, one.home, frozenset(one.left), spoke)

    return Staffing(
        teams, rules,
        tuple(
            Sitting(
                seat.person, name, Place(seat.party, seat.seat), towards(seat.person, seat.party, kept),
                is_undeclared(seat.person, seat.party), is_home((seat.home_unit,), seat.party),
            )
            for seat, name in sitting
        ),
        tuple(newcomer(one) for one in people[:MOST]),
        {**{one.id: one.name for one in people}, **{seat.person: name for seat, name in sitting}},
        bodies.closed_by, asks_declaring, len(people) > MOST,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody registered without a seat: in the order of registering, the home unit, the one above it, and the teams left."""

    id: UUID
    name: str
    order: int
    home: UUID | None
    above: UUID | None
    left: Sequence[UUID]


def _seats(teams: list[UUID]) -> Statement:
    return (
        f"SELECT {SEAT.listed('s')}, p.title FROM seat s JOIN subject p ON p.id = s.person"
        f" WHERE s.party = ANY(%s) AND {held_today('s')} ORDER BY s.version, s.id",
        [teams],
    )


def _people(viewer: Viewer, teams: list[UUID]) -> Statement:
    """Registered people with no post at all, and those nominated for one of these teams; nobody who acts, for oneself."""
    return (
        f"SELECT p.id, p.title, {_BEGUN.format('p')} AS begun, (p.facts->>'home_unit')::uuid, (u.facts->>'parent')::uuid,"
        " ARRAY(SELECT s.party FROM seat s WHERE s.person = p.id AND s.party = ANY(%(teams)s)) FROM subject p"
        " LEFT JOIN subject u ON u.id = (p.facts->>'home_unit')::uuid"
        " WHERE p.kind = 'person' AND p.state = 'current' AND p.id <> %(me)s"
        f" AND NOT EXISTS (SELECT FROM seat s WHERE s.person = p.id AND s.party = ANY(%(teams)s) AND {held_today('s')})"
        f" AND (NOT EXISTS (SELECT FROM seat s WHERE s.person = p.id AND {held_today('s')})"
        " OR EXISTS (SELECT FROM act a WHERE a.type = 'person.nominated' AND a.subject = ANY(%(teams)s)"
        " AND a.refs @> ARRAY[p.id])) ORDER BY begun LIMIT %(most)s",
        {"me": viewer.person, "teams": teams, "most": MOST + 1},
    )


def _ties(people: list[UUID], units: list[UUID]) -> tuple[Statement, ...]:
    """What these people declared towards these units, what they are kept off, and where they sit in the leadership."""
    params = {"people": people, "units": units}
    of = "person = ANY(%(people)s) AND {} = ANY(%(units)s)"
    return (
        (f"{TIE.select()} WHERE {of.format('unit')} ORDER BY version, id", params),
        (f"{BAR.select()} WHERE {of.format('unit')} AND kept_off ORDER BY version, id", params),
        (
            f"SELECT person, party FROM seat WHERE {of.format('party')} AND leadership AND {held_today()}",
            params,
        ),
    )


def _declared_first(scheme: Scheme) -> Guard | None:
    """The rule by which people declare before they come to a unit."""
    found = (guard for act in ASSIGNING for guard in scheme.guards_on.get(act, ()))
    return next(
        (
            one
            for one in found
            if any(
                call.name == "untied" and not call.args.get("undeclared_passes") for call in calls(one.needs)
            )
        ),
        None,
    )


def _keeps_leaders_away(scheme: Scheme) -> bool:
    """Whether nobody inspects a unit in whose leadership the person sits."""
    return any(
        call.name == "from_elsewhere" and call.args.get("of") == "leadership"
        for act in ASSIGNING
        for guard in scheme.guards_on.get(act, ())
        if guard.strength == "refuse"
        for call in calls(guard.needs)
    )


# ---------------------------------------------------------------------------------------------- the rules on a seat


class _Answers(dict[Ask, tuple[Any, ...]]):
    """The rows that a condition asks for, looked up in a book when it asks."""

    def __init__(self, book: Book) -> None:
        super().__init__()
        self._book = book

    def __missing__(self, wanted: Ask) -> tuple[Any, ...]:
        self[wanted] = found = self._book.find(wanted)
        return found


@dataclass
class _Rules:
    """The rules on each seat that look at what was done about a person before: who was nominated, who was decided on.

    They are asked as they will be when the seat is filled, on the acts alone.
    """

    viewer: Viewer
    scheme: Scheme
    campaign: Subject
    teams: tuple[Subject, ...]
    rules: Mapping[str, TeamRules]
    now: datetime
    closed_by: dict[str, Guard] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._asked = {
            Place(team.id, seat): (case, guards)
            for team in self.teams
            for seat in self.rules[team.code].seats
            if (case := self._case(team, seat)) and (guards := tuple(_about_the_past(case)))
        }
        self.closed_by |= {place.seat: guards[0] for place, (_, guards) in self._asked.items()}

    def _case(self, team: Subject, seat: str) -> Case:
        rows = {self.campaign.id: self.campaign}
        fields = {"seat": seat, "person": str(self.viewer.person)}
        return case_of(self.viewer, FILLING, fields, team, rows, self.scheme, self.now)

    def acts(self, people: list[UUID]) -> Statement:
        """The acts that these rules look at: on the teams, in the round, or about these people."""
        types = {
            str(kind)
            for case, guards in self._asked.values()
            for guard in guards
            for wanted in asks_of(case, guard.needs + guard.unless)
            for name, value in wanted.where
            if name == "type"
            for kind in (value if isinstance(value, tuple) else (value,))
        }
        return (
            f"{ACT.select()} WHERE type = ANY(%(types)s) AND (campaign = %(campaign)s OR refs && %(people)s::uuid[])"
            ' ORDER BY "position"',
            {"types": sorted(types), "campaign": self.campaign.id, "people": people},
        )

    def open_to(
        self, people: Sequence[_Person], acts: Iterable[Act]
    ) -> dict[UUID, Mapping[UUID, frozenset[str]]]:
        """For each person and team the seats that no such rule closes; of those whom no act names, the same for all."""
        book, found = Book(), dict[UUID | None, Mapping[UUID, frozenset[str]]]()
        book.put(told := list(acts))
        facts, named = _Answers(book), {key for act in told for key in act.refs}
        for one in people:
            who = one.id if one.id in named else None
            if who not in found:
                found[who] = self._seats_open(one.id, facts)
        return {one.id: found[one.id if one.id in named else None] for one in people}

    def _seats_open(self, person: UUID, facts: _Answers) -> Mapping[UUID, frozenset[str]]:
        return {
            team.id: frozenset(
                seat
                for seat in self.rules[team.code].seats
                if self._passes(Place(team.id, seat), person, facts)
            )
            for team in self.teams
        }

    def _passes(self, place: Place, person: UUID, facts: _Answers) -> bool:
        if place not in self._asked:
            return True
        case, guards = self._asked[place]
        case = replace(case, fields={**case.fields, "person": str(person)})
        return all(
            holds(case, guard.needs, facts) or (bool(guard.unless) and holds(case, guard.unless, facts))
            for guard in guards
        )


def _about_the_past(case: Case) -> Iterable[Guard]:
    """The guards on a case that look at acts and at nothing else."""
    for guard in guards_for(case):
        asks = list(asks_of(case, guard.needs + guard.unless))
        if guard.strength == "refuse" and asks and all(wanted.table == "act" for wanted in asks):
            yield guard
