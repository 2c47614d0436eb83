"""PostgreSQL's own programs that write a database out and read it in again: those that come with the embedded one."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from xuncha.server.postgres import programs
from xuncha.server.trouble import Trouble

PART = 16 << 20
NOT_KEPT = ("django_session", "kept_briefly")
"""Tables whose rows are not saved: nobody stays logged in through a backup."""


def dumped(url: str, schema: str, snapshot: str) -> Iterator[bytes]:
    """The schema as `pg_dump` writes it, as it was in a snapshot, in parts of 16 MiB."""
    without = [f"--exclude-table-data={schema}.{table}" for table in NOT_KEPT]
    words = ["--format=custom", f"--schema={schema}", f"--snapshot={snapshot}", *without]
    with _running("pg_dump", url, words, stdout=subprocess.PIPE) as process:
        assert process.stdout
        while part := process.stdout.read(PART):
            yield part


@contextlib.contextmanager
def loading(url: str) -> Iterator[IO[bytes]]:
    """Where the parts of a dump are written to become tables again: all of them, or none."""
    words = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    with _running("pg_restore", url, words, stdin=subprocess.PIPE) as process:
        assert process.stdin
        yield process.stdin
        process.stdin.close()


@contextlib.contextmanager
def _running(
    program: str, url: str, words: list[str], *, stdin: int | None = None, stdout: int | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A program that must end well; what it says when it does not is told."""
    # The password is told where no list of processes shows it.
    parts = conninfo_to_dict(url)
    password = parts.pop("password", None)
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": os.environ.get("HOME", "/")}
    if password:
        environment["PGPASSWORD"] = str(password)
    command: list[str | Path] = [programs() / program, *words, f"--dbname={make_conninfo('', **parts)}"]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stderr=said, env=environment, cwd="/", stdin=stdin, stdout=stdout)
        try:
            yield process
        except BrokenPipeError:
            pass  # it ended before it had read everything, and says why
        except BaseException:
            process.kill()
            process.wait()
            raise
        if process.wait() != 0:
            said.seek(0)
            lines = said.read().decode(errors="replace").strip().splitlines()
            raise Trouble(f"{program} broke off: {lines[-1] if lines else 'it said nothing'}")
