"""What a paper names and will not tell its receivers, said to whoever issues it before it goes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xuncha.core.facts.rows import Subject
from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.readers.carried import ISSUE, NOT_CARRIED, TO_UNITS, named_by
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.subjects import subjects_by_id
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.block import Card, Item, Items, Prose, Shown
from xuncha.web.kit.link import Link

TITLE = Text("收件方看不到的", "What the receivers will not see")

TO_NOBODY = Text(
    "下面这些不随文书带出去，编号、名称、件数收件方都看不到；本来能打开的，照常能打开。要说的，写进正文：",
    "These do not go with the paper: no receiver sees a number, a name or how many. Whoever may open them anyhow still may."
    " Write into the text what is to be told:",
)

TO_NO_UNIT = Text(
    "发给单位的，单位还看不到下面这些，发给别的机构看得到：",
    "Where it goes to a unit, the unit will not see these either; other bodies will:",
)


def unsaid_card(viewer: Viewer, scheme: Scheme, paper: Subject, act: str) -> tuple[Card, ...]:
    """Beside the form of issue: which of the matters a paper names reach no receiver, and which no unit."""
    if act != ISSUE or paper.kind != "document":
        return ()
    matters, _ = named_by(scheme, paper)
    found = subjects_by_id(viewer, matters) if matters else {}
    rows = [found[key] for key in matters if key in found]
    sealed = [row for row in rows if row.kind in NOT_CARRIED]
    inside = [row for row in rows if row.kind not in NOT_CARRIED | TO_UNITS]
    parts = (*_listed(TO_NOBODY, sealed), *_listed(TO_NO_UNIT, inside))
    return (Card(TITLE, parts),) if parts else ()


def _listed(words: Text, rows: Iterable[Subject]) -> Iterator[Shown]:
    lines = tuple(Item((KIND_NAMES[row.kind], _link(row))) for row in rows)
    if lines:
        yield Prose(words)
        yield Items(lines)


def _link(row: Subject) -> Link:
    return Link(
        f"{row.number} {row.title}".strip() or KIND_NAMES[row.kind], addresses.of_subject(row.kind, row.id)
    )
