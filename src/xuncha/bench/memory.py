"""(f) What the processes of an office hold in memory."""

from __future__ import annotations

import os
from dataclasses import dataclass

import psutil

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Held:
    """Memory in megabytes: of all processes together, and of PostgreSQL's alone."""

    all: float
    postgres: float


def held_by_office() -> Held:
    """Memory of every process below this one and of this one; what they share is counted once.

    PostgreSQL runs as another account, but below us too.
    """
    processes = [psutil.Process(os.getpid()), *psutil.Process(os.getpid()).children(recursive=True)]
    shares = [(one.name(), _share(one)) for one in processes]
    return Held(sum(share for _, share in shares), sum(share for name, share in shares if name == "postgres"))


def _share(process: psutil.Process) -> float:
    """A process's share of memory: pages of several processes count in parts (PSS), where the system tells."""
    try:
        info = process.memory_full_info()
        return float(getattr(info, "pss", info.uss)) / MB
    except psutil.AccessDenied:
        return float(process.memory_info().rss) / MB
    except psutil.NoSuchProcess:
        return 0.0
