"""What a page may cost: its weight, its questions to the database, its links that lead somewhere, and that all can read it."""

from collections import Counter, deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.conftest import connect_django
from tests.web.budget import (
    HEAVIEST,
    KB,
    MOST_QUERIES,
    MOST_STATEMENTS,
    Counted,
    Opened,
    Pattern,
    hard_to_read,
    links_in,
    opened_by,
    pattern_of,
)
from tests.web.conftest import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.demo_city

ROLES = ("head", "office", "unit", "receiver", "group", "registrar", "member", "director", "contact")
BEGINNINGS = ("/desk", "/me", "/search?q=柳塘", "/scheme/coverage", "/duties", "/logout", "/account/password",
              "/account/again", "/account/second-factor/")  # fmt: skip
"""Where a person begins to follow links; the last stand in no menu."""
ENOUGH, ENOUGH_FORMS = 3, 1
"""So many pages of one pattern, and forms of one act on one kind of thing, are opened by each role."""


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
        found = opened_by(visitor, role, address, counted)
        if found is None:
            continue
        page, html = found
        yield page
        for link in links_in(html) if page.status == 200 else ():
            pattern = pattern_of(link)
            if link not in known and met[pattern] < (ENOUGH_FORMS if pattern[2] else ENOUGH):
                known.add(link)
                met[pattern] += 1
                waiting.append(link)


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
    assert hard_to_read(chromium, live_server, one_of_each(opened, lang), lang) == []


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
