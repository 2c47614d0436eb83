"""What was done in a round within some days: how often each act, and on which matters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from xuncha.queries.views.rows import OF_ROUND, answered
from xuncha.store.viewer import Viewer

NAMED = 20
"""So many matters stand behind a figure by name; of more, the list has all."""


class Done(NamedTuple):
    """How often an act was done, on how many matters, and the first of them with their kind."""

    n: int = 0
    n_matters: int = 0
    first: tuple[tuple[UUID, str], ...] = ()


def done_within(
    viewer: Viewer, campaign: UUID, acts: Iterable[str], first: date, last: date
) -> Mapping[str, Done]:
    """What was done of these acts (`act` or `act:value`) within these days; what was entered by mistake and voided is left
    out.
    """
    wanted = list(dict.fromkeys(acts))
    parts = [one.partition(":") for one in wanted]
    rows = answered(
        viewer, campaign, _DONE_WITHIN, first=first, last=last, words=wanted,
        acts=[act for act, _, _ in parts], values=[value for _, _, value in parts],
    )  # fmt: skip
    return {
        word: Done(n, n_matters, tuple((UUID(key), kind) for key, kind in matters or ()))
        for word, n, n_matters, matters in rows
    }


_DONE_WITHIN = f"""
    SELECT word, sum(n)::int, count(*), (array_agg(ARRAY[key::text, kind] ORDER BY first))[1:{NAMED}] FROM (
        SELECT wanted.word, matter.key, matter.kind, count(*) AS n, min(done."position") AS first
        FROM unnest(%(words)s::text[], %(acts)s::text[], %(values)s::text[]) wanted (word, act, value)
        JOIN act done ON done.type = wanted.act AND (wanted.value = '' OR done.value = wanted.value)
        JOIN (SELECT id AS key, kind FROM subject WHERE state <> 'withdrawn' AND {OF_ROUND}) matter ON matter.key = done.subject
        WHERE done.campaign = %(campaign)s AND done.type = ANY(%(acts)s::text[])
        AND done.occurred_on BETWEEN %(first)s AND %(last)s GROUP BY 1, 2, 3
    ) found GROUP BY word
"""
