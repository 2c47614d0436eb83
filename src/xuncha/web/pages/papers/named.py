"""The matters that an issued paper names, on its page as in its print: a reader who may open none of them reads the paper whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

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

FIXED = Text("印发时的内容，以后不再变", "As it was when the paper was issued; it stays so")


def carried_tables(viewer: Viewer, scheme: Scheme, paper: Subject) -> dict[str, PaperTable]:
    """The tables of an issued paper, each by the field whose matters it lists."""
    form = scheme.form("document.drafted", paper.code) if paper.kind == "document" else None
    if form is None or CARRIED not in paper.facts:
        return {}
    by_columns = ((form.lines_of, table) for table in listed_parts(viewer, scheme, paper, form))
    found = by_columns if form.lines else problems_named(viewer, form, paper)
    return {name: table for name, table in found if table.rows}


def without_listed(paper: Subject, tables: Mapping[str, PaperTable]) -> Subject:
    """The paper without what stands in its tables, which its facts need not say again."""
    return replace(paper, facts={name: value for name, value in paper.facts.items() if name not in tables})


def carried_blocks(paper: Subject, tables: Mapping[str, PaperTable]) -> Iterator[Shown]:
    """These tables, for the page."""
    for name, table in tables.items():
        yield Block(f"named-{name}", table.label, (_on_page(table), *_cut(table, paper)), note=FIXED)


def _on_page(table: PaperTable) -> Table:
    """Without the numbers of the lines, for which a phone has no room."""
    first = 1 if table.is_numbered else 0
    lines = tuple(Line(row[first:]) for row in table.rows[:MOST])
    return Table(table.label, tuple(map(Head, table.heads[first:])), lines, is_read=True)


def _cut(table: PaperTable, paper: Subject) -> tuple[Prose, ...]:
    n = len(table.rows)
    if n <= MOST:
        return ()
    said = Text(f"共 {n} 件，这里是前 {MOST} 件；", f"{n} in all, the first {MOST} of them here; ")
    page = f"{addresses.of_subject(paper.kind, paper.id)}/paper"
    return (Prose(said, (Link(Text("打印稿里是全部", "the paper has them all"), page),), is_quiet=True),)
