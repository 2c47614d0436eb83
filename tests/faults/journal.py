"""What a client keeps for itself: each thing it began and each that was acknowledged, on the disk before it goes on."""

from __future__ import annotations

import os
import threading
from pathlib import Path

BEGAN, ACKNOWLEDGED = "began", "acknowledged"


class Journal:
    """A file that only grows, on another disk than the office's; shared by the clients of one run."""

    def __init__(self, place: Path) -> None:
        self._file = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._lock = threading.Lock()
        self.began: list[str] = []
        self.acknowledged: list[str] = []

    def note(self, what: str, key: str) -> None:
        """Write a line, and return when it is on the disk."""
        with self._lock:
            os.write(self._file, f"{what} {key}\n".encode())
            os.fsync(self._file)
            (self.began if what == BEGAN else self.acknowledged).append(key)

    def close(self) -> None:
        os.close(self._file)


def read(place: Path) -> tuple[list[str], list[str]]:
    """What was begun and what was acknowledged, as it stands in the file."""
    lines = [line.split(" ", 1) for line in place.read_text().splitlines()]
    return [key for what, key in lines if what == BEGAN], [key for what, key in lines if what == ACKNOWLEDGED]
