"""Conditions on who acts and who holds a post."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from xuncha.core.dates.day_words import say_plain
from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Seat
from xuncha.core.facts.values import id_of, listed
from xuncha.core.names.case_words import role_name, value_name
from xuncha.core.names.labels import KIND_NAMES, label
from xuncha.core.names.nouns import worded
from xuncha.core.parties.receiving import is_intake
from xuncha.core.predicates.predicate import HOLDS, Args, Found, predicate
from xuncha.core.predicates.scopes import units_meant
from xuncha.core.predicates.waiting import nothing, one_of
from xuncha.core.record.payload import SCAN
from xuncha.core.refusal import Missing
from xuncha.core.words import Text


@predicate("roles", "办理人属于所列职责之一", "The actor holds one of these roles", waits_for=nothing)
def may(case: Case, args: Args, facts: Facts) -> Found:
    wanted = listed(args.get("roles", args.get("value")))
    if case.roles & set(wanted):
        return HOLDS
    names = [role_name(case, role) for role in wanted]
    zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
    return (Missing(Text(f"这件事由{zh}办理", f"This is for: {en}"), role=wanted[0] if wanted else ""),)


def _authority(case: Case, args: Args) -> Iterable[Ask]:
    units = units_meant(case)
    if case.actor.part != "inspects":
        return ()
    return (ask("authority", body=case.actor.party, ended_on=None, **({"unit": units} if units else {})),)


HAND_OVER = "hand_over"


@predicate(
    "until",
    "本组的授权在效，且包括这个单位",
    "An authority in force covers the round, the unit and the matter",
    _authority,
    waits_for=one_of("authority.granted"),
)
def authorised(case: Case, args: Args, facts: Facts) -> Found:
    """An authority has a first day and two ends: work in the unit ends with its last day, what follows with the hand-over."""
    follows = args.get("until") == HAND_OVER
    wanted = next(iter(_authority(case, args)), None)
    if wanted is None:
        return HOLDS
    given = [
        row
        for row in facts[wanted]
        if row.campaign == case.subject.campaign
        and (follows or row.until is None or case.occurred_on <= row.until)
    ]
    if any(row.since <= case.occurred_on for row in given):
        return HOLDS
    if given:
        first = min(row.since for row in given)
        day, name = say_plain(first), label("occurred_on", case.act.code)
        words = Text(
            f"本组从{day.zh}起才有授权，{name.zh}不能更早",
            f"The authority begins on {day.en}; this cannot have happened before",
        )
        return (Missing(words, field="occurred_on"),)
    unit = case.unit.title if case.unit else ""
    return (
        Missing(Text(f"本组的授权不包括{unit or '这个单位'}，或者已经到期", f"No authority in force covers {unit or 'this unit'}"),
                "authority.granted", _who_may(case, "authority.granted")),
    )  # fmt: skip


def _who_may(case: Case, act: str) -> str:
    """The role to turn to for an act."""
    return next((role.id for role in case.scheme.roles.values() if act in role.may), "")


def _holder(case: Case, args: Args) -> Iterable[Ask]:
    role = case.scheme.roles.get(str(args.get("role")))
    party = case.subject.unit if role and role.body == "unit" else case.subject.body
    wanted = {"ended_on": None, "acting_for": None}
    return (ask("seat", party=party, seat=role.seat, **wanted),) if role and party else ()


@predicate(
    "role in_person",
    "责任人就是这一职务的本人，没有由他人代替",
    "The owner is this role itself, and nobody stands in",
    _holder,
    waits_for=one_of("seat.filled"),
)
def held_by(case: Case, args: Args, facts: Facts) -> Found:
    wanted = next(iter(_holder(case, args)), None)
    held = [seat for seat in facts[wanted] if seat.has_not_run_out(case.occurred_on)] if wanted else []
    holders = {str(seat.person) for seat in held}
    named = case.fields.get("first_responsible") or case.subject.facts.get("first_responsible")
    name = role_name(case, str(args.get("role")))
    if not holders:
        return (
            Missing(Text(f"还没有登记{name.zh}", f"No {name.en.lower()} is registered yet"), "seat.filled"),
        )
    if named and str(named) not in holders:
        return (Missing(Text(f"第一责任人只能是{name.zh}本人", f"Only the {name.en.lower()} can be first responsible"),
                        field="first_responsible"),)  # fmt: skip
    return HOLDS


def _seats(case: Case, args: Args) -> Iterable[Ask]:
    kind = str(args.get("body"))
    if case.subject.kind == "body" and case.subject.code == kind:
        return (ask("seat", party=case.subject.id),)
    if kind == "unit":
        return (ask("seat", party=case.subject.unit),)
    if case.body is not None and case.body.code == kind:
        return (ask("seat", party=case.body.id),)
    return (ask("subject", kind="body", code=kind, state="formed"), ask("seat", party_kind=kind))


@predicate(
    "body seats",
    "这个机构已经组建，所列岗位都有人",
    "The body exists and these seats are filled",
    _seats,
    waits_for=one_of("seat.filled"),
)
def seats_filled(case: Case, args: Args, facts: Facts) -> Found:
    asks = tuple(_seats(case, args))
    kind = str(args.get("body"))
    if kind == "unit" and case.is_asked and case.unit is None:
        return HOLDS  # the form chooses the unit
    name = _named(case, kind)
    if len(asks) == 2 and not facts[asks[0]]:
        return (Missing(Text(f"还没有组建{name.zh}", f"There is no {name.en.lower()} yet"), "body.formed"),)
    held = {seat.seat for seat in facts[asks[-1]] if _holds_on(seat, case.occurred_on)}
    lacking = [seat for seat in listed(args.get("seats")) if seat not in held]
    return tuple(
        Missing(Text(f"{name.zh}的{value_name(case, 'seats', seat).zh}还没有人",
                     f"{name.en}: no {value_name(case, 'seats', seat).en.lower()} yet"), "seat.filled")
        for seat in lacking
    )  # fmt: skip


def _named(case: Case, kind: str) -> Text:
    """The very body or unit that the seats are looked for in, by its name; of bodies of a kind, the kind."""
    there = case.subject if case.subject.kind == "body" and case.subject.code == kind else case.body
    found = case.unit if kind == "unit" else there if there is not None and there.code == kind else None
    if found is not None and found.title:
        return Text(found.title, found.title)
    return KIND_NAMES["unit"] if kind == "unit" else value_name(case, "body_kinds", kind)


def _holds_on(seat: Seat, on: date) -> bool:
    """Whether a seat is held on a day; one vacated since was, until the day before."""
    return seat.has_not_run_out(on) or (seat.ended_on is not None and seat.ended_on > on)


def _person_field(case: Case, args: Args) -> Iterable[Ask]:
    person = id_of(case.fields.get(str(args.get("field", "person"))))
    return (ask("subject", id=person),) if person else ()


@predicate(
    "attribute values field",
    "这个人的条件符合",
    "The person's grade, status or trait fits",
    _person_field,
    typed=True,
    waits_for=nothing,
)
def person_has(case: Case, args: Args, facts: Facts) -> Found:
    attribute, values = str(args.get("attribute")), set(listed(args.get("values")))
    held = set(listed(case.fields.get("traits"))) | set(listed(case.fields.get(attribute)))
    for wanted in _person_field(case, args):
        for person in facts[wanted]:
            held |= set(listed(person.facts.get(attribute)))
    if held & values:
        return HOLDS
    return (Missing(Text("人选一般应具备的条件没有填明", "The person does not have, or the form does not state, what is generally asked"),
                    field=str(args.get("field", "person"))),)  # fmt: skip


def _unit_field(case: Case, args: Args) -> Iterable[Ask]:
    unit = id_of(case.fields.get(str(args.get("field", "unit")))) or case.subject.unit
    return (ask("subject", id=unit),) if unit else ()


@predicate(
    "kinds field",
    "单位属于所列类别",
    "The unit is of a listed kind",
    _unit_field,
    typed=True,
    waits_for=nothing,
)
def unit_is(case: Case, args: Args, facts: Facts) -> Found:
    kinds = listed(args.get("kinds"))
    for wanted in _unit_field(case, args):
        for unit in facts[wanted]:
            if unit.code in kinds:
                return HOLDS
            return (
                Missing(
                    Text(f"{unit.title}不属于所列单位类别", f"{unit.title} is not of a listed kind"),
                    field="unit",
                ),
            )
    return (Missing(Text("没有选单位", "No unit is chosen"), field="unit"),)


def _targets(case: Case, args: Args) -> tuple[Mapping[str, object], ...]:
    """The lines that aim at a person."""
    lines = listed(case.fields.get(str(args.get("field", "targets"))))
    return tuple(line for line in lines if isinstance(line, Mapping) and line.get("kind") == "person")


def _posts_of_targets(case: Case, args: Args) -> Iterable[Ask]:
    named = tuple(key for line in _targets(case, args) if (key := id_of(line.get("who"))))
    return (ask("seat", person=named, party_kind="unit", ended_on=None),) if named else ()


@predicate(
    "field",
    "对象是单位或者其任职人员",
    "The target is a body or a holder of office, never a petitioner",
    _posts_of_targets,
    typed=True,
    waits_for=nothing,
)
def office_holder(case: Case, args: Args, facts: Facts) -> Found:
    """A line on a person names one who holds a post in a unit; a post written in words shows nothing."""
    seats = [row for wanted in _posts_of_targets(case, args) for row in facts[wanted]]
    held = {str(row.person) for row in seats if row.is_in_force(case.occurred_on)}
    if all(str(line.get("who", "")) in held for line in _targets(case, args)):
        return HOLDS
    return (Missing(worded(case.scheme, Text("重点人只能是{unit}的任职人员，请从任职人员中选",
                         "A key person can only be an office holder of the {unit}; choose one of them")),
                    field=str(args.get("field", "targets"))),)  # fmt: skip


def _party_named(case: Case, args: Args) -> Iterable[Ask]:
    named = (case.fields.get(str(name)) for name in listed(args.get("field", "owner")))
    keys = tuple(key for value in named for one in listed(value) if (key := id_of(one)))
    return (ask("subject", id=keys, kind="unit"),) if keys else ()


@predicate(
    "field",
    "所选的一方是机构，不是单位",
    "The party named is a body and no unit",
    _party_named,
    typed=True,
    waits_for=nothing,
)
def no_unit(case: Case, args: Args, facts: Facts) -> Found:
    if not any(facts[wanted] for wanted in _party_named(case, args)):
        return HOLDS
    return (Missing(Text("是诉求的，摘出诉求，用不含身份的摘要另行移交；原件交给机构办理",
                         "Of a demand make an extract without identity and refer that; the matter itself goes to a body"),
                    field=str(next(iter(listed(args.get("field", "owner")))))),)  # fmt: skip


ELSEWHERE = Text(
    "请这一方自己的人，或者主持{work}的机构办理",
    "Ask somebody of that body or unit, or the body that runs the {work}",
)


@predicate(
    "parts",
    "办理人属于这一方自己，或者属于所列的机构",
    "The actor is of that very body or unit, or of one that plays these parts",
    waits_for=nothing,
)
def of_house(case: Case, args: Args, facts: Facts) -> Found:
    """`receives` stands for receiving bodies, `founder` for who sets the office up, `covering` for whoever covers the unit
    (a body, or the unit above it), `own_unit` for the unit itself, `intake` for whoever takes in what is reported through
    the portal; the other parts are those of bodies.
    """
    actor = case.actor
    if "intake" in listed(args.get("parts")) and is_intake(case.scheme, actor.party_kind, actor.function):
        return HOLDS
    near = {"covering": case.subject.body, "own_unit": case.subject.unit}
    if any(actor.party == near.get(str(part), "") for part in listed(args.get("parts"))):
        return HOLDS
    part = actor.part or ("receives" if actor.function else actor.party_kind)
    if actor.party == case.subject.id or part in listed(args.get("parts")):
        return HOLDS
    return (Missing(worded(case.scheme, ELSEWHERE)),)


@predicate(
    "field",
    "所填的人不是办理人自己",
    "The person named is not the one who acts",
    typed=True,
    waits_for=nothing,
)
def not_oneself(case: Case, args: Args, facts: Facts) -> Found:
    field = str(args.get("field", "person"))
    if id_of(case.fields.get(field)) not in (case.actor.person, case.entered_by):
        return HOLDS
    return (Missing(Text("请由另外的人办理", "Let somebody else do this"), field=field),)


@predicate(
    "parts",
    "岗位所在的机构是所列身份之一",
    "The body whose seat it is plays one of these parts",
    waits_for=nothing,
)
def plays(case: Case, args: Args, facts: Facts) -> Found:
    """`receives` stands for receiving bodies; whatever leads, or stands outside and receives nothing, is none of the rest."""
    subject = case.subject
    part = case.scheme.part_of(subject.code) if subject.kind == "body" else ""
    if (part or ("receives" if subject.facts.get("function") else "")) in listed(args.get("parts")):
        return HOLDS
    return (Missing(worded(case.scheme, ELSEWHERE)),)


@predicate(
    "",
    "写明所凭文件的文号，或者附扫描件",
    "It names the paper it rests on, or holds its scan",
    typed=True,
    waits_for=nothing,
)
def on_paper(case: Case, args: Args, facts: Facts) -> Found:
    if case.paper.strip() or case.fields.get(SCAN.name):
        return HOLDS
    return (
        Missing(
            Text("请填写文号或者附扫描件", "Give the document's number or attach its scan"), field="paper"
        ),
    )


@predicate(
    "field",
    "是办理人自己的岗位，或者办理人可以任免这个岗位",
    "The seat is the actor's own, or one that the actor may fill",
    typed=True,
    waits_for=nothing,
)
def own_or_fills(case: Case, args: Args, facts: Facts) -> Found:
    """Whoever may fill a seat may say who comes after its holder; everybody else only who comes after oneself."""
    wanted = {"seat.filled", f"seat.filled:{case.fields.get('seat')}"}
    field = str(args.get("field", "person"))
    if any(wanted & case.scheme.roles[role].may for role in case.roles if role in case.scheme.roles):
        return HOLDS
    if id_of(case.fields.get(field)) == case.actor.person:
        return HOLDS
    return (Missing(Text("请本人，或者可以任免这个岗位的人办理", "Ask the holder, or somebody who may fill this seat"),
                    "seat.filled", _who_may(case, "seat.filled"), field=field),)  # fmt: skip


@predicate(
    "",
    "由任职的本人办理，不由他人代",
    "It is done by the holder of the post, and nobody stands in",
    waits_for=nothing,
)
def in_person(case: Case, args: Args, facts: Facts) -> Found:
    """What a clause asks of the holder alone (a signature that vouches for the result) no deputy does."""
    if case.actor.acting_for is None:
        return HOLDS
    return (Missing(Text("这一步要本人办，代理的人不能办", "The holder does this alone; a deputy cannot")),)
