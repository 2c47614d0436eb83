"""How much may be sent in files at one time: what an office sets (docs/settings.md), else 20 files, 50 MiB each, 200 MiB together.

A report is one sending and each addition to it another.  How much comes for one matter in the end is not bounded: the portal reads
nothing of what was sent before.  What all send in a day is.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """Files of one sending, with 0 none is asked for; bytes of each and of all of them; bytes a day of all senders together."""

    files: int
    each: int
    together: int
    a_day: int

    @classmethod
    def of(cls, told: Mapping[str, str]) -> Bounds:
        """From the environment.

        >>> Bounds.of({"XUNCHA_PORTAL_FILES": "0"})
        Bounds(files=0, each=52428800, together=209715200, a_day=4294967296)
        """

        def number(name: str, usual: int) -> int:
            return max(0, int(told.get(name) or usual))

        return cls(
            min(number("XUNCHA_PORTAL_FILES", MOST), MOST),
            number("XUNCHA_PORTAL_FILE_MB", 50) * MIB,
            number("XUNCHA_PORTAL_SENDING_MB", 200) * MIB,
            number("XUNCHA_PORTAL_DAY_MB", 4096) * MIB,
        )


MOST = 20
"""Nothing that is sent names more (`vault.attachment`)."""

BOUNDS = Bounds.of(os.environ)
