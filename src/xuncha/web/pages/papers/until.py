"""When a paper was counted."""

from __future__ import annotations

from django.utils import timezone

from xuncha.core.words import Text


def until() -> Text:
    """The moment of printing, under a table of figures."""
    now = timezone.localtime()
    return Text(
        f"统计截至 {now:%Y-%m-%d %H:%M}，由日志生成", f"Counted from the record at {now:%Y-%m-%d %H:%M}"
    )
