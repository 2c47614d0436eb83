"""A paper that reads as a letter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.dates.day_words import say_plain
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import day_of, id_of, listed
from xuncha.core.names.nouns import worded
from xuncha.core.record.payload import known_slots
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.web.kit.block import Shown
from xuncha.web.kit.link import Words
from xuncha.web.kit.paper import Letter
from xuncha.web.pages.papers.fields import NO_TABLES, OWN_DAY, own_of, rows_of, without_advice
from xuncha.web.pages.papers.issuer import issuer
from xuncha.web.shown import (
    value_words,
)

LETTERS = frozenset(
    {
        "notice",
        "announcement",
        "plan",
        "report",
        "feedback",
        "public_notice",
        "advice_letter",
        "extract",
        "list_sheet",
        "circular",
        "order",
        "bulletin",
        "press_text",
    }
)
"""Papers that read as a letter; the others are forms of boxes."""


def letter(
    scheme: Scheme, row: Subject, names: Mapping[UUID, str], tables: Mapping[str, int] = NO_TABLES
) -> tuple[Shown, ...]:
    """A notice, announcement, plan or report: to whom, what under each heading, from whom, when."""
    marks = "一二三四五六七八九十"
    paragraphs: list[Words] = [*_about(scheme, row, names)]
    for n, (label, value) in enumerate(rows_of(scheme, row, names, tables)):
        mark = marks[n] if n < len(marks) else str(n + 1)
        head = without_advice(label)
        paragraphs += [Text(f"{mark}、{head.zh}", f"{n + 1}. {head.en}"), value]
    to = "、".join(one for one in (*_addressed(scheme, row), issued_to(row, names)) if one)
    if due := answer_by(row):
        paragraphs.append(due)
    signed = row.facts.get("document.signed")
    signer = id_of(signed["_"]["person"]) if signed else None
    by = (names.get(key, "") if (key := issuer(row)) else "", names.get(signer, "") if signer else "")
    issued = row.facts.get("document.issued")
    on = date.fromisoformat(issued[-1]["_"]["on"]) if issued else row.opened_on
    on = day_of(own_of(row, OWN_DAY)) or on
    return (Letter(tuple(paragraphs), to=to, signed=tuple(one for one in by if one), on=on),)


def _about(scheme: Scheme, row: Subject, names: Mapping[UUID, str]) -> Iterator[Words]:
    """The unit that a paper is about, where it is neither the unit's own nor sent to it."""
    sent = {id_of(one) for entry in row.facts.get("document.issued", ()) for one in listed(entry.get("to"))}
    if row.unit and row.unit in names and row.unit not in {*sent, issuer(row)}:
        unit = worded(scheme, Text("{unit}", "{Unit}"))
        yield Text(f"{unit.zh}：{names[row.unit]}", f"{unit.en}: {names[row.unit]}")


def _addressed(scheme: Scheme, row: Subject) -> tuple[str, ...]:
    """The kinds of bodies a paper is addressed to, where the regulation has them chosen when it is issued: `各区委`."""
    own = {field.name for field in CATALOGUE["document.issued"].fields}
    chosen = [
        slot
        for slot in known_slots(scheme, CATALOGUE["document.issued"], row.code).values()
        if slot.name not in own and slot.type == "code" and slot.many
    ]
    return tuple(
        words.zh
        for entry in row.facts.get("document.issued", ())
        for slot in chosen
        if entry.get(slot.name)
        for words in value_words(scheme, slot, entry[slot.name], {})
    )


def issued_to(row: Subject, names: Mapping[UUID, str]) -> str:
    """Everybody a paper was issued to, each once."""
    told = [party for entry in row.facts.get("document.issued", ()) for party in listed(entry.get("to"))]
    return "、".join(names.get(key, "") for one in dict.fromkeys(told) if (key := id_of(one)))


def answer_by(row: Subject) -> Text | None:
    """The day by which an answer, or what was demanded, is expected."""
    day = next((day_of(one.get("due")) for one in reversed(row.facts.get("document.issued", ()))), None)
    if day is None:
        return None
    plain = say_plain(day)
    return Text(f"请在{plain.zh}前办理并书面答复。", f"Please act and answer in writing by {plain.en}.")
