"""How far problems are, in words."""

from __future__ import annotations

from collections.abc import Iterable

from xuncha.core.facts.rows import Subject
from xuncha.core.words import Text
from xuncha.queries.views.how_far import how_far

STEPS = Text("问题走到哪一步", "How far the problems are")


def steps(rows: Iterable[Subject]) -> tuple[tuple[Text, int], ...]:
    """How many problems were found, handed over, solved, and how many were found solved by whoever looked."""
    n = how_far(rows)
    return (
        (Text("发现", "Found"), n.found),
        (Text("移交反馈", "Handed over"), n.handed_over),
        (Text("解决销号", "Solved and closed out"), n.solved),
        (Text("核验通过", "Seen to be solved"), n.seen),
    )
