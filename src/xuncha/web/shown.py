"""Shows what a payload holds as words: codes by their names, references by theirs, dates as the office writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from xuncha.core.attached import attached_words
from xuncha.core.catalogue import CATALOGUE, openings
from xuncha.core.dates.day_words import say_day, say_plain
from xuncha.core.facts.rows import Act, Subject
from xuncha.core.names.labels import label
from xuncha.core.record.payload import REFERENCES, Slot, known_slots, read_day
from xuncha.core.record.received import of_receipt, slot_of
from xuncha.core.scheme.nouns import guarded
from xuncha.core.scheme.rules import Rule, Scheme
from xuncha.core.words import Text
from xuncha.web.act_lines import COLUMNS
from xuncha.web.kit.form_page import FieldType
from xuncha.web.kit.link import both
from xuncha.web.outcomes import OUTCOMES
from xuncha.web.pages.pieces.clauses import cites

YES, NO = Text("是", "Yes"), Text("否", "No")


CELLS = {
    name: place
    for place, name in enumerate(
        ("kind", "what", "answer", "text", "n", "post", "owner", "by", "done_on", "absent", "refs")
    )
}
"""The order in which a line of a small table is read, as its form asks it; the record keeps it in another."""


def value_words(scheme: Scheme, slot: Slot, value: Any, names: Mapping[UUID, str]) -> list[Text]:
    """One field's values as words, in order."""
    values = value if isinstance(value, list) else [value]
    return [_one(scheme, slot, one, names) for one in values]


UNKNOWN = "—"
"""What stands for something that the reader may not know of, or that has no name."""


def known_words(words: list[Text]) -> list[Text]:
    """The words without those that stand for what the reader may not know of: it is left out, as if it were not named."""
    return [one for one in words if one.zh != UNKNOWN]


def _one(scheme: Scheme, slot: Slot, value: Any, names: Mapping[UUID, str]) -> Text:
    if value is True or value is False:
        return OUTCOMES[slot.name].words(value) if slot.name in OUTCOMES else YES if value else NO
    if slot.type == "file":
        return attached_words(value)
    if isinstance(value, Mapping):
        return _line(scheme, slot, value, names)
    if isinstance(value, list):
        parts = known_words([_one(scheme, slot, one, names) for one in value])
        if value and not parts:
            return Text(UNKNOWN, UNKNOWN)
        return Text("、".join(part.zh for part in parts), ", ".join(part.en for part in parts))
    text = str(value)
    if slot.type == "code":
        found = scheme.value(slot.of, text)
        plain = text.removeprefix("other:")
        return found.text if found else Text(plain, plain)
    if slot.type == "date" and (day := read_day(text)):
        return say_plain(day) if slot.name in DATES else say_day(day)
    if slot.type in REFERENCES or len(text) == 36:
        name = _name(text, names)
        return Text(name, name)
    if slot.name == "rule" and text in scheme.duties:
        return scheme.duties[text].text
    if slot.name == "rule" and text in scheme.supervisions:
        return _with_clauses(scheme.supervisions[text])
    if slot.name == "period":
        return period_words(text)
    if slot.name in ROLES and text in scheme.roles:
        return scheme.roles[text].text
    if text == WITHHELD.zh:
        return WITHHELD
    typed = guarded(text)
    return Text(typed, typed)


def _with_clauses(rule: Rule) -> Text:
    """A rule by which something came of itself, with its clauses: `督促整改（第二十条）`."""
    named = [both(cite.words) for cite in cites(rule.cite)]
    zh, en = "、".join(one.zh for one in named), ", ".join(one.en for one in named)
    return Text(f"{rule.text.zh}（{zh}）", f"{rule.text.en} ({en})")


WITHHELD = Text("样本太少，不公布", "withheld: the sample is too small")

LEADS = ("kind", "what", "text")
"""Cells that say what a line is about; the others say something of it."""


def _line(scheme: Scheme, slot: Slot, value: Mapping[str, Any], names: Mapping[UUID, str]) -> Text:
    """A line of a small table: `补发到户（责任岗位：农业服务中心，计划完成：2026年11月5日）`."""
    cells = sorted(value.items(), key=lambda cell: CELLS.get(cell[0], len(CELLS)))
    heads = {name: words for name, _, words in COLUMNS.get(slot.name, ())}
    told = [
        (name, heads.get(name) or label(name), _one(scheme, _part(slot, name), one, names))
        for name, one in cells
    ]
    told = [cell for cell in told if cell[2].zh != UNKNOWN]
    lead = [said for name, _, said in told if name in LEADS]
    rest = [(words, said) for name, words, said in told if name not in LEADS]
    zh, en = "，".join(one.zh for one in lead), ", ".join(one.en for one in lead)
    of_zh = "，".join(f"{words.zh}：{said.zh}" for words, said in rest)
    of_en = ", ".join(f"{words.en}: {said.en}" for words, said in rest)
    if not lead or not rest:
        return Text(zh or of_zh, en or of_en)
    return Text(f"{zh}（{of_zh}）", f"{en} ({of_en})")


DATES = frozenset(name for columns in COLUMNS.values() for name, kind, _ in columns if kind is FieldType.DATE)
"""Columns that hold a day."""


PERIOD = re.compile(r"(?P<year>\d{4})-(?P<mark>[WQH]?)(?P<n>\d{1,2})", re.ASCII)


def period_words(key: str) -> Text:
    """The period of a cycle as the office says it.

    >>> period_words("2026-W49").zh, period_words("2026-Q3").zh, period_words("2026-10").en
    ('2026年第49周', '2026年第3季度', 'October 2026')
    """
    found = PERIOD.fullmatch(key)
    if found is None:
        return Text(key, key)
    year, n = found["year"], int(found["n"])
    match found["mark"]:
        case "W":
            return Text(f"{year}年第{n}周", f"week {n} of {year}")
        case "Q":
            return Text(f"{year}年第{n}季度", f"quarter {n} of {year}")
        case "H":
            return Text(f"{year}年{'上' if n == 1 else '下'}半年", f"half {n} of {year}")
    return Text(f"{year}年{n}月", f"{date(int(year), n, 1):%B %Y}") if 1 <= n <= 12 else Text(key, key)


ROLES = frozenset({"to", "role"})
"""The fields that name a role: the one asked for approval, and the one that a reporter wants to recuse itself."""


def _part(lines: Slot, name: str) -> Slot:
    """One cell of a line; the kind of a line comes from the list of its field, whether it was agreed to from its own."""
    chosen_from = {"kind": lines.of, "agreed": "agreements"}.get(name)
    if chosen_from:
        return Slot(name, label(name), "code", chosen_from)
    return Slot(name, label(name), "date" if name in DATES else "text")


def _name(text: str, names: Mapping[UUID, str]) -> str:
    try:
        return names.get(UUID(text), UNKNOWN)
    except ValueError:
        return text


def without_small(lines: Any, least: int) -> list[Any]:
    """Lines with a number each, where those of a smaller one say only what they are about."""
    return [
        {"what": one.get("what", ""), "text": WITHHELD.zh}
        if isinstance(one, Mapping) and least and _number(one.get("n")) < least
        else one
        for one in (lines if isinstance(lines, list) else [])
    ]


def _number(written: Any) -> int:
    return int(written) if str(written or "").isdigit() else 0


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
    codes = [act.code for act in openings(kind) if act.on != ("*",)]
    codes = [code for code in codes if scheme and code in scheme.somebodys] or codes
    return next((code for code in codes if code.endswith(".recorded")), codes[0])


def facts_of(scheme: Scheme, subject: Subject, opened_by: str) -> list[tuple[Slot, Any]]:
    """The subject's own facts in the order of its form: those that an act which begins such a thing carries."""
    known = own_slots(scheme, subject, opened_by)
    return [
        (slot, subject.facts[name])
        for name, slot in known.items()
        if subject.facts.get(name) not in (None, "", [])
    ]


def own_slots(scheme: Scheme, subject: Subject, opened_by: str) -> Mapping[str, Slot]:
    """The fields such a thing may have been begun with: those of its usual opening first, then those of any other, for a
    check that was planned has days that one which was only recorded has not.
    """
    others = (act.code for act in CATALOGUE.values() if act.opens and subject.kind in act.on)
    known: dict[str, Slot] = {}
    for code in (opened_by, *others):
        fields = known_slots(scheme, CATALOGUE[code], subject.code)
        known |= {name: slot for name, slot in fields.items() if name not in known}
    return known


HEADLINES = ("text", "title", "subject", "conclusion", "result", "what", "place", "seat", "found")
"""Fields whose value says in a word what an act was about."""

BY_ITSELF = frozenset({"version", "kind", "duty"})
"""Fields that are not read out: the name of the act says the kind, the page knows the version and shows its duties."""


def details_of(scheme: Scheme, act: Act, names: Mapping[UUID, str], *, but: str = "") -> Text:
    """Everything an act carries as one line of words, without the field `but`: `对象：办公室；摘要：……`.

    What went from one to another by it stands at the end.
    """
    hidden = BY_ITSELF | OUTCOMES.keys() | {but, CATALOGUE[act.type].deciding}
    said = in_a_line(
        scheme, ((slot, value) for slot, value in said_in(scheme, act) if slot.name not in hidden), names
    )
    parts = [said, *handed_on_words(scheme, act, names)]
    return Text("；".join(one.zh for one in parts if one.zh), "; ".join(one.en for one in parts if one.en))


def handed_on_words(scheme: Scheme, act: Act, names: Mapping[UUID, str]) -> Iterator[Text]:
    """Who owes no longer what the act handed on, and who goes on with it."""
    for told in act.effects.get("handed_on", ()):
        rule = scheme.duties.get(told["rule"])
        words = rule.text if rule else Text(told["rule"], told["rule"])
        former, new = (names.get(UUID(told[part]), "") if told[part] else "" for part in ("from", "to"))
        if new:
            yield Text(
                f"“{words.zh}”由{former}转给{new}接着办", f"'{words.en}' goes over from {former} to {new}"
            )
        elif told.get("by") == "post":
            yield Text(
                f"“{words.zh}”随{former}离任失效，没有人接着办",
                f"'{words.en}' falls away as {former} leaves the seat, and nobody goes on with it",
            )
        else:
            yield Text(
                f"“{words.zh}”不再由{former}办，这一件已经交给别人",
                f"'{words.en}' is no longer owed by {former}, as the matter was given to others",
            )


def in_a_line(scheme: Scheme, said: Iterable[tuple[Slot, Any]], names: Mapping[UUID, str]) -> Text:
    """Fields and what they say as one line of words."""
    told = [
        (slot.text, joined(slot, words))
        for slot, value in said
        if value not in (None, "", []) and (words := known_words(value_words(scheme, slot, value, names)))
    ]
    return Text(
        "；".join(f"{words.zh}：{value.zh}" for words, value in told),
        "; ".join(f"{words.en}: {value.en}" for words, value in told),
    )


def joined(slot: Slot, words: list[Text]) -> Text:
    """The values of one field in one line; the lines of a small table stand clearly apart."""
    zh, en = ("；", "; ") if slot.type == "items" else ("、", ", ")
    return Text(zh.join(one.zh for one in words), en.join(one.en for one in words))


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
    if of_receipt(name):
        return slot_of(name)
    forms = (known_slots(scheme, entry, "") for entry in CATALOGUE.values() if entry.opens)
    return next((known[name] for known in forms if name in known), None)
