"""What people of an office do as its day comes, week by week, so that a desk holds what is due now and not a year of it.

Which duties are routine and what is typed for them is the city's (`Habits`); whose turn it is, by which post, where and
with which fields follows from the duty itself and from the regulation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import cached_property, partial
from itertools import pairwise
from typing import Any
from uuid import UUID
from zlib import crc32

from xuncha.actions.clock import begin_periods
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.duties.recurring import OF_PERIOD
from xuncha.core.facts.rows import Duty
from xuncha.core.record.payload import Slot, known_slots
from xuncha.core.scheme.rules import Scheme
from xuncha.demo.founding import LEADERSHIP
from xuncha.demo.office import SHANGHAI, Office
from xuncha.shipped import calendar
from xuncha.store.append import run
from xuncha.store.schemes import scheme_of, scheme_version
from xuncha.store.table import DUTY

Habits = Mapping[str, Mapping[str, Any]]
"""
By rule of a duty, in the order in which they are done, what is typed to do it: of a tuple one after another, all else
as it stands. `{party}` in a word is the short name of whoever does it; what was done for a rule is named `RULE PARTY`.
"""

NO_HABITS: Habits = {}

FIRST_DONE = {
    "document.issued": ("document.drafted",),
    "document.published": ("document.drafted",),
    "report.received": ("report.submitted",),
}
"""What comes before an act that discharges a duty, on the same paper."""

BY_ANOTHER = frozenset({"document.cleared", "document.signed"})
"""What whoever drafted a paper leaves to somebody else of the house."""

THURSDAY = 3
WAITS = timedelta(days=14)
"""How long people leave what has no day."""

ONE_LATE_OF = 17
"""Of so many things one is forgotten for a week."""


class Routine:
    """The routine of an office until today: who is slow has left it undone for so many days."""

    def __init__(self, office: Office, habits: Habits, slow: Mapping[str, int], today: date) -> None:
        self.office, self.habits, self.slow, self.today = office, habits, slow, today
        self._turns = Counter[tuple[str, str]]()
        self._places: dict[tuple[UUID | None, UUID | None], UUID | None] = {}

    def steps(self, began: date) -> Iterator[tuple[int, Callable[[], None]]]:
        """A turn for every week since a day: what is due before the next one is done."""
        if not self.habits:
            return
        weeks = (self.today - began).days // 7 + 2
        thursday = began + timedelta(days=(THURSDAY - began.weekday()) % 7)
        days = [working_day_near(thursday + timedelta(weeks=n)) for n in range(weeks)]
        for day, following in pairwise(days):
            if day < self.today:
                yield (self.today - day).days, partial(self.work, following)

    def begin(self) -> None:
        """Begin the periods that have come since the last turn."""
        if self.habits:
            begin_periods(self.office.now)

    def work(self, following: date) -> None:
        """Do what is due before a day, and what has waited long enough; not what is forgotten."""
        self.begin()
        for duty, party in self._due(following):
            if not self._is_left(duty, party):
                self._do(duty, party)

    # ------------------------------------------------------------------ what is to be done

    def _due(self, following: date) -> list[tuple[Duty, str]]:
        """The duties in question with those who owe them, in an order that is the same every time."""
        until = datetime.combine(following, time(), tzinfo=SHANGHAI)
        rows = run([(_OPEN, [list(self.habits), until, self.office.day - WAITS])])[0]
        parties = {self.office.keys[name]: name for name in self.office.kinds}
        found = [(duty, parties[duty.owner]) for duty in map(DUTY.read, rows) if duty.owner in parties]
        order = list(self.habits)
        return sorted(
            found, key=lambda one: (f"{one[0].due_at}", order.index(one[0].rule), one[1], one[0].item)
        )

    def _is_left(self, duty: Duty, party: str) -> bool:
        """Whether it stays undone at this turn: by those who are slow, some of what is not due yet, and now and then one."""
        if (self.today - self.office.day).days <= self.slow.get(party, 0):
            return True
        chance = crc32(f"{duty.rule} {party} {duty.where.get(OF_PERIOD)}".encode())
        if duty.due_at is None:
            return False
        if duty.due_at > datetime.combine(self.today, time(), tzinfo=SHANGHAI):
            return chance % 2 == 0
        return duty.due_at > self.office.now and chance % ONE_LATE_OF == 0

    # ------------------------------------------------------------------ doing it

    def _do(self, duty: Duty, party: str) -> None:
        """The act that the duty waits for, and before it what it rests on."""
        last, habit = duty.awaits[0], self._typed(duty, party)
        acts, name = (*habit.pop("first", FIRST_DONE.get(last, ())), last), f"{duty.rule} {party}"
        value = str(
            next(iter(duty.where.get("*", ())), "") or duty.where.get(CATALOGUE[acts[0]].deciding, "")
        )
        drafter, where = "", self._place(duty, acts[0])
        for act in acts:
            by = self._post(duty, party, act, value, but=drafter if act in BY_ANOTHER else "")
            fields = self._fields(act, value, duty, by, habit)
            self.office.do(by, act, fields, name=name, paper=habit.get("paper", ""), **where)
            drafter, where = drafter or by, {"subject": name}

    def _typed(self, duty: Duty, party: str) -> dict[str, Any]:
        """What the city types for this duty, each of its sentences in turn."""
        n = self._turns[duty.rule, party] + crc32(party.encode())
        self._turns[duty.rule, party] += 1
        said = {
            name: value[n % len(value)] if isinstance(value, tuple) and name != "first" else value
            for name, value in self.habits[duty.rule].items()
        }
        return {name: one.format(party=party) if isinstance(one, str) else one for name, one in said.items()}

    def _place(self, duty: Duty, act: str) -> dict[str, str]:
        """What is begun, a unit begins in its inspection, a body of a round in that body, others in the round; the rest is
        done on whoever does it.
        """
        names = {key: name for name, key in self.office.keys.items()}
        if not CATALOGUE[act].opens:
            return {"subject": names[duty.owner]} if duty.owner else {}
        key = duty.inspection or self._own_place(duty)
        return {"within": names[key]} if key else {}

    def _own_place(self, duty: Duty) -> UUID | None:
        """The inspection of whoever owes, or the body itself where it is of a round; else the round."""
        if (duty.campaign, duty.owner) not in self._places:
            rows = run([(_PLACES, [duty.campaign, duty.owner, duty.owner])])[0]
            self._places[duty.campaign, duty.owner] = rows[0][0] if rows else duty.campaign
        return self._places[duty.campaign, duty.owner]

    def _post(self, duty: Duty, party: str, act: str, value: str, but: str) -> str:
        """Who of the party does it; where nobody sits there the office enters it from a paper."""
        if act == "report.received":
            party = next(name for name in self.office.kinds if self.office.keys[name] == duty.owed_to)
        posts = [post for post in self.office.seats if post.partition("/")[0] == party and post != but]
        posts.sort(
            key=lambda post: (post != f"{party}/{duty.owner_seat}", post.partition("/")[2] in LEADERSHIP)
        )
        return next((post for post in posts if self._may(post, act, value)), party)

    def _may(self, post: str, act: str, value: str) -> bool:
        party, _, seat = post.partition("/")
        roles = (role for role in self._scheme.roles.values() if role.holds(*self.office.kinds[party], seat))
        return any({act, f"{act}:{value}"} & role.may for role in roles)

    @cached_property
    def _scheme(self) -> Scheme:
        return scheme_of(scheme_version(None))

    # ------------------------------------------------------------------ what is typed

    def _fields(self, act: str, value: str, duty: Duty, by: str, habit: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of one act: what it is, what the city types, and what follows from the duty or the day."""
        kind = CATALOGUE[act]
        known = known_slots(self._scheme, kind, value)
        fields = {slot.name: self._follows(slot, duty, by) for slot in known.values()}
        fields |= {name: self._as_lines(known[name], told) for name, told in habit.items() if name in known}
        fields |= {kind.deciding: value} if kind.deciding in known else {}
        return {name: told for name, told in fields.items() if told not in (None, "", [])}

    def _follows(self, slot: Slot, duty: Duty, by: str) -> Any:
        """What a field says without being typed: the period, the addressee, the day, whoever does it, the duty's own words."""
        if slot.name == "period":
            return duty.where.get(OF_PERIOD)
        if slot.name == "to" and duty.owed_to:
            return [str(duty.owed_to)] if slot.many else str(duty.owed_to)
        if not slot.required:
            return None
        if slot.name in ("from_on", "to_on") and OF_PERIOD in duty.where:
            return duty.due["start"] if slot.name == "from_on" else duty.due["on"]
        words = self._scheme.duties[duty.rule].text.zh
        followed = {
            "date": self.office.day.isoformat(), "person": [f"@{self.office.seats.get(by, '')}"], "yes": True,
            "text": words, "long": words, "items": [{"text": words}],
        }  # fmt: skip
        return followed.get(slot.type)

    @staticmethod
    def _as_lines(slot: Slot, told: Any) -> Any:
        return [{"text": told}] if slot.type == "items" and isinstance(told, str) else told


_OPEN = f"{DUTY.select()} WHERE state = 'open' AND rule = ANY(%s) AND (due_at <= %s OR due_at IS NULL AND opened_on <= %s)"

_PLACES = (
    "SELECT id FROM subject WHERE kind = 'inspection' AND campaign = %s AND unit = %s"
    " UNION ALL SELECT id FROM subject WHERE kind = 'body' AND campaign IS NOT NULL AND id = %s"
)


def working_day_near(day: date) -> date:
    """The day itself where people work on it, else the last working day of its week before, else the next."""
    days = calendar()
    back = (day - timedelta(days=n) for n in range(day.weekday() + 1))
    ahead = (day + timedelta(days=n) for n in range(1, 15))
    return next((one for one in (*back, *ahead) if days.is_working(one)), day)
