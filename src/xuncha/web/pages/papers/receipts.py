"""Who received a paper, when and on what proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import id_of
from xuncha.core.record.payload import Slot, known_slots
from xuncha.core.record.received import reached, receipts
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.store.viewer import Viewer, reads_in_full
from xuncha.web.kit.paper import PaperTable
from xuncha.web.shown import (
    in_a_line,
)


def received(viewer: Viewer, scheme: Scheme, row: Subject, names: Mapping[UUID, str]) -> Iterator[PaperTable]:
    """Who has received a paper, when and on what proof: all of it for those who inspect, its own receipt for a party."""
    lines = tuple(
        (
            names.get(UUID(reached(name, entry)), ""),
            CATALOGUE[act].name,
            in_a_line(scheme, _told(scheme, act, row, entry), names),
        )
        for name, entry in receipts(row.facts)
        if reads_in_full(viewer, id_of(entry["_"]["party"]))
        for act in (name.partition("/")[0],)
    )
    if row.kind == "document" and lines:
        heads = (Text("机构", "Body"), Text("办了什么", "What"), Text("内容", "Content"))
        yield PaperTable(Text("送达和签收", "Deliveries and receipts"), heads, lines)


def _told(scheme: Scheme, act: str, row: Subject, entry: Mapping[str, Any]) -> Iterator[tuple[Slot, Any]]:
    """What an act on a paper said, in the order of its form; whom it reached stands beside it."""
    known = known_slots(scheme, CATALOGUE[act], row.code)
    return ((slot, entry[name]) for name, slot in known.items() if name in entry and name != "to")
