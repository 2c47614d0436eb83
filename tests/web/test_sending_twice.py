"""A form sent twice, and a form that has gone stale, as they really come from the page."""

import re
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.test import Client

from xuncha.actions import founding
from xuncha.store.account import Account
from xuncha.store.append import run

pytestmark = pytest.mark.fresh_database

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
REDIRECTS = {302, 303}
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]+)"')


@pytest.fixture
def clerk(database: str) -> Client:
    """江予白, clerk of the inspection office, at the browser."""
    founding.found("澜汀市", "Lanting", "yiwu-2015")
    office = founding.body("office", "市委巡查办", NOW)
    person = founding.person("江予白", NOW)
    founding.seat(office, "clerk", person, NOW)
    account = Account.objects.create_account("office", "江予白", "a long enough word", person=person)
    browser = Client()
    browser.force_login(account)
    return browser


def hidden(page: str) -> dict[str, str]:
    """What the form sends without being asked."""
    return dict(HIDDEN.findall(page))


def n_people(title: str) -> int:
    return int(run([("SELECT count(*) FROM subject WHERE kind = 'person' AND title = %s", [title])])[0][0][0])


def test_a_form_sent_twice_registers_one_person(clerk: Client) -> None:
    page = "/people/begin/person.registered"
    form = {**hidden(clerk.get(page).content.decode()), "title": "何其安"}
    first, second = clerk.post(page, form), clerk.post(page, form)
    assert {first.status_code, second.status_code} <= REDIRECTS
    assert n_people("何其安") == 1


def test_a_form_gone_stale_is_refused_and_keeps_what_was_typed(clerk: Client) -> None:
    founding.unit("柳塘镇", "town", NOW)
    unit: UUID = run([("SELECT id FROM subject WHERE kind = 'unit'", [])])[0][0][0]
    page = f"/units/{unit}/do/unit.changed?kind=renamed"
    old = hidden(clerk.get(page).content.decode())
    new = {"how": "renamed", "title": "柳塘街道", "from_on": "2026-03-02"}
    assert clerk.post(page, {**hidden(clerk.get(page).content.decode()), **new}).status_code in REDIRECTS
    answer = clerk.post(page, {**old, **new, "title": "柳塘新镇"})
    assert answer.status_code == 422
    assert "您打开以后，您自己办了" in answer.content.decode()
    assert "柳塘新镇" in answer.content.decode()
