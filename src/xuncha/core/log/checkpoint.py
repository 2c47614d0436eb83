"""The head of a log as text: whose log, how many leaves, which root (c2sp.org/tlog-checkpoint)."""

from __future__ import annotations

from dataclasses import dataclass

from xuncha.core.log.lines import hash_in, number, written
from xuncha.core.log.tree import Tree
from xuncha.core.unreadable import UnreadableError


@dataclass(frozen=True, slots=True)
class Head:
    """A tree at one moment: its size and its root."""

    size: int
    root: bytes

    @classmethod
    def of(cls, tree: Tree) -> Head:
        """The head of a tree."""
        return cls(tree.size, tree.root)


NOTHING = Head.of(Tree())
"""The head of a log in which nothing stands yet."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A head with the name of its log (the origin).  Ours have no further lines: nobody could check those."""

    origin: str
    head: Head
    more: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text that is signed."""
        lines = (self.origin, str(self.head.size), written(self.head.root), *self.more)
        return "".join(f"{line}\n" for line in lines)


def read_checkpoint(text: str) -> Checkpoint:
    """The checkpoint in the text of a note."""
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1] or not all(lines[:-1]):
        raise UnreadableError(
            "不是检查点：应为日志名称、条数、根哈希三行。",
            "This is not a checkpoint: the log's name, its size, its root.",
        )
    origin, size, root, *more = lines[:-1]
    return Checkpoint(origin, Head(number(size), hash_in(root)), tuple(more))
