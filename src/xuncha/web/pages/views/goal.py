"""What was done within a span that the regulation sets itself as a goal, counted from the round's first day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from uuid import UUID

from xuncha.core.day_words import say_plain
from xuncha.core.periods import Period, due_after
from xuncha.core.scheme import View
from xuncha.core.values import day_of
from xuncha.core.words import Text
from xuncha.queries.choices import act_words
from xuncha.queries.subjects import called
from xuncha.queries.views.goal import Done, done_within
from xuncha.shipped import calendar
from xuncha.web import addresses
from xuncha.web.kit.block import Block
from xuncha.web.kit.link import Link
from xuncha.web.pages.views.sight import Sight
from xuncha.web.pages.views.tables import Cells, N, table, words


def goal(sight: Sight, view: View) -> Iterator[Block]:
    """How often each act was done within the span, and on which matters."""
    starts = day_of(sight.row.facts.get("starts_on"))
    if starts is None:
        return
    first, last = span_of(sight, view, starts)
    found = done_within(sight.viewer, sight.row.id, view.counted, first, last)
    names = called(sight.viewer, [key for one in found.values() for key, _ in one.first])
    until = Text(
        f"{say_plain(first).zh}至{say_plain(last).zh}，目标期，到了不算逾期",
        f"{say_plain(first).en} to {say_plain(last).en}; a goal, by which nothing is late",
    )
    yield table(
        f"goal-{view.spans[-1]}", view.text, (words("办了什么", "What was done"), N, words("哪些", "Which")),
        (_line(sight, act, found.get(act, Done()), names) for act in view.counted), note=until,
    )  # fmt: skip


def span_of(sight: Sight, view: View, starts: date) -> tuple[date, date]:
    """The first and the last day of the last of these spans, which follow one another."""
    first = last = starts
    for name in view.spans:
        first = last if last == starts else last + timedelta(days=1)
        last = due_after(Period.parse(sight.scheme.settings[name].default), first, calendar(), rolls=False).on
    return first, last


def _line(sight: Sight, act: str, found: Done, names: Mapping[UUID, str]) -> Cells:
    code, _, value = act.partition(":")
    links = tuple(
        Link(names[key], addresses.of_subject(kind, key)) for key, kind in found.first if key in names
    )
    left = found.n_matters - len(links)
    more = (Text(f"等 {found.n_matters} 件", f"and {left} more"),) if left else ()
    return act_words(sight.scheme, code, value), found.n, (*links, *more) or ""
