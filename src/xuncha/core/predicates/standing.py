"""Conditions on how things stand and what happened before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from xuncha.core.dates.day_words import say_plain
from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Act
from xuncha.core.facts.values import day_of, id_of, listed
from xuncha.core.names.case_words import act_name, state_name
from xuncha.core.names.labels import KIND_NAMES, label
from xuncha.core.names.naming import Naming
from xuncha.core.predicates.predicate import HOLDS, Args, Found, predicate
from xuncha.core.predicates.scopes import fits, named_in, scoped
from xuncha.core.predicates.waiting import Wait, each_named, looks_at, nothing, words
from xuncha.core.readers.told import is_told
from xuncha.core.record.payload import ids_within
from xuncha.core.refusal import Missing
from xuncha.core.words import Text


def _reached(args: Args) -> tuple[Wait, ...]:
    return (Wait(states=words(args, "states"), of=str(args.get("of", "self"))),)


@predicate("states of", "处于所列状态", "The subject is in one of these states", waits_for=_reached)
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


@predicate("kinds", "办在这一类的页上", "It is done on a thing of one of these kinds", waits_for=nothing)
def kind_is(case: Case, args: Args, facts: Facts) -> Found:
    kinds = [str(kind) for kind in listed(args.get("kinds", args.get("value")))]
    if case.subject.kind in kinds:
        return HOLDS
    names = [KIND_NAMES.get(kind, Text(kind, kind)) for kind in kinds]
    zh, en = "、".join(name.zh for name in names), " or ".join(name.en.lower() for name in names)
    return (Missing(Text(f"请到{zh}的页上办", f"Do it on the page of the {en}")),)


def _phase_begun(args: Args) -> tuple[Wait, ...]:
    return (Wait(tuple(f"phase.started:{phase}" for phase in words(args, "phases"))),)


@predicate("phases", "正在所列阶段", "One of these phases runs", waits_for=_phase_begun)
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
    is_read = args.get("version") or args.get("of_day") or where
    more: dict[str, Any] = {"with_fields": True} if is_read else {}
    if _counts_this_turn(case, args):
        types = tuple(sorted({*types, *TURNS}))
    wanted: list[Ask] = list(scoped(case, args, "act", type=types, **more))
    wanted += [ask("act", refs=key, type=types, **more) for key in named_in(case, where)]
    return tuple(wanted)


TURNS = ("finding.reopened", "matter.rehandled")
"""With these a thing begins once more, and what was done in the turn before counts no longer."""


def _counts_this_turn(case: Case, args: Args) -> bool:
    """Whether only what was done since the thing last began counts: where the condition says so, and where it is closed.

    `this_turn = false` says of a close-out that what was done in a former turn still stands.
    """
    if "this_turn" in args:
        return bool(args["this_turn"])
    return case.act.to == "closed" and str(args.get("scope", "self")) in ("", "self")


@predicate(
    "acts where at_least scope version this_turn",
    "所列各项已经办过",
    "Such acts stand in the scope",
    _acts_wanted,
    waits_for=each_named,
)
def done(case: Case, args: Args, facts: Facts) -> Found:
    where = args.get("where") or {}
    rows = [row for wanted in _acts_wanted(case, args) for row in facts[wanted]]
    if _counts_this_turn(case, args):
        here = (row.position for row in rows if row.type in TURNS and row.subject == case.subject.id)
        began = max(here, default=0)
        rows = [row for row in rows if row.position > began]
    if where.get("names"):
        if case.is_asked and where["names"] != "subject":
            return HOLDS
        keys = named_in(case, where)
        rows = [row for row in rows if any(_names(row, key) for key in keys)]
        if not keys or any(not any(_names(row, key) for row in rows) for key in keys):
            rows = []
    if args.get("version"):
        rows = [row for row in rows if row.effects.get("version", 0) == case.subject.facts.get("version", 0)]
    rows = _with_fields(rows, where)
    found: list[Missing] = []
    for wanted_act in listed(args.get("acts", args.get("value"))):
        code, _, value = str(wanted_act).partition(":")
        count = sum(1 for row in rows if row.type == code and (not value or row.value == value))
        if count < int(args.get("at_least", 1)):
            name = _with_kind(case, str(wanted_act), where)
            found.append(Missing(Text(f"还没有办：{name.zh}", f"Not done yet: {name.en}"), str(wanted_act)))
    return tuple(found)


def _done(case: Case, args: Args, facts: Facts) -> list[Act]:
    """The acts that a condition names, of any kind or of the one it says (`document.published:announcement`)."""
    wanted = {str(act) for act in listed(args.get("acts", args.get("value")))}
    rows = (row for wanted_rows in _acts_wanted(case, args) for row in facts[wanted_rows])
    return [row for row in rows if wanted & {row.type, f"{row.type}:{row.value}"}]


def _with_kind(case: Case, act: str, where: Args) -> Text:
    """`问责决定（分管领导）`: an act, with what its fields should say."""
    name, told = act_name(case, act), {key: value for key, value in where.items() if key != "names"}
    kind = Naming(case.scheme).matching(told, [act.partition(":")[0]])
    return Text(f"{name.zh}（{kind.zh}）", f"{name.en} ({kind.en.lower()})") if told else name


def _with_fields(rows: list[Act], where: Args) -> list[Act]:
    """Those of the acts whose fields are as the condition says."""
    told = {name: value for name, value in where.items() if name != "names"}
    return [row for row in rows if all(fits(row.fields.get(name), value) for name, value in told.items())]


def _names(row: Act, key: UUID) -> bool:
    """Whether an act points at a thing, and not only in a line of its minutes that was not agreed to."""
    if key not in row.refs:
        return False
    lines = [line for line in listed(row.fields.get("items")) if key in ids_within(line)]
    return not lines or any(not isinstance(line, Mapping) or line.get("agreed") != "no" for line in lines)


def _its_day(case: Case) -> Text:
    """What the day of the act in hand is called on its form."""
    return label("occurred_on", case.act.code)


@predicate(
    "acts scope", "发生在所列各项以前", "It happened before these acts", _acts_wanted, waits_for=looks_at()
)
def before(case: Case, args: Args, facts: Facts) -> Found:
    """What happened on the day of such an act or earlier passes, also when it is entered later."""
    rows = _done(case, args, facts)
    first = min(rows, key=lambda row: row.position, default=None)
    if first is None or case.occurred_on <= first.occurred_on:
        return HOLDS
    name, day = act_name(case, first.type), say_plain(first.occurred_on)
    words = Text(
        f"{day.zh}已办“{name.zh}”；在那以前发生、现在补记的，{_its_day(case).zh}写当天",
        f"'{name.en}' was done on {day.en}; for what happened before and is entered now, give the day it happened",
    )
    way = case.act.code + (f":{case.value}" if case.value else "")
    return (Missing(words, way if case.is_asked else "", field="" if case.is_asked else "occurred_on"),)


@predicate(
    "acts where first field of_day scope",
    "不早于所列各项",
    "It happened on the day of these acts or later",
    _acts_wanted,
    waits_for=looks_at(),
)
def follows(case: Case, args: Args, facts: Facts) -> Found:
    """Of several such acts the last counts, or the first; where there is none, another rule says whether there must be one.

    `field` is a day that is asked for and judged instead of that of the act itself; `of_day` is one that those acts name,
    which is compared instead of their own. What a unit is not told of on a thing keeps it from nothing by such a day.
    """
    field = str(args.get("field") or "")
    day = day_of(case.fields.get(field)) if field else case.occurred_on
    rows = _done(case, args, facts)
    where = args.get("where") or {}
    if where.get("names"):
        keys = named_in(case, where)
        rows = [row for row in rows if any(_names(row, key) for key in keys)]
    told = label(field) if field else _its_day(case)
    if of_day := str(args.get("of_day") or ""):
        missing = _not_by(
            case, _with_fields(rows, where), of_day, day, told, is_first=bool(args.get("first"))
        )
        return (Missing(missing, field=field or "occurred_on"),) if missing else HOLDS
    rows = _with_fields(rows, where)
    counts = min if args.get("first") else max
    last = counts(rows, key=lambda row: row.position, default=None)
    if last is None or day is None or day >= last.occurred_on:
        return HOLDS
    name, on = act_name(case, last.type), say_plain(last.occurred_on)
    words = Text(
        f"{on.zh}才办“{name.zh}”，{told.zh}不能更早",
        f"'{name.en}' was done only on {on.en}; this cannot have happened before",
    )
    return (Missing(words, field=field or "occurred_on"),)


def _not_by(
    case: Case, rows: list[Act], of_day: str, day: date | None, told: Text, *, is_first: bool
) -> Text | None:
    """What is said where a day lies before all that these acts name, or before the last of it."""
    if case.actor.party_kind == "unit":
        begun_by = id_of(case.subject.facts.get("_", {}).get("party", ""))
        rows = [row for row in rows if is_told(row, case.actor.party, begun_by=begun_by)]
    days = [named for row in rows if (named := day_of(row.fields.get(of_day)))]
    bound = (min if is_first else max)(days, default=None)
    if bound is None or day is None or day >= bound:
        return None
    name, on, what = act_name(case, rows[0].type), say_plain(bound), label(of_day, rows[0].type)
    return Text(
        f"“{name.zh}”的{what.zh}是{on.zh}，{told.zh}不能更早",
        f"'{name.en}' names {on.en} ({what.en.lower()}); this cannot have happened before",
    )


def _verified(case: Case, args: Args) -> Iterable[Ask]:
    return scoped(
        case, args, "act", type=("rectification.verified", "rectification.reported", *TURNS), with_fields=True
    )


@predicate(
    "",
    "这一环节还没有通过，或者通过以后重启、重新报请过",
    "This stage was not passed yet, or it was reopened or reported anew since",
    _verified,
    waits_for=looks_at("rectification.verified"),
)
def not_passed_yet(case: Case, args: Args, facts: Facts) -> Found:
    """A stage that is not chosen yet is known where the regulation has one alone."""
    stages = case.scheme.lists["verifications"].values
    stage = case.value or str(case.fields.get("stage") or "") or (min(stages) if len(stages) == 1 else "")
    rows = [row for wanted in _verified(case, args) for row in facts[wanted]]
    began = max((row.position for row in rows if row.type != "rectification.verified"), default=0)
    passed = [row for row in rows if row.position > began and row.value == stage and row.fields.get("passed")]
    if not passed:
        return HOLDS
    on = say_plain(max(row.occurred_on for row in passed))
    words = Text(
        f"{on.zh}已经核验通过；问题又出现的，先重启",
        f"It was verified and passed on {on.en}; if the problem is back, reopen it first",
    )
    return (Missing(words, "finding.reopened"),)
