"""What the processes of an office use: memory, and time of the processor."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass

import psutil

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Held:
    """Memory in megabytes: of all processes together, and of PostgreSQL's alone."""

    all: float
    postgres: float


@dataclass(frozen=True, slots=True)
class Used:
    """Seconds of the processor so far: of the web server's processes, and of PostgreSQL's."""

    web: float
    postgres: float

    def since(self, before: Used) -> Used:
        return Used(self.web - before.web, self.postgres - before.postgres)

    def each(self, n: int) -> str:
        """How much one of `n` requests took, in words."""
        if not n:
            return ""
        return f"CPU each: web {self.web * 1000 / n:.1f} + PostgreSQL {self.postgres * 1000 / n:.1f} ms"


def held_by_office() -> Held:
    """Memory of this process and of every one below it; what several share is counted in parts."""
    shares = [(is_postgres, _share(process)) for is_postgres, process in _processes(with_us=True)]
    return Held(sum(share for _, share in shares), sum(share for is_postgres, share in shares if is_postgres))


def used_by_office() -> Used:
    """The processor's time of every process below this one."""
    times = [(is_postgres, _seconds(process)) for is_postgres, process in _processes(with_us=False)]
    return Used(
        sum(seconds for is_postgres, seconds in times if not is_postgres),
        sum(seconds for is_postgres, seconds in times if is_postgres),
    )


def _processes(*, with_us: bool) -> Iterator[tuple[bool, psutil.Process]]:
    us = psutil.Process(os.getpid())
    for process in ([us] if with_us else []) + us.children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            yield process.name() == "postgres", process


def _seconds(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)


def _share(process: psutil.Process) -> float:
    """A process's share of memory: pages of several processes count in parts (PSS), where the system tells."""
    try:
        info = process.memory_full_info()
        return float(getattr(info, "pss", info.uss)) / MB
    except psutil.AccessDenied:
        return float(process.memory_info().rss) / MB
    except psutil.NoSuchProcess:
        return 0.0
