"""Small tables in the form of an act: their columns, and what was typed into their rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from xuncha.core.facts.values import listed as values_of
from xuncha.core.words import Text
from xuncha.web.kit.form_page import Field, FieldType
from xuncha.web.kit.posted import option_named

COLUMNS: Mapping[str, tuple[tuple[str, FieldType, Text], ...]] = {
    "measures": (
        ("what", FieldType.TEXT, Text("措施", "Measure")),
        ("owner", FieldType.TEXT, Text("责任岗位", "Post")),
        ("by", FieldType.DATE, Text("计划完成", "By")),
        ("done_on", FieldType.DATE, Text("实际完成", "Done on")),
    ),
    "items": (
        ("kind", FieldType.CHOICE, Text("类别", "Kind")),
        ("text", FieldType.TEXT, Text("议题和结论", "Item and conclusion")),
        ("refs", FieldType.REF, Text("涉及", "About")),
        ("agreed", FieldType.CHOICE, Text("同意与否", "Agreed or not")),
    ),
    "lines": (
        ("kind", FieldType.CHOICE, Text("类别", "Kind")),
        ("n", FieldType.NUMBER, Text("件数", "Count")),
        ("absent", FieldType.TEXT, Text("没有的原因", "Why absent")),
    ),
    "targets": (
        ("kind", FieldType.CHOICE, Text("类别", "Kind")),
        ("what", FieldType.TEXT, Text("对象", "Target")),
        ("who", FieldType.PERSON, Text("任职人员", "Office holder")),
        ("post", FieldType.TEXT, Text("职务", "Post")),
    ),
    "results": (
        ("what", FieldType.TEXT, Text("题目", "Question")),
        ("answer", FieldType.TEXT, Text("答案", "Answer")),
        ("n", FieldType.NUMBER, Text("人数", "Number")),
    ),
    "ratings": (
        ("what", FieldType.TEXT, Text("单位", "Unit")),
        ("n", FieldType.NUMBER, Text("样本数", "Sample")),
        ("text", FieldType.TEXT, Text("结果", "Result")),
    ),
    "attachments": (("what", FieldType.TEXT, Text("附件名称", "Attachment")),),
}


LOOKED_UP = {
    FieldType.PEOPLE: FieldType.PERSON,
    FieldType.UNITS: FieldType.UNIT,
    FieldType.REFS: FieldType.REF,
}
ONE = "one"
"""The column of such lines."""

LINE_LISTS = {"items": "agenda", "lines": "archive_kinds", "targets": "target_kinds"}
"""The list that the kind of a line is chosen from."""


def one_a_line(field: Field) -> Field:
    """A question with very many things to choose from, as lines in each of which one is written."""
    if field.type is FieldType.LINES:
        return field
    column = Field(ONE, LOOKED_UP[field.type], field.label, options=field.options, is_needed=False)
    rows = tuple({ONE: value} for value in field.values)
    return replace(field, type=FieldType.LINES, columns=(column,), rows=rows, values=(), options=())


@dataclass(frozen=True, slots=True)
class ReferenceInLine:
    """A cell of a table that should point at something on record."""

    name: str
    row: int
    value: str


def references_in_lines(name: str, lines: Any) -> Iterator[ReferenceInLine]:
    """The cells of one field of lines that were to be chosen from what is on record."""
    columns = [column for column, kind, _ in COLUMNS.get(name, ()) if kind is FieldType.REF]
    for row, line in enumerate(lines if columns and isinstance(lines, list) else (), start=1):
        for column in columns:
            yield from (ReferenceInLine(name, row, str(value)) for value in values_of(line.get(column)))


def line_typed(field: Field, line: Mapping[str, str]) -> dict[str, str]:
    """One row as the payload keeps it: what was chosen by its words is kept by its value, empty cells are left out."""
    options = {column.name: column.options for column in field.columns}
    return {name: option_named(options.get(name, ()), value) for name, value in line.items() if value}
