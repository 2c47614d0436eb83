"""Finds subjects by number, or by two characters and more; only what the viewer may open is found or counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xuncha.core.rows import Subject
from xuncha.core.search_words import folded, grams
from xuncha.queries.subjects import as_seen
from xuncha.store.append import run
from xuncha.store.table import SUBJECT
from xuncha.store.viewer import SEES, Viewer

PAGE = 50
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: those of exactly this number first, then by words, newest first; and the key to go on with."""

    by_number: tuple[Subject, ...]
    by_words: tuple[Subject, ...]
    after: int
    is_too_short: bool = False


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
    by_words = (
        f"SELECT {SUBJECT.listed('s')} FROM search w JOIN subject s ON s.id = w.subject"
        f" WHERE w.grams @> %(grams)s AND (SELECT bool_and(strpos(w.words, word) > 0) FROM unnest(%(words)s::text[]) word)"
        f" AND {SEES}{narrow}"
    )
    if before:
        by_words += " AND s.version < %(before)s"
        params["before"] = before
    by_words += f" ORDER BY s.version DESC LIMIT {PAGE + 1}"
    asks = (
        [(by_number, params), (by_words, params)]
        if viewer.seat.party_kind != "unit" and not before
        else [(by_words, params)]
    )
    answers = [[as_seen(viewer, SUBJECT.read(values)) for values in rows] for rows in run(asks)]
    hits = answers[-1]
    exact = answers[0] if len(answers) > 1 else []
    known = {row.id for row in exact}
    more = hits[PAGE - 1].version if len(hits) > PAGE else 0
    return Found(tuple(exact), tuple(row for row in hits[:PAGE] if row.id not in known), more)
