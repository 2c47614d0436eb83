"""One matter on the paper, and how its row asks what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.decisions import proposal
from xuncha.web import addresses
from xuncha.web.kit.form_page import Field, FieldType, Option
from xuncha.web.kit.link import Link, Words, both
from xuncha.web.pages.decisions.board import class_words


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter on the paper: what it is, what is decided about it, and the answer typed."""

    row: Subject
    act: str
    what: str
    words: Words
    answer: Field
    note: Field
    unit: str = ""
    """Where it lies: several units have a matter of the same number and name."""

    @property
    def link(self) -> Link:
        title = f"{self.row.number} {self.row.title}".strip() or KIND_NAMES[self.row.kind]
        return Link(title, addresses.of_subject(self.row.kind, self.row.id))


def with_unit(matter: Matter, names: Mapping[UUID, str]) -> Matter:
    """The matter with its unit, which the labels of its questions name, too."""
    unit = names.get(matter.row.unit, "") if matter.row.unit else ""
    words = both(matter.answer.label)
    label = Text(f"{words.zh}（{unit}）", f"{words.en} ({unit})") if unit else words
    return replace(matter, unit=unit, answer=replace(matter.answer, label=label))


def to_dispose(scheme: Scheme, row: Subject, typed: Mapping[str, str], errors: Mapping[str, Words]) -> Matter:
    """A clue or a finding, its proposal already chosen."""
    proposed = str(proposal(row).get("class", ""))
    listed_values = scheme.lists["dispositions"].values if "dispositions" in scheme.lists else {}
    options = tuple(Option(one.code, one.text) for one in listed_values.values())
    name, note = f"m-{row.id}", f"t-{row.id}"
    answer = Field(name, FieldType.CHOICE, Text(f"决定：{row.title}", f"Decision: {row.title}"), value=typed.get(name, proposed),
                   options=options, is_needed=False, is_cell=True, error=errors.get(name, ""))  # fmt: skip
    return Matter(
        row, "disposition.decided", "", class_words(scheme, proposed), answer, _note(note, typed, errors)
    )


def to_approve(
    scheme: Scheme, row: Subject, what: str, typed: Mapping[str, str], errors: Mapping[str, Words]
) -> Matter:
    """What was put up for approval: `what` is the act or the paper that waits for it."""
    name, note = f"m-{row.id}-{what}", f"t-{row.id}-{what}"
    options = (
        Option("approval.given", Text("批准", "Approved")),
        Option("approval.refused", Text("不予批准", "Not approved")),
    )
    answer = Field(name, FieldType.REF, Text(f"决定：{row.title}", f"Decision: {row.title}"), value=typed.get(name, ""),
                   options=options, is_needed=False, is_cell=True, error=errors.get(name, ""))  # fmt: skip
    found = scheme.value("documents", what)
    words = found.text if found else Text(KIND_NAMES[row.kind].zh, KIND_NAMES[row.kind].en)
    return Matter(row, "approval.given", what, words, answer, _note(note, typed, errors))


def _note(name: str, typed: Mapping[str, str], errors: Mapping[str, Words]) -> Field:
    return Field(name, FieldType.TEXT, Text("说明或者理由", "Note or reason"), value=typed.get(name, ""), is_needed=False,
                 is_cell=True, error=errors.get(name, ""))  # fmt: skip
