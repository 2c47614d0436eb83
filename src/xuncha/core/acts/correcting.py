"""Corrections: what was filled in wrongly is said anew by the body that said it, a day that a period may run from or to only by two people.

Who finds the mistake enters the right value.  A word or a number changes at once; a date or an hour waits until another
person of the same body agrees, and stays as it was until then.  The wrong value is never gone: it stands in the act.
A paper that others rely on already (signed, approved, sent, public) is not corrected but drafted anew or replaced;
the day on which it was received is not the paper's own word, and is corrected by whoever said it (`core/record/received.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from xuncha.core.acts.days_at_odds import received_too_early
from xuncha.core.catalogue import CATALOGUE, openings
from xuncha.core.dates.day_words import day_in_shanghai, say_plain
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import NOBODY, Seat, Subject
from xuncha.core.record.fold import MERGING, WAITING
from xuncha.core.record.payload import Slot, clean, known_slots
from xuncha.core.record.received import RECEIVED_ON, of_receipt, receipt, receipts, slot_of
from xuncha.core.refusal import FieldFault, Missing, Refusal
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text

CITE = ("base-9",)
OF_ITS_AUTHOR = ("base-10",)

OF_PERIODS = frozenset({"date", "at"})
"""Fields by which a period may begin or end."""

CORRECTABLE = frozenset({"text", "long", "n", "date", "at", "yes", "code"})
"""What a correction may say anew; who or what is meant is amended by an act of its own, with its own checks."""

DECIDES_READERS = frozenset({"addressee", "sealed_to", "mode", "function", "hidden"})
"""Fields that decide who reads or finds a matter, or what a body is for: they were decided when it was begun."""

UNSEALED = {"document": "draft", "referral": "drafted"}
"""Papers, each with the only state in which its words are still the drafter's own."""


def waits(slot_type: str) -> bool:
    """Whether a correction of such a field waits for a second person."""
    return slot_type in OF_PERIODS


# ---------------------------------------------------------------------------------------------- what may be corrected


def correctable(scheme: Scheme, subject: Subject) -> dict[str, Slot]:
    """What a correction may say anew of a subject: what was filled in on the form by which it was begun, and when it was received.

    Neither what it was begun as, for every rule goes by that, nor what decides who reads it.
    """
    begun_by = openings(subject.kind)
    known = {key: slot for act in begun_by for key, slot in known_slots(scheme, act, subject.code).items()}
    fixed = DECIDES_READERS | {act.deciding for act in begun_by}
    received = {name: slot_of(name) for name, _ in receipts(subject.facts)}
    return received | {
        name: slot
        for name, slot in known.items()
        if slot.type in CORRECTABLE
        and not slot.many
        and not slot.personal
        and name in subject.facts
        and name not in fixed
    }


def value_now(subject: Subject, name: str) -> Any:
    """What a field that may be corrected says now."""
    entry = receipt(subject.facts, name)
    return entry[RECEIVED_ON] if entry is not None else subject.facts[name]


def said_by(subject: Subject, name: str) -> str:
    """The body or unit that said last what a field holds: it began the thing, or amended it since."""
    if (entry := receipt(subject.facts, name)) is not None:
        return str(entry["_"]["party"])
    said = [
        entry["_"]
        for act in MERGING
        if isinstance(entry := subject.facts.get(act), Mapping) and name in entry
    ]
    begun = subject.facts.get("_", {})
    return str(max(said, key=lambda mark: int(mark["position"]), default=begun).get("party", ""))


def is_ones_own(subject: Subject, name: str, seat: Seat) -> bool:
    """Whether the party of a seat said it; what the founder entered is the office's to correct."""
    party = said_by(subject, name)
    return party == str(seat.party) or (party in ("", str(NOBODY)) and seat.part == "runs")


def ones_own(scheme: Scheme, subject: Subject, seat: Seat) -> dict[str, Slot]:
    """What whoever holds this seat may correct now."""
    is_sealed = relied_on(subject) is not None
    return {
        name: slot
        for name, slot in correctable(scheme, subject).items()
        if is_ones_own(subject, name, seat) and (of_receipt(name) or not is_sealed)
    }


def corrected(case: Case, fields: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[FieldFault, ...]]:
    """The fields of a correction, the right value read as the field it corrects is read.

    Only what was filled in when the thing was begun; personal fields are sealed with the act that carries them, so
    they are not said again in another.
    """
    name = str(fields["field"])
    slot = correctable(case.scheme, case.subject).get(name)
    if slot is None:
        what = Text("这一项不能用更正来改", "This field is not one that a correction may change")
        return dict(fields), (FieldFault("field", what),)
    said = _choice_by_code(case.scheme, slot, fields["right"])
    right, faults = clean({name: said}, {name: slot}, case.scheme, day_in_shanghai(case.now))
    if not faults and right.get(name) == value_now(case.subject, name):
        return dict(fields), (
            FieldFault("right", Text("和现在的一样，不用更正", "This is what stands there already")),
        )
    if of_receipt(name):
        faults = faults or tuple(_never_received_then(case, name, str(right.get(name))))
        fields = {**fields, "act": name.partition("/")[2]}
    return {**fields, "right": right.get(name, "")}, tuple(FieldFault("right", one.text) for one in faults)


def _never_received_then(case: Case, name: str, right: str) -> Iterator[FieldFault]:
    """Nothing was received before it was sent, nor after the day on which it was said to be received."""
    entry = receipt(case.subject.facts, name)
    if entry is None:
        return
    said = {key: value for key, value in entry.items() if key not in ("_", "before")}
    act = CATALOGUE[name.partition("/")[0]]
    yield from received_too_early(replace(case, act=act, fields=said | {RECEIVED_ON: right}))
    if (on := entry["_"]["on"]) < right:
        day = say_plain(date.fromisoformat(on))
        what = Text(
            f"{day.zh}已经登记收到，不能更晚",
            f"It was said to be received on {day.en}; it cannot have come later",
        )
        yield FieldFault(RECEIVED_ON, what)


def _choice_by_code(scheme: Scheme, slot: Slot, said: Any) -> Any:
    """A choice named as people call it (`来访`), by its code; everything else as it was typed."""
    listed = scheme.lists.get(slot.of) if slot.type == "code" else None
    words = (
        {name: value.code for value in listed.values.values() for name in (value.text.zh, value.text.en)}
        if listed
        else {}
    )
    return words.get(str(said).strip(), said)


def is_of_a_date(case: Case) -> bool:
    """Whether this act corrects a day or an hour, which a period may begin or end with."""
    if case.act.code != "act.corrected":
        return False
    slot = correctable(case.scheme, case.subject).get(str(case.fields.get("field", "")))
    return slot is not None and waits(slot.type)


# ---------------------------------------------------------------------------------------------- what refuses one


def why_not(case: Case) -> Refusal | None:
    """What refuses a correction, or its confirmation, whatever the regulation says."""
    waiting = case.subject.facts.get(WAITING)
    if case.act.code == "act.corrected":
        return (
            _relied_on(case)
            or _not_ones_own(case)
            or (_still_waits(case) if waiting and is_of_a_date(case) else None)
        )
    if case.act.code != "act.confirmed":
        return None
    if not waiting:
        return Refusal(Text("没有等待确认的更正", "No correction waits to be confirmed"), "state")
    agrees = bool(case.fields.get("granted"))
    is_sealed = agrees and not of_receipt(waiting["field"])
    return (relied_on(case.subject) if is_sealed else None) or _not_by(case, waiting)


def _relied_on(case: Case) -> Refusal | None:
    """Of a paper that others rely on, only one's own receipts are left to correct."""
    typed = str(case.fields.get("field", ""))
    names = [typed] if typed else list(ones_own(case.scheme, case.subject, case.actor))
    return None if any(map(of_receipt, names)) else relied_on(case.subject)


def relied_on(subject: Subject) -> Refusal | None:
    """A paper that was signed, approved, checked, sent or put up says what it said then; its words change no more."""
    drafting = UNSEALED.get(subject.kind)
    if drafting is None or (subject.state == drafting and not _is_approved(subject)):
        return None
    if subject.state in (drafting, "signed", "cleared"):
        what = Text(
            "已经签批、审核或者批准的稿子不能更正",
            "A paper that was signed, cleared or approved is not corrected",
        )
        way = Text("请重新拟稿，再签批、审核", "Draft it anew, then have it signed and cleared again")
        act = "document.drafted" if subject.kind == "document" else "referral.drafted"
    else:
        what = Text("已经发出或者公开的文件不能更正", "A paper that was sent or made public is not corrected")
        way = Text("请撤回，另拟一份替换", "Withdraw it and replace it with another")
        act = "document.withdrawn" if subject.kind == "document" else ""
    return Refusal(what, "relied_on", OF_ITS_AUTHOR, (Missing(way, act, subject=subject.id),))


def _is_approved(subject: Subject) -> bool:
    """Whether the draft as it stands has been approved."""
    given = subject.facts.get("approval.given", ())
    return any(entry["_"]["version"] == subject.facts.get("version") for entry in given)


def _not_ones_own(case: Case) -> Refusal | None:
    """Only who said it says it anew: before anything is typed, one field that may be corrected is enough."""
    typed = str(case.fields.get("field", ""))
    names = [typed] if typed else list(correctable(case.scheme, case.subject))
    if any(is_ones_own(case.subject, name, case.actor) for name in names):
        return None
    what = Text("只有当初填写的机构才能更正", "Only the body that filled it in corrects it")
    missing = Missing(Text("请告诉填写的机构，由它更正", "Tell that body, so that it corrects it"))
    return Refusal(what, "said_by", OF_ITS_AUTHOR, (missing,))


def _still_waits(case: Case) -> Refusal:
    what = Text("前一次更正还没有确认", "An earlier correction still waits to be confirmed")
    missing = Text(
        "请同一机构的另一人先办“确认更正”", "Let another person of the same body confirm or refuse it first"
    )
    return Refusal(what, "second_person", CITE, (Missing(missing, "act.confirmed", subject=case.subject.id),))


def _not_by(case: Case, waiting: Mapping[str, Any]) -> Refusal | None:
    """Whoever entered it does not confirm it, neither in person nor through the keyboard; nor does another body."""
    entered = {waiting["person"], waiting["entered_by"]} - {"", str(NOBODY)}
    confirms = {str(case.actor.person), str(case.entered_by)} - {str(NOBODY)}
    if entered & confirms:
        what = Text(
            "更正日期要两个人：录入的人不能自己确认",
            "Correcting a date takes two: who entered it cannot confirm it",
        )
        missing = Missing(Text("请同一机构的另一人确认", "Ask another person of the same body"))
        return Refusal(what, "second_person", CITE, (missing,))
    if str(case.actor.party) != waiting["party"]:
        what = Text("更正由录入的机构自己的人确认", "A correction is confirmed by the body that entered it")
        return Refusal(what, "second_person", CITE)
    return None
