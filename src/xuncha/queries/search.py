"""Finds subjects by number, or by two characters and more; only what the viewer may open is found or counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from xuncha.core.facts.rows import Subject
from xuncha.core.record.search_words import folded, grams
from xuncha.queries.decisions import decided_by
from xuncha.queries.subjects import as_seen
from xuncha.queries.to_choose import THINGS
from xuncha.store.append import Statement, run
from xuncha.store.table import SUBJECT
from xuncha.store.viewer import SEES, Viewer

PAGE = 50
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: those of exactly this number first, those in whose number it stands, then by words, newest first; and
    the key to go on with.
    """

    by_number: tuple[Subject, ...]
    by_words: tuple[Subject, ...]
    after: int
    is_too_short: bool = False
    decided_on: tuple[Subject, ...] = ()
    """Where a decision of just this number stands on record."""
    disposed: tuple[Subject, ...] = ()
    """The matters whose disposition the paper of just this number decided."""


def found(viewer: Viewer, asked: str, *, kind: str = "", before: int = 0) -> Found:
    """A page of what was asked for; a unit does not find by a register's numbers."""
    words = folded(asked).split()
    entries = grams(asked)
    if (
        not words
        or not entries
        or (max(map(len, words)) < SHORTEST and not any(word.isdigit() for word in words))
    ):
        return Found((), (), 0, is_too_short=bool(asked.strip()))
    params: dict[str, Any] = {
        **viewer.params,
        "number": asked.strip(),
        "grams": entries,
        "words": words,
        "kind": kind,
    }
    narrow = " AND kind = %(kind)s" if kind else ""
    by_number = (
        f"{SUBJECT.select()} WHERE number = %(number)s AND {SEES}{narrow} ORDER BY version DESC LIMIT 20"
    )
    if before:
        params["before"] = before
    by_words = (_OF_OWN if viewer.is_inspected else _BY_WORDS).format(
        older=" AND position < %(before)s" if before else "", narrow=narrow
    )
    is_first = not viewer.is_inspected and not before
    of_numbers = [(by_number, params), *decided_by(viewer, asked.strip()), *_by_part(viewer, asked, kind)]
    _, words_found, *answers = run([_BY_INDEX, (by_words, params), *(of_numbers if is_first else ())])
    hits = [as_seen(viewer, SUBJECT.read(values[1:])) for values in words_found]
    read = [[as_seen(viewer, SUBJECT.read(values)) for values in rows] for rows in answers]
    numbered, decided, disposed, *in_part = read or ([], [], [])
    exact = [
        row for rows in (numbered, *in_part) for row in rows if row.number
    ]  # who does not read the register finds nothing by its numbers
    known = {row.id for row in exact}
    more = words_found[PAGE - 1][0] if len(hits) > PAGE and not viewer.is_inspected else 0
    rest = tuple(row for row in hits[:PAGE] if row.id not in known)
    of_kind = [[row for row in rows if kind in ("", row.kind)] for rows in (decided, disposed)]
    return Found(tuple(exact), rest, more, decided_on=tuple(of_kind[0]), disposed=tuple(of_kind[1]))


_PIECE = re.compile(r"[^\W\d_]+|\d+")


def _by_part(viewer: Viewer, asked: str, kind: str) -> tuple[Statement, ...]:
    """What has a number in which this stands (`12`, `2026-12`, `12号` of `洪投〔2026〕12号`): found by its last figures, by which each
    register is in order, and then held against the rest of what was written.
    """
    pieces = _PIECE.findall(folded(asked))
    figures = next((one for one in reversed(pieces) if one.isdecimal()), "")
    if not figures or len(figures) > LONGEST:
        return ()
    sql = (
        f"SELECT * FROM ({SUBJECT.select()} WHERE kind = ANY(%(kinds)s) AND n = %(n)s OFFSET 0) near"
        " WHERE lower(number) LIKE %(part)s AND number <> %(number)s"
        f" AND {SEES} ORDER BY version DESC LIMIT {MOST_IN_PART}"
    )
    named = {"kinds": [kind] if kind else list(THINGS), "n": int(figures), "part": f"%{'%'.join(pieces)}%"}
    return ((sql, {**viewer.params, **named, "number": asked.strip()}),)


LONGEST, MOST_IN_PART = 9, 20
"""Figures that can be a running number, and so many things as are found by them at a time."""

_BY_WORDS = f"""
    SELECT hit.position, {SUBJECT.listed("seen")}
    FROM (SELECT subject, position FROM search WHERE grams @> %(grams)s{{older}} ORDER BY position DESC OFFSET 0) hit
    CROSS JOIN LATERAL (SELECT {SUBJECT.listed()} FROM subject WHERE id = hit.subject AND {SEES}{{narrow}} OFFSET 0) seen
    CROSS JOIN LATERAL (
        SELECT FROM search WHERE subject = hit.subject
        AND (SELECT bool_and(strpos(words, word) > 0) FROM unnest(%(words)s::text[]) word) OFFSET 0
    ) said
    ORDER BY hit.position DESC LIMIT {PAGE + 1}
"""
"""Hits in their order first; then one by one, until the page is full: may the viewer see it, and does the text say it.

Each `OFFSET 0` keeps PostgreSQL from turning the steps round, which reads every text of every hit.
"""

_OF_OWN = f"""
    SELECT hit.position, {SUBJECT.listed("seen")}
    FROM (SELECT {SUBJECT.listed()} FROM subject WHERE {SEES}{{narrow}} OFFSET 0) seen
    CROSS JOIN LATERAL (
        SELECT position FROM search WHERE subject = seen.id AND grams @> %(grams)s{{older}}
        AND (SELECT bool_and(strpos(words, word) > 0) FROM unnest(%(words)s::text[]) word) OFFSET 0
    ) hit
    ORDER BY hit.position DESC LIMIT {PAGE + 1}
"""
"""For a unit, which reads little: what it may see first, then whether the text says it.

Hits that it may not see are not even passed over, so that the time of an answer tells nothing of how many there are.
"""

_BY_INDEX: Statement = ("SELECT set_config('enable_seqscan', 'off', true)", [])
"""For this round trip only: without the index, every entry of every text would be read to find a frequent word."""
