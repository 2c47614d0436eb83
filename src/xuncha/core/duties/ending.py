"""What is still owed on a matter that ends, and could be done no more afterwards.

A matter that is finished waits for it: what a clause asks is not swept away by closing the file.  What is no longer
needed is let lapse first, by an act of its own with its reason.  Where the matter itself falls away (declined, stood
down), what was owed on it alone falls away with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xuncha.core.catalogue import ANY, CATALOGUE, ActType
from xuncha.core.duties.discharge import discharges
from xuncha.core.duties.handing_on import asks_for_former
from xuncha.core.duties.opening import rules_opened
from xuncha.core.facts.book import FINAL, Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Duty
from xuncha.core.facts.values import listed
from xuncha.core.refusal import Missing, Refusal
from xuncha.core.words import Text

ALWAYS = frozenset(
    {"act.corrected", "act.confirmed", "matter.annotated", "evidence.added", "complaint.added_to", "duty.urged", "duty.reported",
     "duty.extended", "limit.set", "duty.lapsed", "due.moved", "silence.counted",
     "identity.requested", "identity.approved", "identity.refused", "identity.opened", "identity.closed",
     "hold.proposed", "hold.placed", "hold.lifted", "destruction.proposed", "key.destroyed",
     "result.used", "decision.made", "matter.linked", "message.exchanged", "retaliation.asked"}
)  # fmt: skip
"""Acts that `any` allows also on a subject in a final state."""


FALLEN_AWAY = frozenset({"withdrawn", "declined", "stood_down", "abolished"})
"""Final states in which a matter is not finished but gone."""


STILL_OWED = "owed"


def asks_for_ending(case: Case) -> tuple[Ask, ...]:
    """What is owed on a subject that this act ends, and the authority that ends with it."""
    asks = _asks_for_outlived(case)
    return asks if case.is_asked else (
        *asks, *_asks_for_authority(case), *_asks_for_the_rest(case), *_asks_for_ground(case),
    )  # fmt: skip


def _asks_for_outlived(case: Case) -> tuple[Ask, ...]:
    if case.act.to not in FINAL or case.subject.state in FINAL:
        return ()
    return (ask("duty", stream=case.subject.id, state="open"),)


def outlived(case: Case, facts: Facts) -> Iterator[Duty]:
    """The duties on the subject that this act leaves open, and that no act could discharge any more."""
    for wanted in _asks_for_outlived(case):
        for duty in sorted(facts.get(wanted, ()), key=lambda row: (row.opened_by, str(row.id))):
            if not (_is_done_now(case, duty) or _can_be_done_later(duty, case)) and _is_known(case, duty):
                yield duty


def still_owed(case: Case, facts: Facts) -> Refusal | None:
    """Why a matter is not finished yet: the clauses of what is owed, what would discharge it, and the way without."""
    if case.act.to in FALLEN_AWAY:
        return None
    owed = {duty.rule: duty for duty in outlived(case, facts)}
    if not owed:
        return None
    rules = case.scheme.duties
    cites = dict.fromkeys(cite for name in owed if name in rules for cite in rules[name].cite)
    lapse = Missing(
        Text("不用再办的，先办“待办失效”，写明理由", "What is no longer needed is let lapse first, with its reason"),
        "duty.lapsed", subject=case.subject.id,
    )  # fmt: skip
    what = Text(
        "还有没办完的待办，现在结了以后就办不成了",
        "Something is still owed here that could not be done afterwards",
    )
    missing = (_to_do(case, duty) for duty in owed.values())
    return Refusal(what, STILL_OWED, tuple(cites), (*missing, lapse))


def _to_do(case: Case, duty: Duty) -> Missing:
    rule = case.scheme.duties.get(duty.rule)
    words = rule.text if rule else Text(duty.rule, duty.rule)
    return Missing(
        Text(f"先办：{words.zh}", f"First: {words.en}"), duty.awaits[0] if duty.awaits else "",
        subject=case.subject.id,
    )  # fmt: skip


def _is_done_now(case: Case, duty: Duty) -> bool:
    """Whether the act itself discharges the duty; before anything is typed, whether it is the one awaited."""
    return case.act.code in duty.awaits and (case.is_asked or discharges(case, duty))


def _can_be_done_later(duty: Duty, case: Case) -> bool:
    """Whether an act awaited can still be done: elsewhere, or on the subject in the state it comes to."""
    acts: Mapping[str, ActType] = CATALOGUE
    return bool(duty.scope) or any(
        not acts[code].fits(case.subject.kind) or _is_open_to(acts[code], case.act.to) for code in duty.awaits
    )


def _is_open_to(act: ActType, state: str) -> bool:
    return act.opens or state in act.needs or (ANY in act.needs and act.code in ALWAYS)


def _is_known(case: Case, duty: Duty) -> bool:
    """Nothing an inspected unit does is refused over what it may not know of."""
    return case.actor.party_kind != "unit" or case.actor.party in duty.readers


HANDED_OVER = "volume.handed_over"


def _asks_for_authority(case: Case) -> tuple[Ask, ...]:
    """The authority in force that ends: of a team that has done its last in a unit, or has the unit taken from it."""
    subject = case.subject
    is_taken = case.act.code == "inspection.assigned" and _ends_what_is_owed(case)
    if not is_taken and not (_is_among_the_last(case) and subject.body and subject.unit):
        return ()
    return (ask("authority", body=subject.body, campaign=subject.campaign, unit=subject.unit, ended_on=None),)


def _last_acts(case: Case) -> tuple[str, ...]:
    """What a team does last in a unit: it hands the files over, and whatever else the regulation asks of it until then."""
    told = case.scheme.about.get("authority_ends_after", {})
    return (HANDED_OVER, *map(str, listed(told.get("acts"))))


def _is_among_the_last(case: Case) -> bool:
    return not {case.act.code, f"{case.act.code}:{case.value}"}.isdisjoint(_last_acts(case))


def _asks_for_the_rest(case: Case) -> tuple[Ask, ...]:
    """Where it was done already what must be done as well before the authority ends."""
    if not _is_among_the_last(case) or not _asks_for_authority(case):
        return ()
    types = tuple(sorted({name.partition(":")[0] for name in _last_acts(case)}))
    return (ask("act", inspection=case.subject.inspection, type=types),)


def _all_is_done(case: Case, facts: Facts) -> bool:
    acts = [row for wanted in _asks_for_the_rest(case) for row in facts[wanted]]
    done = {case.act.code, f"{case.act.code}:{case.value}"}
    done |= {name for row in acts for name in (row.type, f"{row.type}:{row.value}")}
    return done.issuperset(_last_acts(case))


def authority_ended(case: Case, facts: Facts) -> list[Any] | None:
    """The authority that ends with this act; None where the act ends none."""
    asks = _asks_for_authority(case)
    if not asks or (_is_among_the_last(case) and not _all_is_done(case, facts)):
        return None
    return [row for wanted in asks for row in facts[wanted]]


def _ends_what_is_owed(case: Case) -> bool:
    """Whether the ground of what is still owed on the subject falls away: voided, asked no longer, or another team's now."""
    if case.act.code == "inspection.assigned":
        return case.subject.body is not None
    if case.act.code == "matter.assigned":
        return bool(asks_for_former(case))
    return case.act.to == "withdrawn" or (case.act.code == "request.closed" and _is_asker(case))


def _is_asker(case: Case) -> bool:
    """Whether whoever acts is of the body that asked: it alone takes a request back, and not whoever owes the answer."""
    return str(case.subject.facts.get("_", {}).get("party", "")) == str(case.actor.party)


def _asks_for_ground(case: Case) -> tuple[Ask, ...]:
    """What is owed on the subject and falls away with its ground; with a team, only what came with the unit."""
    if not _ends_what_is_owed(case):
        return ()
    if case.act.code == "matter.assigned":
        return asks_for_former(case)
    narrow: dict[str, Any] = {"stream": case.subject.id, "state": "open"}
    if case.act.code == "inspection.assigned":
        narrow["rule"] = tuple(sorted(rule.id for rule in rules_opened(case)))
    return (ask("duty", **narrow),)


def ground_gone(case: Case, facts: Facts) -> list[Duty]:
    """The duties whose ground falls away with this act."""
    if _ends_what_is_owed(case):
        return list({duty.id: duty for wanted in _asks_for_ground(case) for duty in facts[wanted]}.values())
    return list(outlived(case, facts)) if case.act.to in FALLEN_AWAY else []


def left_owing(case: Case, facts: Facts) -> Refusal | None:
    """Why the matter cannot end yet, unless what is owed on it falls away with it."""
    return None if _ends_what_is_owed(case) else still_owed(case, facts)
