"""Which faults, in which order, after how long: drawn from a seed, so that the same seed is the same run."""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass

SHARES = {
    "web server killed": 5,
    "one web process killed": 4,
    "database killed": 4,
    "one database process killed": 3,
    "portal killed": 4,
    "worker killed": 2,
    "signer killed": 2,
    "power cut": 4,
    "disk full": 1,
}
"""How often each happens, compared with the others."""

NEEDS_A_DISK = ("power cut", "disk full")
SHORTEST, LONGEST = 0.05, 0.6


@dataclass(frozen=True)
class Fault:
    """One fault: what happens, so many seconds after everything went on; `seed` draws what else there is to draw."""

    kind: str
    after: float
    seed: int


def plan(seed: int, count: int, kinds: Collection[str] = tuple(SHARES)) -> list[Fault]:
    """So many faults of these kinds, each kind by its share, in an order that the seed draws."""
    chance = random.Random(seed)
    listed = _shared_out(count, [kind for kind in SHARES if kind in kinds])
    chance.shuffle(listed)
    return [Fault(kind, chance.uniform(SHORTEST, LONGEST), chance.getrandbits(32)) for kind in listed]


def _shared_out(count: int, kinds: list[str]) -> list[str]:
    """So many of each kind as its share says; what is left over goes to those it would have gone to next.

    >>> [_shared_out(9, ["web server killed", "power cut"]).count(one) for one in ("web server killed", "power cut")]
    [5, 4]
    """
    whole = sum(SHARES[kind] for kind in kinds)
    wanted = {kind: count * SHARES[kind] / whole for kind in kinds}
    given = {kind: int(wanted[kind]) for kind in kinds}
    for kind in sorted(kinds, key=lambda one: given[one] - wanted[one])[: count - sum(given.values())]:
        given[kind] += 1
    return [kind for kind in kinds for _ in range(given[kind])]
