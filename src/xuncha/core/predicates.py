"""The predicates a guard or a duty's condition may name: closed, published, each with a sentence of its own.

A predicate first says which rows it needs (`asks`), then judges them (`missing`): an empty answer means it holds,
otherwise each `Missing` says what is lacking and which act would supply it.  A predicate on typed fields is left out
while a page only asks what could be done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from xuncha.core.book import Ask, Facts, ask
from xuncha.core.case import Case
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.labels import KIND_NAMES, STATES, label
from xuncha.core.refusal import Missing
from xuncha.core.rows import Subject
from xuncha.core.scheme import Scheme
from xuncha.core.words import Text

Args = Mapping[str, Any]
Found = tuple[Missing, ...]
HOLDS: Found = ()


@dataclass(frozen=True, slots=True)
class Predicate:
    """A named condition: its parameters, the sentence that describes it, and its two functions."""

    name: str
    says: Text
    params: tuple[str, ...]
    asks: Callable[[Case, Args], Iterable[Ask]]
    missing: Callable[[Case, Args, Facts], Found]
    typed: bool = False

    @property
    def looks_at_record(self) -> bool:
        """Whether it judges by what stands in the record, and not by the act alone."""
        return self.asks is not _none


PREDICATES: dict[str, Predicate] = {}


def _none(case: Case, args: Args) -> Iterable[Ask]:
    return ()


Judge = Callable[[Case, Args, Facts], Found]


def predicate(
    params: str, zh: str, en: str, asks: Callable[[Case, Args], Iterable[Ask]] = _none, *, typed: bool = False
) -> Callable[[Judge], Judge]:
    """Publish the function below it as the predicate of its name."""

    def publish(judge: Judge) -> Judge:
        name = judge.__name__.rstrip("_")
        PREDICATES[name] = Predicate(name, Text(zh, en), tuple(params.split()), asks, judge, typed)
        return judge

    return publish


# ------------------------------------------------------------------------------------------ small readers


def listed(value: Any) -> tuple[Any, ...]:
    """A parameter that may stand alone or in a list."""
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def role_words(scheme: Scheme, role: str) -> Text:
    """The role's words, or its code where the scheme has none."""
    found = scheme.roles.get(role)
    return found.text if found else Text(role, role)


def role_name(case: Case, role: str) -> Text:
    """The role's words under the case's scheme."""
    return role_words(case.scheme, role)


def value_name(case: Case, lists: str, code: str) -> Text:
    """The words of a list's value, or its code."""
    found = case.scheme.value(lists, code)
    return found.text if found else Text(code, code)


def act_name(case: Case, act: str) -> Text:
    """`登记会议（集中培训）`: an act, with its kind where one is named (`meeting.held:training`)."""
    code, _, value = act.partition(":")
    known = CATALOGUE.get(code)
    name = known.name if known else Text(code, code)
    if not value or known is None:
        return name
    field = known.field(known.deciding) if known.deciding else None
    kind = value_name(case, field.of if field else THINGS.get(known.thing, ""), value)
    return Text(f"{kind.zh}（{name.zh}）", f"{kind.en} ({name.en.lower()})")


THINGS = {
    "document": "documents",
    "report": "returns",
    "request": "requests",
    "referral": "routes",
    "body": "body_kinds",
}
"""The list that names the kinds of a thing, for acts that do not carry the kind themselves."""


def field_name(case: Case, name: str) -> Text:
    """The words of a field, from the form in force or the catalogue's labels."""
    from_form = case.scheme.form(case.act.code, case.value)
    if from_form and name in from_form.fields:
        return from_form.fields[name].text
    return label(name)


def id_of(value: Any) -> UUID | None:
    """A typed reference as an id, or None when it is not one."""
    try:
        return UUID(str(value))
    except ValueError:
        return None


def day_of(value: Any) -> date | None:
    """A typed or kept date, or None."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def empty(value: Any) -> bool:
    """Whether a field holds nothing at all."""
    return (
        value is None or value is False or (isinstance(value, str | list | tuple | dict) and len(value) == 0)
    )


def reach(case: Case, path: str) -> Any:
    """What a dotted path names: a typed field, a fact of the subject, or of a related subject (`campaign.ends_on`)."""
    if path == "occurred_on":
        return case.occurred_on.isoformat()
    if path == "scheme.starts_on":
        return str(case.scheme.about.get("starts_on", ""))
    if path in ("actor", "actor.person"):
        return str(case.entered_by)
    head, _, rest = path.partition(".")
    head = "self" if head == "subject" else head
    if rest and head in ("self", "parent", "inspection", "campaign", "unit", "body"):
        subject = case.related(head)
        return _fact(subject, rest) if subject else None
    value = case.fields.get(head, case.subject.facts.get(head))
    for name in rest.split(".") if rest else ():
        value = value.get(name) if isinstance(value, Mapping) else None
    if value is None and hasattr(case.subject, head) and not rest:
        held = getattr(case.subject, head)
        return str(held) if held is not None else None
    return value


def _fact(subject: Subject, path: str) -> Any:
    value: Any = subject.facts
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    if value is None and "." not in path and hasattr(subject, path):
        held = getattr(subject, path)
        return str(held) if held is not None else None
    return value


# ------------------------------------------------------------------------------------------ who


@predicate("roles", "办理人属于所列职责之一", "The actor holds one of these roles")
def may(case: Case, args: Args, facts: Facts) -> Found:
    wanted = listed(args.get("roles", args.get("value")))
    if case.roles & set(wanted):
        return HOLDS
    names = [role_name(case, role) for role in wanted]
    zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
    return (Missing(Text(f"这件事由{zh}办理", f"This is for: {en}"), role=wanted[0] if wanted else ""),)


def _authority(case: Case, args: Args) -> Iterable[Ask]:
    units = _units_meant(case)
    if case.actor.party_kind != "team":
        return ()
    return (ask("authority", body=case.actor.party, ended_on=None, **({"unit": units} if units else {})),)


def _units_meant(case: Case) -> tuple[UUID, ...]:
    unit = case.subject.unit or id_of(case.fields.get("unit"))
    return (unit,) if unit else ()


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
                "authority.granted", "leading_group"),
    )  # fmt: skip


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


def _ties(case: Case, args: Args) -> Iterable[Ask]:
    people = _people_meant(case, args)
    units = _units_towards(case)
    asks: list[Ask] = []
    if case.subject.kind == "body" and not units:
        asks.append(ask("authority", body=case.subject.id, ended_on=None))
    if people:
        asks += [ask("tie", person=people), ask("bar", person=people, kept_off=True)]
    elif case.subject.kind in ("body", "inspection"):
        team = id_of(case.fields.get("body")) or case.subject.id
        asks.append(ask("seat", party=team, until=None))
        asks += [ask("tie", unit=units), ask("bar", unit=units, kept_off=True)]
    return asks


def _people_meant(case: Case, args: Args) -> tuple[UUID, ...]:
    named = args.get("person", "person")
    if named == "actor":
        return (case.entered_by,)
    typed = id_of(case.fields.get(str(named)))
    return (typed,) if typed else ()


def _units_towards(case: Case) -> tuple[UUID, ...]:
    typed = tuple(key for value in listed(case.fields.get("units")) if (key := id_of(value)))
    return typed or _units_meant(case)


@predicate(
    "person to grounds undeclared_passes",
    "已对这个单位声明，且没有回避情形",
    "A declaration is on file and names no tie",
    _ties,
    typed=True,
)
def untied(case: Case, args: Args, facts: Facts) -> Found:
    people = set(_people_meant(case, args))
    units = set(_units_towards(case))
    ties: dict[tuple[UUID, UUID], str] = {}
    bars: set[tuple[UUID, UUID]] = set()
    for wanted in _ties(case, args):
        for row in facts[wanted]:
            if wanted.table == "authority":
                units.add(row.unit)
            elif wanted.table == "seat":
                people.add(row.person)
            elif wanted.table == "tie":
                ties[row.person, row.unit] = row.ground
            else:
                bars.add((row.person, row.unit))
    found: list[Missing] = []
    for person in sorted(people, key=str):
        for unit in sorted(units, key=str):
            if (person, unit) in bars or ties.get((person, unit)):
                found.append(Missing(Text("这个人对所派单位有应当回避的情形", "This person has a tie with a unit concerned"),
                                     "recusal.requested", subject=person))  # fmt: skip
            elif (person, unit) not in ties and not args.get("undeclared_passes"):
                found.append(Missing(Text("还没有对所派单位作出回避声明", "No recusal declaration towards a unit concerned is on file"),
                                     "tie.declared", subject=person))  # fmt: skip
    return tuple(found)


def _doers(case: Case, args: Args) -> Iterable[Ask]:
    names = [
        str(args[side])
        for side in ("a", "b")
        if "." in str(args.get(side, "")) and str(args[side]) in CATALOGUE
    ]
    return tuple(ask("act", subject=case.subject.id, type=name) for name in names)


@predicate("a b by", "两者不是同一个", "The two are different", _doers)
def apart(case: Case, args: Args, facts: Facts) -> Found:
    by = str(args.get("by", "person"))
    sides = [_identities(case, str(args[side]), by, facts) for side in ("a", "b")]
    if sides[0] & sides[1]:
        return (Missing(Text("办理人与前一环节是同一个，应当由另外的人办理", "Whoever did the earlier step cannot do this"),
                        field=str(args["a"])),)  # fmt: skip
    return HOLDS


def _identities(case: Case, name: str, by: str, facts: Facts) -> set[str]:
    """Who `name` stands for, by person, body or unit: the actor, a typed field, or those who did an act."""
    if name == "actor":
        return {str(case.entered_by), str(case.actor.person)} if by == "person" else {str(case.actor.party)}
    if name in CATALOGUE:
        rows = facts[ask("act", subject=case.subject.id, type=name)]
        if by == "person":
            return {str(who) for row in rows for who in (row.by_person, row.entered_by) if who}
        return {str(row.by_party) for row in rows if row.by_party}
    value = reach(case, name)
    return {str(one) for one in listed(value) if not empty(one)}


@predicate("a b", "两项是同一个", "The two fields name the same thing", typed=True)
def same(case: Case, args: Args, facts: Facts) -> Found:
    left, right = reach(case, str(args["a"])), reach(case, str(args["b"]))
    if str(left or "") == str(right or ""):
        return HOLDS
    return (Missing(Text("两处所指不一致", "The two do not name the same thing"), field=str(args["a"])),)


# ------------------------------------------------------------------------------------------ what stands


@predicate("states of", "处于所列状态", "The subject is in one of these states")
def state_is(case: Case, args: Args, facts: Facts) -> Found:
    subject = case.related(str(args.get("of", "self")))
    states = listed(args.get("states", args.get("value")))
    if subject is not None and subject.state in states:
        return HOLDS
    now = state_name(subject.state) if subject else Text("还没有", "none yet")
    names = (
        "、".join(state_name(state).zh for state in states),
        ", ".join(state_name(state).en for state in states),
    )
    return (
        Missing(
            Text(
                f"现在是“{now.zh}”，要到“{names[0]}”才能办", f"It is now '{now.en}'; this needs '{names[1]}'"
            )
        ),
    )


@predicate("kinds", "办在这一类的页上", "It is done on a thing of one of these kinds")
def kind_is(case: Case, args: Args, facts: Facts) -> Found:
    kinds = [str(kind) for kind in listed(args.get("kinds", args.get("value")))]
    if case.subject.kind in kinds:
        return HOLDS
    names = [KIND_NAMES.get(kind, Text(kind, kind)) for kind in kinds]
    zh, en = "、".join(name.zh for name in names), " or ".join(name.en.lower() for name in names)
    return (Missing(Text(f"请到{zh}的页上办", f"Do it on the page of the {en}")),)


def state_name(state: str) -> Text:
    """The words of a state."""
    return STATES.get(state, Text(state, state))


@predicate("phases", "正在所列阶段", "One of these phases runs")
def phase_is(case: Case, args: Args, facts: Facts) -> Found:
    started = {
        entry["phase"] for entry in (case.campaign.facts.get("phase.started", ()) if case.campaign else ())
    }
    ended = {
        entry["phase"] for entry in (case.campaign.facts.get("phase.ended", ()) if case.campaign else ())
    }
    if (started - ended) & set(listed(args.get("phases"))):
        return HOLDS
    return (Missing(Text("现在不在规定的阶段", "The phase the text names is not running"), "phase.started"),)


def _scoped(case: Case, args: Args, table: str, default: str = "self", **more: Any) -> tuple[Ask, ...]:
    """Rows of a scope; an inspection's scope also takes in its team's, where preparation is done once for all."""
    if args.get("scope") == "all":
        return (ask(table, **more),)
    column, key = case.scope(str(args.get("scope", default)))
    if key is None:
        return ()
    if table == "subject" and column == "subject":
        column = "id"
    asks = [ask(table, **{column: key}, **more)]
    if column == "inspection" and case.subject.body is not None:
        asks.append(ask(table, body=case.subject.body, inspection=None, **more))
    return tuple(asks)


def _acts_wanted(case: Case, args: Args) -> Iterable[Ask]:
    types = tuple(sorted({str(act).partition(":")[0] for act in listed(args.get("acts", args.get("value")))}))
    where = args.get("where") or {}
    more: dict[str, Any] = {"with_fields": True} if args.get("version") or set(where) - {"names"} else {}
    wanted: list[Ask] = list(_scoped(case, args, "act", type=types, **more))
    wanted += [ask("act", refs=key, type=types, **more) for key in _named(case, where)]
    return tuple(wanted)


@predicate(
    "acts where at_least scope version", "所列各项已经办过", "Such acts stand in the scope", _acts_wanted
)
def done(case: Case, args: Args, facts: Facts) -> Found:
    where = args.get("where") or {}
    rows = [row for wanted in _acts_wanted(case, args) for row in facts[wanted]]
    if where.get("names"):
        if case.is_asked and where["names"] != "subject":
            return HOLDS
        keys = _named(case, where)
        rows = [row for row in rows if not set(keys).isdisjoint(row.refs)]
        if not keys or any(all(key not in row.refs for row in rows) for key in keys):
            rows = []
    if args.get("version"):
        rows = [row for row in rows if row.effects.get("version", 0) == case.subject.facts.get("version", 0)]
    rows = [
        row
        for row in rows
        if all(_field_fits(row.fields.get(name), value) for name, value in where.items() if name != "names")
    ]
    found: list[Missing] = []
    for wanted_act in listed(args.get("acts", args.get("value"))):
        code, _, value = str(wanted_act).partition(":")
        count = sum(1 for row in rows if row.type == code and (not value or row.value == value))
        if count < int(args.get("at_least", 1)):
            name = act_name(case, str(wanted_act))
            found.append(Missing(Text(f"还没有办：{name.zh}", f"Not done yet: {name.en}"), str(wanted_act)))
    return tuple(found)


@predicate("acts scope", "发生在所列各项以前", "It happened before these acts", _acts_wanted)
def before(case: Case, args: Args, facts: Facts) -> Found:
    """What happened on the day of such an act or earlier passes, also when it is entered later."""
    codes = {str(act).partition(":")[0] for act in listed(args.get("acts", args.get("value")))}
    rows = [row for wanted in _acts_wanted(case, args) for row in facts[wanted] if row.type in codes]
    first = min(rows, key=lambda row: row.position, default=None)
    if first is None or case.occurred_on <= first.occurred_on:
        return HOLDS
    name, day = act_name(case, first.type), first.occurred_on.isoformat()
    words = Text(
        f"{day} 已办“{name.zh}”；在那以前发生、现在补记的，发生日期写当天",
        f"'{name.en}' was done on {day}; for what happened before and is entered now, give the day it happened",
    )
    way = case.act.code + (f":{case.value}" if case.value else "")
    return (Missing(words, way if case.is_asked else "", field="" if case.is_asked else "occurred_on"),)


def _named(case: Case, where: Args) -> tuple[UUID, ...]:
    """What a minute must name: the subject itself, or everything that typed fields point at."""
    names = [str(name) for name in listed(where.get("names"))]
    if names == ["subject"]:
        return (case.subject.id,)
    pointed = [id_of(value) for name in names for value in listed(case.fields.get(name))]
    return tuple(dict.fromkeys(key for key in pointed if key))


def _field_fits(held: Any, wanted: Any) -> bool:
    return bool({str(one) for one in listed(held)} & {str(one) for one in listed(wanted)})


def _decisions(case: Case, args: Args) -> Iterable[Ask]:
    asks = [
        ask("act", type="decision.made", refs=case.subject.id),
        ask("act", type="decision.made", subject=case.subject.id),
    ]
    for name in ("scope",):
        if args.get(name):
            asks += _scoped(case, args, "act", type="decision.made")
    typed = [
        id_of(value) for field in ("decision", "requested_by") for value in listed(case.fields.get(field))
    ]
    keys = tuple(key for key in typed if key)
    if keys:
        asks += [ask("act", id=keys), ask("act", type="decision.made", subject=keys)]
    if (
        not args.get("scope")
        and case.subject.parent is not None
        and args.get("question") not in ("disposition",)
    ):
        asks.append(ask("act", type="decision.made", subject=case.subject.parent))
    return asks


@predicate(
    "question by scope names",
    "这件事已有决定在案",
    "A decision naming the subject is on record",
    _decisions,
)
def decided(case: Case, args: Args, facts: Facts) -> Found:
    questions, by = set(listed(args.get("question"))), set(listed(args.get("by")))
    if args.get("names") and case.is_asked and not _named(case, args):
        return HOLDS
    for wanted in _decisions(case, args):
        for row in facts[wanted]:
            if row.type != "decision.made" or row.value not in questions or (by and row.by_kind not in by):
                continue
            if not args.get("names") or set(_named(case, args)) & set(row.refs):
                return HOLDS
    who = (
        "、".join(role_name(case, role).zh for role in listed(args.get("by"))),
        ", ".join(role_name(case, role).en for role in listed(args.get("by"))),
    )
    what = [value_name(case, "questions", str(question)) for question in listed(args.get("question"))]
    zh, en = "、".join(name.zh for name in what), ", ".join(name.en for name in what)
    return (Missing(Text(f"还没有{who[0]}的决定：{zh}", f"No decision yet by {who[1]}: {en}"), "decision.made",
                    str(next(iter(listed(args.get("by"))), ""))),)  # fmt: skip


def _papers(case: Case, args: Args) -> Iterable[Ask]:
    """The papers a condition on approval or signature speaks of: itself, one it names, or a kind in a scope."""
    of = args.get("of") or {}
    kind = of.get("document") or of.get("kind")
    if kind and not (case.subject.kind == "document" and case.subject.code in listed(kind)):
        where: dict[str, Any] = {"kind": "document", "code": tuple(listed(kind))}
        return _scoped(
            case, args, "subject", "inspection" if case.subject.inspection else "campaign", **where
        )
    named = id_of(case.fields.get("document"))
    return (ask("subject", id=named),) if named and case.subject.kind != "document" else ()


def _subjects_meant(case: Case, args: Args, facts: Facts) -> list[Subject]:
    asks = tuple(_papers(case, args))
    return [row for wanted in asks for row in facts[wanted]] if asks else [case.subject]


@predicate(
    "by of for_act scope other_body apart_from", "这一稿已经批准", "Approved, for this very version", _papers
)
def approved(case: Case, args: Args, facts: Facts) -> Found:
    for subject in _subjects_meant(case, args, facts):
        if any(
            _approval_fits(case, subject, entry, args) for entry in subject.facts.get("approval.given", ())
        ):
            return HOLDS
    by = [role_name(case, str(role)) for role in listed(args.get("by"))]
    zh, en = "、".join(name.zh for name in by), ", ".join(name.en for name in by)
    kind = (args.get("of") or {}).get("document") or (args.get("of") or {}).get("kind")
    what = value_name(case, "documents", str(listed(kind)[0])) if kind else Text("这一稿", "this version")
    return (Missing(Text(f"{what.zh}还没有经{zh}批准", f"{what.en} is not yet approved by {en}"), "approval.given",
                    str(next(iter(listed(args.get("by"))), ""))),)  # fmt: skip


def _approval_fits(case: Case, subject: Subject, entry: Mapping[str, Any], args: Args) -> bool:
    mark = entry["_"]
    by = set(listed(args.get("by")))
    roles = roles_of(case, mark["kind"], mark["seat"])
    if by and not by & (roles | {mark["kind"]}):
        return False
    if args.get("for_act") and entry.get("for_act") not in listed(args["for_act"]):
        return False
    if subject.kind in ("document", "referral") and mark["version"] != subject.facts.get("version"):
        return False
    refused = subject.facts.get("approval.refused", ())
    if any(
        no["_"]["position"] > mark["position"] and no.get("for_act") == entry.get("for_act") for no in refused
    ):
        return False
    if args.get("apart_from") or args.get("other_body"):
        asked = [
            ask_["_"]
            for ask_ in subject.facts.get("approval.requested", ())
            if ask_.get("for_act") == entry.get("for_act")
        ]
        keys = ("party",) if args.get("other_body") else ("person", "entered_by")
        return all({one[key] for key in keys}.isdisjoint(mark[key] for key in keys) for one in asked)
    return True


def roles_of(case: Case, party_kind: str, seat: str) -> set[str]:
    """The roles that a seat of such a body has under the case's scheme."""
    return {name for name, role in case.scheme.roles.items() if role.holds(party_kind, role.function, seat)}


@predicate("by of in_person scope", "现在这一稿已经签批", "The current version bears the signature", _papers)
def signed(case: Case, args: Args, facts: Facts) -> Found:
    if case.is_asked and case.subject.kind != "document" and not args.get("of"):
        return HOLDS  # which paper will be named is not typed yet
    by = set(listed(args.get("by")))
    for subject in _subjects_meant(case, args, facts):
        entry = subject.facts.get("document.signed")
        if subject.kind != "document" or entry is None:
            continue
        mark = entry["_"]
        if mark["version"] == subject.facts.get("version") and by & roles_of(
            case, mark["kind"], mark["seat"]
        ):
            return HOLDS
    names = [role_name(case, str(role)) for role in listed(args.get("by"))]
    zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
    return (Missing(Text(f"{zh}还没有签这一稿", f"The {en.lower()} has not signed this version"), "document.signed",
                    str(next(iter(listed(args.get("by"))), ""))),)  # fmt: skip


# ------------------------------------------------------------------------------------------ typed fields


@predicate("fields", "所列各项都已填写", "None of these fields is empty", typed=True)
def filled(case: Case, args: Args, facts: Facts) -> Found:
    names = [str(name) for name in listed(args.get("fields", args.get("value")))]
    lacking = [name for name in names if name != "reason" and empty(_now_or_held(case, name))]
    if "reason" in names and not case.reason and empty(case.fields.get("reason")):
        lacking.append("reason")
    return tuple(
        Missing(
            Text(f"请填写：{field_name(case, name).zh}", f"Please fill in: {field_name(case, name).en}"),
            field=name,
        )
        for name in lacking
    )


def _now_or_held(case: Case, name: str) -> Any:
    """A field of the act itself must be typed now; any other may stand on its thing from before."""
    form = case.scheme.form(case.act.code, case.value)
    if case.act.field(name) or (form and name in form.fields):
        return case.fields.get(name)
    return reach(case, name)


@predicate("field values", "这一项是所列值之一", "The value is one of these", typed=True)
def value_in(case: Case, args: Args, facts: Facts) -> Found:
    field = str(args.get("field"))
    held = {_word(one) for one in listed(reach(case, field))} or {""}
    if held & {_word(one) for one in listed(args.get("values"))}:
        return HOLDS
    name = field_name(case, field)
    return (Missing(Text(f"“{name.zh}”不符合要求", f"'{name.en}' does not allow this"), field=field),)


def _word(value: Any) -> str:
    return "yes" if value is True else "no" if value in (False, None) else str(value)


@predicate("scale values", "已由人定为所列性质", "People classed it so")
def class_is(case: Case, args: Args, facts: Facts) -> Found:
    scale = str(args.get("scale"))
    if case.subject.facts.get("classes", {}).get(scale) in listed(args.get("values")):
        return HOLDS
    name = value_name(case, "scales", scale)
    return (Missing(Text(f"还没有作出定性：{name.zh}", f"Not classed yet: {name.en}"), "matter.classified"),)


def _dated_papers(case: Case, args: Args) -> Iterable[Ask]:
    kinds = {
        path.partition(".")[0] for path in (str(args.get("from", "")), str(args.get("to", "")))
        if path.partition(".")[0] in case.scheme.lists.get("documents", _NO_LIST).values
    }  # fmt: skip
    if not kinds or case.subject.campaign is None:
        return ()
    return (ask("subject", kind="document", code=tuple(sorted(kinds)), campaign=case.subject.campaign),)


class _NO_LIST:
    values: Mapping[str, Any] = {}


@predicate("field from to", "日期在规定的起止之间", "The date lies inside", _dated_papers, typed=True)
def between(case: Case, args: Args, facts: Facts) -> Found:
    field = str(args.get("field"))
    value = reach(case, field)
    days = [day for one in listed(value) if (day := day_of(one))]
    low, high = (_bound(case, str(args.get(side, "")), facts, args) for side in ("from", "to"))
    if not days or all((low is None or low <= day) and (high is None or day <= high) for day in days):
        return HOLDS
    zh = f"应在{low or '……'}至{high or '……'}之间"
    return (Missing(Text(f"{field_name(case, field).zh}{zh}", f"{field_name(case, field).en}: between {low or '...'} and {high or '...'}"),
                    field=field),)  # fmt: skip


def _bound(case: Case, path: str, facts: Facts, args: Args) -> date | None:
    if not path:
        return None
    head, _, rest = path.partition(".")
    for wanted in _dated_papers(case, args):
        papers = [row for row in facts[wanted] if row.code == head]
        if papers:
            return day_of(papers[-1].facts.get(rest))
    return day_of(reach(case, path))


def _counted(case: Case, args: Args) -> Iterable[Ask]:
    what = str(args.get("what"))
    kind, _, code = what.partition(":")
    if what in case.fields or kind not in _KINDS:
        return ()
    more: dict[str, Any] = {"kind": kind} | ({"code": code} if code else {})
    return _scoped(case, args, "subject", "inspection", **more)


_KINDS = frozenset(kind for act in CATALOGUE.values() for kind in act.on)


@predicate("what min max scope", "数量符合", "The number of things fits", _counted)
def count_between(case: Case, args: Args, facts: Facts) -> Found:
    what = str(args.get("what"))
    asks = tuple(_counted(case, args))
    if not asks and case.is_asked:
        return HOLDS
    rows = [row for wanted in asks for row in facts[wanted] if row.state not in GONE]
    n = len(rows) if asks else len(listed(reach(case, what)))
    low, high = int(args.get("min", 0)), args.get("max")
    if n >= low and (high is None or n <= int(high)):
        return HOLDS
    name = counted_name(case, what)
    if high == 0:
        return (
            Missing(
                Text(f"已经有{name.zh}", f"There is already: {name.en}"), subject=rows[0].id if rows else None
            ),
        )
    return (Missing(Text(f"{name.zh}：现在是 {n}，应不少于 {low}" + (f"、不多于 {high}" if high is not None else ""),
                         f"{name.en}: {n} now, at least {low}" + (f" and at most {high}" if high is not None else "")),
                    field=what),)  # fmt: skip


GONE = frozenset({"withdrawn", "stood_down", "abolished"})
"""States of what does not count any more."""


def counted_name(case: Case, what: str) -> Text:
    """The words of a field, or of a kind of thing (`body:office` is the office)."""
    kind, _, code = what.partition(":")
    if kind not in KIND_NAMES:
        return field_name(case, what)
    named = case.scheme.value(THINGS.get(kind, ""), code)
    return named.text if named else KIND_NAMES[kind]


def _items(case: Case, args: Args) -> Iterable[Ask]:
    items = str(args.get("items"))
    if items in _KINDS:
        kind = items.partition(":")[0]
        held = case.fields.get("items") or case.subject.facts.get("items")
        keys = tuple(key for value in listed(held) if (key := id_of(value)))
        if keys:
            return (ask("subject", id=keys, kind=kind),)
        return _scoped(case, args, "subject", "inspection", kind=kind)
    pointed = tuple(key for value in listed(reach(case, items)) if (key := id_of(value)))
    if pointed:
        return (ask("subject", id=pointed),)
    if args.get("list"):
        return tuple(_counts_asks(case, str(args["list"])))
    if items.partition(":")[0] == "seats":
        return (ask("seat", party=case.body.id if case.body else case.subject.id, until=None),)
    return ()


@predicate("items field act scope list", "每一项都具备", "No item lacks it; the missing are listed", _items)
def each_has(case: Case, args: Args, facts: Facts) -> Found:
    items, field = str(args.get("items")), str(args.get("field", ""))
    if args.get("list"):
        return _each_listed(case, args, facts)
    asks = tuple(_items(case, args))
    if not asks:
        lines = [line for line in listed(reach(case, items)) if isinstance(line, Mapping)]
        lacking = sum(1 for line in lines if empty(line.get(field)))
        if lacking and not case.is_asked:
            name = field_name(case, field)
            return (
                Missing(Text(f"{lacking} 项没有填：{name.zh}", f"{lacking} lack: {name.en}"), field=items),
            )
        return HOLDS
    found: list[Missing] = []
    for wanted in asks:
        for row in facts[wanted]:
            if (
                isinstance(row, Subject)
                and row.state != "withdrawn"
                and not _row_has(row, field, str(args.get("act", "")))
            ):
                name = field_name(case, field) if field else act_name(case, str(args.get("act")))
                found.append(Missing(Text(f"“{row.title}”还没有：{name.zh}", f"'{row.title}' lacks: {name.en}"),
                                     str(args.get("act") or "finding.amended"), subject=row.id))  # fmt: skip
    return tuple(found)


def _row_has(row: Subject, field: str, act: str) -> bool:
    return not empty(row.facts.get(field or act))


def _counts_asks(case: Case, name: str) -> Iterable[Ask]:
    """The registers that an archive's lines must be as many as (`counts = "check:talk"`)."""
    for value in case.scheme.lists[name].values.values():
        if counts := value.extra.get("counts"):
            yield from _register(case, str(counts))


def _register(case: Case, counts: str) -> tuple[Ask, ...]:
    kind, _, code = counts.partition(":")
    more = {"code": code} if code else {}
    return (ask("subject", kind=kind, inspection=case.subject.inspection, **more),)


def _is_read(case: Case, row: Subject) -> bool:
    """Whether the body that acts reads this row: what is sealed from it is neither counted nor named to it."""
    return case.actor.party in row.readers and case.actor.party not in row.barred


def _each_listed(case: Case, args: Args, facts: Facts) -> Found:
    """Every value of a list has a line with something in it, or a reason for having nothing."""
    if case.is_asked and not case.subject.facts.get("lines"):
        return HOLDS
    lines = {
        str(line.get("kind")): line
        for line in listed(case.fields.get("lines") or case.subject.facts.get("lines"))
        if isinstance(line, Mapping)
    }
    found = []
    for code, value in case.scheme.lists[str(args["list"])].values.items():
        line = lines.get(code, {})
        counts = value.extra.get("counts")
        held = (
            [row for wanted in _register(case, str(counts)) for row in facts[wanted] if _is_read(case, row)]
            if counts
            else []
        )
        filed = int(line.get("n") or 0) if str(line.get("n") or 0).isdigit() else 0
        if counts and filed != len(held):
            found.append(
                Missing(
                    Text(
                        f"{value.text.zh}：登记 {len(held)} 件，入卷 {filed} 件",
                        f"{value.text.en}: {len(held)} in the register, {filed} filed",
                    ),
                    field="lines",
                )
            )
        elif not counts and empty(line.get("refs")) and empty(line.get("n")) and empty(line.get("absent")):
            found.append(Missing(Text(f"{value.text.zh}：没有材料，也没有写明原因", f"{value.text.en}: nothing filed and no reason given"),
                                 field="lines"))  # fmt: skip
    return tuple(found)


@predicate(
    "items mark",
    "涉密的只写编号和保管处，不附文件",
    "Marked lines name number and keeper, and hold no file",
    typed=True,
)
def kept_on_paper(case: Case, args: Args, facts: Facts) -> Found:
    items, mark = str(args.get("items")), str(args.get("mark"))
    lines = [
        line
        for line in listed(case.fields.get(items))
        if isinstance(line, Mapping) and _word(line.get(mark)) == "yes"
    ]
    found: list[Missing] = []
    if any(not empty(line.get(name)) for line in lines for name in ("refs", "file", "files")):
        found.append(
            Missing(
                Text("涉密材料不上传，请去掉所附文件", "State secrets are not uploaded; take the file out"),
                field=items,
            )
        )
    if any(empty(line.get(name)) for line in lines for name in ("number", "keeper")):
        found.append(
            Missing(
                Text("涉密材料请写明编号和保管人", "State the number and the keeper of each state secret"),
                field=items,
            )
        )
    return tuple(found)


# ------------------------------------------------------------------------------------------ open things


def _open_ones(case: Case, args: Args) -> Iterable[Ask]:
    return tuple(
        wanted
        for kind in listed(args.get("kinds"))
        for wanted in _scoped(case, args, "subject", "inspection", kind=str(kind), is_open=True)
    )


@predicate("kinds where scope", "没有未办结的事项", "Nothing of these is open", _open_ones)
def none_open(case: Case, args: Args, facts: Facts) -> Found:
    where = args.get("where") or {}
    rows = [
        row for wanted in _open_ones(case, args) for row in facts[wanted]
        if row.id != case.subject.id and _is_read(case, row)
        and all(_field_fits(row.facts.get(name, getattr(row, name, None)), value) for name, value in where.items())
    ]  # fmt: skip
    if not rows:
        return HOLDS
    kinds = sorted({row.kind for row in rows})
    zh = "、".join(f"{KIND_NAMES[kind].zh} {sum(r.kind == kind for r in rows)} 件" for kind in kinds)
    en = ", ".join(f"{sum(r.kind == kind for r in rows)} {KIND_NAMES[kind].en.lower()}" for kind in kinds)
    return (Missing(Text(f"还有没办结的：{zh}", f"Still open: {en}"), subject=rows[0].id),)


def _open_duties(case: Case, args: Args) -> Iterable[Ask]:
    column, key = case.scope(str(args.get("scope", "self")))
    column = "stream" if column == "subject" else column
    rules = tuple(listed(args.get("rules")))
    more: dict[str, Any] = {"rule": rules} if rules else {}
    return (ask("duty", **{column: key}, state="open", **more),) if key else ()


@predicate("rules scope", "没有未履行的待办", "Every duty there is discharged or lapsed", _open_duties)
def no_duty_open(case: Case, args: Args, facts: Facts) -> Found:
    found: list[Missing] = []
    for wanted in _open_duties(case, args):
        for duty in facts[wanted]:
            rule = case.scheme.duties.get(duty.rule)
            name = rule.text if rule else Text(duty.rule, duty.rule)
            found.append(Missing(Text(f"还有待办：{name.zh}", f"Still owed: {name.en}"), subject=duty.stream))
    return tuple(found)


def _links(case: Case, args: Args) -> Iterable[Ask]:
    names = listed(args.get("field")) or tuple(case.fields)
    typed = tuple(
        key for name in names for value in listed(case.fields.get(str(name))) if (key := id_of(value))
    )
    held = tuple(
        key for entry in case.subject.facts.get("matter.linked", ()) if (key := id_of(entry.get("to")))
    )
    keys = typed + held
    return (ask("subject", id=keys), ask("act", id=keys)) if keys else ()


@predicate("kind state field", "已指向所要求的事项", "It points at such a thing", _links, typed=True)
def linked(case: Case, args: Args, facts: Facts) -> Found:
    kinds, states = listed(args.get("kind")), listed(args.get("state"))
    for wanted in _links(case, args):
        for row in facts[wanted]:
            if isinstance(row, Subject):
                fits = row.kind in kinds or f"{row.kind}:{row.code}" in kinds
                if fits and (not states or row.state in states):
                    return HOLDS
            elif row.type.split(".")[0] in kinds or row.type in kinds:
                return HOLDS
    return (Missing(Text("还没有写明依据哪一件", "What it rests on is not named"),
                    field=str(next(iter(listed(args.get("field"))), ""))),)  # fmt: skip


@predicate("", "由收件的一方办理", "The actor is the addressee")
def addressed(case: Case, args: Args, facts: Facts) -> Found:
    """The party acting is one to whom the paper, referral or request was sent."""
    subject = case.subject
    sent = [party for entry in subject.facts.get("document.issued", ()) for party in listed(entry.get("to"))]
    named = sent or listed(subject.facts.get("receiver")) or listed(subject.facts.get("to"))
    if str(case.actor.party) in map(str, named):
        return HOLDS
    return (Missing(Text("只有收件单位能办这一步", "Only an addressee can do this")),)


@predicate("at_least dated", "已附佐证，并写明形成日期", "Dated evidence is attached")
def evidence_held(case: Case, args: Args, facts: Facts) -> Found:
    held = case.subject.facts.get("evidence.added", ())
    dated = [entry for entry in held if not args.get("dated") or entry.get("dated")]
    lacking = int(args.get("at_least", 1)) - len(dated)
    if lacking <= 0:
        return HOLDS
    undated = len(held) - len(dated)
    zh = f"还差 {lacking} 份有形成日期的佐证" + (f"（已有 {undated} 份没有日期）" if undated else "")
    en = f"{lacking} more dated piece(s) of evidence needed" + (f" ({undated} undated)" if undated else "")
    return (Missing(Text(zh, en), "evidence.added"),)


def _receiver(case: Case, args: Args) -> Iterable[Ask]:
    receiver = id_of(case.fields.get("receiver") or case.subject.facts.get("receiver"))
    if receiver:
        yield ask("subject", id=receiver)
    if clues := tuple(key for value in listed(reach(case, "of")) if (key := id_of(value))):
        yield ask("subject", id=clues, kind="clue")


@predicate(
    "by management functions",
    "接收单位与干部管理权限、职责分工相符",
    "The receiver is the one management or function names",
    _receiver,
)
def receiver_fits(case: Case, args: Args, facts: Facts) -> Found:
    rows = [row for wanted in _receiver(case, args) for row in facts[wanted]]
    managed_by = _managers(case, [row for row in rows if row.kind == "clue"])
    allowed = listed(args.get("management"))
    if allowed and not managed_by and not case.is_asked:
        return (Missing(Text("请写明干部由谁管理", "State who manages the cadre"), field="managed_by"),)
    for code in managed_by if allowed else ():
        if code not in allowed:
            name = value_name(case, "management", code)
            return (Missing(Text(f"{name.zh}的线索不走这条路", f"A lead on a cadre of this kind ({name.en}) goes another way"),
                            field="managed_by"),)  # fmt: skip
    for body in rows:
        if body.kind != "clue" and not all(_receives(case, args, body, code) for code in managed_by or [""]):
            return (Missing(Text(f"{body.title}与干部管理权限或者移交途径不符", f"{body.title} does not fit the person or the route"),
                            field="receiver"),)  # fmt: skip
    return HOLDS


def _managers(case: Case, clues: Iterable[Subject]) -> list[str]:
    """Who manages the cadres concerned: as typed, and as each clue was recorded."""
    typed = str(case.fields.get("managed_by") or case.subject.facts.get("managed_by") or "")
    return [code for code in dict.fromkeys([typed, *(clue.code for clue in clues)]) if code]


def _receives(case: Case, args: Args, body: Subject, managed_by: str) -> bool:
    """Whether a body takes leads on such cadres by this route."""
    route = case.scheme.routes.get(str(case.fields.get("route") or case.subject.facts.get("route") or ""))
    role = case.scheme.roles.get(route.to) if route else None
    wanted = set(listed(args.get("functions"))) | ({role.function} if role and role.function else set())
    value = case.scheme.value("management", managed_by)
    if value and value.extra.get("fits"):
        fits = set(listed(value.extra["fits"]))
        wanted = fits & wanted or fits
    return (
        not wanted
        or body.facts.get("function") in wanted
        or (body.kind == "unit" and not (role and role.function))
    )
