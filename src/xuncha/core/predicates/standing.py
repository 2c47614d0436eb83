"""Conditions on how things stand and what happened before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xuncha.core.book import Ask, Facts, ask
from xuncha.core.case import Case
from xuncha.core.case_words import act_name, state_name
from xuncha.core.labels import KIND_NAMES
from xuncha.core.predicates.predicate import HOLDS, Args, Found, predicate
from xuncha.core.predicates.scopes import fits, named_in, scoped
from xuncha.core.refusal import Missing
from xuncha.core.values import listed
from xuncha.core.words import Text


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


def _acts_wanted(case: Case, args: Args) -> Iterable[Ask]:
    types = tuple(sorted({str(act).partition(":")[0] for act in listed(args.get("acts", args.get("value")))}))
    where = args.get("where") or {}
    more: dict[str, Any] = {"with_fields": True} if args.get("version") or set(where) - {"names"} else {}
    wanted: list[Ask] = list(scoped(case, args, "act", type=types, **more))
    wanted += [ask("act", refs=key, type=types, **more) for key in named_in(case, where)]
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
        keys = named_in(case, where)
        rows = [row for row in rows if not set(keys).isdisjoint(row.refs)]
        if not keys or any(all(key not in row.refs for row in rows) for key in keys):
            rows = []
    if args.get("version"):
        rows = [row for row in rows if row.effects.get("version", 0) == case.subject.facts.get("version", 0)]
    rows = [
        row
        for row in rows
        if all(fits(row.fields.get(name), value) for name, value in where.items() if name != "names")
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
