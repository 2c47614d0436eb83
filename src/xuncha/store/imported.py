"""Which row of an old table became which complaint: so that a table sent again doubles nothing.

An index beside the record, like that of commands: a row's key is a digest of its number in the source (else of file,
sheet and row), its content a digest tied to the complaint; both keyed, so that they tell nothing by themselves.  A row
here goes when its complaint's key is destroyed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import models

from xuncha.store.append import run
from xuncha.store.digests import keyed


class ImportedRow(models.Model):
    """One row of a table, by what it is known again."""

    key = models.BinaryField(primary_key=True)
    subject = models.UUIDField(db_index=True)
    content = models.BinaryField()

    class Meta:
        db_table = "imported_row"


COLUMNS = ("key", "subject", "content")


def as_kept(key: bytes, subject: UUID, content: bytes) -> tuple[bytes, UUID, bytes]:
    """The values of COLUMNS for a row that became a complaint."""
    return keyed(key), subject, keyed(content)


@dataclass(frozen=True, slots=True)
class Known:
    """What a row became before, and the keyed digest of what it said then."""

    subject: UUID
    content: bytes

    def says(self, content: bytes) -> bool:
        """Whether it said then what now has this digest."""
        return self.content == keyed(content)


def known_rows(keys: Iterable[bytes]) -> Mapping[bytes, Known]:
    """Those of these rows that were brought in before."""
    asked = {keyed(key): key for key in keys}
    found = run([("SELECT key, subject, content FROM imported_row WHERE key = ANY(%s)", [list(asked)])])[0]
    return {asked[bytes(key)]: Known(subject, bytes(content)) for key, subject, content in found}
