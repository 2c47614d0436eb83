"""Collects the faults of a scheme file, each at the line of its key."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from xuncha.core.faults import Fault, nearest_words
from xuncha.core.scheme.lines import Lines
from xuncha.core.scheme.rules import Rule
from xuncha.core.words import Text


class Findings:
    """The faults found so far in one file."""

    def __init__(self, file: str, source: str = "") -> None:
        self.file = file
        self.faults: list[Fault] = []
        self._source = source

    @cached_property
    def _lines(self) -> Lines | None:
        """The lines of the file, read when there is a fault to place."""
        return Lines(self._source) if self._source else None

    def say(self, section: str, rule: Rule, wrong: Text, right: Text, *keys: str) -> None:
        """One fault of a rule, at the first of these keys that stands in it."""
        line = self._lines.key(rule.line, *keys) if self._lines else rule.line
        self.add(line, f"{section} {rule.id}", wrong, right)

    def of_scheme(self, key: str, wrong: Text, right: Text) -> None:
        """One fault of the [scheme] table, at the line of this key in it."""
        self.add(
            self._lines.key(self._lines.table("scheme"), key) if self._lines else 1, "scheme", wrong, right
        )

    def add(self, line: int, rule: str, wrong: Text, right: Text) -> None:
        """One fault at a line."""
        self.faults.append(Fault(self.file, line, rule, wrong.en, right.en, f"{wrong.zh}。{right.zh}"))

    def unknown(
        self, section: str, rule: Rule, what: Text, word: object, known: Iterable[str], *keys: str
    ) -> None:
        """A word that nothing answers to, with the three nearest that do."""
        wrong = Text(f"没有这个{what.zh}：“{word}”", f"unknown {what.en} {str(word)!r}")
        self.say(section, rule, wrong, nearest_words(str(word), known), *keys)
