"""A matter that goes from one to another: what the former owed on it falls away or goes over, and nobody owes it twice.

Given to others (`matter.assigned`), whatever the former owes as lead or helper falls away, and begins anew with the new
ones.  Handled a second time by others (`matter.rehandled`), nothing of the former stays: what the act opens anew falls
away for the former, and what it does not open goes over as it stands, with its day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from xuncha.core.duties.opening import rules_opened
from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Duty, Subject
from xuncha.core.facts.values import id_of, listed
from xuncha.core.predicates.handling import FIELD_OF, GIVING, HANDLERS, given, holders, named
from xuncha.core.scheme.rules import DutyRule

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


# ---------------------------------------------------------------------------------------------- handled a second time

AGAIN = "matter.rehandled"

TO_THE_GIVING = frozenset({"matter.taken", "matter.objected"})
"""What is said to having been given a matter; nobody else says it afterwards."""


@dataclass(slots=True)
class HandedOver:
    """What the former owed and owes no longer, as effects tell it: lapsed, or the new one's now; `told` for the time line."""

    closes: list[dict[str, Any]] = field(default_factory=list)
    moves: list[dict[str, Any]] = field(default_factory=list)
    told: list[dict[str, str]] = field(default_factory=list)


def asks_for_handed_over(case: Case) -> tuple[Ask, ...]:
    """What is owed on the matter by whoever had it or is to have it now, alone or with others."""
    new = named(case, "lead")
    if case.act.code != AGAIN or not _had(case.subject):
        return ()
    rules = case.scheme.duties.values()
    shared = tuple(sorted(rule.id for rule in rules if any(map(_is_handler, rule.co_owners))))
    narrow: dict[str, Any] = {"stream": case.subject.id, "state": "open"}
    return (
        *_open(case, _had(case.subject) | new, (rule for rule in rules if _is_for_handling(rule))),
        *((ask("duty", rule=shared, **narrow),) if shared else ()),
    )


def _had(subject: Subject) -> set[UUID]:
    """Everybody to whom the matter was ever given."""
    entries = [one for name in GIVING for one in listed(subject.facts.get(name))]
    parties = (one for entry in entries for part in FIELD_OF.values() for one in listed(entry.get(part)))
    return {key for one in parties if (key := id_of(one))}


def _is_for_handling(rule: DutyRule) -> bool:
    """Whether it is owed for having the matter: as lead or helper, or by whom the act that gives it names."""
    given_by = {name.partition(":")[0] for name in rule.after}
    return rule.owner in HANDLERS or (_is_handler(rule.owner) and not given_by.isdisjoint(GIVING))


def _is_handler(owner: str) -> bool:
    return owner in HANDLERS or owner == f"payload.{FIELD_OF['lead']}"


def handed_over(
    case: Case, facts: Facts, opened: Iterable[dict[str, Any]], but: Collection[str]
) -> HandedOver:
    """What becomes of it: the rest of what was owed for having the matter is the new one's.

    What lapses: what is opened anew, or is asked anew of the new one by another rule; what was to be said to having
    been given it; the part of somebody who helped.  `but` are duties that the act itself ends.
    """
    found = HandedOver()
    rows = {duty.id: duty for wanted in asks_for_handed_over(case) for duty in facts[wanted]}
    new = next(iter(named(case, "lead")), None)
    former = _had(case.subject) - {new}
    opened = tuple(opened)
    anew = {told["rule"] for told in opened}
    asked = {act for told in opened if told["owner"] == str(new) for act in told["awaits"]} | TO_THE_GIVING
    there = {(duty.rule, duty.item) for duty in rows.values() if duty.owner == new}
    for duty in sorted(rows.values(), key=lambda row: (row.opened_by, str(row.id))):
        if str(duty.id) in but or new is None:
            continue
        if duty.owner == new and duty.rule in anew:  # its own next turn
            found.closes.append({"id": str(duty.id), "state": "replaced"})
        elif duty.owner not in former:
            found.moves += _with_another(duty, former, new)
        elif (
            duty.rule in anew
            or not asked.isdisjoint(duty.awaits)
            or case.scheme.duties[duty.rule].owner == "helpers"
            or (duty.rule, duty.item) in there
        ):
            found.closes.append({"id": str(duty.id), "state": "lapsed"})
            found.told.append(told_of(duty))
        else:
            there.add((duty.rule, duty.item))
            found.moves.append(
                {"id": str(duty.id), "owner": str(new), "readers": [str(new)], "without": [str(new)]}
            )
            found.told.append(told_of(duty, new))
    return found


def _with_another(duty: Duty, former: set[UUID], new: UUID) -> list[dict[str, Any]]:
    """What somebody else owes with the former: with the new one now."""
    left = [one for one in duty.co_owners if id_of(one) in former]
    if not left:
        return []
    joins = [] if str(new) in duty.co_owners or duty.owner == new else [str(new)]
    return [{"id": str(duty.id), "with": joins, "without": left, "readers": joins}]


def told_of(duty: Duty, to: UUID | None = None) -> dict[str, str]:
    """That somebody owes this no longer, and who owes it now, if it went over as it stands."""
    return {"rule": duty.rule, "from": str(duty.owner or ""), "to": str(to or "")}


# ---------------------------------------------------------------------------------------------- kept


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
