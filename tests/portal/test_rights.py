"""The portal's role reads what is published and puts envelopes in; whoever takes it over can do no more."""

from __future__ import annotations

import psycopg
import pytest

from tests.portal.conftest import Portal
from xuncha.server.publishing import publish_all
from xuncha.store.portal import waiting_envelopes

pytestmark = pytest.mark.demo_city

PUT_IN = (
    "INSERT INTO portal_inbox (id, day, lane, sealed) VALUES (gen_random_uuid(), '2026-09-29', '', '\\x00')"
)


def tables(portal: Portal) -> list[str]:
    found = portal.as_owner(
        "SELECT relname FROM pg_class WHERE relnamespace = 'xuncha'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')"
    )
    return [str(name) for (name,) in found]


def may(portal: Portal, sql: str) -> bool:
    with psycopg.connect(portal.role_url, options="-c search_path=xuncha") as connection:
        try:
            connection.execute(sql)
        except psycopg.errors.InsufficientPrivilege:
            return False
        finally:
            connection.rollback()
    return True


def test_it_reads_its_three_tables_and_no_other(portal: Portal) -> None:
    read = {name for name in tables(portal) if may(portal, f'SELECT * FROM "{name}" LIMIT 1')}
    assert read == {"portal_page", "portal_key", "portal_letter"}


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE portal_page SET n = 1",
        "DELETE FROM portal_inbox",
        "SELECT sealed FROM portal_inbox",
        "SELECT id FROM portal_file",
        "DELETE FROM portal_file",
        "INSERT INTO portal_page (id, kind, n, told) VALUES (gen_random_uuid(), 'announcement', 0, '{}')",
        "INSERT INTO portal_key (id, body, purpose, public, told)"
        " VALUES (gen_random_uuid(), gen_random_uuid(), '', '\\x00', '{}')",
        "CREATE TABLE mine (id int)",
        "TRUNCATE portal_inbox",
    ],
)
def test_it_changes_nothing_that_is_there(portal: Portal, sql: str) -> None:
    assert not may(portal, sql)


def test_it_puts_an_envelope_in_which_the_office_takes_out(portal: Portal) -> None:
    with psycopg.connect(portal.role_url, options="-c search_path=xuncha", autocommit=True) as connection:
        connection.execute(PUT_IN)
    [envelope] = waiting_envelopes()
    assert (str(envelope.day), envelope.lane, envelope.sealed) == ("2026-09-29", "", b"\x00")


def test_what_the_office_published_is_shown_and_nothing_sealed_is(portal: Portal) -> None:
    assert publish_all()
    assert not publish_all()
    first = portal.get("/announcements")
    assert "巡查公告：柳塘镇" in first.text
    told = str(portal.as_owner("SELECT told FROM portal_page"))
    for (title,) in portal.as_owner("SELECT title FROM subject WHERE kind = 'complaint' AND title <> ''"):
        assert str(title) not in told
