"""What was typed on the form of a matter, as label and value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.web.pages.pieces.parts import is_quiet
from xuncha.web.shown import (
    joined,
    known_words,
    opening_act,
    own_slots,
    value_words,
    without_small,
)

NO_TABLES: Mapping[str, int] = {}

OWN_NUMBER, OWN_DAY = "paper_number", "paper_date"
"""The number and the day that a paper bears itself, where a regulation asks for them: they stand at its head and its foot."""


def own_of(paper: Subject, name: str) -> str:
    """What a paper bears itself under this name; nothing where it is no such field, or no paper."""
    return (
        str(paper.facts.get(name) or "") if paper.kind == "document" and name in (OWN_NUMBER, OWN_DAY) else ""
    )


def rows_of(
    scheme: Scheme, row: Subject, names: Mapping[UUID, str], tables: Mapping[str, int] = NO_TABLES
) -> list[tuple[Text, Text]]:
    """Label and value of every field of the form that is filled; of what stands in a table under it, how many lines it has."""
    known = own_slots(scheme, row, opening_act(row.kind, scheme))
    form = scheme.form(opening_act(row.kind, scheme), row.code)
    found = []
    for slot in known.values():
        value = row.facts.get(slot.name)
        if value in (None, "", []) or is_quiet(row, slot.name):
            continue
        if (row.kind, slot.name) == ("volume", "lines") or own_of(row, slot.name):
            continue  # these have a place of their own
        if slot.name in tables:
            n = tables[slot.name]
            found.append((slot.text, Text(f"共 {n} 个，见附表。", f"{n} in all; see the table below.")))
            continue
        if form and slot.name in form.fields and (least := form.fields[slot.name].least):
            value = without_small(value, least)
        words = known_words(value_words(scheme, slot, value, names))
        if (
            slot.name == "addressee"
            and scheme.part_of(str(value)) == "inspects"
            and row.body
            and row.body in names
        ):  # which team
            words = [Text(names[row.body], names[row.body])]
        if words:
            found.append((slot.text, joined(slot, words)))
    return found


ADVICE = re.compile(r"（[^（）]*不[^（）]*）$")
ADVICE_EN = re.compile(r"( \([^()]*\)|, (without|nobody|never|not)\b.*)$")
"""What a heading says to whoever fills the form in, as `（不写反映人）`, and not to whoever reads the paper."""


def without_advice(label: Text) -> Text:
    """A heading as a paper has it.

    >>> without_advice(Text("通报内容（不写反映人）", "Text, without who reported it"))
    Text(zh='通报内容', en='Text')
    """
    if ADVICE.search(label.zh) is None:
        return label
    return Text(ADVICE.sub("", label.zh), ADVICE_EN.sub("", label.en))
