"""Found early, handled fast, really put right, strictly answered for; and what waits. No block ranks anybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xuncha.core.labels import several
from xuncha.core.rows import Subject
from xuncha.core.scheme import View
from xuncha.core.words import Text
from xuncha.queries.views.handling import (
    Answered,
    ByChannel,
    ByUnit,
    Handling,
    PutRight,
    answered_for,
    came_in,
    handling_of,
)
from xuncha.web.kit.block import Block
from xuncha.web.kit.fact import Value
from xuncha.web.kit.link import Link
from xuncha.web.outcomes import OUTCOMES
from xuncha.web.pages.views.sight import Sight
from xuncha.web.pages.views.tables import (
    CLOSED,
    NO_PROBLEMS,
    UNIT,
    Cells,
    N,
    counted,
    figure,
    link_to,
    short,
    table,
    words,
)

DAYS = figure("天数（中位数）", "Days (median)")
REGISTERED = short("登记", "Registered")
NO_MATTER = Text("还没有登记问题和来件。", "No problem and no complaint is registered yet.")
WAITED = figure("已等天数", "Days waiting")


def handling(sight: Sight, view: View) -> Iterator[Block]:
    """Days to finding and to the first step, what nobody has dealt with, what was put right, and what was decided."""
    found = handling_of(sight.viewer, sight.row.id)
    answered = answered_for(sight.viewer, sight.row.id)
    matters = (*found.waiting.rows, *answered.matters)
    of_units = [*(one.unit for one in found.units), *(one.unit for one in found.put_right)]
    units = sight.names([*of_units, *(row.unit for row in matters)])
    yield found_early(sight, found.channels)
    yield handled_fast(found.units, units)
    yield waiting(sight, found, units)
    yield put_right(sight, found.put_right, units)
    yield decided(sight, answered, units)


Names = Mapping[Any, str]


def mid(days: float | None) -> Value:
    """The median of some numbers of days; a dash where there is none."""
    return None if days is None else f"{days:g}"


def channel_words(sight: Sight, code: object) -> Text:
    return sight.scheme.words("channels", str(code)) if code else Text("没有写渠道", "no channel said")


def found_early(sight: Sight, found: tuple[ByChannel, ...]) -> Block:
    """From the day it happened to its registration, by channel."""
    return table(
        "found-early", Text("从发生到登记", "From the event to its registration"),
        (words("渠道", "Channel"), N, figure("发生日期已知", "Day known"), DAYS),
        ((channel_words(sight, one.channel), one.n, one.n_known, mid(one.days)) for one in found),
        empty=NO_MATTER,
    )  # fmt: skip


def handled_fast(found: tuple[ByUnit, ...], units: Names) -> Block:
    """From registration to the first step, by unit."""
    return table(
        "handled-fast", Text("从登记到处置", "From registration to the first step"),
        (UNIT, N, figure("已处置", "Dealt with"), DAYS, figure("没有处置", "Not yet")),
        ((units.get(one.unit, ""), one.n, one.n_handled, mid(one.days), one.n_waiting) for one in found),
        empty=NO_MATTER,
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
    """Of what is closed, how much was verified, and what was reopened; what is closed opens to its list."""
    return table(
        "put-right", Text("整改是不是真的", "Whether it was put right"),
        (UNIT, N, CLOSED, figure("其中核验过", "Verified"), figure("占比", "Share"), figure("重新打开", "Reopened")),
        ((units.get(one.unit, ""), one.n, closed_of(sight, one), one.n_verified,
          f"{one.n_verified * 100 // one.n_closed}%" if one.n_closed else None, one.n_reopened) for one in found),
        empty=NO_PROBLEMS,
    )  # fmt: skip


def closed_of(sight: Sight, one: PutRight) -> Value:
    """The problems of one unit that are closed out."""
    return (
        counted(one.n_closed, sight.ledger("finding", unit=one.unit, state="closed"))
        if one.unit
        else one.n_closed
    )


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


# ---------------------------------------------------------------------- channels


def channels(sight: Sight, view: View) -> Iterator[Block]:
    """What came in by each channel, also by those with nothing, and what was passed on to nobody yet."""
    counts, stuck = came_in(sight.viewer, sight.row.id)
    known = sight.scheme.lists.get("channels")
    codes = dict.fromkeys([*(known.values if known else ()), *counts])
    yield table(
        "channels", Text("各渠道来件", "What came in by each channel"),
        (words("渠道", "Channel"), N, figure("没有转出", "Not passed on")),
        ((channel_words(sight, code), *counts.get(code, (0, 0))) for code in codes),
        empty=Text("这部办法没有列渠道，也还没有来件。", "The regulation lists no channel, and nothing came in yet."),
    )  # fmt: skip
    yield table(
        "stuck", Text("还没有转出的件", "Not passed on yet"),
        (words("来件", "Matter"), words("渠道", "Channel"), REGISTERED, WAITED),
        ((link_to(one), channel_words(sight, one.facts.get("channel")), one.opened_on,
          (sight.today - one.opened_on).days) for one in stuck.rows),
        empty=Text("没有。来件都已经转出。", "None: all that came in was passed on."),
        rest=sight.ledger("complaint") if stuck.is_more else "",
    )  # fmt: skip
