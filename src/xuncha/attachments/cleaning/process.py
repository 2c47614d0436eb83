"""Has a file cleaned by a process of its own, which is confined (`confined.py`) and ended when its time is over."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from xuncha.attachments.cleaning import Unclean
from xuncha.attachments.kinds import CLEANED

ENDS = ("", "broken", "password", "inside", "too much", "kind", "hidden")
"""Why the process made no copy, by the number it ends with."""

SECONDS = 10
SOURCE = Path(__file__).parents[3]


def clean(data: bytes, kind: str, seconds: float = SECONDS) -> bytes:
    """A cleaned copy of a file; raises Unclean."""
    if kind not in CLEANED:
        raise Unclean("kind")
    made = subprocess.Popen(
        [sys.executable, "-P", "-B", "-m", "xuncha.attachments.cleaning", kind],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        cwd="/", env={"PYTHONPATH": str(SOURCE)}, start_new_session=True,
    )  # fmt: skip
    try:
        copy, _ = made.communicate(data, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise Unclean("too much") from None
    finally:
        _ended(made)
    if made.returncode == 0:
        return copy
    raise Unclean(ENDS[made.returncode] if 0 < made.returncode < len(ENDS) else "too much")


def _ended(made: subprocess.Popen[bytes]) -> None:
    """End it with whatever it may have begun."""
    if made.poll() is None:
        os.killpg(made.pid, signal.SIGKILL)
        made.communicate()
