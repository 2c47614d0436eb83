"""Which other complaints may be about the same matter as one: by the register's own words, for whoever may open both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import id_of
from xuncha.core.protection.alike import N_BANDS, Print, alike
from xuncha.queries.subjects import LINKED, as_seen
from xuncha.store.append import Answers, Statement, run
from xuncha.store.table import SUBJECT
from xuncha.store.viewer import SEES, Viewer

MOST_MET = 5_000
"""So many, the newest, are looked at of those that agree with it in a band and that the viewer may open."""
MOST_COMPARED = 40
"""So many of these, those that agree in most bands, are compared by their words."""


def others_alike(viewer: Viewer, row: Subject) -> tuple[Subject, ...]:
    """At most five others, the most alike first, without those that somebody has linked with this one; a unit is told of none.

    What the viewer may not open is left out before anything is counted or cut off, so that nothing shows it is there.
    """
    return named_in(viewer, row, run(asked_for(viewer, row)))


def asked_for(viewer: Viewer, row: Subject) -> list[Statement]:
    """What is asked of the database, at the end of a round trip; nothing where none is named whatever there is."""
    if row.kind != "complaint" or viewer.is_inspected or not viewer.may_read(row):
        return []
    return [_BY_INDEX, (_OWN, [row.id]), (_MET, {**viewer.params, "id": row.id})]


def named_in(viewer: Viewer, row: Subject, answers: Answers) -> tuple[Subject, ...]:
    """`others_alike` from the answers to `asked_for`."""
    if not answers or not answers[-1]:
        return ()
    _, [own], met = answers
    found = [(SUBJECT.read(values[2:]), values[:2]) for values in met]
    others = {other.id: other for other, _ in found if not _is_linked(row, other)}
    prints = [_print(other.id, words) for other, words in found if other.id in others]
    return tuple(as_seen(viewer, others[one.subject]) for one in alike(_print(row.id, own), prints))


def _print(key: UUID, words: Sequence[Any]) -> Print:
    grams, bands = words
    return Print(key, frozenset(grams), tuple(bands))


def _is_linked(one: Subject, other: Subject) -> bool:
    """Whether somebody has said already, on either of the two, how it belongs to the other."""
    return other.id in _linked_to(one) or one.id in _linked_to(other)


def _linked_to(row: Subject) -> set[UUID | None]:
    return {id_of(entry.get("to")) for entry in row.facts.get(LINKED, ())}


_OWN = "SELECT grams, bands FROM search WHERE subject = %s"
_AGREEING = " + ".join(f"(hit.bands[{n}] = own.bands[{n}])::int" for n in range(1, N_BANDS + 1))
"""How many bands two have in common: each has its place."""
_MET = f"""
    WITH own AS MATERIALIZED (SELECT bands FROM search WHERE subject = %(id)s),
    hit AS MATERIALIZED (
        SELECT near.subject, near.position, near.bands
        FROM (
            SELECT subject, position, bands FROM search
            WHERE bands && (SELECT bands FROM own) AND bands IS NOT NULL AND subject <> %(id)s
            ORDER BY position DESC OFFSET 0
        ) near
        CROSS JOIN LATERAL (SELECT FROM subject WHERE id = near.subject AND {SEES} OFFSET 0) seen
        LIMIT {MOST_MET}
    ),
    nearest AS MATERIALIZED (
        SELECT hit.subject FROM hit CROSS JOIN own
        ORDER BY {_AGREEING} DESC, hit.position DESC
        LIMIT {MOST_COMPARED}
    )
    SELECT said.grams, said.bands, {SUBJECT.listed("other")}
    FROM nearest JOIN subject other ON other.id = nearest.subject JOIN search said ON said.subject = nearest.subject
"""
"""Found by the index over bands alone; the words, which lie outside the row, are read only of those that are compared.

Each `OFFSET 0` and `MATERIALIZED` keeps PostgreSQL from turning the steps round (`queries.search`).
"""

_BY_INDEX: Statement = ("SELECT set_config('enable_seqscan', 'off', true)", [])
"""For the rest of this round trip only: the register is never read through."""
