"""Conditions on how many things there are, and on what each of them has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from xuncha.core.book import Ask, Facts, ask
from xuncha.core.case import Case
from xuncha.core.case_words import act_name, counted_name, field_name
from xuncha.core.predicates.predicate import HOLDS, Args, Found, predicate
from xuncha.core.predicates.scopes import KINDS, is_read, scoped
from xuncha.core.refusal import Missing
from xuncha.core.rows import Subject
from xuncha.core.values import empty, id_of, listed, reach
from xuncha.core.words import Text


def _counted(case: Case, args: Args) -> Iterable[Ask]:
    what = str(args.get("what"))
    kind, _, code = what.partition(":")
    if what in case.fields or kind not in KINDS:
        return ()
    more: dict[str, Any] = {"kind": kind} | ({"code": code} if code else {})
    return scoped(case, args, "subject", "inspection", **more)


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
    seen = [row for row in rows if is_read(case, row)]
    if high == 0:
        words = Text(f"已经有{name.zh}", f"There is already: {name.en}")
        return (Missing(words, subject=seen[0].id if seen else None),)
    now = Text(f"现在是 {n}，", f"{n} now, ") if len(seen) == len(rows) else Text("", "")
    most = Text(f"、不多于 {high}", f" and at most {high}") if high is not None else Text("", "")
    words = Text(f"{name.zh}：{now.zh}应不少于 {low}{most.zh}", f"{name.en}: {now.en}at least {low}{most.en}")
    return (Missing(words, field=what),)


GONE = frozenset({"withdrawn", "stood_down", "abolished"})
"""States of what does not count any more."""


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
                and is_read(case, row)
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
