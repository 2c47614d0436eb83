"""What is wrong with a scheme file, said so that its author can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


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


class SchemeFaults(ValueError):
    """A scheme file that cannot be used, with every fault found in it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def nearest(word: str, known: Iterable[str]) -> str:
    """`Nearest: a, b, c` - the three known words most like this one."""
    close = get_close_matches(word, list(known), n=3, cutoff=0.3)
    return f"Nearest: {', '.join(close)}" if close else f"Known: {', '.join(sorted(known)[:8])}"
