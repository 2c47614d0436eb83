"""What is known again by a digest, without the digest telling what it was.

A plain digest of a form, a row of a table or a file can be guessed: make the likely words, and compare.  It would
still tell when the words themselves are shredded.  So every digest that is kept is keyed first, with a key of the
jurisdiction that comes from the office's master key and stands in no database.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from xuncha.store.payloads import master_key
from xuncha.vault.seal import keyed_digest


def keyed(digest: bytes) -> bytes:
    """The digest as it is kept; the same for the same digest, within this jurisdiction only."""
    return keyed_digest(_key(settings.DATA, settings.SCHEMA), digest)


@lru_cache(maxsize=8)
def _key(data: Path, jurisdiction: str) -> bytes:
    return master_key().derived(f"digests/{jurisdiction}")
