"""How surveys turned out, unit by unit and in their order: sums with the sample and the method, and nobody who answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import day_of, listed
from xuncha.core.scheme.rules import View
from xuncha.core.words import Text, percent
from xuncha.queries.subjects import Tally
from xuncha.queries.views.rows import Some
from xuncha.queries.views.surveys import Share, last_shares, surveys_of
from xuncha.queries.views.units import Units
from xuncha.web import addresses
from xuncha.web.kit.block import Block
from xuncha.web.kit.link import Link
from xuncha.web.pages.views.sight import Sight
from xuncha.web.pages.views.tables import (
    CLOSED,
    NO_UNITS,
    UNIT,
    Cells,
    all_units,
    counted,
    figure,
    link_to,
    onward,
    short,
    table,
    words,
)

Said = Mapping[str, Any]


def surveys(sight: Sight, view: View) -> Iterator[Block]:
    """Every result in the order of its days, then what each unit's rating rests on."""
    found = surveys_of(sight.viewer, sight.row.id)
    units = sight.units("rating")
    names = sight.names([*(one.unit for one in found.rows), *(one.unit for one in units.rows)])
    yield results(sight, found, names)
    yield ratings(sight, units, names)


class Result(NamedTuple):
    """One result of a survey: of which, on which day, and what was found."""

    row: Subject
    on: date
    said: Said


def _results_of(row: Subject) -> Iterator[Result]:
    """What a survey found: as concluded, once or again; or as it was entered whole."""
    for entry in listed(row.facts.get("evaluation.concluded")):
        yield Result(row, day_of(entry["_"]["on"]) or row.opened_on, entry)
    if not row.facts.get("evaluation.concluded"):
        yield Result(row, row.opened_on, row.facts)


def results(sight: Sight, found: Some, names: Mapping[UUID | None, str]) -> Block:
    """A line for each result, unit by unit."""
    every = [one for row in found.rows for one in _results_of(row)]
    every.sort(key=lambda one: (names.get(one.row.unit, ""), one.on, one.row.version))
    return table(
        "surveys", Text("历次结果", "Results over time"),
        (UNIT, words("评估", "Assessment"), short("日期", "Day"), words("样本数", "Sample"), words("方法", "Method"),
         words("结果", "Result")),
        (_result(sight, one, names) for one in every),
        empty=Text("还没有结果；问卷、测评得出结果以后列在这里。", "No result yet; those of surveys and ratings stand here."),
        note=Text("只有合计；填写的人不在这里，也不作画像", "Sums only; who answered is not here, and is not profiled"),
        rest=sight.ledger("evaluation") if found.is_more else "",
    )  # fmt: skip


def _result(sight: Sight, one: Result, names: Mapping[UUID | None, str]) -> Cells:
    row, said = one.row, one.said
    kind = sight.scheme.words("evaluations", row.code) if row.code else link_to(row).words
    sample = str(said.get("sample") or "")
    lines = [line for line in listed(said.get("results")) if isinstance(line, Mapping)]
    told = "；".join(
        f"{line.get('what', '')} {line.get('n', '')}{share(line.get('n'), sample)}" for line in lines
    )
    page = Link(kind, addresses.of_subject(row.kind, row.id))
    return names.get(row.unit, ""), page, one.on, sample, str(said.get("method") or ""), told


def share(n: object, sample: object) -> str:
    """`（80%）`; nothing where one of the two is no number."""
    try:
        found = percent(int(str(n)), int(str(sample)))
    except ValueError:
        return ""
    return f"（{found}）" if found else ""


def ratings(sight: Sight, units: Units, names: Mapping[UUID | None, str]) -> Block:
    """What a unit's rating rests on: problems and those closed from the ledger, the last survey, and what came of it."""
    shares = last_shares(sight.viewer, sight.row.id)
    return table(
        "rating", Text("各单位的评价依据什么", "What each unit's rating rests on"),
        (UNIT, figure("问题", "Problems"), CLOSED, words("最近一次满意度", "Last survey"), words("用在哪里", "Used for")),
        (_rating(sight, one, names, shares) for one in units.rows),
        empty=NO_UNITS, below=onward(sight, "rating", units.after),
        total=(all_units(units.n), *_in_all(sight), "", "") if units.is_part else (),
        note=Text("算法公开：问题和销号取自台账，满意度是问卷第一项的比例", "Open method: the ledger, and the share of a survey's first answer"),
    )  # fmt: skip


def _in_all(sight: Sight) -> tuple[str, str]:
    """All problems of the round, and those of them that are closed."""
    every, unsolved = sight.problems_in_all
    return str(every), str(Tally(every.n - unsolved.n, every.is_more))


def _rating(
    sight: Sight, one: Subject, names: Mapping[UUID | None, str], shares: Mapping[UUID, Share]
) -> Cells:
    n, closed = sight.problems.get((one.id, "finding"), (Tally(), Tally()))
    last = shares.get(one.unit) if one.unit else None
    said = share(last.n, last.sample).strip("（）") if last else ""
    used = "；".join(str(entry.get("extract", "")) for entry in listed(one.facts.get("result.used")))
    page = Link(names.get(one.unit) or one.title, addresses.of_subject("inspection", one.id))
    return page, counted(n, sight.ledger("finding", inspection=one.id)), str(closed), said or "—", used or "—"
