"""What is wrong with a scheme file, said so that its author can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from xuncha.core.words import Text


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: where it stands, what is wrong there, and what would be right."""

    file: str
    line: int
    rule: str
    wrong: str
    right: str
    zh: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.rule}: {self.wrong}. {self.right}"

    def of(self, lang: str) -> str:
        """The fault as one line in `lang`; in English where nobody has said it in Chinese."""
        if lang == "en" or not self.zh:
            return str(self)
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}：{self.rule}：{self.zh}"


class SchemeFaults(ValueError):
    """A scheme file that cannot be used, with every fault found in it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


FEW = 8
"""So many words are all named where none is like the one that means nothing."""


def nearest(word: str, known: Iterable[str]) -> str:
    """`Nearest: a, b, c` - the three known words most like this one."""
    return nearest_words(word, known).en


def nearest_words(word: str, known: Iterable[str]) -> Text:
    """The three known words most like this one, in both languages; all of a few known words where none is like it."""
    words = sorted(set(known))
    if not words:
        return Text("这里还没有可用的名称", "There is no known word for this place yet")
    close = get_close_matches(word, words, n=3, cutoff=0.3)
    named = close or (words if len(words) <= FEW else get_close_matches(word, words, n=3, cutoff=0.0))
    return Text(
        f"{'最接近的是' if close else '可用的是'}：{'、'.join(named)}",
        f"{'Nearest' if close else 'Known'}: {', '.join(named)}",
    )
