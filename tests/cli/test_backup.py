"""A backup of a whole office, checked, restored, and held against those who have seen more."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.kept_office import ATTACHED
from tests.cli.test_running import SOURCE, start, wait_for
from xuncha.server.folder import DataFolder
from xuncha.server.log_folder import LogFolder, write_whole
from xuncha.server.web import free_port
from xuncha.server.witness import know, make_witness, read_witness, witness_server

NAME = "county.example/log"
ROOT = str(Path(__file__).parents[2])


@dataclass(frozen=True)
class Office:
    """An office, a backup of yesterday and one of today, and how many entries its log had then and has now."""

    data: Path
    place: Path
    then: int
    now: int

    def backup(self, day: str) -> tuple[str, str, str]:
        return (str(self.place / day), "--keys", str(self.place / f"{day}.keys"))


def said(data: Path, *words: str, **more: str) -> tuple[int, str]:
    environment = {**os.environ, "XUNCHA_DATA": str(data), "PYTHONPATH": SOURCE, **more}
    done = subprocess.run(
        [sys.executable, "-m", "xuncha", *words], capture_output=True, text=True, check=False, env=environment
    )
    return done.returncode, done.stdout + done.stderr


def does(data: Path, what: str, hours: int) -> int:
    done = subprocess.run(
        [sys.executable, "-m", "tests.cli.kept_office", str(data), what, str(hours)], capture_output=True, text=True,
        check=False, cwd=ROOT, env={**os.environ, "PYTHONPATH": f"{SOURCE}:{ROOT}", "XUNCHA_DATA": str(data)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@contextmanager
def watching(place: Path, port: int) -> Iterator[None]:
    """The witness of the office's log, as somebody else runs it."""
    witness, known = place / "witness", know(place / "witness", [])
    with witness_server(witness, read_witness(witness), known, "127.0.0.1", port) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield
        server.shutdown()


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def office(port: int) -> Iterator[Office]:
    with tempfile.TemporaryDirectory(prefix="x-back-") as made:
        place = Path(made)
        place.chmod(0o711)
        data = place / "data"
        assert said(data, "migrate", "--quiet") == (0, "")
        assert said(data, "log", "init", NAME)[0] == 0
        log = LogFolder.of(DataFolder(data))
        theirs = make_witness(place / "witness", "county.example/archive").key.text
        know(place / "witness", [log.public_key().text])
        lines = [
            f"log {log.public_key().text}",
            f"witness archive {theirs} http://127.0.0.1:{port}",
            "quorum archive",
            "",
        ]
        write_whole(log.path / "policy", "\n".join(lines).encode())
        with watching(place, port):
            then = does(data, "found", 0)
            yesterday, today = (Office(data, place, 0, 0).backup(day) for day in ("yesterday", "today"))
            code, told = said(data, "backup", *yesterday)
            assert (code, f"{then:,} entries of the log, 1 attached files" in told) == (0, True), told
            now = does(data, "more", 1)
            assert said(data, "backup", *today)[0] == 0
        yield Office(data, place, then, now)


def restored(office: Office, day: str, name: str) -> Path:
    """A restored office; what it said is looked at."""
    place = office.place / name
    shutil.rmtree(place, ignore_errors=True)
    code, told = said(place, "restore", *office.backup(day))
    assert code == 0, told
    n = office.then if day == "yesterday" else office.now
    for words in (f"{n:,} entries of the log", "replayed with 0 differences", "1 attached files there"):
        assert words in told, told
    return place


def test_a_backup_is_never_written_over_and_its_keys_lie_apart(office: Office) -> None:
    code, told = said(office.data, "backup", *office.backup("today"))
    assert (code, "is there already; a backup is never written over" in told) == (1, True)
    one = str(office.place / "one")
    code, told = said(office.data, "backup", one, "--keys", one)
    assert (code, "the keys lie apart from what they open" in told) == (1, True)
    code, told = said(office.data, "backup", str(office.place / "no" / "such"), "--keys", one)
    assert (code, "there is no folder" in told) == (1, True)
    assert not Path(one).exists()
    assert not list(office.place.glob(".*"))


def test_without_the_keys_a_backup_tells_nothing(office: Office) -> None:
    sealed = (office.place / "today").read_bytes()
    keys = (office.place / "today.keys").read_bytes()
    with tarfile.open(office.place / "today.keys") as chest:
        names = chest.getnames()
    assert {
        "backup.key",
        "secrets/master.key",
        "secrets/audit.key",
        "signer/inner.key",
        "signer/public.key",
    } <= set(names)
    assert not [name for name in names if "pgpass" in name]
    secret = (office.data / "secrets" / "master.key").read_bytes()
    assert secret in keys, "the control: it is found where it lies"
    signing = (office.data / "signer" / "inner.key").read_bytes().strip()
    for word in (secret, signing, b"PGDMP", b"xuncha_owner", "柳塘镇".encode(), b"files/", ATTACHED[:30]):
        assert word not in sealed
    assert "柳塘镇".encode() not in keys
    for place in (office.place / "today", office.place / "today.keys"):
        assert place.stat().st_mode & 0o077 == 0


def test_a_check_reads_every_part(office: Office) -> None:
    code, told = said(office.place, "restore", *office.backup("today"), "--check")
    assert (code, told.startswith("Whole: the backup of ")) == (0, True), told
    code, told = said(
        office.place,
        "restore",
        str(office.place / "today"),
        "--keys",
        str(office.place / "yesterday.keys"),
        "--check",
    )
    assert (code, "are the keys of another backup" in told) == (1, True)
    code, told = said(
        office.place,
        "restore",
        str(office.place / "today.keys"),
        "--keys",
        str(office.place / "today"),
        "--check",
    )
    assert (code, "is the data of a backup, not its keys" in told) == (1, True)
    code, told = said(
        office.place,
        "restore",
        str(office.place / "nothing"),
        "--keys",
        str(office.place / "today.keys"),
        "--check",
    )
    assert (code, "there is no file" in told) == (1, True)


@pytest.mark.parametrize(
    "harm", ["a bit of the data", "the end of the data", "a bit of the keys", "the end of the keys"]
)
def test_what_was_damaged_is_not_restored(office: Office, tmp_path: Path, harm: str) -> None:
    for name in ("today", "today.keys"):
        shutil.copy(office.place / name, tmp_path / name)
    place = tmp_path / ("today" if "data" in harm else "today.keys")
    whole = place.read_bytes()
    at = 520 if "keys" in harm else len(whole) // 2
    place.write_bytes(
        whole[: len(whole) // 2] if "end" in harm else whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
    )
    words = (str(tmp_path / "today"), "--keys", str(tmp_path / "today.keys"))
    code, told = said(tmp_path / "new", "restore", *words)
    assert (code, "is not whole" in told, (tmp_path / "new").exists()) == (1, True, False), told


def test_nothing_is_restored_over_anything(office: Office, tmp_path: Path) -> None:
    code, told = said(office.data, "restore", *office.backup("today"))
    assert (code, "is not empty, and a backup is restored into a new folder only" in told) == (1, True)
    (tmp_path / "note").write_text("x")
    assert said(tmp_path, "restore", *office.backup("today"))[0] == 1
    assert (tmp_path / "note").read_text() == "x"
    code, told = said(tmp_path / "new", "restore", *office.backup("today"), XUNCHA_SCHEMA="practice")
    assert (code, "XUNCHA_SCHEMA=xuncha" in told) == (1, True)


def test_the_newest_backup_becomes_the_office_again_and_goes_on(office: Office, port: int) -> None:
    place = restored(office, "today", "new")
    assert (place / "secrets" / "master.key").read_bytes() == (
        office.data / "secrets" / "master.key"
    ).read_bytes()
    assert not list(office.place.glob("*.half-restored"))
    with watching(office.place, port):
        serve = start(place, "serve", "--port", str(free_port()))
        assert "xuncha is served at" in wait_for(serve, "Ctrl-C")
        serve.terminate()
        assert serve.wait(20) == 0
        code, told = said(place, "log", "verify")
    assert (code, f"{office.now:,} entries" in told, "nothing wrong" in told) == (0, True, True), told


def test_a_drill_restores_and_deletes(office: Office, tmp_path: Path) -> None:
    code, told = said(
        tmp_path / "unused", "restore", *office.backup("yesterday"), "--drill", TMPDIR=str(office.place)
    )
    assert (code, "replayed with 0 differences" in told, "The drill is over" in told) == (0, True, True), told
    assert not list(office.place.glob("x-drill-*"))
    assert not (tmp_path / "unused").exists()


@pytest.fixture(scope="module")
def old(office: Office) -> Path:
    """The office as it was yesterday."""
    return restored(office, "yesterday", "old")


def test_yesterdays_backup_adds_nothing_before_the_witnesses_were_asked(
    office: Office, old: Path, port: int
) -> None:
    place = old
    code, told = said(place, "serve", "--port", str(free_port()))
    assert (code, "archive do not answer. Have them started" in told) == (1, True), told
    with watching(office.place, port):
        code, told = said(place, "serve", "--port", str(free_port()))
        assert code == 1
        for words in ("archive have witnessed", "are missing", "nothing is added to it", "--after-loss"):
            assert words in told, told
        code, told = said(place, "worker")
        assert (code, "nothing is added to it before it was held against the signer" in told) == (1, True), (
            told
        )
    assert (place / "restored").exists(), "and the next one is asked the same"


def test_the_signer_that_was_not_led_back_names_the_missing_entries(office: Office) -> None:
    """Where it has a folder of its own, it remembers more than the backup holds."""
    place, mine = office.place / "elsewhere", {"XUNCHA_SIGNER": str(office.data / "signer")}
    before = sorted((office.data / "signer" / "heads").iterdir())
    code, told = said(place, "restore", *office.backup("yesterday"), **mine)
    assert code == 0, told
    assert sorted((office.data / "signer" / "heads").iterdir()) == before
    assert not (place / "signer").exists()
    code, told = said(place, "serve", "--port", str(free_port()), **mine)
    assert (code, "this office was restored, and nothing is added to it before" in told) == (1, True), told
    signer = start(office.data, "signer")
    wait_for(signer, "Ctrl-C")
    code, told = said(place, "serve", "--port", str(free_port()), **mine)
    assert code == 1
    then, now = office.then, office.now
    assert (
        f"has signed {now} entries, and the record holds {then}: entries {then} to {now - 1} are missing"
        in told
    )
    signer.terminate()
    assert signer.wait(20) == 0


def test_where_no_newer_backup_is_left_a_new_log_says_so_and_the_office_goes_on(
    office: Office, old: Path, port: int
) -> None:
    place = old
    code, told = said(place, "log", "init", NAME, "--after-loss")
    assert (code, "a new one has another name" in told) == (1, True)
    code, told = said(place, "log", "init", "county.example/log-2", "--after-loss")
    assert code == 0, told
    log = LogFolder.of(DataFolder(place))
    know(office.place / "witness", [log.public_key().text])
    assert list((place / "log" / "ended").glob("*/policy"))
    with watching(office.place, port):
        serve = start(place, "serve", "--port", str(free_port()))
        assert "xuncha is served at" in wait_for(serve, "Ctrl-C")
        serve.terminate()
        assert serve.wait(20) == 0
        code, told = said(place, "log", "verify")
    assert (code, "nothing wrong" in told) == (0, True), told
