"""What each unit sent in, kind by kind and period by period, and who has not sent what comes again and again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from xuncha.core.scheme.rules import View
from xuncha.core.words import Text
from xuncha.queries.views.returns import Sent, owed_again, sent_in
from xuncha.web import addresses
from xuncha.web.kit.block import Block
from xuncha.web.kit.fact import Value
from xuncha.web.kit.link import Link
from xuncha.web.kit.table import Head
from xuncha.web.pages.pieces.due import chip
from xuncha.web.pages.views.sight import Sight
from xuncha.web.pages.views.tables import UNIT, counted, figure, of_units, onward, short, table, words
from xuncha.web.shown import period_words

NOT_SENT = Text("没有报", "not sent")


def returns(sight: Sight, view: View) -> Iterator[Block]:
    """The units by what they sent in; then each return that comes again, with who owes it and whether it came."""
    if (came := came_in(sight)) is not None:
        yield came
    if (owed := owed_by(sight)) is not None:
        yield owed


def came_in(sight: Sight) -> Block | None:
    """What each unit sent in, and which of it came on paper as well; nothing where units send nothing of their own."""
    units = sight.units("returns")
    columns, sent = sent_in(sight.viewer, sight.row.id, [one.id for one in units.rows])
    if not columns and "returns" not in sight.scheme.lists:
        return None
    last = {(one.inspection, (one.code, one.period)): one for one in sent}
    heads = (UNIT, *(Head(_return_words(sight, *column)) for column in columns))
    return table(
        "returns", Text("各单位报了没有", "What each unit sent in"), heads,
        ((Link(one.title, addresses.of_subject("inspection", one.id)), *(_sent(last, one.id, column) for column in columns))
         for one in units.rows) if columns else (),
        note=of_units(units.n), below=onward(sight, "returns", units.after) if columns else (),
        empty=Text("还没有单位报送过。", "No unit has sent anything yet."),
    )  # fmt: skip


def _return_words(sight: Sight, code: str, period: str) -> Text:
    name, when = (
        sight.scheme.words("returns", code),
        period_words(period) if period else Text("", ""),
    )
    return Text(f"{name.zh} {when.zh}".strip(), f"{name.en} {when.en}".strip())


def _sent(
    last: Mapping[tuple[UUID, tuple[str, str]], Sent], inspection: UUID, column: tuple[str, str]
) -> Value:
    found = last.get((inspection, column))
    if found is None:
        return NOT_SENT
    on, (paper_zh, paper_en) = found.on, ("，纸质已收", ", paper received") if found.on_paper else ("", "")
    words = Text(f"{on.month}月{on.day}日 已报{paper_zh}", f"sent {on.day} {on:%b}{paper_en}")
    return Link(words, addresses.of_subject("return", found.key))


def owed_by(sight: Sight) -> Block | None:
    """Of every report that comes again and again, who has sent it and who has not; nothing under a regulation without any."""
    rules = {
        rule.id: rule
        for rule in sight.scheme.duties.values()
        if rule.every and any(act.partition(":")[0] == "report.submitted" for act in rule.done_by)
    }
    if not rules:
        return None
    found, is_more = owed_again(sight.viewer, sight.row.id, rules)
    names = sight.names(one.duty.owner for one in found)
    return table(
        "owed", Text("每期都要报的", "Returns that come again"),
        (words("报送", "Return"), words("谁报", "From"), short("最近一期的期限", "Last one due"), short("报了没有", "Sent or not"),
         figure("逾期没有报的期数", "Late and not sent")),
        ((rules[one.duty.rule].text, names.get(one.duty.owner, ""), chip(one.duty, sight.viewer, sight.now),
          Text("已报", "sent") if one.duty.state == "discharged" else NOT_SENT,
          counted(one.n_late, f"/duties?campaign={sight.row.id}&owner={one.duty.owner}&rule={one.duty.rule}&late=1")) for one in found),
        empty=Text("还没有到报送的时候。", "Nothing is owed yet."),
        rest=f"/duties?campaign={sight.row.id}" if is_more else "",
    )  # fmt: skip
