"""Files that are there whole, also after a power cut, or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

OWN = 0o600
"""Readable by the owner alone."""
MARK = 16
"""So many digits tell apart those who write one file at once."""
ANYBODY = 0o666
"""Readable by whom the account lets read its files: a public log, a paper to hand on."""


@contextlib.contextmanager
def written_whole(place: Path, mode: int = OWN) -> Iterator[IO[bytes]]:
    """A file that is there, and on disk, when the block has ended well; else nothing of it is there.

    What stood there before stays until then. Raises FileNotFoundError where there is no folder for it.
    """
    half = place.with_name(f".{place.name}.{secrets.token_hex(MARK // 2)}")
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        half.replace(place)
        keep_names(place.parent)
    finally:
        half.unlink(missing_ok=True)


def halves(place: Path) -> Iterable[Path]:
    """What is being written there now, or was when its writer was killed."""
    return place.parent.glob(f".{place.name}.{'[0-9a-f]' * MARK}")


def keep_names(folder: Path) -> None:
    """What stands in a folder outlasts a power failure only once the folder itself is on disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
