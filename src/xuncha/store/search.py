"""The search table: derived from the state, written with it, and rebuilt from it at any time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from xuncha.core.facts.rows import Subject
from xuncha.core.protection.alike import print_of
from xuncha.core.record.search_words import grams, words_of


class SearchRow(models.Model):
    """The words of one subject, their entries in the index, and the position of the act that last changed them; of a complaint
    that may be compared the bands under which others alike are looked up (`core.protection.alike`).

    Words and entries lie outside the row (`toast_tuple_target`), so that hits are sorted without reading them.
    """

    subject = models.UUIDField(primary_key=True)
    position = models.BigIntegerField()
    words = models.TextField()
    grams = ArrayField(models.TextField())
    bands = ArrayField(models.IntegerField(), null=True)

    class Meta:
        db_table = "search"
        indexes = [
            GinIndex(fields=["grams"], name="search_by_gram"),
            GinIndex(fields=["bands"], name="search_by_band", condition=models.Q(bands__isnull=False)),
        ]


def statements(before: Subject | None, after: Subject) -> Iterable[tuple[str, list[Any]]]:
    """What to write when a subject changes: nothing when its words stay the same."""
    words = words_of(after)
    if before is not None and words_of(before) == words:
        return ()
    if not words:
        return (("DELETE FROM search WHERE subject = %s", [after.id]),)
    return (
        (
            "INSERT INTO search (subject, position, words, grams, bands) VALUES (%s, %s, %s, %s, %s) ON CONFLICT (subject)"
            " DO UPDATE SET position = excluded.position, words = excluded.words, grams = excluded.grams, bands = excluded.bands",
            [after.id, after.version, words, grams(words), bands(after)],
        ),
    )


def bands(row: Subject) -> list[int] | None:
    """The bands of a complaint, None of everything else and where it must not be compared."""
    made = print_of(row)
    return list(made.bands) if made else None
