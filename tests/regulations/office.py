"""A regulation played in memory: an office whose every step is an act, and what is asked about it afterwards.

Each regulation has a class of its own over this one, whose methods are named for what its offices do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import wraps
from typing import Any, NamedTuple, Self, TypeVar
from uuid import UUID

from xuncha.core.dates.calendar import Calendar
from xuncha.core.facts.book import Book
from xuncha.core.facts.rows import Act, Duty, Seat, Subject
from xuncha.core.refusal import BadFields, Refusal
from xuncha.core.review.play import NOBODY, Play
from xuncha.core.scheme.rules import Scheme


class Owed(NamedTuple):
    """What is owed, as a desk shows it: by whom, when (a day, the text's own word, or before which act), to whom."""

    by: str
    when: str
    to: str = ""


Made = TypeVar("Made")


class Ground:
    """Where plays are begun: in memory, unless a test says otherwise (`tests.regulations.paged`)."""

    now_on: Callable[[Scheme, Calendar, datetime], Any] = Play
    builds = 0
    """How many stages are being built: what is made meanwhile is kept for the tests to come."""


def begin(scheme: Scheme, calendar: Calendar, now: datetime) -> Any:
    """A new play of a regulation."""
    return Ground.now_on(scheme, calendar, now)


def stage(build: Callable[[], Made]) -> Callable[[], Made]:
    """A stage of a city, built once for each ground; tests go on from copies of it."""
    made: dict[object, Made] = {}

    @wraps(build)
    def once() -> Made:
        if Ground.now_on not in made:
            Ground.builds += 1
            try:
                made[Ground.now_on] = build()
            finally:
                Ground.builds -= 1
        return made[Ground.now_on]

    return once


CLOCK = Seat(NOBODY, NOBODY, "clock", "", "", NOBODY, None, False, date(2000, 1, 1), None, None, 0)


@dataclass
class Office:
    """A play of one regulation, and a name for each thing in it."""

    play: Any
    """A `Play`, or what is asked the same on another ground."""
    keys: dict[str, UUID] = field(default_factory=dict)

    def body(self, key: str, kind: str, title: str, **more: Any) -> None:
        self.keys[key] = self.play.put(
            "body.formed", {"kind": kind, "title": title, **more}, new_id=self.play.key(key)
        )

    def unit(self, key: str, title: str, kind: str) -> None:
        self.keys[key] = self.play.put(
            "unit.registered", {"title": title, "kind": kind}, new_id=self.play.key(key)
        )

    def person(self, name: str, **more: Any) -> None:
        told = {"title": name} | self._with_ids(more)
        self.keys[name] = self.play.put("person.registered", told, new_id=self.play.key(name))

    def seat(self, party: str, seat: str, person: str, **more: Any) -> None:
        holder = str(self.keys[person])
        self.play.found_seat(self.keys[party], {"seat": seat, "person": holder, **more})

    def by(self, party: str, seat: str = "") -> Seat:
        """The seat of a party: `by("team", "head")`, or the body itself through its paper."""
        return self.play.seat(self.keys[party], seat)

    def do(self, by: str, act: str, fields: Mapping[str, Any] | None = None, **where: Any) -> Act:
        """One act: `do("office/clerk", "campaign.opened", {...}, name="round")`; `name` keeps a new subject's id."""
        name = where.pop("name", "")
        done = self.play.do(act, self._with_ids(fields or {}), by=self._seat_of(by), **self._where(where))
        if name:
            self.keys[name] = done.subject
        return done

    def refused(
        self, by: str, act: str, fields: Mapping[str, Any] | None = None, **where: Any
    ) -> tuple[Refusal, ...]:
        """Why an act would be refused; empty when it could be done."""
        return self.play.refusals(
            act, self._with_ids(fields or {}), by=self._seat_of(by), **self._where(where)
        )

    def _seat_of(self, by: str) -> Seat:
        party, _, seat = by.partition("/")
        return self.by(party, seat)

    def _where(self, where: Mapping[str, Any]) -> dict[str, Any]:
        names = ("subject", "within")
        return {name: self.keys[value] if name in names else value for name, value in where.items()}

    def _with_ids(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Fields in which `@town` stands for the id of what is kept under that name."""
        return {name: self._id(value) for name, value in fields.items()}

    def _id(self, value: Any) -> Any:
        if isinstance(value, str) and value.startswith("@"):
            return str(self.keys[value[1:]])
        if isinstance(value, list):
            return [self._id(one) for one in value]
        if isinstance(value, Mapping):
            return {name: self._id(one) for name, one in value.items()}
        return value

    def subject(self, name: str) -> Subject:
        return self.play.subject(self.keys[name])

    def duty(self, rule: str, state: str = "open") -> Duty:
        """The only duty of a rule in this state."""
        [found] = self.duties(rule, state)
        return found

    def duties(self, rule: str, state: str = "open") -> tuple[Duty, ...]:
        return self.play.duties(rule=rule, state=state)

    def again(self) -> Self:
        """The same city once more, so that a test may go its own way from here."""
        return type(self)(copied(self.play), dict(self.keys))

    def why(self, rule: str, by: str, act: str, fields: Mapping[str, Any] | None = None, **where: Any) -> str:
        """What this rule says against the act: `yiwu-13-1 属于职责范围的才受理：…`; nothing when it lets pass."""
        found = [one for one in self.refused(by, act, fields, **where) if one.rule == rule]
        return "\n".join(
            f"{' '.join(one.cite)} {one.what.zh}：{'；'.join(missing.text.zh for missing in one.missing)}"
            for one in found
        )

    def faults(
        self, by: str, act: str, fields: Mapping[str, Any] | None = None, **where: Any
    ) -> dict[str, str]:
        """The fields that are empty or wrong, each with what is said beside it."""
        try:
            self.refused(by, act, fields, **where)
        except BadFields as bad:
            return {fault.name: fault.text.zh for fault in bad.faults}
        return {}

    def owed(self, rule: str) -> list[Owed]:
        """What is still owed under a rule."""
        return [
            Owed(
                self._name(duty.owner, duty.owner_seat),
                duty.due.get("on") or duty.undated or f"before {duty.before}",
                self._name(duty.owed_to),
            )
            for duty in self.duties(rule)
        ]

    def _name(self, party: UUID | None, seat: str = "") -> str:
        name = next((name for name, key in self.keys.items() if key == party), "")
        return f"{name}/{seat}" if seat else name

    def held(self, name: str, act: str = "") -> Mapping[str, Any]:
        """The facts of a subject, or what the last act of this type said on it."""
        facts = self.subject(name).facts
        said: Any = facts[act] if act else facts
        found: Mapping[str, Any] = said[-1] if isinstance(said, list) else said
        return found if isinstance(self.play, Play) else self.play.shows(self.keys[name], found, act)

    def desk(self, by: str) -> Any:
        """Somebody's browser, where a test plays through pages and reads what is on no matter's own page."""
        return self.play.desk(self._seat_of(by))

    def began(self, name: str) -> Mapping[str, Any]:
        """What the act said that began a thing, whatever was changed in it since."""
        key = self.keys[name]
        if not isinstance(self.play, Play):
            return self.play.shows(key, self.play.acts_on(key)[0].fields)
        acts = (act for act in self.play.book.rows["act"].values() if act.subject == key)
        return min(acts, key=lambda act: act.position).fields

    def kind(self, name: str) -> str:
        """What kind of thing it is; through pages, what they call it."""
        row = self.subject(name)
        if not isinstance(self.play, Play):
            self.play.says_kind(row)
        return row.code

    def holder(self, party: str, seat: str) -> str:
        """Who holds a seat; through pages, what the roster of the party says."""
        held = self.by(party, seat)
        if not isinstance(self.play, Play):
            self.play.says_holder(held)
        return next((name for name, key in self.keys.items() if key == held.person), "")

    def lift(self, safeguard: str) -> Self:
        """The same city without a safeguard of the product's own, so that a rule of the regulation stands alone."""
        guards = {id: guard for id, guard in self.play.scheme.guards.items() if guard.cite != (safeguard,)}
        self.play.scheme = replace(self.play.scheme, guards=guards)
        return self

    def tick(self, rule: str, period: str) -> Self:
        """The clock begins a period of a duty that comes again and again."""
        fields = {"rule": rule, "period": period}
        self.play.do("period.begun", fields, subject=self.keys["round"], by=CLOCK)
        return self

    @property
    def today(self) -> str:
        return self.play.now.date().isoformat()


def copied(play: Any) -> Any:
    """The same play once more."""
    if not isinstance(play, Play):
        return play.again()
    book = Book()
    book.rows = {table: dict(rows) for table, rows in play.book.rows.items()}
    return replace(play, book=book, counters=dict(play.counters))
