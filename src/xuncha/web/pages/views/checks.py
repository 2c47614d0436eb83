"""Checks of a round by their mode and by who made them, and where nobody has been yet."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import id_of
from xuncha.core.scheme.rules import View
from xuncha.core.words import Text
from xuncha.queries.rounds import units_around
from xuncha.queries.views.checks import Found, Looked, Made, checks_of, coverage_of
from xuncha.web import addresses
from xuncha.web.kit.block import Block
from xuncha.web.kit.fact import Value
from xuncha.web.kit.link import Link
from xuncha.web.pages.views.sight import Sight
from xuncha.web.pages.views.tables import (
    NO_PROBLEMS,
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

NO_CHECK = Text("还没有检查；登记以后列在这里。", "No check is recorded yet; those recorded stand here.")
BY = words("谁查的", "By")


def checks(sight: Sight, view: View) -> Iterator[Block]:
    """Checks by mode and group, problems by whose oversight found them, and the checks, the newest first."""
    found = checks_of(sight.viewer, sight.row.id)
    names = sight.names(
        [*(one.party for one in found.modes), *(key for one in found.last.rows for key in (_by(one), _at(one)))]
    )  # fmt: skip
    yield table(
        "modes", Text("按形式和小组", "By mode and group"),
        (words("检查形式", "Mode"), BY, figure("次数", "Checks")),
        ((_way(sight, one.of, one.way), names.get(one.party, ""), _opened(sight, one)) for one in found.modes),
        empty=NO_CHECK,
    )  # fmt: skip
    yield table(
        "sources", Text("按监督来源", "By whose oversight found it"),
        (words("来源", "Source"), figure("问题", "Problems")),
        ((sight.scheme.words("sources", code) if code else Text("没有写明", "not said"),
          counted(n, sight.ledger("finding", code=code)) if code else n) for code, n in found.sources),
        empty=NO_PROBLEMS,
    )  # fmt: skip
    yield table(
        "checks", Text(f"检查 {found.n} 次", f"{found.n} checks"),
        (words("检查", "Check"), UNIT, BY, words("形式", "Mode"), short("日期", "Day")),
        ((link_to(one), names.get(_at(one), ""), names.get(_by(one), ""), _mode(sight, one), one.opened_on)
         for one in found.last.rows),
        empty=NO_CHECK,
        rest=sight.ledger("check") if found.last.is_more else "",
    )  # fmt: skip


def _opened(sight: Sight, made: Made) -> Value:
    """How many, and the way to them; bare where the list of a method would hold checks that have a mode too."""
    if made.party is None or not made.way or not made.is_whole:
        return made.n
    by = {"mode" if made.of == "modes" else "code": made.way, "by": made.party}
    return counted(made.n, sight.ledger("check", **by))


def _by(row: Subject) -> UUID | None:
    return id_of(row.facts.get("_", {}).get("party"))


def _at(row: Subject) -> UUID | None:
    return id_of(row.facts.get("checked_unit")) or row.unit


def _mode(sight: Sight, row: Subject) -> Text:
    mode = str(row.facts.get("mode") or "")
    return _way(sight, "modes", mode) if mode else _way(sight, "methods", row.code)


def _way(sight: Sight, of: str, way: str) -> Text:
    """In which mode a check was made, or by which method."""
    return sight.scheme.words(of, way) if way else Text("没有写形式", "no mode")


# ---------------------------------------------------------------------- where checks have been


def coverage(sight: Sight, view: View) -> Iterator[Block]:
    """Each unit and those below it: what was really looked at there, what it found by itself, and where nobody has been."""
    looked, found = coverage_of(sight.viewer, sight.row.id)
    enrolled = sight.units("covered")
    units = units_around(one.unit for one in enrolled.rows if one.unit)
    n_checks = sum(one.n for one in looked.values())
    n, n_own = sum(one.n for one in found.values()), sum(one.n_own for one in found.values())
    whole = (all_units(enrolled.n), str(n_checks), str(n_own), str(n), "", "")
    yield table(
        "covered", Text("查到哪里，查出多少", "Where checks have been, and what they found"),
        (UNIT, figure("检查", "Checks"), figure("自己查出的问题", "Problems it found itself"), figure("这里的全部问题", "All problems there"),
         words("最近实际查了什么", "What was looked at last"), words("提示", "Note")),
        (_covered(sight, one, looked.get(one.id, Looked(0, ())), found.get(one.id, Found(0, 0))) for one in units),
        note=Text("没有问题不等于没有查；由人判断", "No problem is not no check; a person judges"), empty=NO_UNITS,
        total=whole if enrolled.is_part else (),
        below=onward(sight, "covered", enrolled.after),
    )  # fmt: skip


def _covered(sight: Sight, unit: Subject, looked: Looked, found: Found) -> Cells:
    told = "；".join(f"{sight.scheme.words('methods', way).zh}：{what}" for way, what in looked.last)
    told_en = "; ".join(f"{sight.scheme.words('methods', way).en}: {what}" for way, what in looked.last)
    note: Value = ""
    if not looked.n:
        note = Text("从没查过", "never checked")
    elif not found.n:
        note = Text("零问题", "no problem found")
    page = Link(unit.title, addresses.of_subject("unit", unit.id))
    return (
        page,
        counted(looked.n, sight.ledger("check", at=unit.id)),
        counted(found.n_own, sight.ledger("finding", own_at=unit.id)),
        counted(found.n, sight.ledger("finding", found_at=unit.id)),
        Text(told, told_en),
        note,
    )
