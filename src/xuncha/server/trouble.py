"""What is said when something cannot run."""

import errno
import os
import re
import shutil
from pathlib import Path


class Trouble(Exception):
    """One sentence that says what is wrong and how to get out of it; the command prints it and stops."""


def trouble_with(folder: Path, error: OSError) -> Trouble:
    """Say what an error of the disk means to the person who typed the command."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return disk_full(folder)
        case errno.EACCES | errno.EPERM | errno.EROFS | errno.ENOTDIR | errno.EEXIST:
            return Trouble(
                f"the folder {folder} cannot be written to by {_me()}; "
                "name another with XUNCHA_DATA=/path/to/folder, or make this one yours"
            )
        case _:
            return Trouble(
                f"the folder {folder} cannot be used: {error.strerror}; name another with XUNCHA_DATA"
            )


_FULL = re.compile(r"No space left|Disk quota exceeded|could not extend file|Check free disk space")


def says_disk_full(said: str) -> bool:
    """Whether a program that broke off says that the disk is full.

    >>> says_disk_full("FATAL:  could not extend file base/1/2691: wrote only 4096 of 8192 bytes at block 3")
    True
    """
    return bool(_FULL.search(said))


ROOM = 200_000_000
"""So many bytes an office needs free to go on for a while."""


def ran_full(folder: Path) -> bool:
    """Whether the office's own database broke off for want of room: it says so in its log, and there is still little."""
    try:
        said = (folder / "postgres.log").read_bytes()[-8000:].decode(errors="replace")
        return says_disk_full(said) and shutil.disk_usage(folder).free < ROOM
    except OSError:
        return False


def disk_full(folder: Path) -> Trouble:
    """The disk is full: nothing acknowledged is lost, but nothing more can be written."""
    return Trouble(
        f"the disk that holds {folder} is full; free at least {ROOM // 1_000_000} MB there, "
        "or name a folder on another disk with XUNCHA_DATA=/path/to/folder"
    )


def _me() -> str:
    return "root" if os.geteuid() == 0 else f"user {os.geteuid()}"
