"""The commands, run as a person runs them."""

import contextlib
import http.client
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

import xuncha
from tests.cli.visitor import MB, Visitor
from xuncha.server.folder import DataFolder
from xuncha.server.postgres import running_postgres
from xuncha.server.web import free_port

SOURCE = str(Path(xuncha.__file__).parents[1])


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="xuncha-cli-") as place:
        Path(place).chmod(0o711)
        yield Path(place) / "data"


def start(data: Path, *words: str, **more: str) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "XUNCHA_DATA": str(data),
        "PYTHONPATH": SOURCE,
        "PYTHONUNBUFFERED": "1",
        **more,
    }
    return subprocess.Popen(
        [sys.executable, "-m", "xuncha", *words],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def wait_for(process: subprocess.Popen[str], words: str) -> str:
    assert process.stdout
    said = ""
    for line in process.stdout:
        said += line
        if words in line:
            return said
    raise AssertionError(said)


def offspring(process: subprocess.Popen[str]) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def all_gone(processes: list[psutil.Process], within: float) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        if not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in processes):
            return True
        time.sleep(0.1)
    return False


def test_the_demo_shows_its_accounts_and_stops_with_everything_it_started(data: Path) -> None:
    port = free_port()
    demo = start(data, "demo", "--port", str(port))
    said = wait_for(demo, "First:")
    assert "password xuncha-demo" in said
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/login") as page:
        assert page.status == 200
    children = offspring(demo)
    assert len(children) >= 4
    demo.send_signal(signal.SIGINT)
    assert demo.wait(20) == 0
    assert all_gone(children, 0.5)


def test_a_second_start_finds_the_city_as_it_was_left(data: Path) -> None:
    master_key = (data / "secrets" / "master.key").read_bytes()
    demo = start(data, "demo", "--port", str(free_port()))
    said = wait_for(demo, "First:")
    demo.terminate()
    assert demo.wait(20) == 0
    assert said.startswith("\nThe demo is served at"), "signer and witnesses are there before they are asked"
    assert (data / "secrets" / "master.key").read_bytes() == master_key


@pytest.fixture(scope="module")
def running(data: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A demo for the tests to come, the last of which kills it, and its port."""
    port = free_port()
    demo = start(data, "demo", "--port", str(port))
    wait_for(demo, "First:")
    yield demo, port
    demo.terminate()
    demo.wait(20)


def test_sixty_idle_connections_keep_nobody_out(running: tuple[subprocess.Popen[str], int]) -> None:
    _, port = running
    with contextlib.ExitStack() as held:
        for _ in range(60):
            browser = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            held.callback(browser.close)
            browser.request("GET", "/login")
            assert browser.getresponse().read()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/login", timeout=10) as page:
            assert page.status == 200


def test_a_file_of_nineteen_megabytes_goes_in_and_one_of_twenty_five_is_refused_at_its_field(
    running: tuple[subprocess.Popen[str], int],
) -> None:
    _, port = running
    contact = Visitor(f"http://127.0.0.1:{port}")
    found = re.search(r'href="(/findings/[0-9a-f-]{36})"', contact.sees("/findings?state=planned"))
    assert found
    place = f"{found[1]}/do/evidence.added"
    status, html = contact.sends(place, "签收表", b"%PDF-1.7\n" + bytes(25 * MB))
    assert status == 422
    assert "有 25.0 MB，每个文件不超过 20 MB" in html
    status, html = contact.sends(place, "签收表", b"%PDF-1.7\n" + bytes(19 * MB))
    assert status == 200
    assert "PDF，19.0 MB" in html


def test_an_account_is_made_while_the_demo_runs_and_the_demo_goes_on(
    data: Path, running: tuple[subprocess.Popen[str], int]
) -> None:
    demo, _ = running
    slip = start(data, "user", "add", "guest", "--name", "来宾")
    assert "guest" in slip.communicate(timeout=20)[0]
    assert slip.returncode == 0
    assert demo.poll() is None


def test_a_demo_killed_without_warning_leaves_nothing_behind(
    running: tuple[subprocess.Popen[str], int],
) -> None:
    demo, _ = running
    children = offspring(demo)
    demo.kill()
    demo.wait()
    assert all_gone(children, 15)


def test_serving_the_demo_to_other_machines_is_refused(data: Path) -> None:
    serve = start(data, "serve", "--host", "0.0.0.0", "--port", str(free_port()))
    said = serve.communicate(timeout=20)[0]
    assert serve.returncode == 1
    assert "demo accounts exist" in said


def test_the_demo_is_not_served_behind_a_name_that_others_reach(data: Path) -> None:
    serve = start(data, "serve", "--port", str(free_port()), XUNCHA_URL="https://office.example")
    said = serve.communicate(timeout=20)[0]
    assert (serve.returncode, "nothing is served on office.example" in said) == (1, True)


@pytest.mark.parametrize(
    ("words", "more", "name"),
    [
        (("--host", "0.0.0.0"), {}, "0.0.0.0"),
        ((), {"XUNCHA_PORTAL_SITE": "https://report.example"}, "report.example"),
    ],
)
def test_nobody_elsewhere_is_led_to_report_to_a_demo(
    data: Path, words: tuple[str, ...], more: dict[str, str], name: str
) -> None:
    portal = start(data, "portal", *words, "--port", str(free_port()), **more)
    said = portal.communicate(timeout=30)[0]
    assert (portal.returncode, f"nothing is served on {name}" in said) == (1, True)


def test_the_portal_of_a_demo_is_served_on_this_machine(data: Path) -> None:
    portal = start(data, "portal", "--port", str(free_port()))
    wait_for(portal, "the public portal is served at")
    portal.terminate()
    assert portal.wait(20) in (0, -15, 143)


@pytest.mark.parametrize(("host", "shown"), [("localhost", "localhost"), ("::1", "[::1]")])
def test_it_is_served_at_a_name_and_at_an_address_of_the_newer_kind(
    data: Path, host: str, shown: str
) -> None:
    port = free_port()
    serve = start(data, "serve", "--host", host, "--port", str(port), "--without-worker")
    assert f"xuncha is served at http://{shown}:{port}  " in wait_for(serve, "Ctrl-C")
    with urllib.request.urlopen(f"http://{shown}:{port}/login", timeout=10) as page:
        assert page.status == 200
    serve.terminate()
    assert serve.wait(20) == 0


def test_tables_of_a_newer_xuncha_are_refused(data: Path) -> None:
    folder = DataFolder(data)
    change = "INSERT INTO xuncha.django_migrations (app, name, applied) VALUES ('store', '9999_later', now())"
    with running_postgres(folder) as postgres, postgres.connect(folder, "xuncha") as connection:
        connection.execute(change)
    demo = start(data, "demo", "--port", str(free_port()))
    said = demo.communicate(timeout=20)[0]
    with running_postgres(folder) as postgres, postgres.connect(folder, "xuncha") as connection:
        connection.execute("DELETE FROM xuncha.django_migrations WHERE name = '9999_later'")
    assert demo.returncode == 1
    assert said.startswith(
        "xuncha: the data folder was last used by a newer xuncha (it holds the change store.9999_later"
    )


def test_another_postgresql_is_used_where_an_address_is_given(data: Path, tmp_path: Path) -> None:
    """A server that some administrator runs, with two roles he made; ours plays it here."""
    folder = DataFolder(data)
    with running_postgres(folder) as postgres:
        with postgres.connect(folder) as connection:
            connection.execute("CREATE ROLE theirs_owner LOGIN PASSWORD 'one'")
            connection.execute("CREATE ROLE theirs_app LOGIN PASSWORD 'two'")
            connection.execute("CREATE DATABASE theirs OWNER theirs_owner")
        host = str(postgres.socket_folder).replace("/", "%2F")
        urls = {
            "XUNCHA_OWNER_URL": f"postgresql://theirs_owner:one@{host}/theirs",
            "XUNCHA_DATABASE_URL": f"postgresql://theirs_app:two@{host}/theirs",
        }
        environment = {**os.environ, **urls, "XUNCHA_DATA": str(tmp_path / "data"), "PYTHONPATH": SOURCE}
        for words in (["migrate", "--quiet"], ["user", "add", "li.si", "--name", "李四"]):
            done = subprocess.run(
                [sys.executable, "-m", "xuncha", *words], env=environment, capture_output=True, text=True
            )
            assert done.returncode == 0, done.stderr
        # As the owner, reading and writing is refused.
        environment["XUNCHA_DATABASE_URL"] = urls["XUNCHA_OWNER_URL"]
        done = subprocess.run(
            [sys.executable, "-m", "xuncha", "user", "list"], env=environment, capture_output=True, text=True
        )
        assert "the database role theirs_owner owns the tables" in done.stderr
        with psycopg.connect(urls["XUNCHA_OWNER_URL"], options="-c search_path=xuncha") as theirs:
            assert theirs.execute("SELECT login_name FROM store_account").fetchall() == [("li.si",)]
    assert not (tmp_path / "data" / "postgres").exists()


def test_a_practice_jurisdiction_has_a_database_and_roles_of_its_own(data: Path) -> None:
    folder = DataFolder(data)
    environment = {**os.environ, "XUNCHA_DATA": str(data), "PYTHONPATH": SOURCE, "XUNCHA_SCHEMA": "practice"}
    command = [sys.executable, "-m", "xuncha"]
    for words in (["migrate", "--quiet"], ["user", "list"]):
        done = subprocess.run([*command, *words], env=environment, capture_output=True, text=True)
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
    with (
        running_postgres(folder) as postgres,
        pytest.raises(psycopg.OperationalError, match="permission denied"),
    ):
        psycopg.connect(
            host=str(postgres.socket_folder), dbname="xuncha", user="practice_app",
            passfile=str(folder.password_file("practice_app")),
        )  # fmt: skip


def test_the_check_opens_the_main_pages_and_says_how_long_each_step_took(tmp_path: Path) -> None:
    check = start(tmp_path / "unused", "demo", "--check")
    said = check.communicate(timeout=90)[0].splitlines()
    assert check.returncode == 0, said
    assert said[-1] == "The demo works."
    for step in ("database", "tables", "city", "web server", "pages", "in all"):
        assert step in said[-2]
    assert not (tmp_path / "unused").exists()
