"""The order in which people read things that are numbered in their names: 第二组 after 第一组, 第十组 after 第九组."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")

FIGURES = "〇一二三四五六七八九"
AS_FIGURES = str.maketrans("零○两", "〇〇二")
PLACES = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
NUMBER = re.compile(rf"[0-9]+|[零○两{FIGURES}{''.join(PLACES)}]+")


def number_said(written: str) -> int:
    """A number as it is written, in figures, place by place, or by its digits.

    >>> [number_said(one) for one in ("7", "十", "十二", "二十", "二十一", "一百零五", "二〇二六", "一万二千")]
    [7, 10, 12, 20, 21, 105, 2026, 12000]
    """
    if written.isascii():
        return int(written)
    said = written.translate(AS_FIGURES)
    if not any(one in PLACES for one in said):
        return int("".join(str(FIGURES.index(one)) for one in said))
    whole = part = figure = 0
    for one in said:
        if one not in PLACES:
            figure = FIGURES.index(one)
        elif one == "万":
            whole, part, figure = (whole + part + figure) * PLACES[one], 0, 0
        else:
            part, figure = part + (figure or 1) * PLACES[one], 0
    return whole + part + figure


def in_order(things: Iterable[T], name: Callable[[T], str]) -> tuple[T, ...]:
    """Things by the numbers in their names; those whose names differ otherwise stay in the order in which they come.

    >>> in_order(["第十组", "办公室", "第二组", "第一组", "第9组"], str)
    ('第一组', '第二组', '第9组', '第十组', '办公室')
    """
    places: dict[str, int] = {}

    def place(one: T) -> tuple[int, tuple[int, ...]]:
        alike = NUMBER.sub("#", name(one))
        return places.setdefault(alike, len(places)), tuple(map(number_said, NUMBER.findall(name(one))))

    return tuple(sorted(things, key=place))
