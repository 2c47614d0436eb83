"""
Notes which rules of a regulation its tests have asked about by name: a pytest plugin.

    python -m pytest -p tests.regulations.exercised --exercised=notes.json tests/regulations/yiwu

A rule that merely happens to pass in a round is not tested: nothing would be said if it were gone. So a guard counts as
refusing where a test asked `city.why(rule, …)` and was told something, and as passing where it was told nothing or the act
was done; a duty counts as opened, discharged or kept back where a test looked it up by its name after the act. Each is
noted with the act and with each value of the rule's `for`, `of` and `where`. `test_every_rule.py` says what is lacking.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.regulations.office import Office
from xuncha.core.acts import effects, engine
from xuncha.core.duties.opening import rules_opened
from xuncha.core.facts.case import Case, values_of
from xuncha.core.facts.rows import Duty
from xuncha.core.facts.values import listed
from xuncha.core.guards.judging import guards_for, holds
from xuncha.core.review import play
from xuncha.core.scheme.rules import DutyRule, Guard, Scheme

NOTES: defaultdict[str, set[str]] = defaultdict(set)
"""What was seen of each rule: `refuses document.issued`, `opened kind=notice`."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--exercised", help="write down which rules the tests asked about by name")


def pytest_sessionfinish(session: pytest.Session) -> None:
    if place := session.config.getoption("--exercised"):
        told = {rule: sorted(seen) for rule, seen in sorted(NOTES.items())}
        Path(place).write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


def pytest_collection_finish() -> None:
    """Listen to what the tests play."""
    effects.open_duties = listening_to_opened(effects.open_duties)  # type: ignore[assignment]
    effects.discharged = listening_to_discharged(effects.discharged)  # type: ignore[assignment]
    play.decide = listening_to_done(play.decide)  # type: ignore[assignment]
    Office.why = listening_to_why(Office.why)  # type: ignore[method-assign]
    Office.refused = listening_to_refused(Office.refused)  # type: ignore[method-assign]
    Office.duties = listening_to_duties(Office.duties)  # type: ignore[method-assign]


def lacking(rules: Scheme, here: Path, notes: Path) -> Iterator[str]:
    """The rules that the tests beside `here` do not ask about in every way, after these were run once more, listened to."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.regulations.exercised",
               f"--exercised={notes}", str(here.parent), f"--ignore={here}"]  # fmt: skip
    ran = subprocess.run(command, cwd=here.parents[3], capture_output=True, text=True, check=False)
    assert notes.exists(), ran.stdout[-2000:]  # a test that fails there fails by itself as well
    told = json.loads(notes.read_text(encoding="utf-8"))
    wanted = {guard.id: wanted_of_guard(guard) for guard in rules.guards.values()}
    wanted |= {rule.id: wanted_of_duty(rule) for rule in rules.duties.values()}
    for rule, answers in wanted.items():
        if left := sorted(answers - set(told.get(rule, ()))):
            yield f"{rule}: no test by name {', '.join(left)}"


OF_NEW_WORDS = frozenset({"helped_by_helpers", "objected_by_assigned"})
"""Safeguards on acts that none of the five regulations has: the invented one asks about them."""


# ---------------------------------------------------------------------------------------------- what is wanted


def wanted_of_guard(guard: Guard) -> set[str]:
    """Both answers, of each act and of each value it is for."""
    answers = ("passes",) if guard.strength == "show" else ("refuses", "passes")
    return {f"{answer} {what}" for answer in answers for what in (*guard.on, *pairs(guard.of))}


def wanted_of_duty(rule: DutyRule) -> set[str]:
    """Its opening by each act and value that opens it, its discharge by each that discharges it, and each exception."""
    wanted = {f"opened {what}" for what in (*rule.after, *pairs(rule.of))} or {"opened period.begun"}
    told = {
        name: value
        for name, value in rule.where.items()
        if name != "to" or "approval.requested" in rule.done_by
    }
    wanted |= {
        f"discharged {what}" for what in (*rule.done_by, *pairs(told))
    }  # `to` names roles, the act parties
    return wanted | ({"kept back"} if rule.unless else set())


def pairs(of: Any) -> list[str]:
    """The values of a rule's condition; whom a thing was sent to is a role, and no value of the act."""
    return [f"{name}={value}" for name, values in of.items() if name != "to"
            for value in listed(values) if value != ""]  # fmt: skip


def met(case: Case, of: Any) -> set[str]:
    """The values of a rule's condition that a case meets."""
    said = {
        name: {
            word for one in values_of(case, name) for word in (str(one), *(("yes",) if one is True else ()))
        }
        for name in of
        if name != "has"
    }
    return {f"{name}={value}" for name, values in of.items() for value in listed(values)
            if str(value) in said.get(name, {str(value)})}  # fmt: skip


# ---------------------------------------------------------------------------------------------- listening


def note_guard(answer: str, case: Case, guard: Guard) -> None:
    NOTES[guard.id] |= {f"{answer} {what}" for what in (case.act.code, *met(case, guard.of))}


ASKING_BY_NAME: list[str] = []
"""The rule that is being asked about, while `why` looks through all that is refused."""


def listening_to_why(why: Any) -> Any:
    def listened(self: Any, rule: str, by: str, act: str, fields: Any = None, **where: Any) -> str:
        ASKING_BY_NAME.append(rule)
        try:
            said: str = why(self, rule, by, act, fields, **where)
        finally:
            ASKING_BY_NAME.pop()
        for case, guard in guards_asked(self, by, act, fields, where):
            if guard.id == rule:
                note_guard("refuses" if said else "passes", case, guard)
        return said

    return listened


def listening_to_refused(refused: Any) -> Any:
    """Nothing refused: all guards pass. One refusal, not asked for by name: it is the one that was meant."""

    def listened(self: Any, by: str, act: str, fields: Any = None, **where: Any) -> Any:
        found = refused(self, by, act, fields, **where)
        if not ASKING_BY_NAME and len(found) < 2:
            for case, guard in guards_asked(self, by, act, fields, where):
                if not found or guard.id == found[0].rule:
                    note_guard("refuses" if found else "passes", case, guard)
        return found

    return listened


def guards_asked(city: Any, by: str, act: str, fields: Any, where: Any) -> Iterator[tuple[Case, Guard]]:
    typed, place = city._with_ids(fields or {}), city._where(where)
    case = engine.cleaned(city.play.case(act, typed, by=city._seat_of(by), **place))
    yield from ((case, guard) for guard in guards_for(case))


def listening_to_done(decide: Any) -> Any:
    def listened(case: Case, *rest: Any) -> Any:
        outcome = decide(case, *rest)
        for guard in guards_for(case):
            note_guard("passes", case, guard)
        return outcome

    return listened


OPENED: dict[str, set[str]] = {}
DISCHARGED: dict[str, set[str]] = {}
KEPT_BACK: set[str] = set()
"""What happened to a duty, by its id; it is noted of its rule once a test looks."""


def listening_to_opened(open_duties: Any) -> Any:
    def listened(case: Case, body: Any, facts: Any, calendar: Any) -> Any:
        opened = open_duties(case, body, facts, calendar)
        for rule in rules_opened(case):
            if rule.unless and holds(case, rule.needs, facts) and holds(case, rule.unless, facts):
                KEPT_BACK.add(rule.id)
        for told in opened:
            rule = case.scheme.duties[told["rule"]]
            OPENED[told["id"]] = {
                f"opened {what}" for what in (*acts_met(case, rule.after), *met(case, rule.of))
            }
        return opened

    return listened


def acts_met(case: Case, acts: tuple[str, ...]) -> set[str]:
    """The acts of a rule, with or without their kind, that a case is."""
    return {act for act in acts if act in (case.act.code, f"{case.act.code}:{case.value}")} or {case.act.code}


def listening_to_discharged(discharged: Any) -> Any:
    def listened(case: Case, answered: Sequence[Duty]) -> Any:
        closed = discharged(case, answered)
        rules = {str(duty.id): duty.rule for duty in answered}
        for told in closed:
            rule = case.scheme.duties[rules[told["id"]]]
            DISCHARGED[told["id"]] = {
                f"discharged {what}" for what in (*acts_met(case, rule.done_by), *met(case, rule.where))
            }
        return closed

    return listened


def listening_to_duties(duties: Any) -> Any:
    def listened(self: Any, rule: str, state: str = "open") -> Any:
        found = duties(self, rule, state)
        seen = self.play.__dict__.setdefault("looked_at", set())
        for duty in found if state == "open" else ():
            seen.add(duty.id)
            NOTES[rule] |= OPENED.get(str(duty.id), set())
        for duty in self.play.duties(rule=rule, state="discharged"):
            if duty.id in seen:
                NOTES[rule] |= DISCHARGED.get(str(duty.id), set())
        if rule in KEPT_BACK:
            NOTES[rule].add("kept back")
        return found

    return listened
