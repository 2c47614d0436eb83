"""A round as one viewer sees it now: what the views of it are made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from xuncha.core.day_words import day_in_shanghai
from xuncha.core.rows import Duty, Subject
from xuncha.core.scheme import Scheme, View
from xuncha.queries.rounds import OfUnits, RoundBoard, counts_of_units, round_board
from xuncha.queries.subjects import Tally, names_of
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.block import Block

T = TypeVar("T")


@dataclass(frozen=True)
class Sight:
    """A round, its regulation, who looks at it and when."""

    viewer: Viewer
    scheme: Scheme
    row: Subject
    now: datetime

    @property
    def today(self) -> date:
        return day_in_shanghai(self.now)

    @cached_property
    def board(self) -> RoundBoard:
        """Its units and bodies, and what is owed in it."""
        return round_board(self.viewer, self.row.id)

    @cached_property
    def units(self) -> tuple[Subject, ...]:
        """Its units by their names, so that no table reads as a ranking."""
        return tuple(sorted(self.board.inspections, key=lambda one: one.title))

    @cached_property
    def owed_in(self) -> Mapping[UUID | None, list[Duty]]:
        """What is owed, by inspection."""
        found: dict[UUID | None, list[Duty]] = {}
        for duty in self.board.duties:
            found.setdefault(duty.inspection, []).append(duty)
        return found

    @cached_property
    def problems(self) -> OfUnits:
        """How many problems each inspection has, and how many of them are closed."""
        return counts_of_units(self.viewer, self.row.id, ("finding",))

    def problems_at(self, inspections: Iterable[Subject]) -> tuple[Tally, Tally]:
        """How many problems there are in these inspections, and how many of them are not closed."""
        found = [self.problems[key] for one in inspections if (key := (one.id, "finding")) in self.problems]
        n, done = (sum(tallies[i].n for tallies in found) for i in (0, 1))
        more = any(tally.is_more for tallies in found for tally in tallies)
        return Tally(n, more), Tally(n - done, more)

    def once(self, ask: Callable[[Sight], T]) -> T:
        """What a question about the round answers, asked once for all that stands on a page."""
        answers: dict[Callable[[Sight], Any], Any] = self.__dict__.setdefault("answers", {})
        if ask not in answers:
            answers[ask] = ask(self)
        found: T = answers[ask]
        return found

    def ledger(self, kind: str, **conditions: object) -> str:
        """The list of a kind in this round."""
        asked = "".join(f"&{name}={value}" for name, value in conditions.items())
        return f"/{addresses.KINDS[kind]}?campaign={self.row.id}{asked}"

    def names(self, keys: Iterable[UUID | None]) -> Mapping[UUID | None, str]:
        """The names of units, bodies and people; of nobody and of what has none, nothing."""
        wanted = [None, *keys]
        found = names_of(wanted)
        return {key: found.get(key, "") if key else "" for key in wanted}


Maker = Callable[[Sight, View], Iterator[Block]]
"""Makes the blocks of a view: nothing at all where there is nothing it could ever show in this round."""
