"""Papers whose boxes a regulation fixes: which form a matter has, who filled it in, and its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import listed
from xuncha.core.scheme.rules import Box, Form, Scheme
from xuncha.core.words import Text
from xuncha.store.viewer import Viewer
from xuncha.web.kit.block import Shown
from xuncha.web.kit.paper import Cell, Grid
from xuncha.web.pages.papers.by_unit import by_unit
from xuncha.web.pages.papers.filling import Filling
from xuncha.web.shown import (
    opening_act,
)

BLANK = Text("　", " ")
"""A box of the paper that has no label."""


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
    if form.by_unit:
        first = tuple(Cell(box.text, filling.words(box)) for box in form.boxes[:2])
        return Fixed(form, by, (Grid((first,), label=FILLED_BY), *by_unit(viewer, scheme, row, form)))
    head = tuple(Cell(box.text, filling.words(box)) for box in form.boxes[:3])
    rest = ((_wide(box, filling.words(box)),) for box in form.boxes[3:])
    return Fixed(form, by, (Grid((head, *rest), pairs=3, label=form.text),))


def _wide(box: Box, words: str) -> Cell:
    """A box over the whole sheet; one without a label, or of several lines, is tall."""
    return Cell(box.text if box.of else BLANK, words, span=3, is_tall=not box.of or "\n" in words)
