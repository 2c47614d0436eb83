"""Checks of a round by their mode and by who made them, and where nobody has been yet."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from xuncha.core.rows import Subject
from xuncha.core.scheme import View
from xuncha.core.values import id_of
from xuncha.core.words import Text
from xuncha.queries.rounds import units_around
from xuncha.queries.views.checks import Found, Looked, checks_of, coverage_of
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
    counted,
    figure,
    link_to,
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
        [*(party for _, party, _ in found.modes), *(key for one in found.last.rows for key in (_by(one), _at(one)))]
    )  # fmt: skip
    yield table(
        "modes", Text("按形式和小组", "By mode and group"),
        (words("检查形式", "Mode"), BY, figure("次数", "Checks")),
        ((sight.scheme.words("modes", mode) if mode else Text("没有写形式", "no mode"), names.get(party, ""), n)
         for mode, party, n in found.modes),
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


def _by(row: Subject) -> UUID | None:
    return id_of(row.facts.get("_", {}).get("party"))


def _at(row: Subject) -> UUID | None:
    return id_of(row.facts.get("checked_unit")) or row.unit


def _mode(sight: Sight, row: Subject) -> Text:
    mode = str(row.facts.get("mode") or "")
    return sight.scheme.words("modes", mode) if mode else sight.scheme.words("methods", row.code)


# ---------------------------------------------------------------------- where checks have been


def coverage(sight: Sight, view: View) -> Iterator[Block]:
    """Each unit and those below it: what was really looked at there, what it found by itself, and where nobody has been."""
    looked, found = coverage_of(sight.viewer, sight.row.id)
    units = units_around(one.unit for one in sight.units if one.unit)
    yield table(
        "coverage", Text("查到哪里，查出多少", "Where checks have been, and what they found"),
        (UNIT, figure("检查", "Checks"), figure("自己查出", "Found by itself"), figure("全部问题", "All problems"),
         words("最近实际查了什么", "What was looked at last"), words("提示", "Note")),
        (_covered(sight, one, looked.get(one.id, Looked(0, ())), found.get(one.id, Found(0, 0))) for one in units),
        note=Text("没有问题不等于没有查；由人判断", "No problem is not no check; a person judges"), empty=NO_UNITS,
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
    return page, looked.n, found.n_own, found.n, Text(told, told_en), note
