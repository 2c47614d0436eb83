"""What is said when a short text (a period, a date, a cycle, a calendar file) cannot be read."""

from __future__ import annotations

from xuncha.core.words import Text


class UnreadableError(ValueError):
    """A text that cannot be read: what was found, and what would be right, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} {en}")
        self.text = Text(zh, en)
