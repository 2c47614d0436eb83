"""What the worker makes of envelopes that do not open, and at which hours it looks for them."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result
from django.db import transaction
from django.utils import timezone

from xuncha.actions.carrying import waiting
from xuncha.actions.intake import is_hour, take_in
from xuncha.actions.intake_keys import bodies_for, register_key
from xuncha.cli import command
from xuncha.server.trouble import Trouble
from xuncha.store.append import run
from xuncha.store.custody import desk_of, held_for
from xuncha.vault.attachment import Attachment, SealingFile
from xuncha.vault.carried import PublicName, opened_file, write_file
from xuncha.vault.custodian import KeptKey, WrongPassphrase, opened
from xuncha.vault.envelope import Group
from xuncha.vault.profile import INTERNATIONAL
from xuncha.vault.report import ANONYMOUS, Report, SealsTo, open_sent, seal_addition, seal_report

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
    monkeypatch.setattr(import_module("xuncha.cli.portal"), "office_at_hand", nullcontext)


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


# ---------------------------------------------------------------------------------------------- a level above that lies elsewhere


@pytest.fixture
def above_elsewhere(monkeypatch: pytest.MonkeyPatch) -> SealsTo:
    """The office with the public key of a level above, of which no private key is here."""

    def desk_without_above(purpose: str) -> UUID | None:
        return None if purpose == "above" else desk_of(purpose)

    monkeypatch.setattr("xuncha.actions.intake.desk_of", desk_without_above)
    return replace(TO, above=Group("above", (INTERNATIONAL.public_of(THERE),)))


THERE = INTERNATIONAL.new_keys().private


def test_what_is_for_a_level_above_elsewhere_is_entered_nowhere_and_carried_sealed(
    database: str, at_hand: None, above_elsewhere: SealsTo, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before, place = n_complaints(), uuid4()
    about = Report("", "市委巡查办", "主任收了礼", ANONYMOUS, about="intake", reader="above")
    _, sealed = seal_report(about, place, above_elsewhere, timezone.localdate())
    sql = "INSERT INTO portal_inbox (id, day, lane, sealed) VALUES (%s, '2026-09-29', '', %s)"
    run([(sql, [place, sealed])])
    assert take_in(timezone.now()) == 0
    assert n_complaints() == before
    assert caplog.records == [], "no log tells of it"
    assert run([("SELECT lane FROM portal_inbox WHERE id = %s", [place])])[0] == [("up",)]
    left = waiting()
    assert left is not None
    assert (left.n, left.since, left.by) == (1, date(2026, 9, 29), date(2026, 10, 12))
    said = up()
    assert said.output == "1 wait, the earliest since 2026-09-29: to be carried by 2026-10-12\n"
    file = tmp_path / "carried.json"
    assert up(str(file)).output.startswith("1 stand in")
    assert "主任收了礼" not in file.read_text()
    with file.open("rb") as carried:
        [opened_there] = opened_file(carried, THERE)
    assert (opened_there.day, opened_there.unit, opened_there.words) == (
        "2026-09-29",
        "市委巡查办",
        "主任收了礼",
    )
    assert up().output == "nothing waits\n"
    refused = up(str(tmp_path / "another.json"))
    assert "nothing waits to be carried up" in str(refused.exception)
    assert "is there already" in str(up(str(file), "--again").exception)
    assert up(str(tmp_path / "again.json"), "--again").exception is None
    assert (tmp_path / "again.json").exists(), "what was written stays, so that a lost file is written again"


def test_what_cannot_be_registered_is_told_to_whoever_runs_the_machine_with_a_day(
    database: str, at_hand: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = uuid4()
    sealed = seal_report(Report("", "某站", "没有人能看", ANONYMOUS), place, TO, timezone.localdate())[1]
    sql = "INSERT INTO portal_inbox (id, day, lane, sealed) VALUES (%s, '2026-09-29', '', %s)"
    run([(sql, [place, sealed])])
    with monkeypatch.context() as now:
        now.setattr("xuncha.actions.intake.who_reads", lambda *_: frozenset())
        assert take_in(timezone.now()) == 0
    line = "1 cannot be registered now, the earliest since 2026-09-29: the level above is to be told by 2026-10-12"
    assert line in up().output
    assert take_in(timezone.now()) == 1
    assert "cannot be registered" not in up().output


# ---------------------------------------------------------------------------------------------- read there, with files

HERE = INTERNATIONAL.public_of(THERE)


def file_from_below(place: Path) -> UUID:
    """A file from the office below, of a report and an addition, each with a file under a name that means harm; its case."""
    put, kept = uuid4(), dict[UUID, bytes]()
    names = ("\x1b[2J\n合同\u202efdp.exe", "../../二")
    one, two = (attached(name, kept) for name in names)
    to = replace(TO, above=Group("above", (HERE,)))
    words = "主任\x1b]0;收了礼\u202e\n还有　二"
    about = Report("", "市委巡查办", words, ANONYMOUS, about="intake", reader="above", files=(one,))
    sent = open_sent(seal_report(about, put, to, DAY)[1], put, register_key())
    added = seal_addition(sent.case, "还有", put, to, reader="above", files=(two,))
    with place.open("wb") as out:
        write_file(out, [(DAY, sent), (DAY, open_sent(added, put, register_key()))], "澜汀市", DAY, kept.get)
    return sent.case


def attached(name: str, kept: dict[UUID, bytes]) -> Attachment:
    pieces: list[bytes] = []
    sealing = SealingFile(lambda key, n, piece: pieces.append(piece))
    sealing.write(name.encode())
    found = sealing.finish("pdf", name, DAY)
    kept[found.id] = b"".join(pieces)
    return found


def read(file: Path, folder: Path) -> Result:
    return CliRunner().invoke(command, ["portal", "read", str(file), "--files", str(folder)], input="some passphrase\n")  # fmt: skip


@pytest.fixture
def opens_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """The passphrase is right, and opens the key of the level above."""
    monkeypatch.setattr("xuncha.vault.custodian.opened", lambda *_: THERE)


DAY = date(2026, 9, 29)


def test_files_from_below_are_written_each_for_itself_and_none_over_another(
    database: str, at_hand: None, opens_there: None, tmp_path: Path
) -> None:
    case, folder = file_from_below(tmp_path / "carried"), tmp_path / "evidence"
    done = read(tmp_path / "carried", folder)
    assert done.exception is None, done.output
    assert {one.name: one.read_text() for one in folder.iterdir()} == {
        f"{case}-1.pdf": "\x1b[2J\n合同\u202efdp.exe",
        f"{case}-2.pdf": "../../二",
    }
    assert {one.stat().st_mode & 0o777 for one in folder.iterdir()} == {0o600}
    assert "attached 1: [2J合同fdp.exe.pdf, 1 KB" in done.output
    assert "attached 2: 二.pdf, 1 KB" in done.output
    assert "主任]0;收了礼\n还有　二\n" in done.output
    assert "\x1b" not in done.output
    assert "\u202e" not in done.output


def test_a_folder_in_which_something_lies_is_refused_and_nothing_is_written_over(
    database: str, at_hand: None, opens_there: None, tmp_path: Path
) -> None:
    case, folder = file_from_below(tmp_path / "carried"), tmp_path / "evidence"
    assert read(tmp_path / "carried", folder).exception is None
    (folder / f"{case}-1.pdf").write_text("what was looked at")
    again = read(tmp_path / "carried", folder)
    assert "is not empty; name a new folder, or an empty one" in str(again.exception)
    assert (folder / f"{case}-1.pdf").read_text() == "what was looked at"


def test_a_file_that_was_cut_off_is_said_after_what_came(
    database: str, at_hand: None, opens_there: None, tmp_path: Path
) -> None:
    file_from_below(tmp_path / "carried")
    lines = (tmp_path / "carried").read_bytes().splitlines(keepends=True)
    (tmp_path / "carried").write_bytes(b"".join(lines[:4]))
    done = read(tmp_path / "carried", tmp_path / "evidence")
    assert "收了礼" in done.output
    assert isinstance(done.exception, Trouble)
    assert "was cut off" in str(done.exception)


def up(*words: str) -> Result:
    return CliRunner().invoke(command, ["portal", "up", *words])


def test_the_public_key_goes_to_an_office_below_as_a_file(
    database: str, at_hand: None, tmp_path: Path
) -> None:
    file = tmp_path / "key.json"
    done = CliRunner().invoke(command, ["portal", "public-key", str(file)])
    assert done.exception is None, done.output
    assert PublicName.read(file.read_bytes()).title == "市委巡查办"
    wrong = CliRunner().invoke(command, ["portal", "read", str(file)], input="xuncha-demo-passphrase\n")
    assert "does not open" in str(wrong.exception)
    wrong = CliRunner().invoke(command, ["portal", "read", str(file)], input="another passphrase\n")
    assert "口令不对" in str(wrong.exception)
    broken = keys_by_command("--above-key", str(tmp_path / "none.json"))
    assert "holds no public key" in str(broken.exception)
