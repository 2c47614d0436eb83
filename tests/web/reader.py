"""
Somebody of a city that is played through pages: what they read, print, export and are asked there.

    clerk = Reader(city, "office/clerk")
    assert "动员部署" in clerk.reads("round")
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.regulations.office import Office
from tests.web.through_pages import Form, Through
from xuncha.web import addresses


@dataclass(frozen=True)
class Reader:
    """The holder of a post, named as in `Office.do`; things are named as the city keeps them."""

    city: Office
    by: str

    @property
    def who(self) -> Through:
        """A browser of theirs, opened in the city at its time."""
        play = self.city.play
        found: Through = play.browser(*play.holder(self.city._seat_of(self.by)))
        return found

    def address(self, name: str) -> str:
        row = self.city.subject(name)
        return addresses.of_subject(row.kind, row.id)

    def reads(self, name: str) -> str:
        """The words of the page of a thing, or of an address."""
        with self.city.play.there():
            return self.who.reads(name if name.startswith("/") else self.address(name))

    def status(self, name: str) -> int:
        with self.city.play.there():
            return self.who.status(name if name.startswith("/") else self.address(name))

    def prints(self, name: str) -> str:
        """The words of the paper of a thing."""
        with self.city.play.there():
            return self.who.prints(self.address(name))

    def lists(self, plural: str, **conditions: str) -> str:
        """The words of a list."""
        with self.city.play.there():
            return self.who.lists(plural, **conditions)

    def exports(self, name: str) -> str:
        """The whole record of a thing, exported."""
        with self.city.play.there():
            return self.who.exports_record(self.address(name))

    def asks(self, name: str, act: str, kind: str = "", *, begins: bool = False) -> Form:
        """The form of an act on a thing, opened and not sent."""
        with self.city.play.there():
            return self.who.asks(self.address(name), act, kind, begins=begins)
