"""Which row of an old table became which complaint: so that a table sent again doubles nothing.

An index beside the record, like that of commands: a row's key is a digest of its number in the source (else of file,
sheet and row), its content a digest tied to the complaint, and so what was sealed of the petitioner, where columns were
sealed; all keyed, so that they tell nothing by themselves.  A row here goes when its complaint's key is destroyed.
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
    apart = models.BinaryField(null=True)

    class Meta:
        db_table = "imported_row"


COLUMNS = ("key", "subject", "content", "apart")


def as_kept(
    key: bytes, subject: UUID, content: bytes, apart: bytes | None
) -> tuple[bytes, UUID, bytes, bytes | None]:
    """The values of COLUMNS for a row that became a complaint."""
    return keyed(key), subject, keyed(content), keyed(apart) if apart is not None else None


@dataclass(frozen=True, slots=True)
class Known:
    """What a row became before, and the keyed digests of what it said then and of what was sealed of it."""

    subject: UUID
    content: bytes
    apart: bytes | None = None

    def says(self, content: bytes) -> bool:
        """Whether it said then what now has this digest."""
        return self.content == keyed(content)

    def compares(self, apart: bytes | None) -> bool:
        """Whether what is sealed of it can be compared at all."""
        return self.apart is not None and apart is not None

    def sealed(self, apart: bytes | None) -> bool:
        """Whether that was sealed of it then which now has this digest; what was or is dropped is not compared."""
        return self.apart is None or apart is None or self.apart == keyed(apart)


def known_rows(keys: Iterable[bytes]) -> Mapping[bytes, Known]:
    """Those of these rows that were brought in before."""
    asked = {keyed(key): key for key in keys}
    found = run([(f"SELECT {', '.join(COLUMNS)} FROM imported_row WHERE key = ANY(%s)", [list(asked)])])[0]
    return {
        asked[bytes(key)]: Known(subject, bytes(content), bytes(apart) if apart is not None else None)
        for key, subject, content, apart in found
    }
