"""Checks of a round: by mode and by who made them, and what was looked at in which unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from xuncha.core.facts.values import id_of
from xuncha.queries.subjects import BY_ITSELF, FOUND_AT
from xuncha.queries.views.rows import OF_ROUND, Some, asked, listing
from xuncha.store.append import run
from xuncha.store.viewer import Viewer


class Made(NamedTuple):
    """The checks made in one way by one body: `of` is the list in which `way` is a word, the modes or, where a check has none
    of these, the methods.  `is_whole`: no other line holds checks that the body made by the same method.
    """

    of: str
    way: str
    party: UUID | None
    n: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Checks:
    """How many checks were made in which way and by whom, how many problems came from which source, the last checks."""

    modes: tuple[Made, ...]
    sources: tuple[tuple[str, int], ...]
    last: Some

    @property
    def n(self) -> int:
        return sum(one.n for one in self.modes)


def checks_of(viewer: Viewer, campaign: UUID) -> Checks:
    """The checks of a round that were made; what was only drawn or arranged by lot is none."""
    modes, apart, sources, last = run(
        [asked(viewer, campaign, sql) for sql in (_MODES, _WITH_MODE, _SOURCES, _LAST)]
    )
    elsewhere = {(way, party) for way, party in apart}
    return Checks(
        tuple(
            Made(of, str(way), id_of(party), n, of == "modes" or (way, party) not in elsewhere)
            for of, way, party, n in modes
        ),
        tuple((str(source), n) for source, n in sources),
        Some.read(viewer, last),
    )


_MADE = f"kind = 'check' AND state NOT IN ('committed', 'drawn') AND {OF_ROUND}"
_MODES = f"""
    SELECT CASE WHEN coalesce(facts->>'mode', '') = '' THEN 'methods' ELSE 'modes' END,
        coalesce(nullif(facts->>'mode', ''), code), facts->'_'->>'party', count(*)
    FROM subject WHERE {_MADE} GROUP BY 1, 2, 3 ORDER BY min(version)
"""
_WITH_MODE = f"SELECT DISTINCT code, facts->'_'->>'party' FROM subject WHERE {_MADE} AND facts->>'mode' <> ''"
_SOURCES = f"""
    SELECT CASE WHEN unit = ANY(%(tied_units)s::uuid[]) THEN '' ELSE coalesce(nullif(code, ''), facts->>'source', '') END,
        count(*) FROM subject WHERE kind = 'finding' AND {OF_ROUND} GROUP BY 1 ORDER BY min(version)
"""
"""Where a problem of a tied unit comes from is not told, as on its own page."""
_LAST = listing(_MADE, "version DESC")


class Looked(NamedTuple):
    """What was looked at in one unit: how many checks, and of the last of them the method and what it was about."""

    n: int
    last: tuple[tuple[str, str], ...]


class Found(NamedTuple):
    """The problems of one unit: how many, and how many it found itself."""

    n: int
    n_own: int


def coverage_of(viewer: Viewer, campaign: UUID) -> tuple[Mapping[UUID, Looked], Mapping[UUID, Found]]:
    """By unit, those below included: what was looked at there, and what was found."""
    looked, found = run([asked(viewer, campaign, sql) for sql in (_LOOKED, _FOUND)])
    return (
        {unit: Looked(n, tuple((str(way), str(what)) for way, what in last)) for unit, n, last in looked},
        {unit: Found(n, n_own) for unit, n, n_own in found if unit},
    )


TOLD = 3
"""So many of the last checks of a unit are told with what they were about."""

_AT = "coalesce(nullif(facts->>'checked_unit', '')::uuid, unit)"
_LOOKED = f"""
    SELECT at, count(*), (array_agg(ARRAY[code, content] ORDER BY version DESC))[1:{TOLD}] FROM (
        SELECT {_AT} AS at, code, facts->>'content' AS content, version FROM subject
        WHERE kind = 'check' AND {OF_ROUND} AND facts->>'content' <> ''
    ) made WHERE at IS NOT NULL GROUP BY at
"""
_FOUND = f"""
    SELECT {FOUND_AT} AS at, count(*), count(*) FILTER (WHERE {BY_ITSELF})
    FROM subject WHERE kind = 'finding' AND {OF_ROUND} GROUP BY 1
"""
