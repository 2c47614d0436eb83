"""The fictional city, loaded once, for the tests of pages that need a round half-way through."""

from collections.abc import Iterator

import pytest
from django.test import Client

from tests.conftest import Template, connect_django, disconnect_django


@pytest.fixture(scope="session")
def city(template: Template) -> Iterator[str]:
    """A database with the demo's city in it, shared by every test that only looks or adds."""
    from xuncha import demo

    url = template.copy()
    connect_django(url)
    demo.load(lambda *_: None)
    disconnect_django()
    yield url
    disconnect_django()
    template.drop(url)


@pytest.fixture(scope="module")
def own_city(template: Template, city: str) -> Iterator[str]:
    """A copy of the city for one module alone, whose tests record things that others would trip over."""
    disconnect_django()
    name = f"own_{next(template.numbers)}"
    source = city.split("/")[3].split("?")[0]
    with template.postgres.connect(template.folder) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {source} OWNER xuncha_owner")
    url = template.application(name)
    yield url
    disconnect_django()
    template.drop(url)


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
