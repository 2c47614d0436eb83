"""Whether words written to a reporter repeat what is known of the report: whoever finds the code would learn from it.

A run of so many characters in common is an echo; blanks, marks and the width of characters do not hide one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

RUN = 12
"""Characters in a row: more than a name of a unit or a set phrase has."""


def echo(words: str, said: Iterable[str], run: int = RUN) -> str:
    """The first run of characters that these words have in common with what was said, as it is written in them; else empty.

    >>> echo("您说补贴要到指定的店才给办，是吗", ["补贴，要到指定的店才给办"], run=8)
    '补贴要到指定的店才给办'
    """
    known: set[str] = set()
    for text in said:
        plain = _plain(text)
        known |= {plain[start : start + run] for start in range(len(plain) - run + 1)}
    mine = _plain(words)
    found = next((n for n in range(len(mine) - run + 1) if mine[n : n + run] in known), None)
    if found is None:
        return ""
    end = found + run
    while end < len(mine) and mine[end - run + 1 : end + 1] in known:
        end += 1
    return mine[found:end]


def _plain(text: str) -> str:
    """Letters and figures alone, of one width."""
    return "".join(one for one in unicodedata.normalize("NFKC", text) if one.isalnum())
