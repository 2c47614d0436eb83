"""Papers as they print: each from the record, nothing typed again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from xuncha.core.case_words import state_name
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.day_words import say_plain
from xuncha.core.labels import KIND_NAMES
from xuncha.core.nouns import noun, worded
from xuncha.core.payload import Slot, known_slots
from xuncha.core.received import reached, receipts
from xuncha.core.rows import Act, Subject
from xuncha.core.scheme import Form, Scheme
from xuncha.core.silence import COUNTED
from xuncha.core.values import day_of, id_of, listed
from xuncha.core.words import Text
from xuncha.queries.rounds import keeper_of_ledgers
from xuncha.queries.subjects import acts_on, called, entered_by, subject_for_page, subjects_by_id
from xuncha.store.access import note
from xuncha.store.schemes import scheme_for
from xuncha.store.viewer import Viewer, reads_in_full
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.block import Shown
from xuncha.web.kit.link import Link, Words
from xuncha.web.kit.paper import Cell, Grid, Letter, Paper, PaperTable, PrintedBy, Rest, SignLine
from xuncha.web.pages.figures import figures, problems
from xuncha.web.pages.fixed import fixed_paper, listed_parts
from xuncha.web.pages.frame import brand, jurisdiction
from xuncha.web.pages.frozen_figures import printed
from xuncha.web.pages.handing_over import handed_over_tables
from xuncha.web.pages.parts import THE_CLOCK, done_words, is_quiet, may_read_in_full
from xuncha.web.pages.roster import roster_table
from xuncha.web.pages.volume import lines_in, says_something
from xuncha.web.shown import (
    details_of,
    headline_of,
    in_a_line,
    joined,
    opening_act,
    own_slots,
    references_in,
    value_words,
    without_small,
)

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
        "circular",
        "order",
        "bulletin",
        "press_text",
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
    fixed = fixed_paper(viewer, scheme, row)
    is_plain = form is not None and form.paper and fixed is None and not has_other_beginnings(row)
    acts = () if is_plain else acts_on(viewer, row)
    if form and acts and form.act not in {act.type for act in acts}:
        form = None  # planned or drawn, and nothing of the form is filled in yet
    told = references_in([dict(row.facts), *(dict(act.fields) for act in acts)])
    by = (key for act in acts for key in (act.by_party, act.by_person))
    names = called(viewer, [*told, *by, row.unit, row.body, issuer(row), *pens(row)])
    office, is_practice = jurisdiction()
    if has_no_form := form is None or not form.paper:
        body = record(viewer, scheme, row, acts, names)
    else:
        tables = {} if form.lines else dict(problems_named(viewer, form, row))
        tables |= dict(told_by_sender(viewer, scheme, form, row)) | dict(printed(row))
        body = (letter if form.paper in LETTERS else sheet)(scheme, row, names, tables)
        body = (*body, *tables.values(), *listed_parts(viewer, scheme, row, form))
    if form and form.counted and not form.by_unit:
        body = (*body, *figures(viewer, scheme, row, form))
    if not has_no_form:
        body = (*body, *received(viewer, scheme, row, names))
    named = form.text if form and (form.value or form.paper) else KIND_NAMES[row.kind]
    org = names.get(key, "") if (key := issuer(row)) and key != row.id else ""
    if fixed:
        if not has_no_form:
            body = (*body, what_happened(viewer, scheme, acts, names))
        named, has_no_form, org = fixed.form.text, False, fixed.by or org
        body = (*fixed.parts, Rest(Text("另有登记", "What else is on record")), *body)
    return Paper(
        title=(row.title or named) if has_no_form else named,
        parts=body,
        office=brand(office, noun(scheme, "work")),
        printed_by=PrintedBy(viewer.name, timezone.localtime(), 0 if viewer.is_inspected else row.version),
        org=org,
        numbers=(row.number,) if row.number else (),
        state=state_name(row.state) if row.state == "draft" else "",
        is_practice=is_practice,
        back=Link(Text("返回", "Back"), addresses.of_subject(row.kind, row.id)),
    )


def has_other_beginnings(row: Subject) -> bool:
    """Whether such a thing may have begun by another act than the one whose form it has."""
    return sum(bool(act.opens) and row.kind in act.on for act in CATALOGUE.values()) > 1


def problems_named(viewer: Viewer, form: Form, row: Subject) -> Iterator[tuple[str, PaperTable]]:
    """The problems that a paper is about, each with what was found and what is advised; by the field that names them."""
    for field in form.fields.values():
        keys = [key for one in listed(row.facts.get(field.name)) if (key := id_of(one))]
        if keys and (field.type, field.of) == ("refs", "finding"):
            found = subjects_by_id(viewer, keys)
            yield field.name, problems([found[key] for key in keys if key in found], field.text)


def told_by_sender(
    viewer: Viewer, scheme: Scheme, form: Form, row: Subject
) -> Iterator[tuple[str, PaperTable]]:
    """What a paper rests on, where its form says that it tells it: the sender's own entries, to whoever reads the paper."""
    keeper = scheme.roles.get(str(scheme.about.get("supervisor", "")))
    for field in form.fields.values():
        keys = [key for one in listed(row.facts.get(field.name)) if (key := id_of(one))]
        if field.told and keys and keeper:
            sender = str(row.facts.get("_", {}).get("party", ""))
            rows = entered_by(keeper_of_ledgers(viewer, keeper.body), keys, sender)
            yield field.name, PaperTable(field.text, TOLD, tuple(entries_of(scheme, rows)))


TOLD = (Text("事项", "Matter"), Text("项目", "Field"), Text("内容", "Content"))


def entries_of(scheme: Scheme, rows: Iterable[Subject]) -> Iterator[tuple[Words, ...]]:
    """A line for each field that the regulation's own form asked of these things; of one without any, its name."""
    for row in rows:
        act = opening_act(row.kind, scheme)
        form, known = scheme.form(act, row.code), known_slots(scheme, CATALOGUE[act], row.code)
        names = [name for name in (form.fields if form else ()) if row.facts.get(name)]
        for name in names:
            words = value_words(scheme, known[name], row.facts[name], {})
            said = Text("、".join(one.zh for one in words), ", ".join(one.en for one in words))
            yield row.title, known[name].text, said
        if not names:
            yield row.title, "", ""


def issuer(row: Subject) -> UUID | None:
    """The body whose paper it is: whoever signed it, else who drafted it; of what is no paper, the team it lies with."""
    if row.kind != "document":
        return row.body
    signed = row.facts.get("document.signed") or row.facts
    return id_of(signed.get("_", {}).get("party")) or row.body


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
    org = names.get(key, "") if (key := issuer(row)) else ""
    return Sheet(title, parts, org, (row.number,) if row.number else ())


def rows_of(
    scheme: Scheme, row: Subject, names: Mapping[UUID, str], tables: Collection[str] = ()
) -> list[tuple[Text, Text]]:
    """Label and value of every field of the form that is filled; of what stands in a table under it, how many."""
    known = own_slots(scheme, row, opening_act(row.kind, scheme))
    form = scheme.form(opening_act(row.kind, scheme), row.code)
    found = []
    for slot in known.values():
        value = row.facts.get(slot.name)
        if value in (None, "", []) or is_quiet(row, slot.name):
            continue
        if (row.kind, slot.name) == ("volume", "lines"):
            continue  # its index is a table of its own
        if slot.name in tables:
            n = len(listed(value))
            found.append((slot.text, Text(f"共 {n} 个，见附表。", f"{n} in all; see the table below.")))
            continue
        if form and slot.name in form.fields and (least := form.fields[slot.name].least):
            value = without_small(value, least)
        words = value_words(scheme, slot, value, names)
        if (
            slot.name == "addressee"
            and scheme.part_of(str(value)) == "inspects"
            and row.body
            and row.body in names
        ):  # which team
            words = [Text(names[row.body], names[row.body])]
        found.append((slot.text, joined(slot, words)))
    return found


def pens(row: Subject) -> Iterator[UUID | None]:
    """Who signed the paper or wrote on it."""
    signed = row.facts.get("document.signed")
    for entry in (*((signed,) if signed else ()), *row.facts.get("matter.annotated", ())):
        yield id_of(entry["_"]["person"])


def issued_to(row: Subject, names: Mapping[UUID, str]) -> str:
    """Everybody a paper was issued to, each once."""
    told = [party for entry in row.facts.get("document.issued", ()) for party in listed(entry.get("to"))]
    return "、".join(names.get(key, "") for one in dict.fromkeys(told) if (key := id_of(one)))


def answer_by(row: Subject) -> Text | None:
    """The day by which an answer, or what was demanded, is expected."""
    day = next((day_of(one.get("due")) for one in reversed(row.facts.get("document.issued", ()))), None)
    if day is None:
        return None
    plain = say_plain(day)
    return Text(f"请在{plain.zh}前办理并书面答复。", f"Please act and answer in writing by {plain.en}.")


def letter(
    scheme: Scheme, row: Subject, names: Mapping[UUID, str], tables: Collection[str] = ()
) -> tuple[Shown, ...]:
    """A notice, announcement, plan or report: to whom, what under each heading, from whom, when."""
    marks = "一二三四五六七八九十"
    paragraphs: list[Words] = []
    for n, (label, value) in enumerate(rows_of(scheme, row, names, tables)):
        mark = marks[n] if n < len(marks) else str(n + 1)
        paragraphs += [Text(f"{mark}、{label.zh}", f"{n + 1}. {label.en}"), value]
    to = "、".join(one for one in (*_addressed(scheme, row), issued_to(row, names)) if one)
    if due := answer_by(row):
        paragraphs.append(due)
    signed = row.facts.get("document.signed")
    signer = id_of(signed["_"]["person"]) if signed else None
    by = (names.get(key, "") if (key := issuer(row)) else "", names.get(signer, "") if signer else "")
    issued = row.facts.get("document.issued")
    on = date.fromisoformat(issued[-1]["_"]["on"]) if issued else row.opened_on
    return (Letter(tuple(paragraphs), to=to, signed=tuple(one for one in by if one), on=on),)


def _addressed(scheme: Scheme, row: Subject) -> tuple[str, ...]:
    """The kinds of bodies a paper is addressed to, where the regulation has them chosen when it is issued: `各区委`."""
    own = {field.name for field in CATALOGUE["document.issued"].fields}
    chosen = [
        slot
        for slot in known_slots(scheme, CATALOGUE["document.issued"], row.code).values()
        if slot.name not in own and slot.type == "code" and slot.many
    ]
    return tuple(
        words.zh
        for entry in row.facts.get("document.issued", ())
        for slot in chosen
        if entry.get(slot.name)
        for words in value_words(scheme, slot, entry[slot.name], {})
    )


def received(viewer: Viewer, scheme: Scheme, row: Subject, names: Mapping[UUID, str]) -> Iterator[PaperTable]:
    """Who has received a paper, when and on what proof: all of it for those who inspect, its own receipt for a party."""
    lines = tuple(
        (
            names.get(UUID(reached(name, entry)), ""),
            CATALOGUE[act].name,
            in_a_line(scheme, _told(scheme, act, row, entry), names),
        )
        for name, entry in receipts(row.facts)
        if reads_in_full(viewer, id_of(entry["_"]["party"]))
        for act in (name.partition("/")[0],)
    )
    if row.kind == "document" and lines:
        heads = (Text("机构", "Body"), Text("办了什么", "What"), Text("内容", "Content"))
        yield PaperTable(Text("送达和签收", "Deliveries and receipts"), heads, lines)


def _told(scheme: Scheme, act: str, row: Subject, entry: Mapping[str, Any]) -> Iterator[tuple[Slot, Any]]:
    """What an act on a paper said, in the order of its form; whom it reached stands beside it."""
    known = known_slots(scheme, CATALOGUE[act], row.code)
    return ((slot, entry[name]) for name, slot in known.items() if name in entry and name != "to")


def sheet(
    scheme: Scheme, row: Subject, names: Mapping[UUID, str], tables: Collection[str] = ()
) -> tuple[Shown, ...]:
    """An official form of boxes: the fields, then what leaders wrote, then places for pens."""
    boxes: list[tuple[Cell, ...]] = [*_registered(scheme, row, names)]
    boxes += [
        (Cell(label, value, span=2, is_tall=len(value.zh) > 40),)
        for label, value in rows_of(scheme, row, names, tables)
    ]
    if to := issued_to(row, names):
        boxes.append((Cell(Text("发往", "Issued to"), to, span=2, is_tall=len(to) > 40),))
    for entry in row.facts.get("matter.annotated", ()):
        who = id_of(entry["_"]["person"])
        name, day = names.get(who, "") if who else "", _plain(entry["_"]["on"])
        signed = Text(f"{name} {day.zh}", f"{name} {day.en}")
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
        said, on = str(entry.get("text", "")), _plain(entry["_"]["on"])
        boxes.append((Cell(Text("深入了解", "Looked into"), said, span=2, is_tall=True, signed=on),))
    closed = row.facts.get("complaint.closed")
    if closed:
        result = scheme.value("complaint_results", str(closed.get("result", "")))
        text = str(closed.get("text", ""))
        how = Text(f"{result.text.zh}。{text}", f"{result.text.en}. {text}") if result else text
        boxes.append((Cell(Text("处理结果", "Disposal"), how, span=2, is_tall=True),))
    parts: list[Shown] = [Grid(tuple(boxes)), *inventory(scheme, row)]
    parts.append(SignLine((Text("经办", "Handled by"), Text("负责人", "In charge"), Text("日期", "Date"))))
    return tuple(parts)


def _registered(scheme: Scheme, row: Subject, names: Mapping[UUID, str]) -> Iterator[tuple[Cell, ...]]:
    """When a letter came in and who registered it; of which unit a volume is."""
    if row.kind == "volume" and row.unit and row.unit in names:
        yield (Cell(worded(scheme, Text("{unit}", "{Unit}")), names[row.unit], span=2),)
    if row.kind == "complaint":
        clerk = id_of(row.facts.get("_", {}).get("person"))
        yield (Cell(Text("收到日期", "Received on"), say_plain(row.opened_on), span=2),)
        yield (Cell(Text("登记人", "Registered by"), names.get(clerk, "") if clerk else "", span=2),)


def _plain(written: object) -> Text:
    """A day of the record as papers have it."""
    day = day_of(written)
    return say_plain(day) if day else Text("", "")


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
        parts += roster_table(viewer, scheme, row, acts)
        parts += handed_over_tables(viewer, scheme, row, acts, names)
    parts.append(what_happened(viewer, scheme, acts, names))
    return tuple(parts)


def what_happened(
    viewer: Viewer, scheme: Scheme, acts: tuple[Act, ...], names: Mapping[UUID, str]
) -> PaperTable:
    """Everything done on a matter, in order; of what the clock did, only that a silence counted is news on paper."""
    lines = tuple(
        (f"{act.occurred_on:%Y.%m.%d}", _who(act, names), done_words(scheme, act, viewer), _said(scheme, act, names, viewer))
        for act in acts if act.by_kind != "clock" or act.type == COUNTED
    )  # fmt: skip
    return PaperTable(WHAT_HAPPENED[0], WHAT_HAPPENED[1:], lines)


WHAT_HAPPENED = (
    Text("办理经过", "What happened"),
    Text("日期", "Day"),
    Text("谁办的", "Who"),
    Text("办了什么", "What"),
    Text("内容", "Content"),
)


def _who(act: Act, names: Mapping[UUID, str]) -> Words:
    if act.by_kind == "clock":
        return THE_CLOCK
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
