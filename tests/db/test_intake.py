"""What the worker makes of envelopes that do not open, and at which hours it looks for them."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result
from django.db import transaction
from django.utils import timezone

from xuncha.actions.intake import is_hour, take_in
from xuncha.actions.intake_keys import bodies_for, register_key
from xuncha.cli import command
from xuncha.server.trouble import Trouble
from xuncha.store.append import run
from xuncha.store.custody import held_for
from xuncha.vault.custodian import KeptKey, WrongPassphrase, opened
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
    sql = "SELECT unit, inspection, campaign IS NOT NULL, code FROM subject WHERE kind = 'complaint' ORDER BY version DESC LIMIT 1"
    assert run([(sql, [])])[0] == [(None, None, True, "elsewhere")]


def test_reports_are_taken_in_at_the_hours_of_the_office_alone() -> None:
    hours = [hour for hour in range(24) if is_hour(datetime(2026, 9, 29, hour, 0, tzinfo=SHANGHAI))]
    assert hours == [9, 15]


def keys_by_command(*words: str) -> Result:
    typed = "".join(
        f"{one}\n{one}\n"
        for one in (
            "the first passphrase",
            "the second passphrase",
            "the third passphrase",
            "the fourth passphrase",
        )
    )
    return CliRunner().invoke(command, ["portal", "keys", *words], input=typed)


def opens(kept: KeptKey, passphrase: str) -> bool:
    try:
        return len(opened(kept, passphrase)) == 32
    except WrongPassphrase:
        return False


@pytest.fixture
def at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["xuncha.cli.portal"], "office_at_hand", nullcontext)


def test_keys_are_made_for_three_bodies_by_a_command(
    database: str, at_hand: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xuncha.actions.intake_keys.are_there_keys", lambda: False)
    with transaction.atomic():
        done = keys_by_command("--custodian", "市委组织部", "--custodian", "驻镇街纪检监察组")
        assert done.exception is None, done.output
        assert "the first passphrase" not in done.output
        kept = held_for("identity.2")
        transaction.set_rollback(True)
    mine = [one.kept for one in kept if one.body == bodies_for("names")["驻镇街纪检监察组"]]
    assert len(mine) == 2, "that of the demo, and the new one"
    assert len([one for one in mine if opens(one, "the fourth passphrase")]) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--intake", "无此机构"), "无此机构 is not among the bodies; by the regulation these may: 市委巡查办"),
        (("--intake", "市委巡查办", "--custodian", "市委组织部", "--custodian", "市公安局"), "市公安局 is not among the bodies"),
        (("--intake", "市委巡查办", "--custodian", "市委组织部", "--custodian", "驻镇街纪检监察组"), "密钥已经有了"),
        (("--intake", "市委巡查办", "--custodian", "市委组织部"), "三个不同的机构"),
        ((), "密钥已经有了"),
    ],
)  # fmt: skip
def test_the_command_says_why_no_keys_are_made(
    database: str, at_hand: None, words: tuple[str, ...], said: str
) -> None:
    refused = keys_by_command(*words)
    assert isinstance(refused.exception, Trouble)
    assert said in str(refused.exception)
