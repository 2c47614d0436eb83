"""The clock counts a silence in the record itself: once, on its day, after any downtime, and replay shows the same."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from tests.core.test_silence import SILENT
from tests.db.test_at_once import at_once
from xuncha.actions import founding
from xuncha.actions.clock import count_silences, keep_up
from xuncha.actions.perform import Entry, perform
from xuncha.core.facts.rows import NOBODY
from xuncha.store.append import run
from xuncha.store.replay import replay
from xuncha.store.viewer import Viewer, viewer_of

pytestmark = pytest.mark.fresh_database

NOW = datetime(2026, 9, 28, 2, tzinfo=UTC)
OVER = datetime(2026, 9, 30, 16, tzinfo=UTC)
"""Midnight in Shanghai after Wednesday the 30th, the last of the two working days."""


@pytest.fixture
def notice(database: str) -> UUID:
    """A notice that was issued on Monday the 28th and that nobody receives."""
    founding.found("澜汀市", "Lanting", "demo", source=SILENT, now=NOW)
    office = founding.body("office", "检查办", NOW)
    clerk = founding.person("林若舟", NOW)
    founding.seat(office, "clerk", clerk, NOW)
    town = founding.unit("柳塘镇", "town", NOW)
    founding.seat(town, "principal", founding.person("方竹青", NOW), NOW)
    found = viewer_of(clerk, None, date(2026, 9, 28))
    assert found is not None
    return issued(found, office, town)


def issued(viewer: Viewer, office: UUID, town: UUID) -> UUID:
    def do(act: str, fields: dict[str, object], **where: object) -> UUID:
        done = perform(viewer, [Entry(act, fields, **where)], now=NOW)  # type: ignore[arg-type]
        assert done.subject is not None
        return done.subject

    campaign = do("campaign.opened", {"kind": "round", "title": "第一轮", "starts_on": "2026-09-28"})
    inspection = do("unit.enrolled", {"unit": str(town), "ground": "listed"}, within=campaign)
    do("inspection.assigned", {"body": str(office)}, subject=inspection)
    paper = do("document.drafted", {"kind": "notice", "text": "十月检查补贴发放"}, within=inspection)
    do("document.issued", {"to": [str(town)]}, subject=paper)
    return paper


def rows() -> list[tuple[str, ...]]:
    return [
        tuple(map(str, row))
        for row in run([("SELECT rule, state, closed_on FROM duty ORDER BY rule", [])])[0]
    ]


def test_it_is_counted_once_the_day_is_over_and_the_record_replays(notice: UUID) -> None:
    assert count_silences(datetime(2026, 9, 30, 15, 59, tzinfo=UTC)) == 0
    keep_up(OVER)
    assert rows() == [("publish_notice", "open", "None"), ("receive", "by_silence", "2026-09-30")]
    assert count_silences(OVER) == 0
    [[act]] = run([("SELECT row_to_json(act) FROM act WHERE type = 'silence.counted'", [])])[0]
    assert (act["by_kind"], act["value"]) == ("clock", "document.received")
    assert {act["by_party"], act["by_person"], act["entered_by"]} <= {str(NOBODY), None}
    [[state]] = run([("SELECT state FROM subject WHERE id = %s", [notice])])[0]
    assert state == "received"
    assert replay().differences == []


def test_after_weeks_of_downtime_it_counts_from_the_day_it_had(notice: UUID) -> None:
    assert count_silences(datetime(2026, 11, 20, 2, tzinfo=UTC)) == 1
    assert rows()[1] == ("receive", "by_silence", "2026-09-30")


def test_a_receipt_in_time_entered_after_the_silence_was_done_and_replays(notice: UUID) -> None:
    keep_up(datetime(2026, 10, 8, 2, tzinfo=UTC))
    [[person]] = run([("SELECT person FROM seat WHERE seat = 'principal'", [])])[0]
    town = viewer_of(UUID(str(person)), None, date(2026, 10, 8))
    assert town is not None
    entry = Entry(
        "document.received", {"received_on": "2026-09-29"}, subject=notice, occurred_on=date(2026, 9, 29),
        paper="回执",
    )  # fmt: skip
    perform(town, [entry], now=datetime(2026, 10, 8, 3, tzinfo=UTC))
    assert rows() == [("publish_notice", "open", "None"), ("receive", "discharged", "2026-09-29")]
    assert replay().differences == []


def test_of_three_clocks_at_once_one_counts_it(notice: UUID) -> None:
    answers = at_once(3, lambda _: count_silences(OVER))
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert run([("SELECT count(*) FROM act WHERE type = 'silence.counted'", [])])[0] == [(1,)]
    assert sum(answers) == 1
