"""Words shown to people, in the two languages of the product."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One thing said in Chinese and in English; Chinese comes first everywhere."""

    zh: str
    en: str

    def of(self, lang: str) -> str:
        """The words in `lang` ("zh" or "en")."""
        return self.en if lang == "en" else self.zh

    def __str__(self) -> str:
        return self.zh


def percent(part: int, whole: int) -> str:
    """How much of a whole a part is, to the nearest percent, a half upwards; nothing where there is no whole.

    It says 100% only of all and 0% only of none: what is left, or was begun, shows.

    >>> percent(40, 60), percent(1, 8), percent(299, 300), percent(0, 3), percent(0, 0)
    ('67%', '13%', '99%', '0%', '')
    """
    if whole <= 0:
        return ""
    nearest = (200 * part + whole) // (2 * whole)
    if 0 < part < whole:
        nearest = min(max(nearest, 1), 99)
    return f"{nearest}%"
