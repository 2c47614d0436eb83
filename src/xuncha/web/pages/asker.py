"""The form of one act for one viewer: what it asks, what it knows already, and what was answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django.http import QueryDict
from django.utils import timezone

from xuncha.actions.perform import Entry
from xuncha.actions.seen import as_seen_now
from xuncha.core.catalogue import CATALOGUE, ActType
from xuncha.core.engine import correctable, known_slots
from xuncha.core.labels import KIND_NAMES
from xuncha.core.payload import REFERENCES, SCAN, Slot
from xuncha.core.refusal import FieldFault, Refused
from xuncha.core.rows import NOBODY, Subject
from xuncha.core.scheme import Form, Scheme
from xuncha.core.setting import begun
from xuncha.core.words import Text
from xuncha.queries.archive import counts_for_volume
from xuncha.queries.choices import act_words
from xuncha.queries.options import MOST, kinds_known, options_for
from xuncha.queries.posts import posts_entered_for
from xuncha.queries.prefill import found_in, known_already, owed_to
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.attaching import file_field
from xuncha.web.kit.form_page import Field, FieldType, FormPage, Option
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Link, Words
from xuncha.web.kit.pages import ActPage
from xuncha.web.kit.posted import chosen, lines_posted
from xuncha.web.pages.act_lines import (
    COLUMNS,
    LINE_LISTS,
    LOOKED_UP,
    ONE,
    line_typed,
    one_a_line,
    references_in_lines,
)
from xuncha.web.pages.preset import preset
from xuncha.web.pages.refused import box_above, was_resent
from xuncha.web.pages.volume import number_filed
from xuncha.web.shown import value_words
from xuncha.web.typed import Typed

MOST_AT_FIRST = 9
"""No form shows more fields at first."""

FEW = 6
"""So many questions are shown where the regulation does not say which the form asks."""

RECIPIENT = "to"

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

BY_WORDS = frozenset({FieldType.PERSON, FieldType.UNIT, FieldType.REF, FieldType.POST})
"""Questions that may be answered with a name, which is then looked up."""

ONE_A_LINE = Text("一行一项", "One a line")
NOT_ALL = Text(
    f"太多，只列出 {MOST} 个；没有列出的，写全名或编号",
    f"Too many: {MOST} are offered; write the full name or number of any other",
)

MOST_TICKED = 100
"""So many things can be offered to be ticked; of more, each one wanted is written in a line, which offers what fits."""

NOT_ASKED = frozenset({"version", SCAN.name})
"""Fields that the page knows by itself, or asks beside the paper they belong to."""


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
        duty: str = "", source: Subject | None = None,
    ) -> None:  # fmt: skip
        self.viewer, self.scheme, self.act, self.value = viewer, scheme, entry, value
        self.row, self.begins, self.slots = row, begins, slots
        self.duty, self.source = duty, source
        self.preset = preset(scheme, entry, row)
        self.form: Form | None = scheme.form(entry.code, value)
        self.posts = posts_entered_for(viewer, scheme, entry.code, value, row)
        self.post: QueryDict | None = None

    # ------------------------------------------------------------------ sending

    @property
    def file_slots(self) -> tuple[Slot, ...]:
        """The questions that are answered with a file; the scan where something is entered from paper."""
        own = tuple(slot for slot in self.slots.values() if slot.type == "file")
        return (*own, SCAN) if self.posts else own

    def resolved(self, post: QueryDict, typed: Typed) -> dict[str, Any]:
        """What was typed, choices by their values; the deciding field from the address."""
        self.post = post
        fields = dict(typed.fields)
        for slot in self.slots.values():
            if TYPES[slot.type][slot.many] in LOOKED_UP and f"{slot.name}-0-{ONE}" in post:
                field = one_a_line(self.field(slot, None, ""))
                lines = (line_typed(field, line)[ONE] for line in lines_posted(field, post))
                fields[slot.name] = list(dict.fromkeys(lines))
        for name in typed.fields:
            slot = self.slots[name]
            kind = TYPES[slot.type][slot.many]
            if kind in BY_WORDS:
                # Only what was chosen by its words needs the list it was chosen from.
                if not is_key(post.get(name, "")):
                    fields[name] = chosen(self.field(slot, fields[name], ""), post)
            elif kind is FieldType.LINES:
                field = self.field(slot, fields[name], "")
                fields[name] = [line_typed(field, line) for line in lines_posted(field, post)]
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
        first = self.at_first(fields, values)
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

    def at_first(self, fields: tuple[Field, ...], values: Mapping[str, Any]) -> tuple[Field, ...]:
        """What the form opens with: what is needed, what the regulation's own form names, what is filled in already.

        Of the rest a few stand with them where the regulation says nothing, and the others are folded.
        """
        own = self.form.fields if self.form else {}
        pressing = tuple(
            one for one in fields if one.is_needed or one.name in own or values.get(one.name) or one.error
        )
        room = 0 if own else max(0, FEW - len(pressing))
        others = tuple(one for one in fields if one not in pressing)[:room]
        return tuple(one for one in fields if one in (*pressing[:MOST_AT_FIRST], *others))

    def known_already(self) -> dict[str, Any]:
        """What the form need not ask."""
        known = known_already(self.viewer, self.slots.values(), self.row) if self.row else {}
        if self.source is not None:
            known |= found_in(self.viewer, self.source, self.slots.values())
        if (
            self.row
            and RECIPIENT in self.slots
            and (whom := owed_to(self.viewer, self.row, self.act.code, self.value))
        ):
            known[RECIPIENT] = str(whom)
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
        options = self.options(slot)
        free = next((one.removeprefix("other:") for one in (*values, text) if one.startswith("other:")), "")
        asked = Field(
            slot.name,
            kind,
            slot.text,
            value="yes" if value is True else text,
            values=values,
            is_needed=slot.required,
            help=ONE_A_LINE
            if slot.many and kind is FieldType.LONG
            else NOT_ALL
            if len(options) >= MOST
            else "",
            error=error,
            options=options,
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
                Option(name, _with_value(one.text, value_words(self.scheme, one, self.row.facts[name], {})))
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
            return self.on_record(slot, self.row)
        if slot.type in ("person", "unit", "party") or slot.of == "decision":
            return self.on_record(slot, begun(NOBODY, "", "", None, {}, timezone.localdate()))
        return ()

    def on_record(self, slot: Slot, near: Subject) -> tuple[Option, ...]:
        """What is on record to choose from; where there is more than is offered, also what was written by its name."""
        found = dict(options_for(self.viewer, slot, near))
        if len(found) >= MOST and (called := self.written(slot.name)):
            found |= dict(options_for(self.viewer, slot, near, called))
        return tuple(Option(key, name) for key, name in found.items())

    def written(self, name: str) -> tuple[str, ...]:
        """What was written in words to answer a question, in its one line or in any of several."""
        if self.post is None:
            return ()
        lines = (value for one, value in self.post.items() if one == name or one.startswith(f"{name}-"))
        return tuple(value for value in map(str, lines) if value and not is_key(value))

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


def is_key(text: str) -> bool:
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


SHORT = 2
"""Questions of a form that is small enough to stand on the page of its matter."""


IN_TURN = "turn"
"""Marks a page and its form where one after another of the same is done: the answer leads to the next."""


def is_in_place(scheme: Scheme, kind: str, act: str, value: str) -> bool:
    """Whether an act is so short that its form stands on the page of the matter: a letter is read and signed there."""
    return (
        kind == "complaint"
        and not CATALOGUE[act].opens
        and len(asked_slots(scheme, CATALOGUE[act], value)) <= SHORT
    )


def form_in_place(
    viewer: Viewer, scheme: Scheme, row: Subject, act: str, value: str, *, in_turn: bool
) -> FormPage | None:
    """The form of a short act, to stand on the page of the matter it is done on; None when it asks for more."""
    if not is_in_place(scheme, row.kind, act, value):
        return None
    entry = CATALOGUE[act]
    form = Asker(viewer, scheme, entry, value, row, "", asked_slots(scheme, entry, value)).page({}, None).form
    form = replace(form, action=addresses.of_act(row.kind, row.id, act, value), back=None)
    if not in_turn:
        return form
    first, *rest = form.fields
    return replace(
        form, hidden={**form.hidden, IN_TURN: "1"}, fields=(replace(first, takes_focus=True), *rest)
    )


def _with_value(name: Text, shown: list[Text]) -> Text:
    """`渠道（现在是来信）`."""
    zh, en = "、".join(one.zh for one in shown), ", ".join(one.en for one in shown)
    return Text(f"{name.zh}（现在是{zh[:20]}）", f"{name.en} (now {en[:40]})")
