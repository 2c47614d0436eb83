"""Conditions on what was entered: fields, values, days and classes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from xuncha.core.dates.day_words import say_plain
from xuncha.core.dates.days_of_year import WRITTEN, DayOfYear
from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.values import day_of, empty, listed, reach
from xuncha.core.names.case_words import field_name, value_name
from xuncha.core.predicates.predicate import HOLDS, Args, Found, predicate
from xuncha.core.predicates.waiting import nothing, one_of
from xuncha.core.refusal import Missing
from xuncha.core.words import Text


@predicate("fields", "所列各项都已填写", "None of these fields is empty", typed=True, waits_for=nothing)
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
    return case.fields.get(name) if is_of_the_act(case, name) else reach(case, name)


def is_of_the_act(case: Case, name: str) -> bool:
    """Whether a field is filled in with this act, and does not stand on its thing from before."""
    form = case.scheme.form(case.act.code, case.value)
    return name == "reason" or bool(case.act.field(name) or (form and name in form.fields))


@predicate("field values", "这一项是所列值之一", "The value is one of these", typed=True, waits_for=nothing)
def value_in(case: Case, args: Args, facts: Facts) -> Found:
    field = str(args.get("field"))
    held = {_word(one) for one in listed(reach(case, field))} or {""}
    if held & {_word(one) for one in listed(args.get("values"))}:
        return HOLDS
    name = field_name(case, field)
    return (Missing(Text(f"“{name.zh}”不符合要求", f"'{name.en}' does not allow this"), field=field),)


def _word(value: Any) -> str:
    return "yes" if value is True else "no" if value in (False, None) else str(value)


@predicate(
    "scale values", "已由人定为所列性质", "People classed it so", waits_for=one_of("matter.classified")
)
def class_is(case: Case, args: Args, facts: Facts) -> Found:
    scale = str(args.get("scale"))
    held = case.subject.facts.get("classes", {}).get(scale)
    if held in listed(args.get("values")):
        return HOLDS
    name = value_name(case, "scales", scale)
    if held:
        now = value_name(case, scale, str(held))
        return (
            Missing(
                Text(f"{name.zh}定的是“{now.zh}”", f"{name.en}: it was classed '{now.en}'"),
                "matter.classified",
            ),
        )
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


@predicate(
    "field from to",
    "日期在规定的起止之间",
    "The date lies inside",
    _dated_papers,
    typed=True,
    waits_for=nothing,
)
def between(case: Case, args: Args, facts: Facts) -> Found:
    field = str(args.get("field"))
    value = reach(case, field)
    days = [day for one in listed(value) if (day := day_of(one))]
    low, high = (_bound(case, str(args.get(side, "")), side, facts, args) for side in ("from", "to"))
    if not days or all((low is None or low <= day) and (high is None or day <= high) for day in days):
        return HOLDS
    first, last = (say_plain(one) if one else Text("……", "...") for one in (low, high))
    name = field_name(case, field)
    what = Text(f"{name.zh}应在{first.zh}至{last.zh}之间", f"{name.en}: between {first.en} and {last.en}")
    return (Missing(what, field=field),)


def _bound(case: Case, path: str, side: str, facts: Facts, args: Args) -> date | None:
    """One end: a day of the year of the round (`06-early`), a paper's field, or what the path names."""
    if not path:
        return None
    if (written := _day_of_the_round(case, path)) is not None:
        return written.first if side == "from" else written.last
    head, _, rest = path.partition(".")
    for wanted in _dated_papers(case, args):
        papers = [row for row in facts[wanted] if row.code == head]
        if papers:
            return day_of(papers[-1].facts.get(rest))
    return day_of(reach(case, path))


class _Written(NamedTuple):
    """A day or third of a month in one year: its first and its last day."""

    first: date
    last: date


def _day_of_the_round(case: Case, path: str) -> _Written | None:
    """`06-early` in the year in which the round began."""
    if not WRITTEN.fullmatch(path):
        return None
    began = day_of(case.fields.get("starts_on")) if case.subject.kind == "campaign" else None
    began = began or (day_of(case.campaign.facts.get("starts_on")) if case.campaign else None)
    year = (began or case.occurred_on).year
    day = DayOfYear.parse(path)
    return _Written(day.first(year), day.last(year))


@predicate(
    "items mark",
    "涉密的只写编号和保管处，不附文件",
    "Marked lines name number and keeper, and hold no file",
    typed=True,
    waits_for=nothing,
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
