"""What was done at one unit, and its problems, under a report on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.scheme.rules import Form, Scheme
from xuncha.core.words import Text
from xuncha.queries.views.work import Work, sorted_by, work_at
from xuncha.store.viewer import Viewer
from xuncha.web.kit.link import Words
from xuncha.web.kit.paper import PaperTable
from xuncha.web.pages.papers.problems import problems
from xuncha.web.pages.papers.steps import STEPS, steps
from xuncha.web.pages.papers.until import until

DUTY = "duty"
"""What is owed is counted beside the things of the round."""


DONE = Text("办了多少", "What was done")


def of_one_unit(
    viewer: Viewer, scheme: Scheme, inspection: UUID, form: Form, named: Set[UUID] = frozenset()
) -> Iterator[PaperTable]:
    """What was done at one unit, each way of working by itself, and the problems with how they stand; the paper may have
    `named` some already.
    """
    kinds = tuple(kind for kind in form.counted if kind != DUTY)
    work = work_at(viewer, inspection, kinds)
    lines = tuple(line for kind in kinds for line in _amounts(scheme, work, kind))
    heads = (Text("事项", "Matter"), Text("数量（其中办结）", "Number (closed)"))
    yield PaperTable(DONE, heads, lines, total=until())
    if "finding" in kinds:
        others = [one for one in work.problems if one.id not in named]
        if others or not named:
            yield problems(others, with_state=True)
        how_far = steps(work.problems)
        yield PaperTable(STEPS, tuple(words for words, _ in how_far), (tuple(str(n) for _, n in how_far),))
        yield from (counted_by(viewer, scheme, work.problems, path) for path in form.counted_by)


def _amounts(scheme: Scheme, work: Work, kind: str) -> Iterator[tuple[Words, ...]]:
    """A line for a kind, or for each of its ways."""
    if kind in WAYS:
        for one in work.of(kind):
            yield _way(scheme, kind, one.code), str(one.n)
    else:
        n, closed = sum(one.n for one in work.of(kind)), sum(one.n_final for one in work.of(kind))
        yield KIND_NAMES[kind], f"{n}（{closed}）"


def counted_by(viewer: Viewer, scheme: Scheme, rows: Sequence[Subject], path: str) -> PaperTable:
    """Problems by what they say of themselves (`fields`), or by the kind of the unit where they were found."""
    found = sorted_by(viewer, rows, path)
    named = "unit_kinds" if found.are_units else path.rpartition(".")[2]
    words = [value.text if (value := scheme.value(named, one)) else Text(one, one) for one in found.values]
    counted = Counter((one.zh, one.en) for one in words)
    listing = scheme.lists.get(named)
    title = listing.text if listing else Text(named, named)
    lines = tuple((Text(zh, en), str(n)) for (zh, en), n in counted.items())
    return PaperTable(
        Text(f"按{title.zh}统计", f"By {title.en.lower()}"), (title, Text("问题数", "Problems")), lines
    )


WAYS = {"check": "methods", "meeting": "meetings"}
"""Kinds of which each way is counted by itself, and the list of their ways."""


def _way(scheme: Scheme, kind: str, code: str) -> Text:
    found = scheme.value(WAYS[kind], code)
    return found.text if found else Text(code, code)
