"""A draw can be repeated by anybody, and is refused when it is not the one that was fixed."""

from __future__ import annotations

import doctest
from datetime import datetime
from uuid import UUID

from tests.core.demo_scheme import base, changed
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.core.facts import draw
from xuncha.core.refusal import BadFields
from xuncha.core.review.play import Play
from xuncha.core.scheme.reader import read_scheme
from xuncha.shipped import calendar

SEED = "2017年6月5日开奖号 03 11 27"
UNITS = tuple(f"00000000-0000-4000-8000-00000000000{n}" for n in range(8))


def office() -> tuple[Play, UUID]:
    """A small office with a draw committed to: three of eight."""
    text = changed('may = ["campaign.opened"', 'may = ["draw.committed", "draw.made", "campaign.opened"')
    play = Play(read_scheme(text, "demo").over(base()), calendar(), datetime(2026, 9, 7, 10, tzinfo=SHANGHAI))
    room = play.put("body.formed", {"kind": "office", "title": "检查办"}, new_id=play.key("office"))
    committed = {"population": "八个镇", "among": list(UNITS), "n": 3, "seed_hash": draw.digest_of(SEED)}
    act = play.do("draw.committed", committed, by=play.seat(room))
    return play, act.subject


def said(fields: dict[str, object]) -> list[tuple[str, str]]:
    play, subject = office()
    room = play.seat(play.key("office"))
    try:
        play.do("draw.made", fields, subject=subject, by=room)
    except BadFields as bad:
        return [(fault.name, fault.text.zh) for fault in bad.faults]
    return []


def test_the_draw_that_the_fixed_seed_makes_is_taken() -> None:
    assert said({"seed": SEED, "drawn": list(draw.drawn_by(SEED, reversed(UNITS), 3))}) == []


def test_another_seed_is_refused() -> None:
    assert said({"seed": "别的", "drawn": list(UNITS[:3])}) == [("seed", "与预先登记的种子校验值不符")]


def test_others_than_the_seed_draws_are_refused() -> None:
    left = [unit for unit in UNITS if unit not in draw.drawn_by(SEED, UNITS, 3)]
    assert said({"seed": SEED, "drawn": left[:3]}) == [("drawn", "这个种子抽中的不是这几个，请按种子重算")]


def test_the_examples_in_the_module_hold() -> None:
    assert doctest.testmod(draw).failed == 0
