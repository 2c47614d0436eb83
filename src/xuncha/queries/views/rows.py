"""How the views of a round read: what the viewer may open, counted where it lies, and of a list so many rows as are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from xuncha.core.facts.book import FINAL
from xuncha.core.facts.rows import Subject
from xuncha.queries.subjects import as_seen
from xuncha.store.append import Statement, run
from xuncha.store.table import SUBJECT
from xuncha.store.viewer import SEES, Viewer

SHOWN = 50
"""So many rows of a list stand on a view; the ledgers hold them all."""

OF_ROUND = f"campaign = %(campaign)s AND {SEES}"
"""What lies in the round and the viewer reads."""

IN_OR_BESIDE = f"(campaign = %(campaign)s OR campaign IS NULL) AND {SEES}"
"""The same with the standing bodies, which lie in no round."""


def asked(viewer: Viewer, campaign: UUID, sql: str, **more: Any) -> Statement:
    """A statement about a round, with what `SEES`, `OF_ROUND` and `final` ask for."""
    return sql, {**viewer.params, "campaign": campaign, "final": sorted(FINAL), **more}


def answered(viewer: Viewer, campaign: UUID, sql: str, **more: Any) -> Sequence[tuple[Any, ...]]:
    """The rows of one such statement."""
    return run([asked(viewer, campaign, sql, **more)])[0]


@dataclass(frozen=True, slots=True)
class Some:
    """The first rows of a list, and whether it has more."""

    rows: tuple[Subject, ...]
    is_more: bool = False

    @classmethod
    def read(cls, viewer: Viewer, found: Sequence[tuple[Any, ...]], most: int = SHOWN) -> Some:
        """What `listing` found."""
        return cls(tuple(as_seen(viewer, SUBJECT.read(one)) for one in found[:most]), len(found) > most)


def listing(where: str, order: str = "version", most: int = SHOWN) -> str:
    """A list of subjects in a round, with one row more than is shown."""
    return f"{SUBJECT.select()} WHERE {where} ORDER BY {order} LIMIT {most + 1}"


def some(
    viewer: Viewer, campaign: UUID, where: str, order: str = "version", most: int = SHOWN, **more: Any
) -> Some:
    """The first of what lies in a round under a condition."""
    sql = listing(f"{OF_ROUND} AND {where}", order, most)
    return Some.read(viewer, answered(viewer, campaign, sql, **more), most)


def entries(act: str) -> str:
    """Everything that an act said on a subject, once or again and again, as rows of JSON."""
    return f"jsonb_path_query(facts, '$.\"{act}\"[*]')"


def day(field: str) -> str:
    """The day in a field; what is no day is none."""
    return f"left(jsonb_path_query_first(facts, '$.{field}.datetime()', '{{}}', true) #>> '{{}}', 10)::date"
