"""Found early, handled fast, really put right, strictly answered for; and what waits. No block ranks anybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xuncha.core.facts.rows import Subject
from xuncha.core.names.labels import several
from xuncha.core.scheme.rules import View
from xuncha.core.words import Text, percent
from xuncha.queries.views.channels import ByChannel
from xuncha.queries.views.handling import (
    Answered,
    ByUnit,
    Handling,
    PutRight,
    answered_for,
    handling_of,
)
from xuncha.web.kit.block import Block
from xuncha.web.kit.fact import Value
from xuncha.web.kit.link import Link
from xuncha.web.outcomes import OUTCOMES
from xuncha.web.pages.views.channels import REGISTERED, WAITED, channel_words
from xuncha.web.pages.views.sight import Sight
from xuncha.web.pages.views.tables import (
    CLOSED,
    N_BOTH,
    N_PROBLEMS,
    NO_PROBLEMS,
    UNIT,
    Cells,
    all_units,
    counted,
    figure,
    link_to,
    onward,
    page_of,
    table,
    words,
)

DAYS = figure("天数（中位数）", "Days (median)")
NO_MATTER = Text("还没有登记问题和来件。", "No problem and no complaint is registered yet.")


def handling(sight: Sight, view: View) -> Iterator[Block]:
    """Days to finding and to the first step, what nobody has dealt with, what was put right, and what was decided."""
    found = handling_of(sight.viewer, sight.row.id)
    answered = answered_for(sight.viewer, sight.row.id)
    matters = (*found.waiting.rows, *answered.matters)
    of_units = [*(one.unit for one in found.units), *(one.unit for one in found.put_right)]
    units = sight.names([*of_units, *(row.unit for row in matters)])
    yield found_early(sight, found.channels)
    yield handled_fast(sight, found.units, units)
    yield waiting(sight, found, units)
    yield put_right(sight, found.put_right, units)
    yield decided(sight, answered, units)


Names = Mapping[Any, str]


def mid(days: float | None) -> Value:
    """The median of some numbers of days; a dash where there is none."""
    return None if days is None else f"{days:g}"


def found_early(sight: Sight, found: tuple[ByChannel, ...]) -> Block:
    """From the day it happened to its registration, by channel."""
    return table(
        "found-early", Text("从发生到登记", "From the event to its registration"),
        (words("渠道", "Channel"), N_BOTH, figure("发生日期已知", "Day known"), DAYS),
        ((channel_words(sight, one.channel), one.n, one.n_known, mid(one.days)) for one in found),
        empty=NO_MATTER,
    )  # fmt: skip


def handled_fast(sight: Sight, found: tuple[ByUnit, ...], units: Names) -> Block:
    """From registration to the first step, by unit."""
    page, after = page_of(found, lambda one: one.unit or NOWHERE, sight.asked.get("handled-fast", ""))
    n, handled = sum(one.n for one in found), sum(one.n_handled for one in found)
    waits = sum(one.n_waiting for one in found)
    return table(
        "handled-fast", Text("从登记到处置", "From registration to the first step"),
        (UNIT, N_BOTH, figure("已处置", "Dealt with"), DAYS, figure("没有处置", "Not yet")),
        ((units.get(one.unit, ""), one.n, one.n_handled, mid(one.days), one.n_waiting) for one in page),
        empty=NO_MATTER, below=onward(sight, "handled-fast", after),
        total=(all_units(len(found)), str(n), str(handled), "", str(waits)) if len(found) > len(page) else (),
    )  # fmt: skip


def waiting(sight: Sight, found: Handling, units: Names) -> Block:
    """What nobody has dealt with, the oldest first."""
    return table(
        "waiting", Text("还没有处置的", "Not dealt with yet"),
        (words("事项", "Matter"), UNIT, REGISTERED, WAITED),
        ((link_to(one), units.get(one.unit, ""), one.opened_on, (sight.today - one.opened_on).days) for one in found.waiting.rows),
        empty=Text("没有。登记的都已经有人处置。", "None: somebody has dealt with all that is registered."),
        rest=lists_of(sight, *found.waiting_kinds) if found.waiting.is_more else "",
    )  # fmt: skip


def put_right(sight: Sight, found: tuple[PutRight, ...], units: Names) -> Block:
    """Of what is closed, how much was verified, and what was reopened; what there is and what is closed open to their lists."""
    page, after = page_of(found, lambda one: one.unit or NOWHERE, sight.asked.get("put-right", ""))
    whole = PutRight(
        None, sum(one.n for one in found), sum(one.n_closed for one in found),
        sum(one.n_verified for one in found), sum(one.n_reopened for one in found),
    )  # fmt: skip
    return table(
        "put-right", Text("整改是不是真的", "Whether it was put right"),
        (UNIT, N_PROBLEMS, CLOSED, figure("其中核验过", "Verified"), figure("占比", "Share"), figure("重新打开", "Reopened")),
        ((units.get(one.unit, ""), *_figures(sight, one)) for one in page),
        empty=NO_PROBLEMS, below=onward(sight, "put-right", after),
        total=(all_units(len(found)), *_figures(sight, whole)) if len(found) > len(page) else (),
    )  # fmt: skip


NOWHERE = "-"
"""The key of what lies at no unit."""


def _figures(sight: Sight, one: PutRight) -> tuple[Value, ...]:
    share = percent(one.n_verified, one.n_closed) or None
    if one.unit is None:
        return str(one.n), str(one.n_closed), str(one.n_verified), share, str(one.n_reopened)
    every = counted(one.n, sight.ledger("finding", unit=one.unit)) if one.is_whole else one.n
    closed = counted(one.n_closed, sight.ledger("finding", unit=one.unit, state="closed"))
    return every, closed, one.n_verified, share, one.n_reopened


def decided(sight: Sight, found: Answered, units: Names) -> Block:
    """Each problem, and each call that came to it, with what was decided on accountability and why, or that nothing was."""
    return table(
        "decided", Text("问责决定", "Decisions on accountability"),
        (words("问题", "Problem"), UNIT, words("责任对象", "Who answers"), words("问责", "Accountability"),
         words("理由", "Reason")),
        (_decision(sight, row, entry, units) for row in found.matters for entry in found.decided.get(row.id, ({},))),
        empty=NO_PROBLEMS,
        rest=lists_of(sight, *found.is_cut),
    )  # fmt: skip


def lists_of(sight: Sight, *kinds: str) -> tuple[Link, ...]:
    """The ledgers of these kinds in the round."""
    names = ((kind, several(kind)) for kind in kinds)
    return tuple(
        Link(Text(f"看全部{name.zh}", f"See all {name.en.lower()}"), sight.ledger(kind))
        for kind, name in names
    )


def _decision(sight: Sight, row: Subject, entry: Mapping[str, Any], units: Names) -> Cells:
    slot = str(entry.get("slot") or "")
    whom = (sight.scheme.words("slots", slot) if slot else Text("—", "-")) if entry else ""
    said = OUTCOMES["pursue"].words(entry.get("pursue")) if entry else Text("没有决定", "not decided")
    return link_to(row), units.get(row.unit, ""), whom, said, str(entry.get("text", ""))
