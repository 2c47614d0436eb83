"""Says a condition of a guard or a duty as a sentence with the regulation's own names in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from xuncha.core.dates.cycles import Cycle
from xuncha.core.dates.days_of_year import WRITTEN, DayOfYear
from xuncha.core.dates.periods import Period
from xuncha.core.facts.values import listed
from xuncha.core.names.naming import Naming, joined
from xuncha.core.parties.addressees import addressee_words
from xuncha.core.predicates import PREDICATES
from xuncha.core.predicates.handling import AS
from xuncha.core.scheme.rules import AnyOf, Call, Condition
from xuncha.core.words import Text

Args = Mapping[str, Any]
Say = Callable[[Naming, Args, tuple[str, ...]], Text]


def condition_words(naming: Naming, condition: Condition, acts: Iterable[str] = ()) -> Text:
    """One condition: `工作方案已经领导小组批准`; `acts` are those it stands before, for the names of their fields."""
    known = tuple(acts)
    if isinstance(condition, Call):
        say = SENTENCES.get(condition.name)
        if say is not None:
            return say(naming, condition.args, known)
        found = PREDICATES.get(condition.name)
        return found.says if found else Text(condition.name, condition.name)
    if isinstance(condition, AnyOf):
        return joined(
            (condition_words(naming, one, known) for one in condition.conditions), "，或者", ", or "
        )
    inner = condition_words(naming, condition.condition, known)
    return Text(f"不是“{inner.zh}”", f"it is not so that {inner.en}")


def conditions_words(naming: Naming, conditions: Iterable[Condition], acts: Iterable[str] = ()) -> Text:
    """Several conditions, all of which must hold."""
    known = tuple(acts)
    return joined((condition_words(naming, one, known) for one in conditions), "；", "; and ")


def exceptions_words(naming: Naming, conditions: Iterable[Condition], acts: Iterable[str] = ()) -> Text:
    """Several exceptions of a guard, one of which is enough."""
    known = tuple(acts)
    return joined((condition_words(naming, one, known) for one in conditions), "，或者", ", or ")


def _where(naming: Naming, args: Args) -> Text:
    scope = str(args.get("scope", ""))
    found = naming.party(scope)
    return Text(f"在{found.zh}中", f"in {found.en} ") if found and scope not in ("", "self") else Text("", "")


def _who(naming: Naming, name: str) -> Text:
    known = {"actor": Text("办理人", "who does it"), "actor.person": Text("办理人", "who does it")}
    act = naming.act(name)
    if "." in name and act.zh != name:
        return Text(f"办“{act.zh}”的人", f"who did '{act.en.lower()}'")
    return known.get(name) or naming.field(name)


def _may(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    roles = naming.roles(args.get("roles", args.get("value")))
    return Text(f"由{roles.zh}办理", f"it is done by {roles.en}")


def _held_by(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    role = naming.role(str(args.get("role")))
    return Text(f"责任人是{role.zh}本人", f"the one responsible is the {role.en.lower()}, and no deputy")


def _seats_filled(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    body, seats = naming.role(str(args.get("body"))), naming.values("seats", args.get("seats"))
    return Text(f"{body.zh}的{seats.zh}已有人", f"{body.en}: {seats.en.lower()} filled")


def _seats_between(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    body, seats = naming.role(str(args.get("body"))), naming.values("seats", args.get("seats"))
    low, high = args.get("min", 0), args.get("max")
    upto = Text(f"、不多于 {high}", f" and at most {high}") if high is not None else Text("", "")
    every = Text("各", "all of the {round}, ") if args.get("scope") == "campaign" else Text("", "")
    return Text(
        f"{every.zh}{body.zh}的{seats.zh}合计不少于 {low}{upto.zh} 人",
        f"{body.en}, {every.en}{seats.en.lower()}: at least {low}{upto.en} people",
    )


def _person_has(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    values = naming.values(str(args.get("attribute")), args.get("values"))
    return Text(f"人选具备：{values.zh}", f"the person has: {values.en}")


def _unit_is(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    kinds = naming.values("unit_kinds", args.get("kinds"))
    return Text(f"单位属于{kinds.zh}", f"the unit is one of: {kinds.en}")


def _apart(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    a, b = _who(naming, str(args.get("a"))), _who(naming, str(args.get("b")))
    kind = (
        Text("同一个人", "the same person")
        if args.get("by", "person") == "person"
        else Text("同一方", "of the same party")
    )
    return Text(f"{a.zh}和{b.zh}不是{kind.zh}", f"{a.en} and {b.en} are not {kind.en}")


def _same_party(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    names = [naming.act(str(name)) for name in listed(args.get("acts"))]
    done = joined([Text(f"“{name.zh}”", f"'{name.en}'") for name in names], en=" or ")
    return Text(f"由办{done.zh}的一方办理", f"the party that did {done.en} does it")


def _same(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    a, b = naming.field(str(args.get("a")), acts), naming.field(str(args.get("b")), acts)
    if args.get("of"):
        other = naming.field(str(args["of"]), acts)
        return Text(
            f"{a.zh}与所选{other.zh}的{b.zh}一致",
            f"{a.en} is the {b.en.lower()} of the {other.en.lower()} named",
        )
    return Text(f"{a.zh}和{b.zh}一致", f"{a.en} and {b.en} name the same thing")


def _state_is(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    states = naming.states(args.get("states", args.get("value")))
    return Text(f"处于“{states.zh}”", f"it is: {states.en}")


def _kind_is(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    kinds = naming.things(args.get("kinds"))
    return Text(f"办在{kinds.zh}的页上", f"it is done on the page of: {kinds.en}")


def _phase_is(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    phases = naming.values("phases", args.get("phases"))
    return Text(f"正在{phases.zh}阶段", f"the phase runs: {phases.en}")


def _done(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    names, where = naming.acts(args.get("acts", args.get("value"))), _where(naming, args)
    told = {name: value for name, value in dict(args.get("where") or {}).items() if name != "names"}
    codes = [str(act).partition(":")[0] for act in listed(args.get("acts", args.get("value")))]
    kind = naming.matching(told, codes)
    names = Text(f"{names.zh}（{kind.zh}）", f"{names.en} ({kind.en})") if told else names
    n = args.get("at_least", 1)
    times = Text("", "") if n == 1 else Text(f"至少 {n} 次", f" at least {n} times")
    named = [str(one) for one in listed(dict(args.get("where") or {}).get("names")) if one != "subject"]
    same = joined([_named(naming, one, acts) for one in named])
    zh, en = (f"（同一{same.zh}）", f" (of the same {same.en.lower()})") if named else ("", "")
    return Text(f"{where.zh}已办{times.zh}：{names.zh}{zh}", f"{where.en}there is{times.en}: {names.en}{en}")


def _before(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    names = naming.acts(args.get("acts", args.get("value")))
    return Text(f"发生在“{names.zh}”以前", f"it happened before: {names.en}")


def _follows(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    names = naming.acts(args.get("acts", args.get("value")))
    day = naming.field(str(args["field"]), acts) if args.get("field") else Text("", "")
    theirs = [str(act).partition(":")[0] for act in listed(args.get("acts"))]
    named = naming.field(str(args["of_day"]), theirs) if args.get("of_day") else None
    zh, en = (f"的{named.zh}", f" ({named.en.lower()})") if named else ("", "")
    return Text(
        f"{day.zh}不早于“{names.zh}”{zh}",
        f"{day.en.lower() or 'it did not happen'} {'not ' if day.en else ''}before: {names.en}{en}",
    )


def _decided(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    by, what = naming.roles(args.get("by")), naming.values("questions", args.get("question"))
    named = [_named(naming, str(name), acts) for name in listed(args.get("names"))]
    on = joined([Text(f"，并写明{one.zh}", f", naming the {one.en.lower()}") for one in named], "", "")
    return Text(
        f"{by.zh or '有权的一方'}已决定：{what.zh}{on.zh}", f"{by.en or 'who may'} decided: {what.en}{on.en}"
    )


def _named(naming: Naming, name: str, acts: tuple[str, ...]) -> Text:
    """What a decision must name: a field, or whoever holds a seat."""
    word, _, seat = name.partition(":")
    if word != "seat":
        return naming.field(name, acts)
    held = naming.value("seats", seat)
    return Text(f"现任{held.zh}", f"{held.en} in the seat")


def _authorised(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    if args.get("until"):
        return Text(
            "本组的授权包括这个单位，档案还没有移交",
            "an authority covers the unit, and the files are not handed over yet",
        )
    return Text(
        "本组的授权在效，且包括这个单位", "an authority in force covers the round, the unit and the matter"
    )


def _all_named(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    field, roles = naming.field(str(args.get("field")), acts), naming.roles(args.get("roles"))
    return Text(f"{field.zh}有{roles.zh}", f"{field.en} are: {roles.en}")


def _from_elsewhere(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    if args.get("of") == "home":
        return Text("组里有人来自别的单位", "somebody in the team comes from another unit")
    if args.get("of") == "own":
        return Text("没有这个单位自己的人", "nobody belongs to the unit itself")
    return Text("没有这个单位的领导班子成员", "nobody sits in the leadership of the unit")


def _paper(naming: Naming, args: Args) -> Text:
    of = args.get("of") or {}
    kind = (of.get("document") or of.get("kind")) if isinstance(of, Mapping) else None
    return naming.values("documents", kind) if kind else Text("本件", "this")


def _approved(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    what, by = _paper(naming, args), naming.roles(args.get("by"))
    other = _apart_from(listed(args.get("apart_from")))
    once = Text("，一次批准只用一次", ", once for each approval") if args.get("once") else Text("", "")
    return Text(
        f"{what.zh}已经{by.zh}批准{other.zh}{once.zh}",
        f"{what.en.lower()} is approved by {by.en}{other.en}{once.en}",
    )


def _apart_from(names: tuple[str, ...]) -> Text:
    words = {
        "drafter": Text("拟稿", "drafted it"),
        "requester": Text("报批", "asked"),
        "sender": Text("送出", "sends it"),
    }
    said = joined([words[name] for name in words if name in names], en=" or ")
    return Text(f"（不是{said.zh}的人）", f", not by who {said.en}") if names else Text("", "")


def _signed(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    what, by = _paper(naming, args), naming.roles(args.get("by"))
    return Text(f"{what.zh}已由{by.zh}签批", f"{what.en.lower()} bears the signature of {by.en}")


def _filled(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    fields = naming.fields(args.get("fields", args.get("value")), acts)
    return Text(f"填明{fields.zh}", f"filled in: {fields.en}")


def _value_in(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    name = str(args.get("field"))
    field, values = naming.field(name, acts), naming.matching({name: args.get("values")}, acts)
    if values.zh.startswith(f"{field.zh}："):
        return values
    return Text(f"{field.zh}是：{values.zh}", f"{field.en} is: {values.en}")


def _class_is(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    scale, values = (
        naming.value("scales", str(args.get("scale"))),
        naming.values(str(args.get("scale")), args.get("values")),
    )
    return Text(f"已由人定性（{scale.zh}：{values.zh}）", f"people classed it ({scale.en}: {values.en})")


def _between(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    field = naming.field(str(args.get("field")), acts)
    low, high = (_bound(naming, str(args[side])) if args.get(side) else None for side in ("from", "to"))
    parts = [Text(f"不早于{low.zh}", f"not before {low.en}")] if low else []
    parts += [Text(f"不晚于{high.zh}", f"not after {high.en}")] if high else []
    said = joined(parts, en=" and ")
    return Text(f"{field.zh}{said.zh}", f"{field.en}: {said.en}")


def _bound(naming: Naming, path: str) -> Text:
    if path == "scheme.starts_on":
        return Text("办法施行之日", "the day the regulation took effect")
    if path == "occurred_on":
        return Text("办理的那一天", "the day it is done")
    if path.startswith("scheme."):
        day = str(naming.scheme.about.get(path.removeprefix("scheme."), ""))
        return Text(day, day)
    if WRITTEN.fullmatch(path):
        return DayOfYear.parse(path).words()
    head, _, rest = path.partition(".")
    paper = naming.scheme.value("documents", head)
    field, near = naming.field(rest or head), naming.party(head)
    if paper:
        return Text(f"{paper.text.zh}的{field.zh}", f"{field.en} of the {paper.text.en.lower()}")
    return Text(f"{near.zh}的{field.zh}", f"{field.en} of {near.en}") if near and rest else field


def _count_between(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    what = str(args.get("what"))
    name = naming.things(what) if ":" in what else naming.field(what, acts)
    low, high = args.get("min", 0), args.get("max")
    if high == 0:
        return Text(f"还没有{name.zh}", f"there is no {name.en.lower()} yet")
    if args.get("this"):
        return Text(f"{name.zh}连这一个不多于 {high}", f"{name.en}: at most {high} with this one")
    upto = Text(f"、不多于 {high}", f" and at most {high}") if high is not None else Text("", "")
    seated = Text("（在本组任职的）", " with a seat in the team") if args.get("seated") else Text("", "")
    return Text(
        f"{name.zh}{seated.zh}不少于 {low}{upto.zh}", f"{name.en}{seated.en}: at least {low}{upto.en}"
    )


def _adds_up(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    least, every = args.get("min", 1), Cycle.parse(str(args.get("every", "year"))).words()
    if not args.get("field"):
        return Text(f"{every.zh}合计不少于 {least} 次", f"at least {least} of them {every.en}")
    name = naming.field(str(args["field"]), acts)
    return Text(f"{name.zh}{every.zh}合计不少于 {least}", f"{name.en}: at least {least} {every.en}")


def _each_has(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    if args.get("list"):
        found = naming.scheme.lists.get(str(args["list"]))
        name = found.text if found else Text(str(args["list"]), str(args["list"]))
        return Text(
            f"“{name.zh}”每一类都有，或者写明没有的原因",
            f"every kind of '{name.en}' is there, or the reason why not",
        )
    items = naming.things(args.get("items"))
    what = naming.field(str(args["field"]), acts) if args.get("field") else naming.act(str(args.get("act")))
    if args.get("where"):
        kind = naming.matching(args["where"], (str(args.get("act")),))
        what = Text(f"{what.zh}（{kind.zh}）", f"{what.en} ({kind.en})")
    others = naming.things(args.get("but")) if args.get("but") else None
    but = Text(f"（{others.zh}除外）", f" (but {others.en.lower()})") if others else Text("", "")
    return Text(f"每个{items.zh}{but.zh}都有{what.zh}", f"each {items.en.lower()}{but.en} has: {what.en}")


def _none_open(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    kinds, where = naming.things(args.get("kinds")), _where(naming, args)
    of = _of_the_same(naming, args, acts)
    return Text(f"{where.zh}没有未办结的{kinds.zh}{of.zh}", f"{where.en}nothing is open: {kinds.en}{of.en}")


def _of_the_same(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    """What must be about the same as a field of the act names."""
    fields = [naming.field(str(field), acts) for field in dict(args.get("of") or {}).values()]
    same = joined(fields)
    return Text(f"（同一{same.zh}）", f" (of the same: {same.en.lower()})") if fields else Text("", "")


def _no_duty_open(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    rules = [
        naming.scheme.duties[name].text for name in listed(args.get("rules")) if name in naming.scheme.duties
    ]
    named = joined(rules)
    where = _where(naming, args)
    if not rules:
        return Text(f"{where.zh}没有未履行的待办", f"{where.en}no duty is open")
    return Text(f"{where.zh}没有未履行的待办：{named.zh}", f"{where.en}no such duty is open: {named.en}")


def _duty_is(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    found = [naming.scheme.duties.get(str(name)) for name in listed(args.get("rules"))]
    named = joined(rule.text for rule in found if rule)
    return Text(f"所指的待办是：{named.zh}", f"the duty named is: {named.en}")


def _heard(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    what, request = (
        naming.field(str(args.get("field")), acts),
        naming.value("requests", str(args.get("request"))),
    )
    return Text(
        f"“{what.zh}”里点到的各方都作了“{request.zh}”，或者说明的期限已过",
        f"everyone named in '{what.en.lower()}' has given its '{request.en.lower()}', or its day for that has passed",
    )


def _among(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    a, b = naming.field(str(args.get("a")), acts), naming.field(str(args.get("b")), acts)
    return Text(
        f"“{a.zh}”里的每一个都在“{b.zh}”里",
        f"everyone in '{a.en.lower()}' stands in '{b.en.lower()}' as well",
    )


def _linked(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    kinds, states = naming.things(args.get("kind")), naming.states(args.get("state"))
    zh, en = (f"（{states.zh}）", f" ({states.en.lower()})") if states.zh else ("", "")
    return Text(f"写明依据的{kinds.zh}{zh}", f"it names the {kinds.en.lower()} it rests on{en}")


def _evidence_held(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    n = args.get("at_least", 1)
    dated = Text("写明形成日期的", "dated ") if args.get("dated") else Text("", "")
    return Text(f"附有至少 {n} 份{dated.zh}佐证", f"at least {n} {dated.en}piece(s) of evidence attached")


def _sent_to(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    names = joined(
        addressee_words(naming.scheme, str(one)) for one in listed(args.get("roles", args.get("value")))
    )
    if args.get("field"):
        field = naming.field(str(args["field"]), acts)
        return Text(f"{field.zh}只有{names.zh}", f"{field.en}: none but {names.en}")
    return Text(f"送{names.zh}", f"it is sent to: {names.en}")


def _first_receipt(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    names = naming.roles(args.get("roles", args.get("value")))
    return Text(f"{names.zh}第一次收到", f"it reaches the {names.en.lower()} for the first time")


def _of_house(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    parts = [str(one) for one in listed(args.get("parts"))]
    named = [PARTS_AS_SAID[one] for one in parts if one in PARTS_AS_SAID]
    bodies = naming.values("body_kinds", naming.scheme.bodies(*parts))
    who = joined([*named, *([bodies] if bodies.zh else [])], "、", ", ")
    return Text(f"由{who.zh}办理", f"it is done by: {who.en}")


PARTS_AS_SAID: Mapping[str, Text] = {
    "covering": Text("负责这个单位的一级", "whoever covers the unit"),
    "own_unit": Text("这个单位自己", "the unit itself"),
    "receives": Text("受理移交单位", "a receiver"),
    "founder": Text("筹建人", "the founder"),
    "intake": Text("受理网上反映的机构", "whoever takes in what is reported on the web"),
}
"""Those whom `of_house` names beside the bodies of the regulation."""


def _all_covered(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    found = naming.scheme.lists.get(str(args.get("list")))
    name = found.text if found else Text(str(args.get("list")), str(args.get("list")))
    things, where, of = (
        naming.things(args.get("kind")),
        _where(naming, args),
        _of_the_same(naming, args, acts),
    )
    return Text(
        f"{where.zh}“{name.zh}”每一项都有{things.zh}查到{of.zh}",
        f"{where.en}each of '{name.en}' was looked at: {things.en}{of.en}",
    )


def _all_listed(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    things, field = naming.things(args.get("kind")), naming.field(str(args.get("field")), acts)
    where = _where(naming, args)
    return Text(
        f"{where.zh}的{things.zh}都列入{field.zh}", f"{where.en}all are listed in {field.en}: {things.en}"
    )


def _finally_decided(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    names, by = naming.field(str(args.get("names")), acts), naming.field(str(args.get("by")), acts)
    return Text(f"{names.zh}，每一位都在{by.zh}里", f"{names.en}: each stands in {by.en.lower()}")


def _notice_given(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    names, lead = naming.acts(args.get("acts"), "或者", " or "), _length(args.get("lead"))
    return Text(f"至少提前{lead.zh}已办：{names.zh}", f"at least {lead.en} before there was: {names.en}")


def _in_time(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    names, within = naming.acts(args.get("acts"), "或者", " or "), _length(args.get("within"))
    field = naming.field(str(args["field"]), acts) if args.get("field") else Text("", "it")
    return Text(
        f"{field.zh}在“{names.zh}”以后{within.zh}内", f"{field.en} is within {within.en} after: {names.en}"
    )


def _length(written: Any) -> Text:
    return Period.parse(str(written)).words() if written else Text("规定的时间", "the time set")


def _assigned_to(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    parts = joined([AS[str(one)] for one in listed(args.get("as")) if str(one) in AS], "或者", " or ")
    if not parts.zh:
        return Text("由承办的一方办理", "it is done by whoever it was given to")
    return Text(f"由{parts.zh}的一方办理", f"it is done by whoever {parts.en}")


def _next_level(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    field, of = naming.field(str(args.get("field")), acts), naming.act(str(args.get("of")))
    return Text(
        f"{field.zh}是办“{of.zh}”的一方的上一级",
        f"{field.en} is the next level above whoever did '{of.en.lower()}'",
    )


def _latest(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    name, after = naming.acts(args.get("acts")), naming.acts(args.get("after"))
    return Text(
        f"办过“{name.zh}”" + (f"，以后没有再办“{after.zh}”" if args.get("after") else ""),
        f"'{name.en}' was done" + (f", and not followed by '{after.en}'" if args.get("after") else ""),
    )


def _agreed(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    name, n, apart = (
        naming.acts(args.get("acts")),
        args.get("at_least", 2),
        naming.acts(args.get("apart_from")),
    )
    bodies = Text("不同机构的", " of different bodies") if args.get("by") == "party" else Text("", "")
    others = (
        Text(f"，都不是办“{apart.zh}”的人", f", none of whom did '{apart.en}'")
        if args.get("apart_from")
        else Text("", "")
    )
    untied = Text("，也没有回避情形", ", and none with a tie") if args.get("untied") else Text("", "")
    return Text(
        f"有{bodies.zh} {n} 个人办过“{name.zh}”{others.zh}{untied.zh}",
        f"{n} people{bodies.en} did '{name.en}'{others.en}{untied.en}",
    )


def _rested(naming: Naming, args: Args, acts: tuple[str, ...]) -> Text:
    words = (
        Period.parse(str(args["within"])).words()
        if args.get("within")
        else Text("规定的时间", "the time set")
    )
    return Text(f"办结已满{words.zh}", f"it has been finished for {words.en}")


SENTENCES: Mapping[str, Say] = {
    "latest": _latest, "agreed": _agreed, "rested": _rested,
    "notice_given": _notice_given, "in_time": _in_time, "assigned_to": _assigned_to, "next_level": _next_level,
    "authorised": _authorised, "all_named": _all_named, "from_elsewhere": _from_elsewhere,
    "may": _may, "held_by": _held_by, "seats_filled": _seats_filled, "seats_between": _seats_between, "person_has": _person_has, "unit_is": _unit_is,
    "apart": _apart, "same": _same, "same_party": _same_party, "state_is": _state_is, "kind_is": _kind_is,
    "phase_is": _phase_is, "done": _done, "before": _before, "follows": _follows, "decided": _decided,
    "approved": _approved, "signed": _signed, "filled": _filled, "value_in": _value_in, "class_is": _class_is,
    "between": _between, "count_between": _count_between, "each_has": _each_has, "none_open": _none_open,
    "no_duty_open": _no_duty_open, "linked": _linked, "heard": _heard, "among": _among, "evidence_held": _evidence_held, "sent_to": _sent_to,
    "first_receipt": _first_receipt, "of_house": _of_house, "all_covered": _all_covered, "all_listed": _all_listed,
    "finally_decided": _finally_decided, "adds_up": _adds_up, "duty_is": _duty_is,
}  # fmt: skip
"""Predicates whose parameters belong in the sentence; the others say what they always say."""
