"""Periods of cyclic duties begin by themselves, each once, also after downtime."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from tests.db.test_at_once import at_once
from xuncha.actions import clock, founding
from xuncha.actions.clock import begin_periods, keep_up
from xuncha.actions.perform import Entry, perform
from xuncha.server import worker
from xuncha.store.append import run
from xuncha.store.replay import replay
from xuncha.store.viewer import viewer_of

pytestmark = pytest.mark.fresh_database

NOW = datetime(2026, 9, 1, 2, tzinfo=UTC)


@pytest.fixture
def running_round(database: str) -> None:
    founding.found("澜汀市", "Lanting", "yiwu-2015")
    office = founding.body("office", "巡查办", NOW)
    group = founding.body("leading_group", "领导小组", NOW)
    people = [founding.person(name, NOW) for name in ("林若舟", "周敬川", "顾行远")]
    founding.seat(office, "clerk", people[0], NOW)
    founding.seat(group, "leader", people[1], NOW)
    founding.seat(group, "deputy_leader", people[2], NOW)
    clerk = viewer_of(people[0], None, date(2026, 9, 1))
    assert clerk is not None
    fields = {"kind": "round", "title": "第三轮", "starts_on": "2026-09-01"}
    round_ = perform(clerk, [Entry("campaign.opened", fields)], now=NOW).subject
    perform(clerk, [Entry("body.formed", {"kind": "team", "title": "第一组"}, within=round_)], now=NOW)


def begun() -> list[tuple[str, str, date]]:
    return [tuple(row) for row in run([("SELECT rule, due->>'rule', opened_on FROM duty WHERE rule IN"
                                        " ('liaison_report', 'annual_plan', 'report_to_committee') ORDER BY opened_on, rule", [])])[0]]  # fmt: skip


def test_every_period_that_has_come_begins_once_on_its_own_day(running_round: None) -> None:
    begin_periods(datetime(2026, 9, 16, 1, tzinfo=UTC))
    assert [(rule, on) for rule, _, on in begun() if rule == "liaison_report"] == [
        ("liaison_report", date(2026, 9, 1)),
        ("liaison_report", date(2026, 9, 7)),
        ("liaison_report", date(2026, 9, 14)),
    ]
    assert begin_periods(datetime(2026, 9, 16, 5, tzinfo=UTC)) == 0


def test_after_downtime_the_missed_periods_follow_and_the_record_replays(running_round: None) -> None:
    begin_periods(datetime(2026, 9, 2, 1, tzinfo=UTC))
    assert begin_periods(datetime(2026, 9, 30, 1, tzinfo=UTC)) == 4
    assert replay().differences == []


def test_two_clocks_at_once_begin_each_period_once(running_round: None) -> None:
    now = datetime(2026, 9, 30, 1, tzinfo=UTC)
    answers = at_once(3, lambda _: begin_periods(now))
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    rows = begun()
    assert len(rows) == len(set(rows))
    assert sum(answers) == run([("SELECT count(*) FROM act WHERE type = 'period.begun'", [])])[0][0][0]


def test_a_clock_that_read_the_round_too_early_begins_nothing_twice(running_round: None) -> None:
    now = datetime(2026, 9, 16, 1, tzinfo=UTC)
    [campaign] = clock._running()
    begin_periods(now)
    before = begun()
    assert not any(clock._begin(campaign, *owed, now) for owed in clock._owed(campaign, date(2026, 9, 16)))
    assert begun() == before


def test_a_round_that_refuses_stops_no_other(
    running_round: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    [campaign] = clock._running()
    ghost = replace(campaign, id=uuid4())
    monkeypatch.setattr(clock, "_running", lambda: [ghost, campaign])
    assert begin_periods(datetime(2026, 9, 16, 1, tzinfo=UTC)) > 0
    assert f"the clock left round {ghost.id} as it is: NotThere" in caplog.text


def test_the_clock_begins_periods_and_forgets_old_drafts_and_a_failing_step_keeps_no_other(
    running_round: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def failing(now: datetime) -> None:
        raise RuntimeError("the calendar cannot be read")

    monkeypatch.setattr(clock, "move_due_dates", failing)
    monkeypatch.setattr(clock, "forget_drafts", lambda now: done.append("drafts"))
    with pytest.raises(RuntimeError, match="the calendar cannot be read"):
        keep_up(datetime(2026, 9, 16, 1, tzinfo=UTC))
    assert begun()
    assert done == ["drafts"]


class Jobs:
    """The queue of jobs, for a worker that only starts."""

    def get_worker_connector(self) -> None:
        pass

    connector = property(lambda self: self)

    def replace_connector(self, connector: object) -> nullcontext[object]:
        return nullcontext(self)

    def run_worker(self, **how: object) -> None:
        pass


def test_a_worker_that_starts_forgets_the_drafts_that_grew_old_while_nothing_ran(
    running_round: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[datetime] = []
    monkeypatch.setattr("procrastinate.contrib.django.app", Jobs())
    monkeypatch.setattr(clock, "keep_up", done.append)
    worker.main()
    assert len(done) == 1
