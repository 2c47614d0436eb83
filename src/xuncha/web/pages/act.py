"""The page on which one act is done: the form in the order of the paper, the refusal where it was tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.utils import timezone

from xuncha.actions.attach import used
from xuncha.actions.perform import Entry, NotThere, done_before, perform
from xuncha.actions.seen import as_seen_now
from xuncha.core.attached import files_in
from xuncha.core.catalogue import CATALOGUE, ActType
from xuncha.core.engine import correctable, known_slots
from xuncha.core.labels import KIND_NAMES
from xuncha.core.payload import REFERENCES, SCAN, Slot
from xuncha.core.refusal import FieldFault, Refused
from xuncha.core.rows import Subject
from xuncha.core.scheme import Form, Scheme, calls
from xuncha.core.values import listed as values_of
from xuncha.core.words import Text
from xuncha.queries.archive import counts_for_volume
from xuncha.queries.choices import Choice, act_words, every_choice, kinds_of
from xuncha.queries.options import kinds_known, options_for
from xuncha.queries.people import closed_by_recusal
from xuncha.queries.posts import may_open, posts_entered_for
from xuncha.queries.prefill import known_already
from xuncha.queries.subjects import subject_for_page
from xuncha.store.access import note_asked_in_vain
from xuncha.store.schemes import scheme_for
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated, viewer_for
from xuncha.web.attaching import file_field, files_posted
from xuncha.web.kit.act_choice import ActChoice
from xuncha.web.kit.answer import lead_to
from xuncha.web.kit.block import Block, Item, Items, Shown
from xuncha.web.kit.form_page import Field, FieldType, FormPage, Option
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Link, Words
from xuncha.web.kit.pages import ActPage, SubjectPage
from xuncha.web.kit.posted import asks_more_lines, chosen, lines_posted
from xuncha.web.kit.said import Said, say_on_next_page
from xuncha.web.pages import parts
from xuncha.web.pages.frame import show
from xuncha.web.pages.refused import box_above, naming_what_changed, recused_page, was_resent, was_stale
from xuncha.web.pages.volume import number_filed
from xuncha.web.typed import Typed, told, typed_from
from xuncha.web.unsent import unsent

FIRST = 9
"""No form shows more fields at first."""

TYPES: Mapping[str, tuple[FieldType, FieldType]] = {
    "text": (FieldType.TEXT, FieldType.LONG),
    "long": (FieldType.LONG, FieldType.LONG),
    "n": (FieldType.NUMBER, FieldType.NUMBER),
    "date": (FieldType.DATE, FieldType.DATE),
    "at": (FieldType.AT, FieldType.AT),
    "yes": (FieldType.YES, FieldType.YES),
    "code": (FieldType.CHOICE, FieldType.CHOICES),
    "person": (FieldType.PERSON, FieldType.PEOPLE),
    "post": (FieldType.POST, FieldType.POST),
    "unit": (FieldType.UNIT, FieldType.UNITS),
    "party": (FieldType.UNIT, FieldType.UNITS),
    "ref": (FieldType.REF, FieldType.REFS),
    "file": (FieldType.FILE, FieldType.FILES),
    "items": (FieldType.LINES, FieldType.LINES),
    "map": (FieldType.LONG, FieldType.LONG),
}

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
    ),
    "lines": (
        ("kind", FieldType.CHOICE, Text("类别", "Kind")),
        ("n", FieldType.NUMBER, Text("件数", "Count")),
        ("absent", FieldType.TEXT, Text("没有的原因", "Why absent")),
    ),
    "targets": (
        ("kind", FieldType.CHOICE, Text("类别", "Kind")),
        ("what", FieldType.TEXT, Text("对象", "Target")),
        ("post", FieldType.TEXT, Text("职务", "Post")),
    ),
    "results": (
        ("what", FieldType.TEXT, Text("题目", "Question")),
        ("n", FieldType.NUMBER, Text("人数", "Number")),
    ),
    "attachments": (("what", FieldType.TEXT, Text("附件名称", "Attachment")),),
}
BY_WORDS = frozenset({FieldType.PERSON, FieldType.UNIT, FieldType.REF, FieldType.POST})
"""Questions that may be answered with a name, which is then looked up."""

MOST_TICKED = 100
"""So many things can be offered to be ticked; of more, each one wanted is written in a line, which offers what fits."""

LOOKED_UP = {
    FieldType.PEOPLE: FieldType.PERSON,
    FieldType.UNITS: FieldType.UNIT,
    FieldType.REFS: FieldType.REF,
}
ONE = "one"
"""The column of such lines."""

LINE_LISTS = {"items": "agenda", "lines": "archive_kinds", "targets": "target_kinds"}
"""The list that the kind of a line is chosen from."""

ALONE = frozenset({"campaign", "unit", "person", "body"})
"""Kinds that may lie in nothing else."""

NOT_ASKED = frozenset({"version", SCAN.name})
"""Fields that the page knows by itself, or asks beside the paper they belong to."""


@seated
def do(request: Asked, plural: str, key: UUID, act: str) -> HttpResponse:
    """An act on a subject."""
    return _page(request, plural, key, act, begins=False)


@seated
def begin(request: Asked, plural: str, key: UUID, act: str) -> HttpResponse:
    """An act that begins something new within a subject."""
    return _page(request, plural, key, act, begins=True)


@seated
def begin_alone(request: Asked, plural: str, act: str) -> HttpResponse:
    """An act that begins something that lies in nothing else: a round, a unit, a person, a body."""
    entry = CATALOGUE.get(act)
    kind = addresses.PLURALS.get(plural)
    if entry is None or kind not in ALONE or not entry.opens or not entry.fits(kind):
        raise Http404
    return _answer(request, entry, None, kind)


def _page(request: Asked, plural: str, key: UUID, act: str, *, begins: bool) -> HttpResponse:
    row = subject_for_page(request.viewer, key)
    entry = CATALOGUE.get(act)
    if row is None and request.method == "POST":
        return _sent_to_what_is_closed(request, key)
    if row is None or entry is None or addresses.PLURALS.get(plural) != row.kind:
        raise Http404
    if begins != (entry.opens and not entry.fits(row.kind)) and not (begins and entry.opens):
        raise Http404
    if not begins and not entry.fits(row.kind):
        raise Http404
    return _answer(request, entry, row, entry.on[0] if begins else "")


def _sent_to_what_is_closed(request: Asked, key: UUID) -> HttpResponse:
    """A form about something the sender may not open (any more): done before, closed by recusal, or not there at all."""
    viewer = request.viewer
    try:
        done = done_before(viewer, typed_from(request.POST, {}).key, told(request))
    except Refused:
        done = None
    if done is not None:
        say_on_next_page(request, Said(DONE_BEFORE))
        return lead_to(request, "/desk")
    closed = closed_by_recusal(viewer, key)
    if closed is None:
        raise Http404
    note_asked_in_vain(viewer, "do", key)
    page = recused_page(scheme_for(None), closed, unsent(request))
    return show(request, "subject.html", page, status=422)


DONE_BEFORE = Text("这一次已经记过了，没有重复记", "This was recorded before; nothing was doubled")


def _answer(request: Asked, entry: ActType, row: Subject | None, begins: str) -> HttpResponse:
    """The form, or what came of sending it."""
    viewer = request.viewer
    scheme = scheme_for(row)
    value = request.GET.get("kind", "") or ("" if begins or row is None else kind_of(entry, row))
    if not may_open(viewer, scheme, entry, value):
        raise Http404
    if (
        row is not None
        and not value
        and request.method == "GET"
        and (kinds := kinds_here(viewer, row, entry))
    ):
        return show(request, "subject.html", chooser(viewer, scheme, row, entry, kinds))
    slots = asked_slots(scheme, entry, value)
    asker = Asker(viewer, scheme, entry, value, row, begins, slots, request.GET.get("duty", ""))
    if request.method != "POST":
        return show(request, "act_form.html", asker.page({}, None))
    typed = typed_from(request.POST, slots)
    files = files_posted(request, viewer, asker.file_slots, files_in(row.facts) if row else ())
    fields = {**asker.resolved(request, typed), **files.values}
    unread = (*typed.unread, *asker.unknown(typed.by, fields), *files.faults)
    typed = replace(typed, fields=fields, unread=unread)
    if asks_more_lines(request.POST):
        return show(request, "act_form.html", asker.page(typed.fields, None, typed))
    try:
        done = perform(
            viewer,
            [asker.entry(typed)],
            key=typed.key,
            told=told(request),
            now=timezone.now(),
        )
    except Refused as refused:
        if row is not None and was_stale(refused):
            asker.row = subject_for_page(viewer, row.id) or row  # as it is now, for the next sending
            refused = naming_what_changed(viewer, scheme, asker.row, refused)
        return show(request, "act_form.html", asker.page(typed.fields, refused, typed), status=422)
    except NotThere:
        if row is None:
            raise Http404 from None
        return _sent_to_what_is_closed(request, row.id)
    used(viewer, files.keys)
    words = act_words(scheme, entry.code, value)
    said = (
        DONE_BEFORE
        if done.was_done
        else Text(f"已办：{words.zh}", f"Done: {words.en}")
        if viewer.is_inspected
        else Text(f"已办：{words.zh}（日志第 {done.first} 条）", f"Done: {words.en} (log entry {done.first})")
    )
    say_on_next_page(request, Said(said))
    return lead_to(request, still_open(request, asker, done.subject))


SHORT = 2
"""Questions of a form that is small enough to stand on the page of its matter."""


def form_in_place(viewer: Viewer, scheme: Scheme, row: Subject, act: str, value: str) -> FormPage | None:
    """The form of a short act, to stand on the page of the matter it is done on; None when it asks for more."""
    entry = CATALOGUE[act]
    slots = asked_slots(scheme, entry, value)
    if len(slots) > SHORT:
        return None
    form = Asker(viewer, scheme, entry, value, row, "", slots).page({}, None).form
    return replace(form, action=addresses.of_act(row.kind, row.id, act, value), back=None)


def still_open(request: Asked, asker: Asker, key: UUID | None) -> str:
    """Where one lands, or the desk when the act itself ended what one may read (a volume handed over, a recusal)."""
    viewer = viewer_for(request)
    about = key if asker.begins else asker.row.id if asker.row else None
    if viewer is None or (about is not None and subject_for_page(viewer, about) is None):
        return "/desk"
    return asker.next_page(key)


def kinds_here(viewer: Viewer, row: Subject, entry: ActType) -> tuple[Choice, ...]:
    """The kinds of an act that the post may do here, when there are several to choose from."""
    kinds = kinds_of(every_choice(viewer, row, (), timezone.now()), entry.code)
    return kinds if len(kinds) > 1 else ()


def chooser(
    viewer: Viewer, scheme: Scheme, row: Subject, entry: ActType, kinds: tuple[Choice, ...]
) -> SubjectPage:
    """The page on which the kind of an act is chosen: what is possible, and what must wait and why."""
    crumbs = (Link(row.title or KIND_NAMES[row.kind], addresses.of_subject(row.kind, row.id)),)
    links = tuple(
        Item(Link(one.name, addresses.of_act(row.kind, row.id, one.act, one.value, begins=one.opens)))
        for one in kinds if not one.refusals
    )  # fmt: skip
    blocks: list[Shown] = [Block("kinds", Text("办哪一种", "Which kind"), (Items(links),))] if links else []
    refused = tuple(parts.refused_act(viewer, scheme, one, row) for one in kinds if one.refusals)
    return SubjectPage(
        Heading(entry.name, crumbs=crumbs, here=entry.name),
        tuple(blocks),
        ActChoice((), refused) if refused else None,
    )


def asked_slots(scheme: Scheme, entry: ActType, value: str) -> dict[str, Slot]:
    """The fields of the form, without those the page knows."""
    known = known_slots(scheme, entry, value)
    form = scheme.form(entry.code, value)
    first = [name for name in (form.fields if form else ()) if name in known]
    known = {name: known[name] for name in (*first, *(name for name in known if name not in first))}
    return {name: slot for name, slot in known.items() if name not in NOT_ASKED}


class Asker:
    """One form of one act for one viewer: what it asks, what it already knows, what it leads to."""

    def __init__(
        self, viewer: Viewer, scheme: Scheme, entry: ActType, value: str, row: Subject | None, begins: str,
        slots: Mapping[str, Slot],
        duty: str = "",
    ) -> None:  # fmt: skip
        self.viewer, self.scheme, self.act, self.value = viewer, scheme, entry, value
        self.row, self.begins, self.slots = row, begins, slots
        self.duty = duty
        self.preset = preset(scheme, entry, row)
        self.form: Form | None = scheme.form(entry.code, value)
        self.posts = posts_entered_for(viewer, scheme, entry.code, value, row)

    # ------------------------------------------------------------------ sending

    @property
    def file_slots(self) -> tuple[Slot, ...]:
        """The questions that are answered with a file; the scan where something is entered from paper."""
        own = tuple(slot for slot in self.slots.values() if slot.type == "file")
        return (*own, SCAN) if self.posts else own

    def resolved(self, request: Asked, typed: Typed) -> dict[str, Any]:
        """What was typed, choices by their values; the deciding field from the address."""
        fields = dict(typed.fields)
        for slot in self.slots.values():
            if TYPES[slot.type][slot.many] in LOOKED_UP and f"{slot.name}-0-{ONE}" in request.POST:
                field = one_a_line(self.field(slot, None, ""))
                lines = (line_typed(field, line)[ONE] for line in lines_posted(field, request.POST))
                fields[slot.name] = list(dict.fromkeys(lines))
        for name in typed.fields:
            slot = self.slots[name]
            kind = TYPES[slot.type][slot.many]
            if kind in BY_WORDS:
                # Only what was chosen by its words needs the list it was chosen from.
                if not _is_key(request.POST.get(name, "")):
                    fields[name] = chosen(self.field(slot, fields[name], ""), request.POST)
            elif kind is FieldType.LINES:
                field = self.field(slot, fields[name], "")
                fields[name] = [line_typed(field, line) for line in lines_posted(field, request.POST)]
        if (
            self.act.deciding
            and self.value
            and self.act.field(self.act.deciding)
            and self.act.deciding in self.slots
        ):
            fields.setdefault(self.act.deciding, self.value)
        fields |= self.preset
        return {name: value for name, value in fields.items() if value not in ("", [], None)}

    def unknown(self, by: str, fields: Mapping[str, Any]) -> Iterator[FieldFault]:
        """What was chosen and is not there, or is not this viewer's to know of: the two are said alike."""
        if by and not any(str(seat.id) == by for seat in self.posts):
            yield FieldFault(
                "by", Text("没有找到要替录的岗位，请重新选", "This post was not found; choose again")
            )
        wanted = {
            name: key
            for name, key in fields.items()
            if (slot := self.slots.get(name)) and slot.type in REFERENCES
        }
        keys = [key for value in wanted.values() for key in keys_in(value)]
        cells = [
            cell
            for name, lines in fields.items()
            if (slot := self.slots.get(name)) and slot.type == "items"
            for cell in references_in_lines(name, lines)
        ]
        known = kinds_known(self.viewer, [*keys, *(key for cell in cells for key in keys_in(cell.value))])
        for name, value in wanted.items():
            slot = self.slots[name]
            if not all(is_meant(slot, known.get(key, "")) for key in keys_in(value)):
                what = Text(
                    f"没有找到所选的{slot.text.zh}", f"The chosen {slot.text.en.lower()} was not found"
                )
                yield FieldFault(name, what)
        for cell in cells:
            if not any(known.get(key) for key in keys_in(cell.value)):
                yield FieldFault(
                    cell.name,
                    Text(
                        f"第 {cell.row} 行：没有找到“{cell.value}”，请从列出的里面选",
                        f"Row {cell.row}: “{cell.value}” was not found; choose among those offered",
                    ),
                )

    def entry(self, typed: Typed) -> Entry:
        """The act as the write path takes it."""
        post = next((seat for seat in self.posts if str(seat.id) == typed.by), None)
        begins = bool(self.begins)
        return Entry(
            self.act.code, typed.fields, subject=None if begins or self.row is None else self.row.id,
            within=self.row.id if begins and self.row else None, kind=self.begins, occurred_on=typed.occurred_on,
            by=post, paper=typed.paper, reason=typed.reason, seen=typed.seen if not begins else "", unread=typed.unread,
        )  # fmt: skip

    def next_page(self, key: UUID | None) -> str:
        """Where one lands after the act: what was begun, or the matter it was done on."""
        if self.begins and key:
            return addresses.of_subject(self.begins, key)
        return addresses.of_subject(self.row.kind, self.row.id) if self.row else "/desk"

    # ------------------------------------------------------------------ asking

    def page(self, typed: Mapping[str, Any], refused: Refused | None, sent: Typed | None = None) -> ActPage:
        """The page with its form, empty, prefilled, or as it was sent and refused."""
        words = act_words(self.scheme, self.act.code, self.value)
        values = dict(typed) if sent or typed else self.known_already()
        errors = (
            {one.field: one.text for refusal in refused.refusals for one in refusal.missing if one.field}
            if refused
            else {}
        )
        fields = self.fields(values, errors)
        extra = self.every_form(sent, errors, bool(refused))
        needed = [field for field in fields if field.is_needed]
        first = fields if len(fields) <= FIRST else tuple(needed[:FIRST])
        rest = tuple(field for field in fields if field not in first)
        back = Link(Text("返回", "Back"), self.next_page(None))
        form = FormPage(
            action="",
            does=words,
            fields=first,
            more=(*rest, *extra),
            will=self.form.text if self.form and self.form.text.zh != words.zh else "",
            refusal=box_above(self.viewer, self.scheme, refused, self.row, (*fields, *extra)),
            version=as_seen_now(self.row) if self.row and not self.begins else "",
            retry_key=str(sent.key) if sent and sent.key and not was_resent(refused) else str(uuid4()),
            back=back,
            hidden={"duty": self.duty} if self.duty else {},
        )
        crumbs = (
            (Link(self.row.title or KIND_NAMES[self.row.kind], self.next_page(None)),) if self.row else ()
        )
        return ActPage(Heading(words, crumbs=crumbs, here=words), form)

    def known_already(self) -> dict[str, Any]:
        """What the form need not ask."""
        known = known_already(self.viewer, self.slots.values(), self.row) if self.row else {}
        if (
            self.row
            and not self.begins
            and self.act.code
            in ("document.drafted", "referral.drafted", "finding.amended", "volume.compiled")
        ):
            known |= {name: self.row.facts[name] for name in self.slots if name in self.row.facts}
        today = timezone.localdate().isoformat()
        return {name: today for name in ("received_on", "at", "seen_on", "on") if name in self.slots} | known

    def fields(self, values: Mapping[str, Any], errors: Mapping[str, Text]) -> tuple[Field, ...]:
        """Every question of the form."""
        hidden = {self.act.deciding} if self.value and self.act.deciding in self.slots else set()
        hidden |= {"duty"} if self.duty else set()
        hidden |= self.preset.keys()
        return tuple(
            self.field(slot, values.get(slot.name), errors.get(slot.name, ""))
            for slot in self.slots.values()
            if slot.name not in hidden
        )

    def field(self, slot: Slot, value: Any, error: Words) -> Field:
        """One question, with what is known or was typed."""
        one, many = TYPES[slot.type]
        kind = many if slot.many else one
        if kind is FieldType.LINES:
            return self.lines(slot, value, error)
        if slot.type == "file":
            return file_field(slot, value, error)
        values = tuple(str(item) for item in value) if isinstance(value, list) else ()
        text = (
            "\n".join(values)
            if kind is FieldType.LONG and values
            else ""
            if isinstance(value, list)
            else str(value or "")
        )
        listed = self.scheme.lists.get(slot.of)
        if slot.type == "text" and slot.many and listed:
            kind = FieldType.CHOICES
        if (self.act.code, slot.name) in (("approval.requested", "to"), ("act.corrected", "field")):
            kind = FieldType.CHOICE
        free = next((one.removeprefix("other:") for one in (*values, text) if one.startswith("other:")), "")
        asked = Field(
            slot.name,
            kind,
            slot.text,
            value="yes" if value is True else text,
            values=values,
            is_needed=slot.required,
            help=Text("一行一项", "One a line") if slot.many and kind is FieldType.LONG else "",
            error=error,
            options=self.options(slot),
            is_open=bool(listed and listed.open),
            free=free,
        )
        return one_a_line(asked) if kind in LOOKED_UP and len(asked.options) > MOST_TICKED else asked

    def options(self, slot: Slot) -> tuple[Option, ...]:
        """What a field may be filled with."""
        if self.act.code == "approval.requested" and slot.name == "to":
            able = [role for role in self.scheme.roles.values() if "approval.given" in role.may]
            return tuple(Option(role.id, role.text) for role in able)
        if self.act.code == "act.corrected" and slot.name == "field" and self.row is not None:
            return tuple(
                Option(name, _with_value(one.text, self.row.facts[name]))
                for name, one in correctable(self.scheme, self.row).items()
                if name != "kind"
            )
        listed = self.scheme.lists.get(slot.of)
        if listed and slot.type in ("code", "text"):
            return tuple(
                Option(value.code, value.text, group=self._group(slot.of, value.under))
                for value in listed.values.values()
            )
        if slot.type in ("person", "unit", "party", "ref") and self.row is not None:
            return tuple(Option(key, name) for key, name in options_for(self.viewer, slot, self.row))
        if slot.type in ("person", "unit", "party") or slot.of == "decision":
            blank = Subject(UUID(int=0), "", "", "", "", None, None, None, None, None, "", 0, 1, timezone.localdate(),
                            None, frozenset(), frozenset(), {}, 0)  # fmt: skip
            return tuple(Option(key, name) for key, name in options_for(self.viewer, slot, blank))
        return ()

    def _group(self, name: str, under: str) -> Words:
        found = self.scheme.value(name, under) if under else None
        return found.text if found else ""

    def lines(self, slot: Slot, value: Any, error: Words) -> Field:
        """A small table to fill."""
        listed = self.scheme.lists.get(LINE_LISTS.get(slot.name, ""))
        kinds = tuple(Option(one.code, one.text) for one in listed.values.values()) if listed else ()
        refs = self.options(Slot("refs", slot.text, "ref")) if slot.name == "items" else ()
        columns = tuple(
            Field(name, kind, words, options=kinds if name == "kind" else refs, is_needed=False)
            for name, kind, words in COLUMNS.get(slot.name, COLUMNS["attachments"])
            if name != "kind" or kinds
        )
        rows = tuple(
            {str(name): str(cell) for name, cell in line.items()}
            for line in value or ()
            if isinstance(line, Mapping)
        )
        if slot.name == "lines" and listed and not rows:
            rows = self.counted_lines(tuple(listed.values))
        return Field(
            slot.name,
            FieldType.LINES,
            slot.text,
            columns=columns,
            rows=rows,
            is_needed=slot.required,
            error=error,
        )

    def counted_lines(self, kinds: tuple[str, ...]) -> tuple[dict[str, str], ...]:
        """A line for each archive kind, with the number the record holds where it knows one; of a volume that is handed
        over, only what came since.
        """
        place = (
            self.row.id
            if self.row and self.row.kind == "inspection"
            else self.row.inspection
            if self.row
            else None
        )
        counts = counts_for_volume(self.viewer, self.scheme, place)
        if self.row and self.row.kind == "volume" and self.act.code == "volume.supplemented":
            counts = {
                code: left for code, n in counts.items() if (left := n - number_filed(self.row, code)) > 0
            }
        return tuple({"kind": code, **({"n": str(counts[code])} if code in counts else {})} for code in kinds)

    def every_form(
        self, sent: Typed | None, errors: Mapping[str, Text], was_refused: bool
    ) -> tuple[Field, ...]:
        """The questions every act has: its day, a reason, and for whom and from which paper it is entered."""
        day = (sent.occurred_on.isoformat() if sent.occurred_on else sent.day) if sent else ""
        fields = [
            Field("occurred_on", FieldType.DATE, Text("发生日期（不填为今天）", "Day it happened (today if empty)"), value=day,
                  is_needed=False, error=errors.get("occurred_on", ""), latest=timezone.localdate().isoformat()),
        ]  # fmt: skip
        if (
            any(guard.strength == "reason" for guard in self.scheme.guards_on.get(self.act.code, ()))
            or "reason" in errors
        ):
            fields.append(Field("reason", FieldType.LONG, Text("理由（例外时填写）", "Reason (for an exception)"), rows_high=2,
                                value=sent.reason if sent else "", is_needed=False, error=errors.get("reason", "")))  # fmt: skip
        if self.posts:
            options = tuple(Option(str(seat.id), name) for seat, name in self.posts.items())
            fields.append(Field("by", FieldType.CHOICE, Text("替谁录入（凭文件）", "Entered for (from a paper)"), options=options,
                                value=sent.by if sent else "", is_needed=False, error=errors.get("by", "")))  # fmt: skip
            fields.append(Field("paper", FieldType.TEXT, Text("凭什么文件（文号）", "Paper it rests on (number)"),
                                value=sent.paper if sent else "", is_needed=False, error=errors.get("paper", "")))  # fmt: skip
            scan = sent.fields.get(SCAN.name) if sent else None
            fields.append(file_field(SCAN, scan, errors.get(SCAN.name, ""), on_paper=False))
        return tuple(fields)


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
    options = {column.name: {str(one.words): one.value for one in column.options} for column in field.columns}
    return {name: options.get(name, {}).get(value, value) for name, value in line.items() if value}


def kind_of(entry: ActType, row: Subject) -> str:
    """The kind an act on a subject is of, where the subject was begun as one (a notice stays a notice)."""
    field = entry.field(entry.deciding) if entry.deciding else None
    return row.code if field is None or entry.opens else ""


def preset(scheme: Scheme, entry: ActType, row: Subject | None) -> dict[str, str]:
    """What the page knows and does not ask: what an approval is for, which act a correction is about."""
    if row is not None and entry.code == "act.corrected":
        return {"act": str(row.facts.get("_", {}).get("act", ""))}
    if row is None or not entry.code.startswith("approval."):
        return {}
    asked = row.facts.get("approval.requested", ())
    if entry.code != "approval.requested" and asked:
        return {"for_act": asked[-1]["for_act"]}
    return {"for_act": approval_ruled(scheme, row) or FOR_ACT.get(row.kind, row.code)}


def _with_value(name: Text, value: Any) -> Text:
    """`来信日期（现在是 2015-09-03）`."""
    shown = str(value)[:20]
    return Text(f"{name.zh}（现在是 {shown}）", f"{name.en} (now {shown})")


def approval_ruled(scheme: Scheme, row: Subject) -> str:
    """The approval that a guard asks for where it is about matters of this kind: an early referral, a judicial one."""
    for guard in scheme.guards.values():
        entries = [CATALOGUE[code] for code in guard.on if code in CATALOGUE]
        about = {str(one) for value in guard.of.values() for one in values_of(value)}
        if row.code in about and any(row.kind in one.on for one in entries):
            for call in calls(guard.needs):
                if call.name == "approved" and call.args.get("for_act"):
                    return str(call.args["for_act"])
    return ""


def _is_key(text: str) -> bool:
    return bool(keys_in(text))


def keys_in(value: Any) -> list[UUID]:
    """The ids among what was chosen; what is no id is refused where the field is read."""
    found = []
    for one in value if isinstance(value, list) else [value]:
        try:
            found.append(UUID(str(one).strip()))
        except ValueError:
            continue
    return found


def is_meant(slot: Slot, kind: str) -> bool:
    """Whether a question may be answered with a thing of this kind; the kind is empty where there is no such thing."""
    if slot.type == "party":
        return kind in ("body", "unit")
    if slot.type in ("person", "unit"):
        return kind == slot.type
    if slot.of == "decision":
        return kind == "act"
    return kind == slot.of if slot.of in KIND_NAMES else bool(kind)


FOR_ACT = {"referral": "early_transfer", "clue": "disposition", "finding": "disposition"}
"""What approval is usually asked for, on what is not a paper."""
