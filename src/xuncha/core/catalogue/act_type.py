"""What an act is: its name, whom it concerns, the fields it carries, and how it moves its subject on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xuncha.core.words import Text

ANY = "any"
NEW = "new"

_FIELD = re.compile(r"^(?P<name>\w+):(?P<type>\w+)(?:\((?P<of>\w+)\))?(?P<marks>[*?!~^]*)$")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an act's payload.

    `type` is one of text, long, n, date, at, yes, code, ref, person, post, unit, party, file, map, items;
    `of` names the list of a code or the kind of a reference.  A personal field can be erased for ever.  The day of
    what has happened is never one that is still to come.  A value `of_decided` is chosen from the list that the act's
    deciding field names: a class from its scale.
    """

    name: str
    type: str
    of: str = ""
    many: bool = False
    optional: bool = False
    personal: bool = False
    happened: bool = False
    of_decided: bool = False

    @classmethod
    def parse(cls, text: str) -> Field:
        """Read `unit:unit`, `fields:code(fields)*`, `text:long!` (* many, ? may be empty, ! personal, ~ has happened,
        ^ of the list the deciding field names).
        """
        match = _FIELD.match(text)
        if match is None:
            raise ValueError(f"not a field: {text!r}")
        marks = match["marks"]
        name, kind, of = match["name"], match["type"], match["of"] or ""
        return cls(name, kind, of, "*" in marks, "?" in marks, "!" in marks, "~" in marks, "^" in marks)


@dataclass(frozen=True, slots=True)
class ActType:
    """One entry of the closed catalogue of acts (`complaint.received`, `finding.recorded`, ...)."""

    code: str
    name: Text
    on: tuple[str, ...]
    fields: tuple[Field, ...]
    needs: tuple[str, ...]
    to: str
    deciding: str
    together: bool = False
    """Whether one answer to its form can be meant for several matters alike."""
    answers: str = ""
    """The act that each party answers with it, and once: a receipt, of an issue."""
    is_further: bool = False
    """Whether doing it again is for somebody or something further, so that once done it is no next step any more."""

    @property
    def opens(self) -> bool:
        """Whether this act may begin a new subject."""
        return NEW in self.needs

    @property
    def thing(self) -> str:
        """The noun of the act: `finding` of `finding.recorded`."""
        return self.code.partition(".")[0]

    def field(self, name: str) -> Field | None:
        """The catalogue's own field of that name, if it has one."""
        return next((field for field in self.fields if field.name == name), None)

    def fits(self, kind: str) -> bool:
        """Whether a subject of this kind can bear the act."""
        return self.on == ("*",) or kind in self.on


def act(
    code: str,
    zh: str,
    en: str,
    on: str,
    fields: str,
    needs: str,
    to: str = "",
    deciding: str = "",
    together: bool = False,
    answers: str = "",
    further: bool = False,
) -> ActType:
    """Declare one act; `on`, `fields` and `needs` are words separated by blanks."""
    parsed = tuple(Field.parse(word) for word in fields.split())
    return ActType(
        code,
        Text(zh, en),
        tuple(on.split()),
        parsed,
        tuple(needs.split()),
        to,
        deciding,
        together,
        answers,
        further,
    )
