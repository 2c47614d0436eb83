"""What was investigated: cases by kind and stage, by field, and month by month. Sums, and no names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xuncha.core.facts.values import day_of
from xuncha.core.names.case_words import state_name
from xuncha.core.scheme.rules import View
from xuncha.core.words import Text
from xuncha.queries.views.cases import Cases, cases_of
from xuncha.web.kit.block import Block, Prose
from xuncha.web.kit.link import Link
from xuncha.web.kit.table import Head
from xuncha.web.pages.views.sight import Sight
from xuncha.web.pages.views.tables import N, figure, table, words
from xuncha.web.shown import period_words

OPENED, ENDED = figure("立案", "Opened"), figure("办结", "Closed")


NO_CASE = Text("还没有立案；立案以后列在这里。", "No case is opened yet; those opened stand here.")


def cases(sight: Sight, view: View) -> Iterator[Block]:
    """Cases by stage, by field, and over the whole round; nothing under a regulation that has no cases."""
    if "inquiries" not in sight.scheme.lists:
        return
    found = cases_of(sight.viewer, sight.row.id)
    yield by_stage(sight, found)
    yield by_field(sight, found)
    yield by_month(sight, found)


NO_MEASURE = Text(
    "件数多少不说明一个单位好坏；这里只有合计，不列姓名。",
    "A count proves nothing about a unit; these are sums, and nobody is named.",
)


def by_stage(sight: Sight, found: Cases) -> Block:
    """How many cases of each kind stand where, each figure opening to them."""
    return table(
        "stages", Text(f"案件 {found.n} 件，走到哪一步", f"{found.n} cases by stage"),
        (words("类别", "Kind"), words("走到哪一步", "Stage"), N),
        ((sight.scheme.words("inquiries", code), state_name(state, "inquiry"),
          Link(f"{n}", sight.ledger("inquiry", code=code, state=state))) for code, state, n in found.stages),
        above=(Prose(NO_MEASURE),), empty=NO_CASE,
    )  # fmt: skip


def field_words(sight: Sight) -> Head:
    """What the regulation calls the fields of problems."""
    known = sight.scheme.lists.get("fields")
    return Head(known.text) if known else words("类别", "Field")


def by_field(sight: Sight, found: Cases) -> Block:
    """How many were opened and have ended in each field."""
    return table(
        "fields", Text("各类问题查处了多少", "Cases by field"), (field_words(sight), OPENED, ENDED),
        ((sight.scheme.words("fields", field) if field else Text("没有写明", "not said"), n, ended)
         for field, n, ended in found.fields),
        empty=NO_CASE,
    )  # fmt: skip


def by_month(sight: Sight, found: Cases) -> Block:
    """How many were opened and have ended in each month of the round."""
    return table(
        "months", Text("从头到尾逐月", "Month by month, from beginning to end"), (words("月份", "Month"), OPENED, ENDED),
        ((period_words(month), *found.months.get(month, (0, 0))) for month in months_of(sight)),
        empty=Text("没有写这一{round}从哪天开始。", "The {round} has no first day."),
    )  # fmt: skip


def months_of(sight: Sight) -> Iterator[str]:
    """Every month of a round, from its first day to its last; of one without an end, to this one."""
    facts = sight.row.facts
    first, last = day_of(facts.get("starts_on")), day_of(facts.get("ends_on")) or sight.today
    if first is None:
        return
    month = date(first.year, first.month, 1)
    while month <= last:
        yield f"{month:%Y-%m}"
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
