"""What an act brings about, written into the act once; replay only reads it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import Any
from uuid import UUID

from xuncha.core.acts.correcting import is_of_a_date
from xuncha.core.catalogue import NEW
from xuncha.core.dates.calendar import Calendar
from xuncha.core.duties import silence
from xuncha.core.duties.after_silence import after_silence
from xuncha.core.duties.coming_back import owed_again
from xuncha.core.duties.discharge import discharged
from xuncha.core.duties.duty_acts import told_of_duty
from xuncha.core.duties.ending import authority_ended, ground_gone
from xuncha.core.duties.handing_on import handed_over, owed_once, told_of
from xuncha.core.duties.joining import joined
from xuncha.core.duties.opening import brought_forward, lapsed, open_duties
from xuncha.core.duties.replacing import replacing
from xuncha.core.duties.restarting import restarted
from xuncha.core.duties.starting import started
from xuncha.core.duties.with_the_post import gone_with_the_post
from xuncha.core.facts.book import Facts
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Duty, Subject
from xuncha.core.facts.values import id_of
from xuncha.core.names.nouns import act_noun
from xuncha.core.parties.lying_with import holder
from xuncha.core.parties.seats import seat_effects, seats_left
from xuncha.core.parties.succession import ENDED, ends, inherited
from xuncha.core.protection.identity import OPENED, open_until
from xuncha.core.readers.audience import barred_added, readers_added, shared
from xuncha.core.readers.carried import carried
from xuncha.core.record.fold import CARRIED
from xuncha.core.refusal import Reasoned


def effects_of(
    case: Case, facts: Facts, calendar: Calendar, reasoned: Sequence[Reasoned], answered: Sequence[Duty]
) -> dict[str, Any]:
    """The effects of an act that nothing refuses; `answered` are the open duties that await just this act."""
    readers, barred = readers_added(case, facts), barred_added(case, facts)
    effects = _of_the_thing(case, facts, readers, barred)
    if case.is_history:
        return effects | {"history": True}
    if is_of_a_date(case):
        effects["waits"] = True
    if told := carried(case, facts):
        effects[CARRIED] = told
    effects |= _ended(case, facts) | told_of_duty(case, facts, calendar) | inherited(case, facts)
    subject = case.subject
    body = replace(subject, readers=subject.readers | readers, barred=subject.barred | barred,
                   body=id_of(effects.get("body")) or subject.body)  # fmt: skip
    effects |= _of_duties(case, facts, calendar, body, answered, effects)
    if opened_to := shared(case, facts):
        effects["shares"] = opened_to
    if reasoned:
        effects["reasoned"] = [{"rule": one.rule, "reason": one.reason} for one in reasoned]
    if case.paper:
        effects["paper"] = case.paper
    if case.reason:
        effects["reason"] = case.reason
    return effects


OF_A_VERSION = frozenset(
    {
        "document.signed",
        "document.cleared",
        "approval.given",
        "approval.refused",
        "approval.requested",
        "document.issued",
    }
)
"""Acts that are on the version of a paper as it stood."""


def _of_the_thing(case: Case, facts: Facts, readers: Set[UUID], barred: Set[UUID]) -> dict[str, Any]:
    """What becomes of the thing itself: its state, who reads it and who does not, with whom it lies, what it is called."""
    subject, code = case.subject, case.act.code
    effects: dict[str, Any] = {}
    state = _state_after(case)
    if state and state != subject.state:
        effects["state"] = state
    if readers - subject.readers:
        effects["readers"] = sorted(map(str, readers - subject.readers))
    if barred - subject.barred:
        effects["barred"] = sorted(map(str, barred))
    if code == "inspection.assigned":
        effects["body"] = case.fields["body"]
    if (held_by := holder(case, facts)) and held_by != subject.body:
        effects["body"] = str(held_by)
    if subject.state == NEW and not (case.fields.get("title") or case.fields.get("subject")):
        effects["title"] = _title(case)
    if code in OF_A_VERSION:
        effects["version"] = subject.facts.get("version", 0)
    if code == OPENED:
        effects["open_until"] = open_until(case.now).isoformat()
    return effects


def _of_duties(
    case: Case,
    facts: Facts,
    calendar: Calendar,
    body: Subject,
    answered: Sequence[Duty],
    so_far: Mapping[str, Any],
) -> dict[str, Any]:
    """What becomes owed, is moved to another day or owner, and is owed no more; with what the act itself said of a duty
    (`so_far`).  `body` is the thing as it is after the act.
    """
    opened = [*open_duties(case, body, facts, calendar), *joined(case, facts, calendar)]
    late = after_silence(case, facts, owed_once(case, facts, opened), answered)
    begun = started(case, facts, [*late.opens, *owed_again(case, facts, late.opens)])
    done = discharged(case, answered)
    anew = replacing(case, facts, begun.opens, done)
    over = handed_over(case, facts, begun.opens, {told["id"] for told in done + late.closes + anew.closes})
    post = gone_with_the_post(case, facts)
    moves = (
        late.moves + begun.moves + brought_forward(case, facts, calendar) + restarted(case, facts, calendar)
    )
    closes = [*so_far.get("closes", ()), *done, *late.closes, *anew.closes, *over.closes, *post.closes]
    closed = {told["id"] for told in closes}
    gone = [duty for duty in ground_gone(case, facts) if str(duty.id) not in closed]
    passed_on = (
        over.told + post.told + (list(map(told_of, gone)) if case.act.code == "matter.assigned" else [])
    )
    found = {
        "opens": anew.opens,
        "moves": [*so_far.get("moves", ()), *moves, *over.moves, *post.moves],
        "closes": closes + lapsed(gone),
        "handed_on": passed_on,
    }
    return {name: told for name, told in found.items() if told}


def _state_after(case: Case) -> str:
    code, subject = case.act.code, case.subject
    if case.is_history:  # what an old round left open is nobody's task here
        return "kept"
    if code == "rectification.verified":
        if subject.state != "reported":
            return subject.state
        return "verified" if case.fields.get("passed") else "planned"
    if code in ("document.received", "document.published") and subject.state == "public":
        return "public"
    if (
        code == "disposition.decided" and subject.state == "fed_back"
    ):  # the unit is to rectify it all the same
        return subject.state
    if code == "document.issued" and subject.state == "received":  # to a further addressee
        return "received"
    if code == "document.cleared" and subject.state in ("issued", "received"):
        return subject.state
    if code == "work.returned" and subject.kind == "referral":
        return "received"
    if code == "entry.amended" and case.fields.get("until"):
        return "ended"
    if code == "rule.adopted" and _abolishes(case):
        return "abolished"
    if code == silence.COUNTED:
        return silence.state_after(case)
    if code == "unit.changed":
        return ENDED if ends(case) else subject.state
    return case.act.to or subject.state


def _abolishes(case: Case) -> bool:
    """Whether what was proposed is that a rule be no more."""
    change = case.scheme.value("rule_changes", case.subject.code)
    return change is not None and bool(change.extra.get("abolishes"))


def _title(case: Case) -> str:
    """`巡查通知书：柳塘镇`: what a subject is called when nobody typed a name."""
    act = case.act
    if case.subject.kind == "inspection" and case.unit:
        return case.unit.title
    if case.subject.kind == "scheme":
        return case.scheme.text.zh
    form = case.scheme.form(act.code, case.value)
    field = act.field(act.deciding) if act.deciding else None
    value = case.scheme.value(field.of, case.value) if field else None
    name = (
        value.text.zh
        if value
        else form.text.zh
        if form and form.value
        else act_noun(case.scheme, act.code).zh
    )
    near = case.unit or case.body or case.campaign
    return f"{name}：{near.title}" if near and near.id != case.subject.id else name


def _ended(case: Case, facts: Facts) -> dict[str, Any]:
    """Seats and authority that end with this act; the party's kind for a seat that begins."""
    code = case.act.code
    if code in ("seat.filled", "post.deputised"):
        return seat_effects(case)
    if code in ("seat.vacated", "body.stood_down", "post.handed_over"):
        return {"ends": [str(row.id) for row in seats_left(case, facts)]}
    ended = authority_ended(case, facts)
    return {"ends": [str(row.id) for row in ended]} if ended else {}
