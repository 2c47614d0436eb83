"""Before a letter is registered: a number that looks like a telephone or an identity card is asked about once, and so is a
letter that stands in the register already.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from xuncha.core.record.payload import half_width
from xuncha.core.words import Text
from xuncha.web.kit.form_page import Field, FieldType

ACTS = frozenset({"complaint.received", "complaint.extracted"})
"""Acts whose words go on to others as the letter's own: no name and no contact belongs there."""

ASKED_ABOUT = ("subject", "extract")

SURE = "sure"
"""The box by which the person says that the number belongs to the matter."""

_NUMBER = re.compile(
    r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}[- ]?\d{7,8}|\d{17}[\dXx]|\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])[0-3]\d{4,5}[\dXx]?)(?!\d)",
    re.ASCII,
)

CAUTION = Text(
    "这里像有电话号码或者身份证号码。反映人的姓名、联系方式不写在这里：请删去；确实是反映的内容的，勾选下面一项再登记",
    "This looks like a telephone or identity-card number. The petitioner's name and contact are not entered here: take it"
    " out, or, if it belongs to the matter, tick the box below and send again",
)


def cautioned(act: str, fields: Mapping[str, Any], sure: str | None) -> dict[str, Text]:
    """The caution at each field that holds such a number and was not confirmed; it is said and kept nowhere.

    >>> list(cautioned("complaint.received", {"extract": "请回电 13800138000"}, None))
    ['extract']
    >>> list(cautioned("complaint.received", {"extract": "去年发了 12000 元，共 35 户"}, None))
    []
    """
    if act not in ACTS or sure == "yes":
        return {}
    return {
        name: CAUTION for name in ASKED_ABOUT if _NUMBER.search(half_width(str(fields.get(name, "") or "")))
    }


def sure_field() -> Field:
    """The box that confirms it."""
    words = Text(
        "这个号码是反映的内容，不是反映人的联系方式",
        "This number belongs to the matter; it is no contact of the petitioner",
    )
    return Field(SURE, FieldType.YES, words, is_needed=False)


AGAIN = "again"
"""The box by which the person says that it is another letter in the same words."""


def alike_words(number: str, at: Text) -> Text:
    """What is said where the same person has registered the very same letter."""
    return Text(
        f"同样的内容 {at.zh} 已经登记过：{number}。如果确实又收到一件（例如另一个人寄来的），勾选下面一项再登记",
        f"The same words were registered at {at.en} as {number}. If it is another letter, such as one from somebody else, tick"
        " the box below and send again",
    )


def again_field() -> Field:
    """The box that confirms it."""
    words = Text("又收到了一件同样的，再登记一次", "Another one like it came in; register it once more")
    return Field(AGAIN, FieldType.YES, words, is_needed=False)
