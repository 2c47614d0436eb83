"""The code on a reporter's receipt: 24 random digits in six groups, each with a check digit after it.

    02468 13573 98765 43211 55558 07074

The last digit of a group checks the four before it *and* the place of the group (H. Michael Damm's quasigroup), so that one
wrong digit, two neighbours exchanged, and two groups exchanged are all found, and the group is named.  The check digits
are no secret: whoever looks at them learns whether a code is well written, and nothing about whether there is such a one.
"""

from __future__ import annotations

import re
import unicodedata

from xuncha.core.words import Text

GROUPS, DIGITS = 6, 4
LENGTH = GROUPS * DIGITS
"""Random digits of a code: 80 bits."""

_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip
_BETWEEN = re.compile(r"[\s\-–—_.,，、·]+")


class BadCode(ValueError):
    """A code that is not well written; `groups` are those at fault, counted from 1, and `text` says so."""

    def __init__(self, text: Text, groups: tuple[int, ...] = ()) -> None:
        super().__init__(text.en)
        self.text, self.groups = text, groups


def check_digit(digits: str, place: int) -> str:
    """The digit after a group; `place` is that of the group, counted from 1.

    >>> check_digit("0246", 1), check_digit("0246", 2)
    ('8', '7')
    """
    state = place
    for digit in digits:
        state = int(_DAMM[state][int(digit)])
    return str(state)


def written(digits: str) -> str:
    """A code as it is shown: six groups of five.

    >>> written("024613579876432155550707")
    '02468 13573 98765 43211 55558 07074'
    """
    groups = [digits[start : start + DIGITS] for start in range(0, LENGTH, DIGITS)]
    return " ".join(group + check_digit(group, place) for place, group in enumerate(groups, start=1))


def read_code(typed: str) -> str:
    """The 24 digits of what was typed: any width of digits, with blanks or dashes or without; raises BadCode.

    >>> read_code("０２４６８-13573-98765-43211-55558-07074")
    '024613579876432155550707'
    """
    text = _BETWEEN.sub("", unicodedata.normalize("NFKC", typed))
    if not re.fullmatch(r"[0-9]*", text):
        raise BadCode(Text("回执码只有数字，请核对", "A receipt code has digits only; please check"))
    wanted = GROUPS * (DIGITS + 1)
    if len(text) != wanted:
        raise BadCode(
            Text(
                f"回执码是 {GROUPS} 组、每组 {DIGITS + 1} 位，一共 {wanted} 位；现在是 {len(text)} 位",
                f"A receipt code has {GROUPS} groups of {DIGITS + 1} digits, {wanted} in all; this has {len(text)}",
            )
        )
    groups = [text[start : start + DIGITS + 1] for start in range(0, wanted, DIGITS + 1)]
    wrong = tuple(
        place for place, group in enumerate(groups, start=1) if check_digit(group[:-1], place) != group[-1]
    )
    if wrong:
        raise BadCode(_which(wrong), wrong)
    return "".join(group[:-1] for group in groups)


def _which(wrong: tuple[int, ...]) -> Text:
    places = [str(place) for place in wrong]
    zh, en = "、".join(places), ", ".join(places)
    return Text(
        f"第 {zh} 组抄错了，请对照回执再输一次",
        f"Group {en} is not as on the receipt; please compare and type it again",
    )
