"""A round as one viewer sees it now: what the views of it are made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from xuncha.core.dates.day_words import day_in_shanghai
from xuncha.core.facts.rows import Subject
from xuncha.core.scheme.rules import Scheme, View
from xuncha.queries.rounds import OfUnits, RoundBoard, counts_of_units, round_board
from xuncha.queries.subjects import Tally, names_of
from xuncha.queries.views.units import BY_NAME, Units, units_of
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
    asked: Mapping[str, str] = field(default_factory=dict)
    """What the address of the page asks for: which part of it, and of a long table (by its key) after which row it begins."""
    here: str = ""
    """The page of the view; on the page of the round itself nothing."""

    @property
    def today(self) -> date:
        return day_in_shanghai(self.now)

    @cached_property
    def board(self) -> RoundBoard:
        """Its units and bodies, and what is owed in it."""
        return round_board(self.viewer, self.row.id)

    def units(self, key: str, order: str = BY_NAME) -> Units:
        """The units on a page of the table of this key."""
        return units_of(self.viewer, self.row.id, self.asked.get(key, ""), order)

    def view(self, name: str) -> str:
        """The page of another view of the round."""
        return f"{addresses.of_subject('campaign', self.row.id)}/views/{name}"

    @cached_property
    def problems(self) -> OfUnits:
        """How many problems each inspection has, and how many of them are closed."""
        return counts_of_units(self.viewer, self.row.id, ("finding",))

    def problems_at(self, inspections: Iterable[Subject]) -> tuple[Tally, Tally]:
        """How many problems there are in these inspections, and how many of them are not closed."""
        return _unsolved(self.problems.get((one.id, "finding")) for one in inspections)

    @cached_property
    def problems_in_all(self) -> tuple[Tally, Tally]:
        """The same in all its units."""
        return _unsolved(self.problems.values())

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


def _unsolved(found: Iterable[tuple[Tally, Tally] | None]) -> tuple[Tally, Tally]:
    tallies = [one for one in found if one]
    n, done = (sum(one[i].n for one in tallies) for i in (0, 1))
    more = any(tally.is_more for one in tallies for tally in one)
    return Tally(n, more), Tally(n - done, more)


Maker = Callable[[Sight, View], Iterator[Block]]
"""Makes the blocks of a view: nothing at all where there is nothing it could ever show in this round."""
