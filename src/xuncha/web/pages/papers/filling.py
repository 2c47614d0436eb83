"""Papers whose boxes and columns a regulation fixes: every box is filled from the record, nothing is typed twice.

A box says where its content stands: `by`, `on` and `number` of the paper itself; a field of the matter; `ACT.FIELD` for what an
act said later; `KIND.FIELD` for the lines of what lies in it, numbered; `parent.FIELD` for what it lies in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.dates.day_words import say_plain
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import day_of, id_of, listed
from xuncha.core.names.labels import KIND_NAMES, label
from xuncha.core.record.payload import Slot, known_slots
from xuncha.core.scheme.rules import Box, Scheme
from xuncha.queries.subjects import (
    lying_under,
    names_of,
    subjects_by_id,
)
from xuncha.store.viewer import Viewer
from xuncha.web.pages.pieces.columns import state_words
from xuncha.web.shown import (
    opening_act,
    own_slots,
    references_in,
    value_words,
)


@dataclass
class Filling:
    """What the boxes of a paper are filled with."""

    viewer: Viewer
    scheme: Scheme
    row: Subject
    mark: Mapping[str, Any] = field(default_factory=dict)
    """Who filled the paper in, and on which day."""
    names: dict[UUID, str] = field(default_factory=dict)
    above: dict[UUID, Subject] = field(default_factory=dict)
    under: dict[tuple[UUID, str], list[Subject]] = field(default_factory=dict)

    def know(self, boxes: Iterable[Box], rows: Iterable[Subject]) -> None:
        """Read at once what these boxes name around these matters: what each lies in, what lies in it, and all names."""
        paths, here = [path for box in boxes for path in box.of], list(rows)
        heads = {
            head
            for path in paths
            for head in path.split(".")[:-1]
            if path.rpartition(".")[0] not in CATALOGUE
        }
        if "parent" in heads:
            self.above |= subjects_by_id(self.viewer, [row.parent for row in here if row.parent])
        kinds, lying = heads & KIND_NAMES.keys(), [*here, *self.above.values()]
        below = lying_under(self.viewer, [row.id for row in lying], kinds) if kinds else ()
        self.under |= {(row.id, kind): [] for row in lying for kind in kinds}
        for one in below:
            if one.parent:
                self.under[one.parent, one.kind].append(one)
        told = [self.mark, *(dict(row.facts) for row in (*lying, *below))]
        self.names |= names_of(references_in(told))

    def words(self, box: Box) -> str:
        """What stands in a box; a first and a last day as a span."""
        found = [words for path in box.of if (words := self.at(path, self.row))]
        days = all(day_of(self.row.facts.get(path)) for path in box.of)
        return ("至" if days and len(found) > 1 else "；").join(found)

    def at(self, path: str, row: Subject) -> str:
        """What stands at one place of the record."""
        if path in ("by", "on", "number", "state"):
            return self._of_paper(path, row)
        head, _, rest = path.partition(".")
        if path.rpartition(".")[0] in CATALOGUE:
            return self._field(path, row)
        if head == "parent" and row.parent:
            above = self.above.get(row.parent)
            return self.at(rest, above) if above else ""
        if head in KIND_NAMES:
            lines = [self.at(rest, one) for one in self.under.get((row.id, head), ())]
            return "\n".join(f"{n}. {line}" for n, line in enumerate(lines, start=1) if line)
        return self._field(path, row)

    def _of_paper(self, path: str, row: Subject) -> str:
        if path == "number":
            return row.number
        if path == "state":
            return state_words(row.kind, row.state).zh
        mark = self.mark if row is self.row and self.mark else row.facts.get("_", {})
        if path == "by":
            return self._named([mark.get("party")])
        day = day_of(mark.get("on"))
        return say_plain(day).zh if day else ""

    def _named(self, values: Iterable[Any]) -> str:
        keys = [key for one in values if (key := id_of(one))]
        return "、".join(self.names[key] for key in keys if key in self.names)

    def _field(self, path: str, row: Subject) -> str:
        """A field of the matter, or of what an act last said on it."""
        act, _, name = path.rpartition(".")
        told = listed(row.facts.get(act))[-1:] if act else (row.facts,)
        value = told[0].get(name) if told else None
        if value in (None, "", []):
            return ""
        slots = known_slots(self.scheme, CATALOGUE[act], row.code) if act else self._own(row)
        slot = slots.get(name) or Slot(name, label(name), "text")
        said = value_words(self.scheme, slot, value, self.names)
        if slot.type == "items":
            return "\n".join(f"{n}. {one.zh}" for n, one in enumerate(said, start=1))
        return "、".join(one.zh for one in said)

    def _own(self, row: Subject) -> Mapping[str, Slot]:
        found = dict(own_slots(self.scheme, row, opening_act(row.kind, self.scheme)))
        for act in CATALOGUE.values():  # what a later act laid over it
            if row.kind in act.on and act.code in row.facts:
                found |= {n: s for n, s in known_slots(self.scheme, act, row.code).items() if n not in found}
        return found
