"""`xuncha due`: when a period ends, and why."""

from __future__ import annotations

import json
import unicodedata
from datetime import date, datetime

import click

from xuncha.core.dates.calendar import Calendar, DayKind
from xuncha.core.dates.day_words import SHANGHAI, read_day, say_day
from xuncha.core.dates.due import Due, StepCode
from xuncha.core.dates.periods import Period, Unit, before, due_after
from xuncha.core.dates.why_date import day_reasons, rule_words, sentences
from xuncha.core.unreadable import UnreadableError
from xuncha.core.words import Text
from xuncha.shipped import calendar


@click.command("due")
@click.argument("period")
@click.option(
    "--from",
    "start",
    metavar="DAY",
    help="The day it is counted from (not counted itself); today when absent.",
)
@click.option("--before", "before_day", metavar="DAY", help="Count back from this day instead.")
@click.option(
    "--no-roll", is_flag=True, help="An end on a rest day stays there (some regulations are read so)."
)
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    help="The language of the reasons.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, reasons in both languages.")
@click.pass_context
def command(
    context: click.Context,
    period: str,
    start: str | None,
    before_day: str | None,
    no_roll: bool,
    lang: str,
    as_json: bool,
) -> None:
    """Say when PERIOD ends, and why: each day with its reason.

    PERIOD is written P5WD (working days), P15D (days), P2W (weeks), P1M (months), P1Y (years) or PT24H
    (hours).

    \b
    xuncha due P5WD --from 2015-09-28
    xuncha due P1M --from 2026-09-07 --lang en
    xuncha due P3WD --before 2015-10-10
    xuncha due PT24H --from "2015-09-28 10:26" --json
    """
    known = calendar()
    try:
        due = _due(_typed(period), start, before_day, no_roll, known)
    except UnreadableError as error:
        click.echo(error.text.of(lang), err=True)
        context.exit(2)
    click.echo(_as_json(due, known) if as_json else _as_lines(due, lang, known))


def _typed(period: str) -> Period:
    """A period as typed at a keyboard: full-width letters and small ones are meant as they look."""
    return Period.parse(unicodedata.normalize("NFKC", period).strip().upper())


def _due(period: Period, start: str | None, before_day: str | None, no_roll: bool, known: Calendar) -> Due:
    if start and before_day:
        raise UnreadableError("--from 和 --before 只能写一个。", "Give either --from or --before, not both.")
    if before_day:
        return before(period, read_day(before_day), known)
    return due_after(period, read_day(start) if start else _now(period), known, rolls=not no_roll)


def _now(period: Period) -> date | datetime:
    now = datetime.now(SHANGHAI)
    return now if period.unit is Unit.HOURS else now.date()


def _as_lines(due: Due, lang: str, known: Calendar) -> str:
    """The day first, then every day with its reason, then what may still change."""
    head = f"{due.at:%Y-%m-%d %H:%M}" if due.steps[-1].code is StepCode.HOURS else due.on.isoformat()
    note = known.note(due.on)
    name = _made_up(note.name) if note.kind is DayKind.MAKE_UP and note.name else Text("", "")
    lines = [f"{head}  {say_day(due.on).of(lang)}{name.of(lang)}", "", rule_words(due).of(lang)]
    lines += [
        f"  {on.isoformat()}  {_weekday(on, lang)}  {reason.of(lang)}" for on, reason in day_reasons(due)
    ]
    if due.provisional:
        lines += ["", sentences(due)[-1].of(lang)]
    return "\n".join(lines)


def _weekday(on: date, lang: str) -> str:
    words = say_day(on).of(lang)
    return words.split()[-1] if lang == "zh" else words.split()[0]


def _made_up(name: Text) -> Text:
    return Text(f"（{name.zh}调休上班）", f" (worked in exchange for {name.en})")


def _as_json(due: Due, known: Calendar) -> str:
    """The form kept in the record, with the reasons in words and the calendar they were read from."""
    reasons = [{"on": on.isoformat(), "zh": why.zh, "en": why.en} for on, why in day_reasons(due)]
    why = [{"zh": text.zh, "en": text.en} for text in sentences(due)]
    told = {**due.as_json(), "calendar": known.version, "days": reasons, "why": why}
    return json.dumps(told, ensure_ascii=False, indent=2)
