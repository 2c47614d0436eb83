"""A disk of an office's own that can be cut off from power and filled up: an ext4 image, mounted by loop.

What a power cut leaves is what had reached the image: the file is copied while every process of the database stands still, and
a second server starts on the copy.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

SIZE = 800 << 20
LEFT = 256 << 10


@contextlib.contextmanager
def loop_disk(place: Path) -> Iterator[tuple[Path, str]]:
    """Where the disk is mounted, and why there is none: a plain folder stands in its place then."""
    mounted, image = place / "disk", place / "image"
    mounted.mkdir()
    mounted.chmod(0o711)
    why = _made(image) or mount(image, mounted)
    if why:
        yield mounted, why
        return
    mounted.chmod(0o711)
    try:
        yield mounted, ""
    finally:
        unmount(mounted)


def _made(image: Path) -> str:
    if os.geteuid() != 0:
        return "only root mounts a disk"
    if shutil.which("mkfs.ext4") is None:
        return "there is no mkfs.ext4"
    with image.open("wb") as file:
        file.truncate(SIZE)
    return _why(
        ["mkfs.ext4", "-q", "-F", "-m", "0", "-E", "lazy_itable_init=0,lazy_journal_init=0", str(image)]
    )


def mount(image: Path, place: Path) -> str:
    """Mount an image; why that cannot be done."""
    return _why(["mount", "-o", "loop", str(image), str(place)])


def unmount(place: Path) -> None:
    """Take a disk away, also while somebody still looks at it."""
    if _why(["umount", str(place)]):
        _why(["umount", "-l", str(place)])


def copied(image: Path, to: Path) -> None:
    """A copy of an image, holes and all."""
    subprocess.run(["cp", "--sparse=always", str(image), str(to)], check=True)


def fill(disk: Path) -> Path:
    """Leave no room on a disk; the file that takes it."""
    ballast = disk / "ballast"
    with ballast.open("wb") as file:
        size, part = 0, 64 << 20
        while part >= LEFT:
            try:
                os.posix_fallocate(file.fileno(), size, part)
                size += part
            except OSError:
                part //= 2
    return ballast


def _why(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return f"there is no {command[0]}"
    said = done.stderr.strip().splitlines()
    return "" if done.returncode == 0 else (said[-1] if said else f"{command[0]} failed")
