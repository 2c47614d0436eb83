"""What somebody owes by name for holding a seat (`each:seat`), once that person leaves it.

Handed over, it is the successor's, with its day; where the seat is left with nobody to follow, it falls away, and the time
line says so: whoever is given the seat later owes what a rule opens then.
"""

from __future__ import annotations

from typing import Any

from xuncha.core.duties.handing_on import HandedOver
from xuncha.core.duties.recurring import OF_PERIOD
from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Duty

FOLLOWED_BY = {"post.handed_over": "successor", "seat.vacated": ""}
"""The acts by which somebody leaves a seat, and the field that names who follows."""


def asks_for_the_post(case: Case) -> tuple[Ask, ...]:
    """What is owed by name in the seat: by whoever leaves it, and by whoever follows."""
    rules = tuple(
        sorted(rule.id for rule in case.scheme.duties.values() if _is_by_name(rule.owner, rule.per))
    )
    if case.act.code not in FOLLOWED_BY or not rules:
        return ()
    people = tuple(sorted({_leaving(case), _following(case)} - {""}))
    seat = str(case.fields.get("seat"))
    return (ask("duty", owner=case.subject.id, owner_seat=seat, item=people, rule=rules, state="open"),)


def _is_by_name(owner: str, per: str) -> bool:
    return owner.startswith("each:seat") and not per


def _leaving(case: Case) -> str:
    return str(case.fields.get("person") or "")


def _following(case: Case) -> str:
    return str(case.fields.get(FOLLOWED_BY[case.act.code]) or "")


def gone_with_the_post(case: Case, facts: Facts) -> HandedOver:
    """What becomes of it; what the successor owes already is owed once."""
    found = HandedOver()
    rows = [duty for wanted in asks_for_the_post(case) for duty in facts[wanted]]
    if not rows:
        return found
    former, new = _leaving(case), _following(case)
    there = {_what(duty) for duty in rows if duty.item == new}
    for duty in sorted(
        (row for row in rows if row.item == former), key=lambda row: (row.opened_by, str(row.id))
    ):
        goes_over = bool(new) and _what(duty) not in there
        if goes_over:
            found.moves.append({"id": str(duty.id), "item": new})
        else:
            found.closes.append({"id": str(duty.id), "state": "lapsed"})
        found.told.append({"rule": duty.rule, "from": former, "to": new if goes_over else "", "by": "post"})
    return found


def _what(duty: Duty) -> tuple[str, Any]:
    return duty.rule, duty.where.get(OF_PERIOD)
