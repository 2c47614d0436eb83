"""Counts what is there against what was acknowledged: how much is lost, and how much is there twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import psycopg

from xuncha.server.folder import DataFolder
from xuncha.server.postgres import RunningPostgres

LETTERS = "SELECT right(title, 32) FROM xuncha.subject WHERE kind = 'complaint' AND title ~ '[a-p]{32}$'"
COMMANDS = (
    "SELECT count(*) FROM xuncha.act WHERE type = 'complaint.received' GROUP BY subject HAVING count(*) > 1"
)
ENVELOPES = "SELECT id::text FROM xuncha.portal_inbox"


@dataclass(frozen=True)
class There:
    """The letters in the register, by key, and the envelopes in the inbox, by place; each with how often."""

    letters: Counter[str]
    envelopes: Counter[str]


def there(running: RunningPostgres, folder: DataFolder) -> There:
    """What a database holds, asked past everything of ours that could hide it."""
    with running.connect(folder, "xuncha") as link:
        twice = link.execute(COMMANDS).fetchall()
        assert not twice, "one letter was received by two acts"
        return There(_column(link, LETTERS), _column(link, ENVELOPES))


def _column(link: psycopg.Connection[tuple[object, ...]], sql: str) -> Counter[str]:
    return Counter(str(one) for (one,) in link.execute(sql).fetchall())


@dataclass(frozen=True)
class Counted:
    """What a count came to: acknowledged so far, those of them that are not there, and those that are there twice."""

    acknowledged: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        return not self.lost and not self.doubled

    def __add__(self, other: Counted) -> Counted:
        return Counted(
            self.acknowledged + other.acknowledged, self.lost + other.lost, self.doubled + other.doubled
        )


def counted(acknowledged: Iterable[str], found: Counter[str]) -> Counted:
    """Hold what was acknowledged against what was found."""
    said = list(acknowledged)
    doubled = tuple(key for key, times in found.items() if times > 1)
    return Counted(len(said), tuple(key for key in said if key not in found), doubled)
