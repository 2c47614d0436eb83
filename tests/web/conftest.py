"""The fictional city, loaded once, for the tests of pages that need a round half-way through; and plays through pages."""

import itertools
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import transaction
from django.test import Client

from tests.conftest import Template, connect_django, disconnect_django
from tests.regulations.office import Ground
from tests.regulations.paged import Paged
from xuncha.core.dates.calendar import Calendar
from xuncha.core.review.play import Play
from xuncha.core.scheme.rules import Scheme


class Visitor:
    """Somebody of the city with a browser that keeps what it is told."""

    def __init__(self, login: str) -> None:
        from xuncha.store.account import Account

        self.client = Client()  # past the door, whose limit of attempts a minute is not what is tested here
        self.client.force_login(Account.objects.get(login_name=login))

    def sees(self, address: str) -> str:
        """The text of a page that this person may open."""
        answer = self.client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        return answer.content.decode()

    def status(self, address: str) -> int:
        return self.client.get(address).status_code


@pytest.fixture(scope="session")
def page_ground(template: Template) -> "PageGround":
    """Where plays are played through pages: a database of its own for each stage of a city, and for each test."""
    return PageGround(template)


NOWHERE = ("", 0)


class PageGround:
    """
    Begins plays over databases: one for each stage of a city, kept for the tests to come.

    A test goes on from a stage in a transaction that is rolled back, which is one visit of it; it can go on from one
    stage at a time.
    """

    def __init__(self, template: Template) -> None:
        self.template = template
        self.shown: list[str] = []
        self.now_on = self.begin  # one object, by which a stage is known again
        self.visits = itertools.count(1)
        self.here: tuple[str, int] = NOWHERE
        self.latest = 0

    def begin(self, scheme: Scheme, calendar: Calendar, now: datetime) -> Paged:
        return Paged(scheme, calendar, now, self, self.template.copy(), shown=self.shown).found()

    def again(self, database: str, visit: int) -> tuple[str, int]:
        if Ground.builds:
            self.leave()
            disconnect_django()
            return self.template.copy(of=database), 0
        self.leave()
        return database, next(self.visits)

    def stands_at(self, database: str, visit: int) -> None:
        if (database, visit) == self.here:
            return
        assert visit == 0 or visit > self.latest, "a test goes on from one stage at a time"
        self.leave()
        connect_django(database)
        if visit:
            transaction.set_autocommit(False)
        self.here, self.latest = (database, visit), max(visit, self.latest)

    def leave(self) -> None:
        """What a test did is undone."""
        if self.here[1]:
            transaction.rollback()
            transaction.set_autocommit(True)
        self.here = NOWHERE


@pytest.fixture
def on_pages(page_ground: PageGround) -> Iterator[None]:
    """The test plays its regulation through pages, and opens by itself those that it reads."""
    Ground.now_on = page_ground.now_on
    page_ground.shown.clear()
    yield
    Ground.now_on = Play
    page_ground.leave()


@pytest.fixture
def pages(on_pages: None, page_ground: PageGround) -> Iterator[None]:
    """The test plays its regulation through pages, and what it reads of a matter is read there."""
    yield
    assert page_ground.shown, "the test read nothing that a page says"
