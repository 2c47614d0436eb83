"""What a notice by e-mail says: how many things are due, and never which; and how long a failed server is left alone."""

from __future__ import annotations

from datetime import timedelta

SUBJECT = "待办提醒 / Items due"


def notice_text(n: int, soon: int, desk: str) -> str:
    """The whole letter, in both languages; it goes over servers that are not the office's."""
    things = "item" if n == 1 else "items"
    return f"您有 {n} 项待办，{soon} 项即将到期。\n{n} {things} due, {soon} soon.\n\n{desk}\n"


SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=6)


def pause(tries: int) -> timedelta:
    """How long to wait after so many tries that failed: twice as long each time, up to six hours.

    >>> [str(pause(n)) for n in (1, 2, 3, 20)]
    ['0:05:00', '0:10:00', '0:20:00', '6:00:00']
    """
    doubled: timedelta = SHORTEST * 2 ** min(tries - 1, 10)
    return min(doubled, LONGEST)
