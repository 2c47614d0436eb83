"""Numbers without a gap: which series numbers a thing, on which counter it runs, and how the number is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from xuncha.core.catalogue import NEW
from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case, fits
from xuncha.core.facts.rows import Seat, Subject
from xuncha.core.scheme.rules import Series

MARK = "{mark}"
"""Stands in a pattern for the mark of the body that keeps the numbers, else for that body's name."""

PARENT = "{parent}"
"""Stands in a pattern for the number of the thing it was begun on: the lines of a numbered sheet."""


def series_for(case: Case, facts: Facts) -> Series | None:
    """The series that numbers this subject now, its pattern with the mark of the body whose numbers they are."""
    series = _series_of(case)
    if series is not None and PARENT in series.pattern:
        above = case.parent.number if case.parent else ""
        series = replace(series, pattern=series.pattern.replace(PARENT, above))
    if series is None or MARK not in series.pattern:
        return series
    keeper = next(iter(facts.get(_keeper(case, series), ())), None)
    mark = str(keeper.facts.get("mark") or keeper.title) if keeper else ""
    return replace(series, pattern=series.pattern.replace(MARK, mark))


def _series_of(case: Case) -> Series | None:
    """Papers are numbered when issued, everything else when it begins; of several series the one that says most is taken."""
    subject = case.subject
    second = [one for one in case.scheme.series if one.at == case.act.code and one.of == subject.kind]
    if second and "told_as" not in subject.facts:
        return second[0]
    at_issue = case.act.code == "document.issued"
    if not (at_issue or (subject.state == NEW and subject.kind != "document")) or subject.number:
        return None
    found = [
        one
        for one in case.scheme.series
        if not one.at
        and one.of == subject.kind
        and one.kind in ("", case.value, subject.code)
        and fits(case, one.when)
    ]
    return max(found, key=lambda one: (len(one.when), bool(one.kind)), default=None)


def asks_for_mark(case: Case) -> Iterator[Ask]:
    series = _series_of(case)
    if series is not None and MARK in series.pattern:
        yield _keeper(case, series)


def _keeper(case: Case, series: Series) -> Ask:
    """The body whose numbers they are: the one the matter lies with where each body counts its own, else the one that acts."""
    counts_for_body = "body" in series.per.split("+")
    return ask("subject", id=(counts_for_body and case.subject.body) or case.actor.party)


def counter_key(series: Series, subject: Subject, actor: Seat, on: date) -> str:
    """The name of the counter that a series runs on: by inspection, round, body, unit, parent or year."""
    scopes: Mapping[str, Any] = {
        "inspection": subject.inspection or subject.campaign, "campaign": subject.campaign, "unit": subject.unit,
        "body": subject.body or actor.party, "year": on.year, "party": actor.party, "parent": subject.parent,
    }  # fmt: skip
    parts = [str(scopes[name]) for name in series.per.split("+") if scopes.get(name)]
    year = [str(on.year)] if "{year}" in series.pattern and "year" not in series.per else []
    return "/".join([series.id, *parts, *year])


def numbered(series: Series, n: int, on: date) -> dict[str, Any]:
    """The effects of giving a number: the subject's own, or the second under which a unit knows it."""
    written = number_text(series, n, on)
    own, told = {"n": n, "number": written}, {"told_n": n, "told_as": written}
    return told if series.at else own | told if series.told else own


def number_text(series: Series, n: int, on: date) -> str:
    """The number as it is written: `信〔2026〕12号`."""
    return series.pattern.replace("{year}", str(on.year)).replace("{n}", str(n)).replace("{n3}", f"{n:03d}")
