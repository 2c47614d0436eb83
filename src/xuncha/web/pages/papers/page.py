"""The print view of a matter: its paper in the form that the scheme gives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.rows import Act, Subject
from xuncha.core.facts.values import listed
from xuncha.core.names.case_words import state_name
from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.names.nouns import noun
from xuncha.core.scheme.rules import Form, Scheme
from xuncha.core.words import Text
from xuncha.queries.carried import called_in
from xuncha.queries.subjects import (
    acts_on,
    subject_for_page,
)
from xuncha.store.access import note
from xuncha.store.schemes import scheme_for
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.block import Shown
from xuncha.web.kit.link import Link
from xuncha.web.kit.paper import Paper, PaperTable, PrintedBy, Rest
from xuncha.web.pages.frame import brand, jurisdiction
from xuncha.web.pages.papers.boxes import fixed_paper
from xuncha.web.pages.papers.fields import OWN_NUMBER, own_of
from xuncha.web.pages.papers.figures import figures
from xuncha.web.pages.papers.issuer import issuer, pens
from xuncha.web.pages.papers.letter import LETTERS, letter
from xuncha.web.pages.papers.lists import listed_parts
from xuncha.web.pages.papers.plain import plain_letter
from xuncha.web.pages.papers.problems import problems_named
from xuncha.web.pages.papers.receipts import received
from xuncha.web.pages.papers.record import record, what_happened
from xuncha.web.pages.papers.sheet import sheet
from xuncha.web.pages.papers.told import told_by_sender
from xuncha.web.pages.pieces.frozen_figures import printed
from xuncha.web.shown import (
    opening_act,
    references_in,
)


@seated
def paper(request: Asked, plural: str, key: UUID) -> HttpResponse:
    """The print view of a subject that has a paper."""
    viewer = request.viewer
    row = subject_for_page(viewer, key)
    if row is None or addresses.PLURALS.get(plural) != row.kind:
        raise Http404
    note(viewer, "printed", row.id, row.kind)
    return render(request, "paper.html", {"paper": paper_of(viewer, row)})


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter as its paper is made from: who reads it, its form if it has one, what happened on it, and all names."""

    viewer: Viewer
    scheme: Scheme
    row: Subject
    form: Form | None
    acts: tuple[Act, ...]
    names: Mapping[UUID, str]

    @property
    def has_no_form(self) -> bool:
        """Whether it prints as a record; a paper always reads as one."""
        return (self.form is None or not self.form.paper) and self.row.kind != "document"


def _kind(scheme: Scheme, row: Subject) -> Text:
    """What a matter is: a paper by its kind in the regulation."""
    value = scheme.value("documents", row.code) if row.kind == "document" else None
    return value.text if value else KIND_NAMES[row.kind]


def paper_of(viewer: Viewer, row: Subject) -> Paper:
    """The paper of a subject, in the form the scheme gives it."""
    scheme = scheme_for(row)
    fixed = fixed_paper(viewer, scheme, row)
    matter = _read(viewer, scheme, row, is_fixed=fixed is not None)
    body, form, has_no_form = _parts(matter), matter.form, matter.has_no_form
    named = form.text if form and (form.value or form.paper) else _kind(scheme, row)
    org = matter.names.get(key, "") if (key := issuer(row)) and key != row.id else ""
    if fixed:
        if not has_no_form:
            body = (*body, *_done_on_it(matter))
        named, has_no_form, org = fixed.form.text, False, fixed.by or org
        body = (*fixed.parts, Rest(Text("另有登记", "What else is on record")), *body)
    office, is_practice = jurisdiction()
    return Paper(
        title=(row.title or named) if has_no_form else named,
        parts=body,
        office=brand(office, noun(scheme, "work")),
        printed_by=PrintedBy(viewer.name, timezone.localtime(), row.version if viewer.is_told_places else 0),
        org=org,
        numbers=tuple(filter(None, (own_of(row, OWN_NUMBER) or row.number,))),
        state=state_name(row.state) if row.state == "draft" else "",
        is_practice=is_practice,
        back=Link(Text("返回", "Back"), addresses.of_subject(row.kind, row.id)),
    )


def _read(viewer: Viewer, scheme: Scheme, row: Subject, *, is_fixed: bool) -> Matter:
    """Its form, what happened where that stands on the paper, and the names of all it names."""
    form = scheme.form(opening_act(row.kind, scheme), row.code)
    is_plain = form is not None and form.paper and not is_fixed and not has_other_beginnings(row)
    is_received = row.kind == "document" and not viewer.is_inside  # what was done on it is its sender's
    acts = () if is_plain or is_received else acts_on(viewer, row)
    if form and acts and form.act not in {act.type for act in acts}:
        form = None  # planned or drawn, and nothing of the form is filled in yet
    told = references_in([dict(row.facts), *(dict(act.fields) for act in acts)])
    by = (key for act in acts for key in (act.by_party, act.by_person))
    names = called_in(viewer, scheme, row, [*told, *by, row.unit, row.body, issuer(row), *pens(row)])
    return Matter(viewer, scheme, row, form, acts, names)


def _parts(matter: Matter) -> tuple[Shown, ...]:
    """The form of a matter with its tables and receipts, or its record; then what it counts."""
    viewer, scheme, row, form, names = matter.viewer, matter.scheme, matter.row, matter.form, matter.names
    if matter.has_no_form:
        body = record(viewer, scheme, row, matter.acts, names)
    elif form is None or not form.paper:
        body = plain_letter(viewer, scheme, row, names)
        body = (*body, *_done_on_it(matter))
    else:
        tables = {} if form.lines else dict(problems_named(viewer, form, row))
        tables |= dict(told_by_sender(viewer, scheme, form, row)) | dict(printed(row))
        lines = {name: _named_in(table, row, name) for name, table in tables.items()}
        body = (letter if form.paper in LETTERS else sheet)(scheme, row, names, lines)
        body = (*body, *tables.values(), *listed_parts(viewer, scheme, row, form))
    if form and form.counted and not form.by_unit:
        body = (*body, *figures(viewer, scheme, row, form))
    return body if matter.has_no_form else (*body, *received(viewer, scheme, row, names))


def _done_on_it(matter: Matter) -> Iterator[PaperTable]:
    """What was done on it, for those who inspect; who receives a paper has the paper alone."""
    if matter.acts:
        yield what_happened(matter.viewer, matter.scheme, matter.acts, matter.names)


def _named_in(table: PaperTable, row: Subject, name: str) -> int:
    """How many things a table tells of: a line each where its lines are numbered."""
    return len(table.rows) if table.is_numbered else len(listed(row.facts.get(name)))


def has_other_beginnings(row: Subject) -> bool:
    """Whether such a thing may have begun by another act than the one whose form it has."""
    return sum(bool(act.opens) and row.kind in act.on for act in CATALOGUE.values()) > 1
