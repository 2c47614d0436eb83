"""A worked case: a few steps of an office's work with the duties they must open, played on a regulation.

A case is data beside its scheme (`schemes/cases/ID.toml`).  `$name` stands for what was founded or begun under that
name, `$duty:answer` for the open duty of a rule, `+7` for the seventh day after the start.
A case tells what a person has counted by hand; the play tells what
the regulation does; `differences` is where the two part.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.dates.calendar import Calendar
from xuncha.core.dates.day_words import SHANGHAI, day_in_shanghai
from xuncha.core.dates.due import RESTED, StepCode
from xuncha.core.duties.recurring import periods_come
from xuncha.core.facts.rows import Duty, Seat, Subject
from xuncha.core.faults import nearest_words
from xuncha.core.names.naming import Naming, joined
from xuncha.core.refusal import Refused
from xuncha.core.review.play import START, Play
from xuncha.core.scheme.rules import Scheme
from xuncha.core.wording.rule_words import time_word
from xuncha.core.words import Text


class CaseFault(ValueError):
    """A case that cannot be played, with the step at which it stopped."""

    def __init__(self, zh: str, en: str) -> None:
        self.text = Text(zh, en)
        super().__init__(en)


@dataclass(frozen=True, slots=True)
class Founding:
    """A body, unit or person that is there before the first step, and the seat a person holds."""

    name: str
    kind: str
    title: str
    more: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One act: on which day, by whom, on what, with what typed; `refused_by` is the rule that must refuse it."""

    day: int
    act: str
    by: str
    fields: Mapping[str, Any]
    subject: str
    within: str
    name: str
    refused_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Expected:
    """What somebody counted by hand: on a given start, this rule's duty is due that day, or stands so."""

    rule: str
    due: str
    state: str
    counted: str
    """How the day was counted, for whoever checks it."""


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """A case as its file tells it."""

    text: Text
    start: date
    founded: tuple[Founding, ...]
    steps: tuple[CaseStep, ...]
    expected: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class PlayedDuty:
    """A duty that the play opened, as a person would list it."""

    rule: str
    cite: tuple[str, ...]
    text: Text
    owner: Text
    opened_by: Text
    opened_on: date
    due_on: date | None
    when: Text
    skipped: tuple[date, ...]
    state: str
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class Played:
    """What came of a case: the duties in the order they were opened, and the refusals that were to be."""

    case: WorkedCase
    start: date
    acts: int
    duties: tuple[PlayedDuty, ...]
    refused: tuple[tuple[str, str], ...]


# ---------------------------------------------------------------------------------------------- reading


def read_case(text: str) -> WorkedCase:
    """The case written in `text`; raises CaseFault where it cannot be read."""
    try:
        data = tomllib.loads(text)
        return WorkedCase(
            text=Text(data["case"]["zh"], data["case"]["en"]),
            start=date.fromisoformat(data["case"]["start"]),
            founded=tuple(_founding(entry) for entry in data.get("founded", ())),
            steps=tuple(_step(entry) for entry in data.get("step", ())),
            expected=tuple(
                Expected(entry["duty"], *(entry.get(key, "") for key in ("due", "state", "counted")))
                for entry in data.get("expect", ())
            ),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CaseFault(f"案例读不懂：{error!r}", f"The case cannot be read: {error!r}") from None


OPEN_DUTY = "$duty:"
"""`$duty:answer` stands for the open duty of that rule."""

FOUNDING_KEYS = frozenset({"name", "kind", "title"})


def _founding(entry: Mapping[str, Any]) -> Founding:
    more = {key: value for key, value in entry.items() if key not in FOUNDING_KEYS}
    return Founding(entry["name"], entry["kind"], entry["title"], more)


def _step(entry: Mapping[str, Any]) -> CaseStep:
    return CaseStep(
        int(entry.get("day", 0)), entry["act"], entry["by"], entry.get("fields", {}), entry.get("subject", ""),
        entry.get("within", ""), entry.get("name", ""), entry.get("refused_by", ""), entry.get("reason", ""),
    )  # fmt: skip


# ---------------------------------------------------------------------------------------------- playing


def played(case: WorkedCase, scheme: Scheme, calendar: Calendar, start: date | None = None) -> Played:
    """Plays a case, from its own start or another; raises CaseFault at a step that goes otherwise than it says."""
    play, refused = played_out(case, scheme, calendar, start)
    duties = tuple(_told(duty, play, scheme) for duty in play.duties())
    return Played(case, start or case.start, play.position, duties, refused)


def played_out(
    case: WorkedCase, scheme: Scheme, calendar: Calendar, start: date | None = None
) -> tuple[Play, tuple[tuple[str, str], ...]]:
    """The play of a case after its last step, and the refusals that were to be."""
    day = start or case.start
    play = Play(scheme, calendar, datetime(day.year, day.month, day.day, 10, tzinfo=SHANGHAI))
    stage = _Stage(play, day)
    for founding in case.founded:
        stage.found(founding)
    refused = tuple(found for number, step in enumerate(case.steps, 1) if (found := stage.step(number, step)))
    return play, refused


def differences(result: Played) -> tuple[Text, ...]:
    """Where the play and what was counted by hand part; only meaningful from the case's own start."""
    found: list[Text] = []
    for wanted in result.case.expected:
        duties = [duty for duty in result.duties if duty.rule == wanted.rule]
        seen = {
            (str(duty.due_on) if wanted.due and duty.due_on else "", duty.state if wanted.state else "")
            for duty in duties
        }
        if (wanted.due, wanted.state) not in seen:
            dues = ", ".join(sorted(f"{duty.when.zh} {duty.state}" for duty in duties)) or "-"
            zh = f"{wanted.rule}：应为 {wanted.due} {wanted.state}，实为 {dues}"
            found.append(Text(zh, f"{wanted.rule}: expected {wanted.due} {wanted.state}, got {dues}"))
    return tuple(found)


class _Stage:
    """The office a case is played in, with everything known by the names the case gives."""

    def __init__(self, play: Play, start: date) -> None:
        self.play = play
        self.start = start

    def found(self, founding: Founding) -> None:
        key = self.play.key(founding.name)
        match founding.kind:
            case "person":
                self.play.put("person.registered", {"title": founding.title}, new_id=key)
                if founding.more.get("seat"):
                    self._seat(founding, str(key))
            case "unit":
                kind = founding.more.get("unit_kind", "other")
                fields = {"title": founding.title, "kind": kind}
                if above := str(founding.more.get("parent", "")):
                    self._known(above, "founded")
                    fields["parent"] = str(self.play.key(above))
                self.play.put("unit.registered", fields, new_id=key)
            case kind:
                formed = {"kind": kind, "title": founding.title, **founding.more}
                self.play.put("body.formed", formed, new_id=key)

    def _seat(self, founding: Founding, person: str) -> None:
        """`seat = "office/director"` of a person."""
        party, _, seat = str(founding.more["seat"]).partition("/")
        self._known(party, "founded")
        fields = {"seat": seat, "person": person, "leadership": bool(founding.more.get("leadership"))}
        self.play.found_seat(self.play.key(party), fields)

    def step(self, number: int, step: CaseStep) -> tuple[str, str] | None:
        """Do one step; the act and the rule when it was to be refused, and was."""
        if step.act not in CATALOGUE:
            near = nearest_words(step.act, CATALOGUE)
            raise _stopped(number, step, Text(f"没有这种记录。{near.zh}", f"there is no such act. {near.en}"))
        self.play.on(self.start + timedelta(days=step.day))
        self.play.keep_up()
        where = self._where(step)
        try:
            self.play.do(step.act, self._fields(step, where), **where)
        except Refused as refused:
            rules = [refusal.rule for refusal in refused.refusals]
            if step.refused_by and step.refused_by in rules:
                return step.act, step.refused_by
            missing = "; ".join(
                f"{r.what.en}: {', '.join(m.text.en for m in r.missing)}" for r in refused.refusals
            )
            chinese = "；".join(
                f"{r.what.zh}：{'、'.join(m.text.zh for m in r.missing)}" for r in refused.refusals
            )
            raise _stopped(
                number, step, Text(f"被拒绝。{chinese}", f"refused by {', '.join(rules)}: {missing}")
            ) from None
        if step.refused_by:
            raise _stopped(
                number,
                step,
                Text(f"应由 {step.refused_by} 拒绝，却办成了", f"{step.refused_by} should have refused it"),
            )
        return None

    def _fields(self, step: CaseStep, where: Mapping[str, Any]) -> dict[str, Any]:
        """What the step says; a period that is begun without a name is the one that runs on that day."""
        fields = dict(self._value(step.fields, step.act))
        rule = self.play.scheme.duties.get(str(fields.get("rule", "")))
        if (
            step.act == "period.begun"
            and rule
            and rule.every
            and "period" not in fields
            and "subject" in where
        ):
            campaign = self.play.subject(where["subject"])
            turns = periods_come(rule, self.play.scheme, campaign, day_in_shanghai(self.play.now))
            fields["period"] = turns[-1].key if turns else ""
        return fields

    def _where(self, step: CaseStep) -> dict[str, Any]:
        where: dict[str, Any] = {"by": self._actor(step), "reason": step.reason}
        if step.name:
            where["new_id"] = self.play.key(step.name)
        for key, name in (("subject", step.subject), ("within", step.within)):
            if name:
                self._known(name, step.act)
                where[key] = self.play.key(name)
        return where

    def _actor(self, step: CaseStep) -> Seat:
        if step.by == "founder":
            return START
        party, _, seat = step.by.partition("/")
        self._known(party, step.act)
        return self.play.seat(self.play.key(party), seat)

    def _known(self, name: str, where: str) -> None:
        if self.play.book.get("subject", self.play.key(name)) is None:
            raise CaseFault(f"{where}：前面没有“{name}”", f"{where}: nothing is called {name!r} before this")

    def _duty(self, rule: str, where: str) -> str:
        """The duty of a rule that is open, and was opened last."""
        found = self.play.duties(rule=rule, state="open")
        if not found:
            raise CaseFault(f"{where}：没有待办“{rule}”", f"{where}: no duty of {rule!r} is open")
        return str(found[-1].id)

    def _value(self, value: Any, where: str) -> Any:
        """A field with its names and days made real."""
        if isinstance(value, str) and value.startswith(OPEN_DUTY):
            return self._duty(value.removeprefix(OPEN_DUTY), where)
        if isinstance(value, str) and value.startswith("$"):
            self._known(value[1:], where)
            return str(self.play.key(value[1:]))
        if isinstance(value, str) and value.startswith("+") and value[1:].isdigit():
            return (self.start + timedelta(days=int(value[1:]))).isoformat()
        if isinstance(value, list):
            return [self._value(one, where) for one in value]
        if isinstance(value, Mapping):
            return {key: self._value(one, where) for key, one in value.items()}
        return value


def _stopped(number: int, step: CaseStep, why: Text) -> CaseFault:
    place = Text(f"第 {number} 步 {step.act}（{step.by}）", f"Step {number}, {step.act} by {step.by}")
    return CaseFault(f"{place.zh}：{why.zh}", f"{place.en}: {why.en}")


# ---------------------------------------------------------------------------------------------- telling


def _told(duty: Duty, play: Play, scheme: Scheme) -> PlayedDuty:
    rule = scheme.duties[duty.rule]
    opening = next(act for act in play.book.rows["act"].values() if act.position == duty.opened_by)
    word = f"{opening.type}:{opening.value}" if opening.value else opening.type
    steps = duty.due.get("steps", ())
    return PlayedDuty(
        rule=duty.rule,
        cite=rule.cite,
        text=rule.text,
        owner=_owner(duty, play, scheme),
        opened_by=Naming(scheme).act(word),
        opened_on=duty.opened_on,
        due_on=_due_on(duty),
        when=_when(duty, scheme),
        skipped=tuple(sorted(_skipped(steps))),
        state=duty.state,
        closed_on=duty.closed_on,
    )


def _due_on(duty: Duty) -> date | None:
    return date.fromisoformat(duty.due["on"]) if duty.due else None


def _when(duty: Duty, scheme: Scheme) -> Text:
    """The due day, else the act it must come before, else the text's own word for time."""
    if due_on := _due_on(duty):
        return Text(due_on.isoformat(), due_on.isoformat())
    word = time_word(duty.undated) if duty.undated else None
    if not duty.before:
        return word or time_word("")
    act = Naming(scheme).act(duty.before)
    before = Text(f"“{act.zh}”以前", f"before '{act.en.lower()}'")
    return joined((word, before)) if word else before


def _skipped(steps: Any) -> Iterator[date]:
    """The days left out on the way to a due date."""
    return (date.fromisoformat(step[0]) for step in steps if StepCode(step[1]) in RESTED)


def _owner(duty: Duty, play: Play, scheme: Scheme) -> Text:
    body = play.book.get("subject", duty.owner) if duty.owner else None
    name = _party(body, scheme) if body else Text(duty.owner_seat, duty.owner_seat)
    seat = Naming(scheme).value("seats", duty.owner_seat) if duty.owner_seat and body else Text("", "")
    return Text(
        f"{name.zh}{f'·{seat.zh}' if seat.zh else ''}",
        f"{name.en}{f', {seat.en.lower()}' if seat.en else ''}",
    )


def _party(body: Subject, scheme: Scheme) -> Text:
    """Its name in the case; in English what it is stands before it, as the name is written in one language only."""
    kind = "unit" if body.kind == "unit" else body.code
    function = str(body.facts.get("function", ""))
    roles = [role for role in scheme.roles.values() if not role.seat and role.holds(kind, function, "")]
    what = roles[0].text.en if roles else Naming(scheme).value("body_kinds", kind).en
    return Text(body.title, f"{what} ({body.title})" if what != body.title else what)
