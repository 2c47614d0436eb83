"""A draw that anybody can repeat: who is drawn follows from a seed whose digest was fixed before.

The digest of the seed is written down together with those who may be drawn; the seed itself is told only when the draw
is made.  Whoever holds the record computes the same result with the two lines of `drawn_by`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from xuncha.core.facts.case import Case
from xuncha.core.facts.values import listed
from xuncha.core.refusal import FieldFault
from xuncha.core.words import Text


def digest_of(seed: str) -> str:
    """What is fixed beforehand: the SHA-256 of the seed, in hexadecimal.

    >>> digest_of("2017-06-05")[:12]
    'd715b01f71f2'
    """
    return sha256(seed.encode()).hexdigest()


def drawn_by(seed: str, among: Iterable[str], n: int) -> tuple[str, ...]:
    """The `n` of those who come first when each is put beside the seed and ordered by the digest of the two.

    >>> drawn_by("2017-06-05", ["a", "b", "c", "d"], 2) == drawn_by("2017-06-05", ["d", "c", "b", "a"], 2)
    True
    """
    return tuple(sorted(among, key=lambda one: digest_of(f"{seed}\n{one}"))[:n])


def draw_at_odds(case: Case) -> Iterator[FieldFault]:
    """Why a draw is not the one that was fixed: another seed, or others than the seed draws."""
    seed, held = str(case.fields.get("seed") or ""), case.subject.facts
    if not seed:
        return
    if digest_of(seed) != held.get("seed_hash"):
        what = Text("与预先登记的种子校验值不符", "This is not the seed whose digest was fixed beforehand")
        yield FieldFault("seed", what)
        return
    among = [str(one) for one in listed(held.get("among"))]
    if among and set(map(str, listed(case.fields.get("drawn")))) != set(drawn_by(seed, among, held["n"])):
        what = Text(
            "这个种子抽中的不是这几个，请按种子重算", "This seed draws others; compute the draw from it"
        )
        yield FieldFault("drawn", what)
