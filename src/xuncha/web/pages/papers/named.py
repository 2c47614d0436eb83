"""The matters that an issued paper names, on its page as in its print: a reader who may open none of them reads the paper whole."""

from __future__ import annotations

from collections.abc import Iterator

from xuncha.core.facts.rows import Subject
from xuncha.core.record.fold import CARRIED
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.block import Block, Prose, Shown
from xuncha.web.kit.link import Link
from xuncha.web.kit.paper import PaperTable
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.papers.lists import listed_parts
from xuncha.web.pages.papers.problems import problems_named

MOST = 20
"""Lines of a paper's table on its page; the print has them all."""


def carried_blocks(viewer: Viewer, scheme: Scheme, paper: Subject) -> Iterator[Shown]:
    """The tables of an issued paper."""
    form = scheme.form("document.drafted", paper.code)
    if form is None or CARRIED not in paper.facts:
        return
    named = problems_named(viewer, form, paper)
    tables = listed_parts(viewer, scheme, paper, form) if form.lines else (table for _, table in named)
    for n, table in enumerate(tables):
        if table.rows:
            yield Block(f"named-{n}", table.label, (_on_page(table), *_cut(table, paper)), note=FIXED)


FIXED = Text("印发时的内容，以后不再变", "As it was when the paper was issued; it stays so")


def _on_page(table: PaperTable) -> Table:
    heads = tuple(Head(words, is_short=n == 0 and table.is_numbered) for n, words in enumerate(table.heads))
    return Table(table.label, heads, tuple(Line(row) for row in table.rows[:MOST]), is_read=True)


def _cut(table: PaperTable, paper: Subject) -> tuple[Prose, ...]:
    n = len(table.rows)
    if n <= MOST:
        return ()
    said = Text(f"共 {n} 件，这里是前 {MOST} 件；", f"{n} in all, the first {MOST} of them here; ")
    page = Link(
        Text("打印稿里是全部", "the paper has them all"),
        f"{addresses.of_subject(paper.kind, paper.id)}/paper",
    )
    return (Prose(said, (page,), is_quiet=True),)
