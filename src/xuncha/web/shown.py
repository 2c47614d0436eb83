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
        parts = [_one(scheme, _part(slot, name), one, names) for name, one in cells]
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
    if slot.name == ASKED_OF and text in scheme.roles:
        return scheme.roles[text].text
    return Text(text, text)


ASKED_OF = "to"
"""The field in which a request for approval names the role that is asked."""


def _part(lines: Slot, name: str) -> Slot:
    """One cell of a line; the kind of a line comes from the list of its field."""
    return Slot(name, label(name), "code", lines.of) if name == "kind" else Slot(name, label(name), "text")


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


def opening_act(kind: str, scheme: Scheme | None = None) -> str:
    """The act that begins a subject of this kind and gives it its facts; under a regulation, one that somebody may do."""
    codes = [act.code for act in CATALOGUE.values() if act.opens and act.fits(kind) and act.on != ("*",)]
    may = {one.partition(":")[0] for role in scheme.roles.values() for one in role.may} if scheme else set()
    codes = [code for code in codes if code in may] or codes
    return next((code for code in codes if code.endswith(".recorded")), codes[0])


def facts_of(scheme: Scheme, subject: Subject, opened_by: str) -> list[tuple[Slot, Any]]:
    """The subject's own facts in the order of its form: those its opening act carries."""
    known = known_slots(scheme, CATALOGUE[opened_by], subject.code)
    return [
        (slot, subject.facts[name])
        for name, slot in known.items()
        if subject.facts.get(name) not in (None, "", [])
    ]


HEADLINES = ("text", "title", "subject", "conclusion", "result", "what", "place", "seat", "found")
"""Fields whose value says in a word what an act was about."""

BY_ITSELF = frozenset({"version", "kind"})
"""Fields that are not read out: the name of the act says the kind, the page knows the version."""


def details_of(scheme: Scheme, act: Act, names: Mapping[UUID, str], *, but: str = "") -> Text:
    """Everything an act carries as one line of words, without the field `but`: `对象：办公室；摘要：……`."""
    hidden = BY_ITSELF | {but, CATALOGUE[act.type].deciding}
    told = [
        (slot.text, _joined(value_words(scheme, slot, value, names)))
        for slot, value in said_in(scheme, act)
        if slot.name not in hidden and value not in (None, "", [])
    ]
    return Text(
        "；".join(f"{words.zh}：{value.zh}" for words, value in told),
        "; ".join(f"{words.en}: {value.en}" for words, value in told),
    )


def _joined(words: list[Text]) -> Text:
    return Text("、".join(one.zh for one in words), ", ".join(one.en for one in words))


def headline_of(scheme: Scheme, act: Act) -> Slot | None:
    """The field that says what an act was about, if it has one."""
    said = CATALOGUE[act.type].deciding  # the name of the act says it already
    found = (slot for slot, value in said_in(scheme, act) if slot.name in HEADLINES and value)
    return next((slot for slot in found if slot.name != said), None)


def said_in(scheme: Scheme, act: Act) -> list[tuple[Slot, Any]]:
    """The fields an act carries, in the order of its form; a correction says the right value as that of its field."""
    known = known_slots(scheme, CATALOGUE[act.type], act.value)
    said = [(slot, act.fields[name]) for name, slot in known.items() if name in act.fields]
    corrected = _corrected_field(scheme, act)
    if corrected is None:
        return said
    return [(corrected, act.fields["right"]), *((slot, value) for slot, value in said if slot.name == "why")]


def _corrected_field(scheme: Scheme, act: Act) -> Slot | None:
    """The field that a correction is about, as the forms that begin things know it."""
    if act.type != "act.corrected":
        return None
    name = str(act.fields["field"])
    openings = (known_slots(scheme, entry, "") for entry in CATALOGUE.values() if entry.opens)
    return next((known[name] for known in openings if name in known), None)
