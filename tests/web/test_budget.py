"""What a page may cost: its weight, its questions to the database, its links that lead somewhere, and that all can read it."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from django.conf import settings
from django.urls import resolve

from tests.conftest import connect_django
from tests.web.conftest import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

pytestmark = pytest.mark.demo_city

KB = 1000
HEAVIEST = 60 * KB
MOST_QUERIES = 12
MOST_STATEMENTS = 70
"""As many as the rules on what may be done there ask for, which is the same for one row and for a thousand."""
ROLES = ("head", "office", "unit", "receiver", "group", "registrar", "member", "director", "contact")
BEGINNINGS = ("/desk", "/me", "/search?q=柳塘", "/scheme/coverage", "/duties", "/logout", "/account/password",
              "/account/again", "/account/second-factor/")  # fmt: skip
"""Where a person begins to follow links; the last stand in no menu."""
ENOUGH, ENOUGH_FORMS = 3, 1
"""So many pages of one pattern, and forms of one act on one kind of thing, are opened by each role."""
WIDE, PHONE = 1440, 390

Pattern = tuple[str, str, str]
"""A page's pattern: its route, the plural in it, and the act that it asks for."""


@dataclass(frozen=True)
class Opened:
    """One page as one role got it, and what it cost: round trips to the database, and statements that travelled in them."""

    role: str
    address: str
    pattern: Pattern
    status: int
    weight: int
    queries: int
    statements: int

    def __str__(self) -> str:
        return f"{self.role} {self.address}: {self.status}, {self.weight:,} bytes, {self.queries} queries of {self.statements} statements"


class Counted:
    """Counts what goes to PostgreSQL, below Django and below the store, which share the connection."""

    def __init__(self) -> None:
        self.queries = self.statements = 0

    @contextmanager
    def listening(self) -> Iterator[None]:
        execute, pipeline = psycopg.Cursor.execute, psycopg.Connection.pipeline

        def counted_execute(cursor: Any, *args: Any, **more: Any) -> Any:
            self.statements += 1
            self.queries += cursor.connection._pipeline is None  # in a pipeline the trip is counted once
            return execute(cursor, *args, **more)

        def counted_pipeline(connection: Any) -> Any:
            self.queries += 1
            return pipeline(connection)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(psycopg.Cursor, "execute", counted_execute)
            patch.setattr(psycopg.Connection, "pipeline", counted_pipeline)
            yield


@pytest.fixture(scope="module")
def opened(city: str) -> list[Opened]:
    """Every role follows every link from its desk, and opens a few pages of each pattern."""
    connect_django(city)
    counted = Counted()
    with counted.listening():
        return [page for role in ROLES for page in pages_of(role, counted)]


def pages_of(role: str, counted: Counted) -> Iterator[Opened]:
    visitor, waiting, met = Visitor(role), deque(BEGINNINGS), Counter[Pattern]()
    known = set(waiting)
    while waiting:
        address = waiting.popleft()
        counted.queries = counted.statements = 0
        answer = visitor.client.get(address)
        if answer.streaming or "attachment" in answer.headers.get("Content-Disposition", ""):
            continue  # a file to take away, not a page
        found = Opened(
            role, address, pattern_of(address), answer.status_code, len(answer.content),
            counted.queries, counted.statements,
        )  # fmt: skip
        yield found
        for link in links_in(answer.content.decode()) if answer.status_code == 200 else ():
            pattern = pattern_of(link)
            if link not in known and met[pattern] < (ENOUGH_FORMS if pattern[2] else ENOUGH):
                known.add(link)
                met[pattern] += 1
                waiting.append(link)


def links_in(html: str) -> list[str]:
    """The pages a page leads to, in its own language."""
    links = [unescape(link) for link in re.findall(r'href="(/[^"#]*)', html)]
    return [link for link in links if not link.startswith("/static/") and "lang=" not in link]


def pattern_of(address: str) -> Pattern:
    found = resolve(address.partition("?")[0])
    return found.route, found.kwargs.get("plural", ""), found.kwargs.get("act", "")


def test_every_link_leads_to_a_page(opened: list[Opened]) -> None:
    assert [str(page) for page in opened if page.status not in (200, 302)] == []


def test_no_page_is_heavier_than_60_kilobytes(opened: list[Opened]) -> None:
    assert [str(page) for page in opened if page.weight > HEAVIEST] == []


def test_no_page_asks_the_database_more_than_12_times(opened: list[Opened]) -> None:
    assert [str(page) for page in opened if page.queries > MOST_QUERIES] == []


def test_no_page_asks_once_for_each_of_its_rows(opened: list[Opened]) -> None:
    assert [str(page) for page in opened if page.statements > MOST_STATEMENTS] == []


def test_the_crawl_meets_what_people_work_with(opened: list[Opened]) -> None:
    routes = {page.pattern[0] for page in opened}
    assert {
        "desk", "me", "duties", "duties/<uuid:key>", "search", "scheme", "scheme/coverage", "scheme/articles/<slug:n>",
        "scheme/<slug:key>", "logout", "account/password", "dispositions", "decisions/new", "complaints/register",
        "<plural:plural>", "<plural:plural>/<uuid:key>", "<plural:plural>/<uuid:key>/paper",
        "<plural:plural>/<uuid:key>/do/<str:act>", "rounds/<uuid:key>/teams", "<plural:plural>/<uuid:key>/begin/<str:act>",
    } <= routes  # fmt: skip
    assert {page.role for page in opened} == set(ROLES)


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_everybody_can_read_every_page(
    chromium: "Browser", live_server: str, opened: list[Opened], lang: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    axe, wrong = Axe(), []
    browsers: dict[str, BrowserContext] = {}
    for one in one_of_each(opened, lang):
        if one.role not in browsers:
            browsers[one.role] = logged_in(chromium, live_server, one.role, lang)
            browsers[one.role].new_page()
        page = browsers[one.role].pages[0]
        page.goto(one.address)
        page.evaluate(axe.axe_script)
        for width in (WIDE, PHONE):
            page.set_viewport_size({"width": width, "height": 900})
            for fault in page.evaluate(
                "axe.run({resultTypes: ['violations']}).then(found => found.violations)"
            ):
                wrong.append(
                    f"{one.role} {one.address} at {width}: {fault['id']} {[node['html'][:200] for node in fault['nodes'][:3]]}"
                )
    for browser in browsers.values():
        browser.close()
    assert wrong == []


def one_of_each(opened: list[Opened], lang: str) -> list[Opened]:
    """A well filled page of each route, whoever has it: in Chinese of each kind of thing, in English of each route alone."""
    chosen: dict[tuple[str, ...], Opened] = {}
    for page in opened:
        place = page.pattern[: 2 if lang == "zh" else 1]
        if page.status == 200 and (place not in chosen or fullness(chosen[place]) < fullness(page)):
            chosen[place] = page
    return list(chosen.values())


WELL_FILLED = 16 * KB


def fullness(page: Opened) -> int:
    """More is better up to what shows everything once; beyond it the same rows come again."""
    return min(page.weight, 2 * WELL_FILLED - page.weight)


def logged_in(chromium: "Browser", address: str, role: str, lang: str) -> "BrowserContext":
    """A browser of somebody who came in before, and reads in this language."""
    visitor = Visitor(role)
    visitor.client.get(f"/me?lang={lang}")
    key = visitor.client.cookies[settings.SESSION_COOKIE_NAME].value
    context = chromium.new_context(base_url=address, locale="zh-CN", timezone_id="Asia/Shanghai")
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": address}])
    return context
