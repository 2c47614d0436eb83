"""Papers as they print: each from the record, nothing typed again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from xuncha.core.case_words import state_name
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.engine import known_slots
from xuncha.core.labels import KIND_NAMES
from xuncha.core.payload import SCAN
from xuncha.core.rows import Act, Subject
from xuncha.core.scheme import Form, Scheme
from xuncha.core.values import id_of, listed
from xuncha.core.words import Text
from xuncha.queries.choices import act_words
from xuncha.queries.subjects import acts_on, called, subject_for_page, subjects_by_id
from xuncha.store.access import note
from xuncha.store.schemes import scheme_for
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.block import Shown
from xuncha.web.kit.link import Link, Words
from xuncha.web.kit.paper import Cell, Grid, Letter, Paper, PaperTable, PrintedBy, SignLine
from xuncha.web.pages.figures import figures, problems
from xuncha.web.pages.frame import jurisdiction
from xuncha.web.pages.parts import may_read_in_full
from xuncha.web.pages.roster import roster_table
from xuncha.web.pages.volume import lines_in, says_something
from xuncha.web.shown import details_of, headline_of, opening_act, references_in, value_words

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
    scheme = scheme_for(row)
    form = scheme.form(opening_act(row.kind, scheme), row.code)
    acts = acts_on(viewer, row) if form is None or not form.paper else ()
    told = references_in([dict(row.facts), *(dict(act.fields) for act in acts)])
    by = (key for act in acts for key in (act.by_party, act.by_person))
    names = called(viewer, [*told, *by, row.unit, row.body, *pens(row)])
    office, is_practice = jurisdiction()
    if has_no_form := form is None or not form.paper:
        body = record(viewer, scheme, row, acts, names)
    else:
        body = letter(scheme, row, names) if form.paper in LETTERS else sheet(scheme, row, names)
        body = (*body, *problems_named(viewer, form, row))
    if form and form.counted:
        body = (*body, *figures(viewer, scheme, row, form.counted))
    named = form.text if form and (form.value or form.paper) else KIND_NAMES[row.kind]
    return Paper(
        title=(row.title or named) if has_no_form else named,
        parts=body,
        office=Text(f"{office.zh}巡查", f"{office.en} inspection"),
        printed_by=PrintedBy(viewer.name, timezone.localtime(), 0 if viewer.is_inspected else row.version),
        org=issuer(row, names) if row.body != row.id else "",
        numbers=(row.number,) if row.number else (),
        state=state_name(row.state) if row.state == "draft" else "",
        is_practice=is_practice,
        back=Link(Text("返回", "Back"), addresses.of_subject(row.kind, row.id)),
    )


def problems_named(viewer: Viewer, form: Form, row: Subject) -> Iterator[PaperTable]:
    """The problems that a paper is about, each with what was found and what is advised."""
    for field in form.fields.values():
        keys = [key for one in listed(row.facts.get(field.name)) if (key := id_of(one))]
        if keys and (field.type, field.of) == ("refs", "finding"):
            found = subjects_by_id(viewer, keys)
            yield problems([found[key] for key in keys if key in found], field.text)


def issuer(row: Subject, names: Mapping[UUID, str]) -> str:
    """The body whose paper it is: the team it lies with, else who drafted it."""
    drafter = row.facts["_"]["party"] if row.kind == "document" and row.facts.get("_") else ""
    key = row.body or id_of(drafter)
    return names.get(key, "") if key else ""


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
    form = scheme.form(opening_act(row.kind, scheme), row.code)
    title = form.text if form and (form.value or form.paper) else KIND_NAMES[row.kind]
    parts = tuple(part for part in sheet(scheme, row, names) if not isinstance(part, SignLine))
    org = names.get(row.body, "") if row.body else ""
    return Sheet(title, parts, org, (row.number,) if row.number else ())


def rows_of(scheme: Scheme, row: Subject, names: Mapping[UUID, str]) -> list[tuple[Text, Text]]:
    """Label and value of every field of the form that is filled."""
    known = known_slots(scheme, CATALOGUE[opening_act(row.kind, scheme)], row.code)
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


def pens(row: Subject) -> Iterator[UUID | None]:
    """Who signed the paper or wrote on it."""
    signed = row.facts.get("document.signed")
    for entry in (*((signed,) if signed else ()), *row.facts.get("matter.annotated", ())):
        yield id_of(entry["_"]["person"])


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
    signer = id_of(signed["_"]["person"]) if signed else None
    by = (issuer(row, names), names.get(signer, "") if signer else "")
    on = date.fromisoformat(row.facts["document.issued"][-1]["_"]["on"]) if issued else row.opened_on
    return (Letter(tuple(paragraphs), to=to, signed=tuple(one for one in by if one), on=on),)


def sheet(scheme: Scheme, row: Subject, names: Mapping[UUID, str]) -> tuple[Shown, ...]:
    """An official form of boxes: the fields, then what leaders wrote, then places for pens."""
    boxes = [
        (Cell(label, value, span=2, is_tall=len(value.zh) > 40),)
        for label, value in rows_of(scheme, row, names)
    ]
    for entry in row.facts.get("matter.annotated", ()):
        who = id_of(entry["_"]["person"])
        signed = f"{names.get(who, '') if who else ''} {entry['_']['on']}"
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
    for entry in listed(row.facts.get("matter.pursued")):
        said, on = str(entry.get("text", "")), str(entry["_"]["on"])
        boxes.append((Cell(Text("深入了解", "Looked into"), said, span=2, is_tall=True, signed=on),))
    closed = row.facts.get("complaint.closed")
    if closed:
        boxes.append((Cell(Text("处理结果", "Disposal"), str(closed.get("text", "")), span=2, is_tall=True),))
    parts: list[Shown] = [Grid(tuple(boxes)), *inventory(scheme, row)]
    parts.append(SignLine((Text("经办", "Handled by"), Text("负责人", "In charge"), Text("日期", "Date"))))
    return tuple(parts)


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


def record(
    viewer: Viewer, scheme: Scheme, row: Subject, acts: tuple[Act, ...], names: Mapping[UUID, str]
) -> tuple[Shown, ...]:
    """A matter without a form of its own: what is known of it, who is in it, and everything done on it, in order."""
    boxes = tuple((Cell(label, value, span=2),) for label, value in rows_of(scheme, row, names))
    parts: list[Shown] = [Grid(boxes)] if boxes else []
    if row.kind in ("body", "unit"):
        parts.append(roster_table(scheme, row, acts))
    parts.append(PaperTable(WHAT_HAPPENED[0], WHAT_HAPPENED[1:], tuple(
        (f"{act.occurred_on:%Y.%m.%d}", _who(act, names), act_words(scheme, act.type, act.value), _said(scheme, act, names, viewer))
        for act in acts if act.by_party  # what the clock did is no news on paper
    )))  # fmt: skip
    return tuple(parts)


WHAT_HAPPENED = (
    Text("办理经过", "What happened"),
    Text("日期", "Day"),
    Text("谁办的", "Who"),
    Text("办了什么", "What"),
    Text("内容", "Content"),
)


def _who(act: Act, names: Mapping[UUID, str]) -> str:
    return " ".join(names[key] for key in (act.by_party, act.by_person) if key and key in names)


def _said(scheme: Scheme, act: Act, names: Mapping[UUID, str], viewer: Viewer) -> Words:
    """What was said: everything for those who inspect and for who said it, the headline for others."""
    if may_read_in_full(viewer, act):
        said = details_of(scheme, act, names)
        more = [str(act.effects[name]) for name in ("reason", "paper") if act.effects.get(name)]
        zh, en = filter(None, (said.zh, *more)), filter(None, (said.en, *more))
        return Text("；".join(zh), "; ".join(en))
    slot = headline_of(scheme, act)
    return value_words(scheme, slot, act.fields[slot.name], names)[0] if slot else ""


def _kind(scheme: Scheme, code: str) -> Words:
    found = scheme.value("archive_kinds", code)
    return found.text if found else code
