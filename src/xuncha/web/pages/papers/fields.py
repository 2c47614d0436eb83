"""What was typed on the form of a matter, as label and value."""

from __future__ import annotations

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
        if (row.kind, slot.name) == ("volume", "lines"):
            continue  # its index is a table of its own
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
