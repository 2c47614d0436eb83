"""The verifiable log, kept by real processes and checked by the commands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.test_running import SOURCE, start, wait_for
from xuncha.core.log.policy import Verdict
from xuncha.server.folder import DataFolder
from xuncha.server.log_folder import LogFolder
from xuncha.server.postgres import running_postgres
from xuncha.server.web import free_port
from xuncha.vault.log_keys import check
from xuncha.verifier import xuncha_verify

PATIENCE = 120


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="x-cli-") as place:
        Path(place).chmod(0o711)
        yield Path(place) / "data"


def said(data: Path, *words: str) -> tuple[int, str]:
    """The exit code of a command, and what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "xuncha", *words], capture_output=True, text=True, check=False,
        env={**os.environ, "XUNCHA_DATA": str(data), "PYTHONPATH": SOURCE},
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def wait_until(what: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < until
        time.sleep(0.2)


def test_a_log_is_made_once_and_under_a_name_that_is_an_address(data: Path) -> None:
    office = data.parent / "office"
    assert said(office, "migrate", "--quiet")[0] == 0
    code, told = said(office, "log", "verify")
    assert (code, told.startswith("0 entries, 0 heads, 0 acts wait to be logged, nothing wrong")) == (0, True)
    for bad in ("https://county.example/log", "county.example/", "a b", ""):
        code, told = said(office, "log", "init", bad)
        assert (code, "it is its address without https://" in told) == (1, True)
    code, told = said(office, "log", "init", "county.example/log")
    assert (code, told.startswith("county.example/log+")) == (0, True)
    assert "PRIVATE" not in told
    code, told = said(office, "log", "init", "county.example/log")
    assert (code, "the log is made already" in told) == (1, True)
    for secret in (office / "signer/public.key", office / "signer/inner.key", office / "secrets/audit.key"):
        assert secret.stat().st_mode & 0o077 == 0
    signer = start(office, "signer")
    assert "the signer answers at" in wait_for(signer, "Ctrl-C")
    code, told = said(office, "signer")
    assert (code, "a signer answers at" in told) == (1, True)
    signer.terminate()
    assert signer.wait(20) == 0
    code, told = said(office, "log", "proof", "00000000-0000-4000-8000-000000000000")
    assert (code, "there is no act" in told) == (1, True)


def verdict(log: LogFolder) -> Verdict | None:
    note = log.checkpoint("public")
    return log.policy().judge(note, check) if note else None


def test_a_demo_keeps_a_log_that_two_of_three_witnesses_have_seen(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = LogFolder.of(DataFolder(data))
    demo = start(data, "demo", "--port", str(free_port()))
    wait_for(demo, "First:")
    wait_until(lambda: (found := verdict(log)) is not None and found.is_valid)
    found = verdict(log)
    assert found is not None
    assert {one.witness for one in found.seen} == {"discipline", "congress", "archive"}

    code, told = said(data, "log", "verify")
    assert (code, "nothing wrong" in told) == (0, True), told
    newest = json.loads(said(data, "log", "--json", "-n", "1", "--act", "campaign")[1])
    proof = tmp_path / "a.tlog-proof"
    assert said(data, "log", "proof", newest["id"], "--to", str(proof)) == (0, "")
    assert xuncha_verify.main([str(proof), str(log.path / "policy")]) == 0
    assert f"  id: {newest['id']}" in capsys.readouterr().out
    demo.terminate()
    assert demo.wait(20) == 0


def test_what_a_superuser_took_away_is_named_and_an_older_record_is_not_served(data: Path) -> None:
    folder, size = DataFolder(data), LogFolder.of(DataFolder(data)).head("inner").size
    assert size > 100
    taken = 'DELETE FROM {} WHERE position > (SELECT position FROM log_entry WHERE "index" = %s)'
    with running_postgres(folder) as postgres, postgres.connect(folder, "xuncha") as link:
        link.execute("SET search_path = xuncha")
        link.execute("SET session_replication_role = replica")
        link.execute(taken.format("act"), [size - 11])  # type: ignore[arg-type]
        code, told = said(data, "log", "verify")
        assert code == 1
        assert told.splitlines()[0].startswith(f"entry {size - 10}: the act at position ")
        assert f"the first wrong index is {size - 10}" in told
        for table in ("log_growth", "log_entry"):
            link.execute(taken.format(table), [size - 11])  # type: ignore[arg-type]
    code, told = said(data, "log", "verify")
    assert (code, f"entries {size - 10} to {size - 1} are missing" in told) == (1, True), told
    code, told = said(data, "serve", "--port", str(free_port()))
    assert (code, f"to {size - 1} are missing" in told) == (1, True), told  # no tree was noted any more
