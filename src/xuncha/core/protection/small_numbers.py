"""Figures as everybody is told them: in steps, so that no small number follows from one of them, or from two.

A figure that is told exactly, week after week, tells by its growth how many were added; two figures that stand side by side
tell by their difference how many lie between them.  Told in steps of five, every difference anybody can reckon is nothing or
at least five, and of what really changed it leaves at least five possibilities.

>>> [released(n).zh for n in (0, 4, 5, 9, 23)]
['不足 5', '不足 5', '5 以上', '5 以上', '20 以上']
"""

from __future__ import annotations

from xuncha.core.words import Text

LEAST = 5
"""Numbers smaller than this are told to nobody outside."""


def step(n: int) -> int:
    """The figure as it is told: the next step down."""
    return n // LEAST * LEAST


def released(n: int) -> Text:
    """The figure in words."""
    told = step(n)
    return Text(f"{told} 以上", f"{told} or more") if told else Text(f"不足 {LEAST}", f"fewer than {LEAST}")
