"""Conditions on how many things there are, and on what each of them has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.dates.cycles import Cycle
from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import day_of, empty, id_of, listed, reach
from xuncha.core.names.case_words import act_name, counted_name, field_name
from xuncha.core.predicates.predicate import HOLDS, Args, Found, predicate
from xuncha.core.predicates.scopes import (
    HAND_OVER,
    KINDS,
    asks_for_kept,
    fits,
    is_kept_from,
    is_read,
    kept_from,
    scoped,
)
from xuncha.core.predicates.waiting import Wait, nothing
from xuncha.core.refusal import Missing
from xuncha.core.words import Text


def _asks_for_counted(case: Case, args: Args) -> Iterable[Ask]:
    kept = asks_for_kept(case, args, _kind_counted(args), "inspection")
    return (*_counted(case, args), *_seats_at_hand(case, args), *kept)


def _seats_at_hand(case: Case, args: Args) -> tuple[Ask, ...]:
    """The seats of the body at hand, where only those who hold one count."""
    body = case.subject.body
    return (ask("seat", party=body, ended_on=None),) if args.get("seated") and body else ()


def _kind_counted(args: Args) -> tuple[str]:
    return (str(args.get("what")).partition(":")[0],)


def _counted(case: Case, args: Args) -> tuple[Ask, ...]:
    what = str(args.get("what"))
    kind, _, code = what.partition(":")
    if what in case.fields or kind not in KINDS:
        return ()
    more: dict[str, Any] = {"kind": kind} | ({"code": code} if code else {})
    return scoped(case, args, "subject", "inspection", **more)


def _at_least_one(args: Args) -> tuple[Wait, ...]:
    """A thing of the kind, where there must be one and it is no field of the act itself."""
    what = str(args.get("what"))
    least = args.get("min", 0)
    is_counted = what.partition(":")[0] in KINDS and isinstance(least, int) and least > bool(args.get("this"))
    return (Wait(kinds=(what,)),) if is_counted else ()


@predicate(
    "what min max scope seated this",
    "数量符合",
    "The number of things fits",
    _asks_for_counted,
    waits_for=_at_least_one,
)
def count_between(case: Case, args: Args, facts: Facts) -> Found:
    what = str(args.get("what"))
    asks = _counted(case, args)
    if asks and (kept := kept_from(case, args, _kind_counted(args), facts, "inspection")):
        return kept
    if not asks and case.is_asked:
        return HOLDS
    rows = [row for wanted in asks for row in facts[wanted] if row.state not in GONE]
    n = len(rows) if asks else len(_typed(case, args, facts))
    n += 1 if args.get("this") else 0
    low, high = int(args.get("min", 0)), args.get("max")
    if n >= low and (high is None or n <= int(high)):
        return HOLDS
    name = counted_name(case, what)
    seen = [row for row in rows if is_read(case, row)]
    if high == 0:
        words = Text(f"已经有{name.zh}", f"There is already: {name.en}")
        return (Missing(words, subject=seen[0].id if seen else None),)
    if args.get("this"):
        words = Text(
            f"{name.zh}：连这一个是 {n}，最多 {high}", f"{name.en}: {n} with this one, at most {high}"
        )
        return (Missing(words),)
    now = Text(f"现在是 {n}，", f"{n} now, ") if len(seen) == len(rows) else Text("", "")
    most = Text(f"、不多于 {high}", f" and at most {high}") if high is not None else Text("", "")
    words = Text(f"{name.zh}：{now.zh}应不少于 {low}{most.zh}", f"{name.en}: {now.en}at least {low}{most.en}")
    return (Missing(words, field=what),)


def _typed(case: Case, args: Args, facts: Facts) -> list[str]:
    """What stands in the field; with `seated`, the people in it who hold a seat in the body at hand."""
    typed = [str(one) for one in listed(reach(case, str(args.get("what"))))]
    if not args.get("seated"):
        return typed
    seats = [row for wanted in _seats_at_hand(case, args) for row in facts[wanted]]
    held = {str(row.person) for row in seats if row.is_in_force(case.occurred_on)}
    return [one for one in typed if one in held]


GONE = frozenset({"withdrawn", "stood_down", "abolished"})
"""States of what does not count any more."""


def _asks_for_items(case: Case, args: Args) -> Iterable[Ask]:
    return (*_items(case, args), *asks_for_kept(case, args, _kinds_of_items(case, args), "inspection"))


def _kinds_of_items(case: Case, args: Args) -> list[str]:
    """What is looked through: the things of a kind, or the registers that a list counts."""
    if not args.get("list"):
        return [str(args.get("items")).partition(":")[0]]
    values = case.scheme.lists[str(args["list"])].values.values()
    return [str(value.extra["counts"]).partition(":")[0] for value in values if value.extra.get("counts")]


def _items(case: Case, args: Args) -> Iterable[Ask]:
    items = str(args.get("items"))
    if items in KINDS:
        kind = items.partition(":")[0]
        held = case.fields.get("items") or case.subject.facts.get("items")
        keys = tuple(key for value in listed(held) if (key := id_of(value)))
        if keys:
            return (ask("subject", id=keys, kind=kind),)
        return scoped(case, args, "subject", "inspection", kind=kind)
    pointed = tuple(key for value in listed(reach(case, items)) if (key := id_of(value)))
    if pointed:
        return (ask("subject", id=pointed),)
    if args.get("list"):
        return tuple(_counts_asks(case, str(args["list"])))
    if items.partition(":")[0] == "seats":
        return (ask("seat", party=case.body.id if case.body else case.subject.id, ended_on=None),)
    return ()


@predicate(
    "items field act scope list but where",
    "每一项都具备",
    "No item lacks it; the missing are listed",
    _asks_for_items,
    waits_for=nothing,
)
def each_has(case: Case, args: Args, facts: Facts) -> Found:
    items, field = str(args.get("items")), str(args.get("field", ""))
    if kept := kept_from(case, args, _kinds_of_items(case, args), facts, "inspection"):
        return kept
    if args.get("list"):
        return _each_listed(case, args, facts)
    asks = tuple(_items(case, args))
    if not asks:
        lines = [line for line in listed(reach(case, items)) if isinstance(line, Mapping)]
        lacking = [line for line in lines if empty(line.get(field))]
        if not lacking or (case.is_asked and _is_typed(case, items)):
            return HOLDS
        return (_lines_lacking(case, items, field, lacking),)
    found: list[Missing] = []
    if any(isinstance(row, Subject) and is_kept_from(case, row) for wanted in asks for row in facts[wanted]):
        return (HAND_OVER,)
    for wanted in asks:
        for row in facts[wanted]:
            if (
                isinstance(row, Subject)
                and row.state != "withdrawn"
                and row.kind not in listed(args.get("but"))
                and is_read(case, row)
                and not _row_has(row, field, str(args.get("act", "")), args.get("where") or {})
            ):
                name = field_name(case, field) if field else act_name(case, str(args.get("act")))
                found.append(Missing(Text(f"“{row.title}”还没有：{name.zh}", f"'{row.title}' lacks: {name.en}"),
                                     str(args.get("act") or "finding.amended"), subject=row.id))  # fmt: skip
    return tuple(found)


def _is_typed(case: Case, items: str) -> bool:
    """Whether these lines are typed with the act itself; else they stand on record, and a page can tell what they lack."""
    form = case.scheme.form(case.act.code, case.value)
    return case.act.field(items) is not None or bool(form and items in form.fields)


def _lines_lacking(case: Case, items: str, field: str, lacking: list[Mapping[str, Any]]) -> Missing:
    """How many lines have no such column; of those on record also which, and the act that fills it."""
    name, n = field_name(case, field), len(lacking)
    if _is_typed(case, items):
        return Missing(Text(f"{n} 项没有填：{name.zh}", f"{n} lack: {name.en}"), field=items)
    which = [str(line["what"]) for line in lacking if line.get("what")]
    zh, en = f"（{'；'.join(which)}）" if which else "", f" ({'; '.join(which)})" if which else ""
    fills = (act.code for act in CATALOGUE.values() if act.fits(case.subject.kind) and act.field(field))
    return Missing(Text(f"{n} 项没有填：{name.zh}{zh}", f"{n} lack: {name.en}{en}"), next(fills, ""))


def _row_has(row: Subject, field: str, act: str, where: Args) -> bool:
    """Whether it has the field filled, or the act done; with `where`, the act with these values in its fields."""
    held = row.facts.get(field or act)
    if not where:
        return not empty(held)
    entries = [held] if isinstance(held, Mapping) else listed(held)
    return any(all(fits(entry.get(name), value) for name, value in where.items()) for entry in entries)


def _counts_asks(case: Case, name: str) -> Iterable[Ask]:
    """The registers that an archive's lines must be as many as (`counts = "check:talk"`)."""
    for value in case.scheme.lists[name].values.values():
        if counts := value.extra.get("counts"):
            yield from _register(case, str(counts))


def _register(case: Case, counts: str) -> tuple[Ask, ...]:
    kind, _, code = counts.partition(":")
    more = {"code": code} if code else {}
    return (ask("subject", kind=kind, inspection=case.subject.inspection, **more),)


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
            [row for wanted in _register(case, str(counts)) for row in facts[wanted] if is_read(case, row)]
            if counts
            else []
        )
        filed = int(line.get("n") or 0) if str(line.get("n") or 0).isdigit() else 0
        if counts and filed != len(held) and empty(line.get("absent")):
            found.append(
                Missing(
                    Text(
                        f"{value.text.zh}：登记 {len(held)} 件，入卷 {filed} 件，没有写明原因",
                        f"{value.text.en}: {len(held)} in the register, {filed} filed, and no reason given",
                    ),
                    field="lines",
                )
            )
        elif not counts and empty(line.get("refs")) and empty(line.get("n")) and empty(line.get("absent")):
            found.append(Missing(Text(f"{value.text.zh}：没有材料，也没有写明原因", f"{value.text.en}: nothing filed and no reason given"),
                                 field="lines"))  # fmt: skip
    return tuple(found)


@predicate(
    "field min every",
    "连同本期以前登记的，够这个数",
    "With what was logged before in the same period, it is enough",
    waits_for=nothing,
)
def adds_up(case: Case, args: Args, facts: Facts) -> Found:
    """Of an act that is logged again and again on one thing: how often, or the sum of a field, within a week, a month, a year.

    `amount` of field-work days in the year of the day named: what lies in another year counts there.
    """
    field, cycle = str(args.get("field", "")), Cycle.parse(str(args.get("every", "year")))
    begun_as, turn = case.act.deciding, cycle.period_of(_day_told(case.fields, case.occurred_on)).key
    logged = [
        entry
        for entry in listed(case.subject.facts.get(case.act.code))
        if isinstance(entry, Mapping)
        and entry.get(begun_as) == case.fields.get(begun_as)
        and cycle.period_of(_day_told(entry, case.occurred_on)).key == turn
    ]
    told = [*logged, case.fields]
    n = sum(int(entry.get(field) or 0) for entry in told) if field else len(told)
    least = int(args.get("min", 1))
    if n >= least:
        return HOLDS
    name = field_name(case, field) if field else act_name(case, case.act.code)
    return (Missing(Text(f"{name.zh}：{turn} 合计 {n}，应不少于 {least}", f"{name.en}: {n} in {turn}, at least {least}"),
                    field=field),)  # fmt: skip


def _day_told(entry: Mapping[str, Any], otherwise: date) -> date:
    """The day an entry is about: as written in it, else the day it is said to have happened."""
    return day_of(entry.get("on")) or day_of((entry.get("_") or {}).get("on")) or otherwise
