"""Clauses as links: 第十一条（六）, opening the clause as a person reads it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from xuncha.core.clause import Clause
from xuncha.core.words import Text
from xuncha.shipped import clauses, scheme_ids
from xuncha.web.kit.link import Cite


@cache
def table(scheme: str) -> dict[str, Clause]:
    """The clauses of a regulation by id."""
    return {clause.id: clause for clause in clauses(scheme)}


def clause_of(key: str) -> Clause | None:
    """One clause; the id begins with the regulation's short name."""
    short = key.partition("-")[0]
    for name in (*scheme_ids(), "base"):
        if name.partition("-")[0] == short and key in table(name):
            return table(name)[key]
    return None


def cites(keys: Iterable[str]) -> tuple[Cite, ...]:
    """The citations of some clauses, each article named once."""
    found: dict[str, Cite] = {}
    for key in keys:
        clause = clause_of(key)
        article = clause.article if clause else key
        found.setdefault(article, Cite.of(key, Text(article, _english(article, key))))
    return tuple(found.values())


def _english(article: str, key: str) -> str:
    """`art. 11(6)`, from the id's own figures."""
    parts = key.split("-")
    return f"art. {parts[1]}" if len(parts) > 1 else article
