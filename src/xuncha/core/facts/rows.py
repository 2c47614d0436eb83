"""The rows that acts fold into: what every ledger, desk and page is a view of.

Each row is a frozen value; a fold never changes one, it makes the next.  The same rows live in PostgreSQL
(`store`) and in memory (`core.book`), so a rule is written once and runs on both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

NO_FACTS: Mapping[str, Any] = {}

SEAT_SPACE = UUID("5b1d0c5e-7d0a-4a6e-9f53-6f2b8c1a7e01")
"""Name space of the tokens that stand for one seat of one body."""

INSIDERS = UUID("5b1d0c5e-7d0a-4a6e-9f53-6f2b8c1a7e02")
"""The token every signed-in person with a post holds: what all insiders may read."""

BODIES = UUID("5b1d0c5e-7d0a-4a6e-9f53-6f2b8c1a7e03")
"""The token that every post of a body holds, and none of a unit."""


NOBODY = UUID(int=0)
"""Who the founder and the clock are, and who holds a post for which acts are entered from paper: no person by name."""


CLOSED_BY_TIES = frozenset({"complaint", "clue", "inquiry", "referral", "protection"})
"""What somebody with a tie to a unit neither reads nor counts of it: who reports, and what came of a report."""


def seat_token(party: UUID, seat: str) -> UUID:
    """The reader token of one seat (`head` of one team), narrower than the body's own."""
    return uuid5(SEAT_SPACE, f"{party}/{seat}")


def kind_token(party_kind: str, function: str = "") -> UUID:
    """The reader token of every body of one kind, also of those formed later; of receivers, those of one function."""
    return uuid5(SEAT_SPACE, f"kind {party_kind}/{function}")


@dataclass(frozen=True, slots=True)
class Subject:
    """One stream: a round, a complaint, a finding, a paper ...  `facts` holds what its acts have said.

    `readers` are the tokens of parties or seats that may read it; `barred` are bodies whose people may not,
    whatever else they hold.  `version` is the position of the last act folded in.
    """

    id: UUID
    kind: str
    code: str
    state: str
    title: str
    campaign: UUID | None
    inspection: UUID | None
    unit: UUID | None
    body: UUID | None
    parent: UUID | None
    number: str
    n: int
    cycle: int
    opened_on: date
    closed_on: date | None
    readers: frozenset[UUID]
    barred: frozenset[UUID]
    facts: Mapping[str, Any]
    version: int


@dataclass(frozen=True, slots=True)
class Seat:
    """A person in a post: the seat `seat` of the body or unit `party`, from a day until it is vacated.

    `part` is the part its body plays (`core.traits.PARTS`); empty for units, receivers and everyone else outside.
    `until` is the last day where it is known beforehand, as for who deputises; `ended_on` says that it was vacated, and from the
    moment of that act it gives nothing.  Who stands in for `acting_for` does only `acts`, where any are named.
    """

    id: UUID
    party: UUID
    party_kind: str
    function: str
    seat: str
    person: UUID
    home_unit: UUID | None
    leadership: bool
    since: date
    until: date | None
    acting_for: UUID | None
    version: int
    part: str = ""
    ended_on: date | None = None
    acts: tuple[str, ...] = ()

    @property
    def tokens(self) -> tuple[UUID, ...]:
        """What it lets its holder read: what its body, its seat, bodies of its kind, everybody and the holder may."""
        kinds = dict.fromkeys((kind_token(self.party_kind), kind_token(self.party_kind, self.function)))
        bodies = () if self.party_kind == "unit" else (BODIES,)
        return (self.party, seat_token(self.party, self.seat), *kinds, INSIDERS, *bodies, self.person)

    def is_in_force(self, on: date) -> bool:
        """Whether its holder may act by it on a day: not vacated, not before its first day nor after its last."""
        return self.ended_on is None and self.since <= on and (self.until is None or on <= self.until)

    def has_not_run_out(self, on: date) -> bool:
        """Whether it was not vacated and its last day is not over; one that begins later has been given already."""
        return self.ended_on is None and (self.until is None or on <= self.until)

    def is_deputised_for(self, act: str, value: str) -> bool:
        """Whether the act is among those its holder stands in for: all of them where none is named."""
        return not self.acts or bool({act, f"{act}:{value}"} & set(self.acts))


def post_on_paper(party: UUID, kind: str, function: str, seat: str, part: str) -> Seat:
    """The post for which somebody enters acts from a paper; nobody holds it by name."""
    return Seat(
        uuid5(party, seat), party, kind, function, seat, NOBODY, None, False, date(2000, 1, 1), None, None, 0, part
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Authority:
    """A body may act on a unit in a round, for one matter, until the archive is handed over."""

    id: UUID
    body: UUID
    campaign: UUID
    unit: UUID
    matter: str
    since: date
    until: date | None
    ended_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class Tie:
    """What a person declared about a unit: a ground, or none."""

    id: UUID
    person: UUID
    unit: UUID
    ground: str
    declared_on: date
    version: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A person kept off a unit, from the moment recusal is asked for."""

    id: UUID
    person: UUID
    unit: UUID
    ground: str
    since: date
    decided: bool
    kept_off: bool
    version: int


@dataclass(frozen=True, slots=True)
class Duty:
    """Who owes whom what by when, under which clause.

    `due_at` is the exclusive instant at which the duty becomes late; None with `undated` holding the text's
    own word for time.  `due` tells how the instant was found, day by day (`core.due.Due` as JSON).
    """

    id: UUID
    rule: str
    scheme: str
    owner: UUID | None
    owner_seat: str
    co_owners: tuple[str, ...]
    owed_to: UUID | None
    stream: UUID
    kind: str
    campaign: UUID | None
    inspection: UUID | None
    unit: UUID | None
    body: UUID | None
    item: str
    awaits: tuple[str, ...]
    where: Mapping[str, Any]
    scope: str
    state: str
    opened_by: int
    opened_on: date
    opened_at: datetime
    due_at: datetime | None
    undated: str
    before: str
    due: Mapping[str, Any]
    urged: int
    closed_by: int | None
    closed_on: date | None
    readers: frozenset[UUID]
    barred: frozenset[UUID]
    version: int
    reported_to: tuple[str, ...] = ()
    """The bodies that were told that it is late; they owe nothing by it."""

    @property
    def owed_by(self) -> tuple[UUID, ...]:
        """The bodies and units that owe this, alone or with others; who leads comes first."""
        return (*((self.owner,) if self.owner else ()), *map(UUID, self.co_owners))


@dataclass(frozen=True, slots=True)
class Act:
    """One accepted act as it stands in the record: the header, and beside it the payload it commits to.

    `effects` says what the act brought about (number given, duties opened and discharged, authority ended), so
    that replay folds and never decides again.
    """

    id: UUID
    position: int
    type: str
    value: str
    subject: UUID
    kind: str
    campaign: UUID | None
    inspection: UUID | None
    unit: UUID | None
    body: UUID | None
    parent: UUID | None
    by_party: UUID | None
    by_kind: str
    by_seat: str
    by_person: UUID | None
    entered_by: UUID | None
    occurred_on: date
    recorded_at: datetime
    scheme: str
    calendar: str
    refs: tuple[UUID, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    effects: Mapping[str, Any] = field(default_factory=dict)


CLOCK = Seat(NOBODY, NOBODY, "clock", "", "", NOBODY, None, False, date(2000, 1, 1), None, None, 0)
"""By whom the calendar acts: nobody's seat."""

BY_CODE = replace(CLOCK, party_kind="mailbox")
"""By whom a reporter acts who comes with the code of a receipt: nobody's seat, as who it is stays unknown."""

SCOPES = ("campaign", "inspection", "unit", "body")
"""The wider things a stream can belong to; each header and row carries their ids."""

Row = Subject | Seat | Authority | Tie | Bar | Duty
