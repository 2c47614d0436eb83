"""The days on which a paper or a referral was received, as its receipts say them: each is corrected by itself.

A receipt is no act that begins a thing, and a paper has several, so what is corrected is named by the act that said
it: `document.received/1f6c…`.  The day said first stays beside the right one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.values import listed
from xuncha.core.names.labels import label
from xuncha.core.record.payload import Slot
from xuncha.core.words import Text

RECEIVED_ON = "received_on"

RECEIVING = ("document.received", "document.delivered", "referral.received")
"""The acts that say on what day something was received, by whoever received it or by whoever delivered it."""


def of_receipt(name: str) -> bool:
    """Whether a correction of this name is about the day of a receipt."""
    return name.partition("/")[0] in RECEIVING


def named(act: str, key: object) -> str:
    """What the day that this act said is called in a correction."""
    return f"{act}/{key}"


def receipts(facts: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every receipt of a thing, by the name of its day."""
    for act in RECEIVING:
        for entry in listed(facts.get(act)):
            if isinstance(entry, Mapping) and entry.get(RECEIVED_ON):
                yield named(act, entry["_"]["act"]), entry


def receipt(facts: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    """The receipt whose day has this name."""
    return next((entry for known, entry in receipts(facts) if known == name), None)


def slot_of(name: str) -> Slot:
    """The day of a receipt as a field: `签收：收到日期`."""
    act = CATALOGUE[name.partition("/")[0]]
    day = label(RECEIVED_ON, act.code)
    text = Text(f"{act.name.zh}：{day.zh}", f"{act.name.en}: {day.en.lower()}")
    return Slot(name, text, "date", required=True, happened=True)


def reached(name: str, entry: Mapping[str, Any]) -> str:
    """The party that a receipt says the thing has reached."""
    return str(entry["to"] if name.startswith("document.delivered") else entry["_"]["party"])


def with_right_day(facts: Mapping[str, Any], name: str, right: str) -> dict[str, Any]:
    """The facts with the right day of a receipt; what was said before is kept in it."""
    act, _, key = name.partition("/")

    def mended(entry: Mapping[str, Any]) -> Mapping[str, Any]:
        if entry["_"]["act"] != key:
            return entry
        return {**entry, RECEIVED_ON: right, "before": [*entry.get("before", ()), entry[RECEIVED_ON]]}

    held = facts[act]
    return {**facts, act: [mended(one) for one in held] if isinstance(held, list) else mended(held)}
