"""Papers whose boxes and columns a regulation fixes: every box is filled from the record, nothing is typed twice.

A box says where its content stands: `by`, `on` and `number` of the paper itself; a field of the matter; `ACT.FIELD` for what an
act said later; `KIND.FIELD` for the lines of what lies in it, numbered; `parent.FIELD` for what it lies in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from xuncha.core.book import FINAL
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.day_words import say_plain
from xuncha.core.labels import KIND_NAMES, label
from xuncha.core.payload import Slot, known_slots
from xuncha.core.rows import Subject
from xuncha.core.scheme import Box, Form, Scheme
from xuncha.core.values import day_of, id_of, listed
from xuncha.core.words import Text
from xuncha.queries.rounds import keeper_of_ledgers
from xuncha.queries.subjects import lying_in, lying_under, names_of, subjects_by_id
from xuncha.store.viewer import Viewer
from xuncha.web.kit.block import Shown
from xuncha.web.kit.link import Words
from xuncha.web.kit.paper import Cell, Grid, PaperTable
from xuncha.web.pages.columns import state_words
from xuncha.web.shown import opening_act, own_slots, references_in, value_words

BLANK = Text("　", " ")
"""A box of the paper that has no label."""


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


BEFORE_IT = frozenset({("check", "planned"), ("check", "committed"), ("check", "drawn")})
"""Kinds and states of what was arranged or drawn: the form is not filled in."""


def form_of(scheme: Scheme, row: Subject) -> tuple[Form, Mapping[str, Any]] | None:
    """The form with fixed boxes that was filled in last on a matter, and who filled it in."""
    opened = opening_act(row.kind, scheme)
    if (row.kind, row.state) in BEFORE_IT:
        return None
    later = [act.code for act in CATALOGUE.values() if act.code in row.facts and row.kind in act.on]
    for code in (*later, opened):
        for value in (row.code, ""):
            form = scheme.form(code, value)
            if form and form.boxes:
                entry = listed(row.facts.get(code))[-1:] if code != opened else ()
                return form, (entry[0] if entry else row.facts).get("_", {})
    return None


@dataclass(frozen=True, slots=True)
class Fixed:
    """A paper that the regulation fixes: its form, who filled it in, and its parts."""

    form: Form
    by: str
    parts: tuple[Shown, ...]


FILLED_BY = Text("谁填的", "Who filled it in")


def fixed_paper(viewer: Viewer, scheme: Scheme, row: Subject) -> Fixed | None:
    """The paper that the regulation fixes for a matter, box by box and in its order."""
    found = form_of(scheme, row)
    if found is None:
        return None
    form, mark = found
    filling = Filling(viewer, scheme, row, mark)
    filling.know(form.boxes[:2] if form.by_unit else form.boxes, [row])
    by = filling.at("by", row)
    head, rest = form.boxes[:3], form.boxes[3:]
    if form.by_unit:
        first = tuple(Cell(box.text, filling.words(box)) for box in form.boxes[:2])
        return Fixed(form, by, (Grid((first,), label=FILLED_BY), *by_unit(viewer, scheme, row, form)))
    boxes = [tuple(Cell(box.text, filling.words(box)) for box in head)]
    boxes += [
        (
            Cell(
                box.text if box.of else BLANK,
                words := filling.words(box),
                span=3,
                is_tall=not box.of or "\n" in words,
            ),
        )
        for box in rest
    ]
    return Fixed(form, by, (Grid(tuple(boxes), pairs=3, label=form.text),))


# ---------------------------------------------------------------------- a list of things, a column for each box


def listed_parts(viewer: Viewer, scheme: Scheme, row: Subject, form: Form) -> Iterator[PaperTable]:
    """The list of a paper whose columns the regulation names: the things it names, or those of its body and period."""
    if not form.lines:
        return
    things = named_or_found(viewer, row, form)
    filling = Filling(viewer, scheme, row)
    filling.know(form.lines, things)
    lines = tuple(
        (str(n), *("；".join(filter(None, (filling.at(path, one) for path in box.of))) for box in form.lines))
        for n, one in enumerate(things, start=1)
    )
    heads: tuple[Words, ...] = (Text("序", "No."), *(box.text for box in form.lines))
    yield PaperTable(form.text, heads, lines, is_numbered=True)


def named_or_found(viewer: Viewer, row: Subject, form: Form) -> list[Subject]:
    """What a paper lists: what its field names, or everything of a kind that its body did in its period."""
    if form.lines_of in KIND_NAMES:
        return [
            one
            for one in lying_in(viewer, "campaign", row.campaign, [form.lines_of])
            if id_of(one.facts.get("_", {}).get("party")) == row.body
            and falls_in(one, row.facts.get("period"))
        ]
    keys = [key for one in listed(row.facts.get(form.lines_of)) if (key := id_of(one))]
    found = subjects_by_id(viewer, keys)
    return [found[key] for key in keys if key in found]


def falls_in(row: Subject, period: object) -> bool:
    """Whether a thing began in a week (`2017-W23`) or a month (`2017-06`); in any where none is said."""
    year, week, _ = row.opened_on.isocalendar()
    return not period or str(period) in (f"{year}-W{week:02}", f"{row.opened_on:%Y-%m}")


# ---------------------------------------------------------------------- columns of units


def by_unit(viewer: Viewer, scheme: Scheme, row: Subject, form: Form) -> Iterator[PaperTable]:
    """Rows of work by columns of units, as many to a sheet as the form has; further units stand on further sheets."""
    filled = Month(reader_of(viewer, scheme), scheme, row)
    units = filled.units()
    sheets = [units[n : n + form.by_unit] for n in range(0, max(len(units), 1), form.by_unit)]
    head, *rows = form.boxes[2:]
    for n, sheet in enumerate(sheets, start=1):
        spare = ("",) * (form.by_unit - len(sheet))
        heads: tuple[Words, ...] = (head.text, *(filled.names.get(key, "") for key in sheet), *spare)
        lines: list[tuple[Words, ...]] = [
            (box.text, *(filled.cell(box, key) for key in sheet), *spare) for box in rows
        ]
        title = Text(f"{form.text.zh} 第 {n} 页", f"{form.text.en}, sheet {n}")
        yield PaperTable(title if len(sheets) > 1 else form.text, heads, tuple(lines))


def reader_of(viewer: Viewer, scheme: Scheme) -> Viewer:
    """The eyes with which a paper counts: one's own in a unit, else those of the body that keeps the ledgers."""
    keeper = scheme.roles.get(str(scheme.about.get("supervisor", "")))
    if viewer.is_inspected or keeper is None:
        return viewer
    return keeper_of_ledgers(viewer, keeper.body)


class Month:
    """What was done at one enrolled unit in the period of a return, by the units below that were looked at."""

    def __init__(self, viewer: Viewer, scheme: Scheme, row: Subject) -> None:
        self.scheme = scheme
        period = row.facts.get("period")
        every = lying_in(viewer, "inspection", row.inspection, ["check", "finding", "rule"])
        self.checks = {one.id: one for one in every if one.kind == "check"}
        self.of_month = [one for one in every if falls_in(one, period)]
        self.findings = [one for one in every if one.kind == "finding"]
        self.unit = row.unit
        self.names = names_of([self.unit, *(self.looked_at(one) for one in self.checks.values())])

    def looked_at(self, check: Subject | None) -> UUID | None:
        return id_of(check.facts.get("checked_unit")) if check else None

    def units(self) -> list[UUID]:
        """The units looked at in the month, in the order in which they were."""
        found = [self.looked_at(one) for one in self.of_month if one.kind == "check"]
        return list(dict.fromkeys(key for key in found if key))

    def unit_of(self, row: Subject) -> UUID | None:
        """The unit below that a thing is about: where it was found, or whose problem a rule answers."""
        if row.kind == "check":
            return self.looked_at(row)
        if row.kind == "rule":
            known = {one.id: one for one in self.findings}
            answered = (known[key] for value in listed(row.facts.get("of")) if (key := id_of(value)) in known)
            return next((self.unit_of(one) for one in answered), self.unit)
        return self.looked_at(self.checks.get(row.parent)) if row.parent else None

    def cell(self, box: Box, unit: UUID) -> str:
        """What was done there, from the ledgers, and what the paper adds to it in words."""
        kind = box.of[0] if box.of else ""
        if kind == "rectification":
            here = [one for one in self.findings if self.unit_of(one) == unit]
            closed = [one for one in here if one.state in FINAL]
            still = [one for one in here if one not in closed]
            return f"已销号 {len(closed)} 个{numbers(closed)}；在改 {len(still)} 个{numbers(still)}"
        here = [one for one in self.of_month if one.kind == kind and self.unit_of(one) == unit]
        if kind == "check":
            return "；".join([f"{len(here)} 次", *(self._check(one) for one in here)])
        if kind == "finding":
            return f"{len(here)} 个{numbers(here)}"
        return f"{len(here)} 项" + "".join(f"；{one.title}" for one in here)

    def _check(self, row: Subject) -> str:
        way = self.scheme.value("methods", row.code)
        return f"{row.opened_on.month}月{row.opened_on.day}日{way.text.zh if way else ''}"


def numbers(rows: Iterable[Subject]) -> str:
    """Their numbers in brackets."""
    found = "、".join(one.number for one in rows if one.number)
    return f"（{found}）" if found else ""
