"""What goes wrong is said in one sentence with the way out, and the exit code says so, too."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import xuncha

SOURCE = str(Path(xuncha.__file__).parents[1])


def run(*words: str, data: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "XUNCHA_DATA": str(data), "PYTHONPATH": SOURCE, **more}
    return subprocess.run(
        [sys.executable, "-m", "xuncha", *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def refusal(answer: subprocess.CompletedProcess[str]) -> str:
    assert answer.returncode == 1
    lines = answer.stderr.strip().splitlines()
    assert len(lines) == 1, answer.stderr
    return lines[0]


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_taken_port_is_named_with_another(taken_port: int, tmp_path: Path) -> None:
    said = refusal(run("demo", "--port", str(taken_port), data=tmp_path / "data"))
    assert said == (
        f"xuncha: port {taken_port} on 127.0.0.1 is taken by another program; "
        f"stop that, or use another: --port {taken_port + 1}"
    )
    assert not (tmp_path / "data").exists()


def test_serving_where_there_is_no_office_says_how_to_make_one(tmp_path: Path) -> None:
    said = refusal(run("serve", data=tmp_path / "data"))
    assert said.startswith(f"xuncha: there is no office in {tmp_path}/data; ")
    assert said.endswith("xuncha migrate")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = refusal(run("demo", data=tmp_path / "file" / "data"))
    assert f"the folder {tmp_path}/file/data cannot be written to by" in said
    assert "XUNCHA_DATA=/path/to/folder" in said


def test_a_name_that_is_no_address_of_this_machine_is_said_before_anything_starts(tmp_path: Path) -> None:
    said = refusal(run("serve", "--host", "no-such-host.invalid", data=tmp_path / "data"))
    assert said == "xuncha: this machine has no address no-such-host.invalid; use --host 127.0.0.1"


def test_an_unreachable_database_is_said_without_its_password(tmp_path: Path) -> None:
    url = "postgresql://clerk:top-secret@127.0.0.1:1/office"
    said = refusal(run("migrate", data=tmp_path / "data", XUNCHA_DATABASE_URL=url, XUNCHA_OWNER_URL=url))
    assert said.startswith("xuncha: the database cannot be reached: ")
    assert "top-secret" not in said


def test_a_jurisdiction_has_a_plain_name(tmp_path: Path) -> None:
    said = refusal(run("migrate", data=tmp_path / "data", XUNCHA_SCHEMA="X; --"))
    assert "is no name for a jurisdiction; use small letters, digits and _" in said


@pytest.mark.parametrize(
    "command",
    [(), ("init",), ("demo",), ("serve",), ("worker",), ("migrate",), ("user",), ("user", "add"), ("replay",),
     ("log",), ("coverage",), ("import", "complaints"), ("scheme", "check"), ("due",), ("bench",)],
)  # fmt: skip
def test_every_command_explains_itself(command: tuple[str, ...], tmp_path: Path) -> None:
    answer = run(*command, "--help", data=tmp_path)
    assert answer.returncode == 0
    assert len(answer.stdout.splitlines()) > 5
