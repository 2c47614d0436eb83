"""What is said when something cannot run."""

import errno
import os
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


def disk_full(folder: Path) -> Trouble:
    """The disk is full: nothing acknowledged is lost, but nothing more can be written."""
    return Trouble(
        f"the disk that holds {folder} is full; free at least 200 MB there, "
        "or name a folder on another disk with XUNCHA_DATA=/path/to/folder"
    )


def _me() -> str:
    return "root" if os.geteuid() == 0 else f"user {os.geteuid()}"
