"""Clauses as links: 第十一条（六）, opening the clause as a person reads it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from xuncha.core.scheme.clause import Clause
from xuncha.core.words import Text
from xuncha.shipped import clauses, scheme_ids
from xuncha.store.kept import clause_kept
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
    return clause_kept(key)


def cites(keys: Iterable[str]) -> tuple[Cite, ...]:
    """The citations of some clauses, each article named once."""
    found: dict[str, Cite] = {}
    for key in keys:
        clause = clause_of(key)
        article = clause.article if clause else key
        found.setdefault(article, Cite.of(key, _own(key) or Text(article, english_of(article, key))))
    return tuple(found.values())


def _own(key: str) -> Text | None:
    """How a safeguard of the product itself is cited: never as if it stood in the regulation."""
    clause = clause_of(key) if is_own(key) else None
    return (
        Text(f"本系统{clause.article}", f"this system's safeguard {key.partition('-')[2]}")
        if clause
        else None
    )


def is_own(key: str) -> bool:
    """Whether a clause is a safeguard of the product and not of the regulation."""
    return key.partition("-")[0] == "base"


def heading_of(clause: Clause) -> Text:
    """A clause as the heading of its page and as its name in a table."""
    english = english_of(clause.article, clause.id)
    return Text(clause.article, english[:1].upper() + english[1:])


BEFORE_THE_FIRST = {"标题": "title", "序": "preamble", "印发通知": "notice of issue"}
"""What stands before the first article and has no number."""


def english_of(article: str, key: str) -> str:
    """`art. 11(6)`, from the figure in the id and the paragraph of the article.

    >>> english_of("第十一条（六）", "town-11-32")
    'art. 11(6)'
    >>> english_of("标题", "town-0-1")
    'title'
    """
    if article in BEFORE_THE_FIRST:
        return BEFORE_THE_FIRST[article]
    if key.startswith("base-"):
        return f"safeguard {key.partition('-')[2]}"
    parts = key.split("-")
    paragraphs = "".join(f"({HAN.index(one) + 1})" for one in PARAGRAPH.findall(article) if one in HAN)
    return f"art. {parts[1]}{paragraphs}" if len(parts) > 1 else article


PARAGRAPH = re.compile(r"（(\w+)）")
HAN = [
    f"{ten}{one}"
    for ten in ("", "十", "二十")
    for one in ("一", "二", "三", "四", "五", "六", "七", "八", "九", "")
]
HAN[9], HAN[19], HAN[29] = "十", "二十", "三十"
"""The numbers of paragraphs, from one on."""
