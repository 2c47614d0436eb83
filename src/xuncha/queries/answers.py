"""What a post may answer, by the regulation of the round that a matter lies in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from xuncha.core.facts.rows import Subject

NAMES = ("roles", "states", "cleared")


@dataclass(frozen=True, slots=True)
class Able:
    """What a post may answer under one regulation: what is asked of which of its roles, problems in which states, papers
    of which kinds that are checked before they are published.
    """

    roles: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    cleared: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.roles or self.states or self.cleared)

    def as_told(self) -> dict[str, list[str]]:
        return {name: sorted(getattr(self, name)) for name in NAMES}


@dataclass(frozen=True, slots=True)
class Answers:
    """What a post may answer: under the regulation of the office, and in rounds that began under another."""

    usual: Able
    apart: Mapping[UUID, Able]

    def __bool__(self) -> bool:
        return any((self.usual, *self.apart.values()))

    def on(self, row: Subject) -> Able:
        """What the post may answer of a matter, by the round that it lies in or is."""
        return self.apart.get(row.campaign or row.id, self.usual)

    def among(self, name: str, value: str) -> str:
        """A condition of a statement: that a value is one of those which the post may answer in the round of the row."""
        anywhere = f"{value} = ANY(%({name})s)"
        if not self.apart:
            return anywhere
        here = f"coalesce(%(apart)s::jsonb -> coalesce(campaign, id)::text, %(usual)s::jsonb) -> '{name}'"
        return f"({anywhere} AND jsonb_exists({here}, {value}))"

    def anywhere(self, name: str) -> list[str]:
        """What may be answered in some round or other."""
        return sorted({one for able in (self.usual, *self.apart.values()) for one in getattr(able, name)})

    @property
    def params(self) -> dict[str, Any]:
        """What `among` asks for."""
        apart = {str(key): able.as_told() for key, able in self.apart.items()}
        anywhere = {name: self.anywhere(name) for name in NAMES}
        return {**anywhere, "usual": Jsonb(self.usual.as_told()), "apart": Jsonb(apart)}
