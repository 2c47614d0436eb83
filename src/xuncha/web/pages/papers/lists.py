"""The list of a paper whose columns the regulation names, a column for each box."""

from __future__ import annotations

from collections.abc import Iterator

from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import id_of, listed
from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.scheme.rules import Form, Scheme
from xuncha.core.words import Text
from xuncha.queries.carried import named_in
from xuncha.queries.views.month import done_by
from xuncha.store.viewer import Viewer
from xuncha.web.kit.link import Words
from xuncha.web.kit.paper import PaperTable
from xuncha.web.pages.papers.filling import Filling


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
        return done_by(viewer, row.campaign, form.lines_of, row.body, row.facts.get("period"))
    keys = [key for one in listed(row.facts.get(form.lines_of)) if (key := id_of(one))]
    return list(named_in(viewer, row, keys).values())
