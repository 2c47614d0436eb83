"""Signs in a round that work may be for show: the same words again, much entered at once, lists that never change."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.queries.subjects import subjects_by_id
from xuncha.queries.views.rows import OF_ROUND, SHOWN, Some, answered, some
from xuncha.store.viewer import Viewer

NAMED = 5
"""So many of the matters that read the same are named."""


class SaidAlike(NamedTuple):
    """The same words in several matters: how many, and the first of them."""

    words: str
    n: int
    first: tuple[Subject, ...]


def said_alike(viewer: Viewer, campaign: UUID, least: int) -> tuple[SaidAlike, ...]:
    """Problems and checks whose text of so many characters or more reads as another's, the most frequent first."""
    found = answered(viewer, campaign, _ALIKE, least=least)
    rows = subjects_by_id(viewer, [key for _, _, keys in found for key in keys])
    return tuple(
        SaidAlike(str(words), n, tuple(rows[key] for key in keys if key in rows)) for words, n, keys in found
    )


_SAID = "coalesce(facts->>'text', facts->>'question', facts->>'content')"
_ALIKE = f"""
    SELECT {_SAID}, count(*), (array_agg(id ORDER BY version))[1:{NAMED}] FROM subject
    WHERE kind IN ('finding', 'check') AND {OF_ROUND} AND length({_SAID}) >= %(least)s
    GROUP BY 1 HAVING count(*) > 1 ORDER BY 2 DESC, min(version) LIMIT {SHOWN}
"""


class AtOnce(NamedTuple):
    """Who entered how many within which hour."""

    name: str
    hour: datetime
    n: int


def begun_at_once(viewer: Viewer, campaign: UUID, least: int) -> tuple[AtOnce, ...]:
    """Who entered so many problems and checks or more within one hour, the last hour first."""
    return tuple(
        AtOnce(str(name), hour, n) for name, hour, n in answered(viewer, campaign, _AT_ONCE, least=least)
    )


_AT_ONCE = f"""
    SELECT p.title, date_trunc('hour', a.recorded_at), count(*) FROM act a JOIN subject p ON p.id = a.entered_by
    WHERE a.campaign = %(campaign)s AND a.type IN ('finding.recorded', 'check.recorded')
    AND a.subject IN (SELECT id FROM subject WHERE {OF_ROUND})
    GROUP BY 1, 2 HAVING count(*) >= %(least)s ORDER BY 2 DESC LIMIT {SHOWN}
"""


def issued_long_ago(viewer: Viewer, campaign: UUID, kinds: Collection[str], before: date) -> Some:
    """Papers of these kinds that were issued before a day in their first version, none of the kind having followed at the
    unit.
    """
    return some(viewer, campaign, _UNCHANGED, kinds=list(kinds), before=before)


_UNCHANGED = """
    kind = 'document' AND code = ANY(%(kinds)s::text[]) AND facts->>'version' = '1'
    AND (facts->'document.issued'->-1->'_'->>'on')::date <= %(before)s AND NOT EXISTS (SELECT FROM subject later
        WHERE later.kind = 'document' AND later.inspection = subject.inspection AND later.code = subject.code
        AND later.version > subject.version)
"""
