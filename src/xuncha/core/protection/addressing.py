"""Whose key a report through the portal is sealed to: computed from whom it is about, before it is sent and again before it is opened.

Two desks read: the one that takes reports in, and the one above it, which reads what is about the first, its head, or
whatever else the first may not read.  The desk above may lie outside this office (`above` is None); then nothing here opens
what goes to it, and it is carried there sealed.  Who reads at a desk follows from `core.protection.recipients`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from xuncha.core.protection.recipients import About, Ground, Receiver, Way, way_of
from xuncha.core.scheme.rules import Scheme


class Whom(StrEnum):
    """Whom a report is about, as its writer says: a unit, the team that inspects it, or whoever takes reports in."""

    UNIT = "unit"
    TEAM = "team"
    INTAKE = "intake"


class Reader(StrEnum):
    """Which desk reads: whoever takes reports in, the level above, or nobody that this office knows."""

    INTAKE = "intake"
    ABOVE = "above"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Desks:
    """The bodies that hold the two keys; `above` is None where it lies outside this office."""

    intake: UUID
    above: UUID | None

    def body(self, reader: Reader) -> UUID | None:
        """Whose desk it is."""
        return {Reader.INTAKE: self.intake, Reader.ABOVE: self.above}.get(reader)


@dataclass(frozen=True, slots=True)
class Posts:
    """Bodies, units and people as they stand on the day, with the two desks."""

    desks: Desks
    receivers: Mapping[UUID, Receiver]
    ground: Ground

    @property
    def teams(self) -> frozenset[UUID]:
        """Every body that inspects."""
        return frozenset(key for key, one in self.receivers.items() if one.part == "inspects")


def about(whom: Whom, unit: UUID | None, team: UUID | None, posts: Posts) -> About:
    """Whom a report is about: of a team that is not known, every team, so that nobody of any reads it.

    What is registered as about the intake because it is about the unit in which the intake sits is about both.
    """
    if whom == Whom.INTAKE:
        return About(frozenset({unit} if unit else ()), frozenset({posts.desks.intake}))
    if whom == Whom.TEAM:
        return About(bodies=frozenset({team}) if team else posts.teams)
    return About(units=frozenset({unit} if unit else ()))


def reader_of(of: About, first: Reader, posts: Posts) -> Reader:
    """Whose key it is sealed to, going up from the desk that receives such reports."""
    desks = posts.desks
    to = _way(of, first, posts).to
    if to == desks.intake:
        return Reader.INTAKE
    if desks.above is None or to == desks.above:
        return Reader.ABOVE
    return Reader.NOBODY


def who_reads(of: About, at: Reader, posts: Posts) -> frozenset[UUID]:
    """Those of a desk who may open what was sealed to it, as they sit today; nobody where it goes past that desk now."""
    way = _way(of, at, posts)
    return way.people if way.to is not None and way.to == posts.desks.body(at) else frozenset()


def first_desk(scheme: Scheme, whom: Whom) -> Reader | None:
    """At which desk reports about somebody begin, as a regulation says; None where it takes in none through the portal."""
    rule, intake = scheme.reported(whom), scheme.reported(Whom.UNIT)
    if rule is None or intake is None:
        return None
    return Reader.INTAKE if set(rule.to) & set(intake.to) else Reader.ABOVE


def kind_for(scheme: Scheme, whom: Whom, reader: Reader, *, is_inspected: bool) -> str:
    """As what a report is registered at the desk it is sealed to: what went past its desk, as the level above registers it."""
    if reader == Reader.ABOVE and first_desk(scheme, whom) != Reader.ABOVE:
        whom = Whom.INTAKE
    rule = scheme.reported(whom)
    return "" if rule is None else rule.kind if is_inspected else rule.elsewhere or rule.kind


def _way(of: About, first: Reader, posts: Posts) -> Way:
    """The way from a desk up: past the intake stands the desk above, whatever else the intake answers to, and there it ends."""
    desks = posts.desks
    receivers = dict(posts.receivers)
    for desk, above in ((desks.above, None), (desks.intake, desks.above)):
        if desk is not None and desk in receivers:
            receivers[desk] = replace(receivers[desk], above=above)
    begins = desks.body(first)
    return way_of(of, begins, receivers, posts.ground) if begins else Way(None, frozenset(), ())
