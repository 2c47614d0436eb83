"""What is offered can be done: no account of any demo is led to a form that asks to choose among nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests.conftest import Template, connect_django, disconnect_django
from tests.web.through_pages import Control, FormReader
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.values import listed
from xuncha.core.scheme.rules import Scheme, calls
from xuncha.demo import demo_names, demo_of
from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.store.schemes import scheme_of, scheme_version
from xuncha.web import addresses
from xuncha.web.pages.acting.asker import asked_slots

ACT = re.compile(r'href="(/[a-z]+/(?:[0-9a-f-]{36}/)?(?:do|begin)/[\w.]+(?:\?[^"#]*)?)"')
PLACES = (
    "campaign",
    "inspection",
    "body",
    "unit",
    "check",
    "finding",
    "complaint",
    "document",
    "return",
    "volume",
)
"""Kinds of things on whose pages others begin, or forms point at what lies near."""

FROM_THE_RECORD = frozenset({"ref", "unit", "party", "person"})
"""Questions whose choices are on record, and so may be none."""


@pytest.fixture(params=demo_names())
def demo(
    request: pytest.FixtureRequest, made_city: Callable[[str], str], template: Template, database: str
) -> Iterator[str]:
    """The city of each demo in turn, in a database of its own."""
    url = template.copy(of=made_city(request.param))
    disconnect_django()
    connect_django(url)
    yield request.param
    disconnect_django()
    template.drop(url)
    connect_django(database)


def test_every_form_that_anybody_is_led_to_has_something_to_choose_where_it_must_be_chosen(demo: str) -> None:
    scheme, led, empty = scheme_of(scheme_version(None)), 0, []
    for account in demo_of(demo).accounts:
        client = Client()
        client.force_login(Account.objects.get(login_name=account.login_name))
        for address, html in forms(client, scheme):
            led += 1
            empty += [
                (account.login_name, address, name)
                for name, control in FormReader(html).controls.items()
                if has_no_choice(control) and must_be_chosen(html, name)
            ]
    assert empty == []
    assert led > 20, "the test would be idle"


def forms(client: Client, scheme: Scheme) -> Iterator[tuple[str, str]]:
    """The forms this person is led to that must be answered with something on record: each act, of each kind, on each sort of thing
    once; where the kind is to be chosen first, each kind that is offered there.
    """
    met: set[str] = set()
    waiting = ["/complaints/register"] if client.get("/complaints/register").status_code == 200 else []
    for page in ("/desk", *places()):
        waiting += new_among(client.get(page).content.decode(), scheme, met)
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        html = answer.content.decode()
        if '<form id="act"' in html:
            yield address, html
        else:
            waiting += new_among(html, scheme, met)


def new_among(html: str, scheme: Scheme, met: set[str]) -> Iterator[str]:
    """The forms that a page leads to, but those of which one of the same sort was met before."""
    for href in map(unescape, ACT.findall(html)):
        parts = urlsplit(href)
        kind = parse_qs(parts.query).get("kind", [""])[0]
        same = f"{re.sub(r'/[0-9a-f-]{36}/', '/', parts.path)} {kind}"
        if same not in met and asks_for_the_record(scheme, parts.path, kind):
            met.add(same)
            yield href


def places() -> list[str]:
    """One page of each kind and state."""
    sql = "SELECT DISTINCT ON (kind, state) kind, id FROM subject WHERE kind = ANY(%s) ORDER BY kind, state, version DESC"
    return [addresses.of_subject(kind, key) for kind, key in run([(sql, [list(PLACES)])])[0]]


def asks_for_the_record(scheme: Scheme, path: str, value: str) -> bool:
    act = CATALOGUE[path.rpartition("/")[2]]
    if act.deciding and not value:
        return True
    guarded = (call for guard in scheme.guards_on.get(act.code, ()) for call in calls(guard.needs))
    named = {name for call in guarded if call.name == "filled" for name in listed(call.args.get("fields"))}
    return any(
        slot.type in FROM_THE_RECORD and (slot.required or slot.name in named)
        for slot in asked_slots(scheme, act, value).values()
    )


def has_no_choice(control: Control) -> bool:
    """Whether a question is answered by choosing, and there is nothing to choose."""
    return control.type in ("select", "lookup", "radio", "checkbox") and not any(control.options.values())


def must_be_chosen(html: str, name: str) -> bool:
    """Whether a browser would not send the form without it."""
    control = re.search(rf'<(?:input|select)[^>]*id="f-{re.escape(name)}"[^>]*>', html)
    return control is not None and " required" in control[0]
