"""Who a report goes to: computed from whom it is about, never chosen by anybody.

A report never reaches the unit or body it is about, the people it names, those below and above them within their own
unit, nor anyone with a tie to one of these.  Where that closes the body that would receive it (the report is about that
body or its people, about a body or people it answers to, or nobody in it is left), the report goes to the body above,
sealed to that one, so that the lower one cannot read it; a report about a team goes past all teams.  Where the bodies of
this office end, it goes up and out of the office: never to somebody by default.  The same is asked again at every
assignment, every opening of an identity and every change of post, as the answer follows from who sits where on that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from xuncha.core.words import Text


@dataclass(frozen=True, slots=True)
class Receiver:
    """A body that may receive reports, with its people on the day in question.

    `part` is the part it plays (`core.traits.PARTS`: `inspects` for a team), `host` the unit it belongs to or sits in,
    `above` the body that reports about it go to; None where that lies outside this office.
    """

    id: UUID
    part: str
    people: frozenset[UUID]
    above: UUID | None = None
    host: UUID | None = None


@dataclass(frozen=True, slots=True)
class About:
    """Whom a report is about: units, bodies and people."""

    units: frozenset[UUID] = frozenset()
    bodies: frozenset[UUID] = frozenset()
    people: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known of units and people on the day.

    `parents` has for each unit the one above it; `members` those who hold a post in a unit or have it as their home unit,
    also lately; `ties` the units to which somebody declared or was found to have a tie, or from which they are kept off.
    """

    parents: Mapping[UUID, UUID]
    members: Mapping[UUID, frozenset[UUID]]
    ties: Mapping[UUID, frozenset[UUID]]


class Closed(StrEnum):
    """Why a body does not receive a report."""

    ABOUT_IT = "about_it"
    OF_THE_UNIT = "of_the_unit"
    ABOUT_ITS_PEOPLE = "about_its_people"
    UNDER_THEM = "under_them"
    ABOUT_A_TEAM = "about_a_team"
    NOBODY_LEFT = "nobody_left"

    @property
    def text(self) -> Text:
        return _WHY[self]


_WHY = {
    Closed.ABOUT_IT: Text("反映的就是这个机构", "It is about this body"),
    Closed.OF_THE_UNIT: Text("这个机构属于所反映的单位", "This body belongs to the unit it is about"),
    Closed.ABOUT_ITS_PEOPLE: Text("反映的人在这个机构任职", "Somebody it is about sits in this body"),
    Closed.UNDER_THEM: Text("这个机构受所反映的机构或者人领导", "This body answers to whom it is about"),
    Closed.ABOUT_A_TEAM: Text(
        "反映{team}的，不由{team}收", "What is about a {team} is not received by any {team}"
    ),
    Closed.NOBODY_LEFT: Text("这个机构没有不需回避的人", "Nobody in this body is without a tie"),
}


@dataclass(frozen=True, slots=True)
class Way:
    """Where a report goes: the body it is sealed to and those in it who may read, and the bodies passed over, with why.

    Without a body (`to` is None) it goes up and out of this office, and nobody here reads it.
    """

    to: UUID | None
    people: frozenset[UUID]
    passed: tuple[tuple[UUID, Closed], ...]

    @property
    def leaves(self) -> bool:
        """Whether it goes out of this office."""
        return self.to is None


def way_of(about: About, first: UUID, receivers: Mapping[UUID, Receiver], ground: Ground) -> Way:
    """The way of a report from the body that receives such reports; each body is asked once, going up."""
    passed: list[tuple[UUID, Closed]] = []
    here: UUID | None = first
    seen: set[UUID] = set()
    while here is not None and here not in seen and here in receivers:
        seen.add(here)
        receiver = receivers[here]
        people = may_read(about, receiver, receivers, ground)
        closed = why_closed(about, receiver, receivers, ground) or (None if people else Closed.NOBODY_LEFT)
        if closed is None:
            return Way(here, people, tuple(passed))
        passed.append((here, closed))
        here = receiver.above
    return Way(None, frozenset(), tuple(passed))


def why_closed(
    about: About, receiver: Receiver, receivers: Mapping[UUID, Receiver], ground: Ground
) -> Closed | None:
    """Why a whole body does not receive a report, whoever sits in it; None where it may."""
    if receiver.id in about.bodies or receiver.id in about.units:
        return Closed.ABOUT_IT
    if receiver.people & about.people:
        return Closed.ABOUT_ITS_PEOPLE
    if receiver.host is not None and receiver.host in _around(units_of(about, ground), ground):
        return Closed.OF_THE_UNIT
    if any(one.id in about.bodies or one.people & about.people for one in _bodies_above(receiver, receivers)):
        return Closed.UNDER_THEM
    teams = {key for key in about.bodies if key in receivers and receivers[key].part == "inspects"}
    staff = any(one.part == "inspects" and one.people & about.people for one in receivers.values())
    if receiver.part == "inspects" and (teams or staff):
        return Closed.ABOUT_A_TEAM
    return None


def _bodies_above(receiver: Receiver, receivers: Mapping[UUID, Receiver]) -> Iterator[Receiver]:
    """The bodies that one answers to, up to the top; a ring ends where it closes."""
    seen = {receiver.id}
    while receiver.above is not None and receiver.above in receivers and receiver.above not in seen:
        receiver = receivers[receiver.above]
        seen.add(receiver.id)
        yield receiver


def may_read(
    about: About, receiver: Receiver, receivers: Mapping[UUID, Receiver], ground: Ground
) -> frozenset[UUID]:
    """Those of a body who may read the report: none it is about, none who works with them, none with a tie."""
    units = units_of(about, ground)
    near = _around(units, ground)
    colleagues = {one for key in about.bodies if key in receivers for one in receivers[key].people}
    of_units = {one for unit in near for one in ground.members.get(unit, frozenset())}
    return frozenset(
        one
        for one in receiver.people - about.people - colleagues - of_units
        if not ground.ties.get(one, frozenset()) & units
    )


def units_of(about: About, ground: Ground) -> frozenset[UUID]:
    """The units it is about: those it names, and those in which the people it names have a post."""
    theirs = {unit for unit, people in ground.members.items() if people & about.people}
    return about.units | theirs


def _around(units: Iterable[UUID], ground: Ground) -> frozenset[UUID]:
    """These units, and those that lie below them: all that answers to whom the report is about."""
    wanted = set(units)
    return frozenset(
        wanted | {unit for unit in ground.parents if any(one in wanted for one in _up(unit, ground))}
    )


def _up(unit: UUID, ground: Ground) -> Iterator[UUID]:
    """The units above one, up to the top; a ring in the tree ends where it closes."""
    seen = {unit}
    while (above := ground.parents.get(unit)) is not None and above not in seen:
        seen.add(above)
        unit = above
        yield unit
