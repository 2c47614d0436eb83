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
