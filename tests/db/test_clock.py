"""Periods of cyclic duties begin by themselves, each once, also after downtime."""

from datetime import UTC, date, datetime

import pytest

from xuncha.actions import founding
from xuncha.actions.clock import begin_periods
from xuncha.actions.perform import Entry, perform
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
