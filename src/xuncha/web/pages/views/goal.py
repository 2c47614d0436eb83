"""What was done within a span that the regulation sets itself as a goal, counted from the round's first day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from xuncha.core.dates.day_words import say_plain
from xuncha.core.dates.periods import Period, due_after
from xuncha.core.facts.values import day_of
from xuncha.core.scheme.rules import View
from xuncha.core.words import Text
from xuncha.queries.choices import act_words
from xuncha.queries.views.goal import Done, Span, done_within
from xuncha.shipped import calendar
from xuncha.web import addresses
from xuncha.web.kit.block import Block
from xuncha.web.kit.link import Link
from xuncha.web.pages.views.sight import Sight
from xuncha.web.pages.views.tables import Cells, N, table, words


def goal(sight: Sight, view: View) -> Iterator[Block]:
    """How often each act was done within the span, and on which matters; nothing in a round without a first day."""
    goals = sight.once(all_goals)
    if (key := spans_of(view)) not in goals:
        return
    span, found = goals[key]
    first, last = say_plain(span.first), say_plain(span.last)
    until = Text(
        f"{first.zh}至{last.zh}，目标期，到了不算逾期",
        f"{first.en} to {last.en}; a goal, by which nothing is late",
    )
    yield table(
        f"goal-{view.spans[-1]}", view.text, (words("办了什么", "What was done"), N, words("哪些", "Which")),
        (_line(sight, act, found.get(act, Done())) for act in view.counted), note=until, empty="",
    )  # fmt: skip


Key = tuple[tuple[str, ...], tuple[str, ...]]


def spans_of(view: View) -> Key:
    return view.spans, view.counted


def all_goals(sight: Sight) -> Mapping[Key, tuple[Span, Mapping[str, Done]]]:
    """What was done within each span that the regulation has; all asked together."""
    starts = day_of(sight.row.facts.get("starts_on"))
    views = [view for view in sight.scheme.views if view.spans and starts]
    spans = [Span(view.counted, *days_of(sight, view, starts)) for view in views if starts]
    done = done_within(sight.viewer, sight.row.id, spans)
    return {spans_of(view): (span, found) for view, span, found in zip(views, spans, done, strict=True)}


def days_of(sight: Sight, view: View, starts: date) -> tuple[date, date]:
    """The first and the last day of the last of these spans, which follow one another."""
    first = last = starts
    for name in view.spans:
        first = last if last == starts else last + timedelta(days=1)
        last = due_after(Period.parse(sight.scheme.settings[name].default), first, calendar(), rolls=False).on
    return first, last


def _line(sight: Sight, act: str, found: Done) -> Cells:
    code, _, value = act.partition(":")
    links = tuple(Link(one.title, addresses.of_subject(one.kind, one.id)) for one in found.first)
    left = found.n_matters - len(links)
    more = (Text(f"等 {found.n_matters} 件", f"and {left} more"),) if left else ()
    return act_words(sight.scheme, code, value), found.n, (*links, *more) or ""
