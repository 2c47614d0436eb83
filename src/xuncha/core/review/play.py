"""Plays a regulation in memory: the same engine and the same folds, on a book of rows instead of the database.

Used by `xuncha scheme simulate`, by the worked cases of a scheme and by the tests of every rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from xuncha.core.acts.competence import roles_for
from xuncha.core.acts.consequences import consequences
from xuncha.core.acts.engine import Outcome, asks_for, cleaned, decide, refusals_of
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.dates.calendar import Calendar
from xuncha.core.dates.day_words import SHANGHAI, day_in_shanghai
from xuncha.core.duties.silence import COUNTED, silences
from xuncha.core.facts.book import Book, ask
from xuncha.core.facts.case import Case, deciding_value
from xuncha.core.facts.rows import CLOCK, NOBODY, Act, Duty, Seat, Subject
from xuncha.core.facts.setting import begun
from xuncha.core.facts.values import id_of
from xuncha.core.parties.own_units import home_of, own_units
from xuncha.core.parties.seats import seat_effects
from xuncha.core.record.fold import fold
from xuncha.core.record.numbering import counter_key, numbered
from xuncha.core.refusal import Refusal
from xuncha.core.scheme.rules import Scheme

SPACE = UUID("6f0f3f7e-52a7-4f3e-9d0a-0d7f5a4c2b10")
START = Seat(NOBODY, NOBODY, "founder", "", "", NOBODY, None, False, date(2000, 1, 1), None, None, 0)


@dataclass
class Play:
    """A small office in memory.  Ids and times are made from counters, so a play gives the same record each time."""

    scheme: Scheme = field(repr=False)
    calendar: Calendar = field(repr=False)
    now: datetime
    book: Book = field(default_factory=Book, repr=False)
    position: int = 0
    counters: dict[str, int] = field(default_factory=dict)

    def key(self, name: str) -> UUID:
        """A stable id for a name."""
        return uuid5(SPACE, name)

    def on(self, day: date) -> Play:
        """Move the clock to ten in the morning of a day, Shanghai time."""
        self.now = datetime(day.year, day.month, day.day, 10, 0, tzinfo=SHANGHAI)
        return self

    def wait(self, days: int) -> Play:
        """Let days pass."""
        self.now += timedelta(days=days)
        return self

    def seat(self, party: UUID, seat: str = "") -> Seat:
        """The seat of a party as held now, or one held by nobody (a body acting through its paper)."""
        held = self.book.find(ask("seat", party=party, seat=seat, ended_on=None, acting_for=None))
        if held:
            first: Seat = held[0]
            return first
        body = self.book.get("subject", party)
        kind = body.code if body.kind == "body" else "unit"
        return Seat(
            uuid5(party, seat), party, kind, str(body.facts.get("function", "")), seat, uuid5(party, f"person {seat}"),
            None, False, date(2000, 1, 1), None, None, 0,
        )  # fmt: skip

    def case(
        self, act: str, fields: Mapping[str, Any], *, subject: UUID | None = None, within: UUID | None = None,
        by: Seat, new_id: UUID | None = None, kind: str = "", occurred_on: date | None = None, reason: str = "",
        paper: str = "", is_asked: bool = False, entered_by: UUID | None = None,
    ) -> Case:  # fmt: skip
        """The case of an act, as the engine will judge it."""
        entry = CATALOGUE[act]
        on = occurred_on or day_in_shanghai(self.now)
        parent = self.book.get("subject", within) if within else None
        if subject is not None:
            row = self.book.get("subject", subject)
        else:
            typed = fields.get(entry.deciding) if entry.deciding else ""
            code = typed if isinstance(typed, str) else ""
            new = new_id or self.key(f"{act} {self.position}")
            row = begun(new, kind or entry.on[0], code, parent, fields, on)
            row = replace(row, code=row.code or deciding_value(entry, fields, row))

        def near(key: UUID | None) -> Subject | None:
            return row if key == row.id else self.book.get("subject", key) if key else None

        return Case(
            act=entry, subject=row, fields=fields, actor=by, entered_by=entered_by or by.person, occurred_on=on,
            now=self.now, scheme=self.scheme, roles=roles_for(self.scheme, by), parent=near(row.parent),
            inspection=near(row.inspection), campaign=near(row.campaign), unit=near(row.unit), body=near(row.body),
            paper=paper, reason=reason, is_asked=is_asked,
            tied_units=self._tied_units(entered_by or by.person), hidden_units=self._hidden_units(entered_by or by.person),
            calendar=self.calendar,
        )  # fmt: skip

    def _hidden_units(self, person: UUID) -> frozenset[UUID]:
        """The units that somebody is kept off."""
        return frozenset(bar.unit for bar in self.book.find(ask("bar", person=person, kept_off=True)))

    def _tied_units(self, person: UUID) -> frozenset[UUID]:
        """Those to which somebody's last declaration names a tie that was not found to be no ground since."""
        last = {tie.unit: tie for tie in self.book.find(ask("tie", person=person))}
        cleared = {
            bar.unit: bar.version
            for bar in self.book.find(ask("bar", person=person, kept_off=False))
            if bar.decided
        }
        declared = frozenset(
            unit for unit, tie in last.items() if tie.ground and cleared.get(unit, -1) <= tie.version
        )
        return declared | self._own_units(person)

    def _own_units(self, person: UUID) -> frozenset[UUID]:
        """Those in which somebody holds a post or has a home, and those above."""
        seats = [seat for seat in self.book.find(ask("seat", person=person)) if isinstance(seat, Seat)]
        home = home_of(self.book.get("subject", person)) if seats else None
        has_unit = home or any(seat.home_unit or seat.party_kind == "unit" for seat in seats)
        if not has_unit or all(seat.party_kind == "unit" for seat in seats):
            return frozenset()
        units, inspections = (self.book.find(ask("subject", kind=kind)) for kind in ("unit", "inspection"))
        parents = {unit.id: key for unit in units if (key := id_of(unit.facts.get("parent")))}
        return own_units(person, seats, home, parents, inspections, day_in_shanghai(self.now))

    def do(self, act: str, fields: Mapping[str, Any] | None = None, **where: Any) -> Act:
        """Do one act, or raise Refused."""
        case = cleaned(self.case(act, fields or {}, **where))
        outcome = decide(case, self.book.answer(asks_for(case)), self.calendar)
        done = self._append(outcome)
        for follow in consequences(self.scheme, done, self.book.get("subject", done.subject)):
            self.do(follow.act, follow.fields, subject=follow.subject, by=where["by"])
        return done

    def keep_up(self) -> tuple[Act, ...]:
        """What the clock does by itself in between: count the silences that are over."""
        due = list(silences(self.duties(state="open"), self.scheme, self.now, self._matter))
        return tuple(
            self.do(COUNTED, one.fields, subject=one.duty.stream, occurred_on=one.on, by=CLOCK) for one in due
        )

    def _matter(self, key: UUID) -> Subject | None:
        found: Subject | None = self.book.get("subject", key)
        return found

    def refusals(
        self, act: str, fields: Mapping[str, Any] | None = None, **where: Any
    ) -> tuple[Refusal, ...]:
        """Why an act would be refused now; empty when it could be done."""
        case = cleaned(self.case(act, fields or {}, **where))
        return refusals_of(case, self.book.answer(asks_for(case)))

    def put(self, act: str, fields: Mapping[str, Any], *, kind: str = "", new_id: UUID | None = None) -> UUID:
        """Found something before anyone has a post: the bodies, units and people an office begins with."""
        case = self.case(act, fields, by=START, new_id=new_id, kind=kind)
        outcome = Outcome(case, fields, case.value, (), {"state": case.act.to}, None, (), ())
        return self._append(outcome).subject

    def found_seat(self, party: UUID, fields: Mapping[str, Any]) -> None:
        """Fill a seat before anyone has a post."""
        case = self.case("seat.filled", fields, subject=party, by=START)
        self._append(Outcome(case, fields, case.value, (), seat_effects(case), None, (), ()))

    def _append(self, outcome: Outcome) -> Act:
        case, effects = outcome.case, dict(outcome.effects)
        if outcome.series is not None:
            counter = counter_key(outcome.series, case.subject, case.actor, case.occurred_on)
            n = self.counters[counter] = self.counters.get(counter, 0) + 1
            effects |= numbered(outcome.series, n, case.occurred_on)
        self.position += 1
        subject, actor = case.subject, case.actor
        act = Act(
            id=self.key(f"act {self.position}"), position=self.position, type=case.act.code, value=outcome.value,
            subject=subject.id, kind=subject.kind, campaign=subject.campaign, inspection=subject.inspection,
            unit=subject.unit, body=subject.body, parent=subject.parent, by_party=actor.party, by_kind=actor.party_kind,
            by_seat=actor.seat, by_person=actor.person, entered_by=case.entered_by, occurred_on=case.occurred_on,
            recorded_at=case.now, scheme=self.scheme.id, calendar=self.calendar.version, refs=outcome.refs,
            fields=outcome.fields, effects=effects,
        )  # fmt: skip
        self.book.put([act, *fold(act, self.book.get)])
        return act

    def subject(self, key: UUID) -> Subject:
        """A subject as it stands."""
        found: Subject = self.book.get("subject", key)
        return found

    def duties(self, **where: Any) -> tuple[Duty, ...]:
        """Duties with these columns, oldest first."""
        found = self.book.find(ask("duty", **where))
        return tuple(sorted(found, key=lambda duty: (duty.opened_by, str(duty.id))))
