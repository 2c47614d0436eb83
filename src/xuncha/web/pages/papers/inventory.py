"""What a volume holds, kind by kind."""

from __future__ import annotations

from collections.abc import Iterator

from xuncha.core.facts.rows import Subject
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.web.kit.link import Words
from xuncha.web.kit.paper import PaperTable
from xuncha.web.pages.pieces.volume import lines_in, says_something


def inventory(scheme: Scheme, row: Subject) -> Iterator[PaperTable]:
    """What a volume holds by kind, and what was added after it was handed over."""
    added = (entry.get("lines") for entry in lines_in(row.facts.get("volume.supplemented")))
    later = [line for value in added for line in lines_in(value) if says_something(line)]
    filed = list(lines_in(row.facts.get("lines")))
    heads = (Text("类别", "Kind"), Text("件数", "Count"), Text("说明", "Note"))
    for title, lines in ((Text("目录", "Index"), filed), (Text("补充归档", "Added later"), later)):
        rows = tuple(
            (_kind(scheme, str(line.get("kind"))), str(line.get("n", "")), str(line.get("absent", "")))
            for line in lines
        )
        if rows:
            yield PaperTable(title, heads, rows)


def _kind(scheme: Scheme, code: str) -> Words:
    found = scheme.value("archive_kinds", code)
    return found.text if found else code
