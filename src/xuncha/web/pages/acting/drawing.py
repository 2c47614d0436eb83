"""What a person cannot work out in a draw is worked out here: the digest of the seed that is fixed, and who is drawn by it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from xuncha.core.catalogue import ActType
from xuncha.core.facts.draw import digest_of, drawn_by
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import listed
from xuncha.core.record.payload import Slot
from xuncha.core.words import Text

FIX, DRAW = "draw.committed", "draw.made"
DIGEST, SEED, DRAWN = "seed_hash", "seed", "drawn"

TO_FIX = Text("抽取种子（只记下它的校验值）", "Seed of the draw (its digest alone is recorded)")
HOW_TO_FIX = Text(
    "写一句话或者一组数字，记在纸上，抽取时再填一次；现在只记下由它算出的校验值，谁都改不了种子。已经算好 64 位校验值的，直接填校验值",
    "Write a phrase or figures and keep them on paper: they are asked for again at the draw. Only the digest computed from"
    " them is recorded now, so that nobody can change the seed. A digest of 64 digits made elsewhere may be written instead",
)
HOW_TO_DRAW = Text(
    "填预定时的种子；抽中哪几个，由系统按种子算出来",
    "The seed that was fixed; who is drawn by it is computed",
)

_A_DIGEST = re.compile(r"[0-9a-f]{64}")


def asked_in_draw(act: ActType, row: Subject | None, slots: Mapping[str, Slot]) -> dict[str, Slot]:
    """The questions of a form, of which what follows from the others need not be answered."""
    if act.code == FIX and DIGEST in slots:
        return {**slots, DIGEST: replace(slots[DIGEST], text=TO_FIX)}
    if act.code == DRAW and DRAWN in slots and _among(row):
        return {**slots, DRAWN: replace(slots[DRAWN], required=False)}
    return dict(slots)


def said_in_draw(act: ActType, row: Subject | None) -> dict[str, Text]:
    """What is said at the seed."""
    if act.code == FIX:
        return {DIGEST: HOW_TO_FIX}
    return {SEED: HOW_TO_DRAW} if act.code == DRAW and _among(row) else {}


def worked_out(act: ActType, row: Subject | None, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The answers with what follows from the seed."""
    if act.code == FIX and (typed := str(fields.get(DIGEST) or "").strip()):
        return {**fields, DIGEST: typed if _A_DIGEST.fullmatch(typed) else digest_of(typed)}
    seed = str(fields.get(SEED) or "").strip()
    if act.code == DRAW and row is not None and seed:
        drawn = list(drawn_by(seed, _among(row), int(row.facts.get("n") or 0)))
        return {**fields, SEED: seed, **({DRAWN: drawn} if drawn and not fields.get(DRAWN) else {})}
    return dict(fields)


def _among(row: Subject | None) -> list[str]:
    return [str(one) for one in listed(row.facts.get("among"))] if row is not None else []
