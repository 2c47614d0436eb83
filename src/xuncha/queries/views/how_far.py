"""How far problems are: found, handed over, solved, and seen to be solved by whoever looked; said once for views, papers and the public."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import listed

SEEN_SOLVED = """facts @? '$."rectification.verified"[last] ? (@.passed == true)'"""
"""`was_seen_solved`, as SQL."""


class HowFar(NamedTuple):
    """How many problems there are, how many were handed over, closed out, and found solved when somebody looked last."""

    found: int
    handed_over: int
    solved: int
    seen: int


def how_far(rows: Iterable[Subject]) -> HowFar:
    """Problems that were read already, those entered by mistake left out."""
    found = [row for row in rows if row.state != "withdrawn"]
    return HowFar(
        len(found),
        sum("finding.fed_back" in row.facts for row in found),
        sum(row.state == "closed" for row in found),
        sum(map(was_seen_solved, found)),
    )


def was_seen_solved(row: Subject) -> bool:
    """Whether whoever looked last found a problem solved."""
    seen = [one for one in listed(row.facts.get("rectification.verified")) if isinstance(one, Mapping)]
    return bool(seen) and bool(seen[-1].get("passed"))
