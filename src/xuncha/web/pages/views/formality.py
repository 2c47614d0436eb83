"""What may be a sign that the work is for show; a person judges."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from xuncha.core.dates.day_words import say_plain
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import day_of
from xuncha.core.scheme.rules import VIEW_LIMITS, View
from xuncha.core.words import Text
from xuncha.queries.views.formality import SaidAlike, begun_at_once, issued_long_ago, said_alike
from xuncha.web.kit.block import Block, Prose
from xuncha.web.kit.fact import Value
from xuncha.web.pages.views.sight import Sight
from xuncha.web.pages.views.tables import UNIT, figure, link_to, short, table, words

ONLY_SIGNS = Text(
    "下面只是迹象：同样的文字、一次录入很多、清单一直不变，都可能有正当的缘由。是不是走过场，由人看了以后判断。",
    "These are signs only: equal texts, much entered at once, a list that never changes may each have a good reason. Whether it"
    " is for show is for a person to judge.",
)
NONE = Text("没有发现。", "None.")


def formality(sight: Sight, view: View) -> Iterator[Block]:
    """The same words in several matters, much entered within an hour, lists that were never drawn up anew."""
    limits = {**VIEW_LIMITS, **view.limits}
    yield Block("judge", Text("由人判断", "For a person to judge"), (Prose(ONLY_SIGNS),))
    yield alike(sight, limits["alike"])
    yield at_once(sight, limits["at_once"])
    yield unchanged(sight, limits["unchanged"])


def alike(sight: Sight, least: int) -> Block:
    """Texts that stand in several problems or checks."""
    return table(
        "alike", Text("雷同的文字", "Identical texts"),
        (words("文字", "Text"), figure("几处", "Times"), words("在哪里", "Where")),
        ((one.words, one.n, _where(one)) for one in said_alike(sight.viewer, sight.row.id, least)),
        note=Text(f"{least} 个字以上的", f"of {least} characters or more"), empty=NONE,
    )  # fmt: skip


def _where(one: SaidAlike) -> tuple[Value, ...]:
    left = one.n - len(one.first)
    more = (Text(f"等 {one.n} 处", f"and {left} more"),) if left else ()
    return (*map(link_to, one.first), *more)


def _hour(at: datetime) -> Text:
    day = say_plain(at.date())
    return Text(f"{day.zh} {at:%H:00}", f"{day.en}, {at:%H:00}")


def at_once(sight: Sight, least: int) -> Block:
    """Who entered much within one hour."""
    return table(
        "bulk", Text("一小时内成批录入", "Entered in bulk within an hour"),
        (words("录入人", "Entered by"), figure("件数", "Number"), short("哪个小时", "Hour")),
        ((one.name, one.n, _hour(timezone.localtime(one.hour)))
         for one in begun_at_once(sight.viewer, sight.row.id, least)),
        note=Text(f"{least} 件以上的", f"{least} or more"), empty=NONE,
    )  # fmt: skip


def unchanged(sight: Sight, days: int) -> Block:
    """Lists that stand as they were first issued."""
    kinds = {
        form.value
        for form in sight.scheme.forms
        if form.act == "document.drafted" and form.paper == "list_sheet"
    }
    found = issued_long_ago(sight.viewer, sight.row.id, kinds, sight.today - timedelta(days=days))
    names = sight.names(one.unit for one in found.rows)
    return table(
        "unchanged", Text("一直不变的清单", "Lists that never change"),
        (UNIT, figure("多少天没有变", "Days unchanged"), words("清单", "List")),
        ((names.get(one.unit, ""), _days_since_issue(sight, one), link_to(one)) for one in found.rows),
        note=Text(f"{days} 天以上的", f"for {days} days or more"), empty=NONE,
        rest=sight.ledger("document") if found.is_more else "",
    )  # fmt: skip


def _days_since_issue(sight: Sight, paper: Subject) -> Value:
    on = day_of(paper.facts["document.issued"][-1]["_"]["on"])
    return (sight.today - on).days if on else ""
