"""Holds the log against the record: every entry is made again from its act, and every head from the entries.

Whoever rules the database can change any row of it.  What he cannot change is what was signed and kept elsewhere (`signed`),
so a record that was rewritten as a whole, or led back, differs from that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from xuncha.core.log.checkpoint import Head
from xuncha.core.log.tree import Tree
from xuncha.core.record.canonical import commitment
from xuncha.store.append import run
from xuncha.store.log import LOGGED, entry_of, streamed
from xuncha.store.table import ACT

SHOWN = 50
TOLD_EVERY = 10_000
_POSITION = ACT.columns.index("position")


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something that is not as it was logged, by the dense index at which it shows."""

    index: int
    what: str


@dataclass(slots=True)
class Report:
    """What was found: entries looked at, acts that wait to be taken in, heads compared, and what is wrong.

    Of what is wrong the first fifty are kept, and all are counted: a rewritten record would not fit into memory.
    """

    entries: int = 0
    waiting: int = 0
    heads: int = 0
    n_wrong: int = 0
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def first(self) -> int | None:
        """The first wrong index."""
        return min((one.index for one in self.wrong), default=None)

    def note(self, index: int, what: str) -> None:
        """Note what is wrong at an index."""
        self.n_wrong += 1
        if len(self.wrong) < SHOWN:
            self.wrong.append(Wrong(index, what))


def check(signed: Iterable[Head] = (), progress: Callable[[int], None] = lambda _: None) -> Report:
    """Look at everything once, in the order of the record.  `signed` are heads kept elsewhere, the smallest first."""
    with transaction.atomic():
        run([("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY", [])])
        [[last_size, last_position]] = run([(_LAST, [])])[0]
        with streamed(_ENTRIES, name="entries") as entries, streamed(_ACTS, name="acts") as acts:
            return _Check(last_size, last_position, iter(signed), progress).of(_by_position(entries, acts))


_LAST = "SELECT coalesce(max(size), 0), coalesce(max(position), 0) FROM log_growth"
_ENTRIES = (
    'SELECT e."position", e."index", e.entry, g.position, g.root, g.peaks FROM log_entry e'
    ' LEFT JOIN log_growth g ON g.size = e."index" + 1 ORDER BY e."position"'
)
_ACTS = (
    "SELECT p.body, s.salt, s.salt IS NULL AND NOT EXISTS (SELECT FROM act gone WHERE gone.subject = a.subject"
    ' AND gone.type = \'key.destroyed\' AND gone."position" > a."position"),'
    f' {LOGGED} FROM act a LEFT JOIN payload p ON p.position = a."position"'
    ' LEFT JOIN salt s ON s.position = a."position" ORDER BY a."position"'
)
_BEFORE_HEADER = 3
Row = Sequence[Any]


def _by_position(entries: Iterable[Row], acts: Iterable[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Entries and acts side by side; one of the two is nothing where the other stands alone."""
    logged, done = iter(entries), iter(acts)
    entry, act = next(logged, None), next(done, None)
    while entry is not None or act is not None:
        here = _BEFORE_HEADER + _POSITION
        if act is None or (entry is not None and entry[0] < act[here]):
            yield entry, None
            entry = next(logged, None)
        elif entry is None or act[here] < entry[0]:
            yield None, act
            act = next(done, None)
        else:
            yield entry, act
            entry, act = next(logged, None), next(done, None)


class _Check:
    """The tree as it grows again, and what was found on the way."""

    def __init__(
        self, last_size: int, last_position: int, signed: Iterator[Head], progress: Callable[[int], None]
    ) -> None:
        self.last_size, self.last_position = last_size, last_position
        self.signed, self.progress = signed, progress
        self.next_signed = self._later(0)
        self.tree = Tree()
        self.n = 0
        self.noted = self.agreed = 0
        self.report = Report()

    def of(self, pairs: Iterable[tuple[Row | None, Row | None]]) -> Report:
        for logged, act in pairs:
            if act is None:
                assert logged is not None
                self._place(logged)
                self.report.note(logged[1], f"the act at position {logged[0]} was taken out of the record")
                self.n += 1
            elif logged is None:
                self._without_entry(act)
            else:
                self._both(logged, act)
            if self.n % TOLD_EVERY == 0:
                self.progress(self.n)
        self._end()
        self.report.entries = self.n
        return self.report

    # ------------------------------------------------------------------ one act

    def _both(self, logged: Row, act: Row) -> None:
        self._place(logged)
        made = entry_of(act[_BEFORE_HEADER:])
        if made != logged[2]:
            self.report.note(logged[1], f"the header at position {logged[0]} is not the one that was logged")
        self._payload(logged[1], act)
        self.n += 1
        self.tree = self.tree.grown([made])
        self._heads(logged)

    def _place(self, logged: Row) -> None:
        """The index of an entry is the number of entries before it."""
        index = logged[1]
        if index > self.n:
            one = index == self.n + 1
            what = (
                "the entry is missing, or stands"
                if one
                else f"entries {self.n} to {index - 1} are missing, or stand"
            )
            self.report.note(self.n, f"{what} elsewhere")
            self.n = index
        elif index < self.n:
            self.report.note(
                index, f"the entry stands at position {logged[0]}, behind one that comes after it"
            )

    def _without_entry(self, act: Row) -> None:
        position = act[_BEFORE_HEADER + _POSITION]
        if position > self.last_position:
            self.report.waiting += 1
            self._payload(self.n + self.report.waiting - 1, act)
        else:
            self.report.note(self.n, f"the act at position {position} was put into the record afterwards")

    def _payload(self, index: int, act: Row) -> None:
        body, salt, is_unsalted = act[:_BEFORE_HEADER]
        if body is None:
            self.report.note(index, "its payload is missing")
        elif is_unsalted:
            self.report.note(index, "its salt is missing, and no act destroyed it")
        elif salt is not None and commitment(salt, body) != act[-1]:
            self.report.note(index, "its payload is not what its header commits to")

    # ------------------------------------------------------------------ heads

    def _heads(self, logged: Row) -> None:
        """The heads that were noted and signed at this size; once something is wrong, all of them would be."""
        if self.report.n_wrong:
            return
        position, root, peaks = logged[3:]
        if root is None and (self.next_signed is None or self.next_signed.size > self.n):
            return
        head = Head.of(self.tree)
        if root is not None:
            is_same = (position, root, peaks) == (logged[0], head.root, b"".join(self.tree.peaks))
            self._compared(is_same, self.noted, "the tree that was noted")
            self.noted = self.n
        while self.next_signed is not None and self.next_signed.size <= self.n:
            if self.next_signed.size == self.n:
                self._compared(self.next_signed.root == head.root, self.agreed, "the head that was signed")
                self.agreed = self.n
            self.next_signed = self._later(self.n)

    def _compared(self, is_same: bool, before: int, what: str) -> None:
        """One head; where it is another, something changed since the one before, which was the same."""
        self.report.heads += 1
        if not is_same:
            self.report.note(
                before,
                f"from here to entry {self.n - 1} the record was rewritten: {what} at {self.n} entries is another",
            )

    def _later(self, size: int) -> Head | None:
        """The next signed head above a size; the last one of its size counts."""
        return next((head for head in self.signed if head.size > size), None)

    def _end(self) -> None:
        """What is beyond the end: entries that were there, and entries that no head covers."""
        beyond = [self.next_signed.size] if self.next_signed is not None else []
        was = max(self.last_size, *beyond, max((head.size for head in self.signed), default=0))
        if was > self.n:
            self.report.note(self.n, f"entries {self.n} to {was - 1} are missing: the log ended behind them")
        elif self.last_size < self.n:
            self.report.note(self.last_size, f"entries from {self.last_size} on were logged by nobody")
