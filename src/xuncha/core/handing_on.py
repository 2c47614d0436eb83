"""A matter that goes from one to another: what the former owed on it falls away, and whoever keeps a part owes nothing twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from xuncha.core.book import Ask, Facts, ask
from xuncha.core.case import Case
from xuncha.core.duties import rules_opened
from xuncha.core.predicates.handling import HANDLERS, given, holders, named
from xuncha.core.rows import Subject
from xuncha.core.scheme import DutyRule
from xuncha.core.values import id_of, listed

BEGUN_ANEW = ("complaint.answered", "rectification.reported", "request.answered", "work.returned", "finding.reopened")  # fmt: skip
"""What was given once is at its end, or begins again, with one of these: given after it, it is owed anew by the same, too."""


def asks_for_former(case: Case) -> tuple[Ask, ...]:
    """What is owed on the matter by those who lead it, or help, no longer once this act is done; nothing where nobody leaves it."""
    if case.act.code != "matter.assigned":
        return ()
    asks: list[Ask] = []
    for name, part in HANDLERS.items():
        rules = (rule for rule in case.scheme.duties.values() if rule.owner == name)
        asks += _open(case, holders(case.subject, part) - named(case, part), rules)
    objected = _objected(case.subject) - {key for part in HANDLERS.values() for key in named(case, part)}
    return (*asks, *_open(case, objected, rules_opened(case)))


def _open(case: Case, owners: set[UUID], rules: Iterable[DutyRule]) -> tuple[Ask, ...]:
    narrow: dict[str, Any] = {"owner": _sorted(owners), "rule": tuple(sorted(rule.id for rule in rules))}
    return (ask("duty", stream=case.subject.id, state="open", **narrow),) if all(narrow.values()) else ()


def _sorted(keys: set[UUID]) -> tuple[UUID, ...]:
    return tuple(sorted(keys, key=str))


def _given_at(subject: Subject) -> int:
    """Where in the record the matter was given to those who have it."""
    held = given(subject)
    return int(held["_"]["position"]) if held else 0


def _since(subject: Subject, *acts: str) -> list[Any]:
    """What was done of these acts since then."""
    found = (one["_"] for name in acts for one in listed(subject.facts.get(name)))
    return [mark for mark in found if mark["position"] > _given_at(subject)]


def _objected(subject: Subject) -> set[UUID]:
    """Who objected to the assignment that stands."""
    return {key for mark in _since(subject, "matter.objected") if (key := id_of(mark["party"]))}


def _keep(case: Case, part: str) -> set[UUID]:
    """Who has this part and keeps it; not who objected, and nobody where the matter begins anew."""
    if case.act.code != "matter.assigned" or _since(case.subject, *BEGUN_ANEW):
        return set()
    return (holders(case.subject, part) & named(case, part)) - _objected(case.subject)


def asks_for_kept(case: Case) -> tuple[Ask, ...]:
    """What whoever keeps a part owes on the matter, or owed, under the rules that this act opens."""
    asks: list[Ask] = []
    for name, part in HANDLERS.items():
        rules = tuple(sorted(rule.id for rule in rules_opened(case) if rule.owner == name))
        if rules and (keeping := _keep(case, part)):
            asks.append(ask("duty", stream=case.subject.id, owner=_sorted(keeping), rule=rules))
    return tuple(asks)


def owed_once(case: Case, facts: Facts, opened: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The duties opened without those that whoever keeps a part has had from it before; a rule that `replaces` sees to itself."""
    had = {
        (duty.rule, str(duty.owner), duty.item) for wanted in asks_for_kept(case) for duty in facts[wanted]
    }
    return [
        told
        for told in opened
        if case.scheme.duties[told["rule"]].replaces or (told["rule"], told["owner"], told["item"]) not in had
    ]
