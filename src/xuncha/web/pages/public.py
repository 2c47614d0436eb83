"""The public page: what was published for everybody, to read without an account, and where to send a word about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.dates.day_words import say_plain
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import day_of, id_of, listed
from xuncha.core.names.nouns import noun, worded
from xuncha.core.protection.small_numbers import released
from xuncha.core.record.payload import Slot
from xuncha.core.scheme.for_everybody import FOR_EVERYBODY
from xuncha.core.scheme.rules import Form, FormField, Scheme
from xuncha.core.words import Text
from xuncha.queries.public import bodies_with, done_of, entered_on, problems_of, published
from xuncha.queries.subjects import names_of
from xuncha.web.kit.link import Words
from xuncha.web.pages.frame import brand, jurisdiction, scheme_in_force
from xuncha.web.pages.papers.issuer import issuer
from xuncha.web.pages.papers.steps import steps
from xuncha.web.shown import value_words, without_small

CONTACT = ("phone", "box")
"""The fields of an announcement that say where a word about it goes."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One published paper: what it is, about whom and from whom, since when and where, and what it says."""

    key: UUID
    title: Text
    org: str
    facts: tuple[tuple[Text, Words], ...]
    said: tuple[tuple[Text, Words], ...]
    about: tuple[UUID, str] | None = None
    """The unit it is about, by id and name."""


@dataclass(frozen=True, slots=True)
class Told:
    """All that everybody is told, in both languages: by the office itself here, and by its public portal."""

    office: Text
    is_practice: bool
    notices: tuple[Notice, ...]
    on_duty: tuple[tuple[Text, Words, Words, Words], ...]
    reached: tuple[tuple[str, str], ...]
    yearly: tuple[tuple[Text, int, Text], ...]
    """What the regulation counts for everybody, year by year: what, in which year, how often."""
    modes: Text
    lead: Text


def public(request: HttpRequest) -> HttpResponse:
    """Everything published, the newest first."""
    return render(request, "public.html", {"told": told_to_all()})


def told_to_all() -> Told:
    """What is published now."""
    scheme = scheme_in_force()
    office, is_practice = jurisdiction()
    return Told(
        office=brand(office, noun(scheme, "work")),
        is_practice=is_practice,
        notices=notices_of(scheme),
        on_duty=on_duty(scheme),
        reached=reached(scheme),
        yearly=tuple(yearly(scheme, timezone.localdate())),
        modes=listed_words(scheme, "modes_of_report"),
        lead=worded(scheme, LEAD),
    )


def notices_of(scheme: Scheme) -> tuple[Notice, ...]:
    """The published papers, the newest first, with what became of the problems they name or count."""
    forms = {
        form.value: form
        for form in scheme.forms
        if form.act == "document.drafted" and form.paper in FOR_EVERYBODY
    }
    rows = published(forms)
    names = names_of([key for row in rows for key in (row.unit, row.body, issuer(row))])
    entered = entered_on([row.inspection for row in rows if row.inspection])
    contacts = {
        row.inspection: _said(scheme, forms[row.code], row, CONTACT)
        for row in reversed(rows)
        if _said(scheme, forms[row.code], row, CONTACT)
    }
    found = problems_behind(forms, rows)
    return tuple(
        replace(
            one,
            said=(*one.said, *progress(forms[row.code], row, found), *counted(forms[row.code], row, found)),
        )
        for row in rows
        for one in (notice(scheme, forms[row.code], row, names, entered, contacts.get(row.inspection, ())),)
    )


LEAD = Text(
    "对下列事项有意见，或者要反映问题，可以写信、打电话或者上门，向{team}、{office}或者{leaders}提出。",
    "Anybody may comment on these matters or report a problem, by letter, telephone or visit, to the {team}, the {office}"
    " or the {leaders}.",
)


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
        (worded(scheme, Text("{team}", "{Team}")), names.get(row.body, "") if row.body else ""),
        (Text("进驻日期", "Entered on"), _day(entered.get(row.inspection, "") if row.inspection else "")),
        (Text("公布日期", "Published on"), _day(last["_"]["on"])),
        (Text("公布方式", "Published by"), medium.text if medium else ""),
        (Text("地点", "Place"), str(last.get("place") or "")),
        *contact,
    )
    others = [name for name in form.fields if name not in CONTACT]
    unit = names.get(row.unit, "") if row.unit else ""
    title = Text(f"{form.text.zh}：{unit}", f"{form.text.en}: {unit}") if unit else form.text
    org = names.get(key, "") if (key := issuer(row)) else ""
    about = (row.unit, unit) if row.unit and unit else None
    facts = tuple(one for one in told if one[1])
    return Notice(row.id, title, org, facts, _said(scheme, form, row, others), about)


def problems_behind(forms: Mapping[str, Form], rows: Iterable[Subject]) -> tuple[Subject, ...]:
    """The problems that these papers name or count; none where no paper does."""
    counting = [row for row in rows if "finding" in forms[row.code].counted]
    named = [key for row in rows for key in _named(forms[row.code], row)]
    return problems_of(counting, named) if counting or named else ()


def _named(form: Form, row: Subject) -> Iterator[UUID]:
    """The problems that a paper names."""
    for field in form.fields.values():
        if (field.type, field.of) == ("refs", "finding"):
            yield from (key for one in listed(row.facts.get(field.name)) if (key := id_of(one)))


STEPS_TOLD = (
    "finding.fed_back",
    "rectification.planned",
    "rectification.reported",
    "finding.closed",
    "finding.reopened",
)
"""What is told of a published problem: each step with its day, and nothing of what was found or said."""


def progress(form: Form, row: Subject, found: Iterable[Subject]) -> Iterator[tuple[Text, Words]]:
    """How far each problem is that a paper named: the steps it has gone, each with its day, as they stand now."""
    known = {one.id: one for one in found}
    for n, key in enumerate(_named(form, row), start=1):
        if problem := known.get(key):
            said = sorted((day, code) for code in STEPS_TOLD if (day := _done_on(problem, code)))
            steps = [(CATALOGUE[code].name, say_plain(day)) for day, code in said]
            yield (
                Text(f"第{n}个问题的整改进展", f"Progress of problem {n}"),
                Text(
                    "；".join(f"{name.zh} {day.zh}" for name, day in steps) or "还没有移交",
                    "; ".join(f"{name.en} {day.en}" for name, day in steps) or "not yet handed over",
                ),
            )


def _done_on(problem: Subject, code: str) -> date | None:
    last = next(reversed(listed(problem.facts.get(code))), None)
    return day_of(last["_"]["on"]) if isinstance(last, Mapping) else None


def counted(form: Form, row: Subject, found: Iterable[Subject]) -> Iterator[tuple[Text, Words]]:
    """What a paper counts of the problems where it lies: in steps, as it is told anew each day (`core.protection.small_numbers`)."""
    if "finding" not in form.counted:
        return
    lies = [
        one
        for one in found
        if (one.inspection == row.inspection if row.inspection else one.campaign == row.campaign)
    ]
    for words, n in steps(lies):
        yield Text(f"问题：{words.zh}", f"Problems: {words.en.lower()}"), released(n)


def yearly(scheme: Scheme, today: date) -> Iterator[tuple[Text, int, Text]]:
    """How often what the regulation counts for everybody was done in the last year and in this one: in steps, and no matter named."""
    acts = [one for view in scheme.views if view.page == "public_page" for one in view.counted]
    if not acts:
        return
    for year in (today.year - 1, today.year):
        found = done_of(acts, date(year, 1, 1), date(year, 12, 31))
        for one in acts:
            yield _words_of(scheme, one), year, released(found.get(one, 0))


def _words_of(scheme: Scheme, word: str) -> Text:
    """`act:value` in words: its kind, where its thing was begun as one, else the act."""
    act, _, value = word.partition(":")
    kinds = {field.of for one in CATALOGUE.values() if one.opens and set(one.on) & set(CATALOGUE[act].on)
             if (field := one.field(one.deciding) if one.deciding else None)}  # fmt: skip
    return next(
        (found.text for name in sorted(kinds) if (found := scheme.value(name, value))), CATALOGUE[act].name
    )


def on_duty(scheme: Scheme) -> tuple[tuple[Text, Words, Words, Words], ...]:
    """Who is on duty on which days, on the rosters that the regulation tells everybody: roster, who, from, to."""
    rosters = scheme.lists.get("rosters")
    told = {
        one.code: one.text for one in (rosters.values.values() if rosters else ()) if one.extra.get("public")
    }
    if not told:
        return ()
    today = timezone.localdate().isoformat()
    turns = [
        turn
        for row in bodies_with("shift.assigned")
        for turn in listed(row.facts["shift.assigned"])
        if str(turn.get("roster")) in told and str(turn.get("to_on")) >= today
    ]
    names = names_of(id_of(turn.get("person")) for turn in turns)
    return tuple(
        (told[str(turn["roster"])], names.get(person, "") if (person := id_of(turn.get("person"))) else "",
         _day(turn.get("from_on")), _day(turn.get("to_on")))
        for turn in sorted(turns, key=lambda turn: str(turn.get("from_on")))
    )  # fmt: skip


def reached(scheme: Scheme) -> tuple[tuple[str, str], ...]:
    """The bodies that take reports in and can be reached, each with its telephone, letter box and place."""
    takes = {
        role.body
        for role in scheme.roles.values()
        if any(act.startswith("complaint.received") for act in role.may)
    }
    said = (
        (row.title, [str(row.facts[name]) for name in (*CONTACT, "place") if row.facts.get(name)])
        for row in bodies_with(*CONTACT)
        if row.code in takes
    )
    return tuple((title, "；".join(ways)) for title, ways in said)


def listed_words(scheme: Scheme, name: str) -> Text:
    """The values of a list in one line."""
    found = scheme.lists.get(name)
    values = [one.text for one in found.values.values()] if found else []
    return Text("、".join(one.zh for one in values), ", ".join(one.en for one in values))


def _day(written: object) -> Words:
    """A day of the record as the office writes it."""
    day = day_of(written)
    return say_plain(day) if day else ""


def _said(
    scheme: Scheme, form: Form, row: Subject, wanted: tuple[str, ...] | list[str]
) -> tuple[tuple[Text, Words], ...]:
    """Fields of plain text and dates, by their headings."""
    fields = [form.fields[name] for name in wanted if name in form.fields]
    return tuple(
        (field.text, _told(scheme, field, row.facts[field.name]))
        for field in fields
        if field.type in TOLD and not field.personal and row.facts.get(field.name)
    )


TOLD = ("text", "long", "date", "number", "items")
"""Types of fields that are written for everybody; people, files and matters on record are not."""


def _told(scheme: Scheme, field: FormField, value: Any) -> Words:
    """A field as everybody reads it: lines one after another, without those of too small a sample."""
    if field.type == "date":
        return _day(value)
    if field.type != "items":
        return str(value)
    words = value_words(scheme, Slot(field.name, field.text, "items"), without_small(value, field.least), {})
    return Text("；".join(one.zh for one in words), "; ".join(one.en for one in words))
