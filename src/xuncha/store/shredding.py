"""Which files an act rests on, and what the destruction of a key takes away with it.

The key and the salts of a subject go, and with them every personal field ever written about it, in the record and in
every copy of it that does not hold the office's master key.  Its rows are emptied by the fold of the same act, its words
leave the search, and a file goes when nothing else rests on it, cleaned copies that wait with it: its key is in its row, so
the bytes that stay in the folder can be read by nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import models

from xuncha.core.attached import files_in
from xuncha.core.facts.rows import Act
from xuncha.core.record.fold import DESTROYED
from xuncha.store.digests import keyed

Statement = tuple[str, Sequence[Any] | Mapping[str, Any]]


class FileUse(models.Model):
    """That something rests on a file: a subject by one of its acts, or a waiting upload.

    Without it nobody could say whether a file is needed by another matter, as what names it is sealed.
    """

    pk = models.CompositePrimaryKey("digest", "needed_by")
    digest = models.CharField(max_length=64)
    needed_by = models.UUIDField(db_index=True)

    class Meta:
        db_table = "file_use"


def kept_as(digest: str) -> str:
    """The keyed digest under which a file is known, from the SHA-256 of its bytes, both in hexadecimal."""
    return keyed(bytes.fromhex(digest)).hex()


def rests_on(digest: str, user: UUID) -> Statement:
    """Note that something rests on a file."""
    return (_USED, [kept_as(digest), user])


def of_act(act: Act) -> Iterator[Statement]:
    """What is noted with an act: the files it brings; and where it destroys a key, all that goes."""
    for digest in dict.fromkeys(file.hash for file in files_in(dict(act.fields))):
        yield rests_on(digest, act.subject)
    if act.type == DESTROYED:
        yield from ((sql, {"subject": act.subject, "position": act.position}) for sql in _GONE)


_USED = "INSERT INTO file_use (digest, needed_by) VALUES (%s, %s) ON CONFLICT DO NOTHING"
_GONE = (
    "WITH made AS (DELETE FROM upload WHERE made_from = %(subject)s RETURNING id),"
    " theirs AS (DELETE FROM file_use WHERE needed_by IN (SELECT id FROM made) RETURNING digest)"
    " INSERT INTO file_use (digest, needed_by) SELECT DISTINCT digest, %(subject)s::uuid FROM theirs ON CONFLICT DO NOTHING",
    "DELETE FROM salt WHERE subject = %(subject)s AND position < %(position)s",
    "DELETE FROM subject_key WHERE subject = %(subject)s",
    "SELECT FROM stored_file WHERE counted AND digest IN (SELECT digest FROM file_use WHERE needed_by = %(subject)s)"
    " ORDER BY digest FOR UPDATE",
    "DELETE FROM stored_file one WHERE counted AND digest IN (SELECT digest FROM file_use WHERE needed_by = %(subject)s)"
    " AND NOT EXISTS (SELECT FROM file_use other WHERE other.digest = one.digest AND other.needed_by <> %(subject)s)",
    "DELETE FROM file_use WHERE needed_by = %(subject)s",
    "DELETE FROM portal_letter WHERE place IN (SELECT place FROM portal_letter WHERE n = 0"
    " AND convert_from(sealed, 'UTF8')::jsonb->>'case' = %(subject)s::text)",
)
"""In this order, in the transaction of the act: cleaned copies that wait go with its files.  Its own salt stays: what it says is not personal.

The files are locked by a statement of their own, so that the one after it sees what somebody kept meanwhile for another matter.
"""
