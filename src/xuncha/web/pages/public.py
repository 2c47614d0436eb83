"""The public page: what was published for everybody, to read without an account, and where to send a word about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xuncha.core.rows import Subject
from xuncha.core.scheme import Form, Scheme
from xuncha.core.values import listed
from xuncha.core.words import Text
from xuncha.queries.public import entered_on, published
from xuncha.queries.subjects import names_of
from xuncha.web.kit.link import Words
from xuncha.web.pages.frame import jurisdiction, scheme_in_force

FOR_EVERYBODY = frozenset({"announcement", "public_notice"})
"""The papers of a regulation that are written for everybody; a notice posted inside a unit is none of them."""

CONTACT = ("phone", "box")
"""The fields of an announcement that say where a word about it goes."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One published paper: what it is, about whom and from whom, since when and where, and what it says."""

    title: Text
    facts: tuple[tuple[Text, Words], ...]
    said: tuple[tuple[Text, Words], ...]


def public(request: HttpRequest) -> HttpResponse:
    """Everything published, the newest first."""
    scheme = scheme_in_force()
    office, is_practice = jurisdiction()
    forms = {
        form.value: form
        for form in scheme.forms
        if form.act == "document.drafted" and form.paper in FOR_EVERYBODY
    }
    rows = published(forms)
    names = names_of([key for row in rows for key in (row.unit, row.body)])
    entered = entered_on([row.inspection for row in rows if row.inspection])
    contacts = {
        row.inspection: _said(forms[row.code], row, CONTACT)
        for row in reversed(rows)
        if _said(forms[row.code], row, CONTACT)
    }
    notices = tuple(
        notice(scheme, forms[row.code], row, names, entered, contacts.get(row.inspection, ())) for row in rows
    )
    context = {
        "office": Text(f"{office.zh}巡查", f"{office.en} inspection"),
        "is_practice": is_practice,
        "notices": notices,
    }
    return render(request, "public.html", context)


def notice(
    scheme: Scheme,
    form: Form,
    row: Subject,
    names: Mapping[UUID, str],
    entered: Mapping[UUID, str],
    contact: tuple[tuple[Text, Words], ...],
) -> Notice:
    """A paper as everybody reads it: only the fields of its own form, nobody's name, no number of the record."""
    last = listed(row.facts.get("document.published"))[-1]
    medium = scheme.value("media", str(last.get("medium", "")))
    told: tuple[tuple[Text, Words], ...] = (
        (Text("单位", "Unit"), names.get(row.unit, "") if row.unit else ""),
        (Text("巡查组", "Team"), names.get(row.body, "") if row.body else ""),
        (Text("进驻日期", "Entered on"), entered.get(row.inspection, "") if row.inspection else ""),
        (Text("公布日期", "Published on"), str(last["_"]["on"])),
        (Text("公布方式", "Published by"), medium.text if medium else ""),
        (Text("地点", "Place"), str(last.get("place") or "")),
        *contact,
    )
    others = [name for name in form.fields if name not in CONTACT]
    return Notice(form.text, tuple(one for one in told if one[1]), _said(form, row, others))


def _said(form: Form, row: Subject, wanted: tuple[str, ...] | list[str]) -> tuple[tuple[Text, Words], ...]:
    """Fields of plain text and dates, by their headings."""
    fields = [form.fields[name] for name in wanted if name in form.fields]
    return tuple(
        (field.text, str(row.facts[field.name]))
        for field in fields
        if field.type in ("text", "long", "date") and not field.personal and row.facts.get(field.name)
    )
