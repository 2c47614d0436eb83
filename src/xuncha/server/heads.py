"""The heads that a signer or a witness has signed, in a folder of its own: one file a log, one line a head, for ever.

A line is on the disk before the head is signed.  A power cut may leave half a line behind: it was never answered, and is
written over.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from xuncha.core.log.checkpoint import NOTHING, Head
from xuncha.core.log.lines import hash_in, number, written
from xuncha.vault.whole_file import keep_names

TAIL = 4_096


class Heads:
    """Keeps heads (`core.log.witness.Keeper`); several processes may share the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def latest(self, origin: str) -> Head:
        """The last head that was kept; `NOTHING` of a log that was never signed."""
        try:
            with self._place(origin).open("rb") as file:
                return _last(file.fileno())[0]
        except FileNotFoundError:
            return NOTHING

    def keep(self, origin: str, old: Head, new: Head) -> bool:
        """Add the new head, on disk before this returns; False when the last is not the old one by now."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(self._place(origin), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            last, end = _last(file)
            if last != old:
                return False
            if new != last or end == 0:
                os.ftruncate(file, end)
                os.pwrite(file, f"{new.size} {written(new.root)}\n".encode(), end)
                os.fsync(file)
                keep_names(self.folder)
            return True
        finally:
            os.close(file)

    def all(self, origin: str) -> Iterator[Head]:
        """Every head that was kept, the smallest first."""
        try:
            with self._place(origin).open("rb") as file:
                for line in file:
                    if line.endswith(b"\n"):
                        yield _read(line)
        except FileNotFoundError:
            return

    def _place(self, origin: str) -> Path:
        # An origin may hold slashes and whatever else; the first words of its hash name the file.
        return self.folder / f"{sha256(origin.encode()).hexdigest()[:32]}.heads"


def _last(file: int) -> tuple[Head, int]:
    """The last whole line as a head, and where it ends."""
    size = os.fstat(file).st_size
    tail = os.pread(file, TAIL, max(0, size - TAIL))
    whole = tail[: tail.rfind(b"\n") + 1]
    end = size - (len(tail) - len(whole))
    return (_read(whole.splitlines()[-1]), end) if whole else (NOTHING, 0)


def _read(line: bytes) -> Head:
    size, _, root = line.decode().strip().partition(" ")
    return Head(number(size), hash_in(root))
