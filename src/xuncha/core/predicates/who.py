"""Conditions on who acts and who holds a post."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from xuncha.core.book import Ask, Facts, ask
from xuncha.core.case import Case
from xuncha.core.case_words import role_name, value_name
from xuncha.core.labels import KIND_NAMES
from xuncha.core.predicates.predicate import HOLDS, Args, Found, predicate
from xuncha.core.predicates.scopes import units_meant
from xuncha.core.refusal import Missing
from xuncha.core.values import empty, id_of, listed
from xuncha.core.words import Text


@predicate("roles", "办理人属于所列职责之一", "The actor holds one of these roles")
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


@predicate(
    "",
    "本组的授权在效，且包括这个单位",
    "An authority in force covers the round, the unit and the matter",
    _authority,
)
def authorised(case: Case, args: Args, facts: Facts) -> Found:
    wanted = next(iter(_authority(case, args)), None)
    if wanted is None:
        return HOLDS
    for row in facts[wanted]:
        if row.campaign == case.subject.campaign and (row.until is None or case.occurred_on <= row.until):
            return HOLDS
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
    return (ask("seat", party=party, seat=role.seat, until=None),) if role and party else ()


@predicate(
    "role in_person",
    "责任人就是这一职务的本人，没有由他人代替",
    "The owner is this role itself, and nobody stands in",
    _holder,
)
def held_by(case: Case, args: Args, facts: Facts) -> Found:
    wanted = next(iter(_holder(case, args)), None)
    holders = {str(seat.person) for seat in facts[wanted] if seat.acting_for is None} if wanted else set()
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
    "body seats", "这个机构已经组建，所列岗位都有人", "The body exists and these seats are filled", _seats
)
def seats_filled(case: Case, args: Args, facts: Facts) -> Found:
    asks = tuple(_seats(case, args))
    kind = str(args.get("body"))
    name = KIND_NAMES["unit"] if kind == "unit" else value_name(case, "body_kinds", kind)
    if len(asks) == 2 and not facts[asks[0]]:
        return (Missing(Text(f"还没有组建{name.zh}", f"There is no {name.en.lower()} yet"), "body.formed"),)
    held = {seat.seat for seat in facts[asks[-1]] if seat.until is None or seat.until > case.occurred_on}
    lacking = [seat for seat in listed(args.get("seats")) if seat not in held]
    return tuple(
        Missing(Text(f"{name.zh}的{value_name(case, 'seats', seat).zh}还没有人",
                     f"{name.en}: no {value_name(case, 'seats', seat).en.lower()} yet"), "seat.filled")
        for seat in lacking
    )  # fmt: skip


def _person_field(case: Case, args: Args) -> Iterable[Ask]:
    person = id_of(case.fields.get(str(args.get("field", "person"))))
    return (ask("subject", id=person),) if person else ()


@predicate(
    "attribute values field",
    "这个人的条件符合",
    "The person's grade, status or trait fits",
    _person_field,
    typed=True,
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


@predicate("kinds field", "单位属于所列类别", "The unit is of a listed kind", _unit_field, typed=True)
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


@predicate(
    "field",
    "对象是单位或者其任职人员",
    "The target is a body or a holder of office, never a petitioner",
    typed=True,
)
def office_holder(case: Case, args: Args, facts: Facts) -> Found:
    field = str(args.get("field", "targets"))
    for target in listed(case.fields.get(field)):
        if isinstance(target, Mapping) and target.get("kind") == "person" and empty(target.get("post")):
            return (Missing(Text("重点人只能是被巡查单位的任职人员，请写明职务",
                                 "A key person can only be an office holder of an inspected unit; state the post"),
                            field=field),)  # fmt: skip
    return HOLDS
