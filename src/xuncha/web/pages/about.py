"""What a matter says, beside the form of an act on it: nobody signs a letter without reading it."""

from __future__ import annotations

from xuncha.core.labels import KIND_NAMES
from xuncha.core.rows import Subject
from xuncha.core.words import Text
from xuncha.queries.subjects import called
from xuncha.store.schemes import scheme_for
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.block import Card, Item, Items
from xuncha.web.kit.fact import Fact, Facts
from xuncha.web.kit.link import Link
from xuncha.web.pages.parts import QUIET
from xuncha.web.shown import facts_of, opening_act, references_in, value_words


def about_card(viewer: Viewer, row: Subject) -> Card:
    """The matter's number, name and own facts, as its page has them, and the way to that page."""
    scheme = scheme_for(row)
    told = [
        (slot, value)
        for slot, value in facts_of(scheme, row, opening_act(row.kind, scheme))
        if slot.name not in QUIET
    ]
    names = called(viewer, references_in({slot.name: value for slot, value in told}))
    facts = tuple(Fact(slot.text, tuple(value_words(scheme, slot, value, names))) for slot, value in told)
    kind = KIND_NAMES[row.kind]
    title = Text(f"{kind.zh} {row.number}".strip(), f"{kind.en} {row.number}".strip())
    page = Link(row.title or kind, addresses.of_subject(row.kind, row.id))
    return Card(title, (Items((Item(page),)), Facts(facts)))
