"""The seats that people chose for a proposal of teams: read from the form, and filled in one command, all or none."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from xuncha.actions.perform import Entry, NotThere, done_before, perform
from xuncha.actions.together import refused_alone
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.office.staffing import Place
from xuncha.core.record.payload import Slot
from xuncha.core.refusal import Refused
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.options import options_for
from xuncha.queries.staffing import FILLING, Newcomer, Staffing
from xuncha.queries.subjects import names_of
from xuncha.store.viewer import Viewer
from xuncha.web.asking import Asked
from xuncha.web.kit.brief_cell import BriefCell
from xuncha.web.kit.form_page import Field, FieldType, Option
from xuncha.web.kit.link import Words, both
from xuncha.web.kit.refusal import Refusal as RefusalBox
from xuncha.web.pages.acting.act import DONE_BEFORE
from xuncha.web.pages.acting.asker import asked_slots
from xuncha.web.pages.lists.together import said
from xuncha.web.pages.pieces.refused import refusal_box, was_resent
from xuncha.web.typed import told, typed_from

ALREADY = frozenset({"seat", "person"})
"""What the choice of a place says."""

ASKED = frozenset({"code", "unit", "text", "long", "n"})
"""Types of fields that are asked in a cell; what else a form asks is asked on the form of the act itself."""


@dataclass(frozen=True, slots=True)
class Column:
    """One more question that the regulation's form asks of everybody who is given a seat."""

    slot: Slot
    options: tuple[tuple[str, Words], ...] = ()

    @property
    def name(self) -> str:
        return self.slot.name

    @property
    def words(self) -> tuple[Words, ...]:
        """What can be chosen."""
        return tuple(words for _, words in self.options)

    def is_looked_up(self, rows: int, light: int) -> bool:
        """Whether the answers are too many to stand in every row."""
        return bool(self.options) and rows * len(self.options) > light

    def value(self, typed: str) -> str:
        """The code or id of what was chosen or typed by its words; else what was typed."""
        return next(
            (key for key, words in self.options if typed in (key, both(words).zh, both(words).en)), typed
        )

    def shown(self, value: str) -> Words:
        """The words of a value."""
        return next((words for key, words in self.options if key == value), value)


@dataclass
class Answers:
    """What came with the form: where everybody goes, what else was answered, and what is wrong with it."""

    places: dict[UUID, Place] = field(default_factory=dict)
    words: dict[UUID, str] = field(default_factory=dict)
    more: dict[tuple[UUID, str], str] = field(default_factory=dict)
    rest: dict[str, str] = field(default_factory=dict)
    errors: dict[UUID, Words] = field(default_factory=dict)
    cells: dict[tuple[UUID, str], Words] = field(default_factory=dict)
    of_form: dict[str, Words] = field(default_factory=dict)
    refusal: RefusalBox | None = None
    gone: int = 0
    is_to_do: bool = False
    day: str = ""
    occurred_on: date | None = None
    retry_key: str = ""

    @property
    def is_wrong(self) -> bool:
        """Whether it cannot be done as it stands."""
        return bool(self.errors or self.cells or self.of_form or self.refusal or self.gone)


NO_SUCH_PLACE = Text(
    "没有这个组或者岗位，请从名单里选", "There is no such team or seat; choose from the list"
)
NOBODY_CHOSEN = Text("还没有选任何人的去向", "Nobody has a place yet")


@dataclass
class Seating:
    """Fills the seats of a round's teams for one viewer."""

    viewer: Viewer
    scheme: Scheme
    staff: Staffing

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """What the forms of the seats ask besides, each question once."""
        found: dict[str, Slot] = {}
        for rules in self.staff.rules.values():
            for seat in rules.seats:
                for name, slot in asked_slots(self.scheme, CATALOGUE[FILLING], seat).items():
                    if slot.required and name not in ALREADY and slot.type in ASKED and not slot.many:
                        found.setdefault(name, slot)
        return tuple(Column(slot, tuple(self._options(slot))) for slot in found.values())

    def _options(self, slot: Slot) -> Iterator[tuple[str, Words]]:
        if slot.type == "code":
            listed = self.scheme.listed(slot.of)
            yield from ((one.code, one.text) for one in (listed.values.values() if listed else ()))
        elif slot.type == "unit":
            known = [one.home_unit for one in self.staff.people]
            if None in known:
                yield from options_for(self.viewer, slot, self.staff.teams[0])
            else:
                yield from ((str(key), name) for key, name in names_of(known).items())

    # ------------------------------------------------------------------ what is asked

    def known(self, column: Column, one: Newcomer) -> str:
        """What need not be asked: the home unit that was registered."""
        return str(one.home_unit) if column.name == "home_unit" and one.home_unit else ""

    def cell(self, column: Column, one: Newcomer, answers: Answers | None, n: int, light: int) -> BriefCell:
        """One question about one person; what is known only says so."""
        value = answers.more.get((one.candidate.id, column.name), "") if answers else ""
        value = value or self.known(column, one)
        words = both(column.slot.text)
        is_looked_up = column.is_looked_up(len(self.staff.people), light)
        return BriefCell(
            f"x-{column.name}-{n}", Text(f"{one.name}：{words.zh}", f"{one.name}: {words.en}"),
            column.shown(value), () if is_looked_up else column.words, f"o-{column.name}" if is_looked_up else "",
            answers.cells.get((one.candidate.id, column.name), "") if answers else "",
            bool(self.known(column, one)),
        )  # fmt: skip

    def fields(self, answers: Answers | None) -> tuple[Field, ...]:
        """What is asked once for all: the day, and a choice for those whose own was left empty."""
        today = timezone.localdate().isoformat()
        found = [
            Field("occurred_on", FieldType.DATE, Text("任职日期", "Seated on"), value=(answers.day if answers else "") or today,
                  latest=today, error=answers.of_form.get("occurred_on", "") if answers else "")
        ]  # fmt: skip
        for column in self.columns:
            if column.slot.type != "code":
                continue
            words = both(column.slot.text)
            options = tuple(Option(key, one) for key, one in column.options)
            label = Text(f"{words.zh}空着的，都按", f"{words.en} where left empty")
            value = answers.rest.get(column.name, "") if answers else ""
            found.append(
                Field(
                    f"all-{column.name}", FieldType.REF, label, value=value, options=options, is_needed=False
                )
            )
        return tuple(found)

    # ------------------------------------------------------------------ what was answered

    def read(self, request: Asked) -> Answers:
        """The form as it came; what cannot be made out stands with its error."""
        post, sent = request.POST, typed_from(request.POST, {})
        answers = Answers(
            is_to_do=post.get("do") != "check", day=sent.day, occurred_on=sent.occurred_on,
            retry_key=str(sent.key or uuid4()), of_form={fault.name: fault.text for fault in sent.unread},
            rest={one.name: post.get(f"all-{one.name}", "") for one in self.columns},
        )  # fmt: skip
        people = {str(one.candidate.id): one for one in self.staff.people}
        by_words = self._by_words()
        for n, who in enumerate(post.get("who", "").split()):
            typed = _plain(post.get(f"place-{n}", ""))
            if who not in people:
                answers.gone += bool(typed)
                continue
            key = people[who].candidate.id
            for column in self.columns:
                answers.more[key, column.name] = column.value(post.get(f"x-{column.name}-{n}", "").strip())
            if typed in by_words:
                answers.places[key] = by_words[typed]
            elif typed:
                answers.words[key] = typed
                answers.cells[key, "place"] = NO_SUCH_PLACE
        return answers

    def _by_words(self) -> dict[str, Place]:
        """The seats by their words in either language; of teams of the same name neither is meant."""
        found: dict[str, set[Place]] = {}
        for team in self.staff.teams:
            for seat in self.staff.rules[team.code].seats:
                value = self.scheme.value("seats", seat)
                words = value.text if value else Text(seat, seat)
                for one in (words.zh, words.en):
                    found.setdefault(_plain(f"{team.title} {one}"), set()).add(Place(team.id, seat))
        return {words: places.pop() for words, places in found.items() if len(places) == 1}

    # ------------------------------------------------------------------ what is done

    def check(self, answers: Answers) -> Text | None:
        """Try every seat that was chosen and fill none; None where something refuses, which then stands in the answers."""
        people, entries = self._chosen(answers)
        if answers.is_wrong:
            return None
        refused, gone = refused_alone(self.viewer, entries, timezone.now())
        self._explain_each(people, refused, gone, answers)
        n = len(entries)
        well = Text(
            f"核对过了：选了的 {n} 人都可以任职。还没有办。",
            f"Checked: each of the {n} chosen can be seated. Nothing was done yet.",
        )
        return None if answers.is_wrong else well

    def _chosen(self, answers: Answers) -> tuple[list[Newcomer], list[Entry]]:
        """Those who were given a place, each with what seats them; that nobody was stands in the answers."""
        people = [one for one in self.staff.people if one.candidate.id in answers.places]
        if not people and not answers.is_wrong:
            answers.refusal = RefusalBox(NOBODY_CHOSEN, keeps_text=False)
        return people, [self._entry(one, answers) for one in people]

    def perform(self, request: Asked, answers: Answers) -> Text | None:
        """Fill every seat that was chosen, or none; None where something refuses, which then stands in the answers."""
        if self._was_done(request, answers):
            return DONE_BEFORE
        people, entries = self._chosen(answers)
        if answers.is_wrong:
            return None
        now = timezone.now()
        try:
            done = perform(self.viewer, entries, key=UUID(answers.retry_key), told=told(request), now=now)
        except Refused as refused:
            self._explain(people, entries, refused, answers)
            return None
        except NotThere:
            answers.gone += 1
            return None
        n = len(entries)
        if done.was_done:
            return DONE_BEFORE
        return Text(f"已任职 {n} 人", f"{n} people are seated")

    def _was_done(self, request: Asked, answers: Answers) -> bool:
        """Whether the same form was sent before: those it seated are in the list no longer."""
        try:
            return done_before(self.viewer, UUID(answers.retry_key), told(request)) is not None
        except Refused:
            return False

    def _entry(self, one: Newcomer, answers: Answers) -> Entry:
        key = one.candidate.id
        place = answers.places[key]
        asked = asked_slots(self.scheme, CATALOGUE[FILLING], place.seat)
        fields: dict[str, Any] = {"seat": place.seat, "person": str(key)}
        if one.home_unit:
            fields["home_unit"] = str(one.home_unit)
        for column in self.columns:
            value = answers.more.get((key, column.name), "") or answers.rest.get(column.name, "")
            if value and column.name in asked:
                fields[column.name] = value
        return Entry(FILLING, fields, place.team, occurred_on=answers.occurred_on)

    def _explain(
        self, people: list[Newcomer], entries: list[Entry], refused: Refused, answers: Answers
    ) -> None:
        """Say at each row why it is refused."""
        if was_resent(refused):
            answers.refusal = refusal_box(self.viewer, self.scheme, refused, None)
            answers.retry_key = str(uuid4())
            return
        alone, gone = refused_alone(self.viewer, entries, timezone.now())
        self._explain_each(people, alone or {refused.place: refused}, gone, answers)

    def _explain_each(
        self, people: list[Newcomer], alone: Mapping[int, Refused], gone: Collection[int], answers: Answers
    ) -> None:
        answers.gone += len(gone)
        for n, why in alone.items():
            key = people[n].candidate.id
            for refusal in why.refusals:
                at = [one for one in refusal.missing if not refusal.rule and one.field]
                for missing in at:
                    self._explain_field(key, missing.field, missing.text, answers)
                if not at:
                    answers.errors[key] = said([refusal])

    def _explain_field(self, key: UUID, name: str, words: Text, answers: Answers) -> None:
        if name == "occurred_on":
            answers.of_form[name] = words
        elif any(column.name == name for column in self.columns):
            answers.cells[key, name] = words
        else:
            answers.errors[key] = words


def _plain(words: str) -> str:
    """Words as a browser sends those of a choice: with single spaces."""
    return " ".join(words.split())
