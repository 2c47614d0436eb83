"""The form of an act, in the order of the paper it replaces."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from xuncha.core.words import Text
from xuncha.web.kit.fact import Fact
from xuncha.web.kit.link import Link, Words, both
from xuncha.web.kit.refusal import Refusal

FEW = 12
"""Up to this many options a list is a plain select; a longer one is typed into, and offers what fits."""

EMPTY_LINES = 3
"""Rows that stand ready under the filled ones."""


MORE_LINES = "more-lines"
"""The name of the button that asks for more empty rows; its value is the field's name."""


def line_name(name: str, n: int, column: str) -> str:
    """The name of one cell in a field of lines.

    >>> line_name("seats", 0, "person")
    'seats-0-person'
    """
    return f"{name}-{n}-{column}"


class FieldType(StrEnum):
    """What is asked for, and so how it is asked."""

    TEXT = "text"
    LONG = "long"
    NUMBER = "number"
    DATE = "date"
    AT = "at"
    YES = "yes"
    CHOICE = "choice"
    CHOICES = "choices"
    PERSON = "person"
    PEOPLE = "people"
    POST = "post"
    UNIT = "unit"
    UNITS = "units"
    FILE = "file"
    FILES = "files"
    REF = "ref"
    REFS = "refs"
    LINES = "lines"


ONE_OF = frozenset({FieldType.PERSON, FieldType.POST, FieldType.UNIT, FieldType.REF})
SOME_OF = frozenset({FieldType.CHOICES, FieldType.PEOPLE, FieldType.UNITS, FieldType.REFS})
FILES = frozenset({FieldType.FILE, FieldType.FILES})


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose; `note` says what choosing it means, `group` under which heading it stands."""

    value: str
    words: Words
    note: Words = ""
    group: Words = ""
    is_under: bool = False
    """Whether it stands, indented, under the choice that it is a kind of."""
    is_fixed: bool = False
    """Whether a cell that holds it only says so: it came with the form and is not chosen from a list."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is already here, so that nobody sends it twice after a refusal."""

    value: str
    link: Link


@dataclass(frozen=True, slots=True)
class OnPaper:
    """Where a paper lies that is not scanned: its number, its place, who keeps it."""

    number: str = ""
    place: str = ""
    keeper: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """
    One question.

    `value` is the text as it was typed, right or wrong; `values` what is chosen where several may be. `error` stands
    at the field. An `is_open` list takes a value of its own beside its options, `free`. For lines, `columns` are the
    questions of one row, `rows` the answers by column name and `row_errors` the errors by name of the cell; the cells
    of a column offer one list, which stands once under the table and is named by `offers_of`.
    """

    name: str
    type: FieldType
    label: Words
    value: str = ""
    values: tuple[str, ...] = ()
    is_needed: bool = True
    depends: Words = ""
    """What depends on an answer that may be left out, said in place of "optional"."""
    help: Words = ""
    error: Words = ""
    options: tuple[Option, ...] = ()
    is_open: bool = False
    free: str = ""
    earliest: str = ""
    latest: str = ""
    unit: Words = ""
    rows_high: int = 4
    most: int = 0
    accepts: str = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx"
    kept: tuple[Kept, ...] = ()
    on_paper: OnPaper | None = None
    columns: tuple["Field", ...] = ()
    rows: tuple[Mapping[str, str], ...] = ()
    row_errors: Mapping[str, Words] = field(default_factory=dict)
    is_cell: bool = False
    is_fixed: bool = False
    """Whether a cell that is filled already only says so: the kinds of a checklist are not chosen anew."""
    takes_focus: bool = False
    offers_of: str = ""

    @property
    def fault(self) -> Text:
        """What is wrong, for the list above the form: named once."""
        name, said = both(self.label), both(self.error)
        return Text(
            said.zh if name.zh in said.zh else f"{name.zh}：{said.zh}",
            said.en if name.en.lower() in said.en.lower() else f"{name.en}: {said.en}",
        )

    @property
    def fragment(self) -> str:
        """The template that asks it."""
        if self.is_cell and self.is_fixed and self.value:
            return "kit/field/fixed.html"
        if self.type in SOME_OF:
            return "kit/field/choices.html"
        if self.type in ONE_OF:
            return "kit/field/select.html" if self.is_short else "kit/field/lookup.html"
        if self.type is FieldType.CHOICE:
            is_seen = len(self.options) <= 5 or any(option.note for option in self.options)
            return "kit/field/choice.html" if is_seen and not self.is_cell else "kit/field/select.html"
        if self.type in FILES:
            return "kit/field/file.html"
        return {
            FieldType.LONG: "kit/field/long.html",
            FieldType.YES: "kit/field/yes.html",
            FieldType.LINES: "kit/field/lines.html",
        }.get(self.type, "kit/field/short.html")

    @property
    def is_short(self) -> bool:
        """Whether all its options can be seen at once."""
        return len(self.options) <= FEW

    @property
    def in_order(self) -> tuple[Option, ...]:
        """Its options, each followed by those that are kinds of it; a heading stands only over those of which it is none."""
        heads = [str(option.words) for option in self.options if not option.group]
        found: list[Option] = []
        for option in self.options:
            if option.group and str(option.group) in heads:
                continue
            found.append(option)
            if not option.group:
                of_it = (one for one in self.options if one.group and str(one.group) == str(option.words))
                found += [replace(one, group="", is_under=True) for one in of_it]
        return tuple(found)

    @property
    def offers(self) -> str:
        """The name of the list that a lookup offers."""
        return f"o-{self.offers_of or self.name}"

    @property
    def offered_in_lines(self) -> tuple["Field", ...]:
        """The columns of which the cells are lookups, each with the list that they share."""
        lookups = (one for one in self.columns if one.fragment.endswith("lookup.html"))
        return tuple(replace(one, offers_of=f"{self.name}-{one.name}") for one in lookups)

    @property
    def input_type(self) -> str:
        """The native control for a short answer; a plain one for what a browser's calendar would not show again."""
        if self.value and not _is_for_calendar(self.value):
            return "text"
        return {FieldType.DATE: "date", FieldType.AT: "datetime-local"}.get(self.type, "text")

    @property
    def input_mode(self) -> str:
        return "decimal" if self.type is FieldType.NUMBER else ""

    @property
    def lies_on_paper(self) -> bool:
        """Whether somebody said where the paper lies."""
        return self.on_paper is not None and self.on_paper != OnPaper()

    @property
    def is_many(self) -> bool:
        return self.type is FieldType.FILES

    @property
    def said(self) -> Words:
        """The words of what is chosen."""
        return next((option.words for option in self.options if option.value == self.value), self.value)

    @property
    def typed(self) -> str:
        """What stands in a lookup: the words of the option chosen, else what was typed."""
        found = next((option for option in self.options if option.value == self.value), None)
        return str(found.words) if found else self.value

    @property
    def lines(self) -> tuple[tuple["Field", ...], ...]:
        """Each row of a field of lines as questions of its own, empty rows after the filled ones."""
        rows = (*self.rows, *({} for _ in range(EMPTY_LINES)))
        return tuple(
            tuple(self._cell(n, row, column) for column in self.columns) for n, row in enumerate(rows)
        )

    def _cell(self, n: int, row: Mapping[str, str], column: "Field") -> "Field":
        name = line_name(self.name, n, column.name)
        words, value = both(column.label), row.get(column.name, "")
        return replace(
            column,
            name=name,
            label=Text(f"第 {n + 1} 行 {words.zh}", f"row {n + 1}, {words.en}"),
            value=value,
            is_fixed=column.is_fixed or any(one.is_fixed and one.value == value for one in column.options),
            error=self.row_errors.get(name, ""),
            is_needed=False,
            is_cell=True,
            offers_of=f"{self.name}-{column.name}",
        )


def _is_for_calendar(value: str) -> bool:
    """Whether a browser's date control shows this value; anything else it leaves blank, and the typed text is gone."""
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == 10 or "T" in value


@dataclass(frozen=True, slots=True)
class DraftOffer:
    """A draft that waits at this form: when it was kept, and the form with what stands in it."""

    at: Words
    on: Link


@dataclass(frozen=True, slots=True)
class FormPage:
    """
    The page, or dialog, in which one act is done.

    `known` is shown and not asked. `more` stands folded under the first nine questions. `version` is the state the
    person saw, `retry_key` makes a second sending of the same form harmless. `does` is the button, named for the
    act; none where there is nothing to do. A form that `only_asks` writes nothing.
    """

    template: ClassVar[str] = "kit/form.html"

    action: str
    does: Words
    fields: tuple[Field, ...]
    will: Words = ""
    known: tuple[Fact, ...] = ()
    more: tuple[Field, ...] = ()
    refusal: Refusal | None = None
    version: str = ""
    retry_key: str = ""
    doing: Words = ""
    other_ways: tuple[Link, ...] = ()
    back: Link | None = None
    draft_href: str = ""
    draft_words: Words = ""
    can_keep_draft: bool = False
    offer: DraftOffer | None = None
    hidden: Mapping[str, str] = field(default_factory=dict)
    only_asks: bool = False
    was_sent: bool = False
    """Whether it is shown in answer to being sent, so that going back to it would send it again."""

    @property
    def more_is_open(self) -> bool:
        """Folded questions open by themselves when one of them has an answer or an error."""
        return any(
            one.error or one.value or one.values or one.rows or one.kept or one.lies_on_paper
            for one in self.more
        )

    @property
    def errors(self) -> tuple[Field, ...]:
        """The fields to go back to."""
        return tuple(one for one in (*self.fields, *self.more) if one.error)
