"""Decides one act: may it be done, is it whole, do the guards let it pass, and what follows from it.

`asks_for` says which rows the decision needs; `decide` looks at them and at nothing else.  The outcome is an act
without its place in the record and without its number: the store gives both under its locks, then `fold` makes rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from xuncha.core.audience import asks_for_audience, barred_added, readers_added, shared
from xuncha.core.book import FINAL, Ask, Facts, ask
from xuncha.core.calendar import Calendar
from xuncha.core.case import Case
from xuncha.core.case_words import role_name, state_name
from xuncha.core.catalogue import ANY, CATALOGUE, NEW, ActType
from xuncha.core.correcting import waits, why_not
from xuncha.core.cycles import Cycle
from xuncha.core.day_words import day_in_shanghai
from xuncha.core.days_of_year import DayOfYear
from xuncha.core.duties import (
    asks_for_discharge,
    asks_for_opening,
    discharged,
    lapsed,
    moved,
    open_duties,
    rules_opened,
)
from xuncha.core.duty_acts import ON_CLOCK, stands
from xuncha.core.guards import asks_for_guards, judge, reserved_by
from xuncha.core.labels import KIND_NAMES
from xuncha.core.payload import LONG, Slot, clean, line_typed, references, slots, too_far
from xuncha.core.periods import Period
from xuncha.core.refusal import FieldFault, Missing, Reasoned, Refusal, Refused
from xuncha.core.rows import Duty, Seat, Subject
from xuncha.core.scheme import Scheme, Series
from xuncha.core.unreadable import UnreadableError
from xuncha.core.values import day_of, id_of
from xuncha.core.words import Text

ALWAYS = frozenset({"act.corrected", "act.confirmed", "act.annulled", "matter.annotated", "evidence.added", "duty.urged", "duty.extended",
                    "limit.set", "duty.lapsed", "key.destroyed", "result.used", "decision.made", "matter.linked"})  # fmt: skip
"""Acts that `any` allows also on a subject in a final state."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An act that may happen: its clean fields, what it brings about, and the series that numbers its subject."""

    case: Case
    fields: Mapping[str, Any]
    value: str
    refs: tuple[UUID, ...]
    effects: Mapping[str, Any]
    series: Series | None
    reasoned: tuple[Reasoned, ...]
    shown: tuple[Refusal, ...]


class BadFields(Refused):
    """Fields that are empty or unreadable; each fault stands at its field."""

    def __init__(self, faults: tuple[FieldFault, ...], typed: Mapping[str, Any]) -> None:
        missing = tuple(Missing(fault.text, field=fault.name) for fault in faults)
        super().__init__(
            (
                Refusal(
                    Text("有几项要补填或者改正", "Some fields need to be filled in or mended"),
                    missing=missing,
                ),
            ),
            typed,
        )
        self.faults = faults


def known_slots(scheme: Scheme, act: ActType, value: str) -> Mapping[str, Slot]:
    """The fields of an act of this kind under a scheme."""
    form = scheme.form(act.code, value)
    key = (act.code, form.value if form else "")
    if key not in scheme.slots_kept:
        scheme.slots_kept[key] = slots(act, form)
    found: Mapping[str, Slot] = scheme.slots_kept[key]
    return found


def cleaned(case: Case, unread: tuple[FieldFault, ...] = ()) -> Case:
    """The case with its typed fields made plain; raises BadFields with these faults and those a page met before."""
    known = known_slots(case.scheme, case.act, case.value)
    fields, faults = clean(case.fields, known, case.scheme, day_in_shanghai(case.now))
    paper, in_paper = line_typed("paper", case.paper)
    reason, in_reason = line_typed("reason", case.reason, LONG)
    seen = {fault.name for fault in unread}
    faults = (
        *unread,
        *(one for one in faults if one.name not in seen),
        *in_paper,
        *in_reason,
        *_wrong_day(case),
    )
    if case.act.code == "post.deputised" and fields.get("acts"):
        fields = {**fields, "acts": _acts_by_code(fields["acts"])}
    if case.act.code == "act.corrected" and not faults:
        fields, faults = _corrected(case, fields)
    faults += tuple(one for one in _at_odds(replace(case, fields=fields)) if one.name not in seen)
    if faults:
        raise BadFields(faults, case.fields)
    return replace(case, fields=fields, paper=" ".join(paper.split("\n")), reason=reason)


CORRECTABLE = frozenset({"text", "long", "n", "date", "at", "yes", "code"})
"""What a correction may say anew; who or what is meant is amended by an act of its own, with its own checks."""


def _corrected(case: Case, fields: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[FieldFault, ...]]:
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
    if not faults and right.get(name) == case.subject.facts[name]:
        return dict(fields), (
            FieldFault("right", Text("和现在的一样，不用更正", "This is what stands there already")),
        )
    return {**fields, "right": right.get(name, "")}, tuple(FieldFault("right", one.text) for one in faults)


def _choice_by_code(scheme: Scheme, slot: Slot, said: Any) -> Any:
    """A choice named as people call it (`来访`), by its code; everything else as it was typed."""
    listed = scheme.lists.get(slot.of) if slot.type == "code" else None
    words = (
        {name: value.code for value in listed.values.values() for name in (value.text.zh, value.text.en)}
        if listed
        else {}
    )
    return words.get(str(said).strip(), said)


def correctable(scheme: Scheme, subject: Subject) -> dict[str, Slot]:
    """What a correction may say anew of a subject: what was filled in, on the form by which it was begun."""
    openings = [act for act in CATALOGUE.values() if act.opens and act.fits(subject.kind)]
    known = {key: slot for act in openings for key, slot in known_slots(scheme, act, subject.code).items()}
    return {
        name: slot
        for name, slot in known.items()
        if slot.type in CORRECTABLE and not slot.many and not slot.personal and name in subject.facts
    }


def _is_of_a_date(case: Case) -> bool:
    """Whether this act corrects a day or an hour, which a period may begin or end with."""
    if case.act.code != "act.corrected":
        return False
    slot = correctable(case.scheme, case.subject).get(str(case.fields.get("field", "")))
    return slot is not None and waits(slot.type)


def _wrong_day(case: Case) -> Iterator[FieldFault]:
    """Why an act cannot have happened on the day it is said to have happened."""
    if case.occurred_on > day_in_shanghai(case.now):
        yield FieldFault("occurred_on", Text("日期还没有到", "This day has not come yet"))
    elif (far := too_far(case.occurred_on, day_in_shanghai(case.now))) is not None:
        yield FieldFault("occurred_on", far)


def _at_odds(case: Case) -> Iterator[FieldFault]:
    """Fields that can be read, but do not go with what the subject is or with one another."""
    act, scheme, fields = case.act, case.scheme, case.fields
    decides = act.field(act.deciding) if act.deciding and act.opens else None
    typed = fields.get(act.deciding)
    if decides and case.subject.state != NEW and typed not in (None, case.subject.code):
        kind = scheme.value(decides.of, case.subject.code)
        if kind is not None:
            what = Text(
                f"这一件已经是“{kind.text.zh}”，不能改成别的；要改请另开一件",
                f"This is a {kind.text.en.lower()} already; open another one instead",
            )
            yield FieldFault(decides.name, what)
    if act.code == "inspection.assigned" and id_of(fields.get("body")) == case.subject.body is not None:
        what = Text("这个单位已经由这个组负责", "This team has this unit already")
        yield FieldFault("body", what)
    if act.code == "post.deputised":
        yield from _unknown_acts(fields)
    if act.code == "reading.fixed" and fields.get("key"):
        yield from _unreadable_setting(case, str(fields["key"]), str(fields.get("value", "")))
    if act.code == "approval.requested" and str(fields.get("to")) not in scheme.roles and fields.get("to"):
        able = [role.text for role in scheme.roles.values() if "approval.given" in role.may]
        zh, en = "、".join(name.zh for name in able), ", ".join(name.en for name in able)
        yield FieldFault(
            "to",
            Text(f"没有这个审批岗位，可选：{zh}", f"Nobody of that name approves; the choices are: {en}"),
        )
    n = fields.get("measure")
    if (
        act.code == "rectification.progressed"
        and n
        and not 1 <= n <= len(case.subject.facts.get("measures", ()))
    ):
        yield FieldFault(
            "measure", Text(f"整改方案里没有第 {n} 项措施", f"The plan has no measure number {n}")
        )
    if act.code == "matter.classified" and (scale := scheme.lists.get(str(fields.get("scale")))):
        value = str(fields.get("value"))
        if value and value not in scale.values and not (scale.open and value.startswith("other:")):
            names = [one.text for one in scale.values.values()]
            zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
            yield FieldFault(
                "value", Text(f"没有这个选项，可选：{zh}", f"No such choice; the choices are: {en}")
            )


def _unknown_acts(fields: Mapping[str, Any]) -> Iterator[FieldFault]:
    """What is deputised is named by acts, so that no more than that can be done; and its days have an order."""
    for code in fields.get("acts") or ():
        if code.partition(":")[0] not in CATALOGUE:
            what = Text(
                f"没有“{code}”这一种事，请写事项的名称，如“签批”",
                f"There is no act '{code}'; name it as the forms do",
            )
            yield FieldFault("acts", what)
    first, last = day_of(fields.get("from_on")), day_of(fields.get("until"))
    if first and last and last < first:
        yield FieldFault("until", Text("最后一天不能早于第一天", "The last day cannot lie before the first"))


def _acts_by_code(named: Any) -> list[str]:
    """Acts named as people call them (`签批`), by their codes; what is not known stays as it was typed."""
    codes = {name.lower(): act.code for act in CATALOGUE.values() for name in (act.name.zh, act.name.en)}
    return [codes.get(str(one).strip().lower(), str(one).strip()) for one in named]


def _unreadable_setting(case: Case, key: str, value: str) -> Iterator[FieldFault]:
    """A setting is one that the scheme leaves open, and is written as its default is (`week`, `P5WD`, `05-25`)."""
    settings = case.scheme.settings
    if key not in settings:
        names = [f"{one.id}（{one.text.zh}）" for one in settings.values()]
        yield FieldFault(
            "key",
            Text(
                f"没有这个设定项，可选：{'、'.join(names)}",
                f"No such setting; the settings are: {', '.join(settings)}",
            ),
        )
        return
    for kind in (Cycle, Period, DayOfYear):
        if _reads(kind, settings[key].default) and not _reads(kind, value):
            like = settings[key].default
            yield FieldFault(
                "value",
                Text(f"看不懂“{value}”，请写成 {like} 这样", f"'{value}' cannot be read; write it as {like}"),
            )


def _reads(kind: type[Cycle] | type[Period] | type[DayOfYear], written: str) -> bool:
    try:
        kind.parse(written)
    except UnreadableError:
        return False
    return True


def asks_for(case: Case) -> frozenset[Ask]:
    """Every row that deciding this case needs."""
    if case.is_history:
        return frozenset({*asks_for_audience(case), *_asks_for_bars(case)})
    asks: set[Ask] = set(asks_for_guards(case))
    if not case.is_asked:
        asks.update(
            asks_for_opening(case), asks_for_discharge(case), asks_for_audience(case), _other_asks(case),
            _asks_for_bars(case),
        )  # fmt: skip
    return frozenset(asks)


def _other_asks(case: Case) -> set[Ask]:
    code, fields = case.act.code, case.fields
    if code in _ON_DUTY and (key := id_of(fields.get("duty"))):
        return {ask("duty", id=key)}
    if code == "seat.vacated":  # whoever deputises leaves a seat as well
        return {ask("seat", party=case.subject.id, seat=str(fields.get("seat")), ended_on=None)}
    if code == "post.handed_over":
        return {ask("seat", party=case.subject.id, seat=str(fields.get("seat")), until=None)}
    if code == "body.stood_down":
        return {ask("seat", party=case.subject.id, ended_on=None)}
    if code == "volume.handed_over" and case.subject.body and case.subject.unit:
        return {ask("authority", body=case.subject.body, unit=case.subject.unit, ended_on=None)}
    if code == "seat.filled":
        return {ask("seat", party=case.subject.id, seat=str(fields.get("seat")), until=None)}
    if code == "inspection.assigned" and _ends_what_is_owed(case):
        rules = tuple(sorted(rule.id for rule in rules_opened(case)))
        return {ask("duty", stream=case.subject.id, rule=rules, state="open")}
    if _ends_what_is_owed(case):
        return {ask("duty", stream=case.subject.id, state="open")}
    return {_issuer(case)} if code == "document.issued" else set()


def _issuer(case: Case) -> Ask:
    """The body that issues a paper: its mark stands in the paper's number."""
    return ask("subject", id=case.actor.party)


def _ends_what_is_owed(case: Case) -> bool:
    """Whether the ground of what is still owed on the subject falls away: voided, asked no longer, or another team's now."""
    if case.act.code == "inspection.assigned":
        return case.subject.body is not None
    return case.act.to == "withdrawn" or case.act.code == "request.closed"


_ON_DUTY = frozenset({"limit.set", "duty.urged", "duty.extended", "duty.lapsed", *ON_CLOCK})


def refusals_of(case: Case, facts: Facts) -> tuple[Refusal, ...]:
    """Why this act could not be done now, in the order a person would be told: post, state, clauses."""
    first = _first_reason(case, facts)
    if first is not None:
        return (first,)
    return judge(case, facts)[0]


def decide(case: Case, facts: Facts, calendar: Calendar) -> Outcome:
    """The outcome of a cleaned case, or Refused with every reason at once."""
    first = _first_reason(case, facts)
    if first is not None:
        raise Refused((first,), case.fields)
    refusals, reasoned, shown = judge(case, facts)
    if refusals:
        raise Refused(refusals, case.fields)
    known = known_slots(case.scheme, case.act, case.value)
    effects = _effects(case, facts, calendar, reasoned)
    refs = references(case.fields, known)
    return Outcome(case, case.fields, case.value, refs, effects, _series(case, facts), reasoned, shown)


def is_for_post(scheme: Scheme, roles: frozenset[str], act: str, value: str) -> bool:
    """Whether one of these roles may do the act, or just this kind of it."""
    wanted = {act, f"{act}:{value}"}
    return any(wanted & scheme.roles[role].may for role in roles if role in scheme.roles)


def roles_for(scheme: Scheme, seat: Seat) -> frozenset[str]:
    """The roles that the holder of a seat has under a scheme."""
    return frozenset(
        name for name, role in scheme.roles.items() if role.holds(seat.party_kind, seat.function, seat.seat)
    )


def _first_reason(case: Case, facts: Facts) -> Refusal | None:
    """What refuses an act before any clause on the act itself is looked at."""
    return (
        _not_for_this_post(case)
        or _beyond_deputy(case)
        or _kept_off(case, facts)
        or _wrong_state(case)
        or why_not(case, is_of_a_date=_is_of_a_date(case))
        or _seat_taken(case, facts)
    )


def _asks_for_bars(case: Case) -> tuple[Ask, ...]:
    people = tuple(sorted({case.actor.person, case.entered_by}, key=str))
    return (ask("bar", person=people, unit=case.subject.unit, kept_off=True),) if case.subject.unit else ()


def _kept_off(case: Case, facts: Facts) -> Refusal | None:
    """Who asked to be recused from a unit does nothing there, not even through somebody who enters it."""
    if not any(facts.get(wanted) for wanted in _asks_for_bars(case)):
        return None
    what = Text(
        "已经申请回避的人，不再办这个单位的事",
        "Whoever asked to be recused from this unit does nothing there any more",
    )
    missing = Missing(Text("请交给没有回避情形的人办理", "Leave it to somebody without a tie"))
    return Refusal(what, "recused", tuple(case.scheme.about.get("recused_keep_away", ())), (missing,))


def _not_for_this_post(case: Case) -> Refusal | None:
    if is_for_post(case.scheme, case.roles, case.act.code, case.value):
        return None
    if (refusal := reserved_by(case)) is not None:
        return refusal
    wanted = {case.act.code, f"{case.act.code}:{case.value}"}
    who = [name for name, role in case.scheme.roles.items() if wanted & role.may]
    names = [role_name(case, name) for name in who[:4]]
    zh, en = (
        "、".join(name.zh for name in names) or "本办法没有规定的岗位",
        ", ".join(name.en for name in names) or "nobody under this scheme",
    )
    return Refusal(
        Text(
            f"“{case.act.name.zh}”不由您现在的岗位办理",
            f"'{case.act.name.en}' is not for the post you act in",
        ),
        "may",
        tuple(case.scheme.about.get("each_its_function", ())),
        (Missing(Text(f"可以办的是：{zh}", f"This is for: {en}"), role=who[0] if who else ""),),
    )


def _beyond_deputy(case: Case) -> Refusal | None:
    """Who stands in for somebody does so on the days and for the acts that were named, and no others."""
    seat = case.actor
    if seat.acting_for is None:
        return None
    if not seat.is_in_force(case.occurred_on):
        until = seat.until.isoformat() if seat.until else ""
        what = Text(
            f"您的代理从 {seat.since} 到 {until}，不能办这个日期的事",
            f"You stand in from {seat.since} to {until}; this day is not among them",
        )
        return Refusal(what, "deputy")
    if seat.is_deputised_for(case.act.code, case.value):
        return None
    names = [
        CATALOGUE[code.partition(":")[0]].name for code in seat.acts if code.partition(":")[0] in CATALOGUE
    ]
    zh, en = "、".join(name.zh for name in names), ", ".join(name.en.lower() for name in names)
    what = Text(
        f"“{case.act.name.zh}”不在您代理的范围内", f"'{case.act.name.en}' is not among what you stand in for"
    )
    return Refusal(what, "deputy", (), (Missing(Text(f"代理的是：{zh}", f"You stand in for: {en}")),))


def _wrong_state(case: Case) -> Refusal | None:
    act, subject = case.act, case.subject
    if not act.fits(subject.kind):
        return Refusal(
            Text(
                f"{KIND_NAMES[subject.kind].zh}上没有“{act.name.zh}”",
                f"'{act.name.en}' is not for a {subject.kind}",
            ),
            "state",
        )
    if subject.state == NEW:
        return None if act.opens else Refusal(Text("还没有这一件", "There is no such thing yet"), "state")
    if ANY in act.needs and (subject.state not in FINAL or act.code in ALWAYS):
        return None
    if subject.state in act.needs:
        return None
    needed = [state_name(state) for state in act.needs if state not in (NEW, ANY)]
    zh, en = "、".join(name.zh for name in needed), ", ".join(name.en for name in needed)
    now = state_name(subject.state)
    missing = (Missing(Text(f"要先到“{zh}”这一步", f"It must first be: {en}")),) if needed else ()
    what = Text(
        f"这一{_measure(subject.kind)}现在是“{now.zh}”，不能办“{act.name.zh}”",
        f"This {KIND_NAMES[subject.kind].en.lower()} is now '{now.en}'; '{act.name.en}' is not possible",
    )
    return Refusal(what, "state", (), missing)


def _measure(kind: str) -> str:
    return {"campaign": "轮", "body": "个", "unit": "个", "person": "位", "document": "份"}.get(kind, "件")


def _seat_taken(case: Case, facts: Facts) -> Refusal | None:
    """A seat that a scheme gives to one person is refused to a second."""
    if case.act.code != "seat.filled" or case.is_asked:
        return None
    seat = str(case.fields.get("seat"))
    body = case.subject.code if case.subject.kind == "body" else "unit"
    limits = [
        role for role in case.scheme.roles.values() if role.body == body and role.seat == seat and role.max
    ]
    held = facts.get(ask("seat", party=case.subject.id, seat=seat, until=None), ())
    for role in limits:
        if len(held) >= role.max:
            return Refusal(
                Text(f"{role.text.zh}只有 {role.max} 个岗位，已经有人", f"There is only {role.max} seat of {role.text.en}, and it is held"),
                role.id, role.cite,
                (Missing(Text("先办离任，再任新人", "Let the holder leave the seat first"), "seat.vacated", subject=case.subject.id),),
            )  # fmt: skip
    return None


# ---------------------------------------------------------------------------------------------- effects


def _effects(case: Case, facts: Facts, calendar: Calendar, reasoned: tuple[Reasoned, ...]) -> dict[str, Any]:
    subject, code = case.subject, case.act.code
    readers = readers_added(case, facts) - subject.readers
    barred = barred_added(case)
    effects: dict[str, Any] = {}
    state = _state_after(case)
    if state and state != subject.state:
        effects["state"] = state
    if readers:
        effects["readers"] = sorted(map(str, readers))
    if barred - subject.barred:
        effects["barred"] = sorted(map(str, barred))
    if code == "inspection.assigned":
        effects["body"] = case.fields["body"]
    if subject.state == NEW and not (case.fields.get("title") or case.fields.get("subject")):
        effects["title"] = _title(case)
    if code in (
        "document.signed",
        "document.cleared",
        "approval.given",
        "approval.requested",
        "document.issued",
    ):
        effects["version"] = subject.facts.get("version", 0)
    if case.is_history:
        return effects | {"history": True}
    if _is_of_a_date(case):
        effects["waits"] = True
    effects |= _ended(case, facts) | _told_of_duty(case, facts, calendar)
    body = replace(subject, readers=subject.readers | readers, barred=subject.barred | barred,
                   body=id_of(effects.get("body")) or subject.body)  # fmt: skip
    if opened := open_duties(case, body, facts, calendar):
        effects["opens"] = opened
    closes = effects.pop("closes", []) + discharged(case, facts)
    if _ends_what_is_owed(case):
        done = {told["id"] for told in closes}
        closes += [
            told for wanted in _other_asks(case) for told in lapsed(facts[wanted]) if told["id"] not in done
        ]
    if closes:
        effects["closes"] = closes
    if others := shared(case):
        effects["shares"] = others
    if reasoned:
        effects["reasoned"] = [{"rule": one.rule, "reason": one.reason} for one in reasoned]
    if case.paper:
        effects["paper"] = case.paper
    if case.reason:
        effects["reason"] = case.reason
    return effects


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
    if code == "document.issued" and subject.state == "received":  # to a further addressee
        return "received"
    if code == "document.cleared" and subject.state in ("issued", "received"):
        return subject.state
    if code == "work.returned" and subject.kind == "referral":
        return "received"
    if code == "entry.amended" and case.fields.get("until"):
        return "ended"
    if code == "unit.changed" and case.fields.get("how") == "abolished":
        return "ended"
    return case.act.to or subject.state


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
    name = value.text.zh if value else form.text.zh if form and form.value else act.name.zh
    near = case.unit or case.body or case.campaign
    return f"{name}：{near.title}" if near and near.id != case.subject.id else name


def seat_effects(case: Case) -> dict[str, Any]:
    """What is kept of the party with every seat of it: its kind, the part it plays and its function."""
    subject = case.subject
    kind = subject.code if subject.kind == "body" else "unit"
    function = str(subject.facts.get("function", ""))
    return {"party_kind": kind, "part": case.scheme.part_of(kind), "function": function}


def _ended(case: Case, facts: Facts) -> dict[str, Any]:
    """Seats and authority that end with this act; the party's kind for a seat that begins."""
    code = case.act.code
    effects: dict[str, Any] = {}
    if code in ("seat.filled", "post.deputised"):
        effects = seat_effects(case)
    elif code in ("seat.vacated", "body.stood_down", "post.handed_over", "volume.handed_over"):
        wanted = next(iter(_other_asks(case)), None)
        rows = facts[wanted] if wanted else ()
        person = case.fields.get("person")
        effects = {
            "ends": [str(row.id) for row in rows if not person or str(getattr(row, "person", "")) == person]
        }
        if code in ("seat.vacated", "post.handed_over") and not effects["ends"]:
            raise Refused(
                (
                    Refusal(
                        Text("这个人现在不在这个岗位", "This person does not hold this seat now"), "state"
                    ),
                ),
                case.fields,
            )
    return effects


def _told_of_duty(case: Case, facts: Facts, calendar: Calendar) -> dict[str, Any]:
    code = case.act.code
    if code not in _ON_DUTY:
        return {}
    key = id_of(case.fields.get("duty"))
    duty: Duty | None = next(iter(facts[ask("duty", id=key)]), None) if key else None
    if duty is None or duty.stream != case.subject.id or duty.state != "open":
        raise Refused(
            (
                Refusal(
                    Text(
                        "这项待办已经办结，或者不在这里", "This duty is no longer open, or stands elsewhere"
                    ),
                    "state",
                ),
            ),
            case.fields,
        )
    if code == "duty.urged":
        return {"moves": [{"id": str(duty.id), "urged": 1}]}
    if code == "duty.lapsed":
        return {"closes": [{"id": str(duty.id), "state": "lapsed"}]}
    if code in ON_CLOCK:
        return {"moves": [{"id": str(duty.id), **ON_CLOCK[code](case, duty, calendar)}]}
    if stands(duty):
        what = Text("计时已经中止，先恢复计时", "The clock stands; let it run on first")
        raise Refused(
            (Refusal(what, "state", (), (Missing(what, "duty.resumed", subject=case.subject.id),)),),
            case.fields,
        )
    if code == "limit.set" and duty.due_at is not None:
        raise Refused(
            (
                Refusal(
                    Text(
                        "这项待办已有期限。要延期请办“延期”",
                        "This duty has a due date; ask for an extension instead",
                    ),
                    "state",
                ),
            ),
            case.fields,
        )
    on = day_of(case.fields.get("due"))
    assert on is not None
    if on < case.occurred_on:
        raise BadFields(
            (FieldFault("due", Text("期限不能早于今天", "The limit cannot lie in the past")),), case.fields
        )
    return {"moves": [moved(duty, on, "office" if code == "limit.set" else "extended")]}


def _series(case: Case, facts: Facts) -> Series | None:
    """The series that numbers this subject now: papers when issued, everything else when it begins.

    `{mark}` in its pattern is the mark of the body that issues, else that body's name.
    """
    subject = case.subject
    at_issue = case.act.code == "document.issued"
    second = [one for one in case.scheme.series if one.at == case.act.code and one.of == subject.kind]
    if second and "told_as" not in subject.facts:
        return second[0]
    if not (at_issue or (subject.state == NEW and subject.kind != "document")) or subject.number:
        return None
    found = [
        one
        for one in case.scheme.series
        if not one.at and one.of == subject.kind and one.kind in ("", case.value, subject.code)
    ]
    series = max(found, key=lambda one: bool(one.kind), default=None)
    if series is None or "{mark}" not in series.pattern:
        return series
    issuer = next(iter(facts.get(_issuer(case), ())), None)
    mark = str(issuer.facts.get("mark") or issuer.title) if issuer else ""
    return replace(series, pattern=series.pattern.replace("{mark}", mark))


def counter_key(series: Series, subject: Subject, actor: Seat, on: date) -> str:
    """The name of the counter that a series runs on: by inspection, round, body, unit or year."""
    scopes: Mapping[str, Any] = {
        "inspection": subject.inspection or subject.campaign, "campaign": subject.campaign, "unit": subject.unit,
        "body": subject.body or actor.party, "year": on.year, "party": actor.party,
    }  # fmt: skip
    parts = [str(scopes[name]) for name in series.per.split("+") if scopes.get(name)]
    year = [str(on.year)] if "{year}" in series.pattern and "year" not in series.per else []
    return "/".join([series.id, *parts, *year])


def numbered(series: Series, n: int, on: date) -> dict[str, Any]:
    """The effects of giving a number: the subject's own, or the second under which a unit knows it."""
    written = number_text(series, n, on)
    return {"told_n": n, "told_as": written} if series.at else {"n": n, "number": written}


def number_text(series: Series, n: int, on: date) -> str:
    """The number as it is written: `信〔2026〕12号`."""
    return series.pattern.replace("{year}", str(on.year)).replace("{n}", str(n)).replace("{n3}", f"{n:03d}")
