"""Conditions on a whole: no value of a list was passed over, nothing of a kind is left out, nobody is named too early."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import id_of, listed, reach
from xuncha.core.names.case_words import field_name
from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.predicates.predicate import HOLDS, Args, Found, predicate
from xuncha.core.predicates.scopes import (
    about_the_same,
    asks_for_kept,
    asks_for_origins,
    fits,
    is_read,
    kept_from,
    scoped,
)
from xuncha.core.predicates.waiting import begun, nothing
from xuncha.core.refusal import Missing
from xuncha.core.scheme.rules import Value
from xuncha.core.words import Text

HERE = "inspection"
"""The scope of a whole where none is named."""


def _asks_for_things(case: Case, args: Args) -> Iterable[Ask]:
    return (*_things(case, args), *asks_for_kept(case, args, [_kind(args)], HERE))


def _kind(args: Args) -> str:
    return str(args.get("kind")).partition(":")[0]


def _things(case: Case, args: Args) -> tuple[Ask, ...]:
    kind, _, code = str(args.get("kind")).partition(":")
    more: dict[str, Any] = {"kind": kind} | ({"code": code} if code else {})
    return scoped(case, args, "subject", HERE, **more)


def _left_standing(case: Case, args: Args, facts: Facts) -> list[Subject]:
    """The things in the scope, but those that were voided."""
    rows = (row for wanted in _things(case, args) for row in facts[wanted])
    return [row for row in rows if row.state != "withdrawn"]


def _read(case: Case, args: Args, facts: Facts) -> list[Subject]:
    """Those of them that whoever acts reads."""
    return [row for row in _left_standing(case, args, facts) if is_read(case, row)]


def _asks_for_covering(case: Case, args: Args) -> Iterable[Ask]:
    return (*_asks_for_things(case, args), *asks_for_origins(case, args, HERE))


@predicate(
    "list kind field where of scope",
    "列表的每一项都有着落",
    "No value of the list was passed over",
    _asks_for_covering,
    waits_for=begun("kind"),
)
def all_covered(case: Case, args: Args, facts: Facts) -> Found:
    """Every value of the list stands in this field of some such thing; a value under another counts for that one."""
    if args.get("of") and case.is_asked:
        return HOLDS
    if kept := kept_from(case, args, [_kind(args)], facts, HERE):
        return kept
    where = args.get("where") or {}
    rows = [
        row
        for row in about_the_same(case, args, _left_standing(case, args, facts), facts, HERE)
        if all(fits(row.facts.get(name), value) for name, value in where.items())
    ]
    met = {str(one) for row in rows for one in listed(row.facts.get(str(args.get("field"))))}
    values = case.scheme.lists[str(args.get("list"))].values.values()
    met |= {value.under for value in values if value.code in met}
    left = [value for value in values if not value.under and value.code not in met]
    return (Missing(_left_words(left)),) if left else HOLDS


def _left_words(left: list[Value]) -> Text:
    zh, en = "、".join(one.text.zh for one in left), ", ".join(one.text.en for one in left)
    return Text(f"还没有查到的 {len(left)} 项：{zh}", f"{len(left)} not looked at yet: {en}")


@predicate(
    "kind field scope",
    "一件也没有漏列",
    "Nothing of the kind is left out",
    _asks_for_things,
    waits_for=begun("kind", looks_only=True),
)
def all_listed(case: Case, args: Args, facts: Facts) -> Found:
    """Everything of the kind in the scope stands in the field, typed now or in the paper's draft."""
    if kept := kept_from(case, args, [_kind(args)], facts, HERE):
        return kept
    there = {id_of(one) for one in listed(reach(case, str(args.get("field"))))}
    left = [row for row in _read(case, args, facts) if row.id not in there and row.id != case.subject.id]
    if not left:
        return HOLDS
    name = KIND_NAMES[_kind(args)]
    titles = (
        "、".join(f"“{row.title}”" for row in left[:FEW]),
        ", ".join(f"'{row.title}'" for row in left[:FEW]),
    )
    words = Text(
        f"没有列入的{name.zh} {len(left)} 件：{titles[0]}",
        f"{len(left)} left out ({name.en.lower()}): {titles[1]}",
    )
    return (Missing(words, field=str(args.get("field")), subject=left[0].id),)


SAYS_NOTHING = frozenset({"kind", "absent"})
"""Columns of a small table that file nothing: what a line is about, and why there is none of it."""

NAMED = frozenset({"_", "title", "version"})
"""Facts that say what a thing is called and which of its versions it is."""


@predicate("items", "里面什么也没有", "Nothing lies in it", waits_for=nothing)
def nothing_in(case: Case, args: Args, facts: Facts) -> Found:
    """No line of its table files anything, and nothing else was said of what lies in it."""
    items = str(args.get("items"))
    lines = [line for line in listed(case.subject.facts.get(items)) if isinstance(line, Mapping)]
    n = sum(any(value for name, value in line.items() if name not in SAYS_NOTHING) for line in lines)
    if n:
        return (
            Missing(
                Text(
                    f"里面已经有 {n} 类材料，先从目录里拿出来",
                    f"{n} kind(s) of papers lie in it; take them out of its list first",
                )
            ),
        )
    said = [
        name
        for name, value in case.subject.facts.items()
        if value and name != items and name not in NAMED and "." not in name
    ]
    if not said:
        return HOLDS
    names = [_called(case, name) for name in said]
    zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
    return (Missing(Text(f"还写着：{zh}，先去掉", f"It still says: {en}; take that out first")),)


def _called(case: Case, name: str) -> Text:
    """A field of the thing by the words of the form on which it was filled in."""
    forms = (case.scheme.form(act.code, "") for act in CATALOGUE.values() if act.fits(case.subject.kind))
    return next(
        (form.fields[name].text for form in forms if form and name in form.fields), field_name(case, name)
    )


FEW = 5
"""So many are named in a refusal; the number says how many there are."""

GIVEN = frozenset({"issued", "received", "public"})
"""States of a paper that was sent out and not withdrawn since."""


def _decisions(case: Case, args: Args) -> Iterable[Ask]:
    keys = tuple(key for one in listed(reach(case, str(args.get("by")))) if (key := id_of(one)))
    return (ask("subject", id=keys),) if keys else ()


@predicate(
    "names by",
    "写到名字的人都已有最终处理决定",
    "A final decision on everyone named is on record",
    _decisions,
    typed=True,
    waits_for=nothing,
)
def finally_decided(case: Case, args: Args, facts: Facts) -> Found:
    """Each person in `names` stands in the same field of a paper that `by` points at, that is final and was issued."""
    field = str(args.get("names"))
    named = {str(one) for one in listed(reach(case, field))}
    papers = [row for wanted in _decisions(case, args) for row in facts[wanted]]
    final = [row for row in papers if row.state in GIVEN and row.facts.get("final") and is_read(case, row)]
    left = named - {str(one) for row in final for one in listed(row.facts.get(field))}
    if not left:
        return HOLDS
    words = Text(
        f"点名的人里有 {len(left)} 人没有写明已经生效的最终处理决定",
        f"{len(left)} of those named: no final decision in force is given",
    )
    return (Missing(words, field=str(args.get("by"))),)
