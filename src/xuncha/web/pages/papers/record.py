"""The record of a matter without a form of its own, and what happened on it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from xuncha.core.dates.day_words import say_plain
from xuncha.core.duties.silence import COUNTED
from xuncha.core.facts.rows import Act, Subject
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.store.viewer import Viewer
from xuncha.web.kit.block import Shown
from xuncha.web.kit.link import Words
from xuncha.web.kit.paper import Cell, Grid, PaperTable
from xuncha.web.pages.papers.fields import rows_of
from xuncha.web.pages.pieces.handing_over import handed_over_tables
from xuncha.web.pages.pieces.parts import THE_CLOCK, THE_REPORTER, done_words, may_read_in_full
from xuncha.web.pages.pieces.roster import roster_table
from xuncha.web.shown import (
    details_of,
    headline_of,
    known_words,
    value_words,
)


def record(
    viewer: Viewer, scheme: Scheme, row: Subject, acts: tuple[Act, ...], names: Mapping[UUID, str]
) -> tuple[Shown, ...]:
    """A matter without a form of its own: what is known of it, who is in it, and everything done on it, in order."""
    boxes = tuple((Cell(label, value, span=2),) for label, value in rows_of(scheme, row, names))
    parts: list[Shown] = [Grid(boxes)] if boxes else []
    if row.kind in ("body", "unit"):
        parts += roster_table(viewer, scheme, row, acts)
        parts += handed_over_tables(viewer, scheme, row, acts, names)
    parts.append(what_happened(viewer, scheme, acts, names))
    return tuple(parts)


def what_happened(
    viewer: Viewer, scheme: Scheme, acts: tuple[Act, ...], names: Mapping[UUID, str]
) -> PaperTable:
    """Everything done on a matter, in order; of what the clock did, only that a silence counted is news on paper."""
    lines = tuple(
        (say_plain(act.occurred_on), _who(act, names), done_words(scheme, act, viewer), _said(scheme, act, names, viewer))
        for act in acts if act.by_kind != "clock" or act.type == COUNTED
    )  # fmt: skip
    return PaperTable(WHAT_HAPPENED[0], WHAT_HAPPENED[1:], lines)


WHAT_HAPPENED = (
    Text("办理经过", "What happened"),
    Text("日期", "Day"),
    Text("谁办的", "Who"),
    Text("办了什么", "What"),
    Text("内容", "Content"),
)


def _who(act: Act, names: Mapping[UUID, str]) -> Words:
    if act.by_kind == "clock":
        return THE_CLOCK
    if act.by_kind == "mailbox":
        return THE_REPORTER
    return " ".join(names[key] for key in (act.by_party, act.by_person) if key and key in names)


def _said(scheme: Scheme, act: Act, names: Mapping[UUID, str], viewer: Viewer) -> Words:
    """What was said: everything for those who inspect and for who said it, the headline for others."""
    if may_read_in_full(viewer, act):
        said = details_of(scheme, act, names)
        more = [str(act.effects[name]) for name in ("reason", "paper") if act.effects.get(name)]
        zh, en = filter(None, (said.zh, *more)), filter(None, (said.en, *more))
        return Text("；".join(zh), "; ".join(en))
    slot = headline_of(scheme, act)
    words = known_words(value_words(scheme, slot, act.fields[slot.name], names)) if slot else []
    return words[0] if words else ""
