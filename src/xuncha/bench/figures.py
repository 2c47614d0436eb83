"""What was measured: one line each, as a table for people and as JSON for comparison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

WIDE = 52


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement: what, under which circumstances, the value, and the goal it is held against.

    `beside` names what was measured in the same run to compare with (fsync rate, the same rows as bare SQL).
    """

    part: str
    what: str
    value: float
    unit: str
    goal: str = ""
    is_met: bool | None = None
    p50_ms: float | None = None
    p95_ms: float | None = None
    beside: str = ""
    p99_ms: float | None = None


def at_least(value: float, goal: float) -> tuple[str, bool]:
    """The goal in words, and whether it is met."""
    return f">= {goal:,.0f}", value >= goal


def at_most(value: float, goal: float) -> tuple[str, bool]:
    """The goal in words, and whether it is met."""
    return f"<= {goal:,.0f}", value <= goal


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies.

    >>> percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.5)
    5
    """
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, round(share * len(ordered)) - 1))]


def in_ms(seconds: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds."""
    return round(percentile(seconds, 0.5) * 1000, 1), round(percentile(seconds, 0.95) * 1000, 1)


def p99_in_ms(seconds: Sequence[float]) -> float:
    """99th percentile in milliseconds."""
    return round(percentile(seconds, 0.99) * 1000, 1)


def table(figures: Iterable[Figure]) -> str:
    """The figures as lines of text."""
    return "\n".join(
        [f"{'':3}{'':{WIDE}}{'':>14}{'p50 ms':>8}{'p95 ms':>8}{'p99 ms':>9}  goal", *map(line, figures)]
    )


def line(one: Figure) -> str:
    """One figure as a line of the table."""
    value = f"{one.value:,.0f}" if one.value >= 100 else f"{one.value:,.1f}"
    p50, p95, p99 = (f"{ms:,.1f}" if ms is not None else "" for ms in (one.p50_ms, one.p95_ms, one.p99_ms))
    met = {True: "met", False: "NOT MET", None: ""}[one.is_met]
    beside = f"  [{one.beside}]" if one.beside else ""
    goal = f"{one.goal} {met}".strip()
    return (
        f"{one.part:3}{one.what:{WIDE}}{value + ' ' + one.unit:>14}{p50:>8}{p95:>8}{p99:>9}  {goal}{beside}"
    )


def as_json(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    """The figures as plain values."""
    return [asdict(one) for one in figures]
