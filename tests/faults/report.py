"""What a run came to: a table for people, figures for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.faults.controls import Control
from tests.faults.count import Counted
from tests.faults.run import Row


@dataclass(frozen=True)
class Report:
    """One whole run: its seed, each fault, the last count, what the record said of itself, and the controls."""

    seed: int
    rows: Sequence[Row]
    skipped: dict[str, str]
    last: Counted
    again: int
    wrong: Sequence[str]
    controls: Sequence[Control]
    seconds: float

    @property
    def is_good(self) -> bool:
        faults = all(row.is_good for row in self.rows) and self.last.is_good and not self.wrong
        return faults and not any(one.is_missed for one in self.controls)

    def lines(self) -> list[str]:
        """The table."""
        told = [f"{'fault':<28} {'times':>5} {'lost':>5} {'doubled':>8} {'slowest back':>13}"]
        for kind in dict.fromkeys(row.kind for row in self.rows):
            told.append(_line(kind, [row for row in self.rows if row.kind == kind]))
        told += [f"{kind:<28} skipped: {why}" for kind, why in self.skipped.items()]
        told += [f"{'':<28} {row.n}: {row.remark}" for row in self.rows if row.kind == "disk full"]
        told += [f"{'':<28} {row.n}: WRONG: {row.wrong}" for row in self.rows if row.wrong]
        told.append(
            f"in all {len(self.rows)} faults, {self.last.acknowledged:,} acknowledged, {self.again:,} sent again; "
            f"lost {len(self.last.lost)}, doubled {len(self.last.doubled)} (seed {self.seed}, {self.seconds:.0f} s)"
        )
        told += [f"the record: {line}" for line in self.wrong] or [
            "the record: every entry and every act made again, nothing wrong"
        ]
        told += [_control(one) for one in self.controls]
        if self.controls:
            tried = sum(not one.skipped for one in self.controls)
            told.append(
                f"{tried} of {len(self.controls)} seeded defects tried, {sum(one.is_caught for one in self.controls)} caught"
            )
        return told

    def as_json(self) -> dict[str, Any]:
        return {
            "seed": self.seed, "is_good": self.is_good, "seconds": round(self.seconds, 1), "faults": len(self.rows),
            "acknowledged": self.last.acknowledged, "sent_again": self.again, "lost": list(self.last.lost),
            "doubled": list(self.last.doubled), "wrong": list(self.wrong), "skipped": self.skipped,
            "rows": [
                {"n": row.n, "kind": row.kind, "acknowledged": row.counted.acknowledged, "lost": len(row.counted.lost),
                 "doubled": len(row.counted.doubled), "back_after": row.back_after, "remark": row.remark, "wrong": row.wrong}
                for row in self.rows
            ],
            "controls": [
                {"name": one.name, "lost": one.lost, "doubled": one.doubled, "caught": one.is_caught, "skipped": one.skipped}
                for one in self.controls
            ],
        }  # fmt: skip


def _line(kind: str, rows: Sequence[Row]) -> str:
    slowest = [row.back_after for row in rows]
    said = "never" if None in slowest else f"{max(one for one in slowest if one is not None):.1f} s"
    lost, doubled = (
        max(len(found) for found in lot)
        for lot in ([row.counted.lost for row in rows], [row.counted.doubled for row in rows])
    )
    return f"{kind:<28} {len(rows):>5} {lost:>5} {doubled:>8} {said:>13}"


def _control(one: Control) -> str:
    if one.skipped:
        return f"control, {one.name}: skipped: {one.skipped}"
    said = "caught" if one.is_caught else "NOT CAUGHT: the counting is at fault"
    return f"control, {one.name}: {said} ({one.lost} lost, {one.doubled} doubled)"
