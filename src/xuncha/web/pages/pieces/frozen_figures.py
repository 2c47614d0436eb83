"""The figures of days held as they stand in a circular: on its page, in print, and the rows behind each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.http import Http404

from xuncha.core.dates.day_words import say_plain
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import day_of
from xuncha.core.office.held import last_of_month
from xuncha.core.office.held_lines import FIELD, MADE_FOR, FrozenLine, FrozenRow, lines_of
from xuncha.core.predicates.hearing import asks
from xuncha.core.words import Text
from xuncha.queries.subjects import names_of, subjects_by_id
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.block import Block, Prose, Shown
from xuncha.web.kit.fact import Value
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Link, Words
from xuncha.web.kit.pages import SubjectPage
from xuncha.web.kit.paper import PaperTable
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.pieces.matter_links import matter_link
from xuncha.web.shown import period_words

QUIET = frozenset({FIELD, MADE_FOR})
"""Fields of a draft that stand in a table of their own."""


def month_words(month: date) -> Text:
    """`2026年10月`."""
    return period_words(f"{month:%Y-%m}")


def frozen_blocks(viewer: Viewer, paper: Subject, under: Iterable[Subject]) -> Iterator[Shown]:
    """On the page of a circular: its figures, each opening to its rows, and whether those named have had their say."""
    lines = lines_of(paper)
    if not lines:
        return
    names = names_of(line.party for line in lines)
    month = month_words(lines[0].month)
    title = Text(f"{month.zh}各单位用时", f"Days held, {month.en}")
    table = Table(title, HEADS, tuple(_line(paper, line, names) for line in lines))
    yield Block("held", title, (table, Prose(FROZEN, is_quiet=True)))
    if not viewer.is_inspected and paper.state in ("draft", "signed", "cleared"):
        yield _heard(lines, names, [row for row in under if row.kind == "request"])


FROZEN = Text(
    "数字是起草时从记录里算出的，以后不再变；只算收件的各方都能打开的事项，等别人的时间已经扣除，不足5件的没有列。",
    "The figures were counted from the record when this was drafted and stay as they were. Only matters that all addressees may"
    " open are counted, the waiting for others is taken out, and of fewer than 5 matters nothing is listed.",
)

HEADS = (
    Head(Text("单位、机构", "Unit or body")),
    Head(Text("件数", "Matters"), is_figure=True),
    Head(Text("已办出", "Passed on"), is_figure=True),
    Head(Text("在手", "In hand"), is_figure=True),
    Head(Text("中位天数", "Middle"), is_figure=True),
    Head(Text("最长天数", "Longest"), is_figure=True),
)


def _line(paper: Subject, line: FrozenLine, names: Mapping[UUID, str]) -> Line:
    href = f"{addresses.of_subject(paper.kind, paper.id)}/held?of={line.party}"
    figures = (line.n, line.finished, line.open, line.median, line.longest)
    return Line((names.get(line.party, ""), *(Link(f"{n}", href) if n else 0 for n in figures)))


def _heard(lines: Sequence[FrozenLine], names: Mapping[UUID, str], asked: Sequence[Subject]) -> Block:
    """Of each party named whether it was asked, has answered, or until when it may."""
    title = Text("点到的各方说明了没有", "Whether those named have had their say")
    heads = (
        Head(Text("单位、机构", "Unit or body")),
        Head(Text("请求", "Request")),
        Head(Text("期限", "By"), is_short=True),
        Head(Text("说明", "Their word")),
    )
    found = tuple(
        _asked(names.get(line.party, ""), next((row for row in asked if asks(row, line.party)), None))
        for line in lines
    )
    return Block("heard", title, (Table(title, heads, found),), note=FIRST)


FIRST = Text(
    "说明以前，或者期限过去以前，不能印发", "Not issued before each has answered or its day has passed"
)


def _asked(name: str, row: Subject | None) -> Line:
    if row is None:
        return Line((name, Text("还没有请它说明", "not asked yet"), "—", "—"))
    answered = row.facts.get("request.answered")
    said: Value = str(answered.get("text", "")) if answered else Text("还没有", "not yet")
    page = Link(f"{row.number} {row.title}".strip(), addresses.of_subject(row.kind, row.id))
    return Line((name, page, day_of(row.facts.get("due")) or "—", said))


def frozen_rows(viewer: Viewer, paper: Subject, party: UUID | None) -> SubjectPage:
    """The matters behind one line of a circular; those that the reader may not open any more are not there."""
    line = next((one for one in lines_of(paper) if one.party == party), None)
    if line is None:
        raise Http404
    matters = subjects_by_id(viewer, [row.matter for row in line.rows])
    name, month = names_of([line.party]).get(line.party, ""), month_words(line.month)
    title = Text(f"{name}：{month.zh}各件用时", f"{name}: days of each matter, {month.en}")
    rows = [row for row in line.rows if row.matter in matters]
    table = Table(title, ROW_HEADS, tuple(_row(row, matters[row.matter]) for row in rows[:SHOWN]))
    crumbs = (Link(paper.title or paper.number, addresses.of_subject(paper.kind, paper.id)),)
    parts: list[Shown] = [table]
    if line.n > len(rows[:SHOWN]):
        n = len(rows[:SHOWN])
        longest = Text(
            f"共 {line.n} 件，这里是用时最长的 {n} 件。", f"{line.n} in all; these are the {n} held longest."
        )
        parts.append(Prose(longest, is_quiet=True))
    day = say_plain(last_of_month(line.month))
    note = Text(f"算到{day.zh}", f"as of {day.en}")
    return SubjectPage(
        Heading(title, crumbs=crumbs, here=name, can_print=True),
        (Block("rows", title, tuple(parts), note=note),),
    )


SHOWN = 100
ROW_HEADS = (
    Head(Text("事项", "Matter")),
    Head(Text("用时", "Days"), is_figure=True),
    Head(Text("扣除", "Taken out"), is_figure=True),
    Head(Text("到手", "From"), is_short=True),
    Head(Text("办出", "To"), is_short=True),
)


def _row(row: FrozenRow, matter: Subject) -> Line:
    until = row.until or Text("还在手", "still")
    return Line((matter_link(matter), row.days, row.taken_out, row.since, until))


def printed(paper: Subject) -> Iterator[tuple[str, PaperTable]]:
    """The table in print."""
    lines = lines_of(paper)
    if lines:
        names, month = names_of(line.party for line in lines), month_words(lines[0].month)
        title = Text(f"{month.zh}各单位用时（天）", f"Days held, {month.en}")
        rows = tuple(tuple(_words(line, names)) for line in lines)
        yield (
            FIELD,
            PaperTable(
                title, tuple(head.words for head in HEADS), rows, figures=frozenset(range(1, len(HEADS)))
            ),
        )


def _words(line: FrozenLine, names: Mapping[UUID, str]) -> Iterator[Words]:
    yield names.get(line.party, "")
    yield from map(str, (line.n, line.finished, line.open, line.median, line.longest))
