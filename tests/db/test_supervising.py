"""The clock urges and reports upward what its day has come for: once, after any downtime, and to nobody who may not know."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from tests.db.test_at_once import at_once
from xuncha.actions import clock, founding, supervising
from xuncha.actions.clock import begin_periods, supervise
from xuncha.actions.perform import Entry, perform
from xuncha.core.facts.rows import Duty
from xuncha.core.scheme.rules import Scheme, Supervision
from xuncha.core.words import Text
from xuncha.store.append import run
from xuncha.store.replay import replay
from xuncha.store.schemes import scheme_of
from xuncha.store.table import DUTY
from xuncha.store.viewer import Viewer, viewer_of

pytestmark = pytest.mark.fresh_database

NOW = datetime(2026, 9, 1, 2, tzinfo=UTC)
DUE = datetime(2026, 9, 6, 16, tzinfo=UTC)
"""The end of the first week, by which the team's first report is owed."""


class Town:
    """An office, a leading group and a team whose weekly report is owed."""

    office: UUID
    group: UUID
    clerk: Viewer

    def report(self) -> Duty:
        rows = run([(f"{DUTY.select()} WHERE rule = 'liaison_report' ORDER BY due_at LIMIT 1", [])])[0]
        return DUTY.read(rows[0])

    def acts(self, act: str) -> list[tuple[object, ...]]:
        sql = "SELECT by_kind, occurred_on FROM act WHERE type = %s ORDER BY position"
        return [tuple(row) for row in run([(sql, [act])])[0]]


@pytest.fixture
def town(database: str) -> Town:
    founding.found("澜汀市", "Lanting", "yiwu-2015")
    town = Town()
    town.office = founding.body("office", "巡查办", NOW)
    town.group = founding.body("leading_group", "领导小组", NOW)
    people = [founding.person(name, NOW) for name in ("林若舟", "周敬川", "顾行远")]
    founding.seat(town.office, "clerk", people[0], NOW)
    founding.seat(town.group, "leader", people[1], NOW)
    founding.seat(town.group, "deputy_leader", people[2], NOW)
    clerk = viewer_of(people[0], None, date(2026, 9, 1))
    assert clerk is not None
    town.clerk = clerk
    fields = {"kind": "round", "title": "第三轮", "starts_on": "2026-09-01"}
    round_ = perform(clerk, [Entry("campaign.opened", fields)], now=NOW).subject
    perform(clerk, [Entry("body.formed", {"kind": "team", "title": "第一组"}, within=round_)], now=NOW)
    begin_periods(NOW + timedelta(hours=1))
    assert town.report().due_at == DUE
    return town


@pytest.fixture
def reporting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The regulation has what is late reported to the leading group after three days."""

    def with_report(version: str) -> Scheme:
        scheme = scheme_of(version)
        rule = Supervision("up", ("yiwu-4-10",), Text("上报", "Up"), report="P3D", to="role:leading_group")
        return replace(scheme, supervisions={**scheme.supervisions, "up": rule})

    monkeypatch.setattr(supervising, "scheme_of", with_report)


def test_a_duty_is_urged_on_its_day_once_however_often_the_clock_runs(town: Town) -> None:
    assert supervise(DUE - timedelta(days=2)) == 0
    assert supervise(DUE - timedelta(hours=15)) == 1
    assert [supervise(DUE + timedelta(hours=n)) for n in (1, 2, 30)] == [0, 0, 0]
    assert town.report().urged == 1
    assert town.acts("duty.urged") == [("clock", date(2026, 9, 6))]
    assert replay().differences == []


def test_after_downtime_it_is_urged_on_the_day_the_clock_runs_again(town: Town) -> None:
    assert supervise(DUE + timedelta(days=20)) == 1
    assert town.acts("duty.urged") == [("clock", date(2026, 9, 27))]


def test_two_clocks_at_once_urge_once(town: Town) -> None:
    answers = at_once(3, lambda _: supervise(DUE))
    assert sorted(answers) == [0, 0, 1]
    assert town.report().urged == 1


def test_an_extension_gives_a_new_day_and_a_new_urge(town: Town) -> None:
    assert supervise(DUE) == 1
    duty = town.report()
    asked = {"duty": str(duty.id), "due": "2026-09-21", "text": "材料未齐"}
    perform(town.clerk, [Entry("duty.extended", asked, subject=duty.stream)], now=DUE)
    assert supervise(DUE + timedelta(days=10)) == 0
    assert supervise(DUE + timedelta(days=15)) == 1
    assert town.report().urged == 2


def test_what_is_done_is_neither_urged_nor_reported(town: Town, reporting: None) -> None:
    duty = town.report()
    asked = {"duty": str(duty.id), "text": "本周没有要报的"}
    perform(town.clerk, [Entry("duty.lapsed", asked, subject=duty.stream)], now=DUE - timedelta(days=2))
    assert supervise(DUE + timedelta(days=20)) == 0


def test_what_is_late_is_reported_once_and_makes_nobody_owe(town: Town, reporting: None) -> None:
    supervise(DUE)
    assert supervise(DUE + timedelta(days=1)) == 0
    assert supervise(DUE + timedelta(days=3)) == 1
    assert supervise(DUE + timedelta(days=9)) == 0
    duty = town.report()
    assert duty.reported_to == (str(town.group),)
    assert duty.co_owners == ()
    assert [act for act, _ in town.acts("duty.reported")] == ["clock"]
    assert replay().differences == []


def test_a_body_that_may_not_read_the_duty_is_told_nothing(town: Town, reporting: None) -> None:
    duty = town.report()
    without = sorted(duty.readers - {town.group})
    run([("UPDATE duty SET readers = %s WHERE id = %s", [without, duty.id])])
    assert supervise(DUE + timedelta(days=20)) == 1
    assert town.acts("duty.reported") == []
    assert town.report().reported_to == ()


def test_what_is_refused_is_said_in_the_log_and_stops_nothing_else(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    begin_periods(NOW + timedelta(days=8))
    first = town.report()
    broken = Entry("duty.urged", {"duty": "nonsense", "rule": "x"}, subject=first.stream)
    asked = supervising.Asked.entry.fget
    assert asked is not None
    monkeypatch.setattr(
        supervising.Asked, "entry", property(lambda one: broken if one.duty.id == first.id else asked(one))
    )
    assert supervise(DUE + timedelta(days=8)) == 1
    assert f"the clock left duty {first.id} as it is: refused by fields" in caplog.text


def test_all_that_is_due_is_looked_at_in_parts(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervising, "AT_ONCE", 2)
    begin_periods(NOW + timedelta(days=40))
    owed = run(
        [
            (
                "SELECT count(*) FROM duty WHERE rule = 'liaison_report' AND due_at < %s",
                [NOW + timedelta(days=60)],
            )
        ]
    )
    assert owed[0][0][0] > 4
    assert supervise(NOW + timedelta(days=60)) == owed[0][0][0]


def test_the_clock_runs_it_with_everything_else(town: Town) -> None:
    clock.keep_up(DUE)
    assert town.report().urged == 1
