"""A new holiday notice moves open due dates, each by an act, and nothing before somebody adopts it."""

import logging
from datetime import date, datetime, timedelta
from importlib.resources import files
from uuid import UUID

import pytest
from django.utils import timezone

from tests.web.conftest import Visitor
from xuncha.actions import clock
from xuncha.actions.perform import Done, Entry, perform
from xuncha.core.dates.calendar import Calendar, YearTable
from xuncha.core.refusal import Refusal, Refused
from xuncha.core.words import Text
from xuncha.shipped import calendar
from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.store.replay import replay
from xuncha.store.viewer import Viewer, viewer_of


@pytest.fixture(scope="module")
def module_database(city: str) -> str:
    return city


def with_holiday(*days: date) -> Calendar:
    """The calendar with more days off, as a new notice might give them."""
    [year] = {on.year for on in days}
    text = (files("xuncha") / "calendars" / f"cn-{year}.toml").read_text(encoding="utf-8")
    listed = ", ".join(map(str, days))
    more = f'\n[[holiday]]\ncode = "extra"\nzh = "加放一天"\nen = "One more day"\ndays = [{listed}]\n'
    return calendar().with_table(YearTable.parse((text + more).encode(), f"cn-{year}.toml"))


def bring(monkeypatch: pytest.MonkeyPatch, new: Calendar) -> None:
    """Let this version ship with another calendar."""
    monkeypatch.setattr(clock, "calendar", lambda: new)
    monkeypatch.setattr("xuncha.actions.perform.calendar", lambda: new)


def office() -> Viewer:
    person = Account.objects.get(login_name="office").person
    found = viewer_of(person, None, timezone.localdate()) if person else None
    assert found is not None
    return found


def adopt(notice: str, year: int, now: datetime) -> None:
    """The office adopts a notice by an act."""
    scheme = one("SELECT id FROM subject WHERE kind = 'scheme'")
    assert isinstance(scheme, UUID)
    fields = {"year": year, "notice": notice, "digest": "d"}
    perform(office(), [Entry("calendar.adopted", fields, subject=scheme)], now=now)


def one(sql: str, *values: object) -> object:
    return run([(sql, list(values))])[0][0][0]


def test_open_due_dates_move_once_when_a_notice_is_adopted_and_not_before(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sql = "SELECT id, due_at FROM duty WHERE state = 'open' AND (due->>'rolls')::boolean ORDER BY due_at DESC LIMIT 1"
    [[key, due_at]] = run([(sql, [])])[0]
    now = min(timezone.now(), due_at - timedelta(hours=30))  # on whatever day of the week the city is loaded
    on = date.fromisoformat(str(one("SELECT due->>'on' FROM duty WHERE id = %s", key)))
    bring(monkeypatch, with_holiday(on))
    assert clock.move_due_dates(now) == 0
    adopt("放假通知一号", on.year, now)
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


def latest(n: int) -> list[tuple[UUID, UUID, str, datetime, date]]:
    """The open duties with the latest days that a holiday would move: id, stream, kind, when and on which day due."""
    sql = (
        "SELECT id, stream, kind, due_at, (due->>'on')::date FROM duty WHERE state = 'open' AND (due->>'rolls')::boolean"
        f" ORDER BY due_at DESC, id LIMIT {n}"
    )
    return [tuple(row) for row in run([(sql, [])])[0]]  # type: ignore[misc]


def due_on(key: UUID) -> date:
    found = one("SELECT (due->>'on')::date FROM duty WHERE id = %s", key)
    assert isinstance(found, date)
    return found


def test_a_date_moves_though_it_was_urged_meanwhile_and_one_refusal_stops_no_other(
    database: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    found = latest(2)
    (urged, stream, *_), (refused, *_) = found
    weeks = {
        on - timedelta(days=n) for *_, on in found for n in range(8)
    }  # from wherever they are counted, they move
    days = {on for on in weeks if on.year == found[0][4].year and calendar().is_working(on)}
    now = min(timezone.now(), min(due_at for *_, due_at, _ in found) - timedelta(hours=30))
    bring(monkeypatch, with_holiday(*days))
    adopt("放假通知二号", found[0][4].year, now)
    with monkeypatch.context() as as_office:
        as_office.setattr("xuncha.core.acts.competence.is_for_post", lambda *_: True)
        perform(
            office(), [Entry("duty.urged", {"duty": str(urged), "text": "请抓紧"}, subject=stream)], now=now
        )
    monkeypatch.setattr(clock, "perform", refusing(refused))
    before = {key: due_on(key) for key, *_ in found}
    with caplog.at_level(logging.WARNING, "xuncha.clock"):
        assert clock.move_due_dates(now) >= 1
    assert due_on(urged) > before[urged]
    assert due_on(refused) == before[refused]
    assert f"the clock left duty {refused} as it is: refused by some_rule" in caplog.text
    assert replay().differences == []


def refusing(duty: UUID) -> object:
    """The write path, which refuses what is about one duty."""

    def one_refused(viewer: Viewer, entries: list[Entry], **more: object) -> Done:
        if entries[0].fields["duty"] == str(duty):
            raise Refused((Refusal(Text("不行", "no"), "some_rule"),))
        return perform(viewer, entries, **more)  # type: ignore[arg-type]

    return one_refused
