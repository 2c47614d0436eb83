"""The lines of days held as they are frozen in a paper: plain values, so that they stay what they were when it was drafted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import day_of, id_of, listed
from xuncha.core.office.held import Figures, Held

FIELD = "held"
"""The field of a draft that holds them."""

MADE_FOR = "for_whom"
"""The field of a draft that says for whom they were made."""

MOST_ROWS = 200
"""So many matters of one party are kept with its figures, the longest held."""


@dataclass(frozen=True, slots=True)
class FrozenRow:
    """One matter as it was counted."""

    matter: UUID
    since: date
    until: date | None
    days: int
    taken_out: int


@dataclass(frozen=True, slots=True)
class FrozenLine:
    """One party as a paper tells it: its figures over a month, and the matters behind them."""

    party: UUID
    month: date
    n: int
    finished: int
    open: int
    median: int
    longest: int
    rows: tuple[FrozenRow, ...]


def as_line(told: Figures, held: Iterable[Held], month: date) -> dict[str, Any]:
    """The figures of one party and its matters, to stand in a payload."""
    own = sorted(
        (one for one in held if one.party == told.party), key=lambda one: (-one.days, one.since, one.matter)
    )
    return {
        "party": str(told.party),
        "month": month.isoformat(),
        "n": told.n,
        "finished": told.finished,
        "open": told.open,
        "median": told.median,
        "longest": told.longest,
        "rows": [_as_row(one) for one in own[:MOST_ROWS]],
    }


def _as_row(one: Held) -> dict[str, Any]:
    until = {"to": one.until.isoformat()} if one.until else {}
    return {
        "matter": str(one.matter),
        "from": one.since.isoformat(),
        **until,
        "days": one.days,
        "out": one.days_waited,
    }


def lines_of(paper: Subject) -> tuple[FrozenLine, ...]:
    """The lines of a paper; none where it tells no days held."""
    return tuple(_line(one) for one in listed(paper.facts.get(FIELD)) if isinstance(one, Mapping))


def _line(one: Mapping[str, Any]) -> FrozenLine:
    party, month = id_of(one.get("party")), day_of(one.get("month"))
    assert party is not None
    assert month is not None
    n, finished, still, median, longest = (
        int(one.get(name, 0)) for name in ("n", "finished", "open", "median", "longest")
    )
    rows = tuple(_row(row) for row in listed(one.get("rows")))
    return FrozenLine(party, month, n, finished, still, median, longest, rows)


def _row(row: Mapping[str, Any]) -> FrozenRow:
    matter, since = id_of(row.get("matter")), day_of(row.get("from"))
    assert matter is not None
    assert since is not None
    return FrozenRow(matter, since, day_of(row.get("to")), int(row.get("days", 0)), int(row.get("out", 0)))
