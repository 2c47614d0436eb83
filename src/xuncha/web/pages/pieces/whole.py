"""Whether a problem is whole: its field, its evidence, its cause and its way out, as far as the regulation has them."""

from __future__ import annotations

from collections.abc import Iterator

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import listed
from xuncha.core.record.payload import known_slots
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.web.kit.block import Block
from xuncha.web.kit.fact import Value
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.pieces.clauses import cites
from xuncha.web.shown import value_words

PAGE = "finding_page"

PARTS = (
    (Text("证据", "Evidence"), ("evidence.added",)),
    (Text("原因", "Cause"), ("matter.analysed",)),
    (Text("去向", "Way out"), ("disposition.decided", "finding.fed_back", "referral.sent")),
)
"""What makes a problem whole beside its field, and the acts of which one brings it."""

LACKING = Text("还没有", "lacking")


def whole_block(scheme: Scheme, row: Subject) -> tuple[Block, ...]:
    """What a problem has and what it lacks, where the regulation wants that seen."""
    view = next((one for one in scheme.views if one.page == PAGE), None)
    if view is None:
        return ()
    lines = tuple(Line((words, value)) for words, value in _parts(scheme, row))
    heads = (Head(Text("哪一样", "What"), is_short=True), Head(Text("有没有", "Whether it is there")))
    title = Text("这个问题齐不齐", "Whether the problem is whole")
    return (Block("whole", title, (Table(title, heads, lines),), cites=cites(view.cite)),)


def _parts(scheme: Scheme, row: Subject) -> Iterator[tuple[Text, Value]]:
    fields = known_slots(scheme, CATALOGUE["finding.recorded"], row.code).get("fields")
    said = value_words(scheme, fields, row.facts["fields"], {}) if fields and row.facts.get("fields") else []
    yield (
        Text("领域", "Field"),
        Text("、".join(one.zh for one in said), ", ".join(one.en for one in said)) if said else LACKING,
    )
    may = {one.partition(":")[0] for role in scheme.roles.values() for one in role.may}
    for words, acts in PARTS:
        if may.intersection(acts):
            done = [CATALOGUE[act].name for act in acts if listed(row.facts.get(act))]
            yield (
                words,
                Text("、".join(one.zh for one in done), ", ".join(one.en for one in done))
                if done
                else LACKING,
            )
