"""`xuncha scheme`: check a regulation's file, read it as a person, play its worked case."""

from __future__ import annotations

import json
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import click

from xuncha.core.dates.day_words import read_day, say_day
from xuncha.core.faults import Fault, SchemeFaults, nearest_words
from xuncha.core.review.check import check as check_scheme
from xuncha.core.review.check import faults_in
from xuncha.core.review.cites import cites_of_scheme_table, cites_within, sections
from xuncha.core.review.diff import Difference
from xuncha.core.review.diff import differences as differences_between
from xuncha.core.review.forecast import Forecast, Load, Size, verdict
from xuncha.core.review.forecast import forecast as reckoned
from xuncha.core.review.looser import looser
from xuncha.core.review.reading_order import Said, in_reading_order
from xuncha.core.review.worked_case import (
    CaseFault,
    Played,
    PlayedDuty,
    differences,
    played,
    played_out,
    read_case,
)
from xuncha.core.scheme.clause import Clause, read_clauses
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.scheme.rules import Scheme
from xuncha.core.unreadable import UnreadableError
from xuncha.core.wording.rule_words import KINDS_OF_RULES
from xuncha.core.words import Text
from xuncha.shipped import BASE, base_text, calendar, case_text, clauses, scheme_ids, scheme_text

LANG = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    help="The language of the answer.",
)


@click.group("scheme")
def command() -> None:
    """Check, read and try out a regulation.

    \b
    xuncha scheme check                          all that ship with this version
    xuncha scheme check my-measures.toml         a file of your own
    xuncha scheme show ID --lang en
    xuncha scheme diff ID my-measures.toml
    xuncha scheme forecast ID --units 20 --teams 3 --people 18
    xuncha scheme simulate ID --start 2015-09-24 --json
    """


# ---------------------------------------------------------------------------------------------- check


@command.command("check")
@click.argument("names", nargs=-1, metavar="[FILE|ID]...")
@click.option("--under", metavar="ID|FILE", help="The regulation it stands under: say where it asks less.")
@LANG
@click.pass_context
def check(context: click.Context, names: tuple[str, ...], under: str | None, lang: str) -> None:
    """Say what is wrong with a regulation, each fault with its line and what would be right.

    With no name, every regulation that ships is checked, and the product's own safeguards.  The clauses of a FILE are
    read from `clauses/` beside it (my-measures.toml, clauses/my-measures.tsv), else from the regulation of its id that
    ships; where there is neither, that is a fault, as nobody looks whether what is cited exists.
    The exit code is 1 when there is a fault.

    With --under, each rule that asks less than the regulation above is named with the clauses of both: a later day, fewer
    cases, an exception, another way out. What cannot be compared (another owner, a day found in another way) is named as
    changed, for a person to look at.
    """
    faults = [fault for name in names or (*scheme_ids(), BASE) for fault in _faults_of(name)]
    if under and all(fault.rule == UNCHECKED for fault in faults):
        faults += [fault for name in names for fault in _looser_than(under, name)]
    for fault in faults:
        click.echo(fault.of(lang))
    n = len(names or (*scheme_ids(), BASE))
    said = Text(f"看了 {n} 份，{len(faults)} 处要改。", f"{n} read, {len(faults)} to mend.")
    click.echo(said.of(lang), err=bool(faults))
    if faults:
        context.exit(1)


def _faults_of(name: str) -> tuple[Fault, ...]:
    try:
        text, file, norms = _source(name)
        base = _base()
    except SchemeFaults as error:
        return error.faults
    faults = (
        check_scheme(base, None, norms, file, text) if name == BASE else faults_in(text, file, base, norms)
    )
    return faults if norms else (*faults, *_unchecked(text, file))


@cache
def _base() -> Scheme:
    """The product's own safeguards, read once for all that are checked together."""
    return read_scheme(base_text(), f"{BASE}.toml")


UNCHECKED = "clauses"


def _unchecked(text: str, file: str) -> Iterator[Fault]:
    """That nobody looked whether the clauses exist which a file cites."""
    try:
        scheme = read_scheme(text, file)
    except SchemeFaults:
        return
    n = sum(1 for _, rule in sections(scheme) for _ in cites_within(rule))
    n += sum(1 for _ in cites_of_scheme_table(scheme.about))
    table = _table_beside(Path(file))
    yield Fault(
        file, 0, UNCHECKED, f"no table of clauses, so {n} citations were not checked", f"Write it to {table}",
        f"没有条款表，{n} 处依据没有核对。请写出 {table}",
    )  # fmt: skip


LESS = "Ask for as much as the regulation above, or say in a reading why it may be less"
CHANGED = "Look whether it still asks as much, and say in a reading why it is otherwise"


def _looser_than(above: str, name: str) -> Iterable[Fault]:
    """Where a regulation asks less than the one above it, as faults at the lines of its own rules."""
    try:
        (_, file, _), (upper, _), (local, _) = _source(name), _usable(above), _usable(name)
    except SchemeFaults as error:
        return error.faults
    found = looser(upper, local, calendar(), upper.starts_on or date.today())  # noqa: DTZ011
    return [
        Fault(
            file,
            one.line,
            one.local or one.above,
            f"{one.what.en} ({', '.join(one.cites_above)}; here {', '.join(one.cites_local) or 'no clause'})",
            LESS if one.is_sure else CHANGED,
            f"{one.what.zh}（上级 {'、'.join(one.cites_above)}，本办法 {'、'.join(one.cites_local) or '没有'}）",
        )
        for one in found
    ]


def _source(name: str) -> tuple[str, str, tuple[Clause, ...]]:
    """The text of a shipped regulation or of a file, its name for messages, and its table of clauses."""
    if name == BASE or name in scheme_ids():
        text = base_text() if name == BASE else scheme_text(name)
        return text, f"{name}.toml", clauses(name)
    path = Path(name)
    if not path.is_file():
        near = nearest_words(name, scheme_ids())
        wrong = Fault(
            name,
            0,
            "file",
            "there is no such file or regulation",
            near.en,
            f"没有这份文件或者办法。{near.zh}",
        )
        raise SchemeFaults([wrong])
    text, table = _read(path), _table_beside(path)
    norms = _clauses_beside(table) if table.is_file() else clauses(_id_of(text))
    return text, str(path), norms


def _table_beside(path: Path) -> Path:
    return path.parent / "clauses" / f"{path.stem}.tsv"


def _id_of(text: str) -> str:
    """The id of a shipped regulation of which this is a writing; nothing for any other."""
    try:
        told = str(tomllib.loads(text).get("scheme", {}).get("id", ""))
    except (ValueError, RecursionError, AttributeError):
        return ""
    return told if told in (*scheme_ids(), BASE) else ""


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        wrong = Fault(
            str(path), line, "file", "not UTF-8", "Save the file as UTF-8", "不是 UTF-8 编码。请另存为 UTF-8"
        )
        raise SchemeFaults([wrong]) from None


def _clauses_beside(table: Path) -> tuple[Clause, ...]:
    return read_clauses(_read(table), str(table))


# ---------------------------------------------------------------------------------------------- show


@command.command("show")
@click.argument("name", metavar="ID|FILE")
@LANG
@click.pass_context
def show(context: click.Context, name: str, lang: str) -> None:
    """Print a regulation in the order of its text, each clause with the rules that carry it.

    A rule that carries several clauses is said in full at the first of them.
    """
    try:
        text, file, norms = _source(name)
        scheme = read_scheme(text, file)
        whole = scheme if name == BASE else scheme.over(_base())
    except SchemeFaults as error:
        _stop(context, error, lang)
    click.echo("\n".join(_printed(whole, norms, lang)))


def _stop(context: click.Context, error: SchemeFaults, lang: str) -> Any:
    for fault in error.faults:
        click.echo(fault.of(lang), err=True)
    context.exit(1)


def _usable(name: str) -> tuple[Scheme, tuple[Clause, ...]]:
    """A regulation without a fault, over the product's safeguards, with its clauses."""
    text, file, norms = _source(name)
    base = _base()
    if faults := [
        fault for fault in faults_in(text, file, base, norms) if not fault.rule.startswith("clause ")
    ]:
        raise SchemeFaults(faults)
    return read_scheme(text, file).over(base), norms


def usable(name: str) -> Scheme:
    """A regulation by its id or file, over the product's safeguards; raises SchemeFaults where it has a fault."""
    return _usable(name)[0]


def _printed(scheme: Scheme, norms: tuple[Clause, ...], lang: str) -> Iterable[str]:
    """The regulation as lines: article, clause, rules."""
    yield f"{scheme.text.of(lang)}  ({scheme.id})"
    article = ""
    for norm in in_reading_order(scheme, norms):
        if norm.clause.article != article:
            article = norm.clause.article
            yield f"\n{article}"
        yield f"  {norm.clause.id}  {norm.clause.text.of(lang)}"
        for rule in norm.rules:
            yield from _rule_lines(rule, lang)


def _rule_lines(rule: Said, lang: str) -> Iterable[str]:
    kind = rule.kind.of(lang)
    if rule.said_at:
        see = Text(f"见 {rule.said_at}", f"see {rule.said_at}").of(lang)
        yield f"    [{kind}] {rule.sentence.of(lang)} ({rule.id}; {see})"
        return
    yield f"    [{kind}] {rule.sentence.of(lang)} ({rule.id})"
    for name, note in ((Text("读法", "Read as"), rule.reading), (Text("原文问题", "Defect"), rule.defect)):
        if note:
            yield f"      {name.of(lang)}: {note.of(lang)}"


# ---------------------------------------------------------------------------------------------- diff


@command.command("diff")
@click.argument("before", metavar="ID|FILE")
@click.argument("after", metavar="ID|FILE")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@LANG
@click.pass_context
def diff(context: click.Context, before: str, after: str, as_json: bool, lang: str) -> None:
    """Say what the second regulation asks otherwise than the first: duties and guards that are new, gone or changed.

    Rules are matched by name; those left over, by what they say, then by the acts that open and discharge them.  + is new, - is gone, ~ is changed.
    """
    try:
        (old, _), (new, _) = _usable(before), _usable(after)
    except SchemeFaults as error:
        _stop(context, error, lang)
    found = differences_between(old, new)
    click.echo(_diff_as_json(found) if as_json else "\n".join(_diff_lines(found, lang)))


MARKS = {"added": "+", "removed": "-", "changed": "~"}


def _diff_lines(found: tuple[Difference, ...], lang: str) -> Iterable[str]:
    for one in found:
        kind = KINDS_OF_RULES[one.kind].of(lang)
        names = " → ".join(dict.fromkeys(name for name in (one.before, one.after) if name))
        yield f"{MARKS[one.state]} [{kind}] {one.text.of(lang)} ({names}; {', '.join(dict.fromkeys(one.cites))})"
        for aspect in one.aspects:
            yield f"    {aspect.name.of(lang)}: {aspect.before.of(lang)} → {aspect.after.of(lang)}"
    n = Counter(one.state for one in found)
    yield Text(
        f"新增 {n['added']} 条，取消 {n['removed']} 条，变动 {n['changed']} 条。",
        f"{n['added']} new, {n['removed']} gone, {n['changed']} changed.",
    ).of(lang)


def _diff_as_json(found: tuple[Difference, ...]) -> str:
    told = [
        {
            "kind": one.kind, "state": one.state, "before": one.before, "after": one.after, "cite": list(one.cites),
            "zh": one.text.zh, "en": one.text.en,
            "aspects": [
                {"name": _both(aspect.name), "before": _both(aspect.before), "after": _both(aspect.after)}
                for aspect in one.aspects
            ],
        }
        for one in found
    ]  # fmt: skip
    return json.dumps({"differences": told}, ensure_ascii=False, indent=2)


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


# ---------------------------------------------------------------------------------------------- forecast


@command.command("forecast")
@click.argument("name", metavar="ID|FILE")
@click.option("--units", default=20, show_default=True, help="Units in the round.")
@click.option("--teams", default=3, show_default=True, help="Teams that go from unit to unit.")
@click.option("--people", default=18, show_default=True, help="People in all teams together.")
@click.option("--office", default=4, show_default=True, help="People in the office.")
@click.option("--stay", default=0, help="Days a team is in a unit; as in the worked case when absent.")
@click.option("--at-once", default=1, show_default=True, help="Units a team is in at the same time.")
@click.option(
    "--most", default=5.0, show_default=True, help="So many duties a week are enough for one person."
)
@click.option("--start", metavar="DAY", help="The first day; the worked case's own when absent.")
@click.option("--case", "case_file", type=click.Path(exists=True, dir_okay=False), help="A case of your own.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@LANG
@click.pass_context
def forecast(
    context: click.Context, name: str, units: int, teams: int, people: int, office: int, stay: int, at_once: int, most: float,
    start: str | None, case_file: str | None, as_json: bool, lang: str,
) -> None:  # fmt: skip
    """Say what a round of this size will ask of whom and when: duties by month, each body's heaviest week, who has too much.

    It is reckoned from the worked case of the regulation, which shows what one unit brings about. Where a clause names no
    day, the time the case took for it is counted in the weeks, as a guess; what the case left open stands in no week and is
    told for each body.
    """
    try:
        scheme, _ = _usable(name)
        case = read_case(_read(Path(case_file)) if case_file else _case_of(name))
        play, _ = played_out(case, scheme, calendar(), _day(start) if start else None)
    except SchemeFaults as error:
        _stop(context, error, lang)
    except (CaseFault, UnreadableError) as error:
        click.echo(error.text.of(lang), err=True)
        context.exit(1)
    size = Size(max(units, 1), max(teams, 1), max(people, 1), max(office, 1), max(stay, 0), max(at_once, 1))
    found = reckoned(play, scheme, calendar(), size, most=most)
    click.echo(_forecast_as_json(found) if as_json else "\n".join(_forecast_lines(found, most, lang)))


def _forecast_lines(found: Forecast, most: float, lang: str) -> Iterable[str]:
    heads = [Text("月份", "Month"), *found.names.values()]
    rows = [
        tuple(head.of(lang) for head in heads),
        *(
            (f"{year}-{month:02}", *(str(due.get(kind, 0) or "") for kind in found.names))
            for (year, month), due in found.months.items()
        ),
    ]
    yield from _aligned(rows)
    yield ""
    yield from _aligned(_share_rows(found, lang))
    yield ""
    yield Text("最忙的一周", "The heaviest week").of(lang)
    yield from _aligned([_load_cells(load, lang) for load in found.heaviest()])
    yield ""
    yield verdict(found, most).of(lang)


def _share_rows(found: Forecast, lang: str) -> list[tuple[str, ...]]:
    """A line for each body: what has a day, what is guessed, what has none."""
    heads = (
        Text("谁", "Who"),
        Text("有期限", "With a day"),
        Text("按案例用时估", "Guessed from the case"),
        Text("没有日子", "Without a date"),
    )
    lines = [(one.who.of(lang), str(one.dated), str(one.guessed), str(one.without)) for one in found.shares]
    total = (Text("合计", "Total").of(lang), str(found.n), str(found.guessed), str(found.without))
    return [tuple(head.of(lang) for head in heads), *lines, total]


def _load_cells(load: Load, lang: str) -> tuple[str, ...]:
    each = Text(f"每人 {load.each:.1f} 项", f"{load.each:.1f} each").of(lang)
    return load.who.of(lang), load.week.isoformat(), str(load.n), each


def _forecast_as_json(found: Forecast) -> str:
    def load(one: Load) -> dict[str, Any]:
        return {"who": _both(one.who), "week": one.week.isoformat(), "n": one.n, "each": round(one.each, 2)}

    told = {
        "start": found.start.isoformat(), "end": found.end.isoformat(), "n": found.n, "undated": found.undated,
        "guessed": found.guessed, "without": found.without,
        "bodies": [
            {"who": _both(one.who), "dated": one.dated, "guessed": one.guessed, "without": one.without}
            for one in found.shares
        ],
        "months": {f"{year}-{month:02}": dict(due) for (year, month), due in found.months.items()},
        "names": {kind: _both(name) for kind, name in found.names.items()},
        "peaks": [load(one) for one in found.peaks], "too_much": [load(one) for one in found.too_much],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=2)


# ---------------------------------------------------------------------------------------------- simulate


@command.command("simulate")
@click.argument("name", metavar="ID|FILE")
@click.option("--start", metavar="DAY", help="The day of the first step; the case's own when absent.")
@click.option("--case", "case_file", type=click.Path(exists=True, dir_okay=False), help="A case of your own.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@LANG
@click.pass_context
def simulate(
    context: click.Context, name: str, start: str | None, case_file: str | None, as_json: bool, lang: str
) -> None:
    """Play the worked case of a regulation, and list every duty it opens: clause, owner, due day, skipped days.

    From the case's own start, what was counted by hand is compared too; the exit code is 1 where it differs.
    """
    try:
        scheme, _ = _usable(name)
        case = read_case(_read(Path(case_file)) if case_file else _case_of(name))
        result = played(case, scheme, calendar(), _day(start) if start else None)
    except SchemeFaults as error:
        _stop(context, error, lang)
    except (CaseFault, UnreadableError) as error:
        click.echo(error.text.of(lang), err=True)
        context.exit(1)
    click.echo(_as_json(result, scheme) if as_json else "\n".join(_as_table(result, lang)))
    parted = differences(result) if result.start == case.start else ()
    for one in parted:
        click.echo(one.of(lang), err=True)
    if parted:
        context.exit(1)


def _case_of(name: str) -> str:
    text = case_text(name)
    if not text:
        raise CaseFault(
            f"{name} 没有案例，请用 --case 指定", f"{name} has no worked case; name one with --case"
        )
    return text


def _day(text: str) -> date:
    found = read_day(text)
    return found.date() if isinstance(found, datetime) else found


HEADS = (
    Text("条款", "Clause"), Text("承办", "Owner"), Text("应办", "Owes"), Text("由此产生", "Opened by"),
    Text("产生日", "Opened"), Text("期限", "Due"), Text("情况", "State"),
)  # fmt: skip


def _as_table(result: Played, lang: str) -> Iterable[str]:
    yield f"{result.case.text.of(lang)}  {say_day(result.start).of(lang)}\n"
    rows = [tuple(head.of(lang) for head in HEADS), *(_cells(duty, lang) for duty in result.duties)]
    skipped: list[tuple[date, ...]] = [(), *(duty.skipped for duty in result.duties)]
    for line, days in zip(_aligned(rows), skipped, strict=True):
        yield line
        if days:
            yield Text("    不算：", "    skipped: ").of(lang) + ", ".join(day.isoformat() for day in days)
    if result.refused:
        yield ""
    for act, rule in result.refused:
        yield Text(f"按 {rule} 拒绝：{act}", f"Refused by {rule}: {act}").of(lang)


def _aligned(rows: list[tuple[str, ...]]) -> Iterable[str]:
    """Cells under one another."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _width(text: str) -> int:
    """How many columns a text takes on a terminal: a Han character takes two."""
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)


STATES = {"open": Text("待办", "open"), "discharged": Text("已办", "done"), "lapsed": Text("失效", "lapsed"),
          "by_silence": Text("期满视为已办", "by silence"),
          "replaced": Text("已代替", "replaced")}  # fmt: skip


def _cells(duty: PlayedDuty, lang: str) -> tuple[str, ...]:
    return (", ".join(duty.cite), duty.owner.of(lang), duty.text.of(lang), duty.opened_by.of(lang),
            duty.opened_on.isoformat(), duty.when.of(lang), STATES[duty.state].of(lang))  # fmt: skip


def _as_json(result: Played, scheme: Scheme) -> str:
    told = {
        "scheme": scheme.id,
        "start": result.start.isoformat(),
        "acts": result.acts,
        "duties": [_duty_as_json(duty) for duty in result.duties],
        "refused": [{"act": act, "rule": rule} for act, rule in result.refused],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _duty_as_json(duty: PlayedDuty) -> dict[str, Any]:
    return {
        "rule": duty.rule,
        "cite": list(duty.cite),
        "zh": duty.text.zh,
        "en": duty.text.en,
        "owner": {"zh": duty.owner.zh, "en": duty.owner.en},
        "opened_by": {"zh": duty.opened_by.zh, "en": duty.opened_by.en},
        "opened_on": duty.opened_on.isoformat(),
        "due": duty.due_on.isoformat() if duty.due_on else None,
        "when": {"zh": duty.when.zh, "en": duty.when.en},
        "skipped": [day.isoformat() for day in duty.skipped],
        "state": duty.state,
        "closed_on": duty.closed_on.isoformat() if duty.closed_on else None,
    }
