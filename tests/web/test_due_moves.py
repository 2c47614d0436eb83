"""A new holiday notice moves open due dates, each by an act, and nothing before somebody adopts it."""

from datetime import date, timedelta
from importlib.resources import files
from uuid import UUID

import pytest
from django.utils import timezone

from tests.web.conftest import Visitor
from xuncha.actions import clock
from xuncha.actions.perform import Entry, perform
from xuncha.core.calendar import Calendar, YearTable
from xuncha.shipped import calendar
from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.store.replay import replay
from xuncha.store.viewer import viewer_of


@pytest.fixture(scope="module")
def module_database(own_city: str) -> str:
    return own_city


def with_holiday(on: date) -> Calendar:
    """The calendar with one more day off, as a new notice might give it."""
    text = (files("xuncha") / "calendars" / f"cn-{on.year}.toml").read_text(encoding="utf-8")
    more = f'\n[[holiday]]\ncode = "extra"\nzh = "加放一天"\nen = "One more day"\ndays = [{on}]\n'
    return calendar().with_table(YearTable.parse((text + more).encode(), f"cn-{on.year}.toml"))


def one(sql: str, *values: object) -> object:
    return run([(sql, list(values))])[0][0][0]


def test_open_due_dates_move_once_when_a_notice_is_adopted_and_not_before(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sql = "SELECT id, due_at FROM duty WHERE state = 'open' AND (due->>'rolls')::boolean ORDER BY due_at DESC LIMIT 1"
    [[key, due_at]] = run([(sql, [])])[0]
    now = min(timezone.now(), due_at - timedelta(hours=30))  # on whatever day of the week the city is loaded
    on = date.fromisoformat(str(one("SELECT due->>'on' FROM duty WHERE id = %s", key)))
    new = with_holiday(on)
    monkeypatch.setattr(clock, "calendar", lambda: new)
    monkeypatch.setattr("xuncha.actions.perform.calendar", lambda: new)
    assert clock.move_due_dates(now) == 0
    person = Account.objects.get(login_name="office").person
    office = viewer_of(person, None, timezone.localdate()) if person else None
    scheme = one("SELECT id FROM subject WHERE kind = 'scheme'")
    assert office is not None
    assert isinstance(scheme, UUID)
    fields = {"year": on.year, "notice": "放假通知一号", "digest": "d"}
    perform(office, [Entry("calendar.adopted", fields, subject=scheme)], now=now)
    assert clock.move_due_dates(now) >= 1
    assert str(one("SELECT due->>'on' FROM duty WHERE id = %s", key)) > on.isoformat()
    assert clock.move_due_dates(now) == 0
    stream = one("SELECT stream FROM duty WHERE id = %s", key)
    [(act, by)] = run(
        [("SELECT type, by_kind FROM act WHERE subject = %s ORDER BY position DESC LIMIT 1", [stream])]
    )[0]
    assert (act, by) == ("due.moved", "clock")
    assert replay().differences == []
    assert Visitor("office").status(f"/duties/{key}") == 200
