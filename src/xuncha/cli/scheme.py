"""`xuncha scheme`: check a regulation's file, read it as a person, play its worked case."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from xuncha.core.clause import Clause, read_clauses
from xuncha.core.day_words import read_day, say_day
from xuncha.core.faults import Fault, SchemeFaults, nearest_words
from xuncha.core.reading_order import Said, in_reading_order
from xuncha.core.scheme import Scheme
from xuncha.core.scheme_check import faults_in
from xuncha.core.scheme_reader import read_scheme
from xuncha.core.unreadable import UnreadableError
from xuncha.core.words import Text
from xuncha.core.worked_case import CaseFault, Played, PlayedDuty, differences, played, read_case
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
    xuncha scheme simulate ID --start 2015-09-24 --json
    """


# ---------------------------------------------------------------------------------------------- check


@command.command("check")
@click.argument("names", nargs=-1, metavar="[FILE|ID]...")
@LANG
@click.pass_context
def check(context: click.Context, names: tuple[str, ...], lang: str) -> None:
    """Say what is wrong with a regulation, each fault with its line and what would be right.

    With no name, every regulation that ships is checked, and the product's own safeguards.  The clauses of a FILE are
    read from `clauses/` beside it (my-measures.toml, clauses/my-measures.tsv) where that table is there.
    The exit code is 1 when there is a fault.
    """
    faults = [fault for name in names or (*scheme_ids(), BASE) for fault in _faults_of(name)]
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
        base = None if name == BASE else read_scheme(base_text(), f"{BASE}.toml")
    except SchemeFaults as error:
        return error.faults
    return faults_in(text, file, base, norms)


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
    table = path.parent / "clauses" / f"{path.stem}.tsv"
    norms = _clauses_beside(table) if table.is_file() else ()
    return _read(path), str(path), norms


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
        whole = scheme if name == BASE else scheme.over(read_scheme(base_text(), f"{BASE}.toml"))
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
    base = read_scheme(base_text(), f"{BASE}.toml")
    if faults := [
        fault for fault in faults_in(text, file, base, norms) if not fault.rule.startswith("clause ")
    ]:
        raise SchemeFaults(faults)
    return read_scheme(text, file).over(base), norms


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
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    skipped: list[tuple[date, ...]] = [(), *(duty.skipped for duty in result.duties)]
    for row, days in zip(rows, skipped, strict=True):
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
        if days:
            yield Text("    不算：", "    skipped: ").of(lang) + ", ".join(day.isoformat() for day in days)
    if result.refused:
        yield ""
    for act, rule in result.refused:
        yield Text(f"按 {rule} 拒绝：{act}", f"Refused by {rule}: {act}").of(lang)


def _width(text: str) -> int:
    """How many columns a text takes on a terminal: a Han character takes two."""
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)


STATES = {"open": Text("待办", "open"), "discharged": Text("已办", "done"), "lapsed": Text("失效", "lapsed")}


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
