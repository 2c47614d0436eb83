"""Checks what the other rules stand on: roles, lists, number series, settings, phases and routes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xuncha.core.catalogue import CATALOGUE, KINDS
from xuncha.core.dates.cycles import Cycle
from xuncha.core.dates.days_of_year import DayOfYear
from xuncha.core.dates.periods import Period
from xuncha.core.review.check.findings import Findings
from xuncha.core.review.check.known import Known
from xuncha.core.review.check.words_of_acts import LIST, VALUE, check_acts, check_matching, check_values
from xuncha.core.scheme.rules import Phase, Role, Route, Scheme, Series, Setting, Value, ValueList
from xuncha.core.scheme.traits import PARTS, TRAITS
from xuncha.core.unreadable import UnreadableError
from xuncha.core.words import Text

ROLE = Text("职责", "role")
KIND = Text("事项种类", "kind of thing")
READABLE = frozenset({"campaign", "inspection", "body", "person", "inquiry"})
"""What a role may read all of: who takes part in what, and inquiries; never what people report, nor what came of it."""
PER = ("inspection", "campaign", "unit", "body", "party", "parent", "year")


def is_day(value: object) -> bool:
    try:
        return isinstance(value, date) or bool(date.fromisoformat(str(value)))
    except ValueError:
        return False


def check_role(found: Findings, known: Known, role: Role) -> None:
    """A role stands in a kind of body and a seat that exist, and does acts that exist."""
    if role.part:
        if role.part not in PARTS:
            found.unknown("roles", role, Text("身份", "part"), role.part, PARTS, "part")
    elif not role.body:
        found.say("roles", role, Text("没有写 body", "has no body"), _one_of(known.body_kinds), "zh")
    elif role.body not in known.body_kinds:
        found.unknown("roles", role, Text("机构种类", "kind of body"), role.body, known.body_kinds, "body")
    if role.seat and known.has_list("seats"):
        check_values(found, known, "roles", role, ["seats"], [role.seat], "seat")
    if role.max and role.min > role.max:
        wrong = Text(f"min {role.min} 大于 max {role.max}", f"min {role.min} is more than max {role.max}")
        found.say("roles", role, wrong, Text("min 不应大于 max", "min is at most max"), "min")
    check_acts(found, known, "roles", role, sorted(role.may), "may")
    if role.body != "clock" and "silence.counted" in role.may:
        wrong = Text("“silence.counted”只由系统时钟记录", "only the clock does 'silence.counted'")
        found.say("roles", role, wrong, Text("从 may 里去掉它", "Take it out of `may`"), "may")
    for other in role.enters_for:
        if other not in known.scheme.roles:
            found.unknown("roles", role, ROLE, other, known.scheme.roles, "enters_for")
    for kind in sorted(set(role.reads) - READABLE):
        found.unknown("roles", role, KIND, kind, READABLE, "reads")


def _one_of(words: frozenset[str]) -> Text:
    listed = sorted(words)
    return Text(f"可用的是：{'、'.join(listed)}", f"Known: {', '.join(listed)}")


def check_list(found: Findings, known: Known, values: ValueList) -> None:
    """A list has values (unless the office fills it), and a value under another names one of the same list."""
    if not values.values and not values.open:
        wrong = Text("列表没有选项，也不是开放的", "the list has no values and is not open")
        right = Text(
            "写出 [lists.名称.values]，或者写 open = true", "Give it [lists.NAME.values], or open = true"
        )
        found.say("lists", values, wrong, right)
    for value in values.values.values():
        if value.under and value.under not in known.values(values.id):
            found.unknown("lists", values, VALUE, value.under, values.values, value.code)
        _check_traits(found, values, value)
        for function in _functions(value.extra.get("fits")):
            if function not in known.functions:
                what = Text("接收单位职能", "function of a receiver")
                found.unknown("lists", values, what, function, known.functions, value.code)


def _check_traits(found: Findings, values: ValueList, value: Value) -> None:
    """A value says nothing of itself that nobody would act on."""
    for name, said in value.extra.items():
        trait = TRAITS.get((values.id, name))
        if trait is None:
            known = sorted(known for of, known in TRAITS if of == values.id)
            found.unknown("lists", values, Text("选项的特征", "trait of a value"), name, known, value.code)
        elif trait.values and said not in trait.values:
            found.unknown(
                "lists",
                values,
                Text(f"{name} 的取值", f"value of {name}"),
                said,
                map(str, trait.values),
                value.code,
            )


def _functions(value: object) -> Iterator[str]:
    """`fits = ["discipline"]` of a kind of cadre: the functions of the receivers who manage them."""
    yield from map(str, value) if isinstance(value, list) else ([value] if isinstance(value, str) else [])


FOUNDING = ("body.formed", "unit.registered", "seat.filled")
"""Acts with which every office begins, whatever its regulation."""


def missing_lists(found: Findings, scheme: Scheme, known: Known) -> None:
    """Every list exists from which an act of the regulation's own roles is filled in."""
    said: set[str] = set()
    for role in scheme.roles.values():
        codes = {may.partition(":")[0] for may in role.may} | set(FOUNDING)
        for code in sorted(codes & CATALOGUE.keys()):
            lists = [field.of for field in CATALOGUE[code].fields if field.type == "code"]
            for name in (name for name in lists if name not in said and not known.has_list(name)):
                said.add(name)
                wrong = Text(
                    f"{code} 要用列表 {name}，但是没有这个列表",
                    f"{code} is filled in from the list {name!r}, which is missing",
                )
                right = Text(f"写出 [lists.{name}] 一节", f"Write the section [lists.{name}]")
                found.say("roles", role, wrong, right, "may")


def check_series(found: Findings, known: Known, series: Series) -> None:
    """A series numbers a kind of thing, has a place for the figure, and counts per something that exists."""
    if series.of not in KINDS:
        found.unknown("series", series, Text("事项种类", "kind of thing"), series.of, KINDS, "of")
    elif series.kind:
        check_values(found, known, "series", series, known.code_lists([series.of]), [series.kind], "kind")
    opening = [act for act in CATALOGUE.values() if act.opens and series.of in act.on]
    check_matching(found, known, "series", series, opening, series.when, "for")
    if series.at and series.at not in CATALOGUE:
        found.unknown("series", series, Text("行为", "act"), series.at, CATALOGUE, "at")
    if "{n}" not in series.pattern and "{n3}" not in series.pattern:
        wrong = Text(
            f"编号样式“{series.pattern}”没有号码的位置",
            f"the pattern {series.pattern!r} has no place for the figure",
        )
        found.say(
            "series", series, wrong, Text("应含 {n} 或者 {n3}", "It should hold {n} or {n3}"), "pattern"
        )
    for part in series.per.split("+"):
        if part not in PER:
            found.unknown("series", series, Text("编号范围", "span of numbering"), part, PER, "per")


def check_setting(found: Findings, setting: Setting) -> None:
    """The value that holds until the office fixes another is a period or a cycle."""
    if not setting.default:
        found.say(
            "setting", setting, Text("没有 default", "has no default"),
            Text('应写成 default = "P1M" 或者 "quarter"', 'Write default = "P1M" or "quarter"'),
        )  # fmt: skip
    elif not (reads(Period, setting.default) or reads(Cycle, setting.default) or setting.default.isdigit()):
        wrong = Text(
            f"“{setting.default}”既不是期限，也不是周期",
            f"{setting.default!r} is neither a period nor a cycle",
        )
        found.say(
            "setting",
            setting,
            wrong,
            Text("应写成 P1M、P5WD、quarter、month 等", "Write P1M, P5WD, quarter, month ..."),
            "default",
        )


def reads(kind: type[Period] | type[Cycle] | type[DayOfYear], text: str) -> bool:
    """Whether a text can be read as such a length of time, rhythm or day."""
    try:
        kind.parse(text)
    except UnreadableError:
        return False
    return True


def check_phase(found: Findings, phase: Phase) -> None:
    """A phase's ends are days of the year."""
    for key, value in (("from", phase.start), ("to", phase.end)):
        if value and not (reads(DayOfYear, value) or is_day(value)):
            wrong = Text(f"看不懂日子“{value}”", f"{value!r} is not a day of the year")
            found.say(
                "phase",
                phase,
                wrong,
                Text("应写成 05-25、05-late、05 等", "Write 05-25, 05-late, 05 ..."),
                key,
            )


def check_route(found: Findings, known: Known, route: Route) -> None:
    """A route leads to a role, for classes that exist, by an act that exists."""
    if route.to and route.to not in known.scheme.roles:
        found.unknown("route", route, ROLE, route.to, known.scheme.roles, "to")
    check_acts(found, known, "route", route, [route.act], "act")
    check_values(found, known, "route", route, ["dispositions"], route.classes, "for")
    if route.measures and not known.has_list("measures"):
        found.unknown("route", route, LIST, "measures", known.scheme.lists, "measures")
    check_values(found, known, "route", route, ["measures"], route.measures, "measures")
    for role in route.may:
        if role not in known.scheme.roles:
            found.unknown("route", route, ROLE, role, known.scheme.roles, "may")
    if route.reply and not reads(Period, route.reply):
        wrong = Text(f"看不懂期限“{route.reply}”", f"{route.reply!r} is not a period")
        found.say("route", route, wrong, Text("应写成 P1M、P5WD 等", "Write P1M, P5WD ..."), "reply")
