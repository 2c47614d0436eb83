"""
How much a round will ask of whom and when, reckoned from the worked case of a regulation.

The case shows what one unit brings about: which duties, after how many days, owed by whom.  A round of many units is that
many times the same: a team goes from unit to unit, one after another, and what comes again and again comes for everybody
who owes it.  Days are counted by the calendar as in a real round.  Where a clause names no day, the time that the case
took for it stands in, as a guess; what the case left open has none, and is told for each body.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from uuid import UUID

from xuncha.core.dates.calendar import Calendar
from xuncha.core.dates.cycles import Cycle
from xuncha.core.duties.reckoning import due_from
from xuncha.core.duties.recurring import setting
from xuncha.core.facts.rows import NOBODY, Duty
from xuncha.core.facts.values import day_of
from xuncha.core.names.naming import Naming
from xuncha.core.review.play import Play
from xuncha.core.scheme.rules import DutyRule, Scheme
from xuncha.core.words import Text

UNITS = Text("各单位", "the units")
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Size:
    """How large the round is: units, teams, people in all teams together and in the office; how many days a team stays in
    a unit, where it is not as long as in the case; and in how many units it is at the same time."""

    units: int
    teams: int
    people: int
    office: int = 4
    stay: int = 0
    at_once: int = 1

    @property
    def turns(self) -> int:
        """How many times a team goes on to other units."""
        return -(-self.units // (self.teams * self.at_once))

    def per_team(self) -> float:
        return max(self.people / self.teams, 1)


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody owes in one week: how many duties end in it, by clause or guess, and how many that is for each of them."""

    kind: str
    who: Text
    week: date
    n: int
    people: float

    @property
    def each(self) -> float:
        return self.n / self.people


@dataclass(frozen=True, slots=True)
class Share:
    """What one kind of body owes in all: with a day of the regulation, with a day guessed from the case, and with none."""

    who: Text
    dated: int
    guessed: int
    without: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """A round as it will be: its days, what is due in each month of whom, everybody's heaviest week, and who has too much.

    The months hold what a clause gives a day; weeks and what is too much count guessed days too.
    """

    start: date
    end: date
    months: Mapping[tuple[int, int], Mapping[str, int]]
    names: Mapping[str, Text]
    shares: tuple[Share, ...]
    peaks: tuple[Load, ...]
    too_much: tuple[Load, ...]

    @property
    def n(self) -> int:
        """All duties with a day."""
        return sum(sum(month.values()) for month in self.months.values())

    @property
    def guessed(self) -> int:
        """All duties of which the case alone says how long they take."""
        return sum(share.guessed for share in self.shares)

    @property
    def without(self) -> int:
        """All duties of which nobody knows when they end; they stand in no week."""
        return sum(share.without for share in self.shares)

    @property
    def undated(self) -> int:
        """All duties to which no clause gives a day."""
        return self.guessed + self.without

    def heaviest(self) -> tuple[Load, ...]:
        """The heaviest week of each kind of body: of several teams, that of the one with the most."""
        found: dict[str, Load] = {}
        for load in self.peaks:
            found.setdefault(load.kind, load)
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Owed:
    """One duty of the round to be: who owes it (one owner, and the kind of owners it is counted under) and when."""

    owner: str
    kind: str
    due: date | None
    is_guessed: bool = False


def forecast(play: Play, scheme: Scheme, calendar: Calendar, size: Size, *, most: float = 5.0) -> Forecast:
    """What a round of this size will ask, from a worked case that was played out; `most` duties a week are enough for one.

    A day of the year that had passed before the first day is left out: nobody owes it any more.
    """
    first = next((act.occurred_on for act in play.book.rows["act"].values()), date.min)
    owed = [one for one in _Round(play, scheme, calendar, size).owed() if one.due is None or one.due >= first]
    months: defaultdict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    weeks: Counter[tuple[str, str, date]] = Counter()
    shares: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in owed:
        shares[one.kind]["guessed" if one.is_guessed else "dated" if one.due else "without"] += 1
        if one.due and not one.is_guessed:
            months[one.due.year, one.due.month][one.kind] += 1
        if one.due:
            weeks[one.owner, one.kind, one.due - timedelta(days=one.due.weekday())] += 1
    reckoner = _Reckoner(play, scheme, size)
    loads = [
        Load(kind, reckoner.name(owner, kind), week, n, reckoner.people(kind))
        for (owner, kind, week), n in sorted(weeks.items(), key=lambda one: _in_turn(one[0][0]))
    ]
    peaks: dict[str, Load] = {}
    for load in sorted(loads, key=lambda one: (-one.each, one.week)):
        peaks.setdefault(load.who.zh, load)
    days = [one.due for one in owed if one.due and not one.is_guessed]
    everybody = dict.fromkeys((*(one.kind for one in owed), *scheme.bodies("runs")))
    return Forecast(
        start=min(days, default=play.now.date()),
        end=max(days, default=play.now.date()),
        months=dict(sorted(months.items())),
        names={kind: reckoner.kind(kind) for kind in everybody if shares[kind]["dated"]},
        shares=tuple(_share(reckoner.kind(kind), shares[kind]) for kind in everybody),
        peaks=tuple(peaks.values()),
        too_much=tuple(
            sorted((one for one in loads if one.each > most), key=lambda one: (one.week, -one.each))
        ),
    )


def verdict(found: Forecast, most: float) -> Text:
    """Who has too much; where most of what is owed stands in no week, that nothing can be said of anybody."""
    over = list(dict.fromkeys(load.who for load in found.too_much))
    counted, left = found.n + found.guessed, found.without
    zh, en = f"按每人一周 {most:g} 项算", f"at {most:g} duties a week for one person"
    beside = Text(f"；另有 {left} 项没有日子，没有算进去", f"; {left} more have no date and are not counted") if left else Text("", "")  # fmt: skip
    if over:
        more = Text("等", " and others") if len(over) > MOST_NAMED else Text("", "")
        names = (
            "、".join(one.zh for one in over[:MOST_NAMED]),
            ", ".join(one.en for one in over[:MOST_NAMED]),
        )
        return Text(
            f"办不过来的：{names[0]}{more.zh}（{zh}{beside.zh}）。",
            f"Too much for: {names[1]}{more.en} ({en}{beside.en}).",
        )
    if left > counted:
        return Text(
            f"说不出谁办不过来：算进各周的只有 {counted} 项，还有 {left} 项没有日子。",
            f"Nobody can say who has too much: only {counted} stand in a week, and {left} have no date.",
        )
    return Text(
        f"算进各周的 {counted} 项里，没有人一周超过 {most:g} 项{beside.zh}。",
        f"Of the {counted} that stand in a week, nobody has more than {most:g} in one{beside.en}.",
    )


MOST_NAMED = 12
"""So many of those who have too much are named."""


def _share(who: Text, counted: Counter[str]) -> Share:
    return Share(who, counted["dated"], counted["guessed"], counted["without"])


def _in_turn(owner: str) -> tuple[str, int]:
    """Teams and units by their numbers, so that the tenth does not come before the second."""
    word, _, n = owner.partition(" ")
    return word, int(n) if n.isdecimal() else 0


class _Round:
    """Every duty of a round, from what one unit, one team and the round itself brought about in the case."""

    def __init__(self, play: Play, scheme: Scheme, calendar: Calendar, size: Size) -> None:
        self.play, self.scheme, self.calendar, self.size = play, scheme, calendar, size
        self.due = cache(self._due)
        self.stay, self.later_from, self.later_by = self._stays()
        self.unit, self.team, self.once = self._profiles()

    def owed(self) -> Iterator[_Owed]:
        for duty in self.once:
            yield self._of(duty, "", 0)
        for n in range(self.size.teams):
            for duty in self.team:
                yield self._of(duty, f"team {n}", 0)
        for n in range(self.size.units):
            team, turn = n % self.size.teams, n // (self.size.teams * self.size.at_once)
            for duty in self.unit:
                yield self._of(duty, f"team {team}" if self._is_team(duty.owner) else f"unit {n}", turn)
        yield from self._recurring()

    def _profiles(self) -> tuple[list[Duty], list[Duty], list[Duty]]:
        """What the unit with the most duties, the team with the most, and nobody of both brought about; without what recurs."""
        units: defaultdict[UUID, list[Duty]] = defaultdict(list)
        teams: defaultdict[UUID, list[Duty]] = defaultdict(list)
        once: list[Duty] = []
        for duty in self.play.duties():
            if self.scheme.duties[duty.rule].every:
                continue
            if duty.inspection or duty.unit:
                units[duty.inspection or duty.unit or NOBODY].append(duty)
            elif duty.body or self._is_team(duty.owner):
                teams[duty.body or duty.owner or NOBODY].append(duty)
            else:
                once.append(duty)
        return max(units.values(), key=len, default=[]), max(teams.values(), key=len, default=[]), once

    def _of(self, duty: Duty, owner: str, turn: int) -> _Owed:
        kind = self._kind(duty.owner)
        later = self.later_by if duty.opened_on >= self.later_from else timedelta()
        opened = duty.opened_on + turn * self.stay + later
        due = self.due(duty.rule, opened, duty.due.get("on", ""))
        took = duty.closed_on - duty.opened_on if due is None and duty.closed_on else None
        shared = owner if kind in ("unit", *self.scheme.bodies("inspects")) else str(duty.owner)
        return _Owed(
            shared or str(duty.owner), kind, due if took is None else opened + took, took is not None
        )

    def _stays(self) -> tuple[timedelta, date, timedelta]:
        """How long a team is in a unit before it goes to the next; from which day of the case things come later than
        there, and by how much.  With no team inside every unit is at it at once."""
        acts = self.play.book.rows["act"].values()
        days = {
            act.type: act.occurred_on
            for act in acts
            if act.type in ("inspection.started", "inspection.ended")
        }
        if len(days) < 2:
            return timedelta(), date.max, timedelta()
        started: date = days["inspection.started"]
        ended: date = days["inspection.ended"]
        stay = timedelta(days=self.size.stay) if self.size.stay else ended - started
        return stay, ended, stay - (ended - started)

    def _due(self, rule_id: str, opened_on: date, as_played: str) -> date | None:
        rule = self.scheme.duties[rule_id]
        due = due_from(rule, setting(self.scheme, None, rule.within), opened_on, self.calendar)
        if due is not None:
            return due.on
        return day_of(as_played)

    def _recurring(self) -> Iterator[_Owed]:
        """What comes again and again, for everybody who owes it, from the first day of the round to its last."""
        campaigns = [row for row in self.play.book.rows["subject"].values() if row.kind == "campaign"]
        start = day_of(campaigns[0].facts.get("starts_on")) if campaigns else None
        if start is None:
            return
        end = max(self.play.now.date(), start + self.stay * self.size.turns)
        for rule in self.scheme.duties.values():
            if rule.every:
                cycle = Cycle.parse(setting(self.scheme, None, rule.every))
                for turn in cycle.periods(start, end):
                    for owner, kind in self._owners(rule):
                        yield _Owed(owner, kind, turn.due().on)

    def _owners(self, rule: DutyRule) -> list[tuple[str, str]]:
        form, _, inner = rule.owner.partition("(")
        if form.startswith("each:unit"):
            return [(f"unit {n}", "unit") for n in range(self.size.units)]
        if form in ("each:body", "each:seat") and inner.rstrip(")") in self.scheme.bodies("inspects"):
            return [(f"team {n}", inner.rstrip(")")) for n in range(self.size.teams)]
        found = self.scheme.roles.get(
            rule.owner.removeprefix("role:").removeprefix("default:").partition("@")[0]
        )
        kind = found.body if found else inner.rstrip(")") or rule.owner
        if kind in self.scheme.bodies("inspects"):
            return [(f"team {n}", kind) for n in range(self.size.teams)]
        return [(f"unit {n}", "unit") for n in range(self.size.units)] if kind == "unit" else [(kind, kind)]

    def _kind(self, owner: UUID | None) -> str:
        row = self.play.book.get("subject", owner) if owner else None
        return "unit" if row is None or row.kind == "unit" else row.code

    def _is_team(self, owner: UUID | None) -> bool:
        return self._kind(owner) in self.scheme.bodies("inspects")


class _Reckoner:
    """Names owners, and says how many people each of them has."""

    def __init__(self, play: Play, scheme: Scheme, size: Size) -> None:
        self.play, self.scheme, self.size = play, scheme, size

    def kind(self, kind: str) -> Text:
        return UNITS if kind == "unit" else Naming(self.scheme).role(kind)

    def name(self, owner: str, kind: str) -> Text:
        word, _, n = owner.partition(" ")
        if word == "team" and n.isdecimal():
            name = self.kind(kind)
            return Text(f"第{int(n) + 1}个{name.zh}", f"{name.en} {int(n) + 1}")
        if word == "unit":
            return Text("一个单位", "one unit")
        return self.kind(kind)

    def people(self, kind: str) -> float:
        if kind in self.scheme.bodies("inspects"):
            return self.size.per_team()
        return float(self.size.office) if kind in self.scheme.bodies("runs") else 1.0
