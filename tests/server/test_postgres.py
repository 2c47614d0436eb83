"""The office's own PostgreSQL starts, is shared, stops, and never stays behind."""

import contextlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import psutil
import psycopg
import pytest

from xuncha.server import postgres
from xuncha.server.folder import DataFolder
from xuncha.server.postgres import RunningPostgres, _wait_until_it_answers, _why, running_postgres
from xuncha.server.trouble import Trouble, ran_full

# Starts PostgreSQL, says so, and waits to be killed.
HOLDER = """
import sys, time
from pathlib import Path
from xuncha.server.folder import DataFolder
from xuncha.server.postgres import _why, running_postgres
with running_postgres(DataFolder(Path(sys.argv[1]))):
    print("running", flush=True)
    time.sleep(60)
"""


@pytest.fixture(scope="module")
def folder() -> Iterator[DataFolder]:
    with tempfile.TemporaryDirectory(prefix="xuncha-pg-") as place:
        Path(place).chmod(0o711)
        folder = DataFolder(Path(place) / "data")
        folder.create()
        yield folder


def server_of(folder: DataFolder) -> psutil.Process | None:
    """The server process that runs over this folder now, if any."""
    try:
        number = int((folder.postgres / "pgdata" / "postmaster.pid").read_text().splitlines()[0])
        process = psutil.Process(number)
        return process if process.is_running() and process.status() != psutil.STATUS_ZOMBIE else None
    except (OSError, psutil.Error):
        return None


def holder(folder: DataFolder) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder.path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "running\n"
    return process


def test_it_keeps_checksums_and_writes_through_and_knows_chinese(folder: DataFolder) -> None:
    with running_postgres(folder) as postgres, postgres.connect(folder) as connection:
        row = connection.execute(
            "SELECT current_setting('data_checksums'), current_setting('fsync'), current_setting('listen_addresses'),"
            " '巡察' ~ '^\\w+$', datlocale FROM pg_database WHERE datname = 'postgres'"
        ).fetchone()
    assert row == ("on", "on", "", True, "PG_UNICODE_FAST")


def test_nobody_comes_in_without_the_password(folder: DataFolder) -> None:
    with running_postgres(folder) as postgres, pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(
            host=str(postgres.socket_folder), user="postgres", dbname="postgres", passfile="/dev/null"
        )


def test_it_never_runs_as_root(folder: DataFolder) -> None:
    with running_postgres(folder):
        process = server_of(folder)
        assert process is not None
        status = Path(f"/proc/{process.pid}/status").read_text() if sys.platform == "linux" else "CapEff:\t0"
    assert "CapEff:\t0000000000000000" in status or not status.startswith("Name")


def test_it_stops_with_the_one_who_started_it(folder: DataFolder) -> None:
    with running_postgres(folder):
        assert server_of(folder)
    assert server_of(folder) is None


def test_a_second_command_shares_it_and_leaves_it_running(folder: DataFolder) -> None:
    with running_postgres(folder) as first:
        with running_postgres(folder) as second:
            assert second == first
        assert server_of(folder)


def test_it_ends_when_its_starter_is_killed_without_warning(folder: DataFolder) -> None:
    starter = holder(folder)
    starter.kill()
    starter.wait()
    until = time.monotonic() + 10
    while server_of(folder) and time.monotonic() < until:
        time.sleep(0.02)
    assert server_of(folder) is None
    with running_postgres(folder) as postgres:
        postgres.connect(folder).close()


def test_an_orphan_is_stopped_and_replaced(folder: DataFolder) -> None:
    starter = holder(folder)
    orphan = server_of(folder)
    assert orphan is not None
    # The starter and the watcher die together, as when a whole container loses its memory.
    for watcher in psutil.Process(starter.pid).children():
        if watcher.name() == "sh":
            watcher.kill()
    starter.kill()
    starter.wait()
    assert server_of(folder) == orphan
    with running_postgres(folder):
        assert server_of(folder) not in (None, orphan)


def test_a_note_left_by_a_crash_that_names_another_program_is_no_obstacle(folder: DataFolder) -> None:
    with running_postgres(folder):
        note = (folder.postgres / "pgdata" / "postmaster.pid").read_text().splitlines()
    other = subprocess.Popen(["sleep", "30"])
    (folder.postgres / "pgdata" / "postmaster.pid").write_text("\n".join([str(other.pid), *note[1:]]))
    try:
        with running_postgres(folder) as postgres:
            postgres.connect(folder).close()
    finally:
        other.kill()
        other.wait()


def test_a_crash_loses_no_acknowledged_row(folder: DataFolder) -> None:
    starter = holder(folder)
    with running_postgres(folder) as postgres, postgres.connect(folder) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS n")
        server = server_of(folder)
        assert server is not None
        server.send_signal(signal.SIGKILL)
    starter.kill()
    starter.wait()
    with running_postgres(folder) as postgres, postgres.connect(folder) as connection:
        assert connection.execute("SELECT n FROM kept").fetchone() == (1,)


def test_a_path_too_long_for_a_socket_is_no_obstacle(folder: DataFolder) -> None:
    deep = DataFolder(folder.path.parent / ("很长的文件夹名" * 5) / "data")
    deep.path.parent.mkdir(mode=0o711)
    deep.create()
    with running_postgres(deep) as postgres:
        postgres.connect(deep).close()
        with running_postgres(deep) as shared:
            assert shared == postgres
    assert not postgres.socket_folder.exists()


def test_files_of_a_newer_postgresql_are_refused_with_the_way_out(folder: DataFolder) -> None:
    with running_postgres(folder):
        pass
    version = folder.postgres / "pgdata" / "PG_VERSION"
    before = version.read_text()
    version.write_text("99\n")
    try:
        with (
            pytest.raises(
                Trouble, match=r"made by a newer xuncha .* install that version, or name another folder"
            ),
            running_postgres(folder),
        ):
            pass
    finally:
        version.write_text(before)


def test_a_disk_that_is_full_when_the_files_are_made_is_said_with_the_way_out(folder: DataFolder) -> None:
    said = 'FATAL:  could not extend file "base/1/2691": wrote only 4096 of 8192 bytes at block 3\nHINT:  Check free disk space.\n'
    trouble = _why(folder, said, "PostgreSQL could not make its files")
    assert "is full; free at least 200 MB there, or name a folder on another disk" in str(trouble)


def test_a_database_that_broke_off_on_a_full_disk_is_told_from_one_that_is_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not ran_full(tmp_path)
    log = tmp_path / "postgres.log"
    log.write_text('PANIC:  could not write to file "pg_wal/xlogtemp.9": No space left on device\n')
    assert not ran_full(tmp_path)  # there is room again
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=5_000_000))
    assert ran_full(tmp_path)
    log.write_text("FATAL:  the database system is starting up\n")
    assert not ran_full(tmp_path)


def refusing(place: Path, said: str, seconds: float) -> threading.Thread:
    """A server's socket where everybody is sent away with these words, and after so many seconds with others."""
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(place / ".s.PGSQL.5432"))
    listening.listen()
    listening.settimeout(0.1)
    until = time.monotonic() + seconds

    def serve() -> None:
        while time.monotonic() < until + 2:
            with contextlib.suppress(TimeoutError), listening.accept()[0] as asking:
                asking.recv(1000)
                words = said if time.monotonic() < until else "no such role"
                fields = f"SFATAL\0VFATAL\0C57P03\0M{words}\0\0".encode()
                asking.sendall(b"E" + (len(fields) + 4).to_bytes(4, "big") + fields)
        listening.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    return thread


@pytest.mark.parametrize(
    ("said", "at_least"),
    [("the database system is not yet accepting connections", 1.2), ("no such role", 0.3)],
)
def test_a_server_that_reads_its_journal_is_waited_for_and_one_that_says_nothing_of_it_is_not(
    said: str,
    at_least: float,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(postgres, "START_PATIENCE", 0.3)
    monkeypatch.setattr(postgres, "TOLD_AFTER", 0.4)
    folder = DataFolder(tmp_path)
    folder.secrets.mkdir()
    folder.password_file(postgres.SUPERUSER).touch()
    (tmp_path / "postgres.log").write_text(f"FATAL:  {said}\n")
    with tempfile.TemporaryDirectory(dir="/tmp") as short:
        thread = refusing(Path(short), said, seconds=1.0)
        began = time.monotonic()
        with pytest.raises(
            Trouble, match=r"PostgreSQL runs in .* does not let the office in: [\s\S]*no such role"
        ):
            _wait_until_it_answers(
                RunningPostgres(Path(short)), folder, SimpleNamespace(is_running=lambda: True)
            )  # type: ignore[arg-type]
        assert at_least <= time.monotonic() - began
        assert ("reads its journal first; please wait" in capfd.readouterr().err) == (at_least > 1)
        thread.join()
