"""Papers as they print: each from the record, nothing typed again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.engine import known_slots
from xuncha.core.labels import KIND_NAMES
from xuncha.core.payload import SCAN
from xuncha.core.predicates import id_of, listed, state_name
from xuncha.core.rows import Subject
from xuncha.core.scheme import Scheme
from xuncha.core.words import Text
from xuncha.queries.subjects import names_of, subject_for_page, subjects_by_id, titles_of
from xuncha.store.access import note
from xuncha.store.cases import scheme_version
from xuncha.store.schemes import scheme_of
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.block import Shown
from xuncha.web.kit.link import Link, Words
from xuncha.web.kit.paper import Cell, Grid, Letter, Paper, PaperTable, PrintedBy, SignLine
from xuncha.web.pages.frame import jurisdiction
from xuncha.web.shown import opening_act, references_in, value_words

LETTERS = frozenset(
    {
        "notice",
        "announcement",
        "plan",
        "report",
        "feedback",
        "public_notice",
        "advice_letter",
        "extract",
        "list_sheet",
    }
)
"""Papers that read as a letter; the others are forms of boxes."""


@seated
def paper(request: Asked, plural: str, key: UUID) -> HttpResponse:
    """The print view of a subject that has a paper."""
    viewer = request.viewer
    row = subject_for_page(viewer, key)
    if row is None or addresses.PLURALS.get(plural) != row.kind:
        raise Http404
    note(viewer, "printed", row.id, row.kind)
    return render(request, "paper.html", {"paper": paper_of(viewer, row)})


def paper_of(viewer: Viewer, row: Subject) -> Paper:
    """The paper of a subject, in the form the scheme gives it."""
    campaigns = subjects_by_id(viewer, [row.campaign]) if row.campaign else {}
    scheme = scheme_of(scheme_version(campaigns.get(row.campaign) if row.campaign else None))
    keys = [key for key in (*references_in(dict(row.facts)), row.unit, row.body) if key]
    names = names_of(keys) | titles_of(viewer, keys)
    form = scheme.form(opening_act(row.kind), row.code)
    office, is_practice = jurisdiction()
    body = letter(scheme, row, names) if form and form.paper in LETTERS else sheet(scheme, row, names)
    return Paper(
        title=form.text if form and (form.value or form.paper) else KIND_NAMES[row.kind],
        parts=body,
        office=Text(f"{office.zh}巡查", f"{office.en} inspection"),
        printed_by=PrintedBy(viewer.name, timezone.localtime(), 0 if viewer.is_inspected else row.version),
        org=names.get(row.body, "") if row.body else "",
        numbers=(row.number,) if row.number else (),
        state=state_name(row.state) if row.state in ("draft", "draft") else "",
        is_practice=is_practice,
        back=Link(Text("返回", "Back"), addresses.of_subject(row.kind, row.id)),
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """An official form as it prints, standing on the page of its matter."""

    template: ClassVar[str] = "sheet.html"

    title: Words
    parts: tuple[Shown, ...]
    org: Words = ""
    numbers: tuple[Words, ...] = ()


def sheet_on_page(scheme: Scheme, row: Subject, names: Mapping[UUID, str]) -> Sheet:
    """The official form of a matter, for its own page: without the places for pens."""
    form = scheme.form(opening_act(row.kind), row.code)
    title = form.text if form and (form.value or form.paper) else KIND_NAMES[row.kind]
    parts = tuple(part for part in sheet(scheme, row, names) if not isinstance(part, SignLine))
    org = names.get(row.body, "") if row.body else ""
    return Sheet(title, parts, org, (row.number,) if row.number else ())


def rows_of(scheme: Scheme, row: Subject, names: Mapping[UUID, str]) -> list[tuple[Text, Text]]:
    """Label and value of every field of the form that is filled."""
    known = known_slots(scheme, CATALOGUE[opening_act(row.kind)], row.code)
    found = []
    for slot in known.values():
        value = row.facts.get(slot.name)
        if value in (None, "", []) or slot.name in ("kind", "version", SCAN.name):
            continue
        words = value_words(scheme, slot, value, names)
        found.append(
            (slot.text, Text("、".join(one.zh for one in words), ", ".join(one.en for one in words)))
        )
    return found


def letter(scheme: Scheme, row: Subject, names: Mapping[UUID, str]) -> tuple[Shown, ...]:
    """A notice, announcement, plan or report: to whom, what under each heading, from whom, when."""
    marks = "一二三四五六七八九十"
    paragraphs: list[Words] = []
    for n, (label, value) in enumerate(rows_of(scheme, row, names)):
        mark = marks[n] if n < len(marks) else str(n + 1)
        paragraphs += [Text(f"{mark}、{label.zh}", f"{n + 1}. {label.en}"), value]
    issued = [party for entry in row.facts.get("document.issued", ()) for party in listed(entry.get("to"))]
    to = "、".join(names.get(key, "") for one in issued if (key := id_of(one)))
    signed = row.facts.get("document.signed")
    signer = names_of([UUID(signed["_"]["person"])]) if signed and signed["_"]["person"] else {}
    by = (names.get(row.body, "") if row.body else "", *signer.values())
    on = date.fromisoformat(row.facts["document.issued"][-1]["_"]["on"]) if issued else row.opened_on
    return (Letter(tuple(paragraphs), to=to, signed=tuple(one for one in by if one), on=on),)


def sheet(scheme: Scheme, row: Subject, names: Mapping[UUID, str]) -> tuple[Shown, ...]:
    """An official form of boxes: the fields, then what leaders wrote, then places for pens."""
    boxes = [
        (Cell(label, value, span=2, is_tall=len(value.zh) > 40),)
        for label, value in rows_of(scheme, row, names)
    ]
    for entry in row.facts.get("matter.annotated", ()):
        who = names_of([key for one in (entry["_"]["person"],) if (key := id_of(one))])
        signed = f"{''.join(who.values())} {entry['_']['on']}"
        boxes.append(
            (
                Cell(
                    Text("阅批意见", "Annotation"),
                    str(entry.get("text", "")),
                    span=2,
                    is_tall=True,
                    signed=signed,
                ),
            )
        )
    closed = row.facts.get("complaint.closed")
    if closed:
        boxes.append((Cell(Text("处理结果", "Disposal"), str(closed.get("text", "")), span=2, is_tall=True),))
    lines = [line for line in listed(row.facts.get("lines")) if isinstance(line, Mapping)]
    parts: list[Shown] = [Grid(tuple(boxes))]
    if lines:
        heads = (Text("类别", "Kind"), Text("件数", "Count"), Text("说明", "Note"))
        rows = tuple(
            (_kind(scheme, str(line.get("kind"))), str(line.get("n", "")), str(line.get("absent", "")))
            for line in lines
        )
        parts.append(PaperTable(Text("目录", "Index"), heads, rows))
    parts.append(SignLine((Text("经办", "Handled by"), Text("负责人", "In charge"), Text("日期", "Date"))))
    return tuple(parts)


def _kind(scheme: Scheme, code: str) -> Words:
    found = scheme.value("archive_kinds", code)
    return found.text if found else code
