"""What was done in a round within some days: how often each act, and on which matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from xuncha.queries.subjects import number_as_seen
from xuncha.queries.views.rows import OF_ROUND, asked
from xuncha.store.append import Statement, run
from xuncha.store.look import is_met
from xuncha.store.viewer import Viewer

NAMED = 20
"""So many matters stand behind a figure by name; of more, the list has all."""


class Named(NamedTuple):
    """A matter by its kind and as its reader knows it."""

    id: UUID
    kind: str
    title: str


class Done(NamedTuple):
    """How often an act was done, on how many matters, and the first of them."""

    n: int = 0
    n_matters: int = 0
    first: tuple[Named, ...] = ()


class Span(NamedTuple):
    """Some acts (`act` or `act:value`) that are counted from one day to another."""

    acts: tuple[str, ...]
    first: date
    last: date


def done_within(viewer: Viewer, campaign: UUID, spans: Sequence[Span]) -> tuple[Mapping[str, Done], ...]:
    """What was done of the acts of each span within its days; what was entered by mistake and voided is left out."""
    found = run([_asked_of(viewer, campaign, span) for span in spans])
    return tuple(
        {word: Done(n, n_matters, tuple(map(_named, matters or ()))) for word, n, n_matters, matters in rows}
        for rows in found
    )


def _named(matter: Sequence[str]) -> Named:
    key, kind, title = matter
    is_met(UUID(key), kind)
    return Named(UUID(key), kind, title.strip())


def _asked_of(viewer: Viewer, campaign: UUID, span: Span) -> Statement:
    wanted = list(dict.fromkeys(span.acts))
    parts = [one.partition(":") for one in wanted]
    number, own = number_as_seen(viewer)
    return asked(
        viewer, campaign, _DONE_WITHIN.format(number=number), first=span.first, last=span.last, words=wanted,
        acts=[act for act, _, _ in parts], values=[value for _, _, value in parts], **own,
    )  # fmt: skip


_DONE_WITHIN = f"""
    SELECT word, sum(n)::int, count(*), (array_agg(ARRAY[key::text, kind, title] ORDER BY first))[1:{NAMED}] FROM (
        SELECT wanted.word, matter.key, matter.kind, matter.title, count(*) AS n, min(done."position") AS first
        FROM unnest(%(words)s::text[], %(acts)s::text[], %(values)s::text[]) wanted (word, act, value)
        JOIN act done ON done.type = wanted.act AND (wanted.value = '' OR done.value = wanted.value)
        JOIN (
            SELECT id AS key, kind, {{number}} || ' ' || title AS title FROM subject WHERE state <> 'withdrawn' AND {OF_ROUND}
        ) matter ON matter.key = done.subject
        WHERE done.campaign = %(campaign)s AND done.type = ANY(%(acts)s::text[])
        AND done.occurred_on BETWEEN %(first)s AND %(last)s GROUP BY 1, 2, 3, 4
    ) found GROUP BY word
"""
