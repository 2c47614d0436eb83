"""The nouns of the office's regulation in words of ours, on their way to a reader.

What stands on a page, in a table or in a feed passes here, so that no page has to think of it (`core.scheme.nouns`).  A page
on a round under another regulation words what is its own beforehand.
"""

from __future__ import annotations

from django.db import DatabaseError, InterfaceError

from xuncha.core.scheme.nouns import Words, filled, unguarded, words_of
from xuncha.core.words import Text
from xuncha.store.schemes import UnknownScheme, scheme_of, scheme_version

OF_AN_INSPECTION = words_of(None)


def said(words: Text) -> Text:
    """The words as the office's regulation has them."""
    if "{" not in words.zh and "{" not in words.en:
        return words
    new = filled(words, _nouns())
    return Text(unguarded(new.zh), unguarded(new.en))


def _nouns() -> Words:
    """Those of the regulation in force; before there is one, or while the database is away, those of an inspection."""
    try:
        return scheme_of(scheme_version(None)).nouns
    except (UnknownScheme, DatabaseError, InterfaceError):
        return OF_AN_INSPECTION
