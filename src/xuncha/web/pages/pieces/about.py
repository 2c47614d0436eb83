"""What a matter says, beside the form of an act on it: nobody signs a letter without reading it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xuncha.core.attached import piece_words
from xuncha.core.dates.day_words import say_plain
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import day_of, listed
from xuncha.core.names.nouns import kind_words
from xuncha.core.words import Text
from xuncha.queries.carried import names_in
from xuncha.queries.subjects import called
from xuncha.store.access import READ, noted
from xuncha.store.look import PROTECTED
from xuncha.store.schemes import scheme_for
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.block import Card, Item, Items
from xuncha.web.kit.fact import Fact, Facts
from xuncha.web.kit.link import Link, both
from xuncha.web.pages.pieces.parts import QUIET
from xuncha.web.shown import facts_of, known_words, opening_act, references_in, value_words


def about_card(viewer: Viewer, row: Subject) -> Card:
    """The matter's number, name and own facts, as its page has them, and the way to that page; who reads it is noted."""
    scheme = scheme_for(row)
    told = [
        (slot, value)
        for slot, value in facts_of(scheme, row, opening_act(row.kind, scheme))
        if slot.name not in QUIET
    ]
    read = (noted(viewer, READ, row.id, row.kind),) if row.kind in PROTECTED else ()
    names = called(viewer, references_in({slot.name: value for slot, value in told}), *read)
    names |= names_in(viewer, scheme, row)
    said = ((slot, known_words(value_words(scheme, slot, value, names))) for slot, value in told)
    facts = tuple(Fact(slot.text, tuple(words)) for slot, words in said if words)
    facts += tuple(_brought(row))
    kind = kind_words(scheme, row.kind)
    title = Text(f"{kind.zh} {row.number}".strip(), f"{kind.en} {row.number}".strip())
    page = Link(row.title or kind, addresses.of_subject(row.kind, row.id))
    return Card(title, (Items((Item(page),)), Facts(facts)))


def _brought(row: Subject) -> Iterator[Fact]:
    """What a unit has brought on a problem, for whoever verifies it: its measures, its evidence and their days."""
    measures = [one for one in listed(row.facts.get("measures")) if isinstance(one, Mapping)]
    if measures:
        yield Fact(
            Text("整改措施", "Measures"),
            tuple(_with_day(both(str(one.get("what", ""))), one.get("done_on"), UNDONE) for one in measures),
        )
    evidence = [one for one in listed(row.facts.get("evidence.added")) if isinstance(one, Mapping)]
    if evidence:
        pieces = tuple(_with_day(piece_words(one), one.get("dated"), UNDATED) for one in evidence)
        here = Link(
            Text("打开佐证", "Open the evidence"), f"{addresses.of_subject(row.kind, row.id)}#evidence"
        )
        yield Fact(Text("佐证", "Evidence"), (*pieces, here))


UNDONE, UNDATED = Text("没有办完", "not done"), Text("没有形成日期", "no date")


def _with_day(said: Text, on: Any, without: Text) -> Text:
    """`补发到户（2026年10月28日）`."""
    day = say_plain(found) if (found := day_of(on)) else without
    return Text(f"{said.zh}（{day.zh}）", f"{said.en} ({day.en})")
