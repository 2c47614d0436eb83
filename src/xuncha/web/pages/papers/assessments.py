"""The assessments that a report rests on, each with its result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import listed
from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.subjects import (
    children,
)
from xuncha.store.viewer import Viewer
from xuncha.web.kit.link import Words
from xuncha.web.kit.paper import PaperTable
from xuncha.web.pages.papers.until import until
from xuncha.web.pages.pieces.columns import state_words

BY_NAME = Text("依据的各项", "What it rests on")


LACKING = Text("没有", "none")


def each_by_name(
    viewer: Viewer, scheme: Scheme, inspection: UUID, kinds: tuple[str, ...]
) -> Iterator[PaperTable]:
    """Of each kind that the report must rest on, every one with its result; a kind of which there is none is named too."""
    rows = children(viewer, inspection, {one.partition(":")[0] for one in kinds}) if kinds else ()
    lines: list[tuple[Words, ...]] = []
    for kind, _, code in (one.partition(":") for one in kinds):
        found = [row for row in rows if (row.kind, row.code) == (kind, code) and row.state != "withdrawn"]
        words = _named(scheme, kind, code)
        lines += [(words, *_result_of(row)) for row in found] or [(words, LACKING, "", "")]
    if lines:
        heads = (
            Text("事项", "Matter"),
            Text("样本数", "Sample"),
            Text("方法", "Method"),
            Text("结果", "Result"),
        )
        yield PaperTable(BY_NAME, heads, tuple(lines), total=until())


def _named(scheme: Scheme, kind: str, code: str) -> Text:
    """A kind of a thing by the word of the list it was chosen from."""
    found = scheme.value(f"{kind}s", code)
    return found.text if found else KIND_NAMES[kind]


def _result_of(row: Subject) -> tuple[str, str, str]:
    """Sample, method and result of an assessment; of what has none, only how it stands."""
    said: Mapping[str, Any] = next(iter(listed(row.facts.get("evaluation.concluded"))[-1:]), {})
    result = "；".join(
        f"{line.get('what', '')} {line.get('n', '')}".strip() for line in listed(said.get("results"))
    )
    return (
        str(said.get("sample", "")),
        str(said.get("method", "")),
        result or state_words(row.kind, row.state).zh,
    )
