"""The units of a round, page by page by their names, and how many there are in all."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import id_of
from xuncha.queries.views.rows import OF_ROUND, asked
from xuncha.store.append import run
from xuncha.store.table import SUBJECT
from xuncha.store.viewer import Viewer

UNITS = 25
"""So many units stand on one page of a table."""

BY_NAME = "title"
BY_PLACE = """
    coalesce((SELECT area.title FROM subject area WHERE area.id::text = subject.facts->>'area'), '') || ' ' || title"""
"""The orders of a table of units: by name, so that no table reads as a ranking, or place by place."""


@dataclass(frozen=True, slots=True)
class Units:
    """One page of the inspections of a round, how many the round has in all, and the key of the page after this one."""

    rows: tuple[Subject, ...]
    n: int
    after: str = ""

    @property
    def is_part(self) -> bool:
        """Whether there are units on other pages."""
        return len(self.rows) < self.n


def units_of(
    viewer: Viewer, campaign: UUID, after: str = "", order: str = BY_NAME, most: int = UNITS
) -> Units:
    """The inspections after the one by which the page before ended; raises ValueError where that is none of the round."""
    key = id_of(after) if after else None
    listed = f"SELECT {SUBJECT.listed()}, ({order}) COLLATE \"C\" AS mark FROM subject WHERE kind = 'inspection' AND {OF_ROUND}"
    beyond = " WHERE (mark, id) > (SELECT mark, id FROM listed WHERE id = %(after)s)" if after else ""
    page = (
        f"WITH listed AS MATERIALIZED ({listed}) SELECT {SUBJECT.listed()} FROM listed{beyond}"
        f" ORDER BY mark, id LIMIT {most + 1}"
    )
    counted = f"SELECT count(*) FROM subject WHERE kind = 'inspection' AND {OF_ROUND}"
    [(n,)], found = run([asked(viewer, campaign, counted), asked(viewer, campaign, page, after=key)])
    if after and not found:
        raise ValueError(f"no page of units begins after {after!r}")
    rows = tuple(map(SUBJECT.read, found))
    return Units(rows[:most], n, str(rows[most - 1].id) if len(rows) > most else "")
