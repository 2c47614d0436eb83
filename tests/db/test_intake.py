"""What the worker makes of envelopes that do not open, and at which hours it looks for them."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from xuncha.actions.intake import is_hour, take_in
from xuncha.actions.intake_keys import register_key
from xuncha.store.append import run
from xuncha.vault.envelope import Group
from xuncha.vault.profile import INTERNATIONAL
from xuncha.vault.report import ANONYMOUS, Report, SealsTo, seal_report

pytestmark = pytest.mark.demo_city

SHANGHAI = ZoneInfo("Asia/Shanghai")
KEY = INTERNATIONAL.new_keys().public
TO = SealsTo(
    INTERNATIONAL.public_of(register_key()),
    Group("intake", (KEY,)),
    (
        Group("identity.1", (INTERNATIONAL.new_keys().public,)),
        Group("identity.2", (INTERNATIONAL.new_keys().public,)),
    ),
    b"salt of a jurisdiction",
)


def put_in(sealed: bytes, lane: str = "") -> str:
    place = uuid4()
    run(
        [
            (
                "INSERT INTO portal_inbox (id, day, lane, sealed) VALUES (%s, current_date, %s, %s)",
                [place, lane, sealed],
            )
        ]
    )
    return str(place)


def lanes() -> list[str]:
    return sorted(lane for (lane,) in run([("SELECT lane FROM portal_inbox", [])])[0])


def n_complaints() -> int:
    return int(run([("SELECT count(*) FROM subject WHERE kind = 'complaint'", [])])[0][0][0])


def test_what_does_not_open_is_put_aside_and_never_deleted(database: str) -> None:
    before = n_complaints()
    put_in(b"nothing that opens")
    put_in(seal_report(Report("", "某站", "某事", ANONYMOUS), uuid4(), TO, timezone.localdate())[1])
    assert take_in(timezone.now()) == 0
    assert lanes() == ["unreadable", "unreadable"]
    assert n_complaints() == before


def test_a_report_about_a_unit_that_was_only_named_lies_in_the_round(database: str) -> None:
    place = uuid4()
    sealed = seal_report(Report("", "某站", "某事", ANONYMOUS), place, TO, timezone.localdate())[1]
    run(
        [
            (
                "INSERT INTO portal_inbox (id, day, lane, sealed) VALUES (%s, current_date, 'quarantine', %s)",
                [place, sealed],
            )
        ]
    )
    assert take_in(timezone.now()) == 1
    sql = "SELECT unit, inspection, campaign IS NOT NULL FROM subject WHERE kind = 'complaint' ORDER BY version DESC LIMIT 1"
    assert run([(sql, [])])[0] == [(None, None, True)]


def test_reports_are_taken_in_at_the_hours_of_the_office_alone() -> None:
    hours = [hour for hour in range(24) if is_hour(datetime(2026, 9, 29, hour, 0, tzinfo=SHANGHAI))]
    assert hours == [9, 15]
