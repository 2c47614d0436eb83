"""Nobody is shown a way that is closed, and no page costs too much: every account of every demo follows where its pages lead."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape

import pytest
from django.urls import Resolver404
from django.utils import timezone

from tests.web.budget import Counted, Opened, Pattern, opened_by, pattern_of, too_dear
from tests.web.conftest import Visitor
from xuncha.demo import demo_names, demo_of
from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.store.viewer import SEES, viewer_of

pytestmark = pytest.mark.demo_city

BEGINNINGS = ("/desk", "/duties", "/scheme")
BY_EACH = ("<plural:plural>", "<plural:plural>/<uuid:key>", "duties", "duties/<uuid:key>")
"""Of these, and of whatever a desk leads to, each account opens one of each kind of thing; of the rest one account does."""
ALIKE = ("<plural:plural>.<form:form>", "<plural:plural>/<uuid:key>.<form:form>")
"""What is taken away as a file is made alike of everything."""


def ways_in(html: str) -> Iterator[str]:
    """Where a page leads within the office: by a link, by what htmx fetches, by a form that only asks."""
    found = re.findall(r'\b(?:href|hx-get)="([^"]*)"', html)
    for form in re.findall(r"<form\b[^>]*>", html):
        if not re.search(r'\bmethod="?post', form, re.IGNORECASE):
            found += re.findall(r'\baction="([^"]*)"', form)
    for one in found:
        way = unescape(one).partition("#")[0]
        if way.startswith("/") and not way.startswith("/static/") and "lang=" not in way:
            yield way


def kind_of(way: str) -> Pattern:
    """Of which pattern an address is; one that no page has is of a pattern by itself, so that it is opened."""
    try:
        route, plural, act = pattern_of(way)
    except Resolver404:
        return way, "", ""
    return (route, "", "") if route in ALIKE else (route, plural, act)


def opened_from(login: str, by_all: Counter[Pattern], counted: Counted) -> Iterator[tuple[str, Opened]]:
    """Where the pages of an account lead: the page, and what was opened from it."""
    visitor, waiting = Visitor(login), deque(("", one) for one in BEGINNINGS)
    known, by_me = set(BEGINNINGS), Counter[Pattern]()
    while waiting:
        page, way = waiting.popleft()
        answer = opened_by(visitor, login, way, counted)
        if answer is None:  # a file to take away
            continue
        opened_page, html = answer
        if too_dear([opened_page]):  # what all pages share is read at the first of them
            opened_page, _ = opened_by(visitor, login, way, counted) or answer
        yield page, opened_page
        for on in ways_in(html) if opened_page.status == 200 else ():
            kind = kind_of(on)
            opened = by_me if way == "/desk" or kind[0] in BY_EACH else by_all
            if on not in known and not opened[kind]:
                known.add(on)
                by_me[kind] += 1
                by_all[kind] += 1
                waiting.append((way, on))


of_every_demo = pytest.mark.parametrize(
    ("city", "demo"), [(one, one) for one in demo_names()], indirect=["city"], scope="module"
)


@of_every_demo
def test_every_way_on_the_pages_of_a_demo_is_open_to_whoever_sees_it_and_costs_what_a_page_may(
    city: str, demo: str
) -> None:
    by_all, counted = Counter[Pattern](), Counted()
    with counted.listening():
        opened = [
            one
            for account in demo_of(demo).accounts
            for one in opened_from(account.login_name, by_all, counted)
        ]
    assert [f"{page} leads to {one}" for page, one in opened if one.status >= 400] == []
    assert too_dear(one for _, one in opened) == []
    assert by_all.total() > 200, "the crawl meets what people work with"


@of_every_demo
def test_nobody_is_offered_an_act_on_a_duty_whose_matter_is_closed_to_them(city: str, demo: str) -> None:
    met = 0
    for account in demo_of(demo).accounts:
        visitor = Visitor(account.login_name)
        for key in duties_alone(account.login_name):
            met += 1
            assert "/do/" not in visitor.sees(f"/duties/{key}"), (account.login_name, key)
            assert f"duty={key}" not in visitor.sees("/duties"), account.login_name
    assert met or demo != "wuqing", "a leader there knows what is late in matters of others"


def duties_alone(login: str) -> list[str]:
    """The first duties that an account knows of while what they are owed on is closed to it."""
    viewer = viewer_of(Account.objects.get(login_name=login).person, None, timezone.localdate())
    assert viewer
    return [str(key) for (key,) in run([(_ALONE, viewer.params)])[0]]


_ALONE = (
    f"SELECT id FROM duty WHERE state = 'open' AND {SEES}"
    f" AND NOT EXISTS (SELECT FROM subject WHERE subject.id = duty.stream AND {SEES}) ORDER BY id LIMIT 3"
)
