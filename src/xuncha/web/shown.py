"""Shows what a payload holds as words: codes by their names, references by theirs, dates as the office writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from xuncha.core.attached import attached_words
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.day_words import say_day
from xuncha.core.engine import known_slots
from xuncha.core.labels import label
from xuncha.core.payload import REFERENCES, Slot, read_day
from xuncha.core.rows import Act, Subject
from xuncha.core.scheme import Scheme
from xuncha.core.words import Text

YES, NO = Text("是", "Yes"), Text("否", "No")


CELLS = {
    name: place
    for place, name in enumerate(
        ("kind", "what", "text", "n", "post", "owner", "by", "done_on", "absent", "refs")
    )
}
"""The order in which a line of a small table is read, as its form asks it; the record keeps it in another."""


def value_words(scheme: Scheme, slot: Slot, value: Any, names: Mapping[UUID, str]) -> list[Text]:
    """One field's values as words, in order."""
    values = value if isinstance(value, list) else [value]
    return [_one(scheme, slot, one, names) for one in values]


def _one(scheme: Scheme, slot: Slot, value: Any, names: Mapping[UUID, str]) -> Text:
    if value is True or value is False:
        return YES if value else NO
    if slot.type == "file":
        return attached_words(value)
    if isinstance(value, Mapping):
        cells = sorted(value.items(), key=lambda cell: CELLS.get(cell[0], len(CELLS)))
        parts = [_one(scheme, _part(name), one, names) for name, one in cells]
        return Text("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))
    if isinstance(value, list):
        parts = [_one(scheme, slot, one, names) for one in value]
        return Text("、".join(part.zh for part in parts), ", ".join(part.en for part in parts))
    text = str(value)
    if slot.type == "code":
        found = scheme.value(slot.of, text)
        plain = text.removeprefix("other:")
        return found.text if found else Text(plain, plain)
    if slot.type == "date" and (day := read_day(text)):
        return say_day(day)
    if slot.type in REFERENCES or len(text) == 36:
        name = _name(text, names)
        return Text(name, name)
    return Text(text, text)


def _part(name: str) -> Slot:
    return Slot(name, label(name), "text")


def _name(text: str, names: Mapping[UUID, str]) -> str:
    try:
        return names.get(UUID(text), "—")
    except ValueError:
        return text


def references_in(value: Any) -> Iterable[UUID]:
    """Every id that stands anywhere in a payload, to look up its name."""
    if isinstance(value, Mapping):
        for one in value.values():
            yield from references_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from references_in(one)
    elif isinstance(value, str) and len(value) == 36:
        try:
            yield UUID(value)
        except ValueError:
            return


def opening_act(kind: str) -> str:
    """The act that begins a subject of this kind and gives it its facts."""
    codes = [act.code for act in CATALOGUE.values() if act.opens and act.fits(kind) and act.on != ("*",)]
    return next((code for code in codes if code.endswith(".recorded")), codes[0])


def facts_of(scheme: Scheme, subject: Subject, opened_by: str) -> list[tuple[Slot, Any]]:
    """The subject's own facts in the order of its form: those its opening act carries."""
    known = known_slots(scheme, CATALOGUE[opened_by], subject.code)
    return [
        (slot, subject.facts[name])
        for name, slot in known.items()
        if subject.facts.get(name) not in (None, "", [])
    ]


def said_in(scheme: Scheme, act: Act) -> list[tuple[Slot, Any]]:
    """The fields an act carries, in the order of its form."""
    known = known_slots(scheme, CATALOGUE[act.type], act.value)
    return [(slot, act.fields[name]) for name, slot in known.items() if name in act.fields]
