"""How a thing comes to the state in which an act can be done on it: the next step, by as few as can be."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from xuncha.core.catalogue import ANY, CATALOGUE, NEW, ActType


@cache
def next_steps(act: ActType, kind: str, state: str) -> tuple[ActType, ...]:
    """The acts that bring a thing in a state nearer to one in which `act` is in turn; none where it is, or never will be."""
    left = _steps_left(kind, act.needs)
    if state not in left:
        return ()
    able = (step for step in CATALOGUE.values() if step.fits(kind) and state in step.needs)
    return tuple(step for step in able if left.get(step.to, left[state]) < left[state])


def _steps_left(kind: str, goal: tuple[str, ...]) -> Mapping[str, int]:
    """From each state the number of steps to the nearest of these."""
    left = {state: 0 for state in goal if state not in (ANY, NEW)}
    moves = [(step.needs, step.to) for step in CATALOGUE.values() if step.fits(kind) and step.to]
    for n in range(1, len(moves)):
        found = {state for needs, to in moves if left.get(to) == n - 1 for state in needs} - left.keys()
        if not found - {ANY, NEW}:
            break
        left |= dict.fromkeys(found - {ANY, NEW}, n)
    return left
