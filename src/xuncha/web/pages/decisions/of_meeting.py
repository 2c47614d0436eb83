"""The meeting from whose page a decision is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import listed as values_of
from xuncha.core.record.payload import MEETING
from xuncha.web import addresses
from xuncha.web.asking import Asked
from xuncha.web.pages.pieces.came_of_it import decision_address, meeting_named


@dataclass(frozen=True, slots=True)
class OfMeeting:
    """The meeting, and the item of its agenda, from whose page a decision is recorded; none where it rests on a paper alone."""

    meeting: Subject | None = None
    item: int = 0

    @classmethod
    def read(cls, request: Asked) -> OfMeeting:
        n = request.GET.get("item", "")
        return cls(meeting_named(request), int(n) if n.isdecimal() and len(n) < 5 else 0)

    @property
    def address(self) -> str:
        return decision_address(self.meeting.id, self.item) if self.meeting else "/decisions/new"

    @property
    def back(self) -> str:
        """Where one came from: the meeting, or the board."""
        return addresses.of_subject("meeting", self.meeting.id) if self.meeting else "/dispositions"

    @property
    def fields(self) -> dict[str, str]:
        return {MEETING.name: str(self.meeting.id)} if self.meeting else {}

    @property
    def _items(self) -> list[Mapping[str, Any]]:
        items = values_of(self.meeting.facts.get("items")) if self.meeting else ()
        return [one if isinstance(one, Mapping) else {} for one in items]

    def is_before_it(self, row: Subject) -> bool:
        """Whether a matter stands on its agenda; without a meeting, any."""
        if self.meeting is None:
            return True
        items = self._items[self.item - 1 : self.item] if self.item else self._items
        return str(row.id) in {str(key) for one in items for key in values_of(one.get("refs"))}

    def typed(self) -> dict[str, str]:
        """What its record knows already: the day, and what the item said."""
        if self.meeting is None:
            return {}
        known = {"occurred_on": str(self.meeting.facts.get("at") or self.meeting.opened_on)[:10]}
        if 0 < self.item <= len(self._items):
            about = self.meeting.campaign
            known["decisions-0-conclusion"] = str(self._items[self.item - 1].get("text", ""))
            known |= {"decisions-0-about": str(about)} if about else {}
        return known
