"""A paper for which the regulation has no form of its own: it reads as a letter, with what it names in a table under it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import id_of, listed
from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.names.nouns import worded
from xuncha.core.record.payload import known_slots
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.carried import named_in
from xuncha.queries.subjects import names_of
from xuncha.store.viewer import Viewer
from xuncha.web.kit.block import Shown
from xuncha.web.kit.link import Words
from xuncha.web.kit.paper import PaperTable
from xuncha.web.pages.papers.letter import letter

ITEMS = "items"


def plain_letter(
    viewer: Viewer, scheme: Scheme, row: Subject, names: Mapping[UUID, str]
) -> tuple[Shown, ...]:
    """To whom, what it says, what it names, from whom and when."""
    table = _named(viewer, scheme, row)
    if table is None:
        return letter(scheme, row, names)
    return *letter(scheme, row, names, {ITEMS: len(table.rows)}), table


def _named(viewer: Viewer, scheme: Scheme, row: Subject) -> PaperTable | None:
    """The matters it names that the reader may know, each with its number and its unit."""
    found = named_in(viewer, row, [key for one in listed(row.facts.get(ITEMS)) if (key := id_of(one))])
    if not found:
        return None
    units = names_of([one.unit for one in found.values()])
    lines = tuple(
        (str(n), KIND_NAMES[one.kind], one.number, one.title, units.get(one.unit, "") if one.unit else "")
        for n, one in enumerate(found.values(), start=1)
    )
    slot = known_slots(scheme, CATALOGUE["document.drafted"], row.code)[ITEMS]
    return PaperTable(slot.text, (*HEADS, worded(scheme, Text("{unit}", "{Unit}"))), lines, is_numbered=True)


HEADS: tuple[Words, ...] = (
    Text("序", "No."),
    Text("种类", "Kind"),
    Text("编号", "Number"),
    Text("事项", "Matter"),
)
