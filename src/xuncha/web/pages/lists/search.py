"""查找: a number first, then words of two characters and more; never a sealed text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from django.http import HttpResponse

from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import day_of, listed
from xuncha.core.names.labels import KIND_NAMES, several
from xuncha.core.record.payload import visible
from xuncha.core.words import Text
from xuncha.queries.search import Found, found
from xuncha.queries.subjects import names_of
from xuncha.store.schemes import scheme_for
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.block import Block, Item, Items, Prose, Shown
from xuncha.web.kit.empty import Empty
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Link
from xuncha.web.kit.pages import SubjectPage
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.frame import is_in_menu, show
from xuncha.web.pages.pieces.columns import state_words, told_day
from xuncha.web.pages.pieces.matter_links import kind_of_row


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
        blocks.append(
            Block("number", Text("编号相符", "By number"), (hit_table(request.viewer, hits.by_number),))
        )
    blocks += decided_blocks(request.viewer, hits, asked.strip())
    units = [row for row in hits.by_words if row.kind == "unit"]
    if units:
        blocks.insert(0, units_block(request.viewer, units))
    for one, rows in by_kind(row for row in hits.by_words if row.kind != "unit").items():
        blocks.append(kind_block(request.viewer, one, rows, is_more=bool(hits.after)))
    if hits.after:
        more = urlencode({"q": asked, "kind": kind, "before": hits.after})
        blocks.append(Prose("", (Link(Text("更早的", "Earlier ones"), f"/search?{more}"),), is_quiet=True))
    if not blocks:
        blocks.append(Block("none", Text("查找结果", "Found"), (Empty(*_nothing(asked, hits.is_too_short)),)))
    heading = Heading(Text(f"查找“{asked}”", f"Search: {asked}") if asked else Text("查找", "Search"))
    return show(request, "subject.html", SubjectPage(heading, tuple(blocks)))


DECISION_HEADS = (
    Head(Text("日期", "Date"), is_short=True),
    Head(Text("议题", "Question")),
    Head(Text("结论", "Conclusion")),
    Head(Text("关于", "About")),
)


def decided_blocks(viewer: Viewer, hits: Found, number: str) -> Iterator[Shown]:
    """The decisions on record under this number of a paper, and the matters that the same paper decided."""
    title = Text("这份文件作出的决定", "Decisions by this paper")
    lines = tuple(line for row in hits.decided_on for line in _decisions(row, number))
    if lines:
        yield Block("decisions", title, (Table(title, DECISION_HEADS, lines, is_read=True),))
    if hits.disposed:
        words = Text(
            f"这份文件决定处置的 {len(hits.disposed)} 件",
            f"Matters disposed of by this paper: {len(hits.disposed)}",
        )
        yield Block("disposed", words, (hit_table(viewer, hits.disposed),))


def _decisions(row: Subject, number: str) -> Iterator[Line]:
    scheme = scheme_for(row)
    page = addresses.of_subject(row.kind, row.id)
    for one in listed(row.facts.get("decision.made")):
        if one.get("number") == number:
            question = scheme.words("questions", str(one.get("question", "")))
            said = str(one.get("conclusion", ""))
            yield Line(
                (
                    day_of(one["_"]["on"]),
                    Link(question, f"{page}#acts"),
                    said,
                    Link(row.title or KIND_NAMES[row.kind], page),
                )
            )


def by_kind(rows: Iterable[Subject]) -> dict[str, list[Subject]]:
    """The hits of each kind together, the kind of the newest hit first."""
    found: dict[str, list[Subject]] = {}
    for row in rows:
        found.setdefault(row.kind, []).append(row)
    return found


def kind_block(viewer: Viewer, kind: str, rows: list[Subject], *, is_more: bool) -> Block:
    """The hits of one kind and how many they are: at least so many where there are earlier ones."""
    n, name = f"{len(rows)}{'+' if is_more else ''}", several(kind)
    return Block(
        f"kind-{kind}", Text(f"{name.zh} {n} 件", f"{name.en}: {n}"), (hit_table(viewer, tuple(rows), kind),)
    )


LEDGERS = ("inspection", "finding", "complaint", "clue", "document", "referral", "return")
"""What one looks for at a unit, as far as the post has such a list."""


def units_block(viewer: Viewer, units: list[Subject]) -> Block:
    """The units that are called so, each with the lists of what there is on it."""
    kinds = [
        kind
        for kind in LEDGERS
        if is_in_menu(viewer, f"/{addresses.KINDS[kind]}") or (kind == "inspection" and viewer.is_inside)
    ]
    items = tuple(
        Item(
            (
                Link(row.title, addresses.of_subject("unit", row.id)),
                *(Link(several(kind), f"/{addresses.KINDS[kind]}?unit={row.id}") for kind in kinds),
            )
        )
        for row in units
    )
    return Block("units", KIND_NAMES["unit"], (Items(items),))


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


def hit_table(viewer: Viewer, rows: tuple[Subject, ...], kind: str = "") -> Table:
    """The hits as a table, each with its day where the viewer is told one; of one kind, or with a column for it."""
    names = names_of([row.unit for row in rows])
    lines = tuple(
        Line(
            (
                Link(row.title or KIND_NAMES[row.kind], addresses.of_subject(row.kind, row.id)),
                *(() if kind else (kind_of_row(row),)),
                row.number,
                names.get(row.unit, "") if row.unit else "",
                state_words(row.kind, row.state),
                told_day(viewer, row) or "",
            )
        )
        for row in rows
    )
    heads = (
        Head(Text("事项", "Matter")),
        *(() if kind else (Head(Text("种类", "Kind"), is_short=True),)),
        Head(Text("编号", "Number"), is_short=True),
        Head(Text("单位", "Unit")),
        Head(Text("状态", "State"), is_short=True),
        Head(Text("日期", "Date"), is_short=True),
    )
    return Table(several(kind) if kind else Text("查找结果", "Found"), heads, lines)
