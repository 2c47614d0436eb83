"""What came in by each channel, also by those with nothing, and what nobody was given yet."""

from __future__ import annotations

from collections.abc import Iterator

from xuncha.core.scheme.rules import View
from xuncha.core.words import Text
from xuncha.queries.views.channels import ByChannel, came_in
from xuncha.web.kit.block import Block
from xuncha.web.kit.fact import Value
from xuncha.web.pages.views.sight import Sight
from xuncha.web.pages.views.tables import N_COMPLAINTS, counted, figure, link_to, short, table, words

REGISTERED = short("登记", "Registered")
WAITED = figure("已等天数", "Days waiting")


def channel_words(sight: Sight, code: object) -> Text:
    return sight.scheme.words("channels", str(code)) if code else Text("没有写渠道", "no channel said")


def _opened(sight: Sight, code: str, one: ByChannel | None) -> Value:
    """How many complaints came by a channel, opening to them where the ledger filtered by it has just these."""
    n = one.n_complaints if one else 0
    listed = sight.scheme.value("channels", code) is not None and one is not None and one.is_whole
    return counted(n, sight.ledger("complaint", channel=code)) if listed else n


def channels(sight: Sight, view: View) -> Iterator[Block]:
    """What came in by each channel, also by those with nothing, and what was passed on to nobody yet."""
    found, stuck = came_in(sight.viewer, sight.row.id)
    known = sight.scheme.lists.get("channels")
    counts = {one.channel: one for one in found if one.n_complaints}
    codes = dict.fromkeys([*(known.values if known else ()), *counts])
    yield table(
        "channels", Text("各渠道来件", "What came in by each channel"),
        (words("渠道", "Channel"), N_COMPLAINTS, figure("没有转出", "Not passed on")),
        ((channel_words(sight, code), _opened(sight, code, counts.get(code)), one.n_left if (one := counts.get(code)) else 0)
         for code in codes),
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
