"""The predicates a guard or a duty's condition may name: closed, published, each with a sentence of its own.

A predicate first says which rows it needs (`asks`), then judges them (`missing`): an empty answer means it holds,
otherwise each `Missing` says what is lacking and which act would supply it.  A predicate on typed fields is left out
while a page only asks what could be done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from xuncha.core.facts.book import Ask, Facts
from xuncha.core.facts.case import Case
from xuncha.core.predicates.waiting import Waits
from xuncha.core.refusal import Missing
from xuncha.core.words import Text

Args = Mapping[str, Any]


Found = tuple[Missing, ...]


HOLDS: Found = ()


@dataclass(frozen=True, slots=True)
class Predicate:
    """A named condition: its parameters, the sentence that describes it, its two functions, and what it waits for."""

    name: str
    says: Text
    params: tuple[str, ...]
    asks: Callable[[Case, Args], Iterable[Ask]]
    missing: Callable[[Case, Args, Facts], Found]
    waits_for: Waits
    typed: bool = False

    @property
    def looks_at_record(self) -> bool:
        """Whether it judges by what stands in the record, and not by the act alone."""
        return self.asks is not asks_nothing


PREDICATES: dict[str, Predicate] = {}


def asks_nothing(case: Case, args: Args) -> Iterable[Ask]:
    return ()


Judge = Callable[[Case, Args, Facts], Found]


def predicate(
    params: str,
    zh: str,
    en: str,
    asks: Callable[[Case, Args], Iterable[Ask]] = asks_nothing,
    *,
    waits_for: Waits,
    typed: bool = False,
) -> Callable[[Judge], Judge]:
    """Publish the function below it as the predicate of its name; it says what must happen before it can hold (`waiting`)."""

    def publish(judge: Judge) -> Judge:
        name = judge.__name__.rstrip("_")
        PREDICATES[name] = Predicate(name, Text(zh, en), tuple(params.split()), asks, judge, waits_for, typed)
        return judge

    return publish
