"""By which words a subject is found: the register's own, in pairs of characters, never a letter or a sealed text.

Chinese has no blanks between words, so every two neighbouring characters are an entry of the index; a hit is then
checked against the text itself.  Latin words and numbers are entries as they stand.
"""

from __future__ import annotations

import re
import unicodedata
from operator import add

from xuncha.core.facts.rows import Subject

_RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[a-z0-9]+")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")

FIELDS = {
    "complaint": ("subject", "extract", "place"),
    "finding": ("title", "text"),
    "document": ("title",),
}
"""The fields whose words are found, beside title and number, by kind."""

NEVER = frozenset({"clue", "inquiry", "person", "protection"})
"""Kinds that no search finds: sealed leads and inquiries, people, and what reporters ask for."""

OWN_NUMBER_ONLY = frozenset({"finding", "complaint"})
"""Kinds found by their number only by who may know it: whoever tries numbers would learn which were held back.  The number that
a unit was told (`told_as`) holds nothing back, and whoever reads the problem reads it.
"""

SEALED_MODES = frozenset({"confidential", "anonymous"})
MOST = 20_000


def folded(text: str) -> str:
    """Text as it is compared: one width, small letters."""
    return unicodedata.normalize("NFKC", text).lower()


def grams(text: str) -> list[str]:
    """The entries of a text: pairs of Han, single Han where one stands alone, whole Latin words and numbers."""
    found: set[str] = set()
    for run in _RUN.findall(folded(text)):
        if not _HAN.match(run):
            found.add(run[:40])
        elif len(run) == 1:
            found.add(run)
        else:
            found.update(map(add, run, run[1:]))
    return sorted(found)


def words_of(subject: Subject) -> str:
    """What a subject is found by, or nothing where it must not be found."""
    facts = subject.facts
    if (
        subject.kind in NEVER
        or facts.get("mode") in SEALED_MODES
        or facts.get("sealed_to")
        or facts.get("shredded")
    ):
        return ""
    texts = [
        subject.number if subject.kind not in OWN_NUMBER_ONLY else "",
        subject.title,
        str(facts.get("told_as") or ""),
        *(str(facts.get(name) or "") for name in FIELDS.get(subject.kind, ())),
    ]
    return folded(" ".join(dict.fromkeys(text for text in texts if text)))[:MOST]
