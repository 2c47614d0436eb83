"""Files as they lie: each once by its hash, sealed with a key of its own, outside the database.

The row holds the key, itself sealed with the office's master key; the folder holds the sealed bytes under a random
name. Neither is of use without the other, and a file whose row is gone is gone from every copy of the folder. The
row knows the file by a keyed digest of its hash, so that it does not tell whether a known file is here; the hash
itself stands in the payload of an act, sealed.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.db import transaction

from xuncha.store.append import run
from xuncha.store.payloads import master_key
from xuncha.store.shredding import kept_as
from xuncha.vault.seal import new_key, seal, unseal
from xuncha.vault.whole_file import keep_names, written_whole

log = logging.getLogger(__name__)


def keep(data: bytes, kind: str) -> str:
    """Keep these bytes, unless they are kept already; their hash. Call it within a transaction."""
    digest = hashlib.sha256(data).hexdigest()
    about = bytes.fromhex(digest)
    run(
        [
            ("INSERT INTO stored_file (id, digest, kind, size, sealed_key, at) VALUES (%s, %s, %s, %s, %s, now())"
             " ON CONFLICT (digest) DO UPDATE SET at = now()", [uuid4(), kept_as(digest), kind, len(data), master_key().wrap(new_key(), about)])
        ]
    )  # fmt: skip
    place, key = _found(digest) or _missing(digest)
    if not place.exists():
        _write(place, seal(key, data, about))
    return digest


def contents(digest: str) -> bytes | None:
    """The bytes of a file, or None where there is none, or where what lies there is not what was kept."""
    found = _found(digest)
    if found is None:
        return None
    place, key = found
    try:
        return unseal(key, place.read_bytes(), bytes.fromhex(digest))
    except (OSError, InvalidTag):
        log.error("the file %s is missing from the folder of files, or was changed there", place.name)
        return None


def kept_of(digests: Iterable[str]) -> frozenset[str]:
    """Of these, the files that are kept and whose bytes lie in the folder."""
    asked = {kept_as(one): one for one in digests}
    rows = run([("SELECT id, digest FROM stored_file WHERE digest = ANY(%s)", [list(asked)])])[0]
    return frozenset(asked[digest] for key, digest in rows if _place(key).exists())


def drop_unneeded(before: datetime) -> None:
    """Drop the files that nothing rests on and nobody kept since: the keys in this transaction, the bytes after it."""
    gone = [_place(key) for (key,) in run([(_UNNEEDED, [before])])[0]]

    def remove() -> None:
        for place in gone:
            place.unlink(missing_ok=True)

    transaction.on_commit(remove)


_UNNEEDED = (
    "DELETE FROM stored_file one WHERE counted AND at < %s"
    " AND NOT EXISTS (SELECT FROM file_use WHERE file_use.digest = one.digest) RETURNING id"
)
"""What is kept again at this moment has its `at` of now, and so is spared."""


def _found(digest: str) -> tuple[Path, bytes] | None:
    rows = run([("SELECT id, sealed_key FROM stored_file WHERE digest = %s", [kept_as(digest)])])[0]
    if not rows:
        return None
    key, sealed = rows[0]
    return _place(key), master_key().unwrap(bytes(sealed), bytes.fromhex(digest))


def _missing(digest: str) -> tuple[Path, bytes]:
    raise LookupError(digest)


def _place(key: UUID) -> Path:
    return Path(settings.DATA) / "files" / key.hex[:2] / key.hex


def _write(place: Path, sealed: bytes) -> None:
    """Whole or not at all, and there for good before the transaction ends."""
    fresh = [folder for folder in (place.parent, place.parent.parent) if not folder.exists()]
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with written_whole(place) as file:
        file.write(sealed)
    for made in fresh:
        keep_names(made.parent)
