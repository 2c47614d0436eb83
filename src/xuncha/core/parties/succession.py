"""What becomes of a unit's affairs when it is merged, split or abolished: its successors owe what it owed.

Its papers keep its name and its matters stay under it.  The successors read what it read and are kept from what was
kept from it; what it owed, and what is owed later on its matters, is owed by the first of them, together with the
others.  Whoever was kept off the unit, or has a tie with it, is kept off its successors alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from xuncha.core.dates.day_words import day_in_shanghai
from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Duty, Subject, Tie
from xuncha.core.facts.values import day_of, id_of, listed
from xuncha.core.refusal import FieldFault
from xuncha.core.words import Text

WITH_SUCCESSORS = frozenset({"merged", "split", "abolished"})
"""Changes after which others may stand where the unit stood; the codes are of the product's own list."""

ENDED = "ended"


def heirs_typed(case: Case) -> tuple[UUID, ...]:
    """The successors an act names, in its order."""
    if case.act.code != "unit.changed" or case.value not in WITH_SUCCESSORS:
        return ()
    return tuple(key for one in listed(case.fields.get("successors")) if (key := id_of(one)))


def ends(case: Case) -> bool:
    """Whether the unit is no more after this act; one that stands among its own successors goes on."""
    heirs = heirs_typed(case)
    if case.act.code != "unit.changed" or case.subject.id in heirs:
        return False
    return case.value == "abolished" or bool(heirs)


def successor(unit: Subject | None) -> UUID | None:
    """Who stands first where a unit stood: itself, as long as it is there."""
    if unit is None or unit.state != ENDED:
        return unit.id if unit else None
    found = (id_of(one) for one in listed(unit.facts.get("successors")))
    return next((key for key in found if key), unit.id)


def stands_for(unit: Subject | None, party: UUID) -> frozenset[UUID]:
    """The parties for which one acts: oneself, and a unit at hand that is no more and has one as its successor."""
    is_heir = (
        unit is not None
        and unit.state == ENDED
        and str(party) in map(str, listed(unit.facts.get("successors")))
    )
    return frozenset({party, unit.id}) if unit is not None and is_heir else frozenset({party})


def too_soon(case: Case) -> Iterator[FieldFault]:
    """Nothing happens by the clock alone, so a change is entered when its day has come."""
    from_on = day_of(case.fields.get("from_on"))
    if case.act.code == "unit.changed" and from_on and from_on > day_in_shanghai(case.now):
        what = Text("还没有生效，到那一天再登记", "It has not taken effect; enter it when that day has come")
        yield FieldFault("from_on", what)


# ---------------------------------------------------------------------------------------------- what is asked


def asks_for_succession(case: Case) -> tuple[Ask, ...]:
    """Everything of the unit that its successors take over."""
    if case.is_asked or not (ends(case) or heirs_typed(case)):
        return ()
    return (_matters(case), *_duties(case), *_kept_off(case))


def _matters(case: Case) -> Ask:
    return ask("subject", unit=case.subject.id)


def _duties(case: Case) -> tuple[Ask, ...]:
    unit = case.subject.id
    return tuple(ask("duty", **{name: unit}, state="open") for name in ("owner", "unit", "owed_to"))


def _kept_off(case: Case) -> tuple[Ask, ...]:
    return (ask("tie", unit=case.subject.id), ask("bar", unit=case.subject.id))


# ---------------------------------------------------------------------------------------------- what follows


def without_heir(case: Case, facts: Facts) -> Iterator[FieldFault]:
    """A unit that still owes something is not ended without saying who owes it now."""
    if ends(case) and not heirs_typed(case) and any(_concerned(case, facts)):
        what = Text(
            "还有没办完的事，请写明由哪个单位承接", "Something is still owed; say which unit takes it over"
        )
        yield FieldFault("successors", what)


def inherited(case: Case, facts: Facts) -> dict[str, Any]:
    """What the successors take over, as the act's effects tell it."""
    heirs = [str(key) for key in heirs_typed(case) if key != case.subject.id]
    if not heirs:
        return {}
    effects: dict[str, Any] = {"heirs": {"to": heirs, "kept_off": list(_people_kept_off(case, facts))}}
    if ends(case):
        effects["heirs"]["matters"] = [str(row.id) for row in _known_to(case, facts[_matters(case)])]
        effects["moves"] = [_moved(case, duty, heirs) for duty in _concerned(case, facts)]
    return effects


def _known_to(case: Case, rows: Iterable[Subject]) -> Iterator[Subject]:
    """What the unit reads, or what is kept from it."""
    unit = case.subject.id
    return (row for row in rows if row.id != unit and unit in row.readers | row.barred)


def _concerned(case: Case, facts: Facts) -> list[Duty]:
    """The open duties that the unit owes, alone or with others, or that are owed to it."""
    unit = case.subject.id
    found = {duty.id: duty for wanted in _duties(case) for duty in facts.get(wanted, ())}
    mine = (
        duty for duty in found.values() if unit in (duty.owner, duty.owed_to) or str(unit) in duty.co_owners
    )
    return sorted(mine, key=lambda duty: (duty.opened_by, str(duty.id)))


def _moved(case: Case, duty: Duty, heirs: list[str]) -> dict[str, Any]:
    """A duty that passes on: one successor leads, the others owe it with that one."""
    unit, first = case.subject.id, heirs[0]
    told: dict[str, Any] = {"id": str(duty.id), "readers": heirs}
    if duty.owner == unit:
        told |= {"owner": first, "with": [key for key in heirs[1:] if key not in duty.co_owners]}
    elif str(unit) in duty.co_owners:
        told |= {"with": [key for key in heirs if key not in duty.co_owners], "without": [str(unit)]}
    if duty.owed_to == unit:
        told["to"] = first
    return told


def _people_kept_off(case: Case, facts: Facts) -> Iterator[dict[str, Any]]:
    """Whoever is kept off the unit or has declared a tie with it that stands, and on what ground."""
    ties, bars = _kept_off(case)
    latest: dict[UUID, Tie] = {}
    for tie in sorted(facts[ties], key=lambda tie: int(tie.version)):
        latest[tie.person] = tie
    cleared = {bar.person: bar.version for bar in facts[bars] if bar.decided and not bar.kept_off}
    for tie in latest.values():
        if tie.ground and cleared.get(tie.person, 0) < tie.version:
            yield {"as": "tie", "person": str(tie.person), "ground": tie.ground}
    for bar in facts[bars]:
        if bar.kept_off:
            yield {"as": "bar", "person": str(bar.person), "ground": bar.ground, "decided": bar.decided}
