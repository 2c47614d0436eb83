"""The search table: derived from the state, written with it, and rebuilt from it at any time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from xuncha.core.facts.rows import Subject
from xuncha.core.record.search_words import grams, words_of


class SearchRow(models.Model):
    """The words of one subject, their entries in the index, and the position of the act that last changed them.

    Words and entries lie outside the row (`toast_tuple_target`), so that hits are sorted without reading them.
    """

    subject = models.UUIDField(primary_key=True)
    position = models.BigIntegerField()
    words = models.TextField()
    grams = ArrayField(models.TextField())

    class Meta:
        db_table = "search"
        indexes = [GinIndex(fields=["grams"], name="search_by_gram")]


def statements(before: Subject | None, after: Subject) -> Iterable[tuple[str, list[Any]]]:
    """What to write when a subject changes: nothing when its words stay the same."""
    words = words_of(after)
    if before is not None and words_of(before) == words:
        return ()
    if not words:
        return (("DELETE FROM search WHERE subject = %s", [after.id]),)
    return (
        (
            "INSERT INTO search (subject, position, words, grams) VALUES (%s, %s, %s, %s) ON CONFLICT (subject)"
            " DO UPDATE SET position = excluded.position, words = excluded.words, grams = excluded.grams",
            [after.id, after.version, words, grams(words)],
        ),
    )
