"""What a regulation wants to be seen of a round beside the round's own page: each view a page of its own, all sums open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from uuid import UUID

from xuncha.core.book import FINAL
from xuncha.core.case_words import state_name
from xuncha.core.rows import Subject
from xuncha.core.scheme import Scheme
from xuncha.core.values import day_of, id_of, listed
from xuncha.core.words import Text
from xuncha.queries.rounds import units_around
from xuncha.queries.subjects import lying_in, names_of
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.block import Block, Prose, Shown
from xuncha.web.kit.fact import Value
from xuncha.web.kit.link import Link
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.shown import period_words

Blocks = Iterator[Shown]


def _page(row: Subject) -> Link:
    return Link(f"{row.number} {row.title}".strip(), addresses.of_subject(row.kind, row.id))


def _named(names: Mapping[UUID, str], key: UUID | None) -> str:
    return names.get(key, "") if key else ""


def _value(scheme: Scheme, name: str, code: str) -> Text:
    found = scheme.value(name, code)
    return found.text if found else Text(code, code)


def _last(row: Subject, act: str) -> Mapping[str, object]:
    entry = listed(row.facts.get(act))[-1:]
    return entry[0] if entry else {}


def by_name(rows: Iterable[Subject]) -> list[Subject]:
    """Units stand by their names, so that a board does not read as a ranking."""
    return sorted(rows, key=lambda one: one.title)


def places_of(viewer: Viewer, row: Subject) -> list[Subject]:
    """The units of a round."""
    return by_name(lying_in(viewer, "campaign", row.id, ["inspection"]))


def _table(
    key: str, title: Text, heads: Iterable[Head], lines: Iterable[Line], note: Text | str = ""
) -> Block:
    found = tuple(lines)
    none = Prose(Text("还没有。", "None yet."), is_quiet=True)
    return Block(key, title, (Table(title, tuple(heads), found),) if found else (none,), note=note)


# ---------------------------------------------------------------------- what was investigated


NO_MEASURE = Text(
    "件数多少不说明一个单位好坏；这里只有合计，不列姓名。",
    "A count proves nothing about a unit; these are sums, and nobody is named.",
)


def figures_view(viewer: Viewer, scheme: Scheme, row: Subject, now: datetime) -> Blocks:
    """Cases by kind and stage, by field, and month by month over the whole round: sums, and no names."""
    cases = lying_in(viewer, "campaign", row.id, ["inquiry"])
    yield Block("note", Text("怎样看", "How to read this"), (Prose(NO_MEASURE),))
    stages = Counter((one.code, one.state) for one in cases)
    yield _table(
        "stages", Text(f"案件 {len(cases)} 件，走到哪一步", f"{len(cases)} cases by stage"),
        (Head(Text("类别", "Kind")), Head(Text("走到哪一步", "Stage")), Head(Text("件数", "Number"), is_figure=True)),
        (Line((_value(scheme, "inquiries", code), state_name(state), Link(f"{n}", _cases(row, code, state))))
         for (code, state), n in stages.items()),
    )  # fmt: skip
    fields = [(field, one) for one in cases for field in listed(one.facts.get("fields")) or ("",)]
    opened = Counter(field for field, _ in fields)
    closed = Counter(field for field, one in fields if one.state in FINAL)
    yield _table(
        "fields", Text("各类问题查处了多少", "Cases by field"),
        (Head(Text("治理内容", "Field")), Head(Text("立案", "Opened"), is_figure=True), Head(Text("办结", "Closed"), is_figure=True)),
        (Line((_value(scheme, "fields", field) if field else Text("没有写明", "not said"), n, closed[field]))
         for field, n in opened.items()),
    )  # fmt: skip
    yield _table(
        "months", Text("从头到尾逐月", "Month by month, from beginning to end"),
        (Head(Text("月份", "Month")), Head(Text("立案", "Opened"), is_figure=True), Head(Text("办结", "Closed"), is_figure=True)),
        (Line((period_words(month), sum(f"{one.opened_on:%Y-%m}" == month for one in cases),
               sum(one.closed_on is not None and f"{one.closed_on:%Y-%m}" == month for one in cases)))
         for month in months_of(row)),
    )  # fmt: skip


def _cases(row: Subject, code: str, state: str) -> str:
    return f"/inquiries?campaign={row.id}&code={code}&state={state}"


def months_of(row: Subject) -> Iterator[str]:
    """Every month of a round, from its first day to its last."""
    first, last = day_of(row.facts.get("starts_on")), day_of(row.facts.get("ends_on"))
    if first is None:
        return
    month = date(first.year, first.month, 1)
    while month <= (last or first):
        yield f"{month:%Y-%m}"
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


# ---------------------------------------------------------------------- surveys and ratings


def trend_view(viewer: Viewer, scheme: Scheme, row: Subject, now: datetime) -> Blocks:
    """How surveys turned out, unit by unit and in their order: sums with the sample and the method."""
    surveys = lying_in(viewer, "campaign", row.id, ["evaluation"])
    places = places_of(viewer, row)
    names = names_of([one.unit for one in (*surveys, *places)])
    done = [one for one in surveys if one.facts.get("evaluation.concluded") or one.facts.get("sample")]
    yield _table(
        "surveys", Text("问卷和民意调查的变化", "How surveys changed"),
        (Head(Text("单位", "Unit")), Head(Text("哪一次", "Which")), Head(Text("日期", "Day"), is_short=True),
         Head(Text("样本数", "Sample"), is_figure=True), Head(Text("方法", "Method")), Head(Text("结果", "Result"))),
        (_survey(scheme, one, names) for one in sorted(done, key=lambda one: (_named(names, one.unit), one.opened_on))),
        Text("只有合计；填写的人不在这里，也不作画像", "Sums only; who answered is not here, and is not profiled"),
    )  # fmt: skip
    yield _table(
        "rating", Text("各单位的评价依据什么", "What each unit's rating rests on"),
        (Head(Text("单位", "Unit")), Head(Text("问题", "Problems"), is_figure=True), Head(Text("已销号", "Closed"), is_figure=True),
         Head(Text("最近一次满意度", "Last survey")), Head(Text("用在哪里", "Used for"))),
        _ratings(viewer, scheme, row, places, done, names),
        Text("算法公开：问题和销号取自台账，满意度是问卷第一项的比例", "Open method: the ledger, and the share of a survey's first answer"),
    )  # fmt: skip


def _survey(scheme: Scheme, row: Subject, names: Mapping[UUID, str]) -> Line:
    told = _last(row, "evaluation.concluded") or row.facts
    sample = told.get("sample")
    results = [one for one in listed(told.get("results")) if isinstance(one, Mapping)]
    said = "；".join(
        f"{one.get('what', '')} {one.get('n', '')}{_share(one.get('n'), sample)}" for one in results
    )
    unit = names.get(row.unit, "") if row.unit else ""
    return Line((unit, Link(row.title, addresses.of_subject(row.kind, row.id)), row.opened_on, str(sample or ""),
                 str(told.get("method") or ""), said))  # fmt: skip


def _share(n: object, sample: object) -> str:
    try:
        return f"（{int(str(n)) * 100 // int(str(sample))}%）"
    except (ValueError, ZeroDivisionError):
        return ""


def _ratings(
    viewer: Viewer, scheme: Scheme, row: Subject, places: list[Subject], surveys: list[Subject], names: Mapping[UUID, str]
) -> Iterator[Line]:  # fmt: skip
    findings = lying_in(viewer, "campaign", row.id, ["finding"])
    for place in places:
        here = [one for one in findings if one.inspection == place.id]
        last = next((one for one in reversed(surveys) if one.unit == place.unit), None)
        told = (_last(last, "evaluation.concluded") or last.facts) if last else {}
        first: Mapping[str, object] = next(iter(listed(told.get("results"))), {})
        share = _share(first.get("n"), told.get("sample")).strip("（）") if first else ""
        used = [str(one.get("extract", "")) for one in listed(place.facts.get("result.used"))]
        yield Line((
            Link(names.get(place.unit, "") if place.unit else place.title, addresses.of_subject("inspection", place.id)),
            len(here), sum(one.state in FINAL for one in here), share or "—", "；".join(used) or "—",
        ))  # fmt: skip


# ---------------------------------------------------------------------- practice that spreads


def practice_library(viewer: Viewer, scheme: Scheme, row: Subject, now: datetime) -> Blocks:
    """Good practice: where each began, and which units took it up."""
    entries = lying_in(viewer, "campaign", row.id, ["entry"])
    takers = [(id_of(one.facts.get("copied_from")), one) for one in entries]
    followed = {key for key, _ in takers if key}
    names = names_of([one.unit for one in entries])
    origins = [
        one
        for one in entries
        if one.id in followed or (one.code in PRACTICE and not one.facts.get("copied_from"))
    ]
    yield _table(
        "practice", Text("做法：哪里做起，哪里跟上", "Practice: where it began, and who took it up"),
        (Head(Text("做法", "Practice")), Head(Text("从哪里做起", "Began at")), Head(Text("哪里跟上", "Taken up by")),
         Head(Text("几处", "Units"), is_figure=True)),
        (_practice(one, [taker for key, taker in takers if key == one.id], names) for one in origins),
    )  # fmt: skip


PRACTICE = frozenset({"practice"})


def _practice(row: Subject, takers: list[Subject], names: Mapping[UUID, str]) -> Line:
    units = dict.fromkeys(names.get(one.unit, "") for one in takers if one.unit)
    origin = names.get(row.unit, "") if row.unit else ""
    return Line((_page(row), origin, "、".join(units) or Text("还没有", "none yet"), len(units)))


# ---------------------------------------------------------------------- checks


def check_list(viewer: Viewer, scheme: Scheme, row: Subject, now: datetime) -> Blocks:
    """Checks by their mode and by who made them, and problems by whose oversight found them."""
    rows = lying_in(viewer, "campaign", row.id, ["check", "finding"])
    checks = [one for one in rows if one.kind == "check" and one.state not in ("committed", "drawn")]
    findings = [one for one in rows if one.kind == "finding"]
    names = names_of(
        [*(_by(one) for one in checks), *(id_of(one.facts.get("checked_unit")) or one.unit for one in checks)]
    )
    counted = Counter((str(one.facts.get("mode") or ""), _by(one)) for one in checks)
    yield _table(
        "modes", Text("按形式和小组", "By mode and group"),
        (Head(Text("检查形式", "Mode")), Head(Text("谁查的", "By")), Head(Text("次数", "Checks"), is_figure=True)),
        (Line((_value(scheme, "modes", mode) if mode else Text("没有写形式", "no mode"), names.get(by, "") if by else "", n))
         for (mode, by), n in counted.items()),
    )  # fmt: skip
    sources = Counter(one.code or str(one.facts.get("source") or "") for one in findings)
    yield _table(
        "sources", Text("按监督来源", "By whose oversight found it"),
        (Head(Text("来源", "Source")), Head(Text("问题", "Problems"), is_figure=True)),
        (Line((_value(scheme, "sources", code), Link(f"{n}", f"/findings?campaign={row.id}&code={code}")))
         for code, n in sources.items()),
    )  # fmt: skip
    yield _table(
        "checks", Text(f"检查 {len(checks)} 次", f"{len(checks)} checks"),
        (Head(Text("检查", "Check")), Head(Text("单位", "Unit")), Head(Text("谁查的", "By")), Head(Text("形式", "Mode")),
         Head(Text("日期", "Day"), is_short=True)),
        (_check(scheme, one, names) for one in reversed(checks)),
    )  # fmt: skip


def _by(row: Subject) -> UUID | None:
    return id_of(row.facts.get("_", {}).get("party"))


def _check(scheme: Scheme, row: Subject, names: Mapping[UUID, str]) -> Line:
    unit, by = id_of(row.facts.get("checked_unit")) or row.unit, _by(row)
    mode = str(row.facts.get("mode") or "")
    return Line((_page(row), names.get(unit, "") if unit else "", names.get(by, "") if by else "",
                 _value(scheme, "modes", mode) if mode else _value(scheme, "methods", row.code), row.opened_on))  # fmt: skip


# ---------------------------------------------------------------------- coverage


def coverage_view(viewer: Viewer, scheme: Scheme, row: Subject, now: datetime) -> Blocks:
    """Each unit and those below it: what was really looked at there, what it found by itself, and where nobody has been."""
    rows = lying_in(viewer, "campaign", row.id, ["check", "finding", "inspection"])
    checks = {one.id: one for one in rows if one.kind == "check"}
    findings = [one for one in rows if one.kind == "finding"]
    units = units_around([one.unit for one in rows if one.kind == "inspection" and one.unit])
    done: dict[UUID, list[Subject]] = {}
    for one in checks.values():
        if (at := id_of(one.facts.get("checked_unit")) or one.unit) and one.facts.get("content"):
            done.setdefault(at, []).append(one)
    found = Counter(_found_at(one, checks) for one in findings)
    own = Counter(_found_at(one, checks) for one in findings if _is_own(one))
    yield _table(
        "coverage", Text("查到哪里，查出多少", "Where checks have been, and what they found"),
        (Head(Text("单位", "Unit")), Head(Text("检查", "Checks"), is_figure=True), Head(Text("自己查出", "Found by itself"), is_figure=True),
         Head(Text("全部问题", "All problems"), is_figure=True), Head(Text("实际查了什么", "What was looked at")),
         Head(Text("提示", "Note"))),
        (_covered(scheme, unit, done.get(unit.id, []), own[unit.id], found[unit.id]) for unit in units),
        Text("没有问题不等于没有查；由人判断", "No problem is not no check; a person judges"),
    )  # fmt: skip


def _found_at(row: Subject, checks: Mapping[UUID, Subject]) -> UUID | None:
    check = checks.get(row.parent) if row.parent else None
    return (id_of(check.facts.get("checked_unit")) if check else None) or row.unit


def _is_own(row: Subject) -> bool:
    return _by(row) == row.unit


def _covered(scheme: Scheme, unit: Subject, checks: list[Subject], own: int, found: int) -> Line:
    looked = [f"{_value(scheme, 'methods', one.code).zh}：{one.facts.get('content', '')}" for one in checks]
    note: Value = ""
    if not checks:
        note = Text("从没查过", "never checked")
    elif not found:
        note = Text("零问题", "no problem found")
    return Line(
        (
            Link(unit.title, addresses.of_subject("unit", unit.id)),
            len(checks),
            own,
            found,
            "；".join(looked),
            note,
        )
    )


# ---------------------------------------------------------------------- publicity, returns


def publicity_board(viewer: Viewer, scheme: Scheme, row: Subject, now: datetime) -> Blocks:
    """What was reported of each unit, in which medium and when; units without any are seen."""
    places = places_of(viewer, row)
    told: list[tuple[UUID | None, Mapping[str, object]]] = []
    for place in places:
        told += [(place.unit, one) for one in listed(place.facts.get("publicity.recorded"))]
    for one in listed(row.facts.get("publicity.recorded")):
        told.append((id_of(one.get("unit")) or id_of(one["_"].get("party")), one))
    units = list(dict.fromkeys([*(one.unit for one in places), *(key for key, _ in told)]))
    names = names_of(units)
    yield _table(
        "publicity", Text("各单位报道了多少", "Reports on each unit"),
        (Head(Text("哪里", "Where")), Head(Text("次数", "Times"), is_figure=True), Head(Text("报道", "Reports"))),
        (Line((names.get(key, "") if key else "", sum(one is key or one == key for one, _ in told),
               "；".join(_report(scheme, one) for at, one in told if at == key) or Text("还没有", "none yet"))) for key in units),
    )  # fmt: skip


def _report(scheme: Scheme, entry: Mapping[str, object]) -> str:
    medium = _value(scheme, "media", str(entry.get("medium") or "")).zh
    return f"{entry.get('on', '')} {medium} {entry.get('outlet', '')}".strip()


def returns_board(viewer: Viewer, scheme: Scheme, row: Subject, now: datetime) -> Blocks:
    """What each unit sent in, kind by kind and period by period, and which of it came on paper as well."""
    rows = lying_in(viewer, "campaign", row.id, ["return", "inspection"])
    places = by_name(one for one in rows if one.kind == "inspection")
    returns = [one for one in rows if one.kind == "return"]
    columns = list(dict.fromkeys((one.code, str(one.facts.get("period") or "")) for one in returns))
    heads = [Head(Text("单位", "Unit")), *(Head(_return_words(scheme, *column)) for column in columns)]
    yield _table(
        "returns", Text("各单位报了没有", "What each unit sent in"), heads,
        (Line((Link(place.title, addresses.of_subject("inspection", place.id)),
               *(_sent(place, column, returns) for column in columns))) for place in places),
    )  # fmt: skip


def _return_words(scheme: Scheme, code: str, period: str) -> Text:
    name, when = _value(scheme, "returns", code), period_words(period) if period else Text("", "")
    return Text(f"{name.zh} {when.zh}".strip(), f"{name.en} {when.en}".strip())


def _sent(place: Subject, column: tuple[str, str], returns: list[Subject]) -> Value:
    found = [
        one
        for one in returns
        if one.inspection == place.id and (one.code, str(one.facts.get("period") or "")) == column
    ]
    if not found:
        return Text("没有报", "not sent")
    last = found[-1]
    day = f"{last.opened_on.month}月{last.opened_on.day}日"
    paper = any(one.get("medium") == "paper" for one in listed(last.facts.get("report.received")))
    words = Text(
        f"{day} 已报{'，纸质已收' if paper else ''}",
        f"sent {last.opened_on:%d %b}{', paper received' if paper else ''}",
    )
    return Link(words, addresses.of_subject(last.kind, last.id))


BOARDS: Mapping[str, tuple[Text, Callable[[Viewer, Scheme, Subject, datetime], Blocks]]] = {
    "figures": (Text("查处了多少", "What was investigated"), figures_view),
    "trend": (Text("问卷和评价", "Surveys and ratings"), trend_view),
    "practice_library": (Text("做法推广", "Practice that spreads"), practice_library),
    "check_list": (Text("检查一览", "Checks"), check_list),
    "coverage": (Text("覆盖情况", "Coverage"), coverage_view),
    "publicity_board": (Text("各单位报道", "Publicity by unit"), publicity_board),
    "returns_board": (Text("报送情况", "Returns"), returns_board),
}
"""The views by the names that regulations use: what each is called, and what stands on it."""
