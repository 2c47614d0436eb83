"""查找: a number first, then words of two characters and more; never a sealed text."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse

from xuncha.core.case_words import state_name
from xuncha.core.labels import KIND_NAMES
from xuncha.core.payload import visible
from xuncha.core.rows import Subject
from xuncha.core.words import Text
from xuncha.queries.search import found
from xuncha.queries.subjects import names_of
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.block import Block, Prose, Shown
from xuncha.web.kit.empty import Empty
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Link
from xuncha.web.kit.pages import SubjectPage
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.frame import show


@seated
def search(request: Asked) -> HttpResponse:
    """What the words find among what the viewer may open."""
    asked = visible(request.GET.get("q", ""))[:100]
    kind = request.GET.get("kind", "") if request.GET.get("kind", "") in addresses.KINDS else ""
    before = request.GET.get("before", "")
    hits = found(
        request.viewer,
        asked,
        kind=kind,
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 16 else 0,
    )
    blocks: list[Shown] = []
    if hits.by_number:
        blocks.append(Block("number", Text("编号相符", "By number"), (hit_table(hits.by_number),)))
    if hits.by_words:
        parts: list[Shown] = [hit_table(hits.by_words)]
        if hits.after:
            more = urlencode({"q": asked, "kind": kind, "before": hits.after})
            parts.append(Prose("", (Link(Text("更早的", "Earlier ones"), f"/search?{more}"),), is_quiet=True))
        blocks.append(Block("words", Text("文字相符", "By words"), tuple(parts)))
    if not blocks:
        blocks.append(Block("none", Text("查找结果", "Found"), (Empty(*_nothing(asked, hits.is_too_short)),)))
    heading = Heading(Text(f"查找“{asked}”", f"Search: {asked}") if asked else Text("查找", "Search"))
    return show(request, "subject.html", SubjectPage(heading, tuple(blocks)))


def _nothing(asked: str, is_too_short: bool) -> tuple[Text, Text]:
    if is_too_short:
        return Text("请至少写两个字，或者写编号", "Write two characters at least, or a number"), Text("", "")
    if not asked:
        return Text("写两个字就能查，也可以写编号", "Two characters will do, or a number"), Text("", "")
    return (
        Text("没有找到", "Nothing was found"),
        Text(
            "两个字也能查；也可以用编号。线索和密封的内容不在查找范围。",
            "Two characters will do, or a number. Clues and sealed texts are never searched.",
        ),
    )


def hit_table(rows: tuple[Subject, ...]) -> Table:
    """The hits as a table."""
    names = names_of([row.unit for row in rows])
    lines = tuple(
        Line(
            (
                Link(row.title or KIND_NAMES[row.kind], addresses.of_subject(row.kind, row.id)),
                KIND_NAMES[row.kind],
                row.number,
                names.get(row.unit, "") if row.unit else "",
                state_name(row.state),
                row.opened_on,
            )
        )
        for row in rows
    )
    heads = (
        Head(Text("事项", "Matter")),
        Head(Text("种类", "Kind"), is_short=True),
        Head(Text("编号", "Number"), is_short=True),
        Head(Text("单位", "Unit")),
        Head(Text("状态", "State"), is_short=True),
        Head(Text("日期", "Date"), is_short=True),
    )
    return Table(Text("查找结果", "Found"), heads, lines)
