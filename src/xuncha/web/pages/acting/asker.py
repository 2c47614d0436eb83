"""The form of one act for one viewer: what it asks, what it knows already, and what was answered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.http import QueryDict
from django.utils import timezone

from xuncha.actions.perform import Entry
from xuncha.actions.seen import as_seen_now
from xuncha.core.acts.competence import approvers, is_for_post, roles_for
from xuncha.core.acts.correcting import ones_own, value_now
from xuncha.core.acts.naming_others import is_meant, not_found
from xuncha.core.catalogue import CATALOGUE, ActType
from xuncha.core.facts.evidence import has_dated_evidence, has_evidence
from xuncha.core.facts.rows import NOBODY, Duty, Subject
from xuncha.core.facts.setting import begun
from xuncha.core.facts.values import id_of, listed
from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.office.held_lines import FIELD, MADE_FOR
from xuncha.core.parties.addressees import addressees_ruled, is_sent
from xuncha.core.record.payload import MEETING, NOT_A_COUNT, REFERENCES, SCAN, Slot, known_slots
from xuncha.core.refusal import FieldFault, Missing, Refused
from xuncha.core.scheme.rules import DutyRule, Form, Scheme, Value, calls
from xuncha.core.words import Text
from xuncha.queries.archive import counts_for_volume
from xuncha.queries.choices import act_words
from xuncha.queries.desk import duty_for_page
from xuncha.queries.options import MOST, addressees, options_for
from xuncha.queries.posts import entered_for, posts_entered_for
from xuncha.queries.prefill import all_of, duty_met, found_in, known_already
from xuncha.queries.referring import REFERRED, may_go, may_receive
from xuncha.queries.subjects import names_of, subjects_by_id
from xuncha.store.known import things_known
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.act_lines import (
    COLUMNS,
    LINE_LISTS,
    LOOKED_UP,
    ONE,
    line_typed,
    one_a_line,
    references_in_lines,
)
from xuncha.web.attaching import file_field
from xuncha.web.kit.fact import Fact
from xuncha.web.kit.form_page import Field, FieldType, FormPage, Option, line_name
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Link, Words, both
from xuncha.web.kit.pages import ActPage
from xuncha.web.kit.posted import chosen, lines_posted
from xuncha.web.outcomes import OUTCOMES, at_field
from xuncha.web.pages.acting.drawing import asked_in_draw, said_in_draw, worked_out
from xuncha.web.pages.acting.needed import needs_of
from xuncha.web.pages.acting.preset import approvals_for, preset
from xuncha.web.pages.pieces.caution import sure_field
from xuncha.web.pages.pieces.due import chip, duty_cites, duty_words
from xuncha.web.pages.pieces.matter_links import matter_link
from xuncha.web.pages.pieces.refused import box_above, was_resent
from xuncha.web.pages.pieces.volume import number_filed
from xuncha.web.pages.pieces.ways import TOWARDS
from xuncha.web.shown import value_words
from xuncha.web.typed import Typed

MOST_AT_FIRST = 9
"""No form shows more fields at first."""

FEW = 6
"""So many questions are shown where the regulation does not say which the form asks."""

EVENTS = frozenset({"check.recorded"})
"""Acts that tell of something that took place: whom it was with, where and when stands open, not folded."""

FIRST = frozenset({"occurred_on", "with", "with_member", "place", "text", "what"})
"""Questions that come before the others where not all can stand at first."""

RECIPIENT = "to"

FOR_OTHERS = frozenset({"by", "paper", SCAN.name})
"""Questions of whoever enters an act for others: for whom, and from which paper."""

NOT_SAID_FOR_WHOM = Text(
    "凭别的机构的文件录入的，请在这里选是替谁录入，并写文号",
    "Where you enter it from another body's paper, choose for whom here, and give the number",
)
OF_WHO_ACTS = frozenset({"apart", "put_up", "may", "not_oneself", "in_person"})
"""Conditions that another doer would fulfil."""

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
LIST_SHEET, LISTED_WHOLE = "list_sheet", frozenset({"finding", "rule"})
"""A paper that lists what a unit has of these begins with all of it."""

NOT_ALL = Text(
    f"太多，只列出 {MOST} 个；没有列出的，写全名或编号",
    f"Too many: {MOST} are offered; write the full name or number of any other",
)

MOST_TICKED = 100
"""So many things can be offered to be ticked; of more, each one wanted is written in a line, which offers what fits."""

CHOSEN = frozenset(
    {("approval.requested", "to"), ("approval.requested", "for_act"), ("act.corrected", "field")}
)
"""Questions whose answers are known here and nowhere listed."""

NOT_ASKED = frozenset({"version", SCAN.name, FIELD, MADE_FOR})
"""Fields that the page knows by itself, or asks beside the paper they belong to."""

OF_THE_CLOCK = frozenset({("duty.urged", "rule")})
"""What the clock alone says in an act that people do as well: the rule by which it came."""


def asked_slots(scheme: Scheme, entry: ActType, value: str) -> dict[str, Slot]:
    """The fields of the form, without those the page knows."""
    known = known_slots(scheme, entry, value)
    form = scheme.form(entry.code, value)
    first = [name for name in (form.fields if form else ()) if name in known]
    known = {name: known[name] for name in (*first, *(name for name in known if name not in first))}
    return {
        name: slot
        for name, slot in known.items()
        if name not in NOT_ASKED
        and (entry.code, name) not in OF_THE_CLOCK
        and not _is_known_from_meeting(entry, name)
        and _belongs(scheme, entry, value, form, name)
    }


PLAN = "plan"
"""The form of a paper that says what is to be done: unless it counts what is there already, it is about none of it."""


def _belongs(scheme: Scheme, entry: ActType, value: str, form: Form | None, name: str) -> bool:
    """Whether a question that the catalogue has for some belongs into this form: the regulation's own form asks it, or else it
    is none of those that only such a form asks.
    """
    if form is not None and name in form.fields:
        return True
    if (entry.code, name) == ("document.drafted", "items"):
        return form is None or form.paper != PLAN or bool(form.counted)
    if (entry.code, name) == ("decision.made", "names"):
        return not _comes_round(scheme, entry, value)
    return (entry.code, name) != ("report.submitted", "sealed_to")


def _comes_round(scheme: Scheme, entry: ActType, value: str) -> bool:
    """Whether what is decided is owed again each period, and so on no matter."""
    rules = [rule for rule in scheme.duties.values() if entry.code in rule.done_by]
    asked = [rule for rule in rules if value in listed(rule.where.get(entry.deciding))]
    return bool(asked) and all(rule.every for rule in asked)


def _is_known_from_meeting(entry: ActType, name: str) -> bool:
    """Whether this is the meeting that any act may name: it is known where one comes from its page, and asked nowhere."""
    return name == MEETING.name and entry.field(name) is None


class Asker:
    """One form of one act for one viewer: what it asks, what it already knows, what it leads to."""

    def __init__(
        self, viewer: Viewer, scheme: Scheme, entry: ActType, value: str, row: Subject | None, begins: str,
        slots: Mapping[str, Slot],
        duty: str = "", sources: tuple[Subject, ...] = (),
    ) -> None:  # fmt: skip
        self.viewer, self.scheme, self.act, self.value = viewer, scheme, entry, value
        self.row, self.begins, self.slots = row, begins, asked_in_draw(entry, row, slots)
        self.duty, self.sources = duty, sources
        self.preset = preset(scheme, entry, row)
        self.form: Form | None = scheme.form(entry.code, value)
        self.posts = posts_entered_for(viewer, scheme, entry.code, value, row)
        self.needs = needs_of(viewer, scheme, entry, value, row, begins, self.slots)
        self.needs.said |= said_in_draw(entry, row)
        self.post: QueryDict | None = None
        self.cautions: Mapping[str, Text] = {}
        self.cells: Mapping[str, Words] = {}
        self.named: Mapping[str, Subject] = {}

    def name(self, matters: Mapping[str, Subject]) -> None:
        """Take these matters as answered: they are said above the form and not asked for."""
        self.named = matters
        self.preset = {**self.preset, **{name: str(row.id) for name, row in matters.items()}}

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
        fields = worked_out(self.act, self.row, fields)
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
        known = things_known(self.viewer, [*keys, *(key for cell in cells for key in keys_in(cell.value))])
        for name, value in wanted.items():
            slot = self.slots[name]
            found = [known.get(key) for key in keys_in(value)]
            if not all(one is not None and is_meant(slot, one.kind) for one in found):
                yield FieldFault(name, not_found(slot))
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
        missing = [one for refusal in (refused.refusals if refused else ()) for one in refusal.missing]
        errors = {one.field: self._at(one) for one in missing if one.field} | dict(self.cautions)
        errors |= self.not_said_for_whom(refused, sent)
        self.cells = {line_name(one.field, *cell): NOT_A_COUNT for one in missing for cell in one.cells}
        fields = self.fields(values, errors)
        extra = list(self.every_form(sent, errors, bool(refused)))
        if self.act.code in EVENTS and self.begins:
            when, *extra = extra
            fields = (when, *fields)
        first = self.at_first(fields, values)
        rest = tuple(field for field in fields if field not in first)
        if self.cautions:
            first = (*first, sure_field())
        if self.is_for_others:
            first = (*first, *(field for field in extra if field.name in FOR_OTHERS))
            extra = [field for field in extra if field.name not in FOR_OTHERS]
        form = FormPage(
            action="",
            does=words,
            fields=first,
            more=(*rest, *extra),
            will=self.warning(),
            known=(*self.about_named(), *self.about_duty()),
            other_ways=self.other_kinds(),
            refusal=box_above(self.viewer, self.scheme, refused, self.row, (*fields, *extra)),
            version=as_seen_now(self.row) if self.row and not self.begins else "",
            retry_key=str(sent.key) if sent and sent.key and not was_resent(refused) else str(uuid4()),
            back=Link(Text("返回", "Back"), self.next_page(None)),
            hidden={"duty": self.duty} if self.duty else {},
        )
        return ActPage(Heading(words, crumbs=self._crumbs(), here=words), form)

    def _crumbs(self) -> tuple[Link, ...]:
        """The way back to the matter."""
        if self.row is None:
            return ()
        return (Link(self.row.title or KIND_NAMES[self.row.kind], self.next_page(None)),)

    def _at(self, one: Missing) -> Text:
        """What is said at a field; a box that is to be ticked is not filled in."""
        slot, said = self.slots.get(one.field), at_field(one)
        is_tick = slot is not None and slot.type == "yes" and slot.name not in OUTCOMES
        if slot is None or not is_tick or not said.zh.startswith("请填写"):
            return said
        return Text(f"请勾选：{slot.text.zh}", f"Please tick: {slot.text.en}")

    @cached_property
    def met(self) -> Duty | None:
        """What the post owes on the matter and the act ends."""
        enters_for_others = bool(self.posts) and RECIPIENT not in self.slots
        if self.row is None or self.duty or enters_for_others:
            return None
        return duty_met(self.viewer, (self.row, *self.sources), self.act.code, self.value)

    def about_named(self) -> tuple[Fact, ...]:
        """The matters that the way to the form has named, by the words of their questions."""
        return tuple(Fact(self.slots[name].text, (matter_link(row),)) for name, row in self.named.items())

    def about_duty(self) -> tuple[Fact, ...]:
        """Which duty the act ends, or is about: what, whose, by when and under which clause."""
        key = id_of(self.duty)
        duty = self.met or (duty_for_page(self.viewer, key) if key else None)
        if duty is None:
            return ()
        what = Link(duty_words(duty), addresses.of_duty(duty.id))
        due, under = chip(duty, self.viewer, timezone.localtime()), duty_cites(duty)
        if not key:
            ends = Text("办结的待办", "Duty this ends") if self.act.code in duty.awaits else TOWARDS
            return (
                Fact(ends, (what,), under),
                Fact.of(Text("期限", "Due"), due),
            )
        whose = names_of([duty.owner]).get(duty.owner, "") if duty.owner else ""
        owner = (Fact.of(Text("谁来办", "Whose"), whose),) if whose else ()
        return (*owner, Fact(Text("要做什么", "What"), (what,), under), Fact.of(Text("期限", "Due"), due))

    def warning(self) -> Words:
        """What is better done first, where nothing refuses the act without it."""
        if self.row is None or self.act.code not in FOR_CLOSE_OUT or has_dated_evidence(self.row):
            return ""
        without_day, without = OWN_EVIDENCE if self.viewer.is_inspected else EVIDENCE
        if has_evidence(self.row):
            return without_day
        return without if self.act.code == "rectification.reported" else ""

    def other_kinds(self) -> tuple[Link, ...]:
        """The few other kinds of the same act: one comes straight to the usual one, and can still turn to another."""
        if self.row is None or self.begins or not self.value:
            return ()
        kinds = kinds_for_post(self.viewer, self.scheme, self.act)
        if self.value not in kinds or len(kinds) > FEW_KINDS:
            return ()
        here = (self.row.kind, self.row.id, self.act.code)
        return tuple(
            Link(Text(f"改为：{words.zh}", f"Instead: {words.en}"), addresses.of_act(*here, code))
            for code, words in kinds.items()
            if code != self.value
        )

    def at_first(self, fields: tuple[Field, ...], values: Mapping[str, Any]) -> tuple[Field, ...]:
        """What the form opens with: what is needed, what the regulation's own form names, what is filled in already.

        Of the rest a few stand with them where the regulation says nothing, and the others are folded.
        """
        own = self.form.fields if self.form else {}
        told = self.needs.pressing
        pressing = tuple(
            one
            for one in fields
            if one.is_needed or one.name in own or one.name in told or values.get(one.name) or one.error
        )
        room = max(0, (MOST_AT_FIRST if self.act.code in EVENTS else 0 if own else FEW) - len(pressing))
        left = [one for one in fields if one not in pressing]
        others = sorted(left, key=lambda one: one.name not in FIRST)[:room]
        return tuple(one for one in fields if one in (*pressing[:MOST_AT_FIRST], *others))

    @cached_property
    def recipients(self) -> tuple[tuple[str, Words], ...]:
        """Those to whom the regulation lets this kind of thing be sent; empty where it leaves that open."""
        if self.row is None or not is_sent(self.act):
            return ()
        names = addressees_ruled(self.scheme, self.act.code, self.value or self.row.code)
        return addressees(self.scheme, names, self.row) if names and "other_unit" not in names else ()

    def _fitting_recipient(self, whom: Any) -> dict[str, Any]:
        """To whom it is sent, where only one will do or the one it is owed to is among them."""
        keys = [key for key, _ in self.recipients]
        found = whom if whom in keys else keys[0] if len(keys) == 1 else ""
        return {RECIPIENT: [found] if self.slots[RECIPIENT].many else found} if found else {}

    def known_already(self) -> dict[str, Any]:
        """What the form need not ask."""
        known = known_already(self.viewer, self.slots.values(), self.row) if self.row else {}
        if self.form and self.form.paper == LIST_SHEET and self.row:
            whole = (slot for slot in self.slots.values() if slot.many and slot.of in LISTED_WHOLE)
            known |= {slot.name: all_of(self.viewer, slot.of, self.row) for slot in whole}
        if self.sources:
            known |= found_in(self.viewer, self.sources, self.slots.values())
        if RECIPIENT in self.slots and self.met and self.met.owed_to:
            known[RECIPIENT] = str(self.met.owed_to)
        if self.recipients:
            known |= self._fitting_recipient(known.pop(RECIPIENT, ""))
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
        listed = self.scheme.listed(slot.of)
        kind = self._type_of(slot, is_listed=listed is not None)
        if kind is FieldType.LINES:
            return self.lines(slot, value, error)
        if slot.type == "file":
            asked_file = file_field(slot, value, error)
            is_needed = asked_file.is_needed or slot.name in self.needs.required
            return replace(asked_file, is_needed=is_needed, depends=self.needs.said.get(slot.name, ""))
        values = tuple(str(item) for item in value) if isinstance(value, list) else ()
        text = "" if isinstance(value, list) else str(value or "")
        if values and TYPES[slot.type][slot.many] is FieldType.LONG:
            text = "\n".join(values)
        options = self.options(slot)
        free = next((one.removeprefix("other:") for one in (*values, text) if one.startswith("other:")), "")
        asked = Field(
            slot.name,
            kind,
            slot.text,
            value="yes" if value is True else "no" if value is False else text,
            values=values,
            is_needed=slot.required or slot.name in self.needs.required,
            depends=self.needs.said.get(slot.name, ""),
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

    def _type_of(self, slot: Slot, *, is_listed: bool) -> FieldType:
        """How a question is asked: chosen where the regulation lists what can be said, or where one of two things is."""
        if (self.act.code, slot.name) in CHOSEN or (slot.type == "yes" and slot.name in OUTCOMES):
            return FieldType.CHOICE
        if slot.type == "text" and slot.many and is_listed:
            return FieldType.CHOICES
        one, many = TYPES[slot.type]
        return many if slot.many else one

    def options(self, slot: Slot) -> tuple[Option, ...]:
        """What a field may be filled with."""
        if slot.type == "yes" and (outcome := OUTCOMES.get(slot.name)):
            return Option("yes", outcome.yes), Option("no", outcome.no, note=outcome.no_means or "")
        if self.act.code == "approval.requested" and slot.name == "to":
            return tuple(Option(role.id, role.text) for role in approvers(self.scheme))
        if self.act.code == "approval.requested" and slot.name == "for_act" and self.row is not None:
            return tuple(Option(code, words) for code, words in approvals_for(self.scheme, self.row).items())
        if self.act.code == "act.corrected" and slot.name == "field" and self.row is not None:
            return tuple(
                Option(
                    name, _with_value(one.text, value_words(self.scheme, one, value_now(self.row, name), {}))
                )
                for name, one in ones_own(self.scheme, self.row, self.viewer.seat).items()
            )
        if self.act.code == REFERRED and self.row is not None and slot.name in ("of", "receiver"):
            offered = may_go if slot.name == "of" else may_receive
            return tuple(
                Option(key, name) for key, name in offered(self.viewer, self.scheme, self.value, self.row)
            )
        if slot.name == RECIPIENT and self.recipients:
            return tuple(Option(key, name) for key, name in self.recipients)
        listed = self.scheme.listed(slot.of)
        if listed and slot.type in ("code", "text"):
            return tuple(
                Option(value.code, value.text, group=self._group(slot.of, value.under))
                for value in (self.seats() if slot.of == "seats" else listed.values.values())
            )
        if slot.type in ("person", "unit", "party", "ref") and self.row is not None:
            return self.on_record(slot, self.row)
        if slot.type in ("person", "unit", "party") or slot.of == "decision":
            return self.on_record(slot, begun(NOBODY, "", "", None, {}, timezone.localdate()))
        return ()

    def seats(self) -> tuple[Value, ...]:
        """The seats there are in the body or unit that the form is about."""
        row = self.row
        kind = row.code if row is not None and row.kind == "body" else "unit"
        is_party = row is not None and row.kind in ("body", "unit")
        return self.scheme.seats_of(kind) if is_party else tuple(self.scheme.lists["seats"].values.values())

    def on_record(self, slot: Slot, near: Subject) -> tuple[Option, ...]:
        """What is on record to choose from; where there is more than is offered, also what was written by its name."""
        found = dict(options_for(self.viewer, slot, near))
        if len(found) >= MOST and (called := self.written(slot.name)):
            found |= dict(options_for(self.viewer, slot, near, called))
        if slot.name in self.needs.others:
            found.pop(str(self.viewer.seat.party), None)
        options = sorted(found.items(), key=by_number) if slot.many else found.items()
        return tuple(Option(key, name) for key, name in options)

    def written(self, name: str) -> tuple[str, ...]:
        """What was written in words to answer a question, in its one line or in any of several; nothing is called by a NUL,
        which no row can hold.
        """
        if self.post is None:
            return ()
        lines = (value for one, value in self.post.items() if one == name or one.startswith(f"{name}-"))
        return tuple(value for value in map(str, lines) if value and "\0" not in value and not is_key(value))

    def _group(self, name: str, under: str) -> Words:
        found = self.scheme.value(name, under) if under else None
        return found.text if found else ""

    def lines(self, slot: Slot, value: Any, error: Words) -> Field:
        """A small table to fill."""
        listed = self.scheme.lists.get(LINE_LISTS.get(slot.name, ""))
        kinds = tuple(Option(one.code, one.text) for one in listed.values.values()) if listed else ()
        refs = self.matters(slot, value) if slot.name == "items" else ()
        agreements = self.scheme.lists.get("agreements")
        agreed = tuple(Option(one.code, one.text) for one in agreements.values.values()) if agreements else ()
        holders = self.options(Slot("who", slot.text, "person")) if slot.name == "targets" else ()
        choices = {"kind": kinds, "agreed": agreed, "who": holders}
        columns = tuple(
            Field(
                name,
                kind,
                words,
                options=choices.get(name, refs),
                is_needed=False,
                is_fixed=(slot.name, name) == ("lines", "kind"),
            )
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
            row_errors=self.cells,
            is_needed=slot.required,
            error=error,
        )

    def matters(self, slot: Slot, value: Any) -> tuple[Option, ...]:
        """What the lines of a meeting may be about; a matter of another kind that came with the agenda says its name."""
        offered = self.options(Slot("refs", slot.text, "ref"))
        known = {option.value for option in offered}
        named = [
            key for line in value or () if isinstance(line, Mapping) for key in keys_in(line.get("refs"))
        ]
        others = subjects_by_id(self.viewer, [key for key in named if str(key) not in known])
        found = (Option(str(key), matter_link(row).words, is_fixed=True) for key, row in others.items())
        return (*offered, *found)

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
        adds = self.row is not None and self.act.code == "volume.supplemented"
        counts = counts_for_volume(self.viewer, self.scheme, place, with_known=not adds)
        if self.row and self.row.kind == "volume" and adds:
            counts = {
                code: left for code, n in counts.items() if (left := n - number_filed(self.row, code)) > 0
            }
        return tuple({"kind": code, **({"n": str(counts[code])} if code in counts else {})} for code in kinds)

    @property
    def is_for_others(self) -> bool:
        """Whether the post only enters such an act for others: for whom and from which paper is then asked first."""
        own = roles_for(self.scheme, self.viewer.seat)
        return bool(self.posts) and not is_for_post(self.scheme, own, self.act.code, self.value)

    def not_said_for_whom(self, refused: Refused | None, sent: Typed | None) -> dict[str, Text]:
        """What is said where one chooses for whom it is entered: what is refused for who does it may be another's to do."""
        if refused is None or sent is None or sent.by or not self.posts:
            return {}
        entered = entered_for(self.viewer, self.scheme, self.act.code, self.value)
        is_anothers = any(one.role in entered for refusal in refused.refusals for one in refusal.missing)
        rules = {refusal.rule for refusal in refused.refusals}
        guards = [guard for guard in self.scheme.guards_on.get(self.act.code, ()) if guard.id in rules]
        judged = {call.name for guard in guards for call in calls(guard.needs)}
        return {"by": NOT_SAID_FOR_WHOM} if is_anothers or judged & OF_WHO_ACTS else {}

    @property
    def may_need_paper(self) -> bool:
        """Whether a rule on the act asks for the paper it rests on."""
        guards = self.scheme.guards_on.get(self.act.code, ())
        return any(call.name == "on_paper" for guard in guards for call in calls(guard.needs))

    @property
    def may_need_reason(self) -> bool:
        """Whether a rule lets an exception pass with a reason, asks for one, or is met by one."""
        guards = self.scheme.guards_on.get(self.act.code, ())
        met = (rule.done_if for rule in self.scheme.duties.values() if self._discharges(rule))
        asking = (call for needs in (*(guard.needs for guard in guards), *met) for call in calls(needs))
        return any(guard.strength == "reason" for guard in guards) or any(
            call.name == "filled" and "reason" in call.args.get("fields", ()) for call in asking
        )

    def _discharges(self, rule: DutyRule) -> bool:
        return bool({self.act.code, f"{self.act.code}:{self.value}"} & {*rule.done_by})

    def every_form(
        self, sent: Typed | None, errors: Mapping[str, Text], was_refused: bool
    ) -> tuple[Field, ...]:
        """The questions every act has: its day, a reason, and for whom and from which paper it is entered."""
        day = (sent.occurred_on.isoformat() if sent.occurred_on else sent.day) if sent else ""
        fields = [
            Field("occurred_on", FieldType.DATE, Text("发生日期（不填为今天）", "Day it happened (today if empty)"), value=day,
                  is_needed=False, error=errors.get("occurred_on", ""), latest=timezone.localdate().isoformat()),
        ]  # fmt: skip
        if self.may_need_reason or "reason" in errors:
            fields.append(Field("reason", FieldType.LONG, Text("理由（规则要求时填写）", "Reason (if a rule asks)"), rows_high=2,
                                value=sent.reason if sent else "", is_needed=False, error=errors.get("reason", "")))  # fmt: skip
        if self.posts:
            options = tuple(Option(str(seat.id), name) for seat, name in self.posts.items())
            fields.append(Field("by", FieldType.CHOICE, Text("替谁录入（凭文件）", "Entered for (from a paper)"), options=options,
                                value=sent.by if sent else only(options) if self.is_for_others else "",
                                is_needed=self.is_for_others, error=errors.get("by", "")))  # fmt: skip
        if self.posts or self.may_need_paper:
            fields.append(Field("paper", FieldType.TEXT, Text("凭什么文件（文号）", "Paper it rests on (number)"),
                                value=sent.paper if sent else "", is_needed=False, error=errors.get("paper", "")))  # fmt: skip
            scan = sent.fields.get(SCAN.name) if sent else None
            fields.append(file_field(SCAN, scan, errors.get(SCAN.name, ""), on_paper=False))
        return tuple(fields)


def only(options: Sequence[Option]) -> str:
    """What is chosen already where nothing else can be."""
    return options[0].value if len(options) == 1 else ""


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


EVIDENCE = (
    Text(
        "请留意：附的佐证都没有写形成日期，不能用于销号。请先附一份写明形成日期的佐证。",
        "Please note: none of the evidence says its date, so the problem cannot be closed out. Add a dated piece first.",
    ),
    Text(
        "请留意：这个问题还没有附佐证，核验的人看不到做了什么。请先附佐证，再报完成。",
        "Please note: no evidence was added to this problem yet, so whoever verifies it sees nothing of what was done. Add it first.",
    ),
)
"""What is better done first: where no evidence has a day, and where there is none."""
OWN_EVIDENCE = (
    Text(
        "请留意：本单位附的佐证都没有写形成日期，不能用于销号。请先附一份写明形成日期的佐证。",
        "Please note: none of your evidence says its date, so it does not count for close-out. Add a dated piece first.",
    ),
    Text(
        "请留意：本单位还没有给这个问题附佐证。请先附佐证，再报完成。",
        "Please note: you have added no evidence to this problem yet. Add it first.",
    ),
)
"""The same as a unit is told it, which knows what it brought itself and not what others did."""
FOR_CLOSE_OUT = frozenset({"rectification.reported", "rectification.verified"})
"""Acts on the way to close-out, which is refused without dated evidence."""
FEW_KINDS = 3
"""So many kinds of an act are few enough to turn from one to another."""


def kinds_for_post(viewer: Viewer, scheme: Scheme, act: ActType) -> dict[str, Text]:
    """The kinds of an act that the post may do, in the order of the regulation's list, which has the usual one first."""
    field = act.field(act.deciding) if act.deciding else None
    listed = scheme.listed(field.of) if field and field.type == "code" and not field.optional else None
    roles = roles_for(scheme, viewer.seat)
    return {
        code: value.text
        for code, value in (listed.values.items() if listed else ())
        if is_for_post(scheme, roles, act.code, code)
    }


FIGURES = re.compile(r"\d+")


def by_number(option: tuple[str, Words]) -> tuple[bool, int, str]:
    """Things with a number in its order, before those without."""
    name = both(option[1]).zh
    found = FIGURES.match(name)
    return found is None, int(found[0]) if found else 0, name if found else ""


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
    form = replace(form, action=addresses.of_act(row.kind, row.id, act, value), back=None, known=())
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
