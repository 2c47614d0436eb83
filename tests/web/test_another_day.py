"""Why this date, and what it would be had it begun on another day."""

import json
import re
from datetime import date
from html import unescape

import pytest
from django.test import Client

from tests.web.conftest import Visitor
from xuncha.core.dates.due import Due
from xuncha.core.dates.periods import counted_from
from xuncha.shipped import calendar
from xuncha.store.append import run

pytestmark = pytest.mark.demo_city


def duty_of(client: Client, rule: str) -> str:
    """A duty that the reader may open, with a period of this kind."""
    sql = "SELECT id FROM duty WHERE due->>'rule' LIKE %s AND state = 'open' ORDER BY opened_by"
    for (key,) in run([(sql, [rule])])[0]:
        if client.get(f"/duties/{key}").status_code == 200:
            return f"/duties/{key}"
    raise AssertionError(rule)


@pytest.fixture
def client(database: str) -> Client:
    return Visitor("head").client


def state() -> list[tuple[object, ...]]:
    return run(
        [
            (
                "SELECT (SELECT count(*) FROM act), (SELECT md5(string_agg(due::text, '' ORDER BY id)) FROM duty)",
                [],
            )
        ]
    )[0]


def test_another_day_is_counted_and_changes_nothing(client: Client) -> None:
    address, before = duty_of(client, "P1M"), state()
    [[kept]] = run([("SELECT due FROM duty WHERE id = %s", [address.rpartition("/")[2]])])[0]
    due = Due.from_json(kept if isinstance(kept, dict) else json.loads(kept))
    counted = counted_from(due, date(2026, 9, 1), calendar())
    assert counted is not None
    html = unescape(client.get(f"{address}?from=2026-09-01").content.decode())
    on = counted.on
    assert f"试算：应在 {on.year}年{on.month}月{on.day}日" in html
    assert "这只是试一试，不改动任何期限，也不留记录" in html
    assert "国庆" in html.partition('id="trial"')[2]
    assert state() == before


def test_it_is_asked_in_chinese_ways_of_writing_too(client: Client) -> None:
    address = duty_of(client, "P%")
    assert 'id="trial"' in client.get(f"{address}?from=2026年9月28日").content.decode()


@pytest.mark.parametrize(
    ("typed", "says"),
    [("下周一", "日期看不懂，请写成 2026-09-29"), ("1066-10-14", "1066 年太远，请核对"), ("9999-12-31", "9999 年太远，请核对")],
)  # fmt: skip
def test_a_day_that_cannot_be_read_is_answered_at_its_place(client: Client, typed: str, says: str) -> None:
    answer = client.get(duty_of(client, "P%"), {"from": typed})
    html = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert re.search(r'id="e-from"[^>]*>[^<]*' + says, html) or says in html
    assert f'value="{typed}"' in html
    assert 'id="trial"' not in html


def test_the_page_asks_for_a_day_without_script(client: Client) -> None:
    html = unescape(client.get(duty_of(client, "P%")).content.decode())
    assert "如果从这一天起算" in html
    assert '<form id="act" method="get"' in html


def test_in_english_it_is_said_as_well(client: Client) -> None:
    html = client.get(f"{duty_of(client, 'P%')}?from=2026-09-28&lang=en").content.decode()
    assert "A trial: due by" in html
    assert "it changes no date and is kept nowhere" in html
    client.get("/desk?lang=zh")
