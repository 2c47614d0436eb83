"""What the district's people do again and again, and by a day of the year, and what they write then."""

from __future__ import annotations

from xuncha.demo.routine import Habits

HABITS: Habits = {
    "coordinate": {"items": ("逐家过进度，催办三件", "盯住没有销号的问题", "商量怎样防止反弹")},
    "check_below": {"mode": "announced", "outcome": "none", "place": "办事大厅"},
    "circular": {
        "first": ("document.drafted", "document.cleared"), "to": ["@office"],
        "text": ("本季度窗口秩序好转，告知还要再细", "值班带班按时，网页更新要跟上", "承诺时限总体兑现，两件超期已说明"),
    },
}  # fmt: skip
