"""When a paper was counted."""

from __future__ import annotations

from django.utils import timezone

from xuncha.core.dates.day_words import say_plain
from xuncha.core.words import Text


def until() -> Text:
    """The moment of printing, under a table of figures."""
    now = timezone.localtime()
    day = say_plain(now.date())
    return Text(
        f"统计截至{day.zh} {now:%H:%M}，由日志生成", f"Counted from the record on {day.en}, {now:%H:%M}"
    )
